import { maxVoiceSeconds } from '@huiyin/domain/cases';
import { createEffect, createSignal, type JSX, onCleanup, Show } from 'solid-js';
import MicIcon from '~icons/lucide/mic';
import StopIcon from '~icons/lucide/square';
import { offlineMessages, storeTroubleWords } from '../../messages/offline.zh-CN.ts';
import { lengthText, visitWords as words } from '../../messages/visit.zh-CN.ts';
import { StoreFault } from '../../offline/database.ts';
import { findAttachments } from '../../offline/outbox.ts';
import { Button } from '../../ui/Button.tsx';
import { useField } from '../session.ts';
import { prepareFile } from './photo.ts';
import { RemoveButton } from './RemoveButton.tsx';
import type { DraftForm } from './use-draft.ts';
import styles from './visit.module.css';

/** Speech is understood at this; five minutes are about a megabyte. */
const BITS_A_SECOND = 32_000;
/** The first that the browser can do: Chromium and Firefox, Safari, older Firefox. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

const typeHere = (): string | undefined =>
  typeof MediaRecorder === 'undefined' || navigator.mediaDevices === undefined
    ? undefined
    : TYPES.find((type) => MediaRecorder.isTypeSupported(type));

/** 录音: at most five minutes, heard before it is saved, kept with the draft the moment it ends. */
export function VoiceField(props: { draft: DraftForm }): JSX.Element {
  const type = typeHere();
  const voice = () => props.draft.form.attachments.find(({ kind }) => kind === 'voice');
  const recording = createRecording(type, async (blob, seconds) => {
    const file = await prepareFile(await blob.arrayBuffer(), blob.type.split(';')[0] ?? '');
    await props.draft.keepFile(file, { kind: 'voice', seconds });
  });
  const remove = () => props.draft.setForm('attachments', (all) => all.filter(({ kind }) => kind !== 'voice'));
  return (
    <section class={styles.field} aria-label={words.voice}>
      <span class={styles.label}>
        {words.voice} <span class={styles.optional}>{words.optional}</span>
      </span>
      <Show when={!recording.running() && voice()} keyed>
        {(note) => (
          <div class={styles.card} data-testid="voice">
            <Player id={note.id} />
            <span class={styles.sub}>{words.voiceLength(lengthText(note.seconds ?? 0))}</span>
            <div class={styles.cardActions}>
              <Button onClick={() => void recording.start()}>{words.voiceAgain}</Button>
              <RemoveButton label={words.voiceRemove} onRemove={remove} />
            </div>
          </div>
        )}
      </Show>
      <Show when={recording.running() || voice() === undefined}>
        <button
          type="button"
          class={styles.add}
          disabled={type === undefined}
          data-testid="voice-button"
          onClick={() => (recording.running() ? recording.stop() : void recording.start())}
        >
          <Show when={recording.running()} fallback={<MicIcon aria-hidden="true" />}>
            <StopIcon class={styles.recording} aria-hidden="true" />
          </Show>
          {type === undefined ? words.voiceUnsupported : recording.running() ? words.voiceStop : words.voiceStart}
        </button>
        <p class={styles.sub} aria-live="off">
          {recording.running()
            ? words.voiceRecording(lengthText(recording.seconds()))
            : type === undefined
              ? ''
              : words.voiceLimit}
        </p>
      </Show>
      <Show when={recording.problem()}>
        {(problem) => (
          <p class={styles.error} role="alert">
            {problem()}
          </p>
        )}
      </Show>
    </section>
  );
}

/** A recording that ends by itself after five minutes; what has been recorded is kept also when the page is left. */
function createRecording(type: string | undefined, keep: (blob: Blob, seconds: number) => Promise<void>) {
  const [running, setRunning] = createSignal(false);
  const [seconds, setSeconds] = createSignal(0);
  const [problem, setProblem] = createSignal<string>();
  let recorder: MediaRecorder | undefined;

  const start = async () => {
    setProblem(undefined);
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      const denied = error instanceof Error && error.name === 'NotAllowedError';
      setProblem(denied ? words.voiceDenied : words.voiceFailed);
      return;
    }
    const parts: Blob[] = [];
    const begun = performance.now();
    const length = () => Math.min(maxVoiceSeconds, Math.round((performance.now() - begun) / 100) / 10);
    recorder = new MediaRecorder(stream, { ...(type ? { mimeType: type } : {}), audioBitsPerSecond: BITS_A_SECOND });
    const timer = setInterval(() => {
      setSeconds(length());
      if (length() >= maxVoiceSeconds) stop();
    }, 250);
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.onstop = () => {
      const took = length();
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
      setRunning(false);
      void save(new Blob(parts, { type: recorder?.mimeType ?? type ?? '' }), took);
    };
    setSeconds(0);
    setRunning(true);
    recorder.start(1000);
  };
  const save = async (blob: Blob, took: number) => {
    if (blob.size === 0) {
      setProblem(words.voiceFailed);
      return;
    }
    try {
      await keep(blob, took);
    } catch (fault) {
      setProblem(fault instanceof StoreFault ? storeTroubleWords[fault.why] : offlineMessages.storeUnknown);
    }
  };
  const stop = () => {
    if (recorder?.state === 'recording') recorder.stop();
  };
  // A phone that is put away ends the recording; what there is of it is kept.
  const hide = () => document.visibilityState === 'hidden' && stop();
  document.addEventListener('visibilitychange', hide);
  onCleanup(() => {
    document.removeEventListener('visibilitychange', hide);
    stop();
  });
  return { running, seconds, problem, start, stop };
}

/** The kept recording, from the bytes on the phone. */
function Player(props: { id: string }): JSX.Element {
  const field = useField();
  const [url, setUrl] = createSignal<string>();
  createEffect(() => {
    let made: string | undefined;
    let gone = false;
    void findAttachments(field.store, [props.id]).then(([one]) => {
      if (gone || one?.bytes === undefined) return;
      made = URL.createObjectURL(new Blob([one.bytes], { type: one.mime }));
      setUrl(made);
    });
    onCleanup(() => {
      gone = true;
      if (made !== undefined) URL.revokeObjectURL(made);
    });
  });
  return (
    // biome-ignore lint/a11y/useMediaCaption: a note recorded a moment ago has no captions.
    <audio class={styles.player} controls preload="metadata" src={url()} aria-label={words.voice} />
  );
}
