import { holdingUnitId, type PetitionCaseState } from '@huiyin/domain/cases';
import { caseFigures, figureCaseOf, rateKeys, sameMatterIds, type VisitCounts } from '@huiyin/domain/office';
import { rebuildFigures, testPassword, verifyDatabase } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { command, matter, openStory, type Story, submitOne } from './story.ts';

// Kept figures: what they say is what the cases say, whatever happened, for everyone who may see them.

let story: Story;
let clerk: Caller;
let leader: Caller;

beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());

const enter = (who: string): Promise<Caller> => signIn(story.base, who, testPassword);

/** Another day, on which people sign in again: sessions end after a week. */
async function on(instant: string): Promise<void> {
  story.server.clock.set(instant);
  clerk = await enter('clerk');
  leader = await enter('leader');
}

interface Open {
  readonly key: string;
  readonly open: number;
  readonly overdue: number;
}
interface Figures {
  readonly today: string;
  readonly upToDate: boolean;
  readonly morning: { readonly open: number; readonly overdue: number } | null;
  readonly days: readonly { day: string; received: number; closed: number }[];
  readonly months: readonly { day: string; received: number; closed: number }[];
  readonly ages: readonly Open[];
  readonly kinds: readonly Open[];
  readonly rates: readonly { key: string; numerator: number; denominator: number; notYetDue: number }[];
  readonly summaries: readonly ({ key: string; from: string; to: string } & VisitCounts)[];
  readonly hotline: { received: number; extended: number; allowanceLeft: number; state: string } | null;
  readonly topics: { readonly cases: number; readonly topics: readonly { phrase: string; cases: number }[] };
}
const fields = `{ today upToDate morning { open overdue } days { day received closed } months { day received closed }
  ages { key open overdue } kinds { key open overdue } rates { key numerator denominator notYetDue }
  summaries { key from to items persons groups visitors collective collectiveVisitors }
  hotline { received extended allowanceLeft state } topics { cases topics { phrase cases } } }`;
const figuresOf = async (caller: Caller): Promise<Figures> =>
  (await caller.query<{ wallFigures: Figures }>(`{ wallFigures ${fields} }`)).wallFigures;

async function statesOf(where: (state: PetitionCaseState) => boolean): Promise<readonly PetitionCaseState[]> {
  const { rows } = await story.server.database.pool.query<{ state: PetitionCaseState }>(
    'select state from petition_case',
  );
  return rows.map(({ state }) => state).filter(where);
}

/** The same numbers, counted case by case with the domain's own formulas. */
async function recount(where: (state: PetitionCaseState) => boolean) {
  const states = (await statesOf(where)).filter(({ voided }) => voided === undefined);
  const all = new Map((await statesOf(() => true)).map((state) => [state.id, state]));
  const cases = states.map((state) =>
    figureCaseOf(
      state,
      sameMatterIds(state).map((caseId) => ({ caseId, receivedOn: all.get(caseId)?.receivedOn ?? state.receivedOn })),
    ),
  );
  const figures = caseFigures(cases, story.server.clock.today());
  return rateKeys.map((key) => ({ key, numerator: figures[key].numerator, denominator: figures[key].denominator }));
}

const ratesOf = ({ rates }: Figures) =>
  rates.map(({ key, numerator, denominator }) => ({ key, numerator, denominator }));

let seed = 7;
const next = (below: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed % below;
};

async function give(caseId: string, type: string, payload: object): Promise<string | null> {
  const { rows } = await story.server.database.pool.query('select version from petition_case where id = $1', [caseId]);
  const one = command(type, { caseId, expectedVersion: rows[0].version, ...payload });
  return (await submitOne(clerk, one)).code;
}

/** Whom others came with. */
const together = [
  { name: '周敏', phone: '13912342066', representative: true },
  { name: '赵强', phone: '13912342067', representative: true },
];

