import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { openStory, outreachVisit, type Story, submitOne } from './story.ts';

/* How much a year of a leader's work weighs on the phone, and that reading a scope of ten thousand cases keeps nobody waiting. */

let story: Story;
let leader: Caller;
let east: Caller;
const SCOPE = 10_000;
const mine = `cases { id version number title statusName channelName receivedOn demand handlingUnitId visitId
    petitioner { name anonymous relation phone } contract { leaderId leaderName } resolution
    nextDue { clock name from legalDue targetDue citation { regulation article rule } } }
  visits { id visitedOn modeName place { id name } programme observations leaderName receivedAt
    followUps { id what owner dueOn } attachments { id kind url } amendable { version fields settledFollowUps } }
  units { id name shortName kind parentId initials }
  calendarYears { year standing notice { title number issuedOn url } holidays { name from to } makeUpWorkdays }
  sessions { date leaderName substituteName mine }`;

beforeAll(async () => {
  story = await openStory();
  [leader, east] = await Promise.all([story.as('leader2'), story.as('east')]);
  const made = await submitOne(
    leader,
    outreachVisit({ observations: '走访教室、食堂和宿舍，听取师生家长意见。'.repeat(15) }),
  );
  expect(made.status).toBe('accepted');
  // A hundred visits of two matters each: a busy year, copied from a real one with ids and numbers of their own.
  await story.server.database.pool.query(`
    insert into outreach_visit (bureau_id, id, visited_on, mode, place_unit_id, leader_id, leader_name, leader_unit_id,
      occurred_at, received_at, version, head_hash, state)
    select bureau_id, 'year-' || n, visited_on - n, mode, place_unit_id, leader_id, leader_name, leader_unit_id,
      occurred_at, received_at, version, head_hash, state || jsonb_build_object('id', 'year-' || n)
    from outreach_visit, generate_series(1, 99) n`);
  const copy = (from: number, to: number, visit: string) => `
    insert into petition_case (bureau_id, id, number, title, demand, status, channel, content_kind, compartment,
      received_on, registered_at, registered_on, petitioner_kind, petitioner_name, petitioner_anonymous,
      handling_unit_id, meant_unit_id, visit_id, next_legal_due, next_target_due, bigrams, version, head_hash, state, turn,
      turn_due, updated_at)
    select c.bureau_id, 'copy-' || n, '下〔2026〕' || (n + 100) || '号', title, demand, status, channel, content_kind,
      compartment, received_on, registered_at, registered_on, petitioner_kind, petitioner_name, petitioner_anonymous,
      handling_unit_id, meant_unit_id, ${visit}, next_legal_due, next_target_due, bigrams, version, head_hash,
      state || jsonb_build_object('id', 'copy-' || n, 'number', '下〔2026〕' || (n + 100) || '号'),
      turn, turn_due, updated_at
    from (select * from petition_case order by ordinal limit 1) c, generate_series(${from}, ${to}) n`;
  await story.server.database.pool.query(copy(1, 198, `'year-' || ((n + 1) / 2)`));
  await story.server.database.pool.query(copy(199, SCOPE, 'null'));
  await story.server.database.pool.query('analyze');
}, 120_000);
afterAll(() => story?.close());

type Page = { more: boolean; cursor: string; cases: unknown[]; visits: unknown[] };

async function readAll(caller: Caller, fields: string, place: string | null) {
  let [cursor, bytes, pages, cases, largest] = [null as string | null, 0, 0, 0, 0];
  for (;;) {
    const { pull } = await caller.query<{ pull: Page }>(
      `query ($cursor: String, $place: ID) { pull(cursor: $cursor, place: $place) { more cursor ${fields} } }`,
      { cursor, place },
    );
    const size = Buffer.byteLength(JSON.stringify(pull));
    bytes += size;
    largest = Math.max(largest, size);
    cases += pull.cases.length;
    pages += 1;
    cursor = pull.cursor;
    if (!pull.more) return { bytes, pages, cases, largest };
  }
}

test('a year of a leader’s work, a hundred visits with two hundred cases, weighs less than 1 MB', async () => {
  const year = await readAll(leader, mine, null);
  console.info(`a year: ${Math.round(year.bytes / 1024)} KB in ${year.pages} pages, ${year.cases} cases`);
  expect(year.cases).toBe(200);
  expect(year.bytes).toBeLessThan(1024 * 1024);
});

test('a scope of 10,000 cases is read in small pages and keeps no other reader waiting', async () => {
  const short = 'cases { id title receivedOn statusName } visits { id visitedOn }';
  const readOnce = async () => {
    const began = performance.now();
    await east.query('query ($id: ID!) { petitionCase(id: $id) { title version } }', { id: randomUUID() });
    return performance.now() - began;
  };
  const p95 = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
  const quiet: number[] = [];
  for (let count = 0; count < 100; count += 1) quiet.push(await readOnce());
  let reading = true;
  const busy: number[] = [];
  const others = (async () => {
    while (reading) {
      busy.push(await readOnce());
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  const began = performance.now();
  const scope = await readAll(leader, short, 'east').finally(() => {
    reading = false;
  });
  const took = performance.now() - began;
  await others;
  console.info(
    `10,000 cases: ${scope.pages} pages, largest ${Math.round(scope.largest / 1024)} KB, ${Math.round(took)} ms; ` +
      `simple read p95 ${p95(quiet).toFixed(1)} ms quiet, ${p95(busy).toFixed(1)} ms during (${busy.length} reads)`,
  );
  expect(scope.cases).toBeGreaterThanOrEqual(SCOPE);
  expect(scope.largest).toBeLessThan(256 * 1024);
  // A page is one short query: whoever comes meanwhile waits for a page at most, not for the reading.
  expect(p95(busy)).toBeLessThan(Math.max(250, took / 10));
}, 60_000);
