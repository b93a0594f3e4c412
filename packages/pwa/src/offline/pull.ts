import { type PhoneStore, readEntity, readMeta, writeEntity } from './store.ts';
import { type Fault, postGraphql } from './transport.ts';
import type { CitedArticle, KnownViewer } from './types.ts';

/** A unit as the phone keeps it, with the initials by which it is found (临江镇中心小学 → ljzzxxx). */
export interface PhoneUnit {
  readonly id: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly kind:
    | 'bureau'
    | 'department'
    | 'districtAuthority'
    | 'affiliatedSchool'
    | 'municipalUniversity'
    | 'districtSchool';
  readonly parentId: string | null;
  readonly initials: string;
}

/** A calendar year as the API gives it. Dates YYYY-MM-DD. */
export interface PhoneCalendarYear {
  readonly year: number;
  readonly standing: 'official' | 'provisional';
  readonly notice: {
    readonly title: string;
    readonly number: string | null;
    readonly issuedOn: string | null;
    readonly url: string | null;
  };
  readonly holidays: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  readonly makeUpWorkdays: readonly string[];
}

/** A case as the phone keeps it: already masked by the server. Dates YYYY-MM-DD. What depends on the day is reckoned when shown. */
export interface PhoneCase {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly title: string;
  /** Kept of one's own cases; a place's history has it only in the server. */
  readonly demand?: string;
  readonly statusName: string;
  readonly channelName: string;
  readonly receivedOn: string;
  readonly petitioner: {
    readonly name: string;
    readonly anonymous: boolean;
    readonly relation: string | null;
    readonly phone: string | null;
  };
  readonly handlingUnitId: string;
  /** Whom the office means to hand it to (拟交); not there in what was kept before there was such a thing. */
  readonly meantUnit?: { readonly name: string } | null;
  readonly nextDue: {
    readonly clock: string;
    readonly name: string;
    readonly from: string;
    readonly legalDue: string;
    readonly targetDue: string;
    readonly citation: CitedArticle;
  } | null;
  readonly contract: { readonly leaderId: string; readonly leaderName: string } | null;
  readonly resolution: string | null;
  readonly visitId: string | null;
  /** One's own only: whether it may still be put right (更正登记). */
  readonly amendable?: { readonly open: boolean };
  /** One's own only: the case waits for one's instruction (批示), and what may be said. */
  readonly awaitedInstruction?: AwaitedInstruction | null;
  /** One's own only: its reply waits for one's approval (分管领导审核), as it is to be read. */
  readonly awaitedApproval?: AwaitedApproval | null;
}

/** What the instruction that a case waits for may say: ids of decisions, as the rules have them for its route. */
export interface AwaitedInstruction {
  readonly abstract: string | null;
  readonly decisions: readonly string[];
  readonly ofReexamination: readonly string[];
  readonly asksRaisedBefore: boolean;
  /** Not with a case that was fetched before the server told them. */
  readonly citations?: readonly CitedArticle[];
}

/** A reply that waits for one's approval: its words, and what was said of it on the way. Dates YYYY-MM-DD. */
export interface AwaitedApproval {
  readonly request: string;
  readonly facts: string;
  readonly opinion: string;
  readonly basis: string;
  readonly conclusion: string | null;
  readonly reexaminationBody: string | null;
  readonly draftedBy: string;
  readonly draftedOn: string;
  readonly reviewedBy: string | null;
  readonly reviewedOn: string | null;
  readonly counsel: string | null;
  readonly citations: readonly CitedArticle[];
}

/** A visit as the server has it. */
export interface PhoneVisit {
  readonly id: string;
  readonly visitedOn: string;
  readonly modeName: string;
  readonly place: { readonly id: string; readonly name: string };
  readonly programme: boolean;
  readonly observations: string;
  readonly leaderName: string;
  readonly receivedAt: string;
  readonly followUps: readonly PhoneFollowUp[];
  readonly attachments: readonly { readonly id: string; readonly kind: string; readonly url: string }[];
  /** Of one's own visits: what a correction is written against, and which follow-ups have been dealt with. */
  readonly amendable?: Amendable;
}

/** What stands at the server: what a correction is written against. `fields` in the shape of its `changes`. */
export interface Amendable {
  readonly version: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly settledFollowUps: readonly string[];
}

/** A follow-up of a visit (后续). */
export interface PhoneFollowUp {
  readonly id: string;
  readonly what: string;
  readonly owner: string;
  readonly dueOn: string;
}

