import { commandFieldName } from '@huiyin/domain/messages';
import { For, type JSX } from 'solid-js';
import type { OutboxItem } from '../offline/types.ts';
import { valueText } from '../ui/value-text.ts';
import styles from './field.module.css';

const bookkeeping = new Set(['caseId', 'visitId', 'expectedVersion', 'capturedBy']);

/** What one wrote, in words: what was not taken can be read, and written down elsewhere. */
export default function ItemWords(props: { item: OutboxItem }): JSX.Element {
  const parts = () => {
    const { changes, ...rest } = props.item.payload;
    const all = { ...(typeof changes === 'object' ? changes : {}), ...rest };
    return Object.entries(all).filter(([name]) => !bookkeeping.has(name));
  };
  return (
    <For each={parts()}>
      {([name, value]) => (
        <p class={styles.rowSub}>
          {commandFieldName(name)}：{valueText(name, value)}
        </p>
      )}
    </For>
  );
}
