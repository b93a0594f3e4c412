import { describe, expect, test } from 'vitest';
import { receptionPaperName } from '../messages/zh-CN.ts';
import { deliveryFault, missingPapers, type ReceptionPaper, receptionPapers } from './file.ts';

const yesNo = [true, false];

describe('四单一记录 (R32)', () => {
  test('over every file: three papers always, the other two when their step was taken, all five when strict', () => {
    for (let mask = 0; mask < 32; mask += 1) {
      const papers = receptionPapers.filter((_, index) => (mask >> index) % 2 === 1);
      for (const handedOn of yesNo) {
        for (const supervised of yesNo) {
          for (const strict of yesNo) {
            const always: ReceptionPaper[] = ['registration', 'completion', 'receptionRecord'];
            if (strict || handedOn) always.push('assignment');
            if (strict || supervised) always.push('supervision');
            const { missing, citations } = missingPapers({ papers, handedOn, supervised }, { strict });
            expect([...papers, ...missing].filter((paper) => always.includes(paper)).toSorted()).toEqual(
              always.toSorted(),
            );
            expect(missing.every((paper) => always.includes(paper))).toBe(true);
            expect(citations[0]?.rule).toBe('R32');
          }
        }
      }
    }
  });

  test('is not strict unless asked', () => {
    const papers = ['registration', 'completion', 'receptionRecord'] as const;
    expect(missingPapers({ papers, handedOn: false, supervised: false }).missing).toEqual([]);
  });
});

describe('送达 (R74, R75)', () => {
  test.each([
    ['registeredMail', 'XA123', false, false, undefined],
    ['registeredMail', ' ', false, false, 'mailNumberMissing'],
    ['registeredMail', 'XA123', true, true, 'mustBeInPerson'],
    ['inPerson', '', false, false, 'signatureMissing'],
    ['inPerson', '', true, false, undefined],
    ['inPerson', '', false, true, 'signatureMissing'],
    ['inPerson', '', true, true, undefined],
  ] as const)('%s “%s”, signed %s, important %s: %s', (manner, mailNumber, signed, important, fault) => {
    expect(deliveryFault({ manner, mailNumber, signed }, { important })?.fault).toBe(fault);
  });

  test('mail without any number is missed too, by R74; the important by R75 as well', () => {
    expect(deliveryFault({ manner: 'registeredMail', signed: false }, { important: false })).toMatchObject({
      fault: 'mailNumberMissing',
      citations: [{ rule: 'R74' }],
    });
    const important = deliveryFault({ manner: 'registeredMail', signed: false }, { important: true });
    expect(important?.citations.map(({ rule }) => rule)).toEqual(['R74', 'R75']);
  });
});

test('every paper has its name', () => {
  expect(receptionPapers.map(receptionPaperName)).toEqual(['登记单', '交办单', '督办单', '办结单', '接谈记录']);
});
