import { type Accessor, createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import type { CountRow } from '../graphql/live.ts';
import { wallMessages as words } from '../messages/wall.zh-CN.ts';
import { type DeskFilter, openOf } from './links.ts';
import styles from './live-bars.module.css';
import { CasesLink, WorkbookLink } from './Panel.tsx';

/** Below this width the page scrolls, and every row is shown. */
const SCROLLS_BELOW_PX = 900;

/**
 * How many table rows fit into a card, for a screen nobody scrolls. Returns the rows to show, and the rest to be summed
 * up in one last line.
 */
function createFit(rows: Accessor<readonly CountRow[]>) {
  const [room, setRoom] = createSignal(Number.POSITIVE_INFINITY);
  let box: HTMLElement | undefined;
  const measure = () => {
    const row = box?.querySelector('tbody tr');
    if (box === undefined || row === null || row === undefined || window.innerWidth < SCROLLS_BELOW_PX) {
      setRoom(Number.POSITIVE_INFINITY);
      return;
    }
    const height = box.getBoundingClientRect().bottom - row.getBoundingClientRect().top;
    const padding = Number.parseFloat(getComputedStyle(box).paddingBottom);
    setRoom(Math.max(2, Math.floor((height - padding) / row.getBoundingClientRect().height)));
  };
  onMount(() => {
    if (box === undefined) return;
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    onCleanup(() => observer.disconnect());
  });
  const shown = createMemo(() => (rows().length <= room() ? rows() : rows().slice(0, room() - 1)));
  const others = createMemo(() => rows().slice(shown().length));
  const ref = (element: HTMLElement) => {
    box = element;
  };
  return { ref, shown, others };
}

const sum = (rows: readonly CountRow[], key: 'open' | 'overdue') => rows.reduce((total, row) => total + row[key], 0);

interface BarsProps {
  caption: string;
  /** The head of the first column, for screen readers. */
  head: string;
  rows: readonly CountRow[];
  /** The last line when not all rows fit. */
  others: (count: number, overdue: number, open: number) => string;
  /** The desk's filter of one row. */
  filter: (row: CountRow) => DeskFilter;
  /** Its numbers as a workbook. */
  part: string;
  legend?: boolean;
}

/**
 * Open cases by unit or channel, in the server's order (overdue first, never by volume). Each line is a row of a real
 * table: name, bar of overdue, due soon and on time, and the figures 超期 / 在办.
 */
export function BarsChart(props: BarsProps): JSX.Element {
  const busy = createMemo(() => props.rows.filter((row) => row.open > 0));
  const fit = createFit(busy);
  const most = createMemo(() => Math.max(1, ...busy().map((row) => row.open)));
  return (
    <section class={styles.card} ref={fit.ref}>
      <Show
        when={busy().length > 0}
        fallback={
          <>
            <header class={styles.head}>
              <h2>{props.caption}</h2>
            </header>
            <p class={styles.nothing}>{words.nothing}</p>
          </>
        }
      >
        <table class={styles.table}>
          <caption>
            {props.caption}
            <Show when={props.legend}>
              <Legend />
            </Show>
            <WorkbookLink part={props.part} title={props.caption} />
          </caption>
          <thead>
            <tr>
              <th scope="col">
                <span class="visually-hidden">{props.head}</span>
              </th>
              <td aria-hidden="true" />
              <th scope="col">{words.overdue}</th>
              <th scope="col">{words.openCases}</th>
            </tr>
          </thead>
          <tbody>
            <For each={fit.shown()}>
              {(row) => (
                <tr>
                  <th scope="row" title={row.name}>
                    {row.name}
                  </th>
                  <td class={styles.barCell} aria-hidden="true">
                    <Bar row={row} most={most()} />
                  </td>
                  <td class={styles.figure}>
                    <b class={row.overdue > 0 ? styles.late : ''}>
                      <CasesLink
                        filter={{ ...props.filter(row), due: 'overdue' }}
                        count={row.overdue}
                        label={words.casesOf(row.name, words.overdue, row.overdue)}
                      />
                    </b>
                  </td>
                  <td class={styles.figure}>
                    <CasesLink
                      filter={openOf(props.filter(row))}
                      count={row.open}
                      label={words.casesOf(row.name, words.openCases, row.open)}
                    />
                  </td>
                </tr>
              )}
            </For>
            <Show when={fit.others().length > 0}>
              <tr>
                <td colspan="4" class={styles.others}>
                  {props.others(fit.others().length, sum(fit.others(), 'overdue'), sum(fit.others(), 'open'))}
                </td>
              </tr>
            </Show>
          </tbody>
        </table>
      </Show>
    </section>
  );
}

/** 办理状态: how many stand where, those that occur. */
export function StatusTable(props: { rows: readonly CountRow[] }): JSX.Element {
  return (
    <section class={styles.card} aria-label={words.byStatus}>
      <header class={styles.head}>
        <h2>{words.byStatus}</h2>
        <WorkbookLink part="statuses" title={words.byStatus} />
      </header>
      <Show when={props.rows.length === 0}>
        <p class={styles.nothing}>{words.nothing}</p>
      </Show>
      <dl class={styles.statuses}>
        <For each={props.rows}>
          {(row) => (
            <div>
              <dt>{row.name}</dt>
              <dd data-status={row.key}>
                <CasesLink
                  filter={{ status: row.key }}
                  count={row.count}
                  label={words.casesOf(row.name, '', row.count)}
                />
              </dd>
            </div>
          )}
        </For>
      </dl>
    </section>
  );
}

function Bar(props: { row: CountRow; most: number }): JSX.Element {
  const width = (count: number) => `${(100 * Math.max(0, count)) / props.most}%`;
  return (
    <div class={styles.bar}>
      <i class={styles.overdue} style={{ width: width(props.row.overdue) }} />
      <i class={styles.dueSoon} style={{ width: width(props.row.dueSoon) }} />
      <i class={styles.onTime} style={{ width: width(props.row.open - props.row.dueSoon - props.row.overdue) }} />
    </div>
  );
}

function Legend(): JSX.Element {
  const [onTime, dueSoon, overdue] = words.legend;
  return (
    <span class={styles.legend} aria-hidden="true">
      <i class={styles.overdue} />
      {overdue}
      <i class={styles.dueSoon} />
      {dueSoon}
      <i class={styles.onTime} />
      {onTime}
    </span>
  );
}
