import type { PetitionCaseState } from '@huiyin/domain/cases';
import { dateText, leaderRequestStepName } from '@huiyin/domain/messages';
import { leaderRequestStep } from '@huiyin/domain/office';
import { For, type JSX, Show } from 'solid-js';
import { caseMessages as words } from '../messages/desk.zh-CN.ts';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import styles from './case.module.css';
import type { PetitionCase } from './documents.ts';

/** 随机接访 (R24): when the leader in charge was asked for, who was to come, and how it was coordinated. */
export function LeaderRequestCard(props: { it: PetitionCase; today: PetitionCase['receivedOn'] }): JSX.Element {
  const requests = () => (props.it.state as PetitionCaseState).leaderRequests ?? []; // the state is the domain's own
  const on = (date: PetitionCase['receivedOn']) => dateText(date, props.today);
  return (
    <For each={requests()}>
      {(one) => (
        <Card
          title={words.leaderRequest}
          class={styles.card}
          aside={<Chip>{leaderRequestStepName(leaderRequestStep(one))}</Chip>}
        >
          <dl class={styles.facts} data-testid="leader-request">
            <dt>{words.leaderRequested}</dt>
            <dd>
              {on(one.requestedOn)} {one.reason}
            </dd>
            <Show when={one.arranged}>
              {(arranged) => (
                <>
                  <dt>{words.leaderArranged}</dt>
                  <dd>
                    {on(arranged().on)} {arranged().leaderName}
                  </dd>
                </>
              )}
            </Show>
            <Show when={one.attended}>
              {(attended) => (
                <>
                  <dt>{words.leaderAttended}</dt>
                  <dd>
                    {on(attended().on)} {attended().coordination}
                  </dd>
                </>
              )}
            </Show>
          </dl>
        </Card>
      )}
    </For>
  );
}
