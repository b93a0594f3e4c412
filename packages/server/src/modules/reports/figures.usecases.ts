import { addDays, contentKinds, type PlainDate, plainDate, yearOf } from '@huiyin/domain';
import { ageName, contentKindName, rateMade, rateName } from '@huiyin/domain/messages';
import {
  ageDays,
  countsOf,
  extensionRateBy,
  figuresOf,
  hotTopics,
  monthOf,
  type Rate,
  type RateKey,
  rateKeys,
  type Topic,
  type VisitCounts,
  type YearlyExtensionRate,
} from '@huiyin/domain/office';
import type { Services } from '../../context.ts';
import type { Database } from '../../infra/database.ts';
import { unitTree } from '../people/units.ts';
import { type Scope, scopeKey } from '../people/visibility.ts';
import { countCases } from '../petition-cases/case-count.ts';
import { settingsFor } from '../settings/settings.ts';
import {
  countReceived,
  type Flow,
  type Morning,
  type OpenRow,
  readTexts,
  readWallSums,
  type SummaryPeriod,
  summaryPeriods,
  type WallSpan,
  type WallSums,
} from './figures.repository.ts';

/** A rate as it is told: its name and what it is made of. `notYetDue`: what it leaves out because it has broken nothing. */
export interface RateRow extends Rate {
  readonly key: RateKey;
  readonly name: string;
  readonly made: string;
  readonly notYetDue: number;
}

/** Open cases of one age or class, with its name. */
export interface NamedOpenRow extends OpenRow {
  readonly name: string;
}

