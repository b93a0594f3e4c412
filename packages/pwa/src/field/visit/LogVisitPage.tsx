import { outreachModes, streamsOf } from '@huiyin/domain';
import { modeName } from '@huiyin/domain/messages';
import { useNavigate, useSearchParams } from '@solidjs/router';
import { createEffect, createSignal, type JSX, on, onCleanup, onMount, Show, untrack } from 'solid-js';
import { unwrap } from 'solid-js/store';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import { offlineMessages } from '../../messages/offline.zh-CN.ts';
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
import { useField } from '../session.ts';
import { timeText } from '../times.ts';
import { FollowUps } from './FollowUps.tsx';
import { Matters } from './Matters.tsx';
import { PhotoField } from './PhotoField.tsx';
import { PlaceField, RECENT_PLACES } from './PlaceField.tsx';
import { PositionField } from './PositionField.tsx';
import { SignatureField } from './SignatureField.tsx';
import { type DraftForm, useDraft } from './use-draft.ts';
import styles from './visit.module.css';
import { check, type FieldError, summaryOf } from './visit-context.ts';
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
  const { form, setForm } = draft;
  const [error, setError] = createSignal<FieldError>();
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [leaving, setLeaving] = createSignal(false);
  const errorAt = (path: string) => (error()?.path === path ? error()?.message : undefined);
  onMount(() => {
    document.title = words.newVisitTitle;
  });
  onCleanup(holdUpdates());
  // An error that has been mended does not stay on the page: what it was about is judged again with each change.
  createEffect(
    on(
      () => JSON.stringify(form),
      () => {
        if (untrack(error) === undefined) return;
        const result = check(field, unwrap(form));
        if (result.ok || result.error.path !== untrack(error)?.path) setError(undefined);
      },
      { defer: true },
    ),
  );

  const leave = () => navigate(draft.mends() === undefined ? '/field' : '/field/outbox', { replace: true });
  const save = async () => {
    setProblem(undefined);
    const result = check(field, unwrap(form));
    setError(result.ok ? undefined : result.error);
    if (!result.ok) {
      showError(result.error);
      return;
    }
    setBusy(true);
    try {
      const { command } = result;
      const { type: _named, ...payload } = command;
      const replaces = draft.mends();
      const commandId = uuidv7();
      await draft.flush();
      await saveItem(field.store, {
        commandId,
        type: command.type,
        payload,
        occurredAt: new Date().toISOString(),
        streams: streamsOf(command).map((stream) => `${stream.kind}:${stream.id}`),
        attachmentIds: command.attachments.map((one) => one.id),
        summary: summaryOf(field, command),
        draftId: draft.draftId,
        ...(replaces === undefined ? {} : { replaces }),
      });
      draft.close();
      await afterSave(commandId, command.placeUnitId);
    } catch (fault) {
      setBusy(false);
      setProblem(storeWords(fault));
    }
  };
  const afterSave = async (commandId: string, placeUnitId: string) => {
    void field.sync.kick();
    navigate(`/field?saved=${commandId}`, { replace: true });
    const recent = (await readMeta<string[]>(field.store, RECENT_PLACES)) ?? [];
    await writeMeta(
      field.store,
      RECENT_PLACES,
      [placeUnitId, ...recent.filter((id) => id !== placeUnitId)].slice(0, 8),
    );
    await askToPersist(field.store);
    await askForBackgroundSync();
  };
  const cancel = () => (isUntouched(unwrap(form)) && draft.savedAt() === undefined ? leave() : setLeaving(true));

  return (
    <div class={styles.screen}>
      <header class={styles.bar}>
        <button type="button" class={styles.cancel} onClick={cancel}>
          {words.cancel}
        </button>
        <h1 class={styles.title}>{draft.mends() === undefined ? words.newVisitTitle : words.mendVisitTitle}</h1>
        <span class={styles.net}>{connectionWords(field).split(' · ')[0]}</span>
      </header>
      <main class={styles.form}>
        <Show when={draft.ready()}>
          <PlaceField
            value={form.placeUnitId}
            onChange={(id) => setForm('placeUnitId', id)}
            error={errorAt('placeUnitId')}
          />
          <div class={styles.modes} data-path="mode">
            <ChoiceField
              legend={words.mode}
              name="mode"
              value={form.mode}
              choices={MODES}
              onChange={(mode) => setForm('mode', mode)}
              error={errorAt('mode')}
            />
          </div>
          <CheckField
            label={words.programmeHint}
            checked={form.programme}
            onChange={(programme) => setForm('programme', programme)}
          />
          <TextField
            label={words.visitedOn}
            type="date"
            max={field.today()}
            value={form.visitedOn}
            onInput={(visitedOn) => setForm('visitedOn', visitedOn)}
            error={errorAt('visitedOn')}
          />
          <TextField
            label={words.companions}
            hint={words.companionsHint}
            value={form.companions}
            onInput={(companions) => setForm('companions', companions)}
            error={error()?.path.startsWith('companions') ? error()?.message : undefined}
          />
          <TextAreaField
            label={words.observations}
            rows={4}
            value={form.observations}
            onInput={(observations) => setForm('observations', observations)}
            error={errorAt('observations')}
          />
          <Matters draft={draft} error={error()} />
          <FollowUps draft={draft} errorAt={errorAt} />
          <PhotoField draft={draft} error={error()?.path.startsWith('attachments') ? error()?.message : undefined} />
          <SignatureField draft={draft} />
          <PositionField value={form.position} onChange={(position) => setForm('position', position)} />
          <Show when={error()?.path === '' && error()}>{(one) => <p role="alert">{one().message}</p>}</Show>
        </Show>
      </main>
      <footer class={styles.footer}>
        <Show when={problem()}>
          {(text) => (
            <p class={styles.problem} role="alert">
              {text()}
            </p>
          )}
        </Show>
        <DraftLine draft={draft} />
        <Button look="primary" size="large" wide busy={busy()} disabled={!draft.ready()} onClick={() => void save()}>
          {busy() ? words.saving : words.save}
        </Button>
      </footer>
      <LeaveSheet draft={draft} open={leaving()} onStay={() => setLeaving(false)} onLeave={leave} />
    </div>
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
  if (!(fault instanceof StoreFault)) return offlineMessages.storeUnknown;
  return {
    full: offlineMessages.storeFull,
    blocked: offlineMessages.storeBlocked,
    unavailable: offlineMessages.storeUnavailable,
  }[fault.why];
}
