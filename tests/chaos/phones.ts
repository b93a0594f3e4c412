import { setTimeout as sleep } from 'node:timers/promises';
import { listItems, saveItem } from '@huiyin/pwa/offline/outbox';
import { locked, newDataKey } from '@huiyin/pwa/offline/sealed';
import { openStore, type PhoneStore } from '@huiyin/pwa/offline/store';
import { createSync } from '@huiyin/pwa/offline/sync';
import { httpTransport } from '@huiyin/pwa/offline/transport';
import { uuidv7 } from '@huiyin/pwa/offline/uuid';
import { type Caller, signIn } from '../testkit/graphql.ts';
import type { Proxy as Road } from '../testkit/proxy.ts';

interface SavedVisit {
  readonly visitId: string;
  readonly observations: string;
  readonly matters: number;
}

const accounts = ['leader1', 'leader2', 'leader3', 'office1', 'office2'];

/** A simulated phone: the app's own store, outbox and sync code over its own session, signed in through `url`. */
export async function startPhone(n: number, url: string, random: () => number) {
  const session = await signIn(url, accounts[n % accounts.length] ?? 'leader1');
  const units = await session.query<{ units: { id: string; kind: string }[] }>('{ units { id kind } }');
  const store: PhoneStore = openStore(session.personId, await locked(await newDataKey()));
  const sync = createSync({
    store,
    transport: httpTransport({ base: url, send: session.fetch }),
    now: Date.now,
    random,
    lock: (_name, work) => work(),
    // Ten times the pace of a real phone, so that a short run sees many retries.
    later: (ms, then) => {
      const timer = setTimeout(then, ms / 10);
      return () => clearTimeout(timer);
    },
  });
  const saved: SavedVisit[] = [];
  return {
    units: units.units,
    saved,
    async save(payload: ReturnType<typeof visitPayload>): Promise<void> {
      const { visitId, observations, matters } = payload;
      await saveItem(store, {
        commandId: uuidv7(),
        type: 'logOutreachVisit',
        payload: { ...payload },
        occurredAt: new Date().toISOString(),
        streams: [`outreachVisit:${visitId}`],
        attachmentIds: [],
        summary: { title: observations, matters: matters.length, photos: 0 },
      });
      saved.push({ visitId, observations, matters: matters.length });
      void sync.kick();
    },
    /** Waits until nothing is waiting or on its way, at most `milliseconds`. */
    async finish(milliseconds: number): Promise<void> {
      const end = Date.now() + milliseconds;
      while (Date.now() < end) {
        await sync.kick();
        const open = (await listItems(store)).filter(({ state }) => state === 'waiting' || state === 'sending');
        if (open.length === 0) return;
        await sleep(250);
      }
    },
    async states(): Promise<Map<string, string>> {
      // The payload is the one `save` wrote.
      return new Map((await listItems(store)).map(({ payload, state }) => [String(payload.visitId), state]));
    },
    async visitsOnServer(base: string) {
      return allVisits(await signIn(base, session.username));
    },
    close() {
      sync.stop();
      void store.close();
    },
  };
}

/** Every visit the caller may see, page by page. */
async function allVisits(caller: Caller): Promise<VisitOnServer[]> {
  const found: VisitOnServer[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const page: VisitPage = await caller.query<VisitPage>(
      `query ($after: String) {
        outreachVisits(first: 50, after: $after) { edges { node { observations cases { id } } } pageInfo { hasNextPage endCursor } }
      }`,
      { after },
    );
    found.push(...page.outreachVisits.edges.map(({ node }) => node));
    more = page.outreachVisits.pageInfo.hasNextPage;
    after = page.outreachVisits.pageInfo.endCursor;
  }
  return found;
}

interface VisitOnServer {
  readonly observations: string;
  readonly cases: readonly { readonly id: string }[];
}

interface VisitPage {
  readonly outreachVisits: {
    readonly edges: readonly { readonly node: VisitOnServer }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** A visit with one or two matters, as the field door writes it. */
export function visitPayload(
  phone: { readonly units: readonly { id: string; kind: string }[] },
  n: number,
  random: () => number,
) {
  const of = (kind: string) => phone.units.filter((unit) => unit.kind === kind);
  const pick = (kind: string) => of(kind)[Math.floor(random() * of(kind).length)]?.id ?? '';
  const visitId = uuidv7();
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now());
  const matters = Array.from({ length: 1 + Math.floor(random() * 2) }, (_, m) => ({
    caseId: uuidv7(),
    title: `第 ${n} 次走访反映的第 ${m + 1} 件事`,
    demand: '请予核实并答复。',
    petitioner: { kind: 'person', anonymous: false, name: '某家长' },
    facts: {
      responsibility: 'district',
      contentKind: 'appeal',
      priorHandling: 'none',
      opinionImplemented: false,
      newFacts: false,
    },
    handlingUnitId: pick('districtAuthority'),
    earlierHandling: '',
  }));
  return {
    type: 'logOutreachVisit',
    visitId,
    visitedOn: today,
    mode: 'discussionVisit',
    placeUnitId: pick('districtSchool'),
    programme: false,
    companions: [],
    observations: `走访记录 ${visitId}`,
    matters,
    followUps: [],
    attachments: [],
  };
}

/** Cuts the road and loses replies at random until stopped. */
export function cutRoads(road: Road, random: () => number) {
  let stopped = false;
  const storm = (async () => {
    while (!stopped) {
      road.set('open');
      await sleep(100 + random() * 400);
      road.set(random() < 0.5 ? 'closed' : 'loseReplies');
      await sleep(50 + random() * 250);
    }
  })();
  return {
    async stop(): Promise<void> {
      stopped = true;
      await storm;
    },
  };
}
