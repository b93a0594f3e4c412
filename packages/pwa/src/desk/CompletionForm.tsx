import { parsePlainDate } from '@huiyin/domain';
import { completionOutcomes } from '@huiyin/domain/cases';
import { completionOutcomeName } from '@huiyin/domain/messages';
import type { JSX } from 'solid-js';
import { completionMessages as words } from '../messages/desk.zh-CN.ts';
import { ChoiceField, TextAreaField, TextField } from '../ui/Field.tsx';
import styles from './case.module.css';
import { type CaseFormProps, createCaseForm, FormButtons } from './case-form.tsx';
import { createDraft } from './draft.ts';

const FIELDS = ['cause', 'resolution', 'repliedOn', 'outcome'] as const;

/** 办结: cause and resolution on file (R8), the petitioner answered (R12), the outcome (R13). */
export function CompletionForm(props: CaseFormProps): JSX.Element {
  const draft = createDraft(`completion.${props.it.id}`, () => ({
    cause: '',
    resolution: '',
    repliedOn: '',
    outcome: 'solved' as string,
  }));
  const outcome = () => completionOutcomes.find((choice) => choice === draft.values.outcome) ?? 'solved';
  const form = createCaseForm(props, {
    fields: FIELDS,
    done: words.done,
    clearDraft: () => draft.clear(),
    command: (expectedVersion) => {
      const replied = parsePlainDate(draft.values.repliedOn);
      return {
        type: 'completeCase',
        caseId: props.it.id,
        expectedVersion,
        cause: draft.values.cause.trim(),
        resolution: draft.values.resolution.trim(),
        outcome: outcome(),
        ...(replied.ok ? { repliedOn: replied.value } : {}),
      };
    },
  });

  return (
    <form class={styles.form} onSubmit={form.submit} novalidate aria-label={words.title}>
      <form.Notices />
      <TextAreaField
        label={words.cause}
        hint={words.causeHint}
        value={draft.values.cause}
        onInput={(value) => draft.set('cause', value)}
        error={form.errorOf('cause')}
        required
      />
      <TextAreaField
        label={words.resolution}
        value={draft.values.resolution}
        onInput={(value) => draft.set('resolution', value)}
        error={form.errorOf('resolution')}
        required
      />
      <TextField
        label={words.repliedOn}
        type="date"
        value={draft.values.repliedOn}
        onInput={(value) => draft.set('repliedOn', value)}
        error={form.errorOf('repliedOn')}
        required
      />
      <ChoiceField
        legend={words.outcome}
        name="outcome"
        value={outcome()}
        choices={completionOutcomes.map((value) => ({ value, label: completionOutcomeName(value) }))}
        onChange={(value) => draft.set('outcome', value)}
        error={form.errorOf('outcome')}
      />
      <FormButtons submit={words.submit} busy={form.busy()} onCancel={props.onCancel} />
    </form>
  );
}
