import { createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { listToolMessages as words } from '../messages/work-lists.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Notice, toast } from '../ui/Notice.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './case-list.module.css';
import type { ListAsked } from './case-list.ts';
import {
  exporting,
  failedExport,
  MOST_EXPORTED,
  putFailureAway,
  sayFailure,
  startExport,
  stopExport,
} from './exporting.ts';
import { sawEnd } from './notices.ts';
import { useDesk } from './world.ts';

/**
 * 导出表格: what will be in the table and what not is said first; the server makes it of the list as it stands, masked and on record.
 * It goes on when the sheet is shut or another page is opened.
 */
export function ExportButton(props: { asked: ListAsked; count: number | undefined }): JSX.Element {
  const desk = useDesk();
  const [open, setOpen] = createSignal(false);
  const [trouble, setTrouble] = createSignal<string>();
  const looks = () => open() && document.visibilityState === 'visible';
  onCleanup(() => setOpen(false));
  const close = () => {
    if (exporting()) toast(words.exportGoesOn);
    setOpen(false);
    setTrouble(undefined);
  };
  const stop = () => {
    stopExport();
    setOpen(false);
  };
  const take = async () => {
    setTrouble(undefined);
    const wrong = await startExport(props.asked, props.count);
    if (wrong !== undefined) {
      if (looks()) setTrouble(wrong);
      else sayFailure(wrong, props.asked, props.count);
    } else if (looks()) {
      sawEnd(`export ${desk.viewer().id}`);
      setOpen(false);
    }
  };
  const long = () => props.count === undefined || props.count > MOST_EXPORTED;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{exporting() ? words.exporting : words.export}</Button>
      <Sheet open={open()} title={words.export} onClose={close}>
        <div class={styles.sheetForm}>
          <Show when={trouble()}>{(what) => <Notice tone="problem">{what()}</Notice>}</Show>
          <Show
            when={exporting()}
            fallback={
              <>
                <p>{words.exportWill(props.count)}</p>
                <Show when={long()}>
                  <Notice tone="caution">{words.exportMost(MOST_EXPORTED)}</Notice>
                </Show>
                <p class="muted">{words.exportHint}</p>
              </>
            }
          >
            {(now) => (
              <>
                <div role="status" data-testid="export-progress">
                  <progress class={styles.progress} max={now().of ?? 1} value={now().of && now().rows} />
                  {words.exportedSoFar(now().rows, now().of)}
                </div>
                <p class="muted">{words.exportMeanwhile}</p>
              </>
            )}
          </Show>
          <div class={styles.tools}>
            <Button look="primary" busy={exporting() !== undefined} onClick={() => void take()}>
              {exporting() ? words.exporting : words.export}
            </Button>
            <Show when={exporting()} fallback={<Button onClick={close}>{words.cancel}</Button>}>
              <Button onClick={stop}>{words.exportStop}</Button>
            </Show>
          </div>
        </div>
      </Sheet>
    </>
  );
}

/** On every page of the desk: a table that could not be made while one was elsewhere. */
export function FailedExport(): JSX.Element {
  return (
    <Show when={failedExport()}>
      {(failed) => (
        <Notice
          tone="problem"
          class="no-print"
          action={
            <div class={styles.tools}>
              <Button onClick={() => failed().again()}>{uiMessages.retry}</Button>
              <Button look="quiet" onClick={putFailureAway}>
                {uiMessages.close}
              </Button>
            </div>
          }
        >
          {words.exportFailed(failed().wrong)}
        </Notice>
      )}
    </Show>
  );
}
