import { type PlainDate, parsePlainDate } from '@huiyin/domain';
import { createEffect, createSignal, For, type JSX, on, onMount, Show } from 'solid-js';
import { ask, type Problem } from '../graphql/client.ts';
import { auditTypes, auditMessages as words } from '../messages/audit.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { SelectField, TextField } from '../ui/Field.tsx';
import { EmptyState, LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import { AuditTabs } from './AccessLogPage.tsx';
import styles from './audit.module.css';
import { type AuditEntry, AuditQuery, auditCsv, changeTexts, readWholeAudit, subjectText, typeText } from './audit.ts';
import calendarStyles from './calendar.module.css';

const PAGE = 50;

/** /admin/audit: who changed what and when; by person, kind and days; as a table for the archive. */
export function AuditPage(): JSX.Element {
  const [actor, setActor] = createSignal('');
  const [type, setType] = createSignal('');
  const [from, setFrom] = createSignal('');
  const [to, setTo] = createSignal('');
  const [entries, setEntries] = createSignal<readonly AuditEntry[]>();
  const [today, setToday] = createSignal<PlainDate>(todayHere());
  const [total, setTotal] = createSignal(0);
  const [end, setEnd] = createSignal<string | null>(null);
  const [problem, setProblem] = createSignal<Problem>();
  const [exporting, setExporting] = createSignal(false);
  const dayOf = (text: string) => {
    const read = parsePlainDate(text);
    return read.ok ? read.value : null;
  };
  const filter = () => ({
    actor: actor().trim() || null,
    type: type() || null,
    from: dayOf(from()),
    to: dayOf(to()),
  });
  let asked = 0;
  const read = async (after: string | null) => {
    asked += 1;
    const mine = asked;
    const answer = await ask(AuditQuery, { ...filter(), first: PAGE, after });
    // Another filter was chosen meanwhile: its answer counts.
    if (mine !== asked) return;
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    const { audit } = answer.data;
    setProblem(undefined);
    setToday(() => answer.data.today);
    setTotal(audit.totalCount);
    setEnd(audit.endCursor);
    setEntries([...(after === null ? [] : (entries() ?? [])), ...audit.entries]);
  };
  const exportAll = async () => {
    setExporting(true);
    const all = await readWholeAudit(filter());
    setExporting(false);
    if (!all.ok) {
      setProblem(all.problem);
      return;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([auditCsv(all.data, (iso) => instantText(iso))], { type: 'text/csv' }));
    link.download = words.file(todayHere());
    link.click();
    URL.revokeObjectURL(link.href);
  };
  createEffect(on([actor, type, from, to], () => void read(null)));
  onMount(() => {
    document.title = `${words.heading} · ${sessionMessages.appName}`;
  });
  return (
    <>
      <div class={calendarStyles.head}>
        <h1>{words.heading}</h1>
        <AuditTabs page="audit" />
        <Button busy={exporting()} onClick={() => void exportAll()}>
          {exporting() ? words.exporting : words.export}
        </Button>
      </div>
      <p class="muted">{words.intro}</p>
      <div class={styles.filter}>
        <TextField label={words.actor} type="search" value={actor()} onInput={setActor} />
        <SelectField
          label={words.type}
          value={type()}
          emptyWord={words.any}
          choices={Object.entries(auditTypes).map(([value, label]) => ({ value, label }))}
          onChange={setType}
        />
        <TextField label={words.from} type="date" value={from()} onInput={setFrom} />
        <TextField label={words.to} type="date" value={to()} onInput={setTo} />
      </div>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} onRetry={() => void read(null)} />}</Show>
      <Show when={entries()} fallback={<LoadingState failed={problem() !== undefined} />}>
        {(known) => (
          <Card title={words.total(total())}>
            <ol class={styles.list} data-testid="audit">
              <For each={known()} fallback={<EmptyState inList title={words.none} />}>
                {(entry) => <Entry entry={entry} today={today()} />}
              </For>
            </ol>
            <Show when={end()}>{(after) => <Button onClick={() => void read(after())}>{words.more}</Button>}</Show>
          </Card>
        )}
      </Show>
    </>
  );
}

function Entry(props: { entry: AuditEntry; today: PlainDate }): JSX.Element {
  return (
    <li class={styles.entry}>
      <div class={styles.who}>
        <span>{instantText(props.entry.at, props.today)}</span>
        <span class="muted small">
          {props.entry.actorName} · {props.entry.actorUnit}
        </span>
      </div>
      <div>
        <Chip>{typeText(props.entry.type)}</Chip> <b>{subjectText(props.entry)}</b>
        <ul class={styles.changes}>
          <For each={changeTexts(props.entry)}>{(change) => <li>{change}</li>}</For>
          <Show when={props.entry.reason}>{(reason) => <li class="muted">{words.reason(reason())}</li>}</Show>
        </ul>
      </div>
    </li>
  );
}
