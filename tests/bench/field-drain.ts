import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { listItems, saveItem } from '@huiyin/pwa/offline/outbox';
import { locked, newDataKey } from '@huiyin/pwa/offline/sealed';
import { openStore, type PhoneStore } from '@huiyin/pwa/offline/store';
import { createSync, type Sync } from '@huiyin/pwa/offline/sync';
import { httpTransport } from '@huiyin/pwa/offline/transport';
import { fetchExchange, gql, Client as UrqlClient } from '@urql/core';
import { offlineExchange } from '@urql/exchange-graphcache';
import { makeDefaultStorage } from '@urql/exchange-graphcache/default-storage';
import { Client } from 'pg';
import type { MortalServer } from '../chaos/blows.ts';
import { seeded } from '../chaos/chance.ts';
import type { Road } from '../chaos/road.ts';
import { dayOf, matter } from '../chaos/work.ts';
import { type Caller, signIn } from '../testkit/graphql.ts';
import type { Row } from './harness.ts';

const VISITS = 1_000;
const chance = seeded(1);

/** A visit with one matter, new each time; its words tell whose it is. */
function visitOf(words: string, place: Place) {
  const one = matter({ authorities: [place.authority] }, chance);
  const visitId = randomUUID();
  const payload = {
    ...{ visitId, visitedOn: dayOf(Date.now()), mode: 'discussionVisit', placeUnitId: place.school, programme: false },
    ...{ companions: [], observations: `${words} ${visitId}`, matters: [one], followUps: [], attachments: [] },
  };
  return { payload, streams: [`outreachVisit:${visitId}`, `petitionCase:${one.caseId}`] };
}

interface Place {
  readonly school: string;
  readonly authority: string;
}

async function placeOf(caller: Caller): Promise<Place> {
  const { units } = await caller.query<{ units: { id: string; kind: string }[] }>('{ units { id kind } }');
  const idOf = (kind: string) => units.find((unit) => unit.kind === kind)?.id ?? '';
  return { school: idOf('districtSchool'), authority: idOf('districtAuthority') };
}

/** The app on one phone, from one start to the next. */
function startApp(store: PhoneStore, base: string, send: typeof fetch): Sync {
  return createSync({
    ...{ store, now: Date.now, random: Math.random },
    transport: httpTransport({ base, send }),
    lock: (_name, work) => work(),
    later: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
  });
}

async function fill(store: PhoneStore, place: Place, words: string): Promise<void> {
  for (let n = 0; n < VISITS; n += 1) {
    const { payload, streams } = visitOf(words, place);
    await saveItem(store, {
      ...{ commandId: randomUUID(), type: 'logOutreachVisit', payload, streams, attachmentIds: [] },
      ...{ occurredAt: new Date().toISOString(), summary: { title: '', matters: 1, photos: 0 } },
    });
  }
}

const left = async (store: PhoneStore) => (await listItems(store)).filter(({ state }) => state !== 'received').length;

/** Rows a second that the driver commits one at a time, on the same database, with bodies of the same size. */
async function bareRate(url: string, place: Place, ms: number): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('create table if not exists bench_write (id text primary key, body jsonb not null)');
    const from = performance.now();
    let rows = 0;
    for (; performance.now() - from < ms; rows += 1) {
      const { payload } = visitOf('', place);
      await client.query('insert into bench_write (id, body) values ($1, $2) returning id', [payload.visitId, payload]);
    }
    return (rows * 1000) / (performance.now() - from);
  } finally {
    await client.end();
  }
}

/** Ours: 1,000 visits saved with no signal, drained over a good road; between two measures of the bare driver. */
export async function drainRows(server: MortalServer): Promise<Row[]> {
  const caller = await signIn(server.url, 'leader1');
  const place = await placeOf(caller);
  const store = openStore(caller.personId, await locked(await newDataKey()));
  await bareRate(server.databaseUrl, place, 500);
  const rates: { readonly bare: number; readonly ours: number }[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    await fill(store, place, 'bench');
    const before = await bareRate(server.databaseUrl, place, 1_500);
    const sync = startApp(store, server.url, caller.fetch);
    const from = performance.now();
    await sync.kick();
    const seconds = (performance.now() - from) / 1000;
    sync.stop();
    if ((await left(store)) > 0) throw new Error(`${await left(store)} visits were not drained`);
    const after = await bareRate(server.databaseUrl, place, 1_500);
    rates.push({ bare: (before + after) / 2, ours: VISITS / seconds });
  }
  const middle = rates.toSorted((a, b) => a.ours / a.bare - b.ours / b.bare)[1] ?? { bare: 0, ours: 0 };
  return [
    { what: 'INSERT … RETURNING, one COMMIT each, bare driver', value: middle.bare, unit: 'rows/s', ratio: 1 },
    {
      what: `draining ${VISITS} visits, sync code and server`,
      value: middle.ours,
      unit: 'visits/s',
      ratio: middle.ours / middle.bare,
    },
  ];
}

