import { citedParts } from '@huiyin/domain/messages';
import { For, type JSX } from 'solid-js';

/** Words with the articles that they stand on. That one is still to be verified (条次待核) is said on the screen alone, never in print. */
export function Cited(props: { text: string }): JSX.Element {
  return (
    <For each={citedParts(props.text)}>
      {(part) => (part.note ? <span class="no-print">{part.text}</span> : part.text)}
    </For>
  );
}
