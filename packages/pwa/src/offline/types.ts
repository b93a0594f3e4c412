/** A cited article as the API sends it: regulation and article in Chinese, ready to be read. */
export interface CitedArticle {
  readonly regulation: string;
  readonly article: string;
  readonly rule?: string | null;
}

/** Why the server (or the rules) did not take an item. `message` is a Chinese sentence; `path` names the field. */
export interface ItemRefusal {
  readonly code: string;
  readonly message: string;
  readonly path?: string | null;
  readonly citations: readonly CitedArticle[];
}

/** What the server made of an accepted command. `receivedAt` is the server's instant. */
export interface ItemReceipt {
  readonly receivedAt: string;
  readonly revision?: string | null;
  readonly visitId?: string | null;
  readonly cases: readonly { readonly id: string; readonly number: string; readonly legalDue?: string | null }[];
  /** What the cases and visits that it wrote are since then. */
  readonly versions?: readonly { readonly kind: string; readonly id: string; readonly version: number }[];
}

/**
 * The state of one piece of unsent work.
 * waiting: only on this phone · sending: on its way, no answer yet · received: the server's receipt is stored ·
 * refused: a rule or the server said no · conflict: somebody else changed the same case first.
 */
export type ItemState = 'waiting' | 'sending' | 'received' | 'refused' | 'conflict';

/** One command in the outbox, with everything needed to send it again under the same name. */
export interface OutboxItem {
  /** UUIDv7, made at save. The server does the same commandId once only. */
  readonly commandId: string;
  /** Sending order: rises with each save. */
  readonly order: number;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The phone's instant of saving (ISO). Never corrected. */
  readonly occurredAt: string;
  /** Who saved it, fixed at capture. */
  readonly authorId: string;
  /** `kind:id` of each case or visit it touches; items that share one are sent in order. */
  readonly streams: readonly string[];
  readonly attachmentIds: readonly string[];
  /** What the lists show: the place and how many matters. */
  readonly summary: ItemSummary;
  readonly state: ItemState;
  /** How often it has been sent without an answer. */
  readonly attempts: number;
  /** Epoch milliseconds before which it is not tried again. */
  readonly notBefore: number;
  /** How often the server said a photo was missing. */
  readonly missingAttachments: number;
  /** What it was written against, for commands that change what exists: shown beside mine and theirs in a conflict. */
  readonly against?: Against;
  /** The conflict that it settles. */
  readonly resolves?: Settlement;
  readonly refusal?: ItemRefusal;
  readonly receipt?: ItemReceipt;
}

/** A case or visit as its author saw it when writing: the version is in the payload (expectedVersion). */
export interface Against {
  readonly kind: 'petitionCase' | 'outreachVisit';
  readonly id: string;
  /** The fields as they stood, by the names of the command's changes. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Which side a field of a conflict is settled by. */
export type Choice = 'mine' | 'theirs' | 'combined';

/** How a conflict is settled: the command that lost, and the choice for each field that it changes. */
export interface Settlement {
  readonly commandId: string;
  readonly fields: Readonly<Record<string, Choice>>;
}

/** The few words of an item that a list shows without opening it. */
export interface ItemSummary {
  readonly title: string;
  readonly visitedOn?: string;
  readonly modeName?: string;
  readonly matters: number;
  readonly photos: number;
}

/** A photo, signature or voice note: the bytes themselves, never a File that may go stale. */
export interface StoredAttachment {
  readonly id: string;
  /** The draft or the command that owns it. */
  readonly ownerId: string;
  readonly kind: 'photo' | 'signature' | 'voice' | 'scan';
  readonly mime: string;
  readonly size: number;
  /** Hex, of `bytes`. */
  readonly sha256: string;
  /** Absent once the server has them. */
  readonly bytes?: ArrayBuffer;
  /** Where a broken upload goes on (tus). */
  readonly uploadUrl?: string;
  readonly uploaded: boolean;
}

/** A form being filled in, kept while typing. `form` is plain JSON. */
export interface StoredDraft {
  readonly id: string;
  readonly savedAt: number;
  /** The refused command this draft mends; replaced only when the mended one is saved. */
  readonly mends?: string;
  readonly form: unknown;
}

/** The person who last signed in on this phone: enough to open the field door with no signal. */
export interface KnownViewer {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: 'leader' | 'clerk' | 'departmentClerk' | 'dashboard' | 'administrator';
  readonly unit: { readonly id: string; readonly name: string };
}