/** A day of random work: what the rules refuse is refused, the rest counts. */
async function workADay(ids: string[]): Promise<void> {
  const day = story.server.clock.today();
  for (let count = 0; count < 4; count += 1) {
    const kind = next(6);
    const channel = ['letter', 'online', 'hotline', 'call', 'visit'][next(5)] ?? 'letter';
    const joint = channel === 'visit' && next(2) === 0 ? { joint: { persons: 4 + next(3), members: together } } : {};
    const one = matter({
      handlingUnitId: ['east', 'west'][next(2)],
      ...(kind === 0 && { facts: { ...matter().facts, contentKind: 'accusation' }, accusedUnitId: 'east-1' }),
      ...(kind === 1 && { facts: { ...matter().facts, contentKind: 'suggestion' } }),
    });
    const hotline = channel === 'hotline' ? { hotline: { externalNumber: `LJ-${ids.length}` } } : {};
    const outcome = await submitOne(
      clerk,
      command('registerCase', { channel, receivedOn: day, matter: one, ...hotline, ...joint }),
    );
    expect(outcome.code).toBeNull();
    ids.push(one.caseId);
  }
  for (let count = 0; count < 12; count += 1) {
    const id = ids[next(ids.length)] ?? '';
    const other = ids[next(ids.length)] ?? '';
    const acts: readonly (readonly [string, object])[] = [
      ['issueAcceptanceNotice', { decision: 'accept', issuedOn: day }],
      [
        'completeCase',
        { cause: '人手不足', resolution: '已增派', repliedOn: day, outcome: ['solved', 'underStudy'][next(2)] },
      ],
      [
        'recordEvaluation',
        { office: 'satisfied', unit: ['satisfied', 'unsatisfied'][next(2)], comment: '', ratedOn: day },
      ],
      ['recordImplementation', { measures: '已增派到岗', implementedOn: day }],
      ['checkImplementation', { result: ['confirmed', 'refuted'][next(2)], finding: '已查看', checkedOn: day }],
      ['linkCases', { otherId: other, relation: 'sameMatter' }],
      ['urgeCase', { urgedOn: day, text: '请在期限内办理。' }],
    ];
    const [type, payload] = acts[next(acts.length)] ?? acts[0] ?? ['', {}];
    await give(id, type, payload);
  }
}

test('after a month of random work every kept number is the number of the cases, for each who may see them', async () => {
  const ids: string[] = [];
  for (const day of ['02', '09', '16', '23', '27']) {
    await on(`2026-11-${day}T09:00:00+08:00`);
    await workADay(ids);
  }
  await on('2026-12-10T09:00:00+08:00');
  await workADay(ids);
  const order = matter();
  const registered = {
    channel: 'hotline',
    receivedOn: '2026-12-10',
    matter: order,
    hotline: { externalNumber: 'LJ-1' },
  };
  await submitOne(clerk, command('registerCase', registered));
  const later = { dueOn: '2026-12-25', reason: '情况复杂', approvedBy: '局办公室', decidedOn: '2026-12-10' };
  expect(await give(order.caseId, 'agreeHotlineDate', later)).toBeNull();

  const ordinary = (state: PetitionCaseState) => state.compartment !== 'accusation';
  const seen: readonly [string, (state: PetitionCaseState) => boolean][] = [
    ['leader', () => true],
    ['clerk', ordinary],
    ['east', (state) => ordinary(state) && holdingUnitId(state) === 'east'],
    ['wall', ordinary],
  ];
  for (const [who, where] of seen) {
    const caller = await enter(who);
    const figures = await figuresOf(caller);
    expect([who, figures.upToDate, ratesOf(figures)]).toEqual([who, true, await recount(where)]);
    const { liveCounts } = await caller.query<{ liveCounts: { open: number; overdue: number } }>(
      '{ liveCounts { open overdue } }',
    );
    for (const rows of [figures.ages, figures.kinds]) {
      expect(rows.reduce((sum, { open }) => sum + open, 0)).toBe(liveCounts.open);
      expect(rows.reduce((sum, { overdue }) => sum + overdue, 0)).toBe(liveCounts.overdue);
    }
    const received = (await statesOf(where)).filter(({ receivedOn }) => receivedOn >= '2026-11-11').length;
    expect(figures.days.reduce((sum, day) => sum + day.received, 0)).toBe(received);
    for (const { key: _key, from, to, ...counts } of figures.summaries) {
      const cases = (await statesOf(where)).filter(({ receivedOn }) => receivedOn >= from && receivedOn <= to);
      expect(counts).toEqual(
        caseFigures(
          cases.map((state) => figureCaseOf(state, [])),
          story.server.clock.today(),
        ).counts,
      );
    }
    expect(figures.months.reduce((sum, month) => sum + month.received, 0)).toBe((await statesOf(where)).length);
  }
  expect(
    (await figuresOf(clerk)).summaries.map(({ from, to, groups, collective }) => [
      from,
      to,
      groups > 0,
      collective > 0,
    ]),
  ).toEqual([
    ['2026-12-01', '2026-12-10', expect.any(Boolean), expect.any(Boolean)],
    ['2026-11-01', '2026-11-30', true, true],
    ['2026-01-01', '2026-12-10', true, true],
  ]);
  expect((await figuresOf(await enter('east'))).hotline).toBeNull();
  const hotline = (await statesOf(ordinary)).filter(({ channel }) => channel === 'hotline');
  const extended = hotline.filter(({ clocks }) => clocks.some(({ changes = [] }) => changes.length > 0));
  expect((await figuresOf(clerk)).hotline).toMatchObject({ received: hotline.length, extended: extended.length });
  expect(extended.length).toBe(1);
});

