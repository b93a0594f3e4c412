import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command } from './commands.ts';
import { fromEpochDay, plainDate, toEpochDay } from './date.ts';
import { roles } from './identity/units.ts';
import { citationText, refusalMessage } from './messages/zh-CN.ts';
import { type FollowUp, type OutreachMode, outreachModes, type VisitDetails } from './outreach/types.ts';
import { nextDue } from './petition-cases/evolve.ts';
import { channels, completionOutcomes, type Matter, petitionerKinds } from './petition-cases/types.ts';
import { contentKinds, priorHandlings, responsibilities } from './routing/routing.ts';
import { actor, completion, must, notice, register, Story, units, visit, world } from './testkit.ts';

/** Any text at all: empty, spaces, half characters, NUL, emoji, names of built-in properties. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('', ' ', '\ud800', '\0', '__proto__', 'constructor', '校车停运'),
);
const dates = (from: string, to: string) =>
  fc.integer({ min: toEpochDay(plainDate(from)), max: toEpochDay(plainDate(to)) }).map(fromEpochDay);
const anyDate = fc.oneof(
  { weight: 1, arbitrary: dates('1900-01-01', '2199-12-31') },
  { weight: 6, arbitrary: dates('2026-11-10', '2026-11-23') },
);
const anyUnit = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...units.map((unit) => unit.id)) },
  { weight: 1, arbitrary: anyText },
);
const goodText = fc.constantFrom('校车停运', '要求公开收费', '李小明');
const text = fc.oneof({ weight: 20, arbitrary: goodText }, { weight: 1, arbitrary: anyText });

const anyMatter: fc.Arbitrary<Matter> = fc.record(
  {
    caseId: fc.constantFrom('case-1', 'case-2', 'case-3'),
    title: text,
    demand: text,
    petitioner: fc.record({ kind: fc.constantFrom(...petitionerKinds), anonymous: fc.boolean(), name: text }),
    facts: fc.record({
      responsibility: fc.constantFrom(...responsibilities),
      contentKind: fc.constantFrom(...contentKinds),
      priorHandling: fc.constantFrom(...priorHandlings),
      opinionImplemented: fc.boolean(),
      newFacts: fc.boolean(),
    }),
    handlingUnitId: anyUnit,
    accusedUnitId: anyUnit,
    earlierHandling: text,
    referral: text,
  },
  { requiredKeys: ['caseId', 'title', 'demand', 'petitioner', 'facts', 'handlingUnitId', 'earlierHandling'] },
);

const anyFollowUp: fc.Arbitrary<FollowUp> = fc.record(
  {
    id: fc.constantFrom('f1', 'f2'),
    what: text,
    owner: text,
    ownerUnitId: anyUnit,
    dueOn: dates('2026-11-20', '2026-12-20'),
  },
  { requiredKeys: ['id', 'what', 'owner', 'dueOn'] },
);

function detailsOf(mode: OutreachMode, { caseId, words }: { caseId: string; words: string }): VisitDetails {
  switch (mode) {
    case 'contractedCase':
      return { mode, caseId, done: words };
    case 'accompaniedSupervision':
      return { mode, caseId, findings: words };
    case 'discussionVisit':
      return { mode, participants: [words], points: [words] };
    case 'survey':
      return { mode, topic: words, notes: words };
  }
}

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    type: fc.constant('registerCase' as const),
    channel: fc.constantFrom(...channels),
    receivedOn: anyDate,
    matter: anyMatter,
    hotline: fc.record({ externalNumber: text, dueOn: anyDate }),
  }),
  fc
    .record({
      mode: fc.constantFrom(...outreachModes),
      visitedOn: anyDate,
      placeUnitId: anyUnit,
      observations: text,
      matters: fc.array(anyMatter, { maxLength: 2 }),
      followUps: fc.array(anyFollowUp, { maxLength: 2 }),
      about: fc.option(fc.record({ caseId: fc.constantFrom('case-1', 'case-2', 'moon', ''), words: text })),
    })
    .map(({ about, ...change }) =>
      visit(about === null ? change : { ...change, details: detailsOf(change.mode, about) }),
    ),
  fc
    .record({
      expectedVersion: fc.nat(4),
      changes: fc.record({ observations: text, companions: fc.array(text, { maxLength: 2 }) }, { requiredKeys: [] }),
      reason: text,
    })
    .map((change) => ({ type: 'amendOutreachVisit', visitId: 'visit-1', ...change }) as const),
  fc
    .record(
      { expectedVersion: fc.nat(9), leaderId: fc.constantFrom('person-leader') },
      { requiredKeys: ['expectedVersion'] },
    )
    .map((change) => ({ type: 'contractCase', caseId: 'case-1', ...change }) as const),
  fc
    .record({ followUpId: fc.constantFrom('f1', 'f2'), settledOn: anyDate, result: text })
    .map((change) => ({ type: 'settleFollowUp', visitId: 'visit-1', ...change }) as const),
  fc
    .record({
      decision: fc.constantFrom('accept' as const, 'refuse' as const),
      issuedOn: anyDate,
      expectedVersion: fc.nat(9),
      reason: text,
      lawExplanation: text,
      competentBody: text,
    })
    .map((change) => notice(change)),
  fc
    .record({
      cause: text,
      resolution: text,
      repliedOn: anyDate,
      expectedVersion: fc.nat(9),
      outcome: fc.constantFrom(...completionOutcomes),
    })
    .map((change) => completion(change)),
);

describe('any commands in any order, by anybody', () => {
  test('decide or refuse, never throw; a refusal has words; an open case has a clock; accusations stay apart', () => {
    const accepted = new Map<string, number>();
    const anyRole = fc.constantFrom(...roles, 'leader' as const, 'clerk' as const, 'clerk' as const);
    const step = fc.record({ command: anyCommand, current: fc.boolean(), role: anyRole, unitId: anyUnit });
    fc.assert(
      fc.property(fc.nat(2), fc.array(step, { minLength: 1, maxLength: 12 }), (begun, steps) => {
        const story = new Story();
        // some stories start in the middle, so that every command finds a case it fits
        if (begun > 0) must(story.give(register({ channel: 'visit' })));
        if (begun > 1) must(story.give(notice()));
        for (const { command: given, current, role, unitId } of steps) {
          let command = given;
          const known =
            given.type === 'amendOutreachVisit'
              ? story.aggregates.outreachVisit('visit-1')
              : story.aggregates.petitionCase('case-1');
          if ('expectedVersion' in command && known && current)
            command = { ...command, expectedVersion: known.version };
          const result = story.give(command, world({ actor: actor(role, unitId) }));
          if (result.ok) accepted.set(command.type, (accepted.get(command.type) ?? 0) + 1);
          else expect(refusalMessage(result)).toMatch(/。$/);
        }
        for (const id of new Set(
          story.events.flatMap((event) => (event.stream.kind === 'petitionCase' ? event.stream.id : [])),
        )) {
          const state = story.case(id);
          const open = state.status === 'registered' || state.status === 'accepted';
          expect(nextDue(state) !== undefined).toBe(open);
          expect(state.version).toBe(story.events.filter((event) => event.stream.id === id).length);
          expect(state.compartment === 'accusation').toBe(state.route.outcome === 'disciplineChannel');
          if (state.compartment === 'accusation') expect(state.handlingUnitId).not.toBe(state.matter.accusedUnitId);
          for (const clock of state.clocks) expect(citationText(clock.citation)).toMatch(/^《.+》第.+条$/);
        }
      }),
      { numRuns: 1500 },
    );
    // the run must also have gone through, not only refused
    expect([...accepted.keys()].sort()).toEqual([
      'amendOutreachVisit',
      'completeCase',
      'contractCase',
      'issueAcceptanceNotice',
      'logOutreachVisit',
      'registerCase',
      'settleFollowUp',
    ]);
  }, 60_000);
});
