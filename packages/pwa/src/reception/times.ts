import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { clockTime } from '../ui/time.ts';

/** HH:MM in Shanghai now, by this device. */
export const clockNow = (): string => clockTime(Date.now()).slice(0, 5);

/** Seconds since an instant (epoch milliseconds), while the calling component is on the page. */
export function createTimer(from: number): Accessor<number> {
  const [seconds, setSeconds] = createSignal(Math.max(0, Math.round((Date.now() - from) / 1000)));
  const timer = setInterval(() => setSeconds(Math.max(0, Math.round((Date.now() - from) / 1000))), 1000);
  onCleanup(() => clearInterval(timer));
  return seconds;
}

/** 4:07 of 247 seconds. */
export const minutesText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
