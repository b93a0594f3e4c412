import { describe, expect, test } from 'vitest';
import { refusalMessage } from '../messages/zh-CN.ts';
import { matterOf, must, register } from '../testkit.ts';
import { allowedActions } from './procedures.ts';
import { acceptedStory, CaseStory, day, on } from './side-testkit.ts';
import type { RegisterCase } from './types.ts';

const apply = { ground: 'clear', appliedOn: day('2026-09-02') } as const;
/** Received on Tuesday 1 September 2026: three working days after it is Friday the 4th. */
function registered(change: Partial<RegisterCase> = {}): CaseStory {
  const story = new CaseStory();
  must(story.give(register({ channel: 'visit', receivedOn: day('2026-09-01'), ...change }), on('2026-09-01')));
  return story;
}
const clocks = (story: CaseStory) => Object.fromEntries(story.case().clocks.map((row) => [row.clock, row]));

describe('简易办理（信访事项简易办理办法，待核）', () => {
  test('three working days to decide, ten more to answer, the ordinary clocks beside them', () => {
    const story = registered().do('applySimpleHandling', apply, on('2026-09-02'));
    expect(clocks(story)).toMatchObject({
      'simple-acceptance': { from: '2026-09-01', legalDue: '2026-09-04', state: 'running' },
      'acceptance-notice': { state: 'running' },
    });
    story.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-09-03') }, on('2026-09-03'));
    expect(clocks(story)).toMatchObject({
      'simple-acceptance': { state: 'met', metOn: '2026-09-03' },
      'simple-handling': { from: '2026-09-03', legalDue: '2026-09-17', state: 'running' },
      handling: { from: '2026-09-03', legalDue: '2026-11-02', state: 'running' },
    });
    story.do(
      'completeCase',
      { cause: '课表调整未告知', resolution: '已当面说明', repliedOn: day('2026-09-10'), outcome: 'explained' },
      on('2026-09-10'),
    );
    expect(clocks(story)['simple-handling']).toMatchObject({ state: 'met', metOn: '2026-09-10' });
    expect(story.events.find(({ type }) => type === 'caseCompleted')).toMatchObject({
      citations: [{ rule: 'R13' }, { regulation: 'simpleHandling2016' }],
    });
    story.expectRefolds();
  });

  test.each([
    ['on the third working day', '2026-09-04', undefined],
    ['the day after', '2026-09-05', 'simple-handling-late'],
  ])('decided %s', (_name, today, code) => {
    const result = registered().try('applySimpleHandling', apply, on(today));
    expect(result.ok ? undefined : result.code).toBe(code);
  });

  test('accepted already: only the ten working days are owed, from the acceptance', () => {
    const story = acceptedStory().do('applySimpleHandling', { ...apply, appliedOn: day('2026-09-03') });
    expect(clocks(story)['simple-acceptance']).toBeUndefined();
    expect(clocks(story)['simple-handling']).toMatchObject({ from: '2026-09-03', legalDue: '2026-09-17' });
  });

  test.each([
    ['on the tenth working day', '2026-09-17', undefined],
    ['the day after', '2026-09-18', '简易办理须在2026年9月17日以前出具意见，已经过期。'],
  ])('accepted already, applied %s', (_name, appliedOn, message) => {
    const result = acceptedStory().try('applySimpleHandling', { ...apply, appliedOn: day(appliedOn) });
    expect(result.ok ? undefined : refusalMessage(result)).toEqual(message && expect.stringContaining(message));
  });

  test.each([
    ['an accusation', { contentKind: 'accusation' }, 'accusation'],
    ['a matter raised before', { priorHandling: 'replied' }, 'raisedBefore'],
    ['a matter that is not ours', { responsibility: 'notEducation' }, 'notAccepted'],
  ] as const)('not for %s', (_name, facts, why) => {
    const matter = matterOf({ contentKind: 'appeal', ...facts });
    const refused = registered({ matter }).refusal('applySimpleHandling', apply, on('2026-09-02'));
    expect(refused).toMatchObject({
      code: 'simple-handling-excluded',
      params: { why },
      citations: [{ regulation: 'simpleHandling2016' }],
    });
  });

  test('not for orders of the hotline, and not twice', () => {
    const order = registered({ channel: 'hotline', hotline: { externalNumber: '12345-1' } });
    expect(order.refusal('applySimpleHandling', apply, on('2026-09-02')).code).toBe('wrong-channel');
    const story = registered().do('applySimpleHandling', apply, on('2026-09-02'));
    expect(story.refusal('applySimpleHandling', apply, on('2026-09-02')).code).toBe('simple-handling-on');
  });

  test('转普通程序: the short clocks stop, the ordinary ones keep their first dates', () => {
    const story = registered().do('applySimpleHandling', apply, on('2026-09-02'));
    const before = clocks(story)['acceptance-notice'];
    expect(story.refusal('endSimpleHandling', { reason: ' ' }, on('2026-09-03')).code).toBe('reason-missing');
    story.do('endSimpleHandling', { reason: '涉及两个单位' }, on('2026-09-03'));
    expect(clocks(story)).toMatchObject({ 'simple-acceptance': { state: 'stopped' }, 'acceptance-notice': before });
    expect(story.case().simple).toMatchObject({ ground: 'clear', ended: { reason: '涉及两个单位' } });
    story.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-09-04') }, on('2026-09-04'));
    expect(clocks(story)['simple-handling']).toBeUndefined();
    expect(story.refusal('endSimpleHandling', { reason: '再转' }, on('2026-09-04')).code).toBe('simple-handling-off');
    story.expectRefolds();
  });

  test.each(['important', 'complexLegal', 'major'] as const)('what becomes %s falls back by itself', (flag) => {
    const role = flag === 'complexLegal' ? 'clerk' : 'leader';
    const story = registered().do('applySimpleHandling', apply, on('2026-09-02'));
    story.do('setCaseFlags', { flags: { [flag]: true }, reason: '反映者众' }, on('2026-09-03', role));
    expect(story.case().simple?.ended).toMatchObject({ reason: '反映者众', endedOn: '2026-09-03' });
    const again = story.refusal('applySimpleHandling', apply, on('2026-09-03'));
    expect(again).toMatchObject({ code: 'simple-handling-excluded', params: { why: 'weighty' } });
  });

  test('the screen says so beforehand', () => {
    const action = allowedActions(registered().case(), on('2026-09-02')).find(
      (one) => one.action === 'endSimpleHandling',
    );
    expect(action?.refusal?.code).toBe('simple-handling-off');
  });
});
