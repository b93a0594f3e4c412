import { setTimeout as sleep } from 'node:timers/promises';
import { keepAttachment } from '@huiyin/pwa/offline/drafts';
import { listItems, saveItem } from '@huiyin/pwa/offline/outbox';
import { locked, newDataKey } from '@huiyin/pwa/offline/sealed';
import { openStore, type PhoneStore } from '@huiyin/pwa/offline/store';
import { createSync, type Sync } from '@huiyin/pwa/offline/sync';
import { httpTransport, type Transport } from '@huiyin/pwa/offline/transport';
import type { OutboxItem } from '@huiyin/pwa/offline/types';
import { uuidv7 } from '@huiyin/pwa/offline/uuid';
import { type Caller, DEMO_PASSWORD, signIn } from '../testkit/graphql.ts';
import { uploaderOf } from '../testkit/uploader.ts';
import type { Chance } from './chance.ts';
import { completion, letter, notice, refusable, visit, type Work, type World } from './work.ts';

/** Work that the phone has said is safe, in the order of saving. */
export interface Saved extends Work {
  readonly commandId: string;
}

/** A simulated phone: the app's own store, outbox, uploads and sync over its own session. */
export interface Phone {
  readonly username: string;
  readonly personId: string;
  /** How far its clock is from the true time, in milliseconds. */
  readonly skew: number;
  readonly saved: readonly Saved[];
  /** Writes and saves the next piece of work, as a day in the field brings it. */
  work(world: World): Promise<void>;
  /** The app dies in the middle of whatever it does and is opened again on the same store. */
  restart(): void;
  /** What the outbox holds now. */
  items(): Promise<OutboxItem[]>;
  /** Tries to send now. */
  kick(): Promise<void>;
  close(): Promise<void>;
}

/** What one phone is. */
interface PhoneParts {
  readonly n: number;
  readonly username: string;
  readonly personId: string;
  /** Where it reaches the server. */
  readonly url: string;
  readonly chance: Chance;
}

/** Ten times the pace of a real phone's waits, so that a run of minutes sees hours of retries. */
const PACE = 10;

/** Switches on a simulated phone, signed in or not: it signs in by itself when it is asked to. */
export async function startPhone({ n, username, personId, url, chance }: PhoneParts): Promise<Phone> {
  const skew = chance.hits(0.35) ? Math.round(chance.between(-9, 9) * 3_600_000) : 0;
  const now = () => Date.now() + skew;
  const saved: Saved[] = [];
  /** Cases of its own that wait for their next step. */
  const own: { id: string; version: number; noticed: boolean }[] = [];
  let caller: Caller | undefined;
  let signingIn: Promise<void> | undefined;

  // Each phone has its own address: what one of them does wrong is not held against the others.
  const address = { 'x-forwarded-for': `10.0.${Math.floor(n / 250)}.${n % 250}` };
  const send: typeof fetch = (input, init) => (caller?.fetch ?? fetch)(input, init);

  const key = await locked(await newDataKey());
  let life = begin();

  function begin(): Life {
    const store = openStore(personId, key);
    const pulse = { beats: true };
    const line = httpTransport({ base: url, send, loadUploader: () => uploaderOf(send) });
    const transport = mortal(twitching(line, chance), pulse);
    const sync = createSync({
      ...{ store, transport, now },
      random: chance.next,
      lock: (_name, work) => work(),
      later: (ms, then) => {
        const timer = setTimeout(then, ms / PACE);
        return () => clearTimeout(timer);
      },
    });
    store.channel.listen((told) => {
      if (pulse.beats && told.about === 'sync' && told.status.phase === 'signInNeeded') void signInAgain(sync);
    });
    return { store, sync, pulse };
  }

  /** The person sees that a sign-in is needed, and does it as soon as the road lets them. */
  function signInAgain(sync: Sync): Promise<void> {
    signingIn ??= (async () => {
      await sleep(chance.between(50, 500));
      caller = await signIn(url, username, DEMO_PASSWORD, address).catch(() => caller);
      signingIn = undefined;
      setTimeout(() => void sync.kick(), 200);
    })();
    return signingIn;
  }

  async function save(work: Work): Promise<void> {
    const { store, sync } = life;
    const commandId = uuidv7(now());
    const draftId = `draft-${commandId}`;
    for (const { id, bytes, sha256 } of work.photos) {
      const attachment = {
        ...{ id, ownerId: draftId, kind: 'photo' as const, mime: 'image/jpeg', size: bytes.length, sha256 },
        ...{ bytes: new Uint8Array(bytes).buffer, uploaded: false },
      } as const;
      await keepAttachment(store, attachment, { id: draftId, savedAt: now(), form: {} });
    }
    const { type, payload, streams, cases, photos } = work;
    await saveItem(store, {
      ...{ commandId, type, payload, streams, draftId },
      occurredAt: new Date(now()).toISOString(),
      attachmentIds: photos.map(({ id }) => id),
      summary: { title: type, matters: cases.length, photos: photos.length },
    });
    saved.push({ ...work, commandId });
    void sync.kick();
  }

  function next(world: World): Work {
    const turn = chance.next();
    const mine = turn < 0.3 ? own.shift() : undefined;
    if (mine?.noticed) return completion(mine.id, mine.version, now(), skew === 0 ? 'received' : 'either');
    if (mine) {
      own.push({ id: mine.id, version: mine.version + world.version.afterNotice, noticed: true });
      return notice(mine.id, mine.version, now(), skew === 0 ? 'received' : 'either');
    }
    if (turn < 0.34) return refusable(world, chance, now());
    if (turn < 0.4) return notice(chance.pick(world.shared), world.version.letter, now(), 'either');
    const made = turn < 0.55 ? letter(world, chance, now()) : visit(world, chance, now());
    const version = made.type === 'registerCase' ? world.version.letter : world.version.visit;
    if (chance.hits(0.3)) own.push(...made.cases.map((id) => ({ id, version, noticed: false })));
    // A clock that is ahead may already have tomorrow's date.
    return skew > 0 ? { ...made, expect: 'either' } : made;
  }

  return {
    ...{ username, personId, skew, saved },
    work: (world) => save(next(world)),
    restart() {
      life.pulse.beats = false;
      life.sync.stop();
      life = begin();
      void life.sync.kick();
    },
    items: () => listItems(life.store),
    kick: () => life.sync.kick(),
    async close() {
      life.sync.stop();
      await life.store.close();
    },
  };
}

/** The app from one start to the next. */
interface Life {
  readonly store: PhoneStore;
  readonly sync: Sync;
  readonly pulse: { beats: boolean };
}

/** A line whose answers nobody hears any more once the app has died. */
function mortal(transport: Transport, pulse: { readonly beats: boolean }): Transport {
  const unlessDead = async <T>(answer: Promise<T>): Promise<T> => {
    const told = await answer;
    return pulse.beats ? told : new Promise(() => undefined);
  };
  return {
    whoAmI: () => unlessDead(transport.whoAmI()),
    submit: (commands) => unlessDead(transport.submit(commands)),
    upload: (attachment, told) => unlessDead(transport.upload(attachment, told)),
  };
}

/** A line that, now and then, sends a whole batch twice at the same moment: the server must do it once. */
function twitching(transport: Transport, chance: Chance): Transport {
  return {
    ...transport,
    async submit(commands) {
      if (!chance.hits(0.05)) return transport.submit(commands);
      const both = await Promise.all([transport.submit(commands), transport.submit(commands)]);
      return chance.pick(both);
    },
  };
}
