import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';
import { ask, type Problem } from '../graphql/client.ts';
import { type Live, onRevision } from '../graphql/live.ts';
import { listMessages, visitMessages as words } from '../messages/desk.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { CheckField, ChoiceField } from '../ui/Field.tsx';
import { EmptyState, LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { type FollowUpRow, FollowUpsQuery } from './documents.ts';
import { FollowUpItem } from './FollowUpItem.tsx';
import styles from './visits.module.css';

const PAGE = 50;
const STATES = [
  { value: 'open', label: words.open },
  { value: 'settled', label: words.settled },
] as const;

/** 后续 of all visits: what is to be done, the next due first, or what has been settled. */
export function FollowUpList(props: { live: Live }): JSX.Element {
  const [state, setState] = createSignal<'open' | 'settled'>('open');
  const [mine, setMine] = createSignal(false);
  const [rows, setRows] = createSignal<readonly FollowUpRow[]>();
  const [total, setTotal] = createSignal(0);
  const [today, setToday] = createSignal<FollowUpRow['dueOn']>();
  const [end, setEnd] = createSignal<string>();
  const [problem, setProblem] = createSignal<Problem>();
  let asked = 0;
  const read = async (after?: string) => {
    asked += 1;
    const mineToRead = asked;
    const answer = await ask(FollowUpsQuery, {
      settled: state() === 'settled',
      mine: mine(),
      first: PAGE,
      after: after ?? null,
    });
    // Another choice was made meanwhile: its answer counts.
    if (mineToRead !== asked) return;
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    const { edges, totalCount, pageInfo } = answer.data.followUps;
    setProblem(undefined);
    setToday(() => answer.data.today);
    setTotal(totalCount);
    setEnd(pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined);
    setRows([...(after === undefined ? [] : (rows() ?? [])), ...edges.map(({ node }) => node)]);
  };
  createEffect(on([state, mine], () => void read()));
  onRevision(props.live, () => {
    if ((rows()?.length ?? 0) <= PAGE) void read();
  });
  createEffect(() => {
    document.title = `${words.followUpsTab} · ${sessionMessages.appName}`;
  });
  return (
    <>
      <div class={styles.filter}>
        <ChoiceField legend={words.followUpsTab} name="state" value={state()} choices={STATES} onChange={setState} />
        <CheckField label={words.mine} checked={mine()} onChange={setMine} />
        <span class="muted">{words.followUpsTotal(total())}</span>
      </div>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} onRetry={() => void read()} />}</Show>
      <Show
        when={today()}
        fallback={
          <Show when={!problem()}>
            <LoadingState />
          </Show>
        }
      >
        {(day) => (
          <>
            <ul class={styles.list} data-testid="follow-up-list">
              <For each={rows()} fallback={<EmptyState inList title={words.noFollowUps[state()]} />}>
                {(row) => (
                  <FollowUpItem
                    item={row}
                    visitId={row.visit.id}
                    from={row.visit.place.name}
                    today={day()}
                    onSettled={() => void read()}
                  />
                )}
              </For>
            </ul>
            <Show when={end()}>
              {(after) => <Button onClick={() => void read(after())}>{listMessages.more}</Button>}
            </Show>
          </>
        )}
      </Show>
    </>
  );
}
