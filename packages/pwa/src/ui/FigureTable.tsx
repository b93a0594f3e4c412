import { For, type JSX } from 'solid-js';
import styles from './FigureTable.module.css';

/** A chart's numbers as a table: the first column names the row, all others are figures. */
export function FigureTable<T>(props: {
  caption: string;
  head: readonly string[];
  rows: readonly T[];
  name: (row: T) => JSX.Element;
  cells: (row: T) => readonly JSX.Element[];
}): JSX.Element {
  return (
    <table class={styles.table}>
      <caption class="visually-hidden">{props.caption}</caption>
      <thead>
        <tr>
          <For each={props.head}>{(text) => <th scope="col">{text}</th>}</For>
        </tr>
      </thead>
      <tbody>
        <For each={props.rows}>
          {(row) => (
            <tr>
              <th scope="row">{props.name(row)}</th>
              <For each={props.cells(row)}>{(cell) => <td>{cell}</td>}</For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
