import { contentKinds } from '@huiyin/domain';
import { type Attachment, type Matter, petitionerKinds } from '@huiyin/domain/cases';
import { emergencyLevels, focusTags, receptionKinds } from '@huiyin/domain/receptions';
import * as v from 'valibot';
import { date, maybe, unitId, uuid } from './shapes.ts';

/** A leaders' session is named by its day, any other by a UUID. */
const sessionId = v.union([date, uuid]);
const personId = unitId;
const onSession = { sessionId };
const onVisitor = { sessionId, visitorId: uuid };
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000));

const visitMatter = {
  petitioner: v.object({ kind: v.picklist(petitionerKinds), name: v.string(), phone: maybe(v.string()) }),
  title: v.string(),
  demand: v.string(),
  contentKind: v.picklist(contentKinds),
  unitId: maybe(unitId),
  persons: count,
  collective: v.boolean(),
  earlierCaseIds: v.array(uuid),
};
const called = { personId: maybe(personId), name: maybe(v.string()) };
const notified = v.picklist(['departmentHead', 'legalCounsel']);
const attendeeRole = v.picklist([
  'receivingLeader',
  'generalOffice',
  'policyRegulation',
  'supervisionOffice',
  'departmentHead',
  'legalCounsel',
]);

/** The shapes of the reception day's commands, given those of a matter and of a signature. */
export const receptionPayloads = <
  M extends v.GenericSchema<unknown, Matter>,
  A extends v.GenericSchema<unknown, Attachment>,
>(
  matter: M,
  attachment: A,
) => ({
  planSessions: v.object({ sessions: v.array(v.object({ date, leaderId: personId })) }),
  addSession: v.object({
    ...onSession,
    kind: v.picklist(receptionKinds),
    date,
    opensAt: v.string(),
    closesAt: v.string(),
    place: v.string(),
    personId,
    unitId: maybe(unitId),
    insteadOf: maybe(date),
  }),
  acceptDuty: v.object(onSession),
  arrangeSubstitute: v.object({ ...onSession, reason: v.string(), substituteId: maybe(personId) }),
  swapDuty: v.object({ ...onSession, otherSessionId: sessionId, reason: v.string() }),
  cancelSession: v.object({ ...onSession, reason: v.string() }),
  nameAttendees: v.object({
    ...onSession,
    recorderId: personId,
    attendees: v.array(v.object({ role: attendeeRole, ...called })),
  }),
  setEmergency: v.object({ ...onSession, level: v.picklist(emergencyLevels), measures: v.string() }),
  bookReception: v.object({
    ...onVisitor,
    ...visitMatter,
    channel: v.string(),
    bookedOn: date,
    toldOfRepresentatives: v.boolean(),
  }),
  withdrawBooking: v.object({ ...onVisitor, reason: v.string() }),
  preScreenBooking: v.object({
    ...onVisitor,
    matter: v.string(),
    documents: v.string(),
    manner: v.string(),
    legallyComplex: v.boolean(),
  }),
  giveBookingOpinion: v.object({ ...onVisitor, opinion: v.picklist(['accept', 'notAccept']), reason: v.string() }),
  notifyAttendee: v.object({ ...onVisitor, who: notified, ...called }),
  acknowledgeNotice: v.object({ ...onVisitor, who: notified }),
  setQueueOrder: v.object({ ...onSession, visitorIds: v.array(uuid), reason: v.string() }),
  checkIn: v.object({ ...onVisitor, at: v.string(), documentsSeen: v.string(), persons: count }),
  registerWalkIn: v.object({
    ...onVisitor,
    ...visitMatter,
    at: v.string(),
    documentsSeen: v.string(),
    entering: count,
    firstAsked: maybe(v.object({ unitId, person: v.string() })),
  }),
  callVisitor: v.object({ ...onVisitor, at: v.string() }),
  recordNoShow: v.object({ ...onVisitor, how: v.picklist(['absent', 'leftBefore']) }),
  recordReception: v.object({
    ...onVisitor,
    startedAt: v.string(),
    endedAt: v.string(),
    demands: v.string(),
    suggestions: v.string(),
    guidance: v.string(),
    weakLinks: v.string(),
    focus: v.array(v.picklist(focusTags)),
    onTheSpot: v.array(v.object({ what: v.string(), by: v.string() })),
    told: maybe(v.object({ explanation: v.string(), competentBody: v.string() })),
    matters: v.array(
      v.object({
        instruction: v.string(),
        asksReexamination: v.boolean(),
        raisedBefore: v.boolean(),
        handleAgain: maybe(v.literal(true)),
        matter: maybe(matter),
        caseId: maybe(uuid),
      }),
    ),
    signature: v.object({
      manner: v.picklist(['onScreen', 'onPaper', 'refused']),
      note: maybe(v.string()),
      attachment: maybe(attachment),
    }),
  }),
  signRecord: v.object({ ...onVisitor, caseIds: v.array(uuid) }),
  closeSession: v.object(onSession),
  urgeReception: v.object({ ...onSession, caseId: uuid, how: v.string() }),
  settleReception: v.object({ ...onSession, caseId: uuid, settledOn: date, result: v.string() }),
});
