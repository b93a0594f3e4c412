import { randomBytes, randomUUID } from 'node:crypto';
import { ok, trimmed } from '@huiyin/domain';
import type { RequestContext } from '../../context.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import { type AdministeringContext, administer } from '../administration/administration.usecases.ts';
import type { Outcome } from '../people/people.usecases.ts';
import type { Viewer } from '../people/viewer.ts';
import { isWebhookUrl } from './send.ts';
import { sealWebhookSecret } from './webhook-secrets.ts';
import {
  deleteWebhook,
  insertTest,
  insertWebhook,
  lockWebhook,
  resend,
  setPaused,
  type WebhookEvent,
  type WebhookRow,
} from './webhooks.repository.ts';

const longestName = 60;
const longestUrl = 500;

/** A new webhook, and its secret, which is shown this once. */
export interface WebhookWithSecret {
  readonly webhook: WebhookRow;
  readonly secret: string;
}

/** Adds a webhook. Refuses invalid-webhook-name, invalid-webhook-url, webhook-events. */
export async function addWebhook(
  context: AdministeringContext & Pick<RequestContext, 'keys'>,
  viewer: Viewer,
  given: { readonly name: string; readonly url: string; readonly events: readonly WebhookEvent[] },
): Promise<Outcome<WebhookWithSecret>> {
  const secret = `whsec_${randomBytes(32).toString('base64url')}`;
  const made = await administer(context, viewer, async ({ tx, bureauId, at }) => {
    const [name, url, events] = [trimmed(given.name), trimmed(given.url), [...new Set(given.events)].sort()];
    const problem = problemOf(name, url, events);
    if (problem) return problem;
    const webhook = { bureauId, id: randomUUID(), name, url, events };
    const sealed = sealWebhookSecret(context.keys, webhook, secret);
    await insertWebhook(tx, webhook, { sealed, by: viewer.id, at });
    const entry = { type: 'webhookAdded', webhookId: webhook.id, name, url, events } as const;
    return ok({ value: { ...webhook, createdAt: new Date(at), pausedAt: null }, entry });
  });
  return made.ok ? ok({ webhook: made.value, secret }) : made;
}

function problemOf(name: string, url: string, events: readonly WebhookEvent[]): Refusal | undefined {
  if (name.length < 2 || name.length > longestName || !/^[^\p{Cc}\p{Cn}\p{Cs}]*$/u.test(name)) {
    return serverRefusal('invalid-webhook-name', { maximum: longestName }, 'name');
  }
  if (url.length > longestUrl || !isWebhookUrl(url)) return serverRefusal('invalid-webhook-url', {}, 'url');
  return events.length > 0 ? undefined : serverRefusal('webhook-events', {}, 'events');
}

/** Pauses a webhook or lets it go on. Refuses unknown-webhook. */
export function setWebhookPaused(
  context: AdministeringContext,
  viewer: Viewer,
  { id, paused }: { readonly id: string; readonly paused: boolean },
): Promise<Outcome<WebhookRow>> {
  return administer(context, viewer, async ({ tx, bureauId, at }) => {
    const webhook = await lockWebhook(tx, bureauId, id);
    if (!webhook) return serverRefusal('unknown-webhook', {}, 'id');
    if ((webhook.pausedAt !== null) === paused) return ok({ value: webhook });
    await setPaused(tx, bureauId, id, paused ? at : null);
    const entry = { type: paused ? 'webhookPaused' : 'webhookResumed', webhookId: id, name: webhook.name } as const;
    return ok({ value: { ...webhook, pausedAt: paused ? new Date(at) : null }, entry });
  });
}

/** Takes a webhook away. Refuses unknown-webhook. */
export function removeWebhook(context: RequestContext, viewer: Viewer, id: string): Promise<Outcome<boolean>> {
  return administer(context, viewer, async ({ tx, bureauId }) => {
    const webhook = await lockWebhook(tx, bureauId, id);
    if (!webhook) return serverRefusal('unknown-webhook', {}, 'id');
    await deleteWebhook(tx, bureauId, id);
    const { name, url } = webhook;
    return ok({ value: true, entry: { type: 'webhookRemoved', webhookId: id, name, url } });
  });
}

/** Sends a test to a webhook. Refuses unknown-webhook. */
export async function testWebhook(context: RequestContext, viewer: Viewer, id: string): Promise<Outcome<boolean>> {
  const done = await administer(context, viewer, async ({ tx, bureauId }) => {
    if (!(await lockWebhook(tx, bureauId, id))) return serverRefusal('unknown-webhook', {}, 'id');
    await insertTest(tx, bureauId, id);
    return ok({ value: true });
  });
  if (done.ok) context.webhooks.wake();
  return done;
}

/** Makes a delivery once more, from its first attempt. Refuses unknown-delivery. */
export async function resendDelivery(context: RequestContext, viewer: Viewer, id: string): Promise<Outcome<boolean>> {
  const done = await administer(context, viewer, async ({ tx, bureauId }) => {
    return (await resend(tx, bureauId, id)) ? ok({ value: true }) : serverRefusal('unknown-delivery', {}, 'id');
  });
  if (done.ok) context.webhooks.wake();
  return done;
}
