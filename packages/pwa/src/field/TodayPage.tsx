import { calendarDay } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { A, useNavigate, useSearchParams } from '@solidjs/router';
import { createMemo, createResource, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import PlusIcon from '~icons/lucide/plus';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import { readCases } from '../offline/pull.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { DueChip } from '../ui/Chip.tsx';
import { ConnectionLine, SendingNotice } from './Connection.tsx';
import styles from './field.module.css';
import { ItemRow } from './ItemRow.tsx';
import { useField } from './session.ts';
import { instantText } from './times.ts';
import { VisitRows } from './VisitRows.tsx';
import { isVisitDraft } from './visit/visit-form.ts';

/** 今日: the day, one large button, what waits, what is near due, where one has been. Only what is really there. */
export function TodayPage(): JSX.Element {
  const field = useField();
  const navigate = useNavigate();
  onMount(() => {
    document.title = words.tabs.today;
  });
  const dayWord = createMemo(() => {
    const day = calendarDay(field.calendar(), field.today());
    if (!day.ok) return '';
    const { kind, festival, provisional } = day.value;
    const word = {
      workday: words.workday,
      weekend: words.weekend,
      makeUpWorkday: words.makeUp,
      holiday: festival ?? '',
    }[kind];
    return provisional ? `${word} · ${words.provisionalDay}` : word;
  });
  const unsent = () => field.items().filter((item) => item.state !== 'received');
  return (
    <main class={styles.page}>
      <header class={styles.today}>
        <h1>{dateText(field.today(), field.today())}</h1>
        <div class={styles.todayLine}>
          <span>{dayWord()}</span>
          <ConnectionLine />
        </div>
      </header>
      <SavedLine />
      <SendingNotice />
      <button type="button" class={styles.go} onClick={() => navigate(`/field/visits/new?draft=${uuidv7()}`)}>
        <PlusIcon aria-hidden="true" />
        {words.logVisit}
      </button>
      <Drafts />
      <Show when={unsent().length > 0}>
        <section class={styles.section}>
          <h2>
            {words.waitingTitle} <A href="/field/outbox">{words.seeAll}</A>
          </h2>
          <div class={styles.card}>
            <For each={unsent().slice(-3).reverse()}>
              {(item) => <ItemRow item={item} items={field.items()} brief />}
            </For>
          </div>
        </section>
      </Show>
      <NearDue />
      <section class={styles.section}>
        <h2>
          {words.recentTitle} <A href="/field/visits">{words.seeAll}</A>
        </h2>
        <VisitRows most={3} />
      </section>
    </main>
  );
}

/** After a save: what is true of that item now, and nothing stronger. */
function SavedLine(): JSX.Element {
  const field = useField();
  const [search] = useSearchParams<{ saved?: string }>();
  const item = () => {
    // Read first: inside `find` over an empty list it would not be read at all, and so not be followed.
    const { saved } = search;
    return field.items().find((one) => one.commandId === saved);
  };
  const line = () => {
    const state = item()?.state;
    if (state === 'received') return words.savedReceived;
    if (state === 'refused' || state === 'conflict') return words.savedRefused;
    return state === undefined ? '' : words.saved;
  };
  return (
    <div role="status" data-testid="saved">
      <Show when={line()}>
        <p class={styles.saved}>{line()}</p>
      </Show>
    </div>
  );
}

function Drafts(): JSX.Element {
  const field = useField();
  const name = (placeUnitId: string) =>
    field.units()?.value.find((unit) => unit.id === placeUnitId)?.name ?? words.draftNowhere;
  const visits = createMemo(() => field.drafts().filter(isVisitDraft));
  return (
    <Show when={visits().length > 0}>
      <section class={styles.section}>
        <h2>{words.draftsTitle}</h2>
        <div class={styles.card}>
          <For each={visits()}>
            {(draft) => (
              <A class={styles.row} href={`/field/visits/new?draft=${draft.id}`} data-testid="draft">
                <div class={styles.rowTop}>
                  <strong>{name(draft.form.placeUnitId)}</strong>
                  <Show when={draft.mends}>
                    <span class={styles.tag}>{words.draftMends}</span>
                  </Show>
                </div>
                <div class={styles.rowSub}>
                  {words.draftAt(instantText(draft.savedAt))}
                  <Show when={draft.form.matters.length > 0}> · {words.matters(draft.form.matters.length)}</Show>
                </div>
              </A>
            )}
          </For>
        </div>
      </section>
    </Show>
  );
}

/** Cases near or past their time limit, from the last pull; the list itself says how old that is. */
function NearDue(): JSX.Element {
  const field = useField();
  const [cases, { refetch }] = createResource(() => readCases(field.store));
  const deaf = field.store.channel.listen((notice) => {
    if (notice.about === 'entities') void refetch();
  });
  onCleanup(deaf);
  // Overdue first, then by date: the next thing to do stands on top.
  const near = () =>
    (cases.latest?.value.rows ?? [])
      .filter((row) => row.dueState === 'overdue' || row.dueState === 'dueSoon')
      .toSorted((one, other) => (one.nextDue?.legalDue ?? '').localeCompare(other.nextDue?.legalDue ?? ''))
      .slice(0, 3);
  return (
    <Show when={near().length > 0}>
      <section class={styles.section}>
        <h2>
          {words.nearTitle} <A href="/field/cases">{words.seeAll}</A>
        </h2>
        <div class={styles.card}>
          <For each={near()}>
            {(row) => (
              <A class={styles.row} href={`/field/cases?open=${row.id}`}>
                <div class={styles.rowTop}>
                  <strong>{row.title}</strong>
                  <DueChip state={row.dueState}>
                    {row.workingDaysLeft === null ? words.noClock : words.daysLeft(row.workingDaysLeft)}
                  </DueChip>
                </div>
                <div class={styles.rowSub}>
                  {row.number} · {row.handlingUnit.name}
                </div>
              </A>
            )}
          </For>
          <p class={styles.stamp}>{words.asOf(instantText(cases.latest?.pulledAt ?? 0))}</p>
        </div>
      </section>
    </Show>
  );
}
