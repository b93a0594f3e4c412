import { createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import PlusIcon from '~icons/lucide/plus';
import RemoveIcon from '~icons/lucide/x';
import { fileMessages as words } from '../messages/files.zh-CN.ts';
import { Button } from './Button.tsx';
import styles from './FileDrop.module.css';
import { Notice } from './Notice.tsx';

/** Which files may be chosen. */
interface FileKinds {
  /** As `accept` of a file input has them: types (image/png) and endings (.xlsx). */
  readonly accept: readonly string[];
  /** The same in words: PDF 或图片. */
  readonly name: string;
  /** Most bytes of one file. */
  readonly maxBytes: number;
}

interface FileDropProps {
  /** What the button does: 添加扫描件. */
  label: string;
  kinds: FileKinds;
  multiple?: boolean;
  /** Files that are there already, each with the way to take it away. */
  files?: readonly { readonly id: string; readonly name: string }[];
  onRemove?: (id: string) => void;
  /** What goes on now, in place of the hint: 上传 40%. */
  doing?: string | undefined;
  error?: string | undefined;
  testid?: string;
  onFiles: (files: readonly File[]) => void;
}

/** Why a file cannot be taken, in words; undefined when it can. */
function fileFault(file: Pick<File, 'name' | 'size' | 'type'>, kinds: FileKinds): string | undefined {
  const fits = kinds.accept.some((kind) =>
    kind.startsWith('.') ? file.name.toLowerCase().endsWith(kind) : file.type === kind,
  );
  if (!fits) return words.wrongKind(file.name, kinds.name);
  if (file.size === 0) return words.nothingIn(file.name);
  return file.size > kinds.maxBytes
    ? words.tooLarge(file.name, sizeText(file.size), sizeText(kinds.maxBytes))
    : undefined;
}

/** 1.4 MB, 380 KB: as an office says it. */
function sizeText(bytes: number): string {
  const mega = bytes / 1024 / 1024;
  return mega >= 1 ? `${Number(mega.toFixed(1))} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

/** Files that lie on the clipboard; none where text does as well: a sheet's cells bring a picture of themselves along. */
function pasted(event: ClipboardEvent): readonly File[] {
  const board = event.clipboardData;
  return board === null || board.types.includes('text/plain') ? [] : [...board.files];
}

/**
 * Where files are chosen: a button, a place to drop them on, and Ctrl+V of a picture from the clipboard. What may be chosen
 * is said before; what cannot be taken is said by name. A file that is dropped beside it does not replace the page.
 */
export function FileDrop(props: FileDropProps): JSX.Element {
  const [over, setOver] = createSignal(false);
  const [faults, setFaults] = createSignal<readonly string[]>([]);
  let input: HTMLInputElement | undefined;
  const take = (given: readonly File[]) => {
    if (given.length === 0) return;
    if (props.doing !== undefined) {
      setFaults(given.map(({ name }) => words.busy(name)));
      return;
    }
    const files = props.multiple === true ? given : given.slice(0, 1);
    const known = files.map((file) => ({ file, fault: fileFault(file, props.kinds) }));
    setFaults(known.flatMap(({ fault }) => fault ?? []));
    const sound = known.flatMap(({ file, fault }) => (fault === undefined ? [file] : []));
    if (sound.length > 0) props.onFiles(sound);
  };
  const paste = (event: ClipboardEvent) => {
    if (document.querySelector('dialog[open]') !== (input?.closest('dialog') ?? null)) return;
    const files = pasted(event);
    if (files.length > 0) event.preventDefault();
    take(files);
  };
  const stay = (event: DragEvent) => event.preventDefault();
  onMount(() => {
    document.addEventListener('paste', paste);
    for (const kind of ['dragover', 'drop'] as const) window.addEventListener(kind, stay);
  });
  onCleanup(() => {
    document.removeEventListener('paste', paste);
    for (const kind of ['dragover', 'drop'] as const) window.removeEventListener(kind, stay);
  });

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first
    <div
      class={styles.drop}
      data-over={over()}
      onDragOver={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <input
        ref={input}
        type="file"
        hidden
        multiple={props.multiple}
        accept={props.kinds.accept.join(',')}
        aria-label={props.label}
        data-testid={props.testid}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // the same file may be chosen again once it has been mended
          event.currentTarget.value = '';
          take(files);
        }}
      />
      <Button disabled={props.doing !== undefined} onClick={() => input?.click()}>
        <PlusIcon aria-hidden="true" />
        {props.label}
      </Button>
      <span class="muted small" aria-live="polite">
        <Show when={props.doing} fallback={words.hint(props.kinds.name, sizeText(props.kinds.maxBytes))}>
          {(doing) => <>{doing()}</>}
        </Show>
        <Show when={props.doing === undefined}>
          <span class={styles.byMouse}>{words.otherWays}</span>
        </Show>
      </span>
      <Show when={(props.files?.length ?? 0) > 0}>
        <ul class={styles.files}>
          <For each={props.files}>
            {(file) => (
              <li class={styles.file}>
                <span>{file.name}</span>
                <Show when={props.onRemove}>
                  {(remove) => (
                    <Button look="quiet" aria-label={words.remove(file.name)} onClick={() => remove()(file.id)}>
                      <RemoveIcon aria-hidden="true" />
                    </Button>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.error}>
        {(error) => (
          <p class={styles.error} role="alert">
            {error()}
          </p>
        )}
      </Show>
      <For each={faults()}>{(why) => <Notice tone="caution">{why}</Notice>}</For>
    </div>
  );
}
