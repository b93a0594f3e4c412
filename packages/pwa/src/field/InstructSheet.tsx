import { type InstructionDecision, textLimits } from '@huiyin/domain/cases';
import { instructionDecisionName } from '@huiyin/domain/messages';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { instructMessages as words } from '../messages/instruct.zh-CN.ts';
import type { AwaitedInstruction, PhoneCase } from '../offline/pull.ts';
import { Button } from '../ui/Button.tsx';
import { CheckField, ChoiceField, TextAreaField } from '../ui/Field.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { citationWords } from './citations.ts';
import styles from './conflict.module.css';
import { createKeptForm } from './kept-form.ts';
import { SheetEnd, sendCaseItem } from './sent-sheet.tsx';
import { useField } from './session.ts';

const empty = { decision: '', text: '', raisedBefore: '', asksReexamination: false };

/** 批示 (R51, R54–R56, R70), with no signal too: what may be signed came with the case; the server asks the rules again. */
export function InstructSheet(props: {
  row: PhoneCase;
  awaited: AwaitedInstruction;
  onClose: () => void;
}): JSX.Element {
  const field = useField();
  // as its author read it when it was opened
  const { row, awaited } = props;
  const draftId = `instruct:${row.id}`;
  const { values, set, ready, close } = createKeptForm(field.store, draftId, empty);
  const [tried, setTried] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  const decisions = () => (values.asksReexamination ? awaited.ofReexamination : awaited.decisions);
  const decision = () => (decisions().includes(values.decision) ? values.decision : (decisions()[0] ?? ''));
  const textFault = () => (tried() && values.text.trim() === '' ? words.textMissing : undefined);
  const raisedFault = () =>
    tried() && awaited.asksRaisedBefore && values.raisedBefore === '' ? words.raisedMissing : undefined;
  const save = async () => {
    setTried(true);
    if (textFault() !== undefined || raisedFault() !== undefined) return;
    close();
    const sent = await sendCaseItem(field, row, {
      type: 'giveInstruction',
      payload: {
        decision: decision(),
        text: values.text.trim(),
        instructedOn: field.today(),
        ...(values.raisedBefore === '' ? {} : { raisedBefore: values.raisedBefore === 'yes' }),
        ...(values.asksReexamination ? { asksReexamination: true } : {}),
      },
      summary: { title: words.summary(row.title) },
      draftId,
    });
    if (!sent) return setFailed(true);
    props.onClose();
  };
  return (
    <Sheet open title={words.title} onClose={() => props.onClose()}>
      <b>{row.title}</b>
      <p class={styles.base}>
        {row.number}
        {'\n'}
        {awaited.abstract === null ? `${words.demand}${row.demand ?? ''}` : `${words.abstract}${awaited.abstract}`}
      </p>
      <Show when={ready()}>
        <div class={styles.form}>
          <Show when={awaited.ofReexamination.join() !== awaited.decisions.join()}>
            <CheckField
              label={words.asksReexamination}
              checked={values.asksReexamination}
              onChange={(checked) => set('asksReexamination', checked)}
            />
          </Show>
          <ChoiceField
            legend={words.decision}
            name="decision"
            value={decision()}
            // ids as the server's rules know them
            choices={decisions().map((id) => ({
              value: id,
              label: instructionDecisionName(id as InstructionDecision),
            }))}
            onChange={(value) => set('decision', value)}
          />
          <Show when={awaited.asksRaisedBefore}>
            <ChoiceField
              legend={words.raisedBefore}
              name="raisedBefore"
              value={values.raisedBefore}
              choices={[
                { value: 'yes', label: words.yes },
                { value: 'no', label: words.no },
              ]}
              onChange={(value) => set('raisedBefore', value)}
              error={raisedFault()}
            />
          </Show>
          <TextAreaField
            label={words.text}
            value={values.text}
            onInput={(value) => set('text', [...value].slice(0, textLimits.demand).join(''))}
            rows={4}
            error={textFault()}
            required
          />
          <fieldset class={styles.phrases} aria-label={words.phrases}>
            <For each={words.quick}>
              {(phrase) => <Button onClick={() => set('text', `${values.text}${phrase}`)}>{phrase}</Button>}
            </For>
          </fieldset>
          <Show when={awaited.citations}>
            {(citations) => (
              <p class={styles.kept}>
                {words.basis}
                {citations().map(citationWords).join('、')}
              </p>
            )}
          </Show>
          <SheetEnd
            problem={failed() ? words.notSaved : undefined}
            save={words.save}
            kept={words.kept}
            onSave={save}
            onClose={props.onClose}
          />
        </div>
      </Show>
    </Sheet>
  );
}
