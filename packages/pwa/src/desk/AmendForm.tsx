import {
  contentKinds,
  kindsAllowed,
  type PlainDate,
  parsePlainDate,
  priorHandlings,
  responsibilities,
} from '@huiyin/domain';
import {
  type CaseChanges,
  type Channel,
  type PetitionCaseState,
  petitionerKinds,
  procedures,
  textLimits,
} from '@huiyin/domain/cases';
import {
  citationsText,
  commandFieldName,
  contentKindName,
  petitionerKindName,
  priorHandlingName,
  responsibilityName,
} from '@huiyin/domain/messages';
import { type JSX, Show, untrack } from 'solid-js';
import { amendCaseMessages as words } from '../messages/amend.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { createDraft } from '../session/draft.ts';
import { DateField } from '../ui/DateField.tsx';
import { CheckField, SelectField, TextAreaField, TextField } from '../ui/Field.tsx';
import { UnitPicker } from '../ui/UnitPicker.tsx';
import { valueText } from '../ui/value-text.ts';
import styles from './case.module.css';
import { type CaseFormProps, createCaseForm, FormButtons, seenIn } from './case-form.tsx';
import { sendByKey } from './keys.ts';
import { Remedy } from './Remedy.tsx';
import { caseState, useDesk } from './world.ts';

const FIELDS = [
  ...['title', 'demand', 'earlierHandling', 'referral', 'kind', 'name', 'phone', 'relation', 'receivedOn', 'facts'],
  ...['contentKind', 'responsibility', 'priorHandling', 'handlingUnitId', 'accusedUnitId', 'reason'],
  ...['from', 'number', 'sentOn', 'dueOn', 'externalNumber', 'urgent'],
];

/** The register as it stands. Name and phone are masked here: what is not typed anew stays as it is. */
function initial({ matter, receivedOn, handlingUnitId, incoming, hotline }: PetitionCaseState) {
  const { title, demand, earlierHandling, petitioner, facts } = matter;
  return {
    ...{ title, demand, earlierHandling, referral: matter.referral ?? '', reason: '' },
    ...{ kind: petitioner.kind as string, anonymous: petitioner.anonymous, name: '', phone: '' },
    relation: petitioner.relation ?? '',
    ...{ receivedOn: receivedOn as string, handlingUnitId, accusedUnitId: matter.accusedUnitId ?? '' },
    contentKind: facts.contentKind as string,
    responsibility: facts.responsibility as string,
    priorHandling: facts.priorHandling as string,
    ...{ opinionImplemented: facts.opinionImplemented, newFacts: facts.newFacts },
    ...{ from: incoming?.from ?? '', number: incoming?.number ?? '', sentOn: (incoming?.sentOn ?? '') as string },
    ...{ externalNumber: hotline?.externalNumber ?? '', urgent: hotline?.urgent ?? false },
    // a case has been passed on from above or by the 12345 centre, never both
    dueOn: (hotline?.dueOn ?? incoming?.dueOn ?? '') as string,
  };
}
type Values = ReturnType<typeof initial>;

const pick = <T extends string>(choices: readonly T[], given: string): T | undefined =>
  choices.find((one) => one === given);

/** What stands of a form's parts otherwise than before, as it was typed: what is no date travels to be refused with its sentence. */
function parts(values: Values, was: Values, names: readonly (keyof Values)[]): Record<string, string | boolean> {
  const typed = (value: string | boolean) => (typeof value === 'string' ? value.trim() : value);
  return Object.fromEntries(
    names.filter((name) => values[name] !== was[name]).map((name) => [name, typed(values[name])]),
  );
}

/** Only what the form says otherwise than the register. */
function changesOf(values: Values, state: PetitionCaseState): CaseChanges {
  const was = initial(state);
  const texts = (['title', 'demand', 'earlierHandling', 'referral'] as const).filter(
    (name) => values[name] !== was[name],
  );
  const kind = pick(petitionerKinds, values.kind);
  const petitioner = {
    ...(kind === undefined || kind === was.kind ? {} : { kind }),
    ...(values.anonymous === was.anonymous ? {} : { anonymous: values.anonymous }),
    ...(values.name.trim() === '' ? {} : { name: values.name.trim() }),
    ...(values.phone.trim() === '' ? {} : { phone: values.phone.trim() }),
    ...(values.relation === was.relation ? {} : { relation: values.relation }),
  };
  const { facts } = state.matter;
  const wanted = {
    contentKind: pick(contentKinds, values.contentKind) ?? facts.contentKind,
    responsibility: pick(responsibilities, values.responsibility) ?? facts.responsibility,
    priorHandling: pick(priorHandlings, values.priorHandling) ?? facts.priorHandling,
    opinionImplemented: values.opinionImplemented,
    newFacts: values.newFacts,
  };
  const rerouted = Object.entries(wanted).some(([name, value]) => facts[name as keyof typeof facts] !== value); // its own names
  const units = (['handlingUnitId', 'accusedUnitId'] as const).filter((name) => values[name] !== was[name]);
  const date = parsePlainDate(values.receivedOn);
  const paper = state.hotline
    ? { hotline: parts(values, was, ['externalNumber', 'dueOn', 'urgent']) }
    : { incoming: parts(values, was, ['from', 'number', 'sentOn', 'dueOn']) };
  const papered = Object.values(paper).some((one) => Object.keys(one).length > 0);
  return {
    ...Object.fromEntries(texts.map((name) => [name, values[name]])),
    ...(Object.keys(petitioner).length === 0 ? {} : { petitioner }),
    ...(rerouted ? { facts: wanted } : {}),
    ...(papered ? paper : {}),
    ...Object.fromEntries(units.map((name) => [name, values[name]])),
    // What is no date travels to be refused with its sentence.
    ...(values.receivedOn === was.receivedOn
      ? {}
      : { receivedOn: date.ok ? date.value : (values.receivedOn as PlainDate) }),
  };
}

