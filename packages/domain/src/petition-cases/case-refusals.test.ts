import { expect, test } from 'vitest';
import { refusalMessage } from '../messages/zh-CN.ts';
import { matterOf, must } from '../testkit.ts';
import { began, clerk, day, head, leader, letterUntil, type Step, steps } from './case-story.ts';

/* What the others' stories do not meet: each of these refusals can be reached, is cited, and says how to go on. */

const own = matterOf({});
/** Not for an education authority, and the leader has said so. */
const refused = began('visit', matterOf({ responsibility: 'notEducation' }));
must(refused.give1(steps.screen));
must(refused.give1({ ...steps.instruct, decision: 'refuse' }, leader));
/** The leader has done something here that can be taken back, and asks for what the office did. */
const recusal = {
  type: 'recordRecusal',
  personId: 'basic-clerk',
  reason: '亲属',
  approverId: 'person-leader',
  decidedOn: day('18'),
} as const;
const another = letterUntil('screen', own).all([recusal, leader]);

test.each<[string, ReturnType<typeof began>, Step, typeof clerk]>([
  ['already-instructed', letterUntil('accept', own), steps.open, clerk],
  [
    'leader-missing',
    letterUntil('submit', matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' })),
    steps.submit,
    clerk,
  ],
  ['instruction-says-otherwise', refused, steps.assign, clerk],
  [
    'person-missing',
    letterUntil('draft', own),
    { type: 'recordRecusal', personId: ' ', reason: '亲属', approverId: 'person-leader', decidedOn: day('20') },
    clerk,
  ],
  ['reply-already-issued', letterUntil('deliver', own), steps.issue, clerk],
  ['reviewed-already', letterUntil('approve', own), steps.review, head],
  ['approved-already', letterUntil('issue', own), steps.approve, leader],
  ['delivered-already', letterUntil('complete', own), steps.deliver, clerk],
  [
    'retract-not-yours',
    another,
    { type: 'retractAct', act: 'recordIntakeStep', reason: '误记' } as unknown as Step,
    leader,
  ],
  [
    'not-linked',
    letterUntil('screen', own),
    { type: 'unlinkCases', otherId: 'x', reason: '误连' } as unknown as Step,
    clerk,
  ],
  [
    'document-missing',
    letterUntil('screen', own),
    {
      type: 'voidDocument',
      documentId: 'paper-1',
      reason: '误发',
      voidedOn: day('20'),
      reissue: false,
    } as unknown as Step,
    clerk,
  ],
  [
    'simple-handling-too-far',
    letterUntil('review', own),
    { type: 'applySimpleHandling', ground: 'clear', appliedOn: day('20') } as unknown as Step,
    clerk,
  ],
])('%s', (code, story, step, by) => {
  const result = story.give1(step, by);
  if (result.ok) throw new Error('was not refused');
  expect(result.code).toBe(code);
  expect(result.citations.length).toBeGreaterThan(0);
  expect(refusalMessage(result)).toMatch(/依据《.*。$/);
});
