import { buildCalendar, builtInYears } from '@huiyin/domain';

/** The calendar that comes with the system, built once for the law's tables. */
export const calendar = buildCalendar(builtInYears);
