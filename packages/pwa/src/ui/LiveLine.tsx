import { createMemo, type JSX } from 'solid-js';
import type { Live } from '../graphql/live.ts';
import { LATE_AFTER_MS } from '../graphql/stream.ts';
import { liveMessages } from '../messages/zh-CN.ts';
import styles from './LiveLine.module.css';
import { clockTime, createNow } from './time.ts';

/** 实时 · 截至 15:02:11, or for how long nothing has come or the line has been down, and of when the figures are. */
export function LiveLine(props: { live: Live }): JSX.Element {
  const now = createNow();
  const silence = () => Math.max(0, now() - props.live.lastHeard());
  const late = () => props.live.state() === 'live' && silence() >= LATE_AFTER_MS;
  const words = createMemo(() => {
    const rightAsOf = props.live.rightAsOf();
    if (props.live.state() === 'connecting') return liveMessages.connecting;
    const seconds = Math.round(silence() / 1000);
    if (rightAsOf === undefined) return liveMessages.lostEarly(seconds);
    const asOf = clockTime(rightAsOf);
    if (late()) return liveMessages.late(seconds, asOf);
    return props.live.state() === 'live' ? liveMessages.live(asOf) : liveMessages.lost(seconds, asOf);
  });
  return (
    <span
      class={`${styles.line} ${styles[late() ? 'lost' : props.live.state()] ?? ''}`}
      data-testid="live-line"
      data-live={props.live.state()}
    >
      {words()}
    </span>
  );
}
