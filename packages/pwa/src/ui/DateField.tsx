import { calendarDay, type PlainDate, parsePlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { type ComponentProps, type JSX, mergeProps } from 'solid-js';
import { dayKindWords } from '../messages/time.zh-CN.ts';
import { calendar } from './calendar.ts';
import { TextField } from './Field.tsx';

/** A chosen day as people say it, and what it is: 10月1日 周四（国庆节放假）; '' until it is whole. */
function saidDay(text: string, today: PlainDate): string {
  const date = parsePlainDate(text);
  if (!date.ok) return '';
  const day = calendarDay(calendar(), date.value);
  return `${dateText(date.value, today)}${day.ok ? dayKindWords(day.value) : ''}`;
}

type DateFieldProps = Omit<ComponentProps<typeof TextField>, 'type' | 'hint'> & {
  hint?: string | undefined;
  today: PlainDate;
};

/** A date: the browser's field, and under it the day as people say it, since what is picked shows no weekday. */
export function DateField(props: DateFieldProps): JSX.Element {
  const field = mergeProps(props, {
    type: 'date',
    get hint() {
      return [saidDay(props.value, props.today), props.hint].filter(Boolean).join(' · ') || undefined;
    },
  });
  return <TextField {...field} />;
}
