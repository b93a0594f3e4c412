import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { SyncStatus } from './channel.ts';
import { keepAttachment } from './drafts.ts';
import { discardItem, findAttachments, listItems, type NewItem, resubmitItem, saveItem } from './outbox.ts';
import { locked, newDataKey } from './sealed.ts';
import { openStore, type PhoneStore } from './store.ts';
import { createSync, sendable } from './sync.ts';
import { newClock, newServer, type Weather } from './sync-testkit.ts';
import type { Transport } from './transport.ts';
import type { OutboxItem } from './types.ts';
import { uuidv7 } from './uuid.ts';

const key = await locked(await newDataKey());
let person = 0;
const open: PhoneStore[] = [];
function newStore(): PhoneStore {
  person += 1;
  const store = openStore(`person-${person}`, key);
  open.push(store);
  return store;
}
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});

const visit = (streams: string[], attachmentIds: string[] = [], note = ''): NewItem => ({
  commandId: uuidv7(),
  type: 'logOutreachVisit',
  payload: { note },
  occurredAt: '2026-11-25T07:02:11.000Z',
  streams,
  attachmentIds,
  summary: { title: '临江镇中心小学', matters: 0, photos: attachmentIds.length },
});

let chain: Promise<void> = Promise.resolve();
const lock = (_name: string, work: () => Promise<void>) => {
  const run = chain.then(work);
  chain = run.catch(() => undefined);
  return run;
};

function newSync(store: PhoneStore, transport: Transport, clock: ReturnType<typeof newClock>) {
  const statuses: SyncStatus[] = [];
  store.channel.listen((notice) => {
    if (notice.about === 'sync') statuses.push(notice.status);
  });
  const sync = createSync({ store, transport, now: clock.now, random: () => 0.5, lock, later: clock.later });
  return { sync, statuses };
}

const states = (items: readonly OutboxItem[]) => items.map((item) => item.state);

describe('the drainer', () => {
  it('sends what waits in one batch and keeps the receipts', async () => {
    const store = newStore();
    for (const name of ['a', 'b', 'c']) await saveItem(store, visit([`case:${name}`], [], name));
    const server = newServer(
      () => 'fine',
      () => store.personId,
    );
    const { sync, statuses } = newSync(store, server.transport, newClock());
    await sync.kick();
    expect(states(await listItems(store))).toEqual(['received', 'received', 'received']);
    expect(server.sizes).toEqual([3]);
    expect(statuses.at(-1)).toEqual({ phase: 'idle' });
    expect(server.log[0]?.payload.capturedBy).toBe(store.personId);
  });

  it('sends commands of one case in the order they were saved', async () => {
    const store = newStore();
    for (const name of ['first', 'second', 'third']) await saveItem(store, visit(['case:same'], [], name));
    const server = newServer(
      () => 'fine',
      () => store.personId,
    );
    await newSync(store, server.transport, newClock()).sync.kick();
    expect(server.log.map((entry) => entry.payload.note)).toEqual(['first', 'second', 'third']);
    expect(server.sizes).toEqual([1, 1, 1]);
  });

  it('finds the poison item by halving, marks it invalid, and lets the others go on', async () => {
    const store = newStore();
    for (let n = 0; n < 30; n += 1) await saveItem(store, visit([`case:${n}`], [], `n${n}`));
    const server = newServer(
      () => 'fine',
      () => store.personId,
    );
    server.rejectAll.add('n7');
    await newSync(store, server.transport, newClock()).sync.kick();
    const items = await listItems(store);
    expect(items.filter((item) => item.state === 'received')).toHaveLength(29);
    expect(items.find((item) => item.state === 'refused')?.refusal?.code).toBe('invalid-command');
    expect(server.sizes.slice(0, 3)).toEqual([30, 15, 8]);
  });

  it('keeps a refused item with its article; a resubmission goes under a new name', async () => {
    const store = newStore();
    const saved = await saveItem(store, visit(['case:x'], [], 'bad'));
    const server = newServer(
      () => 'fine',
      () => store.personId,
    );
    server.refuseNotes.add('bad');
    const { sync } = newSync(store, server.transport, newClock());
    await sync.kick();
    const [item] = await listItems(store);
    expect(item?.state).toBe('refused');
    expect(item?.refusal?.citations).toEqual([{ regulation: '信访工作条例', article: '第三十条' }]);
    await sync.kick();
    expect(server.sizes).toEqual([1]);
    server.refuseNotes.clear();
    expect(await resubmitItem(store, saved.commandId)).toBe(true);
    await sync.kick();
    const [again] = await listItems(store);
    expect(again?.state).toBe('received');
    expect(again?.commandId).not.toBe(saved.commandId);
  });

  it('holds later commands of a refused case, not those of other cases', async () => {
    const store = newStore();
    await saveItem(store, visit(['case:x'], [], 'bad'));
    await saveItem(store, visit(['case:x'], [], 'later'));
    await saveItem(store, visit(['case:y'], [], 'other'));
    const server = newServer(
      () => 'fine',
      () => store.personId,
    );
    server.refuseNotes.add('bad');
    await newSync(store, server.transport, newClock()).sync.kick();
    expect(states(await listItems(store))).toEqual(['refused', 'waiting', 'received']);
  });

  it('stops without loss when the session has ended or is somebody else’s', async () => {
    const store = newStore();
    await saveItem(store, visit(['case:x']));
    let owner: string | null = null;
    const server = newServer(
      () => 'fine',
      () => owner,
    );
    const { sync, statuses } = newSync(store, server.transport, newClock());
    await sync.kick();
    expect(statuses.at(-1)).toEqual({ phase: 'signInNeeded', signedInAs: null });
    owner = 'somebody-else';
    await sync.kick();
    expect(statuses.at(-1)).toEqual({ phase: 'signInNeeded', signedInAs: 'somebody-else' });
    expect(server.sizes).toEqual([]);
    owner = store.personId;
    await sync.kick();
    expect(states(await listItems(store))).toEqual(['received']);
  });

  it('sends words before pictures, and gives up the bytes only after the receipt', async () => {
    const store = newStore();
    const photo = await draftPhoto(store, 'draft-1');
    await saveItem(store, { ...visit(['case:p'], [photo], 'with photo'), draftId: 'draft-1' });
    await saveItem(store, visit(['case:q'], [], 'words'));
    const server = newServer(
      () => 'fine',
      () => store.personId,
    );
    server.needs.set('with photo', [photo]);
    await newSync(store, server.transport, newClock()).sync.kick();
    expect(server.log.map((entry) => entry.payload.note)).toEqual(['words', 'with photo']);
    expect((await findAttachments(store, [photo]))[0]?.bytes).toBeUndefined();
  });

  it('uploads again when the server says the photo is missing, and asks the user after the third time', async () => {
    const store = newStore();
    const photo = await draftPhoto(store, 'draft-2');
    await saveItem(store, { ...visit(['case:p'], [photo], 'p'), draftId: 'draft-2' });
    let forget = true;
    const server = newServer(
      () => (forget ? 'forgetful' : 'fine'),
      () => store.personId,
    );
    server.needs.set('p', [photo]);
    const forgetting: Transport = {
      ...server.transport,
      submit: async (commands) => {
        forget = false;
        const answer = await server.transport.submit(commands);
        forget = server.sizes.length < 2;
        return answer;
      },
    };
    await newSync(store, forgetting, newClock()).sync.kick();
    expect(states(await listItems(store))).toEqual(['received']);
    expect(server.log).toHaveLength(1);
  });

  it('does not let the user throw away what is on its way', async () => {
    const store = newStore();
    const saved = await saveItem(store, visit(['case:x']));
    const server = newServer(
      () => 'lost',
      () => store.personId,
    );
    await newSync(store, server.transport, newClock()).sync.kick();
    expect(await discardItem(store, saved.commandId)).toBe(false);
    expect(await listItems(store)).toHaveLength(1);
  });
});

