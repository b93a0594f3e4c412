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
const ApproveSheet = lazy(async () => ({ default: (await import('./ApproveSheet.tsx')).ApproveSheet }));
const InstructSheet = lazy(async () => ({ default: (await import('./InstructSheet.tsx')).InstructSheet }));

/** What one signs on the phone, and what of it waits for its receipt. */
type Signing = 'giveInstruction' | 'approveReply';

/** Whether one's signature on this case is saved here and has not arrived yet. */
function usePending(): (row: PhoneCase, signing: Signing) => boolean {
  const field = useField();
  const pending = createMemo(
    () =>
      new Set(
        field
          .items()
          .filter(({ state }) => state !== 'received')
          .map(({ type, payload }) => `${type}:${payload.caseId}`),
      ),
  );
  return (row, signing) => pending().has(`${signing}:${row.id}`);
}

/** A button that opens a sheet to sign in, or the word that it is on its way. */
function Signature(props: {
  pending: boolean;
  word: string;
  pendingWord: string;
  sheet: (close: () => void) => JSX.Element;
}): JSX.Element {
  const [open, setOpen] = createSignal(false);
  return (
    <Show
      when={!props.pending}
      fallback={<span class={`${styles.chip} ${styles.chipWaiting}`}>{props.pendingWord}</span>}
    >
      <Button onClick={() => setOpen(true)}>{props.word}</Button>
      <Show when={open()}>
        <Suspense>{props.sheet(() => setOpen(false))}</Suspense>
      </Show>
    </Show>
  );
}

/** 批示 and 审核答复, as far as the case waits for them. */
function Signatures(props: { row: PhoneCase; pending: ReturnType<typeof usePending> }): JSX.Element {
  return (
    <>
      <Show when={props.row.awaitedInstruction}>
        {(awaited) => (
          <Signature
            pending={props.pending(props.row, 'giveInstruction')}
            word={words.instruct}
            pendingWord={words.instructed}
            sheet={(close) => <InstructSheet row={props.row} awaited={awaited()} onClose={close} />}
          />
        )}
      </Show>
      <Show when={props.row.awaitedApproval}>
        {(awaited) => (
          <Signature
            pending={props.pending(props.row, 'approveReply')}
            word={words.approve}
            pendingWord={words.approved}
            sheet={(close) => <ApproveSheet row={props.row} awaited={awaited()} onClose={close} />}
          />
        )}
      </Show>
    </>
  );
}

/** What one can do with a kept case on the phone: 批示 or 审核答复 where it waits for one, 更正登记 of what one's own visit raised. */
export function CaseSteps(props: { row: PhoneCase }): JSX.Element {
  const field = useField();
  const pending = usePending();
  const [amending, setAmending] = createSignal(false);
  const mine = createMemo(
    () => props.row.amendable?.open === true && (field.visits()?.rows ?? []).some(({ id }) => id === props.row.visitId),
  );
  return (
    <div class={styles.actions}>
      <Signatures row={props.row} pending={pending} />
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

/** 待我批示 and 待我审核 on 今日: what waits for one's signature, ready to be answered where one stands. */
export function AwaitingSignature(props: { rows: readonly PhoneCase[] }): JSX.Element {
  const pending = usePending();
  const groups = createMemo(() =>
    [
      { name: words.awaiting, id: 'awaiting-instruction', rows: props.rows.filter((row) => row.awaitedInstruction) },
      { name: words.awaitingApproval, id: 'awaiting-approval', rows: props.rows.filter((row) => row.awaitedApproval) },
    ].filter(({ rows }) => rows.length > 0),
  );
  return (
    <Rows each={groups()} name={({ id }) => id}>
      {(group) => (
        <section class={styles.section} data-testid={group().id}>
          <h2>
            {group().name} {words.total(group().rows.length)} <A href="/field/cases">{words.seeAll}</A>
          </h2>
          <div class={styles.card}>
            <Rows each={group().rows.slice(0, SHOWN)} name={({ id }) => id}>
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
                    <Signatures row={row()} pending={pending} />
                  </div>
                </div>
              )}
            </Rows>
          </div>
        </section>
      )}
    </Rows>
  );
}
