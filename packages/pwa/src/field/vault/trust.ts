import { onCleanup } from 'solid-js';
import type { Door } from './opening.ts';

const AGAIN_MS = 60_000;
const FIRST_MS = 1_000;

/**
 * Asks, whenever there may be a line, whether this phone is still trusted: soon after the start, then each minute in sight.
 * (A phone in use notices at once that its session has ended, and asks then: session.ts.)
 */
export function watchTrust(door: Door): void {
  let running = false;
  const ask = () => {
    if (running || document.visibilityState !== 'visible' || !navigator.onLine) return;
    running = true;
    void door.checkTrust().finally(() => {
      running = false;
    });
  };
  const first = setTimeout(ask, FIRST_MS);
  const timer = setInterval(ask, AGAIN_MS);
  window.addEventListener('online', ask);
  document.addEventListener('visibilitychange', ask);
  onCleanup(() => {
    clearTimeout(first);
    clearInterval(timer);
    window.removeEventListener('online', ask);
    document.removeEventListener('visibilitychange', ask);
  });
}
