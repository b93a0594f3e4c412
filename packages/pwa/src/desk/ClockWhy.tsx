import type { PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { For, type JSX, Show } from 'solid-js';
import { caseMessages as words } from '../messages/desk.zh-CN.ts';
import { uiMessages, whyMessages } from '../messages/zh-CN.ts';
import { Cited } from '../ui/Cited.tsx';
import { citationWords } from '../ui/citation.ts';
import { WhyThisDate } from '../ui/WhyThisDate.tsx';
import { whyFromServer } from '../ui/why.ts';
import styles from './case.module.css';
import type { ClockWhyFields } from './documents.ts';

/** 为什么是这一天, of one clock: what moved it, then the strip of days; of a date that was set outside (R65, R84), by whom. */
export function ClockWhy(props: { clock: ClockWhyFields; today: PlainDate | undefined }): JSX.Element {
  const setOutside = () => props.clock.clock === 'hotline-reply' && props.clock.changes.length === 0;
  return (
    <>
      <Show when={props.clock.originalLegalDue}>
        {(original) => (
          <ul class={styles.changes}>
            <li>{words.original(dateText(original(), props.today))}</li>
            <For each={props.clock.changes}>{(change) => <li>{change}</li>}</For>
          </ul>
        )}
      </Show>
      <Show
        when={props.clock.deadline}
        fallback={
          <p class={styles.basis}>
            <Show when={setOutside()}>{words.setByCentre}</Show>
            <Show when={props.clock.rolledFrom}>{(day) => <>{words.rolled(dateText(day(), props.today))}</>}</Show>
            {(props.clock.state === 'paused' ? words.pausedAt : words.dueAt)(
              dateText(props.clock.legalDue, props.today),
            )}
            {props.clock.provisional && `（${whyMessages.provisional}）`}，
            <Cited text={uiMessages.basis(citationWords(props.clock.citation))} />
            <Show when={props.clock.provisional}>
              <br />
              {whyMessages.provisionalNote}
            </Show>
          </p>
        }
      >
        {(deadline) => <WhyThisDate why={whyFromServer(deadline())} />}
      </Show>
    </>
  );
}
