import { A } from '@solidjs/router';
import { createMemo, createSignal, type JSX, lazy, Show, Suspense } from 'solid-js';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import type { PhoneCase } from '../offline/pull.ts';
import { Button } from '../ui/Button.tsx';
import { Rows } from '../ui/Rows.tsx';
import { CaseDueChip } from './CaseDueChip.tsx';
import styles from './field.module.css';
import { useField } from './session.ts';

const AmendCaseSheet = lazy(async () => ({ default: (await import('./AmendCaseSheet.tsx')).AmendCaseSheet }));
const InstructSheet = lazy(async () => ({ default: (await import('./InstructSheet.tsx')).InstructSheet }));

/** Whether one's word on this case is saved here and has not arrived yet. */
function usePending(): (row: PhoneCase) => boolean {
  const field = useField();
  const pending = createMemo(
    () =>
      new Set(
        field
          .items()
          .filter(({ type, state }) => type === 'giveInstruction' && state !== 'received')
          .map(({ payload }) => String(payload.caseId)),
      ),
  );
  return (row) => pending().has(row.id);
}

/** 批示, or that it is on its way. */
function Instruct(props: { row: PhoneCase; pending: boolean }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  return (
    <Show when={props.row.awaitedInstruction}>
      {(awaited) => (
        <Show
          when={!props.pending}
          fallback={<span class={`${styles.chip} ${styles.chipWaiting}`}>{words.instructed}</span>}
        >
          <Button onClick={() => setOpen(true)}>{words.instruct}</Button>
          <Show when={open()}>
            <Suspense>
              <InstructSheet row={props.row} awaited={awaited()} onClose={() => setOpen(false)} />
            </Suspense>
          </Show>
        </Show>
      )}
    </Show>
  );
}

/** What one can do with a kept case on the phone: 批示 where it waits for one, 更正登记 of what one's own visit raised. */
export function CaseSteps(props: { row: PhoneCase }): JSX.Element {
  const field = useField();
  const pending = usePending();
  const [amending, setAmending] = createSignal(false);
  const mine = createMemo(
    () => props.row.amendable?.open === true && (field.visits()?.rows ?? []).some(({ id }) => id === props.row.visitId),
  );
  return (
    <div class={styles.actions}>
      <Instruct row={props.row} pending={pending(props.row)} />
      <Show when={mine()}>
        <Button onClick={() => setAmending(true)}>{words.amendCase}</Button>
        <Show when={amending()}>
          <Suspense>
            <AmendCaseSheet row={props.row} onClose={() => setAmending(false)} />
          </Suspense>
        </Show>
      </Show>
    </div>
  );
}

/** The nearest due stand on 今日; the rest one tap away. */
const SHOWN = 3;

/** 待我批示 on 今日: what waits for one's word, ready to be answered where one stands. */
export function AwaitingInstruction(props: { rows: readonly PhoneCase[] }): JSX.Element {
  const pending = usePending();
  return (
    <section class={styles.section} data-testid="awaiting-instruction">
      <h2>
        {words.awaiting} {words.total(props.rows.length)} <A href="/field/cases">{words.seeAll}</A>
      </h2>
      <div class={styles.card}>
        <Rows each={props.rows.slice(0, SHOWN)} name={({ id }) => id}>
          {(row) => (
            <div class={styles.row}>
              <div class={styles.rowTop}>
                <A href={`/field/cases?open=${row().id}`}>
                  <strong>{row().title}</strong>
                </A>
                <CaseDueChip row={row()} />
              </div>
              <div class={styles.rowTop}>
                <span class={styles.rowSub}>
                  {row().number} · {row().channelName} · {row().statusName}
                </span>
                <Instruct row={row()} pending={pending(row())} />
              </div>
            </div>
          )}
        </Rows>
      </div>
    </section>
  );
}
