import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, matter, openStory, receptionVisitor, type Story, submitOne } from './story.ts';

/* The refusals of a reception session that no other story through the API meets, each where it comes about in the course of the day. */

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());

const [day, full, same, past, off] = ['2026-12-02', '2026-12-09', '2026-12-16', '2026-11-25', '2026-12-23'];
type Payload = Readonly<Record<string, unknown>>;
/** Who gives which command, and with what code it is refused; null: it is carried out. */
type Step = readonly [code: string | null, who: string, type: string, payload: Payload];

/** Of these no article speaks. */
const ofNoArticle: readonly string[] = [];

async function go(steps: readonly Step[]): Promise<void> {
  for (const [code, who, type, payload] of steps) {
    const given = command(type, { sessionId: day, ...payload });
    const { citations, message, ...told } = await submitOne(await story.as(who), given);
    expect([type, told.code, told.code === code ? '' : message]).toEqual([type, code, '']);
    if (code === null) continue;
    const article = ofNoArticle.includes(code) ? /。[^A-Za-z]*(请|不必)[^A-Za-z]*。$/ : /依据《.+》.*。.+。$/;
    expect([code, message, citations.length > 0]).toEqual([
      code,
      expect.stringMatching(article),
      !ofNoArticle.includes(code),
    ]);
  }
}

const visitor = (change: Payload = {}) =>
  receptionVisitor({ channel: 'telephone', bookedOn: '2026-11-23', toldOfRepresentatives: false, ...change });
const parent = visitor();
const group = visitor({ persons: 40, collective: true, toldOfRepresentatives: true });
const added = (sessionId: string, kind: string, date: string, change: Payload = {}) => ({
  ...{ sessionId, kind, date, opensAt: '09:00', closesAt: '11:00', place: '一楼信访接待室', personId: 'person-leader' },
  ...change,
});
const [government, head] = [randomUUID(), randomUUID()];
const planned = (...dates: readonly (readonly [string, string])[]) => ({
  sessions: dates.map(([date, leaderId]) => ({ date, leaderId })),
});

test('before the day', async () => {
  const rota = planned(
    [day, 'person-leader'],
    [full, 'person-leader2'],
    [same, 'person-leader'],
    [past, 'person-leader'],
    [off, 'person-leader2'],
  );
  const called = { visitorId: parent.visitorId, who: 'departmentHead' };
  await go([
    [null, 'clerk', 'planSessions', rota],
    ['rota-unchanged', 'clerk', 'planSessions', rota],
    ['session-exists', 'clerk', 'addSession', added(day, 'leaders', day)],
    ['session-id-wrong', 'clerk', 'addSession', added(randomUUID(), 'leaders', '2026-12-03')],
    ['venue-not-petition-room', 'clerk', 'addSession', added('2026-12-03', 'leaders', '2026-12-03', { place: '二楼' })],
    ['substitute-on-day-off', 'clerk', 'addSession', added('2026-12-05', 'leaders', '2026-12-05')],
    ['substitute-not-needed', 'clerk', 'addSession', added('2026-12-03', 'leaders', '2026-12-03', { insteadOf: day })],
    [null, 'clerk', 'addSession', added(government, 'government', '2026-12-04')],
    ['session-not-ours', 'clerk', 'bookReception', visitor({ sessionId: government })],
    [null, 'clerk', 'cancelSession', { sessionId: off, reason: '停电' }],
    ['session-wrong-status', 'clerk', 'cancelSession', { sessionId: off, reason: '停电' }],
    [null, 'leader', 'acceptDuty', {}],
    ['duty-accepted', 'leader', 'acceptDuty', {}],
    ['substitute-is-holder', 'leader', 'arrangeSubstitute', { reason: '开会', substituteId: 'person-leader' }],
    ['swap-same-leader', 'clerk', 'swapDuty', { otherSessionId: same, reason: '出差' }],
    ['booking-too-late', 'clerk', 'bookReception', visitor({ sessionId: past })],
    ['party-too-large', 'clerk', 'bookReception', visitor({ persons: 4 })],
    ['representatives-not-told', 'clerk', 'bookReception', visitor({ persons: 40, collective: true })],
    ...Array.from({ length: 8 }, (): Step => [null, 'clerk', 'bookReception', visitor({ sessionId: full })]),
    ['session-full', 'clerk', 'bookReception', visitor({ sessionId: full })],
    [null, 'clerk', 'bookReception', parent],
    [null, 'clerk', 'bookReception', group],
    ['visitor-known', 'clerk', 'bookReception', parent],
    ['session-has-visitors', 'clerk', 'cancelSession', { reason: '停电' }],
    [
      'screening-missing',
      'clerk',
      'giveBookingOpinion',
      { visitorId: parent.visitorId, opinion: 'accept', reason: '' },
    ],
    [null, 'clerk', 'notifyAttendee', { ...called, personId: 'person-head' }],
    ['notice-of-another', 'leader2', 'acknowledgeNotice', called],
    [null, 'head', 'acknowledgeNotice', called],
    ['notice-acknowledged', 'head', 'acknowledgeNotice', called],
    [null, 'clerk', 'addSession', added(head, 'departmentHead', day, { personId: 'person-head', unitId: 'basic' })],
    [null, 'clerk', 'arrangeSubstitute', { sessionId: head, reason: '开会' }],
  ]);
});

test('on the day', async () => {
  story.at(`${day}T14:20:00+08:00`);
  await (await story.as('admin')).query(
    'mutation { changeSetting(key: "fewRepresentatives", value: "refuse", reason: "按规定执行") { key } }',
  );
  const arrived = { at: '14:20', documentsSeen: '身份证', persons: 1 };
  const { visitorId } = parent;
  const facts = { ...matter().facts, responsibility: 'municipal' };
  const own = matter({ facts, handlingUnitId: 'basic' });
  const record = {
    ...{ visitorId, startedAt: '14:31', endedAt: '14:45', demands: '恢复校车', suggestions: '', guidance: '' },
    ...{ weakLinks: '', focus: [], onTheSpot: [], signature: { manner: 'onPaper' } },
    matters: [{ instruction: '请办理', asksReexamination: false, raisedBefore: true, matter: own }],
  };
  await go([
    ['absence-too-late', 'leader', 'arrangeSubstitute', { sessionId: past, reason: '开会' }],
    ['too-few-representatives', 'clerk', 'checkIn', { visitorId: group.visitorId, ...arrived, persons: 2 }],
    [null, 'clerk', 'checkIn', { visitorId, ...arrived }],
    ['visitor-wrong-stage', 'clerk', 'checkIn', { visitorId, ...arrived }],
    [null, 'clerk', 'recordNoShow', { visitorId: group.visitorId, how: 'absent' }],
    ['decision-missing', 'leader', 'recordReception', { ...record, matters: [] }],
    [null, 'clerk', 'recordReception', record],
    ['records-unsigned', 'clerk', 'closeSession', {}],
    [null, 'leader', 'signRecord', { visitorId, caseIds: [own.caseId] }],
    ['record-signed', 'leader', 'signRecord', { visitorId, caseIds: [own.caseId] }],
    ['recorder-missing', 'clerk', 'closeSession', {}],
    ['substitute-missing', 'clerk', 'closeSession', { sessionId: head }],
  ]);
});
