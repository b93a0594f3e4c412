import { expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import { must } from '../testkit.ts';
import { receptionSheets } from './session-performance.ts';
import { at, day, leaderAt, planned, record, walkIn } from './session-story.ts';

/** On 2 December a substitute receives two visitors; what one was promised is carried out. */
function heldBySubstitute() {
  const story = planned();
  const away = { type: 'arrangeSubstitute', sessionId: day, reason: '开会', substituteId: 'other-leader' } as const;
  must(story.give(away, leaderAt('2026-11-30')));
  const substitute = { id: 'other-leader', name: '沈若兰', role: 'leader', unitId: 'bureau' } as const;
  for (const n of [1, 2]) {
    must(story.give(walkIn(n), at(day)));
    must(story.give(record(`v${n}`), at(day, { actor: substitute })));
  }
  const settled = { caseId: 'case-v1', result: '校车已恢复', settledOn: plainDate('2026-12-20') };
  must(story.give({ type: 'settleReception', sessionId: day, ...settled }, at('2026-12-20')));
  return story.session(day);
}
const basic = { unitId: 'basic', unitName: '基础教育处' };
const matters = new Map([
  ['case-v1', { caseId: 'case-v1', ...basic, satisfied: true }],
  ['case-v2', { caseId: 'case-v2', ...basic }],
]);

test('the sheet of a leader and of a unit (R35, R38) has what came of receptions beside their number (R37)', () => {
  const { people, units } = receptionSheets([heldBySubstitute()], matters);
  const came = {
    received: 2,
    decided: 2,
    implemented: { numerator: 1, denominator: 2, value: 0.5 },
    satisfied: { numerator: 1, denominator: 1, value: 1 },
  };
  expect(people.find(({ id }) => id === 'other-leader')).toMatchObject({
    attended: 1,
    stoodIn: 1,
    substituted: 0,
    ...came,
  });
  expect(units).toEqual([{ id: 'basic', name: '基础教育处', attended: 0, stoodIn: 0, substituted: 0, ...came }]);
});

test('who was stood in for has received nobody; what was only planned is on no sheet', () => {
  const { people } = receptionSheets([heldBySubstitute()], matters);
  expect(people.find(({ id }) => id === 'person-leader')).toMatchObject({ attended: 0, substituted: 1, received: 0 });
  expect(receptionSheets([planned().session(day)], matters)).toEqual({ people: [], units: [] });
});
