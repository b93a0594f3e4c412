import { createSignal } from 'solid-js';

const [updateReady, setUpdateReady] = createSignal(false);
const [openForms, setOpenForms] = createSignal(0);
let registration: ServiceWorkerRegistration | undefined;
let reloading = false;
const [heldElsewhere, setHeldElsewhere] = createSignal(false);
/** One worker serves all windows: a new version waits for the forms of every one of them. */
const windows = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('huiyin-update');
const ANSWERS_WITHIN_MS = 300;

/** Whether a newer version has been fetched and waits; whether another window has said that it still holds a form. */
export { heldElsewhere, updateReady };

/** True while somebody is filling in a form: an update must not swap code under it. */
export const formIsOpen = () => openForms() > 0;

/** Marks a form as open; returns the way to mark it closed. */
export function holdUpdates(): () => void {
  setOpenForms((count) => count + 1);
  return () => setOpenForms((count) => count - 1);
}

/** Registers the service worker and watches for newer versions: at start, and each time the app is seen again. */
export function watchForUpdates(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const worker = navigator.serviceWorker;
  worker.addEventListener('controllerchange', () => {
    // The very first worker takes no pages over, so this is always an update. Another window has asked for it; this one
    // does not wait for its own turn unless it holds a form.
    if (!formIsOpen()) reload();
  });
  const register = () => void worker.register('/service-worker.js').then(watch, () => undefined);
  // What the page itself needs comes first.
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void registration?.update().catch(() => undefined);
  });
}

function watch(found: ServiceWorkerRegistration): void {
  registration = found;
  // A worker that nothing stands before only seems to wait.
  const look = () => {
    if (found.waiting && found.active) setUpdateReady(true);
  };
  const follow = () => found.installing?.addEventListener('statechange', look);
  look();
  follow();
  found.addEventListener('updatefound', follow);
}

/**
 * The user said yes: when no window holds a form, the waiting version takes over and every page is loaded again. A form
 * elsewhere would lose the parts it has not loaded yet.
 */
export async function applyUpdate(): Promise<void> {
  setHeldElsewhere(false);
  windows?.postMessage('any form open?');
  await new Promise((resolve) => setTimeout(resolve, ANSWERS_WITHIN_MS));
  if (heldElsewhere() || formIsOpen()) return;
  const waiting = (await navigator.serviceWorker.getRegistration())?.waiting;
  // A page that was here before the first worker is controlled by none, and hears of no change: it asks the new one.
  waiting?.addEventListener('statechange', () => {
    if (waiting.state === 'activated') reload();
  });
  waiting?.postMessage({ type: 'SKIP_WAITING' });
}

function reload(): void {
  if (reloading) return;
  reloading = true;
  location.reload();
}

windows?.addEventListener('message', ({ data }: MessageEvent<'any form open?' | 'yes'>) => {
  if (data === 'yes') setHeldElsewhere(true);
  else if (formIsOpen()) windows.postMessage('yes');
});
