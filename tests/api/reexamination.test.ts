import { sweepReminders, testPassword } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../testkit/graphql.ts';
import { ask, command, matter, type Outcome, openStory, type Story, submitOne } from './story.ts';

/*
 * 复查 by the bureau of what a district has answered (R51–R53, Arts 35, 36): the department that looks again is named, opens the
 * case without having it, reports to the office and to the leader who instructed it, and the office answers.
 */

let story: Story;
beforeAll(async () => {
  story = await openStory();
  story.server.clock.set('2026-09-21T10:00:00+08:00');
});
afterAll(() => story?.close());
/** Sessions end with the days that pass in these stories. */
const as = (who: string) => signIn(story.base, who, testPassword);

type Payload = Readonly<Record<string, unknown>>;
const give = async (id: string, who: string, type: string, payload: Payload): Promise<Outcome> => {
  const { petitionCase } = await (await as('leader')).query<{ petitionCase: { version: number } }>(
    'query ($id: ID!) { petitionCase(id: $id) { version } }',
    { id },
  );
  const { version: expectedVersion } = petitionCase;
  return submitOne(await as(who), command(type, { caseId: id, expectedVersion, ...payload }));
};
const must = async (id: string, who: string, type: string, payload: Payload): Promise<void> => {
  const { code, message } = await give(id, who, type, payload);
  expect([type, code, message]).toEqual([type, null, null]);
};
/** Refused with that code, and by an article. */
const refused = async (id: string, who: string, type: string, payload: Payload, code: string): Promise<string> => {
  const outcome = await give(id, who, type, payload);
  expect([type, outcome.code]).toEqual([type, code]);
  expect(outcome.citations.length).toBeGreaterThan(0);
  return outcome.message ?? '';
};

const on = '2026-09-21';
const request = { body: 'bureau', request: '不服答复意见', requestedOn: on };
const entrust = { unitId: 'basic', leaderId: 'person-leader', instruction: '同意受理，请复查', entrustedOn: on };
const report = { result: 'changed', opinion: '答复没有说明办理时间', reportedOn: on };

