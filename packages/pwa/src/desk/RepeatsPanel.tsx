import { dateText } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { repeatsMessages as words } from '../messages/repeats.zh-CN.ts';
import type { Draft } from '../session/draft.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { citationsWords } from '../ui/citation.ts';
import { holderText } from '../ui/holder.ts';
import { todayHere } from '../ui/time.ts';
import { type LikelyRepeat, LikelyRepeatsQuery } from './documents.ts';
import type { RegisterValues } from './register.ts';
import styles from './repeats.module.css';
import { choiceFor, chooseRepeat, probeOf, type RepeatChoice } from './repeats.ts';

/** How long typing rests before the cases are looked through. */
const RESTS_MS = 400;
/** The likeliest, in sight; the others are folded away, so that the rest of the form stays near. */
const SHOWN = 3;

/** 疑似重复, below the form while it is typed: side by side with what stands, why they are alike, and what to do. */
export function RepeatsPanel(props: { draft: Draft<RegisterValues> }): JSX.Element {
  const typed = createMemo(() => probeOf(props.draft.values));
  const [rested, setRested] = createSignal(typed());
  let resting: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      () => JSON.stringify(typed()),
      () => {
        clearTimeout(resting);
        resting = setTimeout(() => setRested(typed()), RESTS_MS);
      },
    ),
  );
  onCleanup(() => clearTimeout(resting));
  const answer = createAnswer(LikelyRepeatsQuery, () => {
    const probe = rested();
    return probe && { probe };
  });
  const repeats = () => (typed() === undefined ? [] : (answer.data()?.likelyRepeats ?? []));
  return (
    <div aria-live="polite">
      <Show when={repeats().length > 0}>
        <Card title={words.title} aside={<span class="muted small">{words.found(repeats().length)}</span>}>
          <p class="muted small">{words.hint}</p>
          <ul class={styles.repeats} data-testid="repeats">
            <For each={repeats().slice(0, SHOWN)}>
              {(repeat, place) => <Repeat draft={props.draft} repeat={repeat} first={place() === 0} />}
            </For>
          </ul>
          <Show when={repeats().length > SHOWN}>
            <details class={styles.others}>
              <summary>{words.others(repeats().length - SHOWN)}</summary>
              <ul class={styles.repeats}>
                <For each={repeats().slice(SHOWN)}>
                  {(repeat) => <Repeat draft={props.draft} repeat={repeat} first={false} />}
                </For>
              </ul>
            </details>
          </Show>
        </Card>
      </Show>
    </div>
  );
}

const actions: readonly (readonly [RepeatChoice, string])[] = [
  ['repeat', words.asRepeat],
  ['related', words.asLink],
  ['merge', words.asMerge],
];

function Repeat(props: { draft: Draft<RegisterValues>; repeat: LikelyRepeat; first: boolean }): JSX.Element {
  const it = () => props.repeat.case;
  const chosen = () => choiceFor(props.draft.values, it().id);
  let row: HTMLLIElement | undefined;
  /** The buttons change places: the keyboard stays with them. */
  const choose = (choice: RepeatChoice | undefined) => {
    chooseRepeat(props.draft, props.repeat, choice);
    queueMicrotask(() => row?.querySelector<HTMLElement>('button')?.focus());
  };
  return (
    <li class={styles.repeat} ref={row} data-testid="repeat" data-chosen={chosen()}>
      <p class={styles.head}>
        <A href={`/desk/cases/${it().id}`} target="_blank">
          {it().number}
        </A>
        <b>{it().title}</b>
        <Chip>{it().statusName}</Chip>
        <Show when={props.repeat.crossesHotline}>
          <Chip>{words.hotline}</Chip>
        </Show>
      </p>
      <p class={styles.why}>{props.repeat.reasons.map(({ text }) => text).join('；')}</p>
      <p>
        {props.repeat.advice}
        <Show when={props.repeat.citations.length > 0}>
          <span class="muted small">（{citationsWords(props.repeat.citations)}）</span>
        </Show>
      </p>
      <details class={styles.compare} open={props.first}>
        <summary>{words.compare}</summary>
        <div class={styles.sides}>
          <section>
            <h3>{words.mine}</h3>
            <p>{props.draft.values.title}</p>
            <p class={styles.demand}>{props.draft.values.demand}</p>
            <p class="muted small">{props.draft.values.name}</p>
          </section>
          <section>
            <h3>{words.theirs}</h3>
            <p>{it().title}</p>
            <p class={styles.demand}>{it().demand}</p>
            <p class="muted small">
              {[it().petitioner.name, it().petitioner.phone, it().petitioner.idCard].filter(Boolean).join(' · ')}
              <br />
              {it().channelName} · {dateText(it().receivedOn, todayHere())} · {holderText(it())}
            </p>
          </section>
        </div>
      </details>
      <Show
        when={chosen()}
        fallback={
          <div class={styles.actions}>
            <For each={actions}>{([choice, label]) => <Button onClick={() => choose(choice)}>{label}</Button>}</For>
          </div>
        }
      >
        {(choice) => (
          <div class={styles.actions}>
            <b>{words.chosen[choice()]}</b>
            <Button look="quiet" onClick={() => choose(undefined)}>
              {words.takeBack}
            </Button>
          </div>
        )}
      </Show>
    </li>
  );
}
