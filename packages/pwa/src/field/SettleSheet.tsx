import { parsePlainDate } from '@huiyin/domain';
import { type OutreachVisitState, type SettleFollowUp, settleFollowUp } from '@huiyin/domain/cases';
import { refusalMessage } from '@huiyin/domain/messages';
import { createSignal, type JSX, Show } from 'solid-js';
import { settleMessages as words } from '../messages/settle.zh-CN.ts';
import type { PhoneFollowUp, PhoneVisit } from '../offline/pull.ts';
import { TextAreaField, TextField } from '../ui/Field.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './conflict.module.css';
import { createKeptForm } from './kept-form.ts';
import { SheetEnd, sendItem } from './sent-sheet.tsx';
import { nothingYet, useField } from './session.ts';

/** A visit as far as the rules of settling look at it: its day, and the follow-up that is open. */
function visitState(visit: PhoneVisit, followUp: PhoneFollowUp): OutreachVisitState | undefined {
  const [visitedOn, dueOn] = [parsePlainDate(visit.visitedOn), parsePlainDate(followUp.dueOn)];
  if (!visitedOn.ok || !dueOn.ok) return undefined;
  return {
    id: visit.id,
    version: 0,
    visitedOn: visitedOn.value,
    mode: 'survey',
    placeUnitId: visit.place.id,
    programme: visit.programme,
    companions: [],
    observations: '',
    attachments: [],
    caseIds: [],
    leader: { id: '', name: visit.leaderName, unitId: '' },
    followUps: [{ ...followUp, dueOn: dueOn.value }],
  };
}

/** 落实后续 (R22), with no signal too: what came of it, and when. The rules are asked here and by the server again. */
export default function SettleSheet(props: {
  visit: PhoneVisit;
  followUp: PhoneFollowUp;
  onClose: () => void;
}): JSX.Element {
  const field = useField();
  const { visit, followUp } = props;
  const draftId = `settle:${followUp.id}`;
  const { values, set, ready, close } = createKeptForm(field.store, draftId, {
    result: '',
    settledOn: field.today() as string, // a date as it is typed
  });
  const [tried, setTried] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  const command = (): SettleFollowUp | undefined => {
    const settledOn = parsePlainDate(values.settledOn);
    if (!settledOn.ok) return undefined;
    const { id: visitId } = visit;
    return {
      type: 'settleFollowUp',
      visitId,
      followUpId: followUp.id,
      settledOn: settledOn.value,
      result: values.result.trim(),
    };
  };
  const fault = () => {
    if (!tried()) return undefined;
    const asked = command();
    if (asked === undefined) return { path: 'settledOn', message: words.dateUnreadable };
    const decided = settleFollowUp(
      { ...nothingYet, outreachVisit: () => visitState(visit, followUp) },
      asked,
      field.world(),
    );
    return decided.ok ? undefined : { path: decided.path, message: refusalMessage(decided) };
  };
  const faultAt = (path: string) => (fault()?.path === path ? fault()?.message : undefined);
  const elsewhere = () => {
    const now = fault();
    return now !== undefined && now.path !== 'result' && now.path !== 'settledOn' ? now.message : undefined;
  };
  const save = async () => {
    setTried(true);
    const asked = command();
    if (asked === undefined || fault() !== undefined) return;
    const { type, ...payload } = asked;
    close();
    const sent = await sendItem(field, {
      type,
      payload,
      streams: [`outreachVisit:${visit.id}`],
      summary: { title: words.settleOf(followUp.what) },
      draftId,
    });
    if (!sent) return setFailed(true);
    props.onClose();
  };
  return (
    <Sheet open title={words.title} onClose={() => props.onClose()}>
      <b>{followUp.what}</b>
      <p class={styles.base}>
        {followUp.owner} · {visit.place.name}
      </p>
      <Show when={ready()}>
        <div class={styles.form}>
          <TextAreaField
            label={words.result}
            hint={words.hint}
            value={values.result}
            onInput={(value) => set('result', value)}
            rows={4}
            error={faultAt('result')}
            required
          />
          <TextField
            label={words.settledOn}
            type="date"
            max={field.today()}
            value={values.settledOn}
            onInput={(value) => set('settledOn', value)}
            error={faultAt('settledOn')}
          />
          <SheetEnd
            problem={failed() ? words.notSaved : elsewhere()}
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
