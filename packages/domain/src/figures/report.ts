import type { PlainDate } from '../date.ts';
import type { YearlyExtensionRate } from '../hotline/extension-rate.ts';
import { type Channel, channels, inPersonChannels } from '../petition-cases/types.ts';
import type { ReceptionSheet } from '../reception/session-performance.ts';
import { type ContentKind, contentKinds } from '../routing/routing.ts';
import { type CaseFigures, type RateKey, rateKeys } from './cases.ts';
import { amountOf, countsOf, type FactSum, type FigureAct, figureActs, figuresOf } from './facts.ts';
import { type Rate, rateOf, type VisitCounts } from './rates.ts';
import type { Topic } from './topics.ts';

/** Kept sums of one period, each with what it is counted under. */
export interface PeriodSum extends FactSum {
  readonly unitId: string;
  readonly channel: Channel;
  readonly kind: ContentKind;
}

/** One line of a table with two comparisons: this period, the one before (上期), the same of last year (上年同期). */
export interface Compared<T> {
  readonly key: string;
  readonly now: T;
  readonly before: T;
  readonly lastYear: T;
}

/** 件次, 批次, 人次 by the way in which matters came. */
export interface CountLine {
  readonly channel: Channel;
  readonly counts: VisitCounts;
}

/** One leader's sheet of the period (R38), with the down-visits (下访, R2) and how much of their follow-ups is settled. */
export interface LeaderLine extends Omit<ReceptionSheet, 'id'> {
  readonly outreach: number;
  readonly followedUp: Rate;
}

/** Received and closed in a month, for the trend; `month` is its first day. */
export interface MonthLine {
  readonly month: PlainDate;
  readonly received: number;
  readonly closed: number;
}

/** Receptions beside what came of them (R37): by the way in which people came. */
export interface ReceptionLine {
  readonly channel: Channel;
  readonly received: number;
  readonly completed: number;
  readonly implemented: Rate;
  /** Of them, those that the office has looked at (核实). */
  readonly confirmed?: number;
}

/** One unit's work, never its rank: in the order of the tree. */
export interface UnitLine {
  readonly unitId: string;
  readonly received: number;
  readonly overdue: number;
  readonly rates: Readonly<Record<RateKey, Rate>>;
}

/** An open case by its number alone: neither its matter nor anybody's name. */
export interface CaseLine {
  readonly number: string;
  readonly unitId: string;
  readonly kind: ContentKind;
  readonly receivedOn: PlainDate;
  readonly days: number;
  readonly overdue: boolean;
}

/** Everything a report tells, frozen as it was at one revision: whatever is made of it again is the same. */
export interface ReportFigures {
  readonly period: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** The day on which the figures were taken. */
  readonly asOf: PlainDate;
  readonly before: string;
  readonly lastYear: string;
  readonly received: Compared<number>;
  readonly closed: Compared<number>;
  readonly channels: readonly Compared<number>[];
  readonly kinds: readonly Compared<number>[];
  readonly acts: readonly Compared<number>[];
  readonly outcomes: readonly { readonly key: string; readonly count: number }[];
  readonly rates: readonly Compared<Rate>[];
  /** 件次, 批次, 人次; reports kept before these were counted have none, nor the trend. */
  readonly counts?: Compared<VisitCounts>;
  readonly counted?: readonly CountLine[];
  readonly trend?: readonly MonthLine[];
  /** Of what was carried out (落实), that which the office has looked at. */
  readonly confirmed?: number;
  readonly notYetDue: { readonly timelyAcceptance: number; readonly onTimeReply: number };
  readonly reception: readonly ReceptionLine[];
  /** `kind:adoption` and `kind:status` with how often (三项建议, 改进建议). */
  readonly suggested: readonly { readonly key: string; readonly count: number }[];
  readonly improved: readonly { readonly key: string; readonly count: number }[];
  readonly open: number;
  readonly overdue: number;
  readonly topics: readonly (Topic & { readonly before: number })[];
  readonly repeated: readonly CaseLine[];
  readonly pending: readonly CaseLine[];
  readonly units: readonly UnitLine[];
  /** 12345 续报 of the calendar year, bureau-wide (R86); none in a unit's report. */
  readonly hotline?: YearlyExtensionRate & { readonly year: number };
  /** 领导干部接访情况 (R38) in the order of the leaders' list, by no count; of the whole bureau only. */
  readonly leaders?: readonly LeaderLine[];
}

