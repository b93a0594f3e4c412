import { expect, test } from 'vitest';
import { movedBetween } from './case-list.ts';
import type { MyWork } from './documents.ts';
import { turnsText } from './work-list.ts';

const rows = (ids: string) => [...ids].map((id) => ({ id }));

/* What is announced while somebody reads a list: as many as have come, gone or moved, not those that only stand further down now. */
test.each([
  ['nothing', 'abcd', 'abcd', true, 0],
  ['two have come on top of a list that goes on', 'abcd', 'xyab', true, 2],
  ['one has come, one in the middle is gone', 'abcd', 'xacd', true, 2],
  ['two have come, one in the middle is gone', 'abcd', 'xyac', true, 3],
  ['one is gone, the next of the list has moved up', 'abcd', 'acde', true, 2],
  ['two have come, and the last two of a whole list are gone', 'abcd', 'xyab', false, 4],
  ['one has come into a whole list', 'abc', 'xabc', false, 1],
  ['all others have come', 'abcd', 'wxyz', true, 4],
  ['two have changed places', 'abcd', 'bacd', true, 2],
])('%s: %s → %s', (_name, shown, found, more, moved) => {
  expect(movedBetween(rows(shown), rows(found), more)).toBe(moved);
});

test.each([
  ['soon', false, '120'],
  ['overdue', true, '120+'],
  // those wait for somebody else
  ['others', true, '120'],
] as const)('of 待办 where %s is counted no further (%s) the badge says %s', (key, more, said) => {
  expect(turnsText({ mine: 120, groups: [{ key, count: 99, more }] } as unknown as MyWork)).toBe(said); // what it reads
});
