import { calendarDay, parsePlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { plannedDay, receptionHours } from '@huiyin/domain/office';
import { A, useNavigate, useSearchParams } from '@solidjs/router';
import { createMemo, For, type JSX, lazy, onMount, Show, Suspense } from 'solid-js';
import PlusIcon from '~icons/lucide/plus';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { Rows } from '../ui/Rows.tsx';
import { CaseDueChip } from './CaseDueChip.tsx';
import { ConnectionLine, SendingNotice } from './Connection.tsx';
import { byDue, caseDue } from './due.ts';
import styles from './field.module.css';
import { useField } from './session.ts';
import { instantText } from './times.ts';
import { VisitRows } from './VisitRows.tsx';
import type { VisitForm } from './visit/visit-form.ts';

// The door's first load carries only what stands here every day.
const ItemRow = lazy(async () => ({ default: (await import('./ItemRow.tsx')).ItemRow }));
const FollowUpSteps = lazy(() => import('./FollowUpSteps.tsx'));
const AwaitingSignature = lazy(async () => ({ default: (await import('./CaseSteps.tsx')).AwaitingSignature }));

/** 今日: the day, one large button, what waits, what is near due, where one has been. Only what is really there. */
export function TodayPage(): JSX.Element {
  const field = useField();
  const navigate = useNavigate();
  onMount(() => {
    document.title = words.tabs.today;
  });
  const dayWord = createMemo(() => {
    const day = calendarDay(field.calendar(), field.today());
    if (!day.ok) return words.unknownDay;
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
  const awaiting = createMemo(() =>
    (field.cases()?.rows ?? []).filter((row) => row.awaitedInstruction ?? row.awaitedApproval).toSorted(byDue),
  );
  /** On the day itself the reception comes before what can wait until it is over. */
  const onDuty = () => (field.rota() ?? []).some(({ date }) => date === field.today());
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
            <Suspense>
              <Rows each={unsent().slice(-3).reverse()} name={({ commandId }) => commandId}>
                {(item) => <ItemRow item={item()} items={field.items()} brief />}
              </Rows>
            </Suspense>
          </div>
        </section>
      </Show>
      <Show when={onDuty()}>
        <NextDuty />
      </Show>
      <Show when={awaiting().length > 0}>
        <Suspense>
          <AwaitingSignature rows={awaiting()} />
        </Suspense>
      </Show>
      <Show when={!onDuty()}>
        <NextDuty />
      </Show>
      <NearDue />
      <FollowUps />
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

/** Whether a kept draft is a visit: other forms are kept beside them. */
function isVisitDraft<T extends { readonly form: unknown }>(draft: T): draft is T & { readonly form: VisitForm } {
  const { form } = draft;
  return typeof form === 'object' && form !== null && 'visitId' in form && 'placeUnitId' in form;
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

/** A kept date as people say it. */
function createDay(): (text: string) => string {
  const field = useField();
  return (text) => {
    const date = parsePlainDate(text);
    return date.ok ? dateText(date.value, field.today()) : text;
  };
}

/** The next reception duty (接访值班): when, and who stands in. */
function NextDuty(): JSX.Element {
  const field = useField();
  const day = createDay();
  const next = createMemo(() => (field.rota() ?? []).find((one) => one.date >= field.today()));
  /** What the notices of days off, or the want of one, have to say of that day. */
  const standing = (text: string) => {
    const date = parsePlainDate(text);
    const { provisional, dayOff } = date.ok ? plannedDay(field.calendar(), date.value) : {};
    if (dayOff) return words.dutyDayOff(dayOff);
    return provisional && words.dutyProvisional;
  };
  return (
    <Show when={field.rota()}>
      <section class={styles.section} data-testid="duty">
        <h2>{words.dutyTitle}</h2>
        <div class={styles.card}>
          <Show when={next()} fallback={<p class={styles.empty}>{words.dutyNone}</p>}>
            {(duty) => (
              <div class={styles.row}>
                <A href={`/field/reception?session=${duty().date}`}>
                  <strong>
                    {(duty().date === field.today() ? words.dutyToday : words.dutyNext)(day(duty().date))}
                  </strong>
                </A>
                <div class={styles.rowSub}>
                  {words.dutyHours(receptionHours.opensAt, receptionHours.closesAt)}
                  <Show when={standing(duty().date)}>{(text) => <> · {text()}</>}</Show>
                  <Show when={!duty().mine && duty().substituteName}>
                    {(name) => <> · {words.dutySubstitute(name())}</>}
                  </Show>
                </div>
              </div>
            )}
          </Show>
        </div>
      </section>
    </Show>
  );
}

/** One's contracted cases that are near or past their time limit: overdue first, then by date. */
function NearDue(): JSX.Element {
  const field = useField();
  const mine = createMemo(() =>
    (field.cases()?.rows ?? []).filter((row) => row.contract?.leaderId === field.viewer.id && row.nextDue !== null),
  );
  const near = createMemo(() =>
    mine()
      .filter((row) => ['overdue', 'dueSoon'].includes(caseDue(row, field).state))
      .toSorted(byDue)
      .slice(0, 3),
  );
  return (
    <Show when={mine().length > 0}>
      <section class={styles.section}>
        <h2>
          {words.contractedTitle} <A href="/field/cases">{words.seeAll}</A>
        </h2>
        <div class={styles.card}>
          <For each={near()} fallback={<p class={styles.empty}>{words.contractedCalm(mine().length)}</p>}>
            {(row) => (
              <A class={styles.row} href={`/field/cases?open=${row.id}`}>
                <div class={styles.rowTop}>
                  <strong>{row.title}</strong>
                  <CaseDueChip row={row} />
                </div>
                <div class={styles.rowSub}>
                  {row.number} · {row.statusName}
                </div>
              </A>
            )}
          </For>
          <p class={styles.stamp}>{words.asOf(instantText(field.cases()?.asOf ?? 0))}</p>
        </div>
      </section>
    </Show>
  );
}

/** What one has promised on visits and has not dealt with yet (后续, R22), the first due on top. */
function FollowUps(): JSX.Element {
  const field = useField();
  const day = createDay();
  const open = createMemo(() =>
    (field.visits()?.rows ?? [])
      .flatMap((visit) => {
        const settled = new Set(visit.amendable?.settledFollowUps);
        return visit.followUps.filter(({ id }) => !settled.has(id)).map((followUp) => ({ visit, followUp }));
      })
      .toSorted((one, other) => one.followUp.dueOn.localeCompare(other.followUp.dueOn))
      .slice(0, 5),
  );
  return (
    <Show when={open().length > 0}>
      <section class={styles.section} data-testid="follow-ups">
        <h2>
          {words.followUpsTitle} <A href="/field/visits">{words.seeAll}</A>
        </h2>
        <div class={styles.card}>
          <Rows each={open()} name={({ followUp }) => followUp.id}>
            {(one) => (
              <div class={styles.row}>
                <div class={styles.rowTop}>
                  <strong>{one().followUp.what}</strong>
                  <Show when={one().followUp.dueOn < field.today()}>
                    <span class={`${styles.chip} ${styles.chipRefused}`}>{words.followUpOverdue}</span>
                  </Show>
                </div>
                <div class={styles.rowTop}>
                  <span class={styles.rowSub}>
                    {one().followUp.owner} · {words.caseDue(day(one().followUp.dueOn))} · {one().visit.place.name}
                  </span>
                  <Suspense>
                    <FollowUpSteps visit={one().visit} followUp={one().followUp} />
                  </Suspense>
                </div>
              </div>
            )}
          </Rows>
        </div>
      </section>
    </Show>
  );
}
