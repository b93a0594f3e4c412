import { type Accessor, createSignal } from 'solid-js';
import { type Answer, ask, forgetAnswers, setSessionLost, tell } from '../graphql/client.ts';
import { graphql, type ResultOf } from '../graphql/graphql.ts';
import { restartLive } from '../graphql/live.ts';

const ViewerQuery = graphql(`
  query Viewer {
    viewer { id username displayName role mayReadAccusations unit { id name kind } }
    setupNeeded
  }
`);
const SignIn = graphql(`
  mutation SignIn($username: String!, $password: String!) {
    signIn(username: $username, password: $password) {
      id username displayName role mayReadAccusations unit { id name kind }
    }
  }
`);
const SignOut = graphql(`mutation SignOut { signOut }`);
const CreateFirstAdministrator = graphql(`
  mutation CreateFirstAdministrator($code: String!, $username: String!, $displayName: String!, $password: String!) {
    createFirstAdministrator(code: $code, username: $username, displayName: $displayName, password: $password) {
      id username displayName role mayReadAccusations unit { id name kind }
    }
  }
`);

/** Who works at this browser. */
export type Viewer = NonNullable<ResultOf<typeof ViewerQuery>['viewer']>;

const REMEMBERED = 'huiyin.viewer';
const REMEMBERED_NAME = 'huiyin.username';
/** Everything under this key in sessionStorage is typed text with personal data; signing out clears it. */
export const DRAFT_PREFIX = 'huiyin.draft.';

const [viewer, setViewer] = createSignal<Viewer | null | undefined>(undefined);

function remembered(): Viewer | null {
  const text = localStorage.getItem(REMEMBERED);
  if (text === null) return null;
  try {
    // Written by `take` below and by nothing else.
    return JSON.parse(text) as Viewer;
  } catch {
    return null;
  }
}

function take(next: Viewer): void {
  const another = viewer() !== undefined && viewer() !== null && viewer()?.id !== next.id;
  if (another) forgetPerson();
  localStorage.setItem(REMEMBERED, JSON.stringify(next));
  localStorage.setItem(REMEMBERED_NAME, next.username);
  forgetAnswers();
  setSessionLost(false);
  setViewer(next);
  restartLive();
}

/** Removes what one person leaves in the page: answers, drafts, live counts. The field's outbox is not touched: unsent work stays. */
function forgetPerson(): void {
  forgetAnswers();
  restartLive();
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFT_PREFIX)) sessionStorage.removeItem(key);
}

/**
 * Who is signed in: `undefined` until `refreshViewer` has answered once, `null` when nobody is. Without a network it is
 * the person who signed in here last, since the field must work with no signal.
 */
export function useViewer(): Accessor<Viewer | null | undefined> {
  return viewer;
}

/** The username that signed in here last, or ''. Only the name is ever remembered, never a password. */
export function lastUsername(): string {
  return localStorage.getItem(REMEMBERED_NAME) ?? '';
}

/** What `refreshViewer` found. `setupNeeded` is true while the system has no administrator. */
export interface ViewerAnswer {
  readonly viewer: Viewer | null;
  readonly setupNeeded: boolean;
  /** False when the server gave no answer and `viewer` is only remembered. */
  readonly confirmed: boolean;
}

/** Asks the server who is signed in. A session that has ended leaves the person on the page and raises `sessionLost`. */
export async function refreshViewer(): Promise<ViewerAnswer> {
  const answer = await ask(ViewerQuery, {});
  if (!answer.ok) {
    const known = viewer() ?? remembered();
    setViewer(known);
    return { viewer: known, setupNeeded: false, confirmed: false };
  }
  const found = answer.data.viewer;
  if (found !== null) {
    localStorage.setItem(REMEMBERED, JSON.stringify(found));
    setSessionLost(false);
    setViewer(found);
    return { viewer: found, setupNeeded: answer.data.setupNeeded, confirmed: true };
  }
  if (viewer()) setSessionLost(true);
  else setViewer(null);
  return { viewer: null, setupNeeded: answer.data.setupNeeded, confirmed: true };
}

/** Signs in; the server sets an httpOnly cookie. Problems: `sign-in-refused`, `rate-limited`, `unreachable`. */
export async function signIn(username: string, password: string): Promise<Answer<Viewer>> {
  const answer = await tell(SignIn, { username, password });
  if (!answer.ok) return answer;
  take(answer.data.signIn);
  return { ok: true, data: answer.data.signIn };
}

/** Makes the first administrator with the one-time code printed at the server's start, and signs them in. */
export async function createFirstAdministrator(input: {
  code: string;
  username: string;
  displayName: string;
  password: string;
}): Promise<Answer<Viewer>> {
  const answer = await tell(CreateFirstAdministrator, input);
  if (!answer.ok) return answer;
  take(answer.data.createFirstAdministrator);
  return { ok: true, data: answer.data.createFirstAdministrator };
}

/**
 * Signs out here and in the other tabs, and clears what this person typed or read. When the server cannot be reached
 * nothing changes: its cookie would still open the door to the next person at this computer.
 */
export async function signOut(): Promise<Answer<true>> {
  const answer = await tell(SignOut, {});
  if (!answer.ok && answer.problem.code !== 'unauthenticated') return answer;
  localStorage.removeItem(REMEMBERED);
  forgetPerson();
  setSessionLost(false);
  setViewer(null);
  return { ok: true, data: true };
}

/** The door each role works at: leaders in the field, dashboards at the wall, everyone else at the desk. */
export function homeOf(role: Viewer['role']): '/field' | '/wall' | '/desk' {
  if (role === 'leader') return '/field';
  if (role === 'dashboard') return '/wall';
  return '/desk';
}

/** Whether this role reads cases at all; the server decides again. Dashboards see numbers, administrators neither. */
export function mayReadCases(role: Viewer['role']): boolean {
  return role === 'leader' || role === 'clerk' || role === 'departmentClerk';
}

/** Whether this role reads counts (numbers without names). */
export function mayReadCounts(role: Viewer['role']): boolean {
  return mayReadCases(role) || role === 'dashboard';
}

// Another tab signed out or changed the person: this one must not go on showing what it shows.
if (typeof window !== 'undefined') {
  window.addEventListener('storage', (event) => {
    if (event.key !== REMEMBERED || viewer() === undefined) return;
    const now = remembered();
    if (now?.id === viewer()?.id) return;
    forgetPerson();
    setViewer(now);
  });
}
