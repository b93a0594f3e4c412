import type { PlainDate } from '@huiyin/domain';
import { isOwedReceipt } from '@huiyin/domain/cases';
import { dateText, receiptStateName } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { listMessages as words } from '../messages/desk.zh-CN.ts';
import { hotlineMessages as hotline } from '../messages/hotline.zh-CN.ts';
import { listToolMessages as tools, workMessages } from '../messages/work-lists.zh-CN.ts';
import { dueWords } from '../messages/zh-CN.ts';
import { Chip, DueChip, onTarget } from '../ui/Chip.tsx';
import { dueText } from '../ui/calendar.ts';
import { holderText } from '../ui/holder.ts';
import { LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { instantText } from '../ui/time.ts';
import { ClockWhy } from './ClockWhy.tsx';
import styles from './case-rows.module.css';
import { choosesMany } from './choice.ts';
import { type HotlineOrder, NextDueWhyQuery, type WorkRow } from './documents.ts';
import type { ListColumn } from './list-address.ts';
import { OwedReceipts } from './OwedReceipts.tsx';
import { createEditors, RowEditors } from './presence.tsx';
import { useDesk } from './world.ts';

/** What a line shows; a list adds whose turn it is and when something last happened. */
type Listed = Pick<
  WorkRow,
  | 'id'
  | 'number'
  | 'title'
  | 'channelName'
  | 'statusName'
  | 'receivedOn'
  | 'petitioner'
  | 'handlingUnit'
  | 'meantUnit'
  | 'dueState'
  | 'workingDaysLeft'
> & { readonly nextDue: Pick<NonNullable<WorkRow['nextDue']>, 'name' | 'legalDue' | 'targetDue'> | null } & Partial<
    Pick<WorkRow, 'turn' | 'updatedAt' | 'contentKindName' | 'closedOn' | 'receipts'>
  > & { readonly order?: Pick<HotlineOrder, 'externalNumber' | 'urgent' | 'extended' | 'dateRequested' | 'dueOn'> };

/** A column of a list: one that can be taken away, or the 12345 order (交办单). */
type Column = ListColumn | 'order';
const columnName = (column: Column): string => (column === 'order' ? hotline.order : tools.columnNames[column]);

/** Which rows are chosen, by id. */
export interface Selection {
  readonly has: (id: string) => boolean;
  readonly toggle: (id: string) => void;
}

const widths: Readonly<Record<Column, string>> = {
  order: 'minmax(var(--order), 200px)',
  petitioner: '72px',
  unit: 'minmax(84px, 150px)',
  status: '72px',
  turn: 'minmax(64px, 110px)',
  kind: '84px',
  updated: '96px',
};

/** Cases as lines at the desk, as cards on the phone. Each line's due chip opens 为什么是这一天 below it. */
export function CaseRows(props: {
  rows: readonly Listed[];
  fresh?: ReadonlySet<string>;
  today?: PlainDate | undefined;
  columns?: readonly Column[];
  selection?: Selection;
}): JSX.Element {
  const desk = useDesk();
  const selection = () => (choosesMany(desk.viewer()) ? props.selection : undefined);
  const columns = () => props.columns ?? (['petitioner', 'unit', 'status'] as const);
  const editors = createEditors(() => props.rows.map(({ id }) => id));
  const grid = () =>
    [
      ...(selection() ? ['24px'] : []),
      'var(--number)',
      'minmax(var(--matter), 1fr)',
      ...columns().map((column) => widths[column]),
      'var(--due)',
    ].join(' ');
  return (
    <div class={styles.list} style={{ '--grid': grid() }}>
      <div class={styles.columns} aria-hidden="true">
        <Show when={selection()}>
          <span />
        </Show>
        <span>{words.head.number}</span>
        <span>{words.head.matter}</span>
        <For each={columns()}>{(column) => <span>{columnName(column)}</span>}</For>
        <span>{words.head.due}</span>
      </div>
      <ul data-testid="case-list">
        <For each={props.rows}>
          {(row) => (
            <Row
              row={row}
              fresh={props.fresh?.has(row.id) === true}
              editors={editors(row.id)}
              today={props.today}
              columns={columns()}
              selection={selection()}
            />
          )}
        </For>
      </ul>
    </div>
  );
}

/** What stands in a column of one row. */
function cellText(row: Listed, column: ListColumn, today: PlainDate | undefined): string {
  switch (column) {
    case 'petitioner':
      return row.petitioner.name;
    case 'unit':
      return holderText(row);
    case 'status':
      return row.statusName;
    case 'turn':
      return row.turn?.mine ? workMessages.me : (row.turn?.name ?? '');
    case 'kind':
      return row.contentKindName ?? '';
    case 'updated':
      return row.updatedAt === undefined ? '' : instantText(row.updatedAt, today);
  }
}

/** The number at the 12345 centre, what is special about the order, and its own date where another clock of the case binds first. */
function OrderCell(props: { row: Listed; today: PlainDate | undefined }): JSX.Element {
  const own = () => {
    const { nextDue, order } = props.row;
    return order && nextDue?.legalDue !== order.dueOn ? order.dueOn : undefined;
  };
  return (
    <Show when={props.row.order}>
      {(order) => (
        <>
          {order().externalNumber}
          <Show when={order().urgent}>
            {' '}
            <Chip>{hotline.urgent}</Chip>
          </Show>
          <Show when={order().extended}>
            {' '}
            <Chip>{hotline.extended}</Chip>
          </Show>
          <Show when={order().dateRequested}>
            {' '}
            <Chip>{hotline.dateRequested}</Chip>
          </Show>
          <Show when={own()}>
            {(day) => <span class={styles.received}>{hotline.replyBy(dateText(day(), props.today))}</span>}
          </Show>
        </>
      )}
    </Show>
  );
}

/** What stands in place of a due date: when it was closed, or that no clock runs. */
function doneText({ closedOn }: Listed, today: PlainDate | undefined): string {
  return closedOn ? words.closed(dateText(closedOn, today)) : dueWords('none', null);
}

function Row(props: {
  row: Listed;
  fresh: boolean;
  editors: readonly string[];
  today: PlainDate | undefined;
  columns: readonly Column[];
  selection: Selection | undefined;
}): JSX.Element {
  const [open, setOpen] = createSignal(false);
  const signed = () => (props.row.receipts ?? []).filter((receipt) => !isOwedReceipt(receipt));
  const id = createUniqueId();
  return (
    <li
      class={`${styles.item} ${props.fresh ? styles.fresh : ''}`}
      data-testid="case-row"
      data-case={props.row.id}
      data-number={props.row.number}
    >
      <div class={`${styles.row} ${props.row.order ? styles.withOrder : ''}`}>
        <Show when={props.selection}>
          {(selection) => (
            <input
              type="checkbox"
              class={styles.choose}
              aria-label={tools.choose(props.row.number)}
              checked={selection().has(props.row.id)}
              onChange={() => selection().toggle(props.row.id)}
              data-choose
            />
          )}
        </Show>
        <span class={styles.number}>{props.row.number}</span>
        <span class={styles.matter}>
          <A class={styles.link} href={`/desk/cases/${props.row.id}`} data-row>
            {props.row.title}
          </A>{' '}
          <Show when={props.fresh}>
            <Chip>{words.fresh}</Chip>
          </Show>
          <OwedReceipts receipts={props.row.receipts ?? []} />
          <RowEditors names={props.editors} />
          <span class={styles.received}>
            {props.row.channelName} · {words.received(dateText(props.row.receivedOn, props.today))}
            <For each={signed()}>{(receipt) => <> · {receiptStateName(receipt)}</>}</For>
          </span>
        </span>
        <For each={props.columns}>
          {(column) => (
            <span class={styles[column]}>
              {column === 'order' ? (
                <OrderCell row={props.row} today={props.today} />
              ) : (
                cellText(props.row, column, props.today)
              )}
            </span>
          )}
        </For>
        <span class={styles.due}>
          <Show when={props.row.nextDue} fallback={<DueChip state="none">{doneText(props.row, props.today)}</DueChip>}>
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
                <DueChip state={props.row.dueState} onTarget={onTarget(clock(), props.today)}>
                  {dueWords(props.row.dueState, props.row.workingDaysLeft)}
                </DueChip>
                <span class={styles.dueDate}>
                  {clock().name} {dueText(clock().legalDue, props.today)}
                </span>
              </button>
            )}
          </Show>
        </span>
      </div>
      <Show when={open()}>
        <div class={styles.why} id={id}>
          <RowWhy id={props.row.id} today={props.today} />
        </div>
      </Show>
    </li>
  );
}

function RowWhy(props: { id: string; today: PlainDate | undefined }): JSX.Element {
  const answer = createAnswer(NextDueWhyQuery, () => ({ id: props.id }));
  const clock = () => answer.data()?.petitionCase?.nextDue;
  return (
    <>
      <Show when={answer.problem()}>{(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}</Show>
      <Show
        when={clock()}
        fallback={
          <Show when={answer.loading()}>
            <LoadingState lines={2} />
          </Show>
        }
      >
        {(found) => <ClockWhy clock={found()} today={props.today} />}
      </Show>
    </>
  );
}
