import { firstRefusal } from '../checks.ts';
import { type Citation, cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import { isWithin, type World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import type { ContractCase } from './case-commands.ts';
import type { PetitionCaseEvent } from './events.ts';
import { carryOut, type Procedure, streamOf } from './procedure.ts';
import { isOpen } from './statuses.ts';
import type { PetitionCaseState } from './types.ts';

/** 包案下访 (R20); accusations never reach the accused (Art 30). */
const basis = [cite('receptionSystem', '四（二）', 'R20')];
const accusedBasis = [cite('petitionRegulation2022', '第三十条')];

/** Whether this leader may be put to the case at all: known, and of an accusation cleared and not accused. */
export function checkLeader(
  state: PetitionCaseState,
  leaderId: string,
  world: World,
  citations: readonly Citation[],
): Refused | undefined {
  const leader = world.leader?.(leaderId);
  if (leader === undefined) return refused('unknown-leader', {}, citations, 'leaderId');
  if (state.compartment !== 'accusation') return undefined;
  const { accusedUnitId } = state.matter;
  const own = accusedUnitId !== undefined && isWithin((id) => world.unit(id), leader.unitId, accusedUnitId);
  if (own) return refused('accused-unit', { unit: world.unit(leader.unitId)?.name ?? '' }, accusedBasis, 'leaderId');
  return leader.mayReadAccusations
    ? undefined
    : refused('leader-not-cleared', { leader: leader.name }, accusedBasis, 'leaderId');
}

/** 包案. What ended may not be contracted, but a contract may end then. */
export const contracting = {
  command: 'contractCase',
  by: ['leader', 'clerk'],
  needs: [],
  citations: basis,
} as const satisfies Procedure;

function checkContract(state: PetitionCaseState, leaderId: string | undefined, world: World): Refused | undefined {
  return firstRefusal(
    () => (state.contract?.leaderId === leaderId ? refused('contract-unchanged', {}, basis, 'leaderId') : undefined),
    () =>
      leaderId !== undefined && !isOpen(state.status)
        ? refused('case-closed', { status: state.status }, basis)
        : undefined,
    () => (leaderId === undefined ? undefined : checkLeader(state, leaderId, world, basis)),
  );
}

/**
 * Puts a case under a leader's contract (包案, R20), in place of whoever held it, or ends the contract when no leader is
 * named. By a leader or the General Office. Refuses unknown-leader, accused-unit, leader-not-cleared, case-closed and
 * contract-unchanged.
 */
export function contractCase(
  aggregates: Aggregates,
  command: ContractCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(contracting, aggregates, command, world, (state) => {
    const { leaderId } = command;
    const leader = leaderId === undefined ? undefined : world.leader?.(leaderId);
    const held =
      leaderId === undefined || leader === undefined ? {} : { leader: { leaderId, leaderName: leader.name } };
    return (
      checkContract(state, leaderId, world) ??
      ok([{ type: 'caseContracted', stream: streamOf(state), contractedOn: world.today, ...held }])
    );
  });
}
