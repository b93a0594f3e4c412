import { type Citation, cite } from '../citation.ts';
import type { PlainDate } from '../date.ts';
import { type Fault, faultsOf, written } from '../fault.ts';
import type { ReceptionOutcome } from '../routing/reception.ts';

/** Where receptions are held: 一楼信访接待室（局信访室, R40, R88）, 处室内部 (R94). */
export type VenueKind = 'petitionRoom' | 'departmentOffice';
/** One place of the bureau's venue list (指定场所, R17). */
export interface Venue {
  readonly id: string;
  readonly kind: VenueKind;
  readonly name: string;
}

/** Who takes part: leader, three standing offices, and those called for a matter (R41, R49, R50). */
export const attendeeRoles = [
  'receivingLeader',
  'generalOffice',
  'policyRegulation',
  'supervisionOffice',
  'departmentHead',
  'legalCounsel',
] as const;
export type AttendeeRole = (typeof attendeeRoles)[number];

/** `leaders`: the leaders' reception day (R89); `departmentHead`: a head's monthly reception (R94). */
export type SessionKind = 'leaders' | 'departmentHead';

/** One reception session as it is arranged. `arrangedBy`: the schedule is the General Office's to make (R91). */
export interface ReceptionSession {
  readonly kind: SessionKind;
  readonly date: PlainDate;
  readonly venueId: string;
  readonly arrangedBy: 'generalOffice' | 'department';
  readonly recorderId?: string;
  readonly attendees: readonly { readonly role: AttendeeRole; readonly personId: string }[];
}

export type SessionFault =
  | 'venueNotListed'
  | 'venueNotPetitionRoom'
  | 'notArrangedByOffice'
  | 'recorderMissing'
  | 'receivingLeaderMissing'
  | 'generalOfficeMissing'
  | 'policyRegulationMissing'
  | 'supervisionOfficeMissing'
  | 'departmentHeadMissing'
  | 'legalCounselMissing';

const attendees = cite('receptionPlan', '二', 'R41');

/** Roles that must be there: standing ones at the leaders' session, the head at the head's, and those called. */
function rolesNeeded(kind: SessionKind, called: readonly AttendeeRole[]): readonly AttendeeRole[] {
  const standing: readonly AttendeeRole[] =
    kind === 'leaders'
      ? ['receivingLeader', 'generalOffice', 'policyRegulation', 'supervisionOffice']
      : ['departmentHead'];
  return attendeeRoles.filter((role) => standing.includes(role) || called.includes(role));
}

/**
 * What is wrong with a session before it opens: a venue of the list (R17), the petition room for leaders (R40, R88), the
 * room or the department's own for its head (R94); the office's schedule (R91); a named recorder (R92); who must be
 * there (R41). `called` are those notified for its matters (R49, R50).
 */
export function sessionFaults(
  session: ReceptionSession,
  venues: readonly Venue[],
  called: readonly AttendeeRole[] = [],
): readonly Fault<SessionFault>[] {
  const venue = venues.find(({ id }) => id === session.venueId);
  const leaders = session.kind === 'leaders';
  const head = cite('petitionSystem', '第十四条', 'R94');
  const room = leaders ? [cite('receptionPlan', '一', 'R40'), cite('petitionSystem', '第十二条', 'R88')] : [head];
  const there = new Set(session.attendees.map(({ role }) => role));
  const basis: readonly Citation[] = leaders ? [attendees] : [head];
  return [
    ...faultsOf<SessionFault>(
      [venue !== undefined, 'venueNotListed', cite('receptionSystem', '四（一）', 'R17')],
      [venue === undefined || venue.kind === 'petitionRoom' || !leaders, 'venueNotPetitionRoom', ...room],
      [
        !leaders || session.arrangedBy === 'generalOffice',
        'notArrangedByOffice',
        cite('petitionSystem', '第十三条', 'R91'),
      ],
      [written(session.recorderId), 'recorderMissing', cite('petitionSystem', '第十三条', 'R92')],
    ),
    ...rolesNeeded(session.kind, called)
      .filter((role) => !there.has(role))
      .map((role) => ({ fault: `${role}Missing` as const, citations: basis })),
  ];
}

/** What a session is for above all (接访重点, R90): 带倾向性的问题, 历史遗留问题, 群众普遍关心的问题. */
export const focusTags = ['tendency', 'historical', 'widelyConcerning'] as const;
export type FocusTag = (typeof focusTags)[number];

/**
 * What was written down of one visitor (接谈记录). `guidance`: what was said of lawful petitioning (引导依法信访, R6).
 * `suggestions`: criticism and suggestions heard (R9). `weakLinks`: gaps found in work or rules (R14). `told`: what was
 * explained, and where the petitioner was sent, when it is not ours (R96).
 */
export interface ReceptionRecord {
  readonly receivedBy: string;
  readonly recorderId: string;
  readonly demands: string;
  readonly suggestions: string;
  readonly guidance: string;
  readonly weakLinks: string;
  readonly focus: readonly FocusTag[];
  readonly outcome?: ReceptionOutcome;
  readonly told?: { readonly explanation: string; readonly competentBody: string };
}

/** One person on the day's list: received with a record, or not come, or gone before being called (R9). */
export interface SessionVisitor {
  readonly id: string;
  readonly record?: ReceptionRecord;
  readonly noShow?: 'absent' | 'leftBefore';
}

export type RecordFault =
  | 'receiverMissing'
  | 'recorderMissing'
  | 'demandsMissing'
  | 'decisionMissing'
  | 'explanationMissing'
  | 'competentBodyMissing';

const notOurs: readonly (ReceptionOutcome | undefined)[] = ['notAcceptNotEducation'];

/**
 * What a reception record lacks: who received (R95: the receiving leader is the first responsible person) and who wrote
 * (R92), the demands heard (R9), one decision (R47), and for what is not ours the explanation and the way (R96).
 */
export function recordFaults(record: ReceptionRecord): readonly Fault<RecordFault>[] {
  const ours = !notOurs.includes(record.outcome);
  const outside = cite('petitionSystem', '第十五条', 'R96');
  return faultsOf<RecordFault>(
    [written(record.receivedBy), 'receiverMissing', cite('petitionSystem', '第十五条', 'R95')],
    [written(record.recorderId), 'recorderMissing', cite('petitionSystem', '第十三条', 'R92')],
    [written(record.demands), 'demandsMissing', cite('receptionSystem', '三（一）', 'R9')],
    [record.outcome !== undefined, 'decisionMissing', cite('receptionPlan', '三（二）', 'R47')],
    [ours || written(record.told?.explanation), 'explanationMissing', outside],
    [ours || written(record.told?.competentBody), 'competentBodyMissing', outside],
  );
}

/**
 * The visitors whose entry is not at its end (R9): everybody on the list is received, with a whole record, or the
 * no-show is recorded; both at once contradict each other. A session closes when this is empty.
 */
export function unfinishedVisitors(visitors: readonly SessionVisitor[]): {
  readonly unfinished: readonly string[];
  readonly citations: readonly Citation[];
} {
  const finished = ({ record, noShow }: SessionVisitor): boolean =>
    record === undefined ? noShow !== undefined : noShow === undefined && recordFaults(record).length === 0;
  const unfinished = visitors.filter((visitor) => !finished(visitor)).map(({ id }) => id);
  return { unfinished, citations: [cite('receptionSystem', '三（一）', 'R9')] };
}
