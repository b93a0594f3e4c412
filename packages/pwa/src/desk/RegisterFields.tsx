import { contentKinds, priorHandlings, responsibilities } from '@huiyin/domain';
import { petitionerKinds, textLimits } from '@huiyin/domain/cases';
import { contentKindName, petitionerKindName, priorHandlingName, responsibilityName } from '@huiyin/domain/messages';
import { type JSX, Show } from 'solid-js';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { Card } from '../ui/Card.tsx';
import { CheckField, ChoiceField, SelectField, TextAreaField, TextField } from '../ui/Field.tsx';
import { UnitPicker } from '../ui/UnitPicker.tsx';
import type { UnitRow } from './documents.ts';
import { JointFields } from './JointFields.tsx';
import styles from './register.module.css';
import { contentKindOf, type PartProps, petitionerKindOf, priorHandlingOf, responsibilityOf } from './register.ts';

/** 信访人 (R64): who raises it; anonymity is allowed. */
export function PetitionerFields(props: PartProps): JSX.Element {
  const values = () => props.draft.values;
  return (
    <Card title={words.petitioner}>
      <div class={styles.checks}>
        <CheckField
          label={words.anonymous}
          checked={values().anonymous}
          onChange={(checked) => props.draft.set('anonymous', checked)}
        />
        <CheckField
          label={words.joint}
          checked={values().joint}
          onChange={(checked) => props.draft.set('joint', checked)}
        />
      </div>
      <div class={styles.grid}>
        <Show when={!values().anonymous}>
          <WhoFields {...props} />
        </Show>
        <SelectField
          label={words.kind}
          value={petitionerKindOf(values())}
          choices={petitionerKinds.map((value) => ({ value, label: petitionerKindName(value) }))}
          onChange={(value) => props.draft.set('kind', value)}
        />
        <TextField
          label={words.relation}
          optionalWord={uiMessages.optional}
          placeholder={words.relationHint}
          value={values().relation}
          onInput={(value) => props.draft.set('relation', value)}
          {...props.at('matter.petitioner.relation')}
          autocomplete="off"
        />
      </div>
      <JointFields {...props} />
    </Card>
  );
}

function WhoFields(props: PartProps): JSX.Element {
  const values = () => props.draft.values;
  return (
    <>
      <TextField
        label={words.name}
        value={values().name}
        onInput={(value) => props.draft.set('name', value)}
        {...props.at('matter.petitioner.name')}
        autocomplete="off"
        required
      />
      <TextField
        label={words.phone}
        optionalWord={uiMessages.optional}
        type="tel"
        inputmode="tel"
        value={values().phone}
        onInput={(value) => props.draft.set('phone', value)}
        {...props.at('matter.petitioner.phone')}
        autocomplete="off"
      />
      <TextField
        label={words.idCard}
        optionalWord={uiMessages.optional}
        value={values().idCard}
        onInput={(value) => props.draft.set('idCard', value)}
        {...props.at('matter.petitioner.idCard')}
        autocomplete="off"
      />
      <TextField
        label={words.address}
        optionalWord={uiMessages.optional}
        value={values().address}
        onInput={(value) => props.draft.set('address', value)}
        {...props.at('matter.petitioner.address')}
        autocomplete="off"
      />
    </>
  );
}

/** 事项: what it is about (Art 19), and for an accusation whom it concerns (Art 30). */
export function MatterFields(props: PartProps & { units: readonly UnitRow[] }): JSX.Element {
  const values = () => props.draft.values;
  return (
    <Card title={words.matter}>
      <div class={styles.stack}>
        <TextField
          name="title"
          label={words.subject}
          hint={words.subjectHint}
          maxlength={textLimits.title}
          value={values().title}
          onInput={(value) => props.draft.set('title', value)}
          {...props.at('matter.title')}
          autocomplete="off"
          required
        />
        <TextAreaField
          label={words.demand}
          rows={4}
          value={values().demand}
          onInput={(value) => props.draft.set('demand', value)}
          {...props.at('matter.demand')}
          required
        />
        <ChoiceField
          legend={words.contentKind}
          name="contentKind"
          value={contentKindOf(values())}
          choices={contentKinds.map((value) => ({ value, label: contentKindName(value) }))}
          onChange={(value) => props.draft.set('contentKind', value)}
        />
        <Show when={contentKindOf(values()) === 'accusation'}>
          <UnitPicker
            label={words.accusedUnit}
            optionalWord={words.accusedUnitWhen}
            hint={words.accusationNote}
            emptyWord={uiMessages.choose}
            value={values().accusedUnitId}
            units={props.units}
            onChange={(value) => props.draft.set('accusedUnitId', value)}
            {...props.at('matter.accusedUnitId')}
          />
        </Show>
      </div>
    </Card>
  );
}

/** 由谁办 (R1, R25–R31): whose duty, what was done before, and the unit that will handle it. */
export function RoutingFields(props: PartProps & { units: readonly UnitRow[]; all: readonly UnitRow[] }): JSX.Element {
  const values = () => props.draft.values;
  return (
    <Card title={words.routing}>
      <div class={styles.stack}>
        <ChoiceField
          legend={words.responsibility}
          name="responsibility"
          value={responsibilityOf(values())}
          choices={responsibilities.map((value) => ({ value, label: responsibilityName(value) }))}
          onChange={(value) => props.draft.set('responsibility', value)}
        />
        <ChoiceField
          legend={words.priorHandling}
          name="priorHandling"
          value={priorHandlingOf(values())}
          choices={priorHandlings.map((value) => ({ value, label: priorHandlingName(value) }))}
          onChange={(value) => props.draft.set('priorHandling', value)}
          {...props.at('matter.facts.priorHandling')}
        />
        <Show when={priorHandlingOf(values()) === 'concluded'}>
          <div>
            <CheckField
              label={words.opinionImplemented}
              checked={values().opinionImplemented}
              onChange={(checked) => props.draft.set('opinionImplemented', checked)}
            />
            <CheckField
              label={words.newFacts}
              checked={values().newFacts}
              onChange={(checked) => props.draft.set('newFacts', checked)}
            />
          </div>
        </Show>
        <Show when={priorHandlingOf(values()) !== 'none'}>
          <TextAreaField
            label={words.earlierHandling}
            rows={2}
            value={values().earlierHandling}
            onInput={(value) => props.draft.set('earlierHandling', value)}
            {...props.at('matter.earlierHandling')}
          />
        </Show>
        <UnitPicker
          label={words.handlingUnit}
          emptyWord={uiMessages.choose}
          value={values().handlingUnitId}
          units={props.units}
          all={props.all}
          onChange={(value) => props.draft.set('handlingUnitId', value)}
          {...props.at('matter.handlingUnitId')}
          required
        />
        <Show when={responsibilityOf(values()) === 'notEducation'}>
          <TextField
            label={words.referral}
            hint={words.referralHint}
            value={values().referral}
            onInput={(value) => props.draft.set('referral', value)}
            {...props.at('matter.referral')}
          />
        </Show>
      </div>
    </Card>
  );
}
