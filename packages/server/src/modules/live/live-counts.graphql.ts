import { builder, programs } from '../../graphql/builder.ts';
import { countsReader } from '../wall-screens/wall-screens.usecases.ts';
import type { CountRow, LiveCounts } from './live-counts.usecases.ts';

const CountRowType = builder.objectRef<CountRow>('CountRow').implement({
  description: 'Counts of one status, channel, content kind or unit.',
  fields: (t) => ({
    key: t.exposeID('key', { description: 'Id of the status, channel, content kind or unit.' }),
    name: t.exposeString('name', { description: 'Its Chinese name.' }),
    count: t.exposeInt('count', { description: 'All cases.' }),
    open: t.exposeInt('open', { description: 'Neither refused nor completed.' }),
    overdue: t.exposeInt('overdue', { description: 'Past the legal due date (超期).' }),
    dueSoon: t.exposeInt('dueSoon', { description: 'Target at hand (临近).' }),
  }),
});

const LiveCountsType = builder.objectRef<LiveCounts>('LiveCounts').implement({
  description: 'The wall: numbers only, never names, right to the case.',
  fields: (t) => ({
    revision: t.exposeString('revision', { description: 'Every change up to this revision is contained.' }),
    asOf: t.field({ type: 'DateTime', description: 'When they were read.', resolve: (counts) => counts.asOf }),
    today: t.field({
      type: 'Date',
      description: 'The day by which they are judged.',
      resolve: (counts) => counts.today,
    }),
    open: t.exposeInt('open', { description: 'Neither refused nor completed.' }),
    overdue: t.exposeInt('overdue', { description: 'Past the legal due date (超期).' }),
    dueSoon: t.exposeInt('dueSoon', { description: 'Target at hand (临近).' }),
    registeredToday: t.exposeInt('registeredToday', {
      description: 'Registered today (今日登记), where they stand now: the list of registeredOn has as many.',
    }),
    byStatus: t.field({ type: [CountRowType], description: 'Every status.', resolve: (counts) => counts.byStatus }),
    byChannel: t.field({ type: [CountRowType], description: 'Every channel.', resolve: (counts) => counts.byChannel }),
    byContentKind: t.field({
      type: [CountRowType],
      description: 'Every content kind (诉求类别).',
      resolve: (counts) => counts.byContentKind,
    }),
    byUnit: t.field({
      type: [CountRowType],
      description: 'Units that have cases: most overdue first, then due soon, then by name; never by volume.',
      resolve: (counts) => counts.byUnit,
    }),
  }),
});

builder.queryField('liveCounts', (t) =>
  t.field({
    type: LiveCountsType,
    ...programs,
    authScopes: { readsCounts: true },
    description: 'The counts as they are now, of the cases that the viewer may count.',
    resolve: (_root, _args, context) => context.liveCounts.read(countsReader(context)),
  }),
);

builder.subscriptionField('liveCounts', (t) =>
  t.field({
    type: LiveCountsType,
    ...programs,
    authScopes: { readsCounts: true },
    description:
      'The counts at once, then after every change (at most one in 150 ms) and at midnight; ends with the session or when the right to them does.',
    subscribe: (_root, _args, context) => context.liveCounts.watch(countsReader(context)),
    resolve: (counts) => counts,
  }),
);
