import { A } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { graphql } from '../graphql/graphql.ts';
import { implementationMessages as words } from '../messages/implementation.zh-CN.ts';
import styles from './work-list.module.css';

const OwedQuery = graphql(`
  query OwedImplementations {
    owed: caseList(filter: { implementation: [owed] }, first: 1) { totalCount more }
    refuted: caseList(filter: { implementation: [refuted] }, first: 1) { totalCount more }
  }
`);

/** What was answered and promised something that nobody has reported yet (落实未报), or that the office found not done: each its list. */
export function OwedImplementations(): JSX.Element {
  const answer = createAnswer(OwedQuery, () => ({}));
  const count = ({ totalCount, more }: { totalCount: number; more: boolean }) => `${totalCount}${more ? '+' : ''}`;
  return (
    <Show when={answer.data()}>
      {(data) => (
        <p class={styles.owed}>
          <Show when={data().owed.totalCount > 0}>
            <A href="/desk/cases?carried=owed">{words.owedCount(count(data().owed))}</A>
          </Show>
          <Show when={data().refuted.totalCount > 0}>
            <A href="/desk/cases?carried=refuted">{words.refutedCount(count(data().refuted))}</A>
          </Show>
        </p>
      )}
    </Show>
  );
}