/** One's reception duty (领导接访值班). `mine`: one holds it oneself, not through a substitute. */
export interface PhoneSession {
  readonly date: string;
  readonly leaderName: string;
  readonly substituteName: string | null;
  readonly mine: boolean;
}

/** One's own: contracted cases, visits and what they raised. Or the history of a place: a unit and those below it. */
export type PullScope = 'mine' | { readonly place: string };

/** A scope's rows, and when they were last known to be whole (epoch ms, the server's clock). */
export interface Kept<T> {
  readonly rows: readonly T[];
  readonly asOf: number;
}

const VIEWER = 'viewer { id username displayName role unit { id name } }';

/** Asks who is signed in, with plain fetch. `person` is null when nobody is. */
export async function pullViewer(): Promise<{ readonly kind: 'viewer'; readonly viewer: KnownViewer | null } | Fault> {
  const answer = await postGraphql(`query FieldViewer { ${VIEWER} }`, {});
  if (answer.kind !== 'data') return answer;
  if (answer.data.viewer === undefined) return { kind: 'passing', why: 'portal' };
  // Shapes below are those of schema.graphql, which the API stories check.
  return { kind: 'viewer', viewer: (answer.data.viewer ?? null) as KnownViewer | null };
}

const CASE = `id version number title statusName channelName receivedOn petitioner { name anonymous relation phone }
  handlingUnitId meantUnit { name } nextDue { clock name from legalDue targetDue citation { regulation article rule } }
  contract { leaderId leaderName } resolution visitId`;
const VISIT = `id visitedOn modeName place { id name } programme observations leaderName receivedAt
  followUps { id what owner dueOn } attachments { id kind url }`;
const PAGE = (own: boolean) => `query FieldPull($cursor: String, $place: ID) { viewer { id }
  pull(cursor: $cursor, place: $place) { reset whole more cursor asOf rulesVersion goneCases goneVisits
    cases { ${CASE} ${own ? OWN_CASE : ''} } visits { ${VISIT} ${own ? 'amendable { version fields settledFollowUps }' : ''} }
    ${own ? UNITS_YEARS_ROTA : ''} } }`;
const OWN_CASE = `demand amendable { open } awaitedInstruction { abstract decisions ofReexamination asksRaisedBefore
    citations { regulation article rule } } awaitedApproval { request facts opinion basis conclusion reexaminationBody draftedBy draftedOn reviewedBy reviewedOn counsel
    citations { regulation article rule } }`;
const UNITS_YEARS_ROTA = `units { id name shortName kind parentId initials }
  calendarYears { year standing notice { title number issuedOn url } holidays { name from to } makeUpWorkdays }
  sessions { date leaderName substituteName mine }`;

/** A page as the server sends it. */
interface Page {
  readonly reset: boolean;
  readonly whole: boolean;
  readonly more: boolean;
  readonly cursor: string;
  readonly asOf: string;
  readonly rulesVersion: string;
  readonly cases: readonly PhoneCase[];
  readonly visits: readonly PhoneVisit[];
  readonly goneCases: readonly string[];
  readonly goneVisits: readonly string[];
  readonly units?: readonly PhoneUnit[] | null;
  readonly calendarYears?: readonly PhoneCalendarYear[] | null;
  readonly sessions?: readonly PhoneSession[] | null;
}

/**
 * How far a scope has been read. A first reading has a `generation` of its own: when it is whole, rows of earlier ones go,
 * so that one that is broken off leaves what was there before.
 */
interface Mark {
  readonly cursor: string;
  readonly generation: number;
  /** Of the last page after which there was no more; 0 before the first. */
  readonly asOf: number;
}

/** A kept row with the reading it came by. */
interface Sown {
  readonly generation: number;
  readonly row: unknown;
}

const nameOf = (scope: PullScope) => (scope === 'mine' ? 'mine' : `place:${scope.place}`);
const markKey = (scope: PullScope) => `pull/${nameOf(scope)}`;

/** How a page is asked for; given in tests. */
export type Ask = typeof postGraphql;
const MOST_PAGES = 500;

/**
 * Reads on from where the phone stands until there is no more. Each page and its cursor go into the store in ONE change: a
 * kill between two pages goes on from the last whole one. Undefined when it went well.
 */