/** 更正登记: the register as it stands, to be put right; what stood there before is kept with the reason. */
export function AmendForm(props: CaseFormProps): JSX.Element {
  const desk = useDesk();
  const state = () => caseState(props.it);
  const name = untrack(() => `amendCase.${props.it.id}`);
  const draft = createDraft(name, () => untrack(() => initial(state())), {
    look: () => untrack(() => seenIn(props.it, initial(state()))),
  });
  const values = () => draft.values;
  const form = createCaseForm(props, {
    name,
    fields: FIELDS,
    // Whether a name is there only the server knows: here it is masked.
    serverFields: ['name'],
    mend: () => undefined,
    done: words.done,
    draft,
    race: {
      values,
      stands: () => initial(state()),
      blank: () => draft.seen().base,
      set: (settled) => draft.set(settled),
      texts: ['demand', 'earlierHandling'],
      // as the form itself calls it
      labelOf: (field) => (field === 'title' ? words.subject : commandFieldName(field)),
      textOf: (field, value) => desk.units().find(({ id }) => id === value)?.name ?? valueText(field, value),
    },
    command: (expectedVersion) => ({
      type: 'amendCase',
      caseId: props.it.id,
      expectedVersion,
      changes: changesOf(draft.values, state()),
      reason: draft.values.reason.trim(),
    }),
  });
  const text = (name: 'title' | 'name' | 'phone' | 'relation' | 'referral', label: string, hint?: string) => (
    <TextField
      label={label}
      hint={hint}
      value={values()[name]}
      onInput={(value) => draft.set(name, value)}
      error={form.errorOf(name)}
      autocomplete="off"
      {...(name === 'title' ? { maxlength: textLimits.title } : {})}
    />
  );
  const long = (name: 'demand' | 'earlierHandling', label: string) => (
    <TextAreaField
      label={label}
      rows={name === 'demand' ? 5 : 2}
      value={values()[name]}
      onInput={(value) => draft.set(name, value)}
      error={form.errorOf(name)}
    />
  );
  const now = (value: string | undefined) => words.now(value === undefined || value === '' ? words.none : value);
  return (
    <form class={styles.form} onSubmit={form.submit} onKeyDown={sendByKey} novalidate aria-label={words.title}>
      <form.Notices />
      {text('title', words.subject)}
      {long('demand', words.demand)}
      {long('earlierHandling', words.earlierHandling)}
      {text('referral', words.referral)}
      <details class={styles.folded}>
        <summary>{words.person}</summary>
        <div class={styles.form}>
          <SelectField
            label={words.kind}
            value={values().kind}
            choices={petitionerKinds.map((value) => ({ value: value as string, label: petitionerKindName(value) }))}
            onChange={(value) => draft.set('kind', value)}
          />
          <CheckField
            label={words.anonymous}
            checked={values().anonymous}
            onChange={(checked) => draft.set('anonymous', checked)}
          />
          {text('name', words.name, now(state().matter.petitioner.name))}
          {text('phone', words.phone, now(state().matter.petitioner.phone))}
          {text('relation', words.relation)}
        </div>
      </details>
      <Show
        when={desk.viewer().role !== 'departmentClerk'}
        fallback={<p class={styles.basis}>{words.placingOffice}</p>}
      >
        <Show when={state().hotline || paperChannels.includes(state().channel)}>
          <details class={styles.folded}>
            <summary>{state().hotline ? words.order : words.paper}</summary>
            <Paper of={state()} today={props.today} values={values()} set={draft.set} errorOf={form.errorOf} />
          </details>
        </Show>
        <details class={styles.folded}>
          <summary>{words.placing}</summary>
          <Placing today={props.today} values={values()} set={draft.set} errorOf={form.errorOf} />
        </details>
      </Show>
      <TextField
        label={words.reason}
        hint={words.reasonHint}
        value={values().reason}
        onInput={(value) => draft.set('reason', value)}
        error={form.errorOf('reason')}
        required
      />
      <p class={styles.basis}>{words.kept}</p>
      <p class={styles.basis}>{uiMessages.basis(citationsText(procedures.amendCase.citations))}</p>
      <Remedy act="amendCase" />
      <FormButtons submit={words.submit} busy={form.busy()} onCancel={props.onCancel} />
    </form>
  );
}

