import type { PlainDate } from '@huiyin/domain';
import type { Attachment } from '@huiyin/domain/cases';
import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { createStore, reconcile, type SetStoreFunction, unwrap } from 'solid-js/store';
import { dropDraft, findDraft, keepAttachment, saveDraft } from '../../offline/drafts.ts';
import { findItem } from '../../offline/outbox.ts';
import type { PhoneStore } from '../../offline/store.ts';
import type { StoredAttachment, StoredDraft } from '../../offline/types.ts';
import { uuidv7 } from '../../offline/uuid.ts';
import { createHolder, type Holder } from './draft-holder.ts';
import type { PreparedFile } from './photo.ts';
import { emptyVisit, fromCommand, isUntouched, type VisitForm } from './visit-form.ts';

const QUIET_MS = 300;

/** A form that keeps itself on the phone while it is written. */
export interface DraftForm {
  readonly draftId: string;
  readonly form: VisitForm;
  readonly setForm: SetStoreFunction<VisitForm>;
  /** The refused item that this draft mends. */
  readonly mends: () => string | undefined;
  /** When the draft was last on the disk (epoch ms); undefined while nothing has been kept. */
  readonly savedAt: () => number | undefined;
  /** True when keeping the draft failed: the screen must not say it is safe. */
  readonly failed: () => boolean;
  readonly ready: () => boolean;
  /** Whose the draft is: only one window writes it. */
  readonly holder: () => Holder;
  /** Goes on with the draft here: the other window writes down what it has and lets go. */
  takeOver(): Promise<void>;
  /** Writes what is pending now. */
  flush(): Promise<void>;
  /**
   * Keeps a file at once, in one transaction with the draft that names it. A signature or voice note takes the place of
   * the one before; so does a photo, in its place in the order, when it says which (`inPlaceOf`).
   */
  keepFile(file: PreparedFile, about: Kept, inPlaceOf?: string): Promise<Attachment>;
  /** Throws the draft away; nothing is written any more. */
  drop(): Promise<void>;
  /** Nothing is written any more: the form has been saved into the outbox. */
  close(): void;
}

/** What is said of a file beside its bytes. */
type Kept = Omit<Attachment, 'id' | 'sha256' | 'size' | 'mime'>;

/** Opens the draft `draftId`, or begins it; `mends` names the refused item to start from. */
export function useDraft(store: PhoneStore, draftId: string, today: PlainDate, mends?: string): DraftForm {
  const [form, setForm] = createStore<VisitForm>(emptyVisit(today));
  const [savedAt, setSavedAt] = createSignal<number>();
  const [failed, setFailed] = createSignal(false);
  const [ready, setReady] = createSignal(false);
  const [mended, setMended] = createSignal(mends);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let writing: Promise<void> = Promise.resolve();

  const record = (): StoredDraft => {
    const old = mended();
    // A copy: the store's own object goes on changing while the disk is written.
    return {
      id: draftId,
      savedAt: Date.now(),
      form: structuredClone(unwrap(form)),
      ...(old === undefined ? {} : { mends: old }),
    };
  };
  const note = (draft: StoredDraft) => {
    setSavedAt(draft.savedAt);
    setFailed(false);
  };
  const write = async () => {
    if (closed || holder() !== 'here' || !ready() || (isUntouched(form) && savedAt() === undefined)) return;
    const draft = record();
    try {
      await saveDraft(store, draft);
      note(draft);
    } catch {
      setFailed(true);
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  };

  const load = async () => {
    const draft = await findDraft(store, draftId);
    const refused = draft === undefined && mends !== undefined ? await findItem(store, mends) : undefined;
    if (draft !== undefined) {
      // Written only by this form.
      setForm(reconcile({ ...emptyVisit(today), ...(draft.form as VisitForm) }));
      setMended(draft.mends);
      setSavedAt(draft.savedAt);
    } else if (refused?.type === 'logOutreachVisit') {
      // The payload was made by this form's toCommand.
      setForm(reconcile(fromCommand(refused.payload as unknown as Parameters<typeof fromCommand>[0])));
    }
    setReady(true);
  };
  const { holder, takeOver, leave } = createHolder(store, draftId, { load, flush: () => flush() });

  createEffect(
    on(
      () => JSON.stringify(form),
      () => {
        if (!ready() || closed || holder() !== 'here') return;
        clearTimeout(timer);
        timer = setTimeout(() => void flush(), QUIET_MS);
      },
      { defer: true },
    ),
  );
  // A phone may kill the page the moment it is hidden: do not wait for the quiet.
  const hide = () => {
    if (timer !== undefined) void flush();
  };
  document.addEventListener('visibilitychange', hide);
  window.addEventListener('pagehide', hide);
  onCleanup(() => {
    document.removeEventListener('visibilitychange', hide);
    window.removeEventListener('pagehide', hide);
    hide();
    void writing.then(leave);
  });

  const keep = async (file: PreparedFile, about: Kept, inPlaceOf: string | undefined): Promise<Attachment> => {
    const { sha256, size, mime } = file;
    const attachment: Attachment = { ...about, id: uuidv7(), sha256, size, mime };
    const before = structuredClone(unwrap(form).attachments);
    const replaced = before.filter((one) => (about.kind === 'photo' ? one.id === inPlaceOf : one.kind === about.kind));
    const at = before.findIndex((one) => one.id === inPlaceOf);
    const rest = before.filter((one) => !replaced.includes(one));
    const attachments = at < 0 ? [...rest, attachment] : before.with(at, attachment);
    const stored: StoredAttachment = {
      id: attachment.id,
      kind: about.kind,
      sha256,
      size,
      mime,
      ownerId: draftId,
      bytes: file.bytes,
      uploaded: false,
    };
    const draft = record();
    const named: StoredDraft = { ...draft, form: { ...structuredClone(unwrap(form)), attachments } };
    await keepAttachment(
      store,
      stored,
      named,
      replaced.map(({ id }) => id),
    );
    setForm('attachments', attachments);
    note(named);
    return attachment;
  };

  const close = () => {
    closed = true;
    clearTimeout(timer);
  };
  return {
    draftId,
    form,
    setForm,
    mends: mended,
    savedAt,
    failed,
    ready,
    holder,
    takeOver,
    flush,
    keepFile(file, about, inPlaceOf) {
      const kept = writing.then(() => keep(file, about, inPlaceOf));
      // One write after another: an older draft never lands on top of the one that names the file.
      writing = kept.then(
        () => undefined,
        () => undefined,
      );
      return kept;
    },
    async drop() {
      close();
      await writing;
      await dropDraft(store, draftId);
    },
    close,
  };
}
