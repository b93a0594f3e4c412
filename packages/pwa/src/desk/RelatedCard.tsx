import type { PlainDate } from '@huiyin/domain';
import { type CaseClock, type PetitionCaseState, senderClocks } from '@huiyin/domain/cases';
import { clockName, dateText } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createEffect, For, type JSX, on, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { repeatsMessages as words } from '../messages/repeats.zh-CN.ts';
import { Card } from '../ui/Card.tsx';
import { Chip, DueChip } from '../ui/Chip.tsx';
import styles from './case.module.css';
import { OtherCaseQuery, type PetitionCase } from './documents.ts';
import { caseState } from './world.ts';

/** 关联与并案: the cases that belong with this one, and what those merged into it still owe to whoever sent them; nothing when there are none. */
export function RelatedCard(props: { it: PetitionCase; today: PlainDate }): JSX.Element {
  return (
    <Show when={props.it.related.length > 0}>
      <Card title={words.relatedTitle} class={styles.card}>
        <ul class={styles.related} data-testid="related">
          <For each={props.it.related}>
            {(one) => (
              <li>
                <Chip>{one.name}</Chip> <A href={`/desk/cases/${one.case.id}`}>{one.case.number}</A> {one.case.title}
                <span class="muted small">（{one.case.statusName}）</span>
                <Show when={one.relation === 'mergedFrom' && one.case.nextDue}>
                  {(due) => (
                    <DueChip state={one.case.dueState}>
                      {words.stillOwed(due().name, dateText(due().legalDue, props.today))}
                    </DueChip>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Card>
    </Show>
  );
}

/** What merging, parting or linking would do to clocks and numbers of both cases, before it is done. */
export function RelationPreview(props: {
  command: 'mergeCases' | 'unmergeCase' | 'linkCases';
  it: PetitionCase;
  otherId: string;
  today: PlainDate;
  /** How often another was faster: the other case is read anew then. */
  lost: number;
  /** What of the other case is shown, and as of which version. */
  onSeen: (other: { id: string; version: number; number: string | null }) => void;
}): JSX.Element {
  const answer = createAnswer(OtherCaseQuery, () => (props.otherId === '' ? undefined : { id: props.otherId }));
  const other = () => answer.data()?.petitionCase ?? undefined;
  createEffect(on(() => props.lost, answer.refetch, { defer: true }));
  createEffect(() => {
    const found = other();
    if (found) props.onSeen(found);
  });
  const running = (state: PetitionCaseState) => state.clocks.filter((clock) => clock.state === 'running');
  const goingOn = () => running(caseState(props.it)).filter(({ clock }) => senderClocks.includes(clock));
  const resting = () => running(caseState(props.it)).filter(({ clock }) => !senderClocks.includes(clock));
  const rested = () => caseState(props.it).merger?.clocks.filter((clock) => clock.state === 'running') ?? [];
  return (
    <Show when={other()}>
      {(found) => (
        <div class={styles.outcome} data-testid="relation-preview">
          <Show when={props.command === 'linkCases'}>{words.linkPreview}</Show>
          <Show when={props.command === 'mergeCases'}>
            <b>{words.preview}</b>
            <p>{words.previewNumber(props.it.number, found().number)}</p>
            <Show when={running(caseState(props.it)).length > 0} fallback={<p>{words.previewNoClocks}</p>}>
              <Clocks title={words.previewClocks} clocks={resting()} today={props.today} />
              <Clocks title={words.previewGoesOn} clocks={goingOn()} today={props.today} />
            </Show>
            <Clocks
              title={words.previewTheirs(found().number)}
              clocks={running(caseState(found()))}
              today={props.today}
            />
          </Show>
          <Show when={props.command === 'unmergeCase'}>
            <Clocks title={words.unmergePreview} clocks={rested()} today={props.today} />
          </Show>
        </div>
      )}
    </Show>
  );
}

function Clocks(props: { title: string; clocks: readonly CaseClock[]; today: PlainDate }): JSX.Element {
  return (
    <Show when={props.clocks.length > 0}>
      <p>{props.title}</p>
      <ul>
        <For each={props.clocks}>
          {({ clock, legalDue }) => (
            <li>
              {clockName(clock)}：{dateText(legalDue, props.today)}
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
