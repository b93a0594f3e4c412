import type { PlainDate } from '@huiyin/domain';
import { createSignal, For, type JSX, Show, untrack } from 'solid-js';
import { listToolMessages as words } from '../messages/work-lists.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { TextAreaField, TextField } from '../ui/Field.tsx';
import { ProblemNotice } from '../ui/Notice.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { UnitPicker } from '../ui/UnitPicker.tsx';
import { type BulkCommand, type BulkItem, createBulk, type KeptBulk } from './bulk.ts';
import styles from './case-list.module.css';
import type { WorkRow } from './documents.ts';
import { useDesk } from './world.ts';

interface BulkProps {
  kind: 'urge' | 'assign';
  rows: readonly WorkRow[];
  /** Begun before and not finished: it goes on where it was. */
  begun?: KeptBulk | undefined;
  today: PlainDate;
  onClose: (done: boolean) => void;
}

/** 批量催办, 批量交办: what is given to all, what will become of each and why, and then what became of it. */
export function BulkSheet(props: BulkProps): JSX.Element {
  const desk = useDesk();
  const begun = untrack(() => props.begun);
  const bulk = createBulk(begun);
  const [text, setText] = createSignal<string>(words.urgeText);
  const [unitId, setUnitId] = createSignal('');
  const [on, setOn] = createSignal<string>(props.today);
  const command = (): BulkCommand =>
    begun
      ? begun.command
      : props.kind === 'urge'
        ? { type: 'urgeCase', fields: { text: text(), urgedOn: on() } }
        : { type: 'assignCase', fields: { unitId: unitId(), assignedOn: on() } };
  const will = () => bulk.items()?.filter(({ state }) => state === 'willDo').length ?? 0;
  const { started } = bulk;
  const many = () => bulk.items()?.length ?? props.rows.length;
  const ready = () => (props.kind === 'urge' ? text().trim() !== '' : unitId() !== '');
  const title = () => (props.kind === 'urge' ? words.urge : words.assign);

  return (
    <Sheet open title={`${title()} · ${words.chosen(many())}`} onClose={() => props.onClose(started())}>
      <Show when={bulk.problem()}>{(problem) => <ProblemNotice problem={problem()} />}</Show>
      <Show
        when={bulk.items()}
        fallback={
          <form
            class={styles.sheetForm}
            onSubmit={(event) => {
              event.preventDefault();
              if (ready()) void bulk.foresee(props.rows, command());
            }}
          >
            <Show
              when={props.kind === 'urge'}
              fallback={
                <UnitPicker label={words.toUnit} value={unitId()} units={desk.units()} onChange={setUnitId} required />
              }
            >
              <TextAreaField label={words.urgeWords} value={text()} onInput={setText} required />
            </Show>
            <TextField label={words.day} type="date" value={on()} onInput={setOn} required />
            <Button type="submit" look="primary" busy={bulk.busy()} disabled={!ready()}>
              {bulk.busy() ? words.foreseeing(bulk.foreseen(), props.rows.length) : words.preview}
            </Button>
          </form>
        }
      >
        {(items) => (
          <>
            <p role="status" data-testid="bulk-summary">
              {started()
                ? words.bulkDone(count(items(), 'done'), settled(items()) - count(items(), 'done'), will())
                : words.bulkWill(will(), items().length - will())}
            </p>
            <Show when={bulk.busy() || started()}>
              <progress class={styles.progress} max={items().length} value={settled(items())} />
            </Show>
            <ul class={styles.bulkItems} data-testid="bulk-items">
              <For each={items()}>{(item) => <Item item={item} does={title()} />}</For>
            </ul>
            <div class={styles.tools}>
              <Show when={will() > 0}>
                <Button look="primary" busy={bulk.busy()} onClick={() => void bulk.carryOut(command())}>
                  {words.carryOut(title(), will())}
                </Button>
              </Show>
              <Show when={!started()}>
                <Button onClick={bulk.again}>{words.change}</Button>
              </Show>
              <Show when={started() && will() === 0}>
                <Button look="primary" onClick={() => props.onClose(true)}>
                  {words.finish}
                </Button>
              </Show>
            </div>
          </>
        )}
      </Show>
    </Sheet>
  );
}

const settled = (items: readonly BulkItem[]) => items.length - count(items, 'willDo');
const count = (items: readonly BulkItem[], state: BulkItem['state']) =>
  items.filter((item) => item.state === state).length;

function Item(props: { item: BulkItem; does: string }): JSX.Element {
  const said = () => {
    const { state, message } = props.item;
    return state === 'willDo' || state === 'done' ? words.bulkStates[state](props.does) : message;
  };
  return (
    <li data-state={props.item.state}>
      <b>{props.item.row.number}</b> {props.item.row.title}
      <span class={styles.bulkSaid}>{said()}</span>
    </li>
  );
}
