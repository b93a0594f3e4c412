import { textLimits } from '@huiyin/domain/cases';
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import { visitWords as words } from '../../messages/visit.zh-CN.ts';
import { type PhoneCase, readKnownCases } from '../../offline/pull.ts';
import { TextAreaField, TextField } from '../../ui/Field.tsx';
import { UnitPicker } from '../../ui/UnitPicker.tsx';
import { useField } from '../session.ts';
import type { DraftForm } from './use-draft.ts';
import styles from './visit.module.css';
import { isAboutCase, type VisitForm } from './visit-form.ts';

type Text = 'done' | 'findings' | 'participants' | 'points' | 'topic' | 'notes';

/** What the chosen mode asks for beside what every visit records (R20). */
export function ModeFields(props: { draft: DraftForm; errorAt: (path: string) => string | undefined }): JSX.Element {
  const form = () => props.draft.form;
  const set = (key: Text) => (value: string) => props.draft.setForm(key, value);
  const error = (key: string, limit: number) =>
    props.errorAt(`details.${key}`) ?? tooLong(String(Object(form())[key] ?? ''), limit);
  return (
    <Switch>
      <Match when={isAboutCase(form().mode) && form().mode}>
        {(mode) => (
          <>
            <CaseField
              label={words.aboutCase[mode() as keyof typeof words.aboutCase] /* isAboutCase said which two */}
              value={form().about}
              onChange={(about) => props.draft.setForm('about', about)}
              error={props.errorAt('details.caseId')}
            />
            <Show
              when={mode() === 'contractedCase'}
              fallback={
                <div data-path="details.findings">
                  <TextAreaField
                    label={words.findings}
                    hint={words.findingsHint}
                    value={form().findings}
                    onInput={set('findings')}
                    error={error('findings', textLimits.long)}
                  />
                </div>
              }
            >
              <div data-path="details.done">
                <TextAreaField
                  label={words.done}
                  hint={words.doneHint}
                  value={form().done}
                  onInput={set('done')}
                  error={error('done', textLimits.long)}
                />
              </div>
            </Show>
          </>
        )}
      </Match>
      <Match when={form().mode === 'discussionVisit'}>
        <TextField
          label={words.participants}
          hint={words.participantsHint}
          optionalWord={words.optional}
          value={form().participants}
          onInput={set('participants')}
          error={props.errorAt('details.participants')}
        />
        <TextAreaField
          label={words.points}
          hint={words.pointsHint}
          optionalWord={words.optional}
          value={form().points}
          onInput={set('points')}
          error={props.errorAt('details.points')}
        />
      </Match>
      <Match when={form().mode === 'survey'}>
        <TextField
          label={words.topic}
          optionalWord={words.optional}
          value={form().topic}
          onInput={set('topic')}
          error={error('topic', textLimits.short)}
        />
        <TextAreaField
          label={words.notes}
          optionalWord={words.optional}
          value={form().notes}
          onInput={set('notes')}
          error={error('notes', textLimits.long)}
        />
      </Match>
    </Switch>
  );
}

/** Said while one writes (or pastes a whole document), before any button: how much is too much. Undefined while it fits. */
export function tooLong(text: string, limit: number): string | undefined {
  // Characters as people count them matter only near the limit.
  const length = text.length > limit && text.length < limit * 2 ? [...text].length : text.length;
  return length > limit ? words.tooLong(length, limit) : undefined;
}

/** One of the cases kept on this phone, by number, matter or unit. */
function CaseField(props: {
  label: string;
  value: VisitForm['about'];
  onChange: (about: VisitForm['about']) => void;
  error: string | undefined;
}): JSX.Element {
  const field = useField();
  // no resource: while one is read the whole page would wait, and the keys would be lost
  const [cases, setCases] = createSignal<readonly PhoneCase[]>();
  void readKnownCases(field.store).then(setCases);
  const searched = () =>
    (cases() ?? []).map(({ id, number, title }) => ({ id, name: `${number} ${title}`, parentId: null, initials: '' }));
  const choose = (id: string) => {
    const found = cases()?.find((one) => one.id === id);
    const unit = field.units()?.value.find((one) => one.id === found?.handlingUnitId);
    if (found !== undefined) props.onChange(aboutOf(found, found.meantUnit?.name ?? unit?.name ?? ''));
  };
  return (
    <section class={styles.field} aria-label={props.label} data-path="details.caseId">
      <Show
        when={props.value}
        fallback={
          <>
            <UnitPicker
              label={props.label}
              hint={words.caseSearch}
              required
              units={searched()}
              value=""
              onChange={choose}
              error={props.error}
            />
            <Show when={cases()?.length === 0}>
              <p class={styles.sub}>{words.caseNone}</p>
            </Show>
          </>
        }
      >
        {(about) => (
          <>
            <span class={styles.label}>{props.label}</span>
            <div class={styles.chosen} data-testid="case-chosen">
              <div>
                <strong>{about().title || words.caseGone}</strong>
                <div class={styles.sub}>{[about().number, about().unitName].filter(Boolean).join(' · ')}</div>
              </div>
              <button type="button" class={styles.textButton} onClick={() => props.onChange(null)}>
                {words.caseChange}
              </button>
            </div>
            <Show when={props.error}>{(error) => <p class={styles.error}>{error()}</p>}</Show>
          </>
        )}
      </Show>
    </section>
  );
}

function aboutOf({ id, number, title, receivedOn }: PhoneCase, unitName: string): NonNullable<VisitForm['about']> {
  return { caseId: id, number, title, unitName, receivedOn };
}
