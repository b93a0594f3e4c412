import type { Rate } from '@huiyin/domain/office';
import type { ReceptionSheet } from '@huiyin/domain/receptions';
import { builder } from '../../graphql/builder.ts';
import { described } from '../../graphql/common.graphql.ts';
import { limitedWhenSignedOut } from '../../graphql/public-field.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { enumWords } from '../../messages/enums.ts';
import { type ReceptionBoard, readBoard, watchBoard } from './board.usecases.ts';
import { explainShortfall, type MonthlyDuty, monthlyDuties, performance, renewLink } from './reception.usecases.ts';

const RateType = builder.objectRef<Rate>('ReceptionRate').implement({
  description: 'A rate with what it is made of.',
  fields: (t) => ({
    numerator: t.exposeInt('numerator', { description: 'How many did.' }),
    denominator: t.exposeInt('denominator', { description: 'Of how many.' }),
    value: t.float({ nullable: true, description: 'Null when there are none.', resolve: ({ value }) => value ?? null }),
  }),
});

const SheetType = builder.objectRef<ReceptionSheet>('ReceptionSheet').implement({
  description: 'One person’s or unit’s receptions of a period; implementation always beside reception (R37).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Person or unit.' }),
    name: t.exposeString('name', { description: 'Name.' }),
    attended: t.exposeInt('attended', { description: 'Sessions received at.' }),
    stoodIn: t.exposeInt('stoodIn', { description: 'Of them, standing in for another (替班).' }),
    substituted: t.exposeInt('substituted', { description: 'Duties that another stood in for.' }),
    received: t.exposeInt('received', { description: 'Visitors or parties received.' }),
    decided: t.exposeInt('decided', { description: 'Matters decided.' }),
    implemented: t.field({
      type: RateType,
      description: 'Carried out, of those to be.',
      resolve: (s) => s.implemented,
    }),
    satisfied: t.field({ type: RateType, description: 'Satisfied, of those who rated.', resolve: (s) => s.satisfied }),
  }),
});

interface Performance {
  readonly people: readonly ReceptionSheet[];
  readonly units: readonly ReceptionSheet[];
}
const PerformanceType = builder.objectRef<Performance>('ReceptionPerformance').implement({
  description: 'The sheets of a period (R35, R38).',
  fields: (t) => ({
    people: t.field({ type: [SheetType], description: 'By who received.', resolve: ({ people }) => [...people] }),
    units: t.field({ type: [SheetType], description: 'By handling unit.', resolve: ({ units }) => [...units] }),
  }),
});

builder.queryField('receptionPerformance', (t) =>
  t.field({
    type: PerformanceType,
    authScopes: { readsCases: true },
    description: 'Attended, substituted, received, decided, implemented, satisfied (R35, R37, R38).',
    args: {
      from: t.arg({ type: 'Date', required: true, description: 'First day.' }),
      to: t.arg({ type: 'Date', required: true, description: 'Last day, at most 400 later.' }),
    },
    resolve: async (_root, period, context) => orRefuse(await performance(context, requireViewer(context), period)),
  }),
);

const MonthlyDutyType = builder.objectRef<MonthlyDuty>('MonthlyReceptionDuty').implement({
  description: 'One person’s monthly duty of receiving (R19, R94).',
  fields: (t) => ({
    personId: t.exposeID('personId', { description: 'Who.' }),
    name: t.exposeString('name', { description: 'Name.' }),
    holder: t.string({ description: 'leadershipMember or departmentHead.', resolve: ({ holder }) => holder }),
    unitName: t.exposeString('unitName', { description: 'Unit.' }),
    attended: t.exposeInt('attended', { description: 'Receptions in the month, the government’s too (R18).' }),
    planned: t.exposeInt('planned', { description: 'Still to come in the month.' }),
    short: t.exposeBoolean('short', { description: 'Fewer than one so far: a warning, never a bar.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it was short.' }),
  }),
});

