import { type Citation, cite } from '../citation.ts';
import { centreDate } from '../clocks/changes.ts';
import { type ClockId, datedOutside } from '../clocks/clocks.ts';
import { dueDate } from '../clocks/deadline.ts';
import type { PlainDate } from '../date.ts';
import type { UnitKind, World } from '../identity/units.ts';
import { ok, type Result, refused } from '../result.ts';
import { receivedDuty } from '../routing/received.ts';
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
 *   still keeps the transfer from being forgotten, and the 12345 centre waits for its answer (R83).
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
      if (channel === 'hotline')
        return handling === 'districtAuthority' ? ['hotline-reply', 'district-reply'] : ['hotline-reply'];
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
 * case is left without a clock: where nothing else runs, the bureau's reply limit keeps the matter in sight. What a
 * superior wrongly sent here is objected to within five working days (Art 23). A sender that names a day has its report by then
 * (R65, Art 22).
 */
export function clocksAtRegistration(
  channel: Channel,
  matter: Matter,
  route: RouteDecision,
  handling: UnitKind | undefined,
  of: Omit<WithOuterDate, 'channel'> = {},
): readonly ClockId[] {
  const canBeTold = !matter.petitioner.anonymous;
  const replies = replyClocks(channel, route, handling).filter((clock) => canBeTold || clock !== 'district-notice');
  const noticeOwed = canBeTold && route.outcome !== 'disciplineChannel';
  const { responsibility, contentKind } = matter.facts;
  const source = channel === 'transferred' ? 'transferred' : 'direct';
  const objects = receivedDuty({ source, responsibility, contentKind, reachable: canBeTold }).clock;
  const started: readonly ClockId[] = [
    ...(objects === 'transfer-objection' ? [objects] : []),
    ...(noticeOwed ? (['acceptance-notice'] as const) : []),
    ...replies,
    ...(outerDate({ channel, ...of })?.limitId === 'superior-body' ? [datedOutside.id] : []),
  ];
  return started.length > 0 ? started : ['department-reply'];
}

/** A due date that somebody outside has set, the clocks that it may shorten, and its basis. */
export interface OuterDate {
  readonly dueOn: PlainDate;
  /** Where a registration names it. */
  readonly path: 'hotline.dueOn' | 'incoming.dueOn';
  readonly clocks: readonly ClockId[];
  /** Holds although it is later (紧急件, R84). */
  readonly replaces: boolean;
  readonly limitId: 'hotline-centre' | 'superior-body';
  readonly citation: Citation;
}

/** What a case is looked at for a date that was set outside the bureau. */
export type WithOuterDate = Pick<PetitionCaseState, 'channel' | 'hotline' | 'incoming'>;

/** The date that the 12345 centre (R84) or the body that passed the matter on (R65) has set, if any. */
export function outerDate({ channel, hotline, incoming }: WithOuterDate): OuterDate | undefined {
  if (hotline?.dueOn !== undefined) {
    const { dueOn, urgent: replaces = false } = hotline;
    const citation = cite('petitionSystem', '第十一条', 'R84');
    return { dueOn, path: 'hotline.dueOn', clocks: ['hotline-reply'], replaces, limitId: 'hotline-centre', citation };
  }
  if (channel !== 'transferred' || incoming?.dueOn === undefined) return undefined;
  const clocks = ['department-reply', 'district-reply', datedOutside.id] as const;
  const citation = cite('petitionSystem', '第三条', 'R65');
  return { dueOn: incoming.dueOn, path: 'incoming.dueOn', clocks, replaces: false, limitId: 'superior-body', citation };
}

/** The date set outside, for a duty that begins on `from`: one that had gone by before it is not that duty's. */
export function outerDateFrom(state: WithOuterDate, from: PlainDate): OuterDate | undefined {
  const outer = outerDate(state);
  return outer !== undefined && outer.dueOn >= from ? outer : undefined;
}

/** By what a clock is dated. */
export type ClockWorld = Pick<World, 'calendar' | 'province'>;

/**
 * Starts one clock. A date set outside the bureau (see {@link outerDate}) binds when it is earlier, that of an urgent 12345
 * order always; `limitId` then says whose it is. Refuses with `calendar-missing`.
 */
