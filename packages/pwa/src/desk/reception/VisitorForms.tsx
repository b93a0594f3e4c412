import type { VisitorNotice, VisitorState } from '@huiyin/domain/receptions';
import { For, type JSX, Show, untrack } from 'solid-js';
import { receptionWords as words } from '../../messages/reception.zh-CN.ts';
import { clockNow } from '../../reception/times.ts';
import { createDraft } from '../../session/draft.ts';
import { StartOver } from '../../session/StartOver.tsx';
import { Button } from '../../ui/Button.tsx';
import { CheckField, ChoiceField, SelectField, TextAreaField, TextField } from '../../ui/Field.tsx';
import { ProblemNotice } from '../../ui/Notice.tsx';
import { Remedy } from '../Remedy.tsx';
import { useDesk } from '../world.ts';
import styles from './reception.module.css';
import type { SessionScreen } from './screen.ts';

interface VisitorFormProps {
  screen: SessionScreen;
  visitor: VisitorState;
  onDone: () => void;
}

const idOf = (props: VisitorFormProps) => ({ sessionId: props.screen.session.id, visitorId: props.visitor.id });

/** 初审 and 是否受理意见 (R44, R45), in one sheet: two commands, the second when an opinion is given. */
export function ScreenForm(props: VisitorFormProps): JSX.Element {
  const { give } = props.screen;
  const draft = createDraft(
    untrack(() => `reception.screening.${props.visitor.id}`),
    () => {
      const { screening, opinion, title } = props.visitor;
      return {
        matter: screening?.matter ?? title,
        documents: screening?.documents ?? '',
        manner: screening?.manner ?? '',
        legallyComplex: screening?.legallyComplex ?? false,
        opinion: (opinion?.opinion ?? 'none') as 'accept' | 'notAccept' | 'none', // as wide as its choices
        reason: opinion?.reason ?? '',
      };
    },
  );
  const { values, set } = draft;
  const save = async () => {
    const { matter, documents, manner, legallyComplex, opinion, reason } = values;
    const screening = { matter, documents, manner, legallyComplex };
    if (!(await give.give({ type: 'preScreenBooking', ...idOf(props), ...screening }))) return;
    const done =
      opinion === 'none' || (await give.give({ type: 'giveBookingOpinion', ...idOf(props), opinion, reason }));
    if (!done) return;
    draft.clear();
    props.onDone();
  };
  return (
    <div class={styles.form}>
      <TextAreaField
        label={words.screenMatter}
        rows={2}
        required
        value={values.matter}
        onInput={(matter) => set({ matter })}
        error={give.errorAt('matter')}
      />
      <TextAreaField
        label={words.documents}
        rows={2}
        required
        value={values.documents}
        onInput={(documents) => set({ documents })}
        error={give.errorAt('documents')}
      />
      <TextField
        label={words.manner}
        required
        value={values.manner}
        onInput={(manner) => set({ manner })}
        error={give.errorAt('manner')}
      />
      <CheckField
        label={words.legallyComplex}
        checked={values.legallyComplex}
        onChange={(legallyComplex) => set({ legallyComplex })}
      />
      <ChoiceField
        legend={words.opinionTitle}
        name="opinion"
        value={values.opinion}
        choices={[
          { value: 'accept', label: words.opinion.accept },
          { value: 'notAccept', label: words.opinion.notAccept },
          { value: 'none', label: words.notYet },
        ]}
        onChange={(opinion) => set({ opinion })}
      />
      <Show when={values.opinion !== 'none'}>
        <TextField
          label={words.reason}
          value={values.reason}
          onInput={(reason) => set({ reason })}
          error={give.errorAt('reason')}
        />
      </Show>
      <Show when={give.problem()}>{(problem) => <ProblemNotice problem={problem()} />}</Show>
      <StartOver draft={draft} />
      <Remedy act="preScreenBooking" />
      <Button look="primary" busy={give.busy()} onClick={() => void save()}>
        {words.save}
      </Button>
    </div>
  );
}

