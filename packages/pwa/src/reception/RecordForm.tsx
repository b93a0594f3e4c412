import { contentKinds, priorHandlings, responsibilities, type Unit } from '@huiyin/domain';
import {
  citationsText,
  contentKindName,
  focusTagName,
  priorHandlingName,
  receptionOutcomeName,
  responsibilityName,
} from '@huiyin/domain/messages';
import { focusTags, type VisitorState } from '@huiyin/domain/receptions';
import { For, Index, type JSX, Show } from 'solid-js';
import { receptionWords } from '../messages/reception.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { CheckField, ChoiceField, SelectField, TextAreaField, TextField } from '../ui/Field.tsx';
import { UnitPicker } from '../ui/UnitPicker.tsx';
import type { SearchedUnit } from '../ui/units.ts';
import styles from './record.module.css';
import { decisionFor, type MatterValues, matterValues, type RecordValues, unitsFor } from './record-values.ts';
import { createTimer, minutesText } from './times.ts';

const words = receptionWords.form;

/** A case that this visitor raised before, to be joined. */
interface EarlierCase {
  readonly id: string;
  readonly number: string;
  readonly title: string;
}

interface RecordFormProps {
  visitor: VisitorState;
  values: RecordValues;
  set: (part: Partial<RecordValues>) => void;
  /** When the talk began (epoch milliseconds), for the timer. */
  began: number;
  minutes: number;
  units: readonly (SearchedUnit & Pick<Unit, 'kind'>)[];
  earlier: readonly EarlierCase[];
  /** What a rule refuses, by the path of the command. */
  errorAt: (path: string) => string | undefined;
  /** How the visitor signs on the screen, where there is one to sign on. */
  signature?: JSX.Element;
  foot: JSX.Element;
}

/** 接谈记录: the same form at the office's desk and on the leader's phone. */
export function RecordForm(props: RecordFormProps): JSX.Element {
  const seconds = createTimer(props.began);
  const over = () => seconds() > props.minutes * 60;
  const text = (name: 'demands' | 'suggestions' | 'guidance' | 'weakLinks', label: string, rows = 2, hint?: string) => (
    <TextAreaField
      label={label}
      rows={rows}
      hint={hint}
      value={props.values[name]}
      onInput={(value) => props.set({ [name]: value })}
      error={props.errorAt(name)}
    />
  );
  const notOurs = () => props.values.matters.some((one) => decisionFor(one).outcome === 'notAcceptNotEducation');
  const changeMatter = (index: number, part: Partial<MatterValues>) =>
    props.set({ matters: props.values.matters.map((one, place) => (place === index ? { ...one, ...part } : one)) });
  const addMatter = () => props.set({ matters: [...props.values.matters, matterValues(props.visitor)] });
  return (
    <form class={styles.form} onSubmit={(event) => event.preventDefault()} data-testid="record-form">
      <p class={styles.timer} classList={{ [styles.over ?? '']: over() }} role="timer">
        {words.timer} <strong>{minutesText(seconds())}</strong>
        <span class="muted">{words.limit(props.minutes)}</span>
      </p>
      {text('demands', words.demands, 3)}
      <section class={styles.matters} aria-label={words.matters}>
        <h3>{words.matters}</h3>
        <Index each={props.values.matters}>
          {(matter, index) => (
            <MatterPart
              {...props}
              matter={matter()}
              index={index}
              change={(part) => changeMatter(index, part)}
              remove={() => props.set({ matters: props.values.matters.filter((_one, place) => place !== index) })}
            />
          )}
        </Index>
        <Button look="quiet" onClick={addMatter}>
          {words.addMatter}
        </Button>
      </section>
      <Show when={notOurs()}>
        <TextAreaField
          label={words.explanation}
          rows={2}
          required
          value={props.values.explanation}
          onInput={(value) => props.set({ explanation: value })}
          error={props.errorAt('told.explanation')}
        />
        <TextField
          label={words.competentBody}
          required
          value={props.values.competentBody}
          onInput={(value) => props.set({ competentBody: value })}
          error={props.errorAt('told.competentBody')}
        />
      </Show>
      <OnTheSpot {...props} />
      {text('guidance', words.guidance)}
      {text('suggestions', words.suggestions)}
      {text('weakLinks', words.weakLinks, 2, words.weakHint)}
      <Focus {...props} />
      <Signing {...props} />
      {props.foot}
    </form>
  );
}

