import { unitKindName } from '@huiyin/domain/messages';
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js';
import { ask, type Problem, tell } from '../graphql/client.ts';
import { pasteMessages as words } from '../messages/admin.zh-CN.ts';
import { createDraft } from '../session/draft.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { TextAreaField } from '../ui/Field.tsx';
import { ProblemNotice, toast } from '../ui/Notice.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './admin.module.css';
import { AddUnits, CheckUnits, type NewUnit } from './documents.ts';
import { type PastedRow, readPasted } from './paste.ts';

/** How long typing must rest before the server is asked. */
const RESTS_MS = 350;

/** What stands against a row, by its line. */
type Problems = ReadonlyMap<number, string>;

function unitsOf(rows: readonly PastedRow[]): { line: number; unit: NewUnit }[] {
  return rows.flatMap(({ line, name, kind, parent, shortName }) =>
    kind === undefined ? [] : [{ line, unit: { name, kind, parent, shortName } }],
  );
}

/** Rows whose kind nobody can read never reach the server; the others are judged there, by the rules that add them. */
async function judge(rows: readonly PastedRow[]): Promise<Problems | Problem> {
  const problems = new Map<number, string>();
  for (const { line, kind, kindWord } of rows) {
    if (kind === undefined) problems.set(line, kindWord === '' ? words.noKind : words.wrongKind(kindWord));
  }
  const sent = unitsOf(rows);
  if (sent.length === 0) return problems;
  const answer = await ask(CheckUnits, { units: sent.map(({ unit }) => unit) });
  if (!answer.ok) return answer.problem;
  for (const { row, message } of answer.data.checkUnits) problems.set(sent[row - 1]?.line ?? 0, message);
  return problems;
}

/** Many units from a spreadsheet, with a preview that names each bad row; all are added or none. */
export function PasteUnits(props: { open: boolean; onDone: () => void; onClose: () => void }): JSX.Element {
  return (
    <Sheet open={props.open} title={words.title} onClose={props.onClose}>
      <PasteForm onDone={props.onDone} />
    </Sheet>
  );
}

function PasteForm(props: { onDone: () => void }): JSX.Element {
  const draft = createDraft('admin.pasteUnits', () => ({ text: '' }));
  const text = () => draft.values.text;
  const [judged, setJudged] = createSignal<{ text: string; problems: Problems }>();
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  const rows = createMemo(() => readPasted(text()));
  const current = () => (judged()?.text === text() ? judged()?.problems : undefined);

  createEffect(
    on(text, (now) => {
      setProblem(undefined);
      if (rows().length === 0) return;
      const timer = setTimeout(async () => {
        const found = await judge(rows());
        if (text() !== now) return;
        if ('code' in found) setProblem(found);
        else setJudged({ text: now, problems: found });
      }, RESTS_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (current()?.size !== 0 || busy()) return;
    setBusy(true);
    const answer = await tell(AddUnits, { units: unitsOf(rows()).map(({ unit }) => unit) });
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    draft.clear();
    toast(words.done(answer.data.addUnits.length));
    props.onDone();
  };

  return (
    <form class={styles.form} onSubmit={submit} novalidate>
      <p class="muted small">
        {words.hint} {words.kinds}
      </p>
      <TextAreaField
        label={words.label}
        rows={6}
        placeholder={words.example}
        value={text()}
        onInput={(text) => draft.set({ text })}
      />
      <StartOver draft={draft} />
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <Show when={rows().length > 0}>
        <Show when={current()} fallback={<p role="status">{problem() ? '' : words.checking}</p>}>
          {(problems) => (
            <Show when={problems().size > 0}>
              <p class={styles.bad} role="alert">
                {words.bad(problems().size)}
              </p>
            </Show>
          )}
        </Show>
        <Preview rows={rows()} problems={current()} />
        <Button type="submit" look="primary" busy={busy()} disabled={current()?.size !== 0}>
          {words.submit(rows().length)}
        </Button>
      </Show>
    </form>
  );
}

function Preview(props: { rows: readonly PastedRow[]; problems: Problems | undefined }): JSX.Element {
  return (
    <ol class={styles.preview} aria-label={words.preview} data-testid="paste-preview">
      <For each={props.rows}>
        {(row) => (
          <li class={styles.previewRow} data-bad={props.problems?.has(row.line) ? '' : undefined}>
            <span class={styles.line}>{row.line}</span>
            <span>
              {row.name}
              <span class={styles.sub}>
                {[row.kind === undefined ? row.kindWord : unitKindName(row.kind), row.parent || words.toBureau]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <Show when={props.problems?.get(row.line)}>
                {(message) => <span class={styles.rowProblem}>{message()}</span>}
              </Show>
            </span>
          </li>
        )}
      </For>
    </ol>
  );
}
