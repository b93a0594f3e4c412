// pnpm bench repeats: likely repeats of a matter while it is typed, among ten thousand cases and among a million.
import { randomUUID } from 'node:crypto';
import { executeCommand, likelyRepeats, seedTestBureau, startTestDatabase, testViewer } from '@huiyin/server/testkit';
import type { Pool } from 'pg';
import { print, type Row } from './harness.ts';

const people = 9_000;
const texts = ['校车线路停运', '食堂饭菜质量差', '课后服务收费', '学区划分依据', '操场塑胶异味'];

function letter(at: number) {
  const place = `${String.fromCodePoint(0x4e00 + (at % 400))}${String.fromCodePoint(0x5000 + (at % 977))}小学`;
  const title = `${place}${texts[at % texts.length]}`;
  const phone = `139${String(10_000_000 + (at % people))}`;
  const matter = {
    caseId: randomUUID(),
    title,
    demand: `${title}，本学期以来多次向${place}反映没有答复，请求核查并书面说明。`,
    petitioner: { kind: 'person', anonymous: false, name: '李小明', phone },
    facts: {
      responsibility: 'district',
      contentKind: 'appeal',
      priorHandling: 'none',
      opinionImplemented: false,
      newFacts: false,
    },
    handlingUnitId: 'east',
    earlierHandling: '',
  };
  return {
    commandId: randomUUID(),
    type: 'registerCase',
    occurredAt: new Date(),
    payload: { channel: 'letter', receivedOn: '2026-11-23', matter },
  };
}

/**
 * Copies the cases that real commands have made, keys and all, until there are so many: the same person and the same words
 * then stand in a thousand cases, which is worse than any bureau.
 */
async function growTo(pool: Pool, count: number, made: number): Promise<void> {
  const copies = Math.ceil(count / made) - 1;
  if (copies < 1) return;
  await pool.query(`
    create temp table copied as select c.id as old, gen_random_uuid() as id, n
      from petition_case c cross join generate_series(1, ${copies}) n`);
  const columns = await pool.query(`select column_name from information_schema.columns
    where table_name = 'petition_case' and column_name not in ('id', 'ordinal', 'number', 'state')`);
  const names = columns.rows.map(({ column_name: name }) => name).join(', ');
  await pool.query(`
    insert into petition_case (id, number, state, ${names})
    select k.id::text, c.number || '-' || k.id::text, jsonb_set(c.state, '{id}', to_jsonb(k.id::text)), ${names}
    from copied k join petition_case c on c.id = k.old`);
  await pool.query(`
    insert into case_key (bureau_id, key, case_id) select x.bureau_id, x.key, k.id
    from copied k join case_key x on x.case_id = k.old::uuid`);
  await pool.query('drop table copied');
  await pool.query('vacuum analyze case_key');
}

const { database, clock, close } = await startTestDatabase();
const rows: Row[] = [];
try {
  await seedTestBureau({ database, clock });
  const clerk = await testViewer(database, 'clerk');
  const feed = { hint: () => undefined };
  const real = 2_000;
  for (let at = 0; at < real; at += 1) {
    const { status } = await executeCommand({ database, clock, feed }, clerk, letter(at));
    if (status !== 'accepted') throw new Error(status);
  }
  for (const count of [10_000, Number(process.env.CASES ?? 1_000_000)]) {
    const { rows: stand } = await database.pool.query('select count(*)::int as made from petition_case');
    await growTo(database.pool, count, stand[0].made);
    const times: number[] = [];
    let found = 0;
    for (let turn = 0; turn < 300; turn += 1) {
      const { matter } = letter(turn * 7).payload;
      const { petitioner, title, demand, handlingUnitId } = matter;
      const probe = { channel: 'visit', people: [petitioner], title, demand, handlingUnitId } as const;
      const from = performance.now();
      found += (await likelyRepeats({ database }, clerk, probe)).length;
      if (turn >= 50) times.push(performance.now() - from);
    }
    if (found === 0) throw new Error('nothing was found');
    times.sort((a, b) => a - b);
    const at = (part: number) => times[Math.floor(times.length * part)] ?? 0;
    rows.push({ what: `likely repeats among ${count.toLocaleString('en')} cases, p50`, value: at(0.5), unit: 'ms' });
    rows.push({ what: `likely repeats among ${count.toLocaleString('en')} cases, p95`, value: at(0.95), unit: 'ms' });
  }
} finally {
  await close();
}
print('repeats', rows);
