import { type CaseCommand, type DomainEvent, nextIntakeStep, procedures } from '@huiyin/domain/cases';
import { citationsText, clockName, commandName, dateText, eventName } from '@huiyin/domain/messages';
import { weightyActs } from '@huiyin/domain/office';
import { createMemo, createSignal, For, type JSX, Show, untrack } from 'solid-js';
import { fieldWords, submitWords, commandFormMessages as words } from '../messages/commands.zh-CN.ts';
import { remedyWords } from '../messages/remedy.zh-CN.ts';
import { uiMessages, whyMessages } from '../messages/zh-CN.ts';
import { createDraft } from '../session/draft.ts';
import { Notice } from '../ui/Notice.tsx';
import { CommandField } from './CommandField.tsx';
import styles from './case.module.css';
import { type CaseFormProps, createCaseForm, FormButtons, foresee, seenIn } from './case-form.tsx';
import { commandFields, type FormCommand } from './command-fields.ts';
import { commandOf, initialValues, mended, missingIn, shownFields } from './command-values.ts';
import { DraftText } from './FileCard.tsx';
import { fieldContext, fieldText } from './field-context.ts';
import type { FieldSpec } from './field-spec.ts';
import { sendByKey } from './keys.ts';
import { ReexaminationText } from './ReexaminationText.tsx';
import { RelationPreview } from './RelatedCard.tsx';
import { Remedy } from './Remedy.tsx';
import { standingIn } from './standing.ts';
import { caseState, useDesk } from './world.ts';

/** Kinds whose answer lies outside the case: the server looks them up. */
const serverKinds: readonly string[] = ['person', 'case'];
/** Fields that name another case, however it is chosen. */
const otherCases: readonly string[] = ['intoId', 'otherId'];

/** Commands that bring two cases together or part them. */
const relations = ['mergeCases', 'unmergeCase', 'linkCases'] as const;
const relationOf = (command: string) => relations.find((one) => one === command);

/** Commands by which somebody answers for a reply that another wrote. */
const signs: readonly string[] = ['reviewReply', 'approveReply', 'issueReply'];
const reexamines: readonly string[] = ['reportReexamination', 'approveReexamination', 'decideReexamination'];

