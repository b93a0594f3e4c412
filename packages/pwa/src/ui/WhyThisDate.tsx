import { dayOfWeek, daysBetween, type PlainDate } from '@huiyin/domain';
import { dateText, limitLevelName, stepLabel } from '@huiyin/domain/messages';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { whyMessages as words } from '../messages/zh-CN.ts';
import { Cited } from './Cited.tsx';
import styles from './WhyThisDate.module.css';
import { type Why, type WhyCell, type WhyLimit, whyCells } from './why.ts';

/** More cells than this stand as weeks even where there is room. */
const LONGEST_LINE = 24;
const WEEK = ['一', '二', '三', '四', '五', '六', '日'] as const;

/** 10/9 for the first cell and the first of a month, else the day alone; two such labels side by side would run together. */
function dayNumber(date: PlainDate, next: PlainDate | undefined, first: boolean): string {
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  return day === 1 || (first && !next?.endsWith('-01')) ? `${month}/${day}` : String(day);
}

/**
 * 为什么是这一天: the days from trigger to due date one by one, the sentence with its article (Art 23, 34, 35 …), and
 * the local and national limits side by side with the one that binds in red. Screen readers get the same as lists.
 */
export function WhyThisDate(props: { why: Why }): JSX.Element {
  const cells = createMemo(() => whyCells(props.why, words));
  const unit = () => props.why.limits.find((limit) => limit.binds)?.unit;
  return (
    <div class={styles.why}>
      <div class={`${styles.strip} ${cells().length <= LONGEST_LINE ? styles.short : ''}`} aria-hidden="true">
        <For each={WEEK}>{(name) => <div class={styles.head}>{name}</div>}</For>
        <For each={cells()}>
          {(cell, index) => <DayCell cell={cell} next={cells()[index() + 1]?.date} first={index() === 0} />}
        </For>
      </div>
      <p class={styles.law}>
        <Cited text={props.why.explanation} />
      </p>
      <Show when={props.why.provisional}>
        <p class={styles.provisional}>{words.provisionalNote}</p>
      </Show>
      <Limits why={props.why} />
      <details class={styles.days}>
        <summary>{words.daysList}</summary>
        <ol>
          <For each={props.why.steps}>
            {(step) => (
              <li>
                {dateText(step.date, props.why.from)}　
                {stepLabel(
                  {
                    date: step.date,
                    reason: step.reason,
                    ...(step.festival == null ? {} : { festival: step.festival }),
                    ...(step.counted == null ? {} : { counted: step.counted }),
                  },
                  unit(),
                )}
              </li>
            )}
          </For>
        </ol>
      </details>
    </div>
  );
}

function DayCell(props: { cell: WhyCell; next: PlainDate | undefined; first: boolean }): JSX.Element {
  return (
    <div
      class={`${styles.day} ${styles[props.cell.kind] ?? ''}`}
      style={{ '--weekday': String(dayOfWeek(props.cell.date)) }}
      title={[dateText(props.cell.date, props.cell.date), props.cell.festival].filter(Boolean).join(' ')}
    >
      <div class={styles.cell}>
        {props.cell.mark}
        <Show when={props.cell.makeUp}>
          <span class={styles.makeUp}>{words.makeUp}</span>
        </Show>
      </div>
      {dayNumber(props.cell.date, props.next, props.first)}
    </div>
  );
}

/** The limits as rails: the same start, the shorter ends first and binds. */
function Limits(props: { why: Why }): JSX.Element {
  const longest = () => Math.max(1, ...props.why.limits.map((limit) => daysBetween(props.why.from, limit.legalDue)));
  const share = (limit: WhyLimit) => `${(100 * daysBetween(props.why.from, limit.legalDue)) / longest()}%`;
  return (
    <ul class={styles.limits} aria-label={words.limits}>
      <For each={props.why.limits}>
        {(limit) => (
          <li class={`${styles.limit} ${limit.binds ? styles.binds : ''}`}>
            <span>{limitLevelName(limit.level)}</span>
            <span>{words.amount(limit.amount, limit.unit)}</span>
            <span>
              {dateText(limit.legalDue, props.why.from)}
              <Show when={limit.provisional}>（{words.provisional}）</Show>
              <Show when={limit.binds && props.why.limits.length > 1}> · {words.binding}</Show>
            </span>
            <span class={styles.basis}>
              <Cited text={limit.basis} />
            </span>
            <span class={styles.rail} style={{ width: share(limit) }} aria-hidden="true" />
          </li>
        )}
      </For>
    </ul>
  );
}
