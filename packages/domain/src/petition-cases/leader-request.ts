import { checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { World } from '../identity/units.ts';
import type { LeaderRequest } from '../reception/walk-in.ts';
import { ok, type Result, refused } from '../result.ts';
import { checkLeader } from './contract.ts';
import type { PetitionCaseEvent } from './events.ts';
import { askedUnitId } from './first-asked.ts';
import { byActor, carryOut, caseOpen, checkDay, type Need, type Procedure, streamOf } from './procedure.ts';
import type { ArrangeLeader, RecordLeaderAttendance, RequestLeader } from './side-commands.ts';
import { comingChannels, type PetitionCaseState } from './types.ts';

/** 随机接访: the department asks, the General Office approves and arranges, the leader in charge comes (R24). */
const basis = [cite('receptionSystem', '四（三）', 'R24')];
const text = { limit: textLimits.demand, citations: basis };

/** The request that the leader has not come to yet. */
export function openLeaderRequest({ leaderRequests }: PetitionCaseState): LeaderRequest | undefined {
  const last = leaderRequests?.at(-1);
  return last?.attended ? undefined : last;
}

const asked: Need = {
  holds: (state) => openLeaderRequest(state) !== undefined,
  code: 'leader-not-requested',
  citations: basis,
};

/** 申请领导到场: by whoever was asked first, or the office, of a matter that was raised in person. */
export const leaderRequest = {
  command: 'requestLeader',
  by: ['clerk', 'departmentClerk'],
  holder: askedUnitId,
  channels: comingChannels,
  needs: [
    caseOpen,
    { holds: (state) => openLeaderRequest(state) === undefined, code: 'leader-requested', citations: basis },
  ],
  citations: basis,
} as const satisfies Procedure;

/** 安排领导到场: by the General Office; again, when another leader is to come. */
export const leaderArrangement = {
  command: 'arrangeLeader',
  by: ['clerk'],
  needs: [caseOpen, asked],
  citations: basis,
} as const satisfies Procedure;

/** 到场协调: by the leader who was asked to come, or written down for them by the office. */
export const leaderAttendance = {
  command: 'recordLeaderAttendance',
  by: ['leader', 'clerk'],
  needs: [
    caseOpen,
    asked,
    {
      holds: (state) => openLeaderRequest(state)?.arranged !== undefined,
      code: 'leader-not-arranged',
      citations: basis,
    },
    {
      holds: (state, { actor }) => actor.role !== 'leader' || openLeaderRequest(state)?.arranged?.leaderId === actor.id,
      code: 'other-leader-arranged',
      citations: basis,
    },
  ],
  citations: basis,
} as const satisfies Procedure;

/** Asks for the leader in charge to come (R24). Refuses reason-missing, done-in-future and done-too-early. */
export function requestLeader(
  aggregates: Aggregates,
  command: RequestLeader,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(leaderRequest, aggregates, command, world, (state) => {
    const { reason, requestedOn } = command;
    const after = state.leaderRequests?.at(-1)?.attended?.on ?? state.receivedOn;
    return (
      firstRefusal(
        () => checkText(reason, { ...text, path: 'reason', missing: 'reason-missing' }),
        () => checkDay(requestedOn, { world, after, citations: basis, path: 'requestedOn' }),
      ) ?? ok([{ type: 'leaderRequested', stream: streamOf(state), reason, requestedOn, by: byActor(world) }])
    );
  });
}

/**
 * Approves the request and says who comes (R24), in place of whoever was to come. Refuses unknown-leader, accused-unit and
 * leader-not-cleared (Art 30), done-in-future and done-too-early.
 */
export function arrangeLeader(
  aggregates: Aggregates,
  command: ArrangeLeader,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(leaderArrangement, aggregates, command, world, (state) => {
    const { leaderId, arrangedOn } = command;
    const after = openLeaderRequest(state)?.requestedOn ?? state.receivedOn;
    const leader = world.leader?.(leaderId);
    if (leader === undefined) return refused('unknown-leader', {}, basis, 'leaderId');
    return (
      firstRefusal(
        () => checkLeader(state, leaderId, world, basis),
        () => checkDay(arrangedOn, { world, after, citations: basis, path: 'arrangedOn' }),
      ) ??
      ok([
        {
          type: 'leaderArranged',
          stream: streamOf(state),
          leaderId,
          leaderName: leader.name,
          arrangedOn,
          by: byActor(world),
        },
      ])
    );
  });
}

/** That the leader came, and how the matter was coordinated (R24). Refuses coordination-missing and a wrong day. */
export function recordLeaderAttendance(
  aggregates: Aggregates,
  command: RecordLeaderAttendance,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(leaderAttendance, aggregates, command, world, (state) => {
    const { coordination, attendedOn } = command;
    const after = openLeaderRequest(state)?.arranged?.on ?? state.receivedOn;
    return (
      firstRefusal(
        () => checkText(coordination, { ...text, path: 'coordination', missing: 'coordination-missing' }),
        () => checkDay(attendedOn, { world, after, citations: basis, path: 'attendedOn' }),
      ) ?? ok([{ type: 'leaderAttended', stream: streamOf(state), coordination, attendedOn, by: byActor(world) }])
    );
  });
}
