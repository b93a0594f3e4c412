import { type PlainDate, parsePlainDate } from '../date.ts';
import type { Unit } from '../identity/units.ts';
import { firstAskedChannels } from '../petition-cases/origin.ts';
import { type Channel, channels, petitionerKinds, type RegisterCase } from '../petition-cases/types.ts';
import { contentKinds, priorHandlings, responsibilities } from '../routing/routing.ts';
import { petitionSources } from '../routing/sources.ts';
import { asWritten, trimmed } from '../written.ts';
import { membersIn } from './import-members.ts';
import { channelName, contentKindName, petitionerKindName, priorHandlingName, responsibilityName } from './names.ts';
import { petitionSourceName } from './reception.ts';

/** The columns of an import sheet (批量导入), by the words in its first row. */
export const importColumns = [
  '渠道',
  '收到日期',
  '姓名',
  '信访人类别',
  '身份或关系',
  '电话',
  '公民身份号码',
  '住址',
  '总人数',
  '联名人',
  '事由',
  '诉求与经过',
  '性质',
  '属于谁的职责',
  '以前办过吗',
  '以前办理的情况',
  '承办单位',
  '被检举、控告的单位',
  '来文类别',
  '来自',
  '来件编号',
  '来件日期',
  '要求的期限',
  '紧急',
  '首问单位',
  '首问责任人',
  '理由',
] as const;
export type ImportColumn = (typeof importColumns)[number];

/** Columns without which nothing can be read; the others may be left out of a sheet. */
const needed: readonly ImportColumn[] = ['渠道', '收到日期', '事由', '诉求与经过', '承办单位'];

/** Most rows of one import. */
export const importLimit = 5000;

/** The column that a sheet with its faults brings along; it is passed over when the sheet comes back. */
export const importReasonColumn = '问题和改法';

/** A unit as a sheet may name it: in full, or by the short name (简称) that lists show. */
type NamedUnit = Unit & { readonly shortName?: string | null };

/** What rows are read by: the units that may be named, today, and how each row's case is called by its line. */
interface ReadBy {
  readonly units: readonly NamedUnit[];
  readonly today: PlainDate;
  readonly caseIdOf: (line: number) => string;
}

/** What is wrong with a cell, and how to mend it; `column` is missing where the row as a whole is meant. */
export interface ImportFault {
  readonly column?: string;
  readonly message: string;
}

/** One row as it was read: the command, or what is wrong with it. */
export interface ImportRow {
  /** As the sheet counts: the first row of data is 2. */
  readonly line: number;
  readonly command: RegisterCase | undefined;
  /** Of a row that cannot be read: what could be, with something usual in place of the rest. It is looked at, never registered. */
  readonly draft?: RegisterCase;
  readonly faults: readonly ImportFault[];
}

type Cells = Readonly<Partial<Record<ImportColumn, string>>>;

const blank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** A word of a closed list as it is compared: whatever blanks and full-width signs it was typed with. */
const bare = (text: string): string => asWritten(text).normalize('NFKC').replace(/\s/g, '');

/** Which columns of the first row are known; wrong ones are told by name. */
export function readHeader(header: readonly string[]): {
  readonly columns: readonly (ImportColumn | undefined)[];
  readonly faults: readonly ImportFault[];
} {
  const columns = header.map((cell) => importColumns.find((column) => bare(column) === bare(cell).replace(/\*$/, '')));
  if (columns.every((column) => column === undefined)) {
    return { columns, faults: [{ message: '第一行不是列名。请删去列名上面的标题和空行，或者改用模板填写。' }] };
  }
  const faults: ImportFault[] = [];
  header.forEach((cell, at) => {
    const column = columns[at];
    if (column === undefined && cell.trim() !== '' && cell.trim() !== importReasonColumn) {
      faults.push({ column: cell.trim().slice(0, 40), message: '模板里没有这一列。请照模板改列名，或者删去这一列。' });
    } else if (column !== undefined && columns.indexOf(column) !== at) {
      faults.push({ column, message: '这一列出现了两次。请删去一列。' });
    }
  });
  for (const column of needed) {
    if (!columns.includes(column)) faults.push({ column, message: '缺少这一列。请用模板填写，不要删改第一行。' });
  }
  return { columns, faults };
}

const dayShapes = [
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];

