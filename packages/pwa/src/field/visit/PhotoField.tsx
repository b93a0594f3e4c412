import { listLimits } from '@huiyin/domain/cases';
import { createEffect, createSignal, createUniqueId, For, type JSX, onCleanup, Show } from 'solid-js';
import CameraIcon from '~icons/lucide/camera';
import CloseIcon from '~icons/lucide/x';
import { photoFaultWords, fieldMessages as words } from '../../messages/field.zh-CN.ts';
import { storeTroubleWords } from '../../messages/vault.zh-CN.ts';
import { StoreFault } from '../../offline/database.ts';
import { findAttachments } from '../../offline/outbox.ts';
import { useField } from '../session.ts';
import { preparePhoto } from './photo.ts';
import type { DraftForm } from './use-draft.ts';
import styles from './visit.module.css';

const MOST_PHOTOS = listLimits.photos;

/** 照片: each is shrunk and kept on the phone the moment it is taken; one that cannot be read never costs the others. */
export function PhotoField(props: { draft: DraftForm; error: string | undefined }): JSX.Element {
  const id = createUniqueId();
  const [working, setWorking] = createSignal(false);
  const [faults, setFaults] = createSignal<readonly string[]>([]);
  const photos = () => props.draft.form.attachments.filter((one) => one.kind === 'photo');
  const take = async (files: readonly File[]) => {
    setWorking(true);
    setFaults([]);
    for (const file of files) {
      const fault = await takeOne(file);
      if (fault !== undefined) setFaults((all) => [...all, fault]);
    }
    setWorking(false);
  };
  const takeOne = async (file: File): Promise<string | undefined> => {
    if (photos().length >= MOST_PHOTOS) return photoFaultWords['too-many'](file.name);
    try {
      const picture = await preparePhoto(file);
      if (typeof picture === 'string') return photoFaultWords[picture](file.name);
      await props.draft.keepPicture(picture, 'photo');
      return undefined;
    } catch (fault) {
      return fault instanceof StoreFault ? storeTroubleWords[fault.why] : photoFaultWords.undecodable(file.name);
    }
  };
  const remove = (attachmentId: string) =>
    props.draft.setForm('attachments', (all) => all.filter((one) => one.id !== attachmentId));
  return (
    <section class={styles.field} aria-label={words.photosTitle} data-path="attachments">
      <span class={styles.label}>{words.photosTitle}</span>
      <div class={styles.photos}>
        <For each={photos()}>
          {(photo, index) => (
            <div class={styles.photo} data-testid="photo">
              <Picture id={photo.id} alt={words.photoAlt(index() + 1)} />
              <button
                type="button"
                class={styles.photoRemove}
                aria-label={words.photoRemove(index() + 1)}
                onClick={() => remove(photo.id)}
              >
                <CloseIcon aria-hidden="true" />
              </button>
            </div>
          )}
        </For>
        <label class={styles.photoAdd} for={id} aria-busy={working()}>
          <CameraIcon aria-hidden="true" />
          <span class="visually-hidden">{words.addPhoto}</span>
        </label>
        <input
          id={id}
          class="visually-hidden"
          type="file"
          accept="image/*"
          multiple
          disabled={working()}
          data-testid="photo-input"
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            // The same file may be chosen again after a fault.
            event.currentTarget.value = '';
            void take(files);
          }}
        />
      </div>
      <div aria-live="polite">
        <Show when={working()}>
          <p class={styles.sub}>{words.photoWorking}</p>
        </Show>
        <For each={faults()}>{(fault) => <p class={styles.error}>{fault}</p>}</For>
        <Show when={props.error}>{(error) => <p class={styles.error}>{error()}</p>}</Show>
      </div>
    </section>
  );
}

/** A kept picture, shown from the bytes on the phone. */
export function Picture(props: { id: string; alt: string }): JSX.Element {
  const field = useField();
  const [url, setUrl] = createSignal<string>();
  createEffect(() => {
    const { id } = props;
    let gone = false;
    void findAttachments(field.store, [id]).then(([one]) => {
      if (!gone && one?.bytes !== undefined) setUrl(URL.createObjectURL(new Blob([one.bytes], { type: one.mime })));
    });
    onCleanup(() => {
      gone = true;
      const old = url();
      if (old !== undefined) URL.revokeObjectURL(old);
    });
  });
  return <Show when={url()}>{(src) => <img class={styles.picture} src={src()} alt={props.alt} />}</Show>;
}
