import { setTimeout as sleep } from 'node:timers/promises';
import { openStatuses } from '@huiyin/domain/cases';
import type { Caller } from '../testkit/graphql.ts';
import type { Story } from './story.ts';

// Live counts as a caller reads them, and what they must equal.

interface Row {
  readonly key: string;
  readonly count: number;
  readonly open: number;
  readonly overdue: number;
  readonly dueSoon: number;
}
/** What liveCounts answers. */
export interface Counts extends Omit<Row, 'key' | 'count'> {
  readonly revision: string;
  readonly today: string;
  readonly registeredToday: number;
  readonly byStatus: readonly Row[];
  readonly byChannel: readonly Row[];
  readonly byContentKind: readonly Row[];
  readonly byUnit: readonly Row[];
}
const row = '{ key count open overdue dueSoon }';
const fields = `{ revision today open overdue dueSoon registeredToday byStatus ${row} byChannel ${row} byContentKind ${row} byUnit ${row} }`;
/** The counts as this caller reads them now. */
export const countsOf = async (caller: Caller): Promise<Counts> =>
  (await caller.query<{ liveCounts: Counts }>(`{ liveCounts ${fields} }`)).liveCounts;

/** Counts a list by the domain's own words for each case: what the kept counts must always equal. */
export async function recount(story: Story, caller: Caller): Promise<Omit<Counts, 'revision'>> {
  type Node = {
    status: string;
    channel: string;
    contentKind: string;
    dueState: string;
    registeredAt: string;
    handlingUnit: { id: string };
  };
  const nodes: Node[] = [];
  let after: string | null = null;
  do {
    type Page = { cases: { edges: { node: Node }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
    const { cases }: Page = await caller.query<Page>(
      `query ($after: String) { cases(first: 100, after: $after) { pageInfo { endCursor hasNextPage }
        edges { node { status channel contentKind dueState registeredAt handlingUnit { id } } } } }`,
      { after },
    );
    nodes.push(...cases.edges.map(({ node }) => node));
    after = cases.pageInfo.hasNextPage ? cases.pageInfo.endCursor : null;
  } while (after !== null);
  const rowOf = (key: string, some: readonly Node[]): Row => ({
    key,
    count: some.length,
    open: some.filter(({ status }) => openStatuses.some((one) => one === status)).length,
    overdue: some.filter(({ dueState }) => dueState === 'overdue').length,
    dueSoon: some.filter(({ dueState }) => dueState === 'dueSoon').length,
  });
  const { open, overdue, dueSoon } = rowOf('', nodes);
  // what else was written meanwhile (reminders, sessions) has moved the revision on, and nothing else
  const { revision: _later, ...kept } = await countsOf(caller);
  const today = story.server.clock.today();
  const dayOf = (iso: string) => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10);
  return {
    ...kept,
    open,
    overdue,
    dueSoon,
    registeredToday: nodes.filter(({ registeredAt }) => dayOf(registeredAt) === today).length,
    byStatus: kept.byStatus.map(({ key }) =>
      rowOf(
        key,
        nodes.filter(({ status }) => status === key),
      ),
    ),
    byChannel: kept.byChannel.map(({ key }) =>
      rowOf(
        key,
        nodes.filter(({ channel }) => channel === key),
      ),
    ),
    byContentKind: kept.byContentKind.map(({ key }) =>
      rowOf(
        key,
        nodes.filter(({ contentKind }) => contentKind === key),
      ),
    ),
    byUnit: kept.byUnit.map(({ key }) =>
      rowOf(
        key,
        nodes.filter(({ handlingUnit }) => handlingUnit.id === key),
      ),
    ),
  };
}

/** A live stream as a page reads it: events in order. `had`: the id of the last one before a break. */
export async function openStream(caller: Caller, base: string, had?: string) {
  const stop = new AbortController();
  const response = await caller.fetch(`${base}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(had !== undefined && { 'last-event-id': had }),
    },
    body: JSON.stringify({ query: `subscription { liveCounts ${fields} }` }),
    signal: stop.signal,
  });
  const events: { event: string; at: number; id?: string; counts?: Counts }[] = [];
  const ended = (async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const event = /^event: (.*)$/m.exec(block)?.[1];
        if (!event) continue;
        const data = /^data: (.+)$/m.exec(block)?.[1];
        const counts =
          event === 'next' && data ? (JSON.parse(data) as { data: { liveCounts: Counts } }).data.liveCounts : undefined;
        const id = /^id: (.+)$/m.exec(block)?.[1];
        events.push({ event, at: performance.now(), ...(id && { id }), ...(counts ? { counts } : {}) });
      }
    }
  })().catch(() => undefined);
  const until = async (wanted: (counts: Counts) => boolean, ms = 5_000): Promise<number> => {
    const start = performance.now();
    while (performance.now() - start < ms) {
      const found = events.find(({ counts }) => counts && wanted(counts));
      if (found) return found.at;
      await sleep(5);
    }
    throw new Error(`not seen in ${ms} ms: ${JSON.stringify(events.at(-1))}`);
  };
  return { events, until, ended, stop: () => stop.abort() };
}
