import { dateInShanghai, parsePlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { useSearchParams } from '@solidjs/router';
import { createResource, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import { type PhoneCase, pullList, readCases } from '../offline/pull.ts';
import { DueChip } from '../ui/Chip.tsx';
import { ConnectionLine } from './Connection.tsx';
import { citationWords } from './citations.ts';
import { DueWhy } from './DueWhy.tsx';
import styles from './field.module.css';
import { useField } from './session.ts';
import { instantText } from './times.ts';

const day = (text: string) => {
  const date = parsePlainDate(text);
  return date.ok ? dateText(date.value, dateInShanghai(Date.now())) : text;
};

/** 案件: one column, the time limit first; the last pulled copy, which says how old it is. */
export default function CasesPage(): JSX.Element {
  const field = useField();
  const [cases, { refetch }] = createResource(() => readCases(field.store));
  const pull = () => void pullList(field.store, 'cases', Date.now());
  const deaf = field.store.channel.listen((notice) => {
    if (notice.about === 'entities') void refetch();
  });
  onMount(() => {
    document.title = words.tabs.cases;
    pull();
  });
  window.addEventListener('online', pull);
  onCleanup(() => {
    window.removeEventListener('online', pull);
    deaf();
  });
  return (
    <main class={styles.page}>
      <header class={styles.head}>
        <h1>{words.tabs.cases}</h1>
        <ConnectionLine />
      </header>
      <section class={styles.section}>
        <Show
          when={cases.latest}
          fallback={<p class={styles.empty}>{cases.state === 'ready' ? words.neverPulled : ''}</p>}
        >
          {(list) => (
            <>
              <p class={styles.stamp}>
                {words.total(list().value.totalCount)} · {words.asOf(instantText(list().pulledAt))}
              </p>
              <div class={styles.card}>
                <For each={list().value.rows} fallback={<p class={styles.empty}>{words.noCases}</p>}>
                  {(row) => <CaseRow row={row} />}
                </For>
              </div>
            </>
          )}
        </Show>
      </section>
    </main>
  );
}

function CaseRow(props: { row: PhoneCase }): JSX.Element {
  const row = () => props.row;
  const who = () =>
    row().petitioner.anonymous
      ? words.anonymousShort
      : [row().petitioner.name, row().petitioner.relation, row().petitioner.phone].filter(Boolean).join('，');
  const [search] = useSearchParams<{ open?: string }>();
  const show = (details: HTMLDetailsElement) => {
    // Come from 今日 for this very case.
    if (search.open === row().id) queueMicrotask(() => details.scrollIntoView({ block: 'center' }));
  };
  return (
    <details class={styles.row} ref={show} open={search.open === row().id}>
      <summary class={styles.summary}>
        <Show when={row().nextDue} fallback={<span class={styles.rowSub}>{words.noClock}</span>}>
          {(due) => (
            <div class={styles.clockLine}>
              <DueChip state={row().dueState}>{words.daysLeft(row().workingDaysLeft ?? 0)}</DueChip>
              <span class={styles.rowSub}>
                {due().name} {day(due().legalDue)}
              </span>
            </div>
          )}
        </Show>
        <strong class={styles.caseTitle}>{row().title}</strong>
        <div class={styles.rowSub}>
          {row().number} · {row().handlingUnit.name} · {row().statusName}
        </div>
      </summary>
      <div class={styles.detail}>
        <p class={styles.prose}>{row().demand}</p>
        <p class={styles.rowSub}>{who()}</p>
        <p class={styles.rowSub}>
          {words.received} {day(row().receivedOn)} · {row().channelName}
          <Show when={row().visit}> · {words.fromVisit}</Show>
        </p>
        <Show when={row().nextDue}>
          {(due) => (
            <>
              <p class={styles.rowSub}>
                {words.basis}
                {citationWords(due().citation)}
              </p>
              <DueWhy of={due()} />
            </>
          )}
        </Show>
      </div>
    </details>
  );
}
