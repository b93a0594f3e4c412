import { buildCalendar, builtInYears, type CalendarYear, calendarDay, type PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { createSignal } from 'solid-js';
import { ask } from '../graphql/client.ts';
import { graphql } from '../graphql/graphql.ts';
import { whyMessages } from '../messages/zh-CN.ts';

const CalendarYears = graphql(`
  query CalendarYears {
    calendarYears { year standing notice { title number issuedOn url } holidays { name from to } makeUpWorkdays }
  }
`);

const [known, setKnown] = createSignal(buildCalendar(builtInYears));

/** The working-day calendar: the years the app carries with it, until the server has told its own. */
export const calendar = known;

/** A last day as people say it: 暂定 where the notice of days off that decides it is not in yet. */
export function dueText(day: PlainDate, today: PlainDate | undefined): string {
  const found = calendarDay(known(), day);
  return `${dateText(day, today)}${found.ok && !found.value.provisional ? '' : `（${whyMessages.provisional}）`}`;
}

/** Asks the server for the calendar that counts now; with no answer the app's own years stay. */
export async function followCalendar(): Promise<void> {
  const answer = await ask(CalendarYears, {});
  if (answer.ok) setKnown(buildCalendar(answer.data.calendarYears.map(yearOf)));
}

function yearOf({ notice, ...year }: CalendarYearAnswer): CalendarYear {
  const { title, number, issuedOn, url } = notice;
  const found = { title, ...(number && { number }), ...(issuedOn && { issuedOn }), ...(url && { url }) };
  return { ...year, notice: found };
}

type CalendarYearAnswer = Omit<CalendarYear, 'notice'> & {
  readonly notice: {
    readonly title: string;
    readonly number: string | null;
    readonly issuedOn: CalendarYear['notice']['issuedOn'] | null;
    readonly url: string | null;
  };
};
