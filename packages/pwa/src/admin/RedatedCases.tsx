import { fullDateText } from '@huiyin/domain/messages';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { ask, type Problem } from '../graphql/client.ts';
import { calendarAdminMessages as words } from '../messages/admin.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { citationWords } from '../ui/citation.ts';
import { ProblemNotice } from '../ui/Notice.tsx';
import styles from './calendar.module.css';
import { CalendarNoticeCasesQuery, PastedNoticeCasesQuery, type RedatedCase } from './documents.ts';

/** The first look holds few: they stand where the notice is judged. */
const FIRST = 10;
const MORE = 50;

/**
 * Which open cases a notice dates anew, from which date to which, while it is pasted and before its second person confirms it: the
 * first ones at once, the others page by page.
 */
export function RedatedCases(props: { of: { id: string } | { year: number; text: string } }): JSX.Element {
  const [rows, setRows] = createSignal<readonly RedatedCase[]>([]);
  /** Where to look on; undefined before the first page, null after the last. */
  const [end, setEnd] = createSignal<string | null>();
  const [busy, setBusy] = createSignal(false);
  const read = (page: { first: number; after: string | null }) =>
    'id' in props.of
      ? ask(CalendarNoticeCasesQuery, { ...props.of, ...page })
      : ask(PastedNoticeCasesQuery, { ...props.of, ...page });
  const [problem, setProblem] = createSignal<Problem>();
  /** Looks on until there is something to show, however few cases change. */
  const more = async () => {
    if (busy() || end() === null) return;
    setBusy(true);
    setProblem(undefined);
    for (;;) {
      const answer = await read({ first: rows().length === 0 ? FIRST : MORE, after: end() ?? null });
      if (!answer.ok) {
        setProblem(answer.problem);
        break;
      }
      const page = answer.data.cases;
      setRows((before) => [...before, ...page.rows]);
      setEnd(page.endCursor);
      if (page.endCursor === null || page.rows.length > 0) break;
    }
    setBusy(false);
  };
  const open = (event: { currentTarget: HTMLDetailsElement }) => {
    if (event.currentTarget.open && end() === undefined) void more();
  };
  return (
    <details class="no-print" data-testid="redated-cases" open onToggle={open}>
      <summary>{words.cases.open}</summary>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} onRetry={() => void more()} />}</Show>
      <Show when={rows().length > 0}>
        <section class={styles.scroll} aria-label={words.cases.open} tabindex={0}>
          <table class={styles.groups}>
            <thead>
              <tr>
                <th scope="col">{words.cases.number}</th>
                <th scope="col">{words.group.clock}</th>
                <th scope="col">{words.group.before}</th>
                <th scope="col">{words.group.after}</th>
                <th scope="col">{words.cases.unit}</th>
                <th scope="col">{words.cases.basis}</th>
              </tr>
            </thead>
            <tbody>
              <For each={rows()}>{(row) => <Row row={row} />}</For>
            </tbody>
          </table>
        </section>
      </Show>
      <Show
        when={end() !== null}
        fallback={<p class="muted small">{rows().length === 0 ? words.noneMoved : words.cases.all(rows().length)}</p>}
      >
        <Button look="quiet" busy={busy()} onClick={() => void more()}>
          {busy() ? words.cases.looking : words.cases.more}
        </Button>
      </Show>
    </details>
  );
}

function Row(props: { row: RedatedCase }): JSX.Element {
  /** Where the last lawful day stays, what moves is the day to aim at. */
  const onlyTarget = () => props.row.before.legalDue === props.row.after.legalDue;
  const dates = ({ legalDue, targetDue }: RedatedCase['before'] | RedatedCase['after']) => (
    <td>
      {fullDateText(legalDue)}
      <Show when={onlyTarget()}>
        <span class={styles.sub}>{words.cases.target(fullDateText(targetDue))}</span>
      </Show>
    </td>
  );
  return (
    <tr>
      <td>{props.row.number ?? words.cases.accusation}</td>
      <td>{props.row.clockName}</td>
      {dates(props.row.before)}
      {dates(props.row.after)}
      <td>{props.row.unit ?? '—'}</td>
      <td>{citationWords(props.row.citation)}</td>
    </tr>
  );
}
