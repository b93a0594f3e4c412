import { type PhoneStore, readEntity, writeEntity } from './store.ts';
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

/** A case in the phone's list: already masked by the server. Dates YYYY-MM-DD; workingDaysLeft is negative when overdue. */
export interface PhoneCase {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly demand: string;
  readonly statusName: string;
  readonly channelName: string;
  readonly receivedOn: string;
  readonly petitioner: {
    readonly name: string;
    readonly anonymous: boolean;
    readonly relation: string | null;
    readonly phone: string | null;
  };
  readonly handlingUnit: { readonly name: string };
  readonly dueState: 'overdue' | 'dueSoon' | 'onTime' | 'none';
  readonly workingDaysLeft: number | null;
  readonly nextDue: {
    readonly clock: string;
    readonly name: string;
    readonly from: string;
    readonly legalDue: string;
    readonly citation: CitedArticle;
  } | null;
  readonly visit: { readonly id: string } | null;
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
  readonly followUps: readonly {
    readonly id: string;
    readonly what: string;
    readonly owner: string;
    readonly dueOn: string;
  }[];
  readonly cases: readonly { readonly id: string; readonly number: string; readonly title: string }[];
  readonly attachments: readonly {
    readonly id: string;
    readonly kind: 'photo' | 'signature' | 'voice';
    readonly url: string;
  }[];
}

/** A pulled list and how many there are in all. */
export interface PhoneList<T> {
  readonly rows: readonly T[];
  readonly totalCount: number;
}

const VIEWER = 'viewer { id username displayName role unit { id name } }';
const YEAR = 'year standing notice { title number issuedOn url } holidays { name from to } makeUpWorkdays';
const SEED = `query FieldSeed($y0: Int!, $y1: Int!, $y2: Int!) {
  ${VIEWER}
  units { id name shortName kind parentId initials }
  y0: calendarYear(year: $y0) { ${YEAR} }
  y1: calendarYear(year: $y1) { ${YEAR} }
  y2: calendarYear(year: $y2) { ${YEAR} }
}`;

/** Asks who is signed in, with plain fetch. `person` is null when nobody is. */
export async function pullViewer(): Promise<{ readonly kind: 'viewer'; readonly viewer: KnownViewer | null } | Fault> {
  const answer = await postGraphql(`query FieldViewer { ${VIEWER} }`, {});
  if (answer.kind !== 'data') return answer;
  // Shapes below are those of schema.graphql, which the API stories check.
  return { kind: 'viewer', viewer: (answer.data.viewer ?? null) as KnownViewer | null };
}

/** Brings the units and the calendar of last, this and next year onto the phone. Undefined when it went well. */
export async function pullSeed(store: PhoneStore, year: number, now: number): Promise<Fault | undefined> {
  const answer = await postGraphql(SEED, { y0: year - 1, y1: year, y2: year + 1 });
  if (answer.kind !== 'data') return answer;
  const viewer = answer.data.viewer as KnownViewer | null;
  // Somebody else's session: their units are not this person's to keep.
  if (viewer?.id !== store.personId) return { kind: 'signedOut' };
  if (Array.isArray(answer.data.units)) await writeEntity(store, 'units', answer.data.units, now);
  const years = ['y0', 'y1', 'y2'].map((key) => answer.data[key]).filter((one) => one != null);
  if (years.length > 0) await writeEntity(store, 'calendar', years, now);
  return undefined;
}

const CASES = `query FieldCases { viewer { id } cases(first: 50) { totalCount edges { node {
  id number title demand statusName channelName receivedOn petitioner { name anonymous relation phone }
  handlingUnit { name } dueState workingDaysLeft nextDue { clock name from legalDue citation { regulation article rule } } visit { id }
} } } }`;
const VISITS = `query FieldVisits { viewer { id } outreachVisits(first: 50) { totalCount edges { node {
  id visitedOn modeName place { id name } programme observations leaderName receivedAt
  followUps { id what owner dueOn } cases { id number title } attachments { id kind url }
} } } }`;

/** Brings the newest cases or visits onto the phone. Undefined when it went well. */
export async function pullList(store: PhoneStore, what: 'cases' | 'visits', now: number): Promise<Fault | undefined> {
  const answer = await postGraphql(what === 'cases' ? CASES : VISITS, {});
  if (answer.kind !== 'data') return answer;
  const viewer = answer.data.viewer as { id: string } | null;
  if (viewer?.id !== store.personId) return { kind: 'signedOut' };
  const connection = answer.data[what === 'cases' ? 'cases' : 'outreachVisits'] as {
    totalCount: number;
    edges: readonly { node: unknown }[];
  } | null;
  if (connection === null) return { kind: 'passing', why: 'server' };
  const list = { rows: connection.edges.map((edge) => edge.node), totalCount: connection.totalCount };
  await writeEntity(store, what, list, now);
  return undefined;
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
/** The cases as last pulled. */
export const readCases = (store: PhoneStore) => readEntity<PhoneList<PhoneCase>>(store, 'cases');
/** The visits as last pulled. */
export const readVisits = (store: PhoneStore) => readEntity<PhoneList<PhoneVisit>>(store, 'visits');
