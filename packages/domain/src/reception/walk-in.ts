import { cite } from '../citation.ts';
import type { PlainDate } from '../date.ts';
import { type Fault, faultsOf, written } from '../fault.ts';

/**
 * A walk-in matter that needs the leader in charge (随机接访, R24): asked for by the department first asked, arranged by
 * the General Office, attended by the leader. Every step is dated; `leaderId` is whom the office invited.
 */
export interface LeaderRequest {
  readonly requestedOn: PlainDate;
  readonly reason: string;
  readonly arranged?: { readonly on: PlainDate; readonly by: 'generalOffice' | 'other'; readonly leaderId: string };
  readonly attended?: { readonly on: PlainDate; readonly leaderId: string; readonly coordination: string };
}

/** How far the request is: 已申请, 已安排, 已到场. */
export type LeaderRequestStep = 'requested' | 'arranged' | 'attended';
export type LeaderRequestFault =
  | 'reasonMissing'
  | 'notArrangedByOffice'
  | 'attendedBeforeArranged'
  | 'otherLeaderCame'
  | 'outOfOrder'
  | 'coordinationMissing';

/** The step that a request has reached (R24). */
export function leaderRequestStep(request: LeaderRequest): LeaderRequestStep {
  if (request.attended) return 'attended';
  return request.arranged ? 'arranged' : 'requested';
}

/** R24: the office arranges, the leader it invited comes and coordinates, each no earlier than the step before. */
export function leaderRequestFaults(request: LeaderRequest): readonly Fault<LeaderRequestFault>[] {
  const { requestedOn, arranged, attended } = request;
  const basis = cite('receptionSystem', '四（三）', 'R24');
  const inOrder =
    (arranged === undefined || arranged.on >= requestedOn) &&
    (attended === undefined || attended.on >= (arranged?.on ?? requestedOn));
  return faultsOf<LeaderRequestFault>(
    [written(request.reason), 'reasonMissing', basis],
    [arranged === undefined || arranged.by === 'generalOffice', 'notArrangedByOffice', basis],
    [attended === undefined || arranged !== undefined, 'attendedBeforeArranged', basis],
    [!attended || !arranged || attended.leaderId === arranged.leaderId, 'otherLeaderCame', basis],
    [inOrder, 'outOfOrder', basis],
    [attended === undefined || written(attended.coordination), 'coordinationMissing', basis],
  );
}
