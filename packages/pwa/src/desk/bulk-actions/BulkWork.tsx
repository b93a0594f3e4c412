import type { PlainDate } from '@huiyin/domain';
import { createSignal, type JSX, Show } from 'solid-js';
import { listToolMessages as words } from '../../messages/work-lists.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import listStyles from '../case-list.module.css';
import type { Choice } from '../choice.ts';
import { useDesk } from '../world.ts';
import { BulkSheet } from './BulkSheet.tsx';
import { BulkUnderWay } from './BulkUnderWay.tsx';
import type { Bulk } from './bulk-actions.ts';

/** What can be done with the chosen rows, in place of the list's tools; below, what such actions are doing now. */
export function BulkWork(props: {
  choice: Choice;
  today: PlainDate | undefined;
  /** Some of the rows are not what they were. */
  onChanged: () => void;
  /** What stands there while nothing is chosen. */
  children?: JSX.Element;
}): JSX.Element {
  const [type, setType] = createSignal<Bulk['type']>();
  const done = (begun: boolean) => {
    setType(undefined);
    if (!begun) return;
    props.choice.clear();
    props.onChanged();
  };
  return (
    <>
      <Show when={props.choice.rows().length > 0} fallback={props.children}>
        <BulkBar choice={props.choice} onDo={setType} />
      </Show>
      <Show when={type() === undefined}>
        <BulkUnderWay />
      </Show>
      <Show when={type()}>
        {(what) => (
          <Show when={props.today}>
            {(today) => <BulkSheet type={what()} rows={props.choice.rows()} today={today()} onClose={done} />}
          </Show>
        )}
      </Show>
    </>
  );
}

function BulkBar(props: { choice: Choice; onDo: (type: Bulk['type']) => void }): JSX.Element {
  const desk = useDesk();
  const chosen = () => words.chosen(props.choice.rows().length);
  return (
    <div class={listStyles.bulk} role="toolbar" aria-label={chosen()}>
      <b>{chosen()}</b>
      <Show when={props.choice.more()}>
        {(label) => (
          <Button busy={props.choice.choosing()} onClick={() => void props.choice.chooseEvery()}>
            {label()}
          </Button>
        )}
      </Show>
      <Button look="primary" onClick={() => props.onDo('urgeCase')}>
        {words.urge}
      </Button>
      <Show when={desk.viewer().role === 'clerk'}>
        <Button onClick={() => props.onDo('assignCase')}>{words.assign}</Button>
      </Show>
      <Button look="quiet" onClick={props.choice.clear}>
        {words.unchoose}
      </Button>
    </div>
  );
}
