import type { RequestContext } from '../context.ts';
import type { Viewer } from '../modules/people/viewer.ts';
import { refusalError } from './refusal.ts';

/** The viewer of a guarded field. */
export function requireViewer({ viewer }: RequestContext): Viewer {
  if (!viewer) throw refusalError('unauthenticated');
  return viewer;
}
