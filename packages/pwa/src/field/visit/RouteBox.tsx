import { parsePlainDate, routePetition } from '@huiyin/domain';
import { logOutreachVisit } from '@huiyin/domain/cases';
import { clockName, dateText, explainRoute } from '@huiyin/domain/messages';
import { createMemo, type JSX, Show } from 'solid-js';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import { DueWhy } from '../DueWhy.tsx';
import { nothingYet, useField } from '../session.ts';
import type { DraftForm } from './use-draft.ts';
import styles from './visit.module.css';
import { proposerFor } from './visit-context.ts';
import { type MatterForm, toMatter } from './visit-form.ts';

/**
 * Said at once, by the same rules as the server: which body the matter goes to, on which article, and until when; `why`
 * adds the strip of the due date.
 */
export function RouteBox(props: { draft: DraftForm; matter: MatterForm; why?: boolean }): JSX.Element {
  const field = useField();
  const propose = proposerFor(field, () => props.draft.form.placeUnitId);
  const handler = createMemo(() => {
    const id = props.matter.handlingUnitId || propose(props.matter);
    return field.units()?.value.find((unit) => unit.id === id);
  });
  const sentence = createMemo(() => explainRoute(routePetition({ ...props.matter.facts }), handler()?.name ?? ''));
  // The words of the matter do not change its time limit: with any words, the rules say when the first clock ends.
  const due = createMemo(() => {
    const receivedOn = parsePlainDate(props.draft.form.visitedOn);
    const unit = handler();
    if (!receivedOn.ok || unit === undefined) return undefined;
    const matter = toMatter({ ...props.matter, title: '-', demand: '-', name: '-' }, () => unit.id);
    const decided = logOutreachVisit(
      nothingYet,
      {
        type: 'logOutreachVisit',
        visitId: props.draft.form.visitId,
        visitedOn: receivedOn.value,
        mode: 'discussionVisit',
        placeUnitId: unit.id,
        programme: false,
        companions: [],
        observations: '',
        matters: [matter],
        followUps: [],
        attachments: [],
      },
      field.world(),
    );
    if (!decided.ok) return undefined;
    const clocks = decided.value.flatMap((event) => (event.type === 'clockStarted' ? [event] : []));
    return clocks.toSorted((a, b) => a.legalDue.localeCompare(b.legalDue))[0];
  });
  return (
    <Show
      when={handler()}
      fallback={
        <span class={styles.route} data-testid="route">
          {props.matter.facts.contentKind === 'accusation' ? words.accusationHandler : words.handlerNeeded}
        </span>
      }
    >
      <span class={styles.route} data-testid="route">
        {sentence()}
        <Show when={due()}>
          {(clock) => (
            <span class={styles.due}>
              {clockName(clock().clock)}：<b>{dateText(clock().legalDue, field.today())}</b>
              {clock().provisional ? words.provisional : ''}
            </span>
          )}
        </Show>
      </span>
      <Show when={props.why && due()}>{(clock) => <DueWhy of={clock()} />}</Show>
    </Show>
  );
}
