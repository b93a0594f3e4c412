import type { Unit } from '../identity/units.ts';
import type { CaseCommand } from '../petition-cases/case-commands.ts';
import type { PetitionCaseState } from '../petition-cases/types.ts';
import { issuerOf } from './born.ts';

type Tells = (state: PetitionCaseState) => string;
const itsUnit: Tells = ({ handlingUnitId }) => handlingUnitId;

/** Letters to the petitioner, and which unit has to know what they say. */
const told: Readonly<Partial<Record<CaseCommand['type'], Tells>>> = {
  issueAcceptanceNotice: itsUnit,
  issueDestinationNotice: ({ transfer, assignment, handlingUnitId }) =>
    (transfer ?? assignment)?.unitId ?? handlingUnitId,
  extendHandling: itsUnit,
  issueReply: itsUnit,
  decideReexamination: itsUnit,
  decideFinalReview: itsUnit,
};

/** Both documents that a district copies to the bureau for the record (备案, R79). */
const filed: readonly CaseCommand['type'][] = ['issueAcceptanceNotice', 'issueReply'];

/**
 * To whom a letter is copied by the rules (抄送), proposed where it is issued and for the clerk to change: the body that passed
 * the matter on (R65, Art 23), the bureau for what a district or school issues (备案, R79), the unit that handles it. An
 * accusation is copied to nobody of itself (Art 30). Names, in the order of the foot of the page: the superior ones first.
 */
export function proposedCopies(
  command: CaseCommand['type'],
  state: PetitionCaseState,
  { unit, actorUnitId }: { readonly unit: (id: string) => Unit | undefined; readonly actorUnitId: string },
): readonly string[] {
  const tells = told[command];
  if (tells === undefined || state.compartment === 'accusation') return [];
  const issuer = issuerOf(unit, actorUnitId);
  const sender = state.channel === 'transferred' ? state.incoming?.from : undefined;
  const bureau = issuer && issuer.kind !== 'bureau' && filed.includes(command) ? rootOf(unit, issuer) : undefined;
  const handling = unit(tells(state));
  // who issues it, or whose own matter it is, needs no copy
  const knows = handling?.id === issuer?.id || handling?.id === actorUnitId;
  const names = [sender, bureau?.name, knows ? undefined : handling?.name];
  return [...new Set(names.flatMap((name) => name?.trim() || []))];
}

function rootOf(unit: (id: string) => Unit | undefined, from: Unit): Unit {
  let current = from;
  for (;;) {
    const above = current.parentId === null ? undefined : unit(current.parentId);
    if (!above) return current;
    current = above;
  }
}
