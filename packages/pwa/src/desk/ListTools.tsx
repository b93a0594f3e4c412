import { caseSorts } from '@huiyin/domain/cases';
import { A } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import { bulkMessages } from '../messages/bulk-actions.zh-CN.ts';
import { listToolMessages as words } from '../messages/work-lists.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import type { ListAddress } from '../ui/case-address.ts';
import { SelectField } from '../ui/Field.tsx';
import { foldsAway } from '../ui/folds-away.ts';
import styles from './case-list.module.css';
import type { ListAsked } from './case-list.ts';
import { choosesMany } from './choice.ts';
import { ExportButton } from './ExportButton.tsx';
import { columnsOf, listColumns, sortOf, usualColumns } from './list-address.ts';
import { useDesk } from './world.ts';

interface ToolProps {
  address: ListAddress;
  asked: ListAsked;
  /** How many cases are listed; undefined for so many that nobody counts them. */
  count: number | undefined;
  onSet: (change: ListAddress) => void;
  /** What else can be done with the list as it stands. */
  children?: JSX.Element;
}

/** Order, columns and export of a list. */
export function ListTools(props: ToolProps): JSX.Element {
  const desk = useDesk();
  const columns = () => columnsOf(props.address);
  const toggle = (column: (typeof listColumns)[number]) => {
    const next = listColumns.filter((one) => columns().includes(one) !== (one === column));
    const usual = next.length === usualColumns.length && next.every((one) => usualColumns.includes(one));
    props.onSet({ cols: usual ? '' : next.join('.') || 'none' });
  };
  return (
    <div class={styles.tools}>
      <SelectField
        label={words.sort}
        value={sortOf(props.address)}
        choices={caseSorts.map((value) => ({ value, label: words.sorts[value] }))}
        onChange={(value) =>
          props.onSet({ sort: value === sortOf({ ...props.address, sort: '' }) ? '' : value, back: '' })
        }
      />
      <Button
        aria-pressed={props.address.back === '1'}
        onClick={() => props.onSet({ back: props.address.back === '1' ? '' : '1' })}
      >
        {words.backwards}
      </Button>
      <details class={styles.columnBox} ref={foldsAway}>
        <summary>{words.columns}</summary>
        <ul>
          <For each={listColumns}>
            {(column) => (
              <li>
                <label>
                  <input type="checkbox" checked={columns().includes(column)} onChange={() => toggle(column)} />
                  {words.columnNames[column]}
                </label>
              </li>
            )}
          </For>
        </ul>
      </details>
      <ExportButton asked={props.asked} count={props.count} />
      {props.children}
      <Show when={choosesMany(desk.viewer())}>
        <A class={styles.records} href="/desk/bulk">
          {bulkMessages.title}
        </A>
      </Show>
    </div>
  );
}
