import type { DueState, PlainDate } from '@huiyin/domain';
import { type JSX, Show } from 'solid-js';
import styles from './Chip.module.css';

/** A state is never colour alone: ■ 超期, ▲ 临近, ● 正常. */
export const dueShape: Readonly<Record<DueState, string>> = { overdue: '■', dueSoon: '▲', onTime: '●', none: '' };

interface DueChipProps {
  state: DueState;
  /** The word beside the colour and the shape, e.g. 还有 2 个工作日. */
  children: JSX.Element;
  title?: string | undefined;
  /** What is near is as red as what is overdue from its target day (办理目标日) on. */
  onTarget?: boolean;
}

/** Whether the target day of a date has come. */
export const onTarget = (
  date: { readonly targetDue: PlainDate } | null | undefined,
  today: PlainDate | undefined,
): boolean => date != null && today !== undefined && date.targetDue <= today;

/** How a time limit stands: colour, shape and word together. */
export function DueChip(props: DueChipProps): JSX.Element {
  const look = () => (props.onTarget && props.state === 'dueSoon' ? 'overdue' : props.state);
  return (
    <span class={`${styles.chip} ${styles[look()]}`} data-due={props.state} title={props.title}>
      <Show when={dueShape[props.state]}>
        {(shape) => (
          <span class={styles.shape} aria-hidden="true">
            {shape()}
          </span>
        )}
      </Show>
      <span>{props.children}</span>
    </span>
  );
}

/** A quiet label: channel, kind, status. */
export function Chip(props: { children: JSX.Element }): JSX.Element {
  return <span class={`${styles.chip} ${styles.none}`}>{props.children}</span>;
}
