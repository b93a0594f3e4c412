import { roles, unitKinds } from '@huiyin/domain';
import { documentKinds } from '@huiyin/domain/documents';
import { documentKindName, roleName, unitKindName } from '@huiyin/domain/messages';
import { ask, type Problem } from '../graphql/client.ts';
import { graphql, type ResultOf, type VariablesOf } from '../graphql/graphql.ts';
import { auditFields, auditTypes, auditValues, auditMessages as words } from '../messages/audit.zh-CN.ts';
import { instantText } from '../ui/time.ts';
import { wordsOf } from './settings.ts';

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
export const subjectText = ({ type, subject }: AuditEntry): string =>
  type === 'settingChanged' ? wordsOf(subject).name : subject;

/** The changes of an entry, one a line. */
export function changeTexts({ type, changes }: AuditEntry): readonly string[] {
  return changes.map(({ field, from, to }) =>
    words.arrow(auditFields[field] ?? field, valueText(type, field, from), valueText(type, field, to)),
  );
}

function valueText(type: string, field: string, value: string): string {
  if (type === 'settingChanged' && field !== 'validFrom') return auditValues[value] ?? value;
  if (field === 'kind') {
    const paper = documentKinds.find((one) => one === value);
    return paper === undefined ? value : documentKindName(paper);
  }
  if (field === 'role') {
    const role = roles.find((one) => one === value);
    return role === undefined ? value : roleName(role);
  }
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return instantText(value);
  return value.split('；').map(wordsIn).join('；');
}

/** Ids among the words of a value, as people say them. */
function wordsIn(value: string): string {
  const words = value.split(' ').map((word) => {
    const kind = unitKinds.find((one) => one === word);
    return kind === undefined ? (auditValues[word] ?? word) : `（${unitKindName(kind)}）`;
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
