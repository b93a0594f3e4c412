import type { RequestContext } from '../context.ts';
import { refusalError } from './refusal.ts';

const counted = new WeakSet<RequestContext>();

/**
 * For fields that need no session: counts the request against its address (once, however many such fields it asks for; the
 * number of aliases is bounded elsewhere). People who are signed in are not counted. Throws rate-limited.
 */
export async function limitedWhenSignedOut(context: RequestContext): Promise<void> {
  if (context.viewer || counted.has(context)) return;
  counted.add(context);
  const seconds = await context.limits.publicRequest(context.address);
  if (seconds !== undefined) throw refusalError('rate-limited', { seconds });
}
