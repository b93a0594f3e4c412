import { A } from '@solidjs/router';
import { createContext, createSignal, type JSX, Show, useContext } from 'solid-js';
import { wallMessages as words } from '../messages/wall.zh-CN.ts';
import { clockTime } from '../ui/time.ts';
import { type DeskFilter, deskLink } from './links.ts';
import styles from './Panel.module.css';

/** What the reader of this wall may do with it: a hall's screen has no hands, and a screen by link opens nothing. */
export interface WallHands {
  /** Numbers lead to their cases. */
  readonly opensCases: boolean;
  /** A hall's screen: nothing to press inside the cards. */
  readonly hall: boolean;
  /** When the kept figures were read (ISO instant): each panel says it of its own. */
  readonly asOf: string | undefined;
}
export const WallContext = createContext<() => WallHands>(() => ({ opensCases: false, hall: false, asOf: undefined }));
const useHands = (): (() => WallHands) => useContext(WallContext);

/**
 * A card with one chart, and the same numbers as a table at a press. The chart itself is for eyes only; without one the table
 * stands by itself.
 */
export function Panel(props: {
  title: string;
  hint?: JSX.Element;
  chart?: JSX.Element;
  table: JSX.Element;
  /** The chart's numbers as a workbook: /reports/wall-<part>.xlsx. */
  part: string;
  class?: string | undefined;
}): JSX.Element {
  const hands = useHands();
  const [asTable, setAsTable] = createSignal(false);
  return (
    <section
      class={`${styles.card} ${styles.panel} ${props.class ?? ''}`}
      aria-label={props.title}
      data-testid={`wall-${props.part}`}
    >
      <header class={styles.head}>
        <h2>{props.title}</h2>
        <span class={styles.hint}>{props.hint}</span>
        <span class={styles.tools}>
          <Show when={hands().hall}>
            <AsOf at={hands().asOf} />
          </Show>
          <WorkbookLink part={props.part} title={props.title} />
          <Show when={props.chart !== undefined && !hands().hall}>
            <button
              type="button"
              class={`${styles.tool} no-print`}
              aria-pressed={asTable()}
              onClick={() => setAsTable((now) => !now)}
            >
              {asTable() ? words.asChart : words.asTable}
              <span class="visually-hidden">{props.title}</span>
            </button>
          </Show>
        </span>
      </header>
      <Show when={props.chart !== undefined}>
        <div class={styles.chart} hidden={asTable()} aria-hidden="true">
          {props.chart}
        </div>
      </Show>
      <div class={asTable() || props.chart === undefined ? styles.table : 'visually-hidden'}>{props.table}</div>
      <Show when={!hands().hall}>
        <AsOf at={hands().asOf} />
      </Show>
    </section>
  );
}

/** When a panel's figures were read: at its foot, on a hall's screen beside its title. */
function AsOf(props: { at: string | undefined }): JSX.Element {
  return <Show when={props.at}>{(at) => <p class={styles.asOf}>{words.asOf(clockTime(Date.parse(at())))}</p>}</Show>;
}

/** The numbers of a chart as a workbook, for whoever signed in. */
export function WorkbookLink(props: { part: string; title: string }): JSX.Element {
  const hands = useHands();
  return (
    <Show when={!hands().hall}>
      <a class={`${styles.tool} no-print`} href={`/reports/wall-${props.part}.xlsx`} download="">
        {words.workbook}
        <span class="visually-hidden">{props.title}</span>
      </a>
    </Show>
  );
}

/**
 * A number that leads to its cases, where the reader may open them and there are any. `chart`: it stands in a chart, which is for
 * eyes only and whose table has the same link for the keyboard.
 */
export function CasesLink(props: {
  filter: DeskFilter;
  count: number;
  label: string;
  chart?: boolean;
  class?: string | undefined;
  style?: JSX.CSSProperties;
  children?: JSX.Element;
}): JSX.Element {
  const hands = useHands();
  const opens = () => props.count > 0 && hands().opensCases && !hands().hall;
  return (
    <Show when={opens()} fallback={<Plain {...props} />}>
      <A
        class={props.class ?? styles.number}
        style={props.style}
        href={deskLink(props.filter)}
        aria-label={props.label}
        title={props.class && props.label}
        tabindex={props.chart ? -1 : undefined}
        data-count={props.count}
      >
        {props.children ?? props.count}
      </A>
    </Show>
  );
}

/** The same without a link: a bar keeps its shape, a number is just the number. */
function Plain(props: {
  count: number;
  class?: string | undefined;
  style?: JSX.CSSProperties;
  children?: JSX.Element;
}) {
  return (
    <Show when={props.class} fallback={props.children ?? props.count}>
      <span class={props.class} style={props.style}>
        {props.children ?? props.count}
      </span>
    </Show>
  );
}
