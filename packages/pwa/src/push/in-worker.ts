import { pushMessages as words } from '../messages/push.zh-CN.ts';

// The service worker's part of reminders: it shows what the server has sent, and opens what is tapped.

/** What the server sends: kind and number, and the page of the app that tells more. */
interface PushMessage {
  readonly title: string;
  readonly body: string;
  readonly path: string;
  readonly tag: string;
}

const ALLOW = `mutation ($endpoint: String!, $p256dh: String!, $auth: String!, $name: String!) {
  allowPush(endpoint: $endpoint, p256dh: $p256dh, auth: $auth, name: $name) { id } }`;

/** Lets the worker show reminders. */
export function showReminders(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('push', (event) => {
    const { title, body, path, tag } = readMessage(event.data);
    const shown = {
      body,
      tag,
      icon: '/icons/icon-192.png',
      badge: '/icons/icon-192.png',
      lang: 'zh-CN',
      data: { path },
    };
    event.waitUntil(worker.registration.showNotification(title, shown));
  });
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close();
    // set above
    const { path } = event.notification.data as { path: string };
    event.waitUntil(openPage(worker, path));
  });
  worker.addEventListener('pushsubscriptionchange' as 'message', (event) => {
    // TypeScript's library does not know the event.
    event.waitUntil(renew(worker, (event as unknown as { oldSubscription?: PushSubscription }).oldSubscription));
  });
}

/** A browser that is woken must show something: what cannot be read is told as a reminder without particulars. */
function readMessage(data: PushMessageData | null): PushMessage {
  const plain = { title: words.plainTitle, body: '', path: '/desk/notices', tag: 'notices' };
  try {
    const given: Partial<PushMessage> = data?.json() ?? {};
    return { ...plain, ...given };
  } catch {
    return plain;
  }
}

/** In a window of the app that is open, else in a new one; never outside the app. */
async function openPage({ clients, location }: ServiceWorkerGlobalScope, path: string): Promise<void> {
  const page = new URL(path, location.origin);
  const url = page.origin === location.origin ? page.href : location.origin;
  const open = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const client = open.find(({ focused }) => focused) ?? open[0];
  if (!client) return void (await clients.openWindow(url));
  await client.focus().catch(() => undefined);
  // A page that this worker does not control cannot be led anywhere.
  await client.navigate(url).catch(() => clients.openWindow(url));
}

/** The browser has changed the address of its own accord: the server is told the new one, if the sign-in still stands. */
async function renew({ registration }: ServiceWorkerGlobalScope, old: PushSubscription | undefined): Promise<void> {
  if (!old) return;
  const { endpoint, keys } = (await registration.pushManager.subscribe(old.options)).toJSON();
  const variables = { endpoint, p256dh: keys?.p256dh, auth: keys?.auth, name: words.renewedDevice };
  await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: ALLOW, variables }),
  });
}
