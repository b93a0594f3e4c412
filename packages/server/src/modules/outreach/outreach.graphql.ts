import { dueState, yearOf } from '@huiyin/domain';
import {
  caseOf,
  type FollowUpState,
  outreachModes,
  type Position,
  provisionalNumber,
  type Settlement,
  type Signer,
  type VisitDetails,
  wordsOf,
} from '@huiyin/domain/cases';
import { modeName } from '@huiyin/domain/messages';
import { batched } from '../../graphql/batched.ts';
import { builder, programs } from '../../graphql/builder.ts';
import { DueStateEnum, named, PageInfoType } from '../../graphql/common.graphql.ts';
import { type Page, pageOf, readPaging } from '../../graphql/paging.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { AttachmentType } from '../attachments/attachments.graphql.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { readEventsOf, type StoredEvent } from '../commands/event-store.repository.ts';
import { UnitType, unitOrBug } from '../people/people.graphql.ts';
import { scopeOf } from '../people/visibility.ts';
import { dueDay } from '../petition-cases/due.ts';
import { PetitionCaseType } from '../petition-cases/petition-cases.graphql.ts';
import { findCasesById, findCasesOfVisits } from '../petition-cases/petition-cases.repository.ts';
import {
  countFollowUps,
  countVisits,
  type FollowUpPlace,
  findFollowUps,
  findVisits,
  findVisitsById,
  type VisitRow,
} from './outreach.repository.ts';

const OutreachModeEnum = builder.enumType('OutreachMode', {
  description: 'The four modes of outreach (R20): 包案下访, 带案督办, 座谈走访, 调查研究.',
  values: named(outreachModes, modeName),
});
const SignerType = builder.objectRef<Signer>('Signer').implement({
  description: 'Who signed for the visited unit.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name.' }),
    title: t.exposeString('title', { description: 'Title (职务); may be empty.' }),
  }),
});

/** What a mode records, all modes in one shape: a page shows what is there. */
const VisitDetailsType = builder.objectRef<VisitDetails>('VisitDetails').implement({
  description: 'What the mode of a visit records beside what every visit does (R20); fields of other modes are null.',
  fields: (t) => ({
    case: t.field({
      type: PetitionCaseType,
      nullable: true,
      description: '包案, 带案: the case, if the viewer sees it.',
      resolve: async (details, _args, context) => {
        const caseId = caseOf(details);
        return caseId === undefined ? null : ((await caseById(context, caseId)) ?? null);
      },
    }),
    words: t.string({
      nullable: true,
      description: '包案: what was done. 带案: how the handling stands.',
      resolve: (details) => wordsOf(details) || null,
    }),
    participants: t.stringList({
      nullable: true,
      description: '座谈: who took part.',
      resolve: (details) => ('participants' in details ? [...details.participants] : null),
    }),
    points: t.stringList({
      nullable: true,
      description: '座谈: the minutes, point by point.',
      resolve: (details) => ('points' in details ? [...details.points] : null),
    }),
    topic: t.string({
      nullable: true,
      description: '调研: the topic.',
      resolve: (details) => ('topic' in details ? details.topic : null),
    }),
    notes: t.string({
      nullable: true,
      description: '调研: the notes.',
      resolve: (details) => ('notes' in details ? details.notes : null),
    }),
  }),
});

const PositionType = builder.objectRef<Position>('Position').implement({
  description: 'Where a visit was, WGS 84.',
  fields: (t) => ({
    latitude: t.exposeFloat('latitude', { description: 'Degrees north.' }),
    longitude: t.exposeFloat('longitude', { description: 'Degrees east.' }),
    accuracyMetres: t.exposeFloat('accuracyMetres', { description: 'Radius of the likely circle.' }),
  }),
});

const visitById = batched(async (context, ids: readonly string[]) => {
  const visits = await findVisitsById(context.database.prisma, requireViewer(context), ids);
  return new Map(visits.map((visit) => [visit.state.id, visit]));
});

const caseById = batched(async (context, ids: readonly string[]) => {
  const cases = await findCasesById(context.database.prisma, scopeOf(requireViewer(context)), ids);
  return new Map(cases.map((one) => [one.state.id, one]));
});

