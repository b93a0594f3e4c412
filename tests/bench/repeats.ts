/*
 * pnpm bench repeats [--cases N]: likely repeats of a matter while it is typed, among ten thousand cases and among a million, of
 * letters as they come and of a form letter that ten thousand people have sent; and what registering them costs. Ratios are to one
 * case read by its number at the same moment, so that a busy machine falls on both.
 */
import { randomUUID } from 'node:crypto';
import { executeCommand, likelyRepeats, seedTestBureau, startTestDatabase, testViewer } from '@huiyin/server/testkit';
import type { Pool } from 'pg';
import { print, type Row } from './harness.ts';
import { median, progress } from './harness-process.ts';
import { withoutIndexes } from './harness-table.ts';
import { letterOf, petitionerOf } from './letters.ts';

const option = process.argv.indexOf('--cases');
const most = option < 0 ? 1_000_000 : Number(process.argv[option + 1]);
const real = 2_000;
const formLetters = 10_000;
const to = { unitId: 'east', responsibility: 'district' } as const;

/** The same words by somebody else each time, as when a letter goes round in a parents' group. */
function formLetterOf(at: number) {
  const { payload, ...letter } = letterOf(0, to);
  const matter = { ...payload.matter, caseId: randomUUID(), petitioner: petitionerOf(at) };
  return { ...letter, commandId: randomUUID(), payload: { ...payload, matter } };
}

/**
 * Copies cases that real commands have made, keys and all: the first one, by `formLetters` people of their own; then the others until there
 * are `count`, so that the same person and the same words stand in up to five hundred cases, which is worse than any bureau. The
 * copies are not found by search (no bigrams): that index alone would take minutes, and nothing here asks it.
 */
async function growTo(pool: Pool, count: number): Promise<void> {
  const client = await pool.connect();
  const run = (sql: string) => client.query(sql);
  await run("set statement_timeout = 0; set synchronous_commit = off; set work_mem = '256MB'");
  const { rows: stand } = await run('select count(*)::int as made from petition_case');
  const columns = await run(`select string_agg(column_name, ', ') as names from information_schema.columns
    where table_name = 'petition_case' and column_name not in ('id', 'ordinal', 'number', 'state', 'bigrams')`);
  const names = columns.rows[0].names;
  const more = Math.max(count - stand[0].made, 0);
  // Models and their keys are small tables of their own: the two that grow have no index meanwhile.
  await run(`create temp table model as
    select *, row_number() over (order by ordinal) - 1 as place from petition_case order by ordinal limit ${real}`);
  await run(
    'create temp table model_key as select k.*, m.place from case_key k join model m on k.case_id = m.id::uuid',
  );
  await withoutIndexes(pool, ['petition_case', 'case_key'], async () => {
    const form = stand[0].made > formLetters ? 0 : formLetters;
    await run(`create temp table copied as select gen_random_uuid() as id, n, case when n < ${form} then 0 else n % ${real} end as place
      from generate_series(0, ${more} - 1) n`);
    await run(`insert into petition_case (id, number, state, bigrams, ${names})
      select k.id::text, '批' || (k.n + ${stand[0].made}), jsonb_set(m.state, '{id}', to_jsonb(k.id::text)), '{}', ${names}
      from copied k join model m using (place)`);
    await run(`insert into case_key (bureau_id, key, case_id)
      select x.bureau_id, x.key, k.id from copied k join model_key x using (place)`);
  });
  client.release(true);
}

/** Medians and worst twentieths of questions that take turns, after a warm-up. */
async function timesOf(asks: readonly ((turn: number) => Promise<void>)[], turns: number) {
  const times = asks.map((): number[] => []);
  for (let turn = -50; turn < turns; turn += 1) {
    for (const [place, ask] of asks.entries()) {
      const from = performance.now();
      await ask(turn + 50);
      if (turn >= 0) times[place]?.push(performance.now() - from);
    }
  }
  return times.map((some) => ({
    p50: median(some),
    p95: some.toSorted((a, b) => a - b)[Math.floor(some.length * 0.95)] ?? 0,
  }));
}

const { database, clock, close } = await startTestDatabase();
const rows: Row[] = [];
try {
  await seedTestBureau({ database, clock });
  const clerk = await testViewer(database, 'clerk');
  const deps = { database, clock, feed: { hint: () => undefined } };
  const register = async (letter: ReturnType<typeof letterOf>): Promise<void> => {
    const { status, message } = await executeCommand(deps, clerk, letter);
    if (status !== 'accepted') throw new Error(`${status}: ${message}`);
  };
  const look = async ({ payload: { matter } }: ReturnType<typeof letterOf>): Promise<void> => {
    const { petitioner, title, demand, handlingUnitId } = matter;
    const probe = { channel: 'visit', people: [petitioner], title, demand, handlingUnitId } as const;
    if ((await likelyRepeats({ database }, clerk, probe)).length === 0) throw new Error('nothing was found');
  };
  await register(formLetterOf(0));
  for (let at = 1; at < real; at += 8) {
    await Promise.all(Array.from({ length: Math.min(8, real - at) }, (_, lane) => register(letterOf(at + lane, to))));
  }
  for (const count of [10_000, most]) {
    progress(`grow to ${count}`);
    await growTo(database.pool, count);
    progress('measure');
    const [key, typed, form, other, same] = await timesOf(
      [
        async () => void (await database.pool.query("select state from petition_case where number = '信〔2026〕1号'")),
        (turn) => look(letterOf(1 + turn * 7, to)),
        (turn) => look(formLetterOf(count + turn)),
        (turn) => register(letterOf(count + turn, to)),
        (turn) => register(formLetterOf(count * 2 + turn)),
      ],
      300,
    );
    const told = {
      'one case by its number': key,
      'likely repeats of a letter': typed,
      'likely repeats of a form letter sent 10,000 times': form,
      'registering a letter': other,
      'registering the form letter': same,
    };
    for (const [what, { p50 = 0, p95 = 0 } = {}] of Object.entries(told)) {
      const among = `${what}, among ${count.toLocaleString('en')}`;
      rows.push({ what: `${among}, p50`, value: p50, unit: 'ms', ratio: p50 / (key?.p50 ?? p50) });
      rows.push({ what: `${among}, p95`, value: p95, unit: 'ms' });
    }
  }
} finally {
  await close();
}
print('repeats', rows);
