import 'fake-indexeddb/auto';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepAttachment } from '@huiyin/pwa/offline/drafts';
import { findItem, listItems, saveItem } from '@huiyin/pwa/offline/outbox';
import { pullChanges } from '@huiyin/pwa/offline/pull';
import { locked, newDataKey } from '@huiyin/pwa/offline/sealed';
import { openStore, type PhoneStore } from '@huiyin/pwa/offline/store';
import { createSync, type Sync } from '@huiyin/pwa/offline/sync';
import { httpTransport, postGraphql } from '@huiyin/pwa/offline/transport';
import { uuidv7 } from '@huiyin/pwa/offline/uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDemo } from '../testkit/demo.ts';
import { type Front, openFront, type Strange } from '../testkit/front.ts';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { forged } from '../testkit/met-refusals.ts';
import type { HuiyinProcess } from '../testkit/process.ts';
import { uploaderOf } from '../testkit/uploader.ts';

/*
 * The phone's own sending code against the real server, with somebody in between who answers in the server's place: the
 * login page of a hotel's wifi, a gateway's error page, half an answer. None of that is a refusal: the work waits and goes
 * out when the road is free. What the server itself refuses is a refusal, with its code.
 */

let folder: string;
let huiyin: HuiyinProcess;
let front: Front;
let leader: Caller;
let store: PhoneStore;
let sync: Sync;
let place: string;
/** The phone's clock: it jumps to the next try instead of waiting. */
let now = Date.now();
let alarm: { readonly at: number; readonly ring: () => void } | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-strange-'));
  huiyin = await startDemo(folder);
  front = await openFront(huiyin.port);
  leader = await signIn(front.url, 'leader1');
  const { viewer, units } = await leader.query<{ viewer: { id: string }; units: { id: string; kind: string }[] }>(
    '{ viewer { id } units { id kind } }',
  );
  place = units.find(({ kind }) => kind === 'districtSchool')?.id ?? '';
  store = openStore(viewer.id, await locked(await newDataKey()));
  sync = createSync({
    store,
    transport: httpTransport({ base: front.url, send: leader.fetch, loadUploader: () => uploaderOf(leader.fetch) }),
    now: () => now,
    random: () => 0.5,
    lock: (_name, work) => work(),
    later(ms, ring) {
      alarm = { at: now + ms, ring };
      return () => {
        alarm = undefined;
      };
    },
  });
}, 120_000);

afterAll(async () => {
  sync?.stop();
  await store?.close();
  front?.close();
  await huiyin?.stop();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

/** Saves a visit with one photo, as the form does. */
async function saveVisit(bytes = jpeg()): Promise<string> {
  const commandId = uuidv7();
  const id = uuidv7();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const named = { id, kind: 'photo', mime: 'image/jpeg', size: bytes.length, sha256 } as const;
  const photo = { ...named, ownerId: 'draft', bytes: new Uint8Array(bytes).buffer, uploaded: false };
  await keepAttachment(store, photo, { id: 'draft', savedAt: now, form: {} });
  const visitId = randomUUID();
  const visitedOn = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
  await saveItem(store, {
    ...{ commandId, type: 'logOutreachVisit', occurredAt: new Date().toISOString(), draftId: 'draft' },
    payload: {
      ...{
        visitId,
        visitedOn,
        mode: 'discussionVisit',
        placeUnitId: place,
        programme: false,
        companions: [],
        matters: [],
      },
      ...{ observations: '走访记录', followUps: [], attachments: [named] },
    },
    streams: [`outreachVisit:${visitId}`],
    attachmentIds: [id],
    summary: { title: '小学', matters: 0, photos: 1 },
  });
  return commandId;
}

function jpeg(): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(2_000)]);
}

/** Time passes until the phone tries again. */
async function nextTry(): Promise<void> {
  now = Math.max(now, alarm?.at ?? now + 300_000) + 1;
  await sync.kick();
}

