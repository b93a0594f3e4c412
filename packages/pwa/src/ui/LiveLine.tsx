import { createMemo, type JSX } from 'solid-js';
import type { Live } from '../graphql/live.ts';
import { liveMessages } from '../messages/zh-CN.ts';
import styles from './LiveLine.module.css';
import { clockTime, createNow } from './time.ts';

/** 实时 · 截至 15:02:11, or for how long the line has been down and of when the figures are. */
export function LiveLine(props: { live: Live }): JSX.Element {
  const now = createNow();
  const words = createMemo(() => {
    const rightAsOf = props.live.rightAsOf();
    if (props.live.state() === 'connecting') return liveMessages.connecting;
    if (props.live.state() === 'live' && rightAsOf !== undefined) return liveMessages.live(clockTime(rightAsOf));
    const seconds = Math.max(0, Math.round((now() - props.live.lastHeard()) / 1000));
    if (rightAsOf === undefined) return liveMessages.lostEarly(seconds);
    return liveMessages.lost(seconds, clockTime(rightAsOf));
  });
  return (
    <span
      class={`${styles.line} ${styles[props.live.state()] ?? ''}`}
      data-testid="live-line"
      data-live={props.live.state()}
    >
      {words()}
    </span>
  );
}