test('days later, with nobody writing, the rates are still those of the cases on that day', async () => {
  await on('2026-12-28T09:00:00+08:00');
  expect(ratesOf(await figuresOf(leader))).toEqual(await recount(() => true));
});

test('huiyin verify agrees, names what was tampered with, and what is made anew is the same', async () => {
  const { pool, prisma } = story.server.database;
  expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
  const before = await prisma.figureTotal.findMany();
  await pool.query(`update figure_total set amount = amount + 1 where ctid = (select min(ctid) from figure_total)`);
  await pool.query(`update case_figure set facts = '[]' where case_id = (select min(case_id) from case_figure)`);
  const findings = (await verifyDatabase(story.server.database)).findings;
  expect(findings.some((text) => text.startsWith('统计不符：事项'))).toBe(true);
  expect(findings.some((text) => text.includes('合计'))).toBe(true);
  await rebuildFigures(story.server.database, 'test');
  const key = (row: (typeof before)[number]) => JSON.stringify(row);
  expect((await prisma.figureTotal.findMany()).map(key).sort()).toEqual(before.map(key).sort());
  expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
});

test('the change since the morning: what stood when the day began stays until the next day', async () => {
  await on('2026-12-29T00:00:01+08:00');
  const { morning } = await figuresOf(leader);
  await submitOne(clerk, command('registerCase', { channel: 'call', receivedOn: '2026-12-29', matter: matter() }));
  const { liveCounts } = await leader.query<{ liveCounts: { open: number } }>('{ liveCounts { open } }');
  expect((await figuresOf(leader)).morning).toEqual(morning);
  expect(liveCounts.open).toBe((morning?.open ?? 0) + 1);
  await on('2026-12-30T00:00:01+08:00');
  expect((await figuresOf(leader)).morning?.open).toBe(liveCounts.open);
});

test('hot topics tell phrases, never the name of a unit or a petitioner, and nothing of accusations', async () => {
  const { topics, cases } = (await figuresOf(await enter('west'))).topics;
  expect(cases).toBe(
    (
      await statesOf(
        (state) =>
          state.compartment !== 'accusation' && holdingUnitId(state) === 'west' && state.receivedOn >= '2026-12-01',
      )
    ).length,
  );
  expect(topics.every(({ cases: some }) => some >= 3)).toBe(true);
  expect(JSON.stringify(topics)).not.toContain('李小明');
});
