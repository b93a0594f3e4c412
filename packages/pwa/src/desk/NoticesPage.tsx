import { dateText, fullDateText, weekdayText } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createEffect, For, type JSX, Show } from 'solid-js';
import PrintIcon from '~icons/lucide/printer';
import { createAnswer } from '../graphql/answer.ts';
import { type Live, onRevision } from '../graphql/live.ts';
import { noticeMessages as words } from '../messages/notices.zh-CN.ts';
import { pushMessages } from '../messages/push.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { DueChip } from '../ui/Chip.tsx';
import { EmptyState, LoadingState, ProblemNotice, toast } from '../ui/Notice.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import styles from './notices.module.css';
import {
  markRead,
  type NoticeRow,
  type NoticeStep,
  NoticesQuery,
  noticeSteps,
  proposedCommands,
  type SessionNoticeRow,
  type WorkNoticeRow,
} from './notices.ts';
import { useDesk } from './world.ts';

/** /desk/notices: one's reminders, as the day's digest (今日提要) of whoever is signed in; prints on one sheet. */
export function NoticesPage(props: { live: Live }): JSX.Element {
  const desk = useDesk();
  const answer = createAnswer(NoticesQuery, () => ({}));
  onRevision(props.live, answer.refetch);
  createEffect(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  const notices = () => answer.data()?.notices ?? [];
  const sessions = () => answer.data()?.sessionNotices ?? [];
  const work = () => answer.data()?.workNotices ?? [];
  const groups = () =>
    noticeSteps
      .map((step) => ({ step, rows: notices().filter((one) => one.step === step) }))
      .filter(({ rows }) => rows.length > 0);
  const read = async (ids: string[] | null) => {
    const told = await markRead(ids);
    if (!told.ok) toast(words.failed, 'caution');
    else answer.refetch();
  };
  return (
    <div class={styles.page}>
      <header class={styles.head}>
        <div>
          <h1>{words.title}</h1>
          <p class="muted">
            <Show when={answer.data()}>
              {(data) => <>{`${fullDateText(data().today)} ${weekdayText(data().today)}`} · </>}
            </Show>
            {words.digestOf(desk.viewer().displayName, desk.viewer().unit.name)}
          </p>
        </div>
        <div class={`${styles.tools} no-print`}>
          <Show when={[...work(), ...sessions(), ...notices()].some(({ readAt }) => readAt === null)}>
            <Button onClick={() => void read(null)}>{words.readAll}</Button>
          </Show>
          <A href="/reminders" class={styles.open}>
            {pushMessages.title}
          </A>
          <Button look="quiet" onClick={() => window.print()}>
            <PrintIcon aria-hidden="true" />
            {words.print}
          </Button>
        </div>
      </header>
      <Show when={answer.problem()}>{(known) => <ProblemNotice problem={known()} onRetry={answer.refetch} />}</Show>
      <Show when={answer.data()} fallback={<LoadingState lines={4} failed={answer.problem() !== undefined} />}>
        {(data) => (
          <>
            <Show when={work().length > 0}>
              <Card title={words.work} class={styles.group}>
                <p class="muted small">{words.workHint}</p>
                <ul class={styles.list} data-testid="work-notices">
                  <For each={work()}>{(row) => <WorkRow row={row} onOpen={() => void read([row.id])} />}</For>
                </ul>
              </Card>
            </Show>
            <Show when={sessions().length > 0}>
              <Card
                title={words.sessions}
                aside={<span class="muted">{words.count(sessions().length)}</span>}
                class={styles.group}
              >
                <p class="muted small">{words.sessionsHint}</p>
                <ul class={styles.list}>
                  <For each={sessions()}>
                    {(row) => <SessionRow row={row} today={data().today} onOpen={() => void read([row.id])} />}
                  </For>
                </ul>
              </Card>
            </Show>
            <For
              each={groups()}
              fallback={
                <Show when={sessions().length + work().length === 0}>
                  <EmptyState title={words.empty}>
                    <p>{words.emptyHint}</p>
                  </EmptyState>
                </Show>
              }
            >
              {(group) => (
                <Card
                  title={words.groups[group.step]}
                  aside={<span class="muted">{words.count(group.rows.length)}</span>}
                  class={styles.group}
                >
                  <Show when={words.groupHints[group.step]}>{(hint) => <p class="muted small">{hint()}</p>}</Show>
                  <ul class={styles.list}>
                    <For each={group.rows}>
                      {(row) => (
                        <Row row={row} step={group.step} today={data().today} onOpen={() => void read([row.id])} />
                      )}
                    </For>
                  </ul>
                </Card>
              )}
            </For>
          </>
        )}
      </Show>
      <p class="muted small no-print">{words.intro}</p>
    </div>
  );
}

function Row(props: {
  row: NoticeRow;
  step: NoticeStep;
  today: Parameters<typeof dateText>[1];
  onOpen: () => void;
}): JSX.Element {
  const command = () => proposedCommands[props.step];
  const href = () => `/desk/cases/${props.row.caseId}${command() === undefined ? '' : `?do=${command()}`}`;
  const early = () => props.step === 'soon' || props.step === 'due';
  const label = () => {
    const { step } = props;
    return step === 'urge' || step === 'supervise' || step === 'criticise' ? words.actions[step] : words.open;
  };
  return (
    <li class={styles.row} data-step={props.step} data-unread={props.row.readAt === null ? '' : undefined}>
      <DueChip state={early() ? 'dueSoon' : 'overdue'}>
        {words[early() ? 'target' : 'until'](dateText(props.row.dueOn, props.today))}
      </DueChip>
      <div class={styles.what}>
        <b>
          {props.row.caseTitle}
          <Show when={props.row.readAt === null}>
            <span class={`${styles.unread} no-print`}>{words.unread}</span>
          </Show>
        </b>
        <span class="muted small">
          {props.row.caseNumber} · {props.row.clockName} · {props.row.unit.name}
        </span>
      </div>
      <A href={href()} class={`${styles.open} no-print`} data-row onClick={() => props.onOpen()}>
        {label()}
      </A>
    </li>
  );
}

function SessionRow(props: {
  row: SessionNoticeRow;
  today: Parameters<typeof dateText>[1];
  onOpen: () => void;
}): JSX.Element {
  const held = () => words.heldOn(dateText(props.row.session.date, props.today), props.row.session.opensAt);
  return (
    <li class={styles.row} data-unread={props.row.readAt === null ? '' : undefined}>
      <DueChip state={props.row.violation ? 'overdue' : 'dueSoon'}>{held()}</DueChip>
      <div class={styles.what}>
        <b>
          {props.row.reminderName}
          <Show when={props.row.readAt === null}>
            <span class={`${styles.unread} no-print`}>{words.unread}</span>
          </Show>
        </b>
        <span class="muted small">
          <Show when={props.row.violation}>{words.violation} · </Show>
          {props.row.session.place}
        </span>
      </div>
      <A
        href={`/desk/reception/${props.row.session.id}`}
        class={`${styles.open} no-print`}
        data-row
        onClick={() => props.onOpen()}
      >
        {words.open}
      </A>
    </li>
  );
}

/** How an import, a table or an action on many cases ended, and the way to what came of it. */
function WorkRow(props: { row: WorkNoticeRow; onOpen: () => void }): JSX.Element {
  const href = () => {
    const { kind, work, state } = props.row;
    if (kind === 'bulk') return `/desk/bulk?id=${work}`;
    if (kind === 'export') return '/desk/cases';
    return state === 'done' ? `/desk/cases?import=${work}` : '/desk/import';
  };
  const whole = () => props.row.state === 'done' && props.row.refused === 0;
  const inPart = () => props.row.state === 'done' && props.row.refused > 0;
  return (
    <li class={styles.row} data-unread={props.row.readAt === null ? '' : undefined}>
      <DueChip state={whole() ? 'onTime' : 'overdue'}>
        {inPart() ? words.workInPart : words.workStates[props.row.state]}
      </DueChip>
      <div class={styles.what}>
        <b>
          {words.workTitle(props.row.kind, props.row.subject)}
          <Show when={props.row.readAt === null}>
            <span class={`${styles.unread} no-print`}>{words.unread}</span>
          </Show>
        </b>
        <span class="muted small">
          {words.workOutcome(props.row)} · {instantText(props.row.endedAt, todayHere())}
        </span>
      </div>
      <A href={href()} class={`${styles.open} no-print`} data-row onClick={() => props.onOpen()}>
        {words.open}
      </A>
    </li>
  );
}
