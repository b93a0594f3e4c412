import { expect } from 'vitest';
import type { Command, DomainEvent } from '../commands.ts';
import { plainDate } from '../date.ts';
import type { Role, World } from '../identity/units.ts';
import type { Refused, Result } from '../result.ts';
import { actor, matterOf, must, register, Story, world } from '../testkit.ts';
import { isOwed } from './case-clocks.ts';
import type { CaseCommand } from './case-commands.ts';
import { evolvePetitionCase } from './evolve.ts';
import type { CaseClock, PetitionCaseState, RegisterCase } from './types.ts';

type Fields<T extends CaseCommand['type']> = Omit<
  Extract<CaseCommand, { readonly type: T }>,
  'type' | 'caseId' | 'expectedVersion'
>;

/** The office's clerk on a day. */
export const on = (today: string, role: Role = 'clerk', unitId?: string): World =>
  world({ today: plainDate(today), actor: actor(role, unitId) });
export const day = plainDate;

/** A story that gives commands on cases as of their newest version. */
export class CaseStory extends Story {
  try<T extends CaseCommand['type']>(
    type: T,
    fields: Fields<T>,
    inWorld: World = world(),
    caseId = 'case-1',
  ): Result<readonly DomainEvent[]> {
    const expectedVersion = this.case(caseId).version;
    return this.give({ type, caseId, expectedVersion, ...fields } as unknown as Command, inWorld); // its parts are T's own
  }

  do<T extends CaseCommand['type']>(type: T, fields: Fields<T>, inWorld?: World, caseId?: string): this {
    must(this.try(type, fields, inWorld, caseId));
    return this;
  }

  refusal<T extends CaseCommand['type']>(type: T, fields: Fields<T>, inWorld?: World, caseId?: string): Refused {
    const result = this.try(type, fields, inWorld, caseId);
    if (result.ok) throw new Error(`${type} was not refused`);
    return result;
  }

  owed(caseId = 'case-1'): readonly CaseClock[] {
    return this.case(caseId).clocks.filter(isOwed);
  }

  /** The events alone make the same state again: decide gives nothing that evolve would not take. */
  expectRefolds(caseId = 'case-1'): void {
    const events = this.events.filter(({ stream }) => stream.id === caseId);
    const folded = events.reduce<PetitionCaseState | undefined>(evolvePetitionCase, undefined);
    expect(folded).toEqual(this.case(caseId));
  }
}

/** A municipal appeal, received on 1 September 2026, with its written notice of acceptance on the 3rd. */
export function acceptedStory(change: Partial<RegisterCase> = {}): CaseStory {
  const story = new CaseStory();
  // a visitor's matter: a letter ends only by the whole chain of its chapter (R73, R74)
  must(story.give(register({ channel: 'visit', receivedOn: day('2026-09-01'), matter: matterOf({}), ...change })));
  return story.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-09-03') });
}

/** The same, answered and completed on 10 September. */
export function completedStory(change: Partial<RegisterCase> = {}): CaseStory {
  return acceptedStory(change).do('completeCase', {
    cause: '运力不足',
    resolution: '增开一班',
    repliedOn: day('2026-09-10'),
    outcome: 'solved',
  });
}
