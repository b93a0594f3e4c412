import { buildCalendar, builtInYears } from '@huiyin/domain';

/** The working-day calendar (工作日历) by which this server decides: the years with their notices. */
export const calendar = buildCalendar(builtInYears);
