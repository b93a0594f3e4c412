import { createSignal, type JSX } from 'solid-js';
import { conflictMessages, amendMessages as words } from '../messages/conflict.zh-CN.ts';
import { fieldMessages } from '../messages/field.zh-CN.ts';
import { sameValue } from '../offline/merge.ts';
import type { Amendable, PhoneVisit } from '../offline/pull.ts';
import { TextAreaField, TextField } from '../ui/Field.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './conflict.module.css';
import { SheetEnd, sendItem } from './sent-sheet.tsx';
import { useField } from './session.ts';
import { companionsOf } from './visit/visit-form.ts';

/** 更正下访记录: what was seen and who came along, with the reason; saved on this phone against what it knows, with no signal too. */
export function AmendSheet(props: { visit: PhoneVisit; against: Amendable; onClose: () => void }): JSX.Element {
  const field = useField();
  // What its author saw when it was opened, whatever is pulled meanwhile: so that a change by others is met as a conflict.
  const { against } = props;
  const { observations: seen, companions: came } = against.fields;
  const before = { observations: String(seen ?? ''), companions: Array.isArray(came) ? came.map(String) : [] };
  const [observations, setObservations] = createSignal(before.observations);
  const [companions, setCompanions] = createSignal(before.companions.join('、'));
  const [reason, setReason] = createSignal('');
  const [problem, setProblem] = createSignal('');
  const save = async () => {
    const wanted = { observations: observations(), companions: companionsOf(companions()) };
    const changed = (['observations', 'companions'] as const).filter((name) => !sameValue(before[name], wanted[name]));
    if (changed.length === 0) return setProblem(words.nothingChanged);
    if (reason().trim() === '') return setProblem(words.reasonMissing);
    const { id } = props.visit;
    const sent = await sendItem(field, {
      type: 'amendOutreachVisit',
      payload: {
        visitId: id,
        expectedVersion: against.version,
        changes: Object.fromEntries(changed.map((name) => [name, wanted[name]])),
        reason: reason().trim(),
      },
      streams: [`outreachVisit:${id}`],
      summary: {
        title: words.summary(props.visit.place.name),
        visitedOn: props.visit.visitedOn,
      },
      against: { kind: 'outreachVisit', id, fields: against.fields },
    });
    if (!sent) return setProblem(words.notSaved);
    props.onClose();
  };
  const untouched = () =>
    observations() === before.observations && companions() === before.companions.join('、') && reason() === '';
  return (
    <Sheet open title={words.title} onClose={() => props.onClose()} mayClose={untouched}>
      <div class={styles.form}>
        <TextAreaField label={fieldMessages.observations} value={observations()} onInput={setObservations} rows={5} />
        <TextField label={fieldMessages.companions} value={companions()} onInput={setCompanions} />
        <TextField label={words.reason} value={reason()} onInput={setReason} required />
        <SheetEnd
          problem={problem()}
          save={words.save}
          kept={conflictMessages.amended}
          onSave={save}
          onClose={props.onClose}
        />
      </div>
    </Sheet>
  );
}
