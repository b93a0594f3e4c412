import { For, type JSX } from 'solid-js';
import { produce } from 'solid-js/store';
import PlusIcon from '~icons/lucide/plus';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import type { DraftForm } from './use-draft.ts';
import styles from './visit.module.css';
import { emptyFollowUp } from './visit-form.ts';

/** 现场答复与后续 (R22): what is to be done, by whom, by when. */
export function FollowUps(props: { draft: DraftForm; errorAt: (path: string) => string | undefined }): JSX.Element {
  const form = () => props.draft.form;
  const set = (index: number, key: 'what' | 'owner' | 'dueOn', value: string) =>
    props.draft.setForm('followUps', index, key, value);
  const add = () => props.draft.setForm('followUps', form().followUps.length, emptyFollowUp());
  const remove = (index: number) =>
    props.draft.setForm(
      'followUps',
      produce((all) => void all.splice(index, 1)),
    );
  return (
    <section class={styles.field} aria-label={words.followUps}>
      <span class={styles.label}>{words.followUps}</span>
      <For each={form().followUps}>
        {(item, index) => (
          <div class={styles.card} data-testid="follow-up">
            <TextField
              label={words.followUpWhat}
              value={item.what}
              onInput={(value) => set(index(), 'what', value)}
              error={props.errorAt(`followUps.${index()}.what`)}
            />
            <div class={styles.pair}>
              <TextField
                label={words.followUpOwner}
                value={item.owner}
                onInput={(value) => set(index(), 'owner', value)}
                error={props.errorAt(`followUps.${index()}.owner`)}
              />
              <TextField
                label={words.followUpDue}
                type="date"
                value={item.dueOn}
                onInput={(value) => set(index(), 'dueOn', value)}
                error={props.errorAt(`followUps.${index()}.dueOn`)}
              />
            </div>
            <Button look="quiet" onClick={() => remove(index())}>
              {words.followUpRemove}
            </Button>
          </div>
        )}
      </For>
      <button type="button" class={styles.add} onClick={add}>
        <PlusIcon aria-hidden="true" />
        {words.addFollowUp}
      </button>
    </section>
  );
}
