import { createEffect, type JSX, on, Show } from 'solid-js';
import type { LiveCounts } from '../graphql/live.ts';
import { wallMessages as words } from '../messages/wall.zh-CN.ts';
import { dueShape } from '../ui/Chip.tsx';
import { clockTime } from '../ui/time.ts';
import type { WallFigures } from './figures.ts';
import { type DeskFilter, openOf, receivedIn } from './links.ts';
import { CasesLink } from './Panel.tsx';
import styles from './Tiles.module.css';

/** The first line: 在办, 超期, 临近, 今日新收, with the change since the morning. */
export function Tiles(props: { counts: LiveCounts; figures: WallFigures | undefined }): JSX.Element {
  // Yesterday's morning is no morning of today: between midnight and the next answer nothing is compared.
  const morning = () => (props.figures?.today === props.counts.today ? props.figures.morning : null) ?? undefined;
  const yesterday = () => props.figures?.days.at(-2);
  return (
    <dl class={styles.tiles}>
      <Tile name={words.open} filter={openOf({})} value={props.counts.open} id="count-open">
        <Change now={props.counts.open} then={morning()?.open} at={morning()?.takenAt} />
      </Tile>
      <Tile
        name={words.overdue}
        filter={{ due: 'overdue' }}
        shape={dueShape.overdue}
        tone={props.counts.overdue > 0 ? styles.overdue : undefined}
        value={props.counts.overdue}
        id="count-overdue"
      >
        <Change now={props.counts.overdue} then={morning()?.overdue} at={morning()?.takenAt} />
      </Tile>
      <Tile
        name={words.dueSoon}
        filter={{ due: 'dueSoon' }}
        shape={dueShape.dueSoon}
        tone={props.counts.dueSoon > 0 ? styles.dueSoon : undefined}
        value={props.counts.dueSoon}
        id="count-due-soon"
      >
        <Change now={props.counts.dueSoon} then={morning()?.dueSoon} at={morning()?.takenAt} />
      </Tile>
      <Tile
        name={words.registeredToday}
        filter={{ registered: props.counts.today }}
        value={props.counts.registeredToday}
        id="count-registered-today"
      >
        <Show when={yesterday()}>
          {(flow) => (
            <>
              {words.yesterday}{' '}
              <CasesLink
                filter={receivedIn({ from: flow().day, to: flow().day })}
                count={flow().received}
                label={words.casesOf(words.yesterday, '', flow().received)}
              />
            </>
          )}
        </Show>
      </Tile>
    </dl>
  );
}

/** How a number has moved since the morning, by shape, figure and word. */
function Change(props: { now: number; then: number | undefined; at: string | undefined }): JSX.Element {
  const moved = () => (props.then === undefined ? undefined : props.now - props.then);
  // A server that was off at midnight began to compare later, and says from when.
  const since = () => {
    const time = props.at === undefined ? '' : clockTime(Date.parse(props.at)).slice(0, 5);
    return words.since(time < '00:10' ? undefined : time);
  };
  return (
    <Show when={moved() !== undefined}>
      {since()}{' '}
      <Show when={moved() !== 0} fallback={words.same}>
        <span aria-hidden="true">{(moved() ?? 0) > 0 ? words.more(moved() ?? 0) : words.fewer(-(moved() ?? 0))}</span>
        <span class="visually-hidden">
          {(moved() ?? 0) > 0 ? words.moreSaid(moved() ?? 0) : words.fewerSaid(-(moved() ?? 0))}
        </span>
      </Show>
    </Show>
  );
}

/** One large figure. A change slides in within 160 ms; with reduced motion it is simply there. */
function Tile(props: {
  name: string;
  value: number;
  id: string;
  filter: DeskFilter;
  shape?: string;
  tone?: string | undefined;
  children: JSX.Element;
}): JSX.Element {
  let figure: HTMLElement | undefined;
  const figureText = () => props.value.toLocaleString('zh-CN');
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
      <dd style={{ '--signs': figureText().length }}>
        <CasesLink filter={props.filter} count={props.value} label={words.casesOf(props.name, '', props.value)}>
          <span ref={figure} data-testid={props.id}>
            {figureText()}
          </span>
        </CasesLink>
      </dd>
      <dd class={styles.change}>{props.children}</dd>
    </div>
  );
}
