import type { OutboxItem, StoredAttachment, StoredDraft } from './types.ts';

/** Bytes as WebCrypto takes them. */
export type Bytes = ArrayBuffer | Uint8Array<ArrayBuffer>;

/** What one user keeps on this phone, opened. */
export interface Tables {
  commands: OutboxItem;
  attachments: StoredAttachment;
  drafts: StoredDraft;
  /** Last pulled copies: units, calendar years, cases … each with when it was pulled. */
  entities: { readonly key: string; readonly value: unknown; readonly pulledAt: number };
  /** Small notes to ourselves (recent places, who this store belongs to). */
  meta: { readonly key: string; readonly value: unknown };
}
/** Names of the tables. */
export type TableName = keyof Tables;

/** The key of each table. */
export const keyField = {
  commands: 'commandId',
  attachments: 'id',
  drafts: 'id',
  entities: 'key',
  meta: 'key',
} as const satisfies Record<TableName, string>;

/**
 * What lies in the clear: keys, what indexes need, and what has to be known while the store is locked (how much waits).
 * Random ids and states, nothing of a person; every other field is sealed without being named here.
 */
export const clearFields: Readonly<Record<TableName, readonly string[]>> = {
  commands: ['commandId', 'order', 'state'],
  attachments: ['id', 'ownerId', 'uploaded'],
  drafts: ['id'],
  entities: ['key'],
  meta: ['key'],
};

/** A row as it lies on the disk. `sealed`: the words; `parts`: the bytes of pictures. Neither: a row of version 1, not sealed yet. */
export interface StoredRow {
  readonly [clear: string]: unknown;
  readonly sealed?: ArrayBuffer;
  readonly parts?: Readonly<Record<string, ArrayBuffer>>;
}
