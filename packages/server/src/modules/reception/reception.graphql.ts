import { addDays, deadline, type PlainDate } from '@huiyin/domain';
import {
  receptionKindName,
  receptionOutcomeName,
  receptionPaperName,
  sessionStatusName,
  sessionWarningName,
  statusName,
} from '@huiyin/domain/messages';
import {
  type NamedPerson,
  plannedDay,
  type ReceptionSessionState,
  receiverOf,
  receptionSettingsOf,
  remindedOn,
  sessionWarnings,
  type WarningOfSession,
} from '@huiyin/domain/receptions';
import type { RequestContext } from '../../context.ts';
import { builder } from '../../graphql/builder.ts';
import { CitationType } from '../../graphql/common.graphql.ts';
import { citationForApi, orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { settingsFor } from '../settings/settings.ts';
import { type FollowUpRow, findSession, listFollowUps, listSessions } from './reception.repository.ts';
import { type MatterFile, proposeRota, type RotaProposal, sessionFile } from './reception.usecases.ts';
import { sessionFor } from './session-view.ts';

const PersonRef = builder.objectRef<NamedPerson>('NamedPerson').implement({
  description: 'A person by name.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id; empty for somebody from outside.' }),
    name: t.exposeString('name', { description: 'Name as it stood then.' }),
  }),
});

const SessionWarningType = builder.objectRef<WarningOfSession>('SessionWarning').implement({
  description: 'What a session still lacks before it opens.',
  fields: (t) => ({
    code: t.string({ description: 'Stable code.', resolve: ({ warning }) => warning }),
    text: t.string({ description: 'In Chinese.', resolve: ({ warning }) => sessionWarningName(warning) }),
    violation: t.exposeBoolean('violation', { description: 'A rule is broken (R93), not only left to do.' }),
    numbers: t.stringList({ description: 'Of which visitors.', resolve: ({ numbers }) => [...numbers] }),
    citations: t.field({
      type: [CitationType],
      description: 'The articles.',
      resolve: ({ citations }) => citations.map(citationForApi),
    }),
  }),
});

const MatterFileType = builder.objectRef<MatterFile>('ReceptionMatterFile').implement({
  description: 'One matter’s file (四单一记录, R32).',
  fields: (t) => ({
    caseId: t.exposeID('caseId', { description: 'The case.' }),
    number: t.exposeString('number', { description: 'Its number (编号).' }),
    title: t.exposeString('title', { description: 'Its title.' }),
    closed: t.exposeBoolean('closed', { description: 'The case is completed: its file must be whole.' }),
    present: t.stringList({
      description: 'Papers there are.',
      resolve: ({ present }) => present.map(receptionPaperName),
    }),
    missing: t.stringList({
      description: 'Papers wanting.',
      resolve: ({ missing }) => missing.map(receptionPaperName),
    }),
  }),
});

const count = (session: ReceptionSessionState, ...stages: readonly string[]): number =>
  session.visitors.filter(({ stage }) => stages.includes(stage)).length;

