import type { PlainDate } from '@huiyin/domain';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { caseMessages as words } from '../messages/desk.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Cited } from '../ui/Cited.tsx';
import { citationsWords } from '../ui/citation.ts';
import { instantText } from '../ui/time.ts';
import styles from './case.module.css';
import type { PetitionCase } from './documents.ts';

type Entry = PetitionCase['timeline'][number];

/** Two instants that a reader would not tell apart are shown once. */
const SAME_WITHIN_MS = 60_000;

function apart(entry: Entry): boolean {
  return Math.abs(Date.parse(entry.receivedAt) - Date.parse(entry.occurredAt)) > SAME_WITHIN_MS;
}

/** What one person did at one moment: registering starts clocks and gives a number in the same breath. */
interface Moment {
  readonly first: Entry;
  readonly entries: Entry[];
}

function moments(entries: readonly Entry[]): readonly Moment[] {
  const found: Moment[] = [];
  for (const entry of entries) {
    const last = found.at(-1);
    if (last?.first.receivedAt === entry.receivedAt && last.first.actorName === entry.actorName)
      last.entries.push(entry);
    else found.push({ first: entry, entries: [entry] });
  }
  return found;
}

/** From so many moments on the last one is out of sight, and a button leads to it. */
const LONG = 8;

/** 经过: who, when, on which basis. Both times are shown when they differ; a skewed phone clock is said, never corrected. */
export function Timeline(props: { entries: readonly Entry[]; today: PlainDate }): JSX.Element {
  const grouped = createMemo(() => moments(props.entries));
  let list: HTMLOListElement | undefined;
  const toLast = () => {
    const last = list?.lastElementChild;
    if (!(last instanceof HTMLElement)) return;
    last.scrollIntoView({ block: 'center' });
    last.focus({ preventScroll: true });
  };
  return (
    <Card
      title={words.timeline}
      class={styles.card}
      aside={
        <Show when={grouped().length > LONG}>
          <Button class="no-print" look="quiet" onClick={toLast}>
            {words.toLast}
          </Button>
        </Show>
      }
    >
      <ol class={styles.timeline} data-testid="timeline" ref={list}>
        <For each={grouped()}>
          {(moment) => (
            <li class={styles.event} tabindex="-1">
              <For each={moment.entries}>
                {(entry) => (
                  <div class={styles.deed} data-event={entry.type}>
                    <b>{entry.title}</b> <span class={styles.detail}>{entry.detail}</span>
                    <Show when={entry.citations.length > 0}>
                      <p class={styles.meta}>
                        <Cited text={citationsWords(entry.citations)} />
                      </p>
                    </Show>
                  </div>
                )}
              </For>
              <WhoAndWhen entry={moment.first} today={props.today} />
            </li>
          )}
        </For>
      </ol>
    </Card>
  );
}

function WhoAndWhen(props: { entry: Entry; today: PlainDate }): JSX.Element {
  return (
    <>
      <p class={styles.meta}>
        {props.entry.actorName}
        <Show when={props.entry.actorUnit}>（{props.entry.actorUnit}）</Show>
        {' · '}
        <Show
          when={apart(props.entry)}
          fallback={<time datetime={props.entry.receivedAt}>{instantText(props.entry.receivedAt, props.today)}</time>}
        >
          <time datetime={props.entry.occurredAt}>
            {words.occurred(instantText(props.entry.occurredAt, props.today))}
          </time>
          {' · '}
          <time datetime={props.entry.receivedAt}>
            {words.received2(instantText(props.entry.receivedAt, props.today))}
          </time>
        </Show>
      </p>
      <Show when={props.entry.skewSuspected}>
        <p class={styles.skew}>{words.skew}</p>
      </Show>
    </>
  );
}
