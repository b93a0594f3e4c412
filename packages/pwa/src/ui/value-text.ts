import { parsePlainDate } from '@huiyin/domain';
import {
  commandFieldName,
  completionOutcomeName,
  contentKindName,
  fullDateText,
  instructionDecisionName,
  petitionerKindName,
  priorHandlingName,
  responsibilityName,
} from '@huiyin/domain/messages';
import { conflictMessages as words } from '../messages/conflict.zh-CN.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A catalogue asked for an id that may be none of its own. */
export const saidBy =
  <T extends string>(name: (id: T) => string | undefined) =>
  (id: string): string | undefined =>
    name(id as T); // it has no word for a stranger

/** What the ids in a field are called. */
const sayings: Readonly<Record<string, (id: string) => string | undefined>> = {
  contentKind: saidBy(contentKindName),
  decision: saidBy(instructionDecisionName),
  kind: saidBy(petitionerKindName),
  outcome: saidBy(completionOutcomeName),
  priorHandling: saidBy(priorHandlingName),
  responsibility: saidBy(responsibilityName),
};

/** Ids mean nothing to a reader; what they name stands beside them. */
const unread = new Set(['id', 'caseId', 'ownerUnitId', 'ownerPersonId', 'mode']);

/** A field's value in words: lists line by line, dates as people write them, nothing as （空）. */
export function valueText(field: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return words.nothing;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string' || typeof value === 'number') {
    const date = parsePlainDate(value);
    const text = String(value);
    return date.ok ? fullDateText(date.value) : (sayings[field]?.(text) ?? words.values[text] ?? text);
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return words.nothing;
    return value.map((one) => valueText(field, one)).join(value.every((one) => typeof one === 'string') ? '、' : '\n');
  }
  if (!isRecord(value)) return words.nothing;
  const parts = Object.entries(value).filter(([key]) => !unread.has(key));
  // a yes says nothing without its question
  const said = (key: string, one: unknown) => (typeof one === 'boolean' ? `${commandFieldName(key)}：` : '');
  return parts.map(([key, one]) => said(key, one) + valueText(key, one)).join('，');
}
