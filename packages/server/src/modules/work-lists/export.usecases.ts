import { dateInShanghai, ok, type PlainDate } from '@huiyin/domain';
import { meantForName } from '@huiyin/domain/messages';
import type { Services } from '../../context.ts';
import { exportWords } from '../../messages/work-lists.ts';
import { administer } from '../administration/administration.usecases.ts';
import { advanceWork } from '../long-work/long-work.ts';
import type { Outcome } from '../people/people.usecases.ts';
import type { Viewer } from '../people/viewer.ts';
import { scopeOf } from '../people/visibility.ts';
import type { ListPlace } from '../petition-cases/case-order.ts';
import { writeLongXlsx } from '../reports/xlsx-stream.ts';
import { dayNumber } from '../reports/xlsx-writer.ts';
import { findCaseList, placeOf } from './case-list.repository.ts';
import { type CaseListAsked, orderOf, soundFilter } from './case-list.usecases.ts';
import { type ListFacts, listFacts, ShownRow } from './list-row.ts';

/** Rows of one table at most: WPS opens so many without waiting, and nobody reads more. */
const mostExported = 100_000;
/** Rows read at a time. */
const pageSize = 1_000;

/** What a list is exported by: its condition and order. */
export type ExportAsked = Pick<CaseListAsked, 'filter' | 'sort' | 'descending'>;

/** A list as a table for WPS or Excel (.xlsx), in a file of its own. */
export interface CaseExport {
  readonly fileName: string;
  readonly rows: number;
  /** The list is longer: only its first rows are in the table, which says so in its last one. */
  readonly more: boolean;
}

/** A person's table that is being made: one at a time. */
export const exportId = ({ id }: Viewer): string => `export ${id}`;

/**
 * Writes a list as it stands on the screen into the file at `path`: the same condition, order, visibility and masking, at most
 * {@link mostExported} rows, all of one instant (a snapshot). Who took it, what was asked for and how many rows are in the bureau's
 * audit before anybody has the file. Stops where `signal` says that nobody waits for it any more. Throws unknown-unit.
 */
export async function exportCases(
  services: Services,
  viewer: Viewer,
  asked: ExportAsked,
  { path, signal }: { readonly path: string; readonly signal: AbortSignal },
): Promise<Outcome<CaseExport>> {
  const facts = await listFacts(services, viewer);
  const filter = soundFilter(asked, facts);
  const written = { rows: 0, more: false };
  await writeLongXlsx(path, {
    name: exportWords.sheet,
    head: exportWords.head,
    widths,
    days,
    rows: rowsOf(services, viewer, { ...asked, filter }, { facts, written, signal }),
  });
  // what was read with the last page is nobody's either
  signal.throwIfAborted();
  const fileName = exportWords.fileName(dateInShanghai(services.clock.now()));
  return administer(services, viewer, async () =>
    ok({
      value: { fileName, ...written },
      entry: { type: 'casesExported', rows: written.rows, asked: JSON.stringify({ ...asked, filter }) },
    }),
  );
}

interface Reading {
  readonly facts: ListFacts;
  readonly written: { rows: number; more: boolean };
  readonly signal: AbortSignal;
}

/** The rows of the table, some at a time, out of one snapshot of the database. */
async function* rowsOf(
  services: Services,
  viewer: Viewer,
  asked: ExportAsked,
  { facts, written, signal }: Reading,
): AsyncGenerator<readonly (readonly (string | number)[])[]> {
  const order = orderOf(asked);
  const query = { scope: scopeOf(viewer), filter: asked.filter ?? {}, day: facts.day, turns: facts.turns };
  const client = await services.database.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    for (let after: ListPlace | undefined; ; ) {
      signal.throwIfAborted();
      const { found } = await findCaseList({ pool: client }, query, order, { limit: pageSize + 1, after, fields });
      const some = found.slice(0, Math.min(pageSize, mostExported - written.rows));
      yield some.map((row) => cellsOf(new ShownRow(row, facts)));
      written.rows += some.length;
      advanceWork(services, { bureauId: viewer.bureauId, id: exportId(viewer) }, written.rows);
      const last = some.at(-1);
      if (!last || found.length <= some.length) break;
      if (written.rows >= mostExported) {
        written.more = true;
        yield [[exportWords.more(mostExported)]];
        break;
      }
      after = placeOf(order, last);
    }
    await client.query('commit');
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A connection whose snapshot is still open goes back to nobody.
    client.release(broken);
  }
}

/** What a row of the table is made of. */
const fields = [
  'number',
  'title',
  'petitioner',
  'channelName',
  'contentKindName',
  'handlingUnit',
  'meantUnit',
  'statusName',
  'receivedOn',
  'nextDue',
  'closedOn',
  'turn',
] as const;

const widths = [20, 44, 10, 10, 10, 18, 12, 14, 14, 20, 14, 14, 14];
/** 收到日期, 法定期限, 办结日期. */
const days = [7, 8, 10];
const dayCell = (day: PlainDate | null | undefined): string | number => (day ? dayNumber(day) : '');

/** Text, never a formula, whatever a petitioner wrote. */
const cellsOf = (row: ShownRow): readonly (string | number)[] => [
  row.number ?? '',
  row.title,
  row.petitioner.name,
  row.channelName,
  row.contentKindName,
  row.meantUnit ? meantForName(row.meantUnit.name) : row.handlingUnit.name,
  row.statusName,
  dayCell(row.receivedOn),
  dayCell(row.nextDue?.legalDue),
  row.nextDue?.name ?? '',
  dayCell(row.closedOn),
  row.turn?.name ?? '',
  row.turn?.actionName ?? '',
];
