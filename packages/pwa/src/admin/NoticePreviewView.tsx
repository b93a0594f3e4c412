import { dateText, fullDateText, weekdayText } from '@huiyin/domain/messages';
import { For, type JSX, Show } from 'solid-js';
import { calendarAdminMessages as words } from '../messages/admin.zh-CN.ts';
import { Notice } from '../ui/Notice.tsx';
import styles from './calendar.module.css';
import type { NoticePreview } from './documents.ts';

/** What a notice says and what it changes: its days, the days that differ, the open cases that get other dates. */
export function NoticePreviewView(props: {
  preview: NoticePreview;
  onShown?: (view: HTMLElement) => void;
}): JSX.Element {
  const year = () => props.preview.year;
  const issued = () => {
    const { issuedOn } = year().notice;
    return issuedOn === null ? '' : fullDateText(issuedOn);
  };
  return (
    <div class={styles.stack} data-testid="notice-preview" ref={(view) => props.onShown?.(view)}>
      <p>
        <b>{year().notice.title}</b>
        <span class={styles.sub}>{[year().notice.number, issued()].filter(Boolean).join(' · ')}</span>
      </p>
      <dl class={styles.holidays} aria-label={words.days}>
        <For each={year().holidays}>
          {(holiday) => (
            <>
              <dt>{holiday.name}</dt>
              <dd>
                {dateText(holiday.from, holiday.from)}
                <Show when={holiday.to !== holiday.from}> — {dateText(holiday.to, holiday.from)}</Show>
              </dd>
            </>
          )}
        </For>
        <dt>{words.dayKinds.makeUpWorkday}</dt>
        <dd>
          <For each={year().makeUpWorkdays}>
            {(day, index) => (
              <span class={styles.day}>
                {dateText(day, day)}
                {index() < year().makeUpWorkdays.length - 1 ? '、' : ''}
              </span>
            )}
          </For>
        </dd>
      </dl>
      <Show when={props.preview.unusual.length > 0}>
        <Notice tone="caution">
          {words.unusual(props.preview.unusual.map((day) => dateText(day, day)).join('、'))}
        </Notice>
      </Show>
      <details>
        <summary>
          {props.preview.days.length === 0 ? words.noChanges : words.changes(props.preview.days.length)}
        </summary>
        <ul class={styles.days}>
          <For each={props.preview.days}>
            {(day) => (
              <li>
                <span>
                  {fullDateText(day.date)} {weekdayText(day.date)}
                </span>
                <span class="muted">{day.before === null ? '' : words.dayKinds[day.before]}</span>
                <b>
                  {words.dayKinds[day.after]}
                  {day.festival === null ? '' : `（${day.festival}）`}
                </b>
              </li>
            )}
          </For>
        </ul>
      </details>
      <Show when={props.preview.sessions.length > 0}>
        <Notice tone="caution">
          <b>{words.sessions.title(props.preview.sessions.length)}</b>
          <ul class={styles.sessions} data-testid="taken-sessions">
            <For each={props.preview.sessions}>
              {(one) => (
                <li>
                  <span>
                    {fullDateText(one.date)} {weekdayText(one.date)}
                  </span>
                  <span>{words.sessions.off(one.festival)}</span>
                  <span>{words.sessions.whose(one.kindName, one.receiver)}</span>
                  <Show when={one.booked > 0}>
                    <b>{words.sessions.booked(one.booked)}</b>
                  </Show>
                </li>
              )}
            </For>
          </ul>
          <p>{words.sessions.next}</p>
        </Notice>
      </Show>
      <p data-testid="redated">
        <b>{props.preview.redated === 0 ? words.noneMoved : words.moved(props.preview.redated)}</b>
        <Show when={props.preview.settled > 0}>，{words.settled(props.preview.settled)}</Show>
      </p>
      <Show when={props.preview.groups.length > 0}>
        <div class={styles.scroll}>
          <table class={styles.groups}>
            <thead>
              <tr>
                <th scope="col">{words.group.clock}</th>
                <th scope="col">{words.group.before}</th>
                <th scope="col">{words.group.after}</th>
                <th scope="col">{words.group.cases}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.preview.groups}>
                {(group) => (
                  <tr>
                    <td>{group.clockName}</td>
                    <td>{fullDateText(group.before.legalDue)}</td>
                    <td>{fullDateText(group.after.legalDue)}</td>
                    <td>{group.cases}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </div>
  );
}