export function startClock(
  { calendar, province }: ClockWorld,
  stream: StreamRef,
  clock: ClockId,
  from: PlainDate,
  outer?: OuterDate,
): Result<ClockStarted> {
  if (clock === datedOutside.id) {
    if (outer === undefined) return refused('no-limit-in-force', { clock, from });
    const { limitId, citation } = outer;
    const dates = centreDate(calendar, outer.dueOn, from);
    if (!dates.ok) return dates;
    return ok({ type: 'clockStarted', stream, clock, from, ...dates.value, binding: 'local', limitId, citation });
  }
  const due = dueDate(calendar, clock, from, province ? { province } : {});
  if (!due.ok) return due;
  const { legalDue, targetDue, provisional, limit } = due.value;
  const started: ClockStarted = {
    type: 'clockStarted',
    stream,
    clock,
    from,
    legalDue,
    targetDue,
    binding: limit.level,
    limitId: limit.id,
    citation: limit.citation,
    provisional,
    ...(province && { province }),
  };
  if (outer === undefined || !outer.clocks.includes(clock)) return ok(started);
  if (outer.dueOn >= legalDue && !outer.replaces) return ok(started);
  const dates = centreDate(calendar, outer.dueOn, from);
  if (!dates.ok) return dates;
  return ok({ ...started, ...dates.value, limitId: outer.limitId, citation: outer.citation });
}

/** Whether the duty is still owed: its time runs, or rests for a hearing. */
export const isOwed = ({ state }: CaseClock): boolean => state === 'running' || state === 'paused';

/** What is owed to whoever sent the matter here (来文机关, R65; the 12345 centre, R83): its days run on in a case that is merged. */
export const senderClocks: readonly ClockId[] = [datedOutside.id, 'hotline-reply'];

/** What outlasts the matter itself (撤回, 终结): the report to the sender (Art 22). */
export const afterMatter: readonly ClockId[] = [datedOutside.id];

/** What outlasts an answer: the report to the sender begins to be possible only then, and a supervision is answered all the same (Arts 39, 40). */
export const afterAnswer: readonly ClockId[] = [...afterMatter, 'supervision-report'];

/** Ends the clocks still owed: `met` names those whose duty is now done, on `on`; `outlasting` those that go on; the others fall away. */
export function endClocks(
  state: PetitionCaseState,
  on: PlainDate,
  { met = [], outlasting = [] }: { readonly met?: readonly ClockId[]; readonly outlasting?: readonly ClockId[] },
): readonly (ClockMet | ClockStopped)[] {
  const stream: StreamRef = { kind: 'petitionCase', id: state.id };
  return state.clocks
    .filter((row) => isOwed(row) && !outlasting.includes(row.clock))
    .map(({ clock }) =>
      met.includes(clock)
        ? { type: 'clockMet', stream, clock, metOn: on }
        : { type: 'clockStopped', stream, clock, stoppedOn: on },
    );
}

/** Meets those of these duties that are owed, on `on`; the others go on. */
export function meetClocks(state: PetitionCaseState, met: readonly ClockId[], on: PlainDate): readonly ClockMet[] {
  const stream: StreamRef = { kind: 'petitionCase', id: state.id };
  return state.clocks
    .filter((row) => isOwed(row) && met.includes(row.clock))
    .map(({ clock }) => ({ type: 'clockMet', stream, clock, metOn: on }));
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
 * the record, so that the original dates are never lost. A date agreed with the 12345 centre (R85) stands, whoever has the order.
 * Refuses with `calendar-missing`.
 */
export function restartClocks(
  world: ClockWorld & { unit(id: string): { readonly kind: UnitKind } | undefined },
  state: PetitionCaseState,
  unitId: string,
  receivedOn: PlainDate,
): Result<readonly (ClockStarted | ClockStopped)[]> {
  const stream: StreamRef = { kind: 'petitionCase', id: state.id };
  const running = state.clocks.filter((row) => row.state === 'running' && unitClocks.includes(row.clock));
  const agreed = running.filter(({ changes }) => changes?.some(({ type }) => type === 'agreed'));
  const events: (ClockStarted | ClockStopped)[] = running
    .filter((row) => !agreed.includes(row))
    .map(({ clock }) => ({ type: 'clockStopped', stream, clock, stoppedOn: receivedOn }));
  for (const clock of clocksOfUnit(state, world.unit(unitId)?.kind)) {
    if (agreed.some((row) => row.clock === clock)) continue;
    const started = startClock(world, stream, clock, receivedOn, outerDate(state));
    if (!started.ok) return started;
    events.push(started.value);
  }
  return ok(events);
}
