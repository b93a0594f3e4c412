import { describe, expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import { matterOf, must, refusalOf, type Story } from '../testkit.ts';
import { type AttendeeRole, type FocusTag, focusTags } from './session.ts';
import type { BookReception, ReceptionCommand } from './session-commands.ts';
import { sessionQueue } from './session-queue.ts';
import { at, booking, call, checkIn, day, extra, leaderAt, planned, record, walkIn } from './session-story.ts';
import { sessionWarnings } from './session-warnings.ts';

describe('排班 (R39, R89, R93)', () => {
  test('only on reception days to come, only by the office', () => {
    const plan = (date: string): ReceptionCommand => ({
      type: 'planSessions',
      sessions: [{ date: plainDate(date), leaderId: 'person-leader' }],
    });
    expect(refusalOf(plan('2026-12-03'), at('2026-11-22')).code).toBe('not-reception-day');
    expect(refusalOf(plan('2026-10-07'), at('2026-09-01')).code).toBe('not-reception-day'); // 国庆节
    expect(refusalOf(plan('2026-11-18'), at('2026-11-22')).code).toBe('session-in-past');
    expect(refusalOf(plan('2026-12-02'), leaderAt('2026-11-22')).code).toBe('role-not-allowed');
  });

  test('the duty leader names a substitute of the team beforehand (R61, R97); a swap changes both days', () => {
    const story = planned();
    const substitute = (substituteId?: string): ReceptionCommand => ({
      type: 'arrangeSubstitute',
      sessionId: day,
      reason: '参加重要会议',
      ...(substituteId && { substituteId }),
    });
    expect(refusalOf(substitute('person-leader'), leaderAt('2026-11-30'), story).code).toBe('substitute-is-holder');
    expect(refusalOf(substitute('nobody'), leaderAt('2026-11-30'), story).code).toBe('unknown-leader');
    expect(refusalOf(substitute('other-leader'), leaderAt('2026-12-03'), story).code).toBe('absence-too-late');
    must(story.give(substitute(), leaderAt('2026-11-30')));
    expect(story.session(day).absence).toEqual({ reason: '参加重要会议', on: '2026-11-30' });
    must(story.give(substitute('other-leader'), leaderAt('2026-12-01')));
    expect(story.session(day).absence?.substitute?.id).toBe('other-leader');

    const next = plainDate('2026-12-09');
    must(story.give({ type: 'planSessions', sessions: [{ date: next, leaderId: 'other-leader' }] }, at('2026-12-01')));
    must(story.give({ type: 'swapDuty', sessionId: day, otherSessionId: next, reason: '换班' }, at('2026-12-01')));
    expect([story.session(day), story.session(next)].map(({ holder }) => holder.id)).toEqual([
      'other-leader',
      'person-leader',
    ]);
    expect(story.session(day).absence).toBeUndefined();
  });
});

describe('在哪里、哪些人（R17, R40, R41, R88, R94）', () => {
  test('leaders receive in the petition room, whether planned or added; the government’s session is held where it says', () => {
    const story = planned();
    expect(story.session(day).place).toBe('一楼信访接待室');
    expect(refusalOf(extra({ place: '二楼会议室' }), at('2026-11-25'), story)).toMatchObject({
      code: 'venue-not-petition-room',
      citations: [{ rule: 'R17' }, { rule: 'R40' }, { rule: 'R88' }],
      path: 'place',
    });
    must(story.give(extra(), at('2026-11-25')));
    const outside = extra({ sessionId: 'gov', kind: 'government', place: '市人民来访接待中心' });
    must(story.give(outside, at('2026-11-25')));
    expect(story.session('gov').place).toBe('市人民来访接待中心');
  });

  test('who takes part is named with the part that each has, and no other part', () => {
    const story = planned();
    const named = (role: string): ReceptionCommand => ({
      type: 'nameAttendees',
      sessionId: day,
      recorderId: 'person-clerk',
      attendees: [{ role: role as AttendeeRole, personId: 'basic-head' }], // as it comes over the wire
    });
    expect(refusalOf(named('guest'), at('2026-11-25'), story)).toMatchObject({
      code: 'unknown-choice',
      path: 'attendees.0.role',
    });
    must(story.give(named('departmentHead'), at('2026-11-25')));
    expect(story.session(day)).toMatchObject({
      recorder: { id: 'person-clerk' },
      attendees: [{ role: 'departmentHead', id: 'basic-head' }],
    });
  });
});

describe('取消接访', () => {
  const again: ReceptionCommand = { type: 'planSessions', sessions: [{ date: day, leaderId: 'person-leader' }] };
  const cancelled = () => {
    const story = planned();
    must(story.give({ type: 'cancelSession', sessionId: day, reason: '停电' }, at('2026-11-25')));
    return story;
  };

  test('what was cancelled can be planned again, and is held after all', () => {
    const story = cancelled();
    must(story.give(again, at('2026-11-26')));
    expect([story.session(day).status, story.session(day).cancelledFor]).toEqual(['planned', undefined]);
    must(story.give(booking(1), at('2026-11-25')));
  });

  test('but not once its day has gone by', () => {
    expect(refusalOf(again, at('2026-12-03'), cancelled()).code).toBe('session-in-past');
  });
});

describe('约访 (R42–R45, R49, R50, R59)', () => {
  test.each([
    ['2026-11-25', undefined],
    ['2026-11-26', 'booking-too-late'],
  ])('booked on %s for Wednesday 2 December: %s', (bookedOn, code) => {
    const result = planned().give(booking(1, { bookedOn: plainDate(bookedOn) }), at('2026-11-26'));
    expect(result.ok ? undefined : result.code).toBe(code);
  });

  test('eight batches and no ninth; a withdrawn one is free again', () => {
    const story = planned();
    for (let n = 1; n <= 8; n += 1) must(story.give(booking(n), at('2026-11-25')));
    expect(refusalOf(booking(9), at('2026-11-25'), story).code).toBe('session-full');
    must(story.give({ type: 'withdrawBooking', sessionId: day, visitorId: 'v3', reason: '已解决' }, at('2026-11-25')));
    must(story.give(booking(9), at('2026-11-25')));
    expect(story.session(day).visitors.at(-1)).toMatchObject({ batch: 3, number: '预09' });
  });

  test('a party of four must be collective; a collective party is told of its representatives', () => {
    const story = planned();
    const code = (change: Partial<BookReception>) => refusalOf(booking(1, change), at('2026-11-25'), story).code;
    expect(code({ persons: 4 })).toBe('party-too-large');
    expect(code({ persons: 40, collective: true })).toBe('representatives-not-told');
    must(story.give(booking(1, { persons: 40, collective: true, toldOfRepresentatives: true }), at('2026-11-25')));
    const door = (n: number) => refusalOf(checkIn('v1', '14:20', n), at(day), story).code;
    expect(door(6)).toBe('too-many-representatives');
    must(story.give(checkIn('v1', '14:20', 2), at(day)));
    expect(story.session(day).visitors[0]?.arrival?.fewRepresentatives).toBe(true);
  });

  test('an opinion needs the pre-screening; heads are called and answer', () => {
    const story = planned();
    must(story.give(booking(1), at('2026-11-25')));
    const opinion: ReceptionCommand = {
      type: 'giveBookingOpinion',
      sessionId: day,
      visitorId: 'v1',
      opinion: 'accept',
      reason: '',
    };
    expect(refusalOf(opinion, at('2026-11-26'), story).code).toBe('screening-missing');
    const screen = { matter: '校车', documents: '户口簿', manner: '面谈', legallyComplex: true } as const;
    must(story.give({ type: 'preScreenBooking', sessionId: day, visitorId: 'v1', ...screen }, at('2026-11-26')));
    must(story.give(opinion, at('2026-11-26')));
    const notify = { sessionId: day, visitorId: 'v1', who: 'departmentHead' } as const;
    must(story.give({ type: 'notifyAttendee', ...notify, personId: 'basic-head' }, at('2026-11-26')));
    const by = { id: 'basic-head', name: '程远', role: 'departmentClerk', unitId: 'basic' } as const;
    must(story.give({ type: 'acknowledgeNotice', ...notify }, at('2026-11-27', { actor: by })));
    expect(story.session(day).visitors[0]).toMatchObject({
      opinion: { opinion: 'accept', toldLeader: { id: 'person-leader' } },
      notices: [{ who: 'departmentHead', acknowledgedOn: '2026-11-27' }],
    });
  });
});

describe('接访当天 (R9, R46, R58)', () => {
  /** Two appointments and two walk-ins, the first appointment late. */
  function opened(): Story {
    const story = planned();
    for (const n of [1, 2]) must(story.give(booking(n), at('2026-11-25')));
    must(story.give(checkIn('v2'), at(day)));
    must(story.give(walkIn(3), at(day)));
    must(story.give(checkIn('v1', '14:31'), at(day)));
    must(story.give(walkIn(4), at(day)));
    return story;
  }
  const line = (story: Story) => sessionQueue(story.session(day)).map(({ number }) => number);

  test('appointments, then walk-ins by arrival, then who came late; by hand with a reason', () => {
    const story = opened();
    expect(line(story)).toEqual(['预02', '临01', '临02', '预01']);
    const order = (visitorIds: string[], reason = '老人身体不适'): ReceptionCommand => ({
      type: 'setQueueOrder',
      sessionId: day,
      visitorIds,
      reason,
    });
    expect(refusalOf(order(['v1']), at(day), story).code).toBe('queue-incomplete');
    expect(refusalOf(order(['v4', 'v2', 'v3', 'v1'], ' '), at(day), story).code).toBe('reason-missing');
    must(story.give(order(['v4', 'v2', 'v3', 'v1']), at(day)));
    must(story.give(walkIn(5), at(day)));
    expect(line(story)).toEqual(['临02', '预02', '临01', '预01', '临03']);
    expect(refusalOf(call('v2'), at(day), story)).toMatchObject({ code: 'not-next-in-line', params: { next: '临02' } });
    must(story.give(call('v4'), at(day)));
  });

  test('a leader’s record makes the case, its instruction, the follow-up and the improvement; the session then closes', () => {
    const story = opened();
    must(story.give(call('v2'), at(day)));
    must(story.give(record('v2', { weakLinks: '校车线路没有备用运力' }), leaderAt('2026-12-03')));
    expect(story.case('case-v2')).toMatchObject({
      channel: 'leaderReception',
      receivedOn: day,
      status: 'instructed',
      instructions: [{ decision: 'handle', instructedOn: day }],
      receptions: [{ sessionId: day, outcome: 'instructAcceptance' }],
      improvements: [{ suggestion: '校车线路没有备用运力', status: 'proposed' }],
    });
    expect(story.session(day).followUps).toMatchObject([{ caseId: 'case-v2', decidedOn: day }]);
    const close: ReceptionCommand = { type: 'closeSession', sessionId: day };
    expect(refusalOf(close, at(day), story)).toMatchObject({ code: 'visitors-unfinished', params: { count: 3 } });
    for (const visitorId of ['v1', 'v3', 'v4'])
      must(story.give({ type: 'recordNoShow', sessionId: day, visitorId, how: 'leftBefore' }, at(day)));
    expect(refusalOf(close, at(day), story).code).toBe('recorder-missing');
    // and while it is held that is said beforehand
    const wanting = () => sessionWarnings(story.session(day)).map(({ warning }) => warning);
    expect([story.session(day).status, wanting()]).toEqual(['open', ['recorderMissing']]);
    must(story.give({ type: 'nameAttendees', sessionId: day, recorderId: 'person-clerk', attendees: [] }, at(day)));
    expect(wanting()).toEqual([]);
    must(story.give(close, at(day)));
    expect(story.session(day).status).toBe('closed');
    const settle = { type: 'settleReception', sessionId: day, caseId: 'case-v2', result: '校车已恢复' } as const;
    must(story.give({ ...settle, settledOn: plainDate('2026-12-20') }, at('2026-12-20')));
    const again = refusalOf({ ...settle, settledOn: plainDate('2026-12-21') }, at('2026-12-21'), story);
    expect(again.code).toBe('follow-up-settled');
  });

  test('what the session is for above all is kept with the record, of the three of the text (R90)', () => {
    const story = opened();
    const odd = record('v2', { focus: ['tendency', 'gossip' as FocusTag] }); // as it comes over the wire
    expect(refusalOf(odd, leaderAt(day), story)).toMatchObject({ code: 'unknown-choice', path: 'focus.1' });
    must(story.give(record('v2', { focus: [...focusTags] }), leaderAt(day)));
    expect(story.session(day).visitors.find(({ id }) => id === 'v2')?.record?.focus).toEqual(focusTags);
  });

  test.each([
    ['the visitor’s own, left out', {}, '13912342041'],
    ['another number that was said at the table', { phone: '13800000000' }, '13800000000'],
    ['of somebody else', { name: '赵强' }, undefined],
  ])('numbers are masked where the record is written; the case has it whole: %s', (_name, change, phone) => {
    const story = opened();
    const petitioner = { kind: 'person', anonymous: false, name: '来访人2', ...change } as const;
    const decided = { instruction: '请基础教育处办理', asksReexamination: false, raisedBefore: true };
    const matters = [{ ...decided, matter: matterOf({}, { caseId: 'case-v2', petitioner }) }];
    must(story.give(record('v2', { matters }), leaderAt(day)));
    expect(story.case('case-v2').matter.petitioner.phone).toBe(phone);
  });

  test('the recorder’s record waits for the leader: nothing is instructed before', () => {
    const story = opened();
    must(story.give(record('v2'), at(day)));
    expect(story.case('case-v2').instructions).toBeUndefined();
    const sign: ReceptionCommand = { type: 'signRecord', sessionId: day, visitorId: 'v2', caseIds: ['case-v2'] };
    must(story.give(sign, leaderAt(day)));
    expect(story.case('case-v2').instructions).toHaveLength(1);
    expect(refusalOf(sign, leaderAt(day), story).code).toBe('record-signed');
  });

  test('what is not ours is explained and sent on (R57, R96); a case in handling is pressed, not taken twice (R55)', () => {
    const story = opened();
    const outside = matterOf({ responsibility: 'notEducation' }, { caseId: 'case-out', handlingUnitId: 'basic' });
    const decided = { instruction: '请告知向住建部门反映', asksReexamination: false, raisedBefore: false };
    const notOurs = record('v2', { matters: [{ ...decided, matter: outside }] });
    expect(refusalOf(notOurs, leaderAt(day), story).code).toBe('law-explanation-missing');
    const told = { explanation: '房屋质量由住建部门管', competentBody: '市住建局' };
    must(story.give({ ...notOurs, told }, leaderAt(day)));
    expect(story.session(day).followUps).toEqual([]);

    const district = matterOf(
      { responsibility: 'district', priorHandling: 'inProgress' },
      { caseId: 'case-east', handlingUnitId: 'east' },
    );
    must(story.give({ type: 'registerCase', channel: 'letter', receivedOn: day, matter: district }, at(day)));
    const repeat = { instruction: '请东湖区抓紧', asksReexamination: false, raisedBefore: true, caseId: 'case-east' };
    must(story.give(record('v3', { matters: [repeat] }), leaderAt(day)));
    expect(story.session(day).visitors.find(({ id }) => id === 'v3')?.record?.decisions).toMatchObject([
      { repeat: true, outcome: 'instructPressing', rule: 'R55' },
    ]);
    expect(story.case('case-east').receptions).toHaveLength(1);
  });

  test('only who receives decides (R95): the substitute, and not the leader who is away', () => {
    const story = planned();
    const away = { type: 'arrangeSubstitute', sessionId: day, reason: '开会', substituteId: 'other-leader' } as const;
    must(story.give(away, at('2026-12-01')));
    must(story.give(walkIn(1), at(day)));
    expect(refusalOf(record('v1'), leaderAt(day), story).code).toBe('not-receiving-leader');
    const substitute = { id: 'other-leader', name: '沈若兰', role: 'leader', unitId: 'bureau' } as const;
    must(story.give(record('v1'), at(day, { actor: substitute })));
    expect(story.session(day).visitors[0]?.record?.receiver.id).toBe('other-leader');
  });
});
