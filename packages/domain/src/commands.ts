import { caseOf } from './outreach/case-of.ts';
import type {
  AmendOutreachVisit,
  LogOutreachVisit,
  OutreachVisitEvent,
  OutreachVisitState,
  SettleFollowUp,
} from './outreach/types.ts';
import { type CaseCommand, mainCommandTypes } from './petition-cases/case-commands.ts';
import type { PetitionCaseEvent } from './petition-cases/events.ts';
import { sideCommandTypes } from './petition-cases/side-commands.ts';
import type { PetitionCaseState, RegisterCase } from './petition-cases/types.ts';
import { isReceptionCommand, type ReceptionCommand, receptionCommandTypes } from './reception/session-commands.ts';
import type { ReceptionEvent } from './reception/session-events.ts';
import type { ReceptionSessionState } from './reception/session-state.ts';
import type { StreamRef } from './stream.ts';

/** Everything that a person can ask for. */
export type Command =
  | RegisterCase
  | LogOutreachVisit
  | AmendOutreachVisit
  | SettleFollowUp
  | CaseCommand
  | ReceptionCommand;
export const commandTypes = [
  'registerCase',
  'logOutreachVisit',
  'amendOutreachVisit',
  'settleFollowUp',
  ...mainCommandTypes,
  ...sideCommandTypes,
  ...receptionCommandTypes,
] as const satisfies readonly Command['type'][];

/** Everything that can happen. */
export type DomainEvent = PetitionCaseEvent | OutreachVisitEvent | ReceptionEvent;

/** What the store has of the streams that a command touches. */
export interface Aggregates {
  petitionCase(id: string): PetitionCaseState | undefined;
  /** One that was merged into a case of these (并案), whoever may see it; a phone has none. */
  joinedCase?(id: string): PetitionCaseState | undefined;
  outreachVisit(id: string): OutreachVisitState | undefined;
  receptionSession(id: string): ReceptionSessionState | undefined;
}

/**
 * The streams that a command reads and may write: what to lock and load before deciding. Without doubles, cases
 * sorted by id after the visit, so that two commands lock in the same order. `begins` marks those that
 * the command begins: they are looked for everywhere, so that no id is taken twice; the others only where the actor sees them.
 */
export function streamsOf(command: Command): readonly StreamRef[] {
  if (isReceptionCommand(command)) return receptionStreams(command);
  switch (command.type) {
    case 'registerCase':
      return [
        { kind: 'petitionCase', id: command.matter.caseId, begins: true },
        ...cases(...(command.links ?? []).map(({ caseId }) => caseId)),
      ];
    case 'logOutreachVisit': {
      const about = caseOf(command.details) || undefined;
      const cases = [...new Set(command.matters.map((matter) => matter.caseId))].filter((id) => id !== about).sort();
      return [
        { kind: 'outreachVisit', id: command.visitId, begins: true },
        ...cases.map((id) => ({ kind: 'petitionCase', id, begins: true }) as const),
        ...existingCase(about),
      ];
    }
    case 'amendOutreachVisit':
      return [{ kind: 'outreachVisit', id: command.visitId }, ...existingCase(caseOf(command.changes.details))];
    case 'settleFollowUp':
      return [{ kind: 'outreachVisit', id: command.visitId }];
    case 'mergeCases':
    case 'unmergeCase':
      return cases(command.caseId, command.intoId);
    case 'linkCases':
    case 'unlinkCases':
      return cases(command.caseId, command.otherId);
    default:
      return cases(command.caseId);
  }
}

/** The sessions of a reception command, by id, before the cases that it makes or joins. */
function receptionStreams(command: ReceptionCommand): readonly StreamRef[] {
  const session = (id: string, begins?: true): StreamRef => ({
    kind: 'receptionSession',
    id,
    ...(begins && { begins }),
  });
  switch (command.type) {
    case 'planSessions':
      return [...new Set(command.sessions.map(({ date }) => date))].sort().map((date) => session(date, true));
    case 'addSession':
      return [session(command.sessionId, true)];
    case 'swapDuty':
      return [...new Set([command.sessionId, command.otherSessionId])].sort().map((id) => session(id));
    case 'recordReception': {
      const begun = command.matters.flatMap(({ matter }) => (matter === undefined ? [] : [matter.caseId]));
      const joined = command.matters.flatMap(({ matter, caseId }) => (matter || !caseId ? [] : [caseId]));
      return [
        session(command.sessionId),
        ...[...new Set(begun)].sort().map((id) => ({ kind: 'petitionCase', id, begins: true }) as const),
        ...cases(...joined),
      ];
    }
    case 'signRecord':
      return [session(command.sessionId), ...cases(...command.caseIds)];
    default:
      return [session(command.sessionId)];
  }
}

/** Cases that are there already, sorted and without doubles. */
const cases = (...ids: readonly string[]): readonly StreamRef[] =>
  [...new Set(ids)].sort().map((id) => ({ kind: 'petitionCase', id }));

function existingCase(id: string | undefined): readonly StreamRef[] {
  return id === undefined || id === '' ? [] : [{ kind: 'petitionCase', id }];
}
