import { type Accessor, createSignal } from 'solid-js';
import { type Answer, ask, forgetAnswers, setSessionLost, tell } from '../graphql/client.ts';
import { graphql } from '../graphql/graphql.ts';
import { restartLive } from '../graphql/live.ts';
import { forgetLastUser, rememberUser } from '../offline/phone.ts';
import type { KnownViewer } from '../offline/types.ts';

const ViewerQuery = graphql(`
  query Viewer {
    viewer { id username displayName role unit { id name } }
    setupNeeded
  }
`);
const SignIn = graphql(`
  mutation SignIn($username: String!, $password: String!) {
    signIn(username: $username, password: $password) {
      id username displayName role unit { id name }
    }
  }
`);
const ReplaceInitialPassword = graphql(`
  mutation ReplaceInitialPassword($username: String!, $password: String!, $newPassword: String!) {
    replaceInitialPassword(username: $username, password: $password, newPassword: $newPassword) {
      id username displayName role unit { id name }
    }
  }
`);
const ChangeOwnPassword = graphql(`
  mutation ChangeOwnPassword($current: String!, $next: String!) { changeOwnPassword(current: $current, next: $next) }
`);
const SignOut = graphql(`mutation SignOut { signOut }`);
const CreateFirstAdministrator = graphql(`
  mutation CreateFirstAdministrator($code: String!, $username: String!, $displayName: String!, $password: String!) {
    createFirstAdministrator(code: $code, username: $username, displayName: $displayName, password: $password) {
      id username displayName role unit { id name }
    }
  }
`);

/** Who works at this browser. */
export type Viewer = KnownViewer;

const [viewer, setViewer] = createSignal<Viewer | null | undefined>(undefined);

/**
 * Where in sessionStorage the typed text of the person at this browser lies; it may hold personal data. Only its own author
 * ever gets it back. Signing out in this window clears it; when somebody signs out or in elsewhere it waits here for its
 * author, at most until the window is closed.
 */
export const draftPrefix = (): string => `huiyin.draft.${viewer()?.id ?? ''}.`;

/** What tabs tell each other: the id of whoever has signed in, or null when somebody has signed out. */
const others = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('huiyin-session');

/** A browser that keeps nothing (private mode) still signs in; only its memory stays empty. */
const quietly = <T>(work: Promise<T>): Promise<T | undefined> => work.catch(() => undefined);

const remember = ({ id, role }: Viewer) => rememberUser({ personId: id, role }, Date.now());

async function take(next: Viewer): Promise<void> {
  // On the disk before anything else: a phone killed a moment later still knows who it belongs to.
  await quietly(remember(next));
  others?.postMessage(next.id);
  forgetAnswers();
  setSessionLost(false);
  setViewer(next);
  restartLive();
}

/** Removes what one person has read in the page: answers, live counts. The field's outbox is not touched: unsent work stays. */
function forgetPerson(): void {
  forgetAnswers();
  restartLive();
}

function forgetDrafts(): void {
  const own = draftPrefix();
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(own)) sessionStorage.removeItem(key);
}

/**
 * Who is signed in: `undefined` until `refreshViewer` has answered once, `null` when nobody is. The field, which must work
 * with no signal, has its own way: the name lies in the vault.
 */
export function useViewer(): Accessor<Viewer | null | undefined> {
  return viewer;
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
    const known = viewer() ?? null;
    setViewer(known);
    return { viewer: known, setupNeeded: false, confirmed: false };
  }
  const found = answer.data.viewer;
  if (found !== null) {
    await quietly(remember(found));
    setSessionLost(false);
    setViewer(found);
    return { viewer: found, setupNeeded: answer.data.setupNeeded, confirmed: true };
  }
  if (viewer()) setSessionLost(true);
  else setViewer(null);
  return { viewer: null, setupNeeded: answer.data.setupNeeded, confirmed: true };
}

/** Signs in; the server sets an httpOnly cookie. Problems: `sign-in-refused`, `initial-password`, `rate-limited`, `unreachable`. */
export async function signIn(username: string, password: string): Promise<Answer<Viewer>> {
  const answer = await tell(SignIn, { username, password });
  if (!answer.ok) return answer;
  await take(answer.data.signIn);
  void import('../push/resume.ts').then(({ resumePush }) => resumePush(answer.data.signIn.id)).catch(() => undefined);
  return { ok: true, data: answer.data.signIn };
}

/** Signs in with an initial password (初始密码) by putting one of the own in its place. */
export async function replaceInitialPassword(input: {
  username: string;
  password: string;
  newPassword: string;
}): Promise<Answer<Viewer>> {
  const answer = await tell(ReplaceInitialPassword, input);
  if (!answer.ok) return answer;
  await take(answer.data.replaceInitialPassword);
  return { ok: true, data: answer.data.replaceInitialPassword };
}

/** Replaces the own password; sessions elsewhere end. Problems: `current-password-wrong`, `password-unchanged`. */
export async function changeOwnPassword(current: string, next: string): Promise<Answer<boolean>> {
  const answer = await tell(ChangeOwnPassword, { current, next });
  return answer.ok ? { ok: true, data: answer.data.changeOwnPassword } : answer;
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
  await take(answer.data.createFirstAdministrator);
  return { ok: true, data: answer.data.createFirstAdministrator };
}

/**
 * Signs out here and in the other tabs, and clears what this person typed or read. When the server cannot be reached
 * nothing changes: its cookie would still open the door to the next person at this computer.
 */
export async function signOut(): Promise<Answer<true>> {
  const answer = await tell(SignOut, {});
  if (!answer.ok && answer.problem.code !== 'unauthenticated') return answer;
  await quietly(forgetLastUser());
  await quietly(import('../push/browser.ts').then(({ forgetHere }) => forgetHere({ wanted: true })));
  others?.postMessage(null);
  forgetPerson();
  forgetDrafts();
  setSessionLost(false);
  setViewer(null);
  return { ok: true, data: true };
}

// Another tab signed out or changed the person: this one must not go on showing what it shows.
others?.addEventListener('message', ({ data: id }: MessageEvent<string | null>) => {
  const now = viewer();
  if (now == null || now.id === id) return;
  forgetPerson();
  if (id === null) setViewer(null);
  else void refreshViewer();
});
