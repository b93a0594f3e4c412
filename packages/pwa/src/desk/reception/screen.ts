import type { PlainDate } from '@huiyin/domain';
import { type ReceptionSessionState, receiverOf } from '@huiyin/domain/receptions';
import { useDesk } from '../world.ts';
import type { settingsOf } from './documents.ts';
import type { Give } from './give.ts';

/** What every part of the page works with. */
export interface SessionScreen {
  readonly session: ReceptionSessionState;
  readonly today: PlainDate;
  readonly settings: ReturnType<typeof settingsOf>;
  readonly give: Give;
}

/** What this person may do on this session now; the server decides again. */
export function useMay(session: () => ReceptionSessionState) {
  const desk = useDesk();
  const role = () => desk.viewer().role;
  const receiver = () => receiverOf(session()).id === desk.viewer().id;
  const ofUnit = () => role() === 'departmentClerk' && session().unitId === desk.viewer().unit.id;
  const runs = () => ['planned', 'open'].includes(session().status);
  const office = () => runs() && (role() === 'clerk' || ofUnit());
  return {
    office,
    receiver: () => runs() && receiver(),
    atDoor: () => office() || (runs() && role() === 'leader'),
    table: () => office() || (runs() && receiver()),
    clerk: () => role() === 'clerk',
    holder: () => session().holder.id === desk.viewer().id,
  };
}
export type May = ReturnType<typeof useMay>;
