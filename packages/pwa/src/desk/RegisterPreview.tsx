import { appealHandling, deadline, routePetition } from '@huiyin/domain';
import type { ClockStarted } from '@huiyin/domain/cases';
import { clockName, dutyText, explainRoute, routeOutcomeName } from '@huiyin/domain/messages';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { Card } from '../ui/Card.tsx';
import { calendar, dueText } from '../ui/calendar.ts';
import { WhyThisDate } from '../ui/WhyThisDate.tsx';
import { whyFromDomain } from '../ui/why.ts';
import styles from './register.module.css';
import { appealRouteOf, contentKindOf, factsOf, outcomeOf, type RegisterValues } from './register.ts';

/** 会怎么办: where the matter will go, on which article, and the due dates that will run; recomputed at each keystroke. */
export function RegisterPreview(props: {
  values: RegisterValues;
  clocks: readonly ClockStarted[];
  refusal: string | undefined;
  unitName: string | undefined;
}): JSX.Element {
  const route = createMemo(() => {
    const facts = factsOf(props.values);
    const own = outcomeOf(props.values) === 'acceptMunicipal';
    return routePetition(own ? { ...facts, responsibility: 'municipal' } : facts);
  });
  /** What must be said or done, by the outcome and, of an appeal, by its route of Art 31. */
  const duties = createMemo(() => {
    const appeal = contentKindOf(props.values) === 'appeal' ? appealHandling(appealRouteOf(props.values)).duties : [];
    return [...new Set([...route().duties, ...appeal])];
  });
  const clocks = createMemo(() => props.clocks.toSorted((a, b) => (a.legalDue < b.legalDue ? -1 : 1)));
  const first = createMemo(() => {
    const clock = clocks()[0];
    if (clock === undefined || clock.limitId === 'hotline-centre' || clock.limitId === 'superior-body')
      return undefined;
    const found = deadline(calendar(), clock.clock, clock.from);
    return found.ok ? whyFromDomain(found.value) : undefined;
  });
  return (
    <Card title={words.preview}>
      <div class={styles.stack} aria-live="polite">
        <p>
          <b data-testid="route-preview">{routeOutcomeName(route().outcome)}</b>
        </p>
        <p class={styles.law}>{explainRoute(route(), props.unitName ?? words.handlingUnit)}</p>
        <Show when={duties().length > 0}>
          <p class="small">
            {words.duties}：{duties().map(dutyText).join('；')}
          </p>
        </Show>
        <Show when={props.refusal}>
          <p class={styles.toFix}>{props.refusal}</p>
        </Show>
        <ul class={styles.clocks}>
          <For each={clocks()}>
            {(clock) => (
              <li data-testid="clock-preview" data-clock={clock.clock} data-legal-due={clock.legalDue}>
                <span>{clockName(clock.clock)}</span>
                <b>{dueText(clock.legalDue, clock.from)}</b>
              </li>
            )}
          </For>
        </ul>
        <Show when={first()}>{(why) => <WhyThisDate why={why()} />}</Show>
        <p class="muted small">{words.previewHint}</p>
      </div>
    </Card>
  );
}
