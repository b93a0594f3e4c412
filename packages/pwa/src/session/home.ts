import type { KnownViewer } from '../offline/types.ts';

/** The door each role works at: leaders in the field, dashboards at the wall, everyone else at the desk. */
export function homeOf(role: KnownViewer['role']): '/field' | '/wall' | '/desk' {
  if (role === 'leader') return '/field';
  return role === 'dashboard' ? '/wall' : '/desk';
}

/** Where to sign in and come back from; `username` names the person whose work waits there. */
export function signInPath(from: string, username?: string): string {
  const user = username === undefined ? '' : `&user=${encodeURIComponent(username)}`;
  return `/sign-in?next=${encodeURIComponent(from)}${user}`;
}
