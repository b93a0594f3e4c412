import { dueState, maskName, maskPhone, workingDaysBetween } from '@huiyin/domain';
import { type ContractState, meantUnitId, nextDue, type Petitioner } from '@huiyin/domain/cases';
import { channelName, statusName } from '@huiyin/domain/messages';
import type { RequestContext } from '../../context.ts';
import { builder, programs } from '../../graphql/builder.ts';
import {
  CaseStatusEnum,
  ChannelEnum,
  ContentKindEnum,
  DueStateEnum,
  PageInfoType,
  PetitionerKindEnum,
} from '../../graphql/common.graphql.ts';
import { type Page, pageOf, readPaging } from '../../graphql/paging.ts';
import { refusalError } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { anonymousName } from '../../messages/timeline.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { UnitType, unitOrBug } from '../people/people.graphql.ts';
import { holderId, unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { scopeOf } from '../people/visibility.ts';
import { RouteDecisionType } from '../routing/routing.graphql.ts';
import { turnsOf } from '../work-lists/turns.ts';
import { CaseActionType } from './case-actions.graphql.ts';
import { actionsOn, maskedPerson, maskedState } from './case-actions.ts';
import { eventsOfCase } from './case-batches.ts';
import { CaseClockType } from './case-clock.graphql.ts';
import { countCases } from './case-count.ts';
import { CaseFilterInput } from './case-filter.graphql.ts';
import type { CaseFilter } from './case-filter.ts';
import { dueDay } from './due.ts';
import { type CaseRow, findCase, findCases } from './petition-cases.repository.ts';
import { lateIn, TimelineEntryType } from './timeline.graphql.ts';

const PetitionerType = builder.objectRef<Petitioner>('Petitioner').implement({
  description: 'The petitioner (信访人), masked.',
  fields: (t) => ({
    kind: t.field({ type: PetitionerKindEnum, description: 'Kind of petitioner.', resolve: (p) => p.kind }),
    name: t.string({ description: 'Masked: 李**.', resolve: (p) => (p.anonymous ? anonymousName : maskName(p.name)) }),
    anonymous: t.exposeBoolean('anonymous', { description: 'Gave no name.' }),
    relation: t.string({
      nullable: true,
      description: 'To whom it happened, e.g. parent.',
      resolve: (p) => p.relation ?? null,
    }),
    phone: t.string({
      nullable: true,
      description: 'Masked: 139****2041.',
      resolve: (p) => (p.phone === undefined ? null : maskPhone(p.phone)),
    }),
    idCard: t.string({
      nullable: true,
      description: 'Resident card, masked: 330***********1234.',
      resolve: (p) => maskedPerson(p).idCard ?? null,
    }),
    address: t.string({
      nullable: true,
      description: 'Address, masked behind the district.',
      resolve: (p) => maskedPerson(p).address ?? null,
    }),
  }),
});

const CaseContractType = builder.objectRef<ContractState>('CaseContract').implement({
  description: 'Which leader holds a case, and since when (包案).',
  fields: (t) => ({
    leaderId: t.exposeID('leaderId', { description: 'The leader.' }),
    leaderName: t.exposeString('leaderName', { description: 'The leader’s name.' }),
    contractedOn: t.field({ type: 'Date', description: 'Since when.', resolve: (held) => held.contractedOn }),
  }),
});

/** A petition case; outreach adds the visit it came from. */
export const PetitionCaseType = builder.objectRef<CaseRow>('PetitionCase').implement({
  description: 'A petition case (信访事项).',
  fields: (t) => ({
    id: t.id({ description: 'Id, made where the matter was taken down.', resolve: ({ state }) => state.id }),
    number: t.string({ description: 'Its number (编号).', resolve: ({ state }) => state.number ?? '' }),
    title: t.string({ description: 'The matter in a line.', resolve: ({ state }) => state.matter.title }),
    demand: t.string({ description: 'What is asked for (诉求).', resolve: ({ state }) => state.matter.demand }),
    earlierHandling: t.string({
      description: 'What was done before.',
      resolve: ({ state }) => state.matter.earlierHandling,
    }),
    status: t.field({ type: CaseStatusEnum, description: 'Where it stands.', resolve: ({ state }) => state.status }),
    statusName: t.string({ description: 'Status in Chinese.', resolve: ({ state }) => statusName(state.status) }),
    channel: t.field({ type: ChannelEnum, description: 'How it came.', resolve: ({ state }) => state.channel }),
    channelName: t.string({ description: 'Channel in Chinese.', resolve: ({ state }) => channelName(state.channel) }),
    contentKind: t.field({
      type: ContentKindEnum,
      description: 'Kind of content.',
      resolve: ({ state }) => state.matter.facts.contentKind,
    }),
    receivedOn: t.field({ type: 'Date', description: 'Day of receipt.', resolve: ({ state }) => state.receivedOn }),
    registeredAt: t.field({
      type: 'DateTime',
      description: 'When it was registered.',
      resolve: (row) => row.registeredAt,
    }),
    petitioner: t.field({
      type: PetitionerType,
      description: 'Who asks, masked.',
      resolve: ({ state }) => state.matter.petitioner,
    }),
    handlingUnit: t.field({
      type: UnitType,
      description:
        'The unit that has it (承办单位, R1): what its lists, counts and figures hold it under. The bureau itself while its General Office has not handed it on.',
      resolve: async ({ bureauId, state }, _args, context) => {
        const units = await unitTree(context.database.prisma, bureauId);
        const unit = await unitOrBug(context, bureauId, holderId(state, units.rootId));
        return { ...unit, name: units.holderName(unit.id) };
      },
    }),
    meantUnit: t.field({
      type: UnitType,
      nullable: true,
      description: 'The unit that the office means to hand it to (拟交); null once a unit has it, or it came back.',
      resolve: ({ bureauId, state }, _args, context) => {
        const id = meantUnitId(state);
        return id === undefined ? null : unitOrBug(context, bureauId, id);
      },
    }),
    route: t.field({
      type: RouteDecisionType,
      description: 'Where it went, and why.',
      resolve: async ({ bureauId, state }, _args, context) => {
        const unit = await unitOrBug(context, bureauId, state.handlingUnitId);
        return { ...state.route, handlingUnitName: unit.name };
      },
    }),
    dueState: t.field({
      type: DueStateEnum,
      description: 'Overdue, due soon, on time, or no clock runs.',
      resolve: async ({ bureauId, state }, _args, { clock, database }) => {
        const { today, horizon } = dueDay(await calendarFor(database, { bureauId }), clock.today());
        return dueState(nextDue(state), today, horizon);
      },
    }),
    nextDue: t.field({
      type: CaseClockType,
      nullable: true,
      description: 'The running clock that binds first; null when none runs.',
      resolve: ({ state }) => nextDue(state) ?? null,
    }),
    workingDaysLeft: t.int({
      nullable: true,
      description: 'Working days to nextDue.legalDue; negative when overdue.',
      resolve: async ({ bureauId, state }, _args, { clock, database }) => {
        const due = nextDue(state);
        if (!due) return null;
        const left = workingDaysBetween(await calendarFor(database, { bureauId }), clock.today(), due.legalDue);
        return left.ok ? left.value.days : null;
      },
    }),
    handlingUnitId: t.id({
      description: 'Id of handlingUnit.',
      resolve: async ({ bureauId, state }, _args, { database }) =>
        holderId(state, (await unitTree(database.prisma, bureauId)).rootId),
    }),
    visitId: t.id({
      nullable: true,
      description: 'Id of the visit it came from.',
      resolve: ({ state }) => state.visitId ?? null,
    }),
    contract: t.field({
      type: CaseContractType,
      nullable: true,
      description: 'The leader who holds it under contract (包案领导).',
      resolve: ({ state }) => state.contract ?? null,
    }),
    resolution: t.string({
      nullable: true,
      description: 'How it was settled (化解办法), once completed.',
      resolve: ({ state }) => state.completion?.resolution ?? null,
    }),
    clocks: t.field({
      type: [CaseClockType],
      description: 'Every clock of the case.',
      resolve: ({ state }) => state.clocks,
    }),
    timeline: t.field({
      type: [TimelineEntryType],
      description: 'What happened, oldest first.',
      resolve: async ({ bureauId, state }, _args, context) => {
        const events = (await eventsOfCase(context, state.id)) ?? [];
        const reexaminedBy = state.reexamination?.entrusted?.unitId;
        const of = { bureauId, caseId: state.id, reexaminedBy };
        return events.map((event) => ({ ...event, ...of, late: lateIn(state, event) }));
      },
    }),
    actions: t.field({
      type: [CaseActionType],
      description:
        'Everything that the procedure knows, next steps first: what the viewer may do now, and what not and why.',
      resolve: async (row, _args, context) => [...(await actionsOn(context, requireViewer(context), row))],
    }),
    state: t.field({
      type: 'JSON',
      description:
        'The case as the rules see it (PetitionCaseState of @huiyin/domain/cases): intake, flags, instructions, assignment, draft, opinions, delivery and all else that has happened; personal data masked.',
      resolve: (row, _args, context) => maskedState(context, requireViewer(context), row),
    }),
    version: t.int({
      description: 'Give it as expectedVersion with a command.',
      resolve: ({ state }) => state.version,
    }),
  }),
});

const CaseEdgeType = builder.objectRef<Page<CaseRow>['edges'][number]>('CaseEdge').implement({
  description: 'A case in its place in the list.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Its place.' }),
    node: t.field({ type: PetitionCaseType, description: 'The case.', resolve: (edge) => edge.node }),
  }),
});