/** The sums of a report's three periods, and what stands beside them. */
export interface ReportSource
  extends Pick<
    ReportFigures,
    | 'period'
    | 'from'
    | 'to'
    | 'asOf'
    | 'before'
    | 'lastYear'
    | 'open'
    | 'overdue'
    | 'topics'
    | 'repeated'
    | 'pending'
    | 'hotline'
    | 'trend'
    | 'leaders'
  > {
  readonly sums: {
    readonly now: readonly PeriodSum[];
    readonly before: readonly PeriodSum[];
    readonly lastYear: readonly PeriodSum[];
  };
  /** Units in the order of the tree, with how many of their open cases are overdue. */
  readonly units: readonly { readonly unitId: string; readonly overdue: number }[];
}

const ratesOf = (figures: CaseFigures): Readonly<Record<RateKey, Rate>> => {
  const plain = ({ numerator, denominator }: Rate): Rate => rateOf(numerator, denominator);
  // rateKeys is the list of RateKey
  return Object.fromEntries(rateKeys.map((key) => [key, plain(figures[key])])) as Record<RateKey, Rate>;
};

/** Counts by detail, the most frequent first; equal ones by the alphabet. */
function byDetail(sums: readonly PeriodSum[], measure: 'outcome' | 'suggested' | 'improved') {
  const found = Map.groupBy(
    sums.filter((sum) => sum.measure === measure),
    ({ detail }) => detail,
  );
  return [...found]
    .map(([key, some]) => ({ key, count: some.reduce((total, { amount }) => total + amount, 0) }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}

/**
 * The figures of a report (Art 41, R65(7), R34–R38) from kept sums. Units stand in the order of the tree, whatever their
 * counts; channels and classes that did not occur in any of the three periods are left out.
 */
export function reportFigures({ sums, units, ...rest }: ReportSource): ReportFigures {
  const three = <T>(key: string, of: (some: readonly PeriodSum[]) => T): Compared<T> => ({
    key,
    now: of(sums.now),
    before: of(sums.before),
    lastYear: of(sums.lastYear),
  });
  const all = [...sums.now, ...sums.before, ...sums.lastYear];
  const received = all.filter(({ measure }) => measure === 'received');
  const figures = figuresOf(sums.now);
  const now = {
    now: ratesOf(figures),
    before: ratesOf(figuresOf(sums.before)),
    lastYear: ratesOf(figuresOf(sums.lastYear)),
  };
  return {
    ...rest,
    received: three('received', (some) => amountOf(some, 'received')),
    closed: three('closed', (some) => amountOf(some, 'closed')),
    channels: channels
      .filter((channel) => received.some((sum) => sum.channel === channel))
      .map((channel) =>
        three(channel, (some) =>
          amountOf(
            some.filter((sum) => sum.channel === channel),
            'received',
          ),
        ),
      ),
    kinds: contentKinds
      .filter((kind) => received.some((sum) => sum.kind === kind))
      .map((kind) =>
        three(kind, (some) =>
          amountOf(
            some.filter((sum) => sum.kind === kind),
            'received',
          ),
        ),
      ),
    counts: three('all', countsOf),
    counted: channels.flatMap((channel) => {
      const counts = countsOf(sums.now.filter((sum) => sum.channel === channel));
      return counts.items === 0 ? [] : [{ channel, counts }];
    }),
    confirmed: figures.implemented.confirmed,
    acts: figureActs.map((act: FigureAct) => three(act, (some) => amountOf(some, 'acted', { detail: act }))),
    outcomes: byDetail(sums.now, 'outcome'),
    rates: rateKeys.map((key) => ({ key, now: now.now[key], before: now.before[key], lastYear: now.lastYear[key] })),
    notYetDue: { timelyAcceptance: figures.timelyAcceptance.notYetDue, onTimeReply: figures.onTimeReply.notYetDue },
    reception: inPersonChannels.map((channel) => {
      const some = sums.now.filter((sum) => sum.channel === channel);
      const completed = amountOf(some, 'completed');
      const implemented = rateOf(amountOf(some, 'implemented'), amountOf(some, 'toImplement'));
      const confirmed = amountOf(some, 'confirmed');
      return { channel, received: amountOf(some, 'received'), completed, implemented, confirmed };
    }),
    suggested: byDetail(sums.now, 'suggested'),
    improved: byDetail(sums.now, 'improved'),
    units: units.map(({ unitId, overdue }) => {
      const some = sums.now.filter((sum) => sum.unitId === unitId);
      return { unitId, overdue, received: amountOf(some, 'received'), rates: ratesOf(figuresOf(some)) };
    }),
  };
}
