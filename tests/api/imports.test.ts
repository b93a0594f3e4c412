import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import PizZip from 'pizzip';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, openStory, registerCase, type Story, submitOne } from './story.ts';

/* Many matters at once from a sheet: every wrong cell is named, and it is registered whole or not at all. */

let story: Story;
beforeAll(async () => {
  story = await openStory();
}, 60_000);
afterAll(() => story?.close());

const header = [
  ...['渠道', '收到日期', '姓名', '电话', '公民身份号码', '事由', '诉求与经过', '承办单位'],
  ...['来文类别', '来自', '来件编号', '总人数', '联名人', '紧急', '信访人类别', '首问单位', '首问责任人'],
];
const row = (change: Readonly<Record<string, string>> = {}) => {
  const cells: Readonly<Record<string, string>> = {
    渠道: '来信',
    收到日期: '2026/11/20',
    姓名: '李小明',
    电话: '13912342041',
    事由: '校车停运，要求恢复',
    诉求与经过: '校车三号线停运，请求恢复。',
    承办单位: '基础教育处',
    ...change,
  };
  return header.map((column) => cells[column] ?? '');
};

interface Fault {
  readonly line?: number;
  readonly column: string | null;
  readonly message: string;
}
interface Preview {
  readonly header: readonly Fault[];
  readonly rows: readonly { line: number; faults: readonly Fault[]; sameAs: number | null }[];
  readonly earlier: readonly { personName: string; cases: number }[];
}
interface Run {
  readonly done: boolean;
  readonly cases: readonly { id: string; number: string }[];
  readonly faults: readonly Fault[];
}
const previewText = `query ($rows: JSON!) { previewImport(fileName: "表.xlsx", rows: $rows) {
  header { column message } rows { line faults { column message } sameAs } earlier { personName cases } } }`;
const runText = `mutation ($importId: ID!, $rows: JSON!, $again: Boolean) {
  runImport(importId: $importId, fileName: "表.xlsx", rows: $rows, again: $again) {
    done cases { id number } faults { line column message } } }`;
const preview = async (rows: unknown) =>
  (await (await story.as('clerk')).query<{ previewImport: Preview }>(previewText, { rows })).previewImport;
const run = async (rows: unknown, importId: string = randomUUID(), again = false) =>
  (await (await story.as('clerk')).query<{ runImport: Run }>(runText, { rows, importId, again })).runImport;
const settle = async (importId: string) =>
  (
    await (
      await story.as('clerk')
    ).query<{ settleImport: Pick<Run, 'cases'> }>(
      'mutation ($importId: ID!) { settleImport(importId: $importId) { cases { id number } } }',
      { importId },
    )
  ).settleImport.cases;
/** The sheets of an .xlsx, as their XML. */
const sheetsOf = (content: string) => {
  const zip = new PizZip(Buffer.from(content, 'base64'));
  return [1, 2, 3].map((at) => zip.file(`xl/worksheets/sheet${at}.xml`)?.asText() ?? '');
};
const total = async () =>
  (await (await story.as('clerk')).query<{ cases: { totalCount: number } }>('{ cases { totalCount } }')).cases
    .totalCount;

test('wrong columns are named before any row is read', async () => {
  const { header: faults, rows } = await preview([['渠道', '收到日期', '事由', '事由', '备注'], ['来信']]);
  expect(rows).toEqual([]);
  expect(faults.map(({ column }) => column)).toEqual(['事由', '备注', '诉求与经过', '承办单位']);
  const titled = await preview([['2026年11月来信登记表'], header, row()]);
  expect(titled.header).toEqual([{ column: null, message: expect.stringContaining('删去列名上面的标题') }]);
});

test.each([
  ['2026-11-05 14:30:00'],
  ['2026/11/5 9:05'],
  ['2026年11月5日14:30'],
  ['20261105'],
  ['２０２６－１１－０５'],
])('a day as other programs write it is read: %s', async (收到日期) => {
  const [read] = (await preview([header, row({ 收到日期, 渠道: '\u200b来\u00a0信', 承办单位: ' 基础 教育处' })])).rows;
  expect(read?.faults).toEqual([]);
});

test('a unit is named in full, or by the short name that lists show; of a short name of two the full one is asked for', async () => {
  const admin = await story.as('admin');
  const call = (id: string, name: string, shortName: string) =>
    admin.query(
      'mutation ($id: ID!, $name: String!, $shortName: String) { renameUnit(id: $id, name: $name, shortName: $shortName) { id } }',
      { id, name, shortName },
    );
  await call('basic', '基础教育处', '基教处');
  await call('middle-1', '市第一中学', '一中');
  await call('west-1', '西城第一小学', '一中');
  const { rows } = await preview([header, row({ 承办单位: '基教 处' }), row({ 承办单位: '一中' })]);
  expect(rows[0]?.faults).toEqual([]);
  expect(rows[1]?.faults).toMatchObject([
    { column: '承办单位', message: expect.stringMatching(/共用的简称.*单位全称/) },
  ]);
});