const CaseConnectionType = builder.objectRef<Page<CaseRow>>('CaseConnection').implement({
  description: 'A page of cases, newest first.',
  fields: (t) => ({
    edges: t.field({ type: [CaseEdgeType], description: 'The cases.', resolve: (page) => page.edges }),
    pageInfo: t.field({ type: PageInfoType, description: 'Where the page ends.', resolve: (page) => page.pageInfo }),
    totalCount: t.int({
      description:
        'Cases in all, by the same condition as the list; more than 100 are not counted where no count is kept.',
      resolve: (page) => page.totalCount(),
    }),
    asOf: t.field({
      type: 'DateTime',
      description: 'When it was read.',
      resolve: (_page, _args, { clock }) => new Date(clock.now()),
    }),
  }),
});

builder.queryFields((t) => ({
  cases: t.field({
    type: CaseConnectionType,
    ...programs,
    authScopes: { readsCases: true },
    description: 'Cases that the viewer sees, newest first.',
    args: {
      filter: t.arg({ type: CaseFilterInput, description: 'Conditions.' }),
      first: t.arg.int({ description: 'Page size, 1 to 100; 50 when not given.' }),
      after: t.arg.string({ description: 'Cursor of the last case already read.' }),
    },
    resolve: (_root, { filter, ...paging }, context) =>
      casesPage(context, requireViewer(context), filter ?? {}, paging),
  }),
  petitionCase: t.field({
    type: PetitionCaseType,
    nullable: true,
    ...programs,
    extensions: { short: true },
    authScopes: { readsCases: true },
    description: 'One case; null when there is none or the viewer does not see it.',
    args: { id: t.arg.id({ required: true, description: 'Id of the case.' }) },
    resolve: async (_root, { id }, context) =>
      (await findCase(context.database, scopeOf(requireViewer(context)), id, context.proof)) ?? null,
  }),
}));

async function casesPage(
  context: RequestContext,
  viewer: Viewer,
  filter: CaseFilter,
  paging: { first?: number | null | undefined; after?: string | null | undefined },
): Promise<Page<CaseRow>> {
  const { database, clock } = context;
  const { first, after } = readPaging(paging);
  const day = dueDay(await calendarFor(database, viewer), clock.today());
  if (filter.unitId && !(await unitTree(database.prisma, viewer.bureauId)).get(filter.unitId)) {
    throw refusalError('unknown-unit', { unitId: filter.unitId });
  }
  const turns = turnsOf(viewer, await unitTree(database.prisma, viewer.bureauId));
  const query = { scope: scopeOf(viewer), filter, day, turns };
  if (filter.rate) await context.figures.catchUp(viewer.bureauId);
  const rows = await findCases(database.prisma, query, { first, after });
  return pageOf(rows, first, async () => (await countCases(context, query)).count);
}
