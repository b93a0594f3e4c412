import type { PlainDate } from '../date.ts';

/**
 * A walk-in matter that needs the leader in charge (随机接访, R24): asked for by the department first asked, arranged by
 * the General Office, attended by the leader. Every step is dated; `leaderId` is whom the office asked to come.
 */
export interface LeaderRequest {
  readonly requestedOn: PlainDate;
  readonly reason: string;
  readonly arranged?: { readonly on: PlainDate; readonly leaderId: string; readonly leaderName: string };
  readonly attended?: { readonly on: PlainDate; readonly coordination: string };
}

/** How far the request is: 已申请, 已安排, 已到场. */
export type LeaderRequestStep = 'requested' | 'arranged' | 'attended';

/** The step that a request has reached (R24). */
export function leaderRequestStep(request: LeaderRequest): LeaderRequestStep {
  if (request.attended) return 'attended';
  return request.arranged ? 'arranged' : 'requested';
}
