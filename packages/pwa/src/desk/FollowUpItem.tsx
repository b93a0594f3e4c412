import { type PlainDate, parsePlainDate } from '@huiyin/domain';
import { dateText, dueStateName } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createSignal, type JSX, Show, untrack } from 'solid-js';
import type { Problem } from '../graphql/client.ts';
import { visitMessages as words } from '../messages/desk.zh-CN.ts';
import { settleMessages as settleWords } from '../messages/settle.zh-CN.ts';
import { createDraft } from '../session/draft.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip, DueChip } from '../ui/Chip.tsx';
import { TextAreaField, TextField } from '../ui/Field.tsx';
import { ProblemNotice } from '../ui/Notice.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { createSender } from './commands.ts';
import type { FollowUp } from './documents.ts';
import { sendByKey } from './keys.ts';
import styles from './visits.module.css';

/** One follow-up (R22): what, by whom, by when, how it stands; settled here with its result. */
export function FollowUpItem(props: {
  item: FollowUp;
  visitId: string;
  /** The visit it came of, where the list does not stand on its page. */
  from?: string;
  today: PlainDate;
  onSettled: () => void;
}): JSX.Element {
  const [settling, setSettling] = createSignal(false);
  const due = () => dateText(props.item.dueOn, props.today);
  return (
    <li class={styles.followUp} data-testid="follow-up" data-due={props.item.dueState}>
      <div class={styles.followUpWhat}>
        <p>{props.item.what}</p>
        <p class="muted small">
          {words.followUp(props.item.owner, due())}
          <Show when={props.from}>
            {(from) => (
              <>
                {' · '}
                <A href={`/desk/visits/${props.visitId}`}>{from()}</A>
              </>
            )}
          </Show>
        </p>
        <Show when={props.item.settled}>
          {(settled) => (
            <p class={styles.settled}>
              {settled().result}
              <span class="muted small">{words.settledBy(settled().by, dateText(settled().on, props.today))}</span>
            </p>
          )}
        </Show>
      </div>
      <Show
        when={props.item.settled === null}
        fallback={
          <span>
            <Chip>{words.settled}</Chip>
          </span>
        }
      >
        <DueChip state={props.item.dueState}>{dueStateName(props.item.dueState)}</DueChip>
        <Button onClick={() => setSettling(true)}>{settleWords.settle}</Button>
      </Show>
      <Show when={settling()}>
        <SettleSheet
          item={props.item}
          visitId={props.visitId}
          today={props.today}
          onClose={() => setSettling(false)}
          onSettled={() => {
            setSettling(false);
            props.onSettled();
          }}
        />
      </Show>
    </li>
  );
}

function SettleSheet(props: {
  item: FollowUp;
  visitId: string;
  today: PlainDate;
  onClose: () => void;
  onSettled: () => void;
}): JSX.Element {
  const sender = createSender();
  const draft = createDraft(
    untrack(() => `settleFollowUp.${props.item.id}`),
    () => ({ result: '', settledOn: untrack(() => props.today) as string }), // a date as it is typed
  );
  const { values, set } = draft;
  const [refused, setRefused] = createSignal<{ path: string | undefined; problem: Problem }>();
  const errorAt = (path: string) => (refused()?.path === path ? refused()?.problem.message : undefined);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const day = parsePlainDate(values.settledOn);
    if (!day.ok) {
      setRefused({
        path: 'settledOn',
        problem: { code: 'invalid-date', message: settleWords.dateUnreadable, citations: [] },
      });
      return;
    }
    const sent = await sender.send({
      type: 'settleFollowUp',
      visitId: props.visitId,
      followUpId: props.item.id,
      settledOn: day.value,
      result: values.result.trim(),
    });
    if (sent.kind === 'done') {
      draft.clear();
      props.onSettled();
    } else setRefused({ path: sent.kind === 'refused' ? sent.path : undefined, problem: sent.problem });
  };
  const elsewhere = () => {
    const now = refused();
    return now !== undefined && now.path !== 'result' && now.path !== 'settledOn' ? now.problem : undefined;
  };
  return (
    <Sheet open title={settleWords.title} onClose={props.onClose} mayClose={() => !sender.busy()}>
      <form class={styles.settleForm} onSubmit={(event) => void submit(event)} onKeyDown={sendByKey} novalidate>
        <p>{props.item.what}</p>
        <Show when={elsewhere()}>{(problem) => <ProblemNotice problem={problem()} />}</Show>
        <TextAreaField
          label={settleWords.result}
          hint={settleWords.hint}
          required
          value={values.result}
          onInput={(result) => set({ result })}
          error={errorAt('result')}
        />
        <TextField
          label={settleWords.settledOn}
          type="date"
          max={props.today}
          value={values.settledOn}
          onInput={(settledOn) => set({ settledOn })}
          error={errorAt('settledOn')}
        />
        <StartOver draft={draft} />
        <div class={styles.settleButtons}>
          <Button look="primary" type="submit" busy={sender.busy()}>
            {settleWords.submit}
          </Button>
          <Button onClick={props.onClose}>{words.cancel}</Button>
        </div>
      </form>
    </Sheet>
  );
}
