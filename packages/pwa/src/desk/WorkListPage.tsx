import { A, useNavigate } from '@solidjs/router';
import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { workMessages as words } from '../messages/work-lists.zh-CN.ts';
import { dueWords, sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { DueChip, onTarget } from '../ui/Chip.tsx';
import { dueText } from '../ui/calendar.ts';
import { holderText } from '../ui/holder.ts';
import { EmptyState, LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { ChangedBar } from './ChangedBar.tsx';
import type { MyWork, WorkRow } from './documents.ts';
import { useRowKeys } from './keys.ts';
import { OwedCounts } from './OwedCounts.tsx';
import { OwedReceipts } from './OwedReceipts.tsx';
import { createEditors, RowEditors } from './presence.tsx';
import styles from './work-list.module.css';
import { turnsText, type WorkList } from './work-list.ts';

type Group = MyWork['groups'][number];

/** /desk: my next actions, what binds first on top; each with its one next step. */
export function WorkListPage(props: { work: WorkList }): JSX.Element {
  const navigate = useNavigate();
  const groups = () => props.work.data()?.groups.filter(({ rows }) => rows.length > 0) ?? [];
  const editors = createEditors(() => groups().flatMap(({ rows }) => rows.map(({ id }) => id)));
  useRowKeys(['a', 'e'], () => props.work.apply());
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
    props.work.refetch();
  });

  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
        <Show when={props.work.data()}>
          {(work) => (
            <span class="muted" data-testid="work-total" data-count={work().mine}>
              {words.total(turnsText(work()))}
            </span>
          )}
        </Show>
      </div>
      <OwedCounts />
      <ChangedBar count={props.work.changed()} onShow={props.work.apply} />
      <Show when={props.work.problem()}>
        {(problem) => <ProblemNotice class={styles.news ?? ''} problem={problem()} onRetry={props.work.refetch} />}
      </Show>
      <Show
        when={props.work.data()}
        fallback={
          <Show when={!props.work.problem()}>
            <LoadingState lines={8} />
          </Show>
        }
      >
        {(work) => (
          <div id="work-groups" data-testid="work-list">
            <Show when={work().mine === 0}>
              <EmptyState title={words.empty}>
                <p>{words.emptyHint}</p>
                <Button onClick={() => navigate('/desk/cases')}>{words.emptyAll}</Button>
              </EmptyState>
            </Show>
            <For each={groups()}>
              {(group) => (
                <GroupSection
                  group={group}
                  today={work().today}
                  editors={editors}
                  onMore={() => props.work.more(group.key)}
                />
              )}
            </For>
          </div>
        )}
      </Show>
    </>
  );
}

function GroupSection(props: {
  group: Group;
  today: MyWork['today'];
  editors: (id: string) => readonly string[];
  onMore: () => Promise<void>;
}): JSX.Element {
  const [reading, setReading] = createSignal(false);
  const more = async () => {
    setReading(true);
    await props.onMore();
    setReading(false);
  };
  return (
    <section class={styles.group} data-group={props.group.key} aria-labelledby={`work-${props.group.key}`}>
      <header class={styles.groupHead}>
        <h2 id={`work-${props.group.key}`}>
          {words.groups[props.group.key]} <b data-count>{words.count(props.group.count, props.group.more)}</b>
        </h2>
        <p>{words.hints[props.group.key]}</p>
      </header>
      <ul class={styles.rows}>
        <For each={props.group.rows}>
          {(row) => <WorkRowItem row={row} today={props.today} editors={props.editors(row.id)} />}
        </For>
      </ul>
      <Show when={props.group.endCursor}>
        <Button class={styles.more} look="quiet" busy={reading()} onClick={() => void more()}>
          {words.more}
        </Button>
      </Show>
    </section>
  );
}

function WorkRowItem(props: { row: WorkRow; today: MyWork['today']; editors: readonly string[] }): JSX.Element {
  const place = () => `/desk/cases/${props.row.id}`;
  const turn = () => props.row.turn;
  return (
    <li class={styles.row} data-testid="work-row" data-case={props.row.id}>
      <span class={styles.due}>
        <DueChip state={props.row.dueState} onTarget={onTarget(props.row.nextDue, props.today)}>
          {dueWords(props.row.dueState, props.row.workingDaysLeft)}
        </DueChip>
        <Show when={props.row.nextDue}>
          {(clock) => (
            <span class={styles.clock}>
              {clock().name} {dueText(clock().legalDue, props.today)}
            </span>
          )}
        </Show>
      </span>
      <span class={styles.number}>{props.row.number}</span>
      <span class={styles.matter}>
        <A class={styles.link} href={place()} data-row>
          {props.row.title}
        </A>{' '}
        <OwedReceipts receipts={props.row.receipts} />
        <RowEditors names={props.editors} />
        <span class={styles.line}>
          {props.row.channelName} · {props.row.statusName} · {holderText(props.row)}
        </span>
      </span>
      <span class={styles.petitioner}>{props.row.petitioner.name}</span>
      <span class={styles.action}>
        <Show
          when={turn()?.mine && turn()?.actionName}
          fallback={
            <span class={styles.waits}>
              <span class="muted small">{words.turn}</span> {turn()?.name}
              <span class={styles.line}>{turn()?.actionName ?? words.nobody}</span>
            </span>
          }
        >
          {(name) => (
            <A
              class={styles.act}
              href={`${place()}?do=${turn()?.action ?? ''}`}
              aria-label={words.act(name(), props.row.number)}
              data-act
            >
              {name()}
            </A>
          )}
        </Show>
      </span>
    </li>
  );
}
