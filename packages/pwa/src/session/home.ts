import type { KnownViewer } from '../offline/types.ts';

/** The door each role works at: leaders in the field, dashboards at the wall, administrators at theirs, the others at the desk. */
export function homeOf(role: KnownViewer['role']): '/field' | '/wall' | '/admin' | '/desk' {
  if (role === 'leader') return '/field';
  if (role === 'administrator') return '/admin';
  return role === 'dashboard' ? '/wall' : '/desk';
}

/** Where to sign in and come back from. */
export function signInPath(from: string): string {
  return `/sign-in?next=${encodeURIComponent(from)}`;
}

let awaited: string | undefined;

/**
 * Says whose work waits for a sign-in, or with '' that somebody else wants in than who is: kept in memory, since an address
 * lies in the browser's history.
 */
export function awaitUser(username: string | undefined): void {
  awaited = username;
}

/** The username of the one whose work waits; undefined when anybody may sign in. */
export const awaitedUser = () => awaited;
