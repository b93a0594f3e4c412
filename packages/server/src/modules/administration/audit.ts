import type { AuditRow } from './audit.repository.ts';

/** One thing that was changed: the field, what it was (empty when it was not there) and what it became. */
export interface AuditChange {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

/** An entry as people read it: ids replaced by names. */
export interface AuditEntry extends Pick<AuditRow, 'ordinal' | 'type' | 'actorName' | 'actorUnitId' | 'receivedAt'> {
  /** What it is about: a unit, a person, a setting; empty when the type says it all. */
  readonly subject: string;
  readonly changes: readonly AuditChange[];
  readonly reason: string;
}

/** The name behind an id of a unit or a person; the id itself when nobody knows it any more. */
export type NameOf = (id: string) => string;

const subjectFields = ['unitId', 'personId', 'key', 'name', 'year', 'code', 'number'] as const;
const namedFields: readonly string[] = ['unitId', 'personId', 'leaderId', 'parentId'];
/** Says nothing to people, or is said elsewhere. */
const silent: readonly string[] = [
  'stream',
  'type',
  'from',
  'to',
  'reason',
  'importId',
  'deviceId',
  'screenId',
  'tokenId',
  'webhookId',
  'id',
  'path',
  'initials',
  'visitId',
];

/** Reads an entry of whatever type: what stood under `from` and `to` is compared field by field, the rest is told as it is. */
export function auditEntry(row: AuditRow, nameOf: NameOf): AuditEntry {
  const { ordinal, type, data, actorName, actorUnitId, receivedAt } = row;
  const subjectField = subjectFields.find((field) => data[field] !== undefined);
  const text = (field: string, value: unknown) => textOf(field, value, nameOf);
  const rest = [...Object.entries(data), ...conditionsOf(data.asked)]
    .filter(([field]) => !silent.includes(field) && field !== subjectField && field !== 'asked')
    .map(([field, value]) => ({ field, from: '', to: text(field, value) }))
    .filter(({ to }) => to !== '');
  return {
    ordinal,
    type,
    actorName,
    actorUnitId,
    receivedAt,
    subject: subjectField === undefined ? '' : text(subjectField, data[subjectField]),
    changes: [...compared(data, text), ...rest],
    reason: typeof data.reason === 'string' ? data.reason : '',
  };
}

/** What an exported list was narrowed to and ordered by, each condition by its name; kept as the text of what was asked for. */
function conditionsOf(asked: unknown): readonly [field: string, value: unknown][] {
  const parsed: unknown = typeof asked === 'string' ? JSON.parse(asked) : undefined;
  if (!isRecord(parsed)) return [];
  const { filter, ...order } = parsed;
  return Object.entries({ ...(isRecord(filter) ? filter : {}), ...order });
}

function compared(
  { from, to }: Readonly<Record<string, unknown>>,
  text: (field: string, value: unknown) => string,
): readonly AuditChange[] {
  if (from === undefined && to === undefined) return [];
  if (!isRecord(from) || !isRecord(to)) {
    return [{ field: 'value', from: text('value', from), to: text('value', to) }];
  }
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .map((field) => ({ field, from: text(field, from[field]), to: text(field, to[field]) }))
    .filter((change) => change.from !== change.to);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mostItems = 30;

function textOf(field: string, value: unknown, nameOf: NameOf): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    const items = value.slice(0, mostItems).map((item) => textOf(field, item, nameOf));
    return `${items.join('；')}${value.length > mostItems ? ` … ${value.length}` : ''}`;
  }
  if (isRecord(value)) {
    return Object.entries(value)
      .filter(([name, part]) => !silent.includes(name) && part !== null)
      .map(([name, part]) => textOf(name, part, nameOf))
      .join(' ');
  }
  const said = String(value);
  return namedFields.includes(field) ? nameOf(said) : said;
}
