import type { JointMember } from '@huiyin/domain/cases';
import { For, type JSX, Show } from 'solid-js';
import TrashIcon from '~icons/lucide/trash-2';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { CheckField, focusField, TextField } from '../ui/Field.tsx';
import styles from './register.module.css';
import { listedMembers, type PartProps } from './register.ts';
import { listText } from './register-lists.ts';

/** 联名信访: how many there are, who is known by name, and whom they elected (Art 20: at most five). */
export function JointFields(props: PartProps): JSX.Element {
  const values = () => props.draft.values;
  const members = () => listedMembers(values());
  const save = (list: readonly JointMember[]) => props.draft.set('members', listText(list));
  const change = (at: number, part: Partial<JointMember>) =>
    save(members().map((member, place) => (place === at ? { ...member, ...part } : member)));
  const representatives = () => 1 + members().filter(({ representative }) => representative).length;
  /** A cleared field is not given at all. */
  const given = (name: 'phone' | 'idCard', at: number, value: string) => {
    const { [name]: _before, ...rest } = members()[at] ?? { name: '', representative: false };
    save(members().map((member, place) => (place === at ? { ...rest, ...(value && { [name]: value }) } : member)));
  };
  let list: HTMLDivElement | undefined;
  const add = () => {
    const place = members().length;
    save([...members(), { name: '', representative: false }]);
    focusField(list, `joint.members.${place}.name`);
  };
  const remove = (at: number) => {
    save(members().filter((_member, place) => place !== at));
    queueMicrotask(() => focusField(list, 'joint.members'));
  };
  return (
    <Show when={values().joint}>
      <div class={`${styles.stack} ${styles.below}`} ref={list}>
        <TextField
          label={words.persons}
          hint={words.personsHint}
          type="number"
          inputmode="numeric"
          min="2"
          value={values().persons}
          onInput={(value) => props.draft.set('persons', value)}
          {...props.at('joint.persons')}
          required
        />
        <div class={styles.stack} data-path="joint.members">
          {/* by place, not by value: a row keeps its fields while it is typed in */}
          <For each={members().map((_member, place) => place)}>
            {(at) => (
              <fieldset class={styles.member} aria-label={`${words.members} ${at + 1}`}>
                <TextField
                  label={words.memberName}
                  required
                  value={members()[at]?.name ?? ''}
                  onInput={(name) => change(at, { name })}
                  {...props.at(`joint.members.${at}.name`)}
                />
                <TextField
                  label={words.memberPhone}
                  optionalWord={uiMessages.optional}
                  type="tel"
                  value={members()[at]?.phone ?? ''}
                  onInput={(value) => given('phone', at, value)}
                  {...props.at(`joint.members.${at}.phone`)}
                />
                <TextField
                  label={words.memberCard}
                  optionalWord={uiMessages.optional}
                  value={members()[at]?.idCard ?? ''}
                  onInput={(value) => given('idCard', at, value)}
                  {...props.at(`joint.members.${at}.idCard`)}
                />
                <CheckField
                  label={words.representative}
                  checked={members()[at]?.representative ?? false}
                  onChange={(representative) => change(at, { representative })}
                />
                <Button
                  look="quiet"
                  aria-label={words.removeMember(members()[at]?.name ?? '')}
                  onClick={() => remove(at)}
                >
                  <TrashIcon aria-hidden="true" />
                </Button>
              </fieldset>
            )}
          </For>
          <Show when={props.at('joint.members').error}>{(error) => <p class={styles.toFix}>{error()}</p>}</Show>
          <div class={styles.buttons}>
            <Button onClick={add}>{words.addMember}</Button>
            <span class="muted small">{words.representatives(representatives())}</span>
          </div>
        </div>
      </div>
    </Show>
  );
}
