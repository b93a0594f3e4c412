import type { ChangedStep } from '../clocks/changes.ts';
import type { DayUnit } from '../clocks/clocks.ts';
import { dayOfWeek, type PlainDate, yearOf } from '../date.ts';

const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];

/** 周三. */
export const weekdayText = (date: PlainDate): string => weekdays[dayOfWeek(date) - 1] ?? '';

const monthAndDay = (date: PlainDate): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;

/** 2025年3月12日. */
export const fullDateText = (date: PlainDate): string => `${yearOf(date)}年${monthAndDay(date)}`;

/** 11月25日 within the year of `near`, else with its year. */
export const shortDateText = (date: PlainDate, near: PlainDate): string =>
  yearOf(date) === yearOf(near) ? monthAndDay(date) : fullDateText(date);

/** As people say it: 11月25日 周三, with its year when that is not the year of `today`; 2025年3月12日 when `today` is not given. */
export function dateText(date: PlainDate, today?: PlainDate): string {
  return today === undefined ? fullDateText(date) : `${shortDateText(date, today)} ${weekdayText(date)}`;
}

const ordinal = (counted: number, unit: DayUnit): string =>
  unit === 'workingDay' ? `第${counted}个工作日` : `第${counted}日`;

/** What one day of the strip says: 当日不计, 第3个工作日, 调休上班，第4个工作日, 国庆节, 周六, 顺延至此. */
export function stepLabel(step: ChangedStep, unit: DayUnit = 'calendarDay'): string {
  switch (step.reason) {
    case 'trigger':
      return step.counted === undefined ? '当日不计' : '当日办理';
    case 'weekend':
      return weekdayText(step.date);
    case 'holiday':
      return step.festival ?? '节假日';
    case 'hearing':
      return '听证，不计';
    case 'counted':
      return step.counted === undefined ? '顺延至此' : ordinal(step.counted, unit);
    case 'makeUpWorkday':
      return step.counted === undefined ? '调休上班，顺延至此' : `调休上班，${ordinal(step.counted, unit)}`;
  }
}
