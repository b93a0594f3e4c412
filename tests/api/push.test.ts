import { setTimeout as sleep } from 'node:timers/promises';
import { sweepReminders, testPassword } from '@huiyin/server/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { type PushService, startPushService, type TestSubscription } from '../testkit/push-service.ts';
import { ask, command, matter, openStory, type Story, submitOne } from './story.ts';

// Reminders outside the app (设备通知): the same that are made in the app, in working time, encrypted for the browser that was
// allowed to show them, and telling no more than kind and number.

let story: Story;
let service: PushService;
const monday = '2026-09-14T09:00:00+08:00';

beforeAll(async () => {
  service = await startPushService();
  story = await openStory({ jobs: true, pushServices: [service.origin] });
});
afterAll(async () => {
  await story?.close();
  await service?.close();
});
beforeEach(async () => {
  await story.server.database.pool.query('delete from push_subscription');
  service.messages.length = 0;
  Object.assign(service, { status: 201, calls: 0 });
});

const as = (username: string) => signIn(story.base, username, testPassword);
const at = (instant: string) => story.server.clock.set(instant);
const codeOf = async (caller: Caller, text: string, variables = {}) =>
  (await ask(story.base, caller, text, variables)).errors?.[0]?.extensions?.code;

interface Device {
  readonly id: string;
  readonly name: string;
  readonly here: boolean;
  readonly sentAt: string | null;
  readonly lastError: string | null;
}
interface State {
  readonly on: boolean;
  readonly serverKey: string | null;
  readonly devices: readonly Device[];
}
const stateOf = async (caller: Caller): Promise<State> =>
  (await caller.query<{ push: State }>('{ push { on serverKey devices { id name here sentAt lastError } } }')).push;
const allowText = `mutation ($endpoint: String!, $p256dh: String!, $auth: String!, $name: String!) {
  allowPush(endpoint: $endpoint, p256dh: $p256dh, auth: $auth, name: $name) { id here } }`;
async function allow(caller: Caller, subscription: TestSubscription = service.subscribe()): Promise<string> {
  const given = { ...subscription, name: '办公室的电脑' };
  return (await caller.query<{ allowPush: { id: string } }>(allowText, given)).allowPush.id;
}
async function switchTo(value: 'on' | 'off'): Promise<void> {
  const text = 'mutation ($value: String!) { changeSetting(key: "webPush", value: $value, reason: "试点") { key } }';
  await (await as('admin')).query(text, { value });
}

/** A letter to the department, received that day: its notice of acceptance is due fifteen days later. */
async function registered(receivedOn: string): Promise<{ id: string; number: string; name: string }> {
  const facts = { responsibility: 'municipal', contentKind: 'appeal', priorHandling: 'none' };
  const taken = matter({
    handlingUnitId: 'basic',
    facts: { ...facts, opinionImplemented: false, newFacts: false },
  });
  const outcome = await submitOne(
    await as('clerk'),
    command('registerCase', { channel: 'letter', receivedOn, matter: taken }),
  );
  expect(outcome).toMatchObject({ status: 'accepted' });
  return { id: taken.caseId, number: outcome.cases[0]?.number ?? '', name: taken.petitioner.name };
}

/** Sweeps, as the clock does every five minutes, and waits until what it has put into the queue is done. */
async function sweep(instant: string): Promise<readonly unknown[]> {
  at(instant);
  const before = service.messages.length;
  await sweepReminders(story.server);
  const left = async () => {
    const { rows } = await story.server.database.pool.query<{ count: number }>(
      `select count(*)::int as count from graphile_worker.jobs where task_identifier = 'send-push'`,
    );
    return rows[0]?.count;
  };
  for (let waited = 0; waited < 10_000 && (await left()) !== 0; waited += 20) await sleep(20);
  expect(await left()).toBe(0);
  return service.messages.slice(before).map(({ text }) => JSON.parse(text));
}

test('is off until the bureau switches it on; then it makes its keys, once, and keeps them sealed', async () => {
  at(monday);
  const clerk = await as('clerk');
  expect(await stateOf(clerk)).toEqual({ on: false, serverKey: null, devices: [] });
  const given = { ...service.subscribe(), name: 'x' };
  expect(await codeOf(clerk, allowText, given)).toBe('push-off');
  await switchTo('on');
  const { on, serverKey } = await stateOf(clerk);
  expect(on).toBe(true);
  expect(Buffer.from(serverKey ?? '', 'base64url')).toHaveLength(65);
  expect((await stateOf(await as('leader'))).serverKey).toBe(serverKey);
  const { rows } = await story.server.database.pool.query<{ value: Buffer }>(
    `select value from bureau_secret where name = 'push-keys'`,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.value.toString()).toMatch(/^sealed\.[0-9a-f]{12}\.[\w-]+$/);
  // Numbers only, or no cases at all: nobody there is reminded of anything.
  expect(await codeOf(await as('admin'), '{ push { on } }')).toBe('forbidden');
  expect(await codeOf(await as('wall'), '{ push { on } }')).toBe('forbidden');
});

