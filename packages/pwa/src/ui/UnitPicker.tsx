import { createEffect, createMemo, createSignal, createUniqueId, For, type JSX, on, Show, splitProps } from 'solid-js';
import { unitMessages as words } from '../messages/zh-CN.ts';
import { Field } from './Field.tsx';
import styles from './UnitPicker.module.css';
import { parentsText, type SearchedUnit, searchUnits } from './units.ts';

interface UnitPickerProps {
  label: string;
  hint?: JSX.Element | undefined;
  error?: string | undefined;
  required?: boolean | undefined;
  optionalWord?: string | undefined;
  path?: string | undefined;
  /** The units to choose from. */
  units: readonly SearchedUnit[];
  /** All units, for the line of parents below a name; by default those to choose from. */
  all?: readonly SearchedUnit[] | undefined;
  value: string;
  onChange: (unitId: string) => void;
  /** The word of no choice (不限, or the unit that is proposed); without it a choice cannot be taken back. */
  emptyWord?: string | undefined;
  /** Shown before anything is typed, the last used first; without it every unit is. */
  recent?: readonly string[] | undefined;
}

/** One line of the list: a unit, or no choice at all. */
interface Line {
  readonly id: string;
  readonly name: string;
  readonly sub: string;
}

/** The part of the picker that is not seen: what is typed, what it finds, which line the keys are on. */
function createPicking(props: UnitPickerProps) {
  const [query, setQuery] = createSignal<string>();
  const [open, setOpen] = createSignal(false);
  const [active, setActive] = createSignal(-1);
  const all = () => props.all ?? props.units;
  const choosable = () => props.units.filter(({ closed }) => closed !== true);
  const line = (unit: SearchedUnit): Line => ({ id: unit.id, name: unit.name, sub: parentsText(all(), unit) });
  const typed = () => query()?.trim() ?? '';
  const recent = createMemo(() =>
    (props.recent ?? []).map((id) => props.units.find((unit) => unit.id === id)).filter((unit) => unit !== undefined),
  );
  const lines = createMemo((): readonly Line[] => {
    if (typed() !== '') return searchUnits(choosable(), typed()).map(line);
    const none = props.emptyWord === undefined ? [] : [{ id: '', name: props.emptyWord, sub: '' }];
    return [...none, ...(props.recent === undefined ? choosable() : recent()).map(line)];
  });
  const close = () => {
    setOpen(false);
    setQuery(undefined);
    setActive(-1);
  };
  return {
    active,
    open,
    typed,
    lines,
    close,
    shown: () => (open() && lines().length > 0) || (typed() === '' && recent().length > 0),
    text: () => query() ?? all().find((unit) => unit.id === props.value)?.name ?? '',
    start() {
      setOpen(true);
      setActive(-1);
    },
    type(text: string) {
      setQuery(text);
      setOpen(true);
      setActive(-1);
    },
    take(id: string) {
      close();
      props.onChange(id);
    },
    move(step: number) {
      const last = lines().length - 1;
      setActive((at) => (step > 0 ? (at >= last ? 0 : at + 1) : at <= 0 ? last : at - 1));
    },
  };
}
type Picking = ReturnType<typeof createPicking>;

/** Arrows move, Enter takes the line (or the best find of what was typed), Esc takes the list back. */
function pressKey(event: KeyboardEvent, picking: Picking): void {
  // Ctrl + Enter is the form’s
  if (event.isComposing || event.ctrlKey || event.metaKey) return;
  const { open, active, lines, typed, start, move, take, close } = picking;
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => (open() ? move(1) : start()),
    ArrowUp: () => (open() ? move(-1) : start()),
    Enter: () => {
      const chosen = lines()[active()] ?? (typed() === '' ? undefined : lines()[0]);
      if (chosen !== undefined) take(chosen.id);
      else start();
    },
    Escape: close,
  };
  const act = keys[event.key];
  if (act === undefined || (event.key === 'Escape' && !open())) return;
  event.preventDefault();
  // Esc here takes the list back, not the sheet around it.
  event.stopPropagation();
  act();
}

/**
 * A unit by name or initials, among sixty as quickly as among six; with no signal too. A combobox as the ARIA practices
 * have it; the list never takes the focus.
 */
export function UnitPicker(props: UnitPickerProps): JSX.Element {
  const [own] = splitProps(props, ['label', 'hint', 'error', 'required', 'optionalWord', 'path']);
  const listId = createUniqueId();
  const picking = createPicking(props);
  const { active, typed, lines, shown } = picking;
  let list: HTMLDivElement | undefined;
  createEffect(on(active, (at) => list?.children[at]?.scrollIntoView({ block: 'nearest' })));

  return (
    <Field {...own} class={`${styles.picker} ${props.required === true ? '' : (styles.mayBeEmpty ?? '')}`}>
      {(control) => (
        <>
          <input
            {...control}
            type="text"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={shown()}
            aria-controls={shown() ? listId : undefined}
            aria-activedescendant={active() < 0 ? undefined : `${listId}-${active()}`}
            placeholder={props.emptyWord ?? words.search}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint="search"
            value={picking.text()}
            onFocus={(event) => event.currentTarget.select()}
            onClick={picking.start}
            onInput={(event) => picking.type(event.currentTarget.value)}
            onKeyDown={(event) => pressKey(event, picking)}
            onBlur={picking.close}
          />
          <Show when={shown()}>
            <div
              class={styles.list}
              id={listId}
              role="listbox"
              aria-label={typed() === '' && props.recent !== undefined ? words.recent : words.found}
              ref={list}
              // The field keeps the focus while the list is scrolled or a line is pressed.
              onPointerDown={(event) => event.preventDefault()}
            >
              <For each={lines()}>
                {(one, index) => (
                  <Option
                    id={`${listId}-${index()}`}
                    line={one}
                    active={active() === index()}
                    chosen={one.id === props.value}
                    onTake={() => picking.take(one.id)}
                  />
                )}
              </For>
            </div>
          </Show>
          <p class={styles.none} role="status">
            {typed() !== '' && lines().length === 0 ? (props.units.length === 0 ? '' : words.none) : ''}
          </p>
        </>
      )}
    </Field>
  );
}

function Option(props: { id: string; line: Line; active: boolean; chosen: boolean; onTake: () => void }): JSX.Element {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox, which keeps the focus.
    // biome-ignore lint/a11y/useFocusableInteractive: likewise; aria-activedescendant names the active line.
    <div
      class={styles.option}
      role="option"
      id={props.id}
      aria-selected={props.chosen}
      data-active={props.active ? '' : undefined}
      data-testid="place-result"
      onClick={() => props.onTake()}
    >
      <span>{props.line.name}</span>
      <Show when={props.line.sub}>
        <span class={styles.sub}>{props.line.sub}</span>
      </Show>
    </div>
  );
}
