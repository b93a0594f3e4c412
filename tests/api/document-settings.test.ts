import { afterAll, beforeAll, expect, test } from 'vitest';
import { inHand, paperDesk, retyped, words } from './papers.ts';
import { matter, openStory, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());
const { caller, papersOf, give, register, take } = paperDesk(() => story);

const day = '2026-11-23';

test('the bureau changes a template: checked, looked at, put in use, taken back; what went out stays as it was', async () => {
  const admin = await caller('admin');
  const upload = async (bytes: Buffer) => {
    const data = await admin.query<{
      uploadDocumentTemplate: { version: number | null; problems: string[]; warnings: string[] };
    }>(
      `mutation ($content: String!) { uploadDocumentTemplate(kind: urgingLetter, fileName: "催办函.docx", note: "改落款", content: $content) {
        version problems warnings } }`,
      { content: bytes.toString('base64') },
    );
    return data.uploadDocumentTemplate;
  };
  const use = (version: number, seen?: object) =>
    admin.query(
      `mutation ($v: Int!, $seen: JSON) { useDocumentTemplate(kind: urgingLetter, version: $v, seen: $seen) { versions { version inUse } } }`,
      { v: version, seen },
    );
  const builtIn = Buffer.from(await (await take('admin', 'templates/urgingLetter/0.docx')).arrayBuffer());
  expect(await upload(retyped(builtIn, '请抓紧办理', '请抓紧辨理{督办人}'))).toMatchObject({
    version: null,
    problems: [expect.stringContaining('没有“{督办人}”这个字段。最接近的是“{经办人}”')],
  });
  // once: an archive written again two seconds later is another file
  const changed = retyped(builtIn, '请抓紧办理', '请即刻办理');
  expect(await upload(changed)).toEqual({
    version: 1,
    problems: [],
    warnings: [],
  });
  // the very file that is there already is no new version
  await expect(upload(builtIn)).rejects.toThrow('与系统自带的模板完全相同');
  await expect(upload(changed)).rejects.toThrow('与第1版的模板完全相同');
  // what the article wants said is missed at once
  expect((await upload(retyped(builtIn, '现予催办', '现予转告'))).problems).toEqual([
    expect.stringContaining('没有写明“现予催办”。依据'),
  ]);
  const letter = async () => {
    const caseId = await register(inHand);
    await give(caseId, 'clerk', 'urgeCase', { text: '请于本周内办结', urgedOn: day });
    const [paper] = (await papersOf(caseId)).documents;
    return async () => words(Buffer.from(await (await take('clerk', `${paper?.id}.docx`)).arrayBuffer()));
  };
  const before = await letter();
  expect(await (await take('admin', 'templates/urgingLetter/1.html')).text()).toContain('请即刻办理');
  await use(1, { version: 0 });
  const after = await letter();
  // a colleague put another in use after this page was read; nothing was typed, so nothing is said of that
  await expect(use(0, { version: 0 })).rejects.toThrow(/别人已经改过这里，所以这一次没有改动.*changed-meanwhile/);
  await use(1, { version: 0 });
  await use(0, { version: 1 });
  expect(await after()).toContain('请即刻办理');
  expect(await before()).toContain('请抓紧办理');
  expect(await (await letter())()).toContain('请抓紧办理');
  // not for a clerk, and on record
  expect((await take('clerk', 'templates/urgingLetter/1.docx')).status).toBe(404);
  const audit = await story.server.database.prisma.event.findMany({
    where: { streamKind: 'administration' },
    orderBy: { seq: 'asc' },
  });
  expect(audit.map(({ type }) => type).filter((type) => type.startsWith('documentTemplate'))).toEqual([
    'documentTemplateAdded',
    'documentTemplateUsed',
    'documentTemplateUsed',
  ]);
});

test('the bureau’s own mark opens the numbers, and its statute stands on the paper (R63)', async () => {
  const admin = await caller('admin');
  const change = (key: string, value: string) =>
    admin.query(
      'mutation ($key: ID!, $value: String!, $on: Date!) { changeSetting(key: $key, value: $value, validFrom: $on, reason: "局发文规定") { key } }',
      { key, value, on: day },
    );
  await change('organMark', '测教信');
  await change('legalBasis', '《信访工作条例》（中发〔2022〕）');
  const caseId = await register(inHand);
  await give(caseId, 'clerk', 'urgeCase', { text: '请抓紧', urgedOn: day });
  const [paper] = (await papersOf(caseId)).documents;
  expect(paper?.number).toMatch(/^测教信催〔2026〕\d+号$/);
  expect(words(Buffer.from(await (await take('clerk', `${paper?.id}.docx`)).arrayBuffer()))).toContain(
    '《信访工作条例》（中发〔2022〕）',
  );
});

