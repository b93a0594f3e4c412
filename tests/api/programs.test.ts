import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { newSecretKey, openSecretKeys, sealWebhookSecrets, startTestServer, testKeys } from '@huiyin/server/testkit';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, matter, openStory, registerCase, type Story, submitOne } from './story.ts';

// What other programs are given: the client of the manual, WebSockets, webhooks, metrics.

let story: Story;
beforeAll(async () => {
  story = await openStory({ heartbeatMs: 300 });
});
afterAll(() => story?.close());

async function token(): Promise<{ secret: string; id: string }> {
  const text = `mutation { makeAccessToken(name: "测试程序", scopes: [countsRead], days: 9) { secret token { id } } }`;
  type Made = { makeAccessToken: { secret: string; token: { id: string } } };
  const { makeAccessToken } = await (await story.as('leader')).query<Made>(text);
  return { secret: makeAccessToken.secret, id: makeAccessToken.token.id };
}
const revoke = async (id: string) =>
  (await story.as('leader')).query('mutation ($id: ID!) { revokeAccessToken(id: $id) { id } }', { id });
const register = async () => submitOne(await story.as('clerk'), registerCase());

async function until(done: () => boolean | Promise<boolean>, ms = 6_000): Promise<void> {
  for (const start = performance.now(); performance.now() - start < ms; await sleep(20)) if (await done()) return;
  throw new Error('did not come');
}

test('the client of the manual show the counts, and stop when the token is taken back', async () => {
  const manual = await readFile(new URL('../../docs/programs.md', import.meta.url), 'utf8');
  const code = /```js\n([\s\S]+?)```/.exec(manual)?.[1] ?? '';
  expect(code.trim().split('\n').length).toBeLessThanOrEqual(25);
  const { secret, id } = await token();
  const client = spawn(process.execPath, ['--input-type=module', '-', story.base, secret]);
  let [shown, said] = ['', ''];
  client.stdout.on('data', (bytes: Buffer) => (shown += bytes));
  client.stderr.on('data', (bytes: Buffer) => (said += bytes));
  client.stdin.end(code);
  const ended = new Promise<number | null>((resolve) => client.once('exit', resolve));
  await until(() => shown.includes('\n'));
  const { open } = JSON.parse(shown.split('\n')[0] ?? '') as { open: number };
  await register();
  await until(() => shown.includes(`"open":${open + 1}`));
  await revoke(id);
  expect(await ended).toBe(1);
  expect(said).toContain('登录');
});

