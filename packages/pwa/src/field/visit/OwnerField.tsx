import { createMemo, createSignal, type JSX, Match, Switch } from 'solid-js';
import { visitWords as words } from '../../messages/visit.zh-CN.ts';
import { type PhoneColleague, readColleagues } from '../../offline/pull.ts';
import { focusSoon, TextField } from '../../ui/Field.tsx';
import { UnitPicker } from '../../ui/UnitPicker.tsx';
import { useField } from '../session.ts';
import styles from './visit.module.css';
import type { FollowUpForm } from './visit-form.ts';

type Owner = Pick<FollowUpForm, 'owner' | 'ownerUnitId' | 'ownerPersonId'>;

/** 谁来办: a unit or a person from the lists kept on the phone; a name that stands in neither may be typed. */
export function OwnerField(props: {
  value: Owner;
  onChange: (owner: Owner) => void;
  error: string | undefined;
}): JSX.Element {
  const field = useField();
  // no resource: while one is read the whole page would wait, and the keys would be lost
  const [people, setPeople] = createSignal<readonly PhoneColleague[]>([]);
  void readColleagues(field.store).then((kept) => setPeople(kept?.value ?? []));
  const [typing, setTyping] = createSignal(false);
  const units = () => field.units()?.value ?? [];
  // A person stands below their unit, as the list shows it.
  const persons = () => people().map((one) => ({ ...one, parentId: one.unitId }));
  const choices = createMemo(() => [...units(), ...persons()]);
  const chosen = () => props.value.ownerUnitId !== '' || props.value.ownerPersonId !== '';
  const typed = () => typing() || (!chosen() && props.value.owner !== '');
  let place: HTMLDivElement | undefined;
  const take = (id: string) => {
    const unit = units().find((one) => one.id === id);
    const person = persons().find((one) => one.id === id);
    props.onChange({
      owner: (unit ?? person)?.name ?? '',
      ownerUnitId: unit?.id ?? '',
      ownerPersonId: person?.id ?? '',
    });
    focusSoon(() => place, 'button');
  };
  /** Nobody, and the keys where somebody is named: in the list, or by hand. */
  const clear = (byHand = false) => {
    setTyping(byHand);
    props.onChange({ owner: '', ownerUnitId: '', ownerPersonId: '' });
    focusSoon(() => place, 'input');
  };
  return (
    <div class={styles.field} ref={place}>
      <Switch
        fallback={
          <>
            <UnitPicker
              label={words.owner}
              required
              units={choices()}
              value=""
              recent={[]}
              onChange={take}
              error={props.error}
            />
            <button type="button" class={styles.textButton} onClick={() => clear(true)}>
              {words.ownerType}
            </button>
          </>
        }
      >
        <Match when={chosen()}>
          <span class={styles.label}>{words.owner}</span>
          <div class={styles.chosen} data-testid="owner-chosen">
            <strong>{props.value.owner}</strong>
            <button type="button" class={styles.textButton} onClick={() => clear()}>
              {words.ownerChange}
            </button>
          </div>
        </Match>
        <Match when={typed()}>
          <TextField
            label={words.owner}
            value={props.value.owner}
            onInput={(owner) => props.onChange({ owner, ownerUnitId: '', ownerPersonId: '' })}
            error={props.error}
          />
          <button type="button" class={styles.textButton} onClick={() => clear()}>
            {words.ownerPick}
          </button>
        </Match>
      </Switch>
    </div>
  );
}
