import type { MendedAct } from '@huiyin/domain/office';
import type { JSX } from 'solid-js';
import { remedyWords } from '../messages/remedy.zh-CN.ts';
import styles from './case.module.css';

/** Under a form, before it is sent: how its act is put right should it be wrong (撤回与更正). */
export function Remedy(props: { act: MendedAct }): JSX.Element {
  return (
    <p class={styles.basis} data-testid="remedy">
      {remedyWords(props.act)}
    </p>
  );
}
