import { type Citation, cite } from '../citation.ts';
import type { PlainDate } from '../date.ts';

/** One session of the duty rota (轮流值班, R89, R91). */
export interface RotaSession {
  readonly date: PlainDate;
  readonly leaderId: string;
}

/**
 * A fair rota: each session goes to the leader who has had the fewest so far; among equals to one who did not have the
 * last, in the order given. So no leader has more than one session more than another (R89). `before` counts sessions of
 * the same cycle already held. Empty without leaders.
 */
export function planRota(
  sessions: readonly PlainDate[],
  leaders: readonly string[],
  before: Readonly<Record<string, number>> = {},
): readonly RotaSession[] {
  const held = new Map(leaders.map((leader) => [leader, before[leader] ?? 0]));
  const count = (leader: string): number => held.get(leader) ?? 0;
  const rota: RotaSession[] = [];
  let last: string | undefined;
  for (const date of [...sessions].sort()) {
    const [next] = [...leaders].sort((a, b) => count(a) - count(b) || Number(a === last) - Number(b === last));
    if (next === undefined) return [];
    held.set(next, count(next) + 1);
    rota.push({ date, leaderId: next });
    last = next;
  }
  return rota;
}

/** Most sessions of one leader less fewest of another; 0 without leaders. R89 is kept while it is at most 1. */
export function rotaSpread(rota: readonly RotaSession[], leaders: readonly string[]): number {
  const counts = leaders.map((leader) => rota.filter((session) => session.leaderId === leader).length);
  return counts.length === 0 ? 0 : Math.max(...counts) - Math.min(...counts);
}

/** A duty leader who cannot come (重要会议、公务), and who stands in. */
export interface Absence {
  readonly date: PlainDate;
  readonly leaderId: string;
  readonly substituteId?: string;
}

export type AbsenceFault = 'substituteMissing' | 'substituteNotInTeam' | 'substituteIsAbsent';

/**
 * R61, R93, R97: who cannot come arranges a substitute (替班领导) beforehand, a member of the leadership team who is there.
 * Every absence without one is named; nothing is blocked.
 */
export function absenceFaults(
  absences: readonly Absence[],
  team: readonly string[],
): readonly { readonly absence: Absence; readonly fault: AbsenceFault; readonly citations: readonly Citation[] }[] {
  const citations = [cite('petitionSystem', '第十三条', 'R93'), cite('receptionPlan', '五（四）', 'R61')];
  const away = (date: PlainDate, id: string) => absences.some((other) => other.date === date && other.leaderId === id);
  return absences.flatMap((absence) => {
    const { date, substituteId } = absence;
    const fault: AbsenceFault | undefined =
      substituteId === undefined
        ? 'substituteMissing'
        : !team.includes(substituteId)
          ? 'substituteNotInTeam'
          : away(date, substituteId)
            ? 'substituteIsAbsent'
            : undefined;
    return fault === undefined ? [] : [{ absence, fault, citations }];
  });
}

/** One reception that somebody took part in; `government` ones of the local government count in the total (R18). */
export interface Attendance {
  readonly personId: string;
  readonly date: PlainDate;
  readonly source: 'bureau' | 'government';
}

/** Who owes a reception a month: leadership-team members (R19, in general), department heads (R94). */
export type QuotaHolder = 'leadershipMember' | 'departmentHead';

/** One month of one person: `short` warns and never blocks. */
export interface MonthlyQuota {
  readonly attended: number;
  readonly short: boolean;
  readonly citations: readonly Citation[];
}

const monthlyQuota = 1;

/** R18, R19, R94: at least one reception in the calendar month (`YYYY-MM`); attendances arranged by government count. */
export function receptionQuota(
  attendances: readonly Attendance[],
  personId: string,
  month: string,
  holder: QuotaHolder,
): MonthlyQuota {
  const attended = attendances.filter((one) => one.personId === personId && one.date.startsWith(`${month}-`)).length;
  const citations =
    holder === 'departmentHead'
      ? [cite('petitionSystem', '第十四条', 'R94')]
      : [cite('receptionSystem', '四（一）', 'R19'), cite('receptionSystem', '四（一）', 'R18')];
  return { attended, short: attended < monthlyQuota, citations };
}

/** One visitor of a session's queue. */
export interface QueueEntry {
  readonly id: string;
  readonly kind: 'appointment' | 'walkIn';
  /** The office's order of the appointments (R58); for walk-ins the order of arrival. Smaller first. */
  readonly order: number;
}

/** R46, R58: appointments in the office's order, then walk-ins as they came. Equal orders keep the order given. */
export function receptionQueue(entries: readonly QueueEntry[]): readonly QueueEntry[] {
  const rank = ({ kind }: QueueEntry): number => (kind === 'appointment' ? 0 : 1);
  return [...entries].sort((a, b) => rank(a) - rank(b) || a.order - b.order);
}
