import { roles } from '@huiyin/domain';
import { roleName } from '@huiyin/domain/messages';
import { createMemo, createSignal, type JSX, Show, untrack } from 'solid-js';
import { type Answer, type Problem, tell } from '../graphql/client.ts';
import { peopleMessages as words } from '../messages/admin.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { createDraft } from '../session/draft.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice, ProblemNotice, toast } from '../ui/Notice.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './admin.module.css';
import {
  type AdminUnit,
  ChangePerson,
  type GivenPassword,
  type Person,
  ResetPassword,
  SetPersonDisabled,
} from './documents.ts';
import { complete, type Rights, RightsFields } from './RightsFields.tsx';

interface PersonProps {
  person: Person;
  units: readonly AdminUnit[];
  onDone: (given?: GivenPassword) => void;
  /** What stands there may be another thing by now. */
  onRefused: () => void;
}

/** One person: name and rights, a new initial password, closing and opening the account. */
export function PersonSheet(
  props: Omit<PersonProps, 'person'> & { person: Person | undefined; onClose: () => void },
): JSX.Element {
  const last = createMemo<Person | undefined>((before) => props.person ?? before);
  return (
    <Sheet open={props.person !== undefined} title={props.person?.displayName ?? ''} onClose={props.onClose}>
      <Show when={props.person?.id} keyed>
        <PersonForm
          person={last() as Person} // there is one as long as there is an id
          units={props.units}
          onDone={props.onDone}
          onRefused={props.onRefused}
        />
      </Show>
    </Sheet>
  );
}

function PersonForm(props: PersonProps): JSX.Element {
  const draft = createDraft<Rights>(
    untrack(() => `admin.person.${props.person.id}`),
    () => {
      const { displayName, role, unit, mayReadAccusations } = props.person;
      return { displayName, role, unitId: unit.id, mayReadAccusations };
    },
  );
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const [asking, setAsking] = createSignal<'disable' | 'reset'>();
  const closed = () => props.person.disabledAt !== null;
  const name = () => props.person.displayName;

  /** Sends one change; when it was done, says so and closes the sheet. */
  const send = async <Data,>(work: Promise<Answer<Data>>, done: (data: Data) => GivenPassword | undefined) => {
    setBusy(true);
    setProblem(undefined);
    const answer = await work;
    setBusy(false);
    setAsking(undefined);
    if (answer.ok) props.onDone(done(answer.data));
    else {
      setProblem(answer.problem);
      props.onRefused();
    }
  };
  const say = (text: string): undefined => {
    toast(text);
  };
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const whole = complete(draft.values);
    if (whole === undefined || busy()) return;
    void send(tell(ChangePerson, { ...whole, id: props.person.id, seen: draft.stands() }), () => {
      draft.clear();
      return say(words.saved(whole.displayName));
    });
  };
  const confirm = () => {
    const { id } = props.person;
    if (asking() === 'reset') void send(tell(ResetPassword, { id }), (data) => data.resetPassword);
    else {
      const disabled = !closed();
      void send(tell(SetPersonDisabled, { id, disabled }), () =>
        say(disabled ? words.disabledDone(name()) : words.enabledDone(name())),
      );
    }
  };
  const said = (field: string, now: string | boolean) => {
    if (field === 'mayReadAccusations') return words.accusationsNow(now === true);
    if (field === 'unitId') return props.units.find(({ id }) => id === now)?.name;
    const role = roles.find((one) => one === now);
    return role ? roleName(role) : String(now);
  };
  const action = () => (asking() === 'reset' ? words.reset : closed() ? words.enable : words.disable);
  const question = () =>
    asking() === 'reset' ? words.resetAsk(name()) : closed() ? words.enableAsk(name()) : words.disableAsk(name());

  return (
    <form class={styles.form} onSubmit={save} novalidate>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <RightsFields rights={draft.values} set={draft.set} units={props.units} tried={tried()} />
      <StartOver draft={draft} said={said} />
      <p class="muted small">{words.rightsEnd}</p>
      <Show
        when={asking()}
        fallback={
          <div class={styles.buttons}>
            <Button type="submit" look="primary" busy={busy()}>
              {words.save}
            </Button>
            <Button onClick={() => setAsking('reset')}>{words.reset}</Button>
            <Button look={closed() ? 'plain' : 'danger'} onClick={() => setAsking('disable')}>
              {closed() ? words.enable : words.disable}
            </Button>
          </div>
        }
      >
        <Notice tone="caution">{question()}</Notice>
        <div class={styles.buttons}>
          <Button look={asking() === 'disable' && closed() ? 'primary' : 'danger'} busy={busy()} onClick={confirm}>
            {action()}
          </Button>
          <Button onClick={() => setAsking(undefined)}>{uiMessages.cancel}</Button>
        </div>
      </Show>
    </form>
  );
}
