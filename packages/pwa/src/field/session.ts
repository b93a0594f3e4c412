import {
  buildCalendar,
  builtInYears,
  type Calendar,
  type CalendarYear,
  dateInShanghai,
  type PlainDate,
  parsePlainDate,
} from '@huiyin/domain';
import type { Aggregates, World } from '@huiyin/domain/cases';
import {
  type Accessor,
  batch,
  createContext,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  useContext,
} from 'solid-js';
import type { Notice, PassingFault, SyncStatus } from '../offline/channel.ts';
import { listDrafts } from '../offline/drafts.ts';
import { countUnsent, listItems } from '../offline/outbox.ts';
import {
  type Kept,
  type PhoneCalendarYear,
  type PhoneCase,
  type PhoneSession,
  type PhoneUnit,
  type PhoneVisit,
  pullAll,
  pullColleagues,
  readCases,
  readRota,
  readUnits,
  readVisits,
  readYears,
} from '../offline/pull.ts';
import { browserSync, keepSending } from '../offline/run.ts';
import { type PhoneStore, type Pulled, readMeta, writeMeta } from '../offline/store.ts';
import type { Sync } from '../offline/sync.ts';
import type { KnownViewer, OutboxItem, StoredDraft } from '../offline/types.ts';
import { changeVault, type LockRule, readVault } from '../offline/vault-record.ts';
import { type Kept as KeptBefore, LOSS, noteKept } from '../offline/witness.ts';
import { watchIdle } from './vault/idle.ts';
import type { Door } from './vault/opening.ts';

/** Everything a page of the field door needs, alive: it changes when another tab, or the drainer, changes it. */
export interface FieldSession {
  readonly viewer: KnownViewer;
  readonly store: PhoneStore;
  readonly sync: Sync;
  readonly items: Accessor<readonly OutboxItem[]>;
  /** False until the outbox has been read: before that nobody may say that it is empty. */
  readonly itemsRead: Accessor<boolean>;
  /** What went with a store that the browser has thrown away, until its owner says that they have seen to it. */
  readonly loss: Accessor<KeptBefore | undefined>;
  settleLoss(): Promise<void>;
  readonly drafts: Accessor<readonly StoredDraft[]>;
  /** The units as last pulled; undefined until the first pull. */
  readonly units: Accessor<Pulled<readonly PhoneUnit[]> | undefined>;
  /** One's own cases and visits as last pulled; undefined until the first reading was whole. */
  readonly cases: Accessor<Kept<PhoneCase> | undefined>;
  readonly visits: Accessor<Kept<PhoneVisit> | undefined>;
  /** One's reception duties; undefined until the first pull. */
  readonly rota: Accessor<readonly PhoneSession[] | undefined>;
  /** False until the store has been read: before that nobody may say that nothing was ever pulled. */
  readonly entitiesRead: Accessor<boolean>;
  /** Asks the server for what is new. Never throws; does nothing while the page is not seen. */
  pull(): Promise<void>;
  readonly calendar: Accessor<Calendar>;
  /** Whether the server can be reached, as far as the phone knows. */
  readonly online: Accessor<boolean>;
  readonly status: Accessor<SyncStatus>;
  readonly today: Accessor<PlainDate>;
  /** The world in which the phone decides: its cached units and calendar, today in Shanghai, and who acts. */
  world(): World;
  /** The lock of this phone (本机口令). */
  readonly lock: {
    readonly rule: Accessor<LockRule>;
    /** Locks every window of this person. */
    now(): void;
    setRule(rule: LockRule): Promise<void>;
  };
}

/** What the phone knows of existing cases and visits when it decides: nothing; everything it makes is new. */
export const nothingYet: Aggregates = {
  petitionCase: () => undefined,
  outreachVisit: () => undefined,
  receptionSession: () => undefined,
};

const Session = createContext<FieldSession>();
/** Gives the session to the pages below. */
export const SessionProvider = Session.Provider;

/** The session of the field door. Throws outside it: a bug. */
export function useField(): FieldSession {
  const session = useContext(Session);
  if (session === undefined) throw new Error('useField outside the field door');
  return session;
}

