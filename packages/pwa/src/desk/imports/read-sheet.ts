import { importLimit } from '@huiyin/domain/messages';
import { importMessages as words } from '../../messages/import.zh-CN.ts';
import { mergedCells } from './merged-cells.ts';
import { unpackXml, zipEntries } from './zip-entries.ts';

/** The cells of a sheet as text, or why there are none. */
export type SheetRead =
  | { readonly ok: true; readonly rows: readonly (readonly string[])[] }
  | { readonly ok: false; readonly why: string };

/** Most bytes of a file. */
export const mostBytes = 8 * 1024 * 1024;
const limits = { unpacked: 80 * 1024 * 1024, entries: 400, rows: importLimit } as const;

const wrong = (why: string): SheetRead => ({ ok: false, why });

/**
 * What a zip says that it unpacks to, from its own directory, without unpacking anything. Undefined: not a zip, or one whose
 * directory cannot be trusted (64-bit sizes, cut off).
 */
export function unpackedSize(bytes: Uint8Array): { readonly size: number; readonly entries: number } | undefined {
  const entries = zipEntries(bytes);
  return entries && { size: entries.reduce((sum, { unpacked }) => sum + unpacked, 0), entries: entries.length };
}

/** A cell as text: dates as days, whole numbers without a fraction, everything else as it is written. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  // fifteen digits are all that a sheet keeps of a number: said as it is, so that nobody takes the rest for true
  if (typeof cell === 'number' && Math.abs(cell) >= 1e15) return cell.toExponential();
  return String(cell).trim();
}

async function readXlsx(bytes: Uint8Array<ArrayBuffer>): Promise<SheetRead> {
  const said = unpackedSize(bytes);
  if (said === undefined) return wrong(words.unreadable);
  if (said.size > limits.unpacked || said.entries > limits.entries) return wrong(words.tooLarge);
  // Opened here, in the clerk's own browser: what a file does not keep of its promises is never the server's trouble.
  const [{ readSheet }, { zipSync }] = await Promise.all([import('read-excel-file/universal'), import('fflate')]);
  try {
    const files = await unpackXml(bytes);
    // Packed again as it is: what is deflated and large the library would unpack in a worker, which our pages may not start.
    const rows = await readSheet(new Blob([zipSync(Object.fromEntries(files), { level: 0 })]));
    const read = sheetOf(rows.map((cells) => cells.map(cellText)));
    const merged = read.ok ? mergedCells(files) : [];
    return merged.length === 0 ? read : wrong(words.merged(merged.slice(0, 5).join('、')));
  } catch {
    return wrong(words.unreadable);
  }
}

/** Text with tabs (pasted from a sheet) or commas (CSV, with quotes as RFC 4180 has them). */
export function parseText(text: string): SheetRead {
  const separator = text.slice(0, text.indexOf('\n') + 1 || undefined).includes('\t') ? '\t' : ',';
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const closeCell = () => {
    rows.at(-1)?.push(cell.trim());
    cell = '';
  };
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain[at] ?? '';
    if (quoted) {
      if (sign === '"' && plain[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (sign === separator) closeCell();
    else if (sign === '\n') {
      closeCell();
      rows.push([]);
    } else cell += sign;
  }
  closeCell();
  return sheetOf(rows);
}

function sheetOf(all: readonly (readonly string[])[]): SheetRead {
  const last = all.findLastIndex((cells) => cells.some((cell) => cell !== ''));
  const rows = all.slice(0, last + 1);
  if (rows.length < 2) return wrong(words.empty);
  return rows.length - 1 > limits.rows ? wrong(words.tooMany(rows.length - 1)) : { ok: true, rows };
}

/** Reads a chosen file by what it is, not by what it is called. */
export async function readSheetFile(file: Blob): Promise<SheetRead> {
  if (file.size > mostBytes) return wrong(words.tooLarge);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readXlsx(bytes);
  // “Unicode 文本” of Excel
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return parseText(new TextDecoder('utf-16le').decode(bytes));
  // programs, old .xls and pictures hold zeros; text never does
  if (bytes.length === 0 || bytes.subarray(0, 4096).includes(0)) return wrong(words.notSheet);
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return parseText(new TextDecoder(encoding, { fatal: true }).decode(bytes));
    } catch {
      // WPS writes CSV in GB 18030: tried next
    }
  }
  return wrong(words.notSheet);
}
