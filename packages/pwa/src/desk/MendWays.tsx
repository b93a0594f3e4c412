import type { PlainDate } from '@huiyin/domain';
import { type CaseCommand, retractableNow } from '@huiyin/domain/cases';
import { remedyOf } from '@huiyin/domain/office';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { remedyWords, remedyMessages as words } from '../messages/remedy.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import styles from './case.module.css';
import type { PetitionCase } from './documents.ts';
import { caseState, useDesk } from './world.ts';

/**
 * Where an act cannot be done since a colleague's stands already: how that one is put right (撤回与更正), each way that this person
 * may go as a button to its form; else who may.
 */
export function MendWays(props: {
  it: PetitionCase;
  today: PlainDate;
  act: CaseCommand['type'];
  onChoose: (command: string) => void;
}): JSX.Element {
  const desk = useDesk();
  const ways = createMemo(() => {
    const back = retractableNow(caseState(props.it), desk.world(props.today)).some((act) => act === props.act);
    const { by } = remedyOf(props.act);
    return props.it.actions.filter(
      ({ command, allowed }) => allowed && (command === 'retractAct' ? back : by.some((one) => one === command)),
    );
  });
  return (
    <div data-testid="mend-ways">
      <Show
        when={ways().length > 0}
        fallback={
          <small>
            {words.colleagues}
            {remedyWords(props.act)}
          </small>
        }
      >
        <p>{words.standing}</p>
        <div class={styles.actions}>
          <For each={ways()}>
            {({ command, name }) => <Button onClick={() => props.onChoose(command)}>{name}</Button>}
          </For>
        </div>
      </Show>
    </div>
  );
}
