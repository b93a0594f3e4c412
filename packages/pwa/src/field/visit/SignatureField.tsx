import { createSignal, type JSX, onMount, Show } from 'solid-js';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import { offlineMessages } from '../../messages/offline.zh-CN.ts';
import { visitWords } from '../../messages/visit.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { Picture } from './PhotoGrid.tsx';
import photoStyles from './photo.module.css';
import { type PreparedFile, prepareSignature } from './photo.ts';
import type { DraftForm } from './use-draft.ts';
import styles from './visit.module.css';

/** 被访单位签名: drawn with a finger, kept as a PNG with the draft, with the name and title of whose hand it is. */
export function SignatureField(props: {
  draft: DraftForm;
  errorAt: (path: string) => string | undefined;
}): JSX.Element {
  const [open, setOpen] = createSignal(false);
  const signature = () => props.draft.form.attachments.find((one) => one.kind === 'signature');
  const clear = () => props.draft.setForm('attachments', (all) => all.filter((one) => one.kind !== 'signature'));
  return (
    <section class={styles.field} aria-label={words.signature}>
      <span class={styles.label}>{words.signature}</span>
      <Show
        when={signature()}
        keyed
        fallback={
          <button type="button" class={styles.add} onClick={() => setOpen(true)}>
            {words.sign}
          </button>
        }
      >
        {(one) => (
          <div class={photoStyles.signed}>
            <Picture id={one.id} alt={words.signatureAlt} />
            <div class={styles.signedActions}>
              <Button onClick={() => setOpen(true)}>{words.signAgain}</Button>
              <Button look="quiet" onClick={clear}>
                {words.signClear}
              </Button>
            </div>
          </div>
        )}
      </Show>
      <Show when={signature()}>
        <div class={styles.pair}>
          <div data-path="signer.name">
            <TextField
              label={visitWords.signerName}
              required
              value={props.draft.form.signerName}
              onInput={(name) => props.draft.setForm('signerName', name)}
              error={props.errorAt('signer.name')}
            />
          </div>
          <TextField
            label={visitWords.signerTitle}
            optionalWord={visitWords.optional}
            value={props.draft.form.signerTitle}
            onInput={(title) => props.draft.setForm('signerTitle', title)}
            error={props.errorAt('signer.title')}
          />
        </div>
      </Show>
      <Sheet open={open()} title={words.signHere} onClose={() => setOpen(false)}>
        <SignaturePad
          keep={(picture) => props.draft.keepFile(picture, { kind: 'signature' })}
          onDone={() => setOpen(false)}
        />
      </Sheet>
    </section>
  );
}

/** Where a finger signs. `keep` puts the picture away; only then `onDone`. */
export function SignaturePad(props: {
  keep: (picture: PreparedFile) => Promise<unknown>;
  onDone: () => void;
}): JSX.Element {
  let canvas: HTMLCanvasElement | undefined;
  let last: { x: number; y: number } | undefined;
  const [drawn, setDrawn] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const pen = () => canvas?.getContext('2d');
  const wipe = () => {
    const context = pen();
    if (canvas === undefined || context == null) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(canvas.clientWidth * ratio);
    canvas.height = Math.round(canvas.clientHeight * ratio);
    context.scale(ratio, ratio);
    // Printed on white paper, whatever the screen's theme.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.strokeStyle = '#1c1e21';
    context.lineWidth = 2.6;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    setDrawn(false);
  };
  onMount(() => requestAnimationFrame(wipe));
  const at = (event: PointerEvent) => ({ x: event.offsetX, y: event.offsetY });
  const down = (event: PointerEvent & { currentTarget: HTMLCanvasElement }) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    last = at(event);
  };
  const move = (event: PointerEvent) => {
    const context = pen();
    if (last === undefined || context == null) return;
    const next = at(event);
    context.beginPath();
    context.moveTo(last.x, last.y);
    context.lineTo(next.x, next.y);
    context.stroke();
    last = next;
    setDrawn(true);
  };
  const up = () => {
    last = undefined;
  };
  const done = async () => {
    if (!drawn() || canvas === undefined) {
      setProblem(words.signEmpty);
      return;
    }
    try {
      const picture = await prepareSignature(canvas);
      if (picture !== undefined) await props.keep(picture);
      props.onDone();
    } catch {
      setProblem(offlineMessages.storeUnknown);
    }
  };
  return (
    <>
      <canvas
        ref={canvas}
        class={styles.pad}
        role="img"
        aria-label={words.signHere}
        data-testid="signature-pad"
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
      />
      <Show when={problem()}>
        {(text) => (
          <p class={styles.error} role="alert">
            {text()}
          </p>
        )}
      </Show>
      <div class={styles.sheetActions}>
        <Button look="primary" wide onClick={() => void done()}>
          {words.signDone}
        </Button>
        <Button wide onClick={wipe}>
          {words.signClear}
        </Button>
      </div>
    </>
  );
}
