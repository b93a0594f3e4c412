import type { PetitionCaseState } from './types.ts';

/** Whether somebody has handed the case on, by 交办 or 转送. */
export const isHandedOver = ({ assignment, transfer }: PetitionCaseState): boolean =>
  assignment !== undefined || transfer !== undefined;

const pressedRoutes: readonly string[] = ['pressHandling', 'pressImplementation'];

/** Whether the unit named at registration had the matter before it came here (R28, R30), and is the one that it is still with. */
const hadItBefore = ({ route, matter, handlingUnitId }: PetitionCaseState): boolean =>
  pressedRoutes.includes(route.outcome) && matter.handlingUnitId === handlingUnitId;

/** Whether the opinion of 复查 stands on an answer that was given elsewhere: carried out by whoever gave that (R12, R30). */
const carriesOut = ({ reexamination, issued, completion }: PetitionCaseState): boolean =>
  reexamination?.decidedOn !== undefined && issued === undefined && completion === undefined;

/**
 * 现由谁办: the unit that has the case, open or closed; undefined as long as it lies with the General Office, whatever clock runs: nobody
 * has handed it on yet (R26, R27, R70), or it came back. Lists, counts, figures and who may open it all go by this.
 */
export const holdingUnitId = (state: PetitionCaseState): string | undefined =>
  isHandedOver(state) || hadItBefore(state) || carriesOut(state) ? state.handlingUnitId : undefined;
