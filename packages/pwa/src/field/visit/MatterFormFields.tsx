import { contentKinds, kindsAllowed, priorHandlings, type RoutingFacts, responsibilities } from '@huiyin/domain';
import { petitionerKinds } from '@huiyin/domain/cases';
import { contentKindName, petitionerKindName, priorHandlingName, responsibilityName } from '@huiyin/domain/messages';
import { createEffect, createMemo, createSignal, type JSX, on, Show, untrack } from 'solid-js';
import { unwrap } from 'solid-js/store';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import type { PhoneUnit } from '../../offline/pull.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField, ChoiceField, SelectField, TextAreaField, TextField } from '../../ui/Field.tsx';
import { UnitPicker } from '../../ui/UnitPicker.tsx';
import { useField } from '../session.ts';
import { RemoveButton } from './RemoveButton.tsx';
import { RouteBox } from './RouteBox.tsx';
import type { DraftForm } from './use-draft.ts';
import styles from './visit.module.css';
import { checkMatter, type FieldError, proposerFor, stillStanding } from './visit-context.ts';
import { isBlank, type MatterForm } from './visit-form.ts';

const choices = <T extends string>(values: readonly T[], name: (value: T) => string) =>
  values.map((value) => ({ value, label: name(value) }));
const KINDS = choices(petitionerKinds, petitionerKindName);
const RESPONSIBILITIES = choices(responsibilities, responsibilityName);
const PRIORS = choices(priorHandlings, priorHandlingName);
const CONTENTS = choices(contentKinds.toReversed(), contentKindName);

interface PartProps {
  readonly draft: DraftForm;
  readonly index: number;
  readonly matter: MatterForm;
  readonly errorAt: (path: string) => string | undefined;
}

/** One matter: who, what, whose duty, raised before, and at once where it goes and until when. */
export function MatterFormFields(props: {
  draft: DraftForm;
  index: number;
  matter: MatterForm;
  given: readonly FieldError[];
  onDone: () => void;
  onRemove: () => void;
}): JSX.Element {
  const field = useField();
  const [own, setOwn] = createSignal<readonly FieldError[]>([]);
  const errorAt = (path: string) => [...own(), ...props.given].find((error) => error.path === path)?.message;
  createEffect(
    on(
      () => JSON.stringify(props.matter),
      () => {
        const shown = untrack(own);
        if (shown.length === 0) return;
        setOwn(stillStanding(shown, checkMatter(field, unwrap(props.draft.form), unwrap(props.matter))));
      },
      { defer: true },
    ),
  );
  let body: HTMLDivElement | undefined;
  const done = () => {
    const errors = checkMatter(field, unwrap(props.draft.form), unwrap(props.matter));
    setOwn(errors);
    const [first] = errors;
    if (first === undefined) {
      props.onDone();
      return;
    }
    requestAnimationFrame(() => {
      const place = body?.querySelector<HTMLElement>(`[data-path="${CSS.escape(first.path)}"]`);
      place?.querySelector<HTMLElement>('input, textarea, select')?.focus();
      place?.scrollIntoView({ block: 'center' });
    });
  };
  const part = () => ({ draft: props.draft, index: props.index, matter: props.matter, errorAt });
  return (
    <div class={styles.sheetForm} ref={body}>
      <WhatPart {...part()} />
      <WhoPart {...part()} />
      <FactsPart {...part()} />
      <HandlerPart {...part()} />
      <div aria-live="polite">
        <RouteBox draft={props.draft} matter={props.matter} why />
      </div>
      <div class={styles.sheetActions}>
        <Button look="primary" size="large" wide onClick={done}>
          {words.matterDone}
        </Button>
        <RemoveButton wide label={words.matterRemove} empty={isBlank(props.matter)} onRemove={() => props.onRemove()} />
      </div>
    </div>
  );
}

function WhatPart(props: PartProps): JSX.Element {
  const set = (key: 'title' | 'demand', value: string) => props.draft.setForm('matters', props.index, key, value);
  return (
    <>
      <div data-path="title">
        <TextField
          label={words.matterTitle}
          hint={words.matterTitleHint}
          value={props.matter.title}
          onInput={(value) => set('title', value)}
          error={props.errorAt('title')}
        />
      </div>
      <div data-path="demand">
        <TextAreaField
          label={words.demand}
          rows={3}
          value={props.matter.demand}
          onInput={(value) => set('demand', value)}
          error={props.errorAt('demand')}
        />
      </div>
    </>
  );
}

