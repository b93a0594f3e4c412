import { For, type JSX, Show } from 'solid-js';
import { produce } from 'solid-js/store';
import PlusIcon from '~icons/lucide/plus';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import { visitWords } from '../../messages/visit.zh-CN.ts';
import { focusSoon, TextField } from '../../ui/Field.tsx';
import { useField } from '../session.ts';
import { OwnerField } from './OwnerField.tsx';
import { RemoveButton } from './RemoveButton.tsx';
import type { DraftForm } from './use-draft.ts';
import styles from './visit.module.css';
import { emptyFollowUp, type FollowUpForm } from './visit-form.ts';

/** 现场答复与后续 (R22): what is to be done, by whom, by when. Under 带案督办 also what is asked of the handling unit. */
export function FollowUps(props: { draft: DraftForm; errorAt: (path: string) => string | undefined }): JSX.Element {
  const field = useField();
  const form = () => props.draft.form;
  const set = (index: number, change: Partial<FollowUpForm>) => props.draft.setForm('followUps', index, change);
  let section: HTMLElement | undefined;
  const add = (change: Partial<FollowUpForm> = {}) => {
    const place = form().followUps.length;
    props.draft.setForm('followUps', place, emptyFollowUp(change));
    focusSoon(() => section, `[data-path="followUps.${place}.what"] input`);
  };
  /** What is asked under supervision is asked of the unit that handles the case. */
  const ask = () => {
    const name = form().about?.unitName ?? '';
    const unit = field.units()?.value.find((one) => one.name === name);
    add({ aboutCase: true, owner: name, ownerUnitId: unit?.id ?? '' });
  };
  const remove = (index: number) => {
    props.draft.setForm(
      'followUps',
      produce((all) => void all.splice(index, 1)),
    );
    focusSoon(() => section, ':scope > button:last-child');
  };
  const supervising = () => form().mode === 'accompaniedSupervision' && form().about !== null;
  return (
    <section class={styles.field} aria-label={words.followUps} ref={section}>
      <span class={styles.label}>{words.followUps}</span>
      <For each={form().followUps}>
        {(item, index) => (
          <div class={styles.card} data-testid="follow-up">
            <Show when={item.aboutCase && supervising()}>
              <span class={styles.tag}>{visitWords.requirementTag}</span>
            </Show>
            <div data-path={`followUps.${index()}.what`}>
              <TextField
                label={words.followUpWhat}
                value={item.what}
                onInput={(what) => set(index(), { what })}
                error={props.errorAt(`followUps.${index()}.what`)}
              />
            </div>
            <div data-path={`followUps.${index()}.owner`}>
              <OwnerField
                value={item}
                onChange={(owner) => set(index(), owner)}
                error={props.errorAt(`followUps.${index()}.owner`)}
              />
            </div>
            <div data-path={`followUps.${index()}.dueOn`}>
              <TextField
                label={words.followUpDue}
                type="date"
                min={form().visitedOn}
                value={item.dueOn}
                onInput={(dueOn) => set(index(), { dueOn })}
                error={props.errorAt(`followUps.${index()}.dueOn`)}
              />
            </div>
            <RemoveButton
              label={words.followUpRemove}
              empty={item.what.trim() === ''}
              onRemove={() => remove(index())}
            />
          </div>
        )}
      </For>
      <Show when={supervising()}>
        <button type="button" class={styles.add} onClick={ask}>
          <PlusIcon aria-hidden="true" />
          {visitWords.requirement}
        </button>
      </Show>
      <button type="button" class={styles.add} onClick={() => add()}>
        <PlusIcon aria-hidden="true" />
        {words.addFollowUp}
      </button>
    </section>
  );
}
