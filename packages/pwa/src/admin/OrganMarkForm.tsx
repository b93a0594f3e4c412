import { createMemo, createSignal, For, type JSX, onCleanup, Show, untrack } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { tell } from '../graphql/client.ts';
import { organMarkMessages as words } from '../messages/admin.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { LoadingState, ProblemNotice, toast } from '../ui/Notice.tsx';
import styles from './admin.module.css';
import { createAdminForm } from './admin-form.ts';
import { type AdminUnit, type OrganMark, OrganMarkQuery, SetOrganMark } from './documents.ts';

/** How long typing rests before the numbers are shown anew. */
const RESTS_MS = 300;

/** 机关代字 of a unit that issues papers in its own name: as it is, or another, with the numbers that would come of it. */
export function OrganMarkForm(props: { unit: AdminUnit; onDone: () => void }): JSX.Element {
  const answer = createAnswer(OrganMarkQuery, () => ({ unitId: props.unit.id, mark: null }));
  return (
    <>
      <Show when={answer.problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <Show when={answer.data()?.organMark} fallback={<LoadingState failed={answer.problem() !== undefined} />}>
        {(now) => <MarkForm unit={props.unit} now={now()} onDone={props.onDone} onRefused={answer.refetch} />}
      </Show>
    </>
  );
}

/** `now`: as it is. */
function MarkForm(props: {
  unit: AdminUnit;
  now: OrganMark;
  onDone: () => void;
  /** It may be another one by now. */
  onRefused: () => void;
}): JSX.Element {
  const { draft, busy, problem, submit } = createAdminForm({
    name: untrack(() => `admin.organMark.${props.unit.id}`),
    stands: () => ({ mark: props.now.own ? props.now.mark : '' }),
    send: ({ mark }, seen) => tell(SetOrganMark, { unitId: props.unit.id, mark: mark.trim(), seen }),
    done: (data) => {
      toast(words.saved(props.unit.name, data.setOrganMark.mark));
      props.onDone();
    },
    refused: () => props.onRefused(),
  });
  const { values, set } = draft;
  const [asked, setAsked] = createSignal(draft.dirty() ? values.mark : undefined);
  const answer = createAnswer(OrganMarkQuery, () => {
    const mark = asked();
    return mark === undefined ? undefined : { unitId: props.unit.id, mark };
  });
  /** What the numbers would look like; while that is asked, as they looked before. */
  const found = createMemo<OrganMark>(
    (before) => (draft.dirty() ? (answer.data()?.organMark ?? before) : props.now),
    untrack(() => props.now),
  );
  let resting: ReturnType<typeof setTimeout> | undefined;
  const type = (mark: string) => {
    set({ mark });
    clearTimeout(resting);
    resting = setTimeout(() => setAsked(mark), RESTS_MS);
  };
  onCleanup(() => clearTimeout(resting));
  return (
    <form class={`${styles.form} ${styles.apart}`} onSubmit={submit} novalidate aria-label={words.title}>
      <h3>{words.title}</h3>
      <Show when={problem() ?? answer.problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <TextField
        label={words.mark}
        hint={words.hint(found().proposed)}
        optionalWord={uiMessages.optional}
        value={values.mark}
        onInput={type}
        error={found().problem ?? undefined}
      />
      <Show when={found().problem === null}>
        <details>
          <summary>{words.next(found().next[0] ?? '')}</summary>
          <ul class={styles.numbers}>
            <For each={found().next}>{(number) => <li>{number}</li>}</For>
          </ul>
        </details>
      </Show>
      <StartOver draft={draft} said={(_field, now) => String(now) || props.now.proposed} />
      <p class="muted small">{words.kept}</p>
      <Button type="submit" busy={busy()} disabled={found().problem !== null}>
        {words.save}
      </Button>
    </form>
  );
}
