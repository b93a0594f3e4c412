import { decidingYear } from '../calendar/calendar.ts';
import type { Citation } from '../citation.ts';
import type { PlainDate } from '../date.ts';
import type { ClockLimit, ClockTrigger } from './clocks.ts';
import type { Deadline, DeadlineCandidate } from './deadline.ts';

/** A day that was not counted, or over which the end rolled: weekend (周末), or festival (节假日) with its name. */
export interface SkippedDay {
  readonly date: PlainDate;
  readonly reason: 'weekend' | 'holiday';
  readonly festival?: string;
}

/**
 * Why a due date is that day (为什么是这一天), as data that any language can print: what set the clock running and when,
 * the article with its amount, the last counted day, every day skipped on the way, and where the end rolled to.
 */
export interface Explanation {
  readonly trigger: ClockTrigger;
  readonly from: PlainDate;
  readonly article: Citation;
  readonly limit: ClockLimit;
  readonly unrolled: PlainDate;
  readonly legalDue: PlainDate;
  readonly targetDue: PlainDate;
  readonly skipped: readonly SkippedDay[];
  /** Weekend days on the way that were worked by the notice (调休上班). */
  readonly madeUp: readonly PlainDate[];
  /** The year whose notice (放假安排) is not in yet and may still move the date; missing when all are in. */
  readonly awaits?: number;
}

/** The workings of the limit that binds. */
export function explain({ trigger, from, binding, citation }: Deadline): Explanation {
  const { limit, unrolled, legalDue, targetDue, steps } = binding;
  const awaits = awaitedYear(binding);
  return {
    trigger,
    from,
    article: citation,
    limit,
    unrolled,
    legalDue,
    targetDue,
    skipped: steps.flatMap(({ date, reason, festival }) =>
      reason === 'weekend' || reason === 'holiday'
        ? [festival === undefined ? { date, reason } : { date, reason, festival }]
        : [],
    ),
    madeUp: steps.flatMap(({ date, reason }) => (reason === 'makeUpWorkday' ? [date] : [])),
    ...(awaits === undefined ? {} : { awaits }),
  };
}

/** The year whose notice is not in yet and may still move the date; undefined when all are in. */
function awaitedYear({
  unrolled,
  legalDue,
  provisional,
}: Pick<DeadlineCandidate, 'unrolled' | 'legalDue' | 'provisional'>): number | undefined {
  return provisional ? decidingYear(unrolled < legalDue ? legalDue : unrolled) : undefined;
}
