import { isWorkingDay } from '../calendar/calendar.ts';
import { receptionDays, receptionHours } from '../calendar/reception-days.ts';
import { checkChoice, checkList, checkReason, checkText, firstRefusal, textLimits, tooMany } from '../checks.ts';
import type { Aggregates, DomainEvent } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { emergencyFaults, emergencyLevels } from './emergency.ts';
import { sessionStream } from './evolve-session.ts';
import { attendeeRoles } from './session.ts';
import type {
  AcceptDuty,
  AddSession,
  ArrangeSubstitute,
  CancelSession,
  NameAttendees,
  PlanSessions,
  SetEmergency,
  SwapDuty,
} from './session-commands.ts';
import type { DutyGiven, SessionPlanned } from './session-events.ts';
import { basis, calledPerson, isReceiver, leaderOf, onSession, personOf } from './session-guard.ts';
import { isClockTime } from './session-settings.ts';
import { type NamedPerson, receptionKinds } from './session-state.ts';

/** 一楼信访接待室: where leaders receive at a fixed point (R17, R40, R88). */
export const petitionRoom = '一楼信访接待室';
/** Sessions that are planned at once: a year of Wednesdays and what was added. */
const mostPlanned = 60;

/** Whether a day is a leaders' reception day by the calendar (R39, A12); refuses calendar-missing and not-reception-day. */
function checkReceptionDay(world: World, date: PlainDate, path: string): Refused | undefined {
  if (date < world.today) return refused('session-in-past', { date, today: world.today }, [basis.hours], path);
  const days = receptionDays(world.calendar, date, date);
  if (!days.ok) return { ...days, path };
  return days.value.some(({ held }) => held) ? undefined : refused('not-reception-day', { date }, [basis.hours], path);
}

/**
 * 排班 (R89, R91), by the office: each day a reception day, each leader of the team. A session that is there already gets
 * the leader named here, with what is booked for it; who has it already keeps what they accepted.
 */
export function planSessions(
  aggregates: Aggregates,
  { type, sessions }: PlanSessions,
  world: World,
): Result<readonly DomainEvent[]> {
  const { role } = world.actor;
  const refusal = firstRefusal(
    () =>
      role === 'clerk'
        ? undefined
        : refused('role-not-allowed', { role, command: type, by: 'clerk' }, [basis.arranged]),
    () => tooMany(sessions, mostPlanned, 'sessions'),
    () =>
      checkList(
        sessions.map(({ date }) => date),
        mostPlanned,
        'sessions',
      ),
  );
  if (refusal) return refusal;
  const events: DomainEvent[] = [];
  for (const [index, { date, leaderId }] of sessions.entries()) {
    const leader = leaderOf(world, leaderId, `sessions.${index}.leaderId`);
    if (!leader.ok) return leader;
    const there = aggregates.receptionSession(date);
    if (there?.holder.id === leaderId && there.status !== 'cancelled') continue;
    const path = `sessions.${index}.date`;
    if (there && there.status !== 'planned' && there.status !== 'cancelled') {
      return refused('session-wrong-status', { status: there.status }, [basis.arranged], path);
    }
    // what was added by hand for a lost Wednesday lies on any working day; what was cancelled is held after all
    const wrong = there && date >= world.today ? undefined : checkReceptionDay(world, date, path);
    if (wrong) return wrong;
    events.push(there ? given(date, leader.value, there.holder) : planned(date, leader.value));
  }
  return events.length === 0 ? refused('rota-unchanged', {}, [basis.rota], 'sessions') : ok(events);
}

const planned = (date: PlainDate, holder: NamedPerson): SessionPlanned => ({
  type: 'sessionPlanned',
  stream: sessionStream(date),
  kind: 'leaders',
  date,
  ...receptionHours,
  place: petitionRoom,
  holder,
});

const given = (id: string, holder: NamedPerson, before: NamedPerson, reason?: string): DutyGiven => ({
  type: 'dutyGiven',
  stream: sessionStream(id),
  holder,
  before,
  ...(reason !== undefined && { reason }),
});

const kindBasis = { leaders: basis.rota, departmentHead: basis.heads94, government: basis.government } as const;

/**
 * An extra, make-up, department head's or government session (R18, R39, R94); leaders receive in the petition room alone (R17).
 * Refuses substitute-not-needed where the Wednesday that it is held instead of was not lost.
 */
