import { createSignal, For, type JSX, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { tell } from '../graphql/client.ts';
import { listToolMessages as words } from '../messages/work-lists.zh-CN.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { Button } from '../ui/Button.tsx';
import { CheckField, TextField } from '../ui/Field.tsx';
import { toast } from '../ui/Notice.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './case-list.module.css';
import { DeleteView, SavedViewsQuery, SaveView } from './documents.ts';
import { useDesk } from './world.ts';

/** The saved views as tabs: one's own and those that the office shares; the list as it stands can be kept as another. */
export function ViewTabs(props: { view: string; onOpen: (view: string) => void }): JSX.Element {
  const desk = useDesk();
  const answer = createAnswer(SavedViewsQuery, () => ({}));
  const [naming, setNaming] = createSignal(false);
  const [name, setName] = createSignal('');
  const [shared, setShared] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const views = () => answer.data()?.savedViews ?? [];
  const open = () => views().find(({ query }) => query === props.view);

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const kept = await tell(SaveView, { id: uuidv7(), name: name(), query: props.view, shared: shared() });
    if (!kept.ok) return setProblem(kept.problem.message);
    setNaming(false);
    setName('');
    setProblem(undefined);
    answer.refetch();
    toast(words.viewSaved, 'done');
    return undefined;
  };
  const remove = async (id: string, called: string) => {
    if (!window.confirm(words.viewRemove(called))) return;
    const gone = await tell(DeleteView, { id });
    if (!gone.ok) toast(gone.problem.message, 'caution');
    answer.refetch();
  };

  return (
    <nav class={styles.views} aria-label={words.views}>
      <For each={views()}>
        {(view) => (
          <button
            type="button"
            class={styles.view}
            aria-pressed={view.query === props.view}
            onClick={() => props.onOpen(view.query)}
          >
            {view.name}
            <Show when={view.shared}>
              <span class={styles.sharedMark}>{words.sharedMark}</span>
            </Show>
          </button>
        )}
      </For>
      <Show when={props.view !== '' && !open()}>
        <Button look="quiet" onClick={() => setNaming(true)}>
          {words.saveView}
        </Button>
      </Show>
      <Show when={open()?.mine && open()}>
        {(view) => (
          <Button look="quiet" onClick={() => void remove(view().id, view().name)}>
            {words.removeView}
          </Button>
        )}
      </Show>
      <Sheet open={naming()} title={words.saveView} onClose={() => setNaming(false)}>
        <form class={styles.sheetForm} onSubmit={(event) => void save(event)}>
          <TextField label={words.viewName} value={name()} onInput={setName} error={problem()} required />
          <Show when={desk.viewer().role === 'clerk'}>
            <CheckField label={words.shareView} checked={shared()} onChange={setShared} />
          </Show>
          <Button type="submit" look="primary">
            {words.keep}
          </Button>
        </form>
      </Sheet>
    </nav>
  );
}
