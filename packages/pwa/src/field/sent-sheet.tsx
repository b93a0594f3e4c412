import { type JSX, Show } from 'solid-js';
import { fieldMessages } from '../messages/field.zh-CN.ts';
import { type NewItem, saveItem } from '../offline/outbox.ts';
import type { PhoneCase } from '../offline/pull.ts';
import { askForBackgroundSync } from '../offline/run.ts';
import type { ItemSummary } from '../offline/types.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { Button } from '../ui/Button.tsx';
import styles from './conflict.module.css';
import type { FieldSession } from './session.ts';

/** What a short sheet says to the server: a command without files. */
interface SheetItem extends Pick<NewItem, 'type' | 'payload' | 'streams' | 'against' | 'draftId'> {
  readonly summary: Pick<ItemSummary, 'title' | 'visitedOn'>;
}

/** Puts a sheet's command into the outbox, its draft out of the vault, and has it sent when there is a signal. False: not written, all stays. */
export async function sendItem(field: FieldSession, { summary, ...item }: SheetItem): Promise<boolean> {
  try {
    await saveItem(field.store, {
      ...item,
      commandId: uuidv7(),
      occurredAt: new Date().toISOString(),
      attachmentIds: [],
      summary: { ...summary, matters: 0, photos: 0 },
    });
  } catch {
    return false;
  }
  void askForBackgroundSync();
  void field.sync.kick();
  return true;
}

/** The same of a sheet about a case, as it was when its author opened the sheet: a change by others is met as a conflict. */
export function sendCaseItem(
  field: FieldSession,
  { id: caseId, version: expectedVersion }: Pick<PhoneCase, 'id' | 'version'>,
  { payload, ...item }: Omit<SheetItem, 'streams'>,
): Promise<boolean> {
  const streams = [`petitionCase:${caseId}`];
  return sendItem(field, { ...item, payload: { caseId, expectedVersion, ...payload }, streams });
}

/** The end of such a sheet: what is wrong with it as a whole, its two buttons, and where it lies until it is sent. */
export function SheetEnd(props: {
  problem: string | undefined;
  save: string;
  kept: string;
  onSave: () => Promise<unknown>;
  onClose: () => void;
}): JSX.Element {
  return (
    <>
      <Show when={props.problem}>{(text) => <p role="alert">{text()}</p>}</Show>
      <div class={styles.actions}>
        <Button look="primary" wide onClick={() => void props.onSave()}>
          {props.save}
        </Button>
        <Button wide onClick={() => props.onClose()}>
          {fieldMessages.cancel}
        </Button>
      </div>
      <p class={styles.kept}>{props.kept}</p>
    </>
  );
}