test.each<[string, Readonly<Record<string, string>>, string, string]>([
  ['a day that does not exist', { 收到日期: '2026-02-30' }, '收到日期', '2026-11-05'],
  ['a day that the sheet shows as a number', { 收到日期: '46330' }, '收到日期', '按数字显示的日期'],
  ['no day at all, cut off', { 收到日期: '2026-11-05 14' }, '收到日期', '2026-11-05'],
  ['an unknown channel', { 渠道: '微信' }, '渠道', '“来信”'],
  ['an unknown unit', { 承办单位: '后勤处' }, '承办单位', '单位全称'],
  ['a formula', { 事由: '=A1&B1' }, '事由', '粘贴为数值'],
  ['half a telephone number', { 电话: '1391234' }, '电话', '手机号'],
  ['nothing asked for', { 诉求与经过: '' }, '诉求与经过', '请写明'],
  ['an order without its number', { 渠道: '12345 热线' }, '来件编号', '交办单'],
  ['a unit that may not have it', { 承办单位: '东城区教育局' }, '承办单位', '依据'],
  ['no number of persons', { 总人数: '很多' }, '总人数', '总人数'],
  ['an identity number that a sheet has cut', { 公民身份号码: '3.30106E+17' }, '公民身份号码', '格式设为“文本”'],
  ['an unknown kind of sender', { 渠道: '上级转交', 来文类别: '教育部', 来自: '教育部' }, '来文类别', '“市信访局'],
  [
    'a person who joined in and cannot be read',
    { 联名人: '王芳 13812342042 家长' },
    '联名人',
    '“王芳 13812342042 家长”',
  ],
  ['half a number of one who joined in', { 联名人: '王芳 138；李强' }, '联名人', '王芳：'],
  ['six representatives', { 联名人: '王芳 代表；李强 代表；赵一 代表；钱二 代表；孙三 代表' }, '联名人', '第二十条'],
  ['fewer persons than names', { 总人数: '2', 联名人: '王芳；李强' }, '总人数', '3'],
  ['a first-asked unit of a letter', { 首问单位: '局办公室', 首问责任人: '陈静' }, '首问单位', '来访、来电'],
  ['nobody asked first in the unit', { 渠道: '来访', 首问单位: '局办公室' }, '首问责任人', '责任人'],
  ['nobody’s unit asked first', { 渠道: '来电', 首问责任人: '陈静' }, '首问单位', '单位全称'],
  ['more words than a case holds', { 诉求与经过: '雨'.repeat(5001) }, '诉求与经过', '5000'],
  ['neither urgent nor not', { 渠道: '12345 热线', 来件编号: 'HZ-1', 紧急: '尽快' }, '紧急', '“是”'],
])('%s is told at its cell, with how to mend it', async (_name, change, column, words) => {
  const { rows } = await preview([header, row(), row(change)]);
  expect(rows[0]?.faults).toEqual([]);
  expect(rows[1]).toMatchObject({ line: 3, faults: [{ column, message: expect.stringContaining(words) }] });
});

test('one look is enough: what the cells say wrong and what the rules refuse stand side by side, once each', async () => {
  const wrong = row({ 收到日期: '2026-02-30', 承办单位: '=A1', 电话: '139', 事由: '', 首问单位: '局办公室' });
  const suspicious = row({ 事由: '反映校长收受回扣', 诉求与经过: '请求查处。' });
  const { rows } = await preview([header, wrong, suspicious]);
  expect(rows[0]?.faults.map(({ column }) => column)).toEqual([
    '收到日期',
    '电话',
    '事由',
    '承办单位',
    '承办单位',
    '首问单位',
  ]);
  expect(rows[1]?.faults).toMatchObject([{ column: '理由', message: expect.stringContaining('“性质”填“检举控告”') }]);
});

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

test('what is no sheet, too long a one, and who may not: refused', async () => {
  const clerk = await story.as('clerk');
  const long = [header, ...Array.from({ length: 5_001 }, () => row())];
  for (const [rows, code] of [
    [long, 'import-too-long'],
    ['表', 'import-unreadable'],
    [[header], 'import-unreadable'],
    [[header, [1]], 'import-unreadable'],
  ] as const) {
    const answer = await ask(story.base, clerk, previewText, { rows });
    expect(answer.errors?.[0]?.extensions?.code).toBe(code);
  }
  const given = { rows: [header, row()], importId: randomUUID() };
  const answer = await ask(story.base, await story.as('east'), runText, given);
  expect(answer.errors?.[0]?.extensions?.code).toBe('forbidden');
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

test('the template: drop-down lists, every column explained, text cells that keep long numbers', async () => {
  const { importTemplate } = await (await story.as('clerk')).query<{ importTemplate: { content: string } }>(
    '{ importTemplate { fileName content } }',
  );
  const [fill = '', guide = '', lists = ''] = sheetsOf(importTemplate.content);
  expect(fill.match(/<dataValidation /g)).toHaveLength(10);
  expect(fill).toContain('sqref="A2:A5001"');
  expect(fill).toMatch(/<col [^>]*style="2"/);
  for (const column of header) expect(guide).toContain(`>${column}<`);
  expect(lists).toContain('>基础教育处<');
});

test('the sheet comes back with reasons and marked cells, and can be chosen again as it is', async () => {
  const rows = [header, row(), row({ 收到日期: '2026-02-30', 电话: '1391234' }), row()];
  const { importToMend } = await (await story.as('clerk')).query<{
    importToMend: { fileName: string; content: string };
  }>('query ($rows: JSON!) { importToMend(fileName: "十月来信.csv", rows: $rows) { fileName content } }', { rows });
  expect(importToMend.fileName).toBe('十月来信-要改的行.xlsx');
  const [whole = '', bad = ''] = sheetsOf(importToMend.content);
  expect(whole.match(/<row /g)).toHaveLength(4);
  expect(bad.match(/<row /g)).toHaveLength(2);
  expect(whole).toContain('第 3 行“收到日期”');
  expect(whole.match(/s="3"/g)).toHaveLength(2);
  const again = await preview(rows.map((cells, at) => [at === 0 ? '问题和改法' : '第 3 行：…', ...cells]));
  expect(again.header).toEqual([]);
  expect(again.rows.map(({ sameAs }) => sameAs)).toEqual([null, null, 2]);
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