builder.queryField('monthlyReceptionDuties', (t) =>
  t.field({
    type: [MonthlyDutyType],
    authScopes: { readsCases: true },
    description: 'Monthly duties of leaders and department heads (R18, R19, R94).',
    args: { month: t.arg.string({ required: true, description: 'YYYY-MM.' }) },
    resolve: async (_root, { month }, context) => [
      ...orRefuse(await monthlyDuties(context, requireViewer(context), month)),
    ],
  }),
);

builder.mutationField('explainReceptionShortfall', (t) =>
  t.field({
    type: 'Boolean',
    authScopes: { readsCases: true },
    description: 'Says why somebody did not receive in a month; by the General Office or the person. Audited.',
    args: {
      personId: t.arg.id({ required: true, description: 'Who.' }),
      month: t.arg.string({ required: true, description: 'YYYY-MM.' }),
      reason: t.arg.string({ required: true, description: 'At most 500 characters.' }),
    },
    resolve: async (_root, given, context) => orRefuse(await explainShortfall(context, requireViewer(context), given)),
  }),
);

const LinkKindEnum = builder.enumType('ReceptionLinkKind', {
  description: 'The waiting room’s board (by the General Office), or one’s own calendar feed (leaders).',
  values: described(enumWords.receptionLink),
});

builder.mutationField('renewReceptionLink', (t) =>
  t.field({
    type: 'String',
    authScopes: { readsCases: true },
    description:
      'Makes a secret link in place of the one before and tells its path once: /board/TOKEN or /reception/TOKEN.ics.',
    args: { kind: t.arg({ type: LinkKindEnum, required: true, description: 'Which.' }) },
    resolve: async (_root, { kind }, context) => {
      const token = orRefuse(await renewLink(context, requireViewer(context), kind));
      return kind === 'board' ? `/board/${token}` : `/reception/${token}.ics`;
    },
  }),
);

const BoardType = builder.objectRef<ReceptionBoard>('ReceptionBoard').implement({
  description: 'The waiting room’s board (候谈屏): numbers only, never names.',
  fields: (t) => ({
    date: t.field({ type: 'Date', description: 'Today.', resolve: ({ date }) => date }),
    asOf: t.field({ type: 'DateTime', description: 'When it was read.', resolve: ({ asOf }) => asOf }),
    opensAt: t.exposeString('opensAt', { nullable: true, description: 'HH:MM; null on a day without a session.' }),
    closesAt: t.exposeString('closesAt', { nullable: true, description: 'HH:MM.' }),
    closed: t.exposeBoolean('closed', { description: 'Over, cancelled, or none today.' }),
    calling: t.exposeString('calling', { nullable: true, description: 'Who is asked in.' }),
    next: t.exposeString('next', { nullable: true, description: 'Who is next.' }),
    waiting: t.stringList({ description: 'Who waits, in order.', resolve: ({ waiting }) => [...waiting] }),
    received: t.exposeInt('received', { description: 'How many have been received.' }),
  }),
});

const boardToken = { token: { type: 'String' as const, required: true as const, description: 'Of the link.' } };

builder.queryField('receptionBoard', (t) =>
  t.field({
    type: BoardType,
    skipTypeScopes: true,
    description: 'Today’s board, for whoever has its link. Refuses board-link-unknown.',
    args: { token: t.arg(boardToken.token) },
    resolve: async (_root, { token }, context) => {
      await limitedWhenSignedOut(context);
      return readBoard(context, token);
    },
  }),
);

builder.subscriptionField('receptionBoard', (t) =>
  t.field({
    type: BoardType,
    skipTypeScopes: true,
    description: 'The board at once, then after every change; ends when its link is renewed.',
    args: { token: t.arg(boardToken.token) },
    subscribe: async (_root, { token }, context) => {
      await limitedWhenSignedOut(context);
      return watchBoard(context, token);
    },
    resolve: (board) => board,
  }),
);
