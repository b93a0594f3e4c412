import { dateInShanghai, ok } from '@huiyin/domain';
import writeXlsx, { type Row } from 'write-excel-file/node';
import type { RequestContext } from '../../context.ts';
import { exportWords } from '../../messages/work-lists.ts';
import { administer } from '../administration/administration.usecases.ts';
import type { Outcome } from '../people/people.usecases.ts';
import type { Viewer } from '../people/viewer.ts';
import { scopeOf } from '../people/visibility.ts';
import { findCaseList, type ListPlace, placeOf } from './case-list.repository.ts';
import { type CaseListAsked, orderOf, soundFilter } from './case-list.usecases.ts';
import { listFacts, ShownRow } from './list-row.ts';

/** Rows of one table: more is no list that anybody reads, and would hold the server's memory. */
const mostRows = 5_000;
/** Rows read at a time. */
const pageSize = 500;

/** A list as a table for WPS or Excel. */
export interface CaseExport {
  readonly fileName: string;
  /** The .xlsx in base64. */
  readonly content: string;
  readonly rows: number;
  /** The list is longer: only its first rows are in the table. */
  readonly more: boolean;
}

/**
 * Exports a list as it stands on the screen: the same condition, order and masking, at most 5000 rows. Who took it, what was
 * asked for and how many rows are in the bureau's audit.
 */
export async function exportCases(
  context: RequestContext,
  viewer: Viewer,
  asked: Omit<CaseListAsked, 'first' | 'after' | 'counted' | 'fields'>,
): Promise<Outcome<CaseExport>> {
  const facts = await listFacts(context, viewer);
  const filter = soundFilter(asked, facts);
  const order = orderOf(asked);
  const query = { scope: scopeOf(viewer), filter, day: facts.day, turns: facts.turns };
  const rows: ShownRow[] = [];
  let more = false;
  for (let after: ListPlace | undefined; ; ) {
    const { found: page } = await findCaseList(context.database, query, order, { limit: pageSize, after, fields });
    const room = mostRows - rows.length;
    rows.push(...page.slice(0, room).map((row) => new ShownRow(row, facts)));
    more = page.length > room;
    const last = page.at(-1);
    if (more || !last || page.length < pageSize) break;
    after = placeOf(order, last);
  }
  const content = (
    await writeXlsx(tableOf(rows), { columns: widths.map((width) => ({ width })), stickyRowsCount: 1 }).toBuffer()
  ).toString('base64');
  const today = dateInShanghai(context.clock.now());
  const made = { fileName: exportWords.fileName(today), content, rows: rows.length, more };
  return administer(context, viewer, async () =>
    ok({
      value: made,
      entry: { type: 'casesExported', rows: rows.length, asked: JSON.stringify({ ...asked, filter }) },
    }),
  );
}

/** What a row of the table is made of. */
const fields = [
  'number',
  'title',
  'petitioner',
  'channelName',
  'contentKindName',
  'handlingUnit',
  'statusName',
  'receivedOn',
  'nextDue',
  'turn',
] as const;

const widths = [20, 44, 10, 10, 10, 18, 12, 14, 14, 14, 14];

function tableOf(rows: readonly ShownRow[]): Row[] {
  const head = exportWords.head.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  // Text, never a formula, whatever a petitioner wrote.
  const cell = (value: string) => ({ value, type: String });
  return [
    head,
    ...rows.map((row) =>
      [
        row.number,
        row.title,
        row.petitioner.name,
        row.channelName,
        row.contentKindName,
        row.handlingUnit.name,
        row.statusName,
        row.receivedOn,
        row.nextDue?.legalDue ?? '',
        row.turn?.name ?? '',
        row.turn?.actionName ?? '',
      ].map(cell),
    ),
  ];
}
