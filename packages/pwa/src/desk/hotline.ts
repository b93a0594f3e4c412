import type { DueState } from '@huiyin/domain';
import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import { type Answer, ask } from '../graphql/client.ts';
import type { Live } from '../graphql/live.ts';
import { movedBetween } from './case-list.ts';
import { type HotlineOrders, HotlineOrdersQuery } from './documents.ts';
import { follow } from './follow.ts';

const PAGE = 50;
/** As much as one page of the server holds. */
const LARGEST = 100;

const askOrders = (due: DueState | '', first: number, after: string | null) =>
  ask(HotlineOrdersQuery, { due: due === '' ? null : due, first, after });

/** So many orders at least, if so many are owed; never stops in the middle of a page. */
export async function readOrders(due: DueState | '', wanted: number): Promise<Answer<HotlineOrders>> {
  const first = wanted > PAGE ? LARGEST : PAGE;
  let all: HotlineOrders['rows'] = [];
  for (let after: string | null = null; ; ) {
    const answer: Answer<{ hotlineOrders: HotlineOrders }> = await askOrders(due, first, after);
    if (!answer.ok) return answer;
    const page: HotlineOrders = answer.data.hotlineOrders;
    all = [...all, ...page.rows];
    after = page.endCursor;
    if (after === null || all.length >= wanted) return { ok: true, data: { ...page, rows: all } };
  }
}

/** The 12345 orders that wait for their reply and stand so, read on page by page. */
export function createOrders(live: Live, due: Accessor<DueState | ''>, held: () => boolean) {
  const orders = follow<HotlineOrders>({
    live,
    held,
    moved: (shown, found) => movedBetween(shown.rows, found.rows, found.endCursor !== null),
    read: (shown) => readOrders(due(), Math.max(PAGE, shown?.rows.length ?? 0)),
  });
  const [reading, setReading] = createSignal(false);
  const more = async () => {
    const [shown, mine] = [orders.data(), due()];
    if (!shown?.endCursor || reading()) return;
    setReading(true);
    const answer = await askOrders(mine, PAGE, shown.endCursor);
    setReading(false);
    if (mine !== due()) return;
    if (!answer.ok) return orders.setProblem(answer.problem);
    const page = answer.data.hotlineOrders;
    const known = new Set(orders.data()?.rows.map(({ id }) => id));
    const next = page.rows.filter(({ id }) => !known.has(id));
    orders.change('data', { ...page, rows: [...(orders.data()?.rows ?? []), ...next] });
  };
  createEffect(on(due, orders.begin, { defer: true }));
  return { ...orders, more: () => void more(), reading };
}
