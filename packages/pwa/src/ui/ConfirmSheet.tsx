import type { JSX } from 'solid-js';
import { uiMessages } from '../messages/zh-CN.ts';
import { Button } from './Button.tsx';
import styles from './Sheet.module.css';
import { Sheet } from './Sheet.tsx';

/** Asks before something cannot be undone. */
export function ConfirmSheet(props: {
  open: boolean;
  title: string;
  body: string;
  confirm: string;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}): JSX.Element {
  return (
    <Sheet open={props.open} title={props.title} onClose={() => props.onClose()}>
      <p>{props.body}</p>
      <div class={styles.confirm}>
        <Button wide onClick={() => props.onClose()}>
          {uiMessages.cancel}
        </Button>
        <Button look="danger" wide busy={props.busy ?? false} onClick={() => props.onConfirm()}>
          {props.confirm}
        </Button>
      </div>
    </Sheet>
  );
}
