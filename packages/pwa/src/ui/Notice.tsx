import { createEffect, createSignal, For, type JSX, onCleanup, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { Problem } from '../graphql/client.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { Button } from './Button.tsx';
import { citationsWords } from './citation.ts';
import styles from './Notice.module.css';

type Tone = 'plain' | 'problem' | 'caution' | 'done';
const SHAPES: Readonly<Record<Tone, string>> = { plain: '', problem: '■', caution: '▲', done: '●' };

/** A calm line of news inside the page, with what can be done about it at its right. */
export function Notice(props: {
  tone?: Tone;
  action?: JSX.Element;
  class?: string;
  children: JSX.Element;
}): JSX.Element {
  const tone = () => props.tone ?? 'plain';
  return (
    <div
      class={`${styles.notice} ${styles[tone()] ?? ''} ${props.class ?? ''}`}
      role={tone() === 'problem' ? 'alert' : 'status'}
    >
      <Show when={SHAPES[tone()]}>
        <span class={styles.shape} aria-hidden="true">
          {SHAPES[tone()]}
        </span>
      </Show>
      <div class={styles.text}>{props.children}</div>
      <Show when={props.action}>{props.action}</Show>
    </div>
  );
}

/** How often a page that could not be read is asked for again by itself. */
const AGAIN_MS = 15_000;

/**
 * A refusal or a failure: what, on which basis, and the way to try again. `onRetry` only reads: a page that was cut off comes
 * back by itself once the line does. An ended session has its own banner.
 */
export function ProblemNotice(props: {
  problem: Problem;
  onRetry?: (() => void) | undefined;
  class?: string;
}): JSX.Element {
  const basis = () => citationsWords(props.problem.citations);
  createEffect(() => {
    const read = props.onRetry;
    if (!read || props.problem.code !== 'unreachable') return;
    const again = () => read();
    const timer = setInterval(again, AGAIN_MS);
    window.addEventListener('online', again);
    onCleanup(() => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    });
  });
  return (
    <Show when={props.problem.code !== 'unauthenticated'}>
      <Notice
        tone="problem"
        class={props.class ?? ''}
        action={
          <Show when={props.onRetry}>{(retry) => <Button onClick={() => retry()()}>{uiMessages.retry}</Button>}</Show>
        }
      >
        {props.problem.message}
        <Show when={basis() && !props.problem.message.includes(basis())}>
          <small>{uiMessages.basis(basis())}</small>
        </Show>
      </Notice>
    </Show>
  );
}

/** Nothing here: why, and what to do next. `inList`: it stands where the rows of a list would. */
export function EmptyState(props: { title: string; inList?: boolean; children?: JSX.Element }): JSX.Element {
  return (
    <Dynamic component={props.inList ? 'li' : 'div'} class={styles.empty}>
      <p class={styles.emptyTitle}>{props.title}</p>
      {props.children}
    </Dynamic>
  );
}

/** Grey lines where the content will be; said once to screen readers. Nothing once it has `failed`: nothing is on its way then. */
export function LoadingState(props: { lines?: number; failed?: boolean }): JSX.Element {
  return (
    <Show when={!props.failed}>
      <div class={styles.loading} role="status">
        <span class="visually-hidden">{uiMessages.loading}</span>
        <For each={Array.from({ length: props.lines ?? 4 }, (_, index) => index)}>
          {(index) => <div class={styles.bar} style={{ width: `${100 - (index % 3) * 14}%` }} aria-hidden="true" />}
        </For>
      </div>
    </Show>
  );
}

interface Toast {
  readonly id: number;
  readonly tone: Tone;
  readonly text: string;
}
const [toasts, setToasts] = createSignal<readonly Toast[]>([]);
let nextToast = 0;

/** Says that something was done, for six seconds. Never for a problem: those stay on the page. */
export function toast(text: string, tone: Exclude<Tone, 'problem'> = 'done'): void {
  nextToast += 1;
  const id = nextToast;
  setToasts((all) => [...all.slice(-2), { id, tone, text }]);
  setTimeout(() => setToasts((all) => all.filter((item) => item.id !== id)), 6_000);
}

/** Where toasts appear; each door places it once. */
export function Toasts(): JSX.Element {
  return (
    <div class={`${styles.toasts} no-print`} aria-live="polite">
      <For each={toasts()}>{(item) => <Notice tone={item.tone}>{item.text}</Notice>}</For>
    </div>
  );
}
