import { For, type JSX, Show } from 'solid-js';
import { raceMessages as words } from '../messages/race.zh-CN.ts';
import { ChoiceField } from '../ui/Field.tsx';
import styles from './case.module.css';
import type { Contest, Side } from './race.ts';

interface RaceFieldsProps {
  contests: readonly Contest[];
  /** What only the others changed, and the form takes over. */
  theirs: readonly Contest[];
  labelOf: (field: string) => string;
  textOf: (field: string, value: string | boolean) => string;
  chosen: (field: string) => Side | undefined;
  onChoose: (field: string, side: Side) => void;
}

/** A lost race, field by field: yours, theirs, or both where a text can hold both. */
export function RaceFields(props: RaceFieldsProps): JSX.Element {
  const said = (field: string, value: string | boolean) => props.textOf(field, value) || words.nothing;
  const choices = (one: Contest): { value: Side; label: string }[] => [
    { value: 'mine', label: words.mine(said(one.field, one.mine)) },
    { value: 'theirs', label: words.theirs(said(one.field, one.theirs)) },
    ...(one.both === undefined ? [] : [{ value: 'both', label: words.both } as const]),
  ];
  return (
    <div class={styles.form} data-testid="race">
      <Show when={props.theirs.length > 0}>
        <ul>
          <For each={props.theirs}>
            {(one) => <li>{words.taken(props.labelOf(one.field), said(one.field, one.theirs))}</li>}
          </For>
        </ul>
      </Show>
      <For each={props.contests}>
        {(one) => (
          <ChoiceField<Side | ''>
            legend={props.labelOf(one.field)}
            hint={words.base(said(one.field, one.base))}
            name={`race-${one.field}`}
            value={props.chosen(one.field) ?? ''}
            choices={choices(one)}
            onChange={(side) => side !== '' && props.onChoose(one.field, side)}
          />
        )}
      </For>
    </div>
  );
}
