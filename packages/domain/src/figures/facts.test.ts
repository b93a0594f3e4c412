import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, plainDate } from '../date.ts';
import { began } from '../petition-cases/case-story.ts';
import { closedOn } from '../petition-cases/closing.ts';
import { channels, type PetitionCaseState } from '../petition-cases/types.ts';
import { matter } from '../testkit.ts';
import { figureCaseOf } from './case-of.ts';
import { caseFigures, type FigureCase, rateKeys } from './cases.ts';
import { ageDays, ageSpan, cohortFacts, factsOf, figuresOf, sumFacts } from './facts.ts';
import { evaluationGrades } from './grades.ts';
import { caseMarks, partOf } from './rate-parts.ts';

const today = plainDate('2026-11-20');
const day = fc.integer({ min: -60, max: 0 }).map((back) => addDays(today, back));
const ahead = fc.integer({ min: -40, max: 60 }).map((days) => addDays(today, days));
const clock = fc.record({
  clock: fc.constantFrom('acceptance-notice', 'district-notice', 'department-reply', 'handling', 'hotline-reply'),
  legalDue: ahead,
  state: fc.constantFrom('running', 'met', 'stopped', 'paused'),
  metOn: day,
});
const grade = fc.constantFrom(...evaluationGrades);
const someCase = fc
  .record({
    channel: fc.constantFrom(...channels),
    receivedOn: day,
    persons: fc.integer({ min: 1, max: 9 }),
    repeat: fc.boolean(),
    cameAgain: fc.boolean(),
    completedOn: fc.option(day, { nil: undefined }),
    toImplement: fc.boolean(),
    implementedOn: fc.option(day, { nil: undefined }),
    confirmed: fc.boolean(),
    clocks: fc.array(clock, { maxLength: 4 }),
    closesOn: fc.option(ahead, { nil: undefined }),
    rated: fc.option(fc.record({ on: day, office: grade, unit: grade }), { nil: undefined }),
  })
  .map(({ completedOn, implementedOn, clocks, closesOn, rated, ...rest }) => ({
    ...rest,
    ...(completedOn && { completedOn }),
    ...(implementedOn && { implementedOn }),
    clocks: clocks.map(({ metOn, ...one }) => (one.state === 'met' ? { ...one, metOn } : one)),
    ...(closesOn && { evaluation: { closesOn, ...(rated && { rated }) } }),
  })) as fc.Arbitrary<FigureCase>; // clock and state come from lists of their own words

test('figures of kept sums are the figures of the cases, on every day from the last event on', () => {
  fc.assert(
    fc.property(fc.array(someCase, { maxLength: 20 }), fc.integer({ min: 0, max: 90 }), (cases, later) => {
      const asOf = addDays(today, later);
      const kept = cases.flatMap((one) => cohortFacts(one));
      expect(figuresOf(sumFacts(kept, asOf))).toEqual(caseFigures(cases, asOf));
    }),
  );
});

test('a rate’s numbers are the numbers of the parts that lists open by', () => {
  fc.assert(
    fc.property(fc.array(someCase, { maxLength: 20 }), fc.integer({ min: 0, max: 90 }), (cases, later) => {
      const sums = sumFacts(
        cases.flatMap((one) => cohortFacts(one)),
        addDays(today, later),
      );
      const figures = figuresOf(sums);
      for (const key of rateKeys) {
        const { numerator, denominator } = figures[key];
        const parts = ['numerator', 'denominator', 'rest'] as const;
        expect([key, ...parts.map((part) => partOf(sums, key, part))]).toEqual([
          ...[key, numerator, denominator, denominator - numerator],
        ]);
      }
      const { timelyAcceptance, onTimeReply, participation } = figures;
      expect(partOf(sums, 'timelyAcceptance', 'leftOut')).toBe(timelyAcceptance.notYetDue);
      expect(partOf(sums, 'onTimeReply', 'leftOut')).toBe(onTimeReply.notYetDue);
      expect(partOf(sums, 'participation', 'leftOut')).toBe(participation.stillOpen);
    }),
  );
});

