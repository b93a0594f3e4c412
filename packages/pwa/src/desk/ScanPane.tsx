import { maxAttachmentBytes, scanMimes } from '@huiyin/domain/cases';
import { createSignal, For, type JSX, Show } from 'solid-js';
import PrintIcon from '~icons/lucide/printer';
import RotateIcon from '~icons/lucide/rotate-cw';
import TrashIcon from '~icons/lucide/trash-2';
import ZoomInIcon from '~icons/lucide/zoom-in';
import ZoomOutIcon from '~icons/lucide/zoom-out';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { FileDrop } from '../ui/FileDrop.tsx';
import { Notice } from '../ui/Notice.tsx';
import styles from './scan.module.css';
import { createScanSender, type SentScan } from './scans.ts';

const kinds = { accept: scanMimes, name: words.scanKinds, maxBytes: maxAttachmentBytes };

/** Where scans are added. */
export function ScanDrop(props: { onSent: (scan: SentScan) => void }): JSX.Element {
  const sender = createScanSender((scan) => props.onSent(scan));
  const doing = () => {
    const percent = sender.percent();
    return percent === undefined ? undefined : words.scanSending(percent);
  };
  return (
    <>
      <FileDrop
        label={words.addScans}
        kinds={kinds}
        multiple
        doing={doing()}
        testid="scan-input"
        onFiles={(files) => void sender.send(files)}
      />
      <For each={sender.failures()}>{(why) => <Notice tone="caution">{why}</Notice>}</For>
    </>
  );
}

type Viewed = Pick<SentScan, 'id' | 'mime'> & { readonly name?: string };

/** The paper: one file at a time, turned and enlarged; a PDF in the browser's own reader, which can do both. */
export function ScanView(props: { scans: readonly Viewed[]; onRemove?: (id: string) => void }): JSX.Element {
  const [at, setAt] = createSignal(0);
  const [zoom, setZoom] = createSignal(1);
  const [turns, setTurns] = createSignal(0);
  const current = () => props.scans[Math.min(at(), props.scans.length - 1)];
  const show = (place: number) => {
    setAt(place);
    setZoom(1);
    setTurns(0);
  };
  const isPdf = () => current()?.mime === 'application/pdf';
  return (
    <Show when={current()}>
      {(scan) => (
        <section class={styles.pane} aria-label={words.scans}>
          <div class={styles.tools}>
            <Show when={props.scans.length > 1}>
              <For each={props.scans}>
                {(one, place) => (
                  <button
                    type="button"
                    class={styles.tab}
                    aria-pressed={one.id === scan().id}
                    title={one.name}
                    onClick={() => show(place())}
                  >
                    {words.scanPage(place() + 1)}
                  </button>
                )}
              </For>
            </Show>
            <span class={styles.gap} />
            <Show when={!isPdf()}>
              <Tool label={words.zoomOut} onClick={() => setZoom((now) => Math.max(0.5, now / 1.25))}>
                <ZoomOutIcon aria-hidden="true" />
              </Tool>
              <Tool label={words.zoomIn} onClick={() => setZoom((now) => Math.min(5, now * 1.25))}>
                <ZoomInIcon aria-hidden="true" />
              </Tool>
              <Tool label={words.rotate} onClick={() => setTurns((now) => (now + 1) % 4)}>
                <RotateIcon aria-hidden="true" />
              </Tool>
            </Show>
            <Tool label={words.printScan} onClick={() => printFile(scan())}>
              <PrintIcon aria-hidden="true" />
            </Tool>
            <Show when={props.onRemove}>
              {(remove) => (
                <Tool label={words.removeScan} onClick={() => remove()(scan().id)}>
                  <TrashIcon aria-hidden="true" />
                </Tool>
              )}
            </Show>
          </div>
          <div class={styles.paper}>
            <Show
              when={isPdf()}
              fallback={
                <img
                  src={`/files/${scan().id}`}
                  alt={scan().name ?? words.scans}
                  style={{
                    width: `${zoom() * 100}%`,
                    transform: `rotate(${turns() * 90}deg)`,
                  }}
                />
              }
            >
              <iframe src={`/files/${scan().id}`} title={scan().name ?? words.scans} />
            </Show>
          </div>
        </section>
      )}
    </Show>
  );
}

function Tool(props: { label: string; onClick: () => void; children: JSX.Element }): JSX.Element {
  return (
    <button type="button" class={styles.tool} aria-label={props.label} title={props.label} onClick={props.onClick}>
      {props.children}
    </button>
  );
}

/** Prints the file alone, not the page around it: in a frame that nobody sees. */
function printFile(scan: Viewed): void {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position:fixed;inset:auto 0 0 auto;width:1px;height:1px;border:0';
  const print = () => {
    frame.contentWindow?.focus();
    frame.contentWindow?.print();
    setTimeout(() => frame.remove(), 60_000);
  };
  if (scan.mime === 'application/pdf') {
    frame.src = `/files/${scan.id}`;
    frame.onload = print;
    document.body.append(frame);
    return;
  }
  document.body.append(frame);
  const image = frame.contentDocument?.createElement('img');
  if (!image) return;
  image.style.maxWidth = '100%';
  image.onload = print;
  image.src = `/files/${scan.id}`;
  frame.contentDocument?.body.append(image);
}
