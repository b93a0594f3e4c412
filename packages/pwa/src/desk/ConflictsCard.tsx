import type { PlainDate } from '@huiyin/domain';
import { For, type JSX, Show } from 'solid-js';
import { conflictMessages as words } from '../messages/conflict.zh-CN.ts';
import { Card } from '../ui/Card.tsx';
import { instantText } from '../ui/time.ts';
import { valueText } from '../ui/value-text.ts';
import styles from './case.module.css';

/** A conflict as the queries of this door ask for it. */
interface ShownConflict {
  readonly id: string;
  readonly type: string;
  readonly actorName: string;
  readonly receivedAt: string;
  readonly settledAt: string | null;
  readonly lost: readonly {
    readonly field: string;
    readonly name: string;
    readonly value: unknown;
    readonly choice: 'mine' | 'theirs' | 'combined' | null;
  }[];
}

/** 冲突处理: what lost against a newer version, whose it was, and how its author settled it. Nothing while there is none. */
export function ConflictsCard(props: {
  conflicts: readonly ShownConflict[];
  today: PlainDate;
  /** How the command of that type says what stood in a field, where it has words of its own. */
  textOf?: (type: string, field: string, value: unknown) => string | undefined;
}): JSX.Element {
  return (
    <Show when={props.conflicts.length > 0}>
      <Card title={words.title} class={styles.card}>
        <ol class={styles.timeline} data-testid="conflicts">
          <For each={props.conflicts}>
            {(one) => (
              <li class={styles.event}>
                <For each={one.lost}>
                  {(part) => (
                    <div class={styles.deed}>
                      <b>{part.name}</b>{' '}
                      <span class={styles.detail}>
                        {props.textOf?.(one.type, part.field, part.value) ?? valueText(part.field, part.value)}
                      </span>
                      <Show when={part.choice}>{(choice) => <p class={styles.meta}>{words.choices[choice()]}</p>}</Show>
                    </div>
                  )}
                </For>
                <p class={styles.meta}>
                  {words.lostBy(one.actorName, instantText(one.receivedAt, props.today))}
                  {' · '}
                  {one.settledAt === null
                    ? words.unsettled
                    : words.settledBy(one.actorName, instantText(one.settledAt, props.today))}
                </p>
              </li>
            )}
          </For>
        </ol>
      </Card>
    </Show>
  );
}
