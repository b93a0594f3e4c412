import { createHash } from 'node:crypto';
import { decide, type RegisterCase } from '@huiyin/domain/cases';
import {
  type ImportFault,
  type ImportRow,
  importColumnOf,
  importLimit,
  readRows,
  refusalMessage,
} from '@huiyin/domain/messages';
import type { Probe } from '@huiyin/domain/office';
import { Prisma } from '../../generated/prisma/client.ts';
import { refusalError } from '../../graphql/refusal.ts';
import type { Transaction } from '../../infra/transaction.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { canonicalJson, sha256 } from '../commands/canonical-json.ts';
import { askCommand, type CommandDeps, executeRun, NotWhole } from '../commands/execute-command.ts';
import type { CommandOutcome } from '../commands/outcome.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { worldOf } from '../people/world.ts';
import { type LikelyRepeat, likelyRepeats } from '../repeats/repeats.usecases.ts';

/** A sheet as its cells: the first row names the columns. */
export interface Sheet {
  readonly fileName: string;
  readonly rows: readonly (readonly string[])[];
}

/** One row as an import sees it. */
export interface JudgedRow extends ImportRow {
  readonly faults: readonly ImportFault[];
  readonly repeats: readonly LikelyRepeat[];
}

/** The same sheet, imported before. */
export interface EarlierImport {
  readonly fileName: string;
  readonly personName: string;
  readonly importedAt: Date;
  readonly cases: number;
}

export interface ImportPreview {
  /** Wrong columns; no row is read then. */
  readonly header: readonly ImportFault[];
  readonly rows: readonly JudgedRow[];
  readonly earlier: readonly EarlierImport[];
}

/** How an import ended: every case of it, or what is wrong and nothing at all. */
export interface ImportOutcome {
  readonly done: boolean;
  readonly cases: CommandOutcome['cases'];
  readonly faults: readonly (ImportFault & { readonly line: number })[];
}

const longestCell = 6000;
const together = 4;

function checkSheet({ rows, fileName }: Sheet): void {
  if (rows.length - 1 > importLimit) {
    throw refusalError('import-too-long', { limit: importLimit, given: rows.length - 1 });
  }
  const wide = rows.some((cells) => cells.length > 60 || cells.some((cell) => cell.length > longestCell));
  if (wide || fileName.length > 200 || rows.length < 2) throw refusalError('import-unreadable');
}

