import { type Calendar, isWorkingDay } from '../calendar/calendar.ts';
import type { Citation } from '../citation.ts';
import { addDays, type PlainDate } from '../date.ts';
import type { Role } from '../identity/units.ts';
import { emergencyLevel } from './emergency.ts';
import { basis } from './session-guard.ts';
import { type ReceptionSessionState, receiverOf, type VisitorState } from './session-state.ts';

/** What a session still lacks before it opens. */
export type SessionWarning =
  | 'substituteMissing' // 没有安排替班领导 (R93): a violation
  | 'dutyNotAccepted'
  | 'recorderMissing'
  | 'emergencyMissing'
  | 'screeningMissing'
  | 'opinionMissing'
  | 'departmentHeadNotCalled'
  | 'legalCounselNotCalled'
  | 'noticeUnanswered';

/** One thing wanting, of which visitors, on which article. */
export interface WarningOfSession {
  readonly warning: SessionWarning;
  /** The regulation is broken, not only something left to do. */
  readonly violation: boolean;
  readonly numbers: readonly string[];
  readonly citations: readonly Citation[];
}

const called = (who: 'departmentHead' | 'legalCounsel') => (one: VisitorState) =>
  one.notices.some((notice) => notice.who === who);

/**
 * What stands against a planned session (R41, R44, R45, R49, R50, R60, R92, R93); of one that is being held, the recorder without
 * whom it cannot end (R92). Empty when all is ready.
 */
export function sessionWarnings(session: ReceptionSessionState): readonly WarningOfSession[] {
  if (session.kind === 'government') return [];
  if (session.status === 'open' && session.kind === 'leaders' && !session.recorder) {
    return [{ warning: 'recorderMissing', violation: false, numbers: [], citations: [basis.recorder] }];
  }
  if (session.status !== 'planned') return [];
  const booked = session.visitors.filter(({ stage }) => stage === 'booked');
  const largestParty = Math.max(0, ...booked.map(({ persons }) => persons));
  const complex = booked.filter(({ screening }) => screening?.legallyComplex === true);
  const { level } = emergencyLevel({ booked: booked.length, largestParty, complex: complex.length });
  const leaders = session.kind === 'leaders';
  const rows: readonly (readonly [SessionWarning, boolean | readonly VisitorState[], Citation])[] = [
    ['substituteMissing', session.absence !== undefined && !session.absence.substitute, basis.substitute],
    ['dutyNotAccepted', leaders && session.acceptedOn === undefined, basis.rota],
    ['recorderMissing', leaders && !session.recorder, basis.recorder],
    ['emergencyMissing', leaders && level !== 'low' && !session.emergency, basis.emergency],
    ['screeningMissing', booked.filter(({ screening }) => !screening), basis.screening],
    ['opinionMissing', booked.filter(({ screening, opinion }) => screening && !opinion), basis.opinion],
    ['departmentHeadNotCalled', leaders && booked.filter((one) => !called('departmentHead')(one)), basis.heads],
    ['legalCounselNotCalled', complex.filter((one) => !called('legalCounsel')(one)), basis.counsel],
    [
      'noticeUnanswered',
      booked.filter(({ notices }) => notices.some(({ acknowledgedOn }) => acknowledgedOn === undefined)),
      basis.heads,
    ],
  ];
  return rows.flatMap(([warning, stands, citation]) => {
    const visitors = typeof stands === 'boolean' ? [] : stands;
    if (stands === false || (typeof stands !== 'boolean' && visitors.length === 0)) return [];
    const numbers = visitors.map(({ number }) => number);
    return [{ warning, violation: warning === 'substituteMissing', numbers, citations: [citation] }];
  });
}

/**
 * The working day before a session, on which what is wanting is reminded of (R93); the calendar's own when it does not know
 * the days before.
 */
export function remindedOn(calendar: Calendar, date: PlainDate): PlainDate {
  for (let day = addDays(date, -1); day > addDays(date, -12); day = addDays(day, -1)) {
    const working = isWorkingDay(calendar, day);
    if (!working.ok || working.value) return day;
  }
  return addDays(date, -1);
}

/** What somebody is reminded of before a session: their own duty, or what it lacks. */
export type SessionReminder = SessionWarning | 'dutyComing';

/**
 * What this person is to be told about a planned session from the working day before (R93): who receives, of the duty; who
 * has to answer for it, of what is wanting: the General Office of a leaders' session, the head of their own. An absence
 * without a substitute is also told to the leader who arranges one, a duty not accepted to the one who accepts it.
 */
export function sessionReminders(
  session: ReceptionSessionState,
  person: { readonly id: string; readonly role: Role },
): readonly SessionReminder[] {
  if (session.status !== 'planned') return [];
  const warnings = sessionWarnings(session).map(({ warning }) => warning);
  const receives = receiverOf(session).id === person.id;
  const prepares = session.kind === 'leaders' ? person.role === 'clerk' : receives;
  const owed = warnings.filter((warning) => prepares || (receives && ownOfReceiver.has(warning)));
  return receives && !warnings.includes('substituteMissing') ? ['dutyComing', ...owed] : owed;
}

const ownOfReceiver: ReadonlySet<SessionWarning> = new Set(['substituteMissing', 'dutyNotAccepted']);

/** Whether what is wanting is reminded of on this day: from the working day before a session to its own day. */
export function isReminded(calendar: Calendar, today: PlainDate, date: PlainDate): boolean {
  return today <= date && remindedOn(calendar, date) <= today;
}
