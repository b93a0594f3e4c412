import { deadline, dueState, maskName, maskPhone, type PlainDate, workingDaysBetween } from '@huiyin/domain';
import {
  type CaseClock,
  type ContractState,
  type DomainEvent,
  nextDue,
  type PetitionCaseState,
  type Petitioner,
} from '@huiyin/domain/cases';
import { channelName, clockName, clockStateName, dateText, eventName, statusName } from '@huiyin/domain/messages';
import type { RequestContext } from '../../context.ts';
import { batched } from '../../graphql/batched.ts';
import { builder, programs } from '../../graphql/builder.ts';
import {
  CaseStatusEnum,
  ChannelEnum,
  CitationType,
  ContentKindEnum,
  DueStateEnum,
  LimitLevelEnum,
  named,
  PageInfoType,
  PetitionerKindEnum,
} from '../../graphql/common.graphql.ts';
import { type Page, pageOf, readPaging } from '../../graphql/paging.ts';
import { citationForApi, orRefuse, refusalError } from '../../graphql/refusal.ts';
import { clockChangesWords } from '../../messages/side-timeline.ts';
import { anonymousName, eventCitations, eventDetail, otherCaseOf } from '../../messages/timeline.ts';
import { DeadlineType } from '../calendar/calendar.graphql.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { readEventsOf, type StoredEvent } from '../commands/event-store.repository.ts';
import { UnitType, unitOrBug } from '../people/people.graphql.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { scopeOf } from '../people/visibility.ts';
import { RouteDecisionType } from '../routing/routing.graphql.ts';
import { turnsOf } from '../work-lists/turns.ts';
import { CaseActionType } from './case-actions.graphql.ts';
import { actionsOn, maskedPerson, maskedState } from './case-actions.ts';
import { countCases } from './case-count.ts';
import { CaseFilterInput } from './case-filter.graphql.ts';
import type { CaseFilter } from './case-filter.ts';
import { dueDay } from './due.ts';
import { type CaseRow, findCase, findCases, findCasesById } from './petition-cases.repository.ts';

const ClockStateEnum = builder.enumType('ClockState', {
  description: 'Running 计时中, paused 中止计时, met 已完成, stopped 已终止.',
  values: named(['running', 'paused', 'met', 'stopped'], clockStateName),
});

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

