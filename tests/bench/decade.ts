import type { Pool } from 'pg';
import { givenNames, surnames } from './letters.ts';

/*
 * A decade of a bureau's cases, for measuring at size. Multiplied in the database from the demo bureau, whose cases were all made
 * by real commands: each copy keeps the columns, the state and the events of its model, with an id, number, petitioner and
 * days of its own. Nine tenths and more are long closed; the open ones stand within weeks of today, as in any bureau. What a matter
 * is about does not settle who handles it: one in nine of the closed ones went to another unit than its model.
 *
 * Simplified, so that a million takes minutes: the days inside state and events are the model's own; hashes are not chained
 * anew (`huiyin verify` would say so); every tenth case has events; change feed, receipts and kept figures stay the demo's.
 */

/** A unit that has these few cases among all the others. */
export const rareUnit = { id: 'school-no1', cases: 3 };

/** How many of a size are open: what a bureau can have in hand does not grow with its archive. */
const openOf = (size: number): number => Math.min(Math.round(size * 0.2), 20_000);

/** Fills the database of a demo bureau up to `size` cases. */
export async function fillDecade(pool: Pool, size: number): Promise<void> {
  const client = await pool.connect();
  const run = (sql: string, values: readonly unknown[] = []) => client.query(sql, [...values]);
  try {
    await run(`set statement_timeout = 0; set synchronous_commit = off; set maintenance_work_mem = '1GB'; set work_mem = '128MB';
      set max_parallel_maintenance_workers = 1`);
    const { rows: known } = await run('select count(*)::int as count from petition_case');
    const before = Number(known[0]?.count ?? 0);
    if (before >= size) return;
    const indexes = await dropIndexes(run);
    await models(run);
    const open = openOf(size);
    await copies(run, { from: before, to: size - open, open: false });
    await copies(run, { from: Math.max(before, size - open), to: size, open: true });
    for (const definition of indexes) await run(definition);
    await recount(run);
    // what a server has long done with its years: else the cleaning and writing out goes on beside what is measured
    await run('vacuum analyze');
    await run('checkpoint');
  } finally {
    client.release();
  }
}

type Run = (
  sql: string,
  values?: readonly unknown[],
) => Promise<{ readonly rows: readonly Readonly<Record<string, string>>[] }>;

/** Secondary indexes are made anew at the end: many times faster than row by row. */
async function dropIndexes(run: Run): Promise<readonly string[]> {
  const { rows } = await run(`select indexname as name, indexdef as definition from pg_indexes
    where tablename = 'petition_case' and indexname not like '%_pkey'`);
  for (const { name } of rows) await run(`drop index "${name}"`);
  return rows.flatMap(({ definition }) => (definition === undefined ? [] : [definition]));
}

/** The demo's own cases as models, numbered: those that are closed, and those that are open. */
async function models(run: Run): Promise<void> {
  await run('drop table if exists bench_model');
  // piecesOf() in SQL
  await run(`create or replace function bench_pieces(words text) returns text[] language sql immutable return array(
    select distinct piece from regexp_split_to_table(lower(normalize(words, NFKC)), '\\s+') word
      cross join lateral generate_series(1, length(word) - 1) at
      cross join lateral unnest(array[substr(word, at, 2), substring(substr(word, at, 3) from '^[0-9]{3}$')]) piece
    where piece is not null
    union select piece from regexp_matches(lower(normalize(words, NFKC)), '\\S〔[0-9]{4}〕[0-9]+号', 'g') number
      cross join lateral (select number[1] union select left(number[1], length) from generate_series(7, length(number[1]) - 1) length) beginning(piece))`);
  await run(
    `create unlogged table bench_model as select c.*, turn_due < 'infinity' as open,
       bench_pieces(concat_ws(' ', title, demand, state->'hotline'->>'externalNumber', state->'incoming'->>'number')) as words,
       row_number() over (partition by turn_due < 'infinity' order by ordinal) - 1 as place
     from petition_case c
     where handling_unit_id <> $1 and visit_id is null and number not like '批%'
       and id in (select id from petition_case order by ordinal limit 400)`,
    [rareUnit.id],
  );
}