function MatterPart(
  props: RecordFormProps & {
    matter: MatterValues;
    index: number;
    change: (part: Partial<MatterValues>) => void;
    remove: () => void;
  },
): JSX.Element {
  const path = (rest: string) => `matters.${props.index}.${rest}`;
  const facts = (part: Partial<MatterValues['facts']>) => props.change({ facts: { ...props.matter.facts, ...part } });
  const decision = () => decisionFor({ ...props.matter, handleAgain: false });
  const joins = () => props.matter.joins !== '';
  const choices = () => [
    { value: 'new', label: words.asNew },
    ...props.earlier.map(({ id, number, title }) => ({ value: id, label: `${words.joins(number)} ${title}` })),
  ];
  return (
    <fieldset class={styles.matter}>
      <legend>{words.matter(props.index + 1)}</legend>
      <Show when={props.earlier.length > 0}>
        <SelectField
          label={words.which}
          value={props.matter.joins === '' ? 'new' : props.matter.joins}
          choices={choices()}
          onChange={(value) => props.change({ joins: value === 'new' ? '' : value })}
          error={props.errorAt(path('caseId'))}
        />
      </Show>
      <Show when={!joins()}>
        <TextField
          label={receptionWords.matterTitle}
          required
          value={props.matter.title}
          onInput={(title) => props.change({ title })}
          error={props.errorAt(path('matter.title'))}
        />
        <TextAreaField
          label={receptionWords.demand}
          rows={2}
          required
          value={props.matter.demand}
          onInput={(demand) => props.change({ demand })}
          error={props.errorAt(path('matter.demand'))}
        />
        <ChoiceField
          legend={words.responsibility}
          name={`responsibility-${props.matter.id}`}
          value={props.matter.facts.responsibility}
          choices={responsibilities.map((value) => ({ value, label: responsibilityName(value) }))}
          onChange={(responsibility) =>
            props.change({ facts: { ...props.matter.facts, responsibility }, handlingUnitId: '' })
          }
        />
        <div class={styles.pair}>
          <SelectField
            label={receptionWords.kind}
            value={props.matter.facts.contentKind}
            choices={contentKinds.map((value) => ({ value, label: contentKindName(value) }))}
            onChange={(value) => value !== '' && facts({ contentKind: value })}
          />
          <SelectField
            label={words.prior}
            value={props.matter.facts.priorHandling}
            choices={priorHandlings.map((value) => ({ value, label: priorHandlingName(value) }))}
            onChange={(value) => value !== '' && facts({ priorHandling: value })}
          />
        </div>
        <Show when={props.matter.facts.priorHandling === 'concluded'}>
          <CheckField
            label={words.implemented}
            checked={props.matter.facts.opinionImplemented}
            onChange={(opinionImplemented) => facts({ opinionImplemented })}
          />
          <CheckField
            label={words.newFacts}
            checked={props.matter.facts.newFacts}
            onChange={(newFacts) => facts({ newFacts })}
          />
        </Show>
        <Show when={props.matter.facts.contentKind === 'accusation'}>
          <UnitPicker
            label={words.accused}
            units={props.units}
            value={props.matter.accusedUnitId}
            onChange={(accusedUnitId) => props.change({ accusedUnitId })}
            error={props.errorAt(path('matter.accusedUnitId'))}
          />
        </Show>
        <UnitPicker
          label={words.unit}
          required
          units={unitsFor(props.units, props.matter)}
          all={props.units}
          value={props.matter.handlingUnitId}
          onChange={(handlingUnitId) => props.change({ handlingUnitId })}
          error={props.errorAt(path('matter.handlingUnitId'))}
        />
      </Show>
      <Show when={props.matter.facts.priorHandling === 'replied'}>
        <CheckField
          label={words.asksReexamination}
          checked={props.matter.asksReexamination}
          onChange={(asksReexamination) => props.change({ asksReexamination })}
        />
      </Show>
      <CheckField
        label={words.raisedBefore}
        checked={props.matter.raisedBefore}
        onChange={(raisedBefore) => props.change({ raisedBefore })}
      />
      <Show when={!joins()}>
        <p class={styles.decision} data-testid="decision">
          <strong>{receptionOutcomeName(decision().outcome)}</strong>
          <span class="muted small">{citationsText(decision().citations)}</span>
        </p>
        <Show when={decision().outcome === 'notAcceptConcluded'}>
          <CheckField
            label={words.handleAgain}
            checked={props.matter.handleAgain}
            onChange={(handleAgain) => props.change({ handleAgain })}
          />
        </Show>
      </Show>
      <TextAreaField
        label={words.instruction}
        rows={2}
        required
        value={props.matter.instruction}
        onInput={(instruction) => props.change({ instruction })}
        error={props.errorAt(path('instruction'))}
      />
      <Show when={props.values.matters.length > 1}>
        <Button look="quiet" onClick={() => props.remove()}>
          {words.removeMatter}
        </Button>
      </Show>
    </fieldset>
  );
}

