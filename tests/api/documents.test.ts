import { afterAll, beforeAll, expect, test } from 'vitest';
import { inHand, paperDesk, words } from './papers.ts';
import { command, matter, openStory, outreachVisit, type Story, submitOne } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());
const { caller, papersOf, give, register, take } = paperDesk(() => story);

const day = '2026-11-23';

test('an acceptance brings forth its notice, numbered in the same breath, filled with the full name (R71)', async () => {
  const caseId = await register();
  const accepted = await give(caseId, 'clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
  expect(accepted).toMatchObject({ status: 'accepted' });
  const { documents, papers } = await papersOf(caseId);
  expect(documents).toMatchObject([
    { kind: 'acceptanceNotice', number: expect.stringMatching(/^教信受〔2026〕\d+号$/) },
  ]);
  expect(papers.find(({ kind }) => kind === 'acceptanceNotice')).toBeUndefined();
  expect(papers.find(({ kind }) => kind === 'destinationNotice')).toMatchObject({
    standing: 'notYet',
    act: '告知去向',
  });
  const [notice] = documents;
  const answer = await take('clerk', `${notice?.id}.docx`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain(
    `受理告知书 ${notice?.number}.docx`,
  );
  const bytes = Buffer.from(await answer.arrayBuffer());
  const text = words(bytes);
  for (const said of [
    '测试市教育局',
    notice?.number ?? '',
    '李小明：',
    '校门口交通拥堵',
    '2026年11月23日',
    '60日内办结',
  ]) {
    expect(text).toContain(said);
  }
  expect(text).not.toMatch(/[{}]/);
  // the same bytes again, whatever has happened since
  const supervised = { trigger: 'other', requirement: '请抓紧', suggestions: [], supervisedOn: day };
  await give(caseId, 'clerk', 'superviseCase', supervised);
  expect(Buffer.from(await (await take('clerk', `${notice?.id}.docx`)).arrayBuffer()).equals(bytes)).toBe(true);
});

test('a letter says to whom else it goes and what lies with it, and so does the one that replaces it', async () => {
  const caseId = await register();
  const copied = { copyTo: ['市信访局', '基础教育处'], enclosures: ['申请书', '收据复印件'] };
  await give(caseId, 'clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day, ...copied });
  const [first] = (await papersOf(caseId)).documents;
  expect(first?.copyTo).toEqual(copied.copyTo);
  const said = async (id: string | undefined) =>
    words(Buffer.from(await (await take('clerk', `${id}.docx`)).arrayBuffer())).split('\n');
  const lines = ['附件：1.申请书', '　　　2.收据复印件', '抄送：市信访局，基础教育处。'];
  expect(await said(first?.id)).toEqual(expect.arrayContaining(lines));
  const reason = '写错日期';
  await give(caseId, 'clerk', 'voidDocument', { documentId: first?.id, reason, voidedOn: day, reissue: true });
  const second = (await papersOf(caseId)).documents[1];
  expect(await said(second?.id)).toEqual(expect.arrayContaining(lines));
  // without anybody to copy it to there is no such line
  const alone = await register();
  await give(alone, 'clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
  const text = (await said((await papersOf(alone)).documents[0]?.id)).join('\n');
  expect(text).not.toMatch(/抄送|附件/);
  // the days off of that year are not announced yet, and a day of this year stands
  expect(text).toContain('最迟于2027年1月22日（暂定，放假安排公布后确定）作出书面答复');
  const urged = await register(inHand);
  await give(urged, 'clerk', 'urgeCase', { text: '请抓紧', urgedOn: day });
  expect((await said((await papersOf(urged)).documents[0]?.id)).join('\n')).toMatch(/办理期限为2026年12月\d+日，/);
});

test('of a joint petition (联名信访) papers say how many ask, and the file’s own form whom they elected (Art 20)', async () => {
  const members = [
    { name: '欧阳若兰', representative: true },
    { name: '诸葛明', representative: false },
  ];
  const facts = { ...matter().facts, responsibility: 'municipal' };
  const joint = { persons: 9, members };
  const one = { channel: 'letter', receivedOn: day, matter: matter({ facts, handlingUnitId: 'basic' }), joint };
  const caseId = (await submitOne(await caller('clerk'), command('registerCase', one))).cases[0]?.id ?? '';
  await give(caseId, 'clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
  const said = async (path: string) => words(Buffer.from(await (await take('clerk', path)).arrayBuffer()));
  const [notice] = (await papersOf(caseId)).documents;
  expect(await said(`${notice?.id}.docx`)).toContain('李小明等9人：');
  expect(await said(`cases/${caseId}/registrationForm.docx`)).toContain('李小明等9人（代表：李小明、欧阳若兰）');
});

test('numbers are without gap when many issue at once, and a refused act takes none', async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => register(inHand)));
  const before = await Promise.all(ids.map((id) => papersOf(id)));
  const clerk = await caller('clerk');
  const answers = await Promise.all(
    ids.map((caseId, place) =>
      submitOne(
        clerk,
        command('urgeCase', {
          caseId,
          expectedVersion: place === 5 ? 99 : before[place]?.version,
          urgedOn: day,
          text: '请于本周内办结',
        }),
      ),
    ),
  );
  const versions = await Promise.all(ids.map((id) => papersOf(id)));
  const issued = versions.flatMap(({ documents }) => documents.filter(({ kind }) => kind === 'urgingLetter'));
  expect(answers.filter(({ status }) => status === 'accepted').length).toBe(11);
  expect(issued.length).toBe(11);
  const sequences = issued.map(({ number }) => Number(/〕(\d+)号/.exec(number)?.[1])).sort((a, b) => a - b);
  sequences.forEach((sequence, place) => {
    if (place > 0) expect(sequence).toBe((sequences[place - 1] ?? 0) + 1);
  });
});

test('a cancelled paper keeps its number; the new one has the next, and says what now stands', async () => {
  const caseId = await register(inHand);
  await give(caseId, 'clerk', 'urgeCase', { text: '请抓紧', urgedOn: day });
  const [first] = (await papersOf(caseId)).documents;
  const printed = async () => Buffer.from(await (await take('clerk', `${first?.id}.pdf`)).arrayBuffer());
  const asIssued = await printed();
  expect((await printed()).equals(asIssued)).toBe(true);
  const voided = await give(caseId, 'clerk', 'voidDocument', {
    documentId: first?.id,
    reason: '写错单位',
    voidedOn: day,
    reissue: true,
  });
  expect(voided).toMatchObject({ status: 'accepted' });
  const { documents } = await papersOf(caseId);
  expect(documents).toMatchObject([
    { number: first?.number, voidedOn: day },
    { kind: 'urgingLetter', voidedOn: null },
  ]);
  expect(await (await take('clerk', `${first?.id}.html`)).text()).toContain('作废');
  const cancelled = await printed();
  expect(cancelled.subarray(0, 5).toString()).toBe('%PDF-');
  expect(cancelled.equals(asIssued)).toBe(false);
  const sequence = (number: string | undefined) => Number(/〕(\d+)号/.exec(number ?? '')?.[1]);
  expect(sequence(documents[1]?.number)).toBe(sequence(first?.number) + 1);
  expect(
    await give(caseId, 'clerk', 'voidDocument', {
      documentId: first?.id,
      reason: '再来',
      voidedOn: day,
      reissue: false,
    }),
  ).toMatchObject({
    status: 'refused',
    code: 'document-voided-already',
  });
});

test('of two of a kind the earlier is not made anew: it would say what the later one does', async () => {
  const caseId = await register(inHand);
  await give(caseId, 'clerk', 'urgeCase', { text: '请抓紧', urgedOn: day });
  await give(caseId, 'clerk', 'urgeCase', { text: '请于周五前办结', urgedOn: day });
  const [first, second] = (await papersOf(caseId)).documents;
  const cancel = { documentId: first?.id, reason: '写错单位', voidedOn: day };
  const refused = await give(caseId, 'clerk', 'voidDocument', { ...cancel, reissue: true });
  expect(refused).toMatchObject({ status: 'refused', code: 'document-not-newest' });
  expect(refused.message).toContain(second?.number);
  expect(await give(caseId, 'clerk', 'voidDocument', { ...cancel, reissue: false })).toMatchObject({
    status: 'accepted',
  });
  expect((await papersOf(caseId)).documents).toMatchObject([{ voidedOn: day }, { voidedOn: null }]);
});

test('a paper is only for who sees its case; whoever takes one with the full name is written down', async () => {
  const caseId = await register({}, 'visit');
  await give(caseId, 'clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
  const [notice] = (await papersOf(caseId)).documents;
  expect((await fetch(`${story.base}/documents/${notice?.id}.docx`)).status).toBe(401);
  // the unit that it is only meant for learns of it with the hand-over (交办)
  expect((await take('inspector', `${notice?.id}.docx`)).status).toBe(404);
  const given = await give(caseId, 'clerk', 'assignCase', { unitId: 'basic', assignedOn: day });
  expect([given.status, given.message]).toEqual(['accepted', null]);
  for (const username of ['west', 'admin', 'wall']) {
    expect((await take(username, `${notice?.id}.docx`)).status).toBe(404);
    expect((await take(username, `cases/${caseId}/registrationForm.docx`)).status).toBe(404);
  }
  for (const path of [
    'x.docx',
    `${notice?.id}.exe`,
    `cases/${caseId}/nothing.pdf`,
    '../files/a',
    `cases/${caseId}/__proto__.pdf`,
  ]) {
    expect((await take('clerk', path)).status).toBe(404);
  }
  const page = await take('clerk', `${notice?.id}.html`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('李小明');
  expect(Buffer.from(await (await take('inspector', `${notice?.id}.pdf`)).arrayBuffer()).toString('latin1')).toMatch(
    /^%PDF/,
  );
  // the printer gets the very file
  const printed = await take('inspector', `${notice?.id}.print`);
  expect(printed.headers.get('content-disposition')).toMatch(/^inline/);
  const file = Buffer.from(await (await take('inspector', `${notice?.id}.pdf`)).arrayBuffer());
  expect(Buffer.from(await printed.arrayBuffer()).equals(file)).toBe(true);
  const form = words(Buffer.from(await (await take('clerk', `cases/${caseId}/registrationForm.docx`)).arrayBuffer()));
  expect(form).toContain('13912342041');
  const { documentAccesses } = await papersOf(caseId);
  expect(documentAccesses.map(({ personName, format, name }) => `${personName} ${format} ${name}`)).toEqual([
    'clerk 下载文档 信访事项登记单',
    'inspector 下载 PDF 受理告知书',
    'inspector 打印 受理告知书',
    'inspector 下载 PDF 受理告知书',
    'clerk 预览 受理告知书',
  ]);
  // the auditor sees the same in the whole bureau, by person and by day, a page at a time, and no name of a petitioner
  interface Log {
    readonly documentAccessLog: {
      readonly endCursor: string | null;
      readonly entries: readonly Record<string, string>[];
    };
  }
  const log = async (asked: Record<string, unknown>) =>
    (
      await (
        await caller('admin')
      ).query<Log>(
        `query ($person: String, $from: Date, $to: Date, $first: Int, $after: String) {
          documentAccessLog(person: $person, from: $from, to: $to, first: $first, after: $after) {
            endCursor entries { personName unitName name how number caseNumber } } }`,
        asked,
      )
    ).documentAccessLog;
  const first = await log({ person: 'inspector', first: 2 });
  const rest = await log({ person: 'inspector', first: 2, after: first.endCursor });
  expect([...first.entries, ...rest.entries].map(({ how, number }) => `${how} ${number}`)).toEqual([
    `下载 PDF ${notice?.number}`,
    `打印 ${notice?.number}`,
    `下载 PDF ${notice?.number}`,
  ]);
  expect(rest.endCursor).toBeNull();
  expect((await log({ person: 'clerk', from: day, to: day })).entries[0]).toMatchObject({
    how: '下载文档',
    number: null,
  });
  expect((await log({ to: '2026-11-01' })).entries).toEqual([]);
  expect(JSON.stringify(await log({}))).not.toContain('李小明');
  await expect(log({ after: 'x' })).rejects.toThrow('invalid-cursor');
  await expect((await caller('clerk')).query('{ documentAccessLog { endCursor } }')).rejects.toThrow('forbidden');
});

test('what cannot be had yet says why; a draft has no number and takes none', async () => {
  const caseId = await register();
  const json = { headers: { accept: 'application/json' } };
  const clerk = await caller('clerk');
  const early = await clerk.fetch(`${story.base}/documents/cases/${caseId}/completionForm.docx`, json);
  expect(early.status).toBe(409);
  expect(await early.json()).toMatchObject({ code: expect.any(String), message: expect.stringContaining('请') });
  const draft = await take('clerk', `cases/${caseId}/acceptanceNotice.html`);
  const read = await draft.text();
  expect(read).toContain('拟稿');
  // what the acceptance begins is read before it: the 60 days of Art 34, from today
  expect(read).toContain('自受理之日起60日内办结，最迟于2027年1月22日（暂定，放假安排公布后确定）作出书面答复');
  expect((await papersOf(caseId)).documents).toEqual([]);
});

test('a form bears the day of the act that it documents and who did that, whoever prints it and when (R32)', async () => {
  const caseId = await register(inHand);
  story.at('2026-12-01T09:00:00+08:00');
  const supervised = { trigger: 'other', requirement: '请抓紧', suggestions: [], supervisedOn: '2026-11-25' };
  await give(caseId, 'clerk', 'superviseCase', supervised);
  const filledIn = async (kind: string) => {
    const file = await take('leader', `cases/${caseId}/${kind}.docx`);
    const said = words(Buffer.from(await file.arrayBuffer())).split('\n');
    return ['经办人', '填表日期'].map((label) => said[said.indexOf(label) + 1]);
  };
  expect(await filledIn('registrationForm')).toEqual(['clerk', '2026年11月23日']);
  expect(await filledIn('supervisionForm')).toEqual(['clerk', '2026年11月25日']);
  story.at('2026-11-23T09:00:00+08:00');
});

test('the record of a matter raised on a down-visit says who heard it, and where', async () => {
  const leader = await caller('leader');
  const made = await submitOne(leader, outreachVisit());
  const record = await take('clerk', `cases/${made.cases[0]?.id}/receptionRecord.docx`);
  const { viewer, units } = await leader.query<{
    viewer: { displayName: string };
    units: readonly { id: string; name: string }[];
  }>('{ viewer { displayName } units { id name } }');
  const said = words(Buffer.from(await record.arrayBuffer())).split('\n');
  const place = units.find(({ id }) => id === 'east-1')?.name;
  for (const [label, value] of [
    ['接待人', viewer.displayName],
    ['接待地点', place],
    ['记录人', viewer.displayName],
  ])
    expect(said[said.indexOf(label ?? '') + 1]).toBe(value);
});

test('an opinion that leaves a matter unanswered is refused by name (Art 32)', async () => {
  const caseId = await register({}, 'visit');
  await give(caseId, 'clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
  await give(caseId, 'leader2', 'giveInstruction', { decision: 'handle', text: '请办', instructedOn: day });
  await give(caseId, 'clerk', 'assignCase', { unitId: 'basic', assignedOn: day });
  const draft = {
    request: '一、恢复校车\n二、退还费用',
    facts: '属实',
    opinion: '一、已恢复。',
    basis: '校车安全管理条例第三条',
    conclusion: 'supported',
    reexaminationBody: '市人民政府',
    draftedOn: day,
  };
  expect(await give(caseId, 'inspector', 'draftReply', draft)).toMatchObject({
    code: 'matter-unanswered',
    path: 'opinion',
    message: expect.stringContaining('《信访工作条例》第三十二条'),
  });
  const whole = { ...draft, opinion: '一、已恢复。\n二、已退还。' };
  expect(await give(caseId, 'inspector', 'draftReply', whole)).toMatchObject({ status: 'accepted' });
  const text = words(Buffer.from(await (await take('leader2', `cases/${caseId}/handlingOpinion.docx`)).arrayBuffer()));
  for (const said of ['信访事项处理意见书', '二、已退还。', '30日内，向市人民政府书面请求复查'])
    expect(text).toContain(said);
});
