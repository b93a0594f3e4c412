import { A, useSearchParams } from '@solidjs/router';
import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { createAnswer } from '../../graphql/answer.ts';
import { askWhile } from '../../graphql/ask-while.ts';
import { bulkMessages as words } from '../../messages/bulk-actions.zh-CN.ts';
import { sessionMessages } from '../../messages/zh-CN.ts';
import { EmptyState, LoadingState, ProblemNotice } from '../../ui/Notice.tsx';
import { instantText, todayHere } from '../../ui/time.ts';
import { useDesk } from '../world.ts';
import { BulkProgress, countsOf } from './BulkProgress.tsx';
import styles from './bulk-actions.module.css';
import { type Bulk, BulksQuery } from './bulk-actions.ts';

/** /desk/bulk: what this person gave to many cases at once, and what became of each of them. */
export default function BulkPage(): JSX.Element {
  const answer = createAnswer(BulksQuery, () => ({}));
  const [search] = useSearchParams<{ id?: string }>();
  const all = () => answer.data()?.bulkActions ?? [];
  askWhile(() => all().some(({ state }) => state === 'running'), answer.refetch);
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  return (
    <>
      <p class="small">
        <A href="/desk/cases">{words.toList}</A>
      </p>
      <h1 class={styles.title}>{words.title}</h1>
      <p class="muted">{words.intro}</p>
      <Show when={answer.problem()}>{(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}</Show>
      <Show
        when={answer.data()}
        fallback={
          <Show when={!answer.problem()}>
            <LoadingState />
          </Show>
        }
      >
        <Show
          when={all().length > 0}
          fallback={
            <EmptyState title={words.empty}>
              <p>{words.emptyHint}</p>
            </EmptyState>
          }
        >
          <ul class={styles.list} data-testid="bulk-list">
            <For each={all()}>{(bulk) => <Line bulk={bulk} open={bulk.id === search.id} />}</For>
          </ul>
        </Show>
      </Show>
    </>
  );
}

function Line(props: { bulk: Bulk; open: boolean }): JSX.Element {
  const desk = useDesk();
  const [open, setOpen] = createSignal(props.open);
  const given = () => {
    const { type, payload } = props.bulk;
    const fields = payload as { text?: string; unitId?: string; reason?: string }; // as BulkSheet gives them
    if (type === 'voidCase') return words.given.voidCase(fields.reason ?? '');
    if (type === 'urgeCase') return words.given.urgeCase(fields.text ?? '');
    if (fields.unitId === undefined) return words.given.assignCase(words.ownUnits);
    return words.given.assignCase(desk.units().find(({ id }) => id === fields.unitId)?.name ?? '');
  };
  return (
    <li>
      <details open={open()} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary class={styles.line}>
          <b>{words.line(words.acts[props.bulk.type], props.bulk.total)}</b>
          <span class="muted">{instantText(props.bulk.askedAt, todayHere())}</span>
          <span class={styles.state} data-state={props.bulk.state}>
            {words.states[props.bulk.state]}
          </span>
          <span class={styles.counts}>{countsOf(props.bulk)}</span>
        </summary>
        <Show when={open()}>
          <div class={styles.inside}>
            <p>{given()}</p>
            <BulkProgress id={props.bulk.id} />
          </div>
        </Show>
      </details>
    </li>
  );
}