/** A matter of the district 东湖, answered there on 10 September. */
async function answered(): Promise<string> {
  const one = matter({});
  const payload = { channel: 'visit', receivedOn: '2026-09-01', matter: one };
  expect((await submitOne(await as('clerk'), command('registerCase', payload))).code).toBeNull();
  await must(one.caseId, 'clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: '2026-09-03' });
  await must(one.caseId, 'clerk', 'assignCase', { unitId: 'east', assignedOn: '2026-09-03' });
  const reply = { cause: '人手不足', resolution: '已增派', repliedOn: '2026-09-10', outcome: 'solved' };
  await must(one.caseId, 'clerk', 'completeCase', reply);
  return one.caseId;
}

/** Of this person: the case, as far as it is open to them, and whether it lies in 待办 with which step. */
async function known(who: string, id: string) {
  const caller = await as(who);
  const { data } = await ask(
    story.base,
    caller,
    'query ($id: ID!) { petitionCase(id: $id) { status handlingUnitId mayRevealPersonalData } }',
    { id },
  );
  const { myWork } = await caller.query<{
    myWork: { groups: readonly { rows: readonly { id: string; turn: { mine: boolean; action: string } | null }[] }[] };
  }>('{ myWork(first: 100) { groups { rows { id turn { mine action } } } } }');
  const row = myWork.groups.flatMap(({ rows }) => rows).find((one) => one.id === id);
  return {
    case: (data as { petitionCase: Payload | null }).petitionCase,
    next: row?.turn?.mine ? row.turn.action : undefined,
  };
}

test('from hand to hand: the department opens it, has it to do, reports; the leader agrees; the office answers', async () => {
  const id = await answered();
  await must(id, 'clerk', 'requestReexamination', request);
  expect((await known('inspector', id)).case).toBeNull();
  expect((await known('clerk', id)).next).toBe('entrustReexamination');
  const early = await refused(id, 'clerk', 'reportReexamination', report, 'reexamination-not-entrusted');
  expect(early).toContain('交由处室复查');
  const opinion = { result: 'changed', opinion: '变更', approvedBy: '沈若兰', decidedOn: on, deliveredOn: on };
  await refused(id, 'clerk', 'decideReexamination', opinion, 'reexamination-not-reported');
  await must(id, 'clerk', 'entrustReexamination', entrust);

  expect(await known('inspector', id)).toMatchObject({
    case: { status: 'inReexamination', handlingUnitId: 'east', mayRevealPersonalData: true },
    next: 'reportReexamination',
  });
  expect((await known('west', id)).case).toBeNull();
  // whoever answered still sees their case, and owes nothing in it
  expect(await known('east', id)).toMatchObject({ case: { status: 'inReexamination' } });
  await refused(id, 'east', 'reportReexamination', report, 'unit-out-of-scope');
  const take = { act: 'requestReexamination', reason: '录错了' };
  expect((await give(id, 'inspector', 'retractAct', take)).code).toBe('nothing-to-retract');

  await must(id, 'inspector', 'reportReexamination', report);
  // what is proposed is read by who made it and who decides, not by the unit whose answer it is about
  for (const [who, reads] of [
    ['inspector', true],
    ['head', true],
    ['clerk', true],
    ['leader2', true],
    ['east', false],
  ] as const) {
    const text = 'query ($id: ID!) { petitionCase(id: $id) { state timeline { title detail } } }';
    const all = JSON.stringify(await (await as(who)).query(text, { id }));
    expect([who, all.includes(report.opinion)]).toEqual([who, reads]);
    expect(all).toContain('报告复查结果');
  }
  await refused(id, 'clerk', 'entrustReexamination', entrust, 'reexamination-reported');
  expect((await known('leader', id)).next).toBe('approveReexamination');
  const agreed = { agreed: true, approvedOn: on };
  expect(await refused(id, 'leader2', 'approveReexamination', agreed, 'other-leader-instructed')).toContain('批示复查');
  await must(id, 'leader', 'approveReexamination', agreed);
  expect((await known('clerk', id)).next).toBe('decideReexamination');
  await must(id, 'clerk', 'decideReexamination', opinion);
  expect(await known('inspector', id)).toMatchObject({ case: { status: 'reexamined' }, next: undefined });
  await refused(id, 'inspector', 'reportReexamination', report, 'nothing-requested');

  const { petitionCase } = await (await as('clerk')).query<{
    petitionCase: { timeline: readonly { title: string; detail: string }[]; documents: readonly { kind: string }[] };
  }>('query ($id: ID!) { petitionCase(id: $id) { timeline { title detail } documents { kind } } }', { id });
  const said = petitionCase.timeline.map(({ title, detail }) => `${title} ${detail}`).join('\n');
  expect(said).toMatch(/交由处室复查 基础教育处.+批示：同意受理，请复查/);
  expect(said).toMatch(/报告复查结果 .+建议变更：答复没有说明办理时间/);
  expect(said).toMatch(/审定复查结果 .+同意/);
  expect(petitionCase.documents.map(({ kind }) => kind)).toContain('reexaminationOpinion');
});

test('the department has a 交办单 with the leader’s word, cancelled when it is taken back; what was brought here for 复查 has a 办结单 (R32)', async () => {
  const one = matter({ facts: { ...matter().facts, priorHandling: 'replied' } });
  const id = one.caseId;
  const came = { channel: 'leaderReception', receivedOn: on, matter: one };
  expect((await submitOne(await as('clerk'), command('registerCase', came))).code).toBeNull();
  const word = { decision: 'handle', text: '同意受理，请复查', instructedOn: on };
  await must(id, 'leader', 'giveInstruction', { ...word, raisedBefore: true, asksReexamination: true });
  await must(id, 'clerk', 'requestReexamination', { ...request, replyReceivedOn: '2026-09-10' });
  await must(id, 'clerk', 'entrustReexamination', entrust);
  await must(id, 'clerk', 'retractAct', { act: 'entrustReexamination', reason: '处室选错了' });
  await must(id, 'clerk', 'entrustReexamination', entrust);
  const { petitionCase } = await (await as('clerk')).query<{
    petitionCase: { documents: readonly { id: string; kind: string; number: string; voidedOn: string | null }[] };
  }>('query ($id: ID!) { petitionCase(id: $id) { documents { id kind number voidedOn } } }', { id });
  const { documents } = petitionCase;
  expect(documents).toMatchObject([
    { kind: 'assignmentForm', voidedOn: on },
    { kind: 'assignmentForm', voidedOn: null },
  ]);
  const read = async (who: string, path: string) => {
    const answer = await (await as(who)).fetch(`${story.base}/documents/${path}.html`, {});
    return (await answer.text()).replace(/<[^>]+>/gu, '');
  };
  const form = await read('inspector', documents[1]?.id ?? '');
  for (const said of [
    '信访事项复查交办单',
    documents[1]?.number,
    '基础教育处',
    '复查申请：不服答复意见',
    '同意受理，请复查',
    '2026年10月',
    '第三十五条',
  ])
    expect(form).toContain(said);
  expect(form).toMatch(/负责人.+，经办/u);

  await must(id, 'inspector', 'reportReexamination', report);
  const opinion = {
    result: 'changed',
    opinion: '一、变更原答复',
    approvedBy: '沈若兰',
    decidedOn: on,
    deliveredOn: on,
  };
  await must(id, 'clerk', 'decideReexamination', opinion);
  const ending = await read('clerk', `cases/${id}/completionForm`);
  for (const said of ['信访事项办结单', '答复没有说明办理时间', '一、变更原答复', '复查：变更', '2026年9月21日'])
    expect(ending).toContain(said);
  // whose answer it was reads the opinion, not what the department reported (R52, R53)
  const theirs = await read('east', `cases/${id}/completionForm`);
  expect(theirs).toContain('一、变更原答复');
  expect(theirs).not.toContain('答复没有说明办理时间');
});

test('what another body reexamines is no department’s here', async () => {
  const id = await answered();
  await must(id, 'clerk', 'requestReexamination', { ...request, body: 'districtGovernment' });
  expect(await refused(id, 'clerk', 'entrustReexamination', entrust, 'reexamined-elsewhere')).toContain(
    '区、县（市）人民政府',
  );
});

test('the department is reminded and urged, not the district; it acknowledges', async () => {
  const id = await answered();
  await must(id, 'clerk', 'requestReexamination', request);
  await must(id, 'clerk', 'entrustReexamination', entrust);
  const { petitionCase } = await (await as('clerk')).query<{
    petitionCase: { clocks: readonly { clock: string; legalDue: string }[] };
  }>('query ($id: ID!) { petitionCase(id: $id) { clocks { clock legalDue } } }', { id });
  const due = petitionCase.clocks.find(({ clock }) => clock === 'reexamination-result')?.legalDue ?? '';
  expect(due).toBe('2026-10-16');
  story.server.clock.set(`${due}T10:00:00+08:00`);
  await sweepReminders(story.server);
  const told = async (who: string) => {
    const { notices } = await (await as(who)).query<{ notices: readonly { caseId: string; clockName: string }[] }>(
      '{ notices { caseId clockName } }',
    );
    return notices.filter(({ caseId }) => caseId === id).map(({ clockName }) => clockName);
  };
  expect(await told('inspector')).toEqual(['复查承办结果']);
  expect(await told('east')).toEqual([]);

  await must(id, 'clerk', 'urgeCase', { text: '请报告复查结果', urgedOn: due });
  const papers = await (await as('clerk')).query<{
    petitionCase: { documents: readonly { id: string; kind: string }[] };
  }>('query ($id: ID!) { petitionCase(id: $id) { documents { id kind } } }', { id });
  const letter = papers.petitionCase.documents.find(({ kind }) => kind === 'urgingLetter');
  expect(letter).toBeDefined();
  const acknowledged = { of: 'urging', acknowledgedOn: due };
  await refused(id, 'east', 'acknowledgePressing', acknowledged, 'nothing-to-acknowledge');
  await must(id, 'inspector', 'acknowledgePressing', acknowledged);
  story.server.clock.set('2026-09-21T10:00:00+08:00');
});

test('brought to a leader with the district’s answer: no 交办, the request first, by the day of that answer (R51)', async () => {
  const facts = { ...matter().facts, priorHandling: 'replied' };
  const one = matter({ facts });
  const payload = { channel: 'leaderReception', receivedOn: on, matter: one };
  expect((await submitOne(await as('clerk'), command('registerCase', payload))).code).toBeNull();
  const id = one.caseId;
  const screening = { matter: '复查', documents: '身份证', manner: '当面', opinion: 'accept', reportedTo: '沈若兰' };
  await must(id, 'clerk', 'preScreenCase', { ...screening, screenedOn: on });
  const word = { decision: 'handle', text: '同意受理复查', instructedOn: on, raisedBefore: true };
  await must(id, 'leader2', 'giveInstruction', { ...word, asksReexamination: true });
  expect((await known('clerk', id)).next).toBe('requestReexamination');
  const assign = { unitId: 'basic', assignedOn: on };
  expect(await refused(id, 'clerk', 'assignCase', assign, 'reexamination-first')).toContain('登记复查申请');
  expect(await refused(id, 'clerk', 'requestReexamination', request, 'reply-day-missing')).toContain('三十日');
  await must(id, 'clerk', 'requestReexamination', { ...request, replyReceivedOn: '2026-09-11' });
  await must(id, 'clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: on });
  await must(id, 'clerk', 'entrustReexamination', entrust);
  expect((await known('inspector', id)).next).toBe('reportReexamination');
});