test('one reminder is told with kind and number, encrypted, signed by the bureau’s key; once, and nothing of the petitioner', async () => {
  at(monday);
  const { number, name, id } = await registered('2026-09-10');
  at('2026-09-18T08:00:00+08:00');
  const clerk = await as('clerk');
  await allow(clerk);
  // fifteen days end on the Mid-Autumn holiday: to be done on Thursday 9-24, told three working days before
  expect(await sweep('2026-09-18T09:00:00+08:00')).toEqual([]);
  expect(await sweep('2026-09-21T07:00:00+08:00')).toEqual([]);
  expect(await sweep('2026-09-21T09:00:00+08:00')).toEqual([
    { title: `${number} 9月24日到期`, body: '受理告知', path: `/desk/cases/${id}`, tag: `case-${id}` },
  ]);
  const [{ text = '', headers = {}, claims, k } = {}] = service.messages;
  expect(text).not.toContain(name);
  expect(text).not.toContain('交通');
  expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '43200' });
  expect(k).toBe((await stateOf(clerk)).serverKey);
  expect(claims?.aud).toBe(service.origin);
  expect((claims?.exp ?? 0) * 1000).toBeLessThan(Date.now() + 24 * 3_600_000);
  expect(await sweep('2026-09-21T09:05:00+08:00')).toEqual([]);
  expect(await sweep('2026-09-24T09:00:00+08:00')).toMatchObject([{ title: `${number} 今日到期` }]);
  expect((await stateOf(clerk)).devices).toMatchObject([{ here: true, name: '办公室的电脑', lastError: null }]);
});

test('several at once are one message; what was read in the app meanwhile is not told', async () => {
  at('2026-10-12T09:00:00+08:00');
  const cases = [await registered('2026-10-10'), await registered('2026-10-10'), await registered('2026-10-10')];
  at('2026-10-20T18:00:00+08:00');
  const clerk = await as('clerk');
  await allow(clerk);
  const [message, ...more] = await sweep('2026-10-21T08:35:00+08:00');
  expect(more).toEqual([]);
  expect(message).toMatchObject({ body: expect.stringContaining(`临近${cases.length}`), path: '/desk/notices' });
  // due, but the service is away: meanwhile it was read
  service.status = 500;
  await sweep('2026-10-23T08:35:00+08:00');
  expect(service.calls).toBe(2);
  service.status = 201;
  await clerk.query('mutation { markNoticesRead }');
  expect(await sweep('2026-10-23T09:05:00+08:00')).toEqual([]);
});

test('what the service does not take is tried again, later each time, in working time only; nothing is lost over night', async () => {
  at('2026-11-02T09:00:00+08:00');
  await registered('2026-11-01');
  at('2026-11-11T17:00:00+08:00');
  const clerk = await as('clerk');
  await allow(clerk);
  service.status = 503;
  expect(await sweep('2026-11-11T17:20:00+08:00')).toEqual([]);
  expect(service.calls).toBe(1);
  expect((await stateOf(clerk)).devices).toMatchObject([{ lastError: 'HTTP 503', sentAt: null }]);
  await sweep('2026-11-11T17:22:00+08:00'); // too early
  expect(service.calls).toBe(1);
  await sweep('2026-11-11T17:26:00+08:00');
  expect(service.calls).toBe(2);
  service.status = 201;
  await sweep('2026-11-11T17:45:00+08:00'); // after working time
  expect(service.calls).toBe(2);
  expect(await sweep('2026-11-12T08:35:00+08:00')).toMatchObject([{ tag: 'notices' }]);
  expect((await stateOf(clerk)).devices).toMatchObject([{ lastError: null }]);
});

test('a browser that has taken its permission back is removed (404, 410); the others go on', async () => {
  for (const status of [404, 410]) {
    at('2026-11-12T10:00:00+08:00');
    const clerk = await as('clerk');
    const id = await allow(clerk);
    service.status = status;
    expect(await codeOf(clerk, 'mutation ($id: ID!) { testPush(id: $id) }', { id })).toBe('push-gone');
    expect((await stateOf(clerk)).devices).toEqual([]);
  }
});

test('a push service that does not answer as it should is told to who tries it', async () => {
  at('2026-11-12T10:05:00+08:00');
  const clerk = await as('clerk');
  const id = await allow(clerk);
  service.status = 500;
  expect(await codeOf(clerk, 'mutation ($id: ID!) { testPush(id: $id) }', { id })).toBe('push-failed');
});