export function addSession(aggregates: Aggregates, command: AddSession, world: World): Result<readonly DomainEvent[]> {
  const { sessionId, kind, date, opensAt, closesAt, place, personId, unitId, insteadOf } = command;
  const wrongKind = checkChoice(kind, receptionKinds, 'kind');
  if (wrongKind) return wrongKind;
  const citations = [kindBasis[kind]];
  const holder =
    kind === 'departmentHead'
      ? personOf(world, personId, 'personId', citations)
      : leaderOf(world, personId, 'personId');
  if (!holder.ok) return holder;
  const refusal = firstRefusal(
    () => checkAdder(command, world),
    () => (aggregates.receptionSession(sessionId) ? refused('session-exists', { date }, citations, 'date') : undefined),
    () =>
      (kind === 'leaders') === (sessionId === date)
        ? undefined
        : refused('session-id-wrong', {}, citations, 'sessionId'),
    () =>
      isClockTime(opensAt) && isClockTime(closesAt) && opensAt < closesAt
        ? undefined
        : refused('session-hours-wrong', {}, [basis.hours], isClockTime(opensAt) ? 'closesAt' : 'opensAt'),
    () =>
      checkText(place, { path: 'place', limit: textLimits.short, missing: 'venue-missing', citations: [basis.venue] }),
    () =>
      kind === 'leaders' && place !== petitionRoom
        ? refused(
            'venue-not-petition-room',
            { room: petitionRoom },
            [basis.fixedPoint, basis.venue, basis.room88],
            'place',
          )
        : undefined,
    () => (kind === 'government' ? undefined : checkWorkingDay(world, date)),
    () => (insteadOf === undefined ? undefined : checkInsteadOf(world, date, insteadOf)),
  );
  if (refusal) return refusal;
  const more = { ...(unitId !== undefined && { unitId }), ...(insteadOf !== undefined && { insteadOf }) };
  return ok([
    {
      type: 'sessionPlanned',
      stream: sessionStream(sessionId),
      kind,
      date,
      opensAt,
      closesAt,
      place,
      holder: holder.value,
      ...more,
    },
  ]);
}

/** The office adds any; a department only its own head's (R94), with the unit named. */
function checkAdder({ kind, unitId, personId, type }: AddSession, world: World): Refused | undefined {
  const { role, unitId: own } = world.actor;
  const citations = [kindBasis[kind]];
  const allowed = role === 'clerk' || (role === 'departmentClerk' && kind === 'departmentHead');
  if (!allowed) return refused('role-not-allowed', { role, command: type, by: 'clerk' }, citations);
  if (kind !== 'departmentHead') return undefined;
  if (unitId === undefined || !world.unit(unitId))
    return refused('unknown-unit', { unit: unitId ?? '' }, citations, 'unitId');
  if (role === 'departmentClerk' && unitId !== own)
    return refused('unit-out-of-scope', { unit: world.unit(unitId)?.name ?? '' }, citations);
  return world.staff(unitId)?.headId === personId ? undefined : refused('not-unit-head', {}, citations, 'personId');
}

function checkWorkingDay(world: World, date: PlainDate): Refused | undefined {
  if (date < world.today) return refused('session-in-past', { date, today: world.today }, [basis.hours], 'date');
  const working = isWorkingDay(world.calendar, date);
  if (!working.ok) return { ...working, path: 'date' };
  return working.value ? undefined : refused('substitute-on-day-off', { date }, [basis.hours], 'date');
}

/** 补接: on a working day, for a Wednesday that was lost to a holiday (R39). */
function checkInsteadOf(world: World, date: PlainDate, insteadOf: PlainDate): Refused | undefined {
  const days = receptionDays(world.calendar, date, date, [{ date, insteadOf }]);
  if (days.ok) return undefined;
  return { ...days, path: days.code === 'substitute-on-day-off' ? 'date' : 'insteadOf' };
}

/** 确认值班, by who receives. */
export function acceptDuty(aggregates: Aggregates, command: AcceptDuty, world: World): Result<readonly DomainEvent[]> {
  const rule = { by: ['leader', 'departmentClerk'], citations: [basis.rota] } as const;
  return onSession(aggregates, command, world, rule, ({ session }) => {
    if (!isReceiver(session, world)) return refused('not-duty-holder', {}, rule.citations);
    if (session.acceptedOn !== undefined) return refused('duty-accepted', {}, rule.citations);
    return ok([{ type: 'dutyAccepted', stream: sessionStream(session.id), on: world.today }]);
  });
}