/** 2026-11-5, 20261105, 2026年11月5日 14:30 → 2026-11-05; anything else as it is, for the date's own check to refuse. */
function dateText(cell: string): string {
  const text = cell.normalize('NFKC');
  const [, year, month = '', day = ''] = dayShapes.map((shape) => shape.exec(text)).find((match) => match) ?? [];
  return year === undefined ? cell : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Reads the cells of one row; collects every fault instead of stopping at the first. */
class RowReader {
  readonly faults: ImportFault[] = [];
  readonly #cells: Cells;
  readonly #units: readonly NamedUnit[];

  constructor(cells: Cells, units: readonly NamedUnit[]) {
    this.#cells = cells;
    this.#units = units;
  }

  text(column: ImportColumn): string {
    const cell = trimmed(this.#cells[column] ?? '');
    if (cell.startsWith('=')) this.fault(column, '是公式，不是内容。请复制后“选择性粘贴为数值”。');
    // WPS and Excel keep fifteen digits of a number; what is behind them is gone
    if (/^\d(?:\.\d+)?e\+\d+$/i.test(cell)) {
      this.fault(column, '被表格改成了科学计数，末几位已经丢失。请把这一列的格式设为“文本”，照原件重新填写。');
    }
    return cell;
  }

  date(column: ImportColumn): PlainDate | undefined {
    const cell = this.text(column);
    if (cell === '') return undefined;
    const read = parsePlainDate(dateText(cell));
    if (read.ok) return read.value;
    // how a sheet counts days: a date whose cell is formatted as a number
    const counted = /^[34]\d{4}(?:\.\d+)?$/.test(cell) ? '看来是表格里按数字显示的日期。' : '';
    this.fault(column, `“${cell.slice(0, 20)}”不是实有的日期。${counted}请写成 2026-11-05 的样子。`);
    return undefined;
  }

  choice<T extends string>(
    column: ImportColumn,
    ids: readonly T[],
    name: (id: T) => string,
    otherwise?: T,
  ): T | undefined {
    const cell = this.text(column);
    if (cell === '' && otherwise !== undefined) return otherwise;
    const found = ids.find((id) => bare(name(id)) === bare(cell));
    if (found === undefined) {
      const words = ids.map((id) => `“${name(id)}”`).join('、');
      this.fault(column, `${cell === '' ? '没有填写' : `“${cell.slice(0, 20)}”不在可选之列`}。请填${words}之一。`);
    }
    return found;
  }

  unit(column: ImportColumn): string | undefined {
    const cell = this.text(column);
    if (cell === '') return undefined;
    const full = this.#units.find((unit) => bare(unit.name) === bare(cell));
    if (full) return full.id;
    const [short, ...others] = this.#units.filter(
      ({ shortName, closed }) => closed !== true && bare(shortName ?? '') === bare(cell),
    );
    if (short && others.length === 0) return short.id;
    const given = `“${cell.slice(0, 30)}”`;
    const names = short && [short, ...others].slice(0, 5).map(({ name }) => `“${name}”`);
    this.fault(
      column,
      names
        ? `${given}是${names.join('、')}共用的简称。请写单位全称。`
        : `没有名为${given}的单位。请写单位全称或者简称。`,
    );
    return undefined;
  }

  fault(column: ImportColumn, message: string): void {
    const said = this.faults.some((fault) => fault.column === column && fault.message === message);
    if (!said) this.faults.push({ column, message });
  }
}

/** Only what was filled in. */
const given = <T extends Readonly<Record<string, unknown>>>(parts: T) =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== ''));

const importable = channels.filter((channel) => channel !== 'outreach');
const passingSources = petitionSources.filter((source) => source !== 'petitioner');
const yesNo = ['是', '否'] as const;

function incomingOf(read: RowReader, channel: Channel | undefined): Partial<RegisterCase> {
  const [from, number] = [read.text('来自'), read.text('来件编号')];
  const [sentOn, dueOn] = [read.date('来件日期'), read.date('要求的期限')];
  if (channel === 'hotline') {
    const urgent = read.choice('紧急', yesNo, (word) => word, '否') === '是';
    return { hotline: { externalNumber: number, ...(dueOn && { dueOn }), ...(urgent && { urgent }) } };
  }
  const incoming = given({ from, number, sentOn, dueOn });
  if (channel === 'transferred') {
    const source = read.choice('来文类别', passingSources, petitionSourceName, 'petitionBureau');
    return { ...(source && { source }), incoming };
  }
  return Object.keys(incoming).length === 0 ? {} : { incoming };
}

/** 联名信访: how many there are in all, and who of them is named. Nobody who is named is left out of the number. */
function jointOf(read: RowReader): Partial<RegisterCase> {
  const personsText = read.text('总人数');
  const { members, unclear } = membersIn(read.text('联名人'));
  if (unclear !== undefined) read.fault('联名人', unclear);
  const persons = personsText === '' ? members.length + 1 : Number(personsText);
  if (!Number.isInteger(persons) || persons < 1) {
    read.fault('总人数', '不是人数。请填连同第一人在内的总人数，单独信访的不用填。');
  }
  return persons > 1 || members.length > 0 ? { joint: { persons, members } } : {};
}

