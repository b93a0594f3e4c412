import type { World } from '../identity/units.ts';
import { registrationFaults } from '../petition-cases/registration-faults.ts';
import type { RegisterCase } from '../petition-cases/types.ts';
import type { Refused } from '../result.ts';
import { proposeClass } from '../routing/classify.ts';
import { type ImportColumn, type ImportFault, type ImportRow, importColumns } from './import-rows.ts';
import { contentKindName } from './names.ts';
import { refusalMessage } from './refusals.ts';

/** Where in the sheet a field of the command stands. */
const columnOf: readonly (readonly [RegExp, ImportColumn])[] = [
  [/^receivedOn/, '收到日期'],
  [/^joint\.members/, '联名人'],
  [/^joint/, '总人数'],
  [/^firstAsked\.person/, '首问责任人'],
  [/^firstAsked/, '首问单位'],
  [/petitioner\.kind/, '信访人类别'],
  [/relation/, '身份或关系'],
  [/petitioner\.name/, '姓名'],
  [/phone/, '电话'],
  [/idCard/, '公民身份号码'],
  [/address/, '住址'],
  [/title/, '事由'],
  [/demand/, '诉求与经过'],
  [/priorHandling/, '以前办过吗'],
  [/earlierHandling/, '以前办理的情况'],
  [/accusedUnitId/, '被检举、控告的单位'],
  [/handlingUnitId/, '承办单位'],
  [/^source/, '来文类别'],
  [/^incoming\.from/, '来自'],
  [/externalNumber|^incoming\.number/, '来件编号'],
  [/sentOn/, '来件日期'],
  [/dueOn/, '要求的期限'],
  [/choice\.reason/, '理由'],
  [/^channel/, '渠道'],
];

/** The column of the sheet that a refusal's path speaks of; undefined where the row as a whole is meant. */
export const importColumnOf = (path: string | undefined): ImportColumn | undefined =>
  columnOf.find(([pattern]) => pattern.test(path ?? ''))?.[1];

/** What else a column is judged by: while that cannot be read, what is said of it could be wrong. */
const judgedBy: Readonly<Partial<Record<ImportColumn, readonly ImportColumn[]>>> = {
  联名人: ['渠道'],
  承办单位: ['性质', '属于谁的职责', '以前办过吗', '被检举、控告的单位'],
  来文类别: ['渠道'],
  来自: ['渠道'],
  来件编号: ['渠道'],
  来件日期: ['收到日期'],
  要求的期限: ['渠道', '收到日期', '紧急'],
  首问单位: ['渠道', '性质', '被检举、控告的单位'],
  首问责任人: ['渠道', '首问单位'],
  理由: ['事由', '诉求与经过', '性质'],
};

/** What a sheet does not show beside a refusal as the form does: of whom it speaks, what the words propose. */
function aside(fault: Refused, { joint, matter }: RegisterCase): string {
  const [, place] = /^joint\.members\.(\d+)\./.exec(fault.path ?? '') ?? [];
  const name = place === undefined ? undefined : joint?.members[Number(place)]?.name;
  if (name) return `${name}：`;
  const proposed = fault.path === 'choice.reason' ? proposeClass(matter).contentKind : undefined;
  return proposed ? `来件中有“${proposed.because}”，建议“性质”填“${contentKindName(proposed.value)}”。` : '';
}

/** Everything that is wrong with a row, in the order of its columns, and how to mend it: what its cells say and what the rules refuse. */
export function importFaults({ command, draft, faults }: ImportRow, world: World): readonly ImportFault[] {
  const asked = command ?? draft;
  if (asked === undefined) return faults;
  const unread = new Set(faults.map(({ column }) => column));
  // of a row that could not be read, only what does not hang on the cells that are missing
  const isKnown = (column: ImportColumn | undefined): boolean =>
    unread.size === 0 ||
    (column !== undefined && ![column, ...(judgedBy[column] ?? [])].some((one) => unread.has(one)));
  const rules = registrationFaults(asked, world).faults.flatMap((fault): ImportFault[] => {
    const column = importColumnOf(fault.path);
    if (!isKnown(column)) return [];
    return [{ message: `${aside(fault, asked)}${refusalMessage(fault)}`, ...(column !== undefined && { column }) }];
  });
  const order: readonly (string | undefined)[] = importColumns;
  const place = ({ column }: ImportFault) => order.indexOf(column);
  return [...faults, ...rules].toSorted((a, b) => place(a) - place(b));
}
