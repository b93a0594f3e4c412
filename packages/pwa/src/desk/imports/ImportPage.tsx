import { A } from '@solidjs/router';
import { type JSX, onMount, Show } from 'solid-js';
import DownloadIcon from '~icons/lucide/download';
import { importMessages as words } from '../../messages/import.zh-CN.ts';
import { sessionMessages } from '../../messages/zh-CN.ts';
import { createDraft } from '../../session/draft.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { TextAreaField } from '../../ui/Field.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { Notice, ProblemNotice } from '../../ui/Notice.tsx';

import { ImportPreviewCard } from './ImportPreviewCard.tsx';
import { ImportRecords } from './ImportRecords.tsx';
import { createImport, type Import } from './import-form.ts';
import styles from './imports.module.css';
import { numberRanges } from './number-ranges.ts';
import { mostBytes, parseText, readSheetFile } from './read-sheet.ts';

/** /desk/import: a sheet of matters, looked through cell by cell, then registered whole or not at all. */
export function ImportPage(): JSX.Element {
  const form = createImport();
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  return (
    <>
      <div class={styles.head}>
        <h1 class={styles.title}>{words.title}</h1>
        <span class="muted">{words.hint}</span>
      </div>
      <div class={styles.page}>
        <Show when={form.made()}>{(made) => <Made {...made()} onAnother={form.forget} />}</Show>
        <Show when={form.problem()}>
          {(known) => (
            <ProblemNotice
              problem={known()}
              onRetry={form.sheet() && form.preview() === undefined ? form.lookAgain : undefined}
            />
          )}
        </Show>
        <Show when={form.why()}>{(text) => <Notice tone="problem">{text()}</Notice>}</Show>
        <Show when={form.made() === undefined}>
          <Choose form={form} />
        </Show>
        <div aria-live="polite" class={styles.busy}>
          <Show when={form.doing()}>
            {(doing) => (
              <>
                <Show when={doing().part !== undefined} fallback={<progress />}>
                  <progress value={doing().part} />
                </Show>{' '}
                {doing().text}
              </>
            )}
          </Show>
        </div>
        <Show when={form.made() === undefined && form.preview()}>
          {(seen) => <ImportPreviewCard form={form} preview={seen()} />}
        </Show>
        <Show when={form.preview() === undefined}>
          <ImportRecords made={form.made()} />
        </Show>
      </div>
    </>
  );
}

const kinds = { accept: ['.xlsx', '.csv', '.txt'], name: words.kinds, maxBytes: mostBytes };

function Choose(props: { form: Import }): JSX.Element {
  const draft = createDraft('import', () => ({ text: '' }));
  const chosen = () => {
    const sheet = props.form.sheet();
    return sheet ? [{ id: sheet.importId, name: sheet.fileName }] : [];
  };
  return (
    <Card
      title={words.chooseTitle}
      aside={
        <Button onClick={() => void props.form.takeTemplate()} title={words.templateHint}>
          <DownloadIcon aria-hidden="true" />
          {words.template}
        </Button>
      }
    >
      <div class={styles.stack}>
        <p class="muted small">{words.templateHint}</p>
        <FileDrop
          label={words.choose}
          kinds={kinds}
          testid="import-file"
          files={chosen()}
          {...(props.form.running() ? {} : { onRemove: props.form.forget })}
          doing={props.form.running() ? props.form.doing()?.text : undefined}
          onFiles={([file]) => file && void props.form.look(file.name, readSheetFile(file))}
        />
        <TextAreaField
          label={words.paste}
          rows={2}
          value={draft.values.text}
          onInput={(text) => draft.set('text', text)}
        />
        <Show when={draft.values.text.trim() !== ''}>
          <Button
            disabled={props.form.running()}
            onClick={() => void props.form.look(words.pasted, Promise.resolve(parseText(draft.values.text)))}
          >
            {words.look}
          </Button>
        </Show>
      </div>
    </Card>
  );
}

function Made(props: NonNullable<ReturnType<Import['made']>> & { onAnother: () => void }): JSX.Element {
  return (
    <>
      <Notice tone="done" action={<A href={`/desk/cases?import=${props.importId}`}>{words.open}</A>}>
        <span data-testid="import-done">{words.done(props.cases.length)}</span>
        <br />
        {words.numbers(numberRanges(props.cases.map(({ number }) => number)))}
      </Notice>
      <p>
        <Button onClick={props.onAnother}>{words.another}</Button>
      </p>
    </>
  );
}
