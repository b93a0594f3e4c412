// pnpm bench imports: a sheet of 5,000 matters through the real API: looked through, compared with what stands, registered whole;
// and what others feel meanwhile. The server is a process of its own.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openStream } from '@huiyin/pwa/graphql/stream';
import { seedTestBureau, startTestDatabase, startTestServer, testPassword } from '@huiyin/server/testkit';
import { matter } from '../api/story.ts';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { print, type Row } from './harness.ts';

const ROWS = 5_000;
/** As the page asks for it. */
const PART = 200;

const header = ['渠道', '收到日期', '姓名', '电话', '事由', '诉求与经过', '承办单位', '来件编号'];
const places = ['东门', '西门', '食堂', '操场', '图书室', '宿舍', '校车站', '实验室'];
const rows = Array.from({ length: ROWS }, (_, at) => {
  const order = at % 5 === 0;
  const place = places[at % places.length] ?? '';
  return [
    ...[order ? '12345 热线' : '来信', `2026-11-${String(1 + (at % 20)).padStart(2, '0')}`],
    ...[`赵${at}`, `1391234${String(at).padStart(4, '0')}`, `反映第${at}所学校${place}积水`],
    ...[`第${at}所学校${place}下雨就积水，已有${1 + (at % 9)}个月，请求修好并答复。`, '基础教育处'],
    order ? `RX2026${String(at).padStart(6, '0')}` : '',
  ];
});

/** What others feel: the longest and the middle wait of each kind, in milliseconds. */
class Waits {
  readonly #of = new Map<string, number[]>();
  #on = true;
  readonly #running: Promise<void>[] = [];

  note(what: string, milliseconds: number): void {
    this.#of.set(what, [...(this.#of.get(what) ?? []), milliseconds]);
  }
  /** Does it again and again, a moment apart. */
  keep(what: string, work: () => Promise<unknown>): void {
    const run = async (): Promise<void> => {
      while (this.#on) {
        const from = performance.now();
        await work();
        this.note(what, performance.now() - from);
        await sleep(40 * Math.random());
      }
    };
    this.#running.push(run());
  }
  stop(): void {
    this.#on = false;
  }
  async end(when: string): Promise<Row[]> {
    this.stop();
    await Promise.all(this.#running);
    return [...this.#of].flatMap(([what, all]) => {
      const sorted = all.toSorted((a, b) => a - b);
      return [
        { what: `${when}: ${what}, longest of ${all.length}`, value: sorted.at(-1) ?? 0, unit: 'ms' },
        { what: `${when}: ${what}, median`, value: sorted[sorted.length >> 1] ?? 0, unit: 'ms' },
      ];
    });
  }
}

