import type { Chart } from '@huiyin/domain/charts';
import { A } from '@solidjs/router';
import { createEffect, For, type JSX, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { reportMessages as words } from '../messages/reports.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { Files } from './ReportsPage.tsx';
import styles from './reports.module.css';
import { ReportQuery, type ReportTable } from './reports.ts';

/** /desk/reports/:id: a report to be read, printed and taken along. */
export function ReportPage(props: { id: string }): JSX.Element {
  const answer = createAnswer(ReportQuery, () => ({ id: props.id }));
  const report = () => answer.data()?.report;
  createEffect(() => {
    document.title = `${report()?.title ?? words.title} · ${sessionMessages.appName}`;
  });
  return (
    <>
      <nav class={`${styles.bar} no-print`}>
        <A href="/desk/reports">{words.back}</A>
        <Show when={report()}>
          <span class={styles.files}>
            <Files id={props.id} />
            <Button onClick={() => window.print()}>{words.print}</Button>
          </span>
        </Show>
      </nav>
      <Show when={answer.problem()}>{(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}</Show>
      <Show when={report()} fallback={<Show when={!answer.problem()}>{<LoadingState lines={8} />}</Show>}>
        {(known) => (
          <article class={styles.paper} data-testid="report">
            <h1>{known().title}</h1>
            <p class={styles.made}>{words.when(instantText(known().madeAt, todayHere()), known().madeByName)}</p>
            <For each={known().sections}>
              {(section) => (
                <section>
                  <h2>{section.heading}</h2>
                  <For each={section.paragraphs}>{(text) => <p>{text}</p>}</For>
                  <For each={section.tables}>{(table) => <Table table={table} />}</For>
                </section>
              )}
            </For>
            <p class={styles.note}>{known().note}</p>
          </article>
        )}
      </Show>
    </>
  );
}

/** A row as the API gives it: words and numbers. */
function cellsOf(row: unknown): readonly (string | number)[] {
  return Array.isArray(row) ? row.filter((cell) => typeof cell === 'string' || typeof cell === 'number') : [];
}

/** A cell that is a sentence wants room to be read on a phone; the table then scrolls. */
const isWords = (cell: string | number): boolean => typeof cell === 'string' && cell.length > 12 && !/\d%/.test(cell);

function Table(props: { table: ReportTable }): JSX.Element {
  const rows = () => props.table.rows.map(cellsOf);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls by itself on a phone, and by keyboard too */}
      <section class={styles.tableBox} aria-label={words.table(props.table.number, props.table.caption)} tabIndex={0}>
        <table class={styles.table}>
          <caption>{words.table(props.table.number, props.table.caption)}</caption>
          <thead>
            <tr>
              <For each={props.table.head}>{(name) => <th scope="col">{name}</th>}</For>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {(row) => (
                <tr>
                  <For each={row}>
                    {(cell, at) => (
                      <Show
                        when={at() === 0}
                        fallback={<td classList={{ [styles.words ?? '']: isWords(cell) }}>{cell}</td>}
                      >
                        <th scope="row">{cell}</th>
                      </Show>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
      <Show when={props.table.figure}>
        {(figure) => <ChartFigure chart={figure().chart as Chart} number={figure().number} />}
      </Show>
    </>
  );
}
