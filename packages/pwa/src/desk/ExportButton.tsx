import { createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { ask } from '../graphql/client.ts';
import { listToolMessages as words } from '../messages/work-lists.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Notice, toast } from '../ui/Notice.tsx';
import { download } from '../ui/paper.ts';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './case-list.module.css';
import type { ListAsked } from './case-list.ts';
import { ExportProgressQuery } from './documents.ts';

/** Rows of one table; the server's own limit (export.usecases.ts). */
const MOST_EXPORTED = 100_000;
const LOOK_MS = 700;

/** 导出表格: what will be in the table and what not is said first; the server makes it of the list as it stands, masked and on record. */
export function ExportButton(props: { asked: ListAsked; count: number | undefined }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<string>();
  const [rows, setRows] = createSignal(0);
  /** Rows of the table in the end; undefined where nobody counts so many. */
  const most = () => (props.count === undefined ? undefined : Math.min(props.count, MOST_EXPORTED));
  let leaving: AbortController | undefined;
  onCleanup(() => leaving?.abort());
  const close = () => {
    if (busy()) {
      leaving?.abort();
      toast(words.exportStopped, 'caution');
    }
    setOpen(false);
    setTrouble(undefined);
  };
  const look = async () => {
    const told = await ask(ExportProgressQuery, {});
    if (told.ok && told.data.exportProgress !== null) setRows(told.data.exportProgress);
  };
  const take = async () => {
    const mine = new AbortController();
    leaving = mine;
    setBusy(true);
    setRows(0);
    const looking = setInterval(look, LOOK_MS);
    const asked = encodeURIComponent(JSON.stringify(props.asked));
    const wrong = await download(`/exports/cases.xlsx?asked=${asked}`, mine.signal);
    clearInterval(looking);
    setBusy(false);
    if (mine.signal.aborted) return;
    setTrouble(wrong);
    if (wrong !== undefined) return;
    setOpen(false);
    toast(words.exported, 'done');
  };
  const long = () => props.count === undefined || props.count > MOST_EXPORTED;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.export}</Button>
      <Sheet open={open()} title={words.export} onClose={close}>
        <div class={styles.sheetForm}>
          <Show when={trouble()}>{(what) => <Notice tone="problem">{what()}</Notice>}</Show>
          <p>{words.exportWill(props.count)}</p>
          <Show when={long()}>
            <Notice tone="caution">{words.exportMost(MOST_EXPORTED)}</Notice>
          </Show>
          <p class="muted">{words.exportHint}</p>
          <Show when={busy()}>
            <div role="status" data-testid="export-progress">
              <progress class={styles.progress} max={most() ?? 1} value={most() === undefined ? undefined : rows()} />
              {words.exportedSoFar(rows(), most())}
            </div>
          </Show>
          <div class={styles.tools}>
            <Button look="primary" busy={busy()} onClick={() => void take()}>
              {busy() ? words.exporting : words.export}
            </Button>
            <Button onClick={close}>{busy() ? words.exportStop : words.cancel}</Button>
          </div>
        </div>
      </Sheet>
    </>
  );
}
