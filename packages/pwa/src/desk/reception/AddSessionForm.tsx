import type { PlainDate } from '@huiyin/domain';
import { receptionKindName } from '@huiyin/domain/messages';
import { petitionRoom, type ReceptionKind, receptionHours, receptionKinds } from '@huiyin/domain/receptions';
import { type JSX, Show, untrack } from 'solid-js';
import { receptionWords } from '../../messages/reception.zh-CN.ts';
import { uuidv7 } from '../../offline/uuid.ts';
import { createDraft } from '../../session/draft.ts';
import { StartOver } from '../../session/StartOver.tsx';
import { Button } from '../../ui/Button.tsx';
import { ChoiceField, SelectField, TextField } from '../../ui/Field.tsx';
import { ProblemNotice } from '../../ui/Notice.tsx';
import { Remedy } from '../Remedy.tsx';
import { useDesk } from '../world.ts';
import { createGive } from './give.ts';
import styles from './reception.module.css';

const words = receptionWords.addForm;

/** 增加接访: an extra or make-up session, a department head's, or one that the government arranged (R18, R39, R94). */
export function AddSessionForm(props: { today: PlainDate; onDone: () => void }): JSX.Element {
  const desk = useDesk();
  const give = createGive(() => undefined);
  const draft = createDraft(
    'reception.addSession',
    () => ({
      sessionId: uuidv7(),
      kind: 'leaders' as ReceptionKind, // as wide as its choices
      date: untrack(() => props.today) as string, // as it is typed
      opensAt: receptionHours.opensAt as string,
      closesAt: receptionHours.closesAt as string,
      place: '',
      personId: '',
      unitId: '',
      insteadOf: '',
    }),
    { given: ['sessionId'] },
  );
  const { values, set } = draft;
  const ofHead = () => values.kind === 'departmentHead';
  const departments = () => desk.units().filter((unit) => unit.kind === 'department' && unit.staff.headId !== null);
  const headOf = (id: string) => desk.unit(id)?.staff.headId ?? '';
  const submit = async () => {
    const { sessionId, kind, opensAt, closesAt, place, personId, unitId, insteadOf } = values;
    const date = values.date as PlainDate; // a date field holds one, or nothing: then the server says so
    const done = await give.give({
      type: 'addSession',
      sessionId: kind === 'leaders' ? date : sessionId,
      ...{ kind, date, opensAt, closesAt },
      place: kind === 'leaders' ? petitionRoom : place,
      personId: ofHead() ? headOf(unitId) : personId,
      ...(ofHead() && { unitId }),
      ...(insteadOf !== '' && { insteadOf: insteadOf as PlainDate }),
    });
    if (!done) return;
    draft.clear();
    props.onDone();
  };
  return (
    <div class={styles.form}>
      <ChoiceField
        legend={words.kind}
        name="session-kind"
        value={values.kind}
        choices={receptionKinds.map((value) => ({ value, label: receptionKindName(value) }))}
        onChange={(kind) => set({ kind, place: kind === 'departmentHead' ? words.ownOffice : '' })}
      />
      <div class={styles.pair}>
        <TextField
          label={words.date}
          type="date"
          value={values.date}
          onInput={(date) => set({ date })}
          error={give.errorAt('date')}
        />
        <TextField
          label={words.opens}
          value={values.opensAt}
          onInput={(opensAt) => set({ opensAt })}
          error={give.errorAt('opensAt')}
        />
        <TextField
          label={words.closes}
          value={values.closesAt}
          onInput={(closesAt) => set({ closesAt })}
          error={give.errorAt('closesAt')}
        />
      </div>
      <Show
        when={values.kind !== 'leaders'}
        fallback={
          <p>
            {words.place}：{petitionRoom}
          </p>
        }
      >
        <TextField
          label={words.place}
          value={values.place}
          onInput={(place) => set({ place })}
          error={give.errorAt('place')}
        />
      </Show>
      <Show
        when={ofHead()}
        fallback={
          <SelectField
            label={words.leader}
            emptyWord="—"
            value={values.personId}
            choices={desk
              .colleagues()
              .filter(({ role }) => role === 'leader')
              .map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(personId) => set({ personId })}
            error={give.errorAt('personId')}
          />
        }
      >
        <SelectField
          label={words.unit}
          emptyWord="—"
          value={values.unitId}
          choices={departments().map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(unitId) => set({ unitId })}
          error={give.errorAt('unitId')}
        />
      </Show>
      <Show when={values.kind === 'leaders'}>
        <TextField
          label={words.insteadOf}
          type="date"
          value={values.insteadOf}
          onInput={(insteadOf) => set({ insteadOf })}
          error={give.errorAt('insteadOf')}
        />
      </Show>
      <Show when={give.problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <StartOver draft={draft} />
      <Remedy act="addSession" />
      <Button look="primary" busy={give.busy()} onClick={() => void submit()}>
        {receptionWords.save}
      </Button>
    </div>
  );
}
