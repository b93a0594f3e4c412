import { readFile } from 'node:fs/promises';
import PizZip from 'pizzip';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoDesk, openDemoDesk } from '../testkit/demo-desk.ts';

/* 文书: the administrator changes a template, a clerk gives the notice that is made by it. */

let desk: DemoDesk;
beforeAll(async () => {
  desk = await openDemoDesk('documents');
}, 120_000);
afterAll(() => desk?.close());

/** What a click brings down. Its name is the API test's: this browser has no Chinese locale to write it in. */
async function downloaded(page: Page, button: string): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).first().click(),
  ]);
  return readFile(await file.path());
}

/** The template with other words, as WPS would save it. */
function retyped(docx: Buffer, from: string, to: string): Buffer {
  const zip = new PizZip(docx);
  const path = 'word/document.xml';
  zip.file(path, (zip.file(path)?.asText() ?? '').replace(from, to));
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' });
}

test('a template is changed at 管理, and the next notice at the desk says its words', {
  timeout: 120_000,
}, async () => {
  const admin = await desk.enter('admin');
  await admin.goto(`${desk.url}/admin/templates`);
  const template = await downloaded(admin, '下载受理告知书');
  await admin.getByRole('button', { name: '修改受理告知书的模板' }).click();
  const upload = async (bytes: Buffer) => {
    const file = { name: '受理告知书.docx', mimeType: 'application/octet-stream', buffer: bytes };
    await admin.getByLabel('选择模板文件').setInputFiles(file);
    await admin.getByRole('button', { name: '检查并保存' }).click();
  };
  await upload(retyped(template, '{经办人}', '{经手人}'));
  await admin.getByText('没有“{经手人}”这个字段。最接近的是“{经办人}”').waitFor();
  await upload(retyped(template, '特此告知。', '特此告知，请您知悉。'));
  await admin.getByText('检查通过，已保存为第1版，尚未启用').waitFor();
  await admin.getByRole('button', { name: '预览受理告知书第1版' }).click();
  await admin.frameLocator('iframe').getByText('特此告知，请您知悉。').waitFor();
  await admin.keyboard.press('Escape');
  await admin.getByRole('button', { name: '启用受理告知书第1版' }).click();
  await admin.getByText('受理告知书现在使用第1版').waitFor();
  // what cannot be laid out says so where it is looked at, and offers nothing that would be refused
  await upload(retyped(template, '特此告知。', '特此告知。</w:t></w:r><w:r><w:drawing/></w:r><w:r><w:t>'));
  await admin.getByText('模板中有图片，不能如实排成 PDF').waitFor();
  await admin.getByRole('button', { name: '预览受理告知书第2版' }).click();
  await admin.frameLocator('iframe').getByText('这里没有显示文书中的图片').waitFor();
  const offered = admin.getByRole('dialog').last();
  await offered.getByRole('link', { name: '打印' }).waitFor({ state: 'detached' });
  expect(await offered.getByRole('button', { name: 'PDF' }).count()).toBe(0);
  await admin.keyboard.press('Escape');

  const office = await desk.enter('office1');
  await office.goto(`${desk.url}/desk/cases`);
  const asked = await office.request.post(`${desk.url}/graphql`, {
    data: {
      query: '{ cases(first: 100) { edges { node { id papers { kind standing } actions { command allowed } } } } }',
    },
  });
  interface Row {
    readonly id: string;
    readonly papers: readonly { kind: string; standing: string }[];
    readonly actions: readonly { command: string; allowed: boolean }[];
  }
  const { data } = (await asked.json()) as { data: { cases: { edges: readonly { node: Row }[] } } }; // the query just above
  const found = data.cases.edges.find(({ node }) =>
    node.papers.some((one) => one.kind === 'acceptanceNotice' && one.standing === 'draft'),
  );
  await office.goto(`${desk.url}/desk/cases/${found?.node.id}`);
  const ready = office.getByTestId('papers-ready');
  await ready.getByText('受理告知书').waitFor();
  // why the others are not to be had yet
  await office.getByText(/^还不能出具的文书/).click();
  await office.getByTestId('papers-not-yet').getByText('信访事项办结单').waitFor();
  // read before it goes out: a draft, without a number
  await office.getByRole('button', { name: '预览受理告知书' }).click();
  const frame = office.frameLocator('iframe');
  await frame.getByText('特此告知，请您知悉。').waitFor();
  await frame.getByText('拟稿').waitFor();
  // what is printed is the file itself, in the browser's own viewer
  const [printed] = await Promise.all([
    office.context().waitForEvent('page'),
    office.getByRole('dialog').getByRole('link', { name: '打印' }).click(),
  ]);
  await printed.waitForURL(/\/acceptanceNotice\.print$/);
  expect(await printed.evaluate(() => document.contentType)).toBe('application/pdf');
  await printed.close();
  await office.keyboard.press('Escape');
  // a screen that hears nothing of what comes now
  const deaf = await desk.enter('office1');
  await deaf.goto(`${desk.url}/desk/cases/${found?.node.id}`);
  await deaf.getByRole('button', { name: '预览受理告知书' }).waitFor();
  await deaf.route('**/graphql*', (route) => route.abort());
  // the act, and its paper
  await office
    .getByTestId('case-actions')
    .getByRole('button', { name: /^出具受理告知/ })
    .first()
    .click();
  // whom the rules have it copied to stands in the form already
  expect(await office.getByLabel('抄送').inputValue()).not.toBe('');
  await office.getByLabel('抄送').fill('市信访局');
  await office.getByRole('button', { name: '出具受理告知单', exact: true }).click();
  const issued = office.getByTestId('papers-issued');
  await issued.getByText(/^受理告知书 教信受〔\d{4}〕\d+号/).waitFor();
  await issued.getByText('抄送市信访局').waitFor();
  // the draft is no more: its sheet says why, and offers nothing to take
  await deaf.getByRole('button', { name: '预览受理告知书' }).click();
  await deaf.frameLocator('iframe').getByText('请').first().waitFor();
  const refused = deaf.getByRole('dialog');
  await refused.getByRole('link', { name: '打印' }).waitFor({ state: 'detached' });
  expect(await refused.getByRole('button', { name: /下载/ }).count()).toBe(0);
  const number = ((await issued.getByText(/教信受/).textContent()) ?? '').match(/教信受〔\d{4}〕\d+号/)?.[0];
  const name = `受理告知书 ${number}`;
  const docx = await downloaded(office, `下载${name}（WPS、Word 文档）`);
  expect(new PizZip(docx).file('word/document.xml')?.asText()).toContain('请您知悉');
  const pdf = await downloaded(office, `下载${name}（PDF）`);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await office.getByText('取用记录').click();
  await office.getByText(/下载 PDF 受理告知书/).waitFor();
});

