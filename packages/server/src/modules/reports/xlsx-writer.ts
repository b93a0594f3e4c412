import { type PlainDate, toEpochDay } from '@huiyin/domain';
import PizZip from 'pizzip';
import { zipBytes } from '../documents/zip-bytes.ts';

// Writes .xlsx of plain tables: no more of the format than these need. The same sheets give the same bytes.

/** One sheet: its name on the tab, and rows of words and numbers; the first row is the head. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | number)[])[];
  /** To be filled in: whole columns are text, so that no long number loses its last digits and no date is turned about. */
  readonly form?: {
    /** Drop-down lists: the column, counted from 0, and where its words stand. */
    readonly lists: readonly { readonly column: number; readonly from: string }[];
    /** Cells that are wrong, each by its row and column, counted from 0. */
    readonly marked: (row: number, column: number) => boolean;
    /** Rows that may be filled in. */
    readonly limit: number;
  };
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

// A character that XML cannot hold would make the whole file unreadable.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be taken out
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** Text as XML holds it. */
export const escaped = (text: string): string =>
  text.replace(unwritable, '').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A, B … Z, AA … as a sheet names its columns, counted from 0. */
export function column(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : column(Math.floor(at / 26) - 1) + letter;
}

/** The style of a cell that holds a day, and the day as a sheet counts it: so it is sorted and filtered by month and year. */
export const dayStyle = 4;
export const dayNumber = (day: PlainDate): number => toEpochDay(day) + 25_569;

function cell(value: string | number, at: string, style: number): string {
  if (typeof value === 'number') return `<c r="${at}" s="${style}"><v>${value}</v></c>`;
  // Text as text: what begins with = is no formula.
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

/** A row of a sheet at its place, from 0, the first is the head; `styleAt` for cells that are not as all others. */
export function rowXml(
  row: readonly (string | number)[],
  at: number,
  styleAt = (_place: number): number => (at === 0 ? 1 : 0),
): string {
  const cells = row.map((value, place) => cell(value, `${column(place)}${at + 1}`, styleAt(place))).join('');
  return `<row r="${at + 1}">${cells}</row>`;
}

/** What stands before the rows of a sheet: the head stays in sight, the columns are so wide (characters). */
export function beforeRows(widths: readonly number[], style = ''): string {
  const cols = widths
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}"${style} customWidth="1"/>`)
    .join('');
  return `${head}<worksheet ${main}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols}</cols><sheetData>`;
}
/** What stands after them, with what else the sheet has to say. */
export const afterRows = (rest = ''): string => `</sheetData>${rest}</worksheet>`;

function sheetXml({ rows, form }: Sheet): string {
  const widths = rows.reduce<number[]>((known, row) => {
    for (const [at, value] of row.entries())
      known[at] = Math.max(known[at] ?? (form ? 14 : 8), Math.min(60, String(value).length * 2 + 2));
    return known;
  }, []);
  const styleAt = (at: number) => (place: number) => {
    if (at === 0) return 1;
    return form?.marked(at, place) ? 3 : 2;
  };
  const body = rows.map((row, at) => rowXml(row, at, form && styleAt(at))).join('');
  return `${beforeRows(widths, form && ' style="2"')}${body}${afterRows(validations(form))}`;
}

function validations(form: Sheet['form']): string {
  if (form === undefined || form.lists.length === 0) return '';
  const each = form.lists.map(({ column: at, from }) => {
    const cells = `${column(at)}2:${column(at)}${form.limit + 1}`;
    // what is not in the list is said, but may stay: the import names it with how to mend it
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorStyle="warning" sqref="${cells}"><formula1>${escaped(from)}</formula1></dataValidation>`;
  });
  return `<dataValidations count="${each.length}">${each.join('')}</dataValidations>`;
}

const wrapped = '<alignment vertical="top" wrapText="1"/>';
const styles = `${head}<styleSheet ${main}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFBEAE8"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf fontId="0"/><xf fontId="1" applyFont="1"/><xf numFmtId="49" fontId="0" applyNumberFormat="1" applyAlignment="1">${wrapped}</xf><xf numFmtId="49" fontId="0" fillId="2" applyNumberFormat="1" applyFill="1" applyAlignment="1">${wrapped}</xf><xf numFmtId="164" fontId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left"/></xf></cellXfs></styleSheet>`;

/** A tab's name: at most 31 characters, none of those that a workbook forbids. */
const tab = (name: string): string => escaped(name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31));

/** A workbook of these sheets. */
export function writeXlsx(sheets: readonly Sheet[]): Buffer {
  const zip = new PizZip();
  const parts = {
    ...workbookParts(sheets.map(({ name }) => name)),
    ...Object.fromEntries(sheets.map((sheet, at) => [sheetPath(at), sheetXml(sheet)])),
  };
  for (const [path, content] of Object.entries(parts)) zip.file(path, content, { createFolders: false });
  return zipBytes(zip);
}

/** Where the rows of a sheet stand in the file; `at` from 0. */
export const sheetPath = (at: number): string => `xl/worksheets/sheet${at + 1}.xml`;

/** The parts of a workbook beside the rows of its sheets, by their place in the file. */
export function workbookParts(names: readonly string[]): Readonly<Record<string, string>> {
  const numbers = names.map((_, at) => at + 1);
  return {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/>${numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${kind}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook ${main} xmlns:r="${relationships}"><sheets>${names.map((name, at) => `<sheet name="${tab(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${numbers.map((n) => `<Relationship Id="rId${n}" Type="${relationships}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')}<Relationship Id="rId0" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': styles,
  };
}
