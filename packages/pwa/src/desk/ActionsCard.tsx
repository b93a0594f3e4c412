import type { PlainDate } from '@huiyin/domain';
import { A, useSearchParams } from '@solidjs/router';
import { createEffect, createSignal, For, type JSX, Match, on, onMount, Show, Switch } from 'solid-js';
import { caseMessages as words } from '../messages/desk.zh-CN.ts';
import { remedyMessages } from '../messages/remedy.zh-CN.ts';
import { turnMessages } from '../messages/work-lists.zh-CN.ts';
import { unsentDrafts } from '../session/draft.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { LoadingState, Notice } from '../ui/Notice.tsx';
import { AmendForm } from './AmendForm.tsx';
import { CommandForm } from './CommandForm.tsx';
import styles from './case.module.css';
import type { PetitionCase } from './documents.ts';
import { hasFields } from './field-context.ts';
import { useKeys } from './keys.ts';
import { MendWays } from './MendWays.tsx';
import { useSayEditing } from './presence.tsx';
import { shownTurn } from './turn.ts';
import { UnsentDrafts } from './UnsentDrafts.tsx';
import { useDesk } from './world.ts';

type Action = PetitionCase['actions'][number];
const fields = 'form :is(input, select, textarea)';
const steps = '[data-testid="case-actions"] :is(button, summary)';

/** 现在可以: one next step, what else this person may do now, and what not, with the article that forbids it. */
export function ActionsCard(props: { it: PetitionCase; today: PlainDate; refetch: () => void }): JSX.Element {
  const [open, setOpen] = createSignal<string>();
  const may = (group: Action['group']) => props.it.actions.filter((one) => one.allowed && one.group === group);
  const desk = useDesk();
  /** Somebody else's turn: what this person could do in their place is no next step of theirs. */
  const others = () => {
    const turn = shownTurn(props.it, desk, props.today);
    return turn?.mine === false ? turn : undefined;
  };
  const mayNot = () => props.it.actions.filter((one) => !one.allowed);
  const chosen = () => props.it.actions.find(({ command }) => command === open());
  /** What the link here asked for and cannot be done now: a colleague was first, or the link is an old one. */
  const [missed, setMissed] = createSignal<string>();
  const tooLate = () => mayNot().find(({ command }) => command === missed());
  const tooLateFor = () => {
    const command = tooLate()?.command;
    return command !== undefined && hasFields(command) ? command : undefined;
  };
  const nothing = () => props.it.actions.every(({ allowed }) => !allowed);
  const title = () => chosen()?.name ?? (nothing() ? words.notAllowed : words.actions);
  let card: HTMLDivElement | undefined;
  /** A form that opens is in view, with its first field ready; one that closes gives the keys back to the next step. */
  const focusFirst = (selector: string) =>
    queueMicrotask(() => {
      const first = card?.querySelector<HTMLElement>(selector);
      // of a group of radios the one that is chosen, as Tab would
      const chosen =
        first instanceof HTMLInputElement && first.type === 'radio'
          ? card?.querySelector<HTMLElement>(`[name="${first.name}"]:checked`)
          : undefined;
      (chosen ?? first)?.focus({ preventScroll: true });
      first?.scrollIntoView({ block: 'center' });
    });
  const start = (command: string) => {
    setMissed(undefined);
    setOpen(command);
    focusFirst(fields);
  };
  const close = () => {
    setOpen(undefined);
    focusFirst(steps);
  };
  const ready = () => desk.units().length > 0;
  createEffect(on(ready, (now) => now && open() !== undefined && focusFirst(fields), { defer: true }));
  // What was possible before is not offered again: until the case is read anew, nothing can be pressed.
  const [doneAt, setDoneAt] = createSignal<number>();
  const waiting = () => doneAt() === props.it.version;
  const finish = () => {
    setDoneAt(props.it.version);
    setOpen(undefined);
    props.refetch();
  };
  createEffect(on(waiting, (now, before) => before === true && !now && focusFirst(steps), { defer: true }));
  const forms = {
    get it() {
      return props.it;
    },
    get today() {
      return props.today;
    },
    refetch: () => props.refetch(),
    onDone: finish,
    onCancel: close,
    onInstead: start,
  };
  // Work lists lead straight into the form of the next step; whoever comes back to the page later finds it closed.
  const [asked, setAsked] = useSearchParams<{ do?: string }>();
  onMount(() => {
    const { do: command } = asked;
    if (typeof command !== 'string') return;
    setAsked({ do: undefined }, { replace: true });
    // what was typed is shown again even where a colleague has been first
    const begun = unsentDrafts().some(({ name }) => name.startsWith(`${command}.${props.it.id}`));
    if (begun || props.it.actions.some((one) => one.allowed && one.command === command)) start(command);
    else setMissed(command);
  });
  useSayEditing(
    () => props.it.id,
    () => open() !== undefined,
  );
  useKeys({
    a: () => {
      const [next] = may('next');
      if (open() === undefined && !waiting() && others() === undefined && next !== undefined) start(next.command);
    },
  });

  return (
    <div ref={card}>
      <Card title={title()} class={`${styles.card} no-print`}>
        <Switch>
          <Match when={open() === 'amendCase'}>
            <AmendForm {...forms} />
          </Match>
          <Match when={hasFields(open() ?? '') && open()} keyed>
            {(command) => (
              <Show when={hasFields(command) && command}>
                {(known) => (
                  // what a form begins with hangs on the units: whom the rules have a letter copied to, who leads
                  <Show when={ready()} fallback={<LoadingState />}>
                    <CommandForm {...forms} command={known()} />
                  </Show>
                )}
              </Show>
            )}
          </Match>
        </Switch>
        <Show when={open() === undefined && waiting()}>
          <LoadingState lines={2} />
        </Show>
        <Show when={open() === undefined && !waiting()}>
          <Show when={tooLate()}>
            {(one) => (
              <Notice tone="caution" class={styles.tooLate ?? ''}>
                {words.tooLate(one().name)}
                <small>{one().message}</small>
                <Show when={tooLateFor()}>
                  {(act) => <MendWays it={props.it} today={props.today} act={act()} onChoose={start} />}
                </Show>
              </Notice>
            )}
          </Show>
          <UnsentDrafts caseId={props.it.id} onOpen={start} onDropped={props.refetch} />
          <div data-testid="case-actions">
            <Show when={props.it.related.find(({ relation }) => relation === 'mergedInto')}>
              {(into) => (
                <p class={styles.basis} data-testid="merged-into">
                  {words.mergedInto} <A href={`/desk/cases/${into().case.id}`}>{into().case.number}</A>
                </p>
              )}
            </Show>
            <Show when={others()}>
              {(turn) => (
                <p class={styles.basis} data-testid="turn">
                  {turnMessages.now(turn().who, turn().what)}
                </p>
              )}
            </Show>
            <Show
              when={may('next').length > 0}
              fallback={
                <Show when={!others()}>
                  <p class={styles.basis}>{words.nothingNext}</p>
                </Show>
              }
            >
              <Buttons actions={may('next')} primary={others() === undefined} onChoose={start} />
            </Show>
            <Folded title={words.beside} actions={may('beside')} onChoose={start} />
            <Folded title={words.aside} actions={may('aside')} onChoose={start} />
            <Folded title={remedyMessages.group} actions={may('mend')} onChoose={start} />
            <Show when={mayNot().length > 0}>
              <details class={styles.folded} open={nothing()}>
                <summary>{words.notNow(mayNot().length)}</summary>
                <ul class={styles.mayNot}>
                  <For each={mayNot()}>
                    {(one) => (
                      <li data-command={one.command}>
                        <b>{one.name}</b>：{one.message}
                      </li>
                    )}
                  </For>
                </ul>
              </details>
            </Show>
          </div>
        </Show>
      </Card>
    </div>
  );
}

