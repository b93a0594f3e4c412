import type { JSX } from 'solid-js';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './field.module.css';

/** Asks before something cannot be undone. */
export function ConfirmSheet(props: {
  open: boolean;
  title: string;
  body: string;
  confirm: string;
  onConfirm: () => void;
  onClose: () => void;
}): JSX.Element {
  return (
    <Sheet open={props.open} title={props.title} onClose={() => props.onClose()}>
      <p>{props.body}</p>
      <div class={styles.sheetActions}>
        <Button wide onClick={() => props.onClose()}>
          {words.cancel}
        </Button>
        <Button look="danger" wide onClick={() => props.onConfirm()}>
          {props.confirm}
        </Button>
      </div>
    </Sheet>
  );
}
