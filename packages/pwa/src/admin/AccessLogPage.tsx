import { type PlainDate, parsePlainDate } from '@huiyin/domain';
import { A } from '@solidjs/router';
import { createEffect, createSignal, For, type JSX, on, onMount, Show } from 'solid-js';
import { ask, type Problem } from '../graphql/client.ts';
import { graphql, type ResultOf } from '../graphql/graphql.ts';
import { auditMessages, accessLogMessages as words } from '../messages/audit.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { TextField } from '../ui/Field.tsx';
import { EmptyState, LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import styles from './audit.module.css';
import calendarStyles from './calendar.module.css';

const AccessLogQuery = graphql(`
  query AccessLog($person: String, $from: Date, $to: Date, $after: String) {
    today
    documentAccessLog(person: $person, from: $from, to: $to, first: 50, after: $after) {
      endCursor
      entries { id takenAt personName unitName name how number caseNumber }
    }
  }
`);
type Line = ResultOf<typeof AccessLogQuery>['documentAccessLog']['entries'][number];

/** The two halves of the audit: what was changed, and which papers were taken. */
export function AuditTabs(props: { page: 'audit' | 'access' }): JSX.Element {
  return (
    <nav class={styles.halves} aria-label={auditMessages.heading}>
      <A href="/admin/audit" aria-current={props.page === 'audit' ? 'page' : undefined}>
        {words.changes}
      </A>
      <A href="/admin/access" aria-current={props.page === 'access' ? 'page' : undefined}>
        {words.title}
      </A>
    </nav>
  );
}

/** /admin/access: who opened, printed or downloaded which paper; by person and days. */
export function AccessLogPage(): JSX.Element {
  const [person, setPerson] = createSignal('');
  const [from, setFrom] = createSignal('');
  const [to, setTo] = createSignal('');
  const [lines, setLines] = createSignal<readonly Line[]>();
  const [today, setToday] = createSignal<PlainDate>(todayHere());
  const [end, setEnd] = createSignal<string | null>(null);
  const [problem, setProblem] = createSignal<Problem>();
  const dayOf = (text: string) => {
    const read = parsePlainDate(text);
    return read.ok ? read.value : null;
  };
  let asked = 0;
  const read = async (after: string | null) => {
    asked += 1;
    const mine = asked;
    const filter = { person: person().trim() || null, from: dayOf(from()), to: dayOf(to()), after };
    const answer = await ask(AccessLogQuery, filter);
    // Another filter was chosen meanwhile: its answer counts.
    if (mine !== asked) return;
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    setProblem(undefined);
    setToday(() => answer.data.today);
    setEnd(answer.data.documentAccessLog.endCursor);
    setLines([...(after === null ? [] : (lines() ?? [])), ...answer.data.documentAccessLog.entries]);
  };
  createEffect(on([person, from, to], () => void read(null)));
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  return (
    <>
      <div class={calendarStyles.head}>
        <h1>{auditMessages.heading}</h1>
        <AuditTabs page="access" />
      </div>
      <p class="muted">{words.intro}</p>
      <div class={styles.filter}>
        <TextField label={words.person} type="search" value={person()} onInput={setPerson} />
        <TextField label={auditMessages.from} type="date" value={from()} onInput={setFrom} />
        <TextField label={auditMessages.to} type="date" value={to()} onInput={setTo} />
      </div>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} onRetry={() => void read(null)} />}</Show>
      <Show when={lines()} fallback={<LoadingState failed={problem() !== undefined} />}>
        {(known) => (
          <Card title={words.title}>
            <ol class={styles.list} data-testid="access-log">
              <For each={known()} fallback={<EmptyState inList title={auditMessages.none} />}>
                {(line) => (
                  <li class={styles.entry}>
                    <div class={styles.who}>
                      <span>{instantText(line.takenAt, today())}</span>
                      <span class="muted small">
                        {line.personName} · {line.unitName}
                      </span>
                    </div>
                    <div>
                      <Chip>{line.how}</Chip> <b>{line.name}</b> {line.number ?? words.unnumbered}
                      <span class="muted small">{words.ofCase(line.caseNumber)}</span>
                    </div>
                  </li>
                )}
              </For>
            </ol>
            <Show when={end()}>
              {(after) => <Button onClick={() => void read(after())}>{auditMessages.more}</Button>}
            </Show>
          </Card>
        )}
      </Show>
    </>
  );
}
