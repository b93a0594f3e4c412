import type { JSX } from 'solid-js';
import { secretMessages as words } from '../messages/secret-once.zh-CN.ts';
import { Button } from './Button.tsx';
import { copyText } from './copy-text.ts';
import { Notice, toast } from './Notice.tsx';
import styles from './SecretOnce.module.css';

/** A secret (a token, a key, a link) that is shown this once: to be copied to where it belongs, then put away. */
export function SecretOnce(props: { title: string; secret: string; hint: string; onDone: () => void }): JSX.Element {
  const copy = async () => {
    if (await copyText(props.secret)) toast(words.copied);
    else toast(words.copyFailed, 'caution');
  };
  return (
    <Notice tone="done">
      <b>{props.title}</b>
      <code class={styles.secret} data-testid="secret-once">
        {props.secret}
      </code>
      <small>{props.hint}</small>
      <div class={styles.buttons}>
        <Button look="primary" onClick={() => void copy()}>
          {words.copy}
        </Button>
        <Button onClick={() => props.onDone()}>{words.done}</Button>
      </div>
    </Notice>
  );
}
