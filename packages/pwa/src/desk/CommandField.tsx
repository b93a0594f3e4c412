import { createEffect, createSignal, createUniqueId, For, type JSX, Match, on, Show, Switch } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { fieldWords, commandFormMessages as words } from '../messages/commands.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { DateField } from '../ui/DateField.tsx';
import { CheckField, ChoiceField, SelectField, TextAreaField, TextField } from '../ui/Field.tsx';
import { UnitPicker } from '../ui/UnitPicker.tsx';
import styles from './case.module.css';
import type { FormCommand } from './command-fields.ts';
import { CaseChoicesQuery, RepeatsOfCaseQuery } from './documents.ts';
import type { FieldContext, FieldSpec, Values } from './field-spec.ts';
import { listIn, listText } from './register-lists.ts';
import { ScanDrop, ScanView } from './ScanPane.tsx';
import type { SentScan } from './scans.ts';
import { useDesk } from './world.ts';

interface CommandFieldProps {
  command: FormCommand;
  field: FieldSpec;
  value: string | boolean;
  /** All that the form says. */
  values: Values;
  context: FieldContext;
  /** The field's own word in the catalogue. */
  called: string;
  error: string | undefined;
  /** How often another was faster: cases that can be named are read anew then. */
  lost: number;
  onChange: (value: string | boolean) => void;
}

/** Up to this many choices lie open; more are a list. */
const OPEN_CHOICES = 4;

/** One field of a command's form, by its description. */
export function CommandField(props: CommandFieldProps): JSX.Element {
  const desk = useDesk();
  const text = () => (typeof props.value === 'string' ? props.value : '');
  const about = () => fieldWords(props.command, props.called);
  const kind = () => props.field.kind;
  const choices = () => props.field.choices?.(props.context) ?? [];
  const suggestions = createUniqueId();
  const yesNo = [
    { value: 'yes', label: words.yes },
    { value: 'no', label: words.no },
  ];
  const common = {
    get label() {
      return about().label;
    },
    get hint() {
      return about().hint;
    },
    get error() {
      return props.error;
    },
    get optionalWord() {
      return props.field.optional === true ? uiMessages.optional : undefined;
    },
  };
  const legend = {
    get legend() {
      return about().label;
    },
    get hint() {
      return about().hint;
    },
    get error() {
      return props.error;
    },
    get name() {
      return `${props.command}-${props.field.name}`;
    },
  };
  return (
    <Switch>
      <Match when={kind() === 'text'}>
        <TextField
          {...common}
          value={text()}
          onInput={props.onChange}
          autocomplete="off"
          list={props.field.suggested && suggestions}
        />
        <Show when={props.field.suggested}>
          {(suggested) => (
            <datalist id={suggestions}>
              <For each={[...new Set(suggested()(props.context))]}>{(value) => <option value={value} />}</For>
            </datalist>
          )}
        </Show>
      </Match>
      <Match when={kind() === 'date'}>
        <DateField {...common} today={props.context.today} value={text()} onInput={props.onChange} />
      </Match>
      <Match when={kind() === 'number'}>
        <TextField {...common} type="number" min="1" value={text()} onInput={props.onChange} />
      </Match>
      <Match when={kind() === 'long' || kind() === 'lines'}>
        <TextAreaField {...common} rows={kind() === 'lines' ? 2 : 3} value={text()} onInput={props.onChange} />
      </Match>
      <Match when={kind() === 'tick' || kind() === 'flag'}>
        <div>
          <CheckField label={about().label} checked={props.value === true} onChange={props.onChange} />
          <Show when={props.error}>
            {(error) => (
              <p class={styles.fieldError} role="alert">
                {error()}
              </p>
            )}
          </Show>
        </div>
      </Match>
      <Match when={kind() === 'yesNo'}>
        <ChoiceField {...legend} value={text()} choices={yesNo} onChange={props.onChange} />
      </Match>
      <Match when={kind() === 'choice' && choices().length <= OPEN_CHOICES}>
        <ChoiceField {...legend} value={text()} choices={choices()} onChange={props.onChange} />
      </Match>
      <Match when={kind() === 'choice'}>
        <SelectField
          {...common}
          value={text()}
          choices={choices()}
          onChange={props.onChange}
          emptyWord={uiMessages.choose}
        />
      </Match>
      <Match when={kind() === 'choices'}>
        <Choices label={about().label} value={text()} choices={choices()} onChange={props.onChange} />
      </Match>
      <Match when={kind() === 'entry'}>
        <Show when={choices().length > 0}>
          <SelectField
            {...common}
            value={choices().some(({ value }) => value === text()) ? text() : ''}
            choices={choices()}
            onChange={(id) => props.onChange(id === '' ? uuidv7() : id)}
            emptyWord={words.newEntry}
          />
        </Show>
      </Match>
      <Match when={kind() === 'scans'}>
        <Evidence label={about().label} hint={about().hint} value={text()} onChange={props.onChange} />
      </Match>
      <Match when={kind() === 'unit'}>
        <UnitPicker
          {...common}
          units={desk.units().filter(props.field.units ?? Boolean)}
          value={text()}
          onChange={props.onChange}
        />
      </Match>
      <Match when={kind() === 'person'}>
        <SelectField
          {...common}
          value={text()}
          choices={(props.field.people?.(props.context, props.values) ?? []).map(({ id, name, unitId }) => ({
            value: id,
            label: `${name}（${desk.unit(unitId)?.name ?? ''}）`,
          }))}
          onChange={props.onChange}
          emptyWord={uiMessages.choose}
        />
      </Match>
      <Match when={kind() === 'case'}>
        <CaseChoice {...props} value={text()} />
      </Match>
    </Switch>
  );
}

