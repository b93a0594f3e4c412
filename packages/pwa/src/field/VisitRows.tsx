import { dateInShanghai, parsePlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createMemo, createSignal, For, type JSX, lazy, Show, Suspense } from 'solid-js';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import type { PhoneCase, PhoneFollowUp, PhoneVisit } from '../offline/pull.ts';
import type { OutboxItem } from '../offline/types.ts';
import { Button } from '../ui/Button.tsx';
import { Rows } from '../ui/Rows.tsx';
import styles from './field.module.css';
import { useField } from './session.ts';
import { instantText } from './times.ts';

const FollowUpSteps = lazy(() => import('./FollowUpSteps.tsx'));
const AmendSheet = lazy(async () => ({ default: (await import('./AmendSheet.tsx')).AmendSheet }));

type Row =
  | { readonly from: 'phone'; readonly id: string; readonly on: string; readonly item: OutboxItem }
  | { readonly from: 'server'; readonly id: string; readonly on: string; readonly visit: PhoneVisit };

const visitOf = (row: Row) => (row.from === 'server' ? row.visit : undefined);
const itemOf = (row: Row) => (row.from === 'phone' ? row.item : undefined);

const day = (text: string) => {
  const date = parsePlainDate(text);
  return date.ok ? dateText(date.value, dateInShanghai(Date.now())) : text;
};

/** Visits, the newest first: those only on this phone, and those the server had at the last pull. */
export function VisitRows(props: { most?: number; open?: boolean }): JSX.Element {
  const field = useField();
  const rows = createMemo(() => {
    const there = field.visits()?.rows ?? [];
    const known = new Set(there.map((visit) => visit.id));
    const here = field
      .items()
      .filter((item) => item.type === 'logOutreachVisit' && !known.has(String(item.payload.visitId)));
    const all: Row[] = [
      // kept in the order of saving: of one day the last one comes first
      ...here
        .toReversed()
        .map((item) => ({ from: 'phone', id: item.commandId, on: item.summary.visitedOn ?? '', item }) as const),
      ...there.map((visit) => ({ from: 'server', id: visit.id, on: visit.visitedOn, visit }) as const),
    ];
    all.sort((a, b) => b.on.localeCompare(a.on));
    return all.slice(0, props.most ?? all.length);
  });
  return (
    <>
      <div class={styles.card} data-testid="visits">
        <Rows
          each={rows()}
          name={({ from, id }) => `${from}:${id}`}
          fallback={
            <p class={styles.empty}>
              {!field.entitiesRead() ? '' : field.visits() === undefined ? words.neverPulled : words.noVisits}
            </p>
          }
        >
          {(row) => (
            <Show
              when={visitOf(row())}
              fallback={<Show when={itemOf(row())}>{(item) => <PhoneRow item={item()} />}</Show>}
            >
              {(visit) => <VisitRow visit={visit()} cases={field.cases()?.rows ?? []} open={props.open === true} />}
            </Show>
          )}
        </Rows>
      </div>
      <Show when={props.open === true && field.visits()}>
        {(list) => (
          <p class={styles.stamp}>
            {words.totalVisits(list().rows.length)} · {words.asOf(instantText(list().asOf))}
          </p>
        )}
      </Show>
    </>
  );
}

function PhoneRow(props: { item: OutboxItem }): JSX.Element {
  const summary = () => props.item.summary;
  return (
    <div class={styles.row}>
      <div class={styles.rowTop}>
        <strong>{summary().title}</strong>
        <Show when={props.item.state !== 'received'}>
          <span class={`${styles.chip} ${styles.chipWaiting}`}>{words.visitLocal}</span>
        </Show>
      </div>
      <div class={styles.rowSub}>
        {day(summary().visitedOn ?? '')} · {summary().modeName}
        <Show when={summary().matters > 0}> · {words.matters(summary().matters)}</Show>
      </div>
    </div>
  );
}

/** 已落实, or the way to say so: of one's own visits, which alone say how their follow-ups stand. */
function FollowUpState(props: { visit: PhoneVisit; followUp: PhoneFollowUp }): JSX.Element {
  const settled = () => props.visit.amendable?.settledFollowUps.includes(props.followUp.id);
  return (
    <Show when={settled() !== undefined}>
      <Show
        when={settled() === true}
        fallback={
          <Suspense>
            <FollowUpSteps visit={props.visit} followUp={props.followUp} />
          </Suspense>
        }
      >
        <span class={`${styles.chip} ${styles.chipDone}`}>{words.followUpSettled}</span>
      </Show>
    </Show>
  );
}

/** One visit as the server has it; of `cases` those that it raised are named. */
export function VisitRow(props: { visit: PhoneVisit; cases: readonly PhoneCase[]; open: boolean }): JSX.Element {
  const visit = () => props.visit;
  const [amending, setAmending] = createSignal(false);
  const raised = createMemo(() => props.cases.filter((one) => one.visitId === visit().id));
  const photos = () => visit().attachments.filter((one) => one.kind === 'photo').length;
  const head = () => (
    <>
      <div class={styles.rowTop}>
        <strong>{visit().place.name}</strong>
        <Show when={visit().programme}>
          <span class={styles.tag}>{words.programmeTag}</span>
        </Show>
      </div>
      <div class={styles.rowSub}>
        {day(visit().visitedOn)} · {visit().modeName} · {visit().leaderName}
        <Show when={raised().length > 0}> · {words.matters(raised().length)}</Show>
        <Show when={photos() > 0}> · {words.photos(photos())}</Show>
      </div>
    </>
  );
  return (
    <Show when={props.open} fallback={<div class={styles.row}>{head()}</div>}>
      <details class={styles.row}>
        <summary class={styles.summary}>{head()}</summary>
        <div class={styles.detail}>
          <p class={styles.prose}>{visit().observations || words.observationsNone}</p>
          <For each={raised()}>
            {(one) => (
              <p>
                <A href={`/field/cases?open=${one.id}`}>
                  {one.number} {one.title}
                </A>
              </p>
            )}
          </For>
          <Rows each={visit().followUps} name={({ id }) => id}>
            {(one) => (
              <div class={styles.rowTop}>
                <span class={styles.rowSub}>{words.followUpLine(one().what, one().owner, day(one().dueOn))}</span>
                <FollowUpState visit={visit()} followUp={one()} />
              </div>
            )}
          </Rows>
          <p class={styles.rowSub}>{words.receivedAt(instantText(visit().receivedAt))}</p>
          <Show when={visit().amendable}>
            {(against) => (
              <>
                <div class={styles.actions}>
                  <Button onClick={() => setAmending(true)}>{words.amend}</Button>
                </div>
                <Show when={amending()}>
                  <Suspense>
                    <AmendSheet visit={visit()} against={against()} onClose={() => setAmending(false)} />
                  </Suspense>
                </Show>
              </>
            )}
          </Show>
        </div>
      </details>
    </Show>
  );
}
