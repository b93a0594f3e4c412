import { A } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { type Live, onRevision } from '../graphql/live.ts';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { Notice } from '../ui/Notice.tsx';
import { OfferedCasesQuery } from './documents.ts';
import styles from './work-list.module.css';

/** 待接受的首问移交 (R23): matters that wait for this unit to take them over; nothing when there are none. */
export function HandOverOffers(props: { live: Live }): JSX.Element {
  const answer = createAnswer(OfferedCasesQuery, () => ({}));
  onRevision(props.live, answer.refetch);
  const offers = () => answer.data()?.offeredCases ?? [];
  return (
    <Show when={offers().length > 0}>
      <Notice tone="caution" class={styles.news ?? ''}>
        <span data-testid="hand-over-offers">{words.offers(offers().length)}：</span>
        <For each={offers()}>
          {({ id, number, title }) => (
            <>
              <A href={`/desk/cases/${id}`}>
                {number} {title}
              </A>{' '}
            </>
          )}
        </For>
      </Notice>
    </Show>
  );
}
