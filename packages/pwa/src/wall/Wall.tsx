import { dateText } from '@huiyin/domain/messages';
import { ageSpan } from '@huiyin/domain/office';
import { A } from '@solidjs/router';
import { type Accessor, For, type JSX, Match, onMount, Show, Switch } from 'solid-js';
import DesktopIcon from '~icons/lucide/layout-list';
import FullScreenIcon from '~icons/lucide/maximize';
import DarkIcon from '~icons/lucide/moon';
import PauseIcon from '~icons/lucide/pause';
import PlayIcon from '~icons/lucide/play';
import { type CountRow, type LiveCounts, useLive } from '../graphql/live.ts';
import { wallMessages as words } from '../messages/wall.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { LiveLine } from '../ui/LiveLine.tsx';
import { LoadingState } from '../ui/Notice.tsx';
import { YearGap } from '../ui/YearGap.tsx';
import { createFigures, type WallFigures } from './figures.ts';
import { createFullScreen, createRotation, createTheme, keepAwake } from './hall.ts';
import { BarsChart, StatusTable } from './live-bars.tsx';
import { OpenBars, TopicsPanel } from './open-bars.tsx';
import { WallContext } from './Panel.tsx';
import { HotlineGauge, RatesPanel } from './rates.tsx';
import { SummaryPanel } from './summary.tsx';
import { Tiles } from './Tiles.tsx';
import { DaysChart, MonthsChart } from './trends.tsx';
import styles from './wall.module.css';

/**
 * The wall at its three sizes: a phone's and an office's page, which scrolls and shows everything; and a hall's screen, which
 * nobody touches: large, one view after another, moved a little now and then so that nothing burns in. `hall`: a hall's
 * screen from the start; else full screen makes it one. Numbers only, never a name.
 */
export function Wall(props: { hall: boolean; opensCases: boolean; banner?: JSX.Element }): JSX.Element {
  const live = useLive();
  const figures = createFigures(live);
  const full = createFullScreen();
  const hall = () => props.hall || full();
  const theme = createTheme(new URLSearchParams(location.search).get('theme'));
  const rotation = createRotation(() => words.views.length, hall);
  let page: HTMLElement | undefined;
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  keepAwake(hall);
  const data = () => figures.data()?.wallFigures;

  return (
    <WallContext.Provider value={() => ({ opensCases: props.opensCases, hall: hall(), asOf: data()?.asOf })}>
      <main
        class={`${styles.wall} ${hall() ? styles.hall : ''}`}
        ref={page}
        data-testid="wall"
        data-revision={live.counts()?.revision}
        data-live={live.state()}
        data-view={hall() ? rotation.view() : undefined}
      >
        {props.banner}
        <header class={styles.header}>
          <h1>{words.title}</h1>
          <Show when={live.counts()}>
            {(counts) => <span class={styles.date}>{dateText(counts().today, counts().today)}</span>}
          </Show>
        </header>
        <Show when={live.counts()}>{(counts) => <YearGap today={counts().today} class={styles.gap} />}</Show>
        <Show when={live.counts()} fallback={<LoadingState lines={6} />}>
          {(counts) => (
            <div class={`${styles.body} ${live.state() === 'lost' ? styles.stale : ''}`}>
              <Tiles counts={counts()} figures={data()} />
              <Show when={hall()} fallback={<Everything counts={counts()} figures={data()} />}>
                <OneView view={rotation.view()} counts={counts()} figures={data()} />
              </Show>
            </div>
          )}
        </Show>
        <footer class={styles.footer}>
          <LiveLine live={live} />
          <Show when={data()?.upToDate === false}>
            <span>{words.behind}</span>
          </Show>
          <Show when={hall()} fallback={<span class={styles.motto}>{sessionMessages.motto}</span>}>
            <ViewDots rotation={rotation} />
          </Show>
          <nav class={`${styles.links} no-print`}>
            <Show when={props.opensCases && !hall()}>
              <A href="/desk">
                <DesktopIcon aria-hidden="true" />
                {words.desk}
              </A>
            </Show>
            <button type="button" onClick={theme.toggle}>
              <DarkIcon aria-hidden="true" />
              {theme.dark() ? words.light : words.dark}
            </button>
            <Show when={!hall()}>
              <button type="button" onClick={() => void page?.requestFullscreen?.()}>
                <FullScreenIcon aria-hidden="true" />
                {words.fullScreen}
              </button>
            </Show>
          </nav>
        </footer>
      </main>
    </WallContext.Provider>
  );
}