/** 替班 (R61, R93, R97): by the duty leader or the office, before the session begins; the substitute is of the team. */
export function arrangeSubstitute(
  aggregates: Aggregates,
  command: ArrangeSubstitute,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: ['leader', 'clerk'], on: ['planned'], citations: [basis.substitute] } as const;
  return onSession(aggregates, command, world, rule, ({ session }) => {
    const { substituteId, reason } = command;
    const { citations } = rule;
    const refusal = firstRefusal(
      () =>
        world.actor.role === 'clerk' || session.holder.id === world.actor.id
          ? undefined
          : refused('not-duty-holder', {}, citations),
      () => (session.date < world.today ? refused('absence-too-late', { date: session.date }, citations) : undefined),
      () => checkReason(reason, citations),
      () =>
        substituteId === session.holder.id ? refused('substitute-is-holder', {}, citations, 'substituteId') : undefined,
    );
    if (refusal) return refusal;
    const on = world.today;
    const arranged = { type: 'substituteArranged', stream: sessionStream(session.id), reason, on } as const;
    if (substituteId === undefined) return ok([arranged]);
    const substitute = leaderOf(world, substituteId, 'substituteId');
    return substitute.ok ? ok([{ ...arranged, substitute: substitute.value }]) : substitute;
  });
}

/** 换班: two sessions that have not begun change leaders; by one of the two, or the office. */
export function swapDuty(aggregates: Aggregates, command: SwapDuty, world: World): Result<readonly DomainEvent[]> {
  const rule = { by: ['leader', 'clerk'], on: ['planned'], citations: [basis.rota] } as const;
  return onSession(aggregates, command, world, rule, ({ session }) => {
    const { citations } = rule;
    const other = aggregates.receptionSession(command.otherSessionId);
    if (!other) return refused('unknown-session', {}, citations, 'otherSessionId');
    const refusal = firstRefusal(
      () =>
        world.actor.role === 'clerk' || [session.holder.id, other.holder.id].includes(world.actor.id)
          ? undefined
          : refused('not-duty-holder', {}, citations),
      () =>
        other.status === 'planned' ? undefined : refused('session-wrong-status', { status: other.status }, citations),
      () =>
        session.kind !== 'leaders' || other.kind !== 'leaders' || session.holder.id === other.holder.id
          ? refused('swap-same-leader', {}, citations, 'otherSessionId')
          : undefined,
      () => {
        const gone = [session, other].find(({ date }) => date < world.today);
        return gone ? refused('absence-too-late', { date: gone.date }, citations) : undefined;
      },
      () => checkReason(command.reason, citations),
    );
    return (
      refusal ??
      ok([
        given(session.id, other.holder, session.holder, command.reason),
        given(other.id, session.holder, other.holder, command.reason),
      ])
    );
  });
}

/** 取消接访: never over the heads of those who are booked. */
export function cancelSession(
  aggregates: Aggregates,
  command: CancelSession,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: ['clerk', 'departmentClerk'], on: ['planned'], citations: [basis.arranged] } as const;
  return onSession(aggregates, command, world, rule, ({ session }) => {
    const { reason } = command;
    const coming = session.visitors.filter(({ stage }) => stage !== 'withdrawn').length;
    if (coming > 0) return refused('session-has-visitors', { count: coming }, rule.citations);
    const text = {
      path: 'reason',
      limit: textLimits.demand,
      missing: 'reason-missing',
      citations: rule.citations,
    } as const;
    return checkText(reason, text) ?? ok([{ type: 'sessionCancelled', stream: sessionStream(session.id), reason }]);
  });
}

/** 记录人和参加人员 (R41, R92). */
export function nameAttendees(
  aggregates: Aggregates,
  command: NameAttendees,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: ['clerk', 'departmentClerk'], citations: [basis.recorder, basis.attendees] } as const;
  return onSession(aggregates, command, world, rule, ({ session }) => {
    const recorder = personOf(world, command.recorderId, 'recorderId', rule.citations);
    if (!recorder.ok) return recorder;
    const long = tooMany(command.attendees, 30, 'attendees');
    if (long) return long;
    const attendees = [];
    for (const [index, { role, personId, name }] of command.attendees.entries()) {
      const wrong = checkChoice(role, attendeeRoles, `attendees.${index}.role`);
      if (wrong) return wrong;
      const person = calledPerson(world, { role, personId, name }, `attendees.${index}.`, rule.citations);
      if (!person.ok) return person;
      attendees.push({ role, ...person.value });
    }
    return ok([{ type: 'attendeesNamed', stream: sessionStream(session.id), recorder: recorder.value, attendees }]);
  });
}

/** 应急准备 (R60): above the lowest level the measures are written down. */
export function setEmergency(
  aggregates: Aggregates,
  command: SetEmergency,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: ['clerk'], citations: [basis.emergency] } as const;
  return onSession(aggregates, command, world, rule, ({ session }) => {
    const { level, measures } = command;
    const refusal = firstRefusal(
      () => checkChoice(level, emergencyLevels, 'level'),
      () => checkText(measures, { path: 'measures', limit: textLimits.demand }),
      () =>
        emergencyFaults(command).length > 0 ? refused('measures-missing', {}, rule.citations, 'measures') : undefined,
    );
    return refusal ?? ok([{ type: 'emergencySet', stream: sessionStream(session.id), emergency: { level, measures } }]);
  });
}