test('who gets a paper is told where to ask: as its issuer has said, from the next paper on; checked, audited', async () => {
  const admin = await caller('admin');
  const set = (id: string, contact: string, seen?: object) =>
    admin.query<{ setUnitContact: { contact: string | null } }>(
      'mutation ($id: ID!, $contact: String!, $seen: JSON) { setUnitContact(id: $id, contact: $contact, seen: $seen) { contact } }',
      { id, contact, seen },
    );
  const notice = async () => {
    const caseId = await register();
    await give(caseId, 'clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
    const [paper] = (await papersOf(caseId)).documents;
    return words(Buffer.from(await (await take('clerk', `${paper?.id}.docx`)).arrayBuffer()));
  };
  expect(await notice()).not.toContain('联系方式');
  const contact = '青年路1号一楼信访接待室，0570-5550100，工作日8:30—17:30';
  expect(await set('bureau', ` ${contact} `, { contact: '' })).toEqual({ setUnitContact: { contact } });
  expect(await notice()).toContain(`；联系方式：${contact}）`);
  await expect(set('bureau', '别处', { contact: '' })).rejects.toThrow('changed-meanwhile');
  for (const odd of ['青年路1号\n0570-5550100', '路'.repeat(61)])
    await expect(set('bureau', odd)).rejects.toThrow('invalid-unit-contact');
  await expect(set('nowhere', contact)).rejects.toThrow('unknown-unit');
  await set('bureau', '');
  expect(await notice()).not.toContain('联系方式');
  const audit = await story.server.database.prisma.event.findMany({
    where: { type: 'unitContactSet' },
    orderBy: { seq: 'asc' },
  });
  expect(audit.map(({ data }) => data)).toMatchObject([
    { unitId: 'bureau', from: { contact: '' }, to: { contact } },
    { unitId: 'bureau', from: { contact }, to: { contact: '' } },
  ]);
});

test('a district’s mark is set with its next numbers in view; what was issued keeps its number, no two say the same', async () => {
  const admin = await caller('admin');
  interface Mark {
    readonly mark: string;
    readonly proposed: string;
    readonly own: boolean;
    readonly next: readonly string[];
    readonly problem: string | null;
  }
  const preview = async (unitId: string, mark?: string) =>
    (
      await admin.query<{ organMark: Mark }>(
        'query ($unitId: ID!, $mark: String) { organMark(unitId: $unitId, mark: $mark) { mark proposed own next problem } }',
        { unitId, mark },
      )
    ).organMark;
  const set = (unitId: string, mark: string, seen?: object) =>
    admin.query(
      'mutation ($unitId: ID!, $mark: String!, $seen: JSON) { setOrganMark(unitId: $unitId, mark: $mark, seen: $seen) { mark } }',
      { unitId, mark, seen },
    );
  const accepted = async () => {
    const below = { handlingUnitId: 'west', facts: { ...matter().facts, responsibility: 'district' } };
    const caseId = await register(below, 'visit');
    await give(caseId, 'clerk', 'transferCase', { unitId: 'west', reason: '属区级职责', transferredOn: day });
    await give(caseId, 'west', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
    return (await papersOf(caseId, 'west')).documents.at(-1)?.number;
  };
  const before = await preview('west');
  expect(before).toMatchObject({ mark: before.proposed, own: false, problem: null });
  const first = await accepted();
  expect(first).toBe(before.next.find((number) => number.includes(`${before.proposed}受`)));
  // looked at first, nothing written
  expect((await preview('west', '西教信')).next).toContain('西教信受〔2026〕2号');
  expect(await preview('west')).toMatchObject({ own: false });
  await set('west', '西教信', { mark: '' });
  // a colleague set it after this form was opened
  await expect(set('west', '西区教信', { mark: '' })).rejects.toThrow('changed-meanwhile');
  expect(await accepted()).toBe('西教信受〔2026〕2号');
  expect(await preview('west')).toMatchObject({ mark: '西教信', own: true });
  // nobody else's number may look like one of these, of now or of before
  for (const taken of ['西教信', before.proposed, '测教信']) {
    expect((await preview('east', taken)).problem).toContain('分不清');
    await expect(set('east', taken)).rejects.toThrow('organ-mark-taken');
  }
  for (const odd of ['X', '东', '东教信1', '东教信'.repeat(5)])
    await expect(set('east', odd)).rejects.toThrow('organ-mark-shape');
  for (const unit of ['basic', 'bureau']) await expect(set(unit, '某教信')).rejects.toThrow('organ-mark-not-here');
  await expect((await caller('clerk')).query('{ organMark(unitId: "west") { mark } }')).rejects.toThrow('forbidden');
  // taken back: the name's again, and the sequence goes on
  await set('west', '');
  expect(await accepted()).toBe(`${before.proposed}受〔2026〕3号`);
  const audit = await story.server.database.prisma.event.findMany({
    where: { type: 'organMarkSet' },
    orderBy: { seq: 'asc' },
  });
  expect(audit.map(({ data }) => data)).toMatchObject([
    { unitId: 'west', from: { mark: before.proposed }, to: { mark: '西教信' } },
    { unitId: 'west', from: { mark: '西教信' }, to: { mark: before.proposed } },
  ]);
});