function ViewDots(props: { rotation: ReturnType<typeof createRotation> }): JSX.Element {
  return (
    <nav class={styles.dots} aria-label={words.viewsNav}>
      <For each={words.views}>
        {(name, at) => (
          <button
            type="button"
            aria-current={props.rotation.view() === at() ? 'true' : undefined}
            onClick={() => props.rotation.setView(at())}
          >
            {name}
          </button>
        )}
      </For>
      <button
        type="button"
        aria-pressed={props.rotation.paused()}
        onClick={() => props.rotation.setPaused((now) => !now)}
      >
        <Show when={props.rotation.paused()} fallback={<PauseIcon aria-hidden="true" />}>
          <PlayIcon aria-hidden="true" />
        </Show>
        <span class="visually-hidden">{props.rotation.paused() ? words.play : words.pause}</span>
      </button>
    </nav>
  );
}

interface ViewProps {
  counts: LiveCounts;
  figures: WallFigures | undefined;
}

/** All of it, one below the other on a phone, in columns in an office. */
function Everything(props: ViewProps): JSX.Element {
  return (
    <div class={styles.everything}>
      <Units counts={props.counts} />
      <Channels counts={props.counts} />
      <WithFigures figures={props.figures}>{(figures) => <Trends figures={figures()} />}</WithFigures>
      <WithFigures figures={props.figures}>{(figures) => <Quality figures={figures()} />}</WithFigures>
      <WithFigures figures={props.figures}>{(figures) => <Subjects figures={figures()} />}</WithFigures>
    </div>
  );
}

/** One of the hall's views. */
function OneView(props: ViewProps & { view: number }): JSX.Element {
  return (
    <div class={styles.view}>
      <Switch>
        <Match when={props.view === 0}>
          <Units counts={props.counts} />
          <Channels counts={props.counts} hall />
        </Match>
        <Match when={props.view === 1}>
          <WithFigures figures={props.figures}>{(figures) => <Trends figures={figures()} />}</WithFigures>
        </Match>
        <Match when={props.view === 2}>
          <WithFigures figures={props.figures}>{(figures) => <Quality figures={figures()} />}</WithFigures>
        </Match>
        <Match when={props.view === 3}>
          <WithFigures figures={props.figures}>{(figures) => <Subjects figures={figures()} />}</WithFigures>
        </Match>
      </Switch>
    </div>
  );
}

function WithFigures(props: {
  figures: WallFigures | undefined;
  children: (figures: Accessor<WallFigures>) => JSX.Element;
}): JSX.Element {
  return (
    <Show when={props.figures} fallback={<LoadingState lines={4} />}>
      {(figures) => props.children(figures)}
    </Show>
  );
}

function Units(props: { counts: LiveCounts }): JSX.Element {
  return (
    <BarsChart
      caption={words.byUnit}
      head={words.unit}
      rows={props.counts.byUnit}
      others={words.otherUnits}
      part="units"
      filter={({ key }) => ({ unit: key, alone: '1' })}
      legend
    />
  );
}

function Channels(props: { counts: LiveCounts; hall?: boolean }): JSX.Element {
  return (
    <div class={styles.side}>
      <BarsChart
        caption={words.byChannel}
        head={words.channel}
        rows={byOverdue(props.counts.byChannel)}
        others={words.otherChannels}
        part="channels"
        filter={({ key }) => ({ channel: key })}
      />
      <Show when={!props.hall}>
        <StatusTable rows={props.counts.byStatus.filter(({ count }) => count > 0)} />
      </Show>
    </div>
  );
}

function Trends(props: { figures: WallFigures }): JSX.Element {
  return (
    <>
      <DaysChart days={props.figures.days} today={props.figures.today} />
      <MonthsChart months={props.figures.months} />
    </>
  );
}

function Quality(props: { figures: WallFigures }): JSX.Element {
  return (
    <>
      <RatesPanel rates={props.figures.rates} since={props.figures.ratesSince} />
      <div class={styles.side}>
        <OpenBars
          title={words.ages}
          head={words.age}
          rows={props.figures.ages}
          part="ages"
          filter={({ key }) => ageSpan(Number(key), props.figures.today)}
        />
        <Show when={props.figures.hotline}>{(hotline) => <HotlineGauge hotline={hotline()} />}</Show>
      </div>
    </>
  );
}

function Subjects(props: { figures: WallFigures }): JSX.Element {
  return (
    <>
      <TopicsPanel topics={props.figures.topics} />
      <div class={styles.side}>
        <OpenBars
          title={words.kinds}
          head={words.kind}
          rows={props.figures.kinds}
          part="kinds"
          filter={({ key }) => ({ kind: key })}
        />
        <SummaryPanel summaries={props.figures.summaries} />
      </div>
    </>
  );
}

/** What is overdue first, else the order given; never by volume. */
function byOverdue(rows: readonly CountRow[]): readonly CountRow[] {
  return rows.toSorted((a, b) => b.overdue - a.overdue || b.dueSoon - a.dueSoon);
}
