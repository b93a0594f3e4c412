import { describe, expect, test } from 'vitest';
import { basisEditions, documentBasis } from '../basis.ts';
import { addDays, plainDate } from '../date.ts';
import { staffFaults } from '../identity/staffing.ts';
import { disputeRiskName, petitionSourceName, receptionFaultName } from '../messages/zh-CN.ts';
import { type DisputeScreening, disputeScreeningFaults, screeningsLike } from './dispute-screening.ts';
import { isChapterTwoLetter, petitionSources, sourceStanding } from './sources.ts';

describe('from whom the office takes matters in (R65)', () => {
  test.each([
    ['petitioner', '第三条（一）', 'direct', false, true],
    ['provincialDepartment', '第三条（一）', 'transferred', false, true],
    ['petitionBureau', '第三条（一）', 'transferred', false, true],
    ['sameLevelLeaders', '第三条（二）', 'transferred', false, false],
    ['sameLevelDepartments', '第三条（三）', 'transferred', false, false],
    ['petitionBureauImportant', '第三条（四）', 'transferred', true, true],
  ] as const)(
    '%s stands in %s; its letters follow chapter two: %#',
    (source, article, receipt, important, chapterTwo) => {
      expect(sourceStanding(source)).toMatchObject({
        receipt,
        important,
        citations: [{ regulation: 'petitionSystem', article, rule: 'R65' }],
      });
      expect(isChapterTwoLetter('letter', source)).toBe(chapterTwo); // R68
      expect(isChapterTwoLetter('visit', source)).toBe(false);
    },
  );
  test('items （一） to （四） all have their sources', () => {
    const articles = petitionSources.map((source) => sourceStanding(source).citations[0]?.article);
    expect(new Set(articles)).toEqual(new Set(['第三条（一）', '第三条（二）', '第三条（三）', '第三条（四）']));
    expect(new Set(petitionSources.map(petitionSourceName)).size).toBe(petitionSources.length);
  });
});

describe('the statute that a document names (R63)', () => {
  test.each([
    ['2005-04-30', undefined],
    ['2005-05-01', 'petitionRegulation2005'],
    ['2022-04-30', 'petitionRegulation2005'],
    ['2022-05-01', 'petitionRegulation2022'],
    ['2027-01-01', 'petitionRegulation2022'],
  ])('%s: %s', (on, expected) => {
    expect(documentBasis(plainDate(on))).toBe(expected);
    expect(documentBasis(plainDate(on), basisEditions.toReversed())).toBe(expected);
  });
  test('on every day from the first edition on exactly one is in force', () => {
    for (let day = plainDate('2020-01-01'); day <= '2027-12-31'; day = addDays(day, 1)) {
      expect(documentBasis(day)).toBe(day < '2022-05-01' ? 'petitionRegulation2005' : 'petitionRegulation2022');
    }
  });
  test('a bureau may add an edition', () => {
    const own = [
      ...basisEditions,
      { regulation: 'zhejiangRegulation2016', validFrom: plainDate('2028-01-01') } as const,
    ];
    expect(documentBasis(plainDate('2027-12-31'), own)).toBe('petitionRegulation2022');
    expect(documentBasis(plainDate('2028-01-01'), own)).toBe('zhejiangRegulation2016');
  });
});

test('a department needs head (R66), deputy and named person (R67)', () => {
  expect(staffFaults({ headId: 'a', deputyId: 'b', clerkId: 'c' })).toEqual([]);
  expect(staffFaults({ headId: 'a', deputyId: 'a', clerkId: 'a' })).toEqual([]);
  const faults = staffFaults({});
  expect(faults.map(({ fault }) => fault)).toEqual(['headMissing', 'deputyMissing', 'clerkMissing']);
  expect(faults[0]?.citations.map(({ rule }) => rule)).toEqual(['R66', 'R67']);
  expect(staffFaults({ headId: 'a', deputyId: 'b' }).map(({ fault }) => receptionFaultName(fault))).toEqual([
    '没有指定受理和分办的专人',
  ]);
});

describe('矛盾纠纷排查 (R3)', () => {
  const screening: DisputeScreening = {
    id: 's1',
    unitId: 'west',
    screenedOn: plainDate('2026-09-01'),
    what: '校车三号线停运，家长意见大',
    risk: 'ordinary',
    measures: '',
    caseIds: [],
  };
  test('needs no petition; what is more than ordinary needs measures', () => {
    expect(disputeScreeningFaults(screening)).toEqual([]);
    expect(disputeScreeningFaults({ ...screening, what: ' ' })).toMatchObject([{ fault: 'whatMissing' }]);
    expect(disputeScreeningFaults({ ...screening, risk: 'serious' })).toMatchObject([
      { fault: 'measuresMissing', citations: [{ regulation: 'receptionSystem', article: '二（一）', rule: 'R3' }] },
    ]);
    expect(disputeRiskName('serious')).toBe('重大');
  });
  test('is proposed to the petition that comes of it: same unit, words in common', () => {
    const far = { ...screening, id: 's2', unitId: 'east' };
    const near = { ...screening, id: 's3', what: '关于校车三号线停运的补偿' };
    const other = { ...screening, id: 's4', what: '食堂价格' };
    const matter = { unitId: 'west', text: '要求恢复校车三号线，停运已一月，家长意见很大' };
    expect(screeningsLike(matter, [near, far, other, screening]).map(({ id }) => id)).toEqual(['s1', 's3']);
    expect(screeningsLike({ unitId: 'west', text: '' }, [screening])).toEqual([]);
    // 校车, 车三, 三号: three terms in common are enough, two are not
    expect(screeningsLike({ unitId: 'west', text: '校车三号' }, [screening])).toEqual([screening]);
    expect(screeningsLike({ unitId: 'west', text: '校车三' }, [screening])).toEqual([]);
  });
});
