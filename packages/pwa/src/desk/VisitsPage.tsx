import { dateText } from '@huiyin/domain/messages';
import { A, useSearchParams } from '@solidjs/router';
import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { ask, type Problem } from '../graphql/client.ts';
import { type Live, onRevision } from '../graphql/live.ts';
import { listMessages, visitMessages as words } from '../messages/desk.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState, LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { type VisitRow, VisitsQuery } from './documents.ts';
import { FollowUpList } from './FollowUpList.tsx';
import { HandedOver } from './HandedOver.tsx';
import styles from './visits.module.css';

const PAGE = 50;

/** /desk/visits: every down-visit, newest first; ?view=followUps: what they left to be done (R22). */
export function VisitsPage(props: { live: Live }): JSX.Element {
  const [search, setSearch] = useSearchParams<{ view?: string }>();
  const followUps = () => search.view === 'followUps';
  return (
    <>
      <div class={styles.views} role="tablist" aria-label={words.views}>
        <For each={[false, true]}>
          {(wanted) => (
            <button
              type="button"
              role="tab"
              class={styles.view}
              aria-selected={followUps() === wanted}
              onClick={() => setSearch({ view: wanted ? 'followUps' : undefined })}
            >
              {wanted ? words.followUpsTab : words.title}
            </button>
          )}
        </For>
      </div>
      <Show when={followUps()} fallback={<VisitList live={props.live} />}>
        <FollowUpList live={props.live} />
      </Show>
    </>
  );
}

function VisitList(props: { live: Live }): JSX.Element {
  const [rows, setRows] = createSignal<readonly VisitRow[]>();
  const [total, setTotal] = createSignal(0);
  const [end, setEnd] = createSignal<string>();
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);

  const read = async (after: string | undefined) => {
    setBusy(true);
    const answer = await ask(VisitsQuery, { first: PAGE, after: after ?? null });
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    const { edges, totalCount, pageInfo } = answer.data.outreachVisits;
    setProblem(undefined);
    setTotal(totalCount);
    setEnd(pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined);
    setRows([...(after === undefined ? [] : (rows() ?? [])), ...edges.map((edge) => edge.node)]);
  };
  // A new revision may be a new visit; someone who has leafed further down is not thrown back to the top.
  onRevision(props.live, () => {
    if ((rows()?.length ?? 0) <= PAGE) void read(undefined);
  });
  onMount(() => {
    void read(undefined);
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });

  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
        <span class="muted">{words.total(total())}</span>
      </div>
      <HandedOver />
      <Show when={problem()}>
        {(known) => <ProblemNotice problem={known()} onRetry={() => void read(undefined)} />}
      </Show>
      <Show
        when={rows()}
        fallback={
          <Show when={!problem()}>
            <LoadingState />
          </Show>
        }
      >
        {(found) => (
          <>
            <ul class={styles.list} data-testid="visit-list">
              <For
                each={found()}
                fallback={
                  <EmptyState inList title={words.empty}>
                    <p>{words.emptyHint}</p>
                  </EmptyState>
                }
              >
                {(visit) => (
                  <li class={styles.item}>
                    <A class={styles.link} href={`/desk/visits/${visit.id}`} data-row>
                      {visit.place.name}
                    </A>
                    <span>{dateText(visit.visitedOn, props.live.counts()?.today)}</span>
                    <span class="muted">{[visit.modeName, visit.leaderName].join(' · ')}</span>
                    <span class={styles.counts}>
                      <Show when={visit.programme}>
                        <Chip>{words.programme}</Chip>
                      </Show>
                      {words.head.matters} {words.mattersCount(visit.cases.length)}
                    </span>
                  </li>
                )}
              </For>
            </ul>
            <Show when={end()}>
              {(after) => (
                <Button onClick={() => void read(after())} busy={busy()}>
                  {listMessages.more}
                </Button>
              )}
            </Show>
          </>
        )}
      </Show>
    </>
  );
}
