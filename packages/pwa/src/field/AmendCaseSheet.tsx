import { checkContacts, textLimits } from '@huiyin/domain/cases';
import { refusalMessage } from '@huiyin/domain/messages';
import { createSignal, type JSX, Show } from 'solid-js';
import { amendCaseMessages as words } from '../messages/amend.zh-CN.ts';
import type { PhoneCase } from '../offline/pull.ts';
import { TextAreaField, TextField } from '../ui/Field.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './conflict.module.css';
import { createKeptForm } from './kept-form.ts';
import { SheetEnd, sendCaseItem } from './sent-sheet.tsx';
import { useField } from './session.ts';

/**
 * 更正登记 of what one's visit raised: the words, and who raised it. Written against what the phone knows, with no signal too;
 * when somebody else changed the same, both versions are shown field by field.
 */
export function AmendCaseSheet(props: { row: PhoneCase; onClose: () => void }): JSX.Element {
  const field = useField();
  // as its author read it when it was opened
  const { row } = props;
  const before = { title: row.title, demand: row.demand ?? '' };
  const draftId = `amendCase:${row.id}`;
  const empty = { ...before, name: '', phone: '', reason: '' };
  const { values, set, ready, close } = createKeptForm(field.store, draftId, empty);
  const [problem, setProblem] = createSignal('');
  const [tried, setTried] = createSignal(false);
  const phoneFault = () => {
    const refusal = tried() ? checkContacts({ phone: values.phone }, field.world(), 'changes.petitioner') : undefined;
    return refusal && refusalMessage(refusal);
  };
  const save = async () => {
    setTried(true);
    if (phoneFault() !== undefined) return;
    const texts = (['title', 'demand'] as const).filter((name) => values[name].trim() !== before[name].trim());
    const people = (['name', 'phone'] as const).filter((name) => values[name].trim() !== '');
    const blank = texts.find((name) => values[name].trim() === '');
    if (blank !== undefined) return setProblem(words.empty(blank === 'title' ? words.subject : words.demand));
    if (texts.length + people.length === 0) return setProblem(words.nothingChanged);
    if (values.reason.trim() === '') return setProblem(words.reasonMissing);
    const trimmed = (names: readonly (keyof typeof empty)[]) =>
      Object.fromEntries(names.map((name) => [name, values[name].trim()]));
    close();
    const sent = await sendCaseItem(field, row, {
      type: 'amendCase',
      payload: {
        changes: { ...trimmed(texts), ...(people.length === 0 ? {} : { petitioner: trimmed(people) }) },
        reason: values.reason.trim(),
      },
      summary: { title: words.summary(row.title) },
      against: { kind: 'petitionCase', id: row.id, fields: before },
      draftId,
    });
    if (!sent) return setProblem(words.notSaved);
    props.onClose();
  };
  const now = (value: string | null) => words.now(value ?? words.none);
  return (
    <Sheet open title={words.title} onClose={() => props.onClose()}>
      <p class={styles.base}>{row.number}</p>
      <Show when={ready()}>
        <div class={styles.form}>
          <TextField
            label={words.subject}
            value={values.title}
            onInput={(value) => set('title', value)}
            maxlength={textLimits.title}
          />
          <TextAreaField
            label={words.demand}
            value={values.demand}
            onInput={(value) => set('demand', value)}
            rows={5}
          />
          <TextField
            label={words.name}
            hint={now(row.petitioner.anonymous ? null : row.petitioner.name)}
            value={values.name}
            onInput={(value) => set('name', value)}
          />
          <TextField
            label={words.phone}
            type="tel"
            inputmode="tel"
            hint={now(row.petitioner.phone)}
            value={values.phone}
            onInput={(value) => set('phone', value)}
            error={phoneFault()}
          />
          <TextField
            label={words.reason}
            hint={words.reasonHint}
            value={values.reason}
            onInput={(value) => set('reason', value)}
            maxlength={textLimits.short}
            required
          />
          <SheetEnd
            problem={problem()}
            save={words.submit}
            kept={`${words.kept}${words.onPhone}`}
            onSave={save}
            onClose={props.onClose}
          />
        </div>
      </Show>
    </Sheet>
  );
}
