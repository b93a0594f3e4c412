import { buildCalendar, builtInYears, type CalendarYear } from '@huiyin/domain';
import { createSignal } from 'solid-js';
import { ask } from '../graphql/client.ts';
import { graphql } from '../graphql/graphql.ts';

const CalendarYears = graphql(`
  query CalendarYears {
    calendarYears { year standing notice { title number issuedOn url } holidays { name from to } makeUpWorkdays }
  }
`);

const [known, setKnown] = createSignal(buildCalendar(builtInYears));

/** The working-day calendar: the years the app carries with it, until the server has told its own. */
export const calendar = known;

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