const CaseClockType = builder.objectRef<CaseClock>('CaseClock').implement({
  description: 'A duty that runs, ran or fell away on a case, with its dates as they were fixed.',
  fields: (t) => ({
    clock: t.exposeID('clock', { description: 'Id of the clock.' }),
    name: t.string({ description: 'Chinese name.', resolve: (clock) => clockName(clock.clock) }),
    from: t.field({ type: 'Date', description: 'Day of the triggering event.', resolve: (clock) => clock.from }),
    legalDue: t.field({ type: 'Date', description: 'Last lawful day.', resolve: (clock) => clock.legalDue }),
    targetDue: t.field({ type: 'Date', description: 'Day to aim at.', resolve: (clock) => clock.targetDue }),
    originalLegalDue: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The last lawful day as first fixed, where it was extended, paused or agreed anew (Arts 34, 36, R85).',
      resolve: (clock) => clock.original?.legalDue ?? null,
    }),
    state: t.field({ type: ClockStateEnum, description: 'Whether it runs.', resolve: (clock) => clock.state }),
    metOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Day it was done.',
      resolve: (clock) => clock.metOn ?? null,
    }),
    changes: t.stringList({
      description:
        'Everything that changed it, in order and in Chinese: extension (Art 34), hearing (Art 36), agreed date (R85).',
      resolve: (clock, _args, context) =>
        clockChangesWords(clock.changes ?? [], (day) => dateText(day, context.clock.today())),
    }),
    binding: t.field({ type: LimitLevelEnum, description: 'Whose limit binds.', resolve: (clock) => clock.binding }),
    provisional: t.exposeBoolean('provisional', { description: 'Leans on a year whose notice is not yet in.' }),
    citation: t.field({
      type: CitationType,
      description: 'The article.',
      resolve: (clock) => citationForApi(clock.citation),
    }),
    deadline: t.field({
      type: DeadlineType,
      nullable: true,
      description:
        'Why this date, by the calendar of today; null when a year is no longer known, where the date was set outside (R65, R84), and once it was changed (延长).',
      resolve: async (clock, _args, { database, viewer }) => {
        if (clock.limitId === 'hotline-centre' || clock.limitId === 'superior-body' || clock.changes !== undefined)
          return null;
        const found = deadline(
          await calendarFor(database, viewer),
          clock.clock,
          clock.from,
          clock.province ? { province: clock.province } : {},
        );
        return found.ok ? found.value : null;
      },
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

/** A stored event with the case it belongs to; `late`: the legal date of the duty that it did too late. */
type Entry = StoredEvent & {
  readonly bureauId: string;
  readonly caseId: string;
  readonly late?: PlainDate | undefined;
};

/** Cases by their ids, as far as the viewer sees them. */
export const casesById = batched(async (context, ids: readonly string[]) => {
  const rows = await findCasesById(context.database.prisma, scopeOf(requireViewer(context)), ids);
  return new Map(rows.map((row) => [row.state.id, row]));
});

function domainEvent(entry: Entry): DomainEvent {
  // the store keeps exactly what decide() made, split into stream, type and the rest
  return { ...entry.data, type: entry.type, stream: { kind: 'petitionCase', id: entry.caseId } } as DomainEvent;
}

const TimelineEntryType = builder.objectRef<Entry>('TimelineEntry').implement({
  description: 'One thing that happened to a case.',
  fields: (t) => ({
    id: t.id({ description: 'Id of the entry.', resolve: (entry) => `${entry.caseId}:${entry.seq}` }),
    type: t.exposeString('type', { description: 'Id of the event type.' }),
    title: t.string({ description: 'What happened, in Chinese.', resolve: (entry) => eventName(entry.type) }),
    detail: t.string({
      nullable: true,
      description: 'More of it, in Chinese.',
      resolve: async (entry, _args, context) => detailOf(entry, context),
    }),
    actorName: t.exposeString('actorName', { description: 'Who did it.' }),
    actorUnit: t.string({
      nullable: true,
      description: "The actor's unit.",
      resolve: async (entry, _args, { database }) =>
        (await unitTree(database.prisma, entry.bureauId)).get(entry.actorUnitId)?.name ?? null,
    }),
    occurredAt: t.field({
      type: 'DateTime',
      description: "By the device's clock.",
      resolve: (entry) => entry.occurredAt,
    }),
    receivedAt: t.field({
      type: 'DateTime',
      description: "By the server's clock.",
      resolve: (entry) => entry.receivedAt,
    }),
    skewSuspected: t.exposeBoolean('skewed', { description: "The device's clock was more than five minutes off." }),
    citations: t.field({
      type: [CitationType],
      description: 'The articles it stands on.',
      resolve: (entry) => eventCitations(domainEvent(entry)).map(citationForApi),
    }),
  }),
});

async function detailOf(entry: Entry, context: RequestContext): Promise<string | null> {
  const event = domainEvent(entry);
  const other = otherCaseOf(event);
  const [units, row] = await Promise.all([
    unitTree(context.database.prisma, entry.bureauId),
    other === undefined ? undefined : casesById(context, other),
  ]);
  const unit = (id: string) => units.get(id)?.name ?? '';
  return eventDetail(event, context.clock.today(), { unit, other: row?.state.number ?? undefined, late: entry.late });
}

/** The legal date of the duty that an event did too late. */
function lateIn({ clocks }: PetitionCaseState, { type, data }: StoredEvent): PlainDate | undefined {
  if (type !== 'clockMet') return undefined;
  const row = clocks.findLast(({ clock, metOn }) => clock === data.clock && metOn === data.metOn);
  return row?.metOn !== undefined && row.metOn > row.legalDue ? row.legalDue : undefined;
}

const eventsOfCase = batched((context, caseIds: readonly string[]) =>
  readEventsOf(context.database.prisma, requireViewer(context).bureauId, 'petitionCase', caseIds),
);

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
      description: 'The unit that handles it (承办单位, R1).',
      resolve: ({ bureauId, state }, _args, context) => unitOrBug(context, bureauId, state.handlingUnitId),
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
        const { today, horizon } = orRefuse(dueDay(await calendarFor(database, { bureauId }), clock.today()));
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
    handlingUnitId: t.id({ description: 'Id of the handling unit.', resolve: ({ state }) => state.handlingUnitId }),
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
        return events.map((event) => ({ ...event, bureauId, caseId: state.id, late: lateIn(state, event) }));
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
      resolve: ({ state }) => maskedState(state),
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
    authScopes: { readsCases: true },
    description: 'One case; null when there is none or the viewer does not see it.',
    args: { id: t.arg.id({ required: true, description: 'Id of the case.' }) },
    resolve: async (_root, { id }, context) =>
      (await findCase(context.database.prisma, scopeOf(requireViewer(context)), id)) ?? null,
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
  const day = orRefuse(dueDay(await calendarFor(database, viewer), clock.today()));
  if (filter.unitId && !(await unitTree(database.prisma, viewer.bureauId)).get(filter.unitId)) {
    throw refusalError('unknown-unit', { unitId: filter.unitId });
  }
  const turns = turnsOf(viewer, await unitTree(database.prisma, viewer.bureauId));
  const query = { scope: scopeOf(viewer), filter, day, turns };
  if (filter.rate) await context.figures.catchUp(viewer.bureauId);
  const rows = await findCases(database.prisma, query, { first, after });
  return pageOf(rows, first, async () => (await countCases(context, query)).count);
}

/** The viewer of a guarded field. */
export function requireViewer({ viewer }: RequestContext): Viewer {
  if (!viewer) throw refusalError('unauthenticated');
  return viewer;
}
