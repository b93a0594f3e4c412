import { createSignal, For, type JSX, Show, untrack } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { tell } from '../graphql/client.ts';
import { listToolMessages as words } from '../messages/work-lists.zh-CN.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { createDraft } from '../session/draft.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmSheet } from '../ui/ConfirmSheet.tsx';
import { CheckField, TextField } from '../ui/Field.tsx';
import { toast } from '../ui/Notice.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './case-list.module.css';
import { DeleteView, SavedViewsQuery, SaveView } from './documents.ts';
import { useDesk } from './world.ts';

/** The views that were saved, one's own and those that the office shares. */
export function createSavedViews() {
  const answer = createAnswer(SavedViewsQuery, () => ({}));
  return { all: () => answer.data()?.savedViews ?? [], refetch: answer.refetch };
}
type SavedViews = ReturnType<typeof createSavedViews>;

/** A view as its tab shows it. */
type SavedView = ReturnType<SavedViews['all']>[number];

/** The saved views as tabs; the open one, where it is one's own, can be renamed and deleted. */
export function ViewTabs(props: { views: SavedViews; view: string; onOpen: (view: string) => void }): JSX.Element {
  const open = () => props.views.all().find(({ query }) => query === props.view);
  const [renaming, setRenaming] = createSignal<SavedView>();
  const [removing, setRemoving] = createSignal<SavedView>();
  const remove = async () => {
    const gone = await tell(DeleteView, { id: removing()?.id ?? '' });
    setRemoving(undefined);
    if (!gone.ok) toast(gone.problem.message, 'caution');
    props.views.refetch();
  };
  return (
    <nav class={styles.views} aria-label={words.views}>
      <For each={props.views.all()}>
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
      <Show when={open()?.mine && open()}>
        {(view) => (
          <>
            <Button look="quiet" onClick={() => setRenaming(view())}>
              {words.renameView}
            </Button>
            <Button look="quiet" onClick={() => setRemoving(view())}>
              {words.removeView}
            </Button>
          </>
        )}
      </Show>
      <Show when={renaming()} keyed>
        {(view) => (
          <Sheet open title={words.renameView} onClose={() => setRenaming(undefined)}>
            <ViewForm views={props.views} view={view} onKept={() => setRenaming(undefined)} />
          </Sheet>
        )}
      </Show>
      <ConfirmSheet
        open={removing() !== undefined}
        title={words.removeView}
        body={words.viewRemove(removing()?.name ?? '')}
        confirm={words.removeIt}
        onConfirm={() => void remove()}
        onClose={() => setRemoving(undefined)}
      />
    </nav>
  );
}

/** 保存为视图: the list as it stands, under a name; nothing where it is one already, or the plain list. */
export function SaveViewButton(props: { views: SavedViews; view: string }): JSX.Element {
  const [naming, setNaming] = createSignal(false);
  return (
    <Show when={props.view !== '' && !props.views.all().some(({ query }) => query === props.view)}>
      <Button look="quiet" onClick={() => setNaming(true)}>
        {words.saveView}
      </Button>
      <Sheet open={naming()} title={words.saveView} onClose={() => setNaming(false)}>
        <ViewForm views={props.views} view={{ query: props.view }} onKept={() => setNaming(false)} />
      </Sheet>
    </Show>
  );
}

/** The name of a view that is new, or of one's own; a new one under the name of one's own takes its place. */
function ViewForm(props: {
  views: SavedViews;
  view: Pick<SavedView, 'query'> & Partial<SavedView>;
  onKept: () => void;
}): JSX.Element {
  const desk = useDesk();
  const draft = createDraft(
    untrack(() => `saveView${props.view.id ?? ''}`),
    () => ({ name: props.view.name ?? '', shared: props.view.shared === true }),
  );
  const { values, set } = draft;
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const namesake = () =>
    props.views.all().find(({ id, name, mine }) => mine && id !== props.view.id && name.trim() === values.name.trim());
  const replaced = () => (props.view.id === undefined ? namesake() : undefined);
  const shared = () => values.shared || replaced()?.shared === true;
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    const id = props.view.id ?? replaced()?.id ?? uuidv7();
    const kept = await tell(SaveView, { id, name: values.name, shared: shared(), query: props.view.query });
    setBusy(false);
    setProblem(kept.ok ? undefined : kept.problem.message);
    if (!kept.ok) return;
    draft.clear();
    props.views.refetch();
    toast(words.viewSaved, 'done');
    props.onKept();
  };
  return (
    <form class={styles.sheetForm} onSubmit={(event) => void save(event)}>
      <TextField
        label={words.viewName}
        value={values.name}
        onInput={(name) => set({ name })}
        hint={namesake() && (replaced() ? words.viewReplaces : words.viewNamesake)}
        error={problem()}
        required
      />
      <Show when={desk.viewer().role === 'clerk'}>
        <CheckField label={words.shareView} checked={shared()} onChange={(shared) => set({ shared })} />
      </Show>
      <Button type="submit" look="primary" busy={busy()}>
        {words.keep}
      </Button>
      <StartOver draft={draft} />
    </form>
  );
}
