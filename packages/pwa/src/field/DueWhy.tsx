import { deadline, parsePlainDate } from '@huiyin/domain';
import { createMemo, createSignal, type JSX, lazy, Show, Suspense } from 'solid-js';
import { whyMessages as words } from '../messages/zh-CN.ts';
import styles from './field.module.css';
import { useField } from './session.ts';

const Strip = lazy(() => import('./DueStrip.tsx'));

/** A clock as the phone knows it: which, from when, and when it ends by what the list says. */
interface KnownClock {
  readonly clock: string;
  readonly from: string;
  readonly legalDue: string;
}

/**
 * 为什么是这一天, one tap away: reckoned on the phone by the shared rules, with no signal too; the strip itself is loaded
 * at the first tap. Nothing where the phone's reckoning and the given date differ (the 12345 centre's own date, R84): a
 * reason for another date would be a wrong one.
 */
export function DueWhy(props: { of: KnownClock }): JSX.Element {
  const field = useField();
  const [open, setOpen] = createSignal(false);
  const found = createMemo(() => {
    const from = parsePlainDate(props.of.from);
    if (!from.ok) return undefined;
    const reckoned = deadline(field.calendar(), props.of.clock, from.value);
    return reckoned.ok && reckoned.value.legalDue === props.of.legalDue ? reckoned.value : undefined;
  });
  return (
    <Show when={found()}>
      {(due) => (
        <details class={styles.why} data-testid="due-why" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{words.title}</summary>
          <Show when={open()}>
            <Suspense fallback={<div aria-busy="true" />}>
              <Strip due={due()} />
            </Suspense>
          </Show>
        </details>
      )}
    </Show>
  );
}
