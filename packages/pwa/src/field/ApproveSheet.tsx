import { parsePlainDate } from '@huiyin/domain';
import { textLimits } from '@huiyin/domain/cases';
import { dateText } from '@huiyin/domain/messages';
import { createSignal, type JSX, Show } from 'solid-js';
import { approveMessages as words } from '../messages/approve.zh-CN.ts';
import { fieldWords } from '../messages/commands.zh-CN.ts';
import type { AwaitedApproval, PhoneCase } from '../offline/pull.ts';
import { ChoiceField, TextAreaField } from '../ui/Field.tsx';
import { ReplyText } from '../ui/ReplyText.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { citationWords } from './citations.ts';
import styles from './conflict.module.css';
import { createKeptForm } from './kept-form.ts';
import { SheetEnd, sendCaseItem } from './sent-sheet.tsx';
import { useField } from './session.ts';

/**
 * 分管领导审核 (R73, R82), with no signal too: the reply that is to be approved came with the case. What is agreed to is this
 * version of the case alone: the server takes it for no other.
 */
export function ApproveSheet(props: { row: PhoneCase; awaited: AwaitedApproval; onClose: () => void }): JSX.Element {
  const field = useField();
  // as its author read it when it was opened
  const { row, awaited } = props;
  const draftId = `approve:${row.id}`;
  const { values, set, ready, close } = createKeptForm(field.store, draftId, { reason: '' });
  // Not kept with the words: who opens it again may have another draft before them.
  const [answer, setAnswer] = createSignal<'' | 'yes' | 'no'>('');
  const [tried, setTried] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  const answerFault = () => (tried() && answer() === '' ? words.agreedMissing : undefined);
  const reasonFault = () =>
    tried() && answer() === 'no' && values.reason.trim() === '' ? words.reasonMissing : undefined;
  const save = async () => {
    setTried(true);
    if (answerFault() !== undefined || reasonFault() !== undefined) return;
    close();
    const sent = await sendCaseItem(field, row, {
      type: 'approveReply',
      payload: {
        agreed: answer() === 'yes',
        ...(answer() === 'no' ? { reason: values.reason.trim() } : {}),
        approvedOn: field.today(),
      },
      summary: { title: words.summary(row.title) },
      draftId,
    });
    if (!sent) return setFailed(true);
    props.onClose();
  };
  const onTheWay = () => {
    const { draftedBy, draftedOn, reviewedBy, reviewedOn } = awaited;
    const day = (text: string) => {
      const date = parsePlainDate(text);
      return date.ok ? dateText(date.value, field.today()) : text;
    };
    const drafted = words.drafted(draftedBy, day(draftedOn));
    return reviewedBy === null || reviewedOn === null
      ? drafted
      : `${drafted}，${words.reviewed(reviewedBy, day(reviewedOn))}`;
  };
  return (
    <Sheet open title={words.title} onClose={() => props.onClose()}>
      <b>{row.title}</b>
      <p class={styles.base}>
        {row.number}
        {'\n'}
        {onTheWay()}
      </p>
      <div class={styles.judged} data-testid="judged-reply">
        <ReplyText reply={awaited} />
        <Show when={awaited.counsel}>
          {(counsel) => (
            <p class={styles.base}>
              {words.counsel}
              {counsel()}
            </p>
          )}
        </Show>
      </div>
      <Show when={ready()}>
        <div class={styles.form}>
          <ChoiceField
            legend={fieldWords('approveReply', 'agreed').label}
            name="agreed"
            value={answer()}
            choices={[
              { value: 'yes', label: words.yes },
              { value: 'no', label: words.no },
            ]}
            onChange={setAnswer}
            error={answerFault()}
          />
          <Show when={answer() === 'no'}>
            <TextAreaField
              label={fieldWords('approveReply', 'reason').label}
              value={values.reason}
              onInput={(value) => set('reason', [...value].slice(0, textLimits.demand).join(''))}
              rows={4}
              error={reasonFault()}
              required
            />
          </Show>
          <p class={styles.kept}>
            {words.basis}
            {awaited.citations.map(citationWords).join('、')}
          </p>
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