/** The form of any command on a case, by the description of its fields. */
export function CommandForm(props: CaseFormProps & { command: FormCommand }): JSX.Element {
  const desk = useDesk();
  const command = untrack(() => props.command);
  const fields: readonly FieldSpec[] = commandFields[command];
  const context = () => fieldContext(props.it, command, desk, props.today);
  const entries = fields.filter(({ kind }) => kind === 'entry').map(({ name }) => name);
  // a new entry's id is no answer of anybody
  const answers = fields.filter(({ kind }) => kind !== 'entry');
  const blank = () => initialValues(answers, context());
  const stands = () => standingIn(command, answers, context().state) ?? blank();
  // A letter's next step begins another form: what was typed for the one before is no draft of it.
  const step = command === 'recordIntakeStep' ? (nextIntakeStep(untrack(context).state) ?? '') : '';
  const name = [command, untrack(() => props.it.id), step].filter(Boolean).join('.');
  const draft = createDraft(name, () => untrack(() => initialValues(fields, context())), {
    given: entries,
    look: () => untrack(() => seenIn(props.it, stands())),
  });
  const shown = () => shownFields(fields, draft.values, context());
  const made = (version: number): CaseCommand => commandOf(command, shown(), draft.values, context(), version);
  const calledNow = (name: string) => fields.find((one) => one.name === name)?.called?.(draft.values) ?? name;
  /** The field that names another case; the version that was seen of it travels with it, and is nobody's words. */
  const other = fields.find(({ kind }) => kind === 'case')?.name;
  const idIn = (value: string | boolean | undefined) => String(value ?? '').split(' ')[0] ?? '';
  const spoken = () => (other === undefined ? draft.values : { ...draft.values, [other]: idIn(draft.values[other]) });
  const [shownOther, setShownOther] = createSignal<{ readonly id: string; readonly number: string | null }>();
  const textOf = (name: string, value: string | boolean): string => {
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    const numbered = name === other && shownOther()?.id === value ? shownOther()?.number : undefined;
    const field = fields.find((one) => one.name === name);
    return numbered ?? (field ? fieldText(field, value, context(), desk) : value);
  };
  /** How often another was faster: the case that is named is read anew then. */
  const [lost, setLost] = createSignal(0);
  const form = createCaseForm(props, {
    name,
    onConflict: () => setLost((times) => times + 1),
    fields: fields.map(({ name }) => name),
    serverFields: fields
      .filter(({ kind, name }) => serverKinds.includes(kind) || otherCases.includes(name))
      .map(({ name }) => name),
    missing: () => missingIn(shown(), draft.values),
    mend: (asked, name) => {
      const field = fields.find((one) => one.name === name);
      return field && mended(field, asked as CaseCommand, props.today); // a copy of the command this form makes
    },
    race: {
      values: spoken,
      stands,
      blank,
      set: (settled) => draft.set(settled),
      texts: fields.filter(({ kind }) => kind === 'long').map(({ name }) => name),
      labelOf: (name) => fieldWords(command, calledNow(name)).label,
      textOf,
    },
    done: words.done(commandName(command)),
    draft,
    confirm: () =>
      weightyActs.includes(command) || draft.values.decision === 'refuse'
        ? { act: submitWords(command, draft.values), body: remedyWords(command) }
        : undefined,
    command: made,
  });
  /** Another entry of the case brings its own words with it; a new one begins empty. */
  const change = (field: FieldSpec, value: string | boolean) => {
    draft.set(field.name, value);
    // who is not of the unit that is named now is not named any more
    for (const { name, people } of fields) {
      const offered = people?.(context(), draft.values).some(({ id }) => id === draft.values[name]);
      if (offered === false && draft.values[name] !== '') draft.set(name, '');
    }
    if (!field.stands || typeof value !== 'string') return;
    const stands = { ...blank(), ...field.stands(context().state, value) };
    for (const { name } of answers) draft.set(name, stands[name] ?? '');
  };
  /** A case that is named, without the version that travels with it. */
  const otherId = () => idIn(draft.values.intoId ?? draft.values.otherId);
  /** What is on the screen of it is what the person answers for. */
  const seeOther = (found: { readonly id: string; readonly version: number; readonly number: string | null }) => {
    setShownOther(found);
    const seen = `${found.id} ${found.version}`;
    if (other !== undefined && otherId() === found.id && draft.values[other] !== seen) draft.set(other, seen);
  };
  const outcome = createMemo(() => {
    if (Object.keys(missingIn(shown(), draft.values)).length > 0) return [];
    const decided = foresee(made(props.it.version), props.it, desk.world(props.today));
    return decided.ok ? decided.value : [];
  });

  return (
    <form
      class={styles.form}
      onSubmit={form.submit}
      onKeyDown={sendByKey}
      novalidate
      aria-label={submitWords(command, draft.values)}
    >
      <form.Notices />
      <Show when={command === 'draftReply' && caseState(props.it).review}>
        <Notice tone="caution">{words.draftedAnew}</Notice>
      </Show>
      <Show when={signs.includes(command)}>
        <div class={styles.judged}>
          <DraftText state={caseState(props.it)} />
        </div>
      </Show>
      <Show when={reexamines.includes(command)}>
        <div class={styles.judged}>
          <ReexaminationText state={caseState(props.it)} today={props.today} />
        </div>
      </Show>
      <For each={shown()}>
        {(field) => (
          <Show when={field.kind !== 'fixed'}>
            <CommandField
              command={command}
              field={field}
              value={draft.values[field.name] ?? ''}
              values={draft.values}
              context={context()}
              called={field.called?.(draft.values) ?? field.name}
              error={form.errorOf(field.name)}
              lost={lost()}
              onChange={(value) => change(field, value)}
            />
          </Show>
        )}
      </For>
      <Show when={relationOf(command)}>
        {(relation) => (
          <RelationPreview
            command={relation()}
            it={props.it}
            otherId={otherId()}
            today={props.today}
            lost={lost()}
            onSeen={seeOther}
          />
        )}
      </Show>
      <Outcome events={outcome()} today={props.today} />
      <p class={styles.basis}>{uiMessages.basis(citationsText(procedures[command].citations))}</p>
      <Remedy act={command} />
      <FormButtons submit={submitWords(command, draft.values)} busy={form.busy()} onCancel={props.onCancel} />
    </form>
  );
}

/** What will happen, before it is sent: the rules' own answer on this screen. */
function Outcome(props: { events: readonly DomainEvent[]; today: CaseFormProps['today'] }): JSX.Element {
  const said = (event: DomainEvent): string => {
    if (event.type === 'clockStarted' || event.type === 'clockChanged')
      return `${clockName(event.clock)}（${dateText(event.legalDue, props.today)}前${event.provisional ? `，${whyMessages.provisional}` : ''}）`;
    if (event.type === 'clockMet' || event.type === 'clockStopped')
      return `${eventName(event.type)}：${clockName(event.clock)}`;
    return eventName(event.type);
  };
  return (
    <Show when={props.events.length > 0}>
      <p class={styles.outcome}>
        <b>{words.willBe}</b> {props.events.map(said).join(' · ')}
        <small>{words.willBeHint}</small>
      </p>
    </Show>
  );
}
