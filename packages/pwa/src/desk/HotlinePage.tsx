import { A } from '@solidjs/router';
import { createMemo, createSignal, type JSX, onMount, Show } from 'solid-js';
import type { Live } from '../graphql/live.ts';
import { listMessages } from '../messages/desk.zh-CN.ts';
import { hotlineMessages as words } from '../messages/hotline.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState, LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { BulkWork } from './bulk-actions/BulkWork.tsx';
import { CaseRows } from './CaseRows.tsx';
import { ChangedBar } from './ChangedBar.tsx';
import styles from './case-list.module.css';
import { createChoice, MOST_AT_ONCE } from './choice.ts';
import { DueTabs } from './DueTabs.tsx';
import type { HotlineOrder, HotlineOrders } from './documents.ts';
import { notRegistering } from './ForRegistrars.tsx';
import { HotlineAllowance } from './HotlineAllowance.tsx';
import { createOrders, readOrders } from './hotline.ts';
import { useRowKeys } from './keys.ts';
import { OlderRows } from './OlderRows.tsx';
import { atTheRows } from './work-list.ts';
import { useDesk } from './world.ts';

const tabs = ['', 'overdue', 'dueSoon', 'onTime'] as const;
type Tab = (typeof tabs)[number];

/** An order as a line of a list: its case, and what the order itself says. */
const lineOf = ({ case: row, turn, externalNumber, urgent, extended, dateRequested, dueOn }: HotlineOrder) => ({
  ...row,
  turn,
  order: { externalNumber, urgent, extended, dateRequested, dueOn },
});

/** /desk/hotline: the 12345 orders whose reply is owed, by due date, and how many extensions the year still allows (R86). */
export function HotlinePage(props: { live: Live }): JSX.Element {
  const [tab, setTab] = createSignal<Tab>('');
  const orders = createOrders(props.live, tab, () => choice.rows().length > 0 || atTheRows('#case-rows'));
  const lines = () => (orders.data()?.rows ?? []).map(lineOf);
  // The counts of all states, while another state's rows are on their way too.
  const counts = createMemo<HotlineOrders['counts'] | undefined>((known) => orders.data()?.counts ?? known);
  const total = () => counts()?.[tab() || 'all'];
  const choice = createChoice({
    list: tab,
    rows: lines,
    total,
    read: async () => {
      const answer = await readOrders(tab(), MOST_AT_ONCE);
      if (!answer.ok) return answer.problem;
      return { rows: answer.data.rows.map(lineOf), end: answer.data.endCursor ?? undefined };
    },
  });
  useRowKeys(['e', 'x', 'w'], orders.apply);
  onMount(() => {
    document.title = `${words.heading} · ${sessionMessages.appName}`;
  });
  return (
    <>
      <div class={styles.head}>
        <h1>{words.heading}</h1>
        <Show when={counts()}>
          {(known) => (
            <span class="muted" data-testid="order-total" data-count={known().all}>
              {words.total(known().all)}
            </span>
          )}
        </Show>
        <A class={styles.arrived} href="/desk/cases?channel=hotline">
          {words.all}
        </A>
      </div>
      <div class={styles.allowance}>
        <HotlineAllowance />
      </div>
      <DueTabs
        tabs={tabs}
        due={tab()}
        count={(due) => (due === '' ? undefined : counts()?.[due])}
        onPick={(due) => setTab(due)}
      />
      <BulkWork choice={choice} today={props.live.counts()?.today} onChanged={orders.refetch} />
      <ChangedBar count={orders.changed()} onShow={orders.apply} />
      <Show when={orders.problem()}>{(problem) => <ProblemNotice problem={problem()} onRetry={orders.refetch} />}</Show>
      <OlderRows at={orders.olderAt()} />
      <Show
        when={orders.data()}
        fallback={
          <Show when={!orders.problem()}>
            <LoadingState lines={4} />
          </Show>
        }
      >
        <Show when={lines().length > 0} fallback={<Nothing tab={tab()} onAll={() => setTab('')} />}>
          <div id="case-rows" data-testid="hotline-orders">
            <CaseRows
              rows={lines()}
              today={props.live.counts()?.today}
              columns={['order', 'unit', 'status', 'turn']}
              selection={choice}
            />
          </div>
          <Show when={orders.olderAt() === undefined}>
            <div class={styles.foot}>
              <span class="muted">{listMessages.shown(lines().length, total() ?? lines().length)}</span>
              <Show when={orders.data()?.endCursor}>
                <Button onClick={orders.more} busy={orders.reading()}>
                  {listMessages.more}
                </Button>
              </Show>
            </div>
          </Show>
        </Show>
      </Show>
    </>
  );
}

function Nothing(props: { tab: Tab; onAll: () => void }): JSX.Element {
  const desk = useDesk();
  return (
    <Show
      when={props.tab !== ''}
      fallback={
        <EmptyState title={words.empty}>
          <Show when={notRegistering(desk) === undefined}>
            <p>{words.emptyHint}</p>
            <A href="/desk/register">{words.register}</A>
          </Show>
        </EmptyState>
      }
    >
      <EmptyState title={words.noneSo}>
        <Button onClick={props.onAll}>{words.showAll}</Button>
      </EmptyState>
    </Show>
  );
}
