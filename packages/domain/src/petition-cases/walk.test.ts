import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Actor } from '../identity/units.ts';
import { refusalMessage } from '../messages/zh-CN.ts';
import type { Refused } from '../result.ts';
import { contentKinds, priorHandlings, responsibilities } from '../routing/routing.ts';
import { actor, matterOf, Story, world } from '../testkit.ts';
import { type CaseCommand, mainCommandTypes } from './case-commands.ts';
import { began, clerk, day, districtClerk, drafter, head, leader, letterLine, type Step, steps } from './case-story.ts';
import { evolvePetitionCase, nextDue } from './evolve.ts';
import { allowedActions, procedures } from './procedures.ts';
import { isOpen, statusOf } from './statuses.ts';
import { channels, type PetitionCaseState } from './types.ts';

const people: readonly Actor[] = [
  clerk,
  leader,
  drafter,
  head,
  districtClerk,
  actor('dashboard'),
  actor('administrator'),
];
const anyOf = <T extends readonly unknown[]>(list: T): fc.Arbitrary<T[number]> => fc.constantFrom(...list);
const days = anyOf(['18', '20', '22', '22', '22', '23'] as const).map(day);
const units = anyOf(['basic', 'basic', 'west', 'first-school', 'supervision', 'nowhere'] as const);

/** Steps that mostly go through, and some that do not. */
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: anyOf(Object.values(steps)) },
  fc
    .record({ agreed: fc.boolean(), reviewedOn: days })
    .map((f) => ({ type: 'reviewReply', reason: '重写', ...f }) as const),
  fc
    .record({ agreed: fc.boolean(), approvedOn: days })
    .map((f) => ({ type: 'approveReply', reason: '重写', ...f }) as const),
  fc.record({ unitId: units, assignedOn: days }).map((f) => ({ type: 'assignCase', ...f }) as const),
  fc
    .record({ unitId: units, transferredOn: days })
    .map((f) => ({ type: 'transferCase', reason: '属其职责', ...f }) as const),
  days.map((toldOn) => ({ type: 'issueDestinationNotice', toldOn }) as const),
  days.map((objectedOn) => ({ type: 'objectToTransfer', reason: '非本单位职责', objectedOn }) as const),
  fc
    .record({ agreed: fc.boolean(), settledOn: days })
    .map((f) => ({ type: 'settleObjection', reason: '核实', ...f }) as const),
  days.map((returnedOn) => ({ type: 'returnAssignment', reason: '退回', returnedOn }) as const),
  anyOf(['basic-clerk', 'x'] as const).map(
    (personId) =>
      ({ type: 'recordRecusal', personId, reason: '亲属', approverId: 'person-leader', decidedOn: day('22') }) as const,
  ),
  fc
    .record({ important: fc.boolean(), complexLegal: fc.boolean(), major: fc.boolean() }, { requiredKeys: [] })
    .map((flags) => ({ type: 'setCaseFlags', flags, reason: '改' }) as const),
  anyOf(['handle', 'handOver', 'press', 'implement', 'refuse', 'discipline'] as const).map(
    (decision) =>
      ({ type: 'giveInstruction', decision, text: '请办', instructedOn: day('22'), raisedBefore: true }) as const,
  ),
  anyOf(['inPerson', 'sameChannel'] as const).map(
    (manner) => ({ type: 'deliverReply', manner, deliveredOn: day('22'), signedBy: '李小明' }) as const,
  ),
  days.map(
    (issuedOn) =>
      ({
        type: 'issueAcceptanceNotice',
        decision: 'refuse',
        issuedOn,
        reason: '不属职责',
        lawExplanation: '依法',
        competentBody: '市人社局',
      }) as const,
  ),
  fc.constant({ ...steps.complete, repliedOn: day('22') } as const),
  fc.constant({ type: 'contractCase', leaderId: 'nobody' } as const),
);

/** Whose step it usually is; the clerk's where nobody is named. */
const whose: Partial<Record<Step['type'], Actor>> = {
  giveInstruction: leader,
  approveReply: leader,
  draftReply: drafter,
  returnAssignment: drafter,
  reviewReply: head,
};

/** What is handed down, objected to and told; it goes through where the matter is a district's. */
const downLine: readonly (readonly [Step, Actor])[] = [
  [{ type: 'transferCase', unitId: 'west', reason: '属区级职责', transferredOn: day('18') }, clerk],
  [{ type: 'objectToTransfer', reason: '属市级职责', objectedOn: day('19') }, districtClerk],
  [{ type: 'settleObjection', agreed: false, reason: '核实', settledOn: day('20') }, clerk],
  [{ type: 'issueDestinationNotice', toldOn: day('20') }, clerk],
];

