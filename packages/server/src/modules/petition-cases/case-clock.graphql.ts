import { deadline } from '@huiyin/domain';
import { type CaseClock, changedClock } from '@huiyin/domain/cases';
import { clockName, clockStateName, datedByName, dateText } from '@huiyin/domain/messages';
import { builder } from '../../graphql/builder.ts';
import { CitationType, LimitLevelEnum, named } from '../../graphql/common.graphql.ts';
import { citationForApi } from '../../graphql/refusal.ts';
import { clockChangesWords } from '../../messages/side-timeline.ts';
import { DeadlineType } from '../calendar/calendar.graphql.ts';
import { calendarFor } from '../calendar/calendar.ts';

const ClockStateEnum = builder.enumType('ClockState', {
  description: 'Running 计时中, paused 中止计时, met 已完成, stopped 已终止.',
  values: named(['running', 'paused', 'met', 'stopped'], clockStateName),
});

/** A clock of a case, as its page shows it. */
export const CaseClockType = builder.objectRef<CaseClock>('CaseClock').implement({
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
    rolledFrom: t.field({
      type: 'Date',
      nullable: true,
      description:
        'Of a changed one (Arts 34, 36): the last counted day where it is a day off; legalDue is the first working day after it.',
      resolve: async (clock, _args, { database, viewer }) => {
        if (clock.changes === undefined) return null;
        const found = changedClock(await calendarFor(database, viewer), clock, clock.changes);
        // what was granted stays, also where another calendar would count otherwise
        return found.ok && found.value.legalDue === clock.legalDue && found.value.unrolled !== clock.legalDue
          ? found.value.unrolled
          : null;
      },
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
    datedBy: t.string({
      description: 'Whose limit that is, in Chinese; of a date that was set outside (R65, R84), by whose wish.',
      resolve: datedByName,
    }),
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
