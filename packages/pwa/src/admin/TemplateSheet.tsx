import { createSignal, For, type JSX, Show, untrack } from 'solid-js';
import { type Problem, tell } from '../graphql/client.ts';
import { templateMessages as words } from '../messages/templates.zh-CN.ts';
import { createDraft } from '../session/draft.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { TextField } from '../ui/Field.tsx';
import { FileDrop } from '../ui/FileDrop.tsx';
import { Notice, ProblemNotice, toast } from '../ui/Notice.tsx';
import { download, type Paper } from '../ui/paper.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import own from './templates.module.css';
import {
  addressOf,
  base64Of,
  type Templates,
  type TemplateUpload,
  UploadTemplate,
  UseTemplate,
  versionInUse,
} from './templates.ts';

interface SheetProps {
  of: Templates;
  onChanged: () => void;
  onPreview: (paper: Paper) => void;
  onClose: () => void;
}

/** One kind of paper: its fields, its versions, and a new one. */
export function TemplateSheet(props: SheetProps): JSX.Element {
  const [problem, setProblem] = createSignal<Problem>();
  const [trouble, setTrouble] = createSignal<string>();
  const use = async (version: number) => {
    const told = await tell(UseTemplate, { kind: props.of.kind, version, seen: { version: versionInUse(props.of) } });
    setProblem(told.ok ? undefined : told.problem);
    if (told.ok) toast(words.used(props.of.name, words.version(version)));
    props.onChanged();
  };
  return (
    <Sheet open wide title={props.of.name} onClose={props.onClose}>
      <div class={own.sheet}>
        <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
        <Show when={trouble()}>{(what) => <Notice tone="problem">{what()}</Notice>}</Show>
        <Versions {...props} onUse={use} onTake={async (address) => setTrouble(await download(address))} />
        <Upload of={props.of} onChanged={props.onChanged} />
        <section>
          <h3>{words.fields}</h3>
          <p class="muted small">{words.fieldsHint}</p>
          <p class={own.fields}>
            <For each={props.of.fields}>{({ name, required }) => <code>{`{${name}}${required ? '*' : ''}`}</code>}</For>
          </p>
        </section>
      </div>
    </Sheet>
  );
}

function Versions(
  props: SheetProps & { onUse: (version: number) => void; onTake: (address: string) => void },
): JSX.Element {
  const builtIn = { version: 0, fileName: '', note: '', addedByName: '', addedAt: '' };
  const rows = () => [...props.of.versions, builtIn];
  return (
    <section>
      <h3>{words.versions}</h3>
      <ul class={own.kinds} data-testid="template-versions">
        <For each={rows()}>
          {(row) => {
            const name = () => `${props.of.name}${words.version(row.version)}`;
            return (
              <li class={own.kind} data-version={row.version}>
                <span class={own.name}>
                  {words.version(row.version)}
                  <Show when={row.version > 0}>
                    <span class="muted small">
                      {[row.note, row.fileName, words.by(row.addedByName, instantText(row.addedAt, todayHere()))]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </Show>
                </span>
                <span class={own.buttons}>
                  <Button
                    look="quiet"
                    aria-label={words.previewOf(name())}
                    onClick={() => props.onPreview({ name: name(), address: addressOf(props.of, row.version) })}
                  >
                    {words.preview}
                  </Button>
                  <Button
                    look="quiet"
                    aria-label={words.downloadOf(name())}
                    onClick={() => props.onTake(`${addressOf(props.of, row.version)}.docx`)}
                  >
                    {words.download}
                  </Button>
                  <Show when={versionInUse(props.of) !== row.version} fallback={<Chip>{words.inUse}</Chip>}>
                    <Button aria-label={words.useOf(name())} onClick={() => props.onUse(row.version)}>
                      {words.use}
                    </Button>
                  </Show>
                </span>
              </li>
            );
          }}
        </For>
      </ul>
    </section>
  );
}

/** As the server has it. */
const kinds = { accept: ['.docx'], name: words.fileKinds, maxBytes: 512 * 1024 };

function Upload(props: Pick<SheetProps, 'of' | 'onChanged'>): JSX.Element {
  const [file, setFile] = createSignal<File>();
  const draft = createDraft(
    untrack(() => `admin.template.${props.of.kind}`),
    () => ({ note: '' }),
  );
  const [busy, setBusy] = createSignal(false);
  const [done, setDone] = createSignal<TemplateUpload>();
  const [problem, setProblem] = createSignal<Problem>();
  const [missing, setMissing] = createSignal(false);
  // once it is in use, the list above says so
  const news = () => {
    const last = done();
    return last?.version === versionInUse(props.of) ? undefined : last;
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = file();
    setMissing(chosen === undefined);
    if (!chosen) return;
    setBusy(true);
    setDone(undefined);
    const content = await base64Of(chosen);
    const told = await tell(UploadTemplate, {
      kind: props.of.kind,
      fileName: chosen.name,
      note: draft.values.note,
      content,
    });
    setBusy(false);
    setProblem(told.ok ? undefined : told.problem);
    if (!told.ok) return;
    setDone(told.data.uploadDocumentTemplate);
    if (told.data.uploadDocumentTemplate.version === null) return;
    setFile(undefined);
    draft.clear();
    props.onChanged();
  };
  return (
    <section>
      <h3>{words.upload}</h3>
      <form class={own.sheet} onSubmit={(event) => void save(event)} aria-label={words.upload}>
        <FileDrop
          label={words.chooseFile}
          kinds={kinds}
          files={[file()].flatMap((one) => (one ? [{ id: one.name, name: one.name }] : []))}
          onRemove={() => setFile(undefined)}
          onFiles={([given]) => setFile(given)}
          error={missing() && !file() ? words.choose : undefined}
        />
        <TextField
          label={words.note}
          hint={words.noteHint}
          value={draft.values.note}
          onInput={(note) => draft.set({ note })}
        />
        <StartOver draft={draft} />
        <Button type="submit" look="primary" busy={busy()}>
          {words.save}
        </Button>
      </form>
      <div class={own.outcome}>
        <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
        <Show when={news()}>{(upload) => <Outcome upload={upload()} />}</Show>
      </div>
    </section>
  );
}

function Outcome(props: { upload: TemplateUpload }): JSX.Element {
  return (
    <Show
      when={props.upload.version}
      fallback={
        <Notice tone="problem">
          {words.refused(props.upload.problems.length)}
          <ul class={own.problems}>
            <For each={props.upload.problems}>{(one) => <li>{one}</li>}</For>
          </ul>
        </Notice>
      }
    >
      {(version) => (
        <Notice tone={props.upload.unlaid.length + props.upload.warnings.length > 0 ? 'caution' : 'done'}>
          {words.saved(words.version(version()))}
          <For each={props.upload.warnings}>{(one) => <p>{one}</p>}</For>
          <Show when={props.upload.unlaid.length > 0}>
            <br />
            {words.unlaid(props.upload.unlaid.join('、'))}
          </Show>
        </Notice>
      )}
    </Show>
  );
}
