import { ask } from '../graphql/client.ts';
import type { Live } from '../graphql/live.ts';
import { movedBetween } from './case-list.ts';
import { type HotlineOrder, HotlineOrdersQuery } from './documents.ts';
import { follow } from './follow.ts';

/** The 12345 orders that wait for their reply. */
export function createOrders(live: Live, held: () => boolean) {
  return follow<HotlineOrder[]>({
    live,
    held,
    moved: movedBetween,
    async read() {
      const answer = await ask(HotlineOrdersQuery, {});
      return answer.ok ? { ok: true, data: [...answer.data.hotlineOrders] } : answer;
    },
  });
}
