import { randomUUID } from 'node:crypto';
import type { Story } from './story.ts';

/** The columns of a sheet of matters, and a row of it. */
export const header = [
  ...['渠道', '收到日期', '姓名', '电话', '公民身份号码', '事由', '诉求与经过', '承办单位'],
  ...['来文类别', '来自', '来件编号', '总人数', '联名人', '紧急', '信访人类别', '首问单位', '首问责任人'],
];
export const row = (change: Readonly<Record<string, string>> = {}) => {
  const cells: Readonly<Record<string, string>> = {
    渠道: '来信',
    收到日期: '2026/11/20',
    姓名: '李小明',
    电话: '13912342041',
    事由: '校车停运，要求恢复',
    诉求与经过: '校车三号线停运，请求恢复。',
    承办单位: '基础教育处',
    ...change,
  };
  return header.map((column) => cells[column] ?? '');
};

interface Fault {
  readonly line?: number;
  readonly column: string | null;
  readonly message: string;
}
interface Preview {
  readonly header: readonly Fault[];
  readonly rows: readonly { line: number; faults: readonly Fault[]; sameAs: number | null }[];
  readonly earlier: readonly { personName: string; cases: number }[];
}
export interface Run {
  readonly done: boolean;
  readonly cases: readonly { id: string; number: string }[];
  readonly faults: readonly Fault[];
}
export const previewText = `query ($rows: JSON!) { previewImport(fileName: "表.xlsx", rows: $rows) {
  header { column message } rows { line faults { column message } sameAs } earlier { personName cases } } }`;
export const runText = `mutation ($importId: ID!, $rows: JSON!, $again: Boolean) {
  runImport(importId: $importId, fileName: "表.xlsx", rows: $rows, again: $again) {
    done cases { id number } faults { line column message } } }`;

/** Looks a sheet through, and registers it, as the clerk of a story. */
export function importing(story: () => Story) {
  const clerk = () => story().as('clerk');
  return {
    preview: async (rows: unknown) =>
      (await (await clerk()).query<{ previewImport: Preview }>(previewText, { rows })).previewImport,
    run: async (rows: unknown, importId: string = randomUUID(), again = false) =>
      (await (await clerk()).query<{ runImport: Run }>(runText, { rows, importId, again })).runImport,
  };
}
