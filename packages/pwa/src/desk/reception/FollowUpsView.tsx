import type { PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createSignal, For, type JSX, Show, untrack } from 'solid-js';
import { createAnswer } from '../../graphql/answer.ts';
import { type Live, onRevision } from '../../graphql/live.ts';
import { receptionWords } from '../../messages/reception.zh-CN.ts';
import { createDraft } from '../../session/draft.ts';
import { StartOver } from '../../session/StartOver.tsx';
import { Button } from '../../ui/Button.tsx';
import { Chip, DueChip } from '../../ui/Chip.tsx';
import { ChoiceField, TextAreaField, TextField } from '../../ui/Field.tsx';
import { EmptyState, LoadingState, ProblemNotice } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { todayHere } from '../../ui/time.ts';
import { Remedy } from '../Remedy.tsx';
import { useDesk } from '../world.ts';
import { type ReceptionFollowUp, ReceptionFollowUpsQuery } from './documents.ts';
import { createGive } from './give.ts';
import styles from './reception.module.css';

const words = receptionWords.follow;

/** 督促落实 (R48, R52): what leaders decided, until it is carried out; the office urges and writes down the result. */
export function FollowUpsView(props: { live: Live }): JSX.Element {
  const desk = useDesk();
  const [settled, setSettled] = createSignal(false);
  const answer = createAnswer(ReceptionFollowUpsQuery, () => ({ settled: settled() }));
  onRevision(props.live, answer.refetch);
  const [acting, setActing] = createSignal<{ readonly row: ReceptionFollowUp; readonly what: 'urge' | 'settle' }>();
  const today = (): PlainDate => (answer.data()?.today as PlainDate | undefined) ?? todayHere();
  const day = (text: string) => dateText(text as PlainDate, today());
  const due = (row: ReceptionFollowUp) => row.resultDue ?? row.expectedBy;
  const late = (row: ReceptionFollowUp) => row.resultMetOn === null && (due(row) ?? '9') < today();
  return (
    <>
      <h1 class={styles.title}>{receptionWords.tabs.followUps}</h1>
      <div class={styles.filter}>
        <ChoiceField
          legend={words.which}
          name="follow-ups"
          value={settled() ? 'settled' : 'open'}
          choices={[
            { value: 'open', label: words.open },
            { value: 'settled', label: words.settled },
          ]}
          onChange={(value) => setSettled(value === 'settled')}
        />
      </div>
      <Show when={answer.problem()}>{(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}</Show>
      <Show when={answer.data()} fallback={<LoadingState failed={answer.problem() !== undefined} />}>
        {(data) => (
          <ul class={styles.list} data-testid="reception-follow-ups">
            <For each={data().receptionFollowUps} fallback={<EmptyState inList title={words.empty} />}>
              {(row) => (
                <li class={styles.followUp}>
                  <div>
                    <A href={`/desk/cases/${row.caseId}`}>
                      {row.number} {row.title}
                    </A>
                    <p class="muted small">
                      {words.decided(day(row.date), row.receiverName)} · {row.outcomeName} · {row.caseStatusName}
                    </p>
                    <Show when={row.result}>{(result) => <p>{result()}</p>}</Show>
                    <For each={row.urgings}>
                      {(one) => (
                        <p class="small">
                          {day(one.on)} {one.by}：{one.how}
                        </p>
                      )}
                    </For>
                  </div>
                  <span class={styles.counts}>
                    <Show when={!settled()} fallback={<Chip>{day(row.settledOn ?? '')}</Chip>}>
                      <Show
                        when={row.resultMetOn}
                        fallback={
                          <DueChip state={late(row) ? 'overdue' : 'onTime'}>{words.by(day(due(row) ?? ''))}</DueChip>
                        }
                      >
                        {(on) => <Chip>{words.reported(day(on()))}</Chip>}
                      </Show>
                      <Show when={desk.viewer().role === 'clerk'}>
                        <Button onClick={() => setActing({ row, what: 'urge' })}>{words.urge}</Button>
                        <Button onClick={() => setActing({ row, what: 'settle' })}>{words.settle}</Button>
                      </Show>
                    </Show>
                  </span>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
      <Show when={acting()} keyed>
        {(act) => (
          <Sheet open title={act.what === 'urge' ? words.urge : words.settle} onClose={() => setActing(undefined)}>
            <ActForm
              {...act}
              today={today()}
              onDone={() => {
                setActing(undefined);
                answer.refetch();
              }}
            />
          </Sheet>
        )}
      </Show>
    </>
  );
}

function ActForm(props: {
  row: ReceptionFollowUp;
  what: 'urge' | 'settle';
  today: PlainDate;
  onDone: () => void;
}): JSX.Element {
  const give = createGive(() => undefined);
  const draft = createDraft(
    untrack(() => `reception.${props.what}.${props.row.sessionId}.${props.row.caseId}`),
    () => ({ text: '', on: untrack(() => props.today) as string }), // as it is typed
  );
  const { values, set } = draft;
  const submit = async () => {
    const { sessionId, caseId } = props.row;
    const id = { sessionId, caseId };
    const done =
      props.what === 'urge'
        ? await give.give({ type: 'urgeReception', ...id, how: values.text })
        : await give.give({
            type: 'settleReception',
            ...id,
            settledOn: values.on as PlainDate,
            result: values.text,
          });
    if (!done) return;
    draft.clear();
    props.onDone();
  };
  return (
    <div class={styles.form}>
      <p>
        {props.row.number} {props.row.title}
      </p>
      <Show when={props.what === 'settle'}>
        <TextField
          label={words.on}
          type="date"
          max={props.today}
          value={values.on}
          onInput={(on) => set({ on })}
          error={give.errorAt('settledOn')}
        />
      </Show>
      <TextAreaField
        label={props.what === 'urge' ? words.how : words.result}
        required
        value={values.text}
        onInput={(text) => set({ text })}
        error={give.errorAt(props.what === 'urge' ? 'how' : 'result')}
      />
      <Show when={give.problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <StartOver draft={draft} />
      <Remedy act={props.what === 'urge' ? 'urgeReception' : 'settleReception'} />
      <Button look="primary" busy={give.busy()} onClick={() => void submit()}>
        {receptionWords.save}
      </Button>
    </div>
  );
}
