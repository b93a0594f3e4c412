import type { Attachment } from '@huiyin/domain/cases';
import { createEffect, createSignal, For, type JSX, onCleanup, Show } from 'solid-js';
import { unwrap } from 'solid-js/store';
import GripIcon from '~icons/lucide/grip-vertical';
import { visitWords as words } from '../../messages/visit.zh-CN.ts';
import { findAttachments } from '../../offline/outbox.ts';
import { marksText, PhotoMarks } from '../../ui/PhotoMarks.tsx';
import { useField } from '../session.ts';
import styles from './photo.module.css';
import type { DraftForm } from './use-draft.ts';

/** Moves one photo to another place among the photos; what else is attached stays where it is. */
export function movePhoto(draft: DraftForm, id: string, to: number): void {
  const all = structuredClone(unwrap(draft.form).attachments);
  const photos = all.filter(({ kind }) => kind === 'photo');
  const from = photos.findIndex((one) => one.id === id);
  const [moved] = photos.splice(from, 1);
  if (from < 0 || moved === undefined || to < 0 || to > photos.length) return;
  photos.splice(to, 0, moved);
  draft.setForm('attachments', [...photos, ...all.filter(({ kind }) => kind !== 'photo')]);
}

/**
 * The photos in their order. Moved by holding the grip and dragging it, or with the grip's arrow keys; a tap on the picture
 * opens it.
 */
export function PhotoGrid(props: {
  draft: DraftForm;
  onOpen: (id: string) => void;
  children: JSX.Element;
}): JSX.Element {
  let grid: HTMLDivElement | undefined;
  const [said, setSaid] = createSignal('');
  const [dragged, setDragged] = createSignal<string>();
  const photos = () => props.draft.form.attachments.filter(({ kind }) => kind === 'photo');
  const move = (id: string, to: number) => {
    if (to < 0 || to >= photos().length || photos()[to]?.id === id) return;
    movePhoto(props.draft, id, to);
    setSaid(words.photoMoved(to + 1, photos().length));
  };
  const press = (event: KeyboardEvent, id: string, at: number) => {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(id, at + step);
    // Moved in the page, the grip loses the focus: it takes it back.
    queueMicrotask(() => grid?.querySelector<HTMLElement>(`[data-grip="${id}"]`)?.focus());
  };
  const drag = (event: PointerEvent) => {
    const id = dragged();
    if (id === undefined) return;
    const over = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-photo]');
    const to = photos().findIndex((one) => one.id === over?.dataset.photo);
    if (to >= 0) move(id, to);
  };
  return (
    <>
      <div class={styles.photos} ref={grid}>
        <For each={photos()}>
          {(photo, index) => (
            <div
              class={styles.photo}
              classList={{ [styles.dragged ?? '']: dragged() === photo.id }}
              data-photo={photo.id}
              data-testid="photo"
            >
              <button
                type="button"
                class={styles.photoOpen}
                aria-label={[words.photoOpen(index() + 1, photos().length), photo.caption, marksText(photo.marks ?? [])]
                  .filter(Boolean)
                  .join('，')}
                onClick={() => props.onOpen(photo.id)}
              >
                <MarkedPicture photo={photo} cover />
              </button>
              <Show when={photo.masked}>
                <span class={styles.badge}>{words.masked}</span>
              </Show>
              <button
                type="button"
                class={styles.grip}
                data-grip={photo.id}
                aria-label={words.photoMove(index() + 1)}
                onPointerDown={(event) => {
                  event.currentTarget.setPointerCapture(event.pointerId);
                  setDragged(photo.id);
                }}
                onPointerMove={drag}
                onPointerUp={() => setDragged(undefined)}
                onPointerCancel={() => setDragged(undefined)}
                onKeyDown={(event) => press(event, photo.id, index())}
              >
                <GripIcon aria-hidden="true" />
                <span class={styles.place}>{index() + 1}</span>
              </button>
            </div>
          )}
        </For>
        {props.children}
      </div>
      <p class="visually-hidden" aria-live="polite">
        {said()}
      </p>
    </>
  );
}

/** A kept photo with its marks lying over it. */
export function MarkedPicture(props: {
  photo: Pick<Attachment, 'id' | 'marks'>;
  alt?: string;
  cover?: boolean;
  children?: JSX.Element;
}): JSX.Element {
  const [ratio, setRatio] = createSignal(1);
  return (
    <span
      class={styles.marked}
      classList={{ [styles.cover ?? '']: props.cover === true }}
      style={{ '--ratio': ratio() }}
    >
      <Picture
        id={props.photo.id}
        alt={props.alt ?? ''}
        onLoad={(image) => setRatio(image.naturalWidth / Math.max(1, image.naturalHeight))}
      />
      <PhotoMarks marks={props.photo.marks ?? []} ratio={ratio()} />
      {props.children}
    </span>
  );
}

/** A kept picture, shown from the bytes on the phone. */
export function Picture(props: { id: string; alt: string; onLoad?: (image: HTMLImageElement) => void }): JSX.Element {
  const field = useField();
  const [url, setUrl] = createSignal<string>();
  createEffect(() => {
    const { id } = props;
    let made: string | undefined;
    let gone = false;
    void findAttachments(field.store, [id]).then(([one]) => {
      if (gone || one?.bytes === undefined) return;
      made = URL.createObjectURL(new Blob([one.bytes], { type: one.mime }));
      setUrl(made);
    });
    onCleanup(() => {
      gone = true;
      if (made !== undefined) URL.revokeObjectURL(made);
    });
  });
  return (
    <Show when={url()}>
      {(src) => (
        <img
          class={styles.picture}
          src={src()}
          alt={props.alt}
          draggable={false}
          onLoad={(event) => props.onLoad?.(event.currentTarget)}
        />
      )}
    </Show>
  );
}