export const ReceptionSessionType = builder.objectRef<ReceptionSessionState>('ReceptionSession').implement({
  description: 'One reception session (接访, R39, R89, R94).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its day for a leaders’ session, else a UUID.' }),
    version: t.exposeInt('version', { description: 'Number of its events.' }),
    kind: t.string({ description: 'leaders, departmentHead or government.', resolve: ({ kind }) => kind }),
    kindName: t.string({ description: 'In Chinese.', resolve: ({ kind }) => receptionKindName(kind) }),
    status: t.string({ description: 'planned, open, closed or cancelled.', resolve: ({ status }) => status }),
    statusName: t.string({ description: 'In Chinese.', resolve: ({ status }) => sessionStatusName(status) }),
    date: t.field({ type: 'Date', description: 'Its day.', resolve: ({ date }) => date }),
    opensAt: t.exposeString('opensAt', { description: 'HH:MM in Shanghai.' }),
    closesAt: t.exposeString('closesAt', { description: 'HH:MM in Shanghai.' }),
    place: t.exposeString('place', { description: 'Where (R17, R40).' }),
    leaderName: t.string({ description: 'Who has the duty.', resolve: ({ holder }) => holder.name }),
    substituteName: t.string({
      nullable: true,
      description: 'Who stands in (替班领导).',
      resolve: ({ absence }) => absence?.substitute?.name ?? null,
    }),
    holder: t.field({ type: PersonRef, description: 'Who has the duty.', resolve: ({ holder }) => holder }),
    receiver: t.field({ type: PersonRef, description: 'Who receives.', resolve: (session) => receiverOf(session) }),
    absenceReason: t.string({
      nullable: true,
      description: 'Why the duty leader cannot come.',
      resolve: ({ absence }) => absence?.reason ?? null,
    }),
    acceptedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When who receives accepted the duty.',
      resolve: ({ acceptedOn }) => acceptedOn ?? null,
    }),
    mine: t.boolean({
      description: 'The viewer receives at it.',
      resolve: (session, _args, context) => receiverOf(session).id === requireViewer(context).id,
    }),
    booked: t.int({
      description: 'Appointments, those that came too.',
      resolve: ({ visitors }) =>
        visitors.filter(({ kind, stage }) => kind === 'appointment' && stage !== 'withdrawn').length,
    }),
    waiting: t.int({ description: 'Who waits or is at the table.', resolve: (one) => count(one, 'waiting', 'called') }),
    received: t.int({ description: 'Received.', resolve: (session) => count(session, 'received') }),
    noShows: t.int({ description: 'Absent or left.', resolve: (one) => count(one, 'absent', 'leftBefore') }),
    remindOn: t.field({
      type: 'Date',
      description: 'The working day before it: what is wanting is then reminded of (R93).',
      resolve: async ({ date }, _args, context) =>
        remindedOn(await calendarFor(context.database, requireViewer(context)), date),
    }),
    provisional: t.boolean({
      description: 'The notice that decides whether its day is worked is not in yet (暂定).',
      resolve: async ({ date }, _args, context) =>
        plannedDay(await calendarFor(context.database, requireViewer(context)), date).provisional,
    }),
    dayOff: t.string({
      nullable: true,
      description: 'Of a planned one: the festival that a notice has put on its day since (R39): not held.',
      resolve: async ({ date, status }, _args, context) =>
        (status === 'planned' &&
          plannedDay(await calendarFor(context.database, requireViewer(context)), date).dayOff) ||
        null,
    }),
    warnings: t.field({
      type: [SessionWarningType],
      description: 'What it still lacks.',
      resolve: (session) => [...sessionWarnings(session)],
    }),
    file: t.field({
      type: [MatterFileType],
      description: 'The files of its matters (R32).',
      resolve: async (session, _args, context) => [...(await sessionFile(context, requireViewer(context), session))],
    }),
    state: t.field({
      type: 'JSON',
      description:
        'The session as the rules see it (ReceptionSessionState of @huiyin/domain/receptions), with what this viewer may see of its visitors.',
      resolve: (session, _args, context) => sessionFor(requireViewer(context), session),
    }),
  }),
});

builder.queryField('receptionSessions', (t) =>
  t.field({
    type: [ReceptionSessionType],
    authScopes: { readsCases: true },
    description: 'The reception sessions of these days; by default from today for 60 days.',
    args: {
      from: t.arg({ type: 'Date', description: 'First day.' }),
      to: t.arg({ type: 'Date', description: 'Last day, at most 400 later.' }),
      mine: t.arg.boolean({ description: 'Only those that the viewer holds.' }),
    },
    resolve: (_root, args, context) => {
      const from = args.from ?? context.clock.today();
      const [to = from] = [args.to ?? addDays(from, 60), addDays(from, 400)].sort();
      const period = { from, to, mine: args.mine ?? false };
      return listSessions(context.database.prisma, requireViewer(context), period);
    },
  }),
);

