import { type LogOutreachVisit, outreachModes, streamsOf, textLimits } from '@huiyin/domain/cases';
import { modeName } from '@huiyin/domain/messages';
import { useNavigate, useSearchParams } from '@solidjs/router';
import { createEffect, createSignal, For, type JSX, on, onCleanup, onMount, Show, untrack } from 'solid-js';
import { unwrap } from 'solid-js/store';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import { offlineMessages, storeTroubleWords } from '../../messages/offline.zh-CN.ts';
import { StoreFault } from '../../offline/database.ts';
import { saveItem } from '../../offline/outbox.ts';
import { askForBackgroundSync } from '../../offline/run.ts';
import { askToPersist, readMeta, writeMeta } from '../../offline/store.ts';
import { uuidv7 } from '../../offline/uuid.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField, ChoiceField, TextAreaField, TextField } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { holdUpdates } from '../../update.ts';
import { connectionWords } from '../Connection.tsx';
import { type FieldSession, useField } from '../session.ts';
import { timeText } from '../times.ts';
import { FollowUps } from './FollowUps.tsx';
import { Matters } from './Matters.tsx';
import { ModeFields, tooLong } from './ModeFields.tsx';
import { PhotoField } from './PhotoField.tsx';
import { PlaceField, RECENT_PLACES } from './PlaceField.tsx';
import { PositionField } from './PositionField.tsx';
import { SignatureField } from './SignatureField.tsx';
import { type DraftForm, useDraft } from './use-draft.ts';
import { VoiceField } from './VoiceField.tsx';
import styles from './visit.module.css';
import { check, errorsOfNoField, type FieldError, stillStanding, summaryOf } from './visit-context.ts';
import { isUntouched } from './visit-form.ts';

const MODES = outreachModes.map((value) => ({ value, label: modeName(value) }));

/** 记一次下访 (R20–R22): one page, kept on the phone while typing, saved with or without a signal. */
export default function LogVisitPage(): JSX.Element {
  const [search, setSearch] = useSearchParams<{ draft?: string; mend?: string }>();
  // The draft's name stands in the address: a reload or a kill comes back to the same one.
  if (search.draft === undefined) setSearch({ draft: uuidv7() }, { replace: true });
  return (
    <Show when={search.draft} keyed>
      {(draftId) => <VisitFormPage draftId={draftId} mend={search.mend} />}
    </Show>
  );
}

