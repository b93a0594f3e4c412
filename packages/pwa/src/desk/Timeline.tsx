import type { PlainDate } from '@huiyin/domain';
import { For, type JSX, Show } from 'solid-js';
import { caseMessages as words } from '../messages/desk.zh-CN.ts';
import { Card } from '../ui/Card.tsx';
import { citationWords } from '../ui/Notice.tsx';
import { instantText } from '../ui/time.ts';
import styles from './case.module.css';
import type { PetitionCase } from './documents.ts';

type Entry = PetitionCase['timeline'][number];

/** Two instants that a reader would not tell apart are shown once. */
const SAME_WITHIN_MS = 60_000;

function apart(entry: Entry): boolean {
  return Math.abs(Date.parse(entry.receivedAt) - Date.parse(entry.occurredAt)) > SAME_WITHIN_MS;
}

/** 经过: who, when, on which basis. Both times are shown when they differ; a skewed phone clock is said, never corrected. */
export function Timeline(props: { entries: readonly Entry[]; today: PlainDate }): JSX.Element {
  return (
    <Card title={words.timeline} class={styles.card}>
      <ol class={styles.timeline} data-testid="timeline">
        <For each={props.entries}>
          {(entry) => (
            <li class={styles.event} data-event={entry.type}>
              <p>
                <b>{entry.title}</b> <span class={styles.detail}>{entry.detail}</span>
              </p>
              <p class={styles.meta}>
                {entry.actorName}
                <Show when={entry.actorUnit}>（{entry.actorUnit}）</Show>
                {' · '}
                <Show
                  when={apart(entry)}
                  fallback={<time datetime={entry.receivedAt}>{instantText(entry.receivedAt, props.today)}</time>}
                >
                  <time datetime={entry.occurredAt}>{words.occurred(instantText(entry.occurredAt, props.today))}</time>
                  {' · '}
                  <time datetime={entry.receivedAt}>{words.received2(instantText(entry.receivedAt, props.today))}</time>
                </Show>
              </p>
              <Show when={entry.skewSuspected}>
                <p class={styles.skew}>{words.skew}</p>
              </Show>
              <Show when={entry.citations.length > 0}>
                <p class={styles.meta}>{entry.citations.map(citationWords).join('、')}</p>
              </Show>
            </li>
          )}
        </For>
      </ol>
    </Card>
  );
}
