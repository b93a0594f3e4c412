import { createSignal, For, type JSX, onCleanup, Show, untrack } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { type Problem, tell } from '../graphql/client.ts';
import { organMarkMessages as words } from '../messages/admin.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { createDraft } from '../session/draft.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { LoadingState, ProblemNotice, toast } from '../ui/Notice.tsx';
import styles from './admin.module.css';
import { type AdminUnit, OrganMarkQuery, SetOrganMark } from './documents.ts';

/** How long typing rests before the numbers are shown anew. */
const RESTS_MS = 300;

/** 机关代字 of a unit that issues papers in its own name: as it is, or another, with the numbers that would come of it. */
export function OrganMarkForm(props: { unit: AdminUnit; onDone: () => void }): JSX.Element {
  const draft = createDraft(
    untrack(() => `admin.organMark.${props.unit.id}`),
    () => ({ typed: false as boolean, mark: '' }), // true once something is typed,
  );
  const { values, set } = draft;
  const [asked, setAsked] = createSignal(values.typed ? values.mark : null);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const answer = createAnswer(OrganMarkQuery, () => ({ unitId: props.unit.id, mark: asked() }));
  const found = () => answer.data()?.organMark;
  /** What stands in the field: what was typed, else what the unit has of its own. */
  const value = () => (values.typed ? values.mark : ((found()?.own ? found()?.mark : '') ?? ''));
  let resting: ReturnType<typeof setTimeout> | undefined;
  const type = (text: string) => {
    set({ typed: true, mark: text });
    clearTimeout(resting);
    resting = setTimeout(() => setAsked(text), RESTS_MS);
  };
  onCleanup(() => clearTimeout(resting));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    const done = await tell(SetOrganMark, { unitId: untrack(() => props.unit.id), mark: value().trim() });
    setBusy(false);
    if (!done.ok) {
      setProblem(done.problem);
      return;
    }
    draft.clear();
    toast(words.saved(props.unit.name, done.data.setOrganMark.mark));
    props.onDone();
  };
  return (
    <form class={`${styles.form} ${styles.apart}`} onSubmit={submit} novalidate aria-label={words.title}>
      <h3>{words.title}</h3>
      <Show when={problem() ?? answer.problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <Show when={found()} fallback={<LoadingState failed={answer.problem() !== undefined} />}>
        {(it) => (
          <>
            <TextField
              label={words.mark}
              hint={words.hint(it().proposed)}
              optionalWord={uiMessages.optional}
              value={value()}
              onInput={type}
              error={it().problem ?? undefined}
            />
            <Show when={it().problem === null}>
              <details>
                <summary>{words.next(it().next[0] ?? '')}</summary>
                <ul class={styles.numbers}>
                  <For each={it().next}>{(number) => <li>{number}</li>}</For>
                </ul>
              </details>
            </Show>
            <StartOver
              draft={{
                ...draft,
                clear: () => {
                  draft.clear();
                  setAsked(null);
                },
              }}
            />
            <p class="muted small">{words.kept}</p>
            <Button type="submit" busy={busy()} disabled={it().problem !== null}>
              {words.save}
            </Button>
          </>
        )}
      </Show>
    </form>
  );
}
