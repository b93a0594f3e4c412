import { createSignal, type JSX, Show, untrack } from 'solid-js';
import { type Problem, tell } from '../graphql/client.ts';
import { unitPlaceMessages as words } from '../messages/admin.zh-CN.ts';
import { createDraft } from '../session/draft.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice, ProblemNotice, toast } from '../ui/Notice.tsx';
import { UnitPicker } from '../ui/UnitPicker.tsx';
import styles from './admin.module.css';
import { type AdminUnit, MoveUnit, SetUnitClosed } from './documents.ts';
import { kindsWithUnitsBelow } from './UnitForms.tsx';

/** Puts a unit under another one (划转), or closes it (撤销) when it holds nothing any more. */
export function UnitPlaceForm(props: {
  unit: AdminUnit;
  all: readonly AdminUnit[];
  onDone: () => void;
  onRefused: () => void;
}): JSX.Element {
  const draft = createDraft(
    untrack(() => `admin.moveUnit.${props.unit.id}`),
    () => ({ parentId: props.unit.parentId ?? '' }),
  );
  const parentId = () => draft.values.parentId;
  const [asked, setAsked] = createSignal<'move' | 'close'>();
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const parents = () => props.all.filter(({ kind, id }) => kindsWithUnitsBelow.includes(kind) && id !== props.unit.id);
  const parentName = () => props.all.find(({ id }) => id === parentId())?.name ?? '';
  const carryOut = async () => {
    if (busy()) return;
    setBusy(true);
    setProblem(undefined);
    const { id, closed } = props.unit;
    const answer =
      asked() === 'move'
        ? await tell(MoveUnit, { id, parentId: parentId(), seen: draft.stands() })
        : await tell(SetUnitClosed, { id, closed: !closed });
    setBusy(false);
    const moved = asked() === 'move';
    setAsked(undefined);
    if (!answer.ok) {
      setProblem(answer.problem);
      props.onRefused();
      return;
    }
    draft.clear();
    toast(moved ? words.moved(props.unit.name, parentName()) : closed ? words.reopened : words.closedDone);
    props.onDone();
  };
  return (
    <div class={styles.form}>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <UnitPicker
        label={words.parent}
        units={parents()}
        all={props.all}
        value={parentId()}
        onChange={(id) => draft.set({ parentId: id })}
      />
      <StartOver draft={draft} said={(_field, now) => props.all.find(({ id }) => id === now)?.name} />
      <Show
        when={asked()}
        fallback={
          <>
            <Button
              look="primary"
              disabled={parentId() === '' || parentId() === props.unit.parentId}
              onClick={() => setAsked('move')}
            >
              {words.move}
            </Button>
            <Button onClick={() => setAsked('close')}>{props.unit.closed ? words.reopen : words.close}</Button>
            <p class="muted small">{words.closeHint}</p>
          </>
        }
      >
        {(what) => (
          <Notice tone="caution">
            <p>
              {what() === 'move'
                ? words.moveAsk(props.unit.name, parentName())
                : props.unit.closed
                  ? words.reopenAsk(props.unit.name)
                  : words.closeAsk(props.unit.name)}
            </p>
            <Button look="primary" busy={busy()} onClick={() => void carryOut()}>
              {words.sure}
            </Button>
            <Button onClick={() => setAsked(undefined)}>{words.cancel}</Button>
          </Notice>
        )}
      </Show>
    </div>
  );
}
