import { For, type JSX, Show } from 'solid-js';
import { wallMessages as words } from '../messages/wall.zh-CN.ts';
import { openValue } from '../ui/case-address.ts';
import { citationWords } from '../ui/citation.ts';
import type { DeskFilter } from './desk-link.ts';
import type { WallFigures } from './figures.ts';
import { CasesLink, Panel } from './Panel.tsx';
import { longMonthText } from './trends.tsx';
import styles from './wall.module.css';

const percent = (value: number | null) => (value === null ? words.noRate : `${(100 * value).toFixed(1)}%`);

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
    <Show when={row.overdue > 0} fallback={row.overdue}>
      <CasesLink
        filter={{ ...props.filter(row), due: 'overdue' }}
        label={words.casesOf(row.name, words.overdue, row.overdue)}
        chart={chart}
      >
        {row.overdue}
      </CasesLink>
    </Show>
  );
  const open = (row: OpenRow, chart: boolean) => (
    <Show when={row.open > 0} fallback={row.open}>
      <CasesLink
        filter={{ ...props.filter(row), status: openValue }}
        label={words.casesOf(row.name, words.openCases, row.open)}
        chart={chart}
      >
        {row.open}
      </CasesLink>
    </Show>
  );
  return (
    <Panel
      title={props.title}
      testid={`wall-${props.part}`}
      part={props.part}
      hint={words.figures}
      chart={
        <ul class={styles.bars}>
          <For each={props.rows}>
            {(row) => (
              <li>
                <span>{row.name}</span>
                <span class={styles.bar}>
                  <i class={styles.partOverdue} style={{ width: width(row.overdue) }} />
                  <i class={styles.partOnTime} style={{ width: width(row.open - row.overdue) }} />
                </span>
                <span class={styles.figures}>
                  <b class={row.overdue > 0 ? styles.overdueText : ''}>{overdue(row, true)}</b> / {open(row, true)}
                </span>
              </li>
            )}
          </For>
        </ul>
      }
      table={
        <table class={styles.numbers}>
          <caption class="visually-hidden">{props.title}</caption>
          <thead>
            <tr>
              <th scope="col">{props.head}</th>
              <th scope="col">{words.overdue}</th>
              <th scope="col">{words.openCases}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.rows}>
              {(row) => (
                <tr>
                  <th scope="row">{row.name}</th>
                  <td>{overdue(row, false)}</td>
                  <td>{open(row, false)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      }
    />
  );
}

type Rate = WallFigures['rates'][number];
/** The rates that are told large; the table tells all. */
const large: readonly string[] = [
  'timelyAcceptance',
  'onTimeReply',
  'implemented',
  'satisfactionOfUnit',
  'resolvedAtFirst',
  'repeated',
];

/** On-time rates and their like: each with what it is made of, never alone. */
export function RatesPanel(props: { rates: readonly Rate[]; since: WallFigures['ratesSince'] }): JSX.Element {
  return (
    <Panel
      title={words.rates}
      testid="wall-rates"
      part="rates"
      class={styles.rates}
      hint={words.ratesSince(longMonthText(props.since))}
      chart={
        <ul class={styles.rateGrid}>
          <For each={props.rates.filter(({ key }) => large.includes(key))}>
            {(rate) => (
              <li>
                <span>{rate.name}</span>
                <strong>{percent(rate.value)}</strong>
                <span class={styles.madeOf}>
                  {rate.numerator} / {rate.denominator}
                  <Show when={rate.notYetDue > 0}> · {words.notYetDue(rate.notYetDue)}</Show>
                </span>
              </li>
            )}
          </For>
        </ul>
      }
      table={
        <table class={styles.numbers}>
          <caption class="visually-hidden">{words.rates}</caption>
          <thead>
            <tr>
              <th scope="col">{words.rate}</th>
              <th scope="col">{words.value}</th>
              <th scope="col">{words.numbers}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.rates}>
              {(rate) => (
                <tr>
                  <th scope="row">
                    {rate.name}
                    <small>{rate.made}</small>
                  </th>
                  <td>{percent(rate.value)}</td>
                  <td>
                    {rate.numerator} / {rate.denominator}
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      }
    />
  );
}

/** 12345 续报率 against its 2 %: how much of the year's allowance is used. */
export function HotlineGauge(props: { hotline: NonNullable<WallFigures['hotline']> }): JSX.Element {
  const share = () => (props.hotline.received === 0 ? 0 : props.hotline.extended / props.hotline.received);
  // The gauge ends at 4 %: the limit stands in its middle.
  const width = () => `${Math.min(100, share() * 2_500)}%`;
  const state = () => words.hotlineState[props.hotline.state] ?? '';
  const basis = () => props.hotline.citations.map(citationWords).join('、');
  return (
    <Panel
      title={words.hotline}
      testid="wall-hotline"
      hint={`${props.hotline.year}年 · ${basis()}`}
      chart={
        <div class={styles.gauge} data-state={props.hotline.state}>
          <p>
            <strong>{percent(props.hotline.received === 0 ? null : share())}</strong> {state()}
          </p>
          <div class={styles.gaugeBar}>
            <i style={{ width: width() }} />
            <b title={words.hotlineLimit} />
          </div>
          <p class={styles.madeOf}>
            {words.hotlineRate(props.hotline.extended, props.hotline.received)} ·{' '}
            {words.hotlineLeft(props.hotline.allowanceLeft)}
          </p>
        </div>
      }
      table={
        <p>
          {words.hotlineRate(props.hotline.extended, props.hotline.received)}，{state()}，
          {words.hotlineLeft(props.hotline.allowanceLeft)}
        </p>
      }
    />
  );
}

/** What people speak of: phrases, never names. */
export function TopicsPanel(props: { topics: WallFigures['topics'] }): JSX.Element {
  const most = () => Math.max(1, ...props.topics.topics.map(({ cases }) => cases));
  const count = ({ phrase, cases }: WallFigures['topics']['topics'][number], chart: boolean) => (
    <CasesLink filter={{ q: phrase, from: props.topics.since }} label={words.casesOf(phrase, '', cases)} chart={chart}>
      {cases}
    </CasesLink>
  );
  return (
    <Panel
      title={words.topics}
      testid="wall-topics"
      part="topics"
      hint={words.topicsOf(props.topics.cases)}
      chart={
        <Show when={props.topics.topics.length > 0} fallback={<p class={styles.nothing}>{words.noTopics}</p>}>
          <ul class={styles.bars}>
            <For each={props.topics.topics}>
              {(topic) => (
                <li>
                  <span>{topic.phrase}</span>
                  <span class={styles.bar}>
                    <i class={styles.partOnTime} style={{ width: `${(100 * topic.cases) / most()}%` }} />
                  </span>
                  <span class={styles.figures}>{count(topic, true)}</span>
                </li>
              )}
            </For>
          </ul>
        </Show>
      }
      table={
        <table class={styles.numbers}>
          <caption class="visually-hidden">{words.topics}</caption>
          <thead>
            <tr>
              <th scope="col">{words.topic}</th>
              <th scope="col">{words.cases}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.topics.topics}>
              {(topic) => (
                <tr>
                  <th scope="row">{topic.phrase}</th>
                  <td>{count(topic, false)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      }
    />
  );
}
