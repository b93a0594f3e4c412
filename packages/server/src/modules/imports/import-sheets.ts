import {
  importChoices,
  importColumns,
  importLimit,
  importReasonColumn,
  importUnitColumns,
} from '@huiyin/domain/messages';
import { importGuide, importWords as words } from '../../messages/import.ts';
import type { CommandDeps } from '../commands/execute-command.ts';
import type { Viewer } from '../people/viewer.ts';
import { column, writeXlsx, type Sheet as XlsxSheet } from '../reports/xlsx-writer.ts';
import { previewImport, type Sheet } from './imports.usecases.ts';

/** A sheet as a file. */
export interface SheetFile {
  readonly fileName: string;
  /** The .xlsx in base64. */
  readonly content: string;
}

/** The closed lists, each in a column of a sheet of its own, and the cells of the filled-in sheet that choose from them. */
function listsOf(header: readonly string[], units: readonly string[]) {
  const choices: Readonly<Record<string, readonly string[]>> = {
    ...importChoices(),
    ...Object.fromEntries(importUnitColumns.map((name) => [name, units])),
  };
  const names = importColumns.filter((name) => choices[name] !== undefined);
  const longest = Math.max(...names.map((name) => choices[name]?.length ?? 0));
  const rows = Array.from({ length: longest }, (_, at) => names.map((name) => choices[name]?.[at] ?? ''));
  const lists = names.flatMap((name, at) => {
    const place = header.indexOf(name);
    const last = (choices[name]?.length ?? 0) + 1;
    return place < 0 ? [] : [{ column: place, from: `'${words.lists}'!$${column(at)}$2:$${column(at)}$${last}` }];
  });
  return { lists, sheet: { name: words.lists, rows: [names, ...rows] } };
}

/** The units that may be named, and the viewer's own for the examples. */
async function unitNames({ database }: Pick<CommandDeps, 'database'>, { bureauId, unitId }: Viewer) {
  const units = await database.prisma.unit.findMany({
    where: { bureauId, closedAt: null },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
  return { names: units.map(({ name }) => name), own: units.find(({ id }) => id === unitId)?.name ?? '' };
}

const file = (fileName: string, sheets: readonly XlsxSheet[]): SheetFile => ({
  fileName,
  content: writeXlsx(sheets).toString('base64'),
});

/** The template (批量导入模板): one sheet to fill in, with drop-down lists; one that explains each column with examples; the lists. */
export async function importTemplate(deps: Pick<CommandDeps, 'database'>, viewer: Viewer): Promise<SheetFile> {
  const { names, own } = await unitNames(deps, viewer);
  const { lists, sheet } = listsOf(importColumns, names);
  const guide = importGuide.map(({ column: name, must, how, examples }) => [
    ...[name, must, how],
    ...(name === '承办单位' ? [own, own] : examples),
  ]);
  return file(words.templateName, [
    { name: words.fill, rows: [importColumns], form: { lists, marked: () => false, limit: importLimit } },
    { name: words.guide, rows: [words.guideHead, ...guide] },
    sheet,
  ]);
}

/**
 * The sheet back with what is wrong in its first column and the wrong cells marked; a second sheet has only the wrong rows.
 * The columns are right. Mended, it can be chosen as it is: the column of reasons is passed over.
 */
export async function importToMend(
  deps: Pick<CommandDeps, 'database' | 'clock'>,
  viewer: Viewer,
  sheet: Sheet,
): Promise<SheetFile> {
  const { rows: judged } = await previewImport(deps, viewer, sheet);
  const kept = (cells: readonly string[], at: number) => cells[at] ?? '';
  // reasons of an earlier round make room for these
  const places = [...(sheet.rows[0] ?? [])].flatMap((name, at) => (name.trim() === importReasonColumn ? [] : [at]));
  const names = places.map((at) => kept(sheet.rows[0] ?? [], at));
  const faultsOf = new Map(judged.map(({ line, faults }) => [line, faults]));
  const rows = sheet.rows.slice(1).map((cells, at) => {
    const faults = faultsOf.get(at + 2) ?? [];
    const reasons = faults.map(({ column: name, message }) => words.atLine(at + 2, name, message)).join('\n');
    return { cells: [reasons, ...places.map((place) => kept(cells, place))], faults };
  });
  const head = [importReasonColumn, ...names];
  const wrong = rows.filter(({ faults }) => faults.length > 0);
  const lists = listsOf(head, (await unitNames(deps, viewer)).names);
  const form = (shown: typeof rows): NonNullable<XlsxSheet['form']> => ({
    lists: lists.lists,
    marked: (row, at) =>
      shown[row - 1]?.faults.some(({ column: name }) => name !== undefined && name === head[at]) === true,
    limit: importLimit,
  });
  return file(words.toMendName(sheet.fileName), [
    { name: words.whole, rows: [head, ...rows.map(({ cells }) => cells)], form: form(rows) },
    { name: words.onlyBad, rows: [head, ...wrong.map(({ cells }) => cells)], form: form(wrong) },
    lists.sheet,
  ]);
}
