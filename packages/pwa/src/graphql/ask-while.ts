import { createEffect, onCleanup } from 'solid-js';

/** How often a page asks how far it is. */
const ASK_MS = 1_000;

/** Asks again and again while something is under way at the server; the last answer stays while it cannot be reached. */
export function askWhile(underWay: () => boolean, again: () => void): void {
  createEffect(() => {
    if (!underWay()) return;
    const timer = setInterval(again, ASK_MS);
    onCleanup(() => clearInterval(timer));
  });
}
