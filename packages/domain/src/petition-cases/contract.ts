import { checkRole, firstRefusal } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import { isWithin, type World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import type { PetitionCaseEvent } from './events.ts';
import type { ContractCase, PetitionCaseState } from './types.ts';

/** 包案下访 (R20); accusations never reach the accused (Art 30). */
const basis = [cite('receptionSystem', '四（二）', 'R20')];
const accusedBasis = [cite('petitionRegulation2022', '第三十条')];

function checkLeader(state: PetitionCaseState, leaderId: string, world: World): Refused | undefined {
  const leader = world.leader?.(leaderId);
  if (leader === undefined) return refused('unknown-leader', {}, basis, 'leaderId');
  if (state.compartment !== 'accusation') return undefined;
  const { accusedUnitId } = state.matter;
  const own = accusedUnitId !== undefined && isWithin((id) => world.unit(id), leader.unitId, accusedUnitId);
  if (own) return refused('accused-unit', { unit: world.unit(leader.unitId)?.name ?? '' }, accusedBasis, 'leaderId');
  return leader.mayReadAccusations
    ? undefined
    : refused('leader-not-cleared', { leader: leader.name }, accusedBasis, 'leaderId');
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
  const state = aggregates.petitionCase(command.caseId);
  if (!state) return refused('unknown-case', { caseId: command.caseId.slice(0, 60) }, [], 'caseId');
  const { leaderId, expectedVersion } = command;
  const refusal = firstRefusal(
    () => checkRole(world, 'contractCase'),
    () =>
      state.version === expectedVersion
        ? undefined
        : refused('version-conflict', { expected: expectedVersion, actual: state.version }, [], 'expectedVersion'),
    () => (state.contract?.leaderId === leaderId ? refused('contract-unchanged', {}, basis, 'leaderId') : undefined),
    () =>
      leaderId !== undefined && state.completion !== undefined
        ? refused('case-closed', { status: state.status }, basis)
        : undefined,
    () => (leaderId === undefined ? undefined : checkLeader(state, leaderId, world)),
  );
  if (refusal) return refusal;
  const leader = leaderId === undefined ? undefined : world.leader?.(leaderId);
  return ok([
    {
      type: 'caseContracted',
      stream: { kind: 'petitionCase', id: state.id },
      contractedOn: world.today,
      ...(leaderId === undefined || leader === undefined ? {} : { leader: { leaderId, leaderName: leader.name } }),
    },
  ]);
}