/** A UUID that is the same each time for the same row of the same import: what was sent twice is done once. */
function idOf(importId: string, line: number, what: string): string {
  const hex = createHash('sha256').update(`${importId}:${line}:${what}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const digestOf = ({ rows }: Sheet): string => sha256(canonicalJson(rows));

async function read({ database }: Pick<CommandDeps, 'database'>, viewer: Viewer, sheet: Sheet, importId: string) {
  checkSheet(sheet);
  const tree = await unitTree(database.prisma, viewer.bureauId);
  const units = await database.prisma.unit.findMany({ where: { bureauId: viewer.bureauId }, select: { id: true } });
  const known = units.flatMap(({ id }) => tree.get(id) ?? []);
  return { ...readRows(sheet.rows, known, (line) => idOf(importId, line, 'case')), tree };
}

/** 12345 numbers that stand twice in the sheet: one order is one case (R80). */
function doubled(rows: readonly ImportRow[]): ReadonlyMap<number, ImportFault> {
  const first = new Map<string, number>();
  const faults = new Map<number, ImportFault>();
  for (const { command, line } of rows) {
    const number = command?.hotline?.externalNumber;
    if (number === undefined) continue;
    const before = first.get(number);
    if (before === undefined) first.set(number, line);
    else
      faults.set(line, {
        column: '来件编号',
        message: `与第 ${before} 行的 12345 交办单号相同。请删去一行或者改正编号。`,
      });
  }
  return faults;
}

/** Looks a sheet through without writing anything: every wrong cell, and likely repeats of each row. */
export async function previewImport(
  deps: Pick<CommandDeps, 'database' | 'clock'>,
  viewer: Viewer,
  sheet: Sheet,
): Promise<ImportPreview> {
  const { header, rows, tree } = await read(deps, viewer, sheet, 'preview');
  const calendar = await calendarFor(deps.database, viewer);
  const world = worldOf(viewer, { calendar, today: deps.clock.today(), units: tree });
  const twice = doubled(rows);
  const judge = async (row: ImportRow): Promise<JudgedRow> => {
    const again = twice.get(row.line);
    const faults = [...row.faults, ...(row.command ? faultsOf(row.command, world) : []), ...(again ? [again] : [])];
    const repeats = row.command && faults.length === 0 ? await repeatsOf(deps, viewer, row.command) : [];
    return { ...row, faults, repeats };
  };
  const judged: JudgedRow[] = [];
  // a few at a time: others want the database as well
  for (let at = 0; at < rows.length; at += together) {
    judged.push(...(await Promise.all(rows.slice(at, at + together).map(judge))));
  }
  return { header, rows: judged, earlier: await earlierImports(deps, viewer, sheet) };
}

const nothing = { petitionCase: () => undefined, outreachVisit: () => undefined, receptionSession: () => undefined };

function faultsOf(command: RegisterCase, world: ReturnType<typeof worldOf>): readonly ImportFault[] {
  const decided = decide(nothing, command, world);
  if (decided.ok) return [];
  const column = importColumnOf(decided.path);
  return [{ ...(column === undefined ? {} : { column }), message: refusalMessage(decided) }];
}

async function repeatsOf(deps: Pick<CommandDeps, 'database'>, viewer: Viewer, command: RegisterCase) {
  const { channel, matter } = command;
  const { title, demand, handlingUnitId, petitioner } = matter;
  const people = petitioner.anonymous ? [] : [petitioner];
  const probe: Probe = { channel, title, demand, handlingUnitId, people };
  return (await likelyRepeats(deps, viewer, probe)).slice(0, 3);
}

function earlierImports(
  { database }: Pick<CommandDeps, 'database'>,
  { bureauId }: Viewer,
  sheet: Sheet,
): Promise<EarlierImport[]> {
  return database.prisma.caseImport.findMany({
    where: { bureauId, digest: digestOf(sheet) },
    select: { fileName: true, personName: true, importedAt: true, cases: true },
    orderBy: { importedAt: 'desc' },
    take: 5,
  });
}

/**
 * Registers every row of a sheet in ONE transaction, or none: a kill, a lost line or a wrong row leaves nothing behind. The
 * same `importId` again is answered with the cases it has made; the same sheet under another one is refused unless `again`.
 */
export async function runImport(
  deps: CommandDeps,
  viewer: Viewer,
  { importId, again, ...sheet }: Sheet & { readonly importId: string; readonly again: boolean },
): Promise<ImportOutcome> {
  const { header, rows } = await read(deps, viewer, sheet, importId);
  const twice = doubled(rows);
  const wrong = rows.flatMap(({ line, faults }) =>
    [...faults, ...(twice.has(line) ? [twice.get(line) as ImportFault] : [])].map((fault) => ({ ...fault, line })),
  );
  const faults = [...header.map((fault) => ({ ...fault, line: 1 })), ...wrong];
  if (faults.length > 0 || rows.length === 0) return { done: false, cases: [], faults };
  const done = await deps.database.prisma.caseImport.findFirst({ where: { bureauId: viewer.bureauId, id: importId } });
  const before = done ? [] : await earlierImports(deps, viewer, sheet);
  if (before[0] && !again) throw refusalError('import-again', { name: before[0].personName });
  const asked = rows.flatMap(({ command, line }) => {
    if (command === undefined) return [];
    const { type, ...payload } = command;
    const commandId = idOf(importId, line, 'command');
    return [askCommand(deps, viewer, { commandId, type, occurredAt: new Date(deps.clock.now()), payload })];
  });
  const lineOf = new Map(rows.map(({ line }) => [idOf(importId, line, 'command'), line]));
  const refusalsOf = (outcomes: readonly CommandOutcome[]) =>
    outcomes.map(({ commandId, path, message, stored }) => {
      const column = importColumnOf(path ?? stored?.path ?? undefined);
      return { line: lineOf.get(commandId) ?? 0, message: message ?? stored?.message ?? '', ...(column && { column }) };
    });
  const malformed = asked.flatMap(({ envelope, prepared }) =>
    prepared.ok ? [] : [{ line: lineOf.get(envelope.commandId) ?? 0, message: refusalMessage(prepared as never) }],
  );
  if (malformed.length > 0) return { done: false, cases: [], faults: malformed };
  try {
    const outcomes = await executeRun(deps, viewer, asked, (tx) =>
      keep(tx, deps, viewer, { ...sheet, importId }, asked.length),
    );
    return { done: true, cases: outcomes.flatMap(({ cases }) => cases), faults: [] };
  } catch (error) {
    if (error instanceof NotWhole) return { done: false, cases: [], faults: refusalsOf(error.refused) };
    throw error;
  }
}

async function keep(
  tx: Transaction,
  { clock }: Pick<CommandDeps, 'clock'>,
  viewer: Viewer,
  sheet: Sheet & { readonly importId: string },
  cases: number,
): Promise<void> {
  await tx.query(Prisma.sql`
    insert into case_import (bureau_id, id, digest, file_name, cases, person_id, person_name, imported_at)
    values (${viewer.bureauId}, ${sheet.importId}, ${digestOf(sheet)}, ${sheet.fileName}, ${cases}, ${viewer.id},
      ${viewer.displayName}, ${new Date(clock.now())})
    on conflict (bureau_id, id) do nothing`);
}
