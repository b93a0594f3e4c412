import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { header, importing, type Run, row, runText } from './sheets.ts';
import { ask, openStory, registerCase, type Story, submitOne } from './story.ts';

/* A sheet of many matters is registered whole or not at all, once, and its numbers leave no gap. */

let story: Story;
beforeAll(async () => {
  story = await openStory();
}, 60_000);
afterAll(() => story?.close());

const { preview, run } = importing(() => story);
const settle = async (importId: string) =>
  (
    await (
      await story.as('clerk')
    ).query<{ settleImport: Pick<Run, 'cases'> }>(
      'mutation ($importId: ID!) { settleImport(importId: $importId) { cases { id number } } }',
      { importId },
    )
  ).settleImport.cases;
const total = async () =>
  (await (await story.as('clerk')).query<{ cases: { totalCount: number } }>('{ cases { totalCount } }')).cases
    .totalCount;

test('one wrong row, and nothing is registered', async () => {
  const before = await total();
  const outcome = await run([header, row(), row({ 收到日期: '2027-01-05' })]);
  expect(outcome).toMatchObject({ done: false, cases: [], faults: [{ line: 3, column: '收到日期' }] });
  const twice = row({ 渠道: '12345 热线', 来件编号: 'HZ-7' });
  expect((await run([header, twice, twice])).faults).toMatchObject([{ line: 3, column: '来件编号' }]);
  expect(await total()).toBe(before);
});

test('a 12345 number that a case has is told before the sheet is sent, and marked in the sheet that comes back', async () => {
  const order = (来件编号: string) => row({ 渠道: '12345 热线', 来件编号, 诉求与经过: `按${来件编号}办理。` });
  const { cases: made } = await run([header, order('HZ-31')]);
  const again = [header, order('HZ-32'), order('HZ-31')];
  const message = expect.stringContaining(made[0]?.number ?? 'none');
  expect((await preview(again)).rows.map(({ faults }) => faults)).toEqual([[], [{ column: '来件编号', message }]]);
  expect((await run(again)).faults).toEqual([{ line: 3, column: '来件编号', message }]);
});

test('a hundred rows at once, numbered in order; sent again it is the same; the same sheet is noticed', async () => {
  const before = await total();
  const lines = Array.from({ length: 100 }, (_, at) =>
    row({ 事由: `校车${at}号线停运`, 总人数: at === 0 ? '36' : '' }),
  );
  const rows = [header, ...lines];
  const importId = randomUUID();
  // pressed twice at once, as when the first answer was lost
  const [first, second] = await Promise.all([run(rows, importId), run(rows, importId)]);
  expect(first.done && second.done).toBe(true);
  expect(second.cases).toEqual(first.cases);
  expect(first.cases.map(({ number }) => number)).toEqual(lines.map((_line, at) => `信〔2026〕${at + 1}号`));
  expect(await total()).toBe(before + 100);

  expect((await preview(rows)).earlier).toEqual([{ personName: 'clerk', cases: 100 }]);
  const answer = await ask(story.base, await story.as('clerk'), runText, { rows, importId: randomUUID() });
  expect(answer.errors?.[0]?.extensions?.code).toBe('import-again');
  expect((await run(rows, randomUUID(), true)).done).toBe(true);
  const repeatsText = 'query ($rows: JSON!) { importRepeats(rows: $rows) { line repeats { number } } }';
  const { importRepeats } = await (await story.as('clerk')).query<{ importRepeats: { line: number }[] }>(repeatsText, {
    rows: rows.slice(0, 4),
  });
  expect(importRepeats.map(({ line }) => line)).toEqual([2, 3, 4]);
});

test('who joined in is registered by name, and of a visit who was asked first', async () => {
  const together = row({ 事由: '反映操场扬尘', 联名人: '王芳13812342042（代表）、李强\n赵一  11010519491231002X' });
  const visit = row({
    渠道: '来访',
    事由: '反映食堂涨价',
    首问单位: '基础教育处',
    首问责任人: '周敏',
    信访人类别: '法人',
  });
  const { cases } = await run([header, together, visit]);
  const clerk = await story.as('clerk');
  const read = async (id: string | undefined) =>
    (
      await clerk.query<{ petitionCase: { state: unknown } }>('query ($id: ID!) { petitionCase(id: $id) { state } }', {
        id,
      })
    ).petitionCase.state;
  // masked as ever, and each phone and card with its own person
  const members = [
    { name: '王**', phone: '138****2042', representative: true },
    { name: '李**', representative: false },
    { name: '赵**', idCard: expect.stringMatching(/^1.*X$/), representative: false },
  ];
  expect(await read(cases[0]?.id)).toMatchObject({ joint: { persons: 4, members } });
  expect(await read(cases[1]?.id)).toMatchObject({
    matter: { petitioner: { kind: 'legalPerson' } },
    firstAsked: { first: { unitId: 'basic', person: '周敏' } },
  });
});

test('a lost answer: asked how it ended, it is all of it, or none of it for good', async () => {
  const before = await total();
  const rows = [header, row({ 事由: '反映操场积水' }), row({ 事由: '反映操场灯坏' })];
  const [sent, never, at] = [randomUUID(), randomUUID(), randomUUID()];
  const { cases } = await run(rows, sent, true);
  expect(await settle(sent)).toEqual(cases);
  expect(await settle(never)).toEqual([]);
  const late = await ask(story.base, await story.as('clerk'), runText, { rows, importId: never, again: true });
  expect(late.errors?.[0]?.extensions?.code).toBe('import-withdrawn');
  // asked while it runs: whichever comes first, both say the same
  const [ran, known] = await Promise.all([
    ask(story.base, await story.as('clerk'), runText, { rows, importId: at, again: true }),
    settle(at),
  ]);
  expect({ cases: known }).toMatchObject({ cases: Object(ran.data?.runImport).cases ?? [] });
  expect(await total()).toBe(before + 2 + known.length);
  const other = await ask(
    story.base,
    await story.as('office'),
    'mutation ($id: ID!) { settleImport(importId: $id) { cases { id } } }',
    { id: sent },
  );
  expect(other.errors?.[0]?.extensions?.code).toBe('import-unreadable');
});

