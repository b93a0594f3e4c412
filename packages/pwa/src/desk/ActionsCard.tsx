import type { PlainDate } from '@huiyin/domain';
import { allowedActions } from '@huiyin/domain/cases';
import { commandName, refusalMessage } from '@huiyin/domain/messages';
import { createMemo, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import { caseMessages as words } from '../messages/desk.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { CompletionForm } from './CompletionForm.tsx';
import styles from './case.module.css';
import type { PetitionCase } from './documents.ts';
import { NoticeForm } from './NoticeForm.tsx';
import { caseState, useDesk } from './world.ts';

type Action = 'issueAcceptanceNotice' | 'completeCase';

/** 现在可以: what the rules allow this person to do now; what they do not is listed too, with the article. */
export function ActionsCard(props: { it: PetitionCase; today: PlainDate; refetch: () => void }): JSX.Element {
  const desk = useDesk();
  const [open, setOpen] = createSignal<Action>();
  // the two steps that this card has forms for
  const actions = createMemo(() =>
    allowedActions(caseState(props.it), desk.world(props.today)).flatMap(({ action, refusal }) =>
      action === 'issueAcceptanceNotice' || action === 'completeCase' ? [{ action, refusal }] : [],
    ),
  );
  const may = () => actions().filter((row) => row.refusal === undefined);
  const mayNot = () => actions().filter((row) => row.refusal !== undefined);
  const title = () => {
    const action = open();
    if (action !== undefined) return commandName(action);
    return may().length > 0 ? words.actions : words.notAllowed;
  };
  const finish = () => {
    setOpen(undefined);
    props.refetch();
  };

  return (
    <Card title={title()} class={`${styles.card} no-print`}>
      <Switch
        fallback={
          <Show when={may().length > 0}>
            <div class={styles.actions}>
              <For each={may()}>
                {(row, index) => (
                  <Button look={index() === 0 ? 'primary' : 'plain'} onClick={() => setOpen(row.action)}>
                    {commandName(row.action)}
                  </Button>
                )}
              </For>
            </div>
          </Show>
        }
      >
        <Match when={open() === 'issueAcceptanceNotice'}>
          <NoticeForm
            it={props.it}
            today={props.today}
            refetch={props.refetch}
            onDone={finish}
            onCancel={() => setOpen(undefined)}
          />
        </Match>
        <Match when={open() === 'completeCase'}>
          <CompletionForm
            it={props.it}
            today={props.today}
            refetch={props.refetch}
            onDone={finish}
            onCancel={() => setOpen(undefined)}
          />
        </Match>
      </Switch>
      <Show when={open() === undefined}>
        <ul class={styles.mayNot}>
          <For each={mayNot()}>
            {(row) => (
              <li>
                <b>{commandName(row.action)}</b>：{row.refusal === undefined ? '' : refusalMessage(row.refusal)}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Card>
  );
}