async function draftPhoto(store: PhoneStore, draftId: string): Promise<string> {
  const id = uuidv7();
  await keepAttachment(
    store,
    {
      id,
      ownerId: draftId,
      kind: 'photo',
      mime: 'image/jpeg',
      size: 3,
      sha256: 'aa',
      bytes: new ArrayBuffer(3),
      uploaded: false,
    },
    { id: draftId, savedAt: 1, form: {} },
  );
  return id;
}

describe('whatever the line does', () => {
  const weathers = fc.constantFrom<Weather[]>(
    'fine',
    'network',
    'lost',
    'timeout',
    'portal',
    'server',
    'busy',
    'broken',
    'signedOut',
    'forgetful',
  );
  const plan = fc.record({
    items: fc.array(fc.record({ stream: fc.integer({ min: 0, max: 3 }), photo: fc.boolean() }), {
      minLength: 1,
      maxLength: 8,
    }),
    weather: fc.array(weathers, { maxLength: 40 }),
    killAfter: fc.integer({ min: 1, max: 12 }),
  });

  it('nothing is lost, nothing is done twice, and order holds per case', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ items, weather, killAfter }) => {
        const store = newStore();
        const left = [...weather];
        const server = newServer(
          () => left.shift() ?? 'fine',
          () => store.personId,
        );
        const clock = newClock();
        for (const [index, item] of items.entries()) {
          const draftId = `draft-${index}`;
          const photos = item.photo ? [await draftPhoto(store, draftId)] : [];
          server.needs.set(`${index}`, photos);
          await saveItem(store, {
            ...visit([`case:${item.stream}`], photos, `${index}`),
            ...(item.photo ? { draftId } : {}),
          });
        }
        let { sync } = newSync(store, server.transport, clock);
        for (let round = 1; round <= 80; round += 1) {
          await sync.kick();
          if (round === killAfter) {
            // The page is killed and opened again: a new drainer over the same store.
            sync.stop();
            ({ sync } = newSync(store, server.transport, clock));
          }
          if (!clock.next() && left.length === 0 && (await listItems(store)).every((one) => one.state === 'received'))
            break;
        }
        const notes = server.log.map((entry) => Number(entry.payload.note));
        expect([...notes].sort((a, b) => a - b)).toEqual(items.map((_, index) => index));
        expect(states(await listItems(store))).toEqual(items.map(() => 'received'));
        for (const stream of [0, 1, 2, 3]) {
          const ofCase = notes.filter((note) => items[note]?.stream === stream);
          expect(ofCase).toEqual([...ofCase].sort((a, b) => a - b));
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('sendable', () => {
  const item = (commandId: string, state: OutboxItem['state'], streams: string[]): OutboxItem => ({
    ...visit(streams),
    commandId,
    order: 1,
    authorId: 'p',
    state,
    attempts: 0,
    notBefore: 0,
    missingAttachments: 0,
  });
  it('lets only the first unsettled item of each case go', () => {
    const items = [
      item('1', 'received', ['a']),
      item('2', 'waiting', ['a', 'b']),
      item('3', 'waiting', ['b']),
      item('4', 'waiting', ['c']),
    ];
    expect(sendable(items, 1).map((one) => one.commandId)).toEqual(['2', '4']);
  });
});