describe('graphql-ws', () => {
  function client(secret: string | undefined) {
    const connectionParams = secret === undefined ? {} : { authorization: `Bearer ${secret}` };
    return createClient({
      url: `${story.base.replace('http', 'ws')}/graphql`,
      retryAttempts: 0,
      connectionParams,
    });
  }
  const query = 'subscription { liveCounts { open today } }';
  interface Result {
    readonly data?: { liveCounts: { open: number } } | null;
    readonly extensions?: { id?: string; heartbeat?: string };
    readonly errors?: readonly { readonly extensions?: { code?: string } }[];
  }

  test('sends the counts, the changes and heartbeats, and ends when the token is taken back', async () => {
    const { secret, id } = await token();
    const results: Result[] = [];
    const socket = client(secret);
    const ended = new Promise<unknown>((resolve) => {
      const sink = {
        next: (one: unknown) => results.push(one as Result),
        error: resolve,
        complete: () => resolve('complete'),
      };
      socket.subscribe({ query }, sink);
    });
    await until(() => results.length > 0);
    const open = results[0]?.data?.liveCounts.open ?? 0;
    await register();
    await until(() => results.some(({ data }) => data?.liveCounts.open === open + 1));
    await until(() =>
      results.some(({ extensions, data }) => extensions?.heartbeat && data?.liveCounts.open === open + 1),
    );
    await revoke(id);
    expect(await ended).toBeDefined();
    await socket.dispose();
  });

  test('after a break says whether anything was missed: a heartbeat when nothing was, else the newest', async () => {
    const { secret, id } = await token();
    /** The first answer of a new connection that had this before. */
    const first = async (lastEventId?: string) => {
      const socket = client(secret);
      const extensions = lastEventId === undefined ? {} : { extensions: { lastEventId } };
      const result = await new Promise<Result>((resolve, reject) => {
        const sink = { next: (one: unknown) => resolve(one as Result), error: reject, complete: () => undefined };
        socket.subscribe({ query, ...extensions }, sink);
      });
      await socket.dispose();
      return result;
    };
    const before = await first();
    expect(before.extensions?.id).toMatch(/^\d+-/);
    expect(before.extensions?.heartbeat).toBeUndefined();
    const same = await first(before.extensions?.id);
    expect(same).toMatchObject({ data: before.data, extensions: { id: before.extensions?.id } });
    expect(same.extensions?.heartbeat).toBeDefined();
    await register();
    const newer = await first(before.extensions?.id);
    expect(newer.data?.liveCounts.open).toBe((before.data?.liveCounts.open ?? 0) + 1);
    expect(newer.extensions?.heartbeat).toBeUndefined();
    expect(newer.extensions?.id).not.toBe(before.extensions?.id);
    await revoke(id);
  });

  test('lets nobody in without a sign-in, takes subscriptions only, and no page of another site', async () => {
    const failed = (socket: ReturnType<typeof client>, text: string) =>
      new Promise<unknown>((resolve) => {
        const sink = { next: (one: unknown) => resolve(one), error: resolve, complete: () => resolve('complete') };
        socket.subscribe({ query: text }, sink);
      });
    expect(await failed(client(undefined), query)).toMatchObject({ code: 4403 });
    const { secret } = await token();
    for (const text of ['{ liveCounts { open } }', 'mutation { signOut }', 'subscription { nothing }', '{']) {
      const errors = await failed(client(secret), text);
      expect([text, errors]).toMatchObject([text, [{ extensions: { code: 'malformed-request' } }]]);
    }
    const status = await new Promise((resolve) => {
      const headers = { connection: 'Upgrade', upgrade: 'websocket', origin: 'https://evil.example' };
      const asked = request(`${story.base}/graphql`, { headers }, (response) => resolve(response.statusCode));
      asked.end();
    });
    expect(status).toBe(403);
  });
});

