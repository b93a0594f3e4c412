import { onCleanup } from 'solid-js';
import { holdKey } from '../../offline/keys.ts';
import type { LockRule } from '../../offline/vault-record.ts';

const LOOK_MS = 5_000;
/** Taking a photo hides the page for a moment: that is no leaving. */
const HIDDEN_MS = 30_000;
const TOUCHES = ['pointerdown', 'keydown', 'scroll'] as const;

/** The open vault of this window; it stays open over a walk to the sign-in page or the calculator and back. */
interface Watch {
  readonly key: CryptoKey;
  rule: () => LockRule;
  onLock: () => void;
  lockNow(): void;
  stop(): void;
}
let current: Watch | undefined;

/**
 * Keeps an open vault open while somebody touches any of its windows, and locks all of them after the time of `rule`.
 * A phone in a pocket may sleep past that time: it locks the moment it is looked at again. Returns the way to lock now.
 */
export function watchIdle(
  personId: string,
  key: CryptoKey,
  rule: () => LockRule,
  onLock: () => void,
): { lockNow(): void } {
  if (current?.key !== key) {
    current?.stop();
    current = startWatch(personId, key, rule, onLock);
  }
  const watch = current;
  watch.rule = rule;
  watch.onLock = onLock;
  onCleanup(() => {
    // Nothing is shown any more; the key goes when its time is up.
    if (watch.onLock === onLock) watch.onLock = () => undefined;
  });
  return { lockNow: () => watch.lockNow() };
}

function startWatch(personId: string, key: CryptoKey, rule: () => LockRule, onLock: () => void): Watch {
  let touchedAt = Date.now();
  let toldAt = 0;
  let hiddenAt: number | undefined;
  const stop = () => {
    clearInterval(timer);
    for (const name of TOUCHES) window.removeEventListener(name, touch, { capture: true });
    document.removeEventListener('visibilitychange', seen);
    holder.close();
    if (current === watch) current = undefined;
  };
  const locked = () => {
    stop();
    watch.onLock();
  };
  const holder = holdKey(personId, key, {
    drop: locked,
    touch: () => {
      touchedAt = Date.now();
    },
  });
  const watch: Watch = {
    key,
    rule,
    onLock,
    stop,
    lockNow() {
      holder.drop();
      locked();
    },
  };
  const touch = () => {
    touchedAt = Date.now();
    if (touchedAt - toldAt < LOOK_MS) return;
    toldAt = touchedAt;
    holder.touch();
  };
  const look = () => {
    const { minutes, onHide } = watch.rule();
    const now = Date.now();
    const away = onHide && hiddenAt !== undefined && now - hiddenAt > HIDDEN_MS;
    // A clock that was set back is no reason to stay open for days.
    if (away || Math.abs(now - touchedAt) > minutes * 60_000) watch.lockNow();
  };
  const seen = () => {
    look();
    hiddenAt = document.visibilityState === 'hidden' ? Date.now() : undefined;
  };
  const timer = setInterval(look, LOOK_MS);
  for (const name of TOUCHES) window.addEventListener(name, touch, { passive: true, capture: true });
  document.addEventListener('visibilitychange', seen);
  return watch;
}
