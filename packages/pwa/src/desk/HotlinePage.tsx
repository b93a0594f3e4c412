import { dateText } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { For, type JSX, onMount, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { type Live, onRevision } from '../graphql/live.ts';
import { hotlineMessages as words } from '../messages/hotline.zh-CN.ts';
import { workMessages } from '../messages/work-lists.zh-CN.ts';
import { dueWords, sessionMessages } from '../messages/zh-CN.ts';
import { Chip, DueChip } from '../ui/Chip.tsx';
import { EmptyState, LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { todayHere } from '../ui/time.ts';
import { HotlineOrdersQuery } from './documents.ts';
import { HotlineAllowance } from './HotlineAllowance.tsx';
import styles from './imports/imports.module.css';

/** /desk/hotline: the 12345 orders whose reply is owed, by due date, and how many extensions the year still allows (R86). */
export function HotlinePage(props: { live: Live }): JSX.Element {
  const answer = createAnswer(HotlineOrdersQuery, () => ({}));
  onRevision(props.live, answer.refetch);
  onMount(() => {
    document.title = `${words.heading} · ${sessionMessages.appName}`;
  });
  const orders = () => answer.data()?.hotlineOrders;
  return (
    <>
      <h1 class={styles.title}>{words.heading}</h1>
      <HotlineAllowance />
      <Show when={answer.problem()}>{(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}</Show>
      <Show when={orders()} fallback={<LoadingState lines={4} />}>
        {(rows) => (
          <Show
            when={rows().length > 0}
            fallback={
              <EmptyState title={words.empty}>
                <p>{words.emptyHint}</p>
              </EmptyState>
            }
          >
            <p class="muted">{words.total(rows().length)}</p>
            <table class={`${styles.table} ${styles.orders}`} data-testid="hotline-orders">
              <thead>
                <tr>
                  <For each={Object.values(words.head)}>{(name) => <th scope="col">{name}</th>}</For>
                </tr>
              </thead>
              <tbody>
                <For each={rows()}>
                  {(order) => (
                    <tr>
                      <td>
                        <DueChip state={order.case.dueState}>
                          {dueWords(order.case.dueState, order.case.workingDaysLeft)}
                        </DueChip>
                        <br />
                        <span class="muted small">{dateText(order.dueOn, todayHere())}</span>
                      </td>
                      <td>
                        {order.externalNumber}
                        <Show when={order.urgent}>
                          {' '}
                          <Chip>{words.urgent}</Chip>
                        </Show>
                        <Show when={order.extended}>
                          {' '}
                          <Chip>{words.extended}</Chip>
                        </Show>
                      </td>
                      <td>
                        <A href={`/desk/cases/${order.case.id}`}>
                          {order.case.number} {order.case.title}
                        </A>
                      </td>
                      <td>{order.case.handlingUnit.name}</td>
                      <td>{order.case.statusName}</td>
                      <td>
                        <Show when={order.turn}>
                          {(turn) => (
                            <>
                              {turn().mine ? workMessages.me : turn().name}
                              <Show when={turn().actionName}>
                                <br />
                                <span class="muted small">{turn().actionName}</span>
                              </Show>
                            </>
                          )}
                        </Show>
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </Show>
        )}
      </Show>
    </>
  );
}
