import { type Role, roles } from '@huiyin/domain';
import { roleName } from '@huiyin/domain/messages';
import { type JSX, Show } from 'solid-js';
import { tell } from '../graphql/client.ts';
import { peopleMessages as words } from '../messages/admin.zh-CN.ts';
import { sessionMessages, uiMessages } from '../messages/zh-CN.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { CheckField, SelectField, TextField } from '../ui/Field.tsx';
import { ProblemNotice } from '../ui/Notice.tsx';
import { UnitPicker } from '../ui/UnitPicker.tsx';
import styles from './admin.module.css';
import { createAdminForm } from './admin-form.ts';
import { AddPerson, type AdminUnit, type GivenPassword } from './documents.ts';

/** What an administrator decides about a person, while it is being filled in. A type and not an interface: so it may be kept. */
export type Rights = {
  displayName: string;
  role: Role | '';
  unitId: string;
  mayReadAccusations: boolean;
};

/** The rights, when nothing is missing. */
export function complete(rights: Rights): (Rights & { role: Role }) | undefined {
  const { role, unitId, displayName } = rights;
  return role === '' || unitId === '' || displayName.trim() === '' ? undefined : { ...rights, role };
}

/** Name, role, unit, and who may read accusations (检举控告). */
export function RightsFields(props: {
  rights: Rights;
  set: (change: Partial<Rights>) => void;
  units: readonly AdminUnit[];
  tried: boolean;
}): JSX.Element {
  // Who stands for the whole bureau most probably belongs to it.
  const homeUnit = (role: Role | '') =>
    role === 'leader' || role === 'dashboard' || role === 'administrator'
      ? (props.units.find((unit) => unit.parentId === null)?.id ?? '')
      : '';
  const missing = (text: string) => (props.tried && text.trim() === '' ? sessionMessages.fieldMissing : undefined);
  return (
    <>
      <TextField
        label={words.displayName}
        value={props.rights.displayName}
        onInput={(displayName) => props.set({ displayName })}
        error={missing(props.rights.displayName)}
        autocomplete="off"
        required
      />
      <SelectField
        label={words.role}
        value={props.rights.role}
        choices={roles.map((value) => ({ value, label: roleName(value) }))}
        onChange={(role) => props.set({ role, ...(props.rights.unitId === '' ? { unitId: homeUnit(role) } : {}) })}
        emptyWord={uiMessages.choose}
        error={missing(props.rights.role)}
        required
      />
      <UnitPicker
        label={words.unit}
        units={props.units}
        value={props.rights.unitId}
        onChange={(unitId) => props.set({ unitId })}
        error={missing(props.rights.unitId)}
        required
      />
      <div>
        <CheckField
          label={words.accusations}
          checked={props.rights.mayReadAccusations}
          onChange={(mayReadAccusations) => props.set({ mayReadAccusations })}
        />
        <p class="muted small">{words.accusationsHint}</p>
      </div>
    </>
  );
}

/** A new person, who gets an initial password. */
export function AddPersonForm(props: {
  units: readonly AdminUnit[];
  onDone: (given: GivenPassword) => void;
}): JSX.Element {
  const { draft, tried, busy, problem, submit } = createAdminForm({
    name: 'admin.addPerson',
    stands: (): Rights & { username: string } => ({
      username: '',
      displayName: '',
      role: '',
      unitId: '',
      mayReadAccusations: false,
    }),
    send: (typed) => {
      const whole = complete(typed);
      const username = typed.username.trim();
      return whole && username !== '' ? tell(AddPerson, { ...whole, username }) : undefined;
    },
    done: ({ addPerson }) => props.onDone(addPerson),
  });
  const { values, set } = draft;

  return (
    <form class={styles.form} onSubmit={submit} novalidate>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <TextField
        label={words.username}
        hint={words.usernameHint}
        value={values.username}
        onInput={(username) => set({ username })}
        error={tried() && values.username.trim() === '' ? sessionMessages.usernameMissing : undefined}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        required
      />
      <RightsFields rights={values} set={set} units={props.units} tried={tried()} />
      <StartOver draft={draft} />
      <Button type="submit" look="primary" busy={busy()}>
        {words.add}
      </Button>
    </form>
  );
}
