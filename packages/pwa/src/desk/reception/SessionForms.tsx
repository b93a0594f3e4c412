import { addDays } from '@huiyin/domain';
import { attendeeRoleName, emergencyLevelName } from '@huiyin/domain/messages';
import { emergencyLevel, emergencyLevels, type ReceptionCommand, sessionQueue } from '@huiyin/domain/receptions';
import { For, type JSX, Show, untrack } from 'solid-js';
import { createAnswer } from '../../graphql/answer.ts';
import { receptionWords as words } from '../../messages/reception.zh-CN.ts';
import { type Clearable, createDraft, type Draft } from '../../session/draft.ts';
import { StartOver } from '../../session/StartOver.tsx';
import { Button } from '../../ui/Button.tsx';
import { ChoiceField, SelectField, TextAreaField, TextField } from '../../ui/Field.tsx';
import { ProblemNotice } from '../../ui/Notice.tsx';
import { Remedy } from '../Remedy.tsx';
import { listIn, listText } from '../register-lists.ts';
import { useDesk } from '../world.ts';
import { SessionsQuery, sessionDayText } from './documents.ts';
import styles from './reception.module.css';
import type { SessionScreen } from './screen.ts';

interface FormProps {
  screen: SessionScreen;
  onDone: () => void;
}

/** The form of one act on this session, kept until it is done. */
function createSessionDraft<T extends Record<string, string>>(act: string, props: FormProps, empty: () => T): Draft<T> {
  return createDraft(
    untrack(() => `reception.${act}.${props.screen.session.id}`),
    () => untrack(empty),
  );
}

/** The foot of each form: what a rule refuses, how the act is put right, and the one button. */
function Foot(props: FormProps & { draft: Clearable; label?: string; save: () => ReceptionCommand }): JSX.Element {
  const save = async () => {
    if (!(await props.screen.give.give(props.save()))) return;
    props.draft.clear();
    props.onDone();
  };
  return (
    <>
      <Show when={props.screen.give.problem()}>{(problem) => <ProblemNotice problem={problem()} />}</Show>
      <StartOver draft={props.draft} />
      <Remedy act={props.save().type} />
      <Button look="primary" busy={props.screen.give.busy()} onClick={() => void save()}>
        {props.label ?? words.save}
      </Button>
    </>
  );
}

/** A command that needs nothing but its reason. */
export function ReasonForm(
  props: FormProps & { of: string; command: (reason: string) => ReceptionCommand },
): JSX.Element {
  const draft = createSessionDraft(
    untrack(() => props.of),
    props,
    () => ({ reason: '' }),
  );
  const { values, set } = draft;
  return (
    <div class={styles.form}>
      <TextAreaField
        label={words.reason}
        required
        value={values.reason}
        onInput={(reason) => set({ reason })}
        error={props.screen.give.errorAt('reason')}
      />
      <Foot {...props} draft={draft} save={() => props.command(values.reason)} />
    </div>
  );
}

function useLeaders(except: () => string) {
  const desk = useDesk();
  return () =>
    desk
      .colleagues()
      .filter(({ role, id }) => role === 'leader' && id !== except())
      .map(({ id, name }) => ({ value: id, label: name }));
}

/** 替班 (R93): why, and who stands in; left open it stands as a violation. */
export function SubstituteForm(props: FormProps): JSX.Element {
  const session = () => props.screen.session;
  const leaders = useLeaders(() => session().holder.id);
  const draft = createSessionDraft('substitute', props, () => {
    const { reason = '', substitute } = session().absence ?? {};
    return { reason, substituteId: substitute?.id ?? '' };
  });
  const { values, set } = draft;
  return (
    <div class={styles.form}>
      <TextField
        label={words.reason}
        required
        value={values.reason}
        onInput={(reason) => set({ reason })}
        error={props.screen.give.errorAt('reason')}
      />
      <SelectField
        label={words.substituteWho}
        emptyWord={words.substituteLater}
        value={values.substituteId}
        choices={leaders()}
        onChange={(substituteId) => set({ substituteId })}
        error={props.screen.give.errorAt('substituteId')}
      />
      <Foot
        {...props}
        draft={draft}
        save={() => ({
          type: 'arrangeSubstitute',
          sessionId: session().id,
          reason: values.reason,
          ...(values.substituteId !== '' && { substituteId: values.substituteId }),
        })}
      />
    </div>
  );
}

/** 换班 with another leader's session to come. */
export function SwapForm(props: FormProps): JSX.Element {
  const session = () => props.screen.session;
  const answer = createAnswer(SessionsQuery, () => ({
    from: props.screen.today,
    to: addDays(props.screen.today, 120),
  }));
  const draft = createSessionDraft('swap', props, () => ({ otherSessionId: '', reason: '' }));
  const { values, set } = draft;
  const choices = () =>
    (answer.data()?.receptionSessions ?? [])
      .filter((one) => one.kind === 'leaders' && one.status === 'planned' && one.holder.id !== session().holder.id)
      .map((one) => ({
        value: one.id,
        label: `${sessionDayText(one, props.screen.today)} ${one.holder.name}`,
      }));
  return (
    <div class={styles.form}>
      <SelectField
        label={words.swapWith}
        emptyWord="—"
        value={values.otherSessionId}
        choices={choices()}
        onChange={(otherSessionId) => set({ otherSessionId })}
        error={props.screen.give.errorAt('otherSessionId')}
      />
      <TextField
        label={words.reason}
        required
        value={values.reason}
        onInput={(reason) => set({ reason })}
        error={props.screen.give.errorAt('reason')}
      />
      <Foot {...props} draft={draft} save={() => ({ type: 'swapDuty', sessionId: session().id, ...values })} />
    </div>
  );
}

