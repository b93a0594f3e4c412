import { plainDate } from '@huiyin/domain';
import { ageSpan, type CountedRate, rateFacts, ratePartNames } from '@huiyin/domain/office';
import { askedBy } from '@huiyin/pwa/desk/list-address';
import {
  closedIn,
  type DeskFilter,
  hotlineYear,
  monthDays,
  openOf,
  overdueOf,
  partOfRate,
  receivedIn,
  topicSince,
} from '@huiyin/pwa/wall/links';
import { verifyDatabase } from '@huiyin/server/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { type Counts, countsOf } from './counts.ts';
import { chance, give, knownCases } from './random-work.ts';
import { openStory, type Story } from './story.ts';

// Every number of the wall leads to a list of exactly its cases, for everyone who reads both, whatever has happened.

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());

interface Open {
  readonly key: string;
  readonly open: number;
  readonly overdue: number;
}
interface Flow {
  readonly day: string;
  readonly received: number;
  readonly closed: number;
}
interface Figures {
  readonly today: string;
  readonly days: readonly Flow[];
  readonly months: readonly Flow[];
  readonly ages: readonly Open[];
  readonly kinds: readonly Open[];
  readonly ratesSince: string;
  readonly rates: readonly { key: CountedRate; numerator: number; denominator: number; notYetDue: number }[];
  readonly hotline: { year: number; received: number; extended: number } | null;
  readonly topics: { readonly since: string; readonly topics: readonly { phrase: string; cases: number }[] };
}
const fields = `{ today days { day received closed } months { day received closed } ages { key open overdue }
  kinds { key open overdue } ratesSince rates { key numerator denominator notYetDue }
  hotline { year received extended } topics { since topics { phrase cases } } }`;

type Numbered = readonly [number, DeskFilter];

const flows = ({ received, closed }: Flow, days: ReturnType<typeof monthDays>): readonly Numbered[] => [
  [received, receivedIn(days)],
  [closed, closedIn(days)],
];
const opens = ({ open, overdue }: Open, filter: DeskFilter): readonly Numbered[] => [
  [open, openOf(filter)],
  [overdue, overdueOf(filter)],
];

/** Every number of the wall that counts cases, with the list it leads to: the same functions that the page makes its links by. */
function numbersOf(counts: Counts, figures: Figures): readonly Numbered[] {
  const since = plainDate(figures.ratesSince);
  const { hotline, topics } = figures;
  return [
    [counts.open, openOf({})],
    [counts.overdue, { due: 'overdue' }],
    [counts.dueSoon, { due: 'dueSoon' }],
    [counts.registeredToday, { registered: counts.today }],
    ...counts.byStatus.map(({ key, count }): Numbered => [count, { status: key }]),
    ...counts.byChannel.flatMap((row) => opens(row, { channel: row.key })),
    ...counts.byUnit.flatMap((row) => opens(row, { unit: row.key, alone: '1' })),
    ...figures.days.flatMap((flow) => flows(flow, { from: plainDate(flow.day), to: plainDate(flow.day) })),
    ...figures.months.flatMap((flow) => flows(flow, monthDays(plainDate(flow.day)))),
    ...figures.ages.flatMap((row) => opens(row, ageSpan(Number(row.key), plainDate(figures.today)))),
    ...figures.kinds.flatMap((row) => opens(row, { kind: row.key })),
    ...figures.rates.flatMap(({ key, numerator, denominator, notYetDue }) => {
      const amounts = { numerator, denominator, rest: denominator - numerator, leftOut: notYetDue };
      const told = ratePartNames.filter((part) => part !== 'leftOut' || rateFacts[key].leftOut.length > 0);
      return told.map((part): Numbered => [amounts[part], partOfRate(since, key, part)]);
    }),
    ...(hotline
      ? ([
          [hotline.extended, hotlineYear(hotline.year, 'numerator')],
          [hotline.received, hotlineYear(hotline.year, 'denominator')],
        ] as const)
      : []),
    ...topics.topics.map(({ phrase, cases }): Numbered => [cases, topicSince(plainDate(topics.since), phrase)]),
  ];
}

interface Listed {
  readonly totalCount: number;
  readonly more: boolean;
  readonly rows: readonly { readonly id: string }[];
}

