import { randomUUID } from 'node:crypto';
import PizZip from 'pizzip';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { header, importing, previewText, row, runText } from './sheets.ts';
import { ask, openStory, type Story } from './story.ts';

/* Many matters at once from a sheet: every wrong cell is named, with how to mend it. */

let story: Story;
beforeAll(async () => {
  story = await openStory();
}, 60_000);
afterAll(() => story?.close());

const { preview, run } = importing(() => story);

/** The sheets of an .xlsx, as their XML. */
const sheetsOf = (content: string) => {
  const zip = new PizZip(Buffer.from(content, 'base64'));
  return [1, 2, 3].map((at) => zip.file(`xl/worksheets/sheet${at}.xml`)?.asText() ?? '');
};

test('wrong columns are named before any row is read', async () => {
  const { header: faults, rows } = await preview([['渠道', '收到日期', '事由', '事由', '备注'], ['来信']]);
  expect(rows).toEqual([]);
  expect(faults.map(({ column }) => column)).toEqual(['事由', '备注', '诉求与经过', '承办单位']);
  const titled = await preview([['2026年11月来信登记表'], header, row()]);
  expect(titled.header).toEqual([{ column: null, message: expect.stringContaining('删去列名上面的标题') }]);
});

test.each([
  ['2026-11-05 14:30:00'],
  ['2026/11/5 9:05'],
  ['2026年11月5日14:30'],
  ['20261105'],
  ['２０２６－１１－０５'],
])('a day as other programs write it is read: %s', async (收到日期) => {
  const [read] = (await preview([header, row({ 收到日期, 渠道: '\u200b来\u00a0信', 承办单位: ' 基础 教育处' })])).rows;
  expect(read?.faults).toEqual([]);
});

test('a unit is named in full, or by the short name that lists show; of a short name of two the full one is asked for', async () => {
  const admin = await story.as('admin');
  const call = (id: string, name: string, shortName: string) =>
    admin.query(
      'mutation ($id: ID!, $name: String!, $shortName: String) { renameUnit(id: $id, name: $name, shortName: $shortName) { id } }',
      { id, name, shortName },
    );
  await call('basic', '基础教育处', '基教处');
  await call('middle-1', '市第一中学', '一中');
  await call('west-1', '西城第一小学', '一中');
  const { rows } = await preview([header, row({ 承办单位: '基教 处' }), row({ 承办单位: '一中' })]);
  expect(rows[0]?.faults).toEqual([]);
  expect(rows[1]?.faults).toMatchObject([
    { column: '承办单位', message: expect.stringMatching(/共用的简称.*单位全称/) },
  ]);
});

test.each<[string, Readonly<Record<string, string>>, string, string]>([
  ['a day that does not exist', { 收到日期: '2026-02-30' }, '收到日期', '2026-11-05'],
  ['a day that the sheet shows as a number', { 收到日期: '46330' }, '收到日期', '按数字显示的日期'],
  ['no day at all, cut off', { 收到日期: '2026-11-05 14' }, '收到日期', '2026-11-05'],
  ['an unknown channel', { 渠道: '微信' }, '渠道', '“来信”'],
  ['an unknown unit', { 承办单位: '后勤处' }, '承办单位', '单位全称'],
  ['a formula', { 事由: '=A1&B1' }, '事由', '粘贴为数值'],
  ['half a telephone number', { 电话: '1391234' }, '电话', '手机号'],
  ['nothing asked for', { 诉求与经过: '' }, '诉求与经过', '请写明'],
  ['an order without its number', { 渠道: '12345 热线' }, '来件编号', '交办单'],
  ['a unit that may not have it', { 承办单位: '东城区教育局' }, '承办单位', '依据'],
  ['no number of persons', { 总人数: '很多' }, '总人数', '总人数'],
  ['an identity number that a sheet has cut', { 公民身份号码: '3.30106E+17' }, '公民身份号码', '格式设为“文本”'],
  ['an unknown kind of sender', { 渠道: '上级转交', 来文类别: '教育部', 来自: '教育部' }, '来文类别', '“市信访局'],
  [
    'a person who joined in and cannot be read',
    { 联名人: '王芳 13812342042 家长' },
    '联名人',
    '“王芳 13812342042 家长”',
  ],
  ['half a number of one who joined in', { 联名人: '王芳 138；李强' }, '联名人', '王芳：'],
  [
    'six representatives of who came',
    { 渠道: '来访', 联名人: '王芳 代表；李强 代表；赵一 代表；钱二 代表；孙三 代表' },
    '联名人',
    '第二十条',
  ],
  ['fewer persons than names', { 总人数: '2', 联名人: '王芳；李强' }, '总人数', '3'],
  ['a first-asked unit of a letter', { 首问单位: '局办公室', 首问责任人: '陈静' }, '首问单位', '来访、来电'],
  ['nobody asked first in the unit', { 渠道: '来访', 首问单位: '局办公室' }, '首问责任人', '责任人'],
  ['nobody’s unit asked first', { 渠道: '来电', 首问责任人: '陈静' }, '首问单位', '单位全称'],
  ['more words than a case holds', { 诉求与经过: '雨'.repeat(5001) }, '诉求与经过', '5000'],
  ['neither urgent nor not', { 渠道: '12345 热线', 来件编号: 'HZ-1', 紧急: '尽快' }, '紧急', '“是”'],
])('%s is told at its cell, with how to mend it', async (_name, change, column, words) => {
  const { rows } = await preview([header, row(), row(change)]);
  expect(rows[0]?.faults).toEqual([]);
  expect(rows[1]).toMatchObject({ line: 3, faults: [{ column, message: expect.stringContaining(words) }] });
});

