import { createSignal } from 'solid-js';
import { Workbox } from 'workbox-window';

const [updateReady, setUpdateReady] = createSignal(false);
const [openForms, setOpenForms] = createSignal(0);
let workbox: Workbox | undefined;
let asked = false;

/** True when a newer version has been fetched and waits. */
export { updateReady };

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
  workbox = new Workbox('/service-worker.js', { type: 'classic' });
  workbox.addEventListener('waiting', () => setUpdateReady(true));
  workbox.addEventListener('controlling', () => {
    // Another tab may have asked: this one reloads only when it asked itself or holds no form.
    if (asked || !formIsOpen()) location.reload();
  });
  // The very first worker takes no pages over, so `controlling` is always an update.
  void workbox.register().catch(() => undefined);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void workbox?.update().catch(() => undefined);
  });
}

/** The user said yes: the waiting version takes over and the page is loaded again. */
export function applyUpdate(): void {
  asked = true;
  workbox?.messageSkipWaiting();
}