/** The lists of some filters as one request: how many each says it has, and how many come. */
async function listed(caller: Caller, filters: readonly DeskFilter[]): Promise<readonly Listed[]> {
  const lists: Listed[] = [];
  for (let at = 0; at < filters.length; at += 10) {
    const some = filters.slice(at, at + 10);
    const names = some.map((_filter, place) => `$f${place}: CaseFilter, $s${place}: CaseSort`).join(', ');
    const parts = some.map(
      (_filter, place) =>
        `l${place}: caseList(filter: $f${place}, sort: $s${place}, first: 100) { totalCount more rows { id } }`,
    );
    const variables = Object.fromEntries(
      some.flatMap((filter, place) => {
        const asked = askedBy(filter);
        return [
          [`f${place}`, asked.filter],
          [`s${place}`, asked.sort],
        ];
      }),
    );
    const data = await caller.query<Record<string, Listed>>(`query (${names}) { ${parts.join(' ')} }`, variables);
    lists.push(...some.map((_filter, place) => data[`l${place}`] ?? { totalCount: -1, more: false, rows: [] }));
  }
  return lists;
}

async function expectLed(username: string, seen: Map<string, number>): Promise<void> {
  const caller = await story.as(username);
  const { wallFigures } = await caller.query<{ wallFigures: Figures }>(`{ wallFigures ${fields} }`);
  const numbers = numbersOf(await countsOf(caller), wallFigures);
  const lists = await listed(
    caller,
    numbers.map(([, filter]) => filter),
  );
  const wrong = numbers.flatMap(([number, filter], at) => {
    const list = lists[at];
    const rows = Math.min(number, 100);
    const right = list?.totalCount === number && !list.more && list.rows.length === rows;
    return right ? [] : [{ filter, number, totalCount: list?.totalCount, more: list?.more, rows: list?.rows.length }];
  });
  expect(wrong, `${username} on ${wallFigures.today}`).toEqual([]);
  for (const [number, filter] of numbers) {
    const kind =
      Object.keys(filter)
        .filter((key) => key !== 'sort')
        .join('+') + (filter.rate ? ` ${filter.rate}` : '');
    seen.set(kind, Math.max(seen.get(kind) ?? 0, number));
  }
}

type Draw = Parameters<typeof give>[1];
const draw = (act: Draw['act'], at: number, to: number): Draw => ({ act, by: 'clerk', at, to, back: 0 });
/** A suggestion by telephone to the east district. */
const call = draw('register', 7, 0);
const accept = draw('issueAcceptanceNotice', 0, 1);

/** What happens on every day beside what chance brings: answers of all kinds; a call passed on, with which 今日新收 goes. */
const usual: readonly Draw[] = [
  ...[call, accept, draw('completeCase', 0, 0), draw('recordEvaluation', 0, 0), draw('recordImplementation', 0, 0)],
  ...[call, accept, draw('completeCase', 0, 0)],
  ...[call, accept, draw('completeCase', 0, 1), draw('recordEvaluation', 1, 1)],
  ...[call, accept, draw('completeCase', 0, 1)],
  ...[call, draw('transferCase', 0, 1)],
];

test('number = list, for each viewer, after days of random commands and a moved unit', async () => {
  const accepted = new Set<string>();
  const seen = new Map<string, number>();
  const readers = ['leader', 'clerk', 'east', 'west'];
  const draws = fc.sample(chance, { numRuns: 300, seed: 11 });
  for (const [at, day] of ['2026-10-12', '2026-11-16', '2026-11-30', '2026-12-07', '2026-12-14'].entries()) {
    story.at(`${day}T09:00:00+08:00`);
    for (const one of [...draws.slice(at * 60, at * 60 + 60), ...usual]) {
      const outcome = await give(story, one, await knownCases(story));
      if (outcome.status === 'accepted') accepted.add(one.act);
    }
    if (at >= 3) for (const reader of readers) await expectLed(reader, seen);
  }
  expect([...accepted]).toEqual(
    expect.arrayContaining([
      'assignCase',
      'transferCase',
      'completeCase',
      'mergeCases',
      'recordEvaluation',
      'agreeHotlineDate',
    ]),
  );
  const { pool } = story.server.database;
  await pool.query(
    `update unit set path = replace(path, '/west/', '/east/west/'), parent_id = case when id = 'west' then 'east' else parent_id end
     where path like '%/west/%'`,
  );
  // So late that limits and windows have passed with nobody writing.
  story.at('2027-01-25T10:00:00+08:00');
  for (const reader of readers) await expectLed(reader, seen);
  // It was no test of zeros; but nothing is overdue within the fifteen days after its receipt, and that a matter came again
  // after its reply is left to chance.
  const empty = [...seen].filter(([, most]) => most === 0).map(([kind]) => kind);
  expect(empty.filter((kind) => kind !== 'from+rate resolvedAtFirst.rest')).toEqual(['from+status+due']);
  expect((await verifyDatabase(story.server.database, story.server.clock.today())).findings).toEqual([]);
});
