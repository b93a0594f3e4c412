import { parsePlainDate } from '@huiyin/domain';
import { fullDateText } from '@huiyin/domain/messages';
import { conflictMessages as words } from '../messages/conflict.zh-CN.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Ids mean nothing to a reader; what they name stands beside them. */
const unread = new Set(['id', 'caseId', 'ownerUnitId', 'ownerPersonId', 'mode']);

/** A field's value in words: lists line by line, dates as people write them, nothing as （空）. */
export function valueText(field: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return words.nothing;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string' || typeof value === 'number') {
    const date = parsePlainDate(value);
    return date.ok ? fullDateText(date.value) : (words.values[String(value)] ?? String(value));
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return words.nothing;
    return value.map((one) => valueText(field, one)).join(value.every((one) => typeof one === 'string') ? '、' : '\n');
  }
  if (!isRecord(value)) return words.nothing;
  const parts = Object.entries(value).filter(([key]) => !unread.has(key));
  return parts.map(([key, one]) => valueText(key, one)).join('，');
}
