import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { makeAskedReport, makeDueReports, rebuildFigures, takeJobs } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, post } from '../testkit/graphql.ts';
import { command, matter, openStory, type Story, submitOne } from './story.ts';

// Analysis reports (分析报告): kept as they were, the same however often they are made, without a name.

let story: Story;
let clerk: Caller;
let leader: Caller;

// in handling before they came here (R28): their units have them from the first day on
const facts = { ...matter().facts, priorHandling: 'inProgress' };

async function register(receivedOn: string, change: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const one = matter({ title: '反映校车停运上学不便', facts, ...change });
  expect(
    (await submitOne(clerk, command('registerCase', { channel: 'online', receivedOn, matter: one }))).code,
  ).toBeNull();
  return one.caseId;
}

beforeAll(async () => {
  story = await openStory({ jobs: true });
  clerk = await story.as('clerk');
  leader = await story.as('leader');
  for (const day of ['2026-09-08', '2026-10-12', '2026-10-13', '2026-10-14']) await register(day);
  await register('2026-10-20', { handlingUnitId: 'west', title: '反映食堂饭菜质量' });
  const accused = { ...matter().facts, contentKind: 'accusation' };
  const secret = matter({ facts: accused, accusedUnitId: 'east-1', title: '检举王某某收礼' });
  await submitOne(leader, command('registerCase', { channel: 'letter', receivedOn: '2026-10-21', matter: secret }));
});
afterAll(() => story?.close());

interface Report {
  readonly id: string;
  readonly title: string;
  readonly madeByName: string | null;
  readonly sections: readonly {
    readonly heading: string;
    readonly paragraphs: readonly string[];
    readonly tables: readonly {
      readonly caption: string;
      readonly head: string[];
      readonly rows: (string | number)[][];
      readonly figure: {
        readonly number: number;
        readonly chart: { readonly categories: string[]; readonly series: { readonly values: unknown[] }[] };
      } | null;
    }[];
  }[];
}
const fields =
  '{ id title madeByName sections { heading paragraphs tables { caption head rows figure { number chart } } } }';
const makeText = 'mutation ($period: String!) { makeReport(period: $period) { id state } }';
interface Request {
  readonly id: string;
  readonly state: string;
  readonly reportId: string | null;
  readonly problem: string | null;
}
const ask = async (caller: Caller, period: string) =>
  (await caller.query<{ makeReport: Request }>(makeText, { period })).makeReport;
const requests = async (caller: Caller) =>
  (await caller.query<{ reportRequests: Request[] }>('{ reportRequests { id state reportId problem } }'))
    .reportRequests;

/** Asks for a report, and waits for the job that makes it. */
async function make(caller: Caller, period: string): Promise<Report> {
  const { id } = await ask(caller, period);
  let done: Request | undefined;
  await expect
    .poll(
      async () => {
        done = (await requests(caller)).find((one) => one.id === id);
        return done?.state;
      },
      { timeout: 10_000, interval: 50 },
    )
    .toBe('ready');
  const { report } = await caller.query<{ report: Report }>(`query ($id: ID!) { report(id: $id) ${fields} }`, {
    id: done?.reportId,
  });
  return report;
}
const rowsOf = (report: Report, caption: string) =>
  report.sections.flatMap(({ tables }) => tables).find((table) => table.caption === caption)?.rows;

async function fileOf(caller: Caller, id: string, kind: string): Promise<{ status: number; bytes: Buffer }> {
  const response = await caller.fetch(`${story.base}/reports/${id}.${kind}`);
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** The text of all parts of a zip file (.docx, .xlsx). */
function zipText(bytes: Buffer): string {
  let text = '';
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const [size, name, extra] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)];
    const from = at + 30 + name + extra;
    const part = bytes.subarray(from, from + size);
    text += bytes.readUInt16LE(at + 8) === 0 ? part.toString() : inflateRawSync(part).toString();
    at = from + size;
  }
  return text;
}

test('a month in the order of Art 41: figures, comparison, topics; accusations are in none of it', async () => {
  const report = await make(clerk, '2026-10');
  expect(report.title).toBe('测试市教育局2026年10月信访工作分析报告');
  expect(report.sections.map(({ heading }) => heading.slice(0, 2))).toEqual([
    '一、',
    '二、',
    '三、',
    '四、',
    '五、',
    '六、',
    '七、',
    '八、',
    '九、',
    '附件',
  ]);
  expect(report.sections[0]?.paragraphs[0]).toContain('收到信访事项4件，比上期增加3件（上升300.0%）');
  expect(rowsOf(report, '收到的信访事项（按类别）')).toEqual([['申诉求决', 4, 1, 0]]);
  expect(rowsOf(report, '件次、批次、人次')).toEqual([
    ['网上信访', 4, 4, '—', '—', '—', '—'],
    ['合计', 4, 4, 0, 0, 0, 0],
  ]);
  expect(rowsOf(report, '收到和办结的月度走势')?.at(-1)).toEqual(['2026年10月', 4, 0]);
  expect(rowsOf(report, '领导干部接访情况')?.map(([name]) => name)).not.toEqual([]);
  expect(rowsOf(report, '热点用语')?.[0]).toEqual(['校车停运上学不便', 3, 1]);
  expect(rowsOf(report, '各单位')?.map(([unit, received]) => [unit, received])).toEqual([
    ['东城区教育局', 3],
    ['西河区教育局', 1],
  ]);
  expect(rowsOf(report, '长期未结事项')?.map(([, unit, kind]) => [unit, kind])).toEqual([['东城区教育局', '申诉求决']]);
  for (const word of ['李小明', '王某某', '检举控告', '13912342041']) {
    expect(JSON.stringify([report.title, report.sections]).replaceAll('检举控告依', '')).not.toContain(word);
  }
});