/** Two clerks who register (on the sheet's counter and on another), one who reads lists, and a wall that watches. */
function others(base: string, clerk: Caller): Waits {
  const waits = new Waits();
  /** Each registration that was accepted: how many stood then at least, and its revision. */
  const registered: { readonly open: number; readonly at: number }[] = [];
  const refreshed: { readonly revision: bigint; readonly at: number }[] = [];
  let open: number | undefined;
  const give = (channel: string) => async () => {
    const { registerCase } = await clerk.query<{ registerCase: { status: string; revision: string } }>(
      'mutation ($id: ID!, $input: JSON!) { registerCase(commandId: $id, input: $input) { status revision } }',
      { id: randomUUID(), input: { channel, receivedOn: '2026-11-23', matter: matter() } },
    );
    if (registerCase.status !== 'accepted') throw new Error(JSON.stringify(registerCase));
    if (open !== undefined) open += 1;
    if (open !== undefined) registered.push({ open, at: performance.now() });
    refreshed.push({ revision: BigInt(registerCase.revision), at: performance.now() });
  };
  const stream = openStream(
    `${base}/graphql`,
    'subscription { liveCounts { open revision } }',
    {
      onNext(json) {
        const { data } = JSON.parse(json) as { data?: { liveCounts: { open: number; revision: string } } }; // as asked
        if (!data) return;
        open ??= data.liveCounts.open;
        const seen = (what: string, at: number | undefined) => waits.note(what, performance.now() - (at ?? 0));
        while (registered[0] && registered[0].open <= data.liveCounts.open)
          seen('a registration is counted on the wall', registered.shift()?.at);
        while (refreshed[0] && refreshed[0].revision <= BigInt(data.liveCounts.revision))
          seen('a registration reaches lists and programs', refreshed.shift()?.at);
      },
      onAlive: () => undefined,
      onLost: () => undefined,
    },
    { fetch: clerk.fetch, random: Math.random },
  );
  waits.keep('registers on the same counter', give('letter'));
  waits.keep('registers on another counter', give('call'));
  const list = '{ caseList(sort: due) { rows { id number title handlingUnit { name } } } }';
  waits.keep('reads a list', () => clerk.query(list));
  const end = waits.end.bind(waits);
  waits.end = async (when) => {
    await sleep(500);
    waits.stop();
    for (let waited = 0; waited < 100 && registered.length + refreshed.length > 0; waited += 1) await sleep(100);
    stream.close();
    return end(when);
  };
  return waits;
}

const bench = await startTestDatabase();
const seeding = await startTestServer(bench.database.url);
await seedTestBureau(seeding);
await seeding.close();
const script = fileURLToPath(new URL('../testkit/server-process.ts', import.meta.url));
const child = spawn(process.execPath, [script, bench.database.url], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = (await once(child.stdout, 'data')) as [Buffer]; // what it prints is its address
const base = line.toString().trim();
try {
  const clerk = await signIn(base, 'clerk', testPassword);
  const timed = async <T>(work: () => Promise<T>): Promise<readonly [T, number]> => {
    const from = performance.now();
    return [await work(), performance.now() - from];
  };
  const sheet = { rows: [header, ...rows] };
  const quiet = others(base, clerk);
  await sleep(3_000);
  const before = await quiet.end('quiet');
  const looking = others(base, clerk);
  const [, preview] = await timed(() =>
    clerk.query(
      'query ($rows: JSON!) { previewImport(fileName: "表", rows: $rows) { rows { line faults { message } } } }',
      sheet,
    ),
  );
  const looked = await looking.end('while it is looked through');
  const [, compared] = await timed(async () => {
    const query = 'query ($rows: JSON!) { importRepeats(rows: $rows) { line } }';
    for (let from = 0; from < ROWS; from += PART)
      await clerk.query(query, { rows: [header, ...rows.slice(from, from + PART)] });
  });
  const run = `mutation ($importId: ID!, $rows: JSON!) { runImport(importId: $importId, fileName: "表", rows: $rows) {
    done cases { id } faults { message } } }`;
  const importId = randomUUID();
  const meanwhile = others(base, clerk);
  const [made, registered] = await timed(() =>
    clerk.query<{ runImport: { done: boolean; cases: readonly unknown[] } }>(run, { ...sheet, importId }),
  );
  const felt = await meanwhile.end('while it is registered');
  if (made.runImport.cases.length !== ROWS) throw new Error('not all rows were registered');
  const [, settled] = await timed(() =>
    clerk.query('mutation ($importId: ID!) { settleImport(importId: $importId) { cases { id } } }', { importId }),
  );
  const table: readonly Row[] = [
    { what: `looked through, ${ROWS} rows`, value: preview, unit: 'ms' },
    { what: `likely repeats, ${PART} rows at a time`, value: compared, unit: 'ms' },
    { what: 'registered in one transaction', value: registered, unit: 'ms' },
    { what: 'asked how it ended', value: settled, unit: 'ms' },
    ...before,
    ...looked,
    ...felt,
  ];
  print('imports', table);
} finally {
  child.kill('SIGKILL');
  await bench.close();
}