const eventsOfVisit = batched(async (context, ids: readonly string[]) =>
  readEventsOf(context.database, requireViewer(context).bureauId, 'outreachVisit', ids),
);

/** 更正: who put the visit right, when and why, and what stood there before. */
const AmendmentType = builder.objectRef<StoredEvent>('VisitAmendment').implement({
  description: 'A visit put right (更正).',
  fields: (t) => ({
    by: t.string({ description: 'Who did it.', resolve: (event) => event.actorName }),
    at: t.field({
      type: 'DateTime',
      description: 'When the server received it.',
      resolve: (event) => event.receivedAt,
    }),
    // The event holds what decide() made of amendOutreachVisit.
    reason: t.string({ description: 'Why.', resolve: (event) => String(event.data.reason ?? '') }),
    changed: t.stringList({
      description: 'Which fields: observations, companions, followUps, details.',
      resolve: (event) => Object.keys(Object(event.data.changes)).sort(),
    }),
    before: t.field({
      type: 'JSON',
      description: 'What stood in those fields before.',
      resolve: (event) => event.data.before,
    }),
  }),
});

const casesOfVisit = batched(async (context, visitIds: readonly string[]) => {
  const cases = await findCasesOfVisits(context.database.prisma, scopeOf(requireViewer(context)), visitIds);
  return Map.groupBy(cases, ({ state }) => state.visitId ?? '');
});

/** A follow-up with the visit it belongs to. */
interface FollowUpRow {
  readonly visit: VisitRow;
  readonly followUp: FollowUpState;
}
const followUpsOf = (visit: VisitRow): FollowUpRow[] => visit.state.followUps.map((followUp) => ({ visit, followUp }));

const OutreachVisitRef = builder.objectRef<VisitRow>('OutreachVisit');

const SettlementType = builder.objectRef<Settlement>('Settlement').implement({
  description: 'How a follow-up was dealt with (落实).',
  fields: (t) => ({
    on: t.field({ type: 'Date', description: 'When.', resolve: (settled) => settled.on }),
    result: t.exposeString('result', { description: 'With what result.' }),
    by: t.string({ description: 'Who wrote it down.', resolve: (settled) => settled.by.name }),
  }),
});

const FollowUpType = builder.objectRef<FollowUpRow>('FollowUp').implement({
  description: 'What is to be done after a visit (R22).',
  fields: (t) => ({
    id: t.id({ description: 'Id.', resolve: ({ followUp }) => followUp.id }),
    what: t.string({ description: 'What is to be done.', resolve: ({ followUp }) => followUp.what }),
    owner: t.string({ description: 'By whom, as shown.', resolve: ({ followUp }) => followUp.owner }),
    ownerUnitId: t.id({
      nullable: true,
      description: 'The unit, when one was chosen.',
      resolve: ({ followUp }) => followUp.ownerUnitId ?? null,
    }),
    ownerPersonId: t.id({
      nullable: true,
      description: 'The person, when one was chosen.',
      resolve: ({ followUp }) => followUp.ownerPersonId ?? null,
    }),
    caseId: t.id({
      nullable: true,
      description: 'Asked about this case (带案督办).',
      resolve: ({ followUp }) => followUp.caseId ?? null,
    }),
    dueOn: t.field({ type: 'Date', description: 'By when.', resolve: ({ followUp }) => followUp.dueOn }),
    dueState: t.field({
      type: DueStateEnum,
      description: 'How near that is; none once it is settled.',
      resolve: async ({ visit, followUp: { dueOn, settled } }, _args, { clock, database }) => {
        const { today, horizon } = dueDay(await calendarFor(database, visit), clock.today());
        return dueState(settled ? undefined : { legalDue: dueOn, targetDue: dueOn }, today, horizon);
      },
    }),
    settled: t.field({
      type: SettlementType,
      nullable: true,
      description: 'Null while it is to be done.',
      resolve: ({ followUp }) => followUp.settled ?? null,
    }),
    visit: t.field({ type: OutreachVisitRef, description: 'The visit it came of.', resolve: ({ visit }) => visit }),
  }),
});

