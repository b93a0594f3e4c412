import { firstRefusal } from '../checks.ts';
import { type Citation, cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import { addressed } from '../documents/addressing.ts';
import type { Addressing } from '../documents/issued.ts';
import { isWithin, type Role, type World } from '../identity/units.ts';
import type { RefusalCode } from '../refusal-codes.ts';
import { type RefusalParams, type Refused, type Result, refused } from '../result.ts';
import type { StreamRef } from '../stream.ts';
import type { CaseCommand } from './case-commands.ts';
import type { PetitionCaseEvent } from './events.ts';
import type { By } from './facets.ts';
import { holdingUnitId } from './holding.ts';
import { isOpen } from './statuses.ts';
import type { Channel, PetitionCaseState } from './types.ts';

/** Something that must hold before a command (前置条件), and the refusal when it does not. */
export interface Need {
  readonly holds: (state: PetitionCaseState, world: World) => boolean;
  readonly code: RefusalCode;
  readonly params?: (state: PetitionCaseState, world: World) => RefusalParams;
  readonly citations: readonly Citation[];
}

/**
 * One row of the procedure table (法定程序, R5): who may give a command, on matters of which channels, what must be there
 * before, and the articles. Clerks of a department, district or school act on what their own unit holds; `holderOnly`
 * says the same of everybody. `needs` are looked at in their order.
 */
export interface Procedure {
  readonly command: CaseCommand['type'];
  readonly by: readonly Role[];
  readonly holderOnly?: boolean;
  /** Whose clerks act, where it is not the unit that has the case (the one to whom a matter is offered, R23). */
  readonly holder?: (state: PetitionCaseState, world: Pick<World, 'unit' | 'actor'>) => string | undefined;
  readonly channels?: readonly Channel[];
  readonly needs: readonly Need[];
  readonly citations: readonly Citation[];
}

/** 法定程序: every step only from the state before it. */
export const lawfulProcedure = cite('receptionSystem', '二（二）', 'R5');

/** Nothing more is owed in the case: no step is possible. */
export const caseOpen: Need = {
  holds: (state) => isOpen(state.status),
  code: 'case-closed',
  params: (state) => ({ status: state.status }),
  citations: [lawfulProcedure],
};

const handOverBasis = [cite('petitionSystem', '第六条', 'R70'), cite('petitionSystem', '第七条', 'R72')];

/** A department's, district's or school's clerk writes only what their own unit has, or a unit below (R66, R67). */
function checkHolder(procedure: Procedure, state: PetitionCaseState, world: World): Refused | undefined {
  const { actor } = world;
  if (actor.role !== 'departmentClerk' && !procedure.holderOnly) return undefined;
  const holder = procedure.holder?.(state, world) ?? holdingUnitId(state);
  if (holder === undefined) return refused('not-handed-over', {}, handOverBasis);
  if (isWithin((id) => world.unit(id), holder, actor.unitId)) return undefined;
  const unit = world.unit(holder)?.name ?? '';
  const params = procedure.holderOnly ? { unit, holderOnly: 'true' } : { unit };
  return refused('unit-out-of-scope', params, [cite('petitionSystem', '第四条', 'R66')]);
}

/** Whether a person of `unitId` belongs to the accused unit of an accusation (Art 30). */
export function isOfAccused(state: PetitionCaseState, world: World, unitId: string): boolean {
  const { accusedUnitId } = state.matter;
  if (state.compartment !== 'accusation' || accusedUnitId === undefined) return false;
  return isWithin((id) => world.unit(id), unitId, accusedUnitId);
}

/** Whether the accusation is against this person (Art 30). */
export const isAccused = (state: PetitionCaseState, personId: string): boolean =>
  state.compartment === 'accusation' && state.matter.accusedPersonId === personId;

/** 回避 (Art 28). */
export const isRecused = (state: PetitionCaseState, personId: string): boolean =>
  (state.recusals ?? []).some((recusal) => recusal.personId === personId);

/** Who is recused takes no part in the case, and learns nothing more of who is in it (Art 28). */
export function checkRecused(state: PetitionCaseState, personId: string): Refused | undefined {
  return isRecused(state, personId)
    ? refused('actor-recused', {}, [cite('petitionRegulation2022', '第二十八条')])
    : undefined;
}

/** Nobody of the accused unit, and nobody who is recused, takes any part (Arts 28, 30). */
function checkParty(state: PetitionCaseState, world: World): Refused | undefined {
  if (isOfAccused(state, world, world.actor.unitId) || isAccused(state, world.actor.id)) {
    return refused('accused-actor', {}, [cite('petitionRegulation2022', '第三十条')]);
  }
  return checkRecused(state, world.actor.id);
}

function checkRoleOf({ by, command, citations }: Procedure, world: World): Refused | undefined {
  const { role } = world.actor;
  return by.includes(role) ? undefined : refused('role-not-allowed', { role, command, by: by.join(',') }, citations);
}

/** What takes an archived file out again, or gives it another retention; every other step finds it read-only. */
const ofArchived: readonly CaseCommand['type'][] = [
  'archiveCase',
  'reopenCase',
  'requestReexamination',
  'requestFinalReview',
];

/** 归档后只读. */
function checkArchived({ command }: Procedure, { archive }: PetitionCaseState): Refused | undefined {
  if (archive === undefined || ofArchived.includes(command)) return undefined;
  return refused('case-archived', { archivedOn: archive.archivedOn }, [cite('archivesRegulation2024', '第十九条')]);
}

/** 已作废的登记: nothing becomes of it, and nothing joins it, until it is restored (恢复登记). */
export function checkVoided({ voided }: PetitionCaseState, path?: string): Refused | undefined {
  return voided === undefined
    ? undefined
    : refused('case-voided', { voidedOn: voided.voidedOn }, [lawfulProcedure], path);
}

function checkChannel({ channels, citations }: Procedure, { channel }: PetitionCaseState): Refused | undefined {
  return channels === undefined || channels.includes(channel)
    ? undefined
    : refused('wrong-channel', { channel }, citations);
}

/**
 * Whether this actor may give the command now; its fields are looked at elsewhere. Without an expected version (the screen
 * asks what can be done) there is nothing to compare. A stale version comes before the state of the case: who has not seen
 * the newest must look first, whatever it is.
 */
export function guard(
  procedure: Procedure,
  state: PetitionCaseState,
  world: World,
  expected?: number,
): Refused | undefined {
  return firstRefusal(
    () => checkRoleOf(procedure, world),
    () => checkHolder(procedure, state, world),
    () => checkParty(state, world),
    () =>
      expected === undefined || state.version === expected
        ? undefined
        : refused('version-conflict', { expected, actual: state.version }, [], 'expectedVersion'),
    () => (procedure.command === 'restoreCase' ? undefined : checkVoided(state)),
    () => checkArchived(procedure, state),
    () => checkChannel(procedure, state),
    ...procedure.needs.map((need) => () => {
      if (need.holds(state, world)) return undefined;
      return refused(need.code, need.params?.(state, world), need.citations);
    }),
  );
}

/**
 * Gives a command on one case: finds the case (`unknown-case`), asks the procedure table, then `happens`, which checks the
 * command's own fields and says what happens.
 */
export function carryOut(
  procedure: Procedure,
  aggregates: Aggregates,
  command: { readonly caseId: string; readonly expectedVersion: number } & Addressing,
  world: World,
  happens: (state: PetitionCaseState) => Result<readonly PetitionCaseEvent[]>,
): Result<readonly PetitionCaseEvent[]> {
  const state = aggregates.petitionCase(command.caseId);
  if (!state) return refused('unknown-case', { caseId: command.caseId.slice(0, 60) }, procedure.citations, 'caseId');
  return guard(procedure, state, world, command.expectedVersion) ?? addressed(command, state, world, happens(state));
}

/** The stream of a case. */
export const streamOf = (state: PetitionCaseState): StreamRef => ({ kind: 'petitionCase', id: state.id });

/** Who acts, for the record. */
export function byActor({ actor: { id, name, unitId } }: World): By {
  return { id, name, unitId };
}

/** The latest of some days, those that there are. */
export const latestOf = (first: PlainDate, ...days: readonly (PlainDate | undefined)[]): PlainDate =>
  days.reduce<PlainDate>((last, day) => (day !== undefined && day > last ? day : last), first);

/** From which day on anything is done in a case: its receipt, or the day on which it was last taken up again (重新办理). */
export const takenUpOn = ({ receivedOn, reopenings }: PetitionCaseState): PlainDate =>
  latestOf(receivedOn, reopenings?.at(-1)?.reopenedOn);

/** From which day on the unit that has the case does anything in it: its own receipt. */
export const handedOn = (state: PetitionCaseState): PlainDate =>
  latestOf(takenUpOn(state), (state.transfer ?? state.assignment)?.receivedOn);

/** A business date (业务日期): never after today (`done-in-future`), never before what it follows (`done-too-early`). */
export function checkDay(
  on: PlainDate,
  { world, after, citations, path }: { world: World; after: PlainDate; citations: readonly Citation[]; path: string },
): Refused | undefined {
  const { today } = world;
  if (on > today) return refused('done-in-future', { on, today }, citations, path);
  return on < after ? refused('done-too-early', { on, after }, citations, path) : undefined;
}
