import { type UnitKind, unitKinds } from '@huiyin/domain';
import { unitKindName } from '@huiyin/domain/messages';
import { type JSX, Show, untrack } from 'solid-js';
import { tell } from '../graphql/client.ts';
import { unitAdminMessages as words } from '../messages/admin.zh-CN.ts';
import { sessionMessages, uiMessages } from '../messages/zh-CN.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { SelectField, TextField } from '../ui/Field.tsx';
import { ProblemNotice, toast } from '../ui/Notice.tsx';
import { UnitPicker } from '../ui/UnitPicker.tsx';
import styles from './admin.module.css';
import { createAdminForm } from './admin-form.ts';
import { AddUnits, type AdminUnit, RenameUnit } from './documents.ts';

const addable = unitKinds.filter((kind) => kind !== 'bureau');

/** Kinds that the server lets others stand under; it decides again. */
export const kindsWithUnitsBelow: readonly UnitKind[] = ['bureau', 'department', 'districtAuthority', 'districtSchool'];

/** The kind that a unit below this one most probably is. */
function likelyKind(parent: AdminUnit | undefined): UnitKind {
  return parent?.kind === 'districtAuthority' || parent?.kind === 'districtSchool' ? 'districtSchool' : 'department';
}

/** One unit below another. */
export function AddUnitForm(props: { all: readonly AdminUnit[]; parentId: string; onDone: () => void }): JSX.Element {
  const { draft, tried, busy, problem, submit } = createAdminForm({
    name: untrack(() => `admin.addUnit.${props.parentId}`),
    stands: () => {
      const { parentId: parent, all } = untrack(() => props);
      return { parent, kind: likelyKind(all.find(({ id }) => id === parent)), name: '', shortName: '' };
    },
    send: ({ name, shortName, ...where }) =>
      name.trim() === ''
        ? undefined
        : tell(AddUnits, { units: [{ ...where, name: name.trim(), shortName: shortName.trim() }] }),
    done: (_data, { name }) => {
      toast(words.added(name.trim()));
      props.onDone();
    },
  });
  const { values, set } = draft;

  return (
    <form class={styles.form} onSubmit={submit} novalidate>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <TextField
        label={words.name}
        hint={words.nameHint}
        value={values.name}
        onInput={(name) => set({ name })}
        error={tried() && values.name.trim() === '' ? sessionMessages.fieldMissing : undefined}
        required
      />
      <SelectField
        label={words.kind}
        value={values.kind}
        choices={addable.map((value) => ({ value, label: unitKindName(value) }))}
        onChange={(kind) => kind !== '' && set({ kind })}
      />
      <UnitPicker
        label={words.parent}
        units={props.all.filter((unit) => kindsWithUnitsBelow.includes(unit.kind))}
        all={props.all}
        value={values.parent}
        onChange={(parent) => set({ parent, kind: likelyKind(props.all.find((unit) => unit.id === parent)) })}
      />
      <TextField
        label={words.shortName}
        optionalWord={uiMessages.optional}
        value={values.shortName}
        onInput={(shortName) => set({ shortName })}
      />
      <StartOver draft={draft} />
      <Button type="submit" look="primary" busy={busy()}>
        {words.save}
      </Button>
    </form>
  );
}

/** Other names for a unit; of the root, for the bureau. */
export function RenameUnitForm(props: { unit: AdminUnit; onDone: () => void; onRefused: () => void }): JSX.Element {
  const { draft, busy, problem, submit } = createAdminForm({
    name: untrack(() => `admin.renameUnit.${props.unit.id}`),
    stands: () => ({ name: props.unit.name, shortName: props.unit.shortName ?? '' }),
    send: ({ name, shortName }, seen) =>
      tell(RenameUnit, { id: props.unit.id, name: name.trim(), shortName: shortName.trim(), seen }),
    done: (_data, { name }) => {
      toast(words.renamed(name.trim()));
      props.onDone();
    },
    refused: () => props.onRefused(),
  });
  const { values, set } = draft;

  return (
    <form class={styles.form} onSubmit={submit} novalidate>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <TextField label={words.name} value={values.name} onInput={(name) => set({ name })} required />
      <TextField
        label={words.shortName}
        optionalWord={uiMessages.optional}
        value={values.shortName}
        onInput={(shortName) => set({ shortName })}
      />
      <StartOver draft={draft} said={(_field, now) => String(now)} />
      <Button type="submit" look="primary" busy={busy()}>
        {words.save}
      </Button>
    </form>
  );
}
