import type { UnitKind } from '@huiyin/domain';
import { headingWords, kindWords } from '../messages/admin.zh-CN.ts';

/** One line of what was pasted. */
export interface PastedRow {
  /** Number of the line as the person counts it, from 1. */
  readonly line: number;
  readonly name: string;
  /** The word as written. */
  readonly kindWord: string;
  /** Undefined when the word is none that we know. */
  readonly kind: UnitKind | undefined;
  readonly parent: string;
  readonly shortName: string;
}

/** Reads lines of 名称 类别 上级 简称, parted by tabs (a spreadsheet), else commas, else spaces. Empty lines and a heading fall away. */
export function readPasted(text: string): readonly PastedRow[] {
  return text
    .split(/\r\n|\r|\n/u)
    .map((line, index) => ({ line: index + 1, cells: cellsOf(line) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
    .filter(({ cells: [name = ''] }, index) => index > 0 || !headingWords.includes(name))
    .map(({ line, cells: [name = '', kindWord = '', parent = '', shortName = ''] }) => ({
      ...{ line, name, kindWord, parent, shortName },
      kind: kindOf(kindWord),
    }));
}

function cellsOf(line: string): readonly string[] {
  const separator = line.includes('\t') ? /\t/u : /[,，]/u.test(line) ? /[,，]/u : /\s+/u;
  // A spreadsheet puts quotation marks around cells with a line break or a tab.
  const trimmed = separator.source === '\\t' ? line : line.trim();
  return trimmed.split(separator).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/u, '$1')
      .trim(),
  );
}

const kinds = new Map<string, UnitKind>();
for (const kind of [
  'department',
  'districtAuthority',
  'affiliatedSchool',
  'municipalUniversity',
  'districtSchool',
] as const)
  for (const word of kindWords[kind]) kinds.set(keyOf(word), kind);

function kindOf(word: string): UnitKind | undefined {
  return kinds.get(keyOf(word));
}

function keyOf(word: string): string {
  return word.normalize('NFKC').replace(/\s+/gu, '');
}