/** What came in a period, counted by items, groups and persons apart (件次、批次、人次). */
export interface PeriodSummary extends VisitCounts {
  readonly key: SummaryPeriod;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** What people spoke of in the last days: phrases found in the newest `read` of `cases` texts, counted in all of them. */
export interface RecentTopics {
  readonly since: PlainDate;
  readonly cases: number;
  readonly read: number;
  readonly topics: readonly Topic[];
}

/** The wall's figures beside the live counts: trends, ages, rates. Numbers only, never a name. */
export interface WallFigures {
  readonly revision: string;
  /** False while the figures are still on their way to the newest changes. */
  readonly upToDate: boolean;
  readonly asOf: Date;
  readonly today: PlainDate;
  readonly morning: Morning | null;
  readonly days: readonly Flow[];
  readonly months: readonly Flow[];
  readonly ages: readonly NamedOpenRow[];
  readonly kinds: readonly NamedOpenRow[];
  readonly ratesSince: PlainDate;
  /** 件次, 批次, 人次 of this month, the month before, this year. */
  readonly summaries: readonly PeriodSummary[];
  readonly rates: readonly RateRow[];
  /** Bureau-wide (R86); null for whoever sees a part of the bureau only. */
  readonly hotline: (YearlyExtensionRate & { readonly year: number }) | null;
  readonly topics: RecentTopics;
}

const daysShown = 30;
const monthsShown = 13;

/** The first of the month so many months before. */
function monthsBefore(month: PlainDate, count: number): PlainDate {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - count;
  return plainDate(`${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`);
}

/** The figures that a scope sees, brought up to now. */
export async function wallFigures(services: Services, scope: Scope): Promise<WallFigures> {
  const { database, clock, figures } = services;
  const caughtUp = await figures.catchUp(scope.bureauId);
  const today = clock.today();
  const span = {
    today,
    daysFrom: addDays(today, 1 - daysShown),
    monthsFrom: monthsBefore(monthOf(today), monthsShown - 1),
    cohortFrom: monthsBefore(monthOf(today), 11),
    yearFrom: plainDate(`${yearOf(today)}-01-01`),
    monthFrom: monthOf(today),
    lastMonthFrom: monthsBefore(monthOf(today), 1),
  };
  const [kept, settings] = await Promise.all([
    readWallSums(database.prisma, scope, span),
    settingsFor({ database, clock }, scope),
  ]);
  const topics = await recentTopics(services, scope, today, kept);
  return {
    revision: kept.revision,
    upToDate: caughtUp && !kept.rebuilding,
    asOf: new Date(clock.now()),
    today,
    morning: kept.morning,
    days: everyDay(kept.days, span.daysFrom, today),
    months: everyMonth(kept.months, span.monthsFrom),
    ages: named(kept.ages, [...ageDays.keys(), ageDays.length].map(String), (key) => ageName(Number(key))),
    // Whoever sees no accusations is not told that there are none.
    kinds: named(
      kept.kinds,
      contentKinds.filter((kind) => kind !== 'accusation' || scope.accusationsBut !== null),
      contentKindName,
    ),
    ratesSince: span.cohortFrom,
    summaries: summariesOf(kept.periods, span),
    rates: rateRows(figuresOf(kept.sums)),
    hotline: scope.subtree === null ? { ...extensionRateBy(kept.hotline, settings), year: yearOf(today) } : null,
    topics,
  };
}

function summariesOf(kept: WallSums['periods'], span: WallSpan): readonly PeriodSummary[] {
  const spans = {
    month: { from: span.monthFrom, to: span.today },
    lastMonth: { from: span.lastMonthFrom, to: addDays(span.monthFrom, -1) },
    year: { from: span.yearFrom, to: span.today },
  } as const;
  return summaryPeriods.map((key) => ({ key, ...spans[key], ...countsOf(kept[key]) }));
}

/** The rates of a set of figures, in the order in which they are told. */
function rateRows(figures: ReturnType<typeof figuresOf>): readonly RateRow[] {
  const leftOut: Partial<Record<RateKey, number>> = {
    timelyAcceptance: figures.timelyAcceptance.notYetDue,
    onTimeReply: figures.onTimeReply.notYetDue,
    participation: figures.participation.stillOpen,
  };
  return rateKeys.map((key) => ({
    ...figures[key],
    key,
    name: rateName(key),
    made: rateMade(key),
    notYetDue: leftOut[key] ?? 0,
  }));
}

function everyDay(flows: readonly Flow[], from: PlainDate, to: PlainDate): readonly Flow[] {
  const byDay = new Map(flows.map((flow) => [flow.day, flow]));
  const days: Flow[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(byDay.get(day) ?? { day, received: 0, closed: 0 });
  return days;
}

function everyMonth(flows: readonly Flow[], from: PlainDate): readonly Flow[] {
  const byDay = new Map(flows.map((flow) => [flow.day, flow]));
  return Array.from({ length: monthsShown }, (_, at) => {
    const day = monthsBefore(from, -at);
    return byDay.get(day) ?? { day, received: 0, closed: 0 };
  });
}

/** Each key with its name, those without a case too. */
function named<K extends string>(
  rows: readonly OpenRow[],
  keys: readonly K[],
  name: (key: K) => string,
): readonly NamedOpenRow[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return keys.map((key) => ({ ...(byKey.get(key) ?? { key, open: 0, overdue: 0 }), name: name(key) }));
}

/** What is looked for anew after a while, or when its key is another one; all who ask meanwhile share one answer. */
class Shared<T> {
  readonly #kept = new Map<string, { readonly at: number; readonly answer: Promise<T> }>();
  readonly #freshMs: number;

  constructor(freshMs: number) {
    this.#freshMs = freshMs;
  }

  of(key: string, make: () => Promise<T>): Promise<T> {
    const now = performance.now();
    for (const [old, { at }] of this.#kept) if (now - at > this.#freshMs) this.#kept.delete(old);
    const known = this.#kept.get(key);
    if (known) return known.answer;
    const answer = make();
    this.#kept.set(key, { at: now, answer });
    answer.catch(() => this.#kept.delete(key));
    return answer;
  }
}

/** What people speak of moves by the day; in how many cases they do is counted again with every change. */
interface KeptTopics {
  readonly phrases: Shared<{ readonly read: number; readonly phrases: readonly string[] }>;
  readonly counts: Shared<RecentTopics>;
}
const topicsFreshMs = 60_000;
const keptTopics = new WeakMap<Database, KeptTopics>();

/**
 * The phrases that the newest texts of the last days hold, each with the number of cases that the desk's list of it has: counted
 * by that list's own condition, in all of these days.
 */
async function recentTopics(
  services: Services,
  scope: Scope,
  today: PlainDate,
  { revision, tree }: Pick<WallSums, 'revision' | 'tree'>,
): Promise<RecentTopics> {
  const { database } = services;
  const kept = keptTopics.get(database) ?? { phrases: new Shared(topicsFreshMs), counts: new Shared(topicsFreshMs) };
  keptTopics.set(database, kept);
  const key = `${today} ${scopeKey(scope)}`;
  const span = { from: addDays(today, 1 - daysShown), to: today };
  const found = await kept.phrases.of(key, () => findPhrases(database, scope, span));
  return kept.counts.of(`${key} ${revision} ${tree} ${found.phrases.join(' ')}`, async () => {
    // Neither a topic nor a day of receipt hangs on what is due soon.
    const asked = { scope, day: { today, horizon: today }, turns: [] };
    const counted = async (topic: string): Promise<Topic> => {
      const { count } = await countCases(services, { ...asked, filter: { topic, receivedFrom: span.from } });
      return { phrase: topic, cases: count };
    };
    const [cases, topics] = await Promise.all([
      countReceived(database.prisma, { ...scope, accusationsBut: null }, span),
      Promise.all(found.phrases.map(counted)),
    ]);
    return {
      ...{ since: span.from, cases, read: found.read },
      topics: topics.toSorted((a, b) => b.cases - a.cases || (a.phrase < b.phrase ? -1 : 1)),
    };
  });
}

async function findPhrases(
  { prisma }: Database,
  scope: Scope,
  span: { readonly from: PlainDate; readonly to: PlainDate },
) {
  const [texts, units] = await Promise.all([readTexts(prisma, scope, span), unitTree(prisma, scope.bureauId)]);
  const names = [
    ...units.all.flatMap(({ name, shortName }) => [name, shortName ?? '']),
    ...texts.map(({ name }) => name),
  ];
  return { read: texts.length, phrases: hotTopics(texts, [...new Set(names)], 8).map(({ phrase }) => phrase) };
}