test('ends with the sign-in that allowed it: signed out, revoked, shut out, or somebody else at the same browser', async () => {
  at('2026-11-12T10:00:00+08:00');
  const { pool } = story.server.database;
  const [first, second] = [await as('clerk'), await as('clerk')];
  await allow(first);
  await allow(second);
  const devices = async () => (await stateOf(await as('clerk'))).devices.length;
  expect(await devices()).toBe(2);
  await first.query('mutation { signOut }');
  expect(await devices()).toBe(1);
  await pool.query(`update session set revoked_at = now() where person_id = 'person-clerk'`);
  expect(await devices()).toBe(0);
  await registered('2026-11-09');
  expect(await sweep('2026-11-20T09:00:00+08:00')).toEqual([]);
  expect(service.calls).toBe(0);
  expect((await pool.query('select from push_subscription')).rowCount).toBe(0);
  // the same browser, another person: it is theirs now
  const subscription = service.subscribe();
  const [clerk, inspector] = [await as('clerk'), await as('inspector')];
  await allow(clerk, subscription);
  await allow(inspector, subscription);
  expect([(await stateOf(clerk)).devices.length, (await stateOf(inspector)).devices.length]).toEqual([0, 1]);
});

test('one’s own devices only: nobody removes or tests another’s; a double tap makes one', async () => {
  at('2026-11-12T10:00:00+08:00');
  const [clerk, inspector] = [await as('clerk'), await as('inspector')];
  const subscription = service.subscribe();
  const ids = await Promise.all([allow(clerk, subscription), allow(clerk, subscription)]);
  const devices = (await stateOf(clerk)).devices;
  expect(devices).toHaveLength(1);
  expect(ids).toContain(devices[0]?.id);
  const id = devices[0]?.id ?? '';
  for (const text of ['testPush', 'removePushDevice']) {
    expect(await codeOf(inspector, `mutation ($id: ID!) { ${text}(id: $id) }`, { id })).toBe('unknown-push-device');
  }
  expect(await clerk.query('mutation ($id: ID!) { testPush(id: $id) }', { id })).toEqual({ testPush: true });
  expect(JSON.parse(service.messages[0]?.text ?? '')).toMatchObject({ title: '回音设备通知测试' });
  expect(await clerk.query('mutation ($id: ID!) { removePushDevice(id: $id) }', { id })).toEqual({
    removePushDevice: true,
  });
  expect((await stateOf(clerk)).devices).toEqual([]);
});

test('sends nowhere but to known push services over https, and to the operator’s own; refuses keys that no browser makes', async () => {
  at('2026-11-12T10:00:00+08:00');
  const clerk = await as('clerk');
  const good = { ...service.subscribe(), name: 'x' };
  for (const endpoint of [
    'http://fcm.googleapis.com/fcm/send/1',
    'https://fcm.googleapis.com:8443/1',
    'https://u:p@fcm.googleapis.com/1',
    'https://fcm.googleapis.com.evil.example/1',
    'https://evil.example/fcm.googleapis.com',
    'https://notify.windows.com.evil.example/',
    'https://10.0.0.8/push',
    'https://localhost/push',
    'https://[::1]/push',
    'http://127.0.0.1:9/push',
    'file:///etc/passwd',
    'x',
    `https://fcm.googleapis.com/${'x'.repeat(2_000)}`,
  ]) {
    expect([endpoint, await codeOf(clerk, allowText, { ...good, endpoint })]).toEqual([endpoint, 'push-endpoint']);
  }
  for (const endpoint of [
    'https://fcm.googleapis.com/fcm/send/1',
    'https://updates.push.services.mozilla.com/wpush/v2/1',
    'https://wns2-sg2p.notify.windows.com/w/?token=1',
    'https://web.push.apple.com/1',
  ]) {
    expect(await codeOf(clerk, allowText, { ...good, endpoint })).toBeUndefined();
  }
  for (const change of [{ auth: 'AAAA' }, { p256dh: 'AAAA' }, { p256dh: Buffer.alloc(65, 4).toString('base64url') }]) {
    expect(await codeOf(clerk, allowText, { ...good, ...change })).toBe('push-browser-keys');
  }
  const tooMany = await Promise.all(
    Array.from({ length: 11 }, async () => codeOf(await as('west'), allowText, { ...service.subscribe(), name: 'x' })),
  );
  expect(tooMany.filter((code) => code === 'too-many-push-devices')).toHaveLength(1);
});

test('switched off again, nothing is sent and nobody can allow anything', async () => {
  at('2026-11-12T10:00:00+08:00');
  await registered('2026-11-11');
  at('2026-11-22T10:00:00+08:00');
  const clerk = await as('clerk');
  const id = await allow(clerk);
  await switchTo('off');
  expect(await sweep('2026-11-24T09:00:00+08:00')).toEqual([]);
  expect(await codeOf(clerk, 'mutation ($id: ID!) { testPush(id: $id) }', { id })).toBe('push-off');
  expect(await stateOf(clerk)).toMatchObject({ on: false, serverKey: null });
});
