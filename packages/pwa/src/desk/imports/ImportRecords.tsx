import { voidedStatus } from '@huiyin/domain/cases';
import { importLimit } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';
import { createAnswer } from '../../graphql/answer.ts';
import type { Problem } from '../../graphql/client.ts';
import { importMessages as words } from '../../messages/import.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ProblemNotice } from '../../ui/Notice.tsx';
import { instantText, todayHere } from '../../ui/time.ts';
import { BulkSheet } from '../bulk-actions/BulkSheet.tsx';
import type { Chosen } from '../bulk-actions/bulk-form.ts';
import { readRows } from '../case-list.ts';
import { type ImportRecord, ImportRecordsQuery } from '../documents.ts';
import styles from './imports.module.css';

/** 导入记录: the bureau's last imports, what each registered, and the way back from one that was a mistake (撤回本次导入). */
export function ImportRecords(props: { made: unknown }): JSX.Element {
  const answer = createAnswer(ImportRecordsQuery, () => ({}));
  createEffect(on(() => props.made, answer.refetch, { defer: true }));
  const records = () => answer.data()?.importRecords ?? [];
  return (
    <>
      <Show when={answer.problem()}>{(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}</Show>
      <Show when={records().length > 0}>
        <Card title={words.records}>
          <ul class={styles.records} data-testid="import-records">
            <For each={records()}>{(record) => <Line record={record} onWithdrawn={answer.refetch} />}</For>
          </ul>
        </Card>
      </Show>
    </>
  );
}

function Line(props: { record: ImportRecord; onWithdrawn: () => void }): JSX.Element {
  const [rows, setRows] = createSignal<readonly Chosen[]>();
  const [problem, setProblem] = createSignal<Problem>();
  const [reading, setReading] = createSignal(false);
  const open = async () => {
    setReading(true);
    setProblem(undefined);
    const filter = { importId: props.record.id };
    const found = await readRows({ filter, sort: 'registered', descending: false }, importLimit);
    setReading(false);
    if ('code' in found) setProblem(found);
    else setRows(found.rows.filter(({ status }) => status !== voidedStatus));
  };
  const close = () => {
    setRows(undefined);
    props.onWithdrawn();
  };
  return (
    <li>
      <span class={styles.record}>
        <b>{props.record.fileName}</b>
        <span class="muted small">
          {props.record.personName} {instantText(props.record.importedAt, todayHere())}
        </span>
      </span>
      <A href={`/desk/cases?import=${props.record.id}`}>{words.registered(props.record.cases, props.record.voided)}</A>
      <Show when={props.record.voided < props.record.cases}>
        <Button busy={reading()} onClick={() => void open()}>
          {words.withdraw}
        </Button>
      </Show>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <Show when={rows()}>
        {(some) => (
          <BulkSheet
            type="voidCase"
            title={words.withdrawing(some().length)}
            rows={some()}
            today={todayHere()}
            onClose={close}
          />
        )}
      </Show>
    </li>
  );
}
