import { createSignal, type JSX, Show, untrack } from 'solid-js';
import { type Problem, tell } from '../graphql/client.ts';
import { unitContactMessages as words } from '../messages/admin.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { createDraft } from '../session/draft.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { ProblemNotice, toast } from '../ui/Notice.tsx';
import styles from './admin.module.css';
import { type AdminUnit, SetUnitContact } from './documents.ts';

/** 联系方式 of a unit that issues papers in its own name: where who gets one can ask after it. */
export function UnitContactForm(props: { unit: AdminUnit; onDone: () => void; onRefused: () => void }): JSX.Element {
  const draft = createDraft(
    untrack(() => `admin.unitContact.${props.unit.id}`),
    () => ({ contact: props.unit.contact ?? '' }),
  );
  const { values, set } = draft;
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    const { id, name } = untrack(() => props.unit);
    const answer = await tell(SetUnitContact, { id, contact: values.contact.trim(), seen: draft.stands() });
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      props.onRefused();
      return;
    }
    draft.clear();
    toast(words.saved(name));
    props.onDone();
  };

  return (
    <form class={`${styles.form} ${styles.apart}`} onSubmit={submit} novalidate aria-label={words.title}>
      <h3>{words.title}</h3>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <TextField
        label={words.contact}
        hint={words.hint}
        optionalWord={uiMessages.optional}
        value={values.contact}
        onInput={(contact) => set({ contact })}
      />
      <StartOver draft={draft} said={(_field, now) => String(now)} />
      <Button type="submit" busy={busy()}>
        {words.save}
      </Button>
    </form>
  );
}
