import 'fake-indexeddb/auto';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AskAsDevice, contact } from '@huiyin/pwa/offline/contact';
import { connect } from '@huiyin/pwa/offline/database';
import { keepAttachment, saveDraft } from '@huiyin/pwa/offline/drafts';
import { handOverAndWipe } from '@huiyin/pwa/offline/hand-over';
import { listItems, saveItem, settleReceived } from '@huiyin/pwa/offline/outbox';
import { phoneUsers, rememberUser } from '@huiyin/pwa/offline/phone';
import { openStore, storeName } from '@huiyin/pwa/offline/store';
import { postGraphql } from '@huiyin/pwa/offline/transport';
import { uuidv7 } from '@huiyin/pwa/offline/uuid';
import { keepForRecovery, makeVault, recover, unlock } from '@huiyin/pwa/offline/vault';
import { readVault } from '@huiyin/pwa/offline/vault-record';
import { verifyDatabase } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { ask, openStory, outreachVisit, type Story } from './story.ts';

/*
 * Phones of people (本机): known to the server, found back into after a forgotten PIN, revoked from the desk (停用此设备) with
 * everything unsent handed over. The phone's own store and vault code, against the real API.
 */

const quick = { least: 1_000, most: 1_000, targetMs: 0 };
const PIN = '口令口令口令';

