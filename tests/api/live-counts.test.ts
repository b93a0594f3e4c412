import { setTimeout as sleep } from 'node:timers/promises';
import { readChanges, rollUpCounts, startTestServer, testPassword } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { countsOf, openStream, recount } from './counts.ts';
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

describe('kept counts', () => {
  test('equal a recount after forty writers at once, half of them refused, with a roll-up in between', async () => {
    const channels = ['letter', 'call', 'visit', 'hotline'];
    const writers = Array.from({ length: 40 }, (_, at) => {
      if (at % 10 === 0) return submitOne(leader, outreachVisit());
      // every fourth was in handling before it came here (R28), so that its unit has it and not the office
      const priorHandling = at % 4 === 0 ? 'inProgress' : 'none';
      const change = at % 2 === 0 ? { facts: { ...matter().facts, priorHandling } } : { title: '' };
      const hotline = at % 4 === 3 ? { hotline: { externalNumber: `12345-${at}` } } : {};
      const payload = { channel: channels[at % 4], receivedOn: '2026-11-23', matter: matter(change), ...hotline };
      return submitOne(clerk, command('registerCase', payload));
    });
    const { database } = story.server;
    const rolling = Array.from({ length: 5 }, async (_, at) => {
      await sleep(at * 60);
      await rollUpCounts(database, story.server.clock.today());
    });
    const outcomes = await Promise.all(writers);
    await Promise.all(rolling);
    expect(outcomes.filter(({ status }) => status === 'accepted').length).toBeGreaterThan(15);
    expect(await countsOf(leader)).toMatchObject(await recount(story, leader));
    await rollUpCounts(database, story.server.clock.today());
    expect(await countsOf(leader)).toMatchObject(await recount(story, leader));
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
    expect(await countsOf(leader)).toMatchObject(await recount(story, leader));
    const end = { cause: '原因', resolution: '办法', repliedOn: '2026-11-23', outcome: 'explained' };
    const completed = await submitOne(
      clerk,
      command('completeCase', { caseId, expectedVersion: await version(), ...end }),
    );
    expect(completed).toMatchObject({ status: 'accepted' });
    const counts = await countsOf(leader);
    expect(counts.byStatus.find(({ key }) => key === 'completed')).toMatchObject({ count: 1, open: 0, overdue: 0 });
    expect(counts).toMatchObject(await recount(story, leader));
  });

  test('move at midnight in Shanghai with nobody writing, day by day until everything is overdue', async () => {
    const stream = await openStream(leader, story.base);
    await stream.until(() => true);
    const { clock } = story.server;
    try {
      for (const day of ['2026-11-24', '2026-11-29', '2026-12-02', '2026-12-03', '2026-12-08', '2026-12-09']) {
        clock.set(`${day}T00:00:01+08:00`);
        await stream.until((counts) => counts.today === day, 3_000);
        expect(await countsOf(leader), day).toMatchObject(await recount(story, leader));
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
    const stream = await openStream(await story.as('wall'), story.base);
    await stream.until(() => true, 1_000);
    const before = stream.events.find(({ counts }) => counts)?.counts;
    const outcome = await submitOne(leader, outreachVisit());
    const committed = performance.now();
    const seen = await stream.until(({ open }) => open === (before?.open ?? 0) + 2);
    expect(outcome.status).toBe('accepted');
    expect(seen - committed).toBeLessThan(1_000);
    const heartbeats = () => stream.events.filter(({ event }) => event === 'heartbeat').length;
    await expect.poll(heartbeats, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
    stream.stop();
  });

  test('resumes without a gap and without a word too many: what one had already is not sent again, only that it still stands', async () => {
    const reader = await story.as('wall');
    const first = await openStream(reader, story.base);
    await first.until(() => true);
    const { id, counts } = first.events[0] ?? {};
    expect(id).toMatch(/^\d+-[\w-]{12}$/);
    expect(id?.split('-')[0]).toBe(counts?.revision);
    first.stop();
    const again = await openStream(reader, story.base, id);
    await expect.poll(() => again.events.length).toBeGreaterThan(0);
    expect(again.events.every(({ event }) => event === 'heartbeat')).toBe(true);
    // changed while it watches, and then while it does not
    await submitOne(leader, outreachVisit());
    await again.until(({ open }) => open === (counts?.open ?? 0) + 2);
    const later = again.events.findLast((one) => one.counts);
    again.stop();
    await submitOne(leader, outreachVisit());
    const behind = await openStream(reader, story.base, later?.id);
    await behind.until(({ open }) => open === (counts?.open ?? 0) + 4);
    behind.stop();
    // at midnight the numbers are others with nobody writing; and what was never sent is no excuse
    for (const [day, had] of [
      ['2026-11-24', behind.events.findLast((one) => one.counts)?.id],
      ['2026-11-23', 'x'],
    ] as const) {
      story.server.clock.set(`${day}T09:00:00+08:00`);
      const stream = await openStream(reader, story.base, had);
      await stream.until(({ today }) => today === day);
      stream.stop();
    }
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
    const stream = await openStream(leader, story.base);
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
    const stream = await openStream(leader, story.base);
    await stream.until(() => true);
    const { open } = await countsOf(leader);
    await submit(clerk, ...Array.from({ length: 40 }, () => registerCase()));
    await stream.until((counts) => counts.open === open + 40);
    expect(stream.events.filter(({ counts }) => counts).length).toBeLessThan(25);
    stream.stop();
  });

  test('ends when the session is ended, here or by another process', async () => {
    const here = await signIn(story.base, 'wall', testPassword);
    const stream = await openStream(here, story.base);
    await stream.until(() => true);
    await here.query('mutation { signOut }');
    await Promise.race([stream.ended, sleep(1_000).then(() => Promise.reject(new Error('still open')))]);
    expect(stream.events.at(-1)?.event).toBe('complete');
    const elsewhere = await signIn(story.base, 'wall', testPassword);
    const second = await openStream(elsewhere, story.base);
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
