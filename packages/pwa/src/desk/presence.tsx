import { type Accessor, createEffect, createMemo, createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { ask, tell } from '../graphql/client.ts';
import { graphql } from '../graphql/graphql.ts';
import { presenceMessages as words } from '../messages/presence.zh-CN.ts';
import { Chip } from '../ui/Chip.tsx';
import { Notice } from '../ui/Notice.tsx';
import styles from './case.module.css';

const CaseEditorsQuery = graphql(
  `query CaseEditors($caseIds: [ID!]!) { caseEditors(caseIds: $caseIds) { caseId name } }`,
);
const SayEditing = graphql(
  `mutation SayEditing($caseId: ID!, $editing: Boolean!) { sayEditing(caseId: $caseId, editing: $editing) }`,
);

/** The server forgets after forty seconds. */
const SAY_AGAIN_MS = 15_000;
const LOOK_AGAIN_MS = 10_000;

/** Tells the colleagues that this person works on the case while `editing` holds; ends with the form, the page or the tab. */
export function useSayEditing(caseId: Accessor<string>, editing: Accessor<boolean>): void {
  createEffect(() => {
    if (!editing()) return;
    const id = caseId();
    const say = (now: boolean) => void tell(SayEditing, { caseId: id, editing: now });
    const leave = () => say(false);
    say(true);
    const timer = setInterval(() => say(true), SAY_AGAIN_MS);
    window.addEventListener('pagehide', leave);
    onCleanup(() => {
      clearInterval(timer);
      window.removeEventListener('pagehide', leave);
      leave();
    });
  });
}

/** The server answers for at most this many. */
const AT_MOST = 200;

/** Who else works on these cases now, by case: one question for all that are on the screen, asked again while it is looked at. */
export function createEditors(ids: Accessor<readonly string[]>): (id: string) => readonly string[] {
  const [byCase, setByCase] = createSignal<ReadonlyMap<string, readonly string[]>>(new Map());
  // a list that is read again with the same cases asks nothing anew
  const asked = createMemo(() => ids().slice(0, AT_MOST).join(' '));
  createEffect(() => {
    const caseIds = asked().split(' ').filter(Boolean);
    if (caseIds.length === 0) return;
    let gone = false;
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      const answer = await ask(CaseEditorsQuery, { caseIds });
      if (gone) return;
      const found = new Map<string, readonly string[]>();
      for (const { caseId, name } of answer.ok ? answer.data.caseEditors : [])
        found.set(caseId, [...(found.get(caseId) ?? []), name]);
      setByCase(found);
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_AGAIN_MS);
    onCleanup(() => {
      gone = true;
      clearInterval(timer);
    });
  });
  return (id) => byCase().get(id) ?? [];
}

/** On a row of a list: who works on its case now. */
export function RowEditors(props: { names: readonly string[] }): JSX.Element {
  return (
    <Show when={props.names.length > 0}>
      <span data-testid="row-editors">
        <Chip>{words.row(props.names)}</Chip>
      </span>
    </Show>
  );
}

/** Who else works on the case now. A courtesy: without a connection it says nothing. */
export function Editors(props: { caseId: string }): JSX.Element {
  const editors = createEditors(() => [props.caseId]);
  const names = () => editors(props.caseId);
  return (
    <Show when={names().length > 0}>
      <div class={`${styles.card} no-print`} data-testid="case-editors">
        <Notice tone="caution">
          {words.editing(names())}
          <small>{words.hint}</small>
        </Notice>
      </div>
    </Show>
  );
}
