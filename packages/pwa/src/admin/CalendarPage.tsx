import { calendarStandingName, fullDateText } from '@huiyin/domain/messages';
import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { type Problem, tell } from '../graphql/client.ts';
import { calendarAdminMessages as words } from '../messages/admin.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { LoadingState, Notice, ProblemNotice, toast } from '../ui/Notice.tsx';
import { Rows } from '../ui/Rows.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { instantText } from '../ui/time.ts';
import styles from './calendar.module.css';
import {
  type CalendarAdministration,
  CalendarAdministrationQuery,
  type CalendarImport,
  ConfirmCalendarNotice,
  WithdrawCalendarNotice,
} from './documents.ts';
import { NoticeForm } from './NoticeForm.tsx';
import { NoticePreviewView } from './NoticePreviewView.tsx';
import { RedatedCases } from './RedatedCases.tsx';

/** /admin/calendar: the yearly notice of days off (放假安排): put in by one administrator, confirmed by another. */
export function CalendarPage(props: { onSettled: () => void }): JSX.Element {
  const answer = createAnswer(CalendarAdministrationQuery, () => ({}));
  const [adding, setAdding] = createSignal(false);
  const look = () => {
    answer.refetch();
    props.onSettled();
  };
  const done = () => {
    setAdding(false);
    look();
  };
  const isKnown = (year: number) => answer.data()?.calendarYears.some((one) => one.year === year) ?? false;
  const isOfficial = (year: number) =>
    answer.data()?.calendarYears.some((one) => one.year === year && one.standing === 'official') ?? false;
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
        <Button class="no-print" look="primary" onClick={() => setAdding(true)}>
          {words.add}
        </Button>
      </div>
      <p class="muted no-print">{words.intro}</p>
      <Show when={answer.problem()}>{(known) => <ProblemNotice problem={known()} onRetry={answer.refetch} />}</Show>
      <Show when={answer.data()} fallback={<LoadingState failed={answer.problem() !== undefined} />}>
        {(data) => (
          <>
            <div class="no-print">
              <Show when={awaited(data())}>
                {(year) => <Notice tone="caution">{words.awaited(year(), isKnown(year()))}</Notice>}
              </Show>
            </div>
            <Rows each={waiting(data())} name={({ id }) => id}>
              {(one) => <Waiting notice={one()} today={data().today} onLook={look} onDone={done} />}
            </Rows>
            {/* what is printed is what waits; the years themselves where nothing does */}
            <div class={`${styles.stack} ${waiting(data()).length > 0 ? 'no-print' : ''}`}>
              <KnownYears data={data()} />
              <History data={data()} />
            </div>
          </>
        )}
      </Show>
      <Sheet open={adding()} title={words.add} onClose={() => setAdding(false)}>
        <NoticeForm year={answer.data()?.awaitedCalendarYear ?? undefined} official={isOfficial} onDone={done} />
      </Sheet>
    </>
  );
}

const waiting = ({ calendarImports }: CalendarAdministration): readonly CalendarImport[] =>
  calendarImports.filter(({ state }) => state === 'waiting');

/** The year whose notice nobody has put in yet; one that waits to be confirmed says so itself. */
const awaited = (data: CalendarAdministration): number | undefined =>
  waiting(data).some(({ year }) => year.year === data.awaitedCalendarYear)
    ? undefined
    : (data.awaitedCalendarYear ?? undefined);