builder.queryField('receptionSession', (t) =>
  t.field({
    type: ReceptionSessionType,
    nullable: true,
    authScopes: { readsCases: true },
    description: 'One session; null when there is none or the viewer does not see it.',
    args: { id: t.arg.id({ required: true, description: 'Id.' }) },
    resolve: async (_root, { id }, context) =>
      (await findSession(context.database.prisma, requireViewer(context), id)) ?? null,
  }),
);

builder.queryField('receptionSettings', (t) =>
  t.field({
    type: 'JSON',
    authScopes: { readsCases: true },
    description:
      'Batches, minutes, persons, days of booking, channels (ReceptionSettings of @huiyin/domain/receptions).',
    resolve: async (_root, _args, context) => receptionSettingsOf(await settingsFor(context, requireViewer(context))),
  }),
);

interface ProposedSession {
  readonly date: PlainDate;
  readonly leaderId: string;
  readonly leaderName: string;
}
const ProposedSessionType = builder.objectRef<ProposedSession>('ProposedSession').implement({
  description: 'A session as the rota proposes it.',
  fields: (t) => ({
    date: t.field({ type: 'Date', description: 'Its day.', resolve: ({ date }) => date }),
    leaderId: t.exposeID('leaderId', { description: 'Who would have the duty.' }),
    leaderName: t.exposeString('leaderName', { description: 'Name.' }),
  }),
});
const LostDayType = builder.objectRef<RotaProposal['lost'][number]>('LostReceptionDay').implement({
  description: 'A Wednesday without a session.',
  fields: (t) => ({
    date: t.field({ type: 'Date', description: 'The Wednesday.', resolve: ({ date }) => date }),
    festival: t.exposeString('festival', { nullable: true, description: 'Why.' }),
  }),
});
const RotaProposalType = builder.objectRef<RotaProposal>('RotaProposal').implement({
  description: 'A rota as it would be; give its sessions as planSessions.',
  fields: (t) => ({
    sessions: t.field({ type: [ProposedSessionType], description: 'In order.', resolve: (one) => [...one.sessions] }),
    lost: t.field({ type: [LostDayType], description: 'Wednesdays off.', resolve: ({ lost }) => [...lost] }),
    uncovered: t.field({
      type: ['Date'],
      description: 'Days on which nobody can come.',
      resolve: ({ uncovered }) => [...uncovered],
    }),
    spread: t.exposeInt('spread', { description: 'Most turns of one leader less fewest of another.' }),
    provisional: t.exposeBoolean('provisional', { description: 'The notice of days off is not in yet.' }),
  }),
});
const LeaderAwayInput = builder.inputType('LeaderAway', {
  description: 'A leader cannot come on these days.',
  fields: (t) => ({
    leaderId: t.id({ required: true, description: 'Who.' }),
    from: t.field({ type: 'Date', required: true, description: 'First day.' }),
    to: t.field({ type: 'Date', required: true, description: 'Last day.' }),
  }),
});

builder.queryField('rotaProposal', (t) =>
  t.field({
    type: RotaProposalType,
    authScopes: { readsCases: true },
    description: 'A fair rota of every reception day (R39, R89); by the General Office. Changes nothing.',
    args: {
      from: t.arg({ type: 'Date', required: true, description: 'First day, today or later.' }),
      to: t.arg({ type: 'Date', required: true, description: 'Last day, at most 400 later.' }),
      leaderIds: t.arg.idList({ required: true, description: 'The leaders, in their order.' }),
      away: t.arg({ type: [LeaderAwayInput], description: 'Who is away when.' }),
    },
    resolve: async (_root, { from, to, leaderIds, away }, context) =>
      orRefuse(await proposeRota(context, requireViewer(context), { from, to, leaderIds, away: away ?? [] })),
  }),
);

