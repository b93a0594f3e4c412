import { createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { listToolMessages as words } from '../messages/work-lists.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Notice, toast } from '../ui/Notice.tsx';
import { download } from '../ui/paper.ts';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './case-list.module.css';
import type { ListAsked } from './case-list.ts';

/** Rows of one table; the server's own limit (export.usecases.ts). */
const MOST_EXPORTED = 100_000;

/** 导出表格: what will be in the table and what not is said first; the server makes it of the list as it stands, masked and on record. */
export function ExportButton(props: { asked: ListAsked; count: number | undefined }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<string>();
  let leaving: AbortController | undefined;
  onCleanup(() => leaving?.abort());
  const close = () => {
    leaving?.abort();
    setOpen(false);
    setTrouble(undefined);
  };
  const take = async () => {
    const mine = new AbortController();
    leaving = mine;
    setBusy(true);
    const asked = encodeURIComponent(JSON.stringify(props.asked));
    const wrong = await download(`/exports/cases.xlsx?asked=${asked}`, mine.signal);
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
          <div class={styles.tools}>
            <Button look="primary" busy={busy()} onClick={() => void take()}>
              {busy() ? words.exporting : words.export}
            </Button>
            <Button onClick={close}>{words.cancel}</Button>
          </div>
        </div>
      </Sheet>
    </>
  );
}