test('a report that is not there says so, and offers no file of it', async () => {
  const office = await desk.enter('office1');
  await office.goto(`${desk.url}/desk/reports/no-such-report`);
  await office.getByText('没有这份报告，或您不能查看它').waitFor();
  for (const file of ['Word 文件', 'PDF 文件', '数据 .xlsx'])
    expect(await office.getByRole('link', { name: file }).count()).toBe(0);
  await office.getByRole('link', { name: '全部报表' }).waitFor();
});

test('two administrators at one 机关代字 and one template: who comes second is shown what stands now', {
  timeout: 120_000,
}, async () => {
  const [first, second] = await Promise.all([desk.enter('admin'), desk.enter('admin2')]);
  for (const page of [first, second]) {
    await page.goto(`${desk.url}/admin`);
    await page.getByLabel('找单位').fill('西河区教育局');
    await page.getByRole('button', { name: '改名：西河区教育局' }).click();
  }
  // typed as people type, with a rest in which the numbers are shown anew: the field stays where it is
  const type = async (page: Page, mark: string) => {
    await page.getByLabel('机关代字').click();
    for (const sign of mark) {
      await page.keyboard.insertText(sign);
      await page.waitForTimeout(500);
    }
    await page.getByText(`下一份文书编为“${mark}`).waitFor();
  };
  await type(second, '西教信');
  await type(first, '西河教信');
  await first.getByRole('button', { name: '保存代字' }).click();
  await first.getByText('西河区教育局的文书从现在起以“西河教信”编号').waitFor();
  await second.getByRole('button', { name: '保存代字' }).click();
  await second.getByText('您打开以后，别人已经改过这里').waitFor();
  await second.getByText('别人已改为“西河教信”').waitFor();
  await second.getByRole('button', { name: '保存代字' }).click();
  await second.getByText('西河区教育局的文书从现在起以“西教信”编号').waitFor();

  for (const page of [first, second]) {
    await page.goto(`${desk.url}/admin/templates`);
    await page.getByRole('button', { name: '修改受理告知书的模板' }).click();
  }
  const upload = async (words: string) => {
    const template = await downloaded(first, '下载受理告知书系统自带');
    const buffer = retyped(template, '特此告知。', words);
    await first.getByLabel('选择模板文件').setInputFiles({ name: '受理告知书.docx', mimeType: '', buffer });
    await first.getByRole('button', { name: '检查并保存' }).click();
  };
  await upload('特此告知，敬请知悉。');
  await first.getByRole('button', { name: '启用受理告知书第3版' }).click();
  await first.getByText('受理告知书现在使用第3版').waitFor();
  await second.getByRole('button', { name: '启用受理告知书系统自带' }).click();
  await second.getByText('您打开以后，别人已经改过这里').waitFor();
  await second.getByRole('button', { name: '启用受理告知书第1版' }).waitFor();
});
