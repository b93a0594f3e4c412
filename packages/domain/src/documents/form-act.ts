import type { DomainEvent } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import { cameForReexamination } from '../petition-cases/needs.ts';
import type { PetitionCaseState } from '../petition-cases/types.ts';
import type { DocumentKind } from './kinds.ts';

/**
 * The act that a form documents (四单一记录, R32): the newest event of that type. `on` and `by`: its day and who did it, where the
 * case keeps them; else the event tells.
 */
export interface FormAct {
  readonly event: DomainEvent['type'];
  readonly on?: PlainDate | undefined;
  readonly by?: string | undefined;
}

/**
 * What a form that is made of what stands bears as 填表日期 and 经办人: those of its act, whoever prints it and whenever. Undefined for
 * what is born of its act and bears its own, and while the act is still to come.
 */
export function formAct(kind: DocumentKind, state: PetitionCaseState): FormAct | undefined {
  switch (kind) {
    case 'registrationForm':
      return { event: 'caseRegistered' };
    case 'receptionRecord':
      return { event: 'caseRegistered', on: state.receptions?.at(-1)?.receivedOn ?? state.receivedOn };
    case 'supervisionForm': {
      const last = state.supervisions?.at(-1);
      return last && { event: 'caseSupervised', on: last.supervisedOn, by: last.by.name };
    }
    case 'completionForm':
      // what was brought here for 复查 alone ends with the opinion
      return cameForReexamination(state)
        ? { event: 'reexaminationDecided', on: state.reexamination?.decidedOn }
        : state.completion && { event: 'caseCompleted' };
    case 'deliveryReceipt':
      return state.delivery && { event: 'replyDelivered', on: state.delivery.deliveredOn, by: state.delivery.by.name };
    default:
      return undefined;
  }
}
