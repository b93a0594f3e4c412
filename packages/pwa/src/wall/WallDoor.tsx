import { dateText } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createEffect, type JSX, on, onCleanup, onMount, Show } from 'solid-js';
import FullScreenIcon from '~icons/lucide/maximize';
import { type CountRow, type LiveCounts, useLive } from '../graphql/live.ts';
import { sessionMessages, wallMessages as words } from '../messages/zh-CN.ts';
import { NotYours } from '../session/NotYours.tsx';
import { SessionBanner } from '../session/SessionBanner.tsx';
import { SignedIn } from '../session/SignedIn.tsx';
import { mayReadCases, mayReadCounts, useViewer } from '../session/viewer.ts';
import { dueShape } from '../ui/Chip.tsx';
import { LiveLine } from '../ui/LiveLine.tsx';
import { LoadingState } from '../ui/Notice.tsx';
import { BarsChart, StatusTable } from './charts.tsx';
import styles from './wall.module.css';

/** /wall: the live counts in large type. Numbers only, never a name. */
export default function WallDoor(): JSX.Element {
  const viewer = useViewer();
  return (
    <SignedIn>
      <Show when={mayReadCounts(viewer()?.role ?? 'dashboard')} fallback={<NotYours />}>
        <Wall />
      </Show>
    </SignedIn>
  );
}

function Wall(): JSX.Element {
  const viewer = useViewer();
  const live = useLive();
  let page: HTMLElement | undefined;
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  keepAwakeInFullScreen();

  return (
    <main
      class={styles.wall}
      ref={page}
      data-testid="wall"
      data-revision={live.counts()?.revision}
      data-live={live.state()}
    >
      <SessionBanner />
      <header class={styles.header}>
        <h1>{words.title}</h1>
        <Show when={live.counts()}>
          {(counts) => <span class={styles.date}>{dateText(counts().today, counts().today)}</span>}
        </Show>
      </header>
      <Show when={live.counts()} fallback={<LoadingState lines={6} />}>
        {(counts) => <Figures counts={counts()} stale={live.state() === 'lost'} />}
      </Show>
      <footer class={styles.footer}>
        <LiveLine live={live} />
        <span class={styles.motto}>{sessionMessages.motto}</span>
        <nav class={`${styles.links} no-print`}>
          <Show when={mayReadCases(viewer()?.role ?? 'dashboard')}>
            <A href="/desk">{words.desk}</A>
          </Show>
          <button type="button" onClick={() => void page?.requestFullscreen?.()}>
            <FullScreenIcon aria-hidden="true" />
            {words.fullScreen}
          </button>
        </nav>
      </footer>
    </main>
  );
}

function Figures(props: { counts: LiveCounts; stale: boolean }): JSX.Element {
  return (
    <div class={`${styles.body} ${props.stale ? styles.stale : ''}`}>
      <dl class={styles.tiles}>
        <Tile name={words.open} value={props.counts.open} id="count-open" />
        <Tile
          name={words.overdue}
          shape={dueShape.overdue}
          tone={props.counts.overdue > 0 ? styles.overdue : undefined}
          value={props.counts.overdue}
          id="count-overdue"
        />
        <Tile
          name={words.dueSoon}
          shape={dueShape.dueSoon}
          tone={props.counts.dueSoon > 0 ? styles.dueSoon : undefined}
          value={props.counts.dueSoon}
          id="count-due-soon"
        />
        <Tile name={words.registeredToday} value={props.counts.registeredToday} id="count-registered-today" />
      </dl>
      <div class={styles.charts}>
        <BarsChart
          caption={words.byUnit}
          head={words.unit}
          rows={props.counts.byUnit}
          others={words.otherUnits}
          legend
        />
        <div class={styles.side}>
          <BarsChart
            caption={words.byChannel}
            head={words.channel}
            rows={byOverdue(props.counts.byChannel)}
            others={words.otherChannels}
          />
          <StatusTable rows={props.counts.byStatus} />
        </div>
      </div>
    </div>
  );
}

/** What is overdue first, else the order given; never by volume. */
function byOverdue(rows: readonly CountRow[]): readonly CountRow[] {
  return rows.toSorted((a, b) => b.overdue - a.overdue || b.dueSoon - a.dueSoon);
}

/** One large figure. A change slides in within 160 ms; with reduced motion it is simply there. */
function Tile(props: {
  name: string;
  value: number;
  id: string;
  shape?: string;
  tone?: string | undefined;
}): JSX.Element {
  let figure: HTMLElement | undefined;
  createEffect(
    on(
      () => props.value,
      () => {
        if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
        figure?.animate([{ transform: 'translateY(0.12em)', opacity: 0.3 }, {}], { duration: 160, easing: 'ease-out' });
      },
      { defer: true },
    ),
  );
  return (
    <div class={`${styles.tile} ${props.tone ?? ''}`}>
      <dt>
        <Show when={props.shape}>
          <span class={styles.shape} aria-hidden="true">
            {props.shape}
          </span>
        </Show>
        {props.name}
      </dt>
      <dd ref={figure} data-testid={props.id}>
        {props.value}
      </dd>
    </div>
  );
}

/** A hall's screen in full screen must not go to sleep; elsewhere the device keeps its own habits. */
function keepAwakeInFullScreen(): void {
  let lock: WakeLockSentinel | undefined;
  const follow = async () => {
    if (document.fullscreenElement === null) {
      void lock?.release();
      lock = undefined;
      return;
    }
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    try {
      lock = await navigator.wakeLock.request('screen');
    } catch {
      // The battery is low or the system says no: the wall works on, the screen may dim.
    }
  };
  document.addEventListener('fullscreenchange', follow);
  document.addEventListener('visibilitychange', follow);
  onCleanup(() => {
    document.removeEventListener('fullscreenchange', follow);
    document.removeEventListener('visibilitychange', follow);
    void lock?.release();
  });
}