test('made again of the same figures it is the same report, byte for byte; new work makes another one', async () => {
  const first = await make(clerk, '2026-10');
  const files = ['docx', 'pdf', 'xlsx'] as const;
  const before = await Promise.all(files.map((kind) => fileOf(clerk, first.id, kind)));
  expect(before.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(before[1]?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(zipText(before[0]?.bytes ?? Buffer.alloc(0))).toContain('信访工作分析报告');
  expect(zipText(before[2]?.bytes ?? Buffer.alloc(0))).toContain('校车停运上学不便');
  expect((await make(leader, '2026-10')).id).toBe(first.id);
  await register('2026-10-28');
  const second = await make(clerk, '2026-10');
  expect(second.id).not.toBe(first.id);
  expect(second.sections[0]?.paragraphs[0]).toContain('收到信访事项5件');
  const after = await Promise.all(files.map((kind) => fileOf(clerk, first.id, kind)));
  for (const [at, { bytes }] of after.entries()) expect(bytes.equals(before[at]?.bytes ?? Buffer.alloc(0))).toBe(true);
});

test('a unit’s clerk makes and reads the report of the own unit, and no other', async () => {
  const [west, bureau] = [await make(await story.as('west'), '2026-10'), await make(clerk, '2026-10')];
  expect(west.title).toBe('西河区教育局2026年10月信访工作分析报告');
  expect(west.sections[0]?.paragraphs[0]).toContain('收到信访事项1件');
  expect(west.sections.some(({ heading }) => heading.includes('12345'))).toBe(false);
  const { reports } = await (await story.as('west')).query<{ reports: { id: string }[] }>('{ reports { id } }');
  expect(reports.map(({ id }) => id)).toEqual([west.id]);
  expect((await fileOf(await story.as('west'), bureau.id, 'docx')).status).toBe(404);
  expect((await fileOf(await story.as('east'), west.id, 'docx')).status).toBe(404);
  expect((await fileOf(clerk, west.id, 'docx')).status).toBe(200);
  expect((await fileOf(await story.as('wall'), bureau.id, 'docx')).status).toBe(403);
  expect((await fetch(`${story.base}/reports/${bureau.id}.docx`)).status).toBe(401);
});

test('asked for twice it is made once; a process killed in the middle leaves one finished report', async () => {
  const other = await openStory();
  const script = fileURLToPath(new URL('../testkit/job-taker.ts', import.meta.url));
  const { database, clock } = other.server;
  try {
    const office = await other.as('clerk');
    const [first, second] = await Promise.all([ask(office, '2026-10'), ask(await other.as('leader'), '2026-10')]);
    expect([first.state, second.id]).toEqual(['asked', first.id]);
    const killed = spawn(process.execPath, [script, database.url, 'make-report'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(killed.stdout, 'data');
    await database.pool.query(`update report_request set state = 'making', attempts = 1`);
    const ended = once(killed, 'exit');
    killed.kill('SIGKILL');
    await ended;
    const figures = { catchUp: async () => true, close: async () => undefined };
    const make = (payload: unknown) => makeAskedReport({ database, clock, figures }, payload);
    await rebuildFigures(database, 'test');
    const taking = takeJobs(database, { 'make-report': make });
    await expect.poll(async () => (await requests(office))[0]?.state, { timeout: 15_000 }).toBe('ready');
    await taking.close();
    const { rows } = await database.pool.query('select bureau_id as "bureauId", id as "requestId" from report_request');
    await make(rows[0]);
    expect((await database.pool.query('select 1 from report')).rowCount).toBe(1);
    expect(rows).toHaveLength(1);
  } finally {
    await other.close();
  }
});

test('what cannot be made says why, and may be asked for again', async () => {
  const other = await openStory();
  const { database, clock } = other.server;
  const away = { catchUp: async () => false, close: async () => undefined };
  try {
    const office = await other.as('clerk');
    const { id: requestId } = await ask(office, '2026-10');
    const payload = { bureauId: 'test', requestId };
    for (let attempt = 1; attempt <= 4; attempt += 1)
      await expect(makeAskedReport({ database, clock, figures: away }, payload)).rejects.toThrow('behind');
    expect((await requests(office))[0]?.state).toBe('making');
    await makeAskedReport({ database, clock, figures: away }, payload);
    expect((await requests(office))[0]).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('统计数据正在更新'),
    });
    expect((await ask(office, '2026-10')).id).not.toBe(requestId);
  } finally {
    await other.close();
  }
});

test('charts are Word’s own with their numbers in a workbook, and vector paths in the PDF; never a unit by its volume (R37)', async () => {
  const { id, sections } = await make(clerk, '2026-10');
  const word = zipText((await fileOf(clerk, id, 'docx')).bytes);
  const figures = sections.flatMap(({ tables }) => tables.flatMap(({ figure }) => figure ?? []));
  expect(figures.map(({ number }) => number)).toEqual(figures.map((_, at) => at + 1));
  expect(word.match(/<c:chartSpace /g)).toHaveLength(figures.length);
  expect(word).toContain('<c:lineChart>');
  expect(word).not.toContain('■');
  const units = sections.find(({ heading }) => heading.startsWith('八、'))?.tables[0];
  expect([units?.caption, units?.figure]).toEqual(['各单位', null]);
  for (const { chart } of figures) {
    expect(chart.categories).not.toContain('东城区教育局');
    for (const { values } of chart.series) expect(values).toHaveLength(chart.categories.length);
  }
});

test.each(['2026-13', '2026-12', '2027', 'x'])('“%s” is no period that has begun', async (period) => {
  expect((await post(story.base, makeText, { period }, clerk.fetch)).errors?.[0]?.extensions?.code).toBe(
    'period-wrong-for-report',
  );
});

test('each morning the periods that have ended get their report, once', async () => {
  const { database, clock } = story.server;
  const services = { database, clock, figures: { catchUp: async () => true, close: async () => undefined } };
  clock.set('2027-01-01T06:10:00+08:00');
  // Nothing came in December: no report of nothing.
  expect(await makeDueReports(services)).toBe(2);
  expect(await makeDueReports(services)).toBe(0);
  const { rows } = await database.pool.query(`select period from report where made_by_name is null order by period`);
  expect(rows.map(({ period }) => period)).toEqual(['2026', '2026-Q4']);
  clock.set('2026-11-23T09:00:00+08:00');
});

test('the numbers behind each chart of the wall are a workbook, by the scope of whoever asks', async () => {
  const wall = await story.as('wall');
  type Row = Readonly<Record<string, string | number | null>>;
  const { wallFigures: told, liveCounts: live } = await wall.query<{
    wallFigures: Record<'days' | 'ages' | 'kinds' | 'rates' | 'summaries', Row[]> & {
      months: Row[];
      topics: { topics: Row[] };
      hotline: Row;
    };
    liveCounts: Record<'byUnit' | 'byChannel' | 'byStatus', Row[]>;
  }>(`{ wallFigures { days { day received closed } months { received closed } ages { name overdue open }
      kinds { name overdue open } rates { name numerator denominator } summaries { from to items persons }
      topics { topics { phrase cases } } hotline { year extended received } }
    liveCounts { byUnit { name overdue dueSoon open } byChannel { name overdue dueSoon open } byStatus { name count } } }`);
  const parts: Readonly<Record<string, readonly Row[]>> = {
    ...{ days: told.days, months: told.months, ages: told.ages, kinds: told.kinds, rates: told.rates },
    ...{ summaries: told.summaries, topics: told.topics.topics, hotline: [told.hotline] },
    ...{ units: live.byUnit, channels: live.byChannel, statuses: live.byStatus },
  };
  for (const [part, rows] of Object.entries(parts)) {
    const { status, bytes } = await fileOf(wall, `wall-${part}`, 'xlsx');
    expect([part, status]).toEqual([part, 200]);
    const [, ...written] = [...zipText(bytes).matchAll(/<row [^>]*>(.*?)<\/row>/g)].map(([, row = '']) =>
      [...row.matchAll(/<[vt](?: [^>]*)?>([^<]*)</g)].map(([, value]) => value),
    );
    // What the page tells stands in the row of the same place, in this order.
    const expected = rows.map((row) => Object.values(row).map(String));
    const found = written.map((row, at) =>
      row.filter((value) => expected[at]?.includes(value ?? '')).slice(0, expected[at]?.length),
    );
    expect([part, found.map((row) => new Set(row))]).toEqual([part, expected.map((row) => new Set(row))]);
  }
  expect(zipText((await fileOf(await story.as('west'), 'wall-units', 'xlsx')).bytes)).not.toContain('东城区教育局');
  expect((await fileOf(clerk, 'wall-nothing', 'xlsx')).status).toBe(404);
});
