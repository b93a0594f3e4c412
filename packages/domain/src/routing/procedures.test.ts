import { describe, expect, test } from 'vitest';
import { cite } from '../citation.ts';
import { appealRouteName, disputeOutcomeName, receivedOutcomeName, receptionOutcomeName } from '../messages/zh-CN.ts';
import {
  appealHandling,
  appealRoutes,
  disputeOutcomes,
  type ReceivedDuty,
  type ReceivedFacts,
  receiptSources,
  receivedDuty,
  receivedOutcomes,
  settleDispute,
} from './received.ts';
import { receptionOutcomes } from './reception.ts';
import { contentKinds, responsibilities } from './routing.ts';

const yesNo = [true, false];

describe('what is owed on receipt (Art 23), over its whole input space', () => {
  const everything = receiptSources.flatMap((source) =>
    responsibilities.flatMap((responsibility) =>
      contentKinds.flatMap((contentKind) =>
        yesNo.map((reachable) => ({ source, responsibility, contentKind, reachable })),
      ),
    ),
  );

  test('48 inputs, each with one outcome and its article', () => {
    expect(everything.length).toBe(48);
    const counts = new Map<string, number>();
    for (const facts of everything) {
      const { outcome, citations } = receivedDuty(facts);
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      expect(citations[0]).toEqual({ regulation: 'petitionRegulation2022', article: '第二十三条' });
    }
    expect(Object.fromEntries(counts)).toEqual({
      acceptAndTell: 8,
      passOnAndTell: 16,
      tellCompetentBody: 4,
      objectToTransfer: 4,
      ownRules: 16,
    });
  });

  test('an accusation never gets an ordinary notice, and is told by its own rules (Art 30)', () => {
    for (const facts of everything.filter((one) => one.contentKind === 'accusation')) {
      const duty = receivedDuty(facts);
      expect(duty).toMatchObject({ outcome: 'ownRules', document: 'confidentialTransfer' });
      expect(duty.clock).toBeUndefined();
    }
  });

  test('a notice within 15 days is owed to whoever can be reached; the objection within 5 working days always', () => {
    for (const facts of everything) {
      const { outcome, clock, returnsOnlyWithConsent } = receivedDuty(facts);
      if (outcome === 'objectToTransfer') expect(clock).toBe('transfer-objection');
      else if (outcome !== 'ownRules') expect(clock).toBe(facts.reachable ? 'acceptance-notice' : undefined);
      expect(returnsOnlyWithConsent).toBe(outcome === 'objectToTransfer');
    }
  });

  const statute = (article: string) => cite('petitionRegulation2022', article);
  const direct = { source: 'direct', responsibility: 'municipal', contentKind: 'appeal', reachable: true } as const;
  const art23 = [statute('第二十三条')];
  const told = { clock: 'acceptance-notice', returnsOnlyWithConsent: false } as const;

  test.each<[string, Partial<ReceivedFacts>, ReceivedDuty]>([
    [
      '属于本机关的：告知接收情况以及处理途径和程序',
      {},
      { outcome: 'acceptAndTell', document: 'acceptanceNotice', duties: [], citations: art23, ...told },
    ],
    [
      '属于下级的：转送、交办并告知去向；文书抄送备案 (R79)',
      { responsibility: 'district' },
      { outcome: 'passOnAndTell', document: 'destinationNotice', duties: ['copyFiling'], citations: art23, ...told },
    ],
    [
      '属于直属单位的：转送、交办并告知去向',
      { responsibility: 'affiliated' },
      { outcome: 'passOnAndTell', document: 'destinationNotice', duties: [], citations: art23, ...told },
    ],
    [
      '不属于本机关、本系统的：说明并告知有权处理的机关 (R11, R31, R96)',
      { responsibility: 'notEducation' },
      {
        outcome: 'tellCompetentBody',
        document: 'nonAcceptanceNotice',
        duties: ['explainLaw', 'nameCompetentBody'],
        citations: [...art23, cite('receptionSystem', '五（一）5', 'R31'), cite('receptionSystem', '三（二）', 'R11')],
        ...told,
      },
    ],
    [
      '转送、交办错误的：5个工作日内提出异议，详细说明理由，经核实同意后退还',
      { responsibility: 'notEducation', source: 'transferred' },
      {
        outcome: 'objectToTransfer',
        document: 'transferObjection',
        clock: 'transfer-objection',
        duties: ['stateReasons'],
        returnsOnlyWithConsent: true,
        citations: art23,
      },
    ],
    [
      '检举控告：按照有关规定告知 (Art 30)',
      { contentKind: 'accusation', responsibility: 'notEducation', source: 'transferred' },
      {
        outcome: 'ownRules',
        document: 'confidentialTransfer',
        duties: [],
        returnsOnlyWithConsent: false,
        citations: [...art23, statute('第三十条')],
      },
    ],
    [
      '姓名、住址不清的除外',
      { reachable: false },
      {
        outcome: 'acceptAndTell',
        document: 'acceptanceNotice',
        duties: [],
        returnsOnlyWithConsent: false,
        citations: art23,
      },
    ],
  ])('%s', (_name, change, expected) => {
    expect(receivedDuty({ ...direct, ...change })).toEqual(expected);
  });
});

test.each([
  [true, true, 'agreedUnit'],
  [true, false, 'agreedUnit'],
  [false, true, 'commonSuperior'],
  [false, false, 'jointConference'],
] as const)('Art 24: agreed %s, common superior %s: %s', (agreed, commonSuperior, outcome) => {
  expect(settleDispute({ agreed, commonSuperior })).toEqual({
    outcome,
    citations: [{ regulation: 'petitionRegulation2022', article: '第二十四条' }],
  });
});

describe('《信访工作条例》第三十一条：申诉求决的六种办理方式', () => {
  const statute = (article: string) => cite('petitionRegulation2022', article);
  const told = [statute('第二十三条'), statute('第三十一条')];

  test.each([
    [1, ['explainLaw', 'nameCompetentBody']],
    [2, ['explainLaw', 'nameCompetentBody']],
    [3, ['explainLaw', 'nameCompetentBody']],
    [4, ['explainLaw', 'nameCompetentBody']],
    [5, ['performOrAnswer']],
  ] as const)('route %i: told of route and procedure; the 60 days do not run; %o', (route, duties) => {
    expect(appealHandling(route)).toEqual({
      route,
      handlingClock: false,
      document: 'acceptanceNotice',
      duties,
      citations: told,
    });
  });

  test('route 6 alone runs the 60 days and ends in an opinion with the right to 复查 (Arts 32, 34, 35)', () => {
    expect(appealHandling(6)).toEqual({
      route: 6,
      handlingClock: true,
      document: 'handlingOpinion',
      duties: ['stateReexaminationRight'],
      citations: ['第三十一条', '第三十二条', '第三十四条', '第三十五条'].map(statute),
    });
    expect(appealRoutes).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

test('every outcome has words', () => {
  const names = [
    ...receivedOutcomes.map(receivedOutcomeName),
    ...disputeOutcomes.map(disputeOutcomeName),
    ...appealRoutes.map(appealRouteName),
    ...receptionOutcomes.map(receptionOutcomeName),
  ];
  expect(names.every((name) => /^[\p{Script=Han}，、（）]+$/u.test(name))).toBe(true);
  expect(new Set(names).size).toBe(names.length);
});
