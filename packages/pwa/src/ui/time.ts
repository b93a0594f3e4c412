import { dateInShanghai, type PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { type Accessor, createSignal, onCleanup } from 'solid-js';

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** 15:02:11 in Shanghai, of an instant in epoch milliseconds. */
export function clockTime(instant: number): string {
  return CLOCK.format(instant);
}

/** 10月9日 周五 15:02 in Shanghai, of an ISO instant; with the year when it is not that of `today`. */
export function instantText(iso: string, today?: PlainDate): string {
  const instant = Date.parse(iso);
  return `${dateText(dateInShanghai(instant), today)} ${clockTime(instant).slice(0, 5)}`;
}

/** This device's clock, once a second, while the calling component is on the page (epoch milliseconds). */
export function createNow(): Accessor<number> {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), 1_000);
  onCleanup(() => clearInterval(timer));
  return now;
}

/** Today's date in Shanghai by this device. The server's own date decides; this one only fills forms and shows working. */
export function todayHere(): PlainDate {
  return dateInShanghai(Date.now());
}
