import { type JSX, onMount, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { programMessages as words } from '../messages/programs.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import styles from './admin.module.css';
import { PeopleQuery } from './documents.ts';
import { TokensPart } from './TokensPart.tsx';
import { WebhooksPart } from './WebhooksPart.tsx';

/** /admin/programs: what other programs may read, and where they are told of changes. */
export function ProgramsPage(): JSX.Element {
  const people = createAnswer(PeopleQuery, () => ({}));
  const dashboards = () =>
    (people.data()?.administration.people ?? []).filter((one) => one.role === 'dashboard' && one.disabledAt === null);
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
      </div>
      <Show when={people.problem()}>{(known) => <ProblemNotice problem={known()} onRetry={people.refetch} />}</Show>
      <Show when={people.data()} fallback={<LoadingState failed={people.problem() !== undefined} />}>
        <TokensPart dashboards={dashboards()} mayReadCases={false} />
      </Show>
      <WebhooksPart />
    </>
  );
}