const submit = gql`mutation ($commands: [CommandInput!]!) { submitCommands(commands: $commands) { commandId status } }`;

/** An app over graphcache's offlineExchange, told to keep every mutation that the network failed. */
function startUrql(url: string, send: typeof fetch, idbName: string) {
  return new UrqlClient({
    url: `${url}/graphql`,
    fetch: send,
    preferGetMethod: false,
    exchanges: [
      offlineExchange({
        storage: makeDefaultStorage({ idbName }),
        keys: { CommandOutcome: ({ commandId }) => String(commandId) },
        // Without a row that it writes ahead it does not take a mutation for one to keep.
        optimistic: {
          submitCommands: ({ commands }) =>
            (commands as { commandId: string }[]).map(({ commandId }) => ({
              ...{ __typename: 'CommandOutcome', commandId, status: 'accepted' },
            })),
        },
        isOfflineError: (error) => error?.networkError !== undefined,
      }),
      fetchExchange,
    ],
  });
}

/** The fetch of an app that can be killed: nothing that was under way is heard of again. */
function mortal(send: typeof fetch) {
  let alive = true;
  const never = () => new Promise<never>(() => undefined);
  const deadSend: typeof fetch = async (input, init) => {
    const answer = await send(input, init).catch((error: unknown) => {
      if (alive) throw error;
      return never();
    });
    return alive ? answer : never();
  };
  return {
    send: deadSend,
    kill() {
      alive = false;
    },
  };
}

async function countVisits(server: MortalServer, words: string): Promise<number> {
  const [row] = await server.sql(
    `select count(*)::int as n from outreach_visit where state ->> 'observations' like $1`,
    [`${words} %`],
  );
  return Number(row?.n ?? 0);
}

/** Waits until no more visits come. */
async function settled(server: MortalServer, words: string): Promise<number> {
  for (let last = -1, still = 0; ; ) {
    const now = await countVisits(server, words);
    still = now === last ? still + 1 : 0;
    if (still === 6 || now === VISITS) return now;
    last = now;
    await sleep(1_000);
  }
}

/** The signal's return, as makeDefaultStorage listens for it. */
const signal = new EventTarget();
Object.defineProperty(globalThis, 'window', { value: signal, configurable: true });

/**
 * The same day for both: 1,000 visits saved with no signal; the signal returns, but nothing comes through; the app sends and
 * is killed after three seconds; it is opened again on a good road. What is not on the server in the end is lost.
 */
export async function lossRows(server: MortalServer, road: Road): Promise<Row[]> {
  const lost = { unit: 'visits' } as const;
  const ours = await oursWithKill(server, road);
  const whole = await theirs(server, road, false);
  const killed = await theirs(server, road, true);
  return [
    { what: 'graphcache offlineExchange, no kill: lost', value: VISITS - whole.arrived, ...lost },
    { what: 'graphcache offlineExchange, no kill: draining', value: whole.rate, unit: 'visits/s' },
    { what: `Huiyin, one kill: lost of ${VISITS}`, value: VISITS - ours, ...lost },
    { what: `graphcache offlineExchange, one kill: lost of ${VISITS}`, value: VISITS - killed.arrived, ...lost },
  ];
}

async function oursWithKill(server: MortalServer, road: Road): Promise<number> {
  const caller = await signIn(road.url, 'leader2');
  const store = openStore(caller.personId, await locked(await newDataKey()));
  await fill(store, await placeOf(caller), 'ours');
  road.set({ stall: 1 });
  const first = mortal(caller.fetch);
  void startApp(store, road.url, first.send).kick();
  await sleep(3_000);
  first.kill();
  road.set({});
  await startApp(store, road.url, caller.fetch).kick();
  return settled(server, 'ours');
}

async function theirs(server: MortalServer, road: Road, killed: boolean): Promise<{ arrived: number; rate: number }> {
  const words = killed ? 'graphcache-killed' : 'graphcache';
  const caller = await signIn(road.url, 'leader3');
  const place = await placeOf(caller);
  const app = mortal(caller.fetch);
  const first = startUrql(road.url, app.send, words);
  await sleep(300);
  road.set('closed');
  for (let n = 0; n < VISITS; n += 1) {
    const { payload } = visitOf(words, place);
    const one = { commandId: randomUUID(), type: 'logOutreachVisit', occurredAt: new Date().toISOString(), payload };
    void first.mutation(submit, { commands: [one] }).toPromise();
  }
  await sleep(4_000);
  road.set(killed ? { stall: 1 } : {});
  const from = performance.now();
  signal.dispatchEvent(new Event('online'));
  if (killed) {
    await sleep(3_000);
    app.kill();
    road.set({});
    startUrql(road.url, caller.fetch, words);
  }
  const arrived = await settled(server, words);
  // It stood still for six seconds before it was called settled, unless all had come.
  const seconds = (performance.now() - from) / 1000 - (arrived === VISITS ? 0 : 6);
  return { arrived, rate: arrived / seconds };
}
