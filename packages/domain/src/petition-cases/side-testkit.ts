import { expect } from 'vitest';
import type { Command, DomainEvent } from '../commands.ts';
import { plainDate } from '../date.ts';
import { bornOf } from '../documents/born.ts';
import type { Role, World } from '../identity/units.ts';
import type { Refused, Result } from '../result.ts';
import { actor, matterOf, must, register, Story, world } from '../testkit.ts';
import { isOwed } from './case-clocks.ts';
import type { CaseCommand } from './case-commands.ts';
import { evolvePetitionCase } from './evolve.ts';
import type { AmendCase } from './side-commands.ts';
import { turnOf } from './turn.ts';
import type { CaseClock, PetitionCaseState, RegisterCase } from './types.ts';

type Fields<T extends CaseCommand['type']> = Omit<
  Extract<CaseCommand, { readonly type: T }>,
  'type' | 'caseId' | 'expectedVersion'
>;

/** The office's clerk on a day. */
export const on = (today: string, role: Role = 'clerk', unitId?: string): World =>
  world({ today: plainDate(today), actor: actor(role, unitId) });
export const day = plainDate;

/** The leader's word that 复查 is accepted, and what the department came to. */
export const entrust = { unitId: 'basic', leaderId: 'person-leader', instruction: '同意受理，请复查' } as const;
export const report = { result: 'upheld', opinion: '原答复事实清楚，依据充分' } as const;

/** 复查 of a reply of 10 September, asked of the bureau; and the bureau's opinion. */
export const request = { body: 'bureau', request: '不服答复意见', requestedOn: day('2026-09-20') } as const;
export const decision = {
  result: 'upheld',
  opinion: '维持答复意见',
  approvedBy: '沈若兰',
  decidedOn: day('2026-10-12'),
  deliveredOn: day('2026-10-14'),
} as const;

/** Whose turn it is in a story, and with what: 'unit basic reportReexamination'; '' when nobody's. */
export function turn(story: Pick<Story, 'case'>): string {
  const { holder, id, command } = turnOf(story.case(), world()) ?? {};
  return [holder, id, command].filter(Boolean).join(' ');
}

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

  /** 复查 by the bureau's department: entrusted on the day of the request, reported on that day. */
  reexamine(reportedOn: string): this {
    const entrustedOn = this.case().reexamination?.requestedOn ?? day(reportedOn);
    return this.do('entrustReexamination', { ...entrust, entrustedOn }).do('reportReexamination', {
      ...report,
      reportedOn: day(reportedOn),
    });
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

/** A story whose acts bring forth their papers (文书), numbered 1号, 2号 …, all of them the bureau's. */
export class PaperStory extends CaseStory {
  #last = 0;

  protected override kept(event: DomainEvent): DomainEvent {
    const state = this.aggregates.petitionCase(event.stream.id);
    const born = state && bornOf(event, state);
    if (!born) return event;
    this.#last += 1;
    const paper = { id: `paper-${this.#last}`, ...born, number: `${this.#last}号`, issuerUnitId: 'bureau' };
    return { ...event, paper } as DomainEvent; // what brings forth a paper may carry it
  }

  /** Each paper of the case: its number, and 作废 where it was cancelled. */
  papers(): readonly string[] {
    return (this.case().documents ?? []).map(({ number, voided }) => (voided ? `${number}作废` : number));
  }
}

/** A visit of 18 November that was registered, and nothing more. */
export function registeredStory(change: Partial<RegisterCase> = {}): CaseStory {
  const story = new CaseStory();
  must(story.give(register({ channel: 'visit', receivedOn: day('2026-11-18'), ...change })));
  return story;
}

/** What 更正登记 says. */
export const amend = (changes: AmendCase['changes'], reason = '核对来信原件') => ({ changes, reason });

/** A municipal appeal, received on 1 September 2026, with its written notice of acceptance on the 3rd. */
export function acceptedStory<T extends CaseStory = CaseStory>(
  change: Partial<RegisterCase> = {},
  story: T = new CaseStory() as T, // of its own type where one is given
): T {
  // a visitor's matter: a letter ends only by the whole chain of its chapter (R73, R74)
  must(story.give(register({ channel: 'visit', receivedOn: day('2026-09-01'), matter: matterOf({}), ...change })));
  return story.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-09-03') });
}

/** The same, handed to its department on the next day. */
export const assignedStory = (): CaseStory =>
  acceptedStory().do('assignCase', { unitId: 'basic', assignedOn: day('2026-09-04') });

/** Accepted, answered and completed on 10 September; by the office itself unless that story is another. */
export function completedStory(change: Partial<RegisterCase> = {}, story = acceptedStory(change)): CaseStory {
  return story.do('completeCase', {
    cause: '运力不足',
    resolution: '增开一班',
    repliedOn: day('2026-09-10'),
    outcome: 'solved',
  });
}
