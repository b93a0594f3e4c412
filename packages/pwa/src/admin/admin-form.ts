import { type Accessor, createSignal } from 'solid-js';
import { unwrap } from 'solid-js/store';
import type { Answer, Problem } from '../graphql/client.ts';
import { createDraft, type Draft } from '../session/draft.ts';

/** A form of the administration: what is typed into it, and how it stands with sending it. */
export interface AdminForm<T extends object> {
  readonly draft: Draft<T>;
  /** Somebody has tried to send it: what is missing is said. */
  readonly tried: Accessor<boolean>;
  readonly busy: Accessor<boolean>;
  readonly problem: Accessor<Problem | undefined>;
  readonly submit: (event: SubmitEvent) => Promise<void>;
}

/**
 * Keeps a form as a draft under `name` and sends it, one try at a time. What was taken is no draft any more; what was refused stays,
 * with the problem.
 */
export function createAdminForm<T extends Record<string, string | boolean>, Data>(form: {
  readonly name: string;
  /** What stands beneath it: see `createDraft`. */
  readonly stands: () => T;
  /** Sends what is typed, with what stood beneath it when that was looked at; undefined where something is still missing. */
  readonly send: (typed: T, seen: T) => Promise<Answer<Data>> | undefined;
  readonly done: (data: Data, typed: T) => void;
  readonly refused?: () => void;
}): AdminForm<T> {
  const draft = createDraft<T>(form.name, form.stands);
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    setTried(true);
    setProblem(undefined);
    const typed = { ...unwrap(draft.values) };
    const sending = form.send(typed, draft.stands());
    if (sending === undefined) return;
    setBusy(true);
    const answer = await sending;
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      form.refused?.();
      return;
    }
    draft.clear();
    form.done(answer.data, typed);
  };
  return { draft, tried, busy, problem, submit };
}
