import type { SideEvent } from './side-events.ts';
import type { PetitionCaseState } from './types.ts';

/** Folds an event beside the main line; status and version are the caller's. */
export function applySide(state: PetitionCaseState, _event: SideEvent): PetitionCaseState {
  return state;
}
