import type { KnownViewer } from '../offline/types.ts';

/** The door each role works at: leaders in the field, dashboards at the wall, administrators at theirs, the others at the desk. */
export function homeOf(role: KnownViewer['role']): '/field' | '/wall' | '/admin' | '/desk' {
  if (role === 'leader') return '/field';
  if (role === 'administrator') return '/admin';
  return role === 'dashboard' ? '/wall' : '/desk';
}

/** Where to sign in and come back from; `username` names the person whose work waits there. */
export function signInPath(from: string, username?: string): string {
  const user = username === undefined ? '' : `&user=${encodeURIComponent(username)}`;
  return `/sign-in?next=${encodeURIComponent(from)}${user}`;
}
