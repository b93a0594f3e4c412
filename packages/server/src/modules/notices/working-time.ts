import type { Calendar } from '@huiyin/domain';
import { isWorkingTime } from '@huiyin/domain/reminders';
import type { BureauSettings } from '@huiyin/domain/settings';
import type { Clock } from '../../infra/clock.ts';

const minuteMs = 60_000;
const shanghaiMinutes = 8 * 60;

/** Whether reminders may go out at this moment; false too where the year is not known. */
export function isWorkingNow(clock: Clock, calendar: Calendar, settings: BureauSettings): boolean {
  const minute = Math.floor(clock.now() / minuteMs + shanghaiMinutes) % (24 * 60);
  const works = isWorkingTime(calendar, { day: clock.today(), minute }, settings);
  return works.ok && works.value;
}
