import { importColumns } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { ask, type Problem, tell } from '../../graphql/client.ts';
import { importMessages as words } from '../../messages/import.zh-CN.ts';
import { sessionMessages } from '../../messages/zh-CN.ts';
import { uuidv7 } from '../../offline/uuid.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CheckField, TextAreaField } from '../../ui/Field.tsx';
import { Notice, ProblemNotice } from '../../ui/Notice.tsx';
import { instantText } from '../../ui/time.ts';
import { type ImportPreview, PreviewImportQuery, RunImport } from '../documents.ts';
import styles from './imports.module.css';
import { parseText, readSheetFile, type SheetRead } from './read-sheet.ts';

type Rows = readonly (readonly string[])[];

/** /desk/import: a sheet of matters, looked through cell by cell, then registered whole or not at all. */
export function ImportPage(): JSX.Element {
  const [text, setText] = createSignal('');
  const [sheet, setSheet] = createSignal<{ fileName: string; rows: Rows; importId: string }>();
  const [preview, setPreview] = createSignal<ImportPreview>();
  const [busy, setBusy] = createSignal<string>();
  const [why, setWhy] = createSignal<string>();
  const [problem, setProblem] = createSignal<Problem>();
  const [again, setAgain] = createSignal(false);
  const [made, setMade] = createSignal<readonly { id: string; number: string }[]>();
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });

  const look = async (fileName: string, reading: Promise<SheetRead>) => {
    setWhy(undefined);
    setProblem(undefined);
    setPreview(undefined);
    setMade(undefined);
    setAgain(false);
    setBusy(words.reading);
    const read = await reading;
    if (!read.ok) {
      setBusy(undefined);
      setWhy(read.why);
      return;
    }
    // named once for this sheet: sent again after a lost answer it is the same import
    setSheet({ fileName, rows: read.rows, importId: uuidv7() });
    setBusy(words.checking(read.rows.length - 1));
    const answer = await ask(PreviewImportQuery, { fileName, rows: read.rows });
    setBusy(undefined);
    if (answer.ok) setPreview(answer.data.previewImport);
    else setProblem(answer.problem);
  };
  const run = async () => {
    const given = sheet();
    if (given === undefined) return;
    setBusy(words.importing(given.rows.length - 1));
    setProblem(undefined);
    const answer = await tell(RunImport, { ...given, again: again() });
    setBusy(undefined);
    if (!answer.ok) setProblem(answer.problem);
    else if (answer.data.runImport.done) setMade(answer.data.runImport.cases);
    else void look(given.fileName, Promise.resolve({ ok: true, rows: given.rows }));
  };

  return (
    <>
      <h1 class={styles.title}>{words.title}</h1>
      <p class="muted">{words.hint}</p>
      <Show when={made()}>{(cases) => <Made cases={cases()} />}</Show>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <Show when={why()}>{(text) => <Notice tone="problem">{text()}</Notice>}</Show>
      <Card title={words.choose}>
        <div class={styles.stack}>
          <p>
            <a
              href={`data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${importColumns.join(',')}\r\n`)}`}
              download={words.templateName}
            >
              {words.template}
            </a>
          </p>
          <input
            type="file"
            accept=".xlsx,.csv,.txt"
            aria-label={words.choose}
            data-testid="import-file"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file) void look(file.name, readSheetFile(file));
              event.currentTarget.value = '';
            }}
          />
          <TextAreaField label={words.paste} rows={3} value={text()} onInput={setText} />
          <Show when={text().trim() !== ''}>
            <Button onClick={() => void look(words.paste, Promise.resolve(parseText(text())))}>{words.look}</Button>
          </Show>
        </div>
      </Card>
      <p aria-live="polite" class={styles.busy}>
        <Show when={busy()}>
          {(doing) => (
            <>
              <progress /> {doing()}
            </>
          )}
        </Show>
      </p>
      <Show when={made() === undefined && preview()}>
        {(seen) => (
          <Preview
            preview={seen()}
            busy={busy() !== undefined}
            again={again()}
            onAgain={setAgain}
            onRun={() => void run()}
          />
        )}
      </Show>
    </>
  );
}

function Made(props: { cases: readonly { id: string; number: string }[] }): JSX.Element {
  return (
    <Notice tone="done" action={<A href="/desk/cases">{words.open}</A>}>
      <span data-testid="import-done">{words.done(props.cases.length)}</span>{' '}
      {words.range(props.cases[0]?.number ?? '', props.cases.at(-1)?.number ?? '')}
    </Notice>
  );
}

function Preview(props: {
  preview: ImportPreview;
  busy: boolean;
  again: boolean;
  onAgain: (again: boolean) => void;
  onRun: () => void;
}): JSX.Element {
  const bad = () => props.preview.rows.filter(({ faults }) => faults.length > 0);
  const faults = () => [
    ...props.preview.header.map((fault) => ({ ...fault, line: 1 })),
    ...bad().flatMap(({ line, faults: some }) => some.map((fault) => ({ ...fault, line }))),
  ];
  const repeated = () => props.preview.rows.filter(({ repeats }) => repeats.length > 0);
  const good = () => props.preview.rows.length - bad().length;
  const ready = () => faults().length === 0 && good() > 0;
  return (
    <Card title={props.preview.header.length > 0 ? words.headerWrong : words.summary(good(), bad().length)}>
      <div class={styles.stack} data-testid="import-preview">
        <For each={props.preview.earlier}>
          {({ personName, importedAt, cases }) => (
            <Notice tone="caution">{words.earlier(personName, instantText(importedAt), cases)}</Notice>
          )}
        </For>
        <Show when={faults().length > 0}>
          <p>{words.fixFirst}</p>
          <table class={styles.table}>
            <thead>
              <tr>
                <th scope="col">{words.line}</th>
                <th scope="col">{words.column}</th>
                <th scope="col">{words.problem}</th>
              </tr>
            </thead>
            <tbody>
              <For each={faults().slice(0, 200)}>
                {({ line, column, message }) => (
                  <tr>
                    <td>{line}</td>
                    <td>{column}</td>
                    <td>{message}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </Show>
        <Show when={repeated().length > 0}>
          <details>
            <summary>
              {words.repeats} {repeated().length}
            </summary>
            <p class="muted small">{words.repeatsHint}</p>
            <ul>
              <For each={repeated()}>
                {({ line, title, repeats }) => (
                  <li>
                    {words.line} {line} {title}：
                    <For each={repeats}>
                      {(one) => (
                        <A href={`/desk/cases/${one.id}`} target="_blank">
                          {one.number} {one.title}{' '}
                        </A>
                      )}
                    </For>
                  </li>
                )}
              </For>
            </ul>
          </details>
        </Show>
        <Show when={ready()}>
          <Show when={props.preview.earlier.length > 0}>
            <CheckField label={words.again} checked={props.again} onChange={props.onAgain} />
          </Show>
          <Button
            look="primary"
            busy={props.busy}
            disabled={props.preview.earlier.length > 0 && !props.again}
            onClick={() => props.onRun()}
          >
            {words.run(good())}
          </Button>
        </Show>
      </div>
    </Card>
  );
}
