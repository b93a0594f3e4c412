import { createSignal, onCleanup } from 'solid-js';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { uploadByTus } from '../offline/upload.ts';
import { uuidv7 } from '../offline/uuid.ts';

/** A scan that has been sent, as the draft keeps it. A type, since a draft is JSON. */
export type SentScan = {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  readonly mime: string;
  readonly name: string;
};

const hex = (digest: ArrayBuffer): string =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Sends scans one after another, resumable as all attachments are. What has been sent is handed over; failures are said. */
export function createScanSender(onSent: (scan: SentScan) => void) {
  const [percent, setPercent] = createSignal<number>();
  const [failures, setFailures] = createSignal<readonly string[]>([]);
  let gone = false;
  onCleanup(() => {
    gone = true;
  });

  const sendOne = async (file: File): Promise<string | undefined> => {
    if (!isSecureContext) return words.scanInsecure;
    // it may have been taken away with the stick that it was on
    const bytes = await file.arrayBuffer().catch(() => undefined);
    if (bytes === undefined) return words.scanUnreadable;
    const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes));
    const scan = { id: uuidv7(), sha256, size: file.size, mime: file.type };
    const told = {
      onUrl: () => undefined,
      onProgress: (sent: number, total: number) => setPercent(Math.round((100 * sent) / total)),
    };
    const stored = { ...scan, ownerId: '', kind: 'scan', bytes, uploaded: false } as const;
    const answer = await uploadByTus(stored, told, '/files');
    if (answer.kind !== 'uploaded') return 'message' in answer && answer.message ? answer.message : words.scanAgain;
    if (!gone) onSent({ ...scan, name: file.name });
    return undefined;
  };

  const send = async (files: Iterable<File>): Promise<void> => {
    setFailures([]);
    for (const file of files) {
      setPercent(0);
      const why = await sendOne(file);
      if (why !== undefined) setFailures((before) => [...before, words.scanFailed(file.name, why)]);
    }
    setPercent(undefined);
  };
  return { send, percent, failures };
}
