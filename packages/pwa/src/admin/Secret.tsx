import type { JSX } from 'solid-js';
import { programMessages as words } from '../messages/programs.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Notice, toast } from '../ui/Notice.tsx';
import styles from './admin.module.css';

/** A secret, this once: to be copied to where it belongs. */
export function Secret(props: { text: string; secret: string }): JSX.Element {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.secret);
      toast(words.copied);
    } catch {
      toast(words.copyFailed, 'caution');
    }
  };
  return (
    <Notice tone="done" action={<Button onClick={() => void copy()}>{words.copy}</Button>}>
      {props.text}
      <br />
      <code data-testid="secret" class={styles.anywhere}>
        {props.secret}
      </code>
    </Notice>
  );
}