export async function pullChanges(
  store: PhoneStore,
  scope: PullScope,
  ask: Ask = postGraphql,
): Promise<Fault | undefined> {
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const mark = await readMeta<Mark>(store, markKey(scope));
    const place = scope === 'mine' ? null : scope.place;
    const answer = await ask(PAGE(scope === 'mine'), { cursor: mark?.cursor ?? null, place });
    if (answer.kind === 'rejected' && answer.code === 'invalid-cursor' && mark !== undefined) {
      await store.change(async (tx) => tx.delete('meta', markKey(scope)));
      continue;
    }
    if (answer.kind !== 'data') return answer;
    const viewer = answer.data.viewer as { readonly id: string } | null | undefined;
    if (viewer === undefined) return { kind: 'passing', why: 'portal' };
    // Somebody else's session: what they see is not this person's to keep.
    if (viewer?.id !== store.personId) return { kind: 'signedOut' };
    const page = answer.data.pull as Page | null | undefined;
    if (page == null) return { kind: 'passing', why: 'server' };
    const applied = await applyPage(store, scope, mark, page);
    if (applied) store.channel.tell({ about: 'entities' });
    if (!page.more) return undefined;
  }
  return { kind: 'passing', why: 'server' };
}

/** Puts one page in with its cursor. False when another window has been faster: its page counts, and this one does not. */
function applyPage(store: PhoneStore, scope: PullScope, from: Mark | undefined, page: Page): Promise<boolean> {
  return store.change(async (tx) => {
    const now = (await tx.get('meta', markKey(scope)))?.value as Mark | undefined; // written only here
    if (now?.cursor !== from?.cursor) return false;
    const name = nameOf(scope);
    const asOf = Date.parse(page.asOf);
    const generation = (now?.generation ?? 0) + (page.reset ? 1 : 0);
    const put = (kind: string, row: { readonly id: string }) =>
      tx.put('entities', {
        key: `${name}/${kind}/${row.id}`,
        value: { generation, row } satisfies Sown,
        pulledAt: asOf,
      });
    for (const row of page.cases) put('case', row);
    for (const row of page.visits) put('visit', row);
    for (const id of page.goneCases) tx.delete('entities', `${name}/case/${id}`);
    for (const id of page.goneVisits) tx.delete('entities', `${name}/visit/${id}`);
    if (page.whole) {
      for (const { key, value } of await tx.startingWith('entities', `${name}/`)) {
        // Every row below a scope's name is sown here.
        if ((value as Sown).generation < generation) tx.delete('entities', key);
      }
    }
    for (const [key, value] of [
      ['units', page.units],
      ['calendar', page.calendarYears],
      ['rota', page.sessions],
    ] as const) {
      if (value != null) tx.put('entities', { key, value, pulledAt: asOf });
    }
    tx.put('meta', { key: 'rulesVersion', value: page.rulesVersion });
    const mark: Mark = { cursor: page.cursor, generation, asOf: page.more ? (now?.asOf ?? 0) : asOf };
    tx.put('meta', { key: markKey(scope), value: mark });
    return true;
  });
}

async function readKept<T>(store: PhoneStore, scope: PullScope, kind: 'case' | 'visit'): Promise<Kept<T> | undefined> {
  const mark = await readMeta<Mark>(store, markKey(scope));
  if (mark === undefined || mark.asOf === 0) return undefined;
  const rows = await store.startingWith('entities', `${nameOf(scope)}/${kind}/`);
  // Sown by applyPage under this kind.
  return { rows: rows.map(({ value }) => (value as Sown).row as T), asOf: mark.asOf };
}

/** A person to whom something can be given (GraphQL `colleagues`). */
export interface PhoneColleague {
  readonly id: string;
  readonly name: string;
  readonly unitId: string;
  readonly initials: string;
}

/** Brings the names of those who work on cases onto the phone. Undefined when it went well. */
export async function pullColleagues(store: PhoneStore, now: number): Promise<Fault | undefined> {
  const answer = await postGraphql(
    'query FieldColleagues { viewer { id } colleagues { id name unitId initials } }',
    {},
  );
  if (answer.kind !== 'data') return answer;
  const viewer = answer.data.viewer as { id: string } | null;
  if (viewer?.id !== store.personId) return { kind: 'signedOut' };
  if (Array.isArray(answer.data.colleagues)) await writeEntity(store, 'colleagues', answer.data.colleagues, now);
  return undefined;
}

