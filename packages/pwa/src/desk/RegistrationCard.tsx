import { appealRoutes } from '@huiyin/domain';
import type { PetitionCaseState } from '@huiyin/domain/cases';
import {
  appealRouteName,
  dateText,
  disputeOutcomeName,
  petitionSourceName,
  routeOutcomeName,
} from '@huiyin/domain/messages';
import { For, type JSX, Show } from 'solid-js';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { Card } from '../ui/Card.tsx';
import styles from './case.module.css';
import type { PetitionCase } from './documents.ts';
import { incomingFields } from './register.ts';
import { ScanView } from './ScanPane.tsx';
import { caseState } from './world.ts';

type Line = readonly [title: string, text: string | undefined];

/** 登记情况: what the paper says of itself, who signed it, why it was classified as it is, and the paper. */
export function RegistrationCard(props: { it: PetitionCase; today: PetitionCase['receivedOn'] }): JSX.Element {
  const state = () => caseState(props.it);
  const lines = (): readonly Line[] =>
    [...incomingLines(state(), props.today), ...classLines(state())].filter(([, text]) => text !== undefined);
  return (
    <>
      <Show when={lines().length > 0 || state().joint}>
        <Card title={words.registration} class={styles.card}>
          <dl class={styles.facts} data-testid="case-registration">
            <For each={lines()}>
              {([title, text]) => (
                <>
                  <dt>{title}</dt>
                  <dd>{text}</dd>
                </>
              )}
            </For>
          </dl>
          <Show when={state().joint}>{(joint) => <Joint joint={joint()} first={state().matter.petitioner} />}</Show>
        </Card>
      </Show>
      <Show when={state().scans}>
        {(scans) => (
          <Card title={words.scans} class={`${styles.card} no-print`}>
            <ScanView scans={scans()} />
          </Card>
        )}
      </Show>
    </>
  );
}

function incomingLines({ channel, incoming, source, hotline }: PetitionCaseState, today: PetitionCase['receivedOn']) {
  const named = incomingFields[channel] ?? {};
  const day = (date: PetitionCase['receivedOn'] | undefined) => date && dateText(date, today);
  const lines: readonly Line[] = [
    [words.source, source && petitionSourceName(source)],
    [named.from ?? words.sender, incoming?.from],
    [named.number ?? words.senderNumber, incoming?.number],
    [named.sentOn ?? words.sentOn, day(incoming?.sentOn)],
    [words.superiorDue, day(incoming?.dueOn)],
    [words.hotlineNumber, hotline && `${hotline.externalNumber}${hotline.urgent ? `（${words.urgentShort}）` : ''}`],
    [words.hotlineDue, day(hotline?.dueOn)],
  ];
  return lines;
}

function classLines({ matter, classification }: PetitionCaseState): readonly Line[] {
  const route = appealRoutes.find((one) => one === matter.appealRoute);
  const { proposed, reason, dispute } = classification ?? {};
  return [
    [words.appealRoute, route && appealRouteName(route)],
    [words.proposedOutcomeIs, proposed && reason ? routeOutcomeName(proposed.outcome) : undefined],
    [words.choiceReason, reason],
    [words.dispute, dispute && `${dispute.bodies}；${disputeOutcomeName(dispute.outcome)}${dispute.decidedBy ?? ''}`],
  ];
}

/** The list of who signed: who comes first in the paper, then the representatives, then the others; masked as everywhere. */
function Joint(props: {
  joint: NonNullable<PetitionCaseState['joint']>;
  first: PetitionCaseState['matter']['petitioner'];
}): JSX.Element {
  const people = () => [
    { ...props.first, mark: words.firstNamed },
    ...props.joint.members
      .toSorted((a, b) => Number(b.representative) - Number(a.representative))
      .map((member) => ({ ...member, mark: member.representative ? words.representative : undefined })),
  ];
  return (
    <details class={styles.folded} data-testid="case-joint">
      <summary>{words.jointOf(props.joint.persons, people().length)}</summary>
      <ol class={styles.members}>
        <For each={people()}>
          {({ name, phone, mark }) => (
            <li>
              {name}
              <Show when={mark}>（{mark}）</Show>
              <Show when={phone}> {phone}</Show>
            </li>
          )}
        </For>
      </ol>
    </details>
  );
}
