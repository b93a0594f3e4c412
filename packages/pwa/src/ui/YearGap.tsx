import { type PlainDate, unknownYear } from '@huiyin/domain';
import { refusalMessage } from '@huiyin/domain/messages';
import { type JSX, onMount, Show } from 'solid-js';
import { timeMessages } from '../messages/time.zh-CN.ts';
import { calendar, followCalendar } from './calendar.ts';
import { Notice } from './Notice.tsx';

/** A year at hand has no notice of days off yet: what cannot be told until it is imported, and how near is judged meanwhile. */
export function YearGap(props: { today: PlainDate; class?: string | undefined }): JSX.Element {
  const gap = () => unknownYear(calendar(), props.today);
  onMount(() => gap() && void followCalendar());
  return (
    <Show when={gap()}>
      {(refused) => (
        <Notice tone="caution" class={props.class ?? ''}>
          {refusalMessage(refused())}
          <small>{timeMessages.soonByDays}</small>
        </Notice>
      )}
    </Show>
  );
}
