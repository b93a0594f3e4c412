import type { OutreachVisitState } from '@huiyin/domain/cases';
import type { DocumentData } from '@huiyin/domain/documents';
import { fullDateText, receptionOutcomeName } from '@huiyin/domain/messages';
import type { ReceptionSessionState } from '@huiyin/domain/receptions';
import { documentWords as words } from '../../messages/documents.ts';

/**
 * What the reception record (接谈记录, R9, R47) of a case says, from the session at which it was decided; undefined when that
 * session has none of it. A visitor with several matters has one record for all: whoever may see this case alone is told
 * only what was decided on it, since another of them may be an accusation (Art 30).
 */
export function receptionData(session: ReceptionSessionState, caseId: string): DocumentData | undefined {
  for (const { record } of session.visitors) {
    const decision = record?.decisions.find((one) => one.caseId === caseId);
    if (!record || !decision) continue;
    const { receiver, recorder, startedAt, endedAt, demands, suggestions, guidance, told, onTheSpot } = record;
    const alone = record.decisions.length === 1;
    return {
      receivedBy: receiver.name,
      receivedAt: `${fullDateText(session.date)} ${startedAt}—${endedAt}`,
      venue: session.place,
      recorder: recorder.name,
      ...(alone && { talk: [demands, suggestions].filter(Boolean).join('\n') }),
      guidance: [
        guidance,
        ...(alone && told ? [words.told(told.explanation, told.competentBody)] : []),
        ...(alone ? onTheSpot.map(({ what, by }) => words.onTheSpot(what, by)) : []),
      ]
        .filter(Boolean)
        .join('\n'),
      decision: [receptionOutcomeName(decision.outcome), decision.instruction].filter(Boolean).join('\n'),
    };
  }
  return undefined;
}

/** What the record of a matter that was raised on a down-visit (下访) says of the visit: who heard it, and where. */
export const outreachData = (
  { leader, placeUnitId }: OutreachVisitState,
  unitName: (id: string) => string,
): DocumentData => ({ receivedBy: leader.name, venue: unitName(placeUnitId), recorder: leader.name });