function VisitFormPage(props: { draftId: string; mend: string | undefined }): JSX.Element {
  const field = useField();
  const navigate = useNavigate();
  // A page has one draft for its whole life (it is keyed by it).
  const draft = useDraft(field.store, props.draftId, field.today(), props.mend);
  const { form } = draft;
  const [errors, setErrors] = createSignal<readonly FieldError[]>([]);
  // Where the last try to save leads the eye; a matter opens its sheet.
  const [first, setFirst] = createSignal<FieldError>();
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [leaving, setLeaving] = createSignal(false);
  onMount(() => {
    document.title = words.newVisitTitle;
  });
  onCleanup(holdUpdates());
  // An error that has been mended does not stay on the page: what it was about is judged again with each change.
  createEffect(
    on(
      () => JSON.stringify(form),
      () => {
        const shown = untrack(errors);
        if (shown.length === 0) return;
        const result = check(field, unwrap(form));
        setErrors(result.ok ? [] : stillStanding(shown, result.errors));
      },
      { defer: true },
    ),
  );

  const leave = () => navigate(draft.mends() === undefined ? '/field' : '/field/outbox', { replace: true });
  const save = async () => {
    setProblem(undefined);
    const result = check(field, unwrap(form));
    setErrors(result.ok ? [] : result.errors);
    if (!result.ok) {
      // A new object each time: the same fault leads there again.
      const [at] = result.errors;
      setFirst(at === undefined ? undefined : { ...at });
      if (at !== undefined) showError(at);
      return;
    }
    setBusy(true);
    try {
      const commandId = await saveVisit(field, draft, result.command);
      void field.sync.kick();
      navigate(`/field?saved=${commandId}`, { replace: true });
      await afterSave(field, result.command.placeUnitId);
    } catch (fault) {
      setBusy(false);
      setProblem(storeWords(fault));
    }
  };
  const mine = () => draft.holder() === 'here';
  const cancel = () =>
    !mine() || (isUntouched(unwrap(form)) && draft.savedAt() === undefined) ? leave() : setLeaving(true);
  // Saved or thrown away in the other window: nothing is left to look at here.
  createEffect(() => {
    if (draft.holder() === 'gone') leave();
  });

  return (
    <div class={styles.screen}>
      <header class={styles.bar}>
        <button type="button" class={styles.cancel} onClick={cancel}>
          {words.cancel}
        </button>
        <h1 class={styles.title}>{draft.mends() === undefined ? words.newVisitTitle : words.mendVisitTitle}</h1>
        <span class={styles.net}>{connectionWords(field).split(' · ')[0]}</span>
      </header>
      <Show when={draft.holder() === 'elsewhere'}>
        <div class={styles.elsewhere} role="status" data-testid="draft-elsewhere">
          <p>{words.draftElsewhere}</p>
          <Button onClick={() => void draft.takeOver()}>{words.draftTakeOver}</Button>
        </div>
      </Show>
      <main>
        <div class={styles.form} inert={!mine()}>
          <Show when={draft.ready()}>
            <VisitFields draft={draft} errors={errors()} first={first()} />
          </Show>
        </div>
      </main>
      <footer class={styles.footer}>
        <Show when={problem()}>
          {(text) => (
            <p class={styles.problem} role="alert">
              {text()}
            </p>
          )}
        </Show>
        <Show when={errors().length > 1}>
          <p class={styles.problem} role="alert" data-testid="to-fix">
            {words.toFix(errors().length)}
          </p>
        </Show>
        <DraftLine draft={draft} />
        <Button
          look="primary"
          size="large"
          wide
          busy={busy()}
          disabled={!draft.ready() || !mine()}
          onClick={() => void save()}
        >
          {busy() ? words.saving : words.save}
        </Button>
      </footer>
      <LeaveSheet draft={draft} open={leaving()} onStay={() => setLeaving(false)} onLeave={leave} />
    </div>
  );
}

/** Puts the visit into the outbox, in one transaction with its photos and the end of its draft. Returns the commandId. */
async function saveVisit(field: FieldSession, draft: DraftForm, command: LogOutreachVisit): Promise<string> {
  const { type, ...payload } = command;
  const replaces = draft.mends();
  const commandId = uuidv7();
  await draft.flush();
  await saveItem(field.store, {
    commandId,
    type,
    payload,
    occurredAt: new Date().toISOString(),
    streams: streamsOf(command).map((stream) => `${stream.kind}:${stream.id}`),
    attachmentIds: command.attachments.map((one) => one.id),
    summary: summaryOf(field, command),
    draftId: draft.draftId,
    ...(replaces === undefined ? {} : { replaces }),
  });
  draft.close();
  return commandId;
}

/** What follows a save: the place goes to the top of the recent ones, and the browser is asked to keep the store. */
async function afterSave(field: FieldSession, placeUnitId: string): Promise<void> {
  const recent = (await readMeta<string[]>(field.store, RECENT_PLACES)) ?? [];
  await writeMeta(field.store, RECENT_PLACES, [placeUnitId, ...recent.filter((id) => id !== placeUnitId)].slice(0, 8));
  await askToPersist(field.store);
  await askForBackgroundSync();
}

