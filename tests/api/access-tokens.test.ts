import { setTimeout as sleep } from 'node:timers/promises';
import { startTestServer } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Caller, post } from '../testkit/graphql.ts';
import { openStream } from './counts.ts';
import { ask, matter, openStory, registerCase, type Story, submitOne } from './story.ts';

// Access tokens (访问令牌): made by people for their programs, by administrators for dashboards; taken back at once.

let story: Story;
beforeAll(async () => {
  story = await openStory({ heartbeatMs: 300 });
});
afterAll(() => story?.close());

interface Made {
  readonly token: { readonly id: string; readonly personName: string; readonly expiresAt: string };
  readonly secret: string;
}
const makeText = `mutation ($name: String!, $scopes: [TokenScope!]!, $days: Int!, $personId: ID) {
  makeAccessToken(name: $name, scopes: $scopes, days: $days, personId: $personId) {
    token { id personName expiresAt } secret } }`;
const wish = { name: '大厅看板程序', scopes: ['countsRead'], days: 30 };

async function make(by: string, change: object = {}): Promise<Made> {
  const caller = await story.as(by);
  return (await caller.query<{ makeAccessToken: Made }>(makeText, { ...wish, ...change })).makeAccessToken;
}
const revoke = async (by: string, id: string): Promise<Answer> =>
  ask(story.base, await story.as(by), 'mutation ($id: ID!) { revokeAccessToken(id: $id) { revokedAt } }', { id });

