import { builder } from '../../graphql/builder.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { CalendarYearType } from '../calendar/calendar.graphql.ts';
import { OutreachVisitType } from '../outreach/outreach.graphql.ts';
import { UnitType } from '../people/people.graphql.ts';
import { PetitionCaseType } from '../petition-cases/petition-cases.graphql.ts';
import { ReceptionSessionType } from '../reception/reception.graphql.ts';
import { type PullPage, readPull } from './pull.usecases.ts';

const PullPageType = builder.objectRef<PullPage>('PullPage').implement({
  description: 'A page of what a phone keeps for use without a signal. To be applied whole, together with its cursor.',
  fields: (t) => ({
    reset: t.exposeBoolean('reset', {
      description:
        'A first reading begins: what the phone has of this scope goes when `whole` comes, unless sent again.',
    }),
    whole: t.exposeBoolean('whole', { description: 'The first reading is complete with this page.' }),
    more: t.exposeBoolean('more', { description: 'There is more: ask on with the cursor.' }),
    cursor: t.exposeString('cursor', { description: 'Where the next page goes on, now or days later.' }),
    asOf: t.field({ type: 'DateTime', description: 'When it was read (截至).', resolve: (page) => page.asOf }),
    rulesVersion: t.exposeString('rulesVersion', { description: 'Which time limits the server decides by.' }),
    cases: t.field({ type: [PetitionCaseType], description: 'New or changed cases.', resolve: (p) => [...p.cases] }),
    visits: t.field({
      type: [OutreachVisitType],
      description: 'New or changed visits.',
      resolve: (p) => [...p.visits],
    }),
    goneCases: t.idList({ description: 'Cases that are out of sight or of scope.', resolve: (p) => [...p.goneCases] }),
    goneVisits: t.idList({ description: 'Visits that are out of sight.', resolve: (p) => [...p.goneVisits] }),
    units: t.field({
      type: [UnitType],
      nullable: true,
      description: 'All units, when they have changed.',
      resolve: ({ units }) => units,
    }),
    calendarYears: t.field({
      type: [CalendarYearType],
      nullable: true,
      description: 'Last, this and next year’s calendar, when they have changed.',
      resolve: (page) => page.calendarYears,
    }),
    sessions: t.field({
      type: [ReceptionSessionType],
      nullable: true,
      description: 'One’s reception duties, when they have changed.',
      resolve: ({ sessions }) => sessions,
    }),
  }),
});

builder.queryField('pull', (t) =>
  t.field({
    type: PullPageType,
    authScopes: { readsCases: true },
    description:
      'What has changed since a cursor of one’s own contracted cases and visits or, with `place`, of the history of a unit and those below it. Refuses invalid-cursor, invalid-page-size, unknown-unit.',
    args: {
      cursor: t.arg.string({ description: 'Of the last page; none to begin.' }),
      place: t.arg.id({ description: 'A unit whose visits and cases of the last years are wanted.' }),
      limit: t.arg.int({ description: 'Most cases and visits of a page, 1 to 200; 100 when not given.' }),
    },
    resolve: (_root, args, context) =>
      readPull(context, requireViewer(context), {
        cursor: args.cursor ?? null,
        place: args.place ?? null,
        limit: args.limit ?? null,
      }),
  }),
);
