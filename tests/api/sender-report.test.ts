import { sweepReminders } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseWalker } from './case-walk.ts';
import { matter, openStory, type Story } from './story.ts';

/*
 * 反馈来文机关 (R65, 《信访工作条例》第二十二条): what came from above is reported back, by the day that its sender has named; a district
 * handles it, so that its answer needs none of the bureau's own chain.
 */

const day = '2026-11-23';
let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());
const { registered, give, seen } = caseWalker(() => story);

const sender = { from: '省教育厅', number: '教信转〔2026〕118号', sentOn: '2026-11-20' };
const district = { facts: matter().facts, handlingUnitId: 'east' };
const report = { manner: 'inPerson', result: '已增派两人疏导。', reportedOn: day };

async function must(id: string, type: string, payload: Readonly<Record<string, unknown>>) {
  const { status, message } = await give('clerk', id, type, payload);
  expect([type, status, message]).toEqual([type, 'accepted', null]);
}

async function answered(incoming: Readonly<Record<string, unknown>>, source: string): Promise<string> {
  const id = await registered('transferred', district, { source, incoming });
  await must(id, 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
  expect(await give('clerk', id, 'reportToSender', report)).toMatchObject({
    code: 'result-unknown',
    message: expect.stringContaining('《信访工作条例》第二十二条'),
  });
  await must(id, 'completeCase', { cause: '道路狭窄', resolution: '疏导', repliedOn: day, outcome: 'solved' });
  return id;
}

/** Where a case stands in the office's work list, with what, and whose it is. */
async function place(id: string): Promise<string | undefined> {
  const text = '{ myWork(first: 100) { groups { key rows { id nextDue { name } turn { mine actionName } } } } }';
  type Row = { id: string; nextDue: { name: string } | null; turn: { mine: boolean; actionName: string } | null };
  const { myWork } = await (await story.as('clerk')).query<{
    myWork: { groups: readonly { key: string; rows: readonly Row[] }[] };
  }>(text);
  const found = myWork.groups.flatMap(({ key, rows }) =>
    rows.filter((row) => row.id === id).map((row) => [key, row.turn?.actionName, row.nextDue?.name ?? '无期限']),
  );
  return found[0]?.join(' ');
}

/** The reminders of a case that the office's clerk has. */
async function reminded(id: string): Promise<readonly string[]> {
  await sweepReminders(story.server);
  const { notices } = await (await story.as('clerk')).query<{
    notices: readonly { caseId: string; clockName: string; step: string }[];
  }>('{ notices { caseId clockName step } }');
  return notices.filter(({ caseId }) => caseId === id).map(({ clockName, step }) => `${clockName} ${step}`);
}

test.each([
  ['2026-11-26', 'soon', 'soon'],
  ['2026-11-27', 'today', 'due'],
  ['2026-11-28', 'overdue', undefined],
  ['2026-11-30', 'overdue', 'overdue'],
])('wanted by Friday 27 November, on %s: in the group “%s”, the office is reminded', async (today, group, stage) => {
  story.at(`${day}T09:00:00+08:00`);
  const id = await answered({ ...sender, dueOn: '2026-11-27' }, 'petitionBureau');
  story.at(`${today}T10:00:00+08:00`);
  expect(await place(id)).toBe(`${group} 反馈来文机关 反馈来文机关`);
  // 28 November is a Saturday: nobody is reminded on a rest day
  expect((await reminded(id)).at(0)).toBe(stage && `反馈来文机关 ${stage}`);
  await must(id, 'reportToSender', { ...report, reportedOn: today });
  expect(await place(id)).toBeUndefined();
  expect(await reminded(id)).toEqual([]);
});

test('with no day of the sender’s it waits without one; what was only passed on is not waited for', async () => {
  story.at(`${day}T09:00:00+08:00`);
  const asked = await answered(sender, 'provincialDepartment');
  expect(await place(asked)).toBe('later 反馈来文机关 无期限');
  expect(await place(await answered(sender, 'sameLevelDepartments'))).toBeUndefined();
});

test('its paper: numbered, addressed to the sender, cancelled when it is taken back, and made anew', async () => {
  story.at(`${day}T09:00:00+08:00`);
  const id = await answered({ ...sender, dueOn: '2026-12-20' }, 'provincialDepartment');
  await must(id, 'reportToSender', report);
  const clerk = await story.as('clerk');
  const papers = async () => {
    const text =
      'query ($id: ID!) { petitionCase(id: $id) { documents { id kind number voidedOn } timeline { type detail } clocks { clock state } } }';
    type Paper = { id: string; kind: string; number: string; voidedOn: string | null };
    type Entry = { type: string; detail: string | null };
    type Answer = { documents: Paper[]; timeline: Entry[]; clocks: { clock: string; state: string }[] };
    const { petitionCase } = await clerk.query<{ petitionCase: Answer }>(text, { id });
    return { ...petitionCase, reports: petitionCase.documents.filter(({ kind }) => kind === 'completionReport') };
  };
  const { reports, timeline } = await papers();
  expect(reports[0]?.number).toMatch(/报〔2026〕\d+号$/);
  expect(timeline.find(({ type }) => type === 'senderReported')?.detail).toContain('直接报送');
  const html = await (await clerk.fetch(`${story.base}/documents/${reports[0]?.id}.html`, {})).text();
  for (const said of ['省教育厅：', sender.number, '2026年11月20日转来的', '已增派两人疏导。', '特此报告'])
    expect(html).toContain(said);

  await must(id, 'retractAct', { act: 'reportToSender', reason: '写错了' });
  const { reports: cancelled, clocks } = await papers();
  expect(cancelled.map(({ voidedOn }) => voidedOn)).toEqual([day]);
  expect(clocks.filter(({ state }) => state === 'running').map(({ clock }) => clock)).toEqual(['sender-report']);
  await must(id, 'reportToSender', { ...report, manner: 'system' });
  expect((await papers()).reports.map(({ voidedOn }) => voidedOn)).toEqual([day, null]);
});

test('merged into a file of a district: nobody reports before that one has its result, which the district gives without seeing the other', async () => {
  const kept = await registered('visit', { ...district, handlingUnitId: 'west' });
  await must(kept, 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
  await must(kept, 'assignCase', { unitId: 'west', assignedOn: day });
  const id = await registered('transferred', {}, { source: 'provincialDepartment', incoming: sender });
  const { version: intoVersion } = await seen('clerk', kept);
  await must(id, 'mergeCases', { intoId: kept, intoVersion, reason: '同一事项', mergedOn: day });
  expect(await place(id)).toBeUndefined();
  expect(await give('clerk', id, 'reportToSender', report)).toMatchObject({ code: 'result-unknown' });
  await expect(seen('west', id)).rejects.toThrow('does not see');
  const answer = { cause: '道路狭窄', resolution: '疏导', repliedOn: day, outcome: 'solved' };
  expect(await give('west', kept, 'completeCase', answer)).toMatchObject({ status: 'accepted' });
  expect(await place(id)).toContain('反馈来文机关');
  expect((await seen('clerk', id)).timeline.at(-1)).toMatchObject({
    type: 'resultCarried',
    detail: expect.stringContaining('11月23日'),
  });
  await must(id, 'reportToSender', report);
  expect(await place(id)).toBeUndefined();
});

test('a 12345 order merged into a letter: the office answers the centre by its day, and both cases say so (R83)', async () => {
  story.at(`${day}T09:00:00+08:00`);
  const kept = await registered('letter', {});
  const id = await registered('hotline', {}, { hotline: { externalNumber: 'RX20261123-7' } });
  const { version: intoVersion } = await seen('clerk', kept);
  await must(id, 'mergeCases', { intoId: kept, intoVersion, reason: '同一事项', mergedOn: day });
  expect(await place(id)).toBe('later 反馈来文机关 12345 答复');
  const clerk = await story.as('clerk');
  const owed = async () => {
    const text = `query ($kept: ID!) {
      hotlineOrders { rows { externalNumber } }
      petitionCase(id: $kept) { related { relation case { nextDue { name legalDue } } } }
    }`;
    type Related = { relation: string; case: { nextDue: { name: string; legalDue: string } | null } };
    const found = await clerk.query<{
      hotlineOrders: { rows: readonly { externalNumber: string }[] };
      petitionCase: { related: readonly Related[] };
    }>(text, { kept });
    return [found.hotlineOrders.rows.map((row) => row.externalNumber), found.petitionCase.related];
  };
  const nextDue = { name: '12345 答复', legalDue: '2026-11-30' };
  expect(await owed()).toEqual([['RX20261123-7'], [{ relation: 'mergedFrom', case: { nextDue } }]]);

  await must(id, 'reportToSender', { ...report, manner: 'system', result: '已并入来信办理。' });
  expect([await place(id), await owed()]).toEqual([
    undefined,
    [[], [{ relation: 'mergedFrom', case: { nextDue: null } }]],
  ]);
  const papers = 'query ($id: ID!) { petitionCase(id: $id) { documents { id kind } } }';
  const { petitionCase } = await clerk.query<{ petitionCase: { documents: { id: string; kind: string }[] } }>(papers, {
    id,
  });
  const paper = petitionCase.documents.find(({ kind }) => kind === 'completionReport');
  const html = await (await clerk.fetch(`${story.base}/documents/${paper?.id}.html`, {})).text();
  for (const said of ['市政府12345受理中心：', 'RX20261123-7', '已并入来信办理。']) expect(html).toContain(said);
});
