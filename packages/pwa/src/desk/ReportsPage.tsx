import { dateText } from '@huiyin/domain/messages';
import { A, useNavigate } from '@solidjs/router';
import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { type Problem, tell } from '../graphql/client.ts';
import { reportMessages as words } from '../messages/reports.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { EmptyState, LoadingState, ProblemNotice, toast } from '../ui/Notice.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import styles from './reports.module.css';
import { MakeReport, periodChoices, type ReportLine, ReportsQuery } from './reports.ts';

/** /desk/reports: the kept analysis reports, and making one now. */
export function ReportsPage(): JSX.Element {
  const navigate = useNavigate();
  const answer = createAnswer(ReportsQuery, () => ({}));
  const choices = periodChoices(todayHere());
  // The month that has ended is what is mostly wanted.
  const [period, setPeriod] = createSignal(choices.months[1]?.value ?? '');
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  const make = async () => {
    setBusy(true);
    const told = await tell(MakeReport, { period: period() });
    setBusy(false);
    if (!told.ok) return void setProblem(told.problem);
    toast(words.made(told.data.makeReport.title));
    navigate(`/desk/reports/${told.data.makeReport.id}`);
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
          void make();
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
        <Show when={busy()}>
          <span class="muted" role="status">
            {words.making}
          </span>
        </Show>
      </form>
      <Show when={problem() ?? answer.problem()}>
        {(known) => <ProblemNotice problem={known()} onRetry={answer.refetch} />}
      </Show>
      <Show when={answer.data()} fallback={<LoadingState />}>
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
