import type { Attachment } from '@huiyin/domain/cases';
import { refusalMessage } from '@huiyin/domain/messages';
import { decideReception, type RecordReception, type VisitorState } from '@huiyin/domain/receptions';
import { createResource, createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { unwrap } from 'solid-js/store';
import { receptionWords } from '../../messages/reception.zh-CN.ts';
import { dropDraft, findDraft, keepAttachment, saveDraft } from '../../offline/drafts.ts';
import { saveItem } from '../../offline/outbox.ts';
import { askForBackgroundSync } from '../../offline/run.ts';
import type { OutboxItem, StoredDraft } from '../../offline/types.ts';
import { uuidv7 } from '../../offline/uuid.ts';
import { RecordForm } from '../../reception/RecordForm.tsx';
import { type RecordValues, recordCommand, recordValues, refusedValues } from '../../reception/record-values.ts';
import { clockNow } from '../../reception/times.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { clockTime } from '../../ui/time.ts';
import { useField } from '../session.ts';
import { Picture } from '../visit/PhotoGrid.tsx';
import type { PreparedFile } from '../visit/photo.ts';
import { SignaturePad } from '../visit/SignatureField.tsx';
import type { KeptSession } from './kept-session.ts';
import styles from './table.module.css';

const words = receptionWords.table;

/** A record in the making, as its draft lies on the phone. */
interface TableDraft {
  readonly began: number;
  readonly values: RecordValues;
}

const refusedRecord = (items: readonly OutboxItem[], visitorId: string): OutboxItem | undefined =>
  items.find(
    ({ type, payload, state }) => type === 'recordReception' && payload.visitorId === visitorId && state === 'refused',
  );

/** 接谈记录 on the leader's phone: kept while typing, saved here first, sent when there is a signal. */
export function TableRecord(props: { kept: KeptSession; visitorId: string; onClose: () => void }): JSX.Element {
  const field = useField();
  // As it stood when the talk began: what changes in the list meanwhile never touches the form.
  const found = props.kept.session.visitors.find(({ id }) => id === props.visitorId);
  const visitor = found === undefined ? undefined : structuredClone(unwrap(found));
  const draftId = `reception:${props.kept.session.id}:${props.visitorId}`;
  const [draft] = createResource(async (): Promise<TableDraft | undefined> => {
    if (visitor === undefined) return undefined;
    const kept = await findDraft(field.store, draftId);
    // Written only below, under this id.
    if (kept) return kept.form as TableDraft;
    const refused = refusedRecord(field.items(), props.visitorId);
    const values = refused
      ? refusedValues(refused.payload as unknown as RecordReception, visitor) // made by recordCommand, kept by save below
      : recordValues(visitor, clockNow());
    return { began: Date.now(), values };
  });
  return (
    <Show when={draft()}>
      {(known) => (
        <Show when={visitor}>{(one) => <Writing {...props} visitor={one()} draftId={draftId} draft={known()} />}</Show>
      )}
    </Show>
  );
}

function Writing(props: {
  kept: KeptSession;
  visitor: VisitorState;
  draftId: string;
  draft: TableDraft;
  onClose: () => void;
}): JSX.Element {
  const field = useField();
  const { began } = props.draft;
  const [values, setValues] = createSignal(props.draft.values);
  const [savedAt, setSavedAt] = createSignal<number>();
  const [problem, setProblem] = createSignal<{ readonly path: string; readonly message: string }>();
  const [signing, setSigning] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let done = false;

  const record = (): StoredDraft => ({ id: props.draftId, savedAt: Date.now(), form: { began, values: values() } });
  const flush = async () => {
    clearTimeout(timer);
    if (done) return;
    await saveDraft(field.store, record()).then(
      () => setSavedAt(Date.now()),
      () => undefined,
    );
  };
  const set = (part: Partial<RecordValues>) => {
    setValues((before) => ({ ...before, ...part }));
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), 400);
  };
  // A phone may kill the page the moment it is hidden.
  const hide = () => void flush();
  document.addEventListener('visibilitychange', hide);
  onCleanup(() => {
    document.removeEventListener('visibilitychange', hide);
    void flush();
  });

  const keepSignature = async ({ bytes, sha256, size, mime }: PreparedFile) => {
    const signature: Attachment = { id: uuidv7(), kind: 'signature', sha256, size, mime };
    const before = values().signature;
    const stored = { ...signature, kind: 'signature', ownerId: props.draftId, bytes, uploaded: false } as const;
    const named: StoredDraft = { ...record(), form: { began, values: { ...values(), signature } } };
    await keepAttachment(field.store, stored, named, before === undefined ? [] : [before.id]);
    setValues((all) => ({ ...all, signature }));
  };

  const save = async () => {
    const session = unwrap(props.kept.session);
    const command = recordCommand(session.id, props.visitor, values(), clockNow());
    const joins = command.matters.some(({ caseId }) => caseId !== undefined);
    const here = { petitionCase: () => undefined, outreachVisit: () => undefined, receptionSession: () => session };
    // What the rules refuse is said at once; a case that it joins is known to the server alone.
    const decided = joins ? undefined : decideReception(here, command, field.world());
    if (decided?.ok === false) {
      setProblem({ path: decided.path ?? '', message: refusalMessage(decided) });
      return;
    }
    setBusy(true);
    const { type, ...payload } = command;
    const refused = refusedRecord(field.items(), props.visitor.id);
    const { attachment } = command.signature;
    try {
      await saveItem(field.store, {
        commandId: uuidv7(),
        type,
        payload: payload as Readonly<Record<string, unknown>>,
        occurredAt: new Date().toISOString(),
        streams: [`receptionSession:${session.id}:${props.visitor.id}`],
        attachmentIds: attachment === undefined ? [] : [attachment.id],
        summary: {
          title: words.summary(props.visitor.number, props.visitor.title),
          matters: command.matters.length,
          photos: 0,
        },
        draftId: props.draftId,
        ...(refused !== undefined && { replaces: refused.commandId }),
      });
      done = true;
      clearTimeout(timer);
      void askForBackgroundSync();
      void field.sync.kick();
      props.onClose();
    } catch {
      setProblem({ path: '', message: receptionWords.form.notKept });
    }
    setBusy(false);
  };
  const leave = async () => {
    await flush();
    props.onClose();
  };
  const throwAway = async () => {
    done = true;
    await dropDraft(field.store, props.draftId);
    props.onClose();
  };
  const errorAt = (path: string) => (problem()?.path === path ? problem()?.message : undefined);
  const earlier = () => props.kept.earlier.filter(({ id }) => props.visitor.earlierCaseIds.includes(id));
  const untouched = () => values().matters.every(({ instruction }) => instruction === '') && values().guidance === '';
  return (
    <div class={styles.record}>
      <button type="button" class={styles.back} onClick={() => void (untouched() ? throwAway() : leave())}>
        ← {words.back}
      </button>
      <h2>{receptionWords.form.title(props.visitor.number)}</h2>
      <p class="muted">
        {props.visitor.petitioner.name}
        <Show when={props.visitor.opinion}>
          {(opinion) => (
            <>
              {' '}
              · {words.opinion}：{receptionWords.opinion[opinion().opinion]}
            </>
          )}
        </Show>
      </p>
      <Show when={earlier().length > 0}>
        <details class={styles.history}>
          <summary>{words.history}</summary>
          {earlier().map((one) => (
            <p>
              {one.number} {one.title}（{one.statusName}）{one.resolution ?? ''}
            </p>
          ))}
        </details>
      </Show>
      <RecordForm
        visitor={props.visitor}
        values={values()}
        set={set}
        began={began}
        minutes={props.kept.settings.minutesPerBatch}
        units={field.units()?.value ?? []}
        earlier={earlier()}
        errorAt={errorAt}
        signature={
          <div class={styles.signature}>
            <Show when={values().signature} keyed>
              {(one) => <Picture id={one.id} alt={receptionWords.form.signature} />}
            </Show>
            <Button onClick={() => setSigning(true)}>{receptionWords.form.signOn}</Button>
          </div>
        }
        foot={
          <div class={styles.foot}>
            <Show when={problem()}>
              {(known) => (
                <p class={styles.problem} role="alert">
                  {known().message}
                </p>
              )}
            </Show>
            <Show when={savedAt()}>
              {(at) => <p class="muted small">{receptionWords.form.draftKept(clockTime(at()))}</p>}
            </Show>
            <Button look="primary" wide busy={busy()} onClick={() => void save()}>
              {receptionWords.form.save}
            </Button>
          </div>
        }
      />
      <Sheet open={signing()} title={receptionWords.form.signature} onClose={() => setSigning(false)}>
        <SignaturePad keep={keepSignature} onDone={() => setSigning(false)} />
      </Sheet>
    </div>
  );
}
