import { cite } from '../citation.ts';
import { centreDate } from '../clocks/changes.ts';
import type { ClockId } from '../clocks/clocks.ts';
import { deadline } from '../clocks/deadline.ts';
import type { PlainDate } from '../date.ts';
import type { UnitKind, World } from '../identity/units.ts';
import { ok, type Result } from '../result.ts';
import type { RouteDecision } from '../routing/routing.ts';
import type { StreamRef } from '../stream.ts';
import type { ClockMet, ClockStarted, ClockStopped } from './events.ts';
import type { CaseClock, Channel, Matter, PetitionCaseState } from './types.ts';

/**
 * The reply clocks of a route.
 *
 * - Own duty: the department's 20 working days (R72) whatever the channel, outreach too. The text says it of letters;
 *   its reception plan sets the same 20 for what leaders accept in person (R52), so it is the bureau's internal target
 *   for all. 12345 orders have their own 5 (R83).
 * - District duty: notice and reply of the district (R77, R78).
 * - Accusations: Art 23 leaves their notice to their own rules and Art 34 does not reach them; the bureau's reply limit
 *   still keeps the transfer from being forgotten.
 * - Everything else: no text sets a reply limit; the written notice is what is owed.
 *
 * The text counts from the unit's receipt of the assignment. Until handing over is recorded as an act of its own, the
 * day of receipt by the bureau stands for it: earlier, so never later than the law allows.
 */
function replyClocks(channel: Channel, route: RouteDecision, handling: UnitKind | undefined): readonly ClockId[] {
  switch (route.outcome) {
    case 'acceptMunicipal':
      return [channel === 'hotline' ? 'hotline-reply' : 'department-reply'];
    case 'acceptDistrict':
      return channel === 'hotline'
        ? ['hotline-reply', 'district-notice', 'district-reply']
        : ['district-notice', 'district-reply'];
    case 'disciplineChannel':
      return [handling === 'districtAuthority' ? 'district-reply' : 'department-reply'];
    case 'handToAffiliated':
    case 'pressHandling':
    case 'pressImplementation':
    case 'notAcceptConcluded':
    case 'notAcceptNotEducation':
      return channel === 'hotline' ? ['hotline-reply'] : [];
  }
}

/**
 * The clocks that registration starts. The written notice within 15 days (Art 23, R71) is owed in every ordinary case
 * with a petitioner who can be told; Art 23 exempts an unclear name or address, and so does the district's (R77). No
 * case is left without a clock: where nothing else runs, the bureau's reply limit keeps the matter in sight.
 */
export function clocksAtRegistration(
  channel: Channel,
  matter: Matter,
  route: RouteDecision,
  handling: UnitKind | undefined,
): readonly ClockId[] {
  const canBeTold = !matter.petitioner.anonymous;
  const replies = replyClocks(channel, route, handling).filter((clock) => canBeTold || clock !== 'district-notice');
  const noticeOwed = canBeTold && route.outcome !== 'disciplineChannel';
  const started: readonly ClockId[] = noticeOwed ? ['acceptance-notice', ...replies] : replies;
  return started.length > 0 ? started : ['department-reply'];
}

/** By what a clock is dated. */
export type ClockWorld = Pick<World, 'calendar' | 'province'>;

/**
 * Starts one clock. The 12345 centre's own due date replaces the bureau's five working days when it is earlier (R84);
 * `limitId` then says `hotline-centre`. Refuses with `calendar-missing`.
 */
export function startClock(
  { calendar, province }: ClockWorld,
  stream: StreamRef,
  clock: ClockId,
  from: PlainDate,
  centreDueOn?: PlainDate,
): Result<ClockStarted> {
  const due = deadline(calendar, clock, from, province ? { province } : {});
  if (!due.ok) return due;
  const { legalDue, targetDue, provisional, binding } = due.value;
  const started: ClockStarted = {
    type: 'clockStarted',
    stream,
    clock,
    from,
    legalDue,
    targetDue,
    binding: binding.limit.level,
    limitId: binding.limit.id,
    citation: binding.limit.citation,
    provisional,
    ...(province && { province }),
  };
  if (clock !== 'hotline-reply' || centreDueOn === undefined || centreDueOn >= legalDue) return ok(started);
  const dates = centreDate(calendar, centreDueOn, from);
  if (!dates.ok) return dates;
  return ok({
    ...started,
    ...dates.value,
    limitId: 'hotline-centre',
    citation: cite('petitionSystem', '第十一条', 'R84'),
  });
}

