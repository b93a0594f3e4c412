import { shortDateText } from '@huiyin/domain/messages';
import { For, type JSX } from 'solid-js';
import { wallMessages as words } from '../messages/wall.zh-CN.ts';
import { FigureTable } from '../ui/FigureTable.tsx';
import type { WallFigures } from './figures.ts';
import { closedIn, type DeskFilter, monthDays, receivedIn } from './links.ts';
import { CasesLink, Panel } from './Panel.tsx';
import styles from './trends.module.css';

type Flow = WallFigures['days'][number];
type Way = 'received' | 'closed';

/** A line of days or months, and how one of them is named and found. */
interface FlowProps {
  flows: readonly Flow[];
  name: (flow: Flow) => string;
  /** The days that one of them stands for. */
  days: (flow: Flow) => ReturnType<typeof monthDays>;
}

const sum = (flows: readonly Flow[], way: Way) => flows.reduce((total, flow) => total + flow[way], 0);
const highest = (flows: readonly Flow[]) => Math.max(1, ...flows.flatMap(({ received, closed }) => [received, closed]));
const found = (way: Way, days: ReturnType<typeof monthDays>): DeskFilter =>
  way === 'received' ? receivedIn(days) : closedIn(days);

const monthText = (day: string) => `${Number(day.slice(5, 7))}月`;
export const longMonthText = (day: string) => `${day.slice(0, 4)}年${monthText(day)}`;

function FlowTable(props: FlowProps & { caption: string; head: string }): JSX.Element {
  const cell = (flow: Flow, way: Way) => (
    <CasesLink
      filter={found(way, props.days(flow))}
      count={flow[way]}
      label={words.casesOf(props.name(flow), words[way], flow[way])}
    />
  );
  return (
    <FigureTable
      caption={props.caption}
      head={[props.head, words.received, words.closed]}
      rows={props.flows.toReversed()}
      name={props.name}
      cells={(flow) => [cell(flow, 'received'), cell(flow, 'closed')]}
    />
  );
}

/** What came and what was closed in all of it: the key of the two colours, too. */
function FlowHint(props: FlowProps & { caption: string }): JSX.Element {
  const all = () => {
    const [first, last] = [props.flows[0], props.flows.at(-1)];
    return first && last ? { from: props.days(first).from, to: props.days(last).to } : undefined;
  };
  const part = (way: Way) => {
    const days = all();
    const count = sum(props.flows, way);
    return (
      <>
        {words[way]}{' '}
        {days && (
          <CasesLink filter={found(way, days)} count={count} label={words.casesOf(props.caption, words[way], count)} />
        )}
      </>
    );
  };
  return (
    <span class={styles.key}>
      <i class={styles.received} />
      {part('received')}
      <i class={styles.closed} />
      {part('closed')}
    </span>
  );
}

/** One bar, or one point of the line. A height in per cent of the highest. */
function FlowMark(
  props: FlowProps & { flow: Flow; way: Way; class: string | undefined; style: JSX.CSSProperties },
): JSX.Element {
  return (
    <CasesLink
      filter={found(props.way, props.days(props.flow))}
      count={props.flow[props.way]}
      label={words.casesOf(props.name(props.flow), words[props.way], props.flow[props.way])}
      class={props.class}
      style={props.style}
      chart
    >
      {''}
    </CasesLink>
  );
}

/** Thirty days: bars of what came, a line of what was closed. */
export function DaysChart(props: { days: readonly Flow[]; today: WallFigures['today'] }): JSX.Element {
  const flows: FlowProps = {
    get flows() {
      return props.days;
    },
    name: ({ day }) => shortDateText(day, props.today),
    days: ({ day }) => ({ from: day, to: day }),
  };
  const top = () => highest(props.days);
  const share = (value: number) => (100 * value) / top();
  const place = (at: number) => (100 * (at + 0.5)) / Math.max(1, props.days.length);
  const line = () => props.days.map((day, at) => `${place(at)},${100 - share(day.closed)}`).join(' ');
  const labels = () => props.days.flatMap((day, at) => (at % 7 === (props.days.length - 1) % 7 ? [{ day, at }] : []));
  return (
    <Panel
      title={words.days}
      part="days"
      hint={<FlowHint {...flows} flows={props.days} caption={words.days} />}
      chart={
        <div class={styles.plot}>
          <div class={styles.field}>
            <span class={styles.top}>{top()}</span>
            <For each={props.days}>
              {(flow, at) => (
                <FlowMark
                  {...flows}
                  flow={flow}
                  way="received"
                  class={styles.dayBar}
                  style={{ left: `${place(at())}%`, height: `${share(flow.received)}%` }}
                />
              )}
            </For>
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" class={styles.line} role="presentation">
              <polyline points={line()} />
            </svg>
            <For each={props.days}>
              {(flow, at) => (
                <FlowMark
                  {...flows}
                  flow={flow}
                  way="closed"
                  class={styles.point}
                  style={{ left: `${place(at())}%`, bottom: `${share(flow.closed)}%` }}
                />
              )}
            </For>
          </div>
          <div class={styles.axis}>
            <For each={labels()}>
              {({ day, at }) => <span style={{ left: `${place(at)}%` }}>{shortDateText(day.day, props.today)}</span>}
            </For>
          </div>
        </div>
      }
      table={<FlowTable {...flows} flows={props.days} caption={words.days} head={words.day} />}
    />
  );
}

/** Thirteen months, the same month of last year first: what came beside what was closed. */
export function MonthsChart(props: { months: readonly Flow[] }): JSX.Element {
  const flows: FlowProps = {
    get flows() {
      return props.months;
    },
    name: ({ day }) => longMonthText(day),
    days: ({ day }) => monthDays(day),
  };
  const height = (value: number) => ({ height: `${(100 * value) / highest(props.months)}%` });
  return (
    <Panel
      title={words.months}
      part="months"
      hint={<FlowHint {...flows} flows={props.months} caption={words.months} />}
      chart={
        <div class={styles.columns}>
          <For each={props.months}>
            {(month) => (
              <div class={styles.column}>
                <div class={styles.pair}>
                  <span class={styles.value} style={{ bottom: height(Math.max(month.received, month.closed)).height }}>
                    {month.received || ''}
                  </span>
                  <FlowMark
                    {...flows}
                    flow={month}
                    way="received"
                    class={styles.received}
                    style={height(month.received)}
                  />
                  <FlowMark {...flows} flow={month} way="closed" class={styles.closed} style={height(month.closed)} />
                </div>
                <span>{monthText(month.day)}</span>
              </div>
            )}
          </For>
        </div>
      }
      table={<FlowTable {...flows} flows={props.months} caption={words.months} head={words.month} />}
    />
  );
}
