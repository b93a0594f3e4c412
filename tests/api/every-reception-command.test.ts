import { randomUUID } from 'node:crypto';
import { receptionCommandTypes } from '@huiyin/domain/receptions';
import { verifyDatabase } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { described, fieldSweep, shown } from './field-sweep.ts';
import {
  command,
  matter,
  openStory,
  receptionVisitor,
  registerCase,
  type Story,
  sentFile,
  submitOne,
} from './story.ts';

/* Every command of the reception day with every field that it knows: before it is given, each field is tried wrong in turn. */

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());
const { sweep, untried } = fieldSweep();

const day = '2026-12-02';
type Payload = Readonly<Record<string, unknown>>;

async function give(who: string, type: string, payload: Payload): Promise<void> {
  const { status, message } = await submitOne(await story.as(who), command(type, payload));
  expect([type, status, message]).toEqual([type, 'accepted', null]);
}

/** Tries every field wrong, and then gives the command for the session of the day. */
async function take(who: string, type: string, more: Payload = {}): Promise<void> {
  const payload = { sessionId: day, ...more };
  await sweep(await story.as(who), type, payload);
  await give(who, type, payload);
}

const visitor = () =>
  receptionVisitor({
    petitioner: { kind: 'person', name: '李小明', phone: '13912342041' },
    earlierCaseIds: [randomUUID()],
  });
const booked = { channel: 'telephone', bookedOn: '2026-11-23', toldOfRepresentatives: false };
const [parent, neighbour, gone, walkIn] = [visitor(), visitor(), visitor(), visitor()];
const facts = { ...matter().facts, responsibility: 'municipal' };
const made = matter({ ...described, facts, handlingUnitId: 'basic' });

test('before the day: planned, added, swapped, substituted, booked, screened, called', async () => {
  const sessions = [
    { date: day, leaderId: 'person-leader' },
    { date: '2026-12-09', leaderId: 'person-leader2' },
  ];
  await sweep(await story.as('clerk'), 'planSessions', { sessions });
  await give('clerk', 'planSessions', { sessions });
  const extra = { sessionId: randomUUID(), kind: 'departmentHead', date: '2026-12-03', opensAt: '09:00' };
  const place = { closesAt: '11:00', place: '一楼', personId: 'person-head', unitId: 'basic', insteadOf: '2026-10-07' };
  await take('clerk', 'addSession', { ...extra, ...place });
  await take('clerk', 'cancelSession', { sessionId: extra.sessionId, reason: '停电' });
  await take('clerk', 'swapDuty', { otherSessionId: '2026-12-09', reason: '出差' });
  await take('leader2', 'acceptDuty');
  await take('leader2', 'arrangeSubstitute', { reason: '开会', substituteId: 'person-leader' });
  const attendees = [{ role: 'departmentHead', personId: 'person-head', name: '处长' }];
  await take('clerk', 'nameAttendees', { recorderId: 'person-clerk', attendees });
  await take('clerk', 'setEmergency', { level: 'high', measures: '增派安保' });
  await take('clerk', 'bookReception', { ...parent, ...booked });
  for (const one of [neighbour, gone]) await give('clerk', 'bookReception', { sessionId: day, ...one, ...booked });
  await take('clerk', 'withdrawBooking', { visitorId: gone.visitorId, reason: '来电取消' });
  const { visitorId } = parent;
  const screened = { matter: '校车停运', documents: '户口簿', manner: '面谈', legallyComplex: true };
  await take('clerk', 'preScreenBooking', { visitorId, ...screened });
  await take('clerk', 'giveBookingOpinion', { visitorId, opinion: 'accept', reason: '属本局' });
  await take('clerk', 'notifyAttendee', { visitorId, who: 'departmentHead', personId: 'person-head', name: '处长' });
  await take('head', 'acknowledgeNotice', { visitorId, who: 'departmentHead' });
  const visitorIds = [neighbour.visitorId, visitorId];
  await take('clerk', 'setQueueOrder', { visitorIds, reason: '老人先接' });
});

test('the day: door, table, signature, close', async () => {
  const letter = registerCase();
  const known = (await submitOne(await story.as('clerk'), letter)).cases[0]?.id;
  story.at(`${day}T14:20:00+08:00`);
  const arrived = { at: '14:20', documentsSeen: '身份证', persons: 1 };
  await take('clerk', 'checkIn', { visitorId: parent.visitorId, ...arrived });
  await give('clerk', 'checkIn', { sessionId: day, visitorId: neighbour.visitorId, ...arrived });
  const firstAsked = { unitId: 'office', person: '张伟' };
  await take('clerk', 'registerWalkIn', { ...walkIn, at: '14:40', documentsSeen: '身份证', entering: 1, firstAsked });
  await take('clerk', 'callVisitor', { visitorId: neighbour.visitorId, at: '14:31' });
  await take('clerk', 'recordNoShow', { visitorId: walkIn.visitorId, how: 'leftBefore' });
  const said = { startedAt: '14:31', endedAt: '14:45', demands: '恢复校车', suggestions: '增开', guidance: '逐级反映' };
  const more = {
    weakLinks: '没有备用运力',
    focus: ['widelyConcerning'],
    onTheSpot: [{ what: '解释政策', by: '王处长' }],
  };
  const told = { explanation: '《信访工作条例》', competentBody: '市教育局' };
  const attachment = {
    ...(await sentFile(story, 'clerk', 'signature', 'image/png')),
    kind: 'signature',
    ...shown,
    seconds: 1,
  };
  const decided = { instruction: '请基础教育处办理', asksReexamination: false, raisedBefore: true };
  const table = { ...said, ...more, told };
  await take('clerk', 'recordReception', {
    ...{ visitorId: neighbour.visitorId, ...table },
    matters: [{ ...decided, handleAgain: true, matter: made }],
    signature: { manner: 'onScreen', note: '已核对', attachment },
  });
  await take('clerk', 'recordReception', {
    ...{ visitorId: parent.visitorId, ...table },
    matters: [{ ...decided, caseId: known }],
    signature: { manner: 'onPaper' },
  });
  await take('leader', 'signRecord', { visitorId: neighbour.visitorId, caseIds: [made.caseId] });
  await give('leader', 'signRecord', { sessionId: day, visitorId: parent.visitorId, caseIds: [known] });
  await take('clerk', 'closeSession');
});

test('afterwards: pressed and settled (R48)', async () => {
  story.at('2026-12-10T09:00:00+08:00');
  await take('clerk', 'urgeReception', { caseId: made.caseId, how: '电话' });
  await take('clerk', 'settleReception', { caseId: made.caseId, settledOn: '2026-12-10', result: '已恢复' });
});

test('every field of every command of the reception day has been tried, and every chain is whole', async () => {
  expect(untried(receptionCommandTypes)).toEqual([]);
  expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
});