let story: Story;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-devices-'));
  story = await openStory({ filesFolder: folder });
});
afterAll(async () => {
  await story?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The phone's way to the server, without anybody's session. */
const asDevice: AskAsDevice = (query, variables, token) =>
  postGraphql(query, variables, `${story.base}/graphql`, (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('x-huiyin-device', token);
    return fetch(input, { ...init, headers });
  });

interface Registered {
  readonly id: string;
  readonly token: string;
  readonly recoveryKey: string;
}

/** A phone of this person as the app sets it up: vault, registration, recovery. */
async function newPhone(person: Caller) {
  // One browser here; every phone has a store of its own by a name of its own.
  const personId = `${person.personId}-${uuidv7()}`;
  const connection = connect(storeName(personId));
  const key = await makeVault(connection, PIN, quick);
  const { registerDevice: device } = await person.query<{ registerDevice: Registered }>(
    'mutation { registerDevice(name: "Android · Chrome") { id token recoveryKey } }',
  );
  const recoveryKey = Uint8Array.from(Buffer.from(device.recoveryKey, 'base64'));
  expect(await keepForRecovery(connection, PIN, { ...device, recoveryKey })).toBe(true);
  await rememberUser({ personId, role: 'leader', store: true }, Date.now());
  const store = { ...openStore(personId, key), personId: person.personId };
  return { personId, connection, device, store };
}

/** A visit in the outbox of the phone; gives its commandId. */
async function save(phone: Awaited<ReturnType<typeof newPhone>>, change: Readonly<Record<string, unknown>> = {}) {
  const visit = outreachVisit(change);
  const { payload, type, occurredAt } = visit;
  const commandId = uuidv7();
  await saveItem(phone.store, {
    ...{ commandId, type, payload, occurredAt, streams: [], attachmentIds: [], draftId: 'draft' },
    summary: { title: '东城一小', matters: 2, photos: 0 },
  });
  return { commandId, visitId: String(payload.visitId) };
}

const standing = (token: string) => asDevice('mutation { contactDevice(unsent: 2) }', {}, token);
const revoke = 'mutation ($id: ID!) { revokeDevice(id: $id) { revokedAt } }';
const code = async (answer: ReturnType<typeof ask>) => (await answer).errors?.[0]?.extensions?.code;

describe('忘记口令 loses nothing', () => {
  const recoverText =
    'mutation ($username: String!, $password: String!) { deviceRecoveryKey(username: $username, password: $password) }';

  test("the account's password gives the recovery key, and what was saved opens under a new PIN", async () => {
    const phone = await newPhone(await story.as('leader'));
    const { commandId } = await save(phone);
    await phone.store.close();
    const account = { username: 'leader', password: 'correct horse battery' };
    const answer = await asDevice(recoverText, account, phone.device.token);
    if (answer.kind !== 'data') throw new Error(JSON.stringify(answer));
    const recoveryKey = Uint8Array.from(Buffer.from(String(answer.data.deviceRecoveryKey), 'base64'));
    const key = await recover(phone.connection, recoveryKey, '新的一句口令', quick);
    if (key === undefined) throw new Error('not recovered');
    expect((await unlock(phone.connection, PIN, 1)).kind).toBe('wrong');
    expect((await unlock(phone.connection, '新的一句口令', 1)).kind).toBe('open');
    const store = openStore(phone.personId, key);
    expect((await listItems(store)).map((item) => item.commandId)).toEqual([commandId]);
    await store.close();
  });

  test("a wrong password, another person's password and a stranger's phone get nothing", async () => {
    const { device } = await newPhone(await story.as('leader'));
    const password = 'correct horse battery';
    const refused = async (account: object, token: string) => {
      const answer = await asDevice(recoverText, { ...account }, token);
      return answer.kind === 'rejected' ? answer.code : answer.kind;
    };
    expect(await refused({ username: 'leader', password: 'guess guess guess' }, device.token)).toBe('sign-in-refused');
    expect(await refused({ username: 'clerk', password }, device.token)).toBe('unknown-device');
    expect(await refused({ username: 'leader', password }, randomBytes(32).toString('base64url'))).toBe(
      'unknown-device',
    );
  });
});

describe('停用此设备', () => {
  test('only an administrator or the owner; its sessions end; an unknown phone is told nothing', async () => {
    const own = await signIn(story.base, 'leader2', 'correct horse battery');
    const phone = await newPhone(own);
    const id = phone.device.id;
    for (const name of ['clerk', 'leader'])
      expect(await code(ask(story.base, await story.as(name), revoke, { id }))).toBe('unknown-device');
    expect(await code(ask(story.base, await story.as('clerk'), '{ devices { id } }'))).toBe('forbidden');
    expect(await standing(phone.device.token)).toMatchObject({ data: { contactDevice: 'active' } });
    const admin = await story.as('admin');
    const { devices } = await admin.query<{ devices: { id: string; unsent: number; personName: string }[] }>(
      '{ devices { id unsent personName lastContactAt revokedAt } }',
    );
    expect(devices.find((one) => one.id === id)).toMatchObject({ unsent: 2, personName: 'leader2', revokedAt: null });
    // Not revoked: nothing may be handed over or called wiped.
    for (const text of ['mutation { deviceWiped }', 'mutation { finishHandOver { received } }'])
      expect(await asDevice(text, {}, phone.device.token)).toMatchObject({ code: 'device-not-revoked' });

    await admin.query(revoke, { id });
    await admin.query(revoke, { id });
    expect(await own.query('{ viewer { id } }')).toEqual({ viewer: null });
    expect(await standing(phone.device.token)).toMatchObject({ data: { contactDevice: 'revoked' } });
    expect(await standing('nobody')).toMatchObject({ code: 'unknown-device' });
    const recover = 'mutation { deviceRecoveryKey(username: "leader2", password: "correct horse battery") }';
    expect(await asDevice(recover, {}, phone.device.token)).toMatchObject({ code: 'device-revoked' });
    await phone.store.close();
  });

  test('a locked phone hands everything over: sent in the author’s name, or kept for the desk with the reason', async () => {
    const leader = await signIn(story.base, 'leader', 'correct horse battery');
    const phone = await newPhone(leader);
    const bytes = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...randomBytes(3000)]).buffer;
    const photo = {
      ...({ id: uuidv7(), kind: 'photo', mime: 'image/jpeg', size: bytes.byteLength } as const),
      sha256: createHash('sha256').update(new Uint8Array(bytes)).digest('hex'),
    };
    const done = await save(phone);
    const receipt = { receivedAt: '2026-11-23T01:00:00.000Z', cases: [] };
    await settleReceived(phone.store, [{ commandId: done.commandId, receipt }]);
    await keepAttachment(
      phone.store,
      { ...photo, ownerId: 'draft', bytes, uploaded: false },
      { id: 'draft', savedAt: 1, form: {} },
    );
    const visit = outreachVisit({ attachments: [photo] });
    await saveItem(phone.store, {
      ...{ commandId: uuidv7(), type: visit.type, payload: visit.payload, occurredAt: visit.occurredAt, streams: [] },
      ...{ attachmentIds: [photo.id], draftId: 'draft', summary: { title: '东城一小', matters: 2, photos: 1 } },
    });
    const future = await save(phone, { visitedOn: '2026-12-01' });
    const accusing = await save(phone, {
      visitedOn: '2026-12-02',
      matters: [{ ...matterOf('accusation'), accusedUnitId: 'west' }],
    });
    await saveDraft(phone.store, { id: 'half', savedAt: 2, form: { observations: '没写完的' } });
    // Nobody has it open, nobody is signed in: as in a thief's hands.
    await phone.store.close();
    await phone.connection.close();
    await (await story.as('admin')).query(revoke, { id: phone.device.id });

    expect(await contact(phone.personId, asDevice)).toBe('revoked');
    // The line breaks in the middle: nothing is deleted, and it begins again.
    const broken: AskAsDevice = (query, variables, token) =>
      query.includes('finish')
        ? Promise.resolve({ kind: 'passing', why: 'network' })
        : asDevice(query, variables, token);
    expect(await handOverAndWipe(phone.personId, broken)).toBeUndefined();
    expect(await readVault(connect(storeName(phone.personId)))).toBeDefined();
    expect(await handOverAndWipe(phone.personId, asDevice)).toEqual({ received: 1, kept: 3 });

    expect((await phoneUsers()).map((user) => user.personId)).not.toContain(phone.personId);
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(storeName(phone.personId));
    expect(new Uint8Array(await readFile(join(folder, photo.id)))).toEqual(new Uint8Array(bytes));
    const { outreachVisits } = await (await story.as('leader')).query<{
      outreachVisits: { edges: { node: { id: string; leaderName: string; attachments: { id: string }[] } }[] };
    }>('{ outreachVisits(first: 50) { edges { node { id leaderName attachments { id } } } } }');
    const received = outreachVisits.edges.find(({ node }) => node.id === visit.payload.visitId)?.node;
    expect(received).toMatchObject({ leaderName: 'leader', attachments: [{ id: photo.id }] });

    const materials = async (name: string) =>
      (
        await (
          await story.as(name)
        ).query<{ handedOverMaterials: { id: string; kind: string; code: string | null }[] }>(
          '{ handedOverMaterials { id kind title code message content personName } }',
        )
      ).handedOverMaterials;
    const refused = { id: future.commandId, kind: 'command', code: 'visited-in-future', title: '东城一小' };
    const draft = {
      id: 'half',
      kind: 'draft',
      content: expect.objectContaining({ form: { observations: '没写完的' } }),
    };
    const sorted = (all: readonly { kind: string; id: string }[]) => all.map(({ id }) => id).sort();
    // The office's clerk here has no right to accusations; the author reads all of their own; others nothing.
    expect(await materials('clerk')).toEqual(
      expect.arrayContaining([expect.objectContaining(refused), expect.objectContaining(draft)]),
    );
    expect(sorted(await materials('clerk'))).toEqual(['half', future.commandId].sort());
    expect(sorted(await materials('leader'))).toEqual(['half', future.commandId, accusing.commandId].sort());
    expect(await materials('leader2')).toEqual([]);
    expect(await materials('east')).toEqual([]);
    const settle = (name: string, result: string) => async () =>
      (await story.as(name)).query(
        'mutation ($d: ID!, $i: ID!, $r: String!) { settleHandedOver(deviceId: $d, id: $i, result: $r) }',
        { d: phone.device.id, i: 'half', r: result },
      );
    await expect(settle('east', '已补报')()).rejects.toThrow();
    await expect(settle('clerk', ' ')()).rejects.toThrow('请写明怎样处理的');
    await settle('clerk', '已补报')();
    await expect(settle('clerk', '已补报')()).rejects.toThrow();
    expect(sorted(await materials('clerk'))).toEqual([future.commandId]);
    expect(await verifyDatabase(story.server.database)).toMatchObject({ findings: [] });
  });

  test('whose account is closed meanwhile is not spoken for: what the phone holds is kept for the office, which is told why', async () => {
    const phone = await newPhone(await signIn(story.base, 'leader2', 'correct horse battery'));
    const { commandId } = await save(phone);
    await phone.store.close();
    await phone.connection.close();
    const admin = await story.as('admin');
    await admin.query(revoke, { id: phone.device.id });
    const close = 'mutation ($id: ID!, $disabled: Boolean!) { setPersonDisabled(id: $id, disabled: $disabled) { id } }';
    await admin.query(close, { id: 'person-leader2', disabled: true });
    expect(await handOverAndWipe(phone.personId, asDevice)).toEqual({ received: 0, kept: 1 });
    const { handedOverMaterials } = await (await story.as('clerk')).query<{ handedOverMaterials: { id: string }[] }>(
      '{ handedOverMaterials { id code message } }',
    );
    expect(handedOverMaterials.find(({ id }) => id === commandId)).toMatchObject({
      code: 'account-closed',
      message: expect.stringContaining('已转办公室处理'),
    });
    await admin.query(close, { id: 'person-leader2', disabled: false });
  });

  test('a token alone gets nothing in: rows that the vault’s key has not sealed are kept, never carried out', async () => {
    const phone = await newPhone(await signIn(story.base, 'leader', 'correct horse battery'));
    const device = (await readVault(phone.connection))?.device;
    if (device === undefined) throw new Error('not registered');
    await (await story.as('admin')).query(revoke, { id: phone.device.id });
    const rows = [{ table: 'commands', clear: { commandId: 'x', order: 1, state: 'waiting' }, sealed: '', parts: {} }];
    const text = 'mutation ($wrapped: String!, $rows: JSON!) { handOver(wrapped: $wrapped, rows: $rows) }';
    const wrapped = Buffer.from(device.wrapped).toString('base64');
    expect(await asDevice(text, { wrapped, rows }, device.token)).toMatchObject({ data: { handOver: 1 } });
    expect(await asDevice(text, { wrapped: 'AAAA', rows }, device.token)).toMatchObject({ code: 'unknown-device' });
    for (const bad of [{}, [{ table: 'people' }], 'x', Array.from({ length: 201 }, () => rows[0])])
      expect(await asDevice(text, { wrapped, rows: bad }, device.token)).toMatchObject({ code: 'invalid-command' });
    expect(await asDevice('mutation { finishHandOver { received kept } }', {}, device.token)).toMatchObject({
      data: { finishHandOver: { received: 0, kept: 0 } },
    });
    await phone.store.close();
  });
});

function matterOf(contentKind: string) {
  const [one] = outreachVisit().payload.matters as { readonly facts: object }[]; // two matters, by the story
  return { ...one, facts: { ...one?.facts, contentKind } };
}
