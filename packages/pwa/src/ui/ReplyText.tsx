import type { OpinionConclusion, ReplyContents } from '@huiyin/domain/cases';
import { opinionConclusionName } from '@huiyin/domain/messages';
import { For, type JSX, Show } from 'solid-js';
import { fieldWords } from '../messages/commands.zh-CN.ts';
import styles from './ReplyText.module.css';

const parts = ['request', 'facts', 'opinion', 'basis', 'reexaminationBody'] as const;

/** The words of a reply (答复意见), part by part, as a head or a leader reads them before agreeing. */
export function ReplyText(props: {
  // an API's null is a part that is not there
  reply: { readonly [Part in (typeof parts)[number]]?: ReplyContents[Part] | null } & {
    readonly conclusion?: string | null | undefined;
  };
}): JSX.Element {
  const label = (field: string) => fieldWords('draftReply', field).label;
  return (
    <dl class={styles.reply}>
      <For each={parts}>
        {(field) => (
          <Show when={props.reply[field]}>
            <dt>{label(field)}</dt>
            <dd>{props.reply[field]}</dd>
          </Show>
        )}
      </For>
      <Show when={props.reply.conclusion}>
        {(conclusion) => (
          <>
            <dt>{label('conclusion')}</dt>
            {/* ids as the server's rules know them */}
            <dd>{opinionConclusionName(conclusion() as OpinionConclusion)}</dd>
          </>
        )}
      </Show>
    </dl>
  );
}