/** The colleagues as last pulled. */
export const readColleagues = (store: PhoneStore) => readEntity<readonly PhoneColleague[]>(store, 'colleagues');
/** The units as last pulled. */
export const readUnits = (store: PhoneStore) => readEntity<readonly PhoneUnit[]>(store, 'units');
/** The calendar years as last pulled. */
export const readYears = (store: PhoneStore) => readEntity<readonly PhoneCalendarYear[]>(store, 'calendar');
/** One's reception duties as last pulled, in order. */
export const readRota = (store: PhoneStore) => readEntity<readonly PhoneSession[]>(store, 'rota');
/** The cases of a scope; undefined before its first reading was whole. */
export const readCases = (store: PhoneStore, scope: PullScope = 'mine') => readKept<PhoneCase>(store, scope, 'case');
/** The visits of a scope; undefined before its first reading was whole. */
export const readVisits = (store: PhoneStore, scope: PullScope = 'mine') => readKept<PhoneVisit>(store, scope, 'visit');

const PLACES = 'places';
const MOST_PLACES = 30;

/** The places whose history is kept, the last looked at first. */
export const followedPlaces = async (store: PhoneStore) => (await readMeta<readonly string[]>(store, PLACES)) ?? [];

/** Keeps the history of a place from now on. The one looked at longest ago makes room: its history goes from the phone. */
export async function followPlace(store: PhoneStore, place: string): Promise<void> {
  await store.change(async (tx) => {
    const known = ((await tx.get('meta', PLACES))?.value ?? []) as readonly string[]; // written only here
    if (known[0] === place) return;
    const places = [place, ...known.filter((one) => one !== place)];
    tx.put('meta', { key: PLACES, value: places.slice(0, MOST_PLACES) });
    for (const gone of places.slice(MOST_PLACES)) {
      for (const { key } of await tx.startingWith('entities', `place:${gone}/`)) tx.delete('entities', key);
      tx.delete('meta', markKey({ place: gone }));
    }
  });
}

/** Every case that the phone has: one's own first, then those of the places whose history is kept; each once. */
export async function readKnownCases(store: PhoneStore): Promise<readonly PhoneCase[]> {
  const scopes: readonly PullScope[] = ['mine', ...(await followedPlaces(store)).map((place) => ({ place }))];
  const kept = await Promise.all(scopes.map((scope) => readCases(store, scope)));
  const known = new Map<string, PhoneCase>();
  for (const row of kept.flatMap((one) => one?.rows ?? [])) if (!known.has(row.id)) known.set(row.id, row);
  return [...known.values()];
}

/** Brings one's own up to date, then the places whose history is kept. Undefined when it went well. */
export async function pullAll(store: PhoneStore, ask: Ask = postGraphql): Promise<Fault | undefined> {
  const fault = await pullChanges(store, 'mine', ask);
  if (fault !== undefined) return fault;
  for (const place of await followedPlaces(store)) {
    const placeFault = await pullChanges(store, { place }, ask);
    // A unit that is gone is no reason to leave the others unread.
    if (placeFault !== undefined && placeFault.kind !== 'rejected') return placeFault;
  }
  return undefined;
}

const NEWEST = {
  petitionCase:
    'query FieldCase($id: ID!) { viewer { id } found: petitionCase(id: $id) { amendable { version fields settledFollowUps } statusName timeline { id type title detail actorName } } }',
  outreachVisit:
    'query FieldVisit($id: ID!) { viewer { id } found: outreachVisit(id: $id) { amendable { version fields settledFollowUps } } }',
} as const;

/** What stands at the server now: the other side of a conflict. */
export interface Newest extends Amendable {
  readonly statusName?: string;
  /** The course of a case; an entry's id ends with the version that it made. */
  readonly timeline?: readonly Entry[];
}

/** One thing that happened to a case, as everybody reads it. */
interface Entry {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly detail: string | null;
  readonly actorName: string;
}

/** Fetches what a case or visit is now; null when this person does not see it (any more). */
export async function pullNewest(
  store: PhoneStore,
  kind: keyof typeof NEWEST,
  id: string,
  ask: Ask = postGraphql,
): Promise<{ readonly kind: 'newest'; readonly newest: Newest | null } | Fault> {
  const answer = await ask(NEWEST[kind], { id });
  if (answer.kind !== 'data') return answer;
  const viewer = answer.data.viewer as { readonly id: string } | null | undefined;
  if (viewer?.id !== store.personId) return { kind: 'signedOut' };
  const found = answer.data.found as ({ amendable: Amendable } & Pick<Newest, 'statusName' | 'timeline'>) | null;
  if (found === null) return { kind: 'newest', newest: null };
  const { amendable, ...told } = found;
  return { kind: 'newest', newest: { ...amendable, ...told } };
}
