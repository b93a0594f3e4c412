import { listLimits } from '@huiyin/domain/cases';
import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js';
import CameraIcon from '~icons/lucide/camera';
import { photoFaultWords, fieldMessages as words } from '../../messages/field.zh-CN.ts';
import { storeTroubleWords } from '../../messages/offline.zh-CN.ts';
import { visitWords } from '../../messages/visit.zh-CN.ts';
import { StoreFault } from '../../offline/database.ts';
import { PhotoGrid } from './PhotoGrid.tsx';
import { PhotoSheet } from './PhotoSheet.tsx';
import photoStyles from './photo.module.css';
import { preparePhoto } from './photo.ts';
import { StorageRoom } from './StorageRoom.tsx';
import type { DraftForm } from './use-draft.ts';
import styles from './visit.module.css';

/** 照片: each is shrunk and kept on the phone the moment it is taken; one that cannot be read never costs the others. */
export function PhotoField(props: { draft: DraftForm; error: string | undefined }): JSX.Element {
  const id = createUniqueId();
  const [working, setWorking] = createSignal(false);
  const [faults, setFaults] = createSignal<readonly string[]>([]);
  const [openId, setOpenId] = createSignal<string>();
  const photos = () => props.draft.form.attachments.filter((one) => one.kind === 'photo');
  const opened = () => photos().find((one) => one.id === openId());
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
    if (photos().length >= listLimits.photos) return photoFaultWords['too-many'](file.name);
    try {
      const taken = await preparePhoto(file);
      if (typeof taken === 'string') return photoFaultWords[taken](file.name);
      const { position } = taken;
      await props.draft.keepFile(taken.file, { kind: 'photo', ...(position === undefined ? {} : { position }) });
      return undefined;
    } catch (fault) {
      if (fault instanceof StoreFault) return storeTroubleWords[fault.why];
      return visitWords.photoUnread(file.name);
    }
  };
  return (
    <section class={styles.field} aria-label={words.photosTitle} data-path="attachments">
      <span class={styles.label}>{words.photosTitle}</span>
      <PhotoGrid draft={props.draft} onOpen={setOpenId}>
        <label class={photoStyles.photoAdd} for={id} aria-busy={working()}>
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
      </PhotoGrid>
      <Show when={photos().length > 0}>
        <p class={styles.sub}>{visitWords.facesHint}</p>
      </Show>
      <StorageRoom used={props.draft.form.attachments.length} />
      <div aria-live="polite">
        <Show when={working()}>
          <p class={styles.sub}>{words.photoWorking}</p>
        </Show>
        <For each={faults()}>{(fault) => <p class={styles.error}>{fault}</p>}</For>
        <Show when={props.error}>{(error) => <p class={styles.error}>{error()}</p>}</Show>
      </div>
      <Show when={opened()}>
        {(photo) => (
          <PhotoSheet
            draft={props.draft}
            photo={photo()}
            place={photos().indexOf(photo()) + 1}
            total={photos().length}
            onClose={() => setOpenId(undefined)}
            onReplaced={setOpenId}
          />
        )}
      </Show>
    </section>
  );
}
