import { type Attachment, attachmentKinds, type FollowUp, outreachModes, type Position } from '@huiyin/domain/cases';
import { modeName } from '@huiyin/domain/messages';
import { batched } from '../../graphql/batched.ts';
import { builder } from '../../graphql/builder.ts';
import { PageInfoType } from '../../graphql/common.graphql.ts';
import { type Page, pageOf, readPaging } from '../../graphql/paging.ts';
import { UnitType, unitOrBug } from '../people/people.graphql.ts';
import { scopeOf } from '../people/visibility.ts';
import { PetitionCaseType, requireViewer } from '../petition-cases/petition-cases.graphql.ts';
import { findCasesOfVisits } from '../petition-cases/petition-cases.repository.ts';
import { countVisits, findVisits, findVisitsById, type VisitRow } from './outreach.repository.ts';

const OutreachModeEnum = builder.enumType('OutreachMode', {
  description: 'The four modes of outreach (R20): 包案下访, 带案督办, 座谈走访, 调查研究.',
  values: outreachModes,
});
const AttachmentKindEnum = builder.enumType('AttachmentKind', {
  description: 'Photo or signature.',
  values: attachmentKinds,
});

const FollowUpType = builder.objectRef<FollowUp>('FollowUp').implement({
  description: 'What is to be done after a visit (R22).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id.' }),
    what: t.exposeString('what', { description: 'What is to be done.' }),
    owner: t.exposeString('owner', { description: 'By whom.' }),
    dueOn: t.field({ type: 'Date', description: 'By when.', resolve: (followUp) => followUp.dueOn }),
  }),
});

const AttachmentType = builder.objectRef<Attachment>('Attachment').implement({
  description: 'A photo or signature.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id.' }),
    kind: t.field({ type: AttachmentKindEnum, description: 'Photo or signature.', resolve: (file) => file.kind }),
    mime: t.exposeString('mime', { description: 'Media type.' }),
    size: t.exposeInt('size', { description: 'Bytes.' }),
    sha256: t.exposeString('sha256', { description: 'Digest, lower-case hex.' }),
    url: t.string({ description: 'Where to read it with the session.', resolve: (file) => `/files/${file.id}` }),
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

const casesOfVisit = batched(async (context, visitIds: readonly string[]) => {
  const cases = await findCasesOfVisits(context.database.prisma, scopeOf(requireViewer(context)), visitIds);
  return Map.groupBy(cases, ({ state }) => state.visitId ?? '');
});

/** An outreach visit; other subjects add what they know of it. */
export const OutreachVisitType = builder.objectRef<VisitRow>('OutreachVisit').implement({
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
      resolve: ({ state }) => state.followUps,
    }),
    cases: t.field({
      type: [PetitionCaseType],
      description: 'The cases it raised, as far as the viewer sees them.',
      resolve: async ({ state }, _args, context) => (await casesOfVisit(context, state.id)) ?? [],
    }),
    attachments: t.field({
      type: [AttachmentType],
      description: 'Photos and signature.',
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

builder.queryFields((t) => ({
  outreachVisits: t.field({
    type: OutreachVisitConnectionType,
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