/** Whether the duty is still owed: its time runs, or rests for a hearing. */
export const isOwed = ({ state }: CaseClock): boolean => state === 'running' || state === 'paused';

/** Ends the clocks still owed: `met` names those whose duty is now done, on `on`; the others fall away. */
export function endClocks(
  state: PetitionCaseState,
  met: readonly ClockId[],
  on: PlainDate,
): readonly (ClockMet | ClockStopped)[] {
  const stream: StreamRef = { kind: 'petitionCase', id: state.id };
  return state.clocks
    .filter(isOwed)
    .map(({ clock }) =>
      met.includes(clock)
        ? { type: 'clockMet', stream, clock, metOn: on }
        : { type: 'clockStopped', stream, clock, stoppedOn: on },
    );
}

/** Meets one duty on `on`, when it is owed; the others go on. */
export function endClock(state: PetitionCaseState, clock: ClockId, on: PlainDate): readonly ClockMet[] {
  const owed = state.clocks.some((row) => row.clock === clock && isOwed(row));
  return owed ? [{ type: 'clockMet', stream: { kind: 'petitionCase', id: state.id }, clock, metOn: on }] : [];
}

/** The reply clocks that a unit owes; they run again from its own day of receipt when the case is handed to it. */
export const unitClocks: readonly ClockId[] = [
  'department-reply',
  'leader-reception-result',
  'district-notice',
  'district-reply',
  'hotline-reply',
];

/** The clocks of the unit that a case is handed to: R72, R52 (what a leader received), R77, R78, R83. */
function clocksOfUnit(state: PetitionCaseState, kind: UnitKind | undefined): readonly ClockId[] {
  const hotline: readonly ClockId[] = state.channel === 'hotline' ? ['hotline-reply'] : [];
  if (kind === 'districtAuthority') {
    const told = state.notice !== undefined || state.matter.petitioner.anonymous || state.compartment === 'accusation';
    return [...hotline, ...(told ? [] : (['district-notice'] as const)), 'district-reply'];
  }
  if (hotline.length > 0) return hotline;
  return [
    kind === 'department' && state.channel === 'leaderReception' ? 'leader-reception-result' : 'department-reply',
  ];
}

/**
 * The clocks of a unit run from its receipt (自收到之日起): those that ran for whoever had the case before stop and stay in
 * the record, so that the original dates are never lost. Refuses with `calendar-missing`.
 */
export function restartClocks(
  world: ClockWorld & { unit(id: string): { readonly kind: UnitKind } | undefined },
  state: PetitionCaseState,
  unitId: string,
  receivedOn: PlainDate,
): Result<readonly (ClockStarted | ClockStopped)[]> {
  const stream: StreamRef = { kind: 'petitionCase', id: state.id };
  const events: (ClockStarted | ClockStopped)[] = state.clocks
    .filter((row) => row.state === 'running' && unitClocks.includes(row.clock))
    .map(({ clock }) => ({ type: 'clockStopped', stream, clock, stoppedOn: receivedOn }));
  for (const clock of clocksOfUnit(state, world.unit(unitId)?.kind)) {
    const started = startClock(world, stream, clock, receivedOn, state.hotline?.dueOn);
    if (!started.ok) return started;
    events.push(started.value);
  }
  return ok(events);
}

/** Those of the running clocks are met on `on`; the others run on. */
export function meetClocks(state: PetitionCaseState, met: readonly ClockId[], on: PlainDate): readonly ClockMet[] {
  return endClocks(state, met, on).filter((event) => event.type === 'clockMet');
}
