import { createSignal, type JSX, Show, untrack } from 'solid-js';
import type { Answer } from '../graphql/client.ts';
import { personalDataMessages as words } from '../messages/personal-data.zh-CN.ts';
import { createDraft } from '../session/draft.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { SelectField, TextField } from '../ui/Field.tsx';
import styles from './case.module.css';

const ownWords = 'own';

/** Why somebody is to be seen unmasked: one of the usual reasons, or own words; asked with them, told only then. */
export function RevealForm<Told>(props: {
  /** Whom it is about: what was typed for them is kept under it. */
  of: string;
  intro: string;
  ask: (reason: string) => Promise<Answer<Told>>;
  onTold: (told: Told) => void;
  onCancel: () => void;
}): JSX.Element {
  const draft = createDraft(
    untrack(() => `revealPersonalData.${props.of}`),
    () => ({ chosen: '', own: '' }),
  );
  const { values, set } = draft;
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const reason = () => (values.chosen === ownWords ? values.own.trim() : values.chosen);
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    if (reason().length < 2) return setProblem(words.ownReasonWanted);
    setBusy(true);
    const answer = await props.ask(reason());
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem.message);
    if (!answer.ok) return;
    draft.clear();
    props.onTold(answer.data);
  };
  return (
    <form class={styles.reveal} novalidate onSubmit={(event) => void send(event)}>
      <p class="muted small">{props.intro}</p>
      <SelectField
        label={words.reason}
        value={values.chosen}
        emptyWord={words.choose}
        choices={[...words.reasons.map((value) => ({ value, label: value })), { value: ownWords, label: words.other }]}
        error={values.chosen === ownWords ? undefined : problem()}
        onChange={(value) => {
          set({ chosen: value });
          setProblem(undefined);
        }}
      />
      <Show when={values.chosen === ownWords}>
        <TextField
          label={words.ownReason}
          maxlength={200}
          value={values.own}
          error={problem()}
          onInput={(own) => set({ own })}
        />
      </Show>
      <div class={styles.revealActions}>
        <Button onClick={props.onCancel}>{words.cancel}</Button>
        <Button look="primary" type="submit" busy={busy()}>
          {words.confirm}
        </Button>
      </div>
      <StartOver draft={draft} />
    </form>
  );
}
