import { A } from '@solidjs/router';
import { For, type JSX } from 'solid-js';
import { createAnswer } from '../../graphql/answer.ts';
import { askWhile } from '../../graphql/ask-while.ts';
import { bulkMessages as words } from '../../messages/bulk-actions.zh-CN.ts';
import { Notice } from '../../ui/Notice.tsx';
import { BulksQuery, settledOf } from './bulk-actions.ts';

/** Above the list: what this person's actions on many cases are doing now, from whatever window they were given. */
export function BulkUnderWay(): JSX.Element {
  const answer = createAnswer(BulksQuery, () => ({}));
  const running = () => (answer.data()?.bulkActions ?? []).filter(({ state }) => state === 'running');
  askWhile(() => running().length > 0, answer.refetch);
  return (
    <For each={running()}>
      {(bulk) => (
        <Notice action={<A href={`/desk/bulk?id=${bulk.id}`}>{words.look}</A>}>
          {words.underWay(words.acts[bulk.type], settledOf(bulk), bulk.total)}
        </Notice>
      )}
    </For>
  );
}
