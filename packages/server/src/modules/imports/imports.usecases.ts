import { type RegisterCase, voidedStatus } from '@huiyin/domain/cases';
import { type ImportFault, type ImportRow, importFaults, importLimit, readRows } from '@huiyin/domain/messages';
import { type Probe, paperNumber } from '@huiyin/domain/office';
import { refusalError } from '../../graphql/refusal.ts';
import { mapInGoes } from '../../infra/breathe.ts';
import { sha256 } from '../../infra/sha256.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { importWords as words } from '../../messages/import.ts';
import { sentenceOf } from '../../messages/refusals.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { canonicalJson } from '../commands/canonical-json.ts';
import type { CommandDeps } from '../commands/execute-command.ts';
import { ordersTaken, orderTaken } from '../hotline/hotline.repository.ts';
import { type UnitTree, unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { worldOf } from '../people/world.ts';
import { caseKeys } from '../petition-cases/case-keys.ts';
import { type LikelyRepeat, likelyRepeats } from '../repeats/repeats.usecases.ts';
import { caseIdsOf, idOf } from './import-ids.ts';

/** A sheet as its cells: the first row names the columns. */
export interface Sheet {
  readonly fileName: string;
  readonly rows: readonly (readonly string[])[];
}

/** One row as an import sees it. */
export interface JudgedRow extends ImportRow {
  readonly faults: readonly ImportFault[];
  /** An earlier row that says the same of the same person: perhaps pasted twice. */
  readonly sameAs: number | undefined;
}

/** An import that registered its sheet (导入记录). */
export interface ImportRecord {
  readonly id: string;
  readonly fileName: string;
  readonly personName: string;
  readonly importedAt: Date;
  readonly cases: number;
  /** How many of them were voided since (作废登记). */
  readonly voided: number;
}

export interface ImportPreview {
  /** Wrong columns; no row is read then. */
  readonly header: readonly ImportFault[];
  readonly rows: readonly JudgedRow[];
  readonly earlier: readonly ImportRecord[];
}

/** What a sheet's own cell holds at most, as import-unreadable says; which field takes less is for the rules to say, at its cell. */
const longestCell = 32_767;
const together = 4;
/** Rows whose likely repeats are looked for in one request. */
const probedAtOnce = 250;

function checkSheet({ rows, fileName }: Sheet): void {
  if (rows.length - 1 > importLimit) {
    throw refusalError('import-too-long', { limit: importLimit, given: rows.length - 1 });
  }
  const wide = rows.some((cells) => cells.length > 60 || cells.some((cell) => cell.length > longestCell));
  if (wide || fileName.length > 200 || rows.length < 2) throw refusalError('import-unreadable');
}

/** Names a sheet by its cells: the same one again is noticed. */
export const digestOf = ({ rows }: Sheet): string => sha256(canonicalJson(rows));

/** Reads the cells of a sheet; refuses what is none, or too long. */
export async function readSheet(
  { database, clock }: Pick<CommandDeps, 'database' | 'clock'>,
  viewer: Viewer,
  sheet: Sheet,
  importId: string,
) {
  checkSheet(sheet);
  const tree = await unitTree(database.prisma, viewer.bureauId);
  const caseIdOf = (line: number) => idOf(importId, line, 'case');
  return { ...readRows(sheet.rows, { units: tree.all, today: clock.today(), caseIdOf }), tree };
}

/** What a row asks for, as far as it can be read. */
const askedIn = ({ command, draft }: ImportRow): RegisterCase | undefined => command ?? draft;

/** 12345 numbers that stand twice in the sheet: one order is one case (R80). */
export function doubled(rows: readonly ImportRow[]): ReadonlyMap<number, ImportFault> {
  const first = new Map<string, number>();
  const faults = new Map<number, ImportFault>();
  for (const row of rows) {
    const { line } = row;
    const number = askedIn(row)?.hotline?.externalNumber;
    if (!number) continue;
    const before = first.get(number);
    if (before === undefined) first.set(number, line);
    else faults.set(line, { column: words.orderColumn, message: words.orderTwice(before) });
  }
  return faults;
}

/** 12345 numbers that a case has already, by line: said before the sheet is sent, as they would be refused then (R80). */
async function takenOrders(
  { database }: Pick<CommandDeps, 'database'>,
  viewer: Viewer,
  rows: readonly ImportRow[],
): Promise<ReadonlyMap<number, ImportFault>> {
  const asked = rows.flatMap((row) => askedIn(row) ?? []);
  const taken = await inTransaction(database.pool, (tx) => ordersTaken(tx, viewer, asked));
  const faults = rows.flatMap((row): [number, ImportFault][] => {
    const asks = askedIn(row);
    const refusal = asks && orderTaken(asks, taken);
    return refusal ? [[row.line, { column: words.orderColumn, message: sentenceOf(refusal) }]] : [];
  });
  return new Map(faults);
}

/** The row before that says the same, word for word, by line. */
function twins(rows: readonly ImportRow[]): ReadonlyMap<number, number> {
  const first = new Map<string, number>();
  const found = new Map<number, number>();
  for (const { command, line } of rows) {
    if (command === undefined) continue;
    const { title, demand, petitioner } = command.matter;
    const said = JSON.stringify([petitioner.name, title, demand]);
    const before = first.get(said);
    if (before === undefined) first.set(said, line);
    else found.set(line, before);
  }
  return found;
}

/** Every row with all that is wrong with it: what its cells say, what the rules refuse, an order that is there already. */
export async function judgeRows(
  deps: Pick<CommandDeps, 'database' | 'clock'>,
  viewer: Viewer,
  { rows, tree }: { readonly rows: readonly ImportRow[]; readonly tree: UnitTree },
): Promise<readonly ImportRow[]> {
  const calendar = await calendarFor(deps.database, viewer);
  const world = worldOf(viewer, { calendar, today: deps.clock.today(), units: tree });
  const [twice, taken] = [doubled(rows), await takenOrders(deps, viewer, rows)];
  return mapInGoes(rows, (row) => {
    const again = twice.get(row.line) ?? taken.get(row.line);
    return { ...row, faults: [...importFaults(row, world), ...(again ? [again] : [])] };
  });
}

/** Looks a sheet through without writing anything: every wrong cell of it. */
export async function previewImport(
  deps: Pick<CommandDeps, 'database' | 'clock'>,
  viewer: Viewer,
  sheet: Sheet,
): Promise<ImportPreview> {
  const { header, ...read } = await readSheet(deps, viewer, sheet, 'preview');
  const same = twins(read.rows);
  const judged = await judgeRows(deps, viewer, read);
  const rows = judged.map((row): JudgedRow => ({ ...row, sameAs: same.get(row.line) }));
  return { header, rows, earlier: await earlierImports(deps, viewer, sheet) };
}

/** A row and the cases that it may repeat. */
export interface RepeatedRow {
  readonly line: number;
  readonly title: string;
  readonly repeats: readonly LikelyRepeat[];
}

/** Likely repeats of each row of a part of a sheet (at most 250 at once, under the same first row); rows without any are left out. */
export async function importRepeats(
  deps: Pick<CommandDeps, 'database' | 'clock'>,
  viewer: Viewer,
  sheet: Sheet,
): Promise<RepeatedRow[]> {
  if (sheet.rows.length - 1 > probedAtOnce) {
    throw refusalError('import-too-long', { limit: probedAtOnce, given: sheet.rows.length - 1 });
  }
  const { rows } = await readSheet(deps, viewer, sheet, 'preview');
  const look = async ({ line, command }: ImportRow): Promise<RepeatedRow[]> => {
    const repeats = command ? await repeatsOf(deps, viewer, command) : [];
    return repeats.length === 0 ? [] : [{ line, title: command?.matter.title ?? '', repeats }];
  };
  const found: RepeatedRow[] = [];
  // a few at a time: others want the database as well
  for (let at = 0; at < rows.length; at += together) {
    found.push(...(await Promise.all(rows.slice(at, at + together).map(look))).flat());
  }
  return found;
}

async function repeatsOf(deps: Pick<CommandDeps, 'database'>, viewer: Viewer, command: RegisterCase) {
  const { channel, matter } = command;
  const { title, demand, handlingUnitId, petitioner } = matter;
  const people = petitioner.anonymous ? [] : [petitioner];
  const probe: Probe = { channel, title, demand, handlingUnitId, number: paperNumber(command), people };
  return (await likelyRepeats(deps, viewer, probe)).slice(0, 3);
}

/** The same sheet before, the last first; not where all that came of it was voided (撤回导入). */
export async function earlierImports(deps: Pick<CommandDeps, 'database'>, viewer: Viewer, sheet: Sheet) {
  const before = await recordsOf(deps, viewer, { digest: digestOf(sheet) });
  return before.filter(({ cases, voided }) => voided < cases);
}

/** The bureau's last imports, the newest first. */
export const importRecords = (deps: Pick<CommandDeps, 'database'>, viewer: Viewer): Promise<ImportRecord[]> =>
  recordsOf(deps, viewer, { cases: { gt: 0 } });

/** So many imports are told of at most. */
const mostRecords = 10;

async function recordsOf(
  { database: { prisma } }: Pick<CommandDeps, 'database'>,
  { bureauId }: Viewer,
  which: { readonly digest: string } | { readonly cases: { readonly gt: number } },
): Promise<ImportRecord[]> {
  const records = await prisma.caseImport.findMany({
    where: { bureauId, ...which },
    select: { id: true, fileName: true, personName: true, importedAt: true, cases: true },
    orderBy: { importedAt: 'desc' },
    take: mostRecords,
  });
  if (records.length === 0) return [];
  // what was voided is little, however many were imported
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    select c.id from petition_case c where c.bureau_id = ${bureauId} and ${caseKeys} @> array[${`s:${voidedStatus}`}]`;
  const voided = new Set(rows.map(({ id }) => id));
  const of = (id: string) => (voided.size === 0 ? 0 : caseIdsOf(id).filter((caseId) => voided.has(caseId)).length);
  return records.map((record) => ({ ...record, voided: of(record.id) }));
}
