import type { World } from '../identity/units.ts';
import { issueAcceptanceNotice } from '../petition-cases/acceptance.ts';
import { evolvePetitionCase } from '../petition-cases/evolve.ts';
import type { PetitionCaseState } from '../petition-cases/types.ts';
import type { DocumentKind } from './kinds.ts';

/**
 * The case as a draft (拟稿) of that kind speaks of it: 受理告知书 tells what the acceptance begins (the 60 days of Art 34), so it is read
 * as an acceptance of today would leave the case; what cannot be accepted today stays as it is.
 */
export function foreseenState(kind: DocumentKind, state: PetitionCaseState, world: World): PetitionCaseState {
  if (kind !== 'acceptanceNotice') return state;
  const { id: caseId, version: expectedVersion } = state;
  const aggregates = {
    petitionCase: () => state,
    outreachVisit: () => undefined,
    receptionSession: () => undefined,
  };
  const decided = issueAcceptanceNotice(
    aggregates,
    { type: 'issueAcceptanceNotice', caseId, expectedVersion, decision: 'accept', issuedOn: world.today },
    world,
  );
  return decided.ok ? decided.value.reduce(evolvePetitionCase, state) : state;
}