/** Where something was sent from, with a paper or message that says so. */
const paperChannels: readonly Channel[] = ['letter', 'email', 'fax', 'online', 'transferred'];

/** What a part of the form needs of the whole. */
interface PartProps {
  today: PlainDate;
  values: Values;
  set: (name: keyof Values, value: string | boolean) => void;
  errorOf: (name: string) => string | undefined;
}

/** What others have said of the matter: who passed it on (R65), the order of the 12345 centre (R80). */
function Paper(props: PartProps & { of: PetitionCaseState }): JSX.Element {
  const passedOn = () => props.of.channel === 'transferred';
  const text = (name: 'from' | 'number' | 'externalNumber', label: string) => (
    <TextField
      label={label}
      value={props.values[name]}
      onInput={(value) => props.set(name, value)}
      error={props.errorOf(name)}
      autocomplete="off"
    />
  );
  const date = (name: 'sentOn' | 'dueOn', label: string) => (
    <DateField
      label={label}
      today={props.today}
      value={props.values[name]}
      onInput={(value) => props.set(name, value)}
      error={props.errorOf(name)}
    />
  );
  return (
    <div class={styles.form}>
      <Show
        when={props.of.hotline}
        fallback={
          <>
            {text('from', passedOn() ? words.sender : words.from)}
            {text('number', passedOn() ? words.senderNumber : words.number)}
            {date('sentOn', passedOn() ? words.senderSentOn : words.sentOn)}
            <Show when={passedOn()}>
              {date('dueOn', words.senderDue)}
              <p class={styles.basis}>{words.paperHint}</p>
            </Show>
          </>
        }
      >
        {text('externalNumber', words.externalNumber)}
        {date('dueOn', words.centreDue)}
        <CheckField
          label={words.urgent}
          checked={props.values.urgent}
          onChange={(checked) => props.set('urgent', checked)}
        />
        <p class={styles.basis}>{words.orderHint}</p>
      </Show>
    </div>
  );
}

/** From when the time counts, what kind of matter it is, and who has it (R25–R31, Art 30). */
function Placing(props: PartProps): JSX.Element {
  const desk = useDesk();
  const choices = <T extends string>(ids: readonly T[], label: (id: T) => string) =>
    ids.map((value) => ({ value: value as string, label: label(value) }));
  const mayHandle = () => {
    const contentKind = pick(contentKinds, props.values.contentKind) ?? 'appeal';
    const responsibility = pick(responsibilities, props.values.responsibility) ?? 'municipal';
    const kinds = kindsAllowed({ contentKind, responsibility });
    return desk.units().filter(({ kind }) => kinds.includes(kind));
  };
  const select = (
    name: 'contentKind' | 'responsibility' | 'priorHandling',
    label: string,
    all: ReturnType<typeof choices>,
  ) => (
    <SelectField label={label} value={props.values[name]} choices={all} onChange={(value) => props.set(name, value)} />
  );
  return (
    <div class={styles.form}>
      <p class={styles.basis}>{words.placingHint}</p>
      <DateField
        label={words.receivedOn}
        today={props.today}
        value={props.values.receivedOn}
        onInput={(value) => props.set('receivedOn', value)}
        error={props.errorOf('receivedOn')}
      />
      {select('contentKind', words.contentKind, choices(contentKinds, contentKindName))}
      {select('responsibility', words.responsibility, choices(responsibilities, responsibilityName))}
      {select('priorHandling', words.priorHandling, choices(priorHandlings, priorHandlingName))}
      <Show when={props.values.priorHandling === 'concluded'}>
        <CheckField
          label={words.opinionImplemented}
          checked={props.values.opinionImplemented}
          onChange={(checked) => props.set('opinionImplemented', checked)}
        />
        <CheckField
          label={words.newFacts}
          checked={props.values.newFacts}
          onChange={(checked) => props.set('newFacts', checked)}
        />
      </Show>
      <Show when={props.errorOf('facts')}>{(fault) => <p role="alert">{fault()}</p>}</Show>
      <UnitPicker
        label={words.handlingUnit}
        value={props.values.handlingUnitId}
        units={mayHandle()}
        all={desk.units()}
        onChange={(value) => props.set('handlingUnitId', value)}
        error={props.errorOf('handlingUnitId')}
      />
      <Show when={props.values.contentKind === 'accusation'}>
        <UnitPicker
          label={words.accusedUnit}
          emptyWord={uiMessages.choose}
          value={props.values.accusedUnitId}
          units={desk.units()}
          onChange={(value) => props.set('accusedUnitId', value)}
          error={props.errorOf('accusedUnitId')}
        />
      </Show>
    </div>
  );
}