describe('webhooks', () => {
  interface Got {
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
  }
  async function program(answer: (count: number) => number) {
    const got: Got[] = [];
    const server = createServer((posted, response) => {
      let body = '';
      posted.on('data', (bytes: Buffer) => (body += bytes));
      posted.on('end', () => {
        got.push({ headers: posted.headers, body });
        const status = answer(got.length);
        response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // A TCP server's address is never a string.
    return { got, url: `http://127.0.0.1:${port}/hook`, close: () => server.close() };
  }
  const add = async (url: string, events = ['petitionCase']) =>
    ask(
      story.base,
      await story.as('admin'),
      `mutation ($url: String!, $events: [WebhookEvent!]!) { addWebhook(name: "统计平台", url: $url, events: $events) {
        secret webhook { id } } }`,
      { url, events },
    );
  interface Delivery {
    readonly id: string;
    readonly event: string;
    readonly state: string;
    readonly attempts: number;
    readonly lastStatus: number | null;
    readonly lastError: string | null;
  }
  async function deliveries(id: string): Promise<readonly Delivery[]> {
    type Answer = { webhooks: { id: string; deliveries: Delivery[] }[] };
    const text = '{ webhooks { id deliveries { id event state attempts lastStatus lastError } } }';
    const { webhooks } = await (await story.as('admin')).query<Answer>(text);
    return webhooks.find((one) => one.id === id)?.deliveries ?? [];
  }
  const made = async (url: string) => {
    const { data } = await add(url);
    return (data as { addWebhook: { secret: string; webhook: { id: string } } }).addWebhook; // as asked for above
  };
  const change = async (text: string, id: string) =>
    (await story.as('admin')).query(`mutation ($id: ID!) { ${text} }`, { id });

  test('tell of each change once it is committed, signed, by ids only; a refused command tells nothing', async () => {
    const { got, url, close } = await program(() => 204);
    const { secret, webhook } = await made(url);
    const refused = await submitOne(await story.as('clerk'), registerCase({ title: '' }));
    expect(refused.status).toBe('refused');
    const named = matter({ title: '王小二的来信' });
    const outcome = await submitOne(await story.as('clerk'), registerCase(named));
    await until(() => got.length > 0);
    await until(async () => (await deliveries(webhook.id))[0]?.state === 'delivered');
    const [{ headers, body } = { headers: {}, body: '' }] = got;
    expect(JSON.parse(body)).toMatchObject({ event: 'petitionCase', entityId: outcome.cases[0]?.id });
    expect(body).not.toMatch(/[一-鿿]/);
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['huiyin-signature'])) ?? [];
    expect(v1).toBe(createHmac('sha256', secret).update(`${t}.${body}`).digest('hex'));
    expect(got.length).toBe(1);
    await remove(webhook.id);
    close();
  });
  const remove = (id: string) => change('removeWebhook(id: $id)', id);

  test('are tried again later when the program fails or sends elsewhere, and again by hand', async () => {
    const { got, url, close } = await program((count) => (count === 1 ? 302 : count === 2 ? 500 : 200));
    const { webhook } = await made(url);
    await register();
    await until(async () => (await deliveries(webhook.id))[0]?.lastStatus === 302);
    const [first] = await deliveries(webhook.id);
    expect(first).toMatchObject({ state: 'waiting', attempts: 1 });
    const { pool } = story.server.database;
    await pool.query("update webhook_delivery set next_at = now() where state = 'waiting'");
    await register();
    await until(() => got.length >= 3);
    await change('resendWebhookDelivery(id: $id)', first?.id ?? '');
    await until(async () => (await deliveries(webhook.id)).every(({ state }) => state === 'delivered'));
    await change('testWebhook(id: $id)', webhook.id);
    await until(async () => (await deliveries(webhook.id))[0]?.event === 'test');
    await until(() => got.some(({ body }) => body.includes('"event":"test"')));
    await change('setWebhookPaused(id: $id, paused: true) { pausedAt }', webhook.id);
    const before = (await deliveries(webhook.id)).length;
    await register();
    expect((await deliveries(webhook.id)).length).toBe(before);
    await remove(webhook.id);
    close();
  });

  test('have secrets that lie sealed in the database: what lay in clear, or under an older key, is sealed at the next start', async () => {
    const { got, url, close } = await program(() => 204);
    const { secret, webhook } = await made(url);
    const { pool } = story.server.database;
    const kept = async () => {
      const { rows } = await pool.query<{ secret: string }>('select secret from webhook where id = $1', [webhook.id]);
      return rows[0]?.secret ?? '';
    };
    const said: string[] = [];
    const logger = { error: (...line: unknown[]) => said.push(JSON.stringify(line)) };
    const seal = (keys: typeof testKeys) => sealWebhookSecrets({ database: story.server.database, keys, logger });
    expect(await kept()).toMatch(/^sealed\./);
    // As a version without keys had left it.
    await pool.query('update webhook set secret = $2 where id = $1', [webhook.id, secret]);
    await Promise.all([seal(testKeys), seal(testKeys)]);
    const sealed = await kept();
    expect(sealed).toMatch(/^sealed\./);
    await seal(testKeys);
    expect(await kept()).toBe(sealed);
    // A key that is nobody's opens nothing, changes nothing, and the log says so.
    await seal(openSecretKeys([newSecretKey()]));
    expect(await kept()).toBe(sealed);
    expect(said.join()).toContain('"webhooks":1');
    expect(said.join()).not.toContain(secret);
    await change('testWebhook(id: $id)', webhook.id);
    await until(() => got.length > 0);
    const [{ headers, body } = { headers: {}, body: '' }] = got;
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['huiyin-signature'])) ?? [];
    expect(v1).toBe(createHmac('sha256', secret).update(`${t}.${body}`).digest('hex'));
    await remove(webhook.id);
    close();
  });

  test('go nowhere but to proper addresses: no metadata service, no other protocol, no password in the address', async () => {
    for (const url of [
      'ftp://a/b',
      'http://169.254.169.254/latest',
      'http://0.0.0.0/',
      'http://u:p@host/',
      'http://[fe80::1]/',
    ]) {
      expect([url, (await add(url)).errors?.[0]?.extensions?.code]).toEqual([url, 'invalid-webhook-url']);
    }
    expect((await add('http://10.1.2.3/hook', [])).errors?.[0]?.extensions?.code).toBe('webhook-events');
    const { webhook } = await made('http://127.0.0.1:9/');
    await register();
    await until(async () => (await deliveries(webhook.id))[0]?.lastError === 'ECONNREFUSED');
    await remove(webhook.id);
  });
});

