import { createMemo, type JSX } from 'solid-js';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import type { PhoneCase } from '../offline/pull.ts';
import { DueChip } from '../ui/Chip.tsx';
import { caseDue } from './due.ts';
import { useField } from './session.ts';

/** The chip of a case's time limit, as it stands today. */
export function CaseDueChip(props: { row: PhoneCase }): JSX.Element {
  const field = useField();
  const due = createMemo(() => caseDue(props.row, field));
  return (
    <DueChip state={due().state} onTarget={due().onTarget}>
      {due().left === undefined ? words.noClock : words.daysLeft(due().left ?? 0)}
    </DueChip>
  );
}