export const OutreachVisitType = OutreachVisitRef.implement({
  description: 'An outreach visit (下访) of a leader.',
  fields: (t) => ({
    id: t.id({ description: 'Id, made on the phone.', resolve: ({ state }) => state.id }),
    visitedOn: t.field({ type: 'Date', description: 'Day of the visit.', resolve: ({ state }) => state.visitedOn }),
    mode: t.field({ type: OutreachModeEnum, description: 'Mode (R20).', resolve: ({ state }) => state.mode }),
    modeName: t.string({ description: 'Mode in Chinese.', resolve: ({ state }) => modeName(state.mode) }),
    place: t.field({
      type: UnitType,
      description: 'The unit visited.',
      resolve: ({ bureauId, state }, _args, context) => unitOrBug(context, bureauId, state.placeUnitId),
    }),
    programme: t.boolean({ description: 'Within 基层走亲 (R21).', resolve: ({ state }) => state.programme }),
    companions: t.stringList({ description: 'Who came along.', resolve: ({ state }) => [...state.companions] }),
    observations: t.string({ description: 'What was seen.', resolve: ({ state }) => state.observations }),
    leaderName: t.string({ description: 'Who visited.', resolve: ({ state }) => state.leader.name }),
    occurredAt: t.field({
      type: 'DateTime',
      description: "When it was saved, by the phone's clock.",
      resolve: (row) => row.occurredAt,
    }),
    receivedAt: t.field({
      type: 'DateTime',
      description: 'When the server received it.',
      resolve: (row) => row.receivedAt,
    }),
    followUps: t.field({
      type: [FollowUpType],
      description: 'What is to be done.',
      resolve: followUpsOf,
    }),
    cases: t.field({
      type: [PetitionCaseType],
      description: 'The cases it raised, as far as the viewer sees them.',
      resolve: async ({ state }, _args, context) => (await casesOfVisit(context, state.id)) ?? [],
    }),
    details: t.field({
      type: VisitDetailsType,
      nullable: true,
      description: 'What its mode records; null for visits of older phones.',
      resolve: ({ state }) => state.details ?? null,
    }),
    signer: t.field({
      type: SignerType,
      nullable: true,
      description: 'Who signed, when it is known.',
      resolve: ({ state }) => state.signer ?? null,
    }),
    version: t.int({
      description: 'Give it as expectedVersion with amendOutreachVisit.',
      resolve: ({ state }) => state.version,
    }),
    leaderId: t.id({ description: 'Id of who visited.', resolve: ({ state }) => state.leader.id }),
    amendments: t.field({
      type: [AmendmentType],
      description: 'How it was put right, oldest first.',
      resolve: async ({ state }, _args, context) =>
        ((await eventsOfVisit(context, state.id)) ?? []).filter(({ type }) => type === 'outreachVisitAmended'),
    }),
    attachments: t.field({
      type: [AttachmentType],
      description: 'Photos, signature and voice note.',
      resolve: ({ state }) => state.attachments,
    }),
    position: t.field({
      type: PositionType,
      nullable: true,
      description: 'Where, when it was told.',
      resolve: ({ state }) => state.position ?? null,
    }),
  }),
});

const OutreachVisitEdgeType = builder.objectRef<Page<VisitRow>['edges'][number]>('OutreachVisitEdge').implement({
  description: 'A visit in its place in the list.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Its place.' }),
    node: t.field({ type: OutreachVisitType, description: 'The visit.', resolve: (edge) => edge.node }),
  }),
});

const OutreachVisitConnectionType = builder.objectRef<Page<VisitRow>>('OutreachVisitConnection').implement({
  description: 'A page of visits, newest first.',
  fields: (t) => ({
    edges: t.field({ type: [OutreachVisitEdgeType], description: 'The visits.', resolve: (page) => page.edges }),
    pageInfo: t.field({ type: PageInfoType, description: 'Where the page ends.', resolve: (page) => page.pageInfo }),
    totalCount: t.int({ description: 'Visits in all.', resolve: (page) => page.totalCount() }),
  }),
});