const standing = ['generalOffice', 'policyRegulation', 'supervisionOffice'] as const;

/** 记录人和参加人员 (R41, R92). */
export function AttendeesForm(props: FormProps): JSX.Element {
  const desk = useDesk();
  const session = () => props.screen.session;
  const people = () => desk.colleagues().map(({ id, name }) => ({ value: id, label: name }));
  const before = (role: string) => session().attendees.find((one) => one.role === role)?.id ?? '';
  const draft = createSessionDraft('attendees', props, () => ({
    recorderId: session().recorder?.id ?? desk.viewer().id,
    generalOffice: before('generalOffice'),
    policyRegulation: before('policyRegulation'),
    supervisionOffice: before('supervisionOffice'),
  }));
  const { values, set } = draft;
  const attendees = () =>
    standing.map((role) => ({ role, personId: values[role] })).filter(({ personId }) => personId !== '');
  return (
    <div class={styles.form}>
      <SelectField
        label={words.recorder}
        value={values.recorderId}
        choices={people()}
        onChange={(recorderId) => set({ recorderId })}
        error={props.screen.give.errorAt('recorderId')}
      />
      <For each={standing}>
        {(role) => (
          <SelectField
            label={attendeeRoleName(role)}
            emptyWord="—"
            value={values[role]}
            choices={people()}
            onChange={(id) => set({ [role]: id })}
          />
        )}
      </For>
      <Foot
        {...props}
        draft={draft}
        save={() => ({
          type: 'nameAttendees',
          sessionId: session().id,
          recorderId: values.recorderId,
          attendees: attendees(),
        })}
      />
    </div>
  );
}

/** 应急准备 (R60): the level proposed from what is booked; another may be set. */
export function EmergencyForm(props: FormProps): JSX.Element {
  const session = () => props.screen.session;
  const booked = () => session().visitors.filter(({ stage }) => stage === 'booked');
  const proposed = () =>
    emergencyLevel({
      booked: booked().length,
      largestParty: Math.max(0, ...booked().map(({ persons }) => persons)),
      complex: booked().filter(({ screening }) => screening?.legallyComplex === true).length,
    }).level;
  const draft = createSessionDraft('emergency', props, () => {
    const { level = proposed(), measures = '' } = session().emergency ?? {};
    return { level, measures };
  });
  const { values, set } = draft;
  return (
    <div class={styles.form}>
      <ChoiceField
        legend={words.level}
        name="emergency"
        value={values.level}
        choices={emergencyLevels.map((value) => ({ value, label: emergencyLevelName(value) }))}
        onChange={(level) => set({ level })}
        hint={words.emergencyProposed(emergencyLevelName(proposed()))}
      />
      <TextAreaField
        label={words.measures}
        value={values.measures}
        onInput={(measures) => set({ measures })}
        error={props.screen.give.errorAt('measures')}
      />
      <Foot {...props} draft={draft} save={() => ({ type: 'setEmergency', sessionId: session().id, ...values })} />
    </div>
  );
}

/** 调整次序 (R58): by hand, with the reason; by buttons, so that the keyboard does it too. */
export function OrderForm(props: FormProps): JSX.Element {
  const session = () => props.screen.session;
  const draft = createSessionDraft('order', props, () => ({ order: '', reason: '' }));
  const { values, set } = draft;
  /** As it was put by hand; who has come since then stands at its end. */
  const ids = () => {
    const waiting = sessionQueue(session()).map(({ id }) => id);
    const put = listIn<string>(values.order).filter((id) => waiting.includes(id));
    return [...put, ...waiting.filter((id) => !put.includes(id))];
  };
  const move = (from: number, to: number) => {
    const [one] = ids().slice(from, from + 1);
    if (one === undefined || to < 0 || to >= ids().length) return;
    set({ order: listText(ids().toSpliced(from, 1).toSpliced(to, 0, one)) });
  };
  const visitor = (id: string) => session().visitors.find((one) => one.id === id);
  return (
    <div class={styles.form}>
      <p class="muted">{words.reorderHint}</p>
      <ol class={styles.order} data-testid="order">
        <For each={ids()}>
          {(id, index) => (
            <li>
              <span>
                <strong>{visitor(id)?.number}</strong> {visitor(id)?.title}
              </span>
              <Button look="quiet" disabled={index() === 0} onClick={() => move(index(), index() - 1)}>
                {words.up}
              </Button>
              <Button look="quiet" disabled={index() === ids().length - 1} onClick={() => move(index(), index() + 1)}>
                {words.down}
              </Button>
            </li>
          )}
        </For>
      </ol>
      <TextField
        label={words.reason}
        required
        value={values.reason}
        onInput={(reason) => set({ reason })}
        error={props.screen.give.errorAt('reason')}
      />
      <Foot
        {...props}
        draft={draft}
        save={() => ({ type: 'setQueueOrder', sessionId: session().id, visitorIds: ids(), reason: values.reason })}
      />
    </div>
  );
}