function OnTheSpot(props: RecordFormProps): JSX.Element {
  const set = (index: number, part: { what?: string; by?: string }) =>
    props.set({
      onTheSpot: props.values.onTheSpot.map((one, place) => (place === index ? { ...one, ...part } : one)),
    });
  return (
    <section aria-label={words.onTheSpot} class={styles.spots}>
      <h3>{words.onTheSpot}</h3>
      <Index each={props.values.onTheSpot}>
        {(item, index) => (
          <div class={styles.pair}>
            <TextField
              label={words.spotWhat}
              value={item().what}
              onInput={(what) => set(index, { what })}
              error={props.errorAt(`onTheSpot.${index}.what`)}
            />
            <TextField
              label={words.spotBy}
              value={item().by}
              onInput={(by) => set(index, { by })}
              error={props.errorAt(`onTheSpot.${index}.by`)}
            />
          </div>
        )}
      </Index>
      <Button look="quiet" onClick={() => props.set({ onTheSpot: [...props.values.onTheSpot, { what: '', by: '' }] })}>
        {words.addSpot}
      </Button>
    </section>
  );
}

function Focus(props: RecordFormProps): JSX.Element {
  const toggle = (tag: RecordValues['focus'][number], on: boolean) =>
    props.set({ focus: on ? [...props.values.focus, tag] : props.values.focus.filter((one) => one !== tag) });
  return (
    <fieldset class={styles.focus}>
      <legend>{words.focus}</legend>
      <For each={focusTags}>
        {(tag) => (
          <CheckField
            label={focusTagName(tag)}
            checked={props.values.focus.includes(tag)}
            onChange={(on) => toggle(tag, on)}
          />
        )}
      </For>
    </fieldset>
  );
}

function Signing(props: RecordFormProps): JSX.Element {
  const choices = () => [
    ...(props.signature === undefined ? [] : [{ value: 'onScreen' as const, label: words.signOn }]),
    { value: 'onPaper' as const, label: words.onPaper },
    { value: 'refused' as const, label: words.refusedSign },
  ];
  return (
    <>
      <ChoiceField
        legend={words.signature}
        name={`signature-${props.visitor.id}`}
        value={props.values.manner}
        choices={choices()}
        onChange={(manner) => props.set({ manner })}
        error={props.errorAt('signature')}
      />
      <Show when={props.values.manner === 'onScreen'}>{props.signature}</Show>
      <Show when={props.values.manner === 'refused'}>
        <TextField
          label={words.refusedWhy}
          required
          value={props.values.refusedWhy}
          onInput={(value) => props.set({ refusedWhy: value })}
          error={props.errorAt('signature.note')}
        />
      </Show>
    </>
  );
}
