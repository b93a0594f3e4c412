/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { bridgeReloads } from './offline/keys.ts';
import { sendInBackground } from './offline/run.ts';
import { showReminders } from './push/in-worker.ts';

// The worker's own global scope; TypeScript types `self` as a window here.
declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

// Only the shell is cached. Answers of the API hold personal data: they are kept by the app in the user's own store.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('index.html'), {
    denylist: [/^\/graphql/, /^\/files/, /^\/documents\//, /^\/healthz/],
  }),
);

// A new version never swaps code under an open form: it waits until the user says so.
self.addEventListener('message', (event) => {
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});

showReminders(self);

// A page that is loaded again does not ask for the PIN again.
bridgeReloads(self);

// Chromium wakes us when the signal returns, with no page open. TypeScript's library does not know the event.
self.addEventListener('sync' as 'message', (event) => {
  if ((event as unknown as { tag: string }).tag === 'outbox') event.waitUntil(sendInBackground());
});