test('while a sheet is written others register on; if nothing comes of it, its numbers are the next ones', async () => {
  const clerk = await story.as('clerk');
  const { pool } = story.server.database;
  const sheet = (what: string) => [
    header,
    ...Array.from({ length: 250 }, (_, at) => row({ 渠道: '来访', 事由: `${what}${at}` })),
  ];
  const number = async () => {
    const { status, cases } = await submitOne(clerk, registerCase({}, 'visit'));
    expect(status).toBe('accepted');
    return Number(/(\d+)号$/.exec(cases[0]?.number ?? '')?.[1]);
  };
  const before = await number();
  /** The sheet hangs between its numbers and its end, until it is let go, or its connection is cut. */
  const hanging = async (what: string, meanwhile: () => Promise<void>) => {
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query('lock table case_import in share mode');
    const going = run(sheet(what)).catch((error: unknown) => String(error));
    for (let waited = 0; waited < 200; waited += 1) {
      const { rowCount } = await pool.query(
        "select 1 from pg_locks where locktype = 'relation' and relation = 'case_import'::regclass and not granted",
      );
      if (rowCount) break;
      await sleep(50);
    }
    await meanwhile();
    await holder.query('rollback');
    holder.release();
    return going;
  };
  const whole = await hanging('走', async () => {
    expect(await number()).toBe(before + 251);
  });
  expect(whole).toMatchObject({ done: true });
  const cut = await hanging('断', async () => {
    expect(await number()).toBe(before + 502);
    await pool.query(
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'relation' and relation = 'case_import'::regclass and not granted",
    );
  });
  expect(cut).not.toMatchObject({ done: true });
  expect([await number(), await number()]).toEqual([before + 252, before + 253]);
  const again = await run(sheet('再'));
  expect(again.done).toBe(true);
  const { rows } = await pool.query<{ taken: number; numbers: number }>(
    `select count(*)::int as taken, count(distinct number)::int as numbers from petition_case where channel = 'visit'`,
  );
  expect(rows[0]?.taken).toBe(rows[0]?.numbers);
});

interface Notices {
  readonly unreadNotices: number;
  readonly workNotices: readonly {
    readonly id: string;
    readonly kind: string;
    readonly subject: string;
    readonly state: string;
    readonly done: number;
    readonly refused: number;
    readonly readAt: string | null;
  }[];
}
const noticesOf = async (who: 'clerk' | 'inspector') =>
  (await story.as(who)).query<Notices>('{ unreadNotices workNotices { id kind subject state done refused readAt } }');

test('who asked for an import hears how it ended, whoever answers for the process that carried it out', async () => {
  const clerk = await story.as('clerk');
  await clerk.query('mutation { markNoticesRead }');
  const importId = randomUUID();
  expect((await run([header, row({ 姓名: '通知甲', 事由: '通知一' })], importId)).done).toBe(true);
  const told = await noticesOf('clerk');
  expect(told.unreadNotices).toBe(1);
  const ended = { id: `work-${importId}`, kind: 'import', subject: '表.xlsx' };
  expect(told.workNotices[0]).toEqual({ ...ended, state: 'done', done: 1, refused: 0, readAt: null });
  // and comes to its own cases, with a count that is theirs
  const { caseList } = await clerk.query<{ caseList: { rows: readonly { title: string }[]; totalCount: number } }>(
    'query ($id: ID!) { caseList(filter: { importId: $id }) { rows { title } totalCount } }',
    { id: importId },
  );
  expect(caseList).toEqual({ rows: [{ title: '通知一' }], totalCount: 1 });
  expect((await noticesOf('inspector')).workNotices).toEqual([]);
  await clerk.query('mutation ($ids: [ID!]) { markNoticesRead(ids: $ids) }', { ids: [ended.id] });
  expect((await noticesOf('clerk')).unreadNotices).toBe(0);

  // another process began one, and is at row 300; then it falls silent
  const other = randomUUID();
  const { pool } = story.server.database;
  const { rows } = await pool.query<{ id: string; bureau_id: string }>(
    "select id, bureau_id from person where username = 'clerk'",
  );
  const beat = async (seconds: number) => {
    const at = new Date(story.server.clock.now() - seconds * 1_000);
    await pool.query(
      `insert into long_work (bureau_id, id, person_id, kind, subject, state, done, refused, beat_at)
       values ($1, $2, $3, 'import', '另一表.xlsx', 'running', 300, 0, $4)
       on conflict (bureau_id, id) do update set beat_at = excluded.beat_at`,
      [rows[0]?.bureau_id, other, rows[0]?.id, at],
    );
  };
  const progress = async () =>
    (
      await clerk.query<{ importProgress: number | null }>('query ($id: ID!) { importProgress(importId: $id) }', {
        id: other,
      })
    ).importProgress;
  await beat(5);
  expect(await progress()).toBe(300);
  expect((await noticesOf('clerk')).unreadNotices).toBe(0);
  await beat(61);
  expect(await progress()).toBeNull();
  expect((await noticesOf('clerk')).workNotices[0]).toMatchObject({ id: `work-${other}`, state: 'interrupted' });
});
