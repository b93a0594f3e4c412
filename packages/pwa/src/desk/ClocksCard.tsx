import { dateInShanghai, daysBetween, type PlainDate } from '@huiyin/domain';
import { dateText, ownerName } from '@huiyin/domain/messages';
import { owerOf, owingUnitId } from '@huiyin/domain/reminders';
import { For, type JSX, Show } from 'solid-js';
import { caseMessages as words } from '../messages/desk.zh-CN.ts';
import { timeMessages as time } from '../messages/time.zh-CN.ts';
import { whyMessages } from '../messages/zh-CN.ts';
import { Card } from '../ui/Card.tsx';
import { Chip, DueChip } from '../ui/Chip.tsx';
import { ClockWhy } from './ClockWhy.tsx';
import styles from './case.module.css';
import { DateRequests } from './DateRequests.tsx';
import type { PetitionCase } from './documents.ts';
import { HotlineAllowance } from './HotlineAllowance.tsx';
import { caseState, type Desk, useDesk } from './world.ts';

type CaseClock = PetitionCase['clocks'][number];

/** Every clock of the case: the running ones first and open, each with 为什么是这一天; the ended ones folded. */
export function ClocksCard(props: { it: PetitionCase; today: PlainDate }): JSX.Element {
  const order = { running: 0, paused: 1, met: 2, stopped: 3 };
  const sorted = () =>
    props.it.clocks.toSorted((a, b) => order[a.state] - order[b.state] || (a.legalDue < b.legalDue ? -1 : 1));
  const first = () => sorted()[0];
  const ordersRun = () => props.it.clocks.some(({ clock, state }) => clock === 'hotline-reply' && state === 'running');
  return (
    <Card title={words.clocks} class={styles.card}>
      <For each={sorted()} fallback={<p class="muted">{words.noClocks}</p>}>
        {(clock) => (
          <ClockItem
            it={props.it}
            clock={clock}
            today={props.today}
            open={clock === first() && (clock.state === 'running' || clock.state === 'paused')}
          />
        )}
      </For>
      <DateRequests it={props.it} today={props.today} />
      <Show when={ordersRun()}>
        <HotlineAllowance />
      </Show>
      <Show when={props.it.copiesOwed.length > 0}>
        <CopiesOwed copies={props.it.copiesOwed} today={props.today} />
      </Show>
    </Card>
  );
}

/** 备案 (R79): the copies that the district still owes. */
function CopiesOwed(props: { copies: PetitionCase['copiesOwed']; today: PlainDate }): JSX.Element {
  return (
    <section class={styles.copies} data-testid="copies-owed">
      <h3>{time.copies}</h3>
      <ul>
        <For each={props.copies}>
          {(copy) => (
            <li>
              {time.copyOwed(copy.name, dateText(copy.documentOn, props.today))}
              <DueChip state={copy.overdue ? 'overdue' : 'dueSoon'}>
                {(copy.overdue ? time.copyLate : time.copyDue)(dateText(copy.legalDue, props.today))}
              </DueChip>
            </li>
          )}
        </For>
      </ul>
      <p class={styles.basis}>{time.copyBasis}</p>
    </section>
  );
}

/** Who owes a duty: 局办公室, 承办处室, 区县, … */
function owes(it: PetitionCase, { clock, datedBy }: CaseClock, desk: Desk): string {
  const state = caseState(it);
  const owner = owerOf(state, clock);
  if (owner === undefined) return '';
  // who owes it is not whose case it is: 复查, 督办 of 复查
  const id = owner === 'generalOffice' ? state.handlingUnitId : owingUnitId(state, clock);
  const other = id === state.handlingUnitId ? undefined : desk.unit(id)?.name;
  return time.owes(other ?? ownerName(owner), datedBy);
}

function standing(clock: CaseClock, today: PlainDate): string {
  if (clock.state === 'stopped') return words.stopped;
  if (clock.state === 'paused') return words.paused;
  if (clock.state === 'running' || clock.metOn === null) return '';
  const day = dateText(clock.metOn, today);
  return daysBetween(clock.legalDue, clock.metOn) > 0 ? words.metLate(day) : words.met(day);
}

function ClockItem(props: { it: PetitionCase; clock: CaseClock; today: PlainDate; open: boolean }): JSX.Element {
  const desk = useDesk();
  /** What a notice of days off has done to it while it ran: others of its kind may have run before and since. */
  const redated = () =>
    props.it.timeline.flatMap(({ redated: row, receivedAt }) => {
      const { clock, from, metOn, state } = props.clock;
      const on = dateInShanghai(Date.parse(receivedAt));
      const ran = state !== 'stopped' && from <= on && (metOn === null || on <= metOn);
      return row?.clock === clock && ran ? [{ ...row, on }] : [];
    });
  return (
    <details
      class={styles.clock}
      open={props.open}
      data-testid="case-clock"
      data-clock={props.clock.clock}
      data-legal-due={props.clock.legalDue}
    >
      <summary>
        <strong>{props.clock.name}</strong>
        <Show when={props.clock.changes.length > 0 || redated().some(({ before, after }) => before !== after)}>
          <Chip>{time.changed}</Chip>
        </Show>
        <Show when={props.clock.provisional && (props.clock.state === 'running' || props.clock.state === 'paused')}>
          <Chip>{whyMessages.provisional}</Chip>
        </Show>
        <Show when={props.clock.state === 'running'} fallback={<Chip>{standing(props.clock, props.today)}</Chip>}>
          <span class={props.clock.legalDue < props.today ? styles.late : ''}>
            {dateText(props.clock.legalDue, props.today)}
          </span>
        </Show>
      </summary>
      <p class={styles.basis}>
        {owes(props.it, props.clock, desk)}
        <Show when={props.clock.state === 'running' && props.clock.targetDue !== props.clock.legalDue}>
          <br />
          {time.target(dateText(props.clock.targetDue, props.today), dateText(props.clock.legalDue, props.today))}
        </Show>
      </p>
      <Show when={redated().length > 0}>
        <ul class={styles.changes} data-testid="clock-redated">
          <For each={redated()}>
            {({ before, after, on }) => (
              <li>
                {time.redated(dateText(on, props.today), dateText(before, props.today), dateText(after, props.today))}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <ClockWhy clock={props.clock} today={props.today} />
    </details>
  );
}