/** The fields of a visit, in the order in which one meets them. */
function VisitFields(props: {
  draft: DraftForm;
  errors: readonly FieldError[];
  first: FieldError | undefined;
}): JSX.Element {
  const field = useField();
  const form = () => props.draft.form;
  const errorAt = (path: string) => props.errors.find((error) => error.path === path)?.message;
  const errorIn = (part: string) => props.errors.find((error) => error.path.split('.')[0] === part)?.message;
  return (
    <>
      <PlaceField
        value={form().placeUnitId}
        onChange={(id) => props.draft.setForm('placeUnitId', id)}
        error={errorAt('placeUnitId')}
      />
      <div class={styles.modes} data-path="mode">
        <ChoiceField
          legend={words.mode}
          name="mode"
          value={form().mode}
          choices={MODES}
          onChange={(mode) => props.draft.setForm('mode', mode)}
          error={errorAt('mode')}
        />
      </div>
      <ModeFields draft={props.draft} errorAt={errorAt} />
      <CheckField
        label={words.programmeHint}
        checked={form().programme}
        onChange={(programme) => props.draft.setForm('programme', programme)}
      />
      <TextField
        label={words.visitedOn}
        type="date"
        max={field.today()}
        value={form().visitedOn}
        onInput={(visitedOn) => props.draft.setForm('visitedOn', visitedOn)}
        error={errorAt('visitedOn')}
      />
      <TextField
        label={words.companions}
        hint={words.companionsHint}
        value={form().companions}
        onInput={(companions) => props.draft.setForm('companions', companions)}
        error={errorIn('companions')}
      />
      <TextAreaField
        label={words.observations}
        rows={4}
        value={form().observations}
        onInput={(observations) => props.draft.setForm('observations', observations)}
        error={errorAt('observations') ?? tooLong(form().observations, textLimits.long)}
      />
      <Matters draft={props.draft} errors={props.errors} first={props.first} />
      <FollowUps draft={props.draft} errorAt={errorAt} />
      <PhotoField draft={props.draft} error={errorIn('attachments')} />
      <VoiceField draft={props.draft} />
      <SignatureField draft={props.draft} errorAt={errorAt} />
      <PositionField draft={props.draft} />
      <For each={errorsOfNoField(props.errors)}>
        {(error) => (
          <p class={styles.error} role="alert">
            {error.message}
          </p>
        )}
      </For>
    </>
  );
}

/** Says when the draft was last on the disk; nothing stronger than the truth. */
function DraftLine(props: { draft: DraftForm }): JSX.Element {
  const line = () => {
    if (props.draft.failed()) return words.draftFailed;
    const at = props.draft.savedAt();
    return at === undefined ? words.draftNotYet : words.draftSaved(timeText(at));
  };
  const metres = () => props.draft.form.position?.accuracyMetres;
  return (
    <p class={styles.draftLine} data-testid="draft-line">
      <span class={props.draft.failed() ? styles.failed : undefined} role={props.draft.failed() ? 'alert' : undefined}>
        {line()}
      </span>
      <Show when={metres() !== undefined}>
        <span>{words.positionGot(Math.round(metres() ?? 0))}</span>
      </Show>
    </p>
  );
}

function LeaveSheet(props: { draft: DraftForm; open: boolean; onStay: () => void; onLeave: () => void }): JSX.Element {
  const [sure, setSure] = createSignal(false);
  const keep = async () => {
    await props.draft.flush();
    props.onLeave();
  };
  const discard = async () => {
    if (!sure()) {
      setSure(true);
      return;
    }
    await props.draft.drop();
    props.onLeave();
  };
  const stay = () => {
    setSure(false);
    props.onStay();
  };
  return (
    <Sheet open={props.open} title={words.leaveTitle} onClose={stay}>
      <p>{sure() ? words.discardSureBody : words.leaveBody}</p>
      <div class={styles.sheetActions}>
        <Button look="primary" wide onClick={() => void keep()}>
          {words.keepDraft}
        </Button>
        <Button wide onClick={stay}>
          {words.goOn}
        </Button>
        <Button look="danger" wide onClick={() => void discard()}>
          {sure() ? words.discardSure : words.discardDraft}
        </Button>
      </div>
    </Sheet>
  );
}

/** Brings the field at fault into sight and gives it the focus; a matter opens its sheet by itself. */
function showError(error: FieldError): void {
  requestAnimationFrame(() => {
    const place = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(error.path)}"]`);
    const target =
      place?.querySelector<HTMLElement>('input, textarea, select, button') ??
      document.querySelector<HTMLElement>('[aria-invalid="true"], fieldset:has([role="alert"]) input');
    target?.focus();
    (place ?? target)?.scrollIntoView({ block: 'center' });
  });
}

function storeWords(fault: unknown): string {
  return fault instanceof StoreFault ? storeTroubleWords[fault.why] : offlineMessages.storeUnknown;
}
