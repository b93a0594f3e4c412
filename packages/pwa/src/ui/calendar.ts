import { buildCalendar, builtInYears } from '@huiyin/domain';

/** The working-day calendar the app carries with it, so that due dates can be reckoned with no signal. */
export const calendar = buildCalendar(builtInYears);
