import { createSignal } from 'solid-js';
import { ask } from '../graphql/client.ts';
import { listToolMessages as words } from '../messages/work-lists.zh-CN.ts';
import { toast } from '../ui/Notice.tsx';
import { download } from '../ui/paper.ts';
import type { ListAsked } from './case-list.ts';
import { ExportProgressQuery } from './documents.ts';

/** Rows of one table; the server's own limit (export.usecases.ts). */
export const MOST_EXPORTED = 100_000;
const LOOK_MS = 700;

/** How far a table is; `of` is undefined where nobody counts so many. */
interface Exporting {
  readonly rows: number;
  readonly of: number | undefined;
}

/** The table that is being made, while its person may look at something else: one at a time, as long as the desk is open. */
const [exporting, setExporting] = createSignal<Exporting>();

/** One that failed while its person looked at something else: said until it is tried again or put away. */
interface FailedExport {
  readonly wrong: string;
  again(): void;
}
const [failedExport, setFailedExport] = createSignal<FailedExport>();

export { exporting, failedExport };
export const putFailureAway = () => setFailedExport(undefined);

let leaving: AbortController | undefined;

/** Makes the table and hands it to the browser's downloads. Answers what went wrong; nothing when it is there, or was stopped. */
export async function startExport(asked: ListAsked, count: number | undefined): Promise<string | undefined> {
  const mine = new AbortController();
  leaving = mine;
  putFailureAway();
  const of = count === undefined ? undefined : Math.min(count, MOST_EXPORTED);
  setExporting({ rows: 0, of });
  const looking = setInterval(async () => {
    const told = await ask(ExportProgressQuery, {});
    const rows = told.ok ? told.data.exportProgress : null;
    if (rows !== null && leaving === mine) setExporting({ rows, of });
  }, LOOK_MS);
  const wrong = await download(`/exports/cases.xlsx?asked=${encodeURIComponent(JSON.stringify(asked))}`, mine.signal);
  clearInterval(looking);
  if (leaving !== mine) return undefined;
  leaving = undefined;
  setExporting(undefined);
  if (wrong === undefined) toast(words.exported, 'done');
  return wrong;
}

/** Has `wrong` said on whatever page its person is, with the way to try again. */
export function sayFailure(wrong: string, asked: ListAsked, count: number | undefined): void {
  const again = async () => {
    const still = await startExport(asked, count);
    if (still !== undefined) sayFailure(still, asked, count);
  };
  setFailedExport({ wrong, again: () => void again() });
}

/** Stops it, where one is being made: nothing is downloaded. */
export function stopExport(): void {
  if (leaving === undefined) return;
  leaving.abort();
  leaving = undefined;
  setExporting(undefined);
  toast(words.exportStopped, 'caution');
}
