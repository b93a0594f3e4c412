import { dateText } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createEffect, createMemo, createSignal, For, type JSX, on, onMount, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { askWhile } from '../graphql/ask-while.ts';
import { type Problem, tell } from '../graphql/client.ts';
import { reportMessages as words } from '../messages/reports.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { EmptyState, LoadingState, Notice, ProblemNotice, toast } from '../ui/Notice.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import styles from './reports.module.css';
import {
  MakeReport,
  periodChoices,
  type ReportLine,
  ReportsQuery,
  type RequestLine,
  RequestsQuery,
} from './reports.ts';

/** /desk/reports: the kept analysis reports, and making one now. */
export function ReportsPage(): JSX.Element {
  const answer = createAnswer(ReportsQuery, () => ({}));
  const choices = periodChoices(todayHere());
  // The month that has ended is what is mostly wanted.
  const [period, setPeriod] = createSignal(choices.months[1]?.value ?? '');
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const requests = createRequests(answer.refetch);
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  const make = async (wanted: string) => {
    setBusy(true);
    setProblem(undefined);
    const told = await tell(MakeReport, { period: wanted });
    setBusy(false);
    if (!told.ok) return void setProblem(told.problem);
    requests.follow(told.data.makeReport.id);
  };
  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
      </div>
      <p class="muted">{words.intro}</p>
      <form
        class={styles.make}
        onSubmit={(event) => {
          event.preventDefault();
          void make(period());
        }}
      >
        <Field label={words.period}>
          {(control) => (
            <select {...control} onChange={(event) => setPeriod(event.currentTarget.value)}>
              <For each={(['months', 'quarters', 'years'] as const).map((name) => ({ name, some: choices[name] }))}>
                {({ name, some }) => (
                  <optgroup label={words[name]}>
                    <For each={some}>
                      {({ value, label }) => (
                        // A select whose options come after its value would show the first one instead.
                        <option value={value} selected={value === period()}>
                          {label}
                        </option>
                      )}
                    </For>
                  </optgroup>
                )}
              </For>
            </select>
          )}
        </Field>
        <Button type="submit" look="primary" busy={busy()}>
          {words.make}
        </Button>
      </form>
      <Show when={problem() ?? answer.problem()}>
        {(known) => <ProblemNotice problem={known()} onRetry={answer.refetch} />}
      </Show>
      <Show when={requests.shown().length > 0}>
        <ul class={styles.requests} aria-live="polite" data-testid="report-requests">
          <For each={requests.shown()}>
            {(request) => <Request request={request} busy={busy()} onAgain={() => void make(request.period)} />}
          </For>
        </ul>
      </Show>
      <Show when={answer.data()} fallback={<LoadingState failed={answer.problem() !== undefined} />}>
        {(data) => (
          <Show when={data().reports.length > 0} fallback={<EmptyState title={words.kept} />}>
            <ul class={styles.list} data-testid="report-list">
              <For each={data().reports}>{(report) => <Line report={report} />}</For>
            </ul>
          </Show>
        )}
      </Show>
    </>
  );
}

/** The reports that were asked for and are not there yet, or failed; looked at again while any is under way. */
function createRequests(onReady: () => void) {
  const answer = createAnswer(RequestsQuery, () => ({}));
  // Copies: what the store holds changes in place, and is compared below with what it was.
  const all = createMemo(() => (answer.data()?.reportRequests ?? []).map((one) => ({ ...one })));
  const [followed, setFollowed] = createSignal<ReadonlySet<string>>(new Set());
  const underWay = () => all().some(({ state }) => state === 'asked' || state === 'making');
  askWhile(underWay, answer.refetch);
  // What was under way when this page looked last, or asked for here, is told of when it is ready.
  createEffect(
    on(all, (now, before = []) => {
      const waited = new Set([...followed(), ...before.filter((one) => one.state !== 'ready').map(({ id }) => id)]);
      for (const { id, state, title } of now) {
        if (state !== 'ready' || !waited.has(id)) continue;
        toast(words.made(title));
        setFollowed((ids) => new Set([...ids].filter((one) => one !== id)));
        onReady();
      }
    }),
  );
  return {
    /** Those under way; a failed one until the same period was asked for again. */
    shown: () =>
      all().filter(
        (one, at) =>
          one.state !== 'ready' &&
          (one.state !== 'failed' ||
            !all()
              .slice(0, at)
              .some(({ period }) => period === one.period)),
      ),
    follow: (id: string) => {
      setFollowed((ids) => new Set([...ids, id]));
      answer.refetch();
    },
  };
}

function Request(props: { request: RequestLine; busy: boolean; onAgain: () => void }): JSX.Element {
  const failed = () => props.request.state === 'failed';
  const said = () => {
    if (props.request.state === 'asked') return words.asked;
    return props.request.attempts > 1 ? words.makingAgain(props.request.attempts) : words.making;
  };
  return (
    <li class={styles.request} data-state={props.request.state}>
      <b>{props.request.title}</b>
      <span class="muted">{words.by(props.request.askedByName, instantText(props.request.askedAt, todayHere()))}</span>
      <Show
        when={failed()}
        fallback={
          <>
            <p class={styles.told}>{said()}</p>
            <progress aria-label={words.making} />
          </>
        }
      >
        <Notice tone="caution">{props.request.problem ?? words.failed}</Notice>
        <Button busy={props.busy} onClick={() => props.onAgain()}>
          {words.again}
        </Button>
      </Show>
    </li>
  );
}

function Line(props: { report: ReportLine }): JSX.Element {
  return (
    <li>
      <A href={`/desk/reports/${props.report.id}`}>{props.report.title}</A>
      <span class="muted">
        {words.when(instantText(props.report.madeAt, todayHere()), props.report.madeByName)} ·{' '}
        {words.asOf(dateText(props.report.asOf))}
      </span>
      <span class={styles.files}>
        <Files id={props.report.id} />
      </span>
    </li>
  );
}

/** The report as files. They are made of what is kept, so they are the same each time. */
export function Files(props: { id: string }): JSX.Element {
  const at = (kind: string) => `/reports/${props.id}.${kind}`;
  return (
    <>
      <a href={at('docx')} download="">
        {words.word}
      </a>
      <a href={at('pdf')} download="">
        {words.pdf}
      </a>
      <a href={at('xlsx')} download="">
        {words.data}
      </a>
    </>
  );
}
