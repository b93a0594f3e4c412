import type { PlainDate } from '@huiyin/domain';
import type { Command } from '@huiyin/domain/cases';
import { commandName } from '@huiyin/domain/messages';
import { createSignal, For, type JSX, Show } from 'solid-js';
import type { Problem } from '../graphql/client.ts';
import { conflictMessages as words } from '../messages/conflict.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { ProblemNotice, toast } from '../ui/Notice.tsx';
import { instantText } from '../ui/time.ts';
import { valueText } from '../ui/value-text.ts';
import styles from './case.module.css';
import { concede, type Lost, openConflicts } from './commands.ts';

/** A conflict as the queries of this door ask for it. */
interface ShownConflict extends Lost {
  readonly actorName: string;
  readonly receivedAt: string;
  readonly lost: readonly {
    readonly field: string;
    readonly name: string;
    readonly value: unknown;
    readonly choice: 'mine' | 'theirs' | 'combined' | null;
  }[];
}

/** What a form calls a field, and what stood in it; `text` is missing where it is said like any value. */
export interface LostWords {
  readonly label: string;
  readonly text: string | undefined;
}

/**
 * 冲突处理: what lost against a newer version, whose it was, and how its author settled it: by doing it again, or by letting it be,
 * here as well as in its form or on the phone. Nothing while there is none.
 */
export function ConflictsCard(props: {
  conflicts: readonly ShownConflict[];
  today: PlainDate;
  /** How the command of that type says what stood in a field, where it has words of its own. */
  wordsOf?: (type: string, field: string, value: unknown) => LostWords | undefined;
  onSettled: () => void;
}): JSX.Element {
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const letBe = async (id: string) => {
    setBusy(true);
    const refused = await concede(id);
    setBusy(false);
    setProblem(refused);
    if (!refused) toast(words.wasLet);
    props.onSettled();
  };
  return (
    <Show when={props.conflicts.length > 0}>
      <Card title={words.title} class={styles.card}>
        <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
        <ol class={styles.timeline} data-testid="conflicts">
          <For each={props.conflicts}>
            {(one) => (
              <li class={styles.event}>
                <For each={one.lost}>
                  {(part) => {
                    const said = () => props.wordsOf?.(one.type, part.field, part.value);
                    return (
                      <div class={styles.deed}>
                        <b>{said()?.label ?? part.name}</b>{' '}
                        <span class={styles.detail}>{said()?.text ?? valueText(part.field, part.value)}</span>
                        <Show when={part.choice}>
                          {(choice) => <p class={styles.meta}>{words.choices[choice()]}</p>}
                        </Show>
                      </div>
                    );
                  }}
                </For>
                <p class={styles.meta}>
                  {words.lostBy(
                    one.actorName,
                    commandName(one.type as Command['type']), // kept only of a command that was read
                    instantText(one.receivedAt, props.today),
                  )}
                  {' · '}
                  {one.settledAt === null
                    ? words.unsettled
                    : words.settledBy(one.actorName, instantText(one.settledAt, props.today))}
                </p>
                <Show when={openConflicts([one]).length > 0}>
                  <div class={`${styles.actions} no-print`}>
                    <Button busy={busy()} onClick={() => void letBe(one.id)}>
                      {words.letBe}
                    </Button>
                  </div>
                </Show>
              </li>
            )}
          </For>
        </ol>
      </Card>
    </Show>
  );
}
