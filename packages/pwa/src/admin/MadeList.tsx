import { For, type JSX, Show } from 'solid-js';
import type { Loaded } from '../graphql/answer.ts';
import type { Problem } from '../graphql/client.ts';
import { LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { SecretOnce } from '../ui/SecretOnce.tsx';
import styles from './admin.module.css';

/** What was made just now, and its secret. */
export interface MadeSecret {
  readonly title: string;
  readonly secret: string;
  readonly hint: string;
}

/** Things that were made with a secret: that of the newest, shown this once, what went wrong, and all that there are. */
export function MadeList<Data, Row>(props: {
  answer: Loaded<Data>;
  rows: (data: Data) => readonly Row[];
  /** Said where there are none. */
  none: string;
  testId: string;
  made: MadeSecret | undefined;
  onPutAway: () => void;
  problem: Problem | undefined;
  children: (row: Row) => JSX.Element;
}): JSX.Element {
  return (
    <>
      <Show when={props.made}>{(made) => <SecretOnce {...made()} onDone={() => props.onPutAway()} />}</Show>
      <Show when={props.problem ?? props.answer.problem()}>
        {(known) => <ProblemNotice problem={known()} onRetry={props.answer.refetch} />}
      </Show>
      <Show when={props.answer.data()} fallback={<LoadingState failed={props.answer.problem() !== undefined} />}>
        {(data) => (
          <ul class={styles.people} data-testid={props.testId}>
            <For each={props.rows(data())} fallback={<li class={styles.none}>{props.none}</li>}>
              {(row) => props.children(row)}
            </For>
          </ul>
        )}
      </Show>
    </>
  );
}
