import { sameMatterIds } from '@huiyin/domain/office';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../../infra/database.ts';
import { inTransaction, type Transaction } from '../../infra/transaction.ts';
import { canonicalJson } from '../commands/canonical-json.ts';
import { openCursor, readCaseFigures, readReceipts, readStates } from './kept-figures.repository.ts';
import { caseFigure } from './kept-figures.ts';

/** What differs: a case whose contribution is not what its state says, or a kept sum. */
export interface FigureFinding {
  readonly kind: 'case' | 'sum';
  readonly key: string;
}

const pageSize = 500;

/**
 * Holds the kept figures against the cases: what each contributes against its state, and the sums against what they are sums of.
 * Cases that changed after the figures' cursor are still on their way, and left out.
 */
export async function wrongFigures(database: Database): Promise<readonly FigureFinding[]> {
  const found: FigureFinding[] = [];
  for (const { id: bureauId } of await database.prisma.bureau.findMany({ select: { id: true } })) {
    found.push(...(await wrongCases(database, bureauId)), ...(await wrongSums(database, bureauId)));
  }
  return found;
}

async function wrongCases(database: Database, bureauId: string): Promise<readonly FigureFinding[]> {
  const found: FigureFinding[] = [];
  let after = '';
  for (;;) {
    const page = await inTransaction(database.pool, (tx) => checkPage(tx, bureauId, after));
    found.push(...page.wrong.map((key) => ({ kind: 'case' as const, key })));
    if (page.last === undefined) return found;
    after = page.last;
  }
}

async function checkPage(tx: Transaction, bureauId: string, after: string) {
  // Whoever keeps the figures waits meanwhile, so cursor, figures and cases belong together.
  await tx.query(Prisma.sql`select pg_advisory_xact_lock(hashtextextended('huiyin figures ' || ${bureauId}, 0))`);
  const cursor = await openCursor(tx, bureauId);
  const ids = await tx.query<{ id: string }>(Prisma.sql`
    select c.id from petition_case c where c.bureau_id = ${bureauId} and c.id > ${after}
      and (${cursor.rebuiltTo}::text is null or c.id <= ${cursor.rebuiltTo})
    order by c.id limit ${pageSize}`);
  const last = ids.at(-1)?.id;
  if (last === undefined) return { wrong: [], last };
  const waiting = await tx.query<{ id: string }>(Prisma.sql`
    select distinct entity_id as id from change_feed where bureau_id = ${bureauId} and revision > ${cursor.revision}::bigint`);
  const late = new Set(waiting.map(({ id }) => id));
  const checked = ids.map(({ id }) => id).filter((id) => !late.has(id));
  const states = await readStates(tx, bureauId, checked);
  const receipts = await readReceipts(tx, bureauId, states.flatMap(sameMatterIds));
  const kept = new Map((await readCaseFigures(tx, bureauId, checked)).map((row) => [row.case_id, row]));
  const wrong = states.filter(
    (state) => canonicalJson(kept.get(state.id) ?? null) !== canonicalJson(caseFigure(state, receipts)),
  );
  return { wrong: wrong.map(({ id }) => id), last };
}

async function wrongSums({ prisma }: Database, bureauId: string): Promise<readonly FigureFinding[]> {
  const rows = await prisma.$queryRaw<{ key: string }[]>`
    with kept as (
      select measure, day, unit_id, compartment, accused_unit_id, channel, content_kind, detail, due, amount
      from figure_total where bureau_id = ${bureauId}
    ), made as (
      select f->>'measure' as measure, (f->>'day')::date as day, c.unit_id, c.compartment, c.accused_unit_id, c.channel,
        c.content_kind, f->>'detail' as detail, coalesce(f->>'due', '9999-12-31')::date as due,
        sum((f->>'amount')::int)::int as amount
      from case_figure c cross join jsonb_array_elements(c.facts) f where c.bureau_id = ${bureauId}
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    )
    select concat_ws(' / ', measure, day, unit_id, compartment, channel, content_kind, detail) as key
    from kept full join made using (measure, day, unit_id, compartment, accused_unit_id, channel, content_kind, detail, due)
    where coalesce(kept.amount, 0) <> coalesce(made.amount, 0)`;
  return rows.map(({ key }) => ({ kind: 'sum', key }));
}
