import type { PlainDate } from '@huiyin/domain';
import {
  type CaseCommand,
  isInstructed,
  nextDue,
  type PetitionCaseState,
  type Turn,
  type TurnHolder,
  type TurnWorld,
  turnHolders,
  turnOf,
} from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import type { UnitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';

/** Stands for "no date" in kept counts and work lists: neither overdue nor due soon, and after every date. */
export const noDate = '9999-12-31';

/** Stands in turn_due for a case in which nothing is owed: after every date, and after {@link noDate}. */
export const nobodysTurn = 'infinity';

/** A turn that has to be worked out anew: who answers for a unit has changed, or the row is older than turns are. */
export const unknownTurn = '?';

/** Whose turn it is, as one word of an index: the holder, and the id of the unit or person. */
function turnKey({ holder, id }: Pick<Turn, 'holder' | 'id'>): string {
  return holder === 'office' ? holder : `${holder}/${id}`;
}

/** The other way round; undefined for a turn that is not known yet. */
export function readTurnKey(key: string): { readonly holder: TurnHolder; readonly id: string } | undefined {
  const [word, ...id] = key.split('/');
  const holder = turnHolders.find((one) => one === word);
  return holder && { holder, id: id.join('/') };
}

/** The columns of a case by which work lists find and order it. */
export interface TurnColumns {
  readonly turn: string | null;
  readonly turn_due: PlainDate | typeof noDate | typeof nobodysTurn;
  readonly next_action: CaseCommand['type'] | null;
}

/** Asks the procedure table, when a case is written. */
export function turnColumns(state: PetitionCaseState, world: TurnWorld): TurnColumns {
  const turn = turnOf(state, world);
  if (!turn) return { turn: null, turn_due: nobodysTurn, next_action: null };
  const due = nextDue(state)?.targetDue ?? noDate;
  return { turn: turnKey(turn), turn_due: due, next_action: turn.command ?? null };
}

/** The turn of one person by name. */
const personTurn = (id: string): string => turnKey({ holder: 'person', id });

/** Who is recused from a case (回避, Art 28), as the turns of a person by name: none of it is theirs, whatever post they hold. */
export function recusedTurns({ recusals = [] }: PetitionCaseState): readonly string[] {
  return recusals.map(({ personId }) => personTurn(personId));
}

/** Whether a turn is among the viewer's, who is not recused from the case: what {@link ownTurnSql} says of rows. */
export function isOwnTurn(turn: string, recused: readonly string[], own: readonly string[]): boolean {
  return own.includes(turn) && !recused.some((one) => own.includes(one));
}

/** SQL on alias `c`: the viewer, whose turns these are, is not recused from the case. */
export function notRecusedSql(own: readonly string[]): Prisma.Sql {
  return Prisma.sql`not c.recused && ${[...own]}::text[]`;
}

/** SQL on alias `c`: whose turn it is, is the viewer. */
export function ownTurnSql(own: readonly string[]): Prisma.Sql {
  return Prisma.sql`(c.turn = any(${[...own]}::text[]) and ${notRecusedSql(own)})`;
}

/** What a leader signs on the phone as well (批示, 分管领导审核): a case that waits for it is on that leader's phone. */
export const phoneSteps = ['giveInstruction', 'approveReply'] as const;

/** Whose signature on the phone a case waits for, and which; undefined when it waits for none. */
export function phoneTurn(
  state: PetitionCaseState,
  world: TurnWorld,
): { readonly turn: string; readonly step: (typeof phoneSteps)[number] } | undefined {
  // the procedure table is asked only where one of the two may be next
  const { draft, approval } = state;
  if (isInstructed(state) && (draft === undefined || approval !== undefined)) return undefined;
  const turn = turnOf(state, world);
  const step = phoneSteps.find((one) => one === turn?.command);
  return turn && step && { turn: turnKey(turn), step };
}

/**
 * The turns that are this viewer's: by name, by role and by the posts held today. A unit's head and recorded reviewers review
 * (R66, R81); a portfolio leader approves for their units, any leader where none is recorded, the chief leader for all (R73).
 */
export function turnsOf(viewer: Viewer, units: UnitTree): readonly string[] {
  const { id, role, unitId } = viewer;
  const person = personTurn(id);
  if (role === 'leader') {
    const chief = units.all.some((unit) => unit.kind === 'bureau' && units.staff(unit.id).headId === id);
    const led = units.all.filter((unit) => {
      const leader = units.staff(unit.id).portfolioLeaderId;
      return chief || leader === undefined || leader === id;
    });
    return [person, ...led.map((unit) => turnKey({ holder: 'portfolioLeader', id: unit.id }))];
  }
  const reviewed = units.all.filter((unit) => {
    const { headId, reviewerIds = [] } = units.staff(unit.id);
    return headId === id || reviewerIds.includes(id);
  });
  return [
    person,
    ...(role === 'clerk' ? [turnKey({ holder: 'office', id: '' })] : []),
    turnKey({ holder: 'unit', id: unitId }),
    ...reviewed.map((unit) => turnKey({ holder: 'reviewer', id: unit.id })),
  ];
}
