import type { ZipFiles } from './zip-entries.ts';

const attribute = (tag: string, name: RegExp): string => name.exec(tag)?.[1] ?? '';

/**
 * The merged cells (合并的单元格) of the first sheet of an .xlsx, as B5:B6, but for those above its data: only the first of each has
 * content, so that a name over two rows would be nobody's in the second. A file that does not say which sheet is its first has none.
 */
export function mergedCells(files: ZipFiles): readonly string[] {
  const read = (name: string) => new TextDecoder().decode(files.get(name));
  const id = attribute(/<(?:\w+:)?sheet\s[^>]*>/.exec(read('xl/workbook.xml'))?.[0] ?? '', /\s\w+:id="([^"]*)"/);
  const links = [...read('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)];
  const link = links.find(([tag]) => attribute(tag, /\sId="([^"]*)"/) === id);
  const target = attribute(link?.[0] ?? '', /\sTarget="([^"]*)"/);
  const sheet = read(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  const ranges = [...sheet.matchAll(/<(?:\w+:)?mergeCell\s[^>]*\bref="([^"]*)"/g)].map(([, range = '']) => range);
  return ranges.filter((range) => Number(/\d+$/.exec(range)?.[0]) > 1);
}