describe('what a case is counted as', () => {
  const stateOf = (story: ReturnType<typeof began>) => {
    const state = story.aggregates.petitionCase('case-1');
    if (!state) throw new Error('no case');
    return state;
  };
  const letter = stateOf(began('letter', matter()));
  const of = (change: object, neighbours: Parameters<typeof figureCaseOf>[1] = []) =>
    figureCaseOf({ ...letter, ...change } as typeof letter, neighbours);
  const by = { id: 'a', name: '甲', unitId: 'basic' };
  const completion = { cause: '原因', resolution: '办法', repliedOn: plainDate('2026-11-25') };

  test('a new letter: received in its month, open with the day its next limit ends, its notice and reply not yet due', () => {
    const facts = factsOf(letter, []);
    const found = facts.map(({ measure, day: on, detail, due }) => [measure, on, detail, due].join(' ').trim());
    expect(found).toContain('received 2026-11-01');
    expect(found).toContain('receivedDay 2026-11-18');
    expect(found).toContain(
      `notice 2026-11-01 notYetDue ${letter.clocks.find((c) => c.clock === 'acceptance-notice')?.legalDue}`,
    );
    expect(found.filter((text) => text.startsWith('open '))).toHaveLength(1);
    expect(closedOn(letter)).toBeUndefined();
  });

  test('lists find it by marks that hold until a day, never by what every case has', () => {
    const { marks, due } = caseMarks(factsOf(letter, []));
    expect(marks).toEqual(['notice:notYetDue', 'reply:notYetDue']);
    expect(due.notice).toBe(letter.clocks.find(({ clock }) => clock === 'acceptance-notice')?.legalDue);
  });

  test('重复: merged, or the same matter was received before; 再次: received after the reply, or taken up anew', () => {
    const merger = { intoId: 'x', reason: '同一事项', mergedOn: today, by, clocks: [] };
    expect(of({ merger }).repeat).toBe(true);
    expect(of({}, [{ caseId: 'x', receivedOn: plainDate('2026-11-17') }]).repeat).toBe(true);
    expect(of({}, [{ caseId: 'x', receivedOn: plainDate('2026-11-19') }]).repeat).toBe(false);
    const completed = { completion: { ...completion, outcome: 'explained' } };
    expect(of(completed, [{ caseId: 'x', receivedOn: plainDate('2026-11-25') }]).cameAgain).toBe(false);
    expect(of(completed, [{ caseId: 'x', receivedOn: plainDate('2026-11-26') }]).cameAgain).toBe(true);
    expect(of({ reopenings: [{ reason: 'revokedOnReview' }] }).cameAgain).toBe(false);
    expect(of({ reopenings: [{ reason: 'raisedAgain' }] }).cameAgain).toBe(true);
  });

  test.each([
    ['solved', undefined, true, undefined],
    ['explained', undefined, false, undefined],
    ['underStudy', undefined, true, undefined],
    ['solved', {}, true, '2026-11-30'],
    ['solved', { check: { result: 'confirmed' } }, true, '2026-11-30'],
    ['solved', { check: { result: 'refuted' } }, true, undefined],
  ])('落实: %s, reported %o: to be carried out %s, done %s', (outcome, given, toImplement, expected) => {
    const report = { measures: '已办', implementedOn: plainDate('2026-11-30') };
    const implementations = given ? [{ ...report, check: undefined, ...given }] : [];
    const found = of({ completion: { ...completion, outcome }, implementations });
    expect([found.toImplement, found.implementedOn]).toEqual([toImplement, expected]);
    expect(found.confirmed).toBe(implementations.some(({ check }) => check?.result === 'confirmed'));
  });

  test('续报 of a 12345 order counts once: as granted, or else as asked for', () => {
    const hotline = { ...letter.clocks[0], clock: 'hotline-reply' };
    const asked = { dueOn: plainDate('2026-12-31'), reason: '需核查', requestedOn: plainDate('2026-12-01'), by };
    const granted = [{ ...hotline, changes: [{ type: 'agreed' }] }];
    const told = (change: object) =>
      factsOf({ ...letter, clocks: [hotline], ...change } as unknown as PetitionCaseState, []) // as much of a case as counts here
        .filter(({ measure }) => measure === 'extended' || measure === 'extensionAsked')
        .map(({ measure, amount }) => [measure, amount]);
    expect(told({})).toEqual([]);
    expect(told({ dateRequests: [asked, asked] })).toEqual([['extensionAsked', 1]]);
    expect(told({ dateRequests: [asked], clocks: granted })).toEqual([['extended', 1]]);
    expect(told({ clocks: granted })).toEqual([['extended', 1]]);
  });

  test('an extended 12345 order, acts, suggestions and improvements count in their own month', () => {
    const changed = {
      ...letter,
      clocks: [{ ...letter.clocks[0], clock: 'hotline-reply', changes: [{ type: 'agreed' }] }],
      urgings: [
        { urgedOn: plainDate('2026-12-01'), text: '请抓紧', by },
        { urgedOn: plainDate('2026-12-09'), text: '请抓紧', by },
      ],
      supervisions: [
        { trigger: 'other', requirement: '', suggestions: ['improveWork'], supervisedOn: plainDate('2026-12-10'), by },
      ],
      improvements: [
        {
          id: 'i',
          kind: 'improvePolicy',
          suggestion: '',
          owner: '',
          status: 'done',
          statusOn: plainDate('2027-01-04'),
        },
      ],
    } as unknown as typeof letter; // only what facts look at
    const found = factsOf(changed, []).map(({ measure, day: on, detail, amount }) =>
      [measure, on, detail, amount].join(' '),
    );
    expect(found).toContain('extended 2026-11-01  1');
    expect(found).toContain('acted 2026-12-01 urged 2');
    expect(found).toContain('acted 2026-12-01 supervised 1');
    expect(found).toContain('suggested 2026-12-01 improveWork:waiting 1');
    expect(found).toContain('improved 2027-01-01 improvePolicy:done 1');
  });

  test('what is refused is closed on the day of its notice', () => {
    expect(closedOn({ ...letter, status: 'refused', notice: { decision: 'refuse', issuedOn: today } })).toBe(today);
  });
});

describe('the days of receipt of an age', () => {
  test.each([
    [0, '2026-11-05', undefined],
    [1, '2026-10-21', '2026-11-04'],
    [ageDays.length, undefined, '2026-08-21'],
  ])('%i: from %s to %s', (place, from, to) => {
    const span = ageSpan(place, today);
    expect([span.from, span.to]).toEqual([from, to]);
  });

  test('each age begins on the day after the next older one ends', () => {
    for (const place of ageDays.keys()) {
      const [older, younger] = [ageSpan(place + 1, today).to, ageSpan(place, today).from];
      expect(older && addDays(older, 1)).toBe(younger);
    }
  });
});
