import type { PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { listMessages as words } from '../messages/desk.zh-CN.ts';
import { dueWords } from '../messages/zh-CN.ts';
import { Chip, DueChip } from '../ui/Chip.tsx';
import { LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { WhyThisDate } from '../ui/WhyThisDate.tsx';
import { whyFromServer } from '../ui/why.ts';
import styles from './case-list.module.css';
import { type CaseRow, NextDueWhyQuery } from './documents.ts';

/** Cases as lines at the desk, as cards on the phone. Each line's due chip opens 为什么是这一天 below it. */
export function CaseRows(props: {
  rows: readonly CaseRow[];
  fresh?: ReadonlySet<string>;
  today?: PlainDate | undefined;
}): JSX.Element {
  return (
    <div class={styles.list}>
      <div class={styles.columns} aria-hidden="true">
        <span>{words.head.number}</span>
        <span>{words.head.matter}</span>
        <span>{words.head.petitioner}</span>
        <span>{words.head.unit}</span>
        <span>{words.head.status}</span>
        <span>{words.head.due}</span>
      </div>
      <ul data-testid="case-list">
        <For each={props.rows}>
          {(row) => <Row row={row} fresh={props.fresh?.has(row.id) === true} today={props.today} />}
        </For>
      </ul>
    </div>
  );
}

function Row(props: { row: CaseRow; fresh: boolean; today: PlainDate | undefined }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  const id = createUniqueId();
  return (
    <li
      class={`${styles.item} ${props.fresh ? styles.fresh : ''}`}
      data-testid="case-row"
      data-case={props.row.id}
      data-number={props.row.number}
    >
      <div class={styles.row}>
        <span class={styles.number}>{props.row.number}</span>
        <span class={styles.matter}>
          <A class={styles.link} href={`/desk/cases/${props.row.id}`} data-row>
            {props.row.title}
          </A>{' '}
          <Show when={props.fresh}>
            <Chip>{words.fresh}</Chip>
          </Show>
          <span class={styles.received}>
            {props.row.channelName} · {words.received(dateText(props.row.receivedOn, props.today))}
          </span>
        </span>
        <span class={styles.petitioner}>{props.row.petitioner.name}</span>
        <span class={styles.unit}>{props.row.handlingUnit.name}</span>
        <span class={styles.status}>{props.row.statusName}</span>
        <span class={styles.due}>
          <Show when={props.row.nextDue} fallback={<DueChip state="none">{dueWords('none', null)}</DueChip>}>
            {(clock) => (
              <button
                type="button"
                class={styles.dueButton}
                aria-expanded={open()}
                aria-controls={id}
                title={words.why}
                data-why
                onClick={() => setOpen(!open())}
              >
                <DueChip state={props.row.dueState}>{dueWords(props.row.dueState, props.row.workingDaysLeft)}</DueChip>
                <span class={styles.dueDate}>
                  {clock().name} {dateText(clock().legalDue, props.today)}
                </span>
              </button>
            )}
          </Show>
        </span>
      </div>
      <Show when={open()}>
        <div class={styles.why} id={id}>
          <RowWhy id={props.row.id} />
        </div>
      </Show>
    </li>
  );
}

function RowWhy(props: { id: string }): JSX.Element {
  const answer = createAnswer(NextDueWhyQuery, () => ({ id: props.id }));
  const deadline = () => answer.data()?.petitionCase?.nextDue?.deadline;
  return (
    <>
      <Show when={answer.problem()}>{(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}</Show>
      <Show
        when={deadline()}
        fallback={
          <Show when={answer.loading()}>
            <LoadingState lines={2} />
          </Show>
        }
      >
        {(found) => <WhyThisDate why={whyFromServer(found())} />}
      </Show>
    </>
  );
}