const html = '<!doctype html><title>Wi-Fi</title><form action="/login">欢迎使用无线网络，请先登录</form>';
const answers: readonly (readonly [string, Strange])[] = [
  ['the login page of a wifi, with status 200', { status: 200, body: html }],
  ['the login page, said to have been created', { status: 201, headers: { location: '/portal/session' }, body: html }],
  [
    'JSON of a login page',
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{"login":"required"}' },
  ],
  ['a redirect to the login page', { status: 302, headers: { location: '/portal' } }],
  ["a gateway's 401", { status: 401, body: html }],
  ["a gateway's 403", { status: 403, body: html }],
  ["a gateway's 404", { status: 404, body: html }],
  ["a gateway's 413", { status: 413, body: html }],
  ['too many requests', { status: 429, headers: { 'retry-after': '30' }, body: html }],
  ['a stumbling gateway', { status: 500, body: html }],
  ['a server that is being restarted', { status: 503, body: html }],
  ['sign-in to the network required', { status: 511, body: html }],
  ['half an answer', 'half'],
  ...[
    [503, 'server-not-ready'],
    [503, 'database-unavailable'],
    [429, 'rate-limited'],
    [500, 'internal-error'],
  ].map(
    ([status, code]) =>
      [
        `our own server: ${code}`,
        {
          status: Number(status),
          headers: { 'content-type': 'application/json', [forged]: 'true' },
          body: JSON.stringify({ code, message: '请稍后重试。' }),
        },
      ] as const,
  ),
];
const asked =
  (method: string, path: string) =>
  ({ method: used, url = '' }: IncomingMessage) =>
    used === method && url.startsWith(path);
const places = [
  ['where a photo is announced', asked('POST', '/files')],
  ["where a photo's bytes go", asked('PATCH', '/files/')],
  ['where commands go', asked('POST', '/graphql')],
] as const;

describe.each(places)('%s', (_where, to) => {
  test.each(answers)('%s: the visit waits and then arrives', async (_name, answer) => {
    front.set({ to, answer });
    const commandId = await saveVisit();
    await sync.kick();
    expect(front.met()).toBeGreaterThan(0);
    // Half an answer to an upload may still have said enough: then it has simply arrived.
    const meanwhile = (await findItem(store, commandId))?.state;
    expect(answer === 'half' ? ['waiting', 'received'] : ['waiting']).toContain(meanwhile);
    front.set();
    for (let tries = 0; tries < 2; tries += 1) await nextTry();
    const { state, refusal } = (await findItem(store, commandId)) ?? {};
    expect({ state, refusal }).toEqual({ state: 'received' });
  });
});

describe('the server’s own word', () => {
  test('a file that is no photo is refused as such, with the sentence', async () => {
    const commandId = await saveVisit(randomBytes(500));
    await sync.kick();
    await nextTry();
    expect(await findItem(store, commandId)).toMatchObject({
      state: 'refused',
      refusal: { code: 'attachment-type-unsupported', message: expect.stringContaining('JPEG') },
    });
  });

  test('half of it is not a refusal yet; the whole is', async () => {
    const commandId = await saveVisit(randomBytes(500));
    front.set({ to: asked('PATCH', '/files/'), answer: 'half' });
    await sync.kick();
    for (let tries = 0; tries < 2; tries += 1) await nextTry();
    expect((await findItem(store, commandId))?.state).toBe('waiting');
    front.set();
    for (let tries = 0; tries < 2; tries += 1) await nextTry();
    expect((await findItem(store, commandId))?.state).toBe('refused');
  });
});

test.each(answers)(
  'reading, answered by %s: nothing changes on the phone, and it is asked again',
  async (_name, answer) => {
    const ask: typeof postGraphql = (text, variables) =>
      postGraphql(text, variables, `${front.url}/graphql`, leader.fetch);
    expect(await pullChanges(store, 'mine', ask)).toBeUndefined();
    const before = await store.startingWith('entities', 'mine/');
    front.set({ to: asked('POST', '/graphql'), answer });
    expect((await pullChanges(store, 'mine', ask))?.kind).toMatch(/passing|broken/);
    front.set();
    expect(await store.startingWith('entities', 'mine/')).toEqual(before);
    expect(await pullChanges(store, 'mine', ask)).toBeUndefined();
  },
);

test('nothing is left that has not ended', async () => {
  expect((await listItems(store)).filter(({ state }) => state !== 'received' && state !== 'refused')).toEqual([]);
});
