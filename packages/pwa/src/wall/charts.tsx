import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import type { CountRow } from '../graphql/live.ts';
import { wallMessages as words } from '../messages/zh-CN.ts';
import styles from './wall.module.css';

/** Below this width the page scrolls, and every unit is listed. */
const SCROLLS_BELOW_PX = 900;

/**
 * Units by overdue, as the server sorts them (never by volume). Each row is a row of a real table: name, bar, figures.
 * On a screen that does not scroll, the rows that do not fit are summed up in the last line.
 */
export function UnitsChart(props: { rows: readonly CountRow[] }): JSX.Element {
  const busy = createMemo(() => props.rows.filter((row) => row.open > 0));
  const [room, setRoom] = createSignal(Number.POSITIVE_INFINITY);
  let box: HTMLElement | undefined;
  let table: HTMLTableElement | undefined;

  const measure = () => {
    const row = table?.tBodies[0]?.rows[0];
    if (box === undefined || table === undefined || row === undefined || window.innerWidth < SCROLLS_BELOW_PX) {
      setRoom(Number.POSITIVE_INFINITY);
      return;
    }
    const height = box.getBoundingClientRect().bottom - row.getBoundingClientRect().top;
    const padding = Number.parseFloat(getComputedStyle(box).paddingBottom);
    setRoom(Math.max(1, Math.floor((height - padding) / row.getBoundingClientRect().height)));
  };
  onMount(() => {
    if (box === undefined) return;
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    onCleanup(() => observer.disconnect());
  });

  const shown = createMemo(() => (busy().length <= room() ? busy() : busy().slice(0, Math.max(1, room() - 1))));
  const others = createMemo(() => busy().slice(shown().length));
  const most = createMemo(() => Math.max(1, ...busy().map((row) => row.open)));
  const sum = (key: 'open' | 'overdue') => others().reduce((total, row) => total + row[key], 0);

  return (
    <section class={styles.card} ref={box}>
      <Show when={busy().length > 0} fallback={<p class={styles.nothing}>{words.nothing}</p>}>
        <table class={styles.table} ref={table}>
          <caption>
            {words.byUnit}
            <Legend />
          </caption>
          <Head first={words.unit} figure={words.figures} />
          <tbody>
            <For each={shown()}>
              {(row) => (
                <tr>
                  <th scope="row">{row.name}</th>
                  <td class={styles.barCell} aria-hidden="true">
                    <Bar parts={[row.open - row.dueSoon - row.overdue, row.dueSoon, row.overdue]} most={most()} />
                  </td>
                  <td class={styles.figures}>
                    <b class={row.overdue > 0 ? styles.overdueText : ''}>{row.overdue}</b> / {row.open}
                  </td>
                </tr>
              )}
            </For>
            <Show when={others().length > 0}>
              <tr>
                <td colspan="3" class={styles.others}>
                  {words.others(others().length, sum('overdue'), sum('open'))}
                </td>
              </tr>
            </Show>
          </tbody>
        </table>
      </Show>
    </section>
  );
}

interface RowsChartProps {
  caption: string;
  head: string;
  figure: string;
  rows: readonly CountRow[];
  value: (row: CountRow) => number;
}

/** A plain bar for each row, in the server's order; rows with nothing are left out. */
export function RowsChart(props: RowsChartProps): JSX.Element {
  const rows = createMemo(() => props.rows.filter((row) => props.value(row) > 0));
  const most = createMemo(() => Math.max(1, ...rows().map(props.value)));
  return (
    <section class={styles.card}>
      <table class={styles.table}>
        <caption>{props.caption}</caption>
        <Head first={props.head} figure={props.figure} />
        <tbody>
          <For
            each={rows()}
            fallback={
              <tr>
                <td class={styles.nothing}>{words.nothing}</td>
              </tr>
            }
          >
            {(row) => (
              <tr>
                <th scope="row">{row.name}</th>
                <td class={styles.barCell} aria-hidden="true">
                  <Bar parts={[props.value(row), 0, 0]} most={most()} />
                </td>
                <td class={styles.figures}>{props.value(row)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}

function Head(props: { first: string; figure: string }): JSX.Element {
  return (
    <thead class="visually-hidden">
      <tr>
        <th scope="col">{props.first}</th>
        <td aria-hidden="true" />
        <th scope="col">{props.figure}</th>
      </tr>
    </thead>
  );
}

function Bar(props: { parts: readonly [onTime: number, dueSoon: number, overdue: number]; most: number }): JSX.Element {
  const width = (index: 0 | 1 | 2) => `${(100 * Math.max(0, props.parts[index])) / props.most}%`;
  return (
    <div class={styles.bar}>
      <i class={styles.partOverdue} style={{ width: width(2) }} />
      <i class={styles.partDueSoon} style={{ width: width(1) }} />
      <i class={styles.partOnTime} style={{ width: width(0) }} />
    </div>
  );
}

function Legend(): JSX.Element {
  const [onTime, dueSoon, overdue] = words.legend;
  return (
    <span class={styles.legend} aria-hidden="true">
      <i class={styles.partOverdue} />
      {overdue}
      <i class={styles.partDueSoon} />
      {dueSoon}
      <i class={styles.partOnTime} />
      {onTime}
    </span>
  );
}
