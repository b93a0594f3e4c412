import { shortDateText } from '@huiyin/domain/messages';
import { For, type JSX } from 'solid-js';
import { wallMessages as words } from '../messages/wall.zh-CN.ts';
import type { WallFigures } from './figures.ts';
import { Panel } from './Panel.tsx';
import styles from './wall.module.css';

type Flow = WallFigures['days'][number];

const sum = (flows: readonly Flow[], key: 'received' | 'closed') => flows.reduce((total, flow) => total + flow[key], 0);
const highest = (flows: readonly Flow[]) => Math.max(1, ...flows.flatMap(({ received, closed }) => [received, closed]));

const monthText = (day: string) => `${Number(day.slice(5, 7))}月`;
const longMonthText = (day: string) => `${day.slice(0, 4)}年${monthText(day)}`;

function FlowTable(props: { caption: string; head: string; flows: readonly Flow[]; name: (flow: Flow) => string }) {
  return (
    <table class={styles.numbers}>
      <caption class="visually-hidden">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{props.head}</th>
          <th scope="col">{words.received}</th>
          <th scope="col">{words.closed}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.flows}>
          {(flow) => (
            <tr>
              <th scope="row">{props.name(flow)}</th>
              <td>{flow.received}</td>
              <td>{flow.closed}</td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

function FlowHint(props: { flows: readonly Flow[] }): JSX.Element {
  return (
    <span class={styles.legend}>
      <i class={styles.keyReceived} />
      {words.received} {sum(props.flows, 'received')}
      <i class={styles.keyClosed} />
      {words.closed} {sum(props.flows, 'closed')}
    </span>
  );
}

/** Thirty days: bars of what came, a line of what was closed. */
export function DaysChart(props: { days: readonly Flow[]; today: WallFigures['today'] }): JSX.Element {
  const top = () => highest(props.days);
  const width = () => 300 / Math.max(1, props.days.length);
  const y = (value: number) => 96 - (value / top()) * 90;
  const line = () => props.days.map((day, at) => `${(at + 0.5) * width()},${y(day.closed)}`).join(' ');
  const labels = () => props.days.filter((_, at) => at % 7 === (props.days.length - 1) % 7);
  return (
    <Panel
      title={words.days}
      testid="wall-days"
      part="days"
      hint={<FlowHint flows={props.days} />}
      chart={
        <div class={styles.plot}>
          <span class={styles.top}>{top()}</span>
          <svg viewBox="0 0 300 100" preserveAspectRatio="none" class={styles.svg} role="presentation">
            <line x1="0" x2="300" y1="6" y2="6" class={styles.grid} />
            <line x1="0" x2="300" y1="51" y2="51" class={styles.grid} />
            <For each={props.days}>
              {(day, at) => (
                <rect
                  x={(at() + 0.2) * width()}
                  width={width() * 0.6}
                  y={y(day.received)}
                  height={96 - y(day.received)}
                  class={styles.fillReceived}
                />
              )}
            </For>
            <line x1="0" x2="300" y1="96" y2="96" class={styles.axis} />
            <polyline points={line()} class={styles.lineClosed} />
          </svg>
          <div class={styles.axisText}>
            <For each={labels()}>{(day) => <span>{shortDateText(day.day, props.today)}</span>}</For>
          </div>
        </div>
      }
      table={
        <FlowTable
          caption={words.days}
          head={words.day}
          flows={props.days.toReversed()}
          name={(flow) => shortDateText(flow.day, props.today)}
        />
      }
    />
  );
}

/** Thirteen months, the same month of last year first: what came beside what was closed. */
export function MonthsChart(props: { months: readonly Flow[] }): JSX.Element {
  const top = () => highest(props.months);
  const height = (value: number) => `${(100 * value) / top()}%`;
  return (
    <Panel
      title={words.months}
      testid="wall-months"
      part="months"
      hint={<FlowHint flows={props.months} />}
      chart={
        <div class={styles.columns}>
          <For each={props.months}>
            {(month) => (
              <div class={styles.column}>
                <div class={styles.pair}>
                  <i class={styles.barReceived} style={{ height: height(month.received) }}>
                    <span>{month.received || ''}</span>
                  </i>
                  <i class={styles.barClosed} style={{ height: height(month.closed) }} />
                </div>
                <span>{monthText(month.day)}</span>
              </div>
            )}
          </For>
        </div>
      }
      table={
        <FlowTable
          caption={words.months}
          head={words.month}
          flows={props.months.toReversed()}
          name={({ day }) => longMonthText(day)}
        />
      }
    />
  );
}

export { longMonthText };
