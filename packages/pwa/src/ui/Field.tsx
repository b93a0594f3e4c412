import { createRenderEffect, createUniqueId, For, type JSX, Show, splitProps } from 'solid-js';
import styles from './Field.module.css';

/** What `Field` hands to its control, so that label, hint and error are read out with it. */
interface FieldControl {
  readonly id: string;
  readonly class: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
  readonly required: boolean;
}

interface FieldProps {
  label: string;
  /** One short line on what to write, or what follows from it. */
  hint?: JSX.Element | undefined;
  /** What is wrong, on the basis of which article, and how to mend it. */
  error?: string | undefined;
  required?: boolean | undefined;
  /** Word shown after the label of a field that may stay empty, e.g. （选填）. */
  optionalWord?: string | undefined;
  class?: string | undefined;
  /** Where its value stands in what is sent: a list of faults finds the field by it. */
  path?: string | undefined;
  children: (control: FieldControl) => JSX.Element;
}

/** A labelled control with its hint and its error. The control itself is the child: `{(c) => <input {...c} />}`. */
export function Field(props: FieldProps): JSX.Element {
  const id = createUniqueId();
  const control: FieldControl = {
    id,
    class: styles.control ?? '',
    get 'aria-describedby'() {
      const parts = [props.hint === undefined ? '' : `${id}-hint`, props.error === undefined ? '' : `${id}-error`];
      return parts.filter(Boolean).join(' ') || undefined;
    },
    get 'aria-invalid'() {
      return props.error !== undefined;
    },
    get required() {
      return props.required === true;
    },
  };
  return (
    <div class={`${styles.field} ${props.class ?? ''}`} data-path={props.path}>
      <label class={styles.label} for={id}>
        {props.label}
        <Show when={props.optionalWord}>{(word) => <span class={styles.optional}>{word()}</span>}</Show>
      </label>
      {props.children(control)}
      <Show when={props.hint}>
        <p class={styles.hint} id={`${id}-hint`}>
          {props.hint}
        </p>
      </Show>
      <Show when={props.error}>
        {(error) => (
          <p class={styles.error} id={`${id}-error`} role="alert">
            {error()}
          </p>
        )}
      </Show>
    </div>
  );
}

interface TextFieldProps
  extends Omit<FieldProps, 'children'>,
    Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'class' | 'children' | 'onInput'> {
  value: string;
  onInput: (value: string) => void;
}

/** A year of four digits: with more to come, typing a date would stop after the year until Tab is pressed. */
const LAST_DAY = '9999-12-31';

const FIELD_KEYS = ['label', 'hint', 'error', 'required', 'optionalWord', 'class', 'path'] as const;

/**
 * One line of text, a date, a number or a password. `onInput` receives the new value. What is typed must lie nowhere but in
 * our own store: without `autocomplete="off"` the browser writes it in the clear into its files for restoring the tab.
 */
export function TextField(props: TextFieldProps): JSX.Element {
  const [own, mine, rest] = splitProps(props, FIELD_KEYS, ['value', 'onInput', 'ref']);
  const keep = (input: HTMLInputElement) => {
    // A date whose month is half typed reads as '', and '' written into it would throw away what was typed.
    createRenderEffect(() => {
      if (input.value !== mine.value) input.value = mine.value;
    });
    if (typeof mine.ref === 'function') mine.ref(input);
  };
  return (
    <Field {...own}>
      {(control) => (
        <input
          autocomplete="off"
          max={rest.type === 'date' ? LAST_DAY : undefined}
          {...rest}
          {...control}
          ref={keep}
          onInput={(event) => mine.onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface TextAreaFieldProps extends Omit<FieldProps, 'children'> {
  value: string;
  onInput: (value: string) => void;
  rows?: number;
  placeholder?: string;
  maxlength?: number;
}

/** Several lines of text; grows with what is written. */
export function TextAreaField(props: TextAreaFieldProps): JSX.Element {
  const [own] = splitProps(props, FIELD_KEYS);
  return (
    <Field {...own}>
      {(control) => (
        <textarea
          {...control}
          autocomplete="off"
          rows={props.rows ?? 3}
          placeholder={props.placeholder ?? ''}
          maxlength={props.maxlength}
          value={props.value}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** One entry of a choice: the id that is stored and the word that is shown. */
interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

interface SelectFieldProps<T extends string> extends Omit<FieldProps, 'children'> {
  value: T | '';
  choices: readonly Choice<T>[];
  onChange: (value: T | '') => void;
  /** The word of the empty choice, e.g. 全部 or 请选择; without it there is no empty choice. */
  emptyWord?: string;
}

/** One of many. The browser's own list, so that it is right on every phone and for every reader. */
export function SelectField<T extends string>(props: SelectFieldProps<T>): JSX.Element {
  const [own] = splitProps(props, FIELD_KEYS);
  const chosen = (value: string) => props.choices.find((choice) => choice.value === value)?.value ?? '';
  return (
    <Field {...own}>
      {(control) => (
        <select {...control} onChange={(event) => props.onChange(chosen(event.currentTarget.value))}>
          <Show when={props.emptyWord !== undefined}>
            <option value="" selected={props.value === ''}>
              {props.emptyWord}
            </option>
          </Show>
          <For each={props.choices}>
            {(choice) => (
              <option value={choice.value} selected={props.value === choice.value}>
                {choice.label}
              </option>
            )}
          </For>
        </select>
      )}
    </Field>
  );
}

interface ChoiceFieldProps<T extends string> {
  legend: string;
  name: string;
  value: T | '';
  choices: readonly Choice<T>[];
  onChange: (value: T) => void;
  hint?: JSX.Element | undefined;
  error?: string | undefined;
  path?: string | undefined;
}

/** One of a few, all in sight: large chips over real radio buttons. */
export function ChoiceField<T extends string>(props: ChoiceFieldProps<T>): JSX.Element {
  const id = createUniqueId();
  return (
    <fieldset
      class={styles.field}
      aria-describedby={props.error === undefined ? undefined : `${id}-error`}
      data-path={props.path}
    >
      <legend class={styles.label}>{props.legend}</legend>
      <div class={styles.choices}>
        <For each={props.choices}>
          {(choice) => (
            <label class={styles.choice}>
              <input
                type="radio"
                name={props.name}
                value={choice.value}
                checked={props.value === choice.value}
                onChange={() => props.onChange(choice.value)}
              />
              <span>{choice.label}</span>
            </label>
          )}
        </For>
      </div>
      <Show when={props.hint}>
        <p class={styles.hint}>{props.hint}</p>
      </Show>
      <Show when={props.error}>
        {(error) => (
          <p class={styles.error} id={`${id}-error`} role="alert">
            {error()}
          </p>
        )}
      </Show>
    </fieldset>
  );
}

/** A tick box whose whole line can be tapped. */
export function CheckField(props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}): JSX.Element {
  return (
    <label class={styles.check}>
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  );
}

/** Takes the person to the field of that path; false where there is none. */
export function focusField(within: HTMLElement | undefined, path: string): boolean {
  const field = within?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
  const control = field?.querySelector<HTMLElement>(
    'input:checked, input:not([type="radio"]), select, textarea, button',
  );
  field?.scrollIntoView({ block: 'nearest' });
  control?.focus({ preventScroll: true });
  return control !== null && control !== undefined;
}

/** Takes the keys to the first such control, once the page stands as it was just changed: what had them may be gone. */
export function focusSoon(within: () => HTMLElement | undefined, selector: string): void {
  queueMicrotask(() => within()?.querySelector<HTMLElement>(selector)?.focus());
}
