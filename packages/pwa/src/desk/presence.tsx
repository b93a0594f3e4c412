import { type Accessor, createEffect, createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { ask, tell } from '../graphql/client.ts';
import { graphql } from '../graphql/graphql.ts';
import { presenceMessages as words } from '../messages/presence.zh-CN.ts';
import { Notice } from '../ui/Notice.tsx';

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

/** Who else works on the case now. A courtesy: without a connection it says nothing. */
export function Editors(props: { caseId: string }): JSX.Element {
  const [names, setNames] = createSignal<readonly string[]>([]);
  createEffect(() => {
    const caseIds = [props.caseId];
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      const answer = await ask(CaseEditorsQuery, { caseIds });
      setNames(answer.ok ? answer.data.caseEditors.map(({ name }) => name) : []);
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_AGAIN_MS);
    onCleanup(() => clearInterval(timer));
  });
  return (
    <Show when={names().length > 0}>
      <div class="no-print" data-testid="case-editors">
        <Notice tone="caution">
          {words.editing(names())}
          <small>{words.hint}</small>
        </Notice>
      </div>
    </Show>
  );
}