/** 通知到场 (R49, R50): the head of the department that the matter concerns is proposed; counsel by name. */
export function NotifyForm(props: VisitorFormProps): JSX.Element {
  const desk = useDesk();
  const { give } = props.screen;
  const headId = () => desk.units().find(({ id }) => id === props.visitor.unitId)?.staff.headId ?? '';
  const draft = createDraft(
    untrack(() => `reception.notify.${props.visitor.id}`),
    () => ({ who: 'departmentHead' as VisitorNotice['who'], personId: headId(), name: '' }), // as wide as its choices
  );
  const { values, set } = draft;
  const choices = () =>
    desk
      .colleagues()
      .filter(({ role }) => role === 'departmentClerk')
      .map(({ id, name: label, unitId }) => ({
        value: id,
        label: `${label} ${desk.unit(unitId)?.name ?? ''}`,
      }));
  const save = async () => {
    const { who, name, personId } = values;
    const called = who === 'legalCounsel' ? { name } : { personId };
    if (!(await give.give({ type: 'notifyAttendee', ...idOf(props), who, ...called }))) return;
    draft.clear();
    props.onDone();
  };
  return (
    <div class={styles.form}>
      <ChoiceField
        legend={words.who}
        name="notified"
        value={values.who}
        choices={(['departmentHead', 'legalCounsel'] as const).map((value) => ({
          value,
          label: words.noticeOf[value],
        }))}
        onChange={(who) => set({ who })}
      />
      <Show
        when={values.who === 'departmentHead'}
        fallback={
          <TextField
            label={words.counselName}
            required
            value={values.name}
            onInput={(name) => set({ name })}
            error={give.errorAt('name')}
          />
        }
      >
        <SelectField
          label={words.person}
          emptyWord="—"
          value={values.personId}
          choices={choices()}
          onChange={(personId) => set({ personId })}
          error={give.errorAt('personId')}
        />
      </Show>
      <Show when={give.problem()}>{(problem) => <ProblemNotice problem={problem()} />}</Show>
      <StartOver draft={draft} />
      <Remedy act="notifyAttendee" />
      <Button look="primary" busy={give.busy()} onClick={() => void save()}>
        {words.notify}
      </Button>
    </div>
  );
}

/** 签到 (R44, R59): the papers seen and how many go in. */
export function CheckInForm(props: VisitorFormProps): JSX.Element {
  const { give } = props.screen;
  const draft = createDraft(
    untrack(() => `reception.checkIn.${props.visitor.id}`),
    () => {
      const { collective, persons } = props.visitor;
      return { at: clockNow(), documentsSeen: '', persons: String(collective ? 5 : Math.min(persons, 3)) };
    },
    { given: ['at'] },
  );
  const { values, set } = draft;
  const save = async () => {
    const { at, documentsSeen, persons } = values;
    const arrived = { at, documentsSeen, persons: Number(persons) };
    if (!(await give.give({ type: 'checkIn', ...idOf(props), ...arrived }))) return;
    draft.clear();
    props.onDone();
  };
  return (
    <div class={styles.form}>
      <p>
        {props.visitor.petitioner.name} {props.visitor.title}
      </p>
      <div class={styles.pair}>
        <TextField
          label={words.arrivalTime}
          value={values.at}
          onInput={(at) => set({ at })}
          error={give.errorAt('at')}
        />
        <TextField
          label={words.entering}
          type="number"
          min="1"
          value={values.persons}
          onInput={(persons) => set({ persons })}
          error={give.errorAt('persons')}
        />
      </div>
      <TextField
        label={words.documentsSeen}
        required
        value={values.documentsSeen}
        onInput={(documentsSeen) => set({ documentsSeen })}
        error={give.errorAt('documentsSeen')}
        list="papers"
      />
      <datalist id="papers">
        <For each={paperChoices}>{(paper) => <option value={paper} />}</For>
      </datalist>
      <Show when={give.problem()}>{(problem) => <ProblemNotice problem={problem()} />}</Show>
      <StartOver draft={draft} />
      <Remedy act="checkIn" />
      <Button look="primary" busy={give.busy()} onClick={() => void save()}>
        {words.checkIn}
      </Button>
    </div>
  );
}

const paperChoices = words.paperChoices;
