import {
  type ReportSection,
  type ReportTable,
  reportNote,
  reportSections,
  reportTitle,
  type UnitName,
} from '../../messages/report.ts';
import { type Block, line, p, table, writeDocx } from '../documents/docx-writer.ts';
import { type PdfResult, pagePdf } from '../documents/page-pdf.ts';
import { readDocx } from '../documents/read-docx.ts';
import type { ReportRow } from './reports.repository.ts';
import { type Sheet, writeXlsx } from './xlsx-writer.ts';

// A kept report as files. Each is made of the kept figures alone, so it is the same whenever it is made.

const small = { size: 24, line: 20 } as const;
/** Of 156 mm, in twips. */
const lineWidth = 8_840;
const longestBar = 12;

/** A bar as Chinese type has it everywhere: in every font, in Word, on paper, to be read out as a number beside it. */
function barOf(value: number, most: number): string {
  return '■'.repeat(value <= 0 || most <= 0 ? 0 : Math.max(1, Math.round((value / most) * longestBar)));
}

function tableBlocks({ caption, head, rows, bars }: ReportTable): readonly Block[] {
  if (rows.length === 0) return [];
  const values = bars === undefined ? [] : rows.map((row) => Number(row[bars]));
  const most = Math.max(0, ...values);
  const drawn = bars === undefined ? head : [...head, ''];
  // The first column is of words, and so is a last one that tells how; a bar needs room.
  const weights = drawn.map((name, at) => (at === 0 ? 2.2 : name === '' ? 3.4 : name === '算法' ? 3.4 : 1.3));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const widths = weights.map((weight) => Math.floor((lineWidth * weight) / total));
  const cell = (text: string | number, number: boolean, bold = false) => ({
    blocks: [line(String(text), { ...small, bold, align: number ? ('center' as const) : ('left' as const) })],
  });
  const bar = (value: number) => ({ blocks: [line(barOf(value, most), { ...small, colour: '1F4E79' })] });
  const lines = rows.map((row, at) => {
    const cells = row.map((value, place) => cell(value, place > 0 && head[place] !== '算法'));
    return { height: 420, cells: bars === undefined ? cells : [...cells, bar(values[at] ?? 0)] };
  });
  return [
    line(caption, { ...small, font: '黑体', align: 'center', before: 8, keepNext: true }),
    table({ widths, rows: [{ height: 420, cells: drawn.map((name) => cell(name, true, true)) }, ...lines] }),
    line('', { ...small, line: 8 }),
  ];
}

function sectionBlocks({ heading, paragraphs, tables }: ReportSection): readonly Block[] {
  return [
    p(heading, { font: '黑体', keepNext: true, before: 6 }),
    ...paragraphs.map((text) => p(text, { align: 'both' })),
    ...tables.flatMap(tableBlocks),
  ];
}

/** The report as .docx, in the form of an official paper. */
export function reportDocx(report: ReportRow, unitName: UnitName): Buffer {
  const { figures, unitName: unit, revision } = report;
  return writeDocx([
    line(reportTitle(unit, figures.period), { size: 44, font: '方正小标宋简体', align: 'center', line: 36, after: 18 }),
    ...reportSections(figures, unitName).flatMap(sectionBlocks),
    p(reportNote(figures, revision), { ...small, font: '楷体_GB2312', align: 'both', before: 12 }),
  ]);
}

/** The same as PDF, or the characters that no font of this machine has. */
export function reportPdf(report: ReportRow, unitName: UnitName): PdfResult {
  const { figures, unitName: unit } = report;
  return pagePdf(readDocx(reportDocx(report, unitName)), reportTitle(unit, figures.period), figures.asOf);
}

/** The data: a sheet for each table that has rows, and what they are of. */
export function reportXlsx(report: ReportRow, unitName: UnitName): Buffer {
  const tables = reportSections(report.figures, unitName).flatMap((section) => section.tables);
  const sheets = tables
    .filter(({ rows }) => rows.length > 0)
    .map(({ caption, head, rows }): Sheet => ({ name: caption, rows: [head, ...rows] }));
  const { figures, unitName: unit, revision } = report;
  const about: Sheet = {
    name: '说明',
    rows: [[reportTitle(unit, figures.period)], [reportNote(figures, revision)]],
  };
  return writeXlsx([...sheets, about]);
}
