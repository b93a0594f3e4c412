import { type PlainDate, yearOf } from '@huiyin/domain';
import { inPersonChannels } from '@huiyin/domain/cases';
import type { Chart } from '@huiyin/domain/charts';
import { channelName } from '@huiyin/domain/messages';
import type { Compared, Rate, ReportFigures, VisitCounts } from '@huiyin/domain/office';

// What the parts of a report (report.ts) are made of: numbers in words, tables, and the charts that show them.

export type Cell = string | number;

/** A table of a report (表), and the chart (图) that shows the same; both numbered through the report. */
export interface ReportTable {
  readonly number: number;
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly figure?: { readonly number: number; readonly chart: Chart };
}

/** A table before it has its number. */
export interface Told extends Pick<ReportTable, 'caption' | 'head' | 'rows'> {
  readonly chart?: Chart;
}
export interface ToldSection extends Omit<ReportSection, 'tables'> {
  readonly tables: readonly Told[];
}

/** One part of a report. */
export interface ReportSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly tables: readonly ReportTable[];
}

/** 2026年11月 */
export const monthText = (day: PlainDate): string => `${yearOf(day)}年${Number(day.slice(5, 7))}月`;

export const percent = ({ value }: Rate): string => (value === undefined ? '—' : `${(value * 100).toFixed(1)}%`);
export const made = ({ numerator, denominator }: Rate): string => `${numerator}/${denominator}`;

/** How a number stands to an earlier one: 增加3件（上升50.0%）. */
export function moved(now: number, then: number, unit = '件'): string {
  if (now === then) return '持平';
  const share =
    then === 0 ? '' : `（${now > then ? '上升' : '下降'}${((Math.abs(now - then) / then) * 100).toFixed(1)}%）`;
  return `${now > then ? '增加' : '减少'}${Math.abs(now - then)}${unit}${share}`;
}

export const compared = (rows: readonly Compared<number>[], name: (key: string) => string): Cell[][] =>
  rows.map(({ key, now, before, lastYear }) => [name(key), now, before, lastYear]);

export const comparedHead = (first: string): string[] => [first, '本期', '上期', '上年同期'];

// the keys of kept figures are the domain's own ids
export const channel = (key: string) => channelName(key as Parameters<typeof channelName>[0]);

/** The numbers of a table drawn: its first column names what they are of, each other column is a series. */
export function charted(
  table: Told,
  { unit = '件', columns }: { unit?: string; columns?: readonly number[] } = {},
): Told {
  const shown = columns ?? table.head.slice(1).map((_, at) => at + 1);
  const number = (cell: Cell | undefined): number | null => {
    if (typeof cell === 'number') return cell;
    const share = /^(\d+\.\d)%$/.exec(cell ?? '')?.[1];
    return share === undefined ? null : Number(share);
  };
  const chart: Chart = {
    kind: 'bars',
    title: table.caption,
    unit,
    categories: table.rows.map(([name]) => String(name)),
    series: shown.map((at) => ({ name: table.head[at] ?? '', values: table.rows.map((row) => number(row[at])) })),
  };
  return { ...table, chart };
}

/** 件次, 批次 and 人次 are told side by side and never added to each other. */
export function countText({ now, before, lastYear }: NonNullable<ReportFigures['counts']>): string {
  const visits = ({ groups, visitors }: VisitCounts): string => `${groups}批次${visitors}人次`;
  return `按件次、批次、人次分别统计：共${now.items}件次、${now.persons}人次；其中来访、领导接访和下访${visits(now)}（上期${visits(before)}，上年同期${visits(lastYear)}），含集体访${now.collective}批次${now.collectiveVisitors}人次。五人以上为集体访；来访登记为一件的计一批次。`;
}

export function countTables({ counts, counted = [] }: ReportFigures): readonly Told[] {
  if (!counts) return [];
  const row = (name: string, one: VisitCounts, inPerson: boolean): Cell[] => [
    name,
    one.items,
    one.persons,
    ...(inPerson ? [one.groups, one.visitors, one.collective, one.collectiveVisitors] : ['—', '—', '—', '—']),
  ];
  return [
    {
      caption: '件次、批次、人次',
      head: ['渠道', '件次', '人次', '来访批次', '来访人次', '集体访批次', '集体访人次'],
      rows: [
        ...counted.map((one) => row(channel(one.channel), one.counts, inPersonChannels.includes(one.channel))),
        row('合计', counts.now, true),
      ],
    },
  ];
}

export function trendTables({ trend = [] }: ReportFigures): readonly Told[] {
  const caption = '收到和办结的月度走势';
  const chart: Chart = {
    kind: 'lines',
    title: caption,
    unit: '件',
    categories: trend.map(({ month }, at) => {
      const short = `${Number(month.slice(5, 7))}月`;
      return at === 0 || month.slice(5, 7) === '01' ? `${short}\n${yearOf(month)}年` : short;
    }),
    series: [
      { name: '收到', values: trend.map(({ received }) => received) },
      { name: '办结', values: trend.map(({ closed }) => closed) },
    ],
  };
  const rows = trend.map(({ month, received, closed }): Cell[] => [monthText(month), received, closed]);
  return trend.length < 2 ? [] : [{ caption, head: ['月份', '收到', '办结'], rows, chart }];
}
