import { type UnitKind, unitKinds } from '@huiyin/domain';
import { unitKindName } from '@huiyin/domain/messages';
import { createSignal, type JSX, Show, untrack } from 'solid-js';
import { type Problem, tell } from '../graphql/client.ts';
import { unitAdminMessages as words } from '../messages/admin.zh-CN.ts';
import { sessionMessages, uiMessages } from '../messages/zh-CN.ts';
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
  const [parentId, setParentId] = createSignal(untrack(() => props.parentId));
  const [kind, setKind] = createSignal(likelyKind(untrack(() => props.all.find(({ id }) => id === props.parentId))));
  const [name, setName] = createSignal('');
  const [shortName, setShortName] = createSignal('');
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (name().trim() === '' || busy()) return;
    setBusy(true);
    const unit = { name: name().trim(), kind: kind(), parent: parentId(), shortName: shortName().trim() };
    const answer = await tell(AddUnits, { units: [unit] });
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    toast(words.added(unit.name));
    props.onDone();
  };

  return (
    <form class={styles.form} onSubmit={submit} novalidate>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <TextField
        label={words.name}
        hint={words.nameHint}
        value={name()}
        onInput={setName}
        error={tried() && name().trim() === '' ? sessionMessages.fieldMissing : undefined}
        required
      />
      <SelectField
        label={words.kind}
        value={kind()}
        choices={addable.map((value) => ({ value, label: unitKindName(value) }))}
        onChange={(value) => value !== '' && setKind(value)}
      />
      <UnitPicker
        label={words.parent}
        units={props.all.filter((unit) => kindsWithUnitsBelow.includes(unit.kind))}
        all={props.all}
        value={parentId()}
        onChange={(id) => {
          setParentId(id);
          setKind(likelyKind(props.all.find((unit) => unit.id === id)));
        }}
      />
      <TextField
        label={words.shortName}
        optionalWord={uiMessages.optional}
        value={shortName()}
        onInput={setShortName}
      />
      <Button type="submit" look="primary" busy={busy()}>
        {words.save}
      </Button>
    </form>
  );
}

/** Other names for a unit; of the root, for the bureau. */
export function RenameUnitForm(props: { unit: AdminUnit; onDone: () => void }): JSX.Element {
  const [name, setName] = createSignal(untrack(() => props.unit.name));
  const [shortName, setShortName] = createSignal(untrack(() => props.unit.shortName) ?? '');
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    const answer = await tell(RenameUnit, { id: props.unit.id, name: name().trim(), shortName: shortName().trim() });
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    toast(words.renamed(name().trim()));
    props.onDone();
  };

  return (
    <form class={styles.form} onSubmit={submit} novalidate>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <TextField label={words.name} value={name()} onInput={setName} required />
      <TextField
        label={words.shortName}
        optionalWord={uiMessages.optional}
        value={shortName()}
        onInput={setShortName}
      />
      <Button type="submit" look="primary" busy={busy()}>
        {words.save}
      </Button>
    </form>
  );
}
