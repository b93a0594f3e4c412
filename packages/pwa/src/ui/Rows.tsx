import { type Accessor, createMemo, For, type JSX } from 'solid-js';

/**
 * A list whose rows live as long as their names: what is open or half typed in one stays as it is when news of it comes in.
 * `For` alone goes by the object, and whatever is read from the store or the server anew is another object.
 * @param name of a row: stays the same while it is the same thing, and no other row has it
 */
export function Rows<T>(props: {
  each: readonly T[];
  name: (row: T) => string;
  fallback?: JSX.Element;
  children: (row: Accessor<T>) => JSX.Element;
}): JSX.Element {
  const named = createMemo(() => new Map(props.each.map((row) => [props.name(row), row])));
  const names = createMemo(() => [...named().keys()]);
  return (
    <For each={names()} fallback={props.fallback}>
      {(name) => {
        // A row on its way out still shows what it last was.
        const row = createMemo<T | undefined>((last) => named().get(name) ?? last);
        // It was in the map when `For` made this row.
        return props.children(row as Accessor<T>);
      }}
    </For>
  );
}
