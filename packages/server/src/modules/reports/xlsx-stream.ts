import { open } from 'node:fs/promises';
import { Zip, ZipDeflate } from 'fflate';
import { afterRows, beforeRows, dayStyle, rowXml, sheetPath, workbookParts } from './xlsx-writer.ts';

/** One sheet whose rows come one after another. Widths in characters. */
export interface LongSheet {
  readonly name: string;
  readonly head: readonly string[];
  readonly widths: readonly number[];
  /** Columns whose numbers are days, counted from 0. */
  readonly days: readonly number[];
  /** Some rows at a time. */
  readonly rows: AsyncIterable<readonly (readonly (string | number)[])[]>;
}

/**
 * Writes a workbook of one long sheet to a file, in memory that does not grow with its rows: each lot is compressed and written
 * before the next is asked for.
 */
export async function writeLongXlsx(path: string, { name, head, widths, days, rows }: LongSheet): Promise<void> {
  const file = await open(path, 'w');
  try {
    let made: Uint8Array[] = [];
    const zip = new Zip((error, chunk) => {
      if (error) throw error;
      made.push(chunk);
    });
    const write = async () => {
      const chunks = made;
      made = [];
      for (const chunk of chunks) await file.write(chunk);
    };
    const part = (at: string) => {
      const entry = new ZipDeflate(at, { level: 6 });
      zip.add(entry);
      return (text: string, last: boolean) => entry.push(Buffer.from(text), last);
    };
    for (const [at, content] of Object.entries(workbookParts([name]))) part(at)(content, true);
    const sheet = part(sheetPath(0));
    sheet(beforeRows(widths) + rowXml(head, 0), false);
    const styleAt = (place: number) => (days.includes(place) ? dayStyle : 0);
    let at = 1;
    for await (const some of rows) {
      sheet(some.map((row, place) => rowXml(row, at + place, styleAt)).join(''), false);
      at += some.length;
      await write();
    }
    sheet(afterRows(), true);
    zip.end();
    await write();
  } finally {
    await file.close();
  }
}