/** A program that has nothing but the token. */
function program(secret: string): Caller {
  const send: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${secret}`);
    headers.delete('origin');
    return fetch(input, { ...init, headers });
  };
  const query = async <T>(text: string, variables = {}): Promise<T> => {
    const answer = await post(story.base, text, variables, send);
    if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer.errors));
    return answer.data as T; // The caller names the shape it asked for.
  };
  return { username: 'program', personId: '', fetch: send, query };
}
const codeOf = (answer: Answer) => answer.errors?.[0]?.extensions?.code;
const asks = (secret: string, text: string) => post(story.base, text, {}, program(secret).fetch);

describe('a token reads what its scopes name', () => {
  test('counts:read opens the live counts, and nothing else: no cases, no people, no writing', async () => {
    const { secret, token } = await make('leader');
    expect(secret).toMatch(/^huiyin_[\w-]{43}$/);
    expect(token.expiresAt).toBe('2026-12-23T01:00:00.000Z');
    await submitOne(await story.as('clerk'), registerCase());
    const { liveCounts } = await program(secret).query<{ liveCounts: { open: number } }>('{ liveCounts { open } }');
    expect(liveCounts.open).toBe(1);
    for (const text of [
      '{ cases(first: 1) { totalCount } }',
      '{ units { id } }',
      '{ accessTokens { id } }',
      'mutation { submitCommands(commands: []) { status } }',
      `mutation { makeAccessToken(name: "更多", scopes: [casesRead], days: 9) { secret } }`,
    ]) {
      expect([text, codeOf(await asks(secret, text))]).toEqual([text, 'forbidden']);
    }
  });

  test('cases:read opens what its owner sees, and only that', async () => {
    const facts = { ...matter().facts, priorHandling: 'inProgress' };
    await submitOne(await story.as('clerk'), registerCase({ handlingUnitId: 'west', facts }));
    const { secret } = await make('west', { scopes: ['casesRead'] });
    const list = '{ cases(first: 9) { edges { node { handlingUnit { id } } } } }';
    const { cases } = await program(secret).query<{ cases: { edges: { node: { handlingUnit: { id: string } } }[] } }>(
      list,
    );
    expect(cases.edges.map(({ node }) => node.handlingUnit.id)).toEqual(['west']);
    expect(codeOf(await asks(secret, '{ liveCounts { open } }'))).toBe('forbidden');
  });

  test('an unknown, expired or foreign secret opens nothing, and an administrator’s gives no cases', async () => {
    expect(codeOf(await asks('huiyin_wrong', '{ liveCounts { open } }'))).toBe('unauthenticated');
    const { secret } = await make('clerk', { days: 1 });
    story.server.clock.set('2026-11-24T09:00:01+08:00');
    expect(codeOf(await asks(secret, '{ liveCounts { open } }'))).toBe('unauthenticated');
    story.server.clock.set('2026-11-23T09:00:00+08:00');
    const admin = await story.as('admin');
    expect(codeOf(await ask(story.base, admin, makeText, wish))).toBe('token-scopes');
    const forLeader = { ...wish, personId: 'person-leader' };
    expect(codeOf(await ask(story.base, admin, makeText, forLeader))).toBe('token-for-another');
    expect(codeOf(await ask(story.base, await story.as('clerk'), makeText, forLeader))).toBe('token-for-another');
    const forWall = await make('admin', { personId: 'person-wall' });
    expect(forWall.token.personName).toBe('wall');
    expect(await program(forWall.secret).query('{ liveCounts { today } }')).toEqual({
      liveCounts: { today: '2026-11-23' },
    });
  });

  test('wishes that cannot be are refused in words', async () => {
    const clerk = await story.as('clerk');
    const refused = async (change: object) => codeOf(await ask(story.base, clerk, makeText, { ...wish, ...change }));
    expect(await refused({ name: ' ' })).toBe('invalid-token-name');
    expect(await refused({ days: 367 })).toBe('token-days');
    expect(await refused({ scopes: [] })).toBe('token-scopes');
    for (let count = 0; count < 20; count += 1) await ask(story.base, clerk, makeText, wish);
    expect(await refused({})).toBe('too-many-tokens');
  });
});

describe('a token is taken back', () => {
  test('by its owner or an administrator, by nobody else; its streams end at once, in every process', async () => {
    const other = await startTestServer(story.server.database.url, { heartbeatMs: 300 });
    const { secret, token } = await make('leader2');
    const streams = await Promise.all([
      openStream(program(secret), story.base),
      openStream(program(secret), other.base),
    ]);
    for (const stream of streams) await stream.until(() => true);
    expect(codeOf(await revoke('clerk', token.id))).toBe('unknown-token');
    expect(await revoke('admin', token.id)).toMatchObject({ data: { revokeAccessToken: {} } });
    const soon = sleep(1_500).then(() => Promise.reject(new Error('still open')));
    await Promise.race([Promise.all(streams.map(({ ended }) => ended)), soon]);
    soon.catch(() => undefined);
    for (const stream of streams) expect(stream.events.at(-1)?.event).toBe('complete');
    expect(codeOf(await asks(secret, '{ liveCounts { open } }'))).toBe('unauthenticated');
    await other.close();
  });

  test('each is listed for its owner, all for administrators, with its last use and no secret; making and revoking are audited', async () => {
    const listText = '{ accessTokens { id name personName scopes lastUsedAt revokedAt } }';
    type Listed = { accessTokens: { personName: string; lastUsedAt: string | null; revokedAt: string | null }[] };
    const own = await (await story.as('leader')).query<Listed>(listText);
    expect(own.accessTokens).toMatchObject([{ personName: 'leader', scopes: ['countsRead'] }]);
    expect(own.accessTokens[0]?.lastUsedAt).not.toBeNull();
    const all = await (await story.as('admin')).query<Listed>(listText);
    expect(new Set(all.accessTokens.map(({ personName }) => personName)).size).toBeGreaterThan(3);
    const { rows } = await story.server.database.pool.query<{ type: string; count: number }>(
      "select type, count(*)::int from event where stream_kind = 'administration' and type like 'accessToken%' group by 1 order by 1",
    );
    expect(rows.map(({ type }) => type)).toEqual(['accessTokenMade', 'accessTokenRevoked']);
    const stored = await story.server.database.pool.query('select * from access_token');
    expect(JSON.stringify(stored.rows)).not.toContain('huiyin_');
  });
});
