import { describe, expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import { refusalMessage } from '../messages/zh-CN.ts';
import { must, refusalOf, type Story } from '../testkit.ts';
import type { ReceptionCommand } from './session-commands.ts';
import { receptionSettings } from './session-settings.ts';
import { at, booking, call, checkIn, day, extra, leaderAt, planned, record, walkIn } from './session-story.ts';

/* What the others' stories do not meet: each refusal of a reception session can be reached, and says how to go on. */

const onDay = <T extends object>(more: T) => ({ sessionId: day, ...more });
const onVisitor = <T extends object>(more: T) => ({ sessionId: day, visitorId: 'v1', ...more });
type Given = readonly [ReceptionCommand, ReturnType<typeof at>?];
/** Given by the office on 25 November, unless said. */
function having(...commands: Given[]): Story {
  const story = planned();
  for (const [command, world] of commands) must(story.give(command, world ?? at('2026-11-25')));
  return story;
}
const office = at('2026-11-25');
const booked = () => having([booking(1)]);
const notified = () =>
  having(
    [booking(1)],
    [{ type: 'notifyAttendee', ...onVisitor({ who: 'departmentHead', personId: 'basic-head' } as const) }],
  );
const acknowledge = { type: 'acknowledgeNotice', ...onVisitor({ who: 'departmentHead' } as const) } as const;
const stranger = { id: 'person-x', name: '孟晓芸', role: 'departmentClerk', unitId: 'basic' } as const;
const recorded = (...more: Given[]) => having([booking(1)], [checkIn('v1'), at(day)], [record('v1'), at(day)], ...more);
const close: ReceptionCommand = { type: 'closeSession', sessionId: day };
const recorder: ReceptionCommand = { type: 'nameAttendees', ...onDay({ recorderId: 'person-clerk', attendees: [] }) };

describe('a reception session refuses', () => {
  test.each<[string, Story, ReceptionCommand, ReturnType<typeof at>]>([
    ['substitute-not-needed', planned(), extra({ insteadOf: day }), office],
    ['session-exists', planned(), extra({ sessionId: day, date: day }), office],
    ['session-id-wrong', planned(), extra({ sessionId: 'mine' }), office],
    ['session-hours-wrong', planned(), extra({ opensAt: '11:00', closesAt: '09:00' }), office],
    ['venue-missing', planned(), extra({ place: ' ' }), office],
    ['venue-not-petition-room', planned(), extra({ place: '二楼会议室' }), office],
    [
      'session-not-ours',
      having([extra({ sessionId: 'gov', kind: 'government' })]),
      booking(1, { sessionId: 'gov' }),
      office,
    ],
    ['unknown-session', planned(), { type: 'acceptDuty', sessionId: 'nothing' }, leaderAt('2026-11-25')],
    [
      'session-wrong-status',
      having([{ type: 'cancelSession', ...onDay({ reason: '停电' }) }]),
      { type: 'cancelSession', ...onDay({ reason: '停电' }) },
      office,
    ],
    ['session-has-visitors', booked(), { type: 'cancelSession', ...onDay({ reason: '停电' }) }, office],
    [
      'rota-unchanged',
      planned(),
      { type: 'planSessions', sessions: [{ date: day, leaderId: 'person-leader' }] },
      office,
    ],
    [
      'duty-accepted',
      having([{ type: 'acceptDuty', sessionId: day }, leaderAt('2026-11-25')]),
      { type: 'acceptDuty', sessionId: day },
      leaderAt('2026-11-25'),
    ],
    [
      'swap-same-leader',
      having([{ type: 'planSessions', sessions: [{ date: plainDate('2026-12-09'), leaderId: 'person-leader' }] }]),
      { type: 'swapDuty', ...onDay({ otherSessionId: '2026-12-09', reason: '换班' }) },
      office,
    ],
    [
      'measures-missing',
      planned(),
      { type: 'setEmergency', ...onDay({ level: 'high', measures: '' } as const) },
      office,
    ],
    [
      'unknown-person',
      planned(),
      { type: 'nameAttendees', ...onDay({ recorderId: 'person-nobody', attendees: [] }) },
      office,
    ],
    ['booking-channel-unknown', planned(), booking(1, { channel: 'pigeon' }), office],
    [
      'phone-malformed',
      planned(),
      booking(1, { petitioner: { kind: 'person', name: '李明', phone: '1391234' } }),
      office,
    ],
    ['persons-wrong', planned(), booking(1, { persons: 0 }), office],
    ['visitor-known', booked(), booking(1), office],
    ['unknown-visitor', planned(), checkIn('v1'), at(day)],
    ['visitor-wrong-stage', having([booking(1)], [checkIn('v1'), at(day)]), checkIn('v1'), at(day)],
    ['notice-of-another', notified(), acknowledge, at('2026-11-26', { actor: stranger })],
    [
      'notice-acknowledged',
      having(
        [booking(1)],
        [{ type: 'notifyAttendee', ...onVisitor({ who: 'departmentHead', personId: 'basic-head' } as const) }],
        [acknowledge],
      ),
      acknowledge,
      office,
    ],
    ['time-wrong', booked(), checkIn('v1', '25:61'), at(day)],
    ['documents-not-seen', planned(), walkIn(1, { documentsSeen: ' ' }), at(day)],
    [
      'record-times-wrong',
      having([booking(1)], [checkIn('v1'), at(day)], [call('v1'), at(day)]),
      record('v1', { startedAt: '15:00', endedAt: '14:00' }),
      leaderAt(day),
    ],
    [
      'decision-missing',
      having([booking(1)], [checkIn('v1'), at(day)], [call('v1'), at(day)]),
      record('v1', { matters: [] }),
      leaderAt(day),
    ],
    ['record-cases-wrong', recorded(), { type: 'signRecord', ...onVisitor({ caseIds: ['another'] }) }, leaderAt(day)],
    ['records-unsigned', recorded([recorder, at(day)]), close, at(day)],
    [
      'substitute-missing',
      having(
        [{ type: 'arrangeSubstitute', ...onDay({ reason: '开会' }) }, leaderAt('2026-11-30')],
        [recorder, at(day)],
      ),
      close,
      at(day),
    ],
  ])('%s', (code, story, command, world) => {
    const refusal = refusalOf(command, world, story);
    expect(refusal.code).toBe(code);
    expect(refusalMessage(refusal)).toMatch(/。$/);
  });

  test('too-few-representatives, where the bureau has chosen to hold to three', () => {
    const party = booking(1, { persons: 40, collective: true, toldOfRepresentatives: true });
    const reception = { ...receptionSettings, refuseFew: true };
    const refusal = refusalOf(checkIn('v1', '14:20', 2), at(day, { reception }), having([party]));
    expect(refusal.code).toBe('too-few-representatives');
  });
});