function Buttons(props: {
  actions: readonly Action[];
  primary?: boolean;
  onChoose: (command: string) => void;
}): JSX.Element {
  return (
    <Show when={props.actions.length > 0}>
      <div class={styles.actions}>
        <For each={props.actions}>
          {(one, index) => (
            <Button
              look={props.primary === true && index() === 0 ? 'primary' : 'plain'}
              onClick={() => props.onChoose(one.command)}
            >
              {one.name}
              <Show when={props.primary === true && index() === 0}>
                <kbd class={styles.key}>a</kbd>
              </Show>
            </Button>
          )}
        </For>
      </div>
    </Show>
  );
}

/** Which of `count` a key leads to from the one at `at`, round at the ends; undefined for any other key. */
function placeAfter(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowRight' || key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowLeft' || key === 'ArrowUp') return (at + count - 1) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}

/** Actions that are not the next step, out of the way until they are wanted; one stop of Tab, and the arrows go among them. */
function Folded(props: {
  title: string;
  actions: readonly Action[];
  onChoose: (command: string) => void;
}): JSX.Element {
  const [stop, setStop] = createSignal(0);
  const move = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const to = placeAfter(event.key, stop(), props.actions.length);
    if (to === undefined) return;
    event.preventDefault();
    event.currentTarget.querySelectorAll('button').item(to).focus();
  };
  return (
    <Show when={props.actions.length > 0}>
      <details class={styles.folded}>
        <summary>{props.title}</summary>
        <div class={styles.actions} role="toolbar" aria-label={props.title} onKeyDown={move}>
          <For each={props.actions}>
            {(one, index) => (
              <Button
                tabindex={index() === Math.min(stop(), props.actions.length - 1) ? 0 : -1}
                onFocus={() => setStop(index())}
                onClick={() => props.onChoose(one.command)}
              >
                {one.name}
              </Button>
            )}
          </For>
        </div>
      </details>
    </Show>
  );
}
