import { type UnitKind, unitKinds } from '@huiyin/domain';
import { unitKindName } from '@huiyin/domain/messages';
import { createSignal, type JSX, Show, untrack } from 'solid-js';
import { type Problem, tell } from '../graphql/client.ts';
import { unitAdminMessages as words } from '../messages/admin.zh-CN.ts';
import { sessionMessages, uiMessages } from '../messages/zh-CN.ts';
import { createDraft } from '../session/draft.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { SelectField, TextField } from '../ui/Field.tsx';
import { ProblemNotice, toast } from '../ui/Notice.tsx';
import { UnitPicker } from '../ui/UnitPicker.tsx';
import styles from './admin.module.css';
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
  const draft = createDraft(
    untrack(() => `admin.addUnit.${props.parentId}`),
    () => {
      const { parentId: parent, all } = untrack(() => props);
      return { parent, kind: likelyKind(all.find(({ id }) => id === parent)), name: '', shortName: '' };
    },
  );
  const { values, set } = draft;
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (values.name.trim() === '' || busy()) return;
    setBusy(true);
    const unit = { ...values, name: values.name.trim(), shortName: values.shortName.trim() };
    const answer = await tell(AddUnits, { units: [unit] });
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    draft.clear();
    toast(words.added(unit.name));
    props.onDone();
  };

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
  const draft = createDraft(
    untrack(() => `admin.renameUnit.${props.unit.id}`),
    () => ({ name: props.unit.name, shortName: props.unit.shortName ?? '' }),
  );
  const { values, set } = draft;
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    const [name, shortName] = [values.name.trim(), values.shortName.trim()];
    const answer = await tell(RenameUnit, { id: props.unit.id, name, shortName, seen: draft.stands() });
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      props.onRefused();
      return;
    }
    draft.clear();
    toast(words.renamed(name));
    props.onDone();
  };

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
