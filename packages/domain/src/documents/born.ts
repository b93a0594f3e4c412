import type { DomainEvent } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import { type Unit, type UnitKind, unitKinds } from '../identity/units.ts';
import type { PetitionCaseState } from '../petition-cases/types.ts';
import type { Addressing, Issuing } from './issued.ts';
import type { DocumentKind } from './kinds.ts';

/** A paper that an event brings forth, before it is numbered. */
export interface BornDocument extends Addressing {
  readonly kind: DocumentKind;
  readonly issuedOn: PlainDate;
  readonly replaces?: string;
}

/**
 * The paper that an act yields (文书随办理产生), or undefined. `state` is the case after it: an opinion on 复查 or 复核 is the
 * bureau's paper only where the bureau decided.
 */
export function bornOf(event: DomainEvent, state: PetitionCaseState): BornDocument | undefined {
  const born = kindOf(event, state);
  return born && { ...born, ...(event as Issuing).addressing }; // only issuing events have one
}

function kindOf(event: DomainEvent, state: PetitionCaseState): BornDocument | undefined {
  switch (event.type) {
    case 'acceptanceNoticeIssued': {
      const kind = event.decision === 'accept' ? 'acceptanceNotice' : 'nonAcceptanceNotice';
      return { kind, issuedOn: event.issuedOn };
    }
    case 'destinationNoticeIssued':
      return { kind: 'destinationNotice', issuedOn: event.toldOn };
    case 'clockChanged':
      return event.change.type === 'extended' && event.clock === 'handling'
        ? { kind: 'extensionNotice', issuedOn: event.change.toldOn }
        : undefined;
    case 'replyIssued':
      return { kind: 'handlingOpinion', issuedOn: event.issuedOn };
    case 'caseAssigned':
      return { kind: 'assignmentForm', issuedOn: event.assignedOn };
    case 'caseTransferred':
      return { kind: 'assignmentForm', issuedOn: event.transferredOn };
    case 'reexaminationEntrusted':
      return { kind: 'assignmentForm', issuedOn: event.entrustedOn };
    case 'caseUrged':
      return { kind: 'urgingLetter', issuedOn: event.urgedOn };
    case 'caseSupervised':
      return { kind: 'supervisionLetter', issuedOn: event.supervisedOn };
    case 'criticismCirculated':
      return { kind: 'circularNotice', issuedOn: event.circulatedOn };
    case 'reexaminationDecided':
      return state.reexamination?.body === 'bureau'
        ? { kind: 'reexaminationOpinion', issuedOn: event.decidedOn }
        : undefined;
    case 'finalReviewDecided':
      return state.finalReview?.body === 'bureau'
        ? { kind: 'finalReviewOpinion', issuedOn: event.decidedOn }
        : undefined;
    case 'senderReported':
      return { kind: 'completionReport', issuedOn: event.reportedOn };
    case 'documentReissued':
      return { kind: event.kind, issuedOn: event.issuedOn, replaces: event.replaces };
    default:
      return undefined;
  }
}

/** Units that issue papers in their own name: all but departments, which have no seal of their own. */
export const issuingKinds: readonly UnitKind[] = unitKinds.filter((kind) => kind !== 'department');

/**
 * Whose letter it is (发文机关): the actor's own unit, or, since a department has no seal of its own, the first above it that
 * is none: the bureau, a district authority, a school.
 */
export function issuerOf(unit: (id: string) => Unit | undefined, actorUnitId: string): Unit | undefined {
  let current = unit(actorUnitId);
  while (current?.kind === 'department' && current.parentId !== null) current = unit(current.parentId);
  return current;
}
