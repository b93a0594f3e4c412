import { A } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { graphql } from '../graphql/graphql.ts';
import { implementationMessages as words } from '../messages/implementation.zh-CN.ts';
import { workMessages } from '../messages/work-lists.zh-CN.ts';
import styles from './work-list.module.css';
import { useDesk } from './world.ts';

const OwedQuery = graphql(`
  query OwedCounts {
    unsigned: caseList(filter: { receipts: [criticismOwed, supervisionOwed, urgingOwed] }, first: 1) { totalCount more }
    owed: caseList(filter: { implementation: [owed] }, first: 1) { totalCount more }
    refuted: caseList(filter: { implementation: [refuted] }, first: 1) { totalCount more }
  }
`);

/**
 * What is owed beside the next steps, each its list: 催办, 督办 and 通报 that were not acknowledged (签收), what was answered and
 * promised something that nobody has reported yet (落实未报), and what the office found not done.
 */
export function OwedCounts(): JSX.Element {
  const desk = useDesk();
  const answer = createAnswer(OwedQuery, () => ({}));
  const lines = () => {
    const data = answer.data();
    if (!data) return [];
    const ofUnit = desk.viewer().role === 'departmentClerk';
    return [
      {
        of: data.unsigned,
        list: 'receipt=criticismOwed.supervisionOwed.urgingOwed',
        say: workMessages.unsigned(ofUnit),
      },
      { of: data.owed, list: 'carried=owed', say: words.owedCount },
      { of: data.refuted, list: 'carried=refuted', say: words.refutedCount },
    ].filter(({ of }) => of.totalCount > 0);
  };
  return (
    <Show when={lines().length > 0}>
      <p class={styles.owed}>
        <For each={lines()}>
          {({ of, list, say }) => <A href={`/desk/cases?${list}`}>{say(`${of.totalCount}${of.more ? '+' : ''}`)}</A>}
        </For>
      </p>
    </Show>
  );
}
