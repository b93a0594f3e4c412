import type { PlainDate } from '@huiyin/domain';
import { For, type JSX, Show, untrack } from 'solid-js';
import { bulkMessages as words } from '../../messages/bulk-actions.zh-CN.ts';
import { createDraft } from '../../session/draft.ts';
import { StartOver } from '../../session/StartOver.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextAreaField, TextField } from '../../ui/Field.tsx';
import { ProblemNotice } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { UnitPicker } from '../../ui/UnitPicker.tsx';
import { useDesk } from '../world.ts';
import { BulkProgress } from './BulkProgress.tsx';
import styles from './bulk-actions.module.css';
import type { Bulk } from './bulk-actions.ts';
import { type BulkCommand, type Chosen, createBulkForm, type ForeseenItem } from './bulk-form.ts';

interface BulkProps {
  type: Bulk['type'];
  /** What is done, where it is more than so many chosen rows. */
  title?: string;
  rows: readonly Chosen[];
  today: PlainDate;
  onClose: (begun: boolean) => void;
}

/** 批量催办, 批量交办, 撤回导入: what is given to all, what will become of each and why, and then how far it is. */
export function BulkSheet(props: BulkProps): JSX.Element {
  const desk = useDesk();
  const form = createBulkForm();
  const urges = () => props.type === 'urgeCase';
  const draft = createDraft(
    untrack(() => `bulk.${props.type}`),
    // as they are typed
    () => ({ text: untrack(urges) ? words.urgeText : '', unitId: '', on: untrack(() => props.today) as string }),
  );
  const { values, set } = draft;
  const assigns = () => props.type === 'assignCase';
  const fieldsOf: Readonly<Record<Bulk['type'], () => BulkCommand['fields']>> = {
    urgeCase: () => ({ text: values.text, urgedOn: values.on }),
    assignCase: () => ({ ...(values.unitId !== '' && { unitId: values.unitId }), assignedOn: values.on }),
    voidCase: () => ({ reason: values.text }),
  };
  const command = (): BulkCommand => ({ type: props.type, fields: fieldsOf[props.type]() });
  const carryOut = async () => {
    if (await form.start(command())) draft.clear();
  };
  const will = () => form.items()?.filter(({ refusal }) => refusal === undefined).length ?? 0;
  const moved = () => form.items()?.filter(({ from }) => from !== undefined).length ?? 0;
  const ready = () => assigns() || values.text.trim() !== '';
  const does = () => words.acts[props.type];
  /** Each case goes to the unit that it was registered for. */
  const assignsOwn = () => assigns() && values.unitId === '';
  const close = () => props.onClose(form.begun() !== undefined);

  return (
    <Sheet open title={props.title ?? words.chosen(does(), props.rows.length)} onClose={close}>
      <Show when={form.problem()}>{(problem) => <ProblemNotice problem={problem()} />}</Show>
      <Show
        when={form.items()}
        fallback={
          <form
            class={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              if (ready()) void form.foresee(props.rows, command());
            }}
          >
            <Show
              when={!assigns()}
              fallback={
                <UnitPicker
                  label={words.toUnit}
                  value={values.unitId}
                  units={desk.units()}
                  onChange={(unitId) => set({ unitId })}
                  emptyWord={words.ownUnits}
                />
              }
            >
              <TextAreaField
                label={urges() ? words.urgeWords : words.voidWords}
                hint={urges() ? undefined : words.voidHint}
                value={values.text}
                onInput={(text) => set({ text })}
                required
              />
            </Show>
            <Show when={props.type !== 'voidCase'}>
              <TextField label={words.day} type="date" value={values.on} onInput={(on) => set({ on })} required />
            </Show>
            <StartOver draft={draft} />
            <Button type="submit" look="primary" busy={form.busy()} disabled={!ready()}>
              {form.busy() ? words.foreseeing(form.foreseen(), props.rows.length) : words.preview}
            </Button>
          </form>
        }
      >
        {(items) => (
          <Show
            when={form.begun()}
            fallback={
              <>
                <p role="status" data-testid="bulk-summary">
                  {words.will(will(), items().length - will(), moved())}
                </p>
                <ul class={styles.items} data-testid="bulk-items">
                  <For each={items()}>{(item) => <Foreseen item={item} does={does()} own={assignsOwn()} />}</For>
                </ul>
                <div class={styles.tools}>
                  <Show when={will() > 0}>
                    <Button look="primary" busy={form.busy()} onClick={() => void carryOut()}>
                      {words.carryOut(does(), will())}
                    </Button>
                  </Show>
                  <Button onClick={form.again}>{words.change}</Button>
                </div>
              </>
            }
          >
            {(id) => (
              <>
                <BulkProgress id={id()} />
                <div class={styles.tools}>
                  <Button onClick={close}>{words.finish}</Button>
                </div>
              </>
            )}
          </Show>
        )}
      </Show>
    </Sheet>
  );
}

function Foreseen(props: { item: ForeseenItem; does: string; own: boolean }): JSX.Element {
  const will = () => {
    const { row, from, instead } = props.item;
    const said = props.own
      ? words.willAssign((row.meantUnit ?? row.handlingUnit).name)
      : words.willDo(props.does, from);
    return instead === undefined ? said : `${said}；${words.instead(instead)}`;
  };
  const state = () => {
    const { refusal, from, instead } = props.item;
    if (refusal !== undefined) return 'refused';
    if (from !== undefined) return 'willMove';
    return instead === undefined ? 'willDo' : 'willDoInstead';
  };
  return (
    <li data-state={state()}>
      <b>{props.item.row.number}</b> {props.item.row.title}
      <span class={styles.said}>{props.item.refusal ?? will()}</span>
    </li>
  );
}
