import { plainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { actor, matter, must, Story, world } from '../testkit.ts';
import { petitionRoom } from './arrange-sessions.ts';
import type { AddSession, BookReception, ReceptionCommand, RecordReception } from './session-commands.ts';

export const day = plainDate('2026-12-02'); // a Wednesday
const people: Readonly<Record<string, string>> = { 'basic-head': 'basic', 'person-clerk': 'office', counsel: 'office' };
const leaders = ['person-leader', 'other-leader'];

/** The office's world on some day; leaders and people are those of the testkit. */
export const at = (today: string, change: Partial<World> = {}): World =>
  world({
    today: plainDate(today),
    leader: (id) => (leaders.includes(id) ? { name: id, unitId: 'bureau', mayReadAccusations: true } : undefined),
    person: (id) => (people[id] === undefined ? undefined : { name: id, unitId: people[id] }),
    ...change,
  });
export const leaderAt = (today: string) => at(today, { actor: actor('leader', 'bureau') });

/** One of the leaders' sessions beside the rota. */
export const extra = (change: Partial<AddSession> = {}): AddSession => ({
  type: 'addSession',
  sessionId: '2026-12-03',
  kind: 'leaders',
  date: plainDate('2026-12-03'),
  opensAt: '09:00',
  closesAt: '11:00',
  place: petitionRoom,
  personId: 'other-leader',
  ...change,
});
export const booking = (n: number, change: Partial<BookReception> = {}): BookReception => ({
  type: 'bookReception',
  sessionId: day,
  visitorId: `v${n}`,
  channel: 'telephone',
  bookedOn: plainDate('2026-11-25'),
  petitioner: { kind: 'person', name: `来访人${n}`, phone: '13912342041' },
  title: '校车停运',
  demand: '恢复校车',
  contentKind: 'appeal',
  unitId: 'basic',
  persons: 1,
  collective: false,
  earlierCaseIds: [],
  toldOfRepresentatives: false,
  ...change,
});
export const walkIn = (n: number, change = {}): ReceptionCommand => {
  const { type: _type, channel: _channel, bookedOn: _on, toldOfRepresentatives: _told, ...rest } = booking(n);
  return { ...rest, type: 'registerWalkIn', at: '14:40', documentsSeen: '身份证', entering: 1, ...change };
};
export const record = (visitorId: string, change: Partial<RecordReception> = {}): RecordReception => ({
  type: 'recordReception',
  sessionId: day,
  visitorId,
  startedAt: '14:31',
  endedAt: '14:44',
  demands: '要求恢复校车',
  suggestions: '',
  guidance: '引导逐级反映',
  weakLinks: '',
  focus: [],
  onTheSpot: [],
  matters: [
    {
      instruction: '请基础教育处办理',
      asksReexamination: false,
      raisedBefore: true,
      matter: matter({ caseId: `case-${visitorId}` }),
    },
  ],
  signature: { manner: 'onPaper' },
  ...change,
});
export const checkIn = (visitorId: string, time = '14:25', persons = 1): ReceptionCommand => ({
  type: 'checkIn',
  sessionId: day,
  visitorId,
  at: time,
  documentsSeen: '身份证',
  persons,
});
export const call = (visitorId: string): ReceptionCommand => ({
  type: 'callVisitor',
  sessionId: day,
  visitorId,
  at: '14:31',
});

/** A planned session of person-leader. */
export function planned(): Story {
  const story = new Story();
  must(story.give({ type: 'planSessions', sessions: [{ date: day, leaderId: 'person-leader' }] }, at('2026-11-22')));
  return story;
}