const FollowUpEdgeType = builder
  .objectRef<Page<FollowUpRow & FollowUpPlace>['edges'][number]>('FollowUpEdge')
  .implement({
    description: 'A follow-up in its place in the list.',
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: 'Its place.' }),
      node: t.field({ type: FollowUpType, description: 'The follow-up.', resolve: (edge) => edge.node }),
    }),
  });

const FollowUpConnectionType = builder.objectRef<Page<FollowUpRow & FollowUpPlace>>('FollowUpConnection').implement({
  description: 'A page of follow-ups: those to be done by due date, those settled the last due first.',
  fields: (t) => ({
    edges: t.field({ type: [FollowUpEdgeType], description: 'The follow-ups.', resolve: (page) => page.edges }),
    pageInfo: t.field({ type: PageInfoType, description: 'Where the page ends.', resolve: (page) => page.pageInfo }),
    totalCount: t.int({ description: 'Follow-ups in all.', resolve: (page) => page.totalCount() }),
  }),
});

builder.queryFields((t) => ({
  followUps: t.field({
    type: FollowUpConnectionType,
    authScopes: { readsCases: true },
    description: 'Follow-ups (后续) of the visits that the viewer sees (R22).',
    args: {
      settled: t.arg.boolean({ description: 'Those settled; by default those still to be done.' }),
      mine: t.arg.boolean({ description: "Only the viewer's own and those of units that they see." }),
      first: t.arg.int({ description: 'Page size, 1 to 100; 50 when not given.' }),
      after: t.arg.string({ description: 'Cursor of the last one already read.' }),
    },
    resolve: async (_root, args, context) => {
      const { prisma } = context.database;
      const viewer = requireViewer(context);
      const filter = { settled: args.settled ?? false, mine: args.mine ?? false };
      const paging = readPaging(args);
      const places = await findFollowUps(prisma, viewer, filter, paging);
      const visits = await findVisitsById(prisma, viewer, [...new Set(places.map(({ visitId }) => visitId))]);
      const byId = new Map(visits.map((visit) => [visit.state.id, visit]));
      const rows = places.flatMap((one) => {
        const visit = byId.get(one.visitId);
        const followUp = visit?.state.followUps.find(({ id }) => id === one.id);
        // Changed between the two look-ups: the next page or reading shows it as it is then.
        return visit && followUp ? [{ ...one, visit, followUp }] : [];
      });
      return pageOf(rows, paging.first, () => countFollowUps(prisma, viewer, filter));
    },
  }),
  outreachVisits: t.field({
    type: OutreachVisitConnectionType,
    ...programs,
    authScopes: { readsCases: true },
    description: 'Visits that the viewer sees, newest first.',
    args: {
      first: t.arg.int({ description: 'Page size, 1 to 100; 50 when not given.' }),
      after: t.arg.string({ description: 'Cursor of the last visit already read.' }),
    },
    resolve: async (_root, args, context) => {
      const { prisma } = context.database;
      const viewer = requireViewer(context);
      const paging = readPaging(args);
      return pageOf(await findVisits(prisma, viewer, paging), paging.first, () => countVisits(prisma, viewer));
    },
  }),
  outreachVisit: t.field({
    type: OutreachVisitType,
    nullable: true,
    ...programs,
    authScopes: { readsCases: true },
    description: 'One visit; null when there is none or the viewer does not see it.',
    args: { id: t.arg.id({ required: true, description: 'Id of the visit.' }) },
    resolve: async (_root, { id }, context) => (await visitById(context, id)) ?? null,
  }),
}));

builder.objectField(PetitionCaseType, 'visit', (t) =>
  t.field({
    type: OutreachVisitType,
    nullable: true,
    description: 'The visit it came from, if any and if the viewer sees it.',
    resolve: async ({ state }, _args, context) => {
      if (state.visitId === undefined) return null;
      return (await visitById(context, state.visitId)) ?? null;
    },
  }),
);

builder.objectField(PetitionCaseType, 'provisionalNumber', (t) =>
  t.string({
    nullable: true,
    description:
      'The number it had on the phone until this one was given (暂编号); null when it was not raised on a visit.',
    resolve: ({ state }) =>
      state.visitId === undefined ? null : provisionalNumber(state.channel, yearOf(state.receivedOn), state.id),
  }),
);
