import type { Command } from '@huiyin/domain';
import { createSignal, For, type JSX, Show } from 'solid-js';
import type { Problem } from '../graphql/client.ts';
import { formMessages as words } from '../messages/desk.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Notice, ProblemNotice, toast } from '../ui/Notice.tsx';
import { instantText } from '../ui/time.ts';
import styles from './case.module.css';
import { createSender } from './commands.ts';
import type { PetitionCase } from './documents.ts';

/** What every form that changes a case is given. */
export interface CaseFormProps {
  it: PetitionCase;
  today: PetitionCase['receivedOn'];
  refetch: () => void;
  onDone: () => void;
  onCancel: () => void;
}

/** The part of a form that has nothing to do with its fields: sending, refusals by field, and the lost race. */
export interface CaseForm {
  readonly busy: () => boolean;
  /** The version the person has seen and answers for; goes into the command. */
  readonly version: () => number;
  /** The refusal that belongs to the field of that name. */
  readonly errorOf: (field: string) => string | undefined;
  readonly send: (command: Command, done: string) => Promise<void>;
  /** The notices above the fields. */
  readonly Notices: (props: { fields: readonly string[] }) => JSX.Element;
}

/**
 * A form on one case. When someone else changed the case meanwhile, it says who and what (the timeline's newer entries)
 * and lets the person go on with their own text upon the new version: nothing typed is lost, nothing is overwritten unseen.
 */
export function createCaseForm(props: CaseFormProps, clearDraft: () => void): CaseForm {
  const sender = createSender();
  const [seen, setSeen] = createSignal({
    version: props.it.version,
    events: new Set(props.it.timeline.map((entry) => entry.id)),
  });
  const [refusal, setRefusal] = createSignal<{ problem: Problem; path: string | undefined }>();
  const newer = () => props.it.timeline.filter((entry) => !seen().events.has(entry.id));
  const overtaken = () => props.it.version !== seen().version;
  const accept = () => {
    setSeen({ version: props.it.version, events: new Set(props.it.timeline.map((entry) => entry.id)) });
    setRefusal(undefined);
  };
  const lastOf = (path: string | undefined) => path?.split('.').at(-1) ?? '';

  const send = async (command: Command, done: string) => {
    setRefusal(undefined);
    const sent = await sender.send(command);
    if (sent.kind === 'done') {
      clearDraft();
      toast(done);
      props.onDone();
      return;
    }
    if (sent.kind === 'conflict') props.refetch();
    setRefusal({ problem: sent.problem, path: sent.kind === 'refused' ? sent.path : undefined });
  };

  return {
    busy: sender.busy,
    version: () => seen().version,
    errorOf: (field) => (lastOf(refusal()?.path) === field ? refusal()?.problem.message : undefined),
    send,
    Notices: (own) => (
      <>
        <Show when={overtaken()}>
          <Notice tone="caution" action={<Button onClick={accept}>{words.conflictReload}</Button>}>
            <b>{words.conflictTitle}</b>
            <ul>
              <For each={newer()}>
                {(entry) => (
                  <li>
                    {words.conflictWho(
                      entry.actorName,
                      `${entry.title} ${entry.detail}`,
                      instantText(entry.receivedAt, props.today),
                    )}
                  </li>
                )}
              </For>
            </ul>
            <small>{words.conflictHint}</small>
          </Notice>
        </Show>
        <Show when={!overtaken() && refusal() && !own.fields.includes(lastOf(refusal()?.path)) && refusal()}>
          {(found) => <ProblemNotice problem={found().problem} />}
        </Show>
      </>
    ),
  };
}

/** The two buttons at the end of a form. */
export function FormButtons(props: { submit: string; busy: boolean; onCancel: () => void }): JSX.Element {
  return (
    <div class={styles.actions}>
      <Button type="submit" look="primary" busy={props.busy}>
        {props.submit}
      </Button>
      <Button onClick={props.onCancel}>{uiMessages.cancel}</Button>
    </div>
  );
}
