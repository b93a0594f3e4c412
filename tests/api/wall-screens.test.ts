import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, post } from '../testkit/graphql.ts';
import { openStory, registerCase, type Story, submitOne } from './story.ts';

// A hall's screen by its link: it reads the counts live, and goes dark at once when the link is ended.

let story: Story;
let admin: Caller;
beforeAll(async () => {
  story = await openStory();
  admin = await story.as('admin');
});
afterAll(() => story?.close());

const add = async (name: string) =>
  (
    await admin.query<{ addWallScreen: { token: string; screen: { id: string } } }>(
      'mutation ($name: String!) { addWallScreen(name: $name) { token screen { id } } }',
      { name },
    )
  ).addWallScreen;
const revoke = 'mutation ($id: ID!) { revokeWallScreen(id: $id) { revokedAt } }';
const open = 'mutation ($token: String!) { openWallScreen(token: $token) }';
const counts = '{ liveCounts { open } wallFigures { today } viewer { id } }';

/** A browser that opened a link: it keeps the cookie it is given. */
async function screenOf(token: string): Promise<typeof fetch> {
  const response = await fetch(`${story.base}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: story.base },
    body: JSON.stringify({ query: open, variables: { token } }),
  });
  const [cookie = ''] = response.headers.getSetCookie();
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  const [pair = ''] = cookie.split(';');
  return (input, init) =>
    fetch(input, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), cookie: pair } });
}

test('the link opens the counts without signing in; accusations are not among them', async () => {
  const screen = await screenOf((await add('一楼大厅')).token);
  const leader = await story.as('leader');
  await submitOne(await story.as('clerk'), registerCase());
  const accusation = {
    facts: {
      responsibility: 'district',
      contentKind: 'accusation',
      priorHandling: 'none',
      opinionImplemented: false,
      newFacts: false,
    },
    accusedUnitId: 'east-1',
  };
  expect((await submitOne(leader, registerCase(accusation))).code).toBeNull();
  expect((await post(story.base, counts, {}, screen)).data).toEqual({
    liveCounts: { open: 1 },
    wallFigures: { today: '2026-11-23' },
    viewer: null,
  });
  const { wallScreens } = await admin.query<{ wallScreens: { name: string; lastSeenAt: string | null }[] }>(
    '{ wallScreens { name lastSeenAt } }',
  );
  expect(wallScreens[0]).toMatchObject({ name: '一楼大厅', lastSeenAt: expect.any(String) });
});

test('ended, its live stream stops at once and nothing opens any more; others go on', async () => {
  const [one, other] = [await add('二楼'), await add('三楼')];
  const screen = await screenOf(one.token);
  const response = await screen(`${story.base}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', origin: story.base },
    body: JSON.stringify({ query: 'subscription { liveCounts { open } }' }),
  });
  const reader = response.body?.getReader();
  await reader?.read();
  const over = (async () => {
    while (!(await reader?.read())?.done);
    return 'over';
  })();
  await admin.query(revoke, { id: one.screen.id });
  expect(await Promise.race([over, sleep(1_500, 'still open')])).toBe('over');
  expect((await post(story.base, counts, {}, screen)).errors?.[0]?.extensions?.code).toBe('unauthenticated');
  expect((await post(story.base, open, { token: one.token })).errors?.[0]?.extensions?.code).toBe('screen-link-gone');
  expect((await post(story.base, counts, {}, await screenOf(other.token))).errors).toBeUndefined();
  const again = await post(story.base, revoke, { id: one.screen.id }, admin.fetch);
  expect(again.errors?.[0]?.extensions?.code).toBe('unknown-screen');
});

test('a screen has a name; making and ending a link stand in the audit without the token', async () => {
  for (const name of ['', ' ', '大'.repeat(41)]) {
    const answer = await post(
      story.base,
      'mutation ($name: String!) { addWallScreen(name: $name) { token } }',
      { name },
      admin.fetch,
    );
    expect(answer.errors?.[0]?.extensions?.code).toBe('invalid-screen-name');
  }
  const { token } = await add('接访室');
  const { rows } = await story.server.database.pool.query(
    `select type, data::text as data from event where stream_kind = 'administration' and type like 'wallScreen%'`,
  );
  expect(rows.map(({ type }) => type)).toContain('wallScreenRevoked');
  expect(JSON.stringify(rows)).not.toContain(token);
});