/** Refusals of shape say where, and of a stale version what; all others stand on an article. */
const withoutArticle = /^(text-|too-many|duplicate-|unknown-choice|version-conflict|calendar-missing)/;

function checkRefusal(refusal: Refused): void {
  expect(refusalMessage(refusal)).toMatch(/。$/);
  if (!withoutArticle.test(refusal.code))
    expect([refusal.code, refusal.citations.length > 0]).toEqual([refusal.code, true]);
}

function checkState(state: PetitionCaseState): void {
  expect(state.status).toBe(statusOf(state));
  if (state.status === 'completed') {
    expect(state.completion).toMatchObject({ repliedOn: expect.any(String), outcome: expect.any(String) });
  }
  if (state.status === 'refused') expect(state.notice).toMatchObject({ decision: 'refuse', reason: '不属职责' });
  // open: a clock runs, or the reply is on its way out; closed: nothing runs
  const due = nextDue(state) !== undefined;
  if (isOpen(state.status)) expect(due || state.issued !== undefined).toBe(true);
  else expect(due).toBe(false);
  for (const clock of state.clocks) if (clock.state === 'met') expect(clock.metOn).toBeDefined();
}

const anyMatter = fc
  .record({
    responsibility: anyOf(['municipal', 'municipal', ...responsibilities] as const),
    contentKind: anyOf(contentKinds),
    priorHandling: anyOf(['none', ...priorHandlings] as const),
    opinionImplemented: fc.boolean(),
    newFacts: fc.boolean(),
  })
  .map((facts) => {
    const unit = { municipal: 'basic', district: 'west', affiliated: 'first-school', notEducation: 'basic' } as const;
    const handlingUnitId = facts.contentKind === 'accusation' ? 'supervision' : unit[facts.responsibility];
    return matterOf(facts, { handlingUnitId });
  });

test('any walk through any case: what the table allows is what decide carries out, and no case ends unanswered', () => {
  const done = new Map<string, number>();
  // a line in order, so that the walks get far, then anything by anybody
  const anyPerson = fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: anyOf(people) });
  const walk = fc.array(
    fc.tuple(anyStep, anyPerson).map(([step, by]) => [step, by ?? whose[step.type] ?? clerk] as const),
    { maxLength: 25 },
  );
  fc.assert(
    fc.property(
      anyOf(channels),
      anyMatter,
      fc.nat(letterLine.length),
      fc.boolean(),
      walk,
      (channel, matter, begun, down, rest) => {
        const story = began(channel, matter);
        const letter = letterLine.map(([name, by]) => [steps[name] as Step, by] as const);
        const line = (down ? downLine : letter).slice(0, begun);
        for (const [step, by] of [...line, ...rest]) {
          const row = allowedActions(story.case(), world({ actor: by })).find(({ action }) => action === step.type);
          const before = story.events.length;
          const result = story.give1(step, by);
          if (result.ok) {
            done.set(step.type, (done.get(step.type) ?? 0) + 1);
            expect(row).toEqual({ action: step.type, citations: procedures[step.type].citations });
          } else {
            checkRefusal(result);
            expect(story.events.length).toBe(before);
            if (row?.refusal) expect(result).toEqual(row.refusal);
          }
          checkState(story.case());
        }
        const again = story.events.reduce<PetitionCaseState | undefined>(evolvePetitionCase, undefined);
        expect(again).toEqual(story.case());
        expect(JSON.parse(JSON.stringify(again))).toEqual(again);
      },
    ),
    { numRuns: 1200 },
  );
  // the walks have been everywhere: what no leader is known for cannot be contracted
  expect(mainCommandTypes.filter((type) => type !== 'contractCase' && !done.has(type))).toEqual([]);
}, 120_000);

test('allowedActions lists every command of the table, each with articles, refused ones with why', () => {
  const state = began('visit', matterOf({})).case();
  for (const by of people) {
    const rows = allowedActions(state, world({ actor: by }));
    expect(rows.map(({ action }) => action)).toEqual(Object.keys(procedures));
    for (const { citations, refusal } of rows) {
      expect(citations.length).toBeGreaterThan(0);
      if (refusal) checkRefusal(refusal);
    }
  }
  const onlooker = allowedActions(state, world({ actor: actor('dashboard') }));
  expect(new Set(onlooker.map(({ refusal }) => refusal?.code))).toEqual(new Set(['role-not-allowed']));
});

test('a command on a case that nobody knows is refused, whatever it is', () => {
  for (const type of Object.keys(procedures)) {
    const command = { type, caseId: 'nothing', expectedVersion: 0 } as CaseCommand; // only the envelope is looked at
    const result = new Story().give(command);
    expect(result.ok || result.code).toBe('unknown-case');
  }
});
