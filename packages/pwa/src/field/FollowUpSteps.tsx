import { createSignal, type JSX, lazy, Show, Suspense } from 'solid-js';
import { settleMessages as words } from '../messages/settle.zh-CN.ts';
import type { PhoneFollowUp, PhoneVisit } from '../offline/pull.ts';
import { Button } from '../ui/Button.tsx';
import styles from './field.module.css';
import { useField } from './session.ts';

const SettleSheet = lazy(() => import('./SettleSheet.tsx'));

/** 落实 of one follow-up, or that its result is on its way. */
export default function FollowUpSteps(props: { visit: PhoneVisit; followUp: PhoneFollowUp }): JSX.Element {
  const field = useField();
  const [open, setOpen] = createSignal(false);
  const pending = () =>
    field
      .items()
      .some(
        ({ type, state, payload }) =>
          type === 'settleFollowUp' && state !== 'received' && payload.followUpId === props.followUp.id,
      );
  return (
    <Show when={!pending()} fallback={<span class={`${styles.chip} ${styles.chipWaiting}`}>{words.pending}</span>}>
      <Button onClick={() => setOpen(true)} aria-label={words.settleOf(props.followUp.what)}>
        {words.settle}
      </Button>
      <Show when={open()}>
        <Suspense>
          <SettleSheet visit={props.visit} followUp={props.followUp} onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </Show>
  );
}
