// pnpm bench imports: a sheet of 5,000 matters through the real API: looked through, compared with what stands, registered whole.
import { randomUUID } from 'node:crypto';
import { seedTestBureau, startTestDatabase, startTestServer, testPassword } from '@huiyin/server/testkit';
import { signIn } from '../testkit/graphql.ts';
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

const bench = await startTestDatabase();
const server = await startTestServer(bench.database.url);
try {
  await seedTestBureau(server);
  const clerk = await signIn(server.base, 'clerk', testPassword);
  const timed = async <T>(work: () => Promise<T>): Promise<readonly [T, number]> => {
    const from = performance.now();
    return [await work(), performance.now() - from];
  };
  const sheet = { rows: [header, ...rows] };
  const [, preview] = await timed(() =>
    clerk.query(
      'query ($rows: JSON!) { previewImport(fileName: "表", rows: $rows) { rows { line faults { message } } } }',
      sheet,
    ),
  );
  const [, compared] = await timed(async () => {
    const query = 'query ($rows: JSON!) { importRepeats(rows: $rows) { line } }';
    for (let from = 0; from < ROWS; from += PART)
      await clerk.query(query, { rows: [header, ...rows.slice(from, from + PART)] });
  });
  const run = `mutation ($importId: ID!, $rows: JSON!) { runImport(importId: $importId, fileName: "表", rows: $rows) {
    done cases { id } } }`;
  const importId = randomUUID();
  const [made, registered] = await timed(() =>
    clerk.query<{ runImport: { done: boolean; cases: readonly unknown[] } }>(run, { ...sheet, importId }),
  );
  if (made.runImport.cases.length !== ROWS) throw new Error('not all rows were registered');
  const [, settled] = await timed(() =>
    clerk.query('mutation ($importId: ID!) { settleImport(importId: $importId) { cases { id } } }', { importId }),
  );
  const table: readonly Row[] = [
    { what: `looked through, ${ROWS} rows`, value: preview, unit: 'ms' },
    { what: `likely repeats, ${PART} rows at a time`, value: compared, unit: 'ms' },
    { what: 'registered in one transaction', value: registered, unit: 'ms' },
    { what: 'asked how it ended', value: settled, unit: 'ms' },
  ];
  print('imports', table);
} finally {
  await server.close();
  await bench.close();
}