/** Opens the store of one person and keeps everything alive until the door closes. */
export function openSession(
  viewer: KnownViewer,
  store: PhoneStore,
  way: { readonly key: CryptoKey; readonly door: Door },
): FieldSession {
  const [rule, setRule] = createSignal<LockRule>({ minutes: 5, onHide: false });
  void readVault(store.connection).then((vault) => vault !== undefined && setRule(vault.lock));
  const { lockNow } = watchIdle(viewer.id, way.key, rule, () => void way.door.lock());
  const lock: FieldSession['lock'] = {
    rule,
    now: lockNow,
    async setRule(next) {
      await changeVault(store.connection, (vault) => ({ ...vault, lock: next }));
      setRule(next);
    },
  };
  const sync = browserSync(store, async () => (await import('../offline/upload.ts')).uploadByTus);
  const [items, setItems] = createSignal<readonly OutboxItem[]>([]);
  const [drafts, setDrafts] = createSignal<readonly StoredDraft[]>([]);
  const [units, setUnits] = createSignal<Pulled<readonly PhoneUnit[]> | undefined>();
  const [calendar, setCalendar] = createSignal<Calendar>(buildCalendar(builtInYears));
  const [status, setStatus] = createSignal<SyncStatus>({ phase: 'idle' });
  const hasNetwork = createOnline();
  // A phone on a wifi that leads nowhere has a network and reaches nobody: what the server last said counts.
  const [reached, setReached] = createSignal(true);
  const online = () => hasNetwork() && reached();
  const today = createToday();

  const [itemsRead, setItemsRead] = createSignal(false);
  const [loss, setLoss] = createSignal<KeptBefore | undefined>();
  const readItems = async () => {
    setLoss(await readMeta<KeptBefore>(store, LOSS));
    setItems(await listItems(store));
    setItemsRead(true);
  };
  const readDrafts = async () => setDrafts(await listDrafts(store));
  const [cases, setCases] = createSignal<Kept<PhoneCase> | undefined>();
  const [visits, setVisits] = createSignal<Kept<PhoneVisit> | undefined>();
  const [rota, setRota] = createSignal<readonly PhoneSession[] | undefined>();
  const [entitiesRead, setEntitiesRead] = createSignal(false);
  const readEntities = async () => {
    const [unitsNow, years, casesNow, visitsNow, sessions] = await Promise.all([
      readUnits(store),
      readYears(store),
      readCases(store),
      readVisits(store),
      readRota(store),
    ]);
    batch(() => {
      setUnits(unitsNow);
      if (years !== undefined) setCalendar(calendarWith(years.value));
      setCases(casesNow);
      setVisits(visitsNow);
      setRota(sessions?.value);
      setEntitiesRead(true);
    });
  };
  const hear = (notice: Notice) => {
    if (notice.about === 'outbox') void readItems();
    if (notice.about === 'drafts') void readDrafts();
    if (notice.about === 'entities') void readEntities();
    if (notice.about === 'sync') {
      setStatus(notice.status);
      // Revoking a phone (停用) ends its session: that is what it notices first.
      if (notice.status.phase === 'signInNeeded') void way.door.checkTrust();
      if (notice.status.phase === 'waiting' && isUnreached(notice.status.why)) setReached(false);
      // Something may have got through: look at once rather than at the next turn.
      if (notice.status.phase === 'idle' && !reached()) void pull();
    }
  };
  const deaf = store.channel.listen(hear);
  let pulling: 'no' | 'once' | 'again' = 'no';
  const pull = async () => {
    if (document.visibilityState !== 'visible') return;
    if (pulling !== 'no') {
      pulling = 'again';
      return;
    }
    do {
      pulling = 'once';
      try {
        const fault = await pullAll(store);
        setReached(fault?.kind !== 'passing' || !isUnreached(fault.why));
        if (fault === undefined) await pullColleagues(store, Date.now());
      } catch {
        // The vault was closed meanwhile, or the phone has no room: what is shown stays what was kept.
      }
    } while (wantedAgain());
    pulling = 'no';
  };
  const wantedAgain = () => pulling === 'again';
  // Something of ours has just arrived there: fetch what the server made of it.
  const received = createMemo(() => items().filter((item) => item.state === 'received').length);
  createEffect(on(received, () => void pull(), { defer: true }));
  createEffect(() => {
    if (itemsRead()) noteKept(viewer.id, countUnsent(items()) + drafts().length, Date.now());
  });
  void Promise.all([readItems(), readDrafts(), readEntities()]);
  void pull();
  const stopSending = keepSending(sync);
  window.addEventListener('online', pull);
  document.addEventListener('visibilitychange', pull);
  createEffect(() => {
    if (reached()) return;
    const timer = setInterval(pull, LOOK_AGAIN_MS);
    onCleanup(() => clearInterval(timer));
  });
  onCleanup(() => {
    window.removeEventListener('online', pull);
    document.removeEventListener('visibilitychange', pull);
    stopSending();
    deaf();
    void store.close();
  });

  const world = (): World => {
    const byId = new Map((units()?.value ?? []).map((unit) => [unit.id, unit]));
    return {
      calendar: calendar(),
      today: today(),
      actor: { id: viewer.id, name: viewer.displayName, role: viewer.role, unitId: viewer.unit.id },
      unit: (id) => byId.get(id),
      staff: () => undefined, // not kept on this device: the server says
    };
  };
  const kept = { units, cases, visits, rota, entitiesRead, pull };
  const settleLoss = async () => {
    await writeMeta(store, LOSS, undefined);
    store.channel.tell({ about: 'outbox' });
  };
  return {
    viewer,
    store,
    sync,
    items,
    itemsRead,
    loss,
    settleLoss,
    drafts,
    ...kept,
    calendar,
    online,
    status,
    today,
    world,
    lock,
  };
}

