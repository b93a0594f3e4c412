import { type Citation, cite } from '../citation.ts';
import type { PlainDate } from '../date.ts';

/** One session of the duty rota (轮流值班, R89, R91). In each cycle a leader has at most one. */
export interface RotaSession {
  readonly date: PlainDate;
  readonly leaderId: string;
  readonly cycle: number;
}

/**
 * A duty rota. `excused`: whose turn of a cycle fell away because they could not come while it lasted; `uncovered`: days
 * on which nobody of the team can come, for the office to settle.
 */
export interface Rota {
  readonly sessions: readonly RotaSession[];
  readonly excused: readonly { readonly cycle: number; readonly leaderId: string }[];
  readonly uncovered: readonly PlainDate[];
}

/** What the office knows beforehand. `before` counts turns already taken; `preferred` says whose portfolio a day needs. */
export interface RotaWishes {
  readonly before?: Readonly<Record<string, number>>;
  readonly away?: (leaderId: string, date: PlainDate) => boolean;
  readonly preferred?: (leaderId: string, date: PlainDate) => boolean;
}

/**
 * A fair rota: max−min ≤ 1 a cycle (R89). A cycle gives everybody one turn; each day goes to one of those who have not had
 * theirs and can come, first whose portfolio the day needs, then who did not have the last session, then in the order
 * given. Who is away is passed over and stays next in line; when all who are left are away, they are excused and the
 * next cycle begins, so that nobody pays for an absence with a row of sessions.
 */
export function planRota(sessions: readonly PlainDate[], leaders: readonly string[], wishes: RotaWishes = {}): Rota {
  const { before = {}, away = () => false, preferred = () => false } = wishes;
  const turns = new Map(leaders.map((leader) => [leader, before[leader] ?? 0]));
  const turnsOf = (leader: string): number => turns.get(leader) ?? 0;
  const planned: RotaSession[] = [];
  const excused: { readonly cycle: number; readonly leaderId: string }[] = [];
  const uncovered: PlainDate[] = [];
  for (const date of [...sessions].sort()) {
    const present = leaders.filter((leader) => !away(leader, date));
    const lowest = Math.min(...present.map(turnsOf));
    for (const leaderId of leaders) {
      for (let cycle = turnsOf(leaderId); present.length > 0 && cycle < lowest; cycle += 1) {
        excused.push({ cycle, leaderId });
        turns.set(leaderId, cycle + 1);
      }
    }
    const last = planned.at(-1)?.leaderId;
    const [next] = present
      .filter((leader) => turnsOf(leader) === lowest)
      .sort(
        (a, b) => Number(preferred(b, date)) - Number(preferred(a, date)) || Number(a === last) - Number(b === last),
      );
    if (next === undefined) uncovered.push(date);
    else {
      planned.push({ date, leaderId: next, cycle: lowest });
      turns.set(next, lowest + 1);
    }
  }
  return { sessions: planned, excused, uncovered };
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
