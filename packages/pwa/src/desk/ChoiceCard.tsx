import { appealRoutes, receivedDuty, routePetition } from '@huiyin/domain';
import { differences, outcomesFor, proposeClass } from '@huiyin/domain/cases';
import { appealRouteName, contentKindName, receivedOutcomeName, routeOutcomeName } from '@huiyin/domain/messages';
import { type JSX, Show } from 'solid-js';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { CheckField, ChoiceField, SelectField, TextAreaField, TextField } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import styles from './register.module.css';
import {
  appealRouteOf,
  channelOf,
  contentKindOf,
  factsOf,
  outcomeOf,
  type PartProps,
  registration,
  responsibilityOf,
} from './register.ts';

/** 分类与去向: class and route of Art 31 as the words propose them, the outcome as the table does, and why another was chosen. */
export function ChoiceCard(props: PartProps): JSX.Element {
  const values = () => props.draft.values;
  const proposal = () => proposeClass(values());
  const proposedRoute = () => String(proposal().appealRoute?.value ?? 6);
  const outcomes = () => outcomesFor(factsOf(values()));
  const differs = () => {
    const command = registration(values());
    return 'ok' in command ? [] : differences(command);
  };
  const received = () =>
    receivedDuty({
      source: channelOf(values()) === 'transferred' ? 'transferred' : 'direct',
      responsibility: responsibilityOf(values()),
      contentKind: contentKindOf(values()),
      reachable: !values().anonymous,
    });
  return (
    <Card title={words.choice}>
      <div class={styles.stack}>
        <Show when={proposal().contentKind}>
          {(kind) => (
            <Show when={kind().value !== contentKindOf(values())}>
              <Notice
                tone="caution"
                action={
                  <Button look="quiet" onClick={() => props.draft.set('contentKind', kind().value)}>
                    {words.useProposal}
                  </Button>
                }
              >
                {words.proposedClass(kind().because, contentKindName(kind().value))}
              </Notice>
            </Show>
          )}
        </Show>
        <Show when={contentKindOf(values()) === 'appeal'}>
          <SelectField
            label={words.appealRoute}
            hint={proposal().appealRoute && words.proposedRoute(proposal().appealRoute?.because ?? '')}
            value={String(appealRouteOf(values()))}
            choices={appealRoutes.map((route) => ({ value: String(route), label: appealRouteName(route) }))}
            // the one that the words propose is not held fast: it goes on following them
            onChange={(value) => props.draft.set('appealRoute', value === proposedRoute() ? '' : value)}
            {...props.at('matter.appealRoute')}
          />
        </Show>
        <Show when={outcomes().length > 1}>
          <ChoiceField
            legend={words.outcome}
            name="outcome"
            value={outcomeOf(values())}
            choices={outcomes().map((value) => ({
              value,
              label:
                value === routePetition(factsOf(values())).outcome
                  ? `${routeOutcomeName(value)}（${words.proposedOutcome}）`
                  : routeOutcomeName(value),
            }))}
            onChange={(value) => props.draft.set('outcome', value)}
            {...props.at('choice.outcome')}
          />
        </Show>
        <Show when={differs().length > 0}>
          <TextAreaField
            label={words.choiceReason}
            hint={words.choiceReasonHint}
            rows={2}
            value={values().choiceReason}
            onInput={(value) => props.draft.set('choiceReason', value)}
            {...props.at('choice.reason')}
            required
          />
        </Show>
        <p class={styles.law}>
          {words.received}：{receivedOutcomeName(received().outcome)}
        </p>
        <CheckField
          label={words.dispute}
          checked={values().dispute}
          onChange={(checked) => props.draft.set('dispute', checked)}
        />
        <Show when={values().dispute}>
          <DisputeFields {...props} />
        </Show>
      </div>
    </Card>
  );
}

/** Art 24: the organs agree, else their common superior decides, else the joint conference. */
function DisputeFields(props: PartProps): JSX.Element {
  const values = () => props.draft.values;
  return (
    <>
      <TextField
        label={words.disputeBodies}
        value={values().disputeBodies}
        onInput={(value) => props.draft.set('disputeBodies', value)}
        {...props.at('choice.dispute.bodies')}
        required
      />
      <CheckField
        label={words.disputeAgreed}
        checked={values().disputeAgreed}
        onChange={(checked) => props.draft.set('disputeAgreed', checked)}
      />
      <Show when={!values().disputeAgreed}>
        <CheckField
          label={words.disputeSuperior}
          checked={values().disputeSuperior}
          onChange={(checked) => props.draft.set('disputeSuperior', checked)}
        />
        <TextField
          label={words.disputeBy}
          value={values().disputeBy}
          onInput={(value) => props.draft.set('disputeBy', value)}
          {...props.at('choice.dispute.decidedBy')}
          required
        />
      </Show>
    </>
  );
}
