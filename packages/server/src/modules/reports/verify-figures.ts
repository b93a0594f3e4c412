import { sameMatterIds } from '@huiyin/domain/office';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../../infra/database.ts';
import { inSnapshot, inTransaction, type Transaction } from '../../infra/transaction.ts';
import { canonicalJson } from '../commands/canonical-json.ts';
import { readRootId } from '../people/people.repository.ts';
import {
  type FigureDelta,
  openCursor,
  readCaseFigures,
  readReceipts,
  readStates,
  wrongSums,
} from './kept-figures.repository.ts';
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
    found.push(...(await wrongCases(database, bureauId)));
    const sums = await inSnapshot(database.pool, (tx) => wrongSums(tx, bureauId));
    found.push(...sums.map((line) => ({ kind: 'sum' as const, key: nameOf(line) })));
  }
  return found;
}

const nameOf = ({
  measure,
  day,
  unit_id: unit,
  compartment,
  channel,
  content_kind: kind,
  detail,
}: FigureDelta): string => [measure, day, unit, compartment, channel, kind, detail].join(' / ');

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
  const rootId = await readRootId(tx, bureauId);
  const kept = new Map((await readCaseFigures(tx, bureauId, checked)).map((row) => [row.case_id, row]));
  const wrong = states.filter(
    (state) => canonicalJson(kept.get(state.id) ?? null) !== canonicalJson(caseFigure(state, receipts, rootId)),
  );
  return { wrong: wrong.map(({ id }) => id), last };
}
