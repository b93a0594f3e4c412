import { addDays, type PlainDate, parsePlainDate } from '@huiyin/domain';
import { createSignal, For, type JSX, Show, untrack } from 'solid-js';
import { createAnswer } from '../../graphql/answer.ts';
import { type Problem, tell } from '../../graphql/client.ts';
import { receptionWords } from '../../messages/reception.zh-CN.ts';
import { createDraft } from '../../session/draft.ts';
import { StartOver } from '../../session/StartOver.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Chip, DueChip } from '../../ui/Chip.tsx';
import { TextAreaField, TextField } from '../../ui/Field.tsx';
import { FigureTable } from '../../ui/FigureTable.tsx';
import { LoadingState, ProblemNotice } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { todayHere } from '../../ui/time.ts';
import { useDesk } from '../world.ts';
import { ExplainShortfall, FiguresQuery, type MonthlyDuty, type Sheet as SheetRow } from './documents.ts';
import styles from './reception.module.css';

const words = receptionWords.figures;

/** 履职情况: monthly duties with their shortfalls (R19, R94), and receptions with their implementation (R37). */
export function FiguresView(): JSX.Element {
  const desk = useDesk();
  const [month, setMonth] = createSignal(todayHere().slice(0, 7));
  const first = () => parsePlainDate(`${month()}-01`);
  const answer = createAnswer(FiguresQuery, () => {
    const from = first();
    return from.ok ? { month: month(), from: from.value, to: lastOf(from.value) } : undefined;
  });
  const [explaining, setExplaining] = createSignal<MonthlyDuty>();
  const may = (duty: MonthlyDuty) => desk.viewer().role === 'clerk' || desk.viewer().id === duty.personId;
  return (
    <div class={styles.form}>
      <h1 class={styles.title}>{receptionWords.tabs.figures}</h1>
      <div class={`${styles.tools} no-print`}>
        <TextField label={words.month} type="month" value={month()} onInput={setMonth} />
        <Button onClick={() => window.print()}>{receptionWords.print}</Button>
      </div>
      <Show when={answer.problem()}>{(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}</Show>
      <Show when={answer.data()} fallback={<LoadingState failed={answer.problem() !== undefined} />}>
        {(data) => (
          <>
            <Card title={words.duties}>
              <p class="muted small">{words.dutiesHint}</p>
              <ul class={styles.duties} data-testid="duties">
                <For each={data().monthlyReceptionDuties}>
                  {(duty) => (
                    <li>
                      <span>
                        <strong>{duty.name}</strong> <span class="muted">{duty.unitName}</span>
                      </span>
                      <span>
                        {words.attended} {duty.attended} · {words.planned} {duty.planned}
                      </span>
                      <Show when={duty.short} fallback={<Chip>{words.met}</Chip>}>
                        <DueChip state="dueSoon">{words.short}</DueChip>
                      </Show>
                      <span class="small">{duty.reason ?? ''}</span>
                      <Show when={duty.short && may(duty)}>
                        <Button look="quiet" class="no-print" onClick={() => setExplaining(duty)}>
                          {words.explain}
                        </Button>
                      </Show>
                    </li>
                  )}
                </For>
              </ul>
            </Card>
            <Card title={words.sheet}>
              <p class="muted small">{words.sheetHint}</p>
              <SheetTable title={words.people} rows={data().receptionPerformance.people} ofPeople />
              <SheetTable title={words.units} rows={data().receptionPerformance.units} />
            </Card>
          </>
        )}
      </Show>
      <Show when={explaining()} keyed>
        {(duty) => (
          <Sheet open title={words.explain} onClose={() => setExplaining(undefined)}>
            <ExplainForm
              duty={duty}
              month={month()}
              onDone={() => {
                setExplaining(undefined);
                answer.refetch();
              }}
            />
          </Sheet>
        )}
      </Show>
    </div>
  );
}

function lastOf(first: PlainDate): PlainDate {
  const [now, next] = [first.slice(0, 7), addDays(first, 31)];
  let day = next;
  while (!day.startsWith(now)) day = addDays(day, -1);
  return day;
}

/** Only people attend: a unit has what was decided for it. */
function SheetTable(props: { title: string; rows: readonly SheetRow[]; ofPeople?: boolean }): JSX.Element {
  return (
    <Show when={props.rows.length > 0} fallback={<p class="muted">{words.nobody}</p>}>
      <h3 class={styles.sub}>{props.title}</h3>
      <section class={styles.scroll} aria-label={props.title} tabindex={0}>
        <FigureTable
          caption={props.title}
          head={[...(props.ofPeople ? words.peopleCols : words.unitCols), ...words.cols]}
          rows={props.rows}
          name={({ name }) => name}
          cells={(row) => [
            ...(props.ofPeople ? [row.attended, row.stoodIn, row.substituted] : []),
            row.received,
            row.decided,
            row.implemented.numerator,
            words.rate(row.implemented.numerator, row.implemented.denominator),
            words.rate(row.satisfied.numerator, row.satisfied.denominator),
          ]}
        />
      </section>
    </Show>
  );
}

function ExplainForm(props: { duty: MonthlyDuty; month: string; onDone: () => void }): JSX.Element {
  const draft = createDraft(
    untrack(() => `reception.shortfall.${props.duty.personId}.${props.month}`),
    () => ({ reason: untrack(() => props.duty.reason) ?? '' }),
  );
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const save = async () => {
    const { duty, month } = props;
    setBusy(true);
    const answer = await tell(ExplainShortfall, { personId: duty.personId, month, reason: draft.values.reason });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    draft.clear();
    props.onDone();
  };
  return (
    <div class={styles.form}>
      <TextAreaField
        label={`${props.duty.name} ${words.why}`}
        required
        value={draft.values.reason}
        onInput={(reason) => draft.set({ reason })}
      />
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <StartOver draft={draft} />
      <Button look="primary" busy={busy()} onClick={() => void save()}>
        {receptionWords.save}
      </Button>
    </div>
  );
}
