import { A } from '@solidjs/router';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { repeatsMessages } from '../messages/repeats.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmSheet } from '../ui/ConfirmSheet.tsx';
import { Notice, ProblemNotice } from '../ui/Notice.tsx';
import styles from './register.module.css';
import type { RegisterForm } from './register-form.ts';

/** The way to what has just been registered; it has the focus until the next one (记下一件) takes that on to its form. */
function OpenIt(props: { caseId: string }): JSX.Element {
  return (
    <A href={`/desk/cases/${props.caseId}`} ref={(link) => queueMicrotask(() => link.focus())}>
      {words.openIt}
    </A>
  );
}

/** What became of the one before, in one notice: its number, and what of its steps is still to be done. */
export function RegisterNews(props: { form: RegisterForm }): JSX.Element {
  const following = () => props.form.following;
  const whole = () => {
    const made = props.form.saved();
    const wanting = [...following().waiting(), ...following().refused()].some(({ caseId }) => caseId === made?.id);
    return wanting ? undefined : made;
  };
  return (
    <div class={styles.news}>
      <Show when={whole()} keyed>
        {(made) => (
          <Notice tone="done" action={<OpenIt caseId={made.id} />}>
            <span data-testid="registered-number">{words.saved(made.number)}</span>
          </Notice>
        )}
      </Show>
      <For each={following().waiting()}>
        {({ number }) => (
          <Notice
            tone="caution"
            action={
              <Button busy={following().busy()} onClick={() => void following().again()}>
                {uiMessages.retry}
              </Button>
            }
          >
            {words.stepsUnanswered(number)}
          </Notice>
        )}
      </For>
      <For each={following().refused()}>
        {({ caseId, number, merging, message }) => (
          <Notice tone="caution" action={<OpenIt caseId={caseId} />}>
            {merging ? repeatsMessages.mergeFailed(number, message) : words.stepsFailed(number, message)}
          </Notice>
        )}
      </For>
    </div>
  );
}

/** 登记, always in sight: what is still to be filled in, each with the way there, and the buttons. */
export function RegisterBar(props: { form: RegisterForm }): JSX.Element {
  const { form } = props;
  const [discarding, setDiscarding] = createSignal(false);
  return (
    <div class={styles.bar}>
      <Show when={form.problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <Show when={form.problem()?.code === 'already-registered'}>
        <A href={`/desk/cases/${form.draft.values.caseId}`}>{words.openIt}</A>
      </Show>
      <Show when={form.faults().length > 0}>
        <p class={styles.toFix} role="alert">
          {words.fix(form.faults().length)}
        </p>
        <ul class={styles.faults} data-testid="faults">
          <For each={form.faults()}>
            {({ path, message }) => (
              <li>
                <button type="button" class={styles.fault} onClick={() => form.goTo(path)}>
                  {message}
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class={styles.buttons}>
        <Button type="submit" look="primary" busy={form.busy()} title="Ctrl + Enter">
          {words.save}
        </Button>
        <Button disabled={form.busy()} onClick={() => void form.submit('next')} title="Ctrl + Shift + Enter">
          {words.saveNext}
        </Button>
        <Show when={form.draft.dirty()}>
          <Button look="quiet" onClick={() => setDiscarding(true)}>
            {words.discard}
          </Button>
        </Show>
        <ConfirmSheet
          open={discarding()}
          title={words.discard}
          body={words.discardAsk}
          confirm={words.discardIt}
          onConfirm={() => {
            setDiscarding(false);
            form.startNext(true);
          }}
          onClose={() => setDiscarding(false)}
        />
      </div>
    </div>
  );
}