test('one look is enough: what the cells say wrong and what the rules refuse stand side by side, once each', async () => {
  const wrong = row({ 收到日期: '2026-02-30', 承办单位: '=A1', 电话: '139', 事由: '', 首问单位: '局办公室' });
  const suspicious = row({ 事由: '反映校长收受回扣', 诉求与经过: '请求查处。' });
  const { rows } = await preview([header, wrong, suspicious]);
  expect(rows[0]?.faults.map(({ column }) => column)).toEqual([
    '收到日期',
    '电话',
    '事由',
    '承办单位',
    '承办单位',
    '首问单位',
  ]);
  expect(rows[1]?.faults).toMatchObject([{ column: '理由', message: expect.stringContaining('“性质”填“检举控告”') }]);
});

test('one look is enough, too, where the rules refuse much of one row: nothing is told only once the rest is mended', async () => {
  const wrong = row({
    渠道: '12345 热线',
    收到日期: '2026-12-24',
    来件编号: '',
    电话: '139',
    公民身份号码: '330106',
    事由: '',
    承办单位: '东城区教育局',
    联名人: '王芳 138；李强 139；赵一，家长；钱二 先生',
  });
  const readable = { ...wrong, [header.indexOf('联名人')]: '王芳 138；李强 139' };
  const { rows } = await preview([header, wrong, Object.values(readable)]);
  expect(rows.map(({ faults }) => faults.map(({ column }) => column))).toEqual([
    ['收到日期', '电话', '公民身份号码', '联名人', '事由', '承办单位', '来件编号'],
    ['收到日期', '电话', '公民身份号码', '联名人', '联名人', '事由', '承办单位', '来件编号'],
  ]);
  expect(rows[0]?.faults[3]?.message).toContain('“赵一，家长”、“钱二 先生”没有看懂');
  expect(rows[1]?.faults.slice(3, 5).map(({ message }) => message.slice(0, 3))).toEqual(['王芳：', '李强：']);
  // an order that stands twice is told beside what cannot be read in its row
  const order = { 渠道: '12345 热线', 来件编号: 'HZ-77' };
  const twice = await preview([header, row(order), row({ ...order, 承办单位: '后勤处' })]);
  expect(twice.rows[1]?.faults.map(({ column }) => column)).toEqual(['承办单位', '来件编号']);
  // … and by the door itself, of every row at once
  const refused = await run([header, wrong, row({ ...order, 电话: '139' }), row(order)]);
  expect(refused.done).toBe(false);
  expect(refused.faults.map(({ line }) => line)).toEqual([...Array(7).fill(2), 3, 4]);
});

test('what is no sheet, too long a one, and who may not: refused', async () => {
  const clerk = await story.as('clerk');
  const long = [header, ...Array.from({ length: 5_001 }, () => row())];
  for (const [rows, code] of [
    [long, 'import-too-long'],
    ['表', 'import-unreadable'],
    [[header], 'import-unreadable'],
    [[header, [1]], 'import-unreadable'],
  ] as const) {
    const answer = await ask(story.base, clerk, previewText, { rows });
    expect(answer.errors?.[0]?.extensions?.code).toBe(code);
  }
  const given = { rows: [header, row()], importId: randomUUID() };
  const answer = await ask(story.base, await story.as('east'), runText, given);
  expect(answer.errors?.[0]?.extensions?.code).toBe('forbidden');
});

test('the template: drop-down lists, every column explained, text cells that keep long numbers', async () => {
  const { importTemplate } = await (await story.as('clerk')).query<{ importTemplate: { content: string } }>(
    '{ importTemplate { fileName content } }',
  );
  const [fill = '', guide = '', lists = ''] = sheetsOf(importTemplate.content);
  expect(fill.match(/<dataValidation /g)).toHaveLength(10);
  expect(fill).toContain('sqref="A2:A5001"');
  expect(fill).toMatch(/<col [^>]*style="2"/);
  for (const column of header) expect(guide).toContain(`>${column}<`);
  expect(lists).toContain('>基础教育处<');
});

test('the sheet comes back with reasons and marked cells, and can be chosen again as it is', async () => {
  const rows = [header, row(), row({ 收到日期: '2026-02-30', 电话: '1391234' }), row()];
  const { importToMend } = await (await story.as('clerk')).query<{
    importToMend: { fileName: string; content: string };
  }>('query ($rows: JSON!) { importToMend(fileName: "十月来信.csv", rows: $rows) { fileName content } }', { rows });
  expect(importToMend.fileName).toBe('十月来信-要改的行.xlsx');
  const [whole = '', bad = ''] = sheetsOf(importToMend.content);
  expect(whole.match(/<row /g)).toHaveLength(4);
  expect(bad.match(/<row /g)).toHaveLength(2);
  expect(whole).toContain('第 3 行“收到日期”');
  expect(whole.match(/s="3"/g)).toHaveLength(2);
  const again = await preview(rows.map((cells, at) => [at === 0 ? '问题和改法' : '第 3 行：…', ...cells]));
  expect(again.header).toEqual([]);
  expect(again.rows.map(({ sameAs }) => sameAs)).toEqual([null, null, 2]);
});
