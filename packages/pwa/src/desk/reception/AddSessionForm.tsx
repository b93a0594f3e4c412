import type { PlainDate } from '@huiyin/domain';
import { receptionKindName, venueKindName } from '@huiyin/domain/messages';
import { type ReceptionKind, receptionHours, receptionKinds } from '@huiyin/domain/receptions';
import { createSignal, type JSX, Show } from 'solid-js';
import { receptionWords } from '../../messages/reception.zh-CN.ts';
import { uuidv7 } from '../../offline/uuid.ts';
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
  const give = createGive(() => props.onDone());
  const [kind, setKind] = createSignal<ReceptionKind>('leaders');
  const [date, setDate] = createSignal<string>(props.today);
  const [opensAt, setOpens] = createSignal<string>(receptionHours.opensAt);
  const [closesAt, setCloses] = createSignal<string>(receptionHours.closesAt);
  const [place, setPlace] = createSignal(venueKindName('petitionRoom'));
  const [personId, setPerson] = createSignal('');
  const [unitId, setUnit] = createSignal('');
  const [insteadOf, setInsteadOf] = createSignal('');
  const ofHead = () => kind() === 'departmentHead';
  const departments = () => desk.units().filter((unit) => unit.kind === 'department' && unit.staff.headId !== null);
  const headOf = (id: string) => desk.units().find((unit) => unit.id === id)?.staff.headId ?? '';
  const submit = () => {
    const day = date() as PlainDate; // a date field holds one, or nothing: then the server says so
    const person = ofHead() ? headOf(unitId()) : personId();
    void give.give({
      type: 'addSession',
      sessionId: kind() === 'leaders' ? day : uuidv7(),
      kind: kind(),
      date: day,
      opensAt: opensAt(),
      closesAt: closesAt(),
      place: place(),
      personId: person,
      ...(ofHead() && { unitId: unitId() }),
      ...(insteadOf() !== '' && { insteadOf: insteadOf() as PlainDate }),
    });
  };
  return (
    <div class={styles.form}>
      <ChoiceField
        legend={words.kind}
        name="session-kind"
        value={kind()}
        choices={receptionKinds.map((value) => ({ value, label: receptionKindName(value) }))}
        onChange={(value) => {
          setKind(value);
          setPlace(
            value === 'government' ? '' : venueKindName(value === 'leaders' ? 'petitionRoom' : 'departmentOffice'),
          );
        }}
      />
      <div class={styles.pair}>
        <TextField label={words.date} type="date" value={date()} onInput={setDate} error={give.errorAt('date')} />
        <TextField label={words.opens} value={opensAt()} onInput={setOpens} error={give.errorAt('opensAt')} />
        <TextField label={words.closes} value={closesAt()} onInput={setCloses} />
      </div>
      <TextField label={words.place} value={place()} onInput={setPlace} error={give.errorAt('place')} />
      <Show
        when={ofHead()}
        fallback={
          <SelectField
            label={words.leader}
            emptyWord="—"
            value={personId()}
            choices={desk
              .colleagues()
              .filter(({ role }) => role === 'leader')
              .map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setPerson}
            error={give.errorAt('personId')}
          />
        }
      >
        <SelectField
          label={words.unit}
          emptyWord="—"
          value={unitId()}
          choices={departments().map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setUnit}
          error={give.errorAt('unitId')}
        />
      </Show>
      <Show when={kind() === 'leaders'}>
        <TextField label={words.insteadOf} type="date" value={insteadOf()} onInput={setInsteadOf} />
      </Show>
      <Show when={give.problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <Remedy act="addSession" />
      <Button look="primary" busy={give.busy()} onClick={submit}>
        {receptionWords.save}
      </Button>
    </div>
  );
}