/** 首问负责制 (R23): who was asked first, of a visit or a call. */
function firstAskedOf(read: RowReader, channel: Channel | undefined): Partial<RegisterCase> {
  const [unitId, person] = [read.unit('首问单位'), read.text('首问责任人')];
  if (read.text('首问单位') === '' && person === '') return {};
  if (channel !== undefined && !firstAskedChannels.includes(channel)) {
    const words = firstAskedChannels.map(channelName).join('、');
    read.fault('首问单位', `只有${words}记首问。请清空首问单位和首问责任人。`);
  } else if (read.text('首问单位') === '') {
    read.fault('首问单位', '写了首问责任人，没有写首问单位。请写单位全称或者简称。');
  }
  return unitId === undefined ? {} : { firstAsked: { unitId, person } };
}

/** The petitioner (信访人, R64). Without a name, and where it says so, nobody is named. */
function petitionerOf(read: RowReader): RegisterCase['matter']['petitioner'] {
  const name = read.text('姓名');
  const kind = read.choice('信访人类别', petitionerKinds, petitionerKindName, 'person') ?? 'person';
  const relation = given({ relation: read.text('身份或关系') });
  const contacts = given({ phone: read.text('电话'), idCard: read.text('公民身份号码'), address: read.text('住址') });
  return name === '' || name === '匿名'
    ? { kind, anonymous: true, name: '', ...relation }
    : { kind, anonymous: false, name, ...relation, ...contacts };
}

/**
 * Reads one row of a sheet as a registration (登记). What the cells themselves say wrong is told here, all of it; what the
 * rules say of the registration is for `decide`.
 */
function readRow(cells: Cells, line: number, { units, today, caseIdOf }: ReadBy): ImportRow {
  const read = new RowReader(cells, units);
  const caseId = caseIdOf(line);
  const channel = read.choice('渠道', importable, channelName);
  const receivedOn = read.date('收到日期');
  if (read.text('收到日期') === '') read.fault('收到日期', '没有填写。请写成 2026-11-05 的样子。');
  const contentKind = read.choice('性质', contentKinds, contentKindName, 'appeal');
  const responsibility = read.choice('属于谁的职责', responsibilities, responsibilityName, 'municipal');
  const priorHandling = read.choice('以前办过吗', priorHandlings, priorHandlingName, 'none');
  const handlingUnitId = read.unit('承办单位');
  if (read.text('承办单位') === '') read.fault('承办单位', '没有填写。请写单位全称或者简称。');
  const accusedUnitId = read.unit('被检举、控告的单位');
  const petitioner = petitionerOf(read);
  const [title, demand, earlierHandling] = [read.text('事由'), read.text('诉求与经过'), read.text('以前办理的情况')];
  const reason = read.text('理由');
  const besides = { ...incomingOf(read, channel), ...jointOf(read), ...firstAskedOf(read, channel) };
  const facts = {
    responsibility: responsibility ?? 'municipal',
    contentKind: contentKind ?? 'appeal',
    priorHandling: priorHandling ?? 'none',
    ...{ opinionImplemented: false, newFacts: false },
  };
  const command: RegisterCase = {
    type: 'registerCase',
    channel: channel ?? 'letter',
    receivedOn: receivedOn ?? today,
    matter: {
      caseId,
      title,
      demand,
      petitioner,
      facts,
      handlingUnitId: handlingUnitId ?? '',
      earlierHandling,
      ...(accusedUnitId !== undefined && { accusedUnitId }),
    },
    ...besides,
    ...(reason !== '' && { choice: { reason } }),
  };
  // what is missing or no choice has its fault
  return read.faults.length === 0
    ? { line, command, faults: [] }
    : { line, command: undefined, draft: command, faults: read.faults };
}

/** Reads all rows of a sheet; empty ones are left out. */
export function readRows(
  rows: readonly (readonly string[])[],
  by: ReadBy,
): { readonly header: readonly ImportFault[]; readonly rows: readonly ImportRow[] } {
  const { columns, faults } = readHeader(rows[0] ?? []);
  if (faults.length > 0) return { header: faults, rows: [] };
  const read = rows.slice(1).flatMap((cells, at): ImportRow[] => {
    if (blank(cells)) return [];
    const line = at + 2;
    const named: Cells = Object.fromEntries(
      columns.flatMap((column, place) => (column ? [[column, cells[place] ?? '']] : [])),
    );
    return [readRow(named, line, by)];
  });
  return { header: [], rows: read };
}

/** Columns that hold one of a closed list, with its words; of the units the caller has the names. */
export const importChoices = (): Readonly<Partial<Record<ImportColumn, readonly string[]>>> => ({
  渠道: importable.map(channelName),
  信访人类别: petitionerKinds.map(petitionerKindName),
  性质: contentKinds.map(contentKindName),
  属于谁的职责: responsibilities.map(responsibilityName),
  以前办过吗: priorHandlings.map(priorHandlingName),
  来文类别: passingSources.map(petitionSourceName),
  紧急: yesNo,
});

/** Columns that hold the name of a unit. */
export const importUnitColumns: readonly ImportColumn[] = ['承办单位', '被检举、控告的单位', '首问单位'];
