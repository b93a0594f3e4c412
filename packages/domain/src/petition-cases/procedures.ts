import type { Citation } from '../citation.ts';
import type { World } from '../identity/units.ts';
import type { Refused } from '../result.ts';
import { acceptanceNotice } from './acceptance.ts';
import type { CaseCommand } from './case-commands.ts';
import { completion } from './completion.ts';
import { contracting } from './contract.ts';
import { intake } from './intake.ts';
import { guard, type Procedure } from './procedure.ts';
import { sideProcedures } from './side-procedures.ts';
import type { PetitionCaseState } from './types.ts';

/**
 * The procedure of a case (法定程序, R5), one row a command, in the order in which a case goes. The same rows stand behind
 * `decide` and `allowedActions`.
 */
export const procedures: Readonly<{ [T in CaseCommand['type']]: Procedure & { readonly command: T } }> = {
  recordIntakeStep: intake,
  issueAcceptanceNotice: acceptanceNotice,
  completeCase: completion,
  contractCase: contracting,
  ...sideProcedures,
};

/** An action on a case: allowed, or with the refusal that says why not; in both cases the articles it stands on. */
export interface CaseAction {
  readonly action: CaseCommand['type'];
  readonly citations: readonly Citation[];
  readonly refusal?: Refused;
}

/** What can be done with a case by this actor today: every action, in the order of the procedure. */
export function allowedActions(state: PetitionCaseState, world: World): readonly CaseAction[] {
  return Object.values(procedures).map((procedure: Procedure) => {
    const { command: action, citations } = procedure;
    const refusal = guard(procedure, state, world);
    return refusal === undefined ? { action, citations } : { action, citations, refusal };
  });
}
