import { A } from '@solidjs/router';
import { createEffect, For, type JSX, on, Show } from 'solid-js';
import { createAnswer } from '../../graphql/answer.ts';
import { bulkMessages as words } from '../../messages/bulk-actions.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import { LoadingState, Notice, ProblemNotice } from '../../ui/Notice.tsx';
import styles from './bulk-actions.module.css';
import { type Bulk, type BulkItem, BulkItemsQuery, followBulk, settledOf } from './bulk-actions.ts';

/** One action on many cases: how far it is while the server carries it out; then each case, what was not done first. */
export function BulkProgress(props: { id: string }): JSX.Element {
  const follow = followBulk(() => props.id);
  return (
    <div class={styles.progressBox}>
      <Show when={follow.problem()}>{(problem) => <ProblemNotice problem={problem()} onRetry={follow.refetch} />}</Show>
      <Show when={follow.bulk()} fallback={<LoadingState lines={2} />}>
        {(bulk) => (
          <>
            <p role="status" data-testid="bulk-summary" data-state={bulk().state}>
              {bulk().state === 'running' ? words.running(settledOf(bulk()), bulk().total) : countsOf(bulk())}
            </p>
            <Show
              when={bulk().state === 'running'}
              fallback={<Ended bulk={bulk()} busy={follow.busy()} onResume={() => void follow.resume()} />}
            >
              <progress class={styles.progress} max={bulk().total} value={settledOf(bulk())} />
              <p class="muted">{words.goesOn}</p>
              <div class={styles.tools}>
                <Button busy={follow.busy()} onClick={() => void follow.stop()}>
                  {words.stop}
                </Button>
              </div>
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}

/** 已办 10 件，2 件没有办，保持原样 */
export function countsOf(bulk: Bulk): string {
  return words.counts(bulk.done, bulk.refused, bulk.total - settledOf(bulk));
}

function Ended(props: { bulk: Bulk; busy: boolean; onResume: () => void }): JSX.Element {
  const waiting = () => props.bulk.total - settledOf(props.bulk);
  return (
    <>
      <Show when={waiting() > 0}>
        <Notice
          tone="caution"
          action={
            <Button busy={props.busy} onClick={() => props.onResume()}>
              {words.resume(waiting())}
            </Button>
          }
        >
          {props.bulk.problem ?? words.stopped}
        </Notice>
      </Show>
      <Items id={props.bulk.id} settled={settledOf(props.bulk)} />
    </>
  );
}

function Items(props: { id: string; settled: number }): JSX.Element {
  const answer = createAnswer(BulkItemsQuery, () => ({ id: props.id }));
  // The cases that were being done when it was stopped are told a moment later.
  createEffect(on(() => props.settled, answer.refetch, { defer: true }));
  return (
    <Show
      when={answer.data()}
      fallback={
        <Show when={answer.problem()} fallback={<LoadingState />}>
          {(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}
        </Show>
      }
    >
      {(data) => (
        <ul class={styles.items} data-testid="bulk-items">
          <For each={data().bulkItems}>{(item) => <Item item={item} />}</For>
        </ul>
      )}
    </Show>
  );
}

function Item(props: { item: BulkItem }): JSX.Element {
  return (
    <li data-state={props.item.state}>
      <Show when={props.item.number !== null} fallback={<span class="muted">{words.hidden}</span>}>
        <A href={`/desk/cases/${props.item.caseId}`}>{props.item.number}</A> {props.item.title}
      </Show>
      <span class={styles.said}>{props.item.message ?? words.itemStates[props.item.state]}</span>
    </li>
  );
}
