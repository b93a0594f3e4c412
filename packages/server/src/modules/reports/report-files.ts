import { type Chart, drawChart, widthOf } from '@huiyin/domain/charts';
import { fullDateText } from '@huiyin/domain/messages';
import { periodText, reportNote, reportSections, reportTitle, type UnitName } from '../../messages/report.ts';
import type { ReportSection, ReportTable } from '../../messages/report-parts.ts';
import type { PageBlock } from '../documents/blocks.ts';
import { type Block, line, p, table, writeDocx } from '../documents/docx-writer.ts';
import { type PdfResult, pagePdf } from '../documents/page-pdf.ts';
import { readDocx } from '../documents/read-docx.ts';
import { docxChart } from './docx-chart.ts';
import type { ReportRow } from './reports.repository.ts';
import { type Sheet, writeXlsx } from './xlsx-writer.ts';

// A kept report as files. Each is made of the kept figures alone, so it is the same whenever it is made.

/** 五号: what tables are set in, so that a row of seven columns has room. */
const small = { size: 21, line: 17 } as const;
const smallPoints = 10.5;
/** Of 156 mm, in twips and in points. */
const lineWidth = 8_840;
const chartWidth = lineWidth / 20;

/** A paragraph or table, or a chart. */
type Piece = Block | { readonly chart: Chart };

/** Widths of columns in twips: each as its widest words; where that is too much the widest give way, and their words go on below. */
function widthsOf(columns: readonly (readonly string[])[]): readonly number[] {
  const wanted = columns.map((texts) => Math.max(...texts.map((text) => widthOf(text, smallPoints))) + 11);
  const sum = (cap: number): number => wanted.reduce((total, width) => total + Math.min(width, cap), 0);
  let cap = chartWidth;
  while (sum(cap) > chartWidth && cap > 30) cap -= 1;
  const room = chartWidth / sum(cap);
  return wanted.map((width) => Math.floor(Math.min(width, cap) * room * 20));
}

function tableBlocks({ number, caption, head, rows, figure }: ReportTable): readonly Piece[] {
  const widths = widthsOf(head.map((name, at) => [name, ...rows.map((row) => String(row[at]))]));
  // The first column is of words, and so is one that tells how.
  const cell = (text: string | number, place: number, bold = false) => ({
    blocks: [
      line(String(text), { ...small, bold, align: bold || (place > 0 && head[place] !== '算法') ? 'center' : 'left' }),
    ],
  });
  const lines = rows.map((row) => ({ height: 380, whole: true, cells: row.map((value, place) => cell(value, place)) }));
  const titled = { ...small, font: '黑体', align: 'center' } as const;
  return [
    line(`表${number}　${caption}`, { ...titled, line: 24, before: 8, keepNext: true }),
    table({
      widths,
      rows: [
        { height: 400, header: true, whole: true, cells: head.map((name, place) => cell(name, place, true)) },
        ...lines,
      ],
    }),
    line('', { ...small, line: 10 }),
    ...(figure
      ? [{ chart: figure.chart }, line(`图${figure.number}　${figure.chart.title}`, { ...titled, line: 24, after: 8 })]
      : []),
  ];
}

function sectionBlocks({ heading, paragraphs, tables }: ReportSection): readonly Piece[] {
  return [
    p(heading, { font: '黑体', keepNext: true, before: 6 }),
    ...paragraphs.map((text) => p(text, { align: 'both' })),
    ...tables.flatMap(tableBlocks),
  ];
}

const title = { size: 44, font: '方正小标宋简体', align: 'center', line: 36, after: 18 } as const;

/** The title in one line, or parted where its sense is: never a word alone on the second (7.3.1). */
function titleLines(unit: string, period: string): readonly Block[] {
  const whole = reportTitle(unit, period);
  if (widthOf(whole, title.size / 2) <= chartWidth) return [line(whole, title)];
  const first = `${unit}${periodText(period)}`;
  return [line(first, { ...title, after: 0, keepNext: true }), line(whole.slice(first.length), title)];
}

/** 附件 on a page of its own: the word at the left above, its title in the middle (7.3.8). */
const annexBlocks = ({ heading, ...section }: ReportSection): readonly Piece[] => [
  line('附件', { font: '黑体', pageBreakBefore: true, after: 12 }),
  line(annexTitle(heading), title),
  ...sectionBlocks({ ...section, heading: '' }).slice(1),
];
const annexTitle = (heading: string): string => heading.replace('附件　', '');

/** The report from its title to its date, in the form of an official paper (GB/T 9704-2012). */
function pieces({ figures, unitName: unit, revision }: ReportRow, unitName: UnitName): readonly Piece[] {
  const sections = reportSections(figures, unitName);
  const annexed = sections.filter(({ heading }) => heading.startsWith('附件'));
  const main = sections.filter((section) => !annexed.includes(section));
  return [
    ...titleLines(unit, figures.period),
    ...main.flatMap(sectionBlocks),
    // The date never stands on a page without text of the report (7.3.4, 7.3.5).
    p(reportNote(figures, revision), {
      ...{ size: 24, line: 20, font: '楷体_GB2312', align: 'both', before: 12, keepNext: true },
    }),
    ...annexed.map(({ heading }) => p(`附件：${annexTitle(heading)}`, { before: 12, keepNext: true })),
    line(unit, { align: 'right', right: 4, before: 24, keepNext: true }),
    line(fullDateText(figures.asOf), { align: 'right', right: 4 }),
    ...annexed.flatMap(annexBlocks),
  ];
}

/** The report as .docx; its charts are Word's own and can be edited there. */
export function reportDocx(report: ReportRow, unitName: UnitName): Buffer {
  return writeDocx(
    pieces(report, unitName).map((piece) =>
      'chart' in piece
        ? { embedded: docxChart(piece.chart, { width: chartWidth, height: drawChart(piece.chart, chartWidth).height }) }
        : piece,
    ),
  );
}

/** The same as PDF, its charts drawn, or the characters that no font of this machine has. */
export function reportPdf(report: ReportRow, unitName: UnitName): PdfResult {
  const { figures, unitName: unit } = report;
  const all = pieces(report, unitName);
  const laid = readDocx(writeDocx(all.flatMap((piece) => ('chart' in piece ? [] : [piece]))));
  // Each paragraph and table is one block of the page, in the same order.
  const texts = laid.blocks.values();
  const blocks = all.flatMap((piece): readonly PageBlock[] => {
    if ('chart' in piece)
      return [{ kind: 'drawing', drawing: drawChart(piece.chart, chartWidth), title: piece.chart.title }];
    const next = texts.next();
    return next.done ? [] : [next.value];
  });
  return pagePdf({ ...laid, blocks }, reportTitle(unit, figures.period), figures.asOf);
}

/** The data: a sheet for each table that has rows, and what they are of. */
export function reportXlsx(report: ReportRow, unitName: UnitName): Buffer {
  const tables = reportSections(report.figures, unitName).flatMap((section) => section.tables);
  const sheets = tables.map(({ caption, head, rows }): Sheet => ({ name: caption, rows: [head, ...rows] }));
  const { figures, unitName: unit, revision } = report;
  const about: Sheet = {
    name: '说明',
    rows: [[reportTitle(unit, figures.period)], [reportNote(figures, revision)]],
  };
  return writeXlsx([...sheets, about]);
}
