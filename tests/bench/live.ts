// pnpm bench live: the wall's counts, the case list and the search at growing size, against one row read by its primary
// key; every figure over HTTP, by one signed-in leader, on one connection at a time.
import { randomUUID } from 'node:crypto';
import {
  executeCommand,
  seedTestBureau,
  startTestDatabase,
  startTestServer,
  testPassword,
  testViewer,
} from '@huiyin/server/testkit';
import type { Pool } from 'pg';
import { signIn } from '../testkit/graphql.ts';
import { print, type Row } from './harness.ts';

const sizes = [1_000, 10_000, 100_000];

/**
 * Copies one case, registered by a real command, until there are `size`: other ids, numbers, names, units, days, states.
 * The counters are then made of the rows in one statement, as `huiyin verify` recounts them.
 */
async function growTo(pool: Pool, size: number): Promise<void> {
  await pool.query(
    `insert into petition_case (bureau_id, id, number, title, demand, status, channel, content_kind, compartment,
       received_on, registered_at, registered_on, petitioner_kind, petitioner_name, petitioner_anonymous, handling_unit_id,
       accused_unit_id, visit_id, next_legal_due, next_target_due, turn_due, updated_at, bigrams, version, head_hash, state)
     select bureau_id, gen_random_uuid()::text, '批〔2026〕' || n || '号', title, demand,
       (array['registered','accepted','accepted','completed','completed','completed'])[1 + n % 6],
       (array['letter','visit','call','online','hotline'])[1 + n % 5], content_kind, compartment, received_on, registered_at,
       registered_on, petitioner_kind, s.name, false, (array['east','west','basic','office'])[1 + n % 4], null, null,
         case when n % 6 < 3 then received_on + (n % 90) - 20 end, case when n % 6 < 3 then received_on + (n % 90) - 22 end,
       case when n % 6 < 3 then received_on + (n % 90) - 22 else 'infinity'::date end, registered_at,
       bigrams || array[left(s.name, 2), right(s.name, 2), n % 100 || '号'], version, head_hash,
       jsonb_set(state, '{matter,petitioner,name}', to_jsonb(s.name))
     from petition_case c, generate_series((select count(*)::int from petition_case), $1::int - 1) n,
       lateral (select substr('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许', 1 + n % 20, 1)
         || substr('建国海燕志强丽华晓东秀兰文斌玉梅永福春花', 1 + (n / 20) % 20, 1)
         || substr('磊敏涛静伟芳娜强洋艳勇军杰娟超丹霞平刚桂', 1 + (n / 400) % 20, 1) as name) s
     where c.number = '信〔2026〕1号'`,
    [size],
  );
  await pool.query('truncate count_delta, count_total');
  await pool.query(
    `insert into count_total (bureau_id, measure, unit_id, compartment, accused_unit_id, status, channel, legal_due, target_due,
       day, amount)
     select bureau_id, 'cases', handling_unit_id, compartment, '', status, channel, coalesce(next_legal_due, '9999-12-31'),
       coalesce(next_target_due, '9999-12-31'), '9999-12-31', count(*) from petition_case group by 1, 3, 4, 6, 7, 8, 9`,
  );
  await pool.query('vacuum analyze');
}

/** Median and 95th percentile in milliseconds of calls one after the other, after a warm-up. */
async function timed(call: () => Promise<unknown>, ms = 1_200) {
  for (let count = 0; count < 8; count += 1) await call();
  const times: number[] = [];
  for (const start = performance.now(); performance.now() - start < ms || times.length < 9; ) {
    const from = performance.now();
    await call();
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return { p50: times[Math.floor(times.length / 2)] ?? 0, p95: times[Math.floor(times.length * 0.95)] ?? 0 };
}

const line = 'id number title statusName dueState petitioner { name } handlingUnit { name } nextDue { legalDue }';
const list = (filter: string) =>
  `{ cases(first: 50${filter}) { edges { node { ${line} } } pageInfo { hasNextPage } } }`;
const counts = `{ liveCounts { revision open overdue dueSoon registeredToday byStatus { key count } byChannel { key count }
  byUnit { key name count overdue } } }`;
const asked: readonly [string, string][] = [
  ['liveCounts', counts],
  ['case list, first page', list('')],
  ['case list, overdue', list(', filter: { due: overdue }')],
  ['case list, one unit', list(', filter: { unitId: "east" }')],
  ['case list, last of it', list(', filter: { status: [registered], channel: [hotline], due: dueSoon }')],
  ['search, a name of two characters', list(', filter: { search: "秦建" }')],
  ['search, one case by number', list(', filter: { search: "批〔2026〕777号" }')],
  ['search, what every case holds', list(', filter: { search: "学校" }')],
  ['search, nothing found', list(', filter: { search: "尤强桂花" }')],
  ['list badge (totalCount)', '{ cases(first: 1) { totalCount } }'],
  ['list badge, overdue', '{ cases(first: 1, filter: { due: overdue }) { totalCount } }'],
];

const bench = await startTestDatabase();
const server = await startTestServer(bench.database.url);
try {
  await seedTestBureau(bench);
  const deps = { database: bench.database, clock: bench.clock, feed: { hint: () => undefined } };
  const matter = {
    caseId: randomUUID(),
    title: '学校门口交通拥堵',
    demand: '希望在放学时段安排人员疏导交通，保障学生安全。',
    petitioner: { kind: 'person', anonymous: false, name: '李小明', phone: '13912342041' },
    ...{ handlingUnitId: 'east', earlierHandling: '' },
    facts: {
      ...{ responsibility: 'district', contentKind: 'appeal', priorHandling: 'none' },
      ...{ opinionImplemented: false, newFacts: false },
    },
  };
  const payload = { channel: 'letter', receivedOn: '2026-11-23', matter };
  const first = { commandId: randomUUID(), type: 'registerCase', occurredAt: new Date(), payload };
  const made = await executeCommand(deps, await testViewer(bench.database, 'leader'), first);
  if (made.status !== 'accepted') throw new Error(`the first case was ${made.status}: ${made.message}`);
  const leader = await signIn(server.base, 'leader', testPassword);
  const rows: Row[] = [];
  for (const size of sizes) {
    await growTo(bench.database.pool, size);
    const told = await leader.query<{ liveCounts: { byStatus: { count: number }[] } }>(counts);
    const total = told.liveCounts.byStatus.reduce((sum, { count }) => sum + count, 0);
    if (total !== size) throw new Error(`${total} counted of ${size}`);
    const byKey = `{ petitionCase(id: "${matter.caseId}") { ${line} } }`;
    const measure = (await timed(() => leader.query(byKey))).p50;
    const at = `at ${size.toLocaleString('en')}`;
    rows.push({ what: `one case by primary key ${at}, p50`, value: measure, unit: 'ms', ratio: 1 });
    for (const [what, text] of asked) {
      const { p50, p95 } = await timed(() => leader.query(text));
      rows.push({ what: `${what} ${at}, p50`, value: p50, unit: 'ms', ratio: p50 / measure });
      if (what === 'liveCounts') rows.push({ what: `${what} ${at}, p95`, value: p95, unit: 'ms' });
    }
  }
  print('live', rows);
} finally {
  await server.close();
  await bench.close();
}
