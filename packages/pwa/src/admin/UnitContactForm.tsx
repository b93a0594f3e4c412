import { type JSX, Show, untrack } from 'solid-js';
import { tell } from '../graphql/client.ts';
import { unitContactMessages as words } from '../messages/admin.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { ProblemNotice, toast } from '../ui/Notice.tsx';
import styles from './admin.module.css';
import { createAdminForm } from './admin-form.ts';
import { type AdminUnit, SetUnitContact } from './documents.ts';

/** 联系方式 of a unit that issues papers in its own name: where who gets one can ask after it. */
export function UnitContactForm(props: { unit: AdminUnit; onDone: () => void; onRefused: () => void }): JSX.Element {
  const { draft, busy, problem, submit } = createAdminForm({
    name: untrack(() => `admin.unitContact.${props.unit.id}`),
    stands: () => ({ contact: props.unit.contact ?? '' }),
    send: ({ contact }, seen) => tell(SetUnitContact, { id: props.unit.id, contact: contact.trim(), seen }),
    done: () => {
      toast(words.saved(props.unit.name));
      props.onDone();
    },
    refused: () => props.onRefused(),
  });
  const { values, set } = draft;

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
