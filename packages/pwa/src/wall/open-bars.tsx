import { For, type JSX, Show } from 'solid-js';
import { wallMessages as words } from '../messages/wall.zh-CN.ts';
import { FigureTable } from '../ui/FigureTable.tsx';
import type { WallFigures } from './figures.ts';
import { type DeskFilter, openOf, overdueOf, topicSince } from './links.ts';
import styles from './open-bars.module.css';
import { CasesLink, Panel } from './Panel.tsx';

type OpenRow = WallFigures['ages'][number];

/** Open cases by age or class: how many, and how many of them are overdue. */
export function OpenBars(props: {
  title: string;
  head: string;
  rows: readonly OpenRow[];
  part: 'ages' | 'kinds';
  /** The desk's filter of one row. */
  filter: (row: OpenRow) => DeskFilter;
}): JSX.Element {
  const most = () => Math.max(1, ...props.rows.map(({ open }) => open));
  const width = (count: number) => `${(100 * count) / most()}%`;
  const overdue = (row: OpenRow, chart: boolean) => (
    <CasesLink
      filter={overdueOf(props.filter(row))}
      count={row.overdue}
      label={words.casesOf(row.name, words.overdue, row.overdue)}
      chart={chart}
    />
  );
  const open = (row: OpenRow, chart: boolean) => (
    <CasesLink
      filter={openOf(props.filter(row))}
      count={row.open}
      label={words.casesOf(row.name, words.openCases, row.open)}
      chart={chart}
    />
  );
  return (
    <Panel
      title={props.title}
      part={props.part}
      hint={words.figures}
      chart={
        <ul class={styles.bars}>
          <For each={props.rows}>
            {(row) => (
              <li>
                <span>{row.name}</span>
                <span class={styles.bar}>
                  <i class={styles.overdue} style={{ width: width(row.overdue) }} />
                  <i class={styles.onTime} style={{ width: width(row.open - row.overdue) }} />
                </span>
                <b class={row.overdue > 0 ? styles.late : ''}>{overdue(row, true)}</b>
                <span class={styles.figure}>{open(row, true)}</span>
              </li>
            )}
          </For>
        </ul>
      }
      table={
        <FigureTable
          caption={props.title}
          head={[props.head, words.overdue, words.openCases]}
          rows={props.rows}
          name={({ name }) => name}
          cells={(row) => [overdue(row, false), open(row, false)]}
        />
      }
    />
  );
}

type Topic = WallFigures['topics']['topics'][number];

/** What people speak of: phrases, never names. */
export function TopicsPanel(props: { topics: WallFigures['topics'] }): JSX.Element {
  const most = () => Math.max(1, ...props.topics.topics.map(({ cases }) => cases));
  const count = ({ phrase, cases }: Topic, chart: boolean) => (
    <CasesLink
      filter={topicSince(props.topics.since, phrase)}
      count={cases}
      label={words.casesOf(phrase, '', cases)}
      chart={chart}
    />
  );
  return (
    <Panel
      title={words.topics}
      part="topics"
      hint={words.topicsOf(props.topics.cases, props.topics.read)}
      chart={
        <Show when={props.topics.topics.length > 0} fallback={<p class={styles.nothing}>{words.noTopics}</p>}>
          <ul class={`${styles.bars} ${styles.topics}`}>
            <For each={props.topics.topics}>
              {(topic) => (
                <li>
                  <span>{topic.phrase}</span>
                  <span class={styles.bar}>
                    <i class={styles.onTime} style={{ width: `${(100 * topic.cases) / most()}%` }} />
                  </span>
                  <span class={styles.figure}>{count(topic, true)}</span>
                </li>
              )}
            </For>
          </ul>
        </Show>
      }
      table={
        <FigureTable
          caption={words.topics}
          head={[words.topic, words.cases]}
          rows={props.topics.topics}
          name={({ phrase }) => phrase}
          cells={(topic) => [count(topic, false)]}
        />
      }
    />
  );
}
