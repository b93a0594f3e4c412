import { onCleanup } from 'solid-js';
import { holdKey } from '../../offline/keys.ts';
import type { LockRule } from '../../offline/vault.ts';

const LOOK_MS = 5_000;
/** Taking a photo hides the page for a moment: that is no leaving. */
const HIDDEN_MS = 30_000;
const TOUCHES = ['pointerdown', 'keydown', 'scroll'] as const;

/**
 * Keeps an open vault open while somebody touches any of its windows, and locks all of them after the time of `rule`.
 * A phone in a pocket may sleep past that time: it locks the moment it is looked at again. Returns the way to lock now.
 */
export function watchIdle(
  personId: string,
  key: CryptoKey,
  rule: () => LockRule,
  lock: () => void,
): { lockNow(): void } {
  let touchedAt = Date.now();
  let toldAt = 0;
  let hiddenAt: number | undefined;
  const holder = holdKey(personId, key, {
    drop: lock,
    touch: () => {
      touchedAt = Date.now();
    },
  });
  const lockNow = () => {
    holder.drop();
    lock();
  };
  const touch = () => {
    touchedAt = Date.now();
    if (touchedAt - toldAt < LOOK_MS) return;
    toldAt = touchedAt;
    holder.touch();
  };
  const look = () => {
    const { minutes, onHide } = rule();
    const now = Date.now();
    const away = onHide && hiddenAt !== undefined && now - hiddenAt > HIDDEN_MS;
    if (away || now - touchedAt > minutes * 60_000) lockNow();
  };
  const seen = () => {
    look();
    hiddenAt = document.visibilityState === 'hidden' ? Date.now() : undefined;
  };
  const timer = setInterval(look, LOOK_MS);
  for (const name of TOUCHES) window.addEventListener(name, touch, { passive: true, capture: true });
  document.addEventListener('visibilitychange', seen);
  onCleanup(() => {
    clearInterval(timer);
    for (const name of TOUCHES) window.removeEventListener(name, touch, { capture: true });
    document.removeEventListener('visibilitychange', seen);
    holder.close();
  });
  return { lockNow };
}
