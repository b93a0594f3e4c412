import { instructionDecisions } from '@huiyin/domain/cases';
import { commandFieldName, instructionDecisionName } from '@huiyin/domain/messages';
import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import { createStore, unwrap } from 'solid-js/store';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import { instructMessages } from '../messages/instruct.zh-CN.ts';
import { mendItem } from '../offline/outbox.ts';
import type { OutboxItem } from '../offline/types.ts';
import { Button } from '../ui/Button.tsx';
import { CheckField, ChoiceField, TextAreaField, TextField } from '../ui/Field.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './conflict.module.css';
import { useField } from './session.ts';

type Part = string | boolean;

/** What of a command can be put right in words: its own texts, days and ticks, and those of what it changes. */
function partsOf(payload: Readonly<Record<string, unknown>>): Record<string, Part> {
  const { changes, ...rest } = payload;
  const all = Object.entries({ ...(typeof changes === 'object' ? changes : {}), ...rest });
  const said = ([name, value]: [string, unknown]) =>
    !name.endsWith('Id') && name !== 'capturedBy' && ['string', 'boolean'].includes(typeof value);
  const parts = all.filter(said);
  return Object.fromEntries(parts) as Record<string, Part>; // just filtered
}

/** The same command with these parts. */
function withParts(payload: Readonly<Record<string, unknown>>, parts: Readonly<Record<string, Part>>) {
  const into = (given: object) =>
    Object.fromEntries(Object.entries(given).map(([name, value]) => [name, parts[name] ?? value]));
  const { changes } = payload;
  return { ...into(payload), ...(typeof changes === 'object' && changes !== null ? { changes: into(changes) } : {}) };
}

/** 修改 of a refused 批示, 审核, 落实 or 更正: its own words in a form again; it goes out under a new name, in its old place. */
export default function MendSheet(props: { item: OutboxItem; onClose: () => void }): JSX.Element {
  const field = useField();
  const { item } = props;
  const [parts, set] = createStore(partsOf(item.payload));
  const [failed, setFailed] = createSignal(false);
  const save = async () => {
    const done = await mendItem(field.store, item.commandId, withParts(item.payload, unwrap(parts))).catch(() => false);
    if (!done) return setFailed(true);
    props.onClose();
    void field.sync.kick();
  };
  return (
    <Sheet open title={item.summary.title} onClose={() => props.onClose()}>
      <div class={styles.form}>
        <Show when={item.refusal?.message}>{(message) => <p role="alert">{message()}</p>}</Show>
        <For each={Object.keys(parts)}>
          {(name) => <PartField name={name} value={parts[name] ?? ''} onChange={(value) => set(name, value)} />}
        </For>
        <Show when={failed()}>
          <p role="alert">{instructMessages.notSaved}</p>
        </Show>
        <div class={styles.actions}>
          <Button look="primary" wide onClick={() => void save()}>
            {instructMessages.sendMended}
          </Button>
          <Button wide onClick={() => props.onClose()}>
            {words.cancel}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}

function PartField(props: { name: string; value: Part; onChange: (value: Part) => void }): JSX.Element {
  const text = () => String(props.value);
  const label = () => commandFieldName(props.name);
  return (
    <Switch
      fallback={<TextAreaField label={label()} value={text()} onInput={(value) => props.onChange(value)} rows={3} />}
    >
      <Match when={typeof props.value === 'boolean'}>
        <CheckField label={label()} checked={props.value === true} onChange={(value) => props.onChange(value)} />
      </Match>
      <Match when={props.name.endsWith('On')}>
        <TextField label={label()} type="date" value={text()} onInput={(value) => props.onChange(value)} />
      </Match>
      <Match when={props.name === 'decision'}>
        <ChoiceField
          legend={label()}
          name="decision"
          value={text()}
          choices={instructionDecisions.map((id) => ({ value: id, label: instructionDecisionName(id) }))}
          onChange={(value) => props.onChange(value)}
        />
      </Match>
    </Switch>
  );
}