/** What Prometheus' own rules of naming would find fault with, in what is ours. */
function namingProblems(text: string): string[] {
  const types = [...text.matchAll(/^# TYPE (huiyin_\w+) (\w+)$/gm)].map(([, name = '', type = '']) => ({ name, type }));
  const helps = new Set([...text.matchAll(/^# HELP (huiyin_\w+) .{10,}\.$/gm)].map(([, name]) => name));
  const samples = [...text.matchAll(/^(huiyin_\w+?)(_bucket|_sum|_count)?(\{[^}]*\})? \S+$/gm)];
  const typed = new Set(types.map(({ name }) => name));
  return [
    ...(types.length < 10 ? ['too few'] : []),
    ...types
      .filter(({ name, type }) => (type === 'counter') !== name.endsWith('_total'))
      .map(({ name }) => `${name}: _total`),
    ...types
      .filter(({ name, type }) => type === 'histogram' && !name.endsWith('_seconds'))
      .map(({ name }) => `${name}: unit`),
    ...types
      .filter(({ name }) => /_(ms|millis\w*|minutes|kb|mb|gauge|counter|histogram)(_|$)/.test(name))
      .map(({ name }) => name),
    ...types.filter(({ name }) => !helps.has(name)).map(({ name }) => `${name}: help`),
    ...samples
      .filter(([, name = '', part = '']) => !typed.has(name) && !typed.has(name + part))
      .map(([line]) => `${line}: type`),
  ];
}

test('metrics are read on this machine or with the token, and count commands by type and outcome', async () => {
  const read = async (headers: Record<string, string> = {}, base = story.base) => {
    const response = await fetch(`${base}/metrics`, { headers });
    return { status: response.status, text: await response.text() };
  };
  const { text } = await read();
  expect(text).toMatch(/huiyin_command_seconds_count\{type="registerCase",status="accepted"\} \d+/);
  for (const name of ['request_seconds', 'feed_lag_seconds', 'live_streams', 'pool_connections', 'count_backlog']) {
    expect(text).toContain(`huiyin_${name}`);
  }
  expect(namingProblems(text)).toEqual([]);
  expect(text).toContain('huiyin_push_messages_total{outcome="failed"} 0');
  await story.server.database.pool.query(
    `select graphile_worker.add_job('nobody-takes-this', run_at => now() - interval '90 seconds')`,
  );
  const later = (await read()).text;
  expect(later).toMatch(/huiyin_jobs\{state="due"\} 1$/m);
  expect(Number(/^huiyin_job_oldest_due_seconds (.+)$/m.exec(later)?.[1])).toBeGreaterThan(89);
  expect((await read({ 'x-forwarded-for': '10.0.0.1' })).status).toBe(403);
  const metricsToken = 'a-token-for-the-metrics';
  const guarded = await startTestServer(story.server.database.url, { metricsToken });
  expect((await read({}, guarded.base)).status).toBe(403);
  expect((await read({ authorization: `Bearer ${metricsToken}` }, guarded.base)).status).toBe(200);
  await guarded.close();
});