/** Files that the command names; they are sent as soon as they are chosen. */
function Evidence(props: {
  label: string;
  hint: string | undefined;
  value: string;
  onChange: (value: string) => void;
}): JSX.Element {
  const sent = () => listIn<SentScan>(props.value);
  return (
    <fieldset class={styles.choices}>
      <legend>{props.label}</legend>
      <Show when={props.hint}>
        <p class={styles.basis}>{props.hint}</p>
      </Show>
      <ScanDrop onSent={(scan) => props.onChange(listText([...sent(), scan]))} />
      <ScanView scans={sent()} onRemove={(id) => props.onChange(listText(sent().filter((scan) => scan.id !== id)))} />
    </fieldset>
  );
}

/** Several of a few; one id a line. */
function Choices(props: {
  label: string;
  value: string;
  choices: readonly { readonly value: string; readonly label: string }[];
  onChange: (value: string) => void;
}): JSX.Element {
  const chosen = () => props.value.split('\n').filter((one) => one !== '');
  return (
    <fieldset class={styles.choices}>
      <legend>{props.label}</legend>
      <For each={props.choices}>
        {(one) => (
          <CheckField
            label={one.label}
            checked={chosen().includes(one.value)}
            onChange={(checked) =>
              props.onChange([...chosen().filter((id) => id !== one.value), ...(checked ? [one.value] : [])].join('\n'))
            }
          />
        )}
      </For>
    </fieldset>
  );
}

/** Another case, found by number, name or words; its version travels with it, as it was seen. */
function CaseChoice(props: CommandFieldProps & { value: string }): JSX.Element {
  const about = () => fieldWords(props.command, props.called);
  const [search, setSearch] = createSignal('');
  const found = createAnswer(CaseChoicesQuery, () =>
    search().trim().length > 1 ? { search: search().trim() } : undefined,
  );
  const searched = () => search().trim().length > 1;
  // before anything is typed, what may be the same matter or person is offered
  const likely = createAnswer(RepeatsOfCaseQuery, () => ({ id: props.context.state.id }));
  const offered = () => (likely.data()?.repeatsOfCase ?? []).map((repeat) => repeat.case);
  createEffect(on(() => props.lost, found.refetch, { defer: true }));
  const rows = () =>
    searched()
      ? (found.data()?.cases.edges ?? []).map(({ node }) => node).filter(({ id }) => id !== props.context.state.id)
      : offered();
  return (
    <>
      <TextField
        label={about().label}
        hint={about().hint ?? words.caseSearch}
        type="search"
        value={search()}
        onInput={setSearch}
        error={props.error}
        placeholder={words.caseSearch}
        autocomplete="off"
      />
      <Show when={searched() ? found.data() : offered().length > 0}>
        <Show when={rows().length > 0} fallback={<p class={styles.basis}>{words.caseNone}</p>}>
          <ChoiceField
            legend={searched() ? words.caseFound : words.caseLikely}
            name={`${props.command}-${props.field.name}-case`}
            value={props.value.split(' ')[0] ?? ''}
            choices={rows().map(({ id, number, title, statusName }) => ({
              value: id,
              label: `${number} · ${title} · ${statusName}`,
            }))}
            onChange={(id) => props.onChange(`${id} ${rows().find((row) => row.id === id)?.version}`)}
          />
        </Show>
      </Show>
    </>
  );
}
