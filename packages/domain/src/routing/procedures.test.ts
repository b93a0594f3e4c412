import { describe, expect, test } from 'vitest';
import { appealRouteName, disputeOutcomeName, receivedOutcomeName, receptionOutcomeName } from '../messages/zh-CN.ts';
import {
  appealHandling,
  appealRoutes,
  disputeOutcomes,
  receiptSources,
  receivedDuty,
  receivedOutcomes,
  settleDispute,
} from './received.ts';
import { checkRepresentatives, type ReceptionFacts, receptionOutcomes, routeReception } from './reception.ts';
import { contentKinds, priorHandlings, responsibilities, routePetition } from './routing.ts';

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

  test('who is told that it is nobody’s here is told the law and the body that is competent (R11, R31, R96)', () => {
    const direct = {
      source: 'direct',
      responsibility: 'notEducation',
      contentKind: 'appeal',
      reachable: true,
    } as const;
    expect(receivedDuty(direct)).toMatchObject({
      document: 'nonAcceptanceNotice',
      duties: ['explainLaw', 'nameCompetentBody'],
    });
    expect(receivedDuty({ ...direct, responsibility: 'district' }).duties).toEqual(['copyFiling']);
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

test('Arts 31, 32, 34: only the sixth route runs the 60 days and ends in an opinion; the others name another procedure', () => {
  expect(appealRoutes.map((route) => appealHandling(route).handlingClock)).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
  expect(appealRoutes.map((route) => appealHandling(route).opinion)).toEqual([false, false, false, false, false, true]);
  expect(appealHandling(2).duties).toEqual(['explainLaw', 'nameCompetentBody']);
  expect(appealHandling(6).citations.map((citation) => citation.article)).toEqual([
    '第三十一条',
    '第三十二条',
    '第三十四条',
  ]);
});

describe('what a receiving leader decides (R51–R57), over its whole input space', () => {
  const everything: ReceptionFacts[] = responsibilities.flatMap((responsibility) =>
    contentKinds.flatMap((contentKind) =>
      priorHandlings.flatMap((priorHandling) =>
        yesNo.flatMap((opinionImplemented) =>
          yesNo.flatMap((newFacts) =>
            yesNo.flatMap((asksReexamination) =>
              yesNo.map((raisedBefore) => ({
                responsibility,
                contentKind,
                priorHandling,
                opinionImplemented,
                newFacts,
                asksReexamination,
                raisedBefore,
              })),
            ),
          ),
        ),
      ),
    ),
  );

  test('768 inputs, each with one decision (R47), a rule and its articles', () => {
    expect(everything.length).toBe(768);
    const counts = new Map<string, number>();
    for (const facts of everything) {
      const decision = routeReception(facts);
      counts.set(decision.outcome, (counts.get(decision.outcome) ?? 0) + 1);
      expect(decision.rule).toMatch(/^(R26|R27|R5[1-7]|Art 30)$/);
      expect(decision.citations.length).toBeGreaterThan(0);
    }
    expect(Object.fromEntries([...counts].toSorted())).toEqual({
      disciplineChannel: 256,
      instructAcceptance: 72,
      instructImplementation: 48,
      instructPressing: 96,
      // a district’s reply, 复查 asked for: 2 kinds × 2 × 2 × 2
      instructReexamination: 16,
      instructTransfer: 128,
      notAcceptConcluded: 24,
      notAcceptNotEducation: 128,
    });
  });

  test('never contradicts the routing table', () => {
    for (const facts of everything) {
      const route = routePetition(facts).outcome;
      const { outcome } = routeReception(facts);
      if (outcome === 'instructAcceptance') expect(route).toBe('acceptMunicipal');
      if (outcome === 'instructReexamination') expect(route).toBe('acceptDistrict');
      if (outcome === 'instructTransfer') expect(['acceptDistrict', 'handToAffiliated']).toContain(route);
      if (outcome === 'instructPressing') expect(route).toBe('pressHandling');
      if (outcome === 'instructImplementation') expect(route).toBe('pressImplementation');
    }
  });

  test('the General Office alone answers what the bureau accepts (R53), and follows up all that is decided (R48)', () => {
    for (const facts of everything) {
      const { outcome, answeredBy, followUp, clocks } = routeReception(facts);
      const ours = outcome === 'instructAcceptance' || outcome === 'instructReexamination';
      expect(answeredBy).toBe(ours ? 'generalOffice' : undefined);
      expect(clocks.length > 0).toBe(ours);
      expect(followUp).toBe(outcome.startsWith('instruct'));
    }
  });

  test('first visits go to the unit by R54, second ones by whose duty it is (R26, R27)', () => {
    const facts = {
      ...everything[0],
      contentKind: 'appeal',
      priorHandling: 'none',
      asksReexamination: false,
    } as ReceptionFacts; // the first of a full list
    const rule = (change: Partial<ReceptionFacts>) => routeReception({ ...facts, ...change }).rule;
    expect(rule({ responsibility: 'district', raisedBefore: false })).toBe('R54');
    expect(rule({ responsibility: 'affiliated', raisedBefore: false })).toBe('R54');
    expect(rule({ responsibility: 'district', raisedBefore: true })).toBe('R26');
    expect(rule({ responsibility: 'affiliated', raisedBefore: true })).toBe('R27');
  });
});

describe('representatives (R59, Art 20; 《浙江省信访条例》 Art 15)', () => {
  test.each([
    [0, 20, undefined, 'refused'],
    [1, 20, undefined, 'fewer'],
    [2, 20, undefined, 'fewer'],
    [3, 20, undefined, 'usual'],
    [5, 20, undefined, 'usual'],
    [6, 20, undefined, 'refused'],
    [2.5, 20, undefined, 'refused'],
    [3, 10, 'zhejiang', 'usual'],
    [4, 10, 'zhejiang', 'refused'],
    [5, 11, 'zhejiang', 'usual'],
    [6, 11, 'zhejiang', 'refused'],
  ] as const)('%d of a group of %i (%s): %s', (count, group, province, expected) => {
    const result = checkRepresentatives(count, group, province);
    if (result.ok) expect(result.value.fewerThanUsual ? 'fewer' : 'usual').toBe(expected);
    else expect([result.code, expected]).toEqual(['too-many-representatives', 'refused']);
    const { citations } = result.ok ? result.value : result;
    expect(citations[1]).toEqual({ regulation: 'petitionRegulation2022', article: '第二十条' });
    expect(citations.length).toBe(province === undefined ? 2 : 3);
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
