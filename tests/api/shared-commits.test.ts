import { startTestServer, type TestServer, testPassword } from '@huiyin/server/testkit';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { command, matter, type Outcome, openStory, registerCase, type Story, submitOne } from './story.ts';

/*
 * Many people register at the same moment. Numbers (编号, R69) have no gaps, so only one transaction at a time can give them out:
 * those who wait share the next one, and notice nothing of each other.
 */

let story: Story;
let other: TestServer;
let clerk: Caller;
let leader: Caller;
let west: Caller;

beforeAll(async () => {
  story = await openStory();
  other = await startTestServer(story.server.database.url);
  [clerk, leader, west] = await Promise.all([story.as('clerk'), story.as('leader'), story.as('west')]);
});
afterAll(async () => {
  await other?.close();
  await story?.close();
});

const codesOf = (outcomes: readonly Outcome[]) => outcomes.map(({ status, code }) => code ?? status);

/** Holds the counter of a channel, of which there must be a number already, in a transaction of somebody else. */
async function holdNumbers(channel: string): Promise<{ letGo(): Promise<void> }> {
  const holder = new Client({ connectionString: story.server.database.url });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select 1 from case_number_sequence where channel = $1 for update', [channel]);
  return { letGo: () => holder.end() };
}

/** Until so many transactions wait for each other. */
async function untilWaiting(transactions: number): Promise<void> {
  const sql = `select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  const waiting = async () => (await story.server.database.pool.query<{ count: number }>(sql)).rows[0]?.count;
  await expect.poll(waiting, { timeout: 5_000, interval: 20 }).toBe(transactions);
}

test('those who wait share a commit, each under its own rights and name; other counters go on', async () => {
  await submitOne(clerk, registerCase());
  const letters = await holdNumbers('letter');
  const underWay = [submitOne(clerk, registerCase()), submitOne(clerk, registerCase())];
  await untilWaiting(2);
  const given = [
    { by: leader, one: registerCase({ title: '课后服务收费' }) },
    { by: clerk, one: registerCase({ title: '' }) },
    { by: west, one: registerCase({ title: '宿舍供暖' }) },
    { by: clerk, one: registerCase({ title: '食堂饭菜质量' }) },
  ];
  const waiting = given.map(({ by, one }) => submitOne(by, one));
  const elsewhere = await submitOne(clerk, registerCase({}, 'email'));
  expect(elsewhere.cases[0]?.number).toBe('邮〔2026〕1号');
  await letters.letGo();
  expect(codesOf(await Promise.all(underWay))).toEqual(['accepted', 'accepted']);
  const outcomes = await Promise.all(waiting);
  expect(codesOf(outcomes)).toEqual(['accepted', 'title-missing', 'role-not-allowed', 'accepted']);
  expect(new Set([outcomes[0]?.revision, outcomes[3]?.revision]).size).toBe(1);
  const { rows } = await story.server.database.pool.query(
    `select c.title, e.actor_id as actor from petition_case c join event e on e.stream_id = c.id and e.seq = 1
     where c.number = any($1) order by c.title`,
    [['信〔2026〕4号', '信〔2026〕5号']],
  );
  expect(rows).toEqual([
    { title: '课后服务收费', actor: leader.personId },
    { title: '食堂饭菜质量', actor: clerk.personId },
  ]);
});

test('when another process has registered one of their cases meanwhile, only that one is refused', async () => {
  const stranger = await signIn(other.base, 'clerk', testPassword);
  await Promise.all(['fax', 'call'].map((channel) => submitOne(clerk, registerCase({}, channel))));
  const same = matter();
  const by = (channel: string) => command('registerCase', { channel, receivedOn: '2026-11-23', matter: same });
  const [faxes, calls] = [await holdNumbers('fax'), await holdNumbers('call')];
  const theirs = submitOne(stranger, by('call'));
  const underWay = [submitOne(clerk, registerCase({}, 'fax')), submitOne(clerk, registerCase({}, 'fax'))];
  await untilWaiting(3);
  const shared = [by('fax'), registerCase({}, 'fax'), registerCase({}, 'fax')].map((one) => submitOne(clerk, one));
  await submitOne(clerk, registerCase({}, 'email'));
  await faxes.letGo();
  await Promise.all(underWay);
  // The shared one has come as far as the case that is being registered elsewhere.
  await untilWaiting(2);
  await calls.letGo();
  expect((await theirs).status).toBe('accepted');
  const outcomes = await Promise.all(shared);
  expect(codesOf(outcomes)).toEqual(['already-registered', 'accepted', 'accepted']);
  const numbers = outcomes.flatMap(({ cases }) => cases.map(({ number }) => number)).sort();
  expect(numbers).toEqual(['传〔2026〕4号', '传〔2026〕5号']);
});