type FollowUp = FollowUpRow['session']['followUps'][number];
/** What the row's session says of its case. */
function followUpIn({ session, caseId }: FollowUpRow): FollowUp {
  const found = session.followUps.find((one) => one.caseId === caseId);
  if (!found) throw new Error('a follow-up without its session’s entry');
  return found;
}

const UrgingType = builder.objectRef<FollowUp['urgings'][number]>('ReceptionUrging').implement({
  description: 'One urging (催办).',
  fields: (t) => ({
    on: t.field({ type: 'Date', description: 'When.', resolve: ({ on }) => on }),
    how: t.exposeString('how', { description: 'How and what.' }),
    by: t.exposeString('by', { description: 'By whom.' }),
  }),
});

/** The day by which the department reports (R52), while that clock runs or once it has been met. */
function resultDue({ state }: FollowUpRow) {
  return state?.clocks.findLast(({ clock }) => clock === 'leader-reception-result') ?? undefined;
}

const ReceptionFollowUpType = builder.objectRef<FollowUpRow>('ReceptionFollowUp').implement({
  description: 'What the General Office presses after a reception until it is carried out (R48).',
  fields: (t) => ({
    sessionId: t.id({ description: 'The session.', resolve: ({ session }) => session.id }),
    date: t.field({ type: 'Date', description: 'Its day.', resolve: ({ session }) => session.date }),
    receiverName: t.string({ description: 'Who decided.', resolve: ({ session }) => receiverOf(session).name }),
    caseId: t.exposeID('caseId', { description: 'The case.' }),
    number: t.string({
      nullable: true,
      description: 'Its number; null when the viewer does not see it.',
      resolve: ({ state }) => state?.number ?? null,
    }),
    title: t.string({
      description: 'Its title, when the viewer sees it.',
      resolve: ({ state }) => state?.matter.title ?? '',
    }),
    outcomeName: t.string({
      description: 'What was decided.',
      resolve: (row) => receptionOutcomeName(followUpIn(row).outcome),
    }),
    caseStatusName: t.string({
      nullable: true,
      description: 'Where the case stands.',
      resolve: ({ state }) => (state ? statusName(state.status) : null),
    }),
    resultDue: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The department reports to office and leader by then (20 working days, R52); null before the assignment.',
      resolve: (row) => resultDue(row)?.legalDue ?? null,
    }),
    resultMetOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When it did.',
      resolve: (row) => resultDue(row)?.metOn ?? null,
    }),
    expectedBy: t.field({
      type: 'Date',
      nullable: true,
      description: 'Twenty working days from the decision (R52): by then at the latest something must have come.',
      resolve: async (row, _args, context) => {
        const calendar = await calendarFor(context.database, requireViewer(context));
        const due = deadline(calendar, 'leader-reception-result', followUpIn(row).decidedOn);
        return due.ok ? due.value.legalDue : null;
      },
    }),
    urgings: t.field({
      type: [UrgingType],
      description: 'Oldest first.',
      resolve: (row) => [...followUpIn(row).urgings],
    }),
    settledOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When it was carried out.',
      resolve: (row) => followUpIn(row).settled?.on ?? null,
    }),
    result: t.string({
      nullable: true,
      description: 'What came of it.',
      resolve: (row) => followUpIn(row).settled?.result ?? null,
    }),
  }),
});

builder.queryField('receptionFollowUps', (t) =>
  t.field({
    type: [ReceptionFollowUpType],
    authScopes: { readsCases: true },
    description:
      'What is pressed after receptions: open ones by the day of the decision, or settled ones; at most 200.',
    args: { settled: t.arg.boolean({ description: 'Those that are carried out.' }) },
    resolve: async (_root, args, context: RequestContext) => {
      const viewer = requireViewer(context);
      const rows = await listFollowUps(context.database.prisma, viewer, { settled: args.settled ?? false, limit: 200 });
      return rows.filter((row) => row.state !== null);
    },
  }),
);
