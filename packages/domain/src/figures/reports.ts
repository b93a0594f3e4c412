import { type Citation, cite } from '../citation.ts';
import { addDays, type PlainDate, plainDate } from '../date.ts';
import { isWithin, type Unit } from '../identity/units.ts';
import { type CaseFigures, caseFigures, type FigureCase, implementationRate, onTimeReplyRate } from './cases.ts';
import { type Rate, type ReceptionFigures, rateOf, receptionFigures } from './rates.ts';

/** A month (2026-11), a quarter (2026-Q4) or a year (2026) of reports. */
export type PeriodKind = 'month' | 'quarter' | 'year';

/** The period that a day lies in. */
export function periodOf(date: PlainDate, kind: PeriodKind): string {
  const year = date.slice(0, 4);
  if (kind === 'year') return year;
  if (kind === 'month') return date.slice(0, 7);
  return `${year}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** Which kind of period a name stands for; undefined when it is none. */
export function periodKind(period: string): PeriodKind | undefined {
  if (/^\d{4}$/.test(period)) return 'year';
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) return 'month';
  return /^\d{4}-Q[1-4]$/.test(period) ? 'quarter' : undefined;
}

/** First and last day of a period; undefined when it is none. */
export function periodSpan(period: string): { readonly from: PlainDate; readonly to: PlainDate } | undefined {
  const kind = periodKind(period);
  if (kind === undefined) return undefined;
  const year = Number(period.slice(0, 4));
  const first = kind === 'year' ? 1 : kind === 'quarter' ? Number(period.slice(6)) * 3 - 2 : Number(period.slice(5));
  const from = firstOf(year, first);
  return { from, to: addDays(firstOf(year, first + monthsIn[kind]), -1) };
}

const monthsIn: Readonly<Record<PeriodKind, number>> = { month: 1, quarter: 3, year: 12 };

/** The first of a month; months beyond 1 to 12 lie in the years beside. */
function firstOf(year: number, month: number): PlainDate {
  const months = year * 12 + month - 1;
  return plainDate(`${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`);
}

/** The period before (上期) and the same one a year before (上年同期); undefined when it is none. */
export function comparedPeriods(period: string): { readonly before: string; readonly lastYear: string } | undefined {
  const kind = periodKind(period);
  const span = periodSpan(period);
  if (kind === undefined || span === undefined) return undefined;
  const lastYear = `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`;
  return { before: periodOf(addDays(span.from, -1), kind), lastYear };
}

/** One decision of a receiving leader or department head, with what came of it. */
export interface ReceptionFact {
  readonly unitId: string;
  readonly receivedBy: string;
  /** The leader whose turn it was; another than `receivedBy` when a substitute stood in. */
  readonly dutyOf: string;
  readonly date: PlainDate;
  readonly decided: boolean;
  readonly implementedOn?: PlainDate;
  readonly satisfied?: boolean;
}

/** One unit in one period (业绩考核, R35): receptions with what came of them (R37), and the figures of its cases. */
export interface UnitAssessment {
  readonly unitId: string;
  readonly period: string;
  readonly reception: ReceptionFigures;
  readonly cases: CaseFigures;
  readonly citations: readonly Citation[];
}

const assessed: readonly Citation[] = [
  cite('receptionSystem', '六（一）', 'R34'),
  cite('receptionSystem', '六（二）', 'R35'),
];

/** What leaders received, decided and had carried out by a day (R37). */
function receptionsAsOf(receptions: readonly ReceptionFact[], asOf: PlainDate): ReceptionFigures {
  const decided = receptions.filter((one) => one.decided);
  const implemented = decided.filter(({ implementedOn }) => implementedOn !== undefined && implementedOn <= asOf);
  return receptionFigures({ received: receptions.length, decided: decided.length, implemented: implemented.length });
}

/**
 * The periodic assessment (R34, R35): one row for each unit, in the order of the tree as given, whatever the counts: units
 * are never ranked by petitions. Cases count in the period of their receipt, receptions in that of their day.
 */
export function assessUnits(
  units: readonly Unit[],
  cases: readonly FigureCase[],
  receptions: readonly ReceptionFact[],
  period: string,
  asOf: PlainDate,
): readonly UnitAssessment[] {
  const kind = periodKind(period);
  const within = (date: PlainDate): boolean => kind !== undefined && date <= asOf && periodOf(date, kind) === period;
  return units.map(({ id }) => ({
    unitId: id,
    period,
    reception: receptionsAsOf(
      receptions.filter((one) => one.unitId === id && within(one.date)),
      asOf,
    ),
    cases: caseFigures(
      cases.filter((one) => one.unitId === id && within(one.receivedOn)),
      asOf,
    ),
    citations: assessed,
  }));
}

/** What the level above sees of a unit and all below it (一级抓一级, R36). */
export interface LevelFigures {
  readonly unitId: string;
  /** Cases of the unit and those below it that are overdue and undone. */
  readonly overdue: number;
  readonly implemented: Rate;
  readonly citations: readonly Citation[];
}

/** R36: for each unit directly under `upperId`, overdue and carried-out cases of its whole branch, in the tree's order. */
export function levelOverLevel(
  units: readonly Unit[],
  cases: readonly FigureCase[],
  upperId: string,
  asOf: PlainDate,
): readonly LevelFigures[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const citations = [cite('receptionSystem', '六（二）', 'R36')];
  return units
    .filter(({ parentId }) => parentId === upperId)
    .map(({ id }) => {
      const branch = cases.filter(({ unitId }) => isWithin((unit) => byId.get(unit), unitId, id));
      const overdue = onTimeReplyRate(branch, asOf).overdueUndone;
      return { unitId: id, overdue, implemented: implementationRate(branch, asOf), citations };
    });
}

/** One leader's sheet (政绩的一把尺子, R38): what was attended beside what came of it. */
export interface LeaderSheet {
  readonly leaderId: string;
  /** Days on which the leader received, own turns and as a substitute. */
  readonly attended: number;
  /** Of these, days on which the leader stood in for another. */
  readonly stoodIn: number;
  /** Days on which another stood in for the leader. */
  readonly substituted: number;
  readonly decided: number;
  readonly implemented: Rate;
  readonly satisfied: Rate;
  readonly citations: readonly Citation[];
}

/** R38: the sheet of one leader over some receptions, as of a day. */
export function leaderSheet(leaderId: string, receptions: readonly ReceptionFact[], asOf: PlainDate): LeaderSheet {
  const past = receptions.filter(({ date }) => date <= asOf);
  const own = past.filter(({ receivedBy }) => receivedBy === leaderId);
  const days = (facts: readonly ReceptionFact[]): number => new Set(facts.map(({ date }) => date)).size;
  const { implemented } = receptionsAsOf(own, asOf);
  const said = own.filter(({ satisfied }) => satisfied !== undefined);
  return {
    leaderId,
    attended: days(own),
    stoodIn: days(own.filter(({ dutyOf }) => dutyOf !== leaderId)),
    substituted: days(past.filter(({ dutyOf, receivedBy }) => dutyOf === leaderId && receivedBy !== leaderId)),
    decided: implemented.denominator,
    implemented,
    satisfied: rateOf(said.filter(({ satisfied }) => satisfied === true).length, said.length),
    citations: [cite('receptionSystem', '六（二）', 'R38')],
  };
}
