import { contentKinds, parsePlainDate, roles, unitKinds } from '@huiyin/domain';
import { caseFlags, caseStatuses, channels, implementationStates } from '@huiyin/domain/cases';
import { documentKinds } from '@huiyin/domain/documents';
import {
  caseFlagName,
  channelName,
  contentKindName,
  documentKindName,
  dueStateName,
  fullDateText,
  implementationStateName,
  rateName,
  roleName,
  statusName,
  unitKindName,
} from '@huiyin/domain/messages';
import { rateKeys } from '@huiyin/domain/office';
import { isSettingKey, type SettingShape, settingDefinitions } from '@huiyin/domain/settings';
import { ask, type Problem } from '../graphql/client.ts';
import { graphql, type ResultOf, type VariablesOf } from '../graphql/graphql.ts';
import { auditFields, auditTypes, auditValues, auditMessages as words } from '../messages/audit.zh-CN.ts';
import { instantText } from '../ui/time.ts';
import { valueText as switchText, wordsOf } from './settings.ts';

export const AuditQuery = graphql(`
  query Audit($actor: String, $type: String, $from: Date, $to: Date, $first: Int, $after: String) {
    today
    audit(actor: $actor, type: $type, from: $from, to: $to, first: $first, after: $after) {
      totalCount endCursor
      entries { id type actorName actorUnit at subject reason changes { field from to } }
    }
  }
`);
export type AuditEntry = ResultOf<typeof AuditQuery>['audit']['entries'][number];

export const typeText = (type: string): string => auditTypes[type] ?? type;

/** What an entry is about; a switch by its name. */
export function subjectText({ type, subject }: Pick<AuditEntry, 'type' | 'subject'>): string {
  if (type === 'settingChanged') return wordsOf(subject).name;
  return type.startsWith('calendarNotice') ? words.year(subject) : subject;
}

/** The changes of an entry, one a line. */
export function changeTexts(entry: Pick<AuditEntry, 'type' | 'subject' | 'changes'>): readonly string[] {
  return entry.changes.map((change) => {
    const field = ownFields[`${entry.type}.${change.field}`] ?? change.field;
    const said = (value: string) => valueText(entry, field, value);
    return words.arrow(auditFields[field] ?? field, said(change.from), said(change.to));
  });
}

/** Where a field of one type is another thing than the same name elsewhere. */
const ownFields: Readonly<Record<string, string>> = {
  'documentTemplateUsed.value': 'version',
  'receptionLinkRenewed.kind': 'link',
};

function valueText({ type, subject }: Pick<AuditEntry, 'type' | 'subject'>, field: string, value: string): string {
  if (value === '') return value;
  if (type === 'settingChanged' && field === 'value') return settingText(subject, value);
  if (field === 'version') return words.version(value);
  const day = parsePlainDate(value);
  if (day.ok) return fullDateText(day.value);
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return instantText(value);
  return value
    .split('；')
    .map((part) => namesOf[field]?.(part) ?? wordsIn(part))
    .join('；');
}

/** A value of a switch as its page shows it: 3 个工作日, 浙江省. */
function settingText(key: string, value: string): string {
  if (!isSettingKey(key)) return value;
  const shape: SettingShape = settingDefinitions[key].shape;
  return switchText({ key, kind: shape.kind, unit: shape.kind === 'number' ? shape.unit : null }, value);
}

/** The name of an id among those that the field may hold; undefined for any other. */
const known =
  <Id extends string>(ids: readonly Id[], nameOf: (id: Id) => string) =>
  (value: string): string | undefined => {
    const id = ids.find((one) => one === value);
    return id === undefined ? undefined : nameOf(id);
  };

/** Fields that hold ids of the domain's. */
const namesOf: Readonly<Record<string, (value: string) => string | undefined>> = {
  kind: known(documentKinds, documentKindName),
  role: known(roles, roleName),
  status: known(caseStatuses, statusName),
  channel: known(channels, channelName),
  contentKind: known(contentKinds, contentKindName),
  due: known(['overdue', 'dueSoon', 'onTime', 'none'], dueStateName),
  flags: known(caseFlags, caseFlagName),
  implementation: known(implementationStates, implementationStateName),
};

const rateOf = known(rateKeys, rateName);

/** Ids among the words of a value, as people say them. */
function wordsIn(value: string): string {
  const words = value.split(' ').map((word) => {
    const kind = unitKinds.find((one) => one === word);
    return kind === undefined ? (rateOf(word) ?? auditValues[word] ?? word) : `（${unitKindName(kind)}）`;
  });
  return words.join(' ');
}

type AuditFilter = Omit<VariablesOf<typeof AuditQuery>, 'first' | 'after'>;
type WholeAudit =
  | { readonly ok: true; readonly data: readonly AuditEntry[] }
  | { readonly ok: false; readonly problem: Problem };

/** Everything that the filter finds, page by page. */
export async function readWholeAudit(filter: AuditFilter): Promise<WholeAudit> {
  const entries: AuditEntry[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof readPage>> = await readPage(filter, after);
    if (!page.ok) return page;
    entries.push(...page.data.audit.entries);
    after = page.data.audit.endCursor;
  } while (after !== null);
  return { ok: true, data: entries };
}

const readPage = (filter: AuditFilter, after: string | null) => ask(AuditQuery, { ...filter, first: 100, after });

/** A cell of a CSV file; what a spreadsheet would take for a formula is kept as text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** The entries as a CSV file that WPS and Excel open in Chinese (UTF-8 with its mark). */
export function auditCsv(entries: readonly AuditEntry[], timeOf: (iso: string) => string): string {
  const rows = entries.map((entry) => [
    timeOf(entry.at),
    entry.actorName,
    entry.actorUnit,
    typeText(entry.type),
    subjectText(entry),
    changeTexts(entry).join('；'),
    entry.reason,
  ]);
  return `\uFEFF${[[...words.head], ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