/** One notice that waits for its second person. */
function Waiting(props: {
  notice: CalendarImport;
  today: CalendarAdministration['today'];
  /** Cases have come and gone since the page was read: what would be changed is worked out again. */
  onLook: () => void;
  onDone: () => void;
}): JSX.Element {
  const [asked, setAsked] = createSignal<'confirm' | 'withdraw'>();
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  const carryOut = async () => {
    const confirming = asked() === 'confirm';
    setBusy(true);
    const { id } = props.notice;
    const answer = confirming ? await tell(ConfirmCalendarNotice, { id }) : await tell(WithdrawCalendarNotice, { id });
    setBusy(false);
    setAsked(undefined);
    if (!answer.ok) {
      setProblem(answer.problem);
      // a colleague has settled it: the card goes, and must not look confirmed
      if (answer.problem.code === 'calendar-notice-settled') toast(answer.problem.message, 'caution');
      props.onLook();
      return;
    }
    toast(confirming ? words.done(props.notice.year.year) : words.withdrawnDone);
    props.onDone();
  };
  const askToConfirm = () => {
    setAsked('confirm');
    props.onLook();
  };
  let card: HTMLDivElement | undefined;
  const print = () => {
    // paper cannot be unfolded
    for (const folded of card?.querySelectorAll('details') ?? []) folded.open = true;
    window.print();
  };
  const proposed = () => words.by(props.notice.proposedBy, instantText(props.notice.proposedAt, props.today));
  return (
    <Card title={words.waitingTitle(props.notice.year.year)} aside={<span class="muted small">{proposed()}</span>}>
      <div class={styles.stack} data-testid="waiting-notice" ref={card}>
        <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
        <Show when={props.notice.preview} fallback={<Notice tone="caution">{words.against}</Notice>}>
          {(preview) => <NoticePreviewView preview={preview()} />}
        </Show>
        <Show when={(props.notice.preview?.redated ?? 0) > 0}>
          <RedatedCases of={{ id: props.notice.id }} />
        </Show>
        <details>
          <summary>{words.original}</summary>
          <p class={styles.original}>{props.notice.text}</p>
        </details>
        <p class={styles.signature}>{words.signature}</p>
        <Show when={props.notice.own}>
          <p class="no-print">{words.own}</p>
        </Show>
        <Show
          when={asked()}
          fallback={
            <div class={`${styles.buttons} no-print`}>
              <Show when={!props.notice.own && props.notice.preview}>
                <Button look="primary" onClick={askToConfirm}>
                  {words.confirm}
                </Button>
              </Show>
              <Button onClick={() => setAsked('withdraw')}>{words.withdraw}</Button>
              <Button look="quiet" onClick={print}>
                {words.print}
              </Button>
            </div>
          }
        >
          {(what) => (
            <Notice tone="caution">
              <p>
                {what() === 'confirm'
                  ? words.confirmAsk(props.notice.preview?.redated ?? 0, props.notice.preview?.sessions.length ?? 0)
                  : words.withdrawAsk}
              </p>
              <div class={styles.buttons}>
                <Button look="primary" busy={busy()} onClick={() => void carryOut()}>
                  {what() === 'confirm' ? words.confirm : words.withdraw}
                </Button>
                <Button onClick={() => setAsked(undefined)}>{words.cancel}</Button>
              </div>
            </Notice>
          )}
        </Show>
      </div>
    </Card>
  );
}

function KnownYears(props: { data: CalendarAdministration }): JSX.Element {
  return (
    <Card title={words.known}>
      <ul class={styles.years} data-testid="known-years">
        <For each={props.data.calendarYears.toReversed()}>
          {(year) => (
            <li>
              <b class={styles.year}>{year.year}</b>
              <Chip>{calendarStandingName(year.standing)}</Chip>
              <span class={styles.notice}>
                <Show when={year.standing === 'official'} fallback={words.noNotice}>
                  <Show when={year.notice.url} fallback={year.notice.title}>
                    {(url) => (
                      <a href={url()} rel="noreferrer" target="_blank">
                        {year.notice.title}
                      </a>
                    )}
                  </Show>
                </Show>
                <span class={styles.sub}>{year.standing === 'official' && issueText(year.notice)}</span>
              </span>
              <span class={styles.count}>{year.workingDays === null ? '' : words.workingDays(year.workingDays)}</span>
            </li>
          )}
        </For>
      </ul>
    </Card>
  );
}

/** What was put in before: who, when, how it ended. */
function History(props: { data: CalendarAdministration }): JSX.Element {
  const settled = () => props.data.calendarImports.filter(({ state }) => state !== 'waiting');
  return (
    <Show when={settled().length > 0}>
      <Card title={words.history}>
        <ul class={styles.years}>
          <For each={settled()}>
            {(one) => (
              <li>
                <b class={styles.year}>{one.year.year}</b>
                <Chip>{one.state === 'confirmed' ? words.confirmed : words.withdrawn}</Chip>
                <span class={styles.notice}>
                  {words.by(one.proposedBy, instantText(one.proposedAt, props.data.today))}
                  <span class={styles.sub}>
                    {one.settledBy && one.settledAt
                      ? words.settledBy[one.state === 'confirmed' ? 'confirmed' : 'withdrawn'](
                          one.settledBy,
                          instantText(one.settledAt, props.data.today),
                        )
                      : ''}
                  </span>
                </span>
                <span class={styles.count}>{one.redated === null ? '' : words.redated(one.redated)}</span>
              </li>
            )}
          </For>
        </ul>
      </Card>
    </Show>
  );
}

/** 国办发明电〔2025〕7号 · 2025年11月4日. */
function issueText({ number, issuedOn }: CalendarAdministration['calendarYears'][number]['notice']): string {
  return [number, issuedOn && fullDateText(issuedOn)].filter(Boolean).join(' · ');
}