function WhoPart(props: PartProps): JSX.Element {
  const set = (key: 'name' | 'relation' | 'phone', value: string) =>
    props.draft.setForm('matters', props.index, key, value);
  return (
    <>
      <CheckField
        label={words.anonymous}
        checked={props.matter.anonymous}
        onChange={(value) => props.draft.setForm('matters', props.index, 'anonymous', value)}
      />
      <Show when={!props.matter.anonymous}>
        <SelectField
          label={words.petitionerKind}
          value={props.matter.kind}
          choices={KINDS}
          onChange={(kind) => kind !== '' && props.draft.setForm('matters', props.index, 'kind', kind)}
        />
        <div data-path="petitioner.name">
          <TextField
            label={props.matter.kind === 'person' ? words.name : words.nameOfBody}
            value={props.matter.name}
            autocomplete="off"
            onInput={(value) => set('name', value)}
            error={props.errorAt('petitioner.name')}
          />
        </div>
      </Show>
      <div class={styles.pair}>
        <div data-path="petitioner.relation">
          <TextField
            label={words.relation}
            placeholder={words.relationHint}
            value={props.matter.relation}
            onInput={(value) => set('relation', value)}
            error={props.errorAt('petitioner.relation')}
          />
        </div>
        <div data-path="petitioner.phone">
          <TextField
            label={words.phone}
            type="tel"
            inputmode="tel"
            autocomplete="off"
            placeholder={words.phoneHint}
            value={props.matter.phone}
            onInput={(value) => set('phone', value)}
            error={props.errorAt('petitioner.phone')}
          />
        </div>
      </div>
    </>
  );
}

function FactsPart(props: PartProps): JSX.Element {
  const facts = () => props.matter.facts;
  const setFact = <Key extends keyof RoutingFacts>(key: Key, value: RoutingFacts[Key]) => {
    props.draft.setForm('matters', props.index, 'facts', { ...facts(), [key]: value });
    // A unit chosen for another duty is no choice any more.
    props.draft.setForm('matters', props.index, 'handlingUnitId', '');
  };
  const set = (key: 'earlierHandling' | 'referral', value: string) =>
    props.draft.setForm('matters', props.index, key, value);
  return (
    <>
      <ChoiceField
        legend={words.responsibility}
        name={`responsibility-${props.index}`}
        value={facts().responsibility}
        choices={RESPONSIBILITIES}
        onChange={(value) => setFact('responsibility', value)}
      />
      <ChoiceField
        legend={words.contentKind}
        name={`content-${props.index}`}
        value={facts().contentKind}
        choices={CONTENTS}
        onChange={(value) => setFact('contentKind', value)}
      />
      <ChoiceField
        legend={words.prior}
        name={`prior-${props.index}`}
        value={facts().priorHandling}
        choices={PRIORS}
        onChange={(value) => setFact('priorHandling', value)}
      />
      <Show when={facts().priorHandling === 'concluded'}>
        <CheckField
          label={words.opinionImplemented}
          checked={facts().opinionImplemented}
          onChange={(value) => setFact('opinionImplemented', value)}
        />
        <CheckField
          label={words.newFacts}
          checked={facts().newFacts}
          onChange={(value) => setFact('newFacts', value)}
        />
      </Show>
      <Show when={facts().priorHandling !== 'none'}>
        <div data-path="earlierHandling">
          <TextAreaField
            label={words.earlier}
            rows={2}
            value={props.matter.earlierHandling}
            onInput={(value) => set('earlierHandling', value)}
            error={props.errorAt('earlierHandling')}
          />
        </div>
      </Show>
      <Show when={facts().responsibility === 'notEducation'}>
        <div data-path="referral">
          <TextField
            label={words.referral}
            hint={words.referralHint}
            value={props.matter.referral}
            onInput={(value) => set('referral', value)}
            error={props.errorAt('referral')}
          />
        </div>
      </Show>
    </>
  );
}

function HandlerPart(props: PartProps): JSX.Element {
  const field = useField();
  const units = () => field.units()?.value ?? [];
  const name = (id: string) => units().find((unit) => unit.id === id)?.name ?? '';
  const propose = proposerFor(field, () => props.draft.form.placeUnitId);
  const candidates = createMemo(() => {
    const kinds = kindsAllowed(props.matter.facts);
    const fits = (unit: PhoneUnit) => kinds.includes(unit.kind);
    return units().filter(fits);
  });
  const emptyWord = () => {
    const proposed = name(propose(props.matter));
    return proposed === '' ? words.handlerNone : words.handlerProposed(proposed);
  };
  const setUnit = (key: 'handlingUnitId' | 'accusedUnitId', id: string) =>
    props.draft.setForm('matters', props.index, key, id);
  return (
    <>
      <Show when={props.matter.facts.contentKind === 'accusation'}>
        <div data-path="accusedUnitId">
          <UnitPicker
            label={words.accusedUnit}
            required
            units={units()}
            value={props.matter.accusedUnitId}
            onChange={(id) => setUnit('accusedUnitId', id)}
            emptyWord={words.handlerNone}
            error={props.errorAt('accusedUnitId')}
          />
        </div>
      </Show>
      <div data-path="handlingUnitId">
        <UnitPicker
          label={words.handler}
          units={candidates()}
          all={units()}
          value={props.matter.handlingUnitId}
          onChange={(id) => setUnit('handlingUnitId', id)}
          emptyWord={emptyWord()}
          error={props.errorAt('handlingUnitId')}
        />
      </div>
    </>
  );
}