/** Copies models, the n-th of them received on its day of ten years, or lately when it is open. */
async function copies(
  run: Run,
  range: { readonly from: number; readonly to: number; readonly open: boolean },
): Promise<void> {
  const { from, to, open } = range;
  if (to <= from) return;
  const day = open
    ? `least(m.received_on + 7 * (n.n % 3 - 1)::int, current_date + 0 * $1::int)`
    : `(current_date - 3680 + (n.n * 3650 / $1::bigint)::int)`;
  const moved = (column: string) => `m.${column} + 7 * (n.n % 3 - 1)::int`;
  await run(
    'create unlogged table if not exists bench_copy (id text primary key, n bigint not null, model text not null)',
  );
  await run('truncate bench_copy');
  await run(
    `insert into bench_copy select gen_random_uuid()::text, n, m.id from generate_series($1::bigint, $2::bigint - 1) n
     join bench_model m on m.open = $3 and m.place = n % (select count(*) from bench_model where open = $3)`,
    [from, to, open],
  );
  await run(
    `with numbered as (
       select n.*, day, left(m.number, 1) as series, extract(year from day) as year,
         row_number() over (partition by left(m.number, 1), extract(year from day) order by n.n) as place
       from bench_copy n join bench_model m on m.id = n.model cross join lateral (select ${day} as day) d),
     known as (
       select left(number, 1) as series, substring(number from '〔([0-9]{4})')::int as year, max(substring(number from '〕([0-9]+)')::int) as most
       from petition_case group by 1, 2)
     insert into petition_case (bureau_id, id, number, title, demand, status, channel, content_kind, compartment, received_on,
       registered_at, registered_on, petitioner_kind, petitioner_name, petitioner_anonymous, handling_unit_id, accused_unit_id,
       visit_id, contract_leader_id, next_legal_due, next_target_due, next_clock, turn, turn_due, next_action, flags,
       closed_on, updated_at, bigrams, version, head_hash, state)
     select m.bureau_id, n.id, i.number, m.title, m.demand, m.status, m.channel, m.content_kind, m.compartment, n.day,
       n.day + time '09:00' + (n.n % 28800) * interval '1 second', n.day, m.petitioner_kind, d.name, m.petitioner_anonymous,
       u.id, m.accused_unit_id, null, m.contract_leader_id, ${moved('next_legal_due')},
       ${moved('next_target_due')}, m.next_clock, m.turn,
       case when m.turn_due in ('infinity', '9999-12-31') then m.turn_due else ${moved('turn_due')} end, m.next_action,
       case when n.n % 211 = 0 then array['important'] when n.n % 97 = 0 then array['urgent'] else '{}' end,
       case when m.turn_due < 'infinity' then '-infinity' else least(n.day + 30, current_date) end,
       least(n.day + interval '30 days' + (n.n % 86400) * interval '1 second', now() - (n.n % 3600) * interval '1 second'),
       m.words || bench_pieces(i.number || case when m.petitioner_anonymous then '' else ' ' || d.name end),
       m.version, m.head_hash, m.state || jsonb_build_object('id', n.id, 'number', i.number, 'handlingUnitId', u.id, 'matter',
         m.state->'matter' || jsonb_build_object('caseId', n.id, 'handlingUnitId', u.id, 'petitioner',
           m.state->'matter'->'petitioner' || jsonb_build_object('name', d.name)))
     from numbered n join bench_model m on m.id = n.model left join known using (series, year)
     left join bench_model other on n.n % 9 = 4 and m.status = 'completed' and m.compartment = 'ordinary' and not other.open
       and other.place = (n.n / 9 + n.n / 2111) % (select count(*) from bench_model where not open)
     cross join lateral (select coalesce(other.handling_unit_id, m.handling_unit_id) as id) u
     cross join lateral (select substr($2, 1 + (n.n * 7 % length($2))::int, 1) || substr($3, 1 + (n.n / 3 % length($3))::int, 1)
         || case when n.n % 4 = 0 then '' else substr($3, 1 + (n.n / 131 % length($3))::int, 1) end as name) d
     cross join lateral (select n.series || '〔' || n.year || '〕' || coalesce(known.most, 0) + n.place || '号' as number) i
     order by n.n`,
    [to, surnames, givenNames],
  );
  await run(`insert into event (bureau_id, stream_kind, stream_id, seq, type, data, actor_id, actor_name, actor_unit_id, command_id,
      occurred_at, received_at, skewed, prev_hash, hash)
    select e.bureau_id, e.stream_kind, n.id, e.seq, e.type, e.data, e.actor_id, e.actor_name, e.actor_unit_id, e.command_id,
      e.occurred_at, e.received_at, e.skewed, e.prev_hash, e.hash
    from bench_copy n join bench_model m on m.id = n.model
    join event e on e.bureau_id = m.bureau_id and e.stream_kind = 'petitionCase' and e.stream_id = m.id
    where n.n % 10 = 0`);
}

/** The kept counts, made of the rows in one statement as `huiyin verify` recounts them. */
async function recount(run: Run): Promise<void> {
  await run('truncate count_delta, count_total');
  await run(
    `insert into count_total (bureau_id, measure, unit_id, compartment, accused_unit_id, status, channel, content_kind,
       legal_due, target_due, day, amount)
     select bureau_id, 'cases', handling_unit_id, compartment,
       case compartment when 'accusation' then coalesce(accused_unit_id, '') else '' end, status, channel, content_kind,
       coalesce(next_legal_due, '9999-12-31'), coalesce(next_target_due, '9999-12-31'), '9999-12-31', count(*)
     from petition_case group by 1, 3, 4, 5, 6, 7, 8, 9, 10`,
  );
  // A server that runs already reads its counts anew.
  await run(`insert into count_fold select id, pg_current_xact_id()::text::bigint + 1 from bureau
    on conflict (bureau_id) do update set revision = excluded.revision`);
}
