import { createSignal, For, type JSX, Show } from 'solid-js';
import { ask, type Problem } from '../../graphql/client.ts';
import { receptionWords as words } from '../../messages/reception.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/Field.tsx';
import { ProblemNotice } from '../../ui/Notice.tsx';
import { CaseChoicesQuery } from '../documents.ts';
import styles from './reception.module.css';

/** What the visitor raised before. */
export interface EarlierCase {
  id: string;
  number: string;
  title: string;
}

/** What the visitor raised before: found by name, number or words, so that the leader's brief shows it. */
export function EarlierCases(props: {
  chosen: readonly EarlierCase[];
  onChange: (chosen: readonly EarlierCase[]) => void;
  name: string;
}): JSX.Element {
  const [found, setFound] = createSignal<readonly EarlierCase[]>([]);
  const [query, setQuery] = createSignal('');
  const [said, setSaid] = createSignal('');
  const [problem, setProblem] = createSignal<Problem>();
  const look = async () => {
    const search = query().trim() || props.name.trim();
    setProblem(undefined);
    if (search.length < 2) return setSaid(words.earlierShort);
    const answer = await ask(CaseChoicesQuery, { search });
    const rows = answer.ok ? answer.data.cases.edges.map(({ node }) => node) : [];
    setFound(rows.map(({ id, number, title }) => ({ id, number, title })));
    setSaid(answer.ok && rows.length === 0 ? words.earlierNone(search) : '');
    if (!answer.ok) setProblem(answer.problem);
  };
  const has = (id: string) => props.chosen.some((one) => one.id === id);
  const rows = () => [...props.chosen, ...found().filter(({ id }) => !has(id))];
  return (
    <fieldset class={styles.checks}>
      <legend>{words.earlier}</legend>
      <p class="muted small">{words.earlierHint}</p>
      <div class={styles.tools}>
        <input
          aria-label={words.search}
          autocomplete="off"
          placeholder={props.name}
          value={query()}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <Button onClick={() => void look()}>{words.search}</Button>
      </div>
      <p role="status" class="muted small">
        {said()}
      </p>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <For each={rows()}>
        {(one) => (
          <CheckField
            label={`${one.number} ${one.title}`}
            checked={has(one.id)}
            onChange={(on) =>
              props.onChange(on ? [...props.chosen, one] : props.chosen.filter(({ id }) => id !== one.id))
            }
          />
        )}
      </For>
    </fieldset>
  );
}
