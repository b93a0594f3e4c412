import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completeAttachment, reserveAttachment } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { inHand, paperDesk, retyped } from './papers.ts';
import { ask, openStory, type Story } from './story.ts';

/* Refusals of the server's own doors that no other story comes to, met as a client meets them. */

let folder: string;
let story: Story;
let clerk: Caller;
let admin: Caller;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-own-refusals-'));
  story = await openStory({ filesFolder: folder });
  [clerk, admin] = await Promise.all([story.as('clerk'), story.as('admin')]);
});
afterAll(async () => {
  await story?.close();
  await rm(folder, { recursive: true, force: true });
});
const { give, papersOf, register } = paperDesk(() => story);

interface Told {
  readonly code: string;
  readonly message: string;
}

/** How an operation is refused. */
async function refusalOf(caller: Caller, text: string, variables = {}): Promise<Told> {
  const [error] = (await ask(story.base, caller, text, variables)).errors ?? [];
  return { code: error?.extensions?.code ?? '', message: error?.message ?? '' };
}

/** How a file is refused. */
async function refusedFile(caller: Caller, path: string, init: RequestInit = {}): Promise<Told> {
  return (await (await caller.fetch(story.base + path, init)).json()) as Told;
}

test('one view too many', async () => {
  const save = `mutation ($id: ID!, $name: String!) { saveView(id: $id, name: $name, query: "", shared: false) { name } }`;
  for (let at = 0; at < 30; at += 1) await clerk.query(save, { id: randomUUID(), name: `视图${at}` });
  const told = await refusalOf(clerk, save, { id: randomUUID(), name: '再一个' });
  expect(told).toEqual({ code: 'too-many-views', message: expect.stringContaining('最多保存30个视图') });
});

test('a parent unit that two units are called by', async () => {
  const add = 'mutation ($units: [NewUnitInput!]!) { addUnits(units: $units) { id } }';
  const school = (name: string, parent: string) => ({ name, kind: 'districtSchool', parent });
  const { units } = await admin.query<{ units: { id: string; name: string; kind: string }[] }>(
    '{ units { id name kind } }',
  );
  const districts = units.filter(({ kind }) => kind === 'districtAuthority').slice(0, 2);
  expect(districts).toHaveLength(2);
  const rename = 'mutation ($id: ID!, $name: String!) { renameUnit(id: $id, name: $name, shortName: "两区") { id } }';
  for (const { id, name } of districts) await admin.query(rename, { id, name });
  const told = await refusalOf(admin, add, { units: [school('某某小学', '两区')] });
  expect(told).toEqual({ code: 'units-refused', message: expect.stringContaining('“两区”不止一个单位') });
});

test('the draft of a paper that has gone out already', async () => {
  const caseId = await register();
  await give(caseId, 'clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: '2026-11-23' });
  const told = await refusedFile(clerk, `/documents/cases/${caseId}/acceptanceNotice.docx`);
  expect(told).toEqual({ code: 'document-not-yet', message: expect.stringContaining('现在还不能生成') });
});

describe('a paper that cannot be printed', () => {
  test('with a character that no font has', async () => {
    const caseId = await register({ title: '校牌写作\u{10fffd}' });
    const told = await refusedFile(clerk, `/documents/cases/${caseId}/registrationForm.pdf`);
    expect(told).toEqual({ code: 'document-glyphs-missing', message: expect.stringContaining('\u{10fffd}') });
  });

  test('by a template with what a PDF cannot show', async () => {
    const builtIn = await admin.fetch(`${story.base}/documents/templates/urgingLetter/0.docx`);
    const note = '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p><w:sectPr';
    const changed = retyped(Buffer.from(await builtIn.arrayBuffer()), '<w:sectPr', note);
    const upload = `mutation ($content: String!) {
      uploadDocumentTemplate(kind: urgingLetter, fileName: "催办函.docx", note: "脚注", content: $content) { version } }`;
    const made = await admin.query<{ uploadDocumentTemplate: { version: number } }>(upload, {
      content: changed.toString('base64'),
    });
    const { version } = made.uploadDocumentTemplate;
    await admin.query(
      'mutation ($v: Int!) { useDocumentTemplate(kind: urgingLetter, version: $v) { versions { version } } }',
      { v: version },
    );
    const caseId = await register(inHand);
    await give(caseId, 'clerk', 'urgeCase', { text: '请抓紧', urgedOn: '2026-11-23' });
    const [paper] = (await papersOf(caseId)).documents;
    const told = await refusedFile(clerk, `/documents/${paper?.id}.pdf`);
    expect(told).toEqual({ code: 'document-not-laid', message: expect.stringContaining('脚注') });
  });
});

describe('files', () => {
  const megabyte = 1024 * 1024;
  const newId = () => `${randomUUID().slice(0, 14)}7${randomUUID().slice(15)}`;
  const row = (size: number) => ({
    ...{ id: newId(), ownerId: clerk.personId, kind: 'photo' as const, mime: 'image/jpeg' },
    ...{ size, sha256: 'a'.repeat(64) },
  });
  const announce = (size: number) => {
    const sha256 = createHash('sha256').update('x').digest('hex');
    const metadata = Object.entries({ attachmentId: newId(), sha256, filetype: 'image/jpeg', kind: 'photo' });
    const headers = {
      'tus-resumable': '1.0.0',
      'upload-length': String(size),
      'upload-metadata': metadata.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`).join(','),
    };
    return refusedFile(clerk, '/files', { method: 'POST', headers });
  };
  const keep = async (size: number, whole: boolean) => {
    const { prisma } = story.server.database;
    const at = new Date(story.server.clock.now());
    const file = row(size);
    await reserveAttachment(prisma, 'test', file, at);
    if (whole) await completeAttachment(prisma, 'test', file.id, at);
  };

  test('too many begun', async () => {
    for (let at = 0; at < 30; at += 1) await keep(20 * megabyte, false);
    expect(await announce(megabyte)).toEqual({
      code: 'too-many-unfinished-uploads',
      message: expect.stringContaining('仍保存在手机上'),
    });
    await story.server.database.pool.query('delete from attachment');
  });

  test('more than one person may keep', async () => {
    for (let at = 0; at < 10; at += 1) await keep(512 * megabyte, true);
    expect(await announce(megabyte)).toEqual({
      code: 'attachment-quota-full',
      message: expect.stringContaining('5 GB'),
    });
  });
});
