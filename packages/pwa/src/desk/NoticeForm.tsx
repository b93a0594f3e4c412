import { type PlainDate, parsePlainDate } from '@huiyin/domain';
import { type JSX, Show } from 'solid-js';
import { noticeMessages as words } from '../messages/desk.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { ChoiceField, TextAreaField, TextField } from '../ui/Field.tsx';
import styles from './case.module.css';
import { type CaseFormProps, createCaseForm, FormButtons } from './case-form.tsx';
import { createDraft } from './draft.ts';

type Decision = 'accept' | 'refuse';
const FIELDS = ['decision', 'issuedOn', 'reason', 'lawExplanation', 'competentBody'] as const;

/** A date as the person typed it; what is no date is left for the server to refuse with its sentence. */
function asDate(text: string): PlainDate {
  const parsed = parsePlainDate(text);
  // The rules and the server look again; a wrong text only travels to be refused with its reason.
  return parsed.ok ? parsed.value : (text as PlainDate);
}

const filled = (name: string, text: string) => (text.trim() === '' ? {} : { [name]: text.trim() });

/** 出具受理告知单 (R71, Art 23), or a refusal with reason, law and competent body (R31). */
export function NoticeForm(props: CaseFormProps): JSX.Element {
  const suggested: Decision = props.it.route.document === 'nonAcceptanceNotice' ? 'refuse' : 'accept';
  const draft = createDraft(`notice.${props.it.id}`, () => ({
    decision: suggested as string,
    issuedOn: props.today as string,
    reason: '',
    lawExplanation: '',
    competentBody: '',
  }));
  const decision = (): Decision => (draft.values.decision === 'refuse' ? 'refuse' : 'accept');
  const form = createCaseForm(props, {
    fields: FIELDS,
    // The body may have been named at registration (告知去向), which the case page does not show.
    serverFields: ['competentBody'],
    done: words.done,
    clearDraft: () => draft.clear(),
    command: (expectedVersion) => {
      const refusal = decision() === 'refuse';
      return {
        type: 'issueAcceptanceNotice',
        caseId: props.it.id,
        expectedVersion,
        decision: decision(),
        issuedOn: asDate(draft.values.issuedOn),
        ...filled('reason', draft.values.reason),
        ...(refusal ? filled('lawExplanation', draft.values.lawExplanation) : {}),
        ...(refusal ? filled('competentBody', draft.values.competentBody) : {}),
      };
    },
  });

  return (
    <form class={styles.form} onSubmit={form.submit} novalidate aria-label={words.title}>
      <form.Notices />
      <ChoiceField
        legend={words.decision}
        name="decision"
        value={decision()}
        choices={[
          { value: 'accept', label: words.accept },
          { value: 'refuse', label: words.refuse },
        ]}
        onChange={(value) => draft.set('decision', value)}
        error={form.errorOf('decision')}
      />
      <TextField
        label={words.issuedOn}
        type="date"
        value={draft.values.issuedOn}
        onInput={(value) => draft.set('issuedOn', value)}
        error={form.errorOf('issuedOn')}
        required
      />
      <Show when={decision() === 'refuse'}>
        <TextAreaField
          label={words.reason}
          value={draft.values.reason}
          onInput={(value) => draft.set('reason', value)}
          error={form.errorOf('reason')}
          required
        />
        <TextAreaField
          label={words.lawExplanation}
          hint={words.lawExplanationHint}
          value={draft.values.lawExplanation}
          onInput={(value) => draft.set('lawExplanation', value)}
          error={form.errorOf('lawExplanation')}
          required
        />
        <TextField
          label={words.competentBody}
          hint={words.competentBodyHint}
          value={draft.values.competentBody}
          onInput={(value) => draft.set('competentBody', value)}
          error={form.errorOf('competentBody')}
        />
      </Show>
      <Show when={decision() === 'accept' && props.it.route.outcome === 'notAcceptConcluded'}>
        <TextAreaField
          label={words.acceptReason}
          optionalWord={uiMessages.optional}
          value={draft.values.reason}
          onInput={(value) => draft.set('reason', value)}
          error={form.errorOf('reason')}
        />
      </Show>
      <FormButtons
        submit={decision() === 'accept' ? words.submitAccept : words.submitRefuse}
        busy={form.busy()}
        onCancel={props.onCancel}
      />
    </form>
  );
}
