import type { LogOutreachVisit, OutreachVisitLogged, OutreachVisitState } from './outreach/types.ts';
import type { PetitionCaseEvent } from './petition-cases/events.ts';
import type {
  CompleteCase,
  ContractCase,
  IssueAcceptanceNotice,
  PetitionCaseState,
  RegisterCase,
} from './petition-cases/types.ts';
import type { StreamRef } from './stream.ts';

/** Everything that a person can ask for. */
export type Command = RegisterCase | LogOutreachVisit | IssueAcceptanceNotice | CompleteCase | ContractCase;
export const commandTypes = [
  'registerCase',
  'logOutreachVisit',
  'issueAcceptanceNotice',
  'completeCase',
  'contractCase',
] as const satisfies readonly Command['type'][];

/** Everything that can happen. */
export type DomainEvent = PetitionCaseEvent | OutreachVisitLogged;

/** What the store has of the streams that a command touches. */
export interface Aggregates {
  petitionCase(id: string): PetitionCaseState | undefined;
  outreachVisit(id: string): OutreachVisitState | undefined;
}

/**
 * The streams that a command reads and may write: what to lock and load before deciding. Without doubles, cases
 * sorted by id after the visit, so that two commands lock in the same order.
 */
export function streamsOf(command: Command): readonly StreamRef[] {
  switch (command.type) {
    case 'registerCase':
      return [{ kind: 'petitionCase', id: command.matter.caseId }];
    case 'logOutreachVisit': {
      const cases = [...new Set(command.matters.map((matter) => matter.caseId))].sort();
      return [
        { kind: 'outreachVisit', id: command.visitId },
        ...cases.map((id) => ({ kind: 'petitionCase', id }) as const),
      ];
    }
    case 'issueAcceptanceNotice':
    case 'completeCase':
    case 'contractCase':
      return [{ kind: 'petitionCase', id: command.caseId }];
  }
}
