import { A } from '@solidjs/router';
import { createContext, createSignal, type JSX, Show, useContext } from 'solid-js';
import { wallMessages as words } from '../messages/wall.zh-CN.ts';
import { type DeskFilter, deskLink } from './desk-link.ts';
import styles from './wall.module.css';

/** What the reader of this wall may do with it: a hall's screen has no hands, and a screen by link opens nothing. */
export interface WallHands {
  /** Numbers lead to their cases. */
  readonly opensCases: boolean;
  /** A hall's screen: nothing to press inside the cards. */
  readonly hall: boolean;
}
export const WallContext = createContext<() => WallHands>(() => ({ opensCases: false, hall: false }));
const useHands = (): (() => WallHands) => useContext(WallContext);

/** A card with one chart, and the same numbers as a table at a press. The chart itself is for eyes only. */
export function Panel(props: {
  title: string;
  hint?: JSX.Element;
  chart: JSX.Element;
  table: JSX.Element;
  /** The chart's numbers as a workbook: /reports/wall-<part>.xlsx. */
  part?: string;
  testid?: string;
  class?: string | undefined;
}): JSX.Element {
  const hands = useHands();
  const [asTable, setAsTable] = createSignal(false);
  return (
    <section
      class={`${styles.card} ${styles.panel} ${props.class ?? ''}`}
      aria-label={props.title}
      data-testid={props.testid}
    >
      <header class={styles.panelHead}>
        <h2>{props.title}</h2>
        <span class={styles.hint}>{props.hint}</span>
        <Show when={props.part}>{(part) => <WorkbookLink part={part()} title={props.title} />}</Show>
        <Show when={!hands().hall}>
          <button
            type="button"
            class={`${styles.swap} no-print`}
            aria-pressed={asTable()}
            onClick={() => setAsTable((now) => !now)}
          >
            {asTable() ? words.asChart : words.asTable}
            <span class="visually-hidden">{props.title}</span>
          </button>
        </Show>
      </header>
      <div class={styles.chartBox} hidden={asTable()} aria-hidden="true">
        {props.chart}
      </div>
      <div class={asTable() ? styles.tableBox : 'visually-hidden'}>{props.table}</div>
    </section>
  );
}

/** The numbers of a chart as a workbook, for whoever signed in. */
export function WorkbookLink(props: { part: string; title: string }): JSX.Element {
  const hands = useHands();
  return (
    <Show when={!hands().hall}>
      <a class={`${styles.swap} no-print`} href={`/reports/wall-${props.part}.xlsx`} download="">
        {words.workbook}
        <span class="visually-hidden">{props.title}</span>
      </a>
    </Show>
  );
}

/**
 * A number that leads to its cases, where the reader may open them. `chart`: it stands in a chart, which is for eyes only and
 * whose table has the same link for the keyboard.
 */
export function CasesLink(props: {
  filter: DeskFilter;
  label: string;
  chart?: boolean;
  children: JSX.Element;
}): JSX.Element {
  const hands = useHands();
  return (
    <Show when={hands().opensCases && !hands().hall} fallback={props.children}>
      <A
        class={styles.number}
        href={deskLink(props.filter)}
        aria-label={props.label}
        tabindex={props.chart ? -1 : undefined}
      >
        {props.children}
      </A>
    </Show>
  );
}
