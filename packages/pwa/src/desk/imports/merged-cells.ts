import { entryText, zipEntries } from './zip-entries.ts';

const attribute = (tag: string, name: RegExp): string => name.exec(tag)?.[1] ?? '';

/**
 * The merged cells (合并的单元格) of the first sheet of an .xlsx, as B5:B6, but for those above its data: only the first of each has
 * content, so that a name over two rows would be nobody's in the second. A file that does not say which sheet is its first has none.
 */
export async function mergedCells(bytes: Uint8Array<ArrayBuffer>): Promise<readonly string[]> {
  const entries = zipEntries(bytes) ?? [];
  const read = async (name: string) => {
    const entry = entries.find((one) => one.name === name);
    return entry ? entryText(bytes, entry) : '';
  };
  const [book, links] = await Promise.all([read('xl/workbook.xml'), read('xl/_rels/workbook.xml.rels')]);
  const id = attribute(/<(?:\w+:)?sheet\s[^>]*>/.exec(book)?.[0] ?? '', /\s\w+:id="([^"]*)"/);
  const link = [...links.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)].find(
    ([tag]) => attribute(tag, /\sId="([^"]*)"/) === id,
  );
  const target = attribute(link?.[0] ?? '', /\sTarget="([^"]*)"/);
  const sheet = await read(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  const ranges = [...sheet.matchAll(/<(?:\w+:)?mergeCell\s[^>]*\bref="([^"]*)"/g)].map(([, range = '']) => range);
  return ranges.filter((range) => Number(/\d+$/.exec(range)?.[0]) > 1);
}
