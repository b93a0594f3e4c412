import { A } from '@solidjs/router';
import { createSignal, For, type JSX, Show } from 'solid-js';
import DownloadIcon from '~icons/lucide/download';
import { importMessages as words } from '../../messages/import.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CheckField } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { instantText } from '../../ui/time.ts';
import type { ImportPreview } from '../documents.ts';
import type { Import } from './import-form.ts';
import styles from './imports.module.css';

/** Faults shown on the page; the rest stands in the sheet that is taken back. */
const SHOWN = 100;

/** What an import would do: every wrong cell with how to mend it, what may be there already, and the button. */
export function ImportPreviewCard(props: { form: Import; preview: ImportPreview }): JSX.Element {
  const [again, setAgain] = createSignal(false);
  const header = () => props.preview.header;
  const bad = () => props.preview.rows.filter(({ faults }) => faults.length > 0).length;
  const good = () => props.preview.rows.length - bad();
  const ready = () => header().length === 0 && bad() === 0 && good() > 0;
  return (
    <Card title={header().length > 0 ? words.headerWrong : words.summary(good(), bad())}>
      <div class={styles.stack} data-testid="import-preview">
        <For each={props.preview.earlier}>
          {({ personName, importedAt, cases, voided }) => (
            <Notice tone="caution">
              {words.earlier(personName, instantText(importedAt), words.registered(cases, voided))}
            </Notice>
          )}
        </For>
        <Show when={bad() + header().length > 0}>
          <p>{words.fixFirst}</p>
          <Show when={header().length === 0}>
            <div class={styles.takeBack}>
              <Button onClick={() => void props.form.takeBack()}>
                <DownloadIcon aria-hidden="true" />
                {words.takeBack}
              </Button>
              <span class="muted small">{words.takeBackHint}</span>
            </div>
          </Show>
          <Faults preview={props.preview} />
        </Show>
        <Alike form={props.form} preview={props.preview} />
        <Show when={ready()}>
          <Show when={props.preview.earlier.length > 0}>
            <CheckField label={words.again} checked={again()} onChange={setAgain} />
          </Show>
          <Button
            look="primary"
            busy={props.form.running()}
            disabled={props.preview.earlier.length > 0 && !again()}
            onClick={() => void props.form.run(again())}
          >
            {words.run(good())}
          </Button>
        </Show>
      </div>
    </Card>
  );
}

/** Row by row, what is wrong at which column. */
function Faults(props: { preview: ImportPreview }): JSX.Element {
  const faults = () => [
    ...props.preview.header.map((fault) => ({ ...fault, line: 1, title: '' })),
    ...props.preview.rows.flatMap(({ line, title, faults: some }) => some.map((fault) => ({ ...fault, line, title }))),
  ];
  return (
    <>
      <table class={styles.table} data-testid="import-faults">
        <thead>
          <tr>
            <th scope="col">{words.line}</th>
            <th scope="col">{words.column}</th>
            <th scope="col">{words.problem}</th>
          </tr>
        </thead>
        <tbody>
          <For each={faults().slice(0, SHOWN)}>
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
      <Show when={faults().length > SHOWN}>
        <p class="muted small">{words.more(faults().length - SHOWN)}</p>
      </Show>
    </>
  );
}

/** Rows that may be there already: in the sheet itself, or as a case. */
function Alike(props: { form: Import; preview: ImportPreview }): JSX.Element {
  const twins = () => props.preview.rows.filter(({ sameAs }) => sameAs !== null);
  const count = () => new Set([...twins(), ...props.form.repeats()].map(({ line }) => line)).size;
  return (
    <Show when={count() > 0}>
      <details class={styles.alike} data-testid="import-repeats">
        <summary>{words.repeats(count())}</summary>
        <p class="muted small">{words.repeatsHint}</p>
        <ul>
          <For each={twins().slice(0, SHOWN)}>
            {({ line, title, sameAs }) => (
              <li>
                {words.atLine(line, title)}：{words.sameAs(sameAs ?? 0)}
              </li>
            )}
          </For>
          <For each={props.form.repeats().slice(0, SHOWN)}>
            {({ line, title, repeats }) => (
              <li>
                {words.atLine(line, title)}：
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
  );
}
