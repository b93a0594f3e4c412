import { importLimit } from '@huiyin/domain/messages';
import { sha256 } from '../../infra/sha256.ts';

/** A UUID that is the same each time for the same row of the same import: what was sent twice is done once. */
export function idOf(importId: string, line: number, what: 'case' | 'command'): string {
  const hex = sha256(`${importId}:${line}:${what}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The ids that the cases of an import bear, by row; rows that were empty have no case. The first row names the columns. */
export const caseIdsOf = (importId: string): readonly string[] =>
  Array.from({ length: importLimit }, (_, at) => idOf(importId, at + 2, 'case'));