/** How often a phone that reaches nobody looks whether it does again, while it is looked at. */
const LOOK_AGAIN_MS = 20_000;

/** Faults that mean that the server was not reached, rather than that it is busy. */
function isUnreached(why: PassingFault): boolean {
  return why === 'network' || why === 'timeout' || why === 'portal';
}

function createOnline(): Accessor<boolean> {
  const [online, setOnline] = createSignal(navigator.onLine);
  const look = () => setOnline(navigator.onLine);
  window.addEventListener('online', look);
  window.addEventListener('offline', look);
  onCleanup(() => {
    window.removeEventListener('online', look);
    window.removeEventListener('offline', look);
  });
  return online;
}

/** Today in Shanghai; moves on at midnight and when the phone wakes up. */
function createToday(): Accessor<PlainDate> {
  const [today, setToday] = createSignal(dateInShanghai(Date.now()));
  const look = () => setToday(dateInShanghai(Date.now()));
  const timer = setInterval(look, 30_000);
  document.addEventListener('visibilitychange', look);
  onCleanup(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  });
  return today;
}

/** The built-in years, overlaid by what the server knows better (an imported notice). */
function calendarWith(years: readonly PhoneCalendarYear[]): Calendar {
  const pulled = years.map(toCalendarYear).filter((year) => year !== undefined);
  const newer = new Set(pulled.map((year) => year.year));
  try {
    return buildCalendar([...builtInYears.filter((year) => !newer.has(year.year)), ...pulled]);
  } catch {
    // It throws on years that contradict themselves; what was pulled is not proved here.
    return buildCalendar(builtInYears);
  }
}

function toCalendarYear(year: PhoneCalendarYear): CalendarYear | undefined {
  const date = (text: string) => {
    const parsed = parsePlainDate(text);
    return parsed.ok ? parsed.value : undefined;
  };
  const holidays = year.holidays.flatMap(({ name, from, to }) => {
    const [start, end] = [date(from), date(to)];
    return start === undefined || end === undefined ? [] : [{ name, from: start, to: end }];
  });
  const makeUpWorkdays = year.makeUpWorkdays.map(date).filter((day) => day !== undefined);
  // A year that came through broken is no year: better the built-in one than a wrong due date.
  if (holidays.length !== year.holidays.length || makeUpWorkdays.length !== year.makeUpWorkdays.length)
    return undefined;
  const { title, number, issuedOn, url } = year.notice;
  const issued = issuedOn === null ? undefined : date(issuedOn);
  return {
    year: year.year,
    standing: year.standing,
    notice: {
      title,
      ...(number === null ? {} : { number }),
      ...(issued === undefined ? {} : { issuedOn: issued }),
      ...(url === null ? {} : { url }),
    },
    holidays,
    makeUpWorkdays,
  };
}
