import { setTimeout as sleep } from 'node:timers/promises';
import { readChanges, rollUpCounts, startTestServer, testPassword } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { command, matter, openStory, outreachVisit, registerCase, type Story, submit, submitOne } from './story.ts';

let story: Story;
let leader: Caller;
let clerk: Caller;

beforeAll(async () => {
  story = await openStory({ heartbeatMs: 300 });
  leader = await story.as('leader');
  clerk = await story.as('clerk');
});
afterAll(() => story?.close());

interface Row {
  readonly key: string;
  readonly count: number;
  readonly open: number;
  readonly overdue: number;
  readonly dueSoon: number;
}
interface Counts extends Omit<Row, 'key' | 'count'> {
  readonly revision: string;
  readonly today: string;
  readonly registeredToday: number;
  readonly byStatus: readonly Row[];
  readonly byChannel: readonly Row[];
  readonly byUnit: readonly Row[];
}
const row = '{ key count open overdue dueSoon }';
const fields = `{ revision today open overdue dueSoon registeredToday byStatus ${row} byChannel ${row} byUnit ${row} }`;
const countsOf = async (caller: Caller): Promise<Counts> =>
  (await caller.query<{ liveCounts: Counts }>(`{ liveCounts ${fields} }`)).liveCounts;

/** Counts a list by the domain's own words for each case: what the kept counts must always equal. */
async function recount(caller: Caller): Promise<Counts> {
  type Node = { status: string; channel: string; dueState: string; registeredAt: string; handlingUnit: { id: string } };
  const nodes: Node[] = [];
  let after: string | null = null;
  do {
    type Page = { cases: { edges: { node: Node }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
    const { cases }: Page = await caller.query<Page>(
      `query ($after: String) { cases(first: 100, after: $after) { pageInfo { endCursor hasNextPage }
        edges { node { status channel dueState registeredAt handlingUnit { id } } } } }`,
      { after },
    );
    nodes.push(...cases.edges.map(({ node }) => node));
    after = cases.pageInfo.hasNextPage ? cases.pageInfo.endCursor : null;
  } while (after !== null);
  const rowOf = (key: string, some: readonly Node[]): Row => ({
    key,
    count: some.length,
    open: some.filter(({ status }) => status === 'registered' || status === 'accepted').length,
    overdue: some.filter(({ dueState }) => dueState === 'overdue').length,
    dueSoon: some.filter(({ dueState }) => dueState === 'dueSoon').length,
  });
  const { open, overdue, dueSoon } = rowOf('', nodes);
  const kept = await countsOf(caller);
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
    byUnit: kept.byUnit.map(({ key }) =>
      rowOf(
        key,
        nodes.filter(({ handlingUnit }) => handlingUnit.id === key),
      ),
    ),
  };
}

/** A live stream as a page reads it: events in order. */
async function openStream(caller: Caller, base = story.base) {
  const stop = new AbortController();
  const response = await caller.fetch(`${base}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: `subscription { liveCounts ${fields} }` }),
    signal: stop.signal,
  });
  const events: { event: string; at: number; counts?: Counts }[] = [];
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
        events.push({ event, at: performance.now(), ...(counts ? { counts } : {}) });
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

describe('kept counts', () => {
  test('equal a recount after forty writers at once, half of them refused, with a roll-up in between', async () => {
    const channels = ['letter', 'call', 'visit', 'hotline'];
    const writers = Array.from({ length: 40 }, (_, at) => {
      if (at % 10 === 0) return submitOne(leader, outreachVisit());
      const change = at % 2 === 0 ? {} : { title: '' };
      const hotline = at % 4 === 3 ? { hotline: { externalNumber: `12345-${at}` } } : {};
      const payload = { channel: channels[at % 4], receivedOn: '2026-11-23', matter: matter(change), ...hotline };
      return submitOne(clerk, command('registerCase', payload));
    });
    const { prisma } = story.server.database;
    const rolling = Array.from({ length: 5 }, async (_, at) => {
      await sleep(at * 60);
      await rollUpCounts(prisma, story.server.clock.today());
    });
    const outcomes = await Promise.all(writers);
    await Promise.all(rolling);
    expect(outcomes.filter(({ status }) => status === 'accepted').length).toBeGreaterThan(15);
    expect(await countsOf(leader)).toEqual(await recount(leader));
    await rollUpCounts(prisma, story.server.clock.today());
    expect(await countsOf(leader)).toEqual(await recount(leader));
  });

  test('are what every badge says: a list narrowed in any way has as many cases as its total', async () => {
    const filters = [
      ...['overdue', 'dueSoon', 'onTime', 'none'].map((due) => ({ due })),
      ...[['registered'], ['accepted', 'completed'], []].map((status) => ({ status })),
      ...[['outreach'], ['letter', 'hotline']].map((channel) => ({ channel })),
      ...['east', 'bureau', 'west', 'basic'].map((unitId) => ({ unitId })),
      { due: 'onTime', status: ['registered'], channel: ['visit'], unitId: 'bureau', search: ' ' },
      { search: '校门口' },
    ];
    type Listed = { cases: { totalCount: number; edges: unknown[]; pageInfo: { hasNextPage: boolean } } };
    for (const day of ['2026-11-23', '2026-11-28', '2026-12-03', '2026-12-08']) {
      story.server.clock.set(`${day}T09:00:00+08:00`);
      for (const filter of filters) {
        const { cases } = await leader.query<Listed>(
          `query ($filter: CaseFilter) { cases(first: 100, filter: $filter) { totalCount pageInfo { hasNextPage }
            edges { cursor } } }`,
          { filter },
        );
        expect(cases.pageInfo.hasNextPage).toBe(false);
        expect(cases.totalCount, `${day} ${JSON.stringify(filter)}`).toBe(cases.edges.length);
      }
    }
    story.server.clock.set('2026-11-23T09:00:00+08:00');
  });

  test('follow a case through acceptance and completion', async () => {
    const facts = { ...matter().facts, responsibility: 'municipal' };
    const made = await submitOne(clerk, registerCase({ handlingUnitId: 'basic', facts }, 'visit'));
    const caseId = made.cases[0]?.id;
    const version = async (): Promise<number> =>
      (
        await clerk.query<{ petitionCase: { version: number } }>(
          'query ($id: ID!) { petitionCase(id: $id) { version } }',
          { id: caseId },
        )
      ).petitionCase.version;
    const notice = { caseId, expectedVersion: await version(), decision: 'accept', issuedOn: '2026-11-23' };
    expect(await submitOne(clerk, command('issueAcceptanceNotice', notice))).toMatchObject({ status: 'accepted' });
    expect(await countsOf(leader)).toEqual(await recount(leader));
    const end = { cause: '原因', resolution: '办法', repliedOn: '2026-11-23', outcome: 'explained' };
    const completed = await submitOne(
      clerk,
      command('completeCase', { caseId, expectedVersion: await version(), ...end }),
    );
    expect(completed).toMatchObject({ status: 'accepted' });
    const counts = await countsOf(leader);
    expect(counts.byStatus.find(({ key }) => key === 'completed')).toMatchObject({ count: 1, open: 0, overdue: 0 });
    expect(counts).toEqual(await recount(leader));
  });

  test('move at midnight in Shanghai with nobody writing, day by day until everything is overdue', async () => {
    const stream = await openStream(leader);
    await stream.until(() => true);
    const { clock } = story.server;
    try {
      for (const day of ['2026-11-24', '2026-11-29', '2026-12-02', '2026-12-03', '2026-12-08', '2026-12-09']) {
        clock.set(`${day}T00:00:01+08:00`);
        await stream.until((counts) => counts.today === day, 3_000);
        expect(await countsOf(leader), day).toEqual(await recount(leader));
      }
      const after = await countsOf(leader);
      expect(after.registeredToday).toBe(0);
      expect(after.overdue).toBeGreaterThan(15);
    } finally {
      clock.set('2026-11-23T09:00:00+08:00');
      stream.stop();
    }
  });

  test('units are ordered by overdue, due soon, name; never by volume', async () => {
    const { byUnit } = await countsOf(leader);
    expect(byUnit.length).toBeGreaterThan(1);
    expect(byUnit).toEqual([...byUnit].sort((a, b) => b.overdue - a.overdue || b.dueSoon - a.dueSoon || 0));
  });
});

describe('the live stream', () => {
  test('sends a snapshot at once, the change within a second of the commit, and heartbeats between', async () => {
    const stream = await openStream(await story.as('wall'));
    await stream.until(() => true, 1_000);
    const before = stream.events.find(({ counts }) => counts)?.counts;
    const outcome = await submitOne(leader, outreachVisit());
    const committed = performance.now();
    const seen = await stream.until(({ open }) => open === (before?.open ?? 0) + 2);
    expect(outcome.status).toBe('accepted');
    expect(seen - committed).toBeLessThan(1_000);
    await sleep(700);
    expect(stream.events.filter(({ event }) => event === 'heartbeat').length).toBeGreaterThanOrEqual(2);
    stream.stop();
  });

  test('reaches watchers of another server process on the same database', async () => {
    const other = await startTestServer(story.server.database.url);
    const stream = await openStream(await signIn(other.base, 'wall', testPassword), other.base);
    await stream.until(() => true);
    const { open } = await countsOf(leader);
    const sent = performance.now();
    await submitOne(leader, outreachVisit());
    const seen = await stream.until((counts) => counts.open === open + 2);
    expect(seen - sent).toBeLessThan(1_000);
    stream.stop();
    await other.close();
  });

  test('a lost hint loses nothing: the slow poll finds what nobody announced', async () => {
    const stream = await openStream(leader);
    await stream.until(() => true);
    const { open } = await countsOf(leader);
    const { pool } = story.server.database;
    const silently = async (amount: number) => {
      await pool.query(
        `with fed as (insert into change_feed (bureau_id, kind, entity_id, unit_id) values ('test', 'petitionCase', 'silent', 'east'))
         insert into count_delta (bureau_id, measure, unit_id, compartment, accused_unit_id, status, channel, legal_due, target_due, day, amount)
         values ('test', 'cases', 'east', 'ordinary', '', 'registered', 'letter', '9999-12-31', '9999-12-31', '9999-12-31', $1)`,
        [amount],
      );
    };
    await silently(1);
    await stream.until((counts) => counts.open === open + 1, 4_000);
    await silently(-1);
    stream.stop();
  });

  test('coalesces a burst', async () => {
    const stream = await openStream(leader);
    await stream.until(() => true);
    const { open } = await countsOf(leader);
    await submit(clerk, ...Array.from({ length: 40 }, () => registerCase()));
    await stream.until((counts) => counts.open === open + 40);
    expect(stream.events.filter(({ counts }) => counts).length).toBeLessThan(25);
    stream.stop();
  });

  test('ends when the session is ended, here or by another process', async () => {
    const here = await signIn(story.base, 'wall', testPassword);
    const stream = await openStream(here);
    await stream.until(() => true);
    await here.query('mutation { signOut }');
    await Promise.race([stream.ended, sleep(1_000).then(() => Promise.reject(new Error('still open')))]);
    expect(stream.events.at(-1)?.event).toBe('complete');
    const elsewhere = await signIn(story.base, 'wall', testPassword);
    const second = await openStream(elsewhere);
    await second.until(() => true);
    await story.server.database.pool.query("update session set revoked_at = now() where person_id = 'person-wall'");
    await Promise.race([second.ended, sleep(6_000).then(() => Promise.reject(new Error('still open')))]);
  });
});

describe('the change feed is gap-safe', () => {
  const feed = (entity: string) =>
    `insert into change_feed (bureau_id, kind, entity_id, unit_id) values ('test', 'petitionCase', '${entity}', 'east')`;
  const lastRevision = async () => {
    const { rows } = await story.server.database.pool.query<{ last: string }>(
      'select max(revision)::text as last from change_feed',
    );
    return BigInt(rows[0]?.last ?? 0);
  };

  test('a slow transaction with a lower revision is never skipped by a reader', async () => {
    const { database } = story.server;
    const cursor = await lastRevision();
    const slow = await database.pool.connect();
    await slow.query('begin');
    await slow.query(feed('slow'));
    const quick = await submitOne(clerk, registerCase());
    expect(quick.status).toBe('accepted');
    expect(await readChanges(database, 'test', cursor), 'the later one waits for the earlier one').toEqual([]);
    await slow.query('commit');
    slow.release();
    const changes = await readChanges(database, 'test', cursor);
    expect(changes.map(({ entityId }) => entityId)).toEqual(['slow', quick.cases[0]?.id]);
  });

  test('nor is one that began later, wrote first and committed last', async () => {
    const { database } = story.server;
    const cursor = await lastRevision();
    const [early, late] = await Promise.all([database.pool.connect(), database.pool.connect()]);
    for (const client of [early, late]) {
      await client.query('begin');
      await client.query('select pg_current_xact_id()');
    }
    await late.query(feed('late'));
    await early.query(feed('early'));
    await early.query('commit');
    const first = await readChanges(database, 'test', cursor);
    expect(first.map(({ entityId }) => entityId)).toEqual(['early']);
    await late.query('commit');
    const then = await readChanges(database, 'test', first[0]?.revision ?? cursor);
    expect(then.map(({ entityId }) => entityId)).toEqual(['late']);
    for (const client of [early, late]) client.release();
  });

  test('a page never ends within a transaction', async () => {
    const { database } = story.server;
    const cursor = await lastRevision();
    const visit = await submitOne(leader, outreachVisit());
    const page = await readChanges(database, 'test', cursor, 1);
    expect(page.map(({ entityId }) => entityId).sort()).toEqual(
      [visit.visitId, ...visit.cases.map(({ id }) => id)].sort(),
    );
  });
});
