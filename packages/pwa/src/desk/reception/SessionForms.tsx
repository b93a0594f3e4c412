import type { PlainDate } from '@huiyin/domain';
import { addDays } from '@huiyin/domain';
import { attendeeRoleName, dateText, emergencyLevelName } from '@huiyin/domain/messages';
import {
  attendeeRoles,
  emergencyLevel,
  emergencyLevels,
  type ReceptionCommand,
  sessionQueue,
} from '@huiyin/domain/receptions';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { createAnswer } from '../../graphql/answer.ts';
import { receptionWords as words } from '../../messages/reception.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import { ChoiceField, SelectField, TextAreaField, TextField } from '../../ui/Field.tsx';
import { ProblemNotice } from '../../ui/Notice.tsx';
import { Remedy } from '../Remedy.tsx';
import { useDesk } from '../world.ts';
import { SessionsQuery } from './documents.ts';
import styles from './reception.module.css';
import type { SessionScreen } from './screen.ts';

interface FormProps {
  screen: SessionScreen;
  onDone: () => void;
}

/** The foot of each form: what a rule refuses, how the act is put right, and the one button. */
function Foot(props: FormProps & { label?: string; save: () => ReceptionCommand }): JSX.Element {
  const save = async () => {
    if (await props.screen.give.give(props.save())) props.onDone();
  };
  return (
    <>
      <Show when={props.screen.give.problem()}>{(problem) => <ProblemNotice problem={problem()} />}</Show>
      <Remedy act={props.save().type} />
      <Button look="primary" busy={props.screen.give.busy()} onClick={() => void save()}>
        {props.label ?? words.save}
      </Button>
    </>
  );
}

/** A command that needs nothing but its reason. */
export function ReasonForm(props: FormProps & { command: (reason: string) => ReceptionCommand }): JSX.Element {
  const [reason, setReason] = createSignal('');
  return (
    <div class={styles.form}>
      <TextAreaField
        label={words.reason}
        required
        value={reason()}
        onInput={setReason}
        error={props.screen.give.errorAt('reason')}
      />
      <Foot {...props} save={() => props.command(reason())} />
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
  const [reason, setReason] = createSignal(session().absence?.reason ?? '');
  const [substituteId, setSubstitute] = createSignal(session().absence?.substitute?.id ?? '');
  return (
    <div class={styles.form}>
      <TextField
        label={words.reason}
        required
        value={reason()}
        onInput={setReason}
        error={props.screen.give.errorAt('reason')}
      />
      <SelectField
        label={words.substituteWho}
        emptyWord={words.substituteLater}
        value={substituteId()}
        choices={leaders()}
        onChange={setSubstitute}
        error={props.screen.give.errorAt('substituteId')}
      />
      <Foot
        {...props}
        save={() => ({
          type: 'arrangeSubstitute',
          sessionId: session().id,
          reason: reason(),
          ...(substituteId() !== '' && { substituteId: substituteId() }),
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
  const [otherSessionId, setOther] = createSignal('');
  const [reason, setReason] = createSignal('');
  const choices = () =>
    (answer.data()?.receptionSessions ?? [])
      .filter((one) => one.kind === 'leaders' && one.status === 'planned' && one.holder.id !== session().holder.id)
      .map((one) => ({
        value: one.id,
        label: `${dateText(one.date as PlainDate, props.screen.today)} ${one.holder.name}`,
      }));
  return (
    <div class={styles.form}>
      <SelectField
        label={words.swapWith}
        emptyWord="—"
        value={otherSessionId()}
        choices={choices()}
        onChange={setOther}
        error={props.screen.give.errorAt('otherSessionId')}
      />
      <TextField
        label={words.reason}
        required
        value={reason()}
        onInput={setReason}
        error={props.screen.give.errorAt('reason')}
      />
      <Foot
        {...props}
        save={() => ({ type: 'swapDuty', sessionId: session().id, otherSessionId: otherSessionId(), reason: reason() })}
      />
    </div>
  );
}

const standing = ['generalOffice', 'policyRegulation', 'supervisionOffice'] as const;

/** 记录人和参加人员 (R41, R92). */
export function AttendeesForm(props: FormProps): JSX.Element {
  const desk = useDesk();
  const session = () => props.screen.session;
  const people = () => desk.colleagues().map(({ id, name }) => ({ value: id, label: name }));
  const [recorderId, setRecorder] = createSignal(session().recorder?.id ?? desk.viewer().id);
  const before = (role: string) => session().attendees.find((one) => one.role === role)?.id ?? '';
  const [chosen, setChosen] = createSignal<Readonly<Record<string, string>>>(
    Object.fromEntries(standing.map((role) => [role, before(role)])),
  );
  const attendees = () =>
    attendeeRoles
      .filter((role) => (chosen()[role] ?? '') !== '')
      .map((role) => ({ role, personId: chosen()[role] ?? '' }));
  return (
    <div class={styles.form}>
      <SelectField
        label={words.recorder}
        value={recorderId()}
        choices={people()}
        onChange={setRecorder}
        error={props.screen.give.errorAt('recorderId')}
      />
      <For each={standing}>
        {(role) => (
          <SelectField
            label={attendeeRoleName(role)}
            emptyWord="—"
            value={chosen()[role] ?? ''}
            choices={people()}
            onChange={(id) => setChosen((all) => ({ ...all, [role]: id }))}
          />
        )}
      </For>
      <Foot
        {...props}
        save={() => ({
          type: 'nameAttendees',
          sessionId: session().id,
          recorderId: recorderId(),
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
  const [level, setLevel] = createSignal(session().emergency?.level ?? proposed());
  const [measures, setMeasures] = createSignal(session().emergency?.measures ?? '');
  return (
    <div class={styles.form}>
      <ChoiceField
        legend={words.level}
        name="emergency"
        value={level()}
        choices={emergencyLevels.map((value) => ({ value, label: emergencyLevelName(value) }))}
        onChange={setLevel}
        hint={words.emergencyProposed(emergencyLevelName(proposed()))}
      />
      <TextAreaField
        label={words.measures}
        value={measures()}
        onInput={setMeasures}
        error={props.screen.give.errorAt('measures')}
      />
      <Foot
        {...props}
        save={() => ({ type: 'setEmergency', sessionId: session().id, level: level(), measures: measures() })}
      />
    </div>
  );
}

/** 调整次序 (R58): by hand, with the reason; by buttons, so that the keyboard does it too. */
export function OrderForm(props: FormProps): JSX.Element {
  const session = () => props.screen.session;
  const [ids, setIds] = createSignal(sessionQueue(session()).map(({ id }) => id));
  const [reason, setReason] = createSignal('');
  const move = (from: number, to: number) =>
    setIds((all) => {
      const [one] = all.slice(from, from + 1);
      if (one === undefined || to < 0 || to >= all.length) return all;
      return all.toSpliced(from, 1).toSpliced(to, 0, one);
    });
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
        value={reason()}
        onInput={setReason}
        error={props.screen.give.errorAt('reason')}
      />
      <Foot
        {...props}
        save={() => ({ type: 'setQueueOrder', sessionId: session().id, visitorIds: ids(), reason: reason() })}
      />
    </div>
  );
}
