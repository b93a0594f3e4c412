import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { inHand } from './papers.ts';
import { command, matter, type Outcome, openStory, type Story, submitOne } from './story.ts';

let story: Story;
let clerk: Caller;
let leader: Caller;

beforeAll(async () => {
  story = await openStory();
  clerk = await story.as('clerk');
  leader = await story.as('leader');
});
afterAll(() => story?.close());

interface CaseAnswer {
  readonly version: number;
  readonly status: string;
  readonly clocks: readonly { clock: string; legalDue: string; originalLegalDue: string | null; state: string }[];
  readonly timeline: readonly { title: string; detail: string | null }[];
}

async function look(id: string, caller: Caller = clerk): Promise<CaseAnswer> {
  const data = await caller.query<{ petitionCase: CaseAnswer }>(
    `query ($id: ID!) { petitionCase(id: $id) { version status clocks { clock legalDue originalLegalDue state }
      timeline { title detail } } }`,
    { id },
  );
  return data.petitionCase;
}

/** A letter of the district's duty, received on 1 September. */
async function registered(change: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const one = matter(change);
  const outcome = await submitOne(
    clerk,
    command('registerCase', { channel: 'letter', receivedOn: '2026-09-01', matter: one }),
  );
  expect(outcome.code).toBeNull();
  return one.caseId;
}

async function give(id: string, type: string, payload: object, caller: Caller = clerk): Promise<Outcome> {
  const { version: expectedVersion } = await look(id);
  return submitOne(caller, command(type, { caseId: id, expectedVersion, ...payload }));
}

async function must(id: string, type: string, payload: object, caller: Caller = clerk): Promise<void> {
  const { code, message } = await give(id, type, payload, caller);
  expect([type, code, message]).toEqual([type, null, null]);
}

const numberOf = 'query ($id: ID!) { petitionCase(id: $id) { number } }';
const accept = { decision: 'accept', issuedOn: '2026-09-03' };
const reply = { cause: '人手不足', resolution: '已增派', repliedOn: '2026-10-20', outcome: 'solved' };

test('two letters on one matter: merged, seen, and parted as they were (并案)', async () => {
  const [first, second] = [await registered(), await registered()];
  const before = await look(second);
  const merge = { intoId: first, intoVersion: (await look(first)).version, reason: '同一事项', mergedOn: '2026-09-05' };
  await must(second, 'mergeCases', merge);
  const merged = await look(second);
  const { number } = (await clerk.query<{ petitionCase: { number: string } }>(numberOf, { id: first })).petitionCase;
  expect(merged.timeline.find(({ title }) => title === '并入另一件')?.detail).toContain(number);
  expect(merged.status).toBe('merged');
  expect(merged.clocks.some(({ state }) => state === 'running')).toBe(false);
  expect(merged.timeline.some(({ title }) => title === '并入另一件')).toBe(true);
  expect((await look(first)).timeline.some(({ title }) => title === '另一件并入')).toBe(true);
  await must(second, 'unmergeCase', { intoId: first, reason: '实为两事', unmergedOn: '2026-09-06' });
  const after = await look(second);
  expect([after.status, after.clocks]).toEqual([before.status, before.clocks]);
});

test('a merger as of an older version of the other case is a refusal, and nothing is written', async () => {
  const [first, second] = [await registered(), await registered()];
  const stale = { intoId: first, intoVersion: 1, reason: '同一事项', mergedOn: '2026-09-05' };
  expect((await give(second, 'mergeCases', stale)).path).toBe('intoVersion');
  expect((await look(second)).status).not.toBe('merged');
  const nowhere = await give(second, 'mergeCases', { ...stale, intoId: randomUUID() });
  expect(nowhere).toMatchObject({ code: 'unknown-case', path: 'intoId' });
});

test('extended, answered, rated, reexamined (延期、评价、复查): the first date stays to be seen', async () => {
  const id = await registered();
  await must(id, 'issueAcceptanceNotice', accept);
  const told = { decidedOn: '2026-10-30', toldOn: '2026-10-30' };
  await must(id, 'extendHandling', { days: 30, reason: '需会商', approverId: 'person-east', ...told });
  const handling = (await look(id)).clocks.find(({ clock }) => clock === 'handling');
  expect(handling).toMatchObject({ legalDue: '2026-12-02', originalLegalDue: '2026-11-02', state: 'running' });
  const refused = await give(id, 'extendHandling', { days: 1, reason: '再延', approverId: 'person-east', ...told });
  expect(refused).toMatchObject({ code: 'extension-twice', citations: [{ article: '第三十四条' }] });
  await must(id, 'completeCase', reply);
  const rating = { office: 'satisfied', unit: 'unsatisfied', comment: '', ratedOn: '2026-11-01' };
  await must(id, 'recordEvaluation', rating);
  const request = { body: 'bureau', request: '不服答复', requestedOn: '2026-11-19' };
  const wrong = await give(id, 'requestReexamination', { ...request, body: 'provincialDepartment' });
  expect(wrong.message).toBe(
    '不能向省教育厅申请。依据《信访工作条例》第三十五条、《领导干部定点接访实施方案》四（一）。请向市教育局或者区、县（市）人民政府或者区、县（市）教育局申请。',
  );
  await must(id, 'requestReexamination', request, leader);
  const asked = await look(id);
  expect(asked.status).toBe('inReexamination');
  expect(asked.clocks.filter(({ state }) => state === 'running').map(({ clock }) => clock)).toEqual([
    'reexamination',
    'reexamination-result',
  ]);
  expect(asked.timeline.find(({ title }) => title === '评价')?.detail).toContain('对承办单位不满意');
});

test('handled the short way and back (简易办理、转普通程序): its shorter dates stand beside the ordinary ones', async () => {
  const id = await registered();
  await must(id, 'issueAcceptanceNotice', accept);
  await must(id, 'applySimpleHandling', { ground: 'clear', appliedOn: '2026-09-03' });
  const simple = (await look(id)).clocks.filter(({ state }) => state === 'running').map(({ clock }) => clock);
  expect(simple).toEqual(expect.arrayContaining(['handling', 'simple-handling']));
  expect(await give(id, 'applySimpleHandling', { ground: 'clear', appliedOn: '2026-09-03' })).toMatchObject({
    code: 'simple-handling-on',
    message:
      '此件已经适用简易办理。依据《信访事项简易办理办法（试行）》（条次待核）。不必重复登记；不再适用的请转普通程序。',
  });
  await must(id, 'endSimpleHandling', { reason: '涉及两个单位' });
  const after = await look(id);
  expect(after.clocks.find(({ clock }) => clock === 'simple-handling')?.state).toBe('stopped');
  expect(after.clocks.find(({ clock }) => clock === 'handling')).toMatchObject({ state: 'running' });
  expect(after.timeline.find(({ title }) => title === '转普通程序')?.detail).toContain('涉及两个单位');
});

test('a malformed command is a refusal with its field, never an error of the server', async () => {
  const id = await registered();
  const bad = await give(id, 'superviseCase', { trigger: 'boredom', demand: '', suggestions: [], supervisedOn: 'x' });
  expect(bad).toMatchObject({ status: 'refused', code: 'invalid-command', path: 'trigger' });
});

test('a visitor’s matter needs the leader in charge: asked for, arranged, the leader’s turn, attended (随机接访, R24)', async () => {
  const one = matter();
  const visit = { channel: 'visit', receivedOn: '2026-11-20', matter: one };
  expect((await submitOne(clerk, command('registerCase', visit))).code).toBeNull();
  const id = one.caseId;
  await must(id, 'requestLeader', { reason: '涉及多校，需协调', requestedOn: '2026-11-20' });
  const arrange = { leaderId: 'person-leader2', arrangedOn: '2026-11-20' };
  expect((await give(id, 'arrangeLeader', arrange, leader)).code).toBe('role-not-allowed');
  await must(id, 'arrangeLeader', arrange);
  const attend = { coordination: '当场协调两校', attendedOn: '2026-11-23' };
  expect((await give(id, 'recordLeaderAttendance', attend, leader)).code).toBe('other-leader-arranged');
  const invited = await story.as('leader2');
  await must(id, 'recordLeaderAttendance', attend, invited);
  const told = (await look(id)).timeline.filter(({ title }) => title.includes('领导'));
  expect(told.map(({ title }) => title).sort()).toEqual(['安排领导到场', '申请领导到场', '领导到场协调'].sort());
  expect(told.find(({ title }) => title === '领导到场协调')?.detail).toContain('当场协调两校');
});

test('意见未落实: a completed case under supervision (督办, Art 40) is the unit’s next action until it has answered', async () => {
  const id = await registered();
  await must(id, 'issueAcceptanceNotice', accept);
  await must(id, 'completeCase', { ...reply, repliedOn: '2026-10-10' });
  const unit = await story.as('east');
  const awaited = async () => {
    const text = '{ myWork(first: 50) { groups { rows { id turn { mine action } } } } }';
    const { myWork } = await unit.query<{ myWork: { groups: { rows: { id: string; turn: unknown }[] }[] } }>(text);
    return myWork.groups.flatMap(({ rows }) => rows).find((row) => row.id === id)?.turn;
  };
  expect(await awaited()).toBeUndefined();
  await must(id, 'superviseCase', {
    trigger: 'opinionNotCarriedOut',
    requirement: '限期落实',
    suggestions: [],
    supervisedOn: '2026-11-20',
  });
  expect(await awaited()).toEqual({ mine: true, action: 'answerSupervision' });
  await must(id, 'answerSupervision', { answer: '已落实到位', answeredOn: '2026-11-23' }, unit);
  expect(await awaited()).toBeUndefined();
});

test('签收: the office’s list and the unit’s own say which 催办 and 督办 wait to be acknowledged, and which are', async () => {
  const id = await registered(inHand);
  await must(id, 'urgeCase', { text: '请抓紧', urgedOn: '2026-10-12' });
  const supervised = { trigger: 'shirking', requirement: '限期报送', suggestions: [], supervisedOn: '2026-10-13' };
  await must(id, 'superviseCase', supervised);
  const unit = await story.as('east');
  const listed = async (caller: Caller, ...receipts: string[]) => {
    const { caseList } = await caller.query<{
      caseList: { rows: readonly { id: string; receipts: string[] }[]; totalCount: number };
    }>('query ($filter: CaseFilter) { caseList(filter: $filter) { rows { id receipts } totalCount } }', {
      filter: { receipts },
    });
    expect(caseList.rows).toHaveLength(caseList.totalCount);
    return caseList.rows.find((row) => row.id === id)?.receipts;
  };
  for (const caller of [clerk, unit]) {
    expect(await listed(caller, 'supervisionOwed')).toEqual(['supervisionOwed', 'urgingOwed']);
    expect(await listed(caller, 'supervisionSigned', 'criticismOwed')).toBeUndefined();
  }
  await must(id, 'acknowledgePressing', { of: 'supervision', acknowledgedOn: '2026-10-14' }, unit);
  expect(await listed(clerk, 'supervisionOwed')).toBeUndefined();
  expect(await listed(clerk, 'supervisionSigned')).toEqual(['supervisionSigned', 'urgingOwed']);
  const again = { of: 'supervision', acknowledgedOn: '2026-10-13' };
  expect(await give(id, 'acknowledgePressing', again, unit)).toMatchObject({ code: 'reason-missing', path: 'reason' });
  await must(id, 'acknowledgePressing', { ...again, reason: '看错了日期' }, unit);
  expect((await look(id)).timeline.at(-1)?.detail).toContain('更正：10月13日 周二签收督办（看错了日期）');
});

test('archived (归档): what is owed first, another retention only with its reason, then read-only until reopened', async () => {
  const id = await registered();
  await must(id, 'issueAcceptanceNotice', accept);
  const kept = { retention: 'thirtyYears', archivedOn: '2026-11-12' };
  expect((await give(id, 'archiveCase', kept)).code).toBe('not-archivable');
  await must(id, 'completeCase', { ...reply, repliedOn: '2026-10-10' });
  expect((await give(id, 'archiveCase', kept)).message).toContain('备案件还没有收到，不能归档');
  await must(id, 'fileCopy', { document: 'notice', documentOn: '2026-09-03', filedOn: '2026-09-04' });
  await must(id, 'fileCopy', { document: 'reply', documentOn: '2026-10-10', filedOn: '2026-10-12' });
  expect((await give(id, 'archiveCase', kept)).message).toContain('落实情况还没有登记');
  await must(id, 'recordImplementation', { measures: '两人已到岗', implementedOn: '2026-10-11' });
  expect(await give(id, 'archiveCase', { ...kept, archivedOn: '2026-11-09' })).toMatchObject({
    code: 'archive-time-to-ask',
    citations: [{ article: '第三十五条' }],
  });
  expect(await give(id, 'archiveCase', { ...kept, retention: 'permanent' })).toMatchObject({
    code: 'reason-missing',
    path: 'reason',
  });
  await must(id, 'archiveCase', { ...kept, retention: 'permanent', fileNumber: 'XF-12', reason: '社会影响大' });
  expect((await look(id)).timeline.find(({ title }) => title === '归档')?.detail).toBe(
    '永久（建议30年），11月12日 周四，档号XF-12：社会影响大',
  );
  const rating = { office: 'satisfied', unit: 'satisfied', comment: '', ratedOn: '2026-10-12' };
  expect((await give(id, 'recordEvaluation', rating)).code).toBe('case-archived');
  const listed = async (archived: boolean) => {
    const query = 'query ($f: CaseFilter) { cases(filter: $f, first: 100) { edges { node { id } } } }';
    const data = await clerk.query<{ cases: { edges: { node: { id: string } }[] } }>(query, { f: { archived } });
    return data.cases.edges.some(({ node }) => node.id === id);
  };
  expect([await listed(true), await listed(false)]).toEqual([true, false]);
  const again = { reason: 'newFacts', explanation: '有新的证据', reopenedOn: '2026-11-12' };
  await must(id, 'reopenCase', again, leader);
  await must(id, 'setCaseFlags', { flags: { urgent: true }, reason: '补记' });
});

test('撤回操作: a supervision and an urging are taken back with their clock and papers; a link is taken off in both cases', async () => {
  const [id, other] = [await registered(inHand), await registered()];
  const before = await look(id);
  const supervised = { trigger: 'shirking', requirement: '限期办结', suggestions: [], supervisedOn: '2026-09-10' };
  await must(id, 'superviseCase', supervised);
  await must(id, 'urgeCase', { text: '请尽快答复', urgedOn: '2026-09-10' });
  expect(await give(id, 'retractAct', { act: 'reviewReply', reason: '点错了' })).toMatchObject({
    code: 'nothing-to-retract',
    path: 'act',
  });
  for (const act of ['urgeCase', 'superviseCase']) await must(id, 'retractAct', { act, reason: '点错了' });
  const after = await look(id);
  const running = ({ clocks }: CaseAnswer) => clocks.filter(({ state }) => state === 'running');
  expect(running(after)).toEqual(running(before));
  expect(after.timeline.filter(({ title }) => title === '撤回操作').map(({ detail }) => detail)).toEqual([
    '催办：点错了',
    '督办：点错了',
  ]);
  const papers = await clerk.query<{ petitionCase: { documents: { kind: string; voidedOn: string | null }[] } }>(
    'query ($id: ID!) { petitionCase(id: $id) { documents { kind voidedOn } } }',
    { id },
  );
  const cancelled = papers.petitionCase.documents.filter(({ voidedOn }) => voidedOn !== null).map(({ kind }) => kind);
  expect(cancelled.toSorted()).toEqual(['supervisionLetter', 'urgingLetter']);

  await must(id, 'linkCases', { otherId: other, relation: 'related' });
  await must(other, 'unlinkCases', { otherId: id, reason: '不是同一件事' });
  for (const one of [id, other]) expect((await look(one)).timeline.at(-1)?.title).toBe('解除关联');
});

test('a school’s answer is reexamined by its district, then by the bureau: the days of the hearing are not counted (Arts 35, 36)', async () => {
  const id = await registered();
  await must(id, 'issueAcceptanceNotice', accept);
  await must(id, 'completeCase', { ...reply, repliedOn: '2026-09-10' });
  const asked = { request: '没有答复第二项', requestedOn: '2026-09-20' };
  expect((await give(id, 'requestReexamination', { ...asked, body: 'municipalGovernment' })).code).toBe('wrong-body');
  await must(id, 'requestReexamination', { ...asked, body: 'districtAuthority' });
  const decided = { result: 'upheld', opinion: '维持', approvedBy: '王局长' };
  await must(id, 'decideReexamination', { ...decided, decidedOn: '2026-10-12', deliveredOn: '2026-10-13' });
  await must(id, 'requestFinalReview', { body: 'bureau', request: '不服复查意见', requestedOn: '2026-11-02' });
  const early = await give(id, 'pauseClock', { pausedOn: '2026-11-01' });
  expect([early.code, early.path]).toEqual(['change-out-of-order', 'pausedOn']);
  await must(id, 'pauseClock', { pausedOn: '2026-11-09' });
  await must(id, 'resumeClock', { resumedOn: '2026-11-13' });
  // thirty days from 2 November end on 2 December; the four of the hearing make it the 6th, a Sunday
  const changes = 'query ($id: ID!) { petitionCase(id: $id) { clocks { clock legalDue changes } } }';
  const { petitionCase } = await clerk.query<{
    petitionCase: { clocks: { clock: string; legalDue: string; changes: string[] }[] };
  }>(changes, { id });
  const review = petitionCase.clocks.find(({ clock }) => clock === 'final-review');
  expect(review?.legalDue).toBe('2026-12-07');
  expect(review?.changes.at(-1)).toContain('听证4日不计入');

  // the opinion names the body whose 复查 it is about: its number is nobody's here to know
  await must(id, 'decideFinalReview', { ...decided, decidedOn: '2026-11-20', deliveredOn: '2026-11-21' });
  const papers = 'query ($id: ID!) { petitionCase(id: $id) { documents { id kind } } }';
  const { petitionCase: closed } = await clerk.query<{
    petitionCase: { documents: { id: string; kind: string }[] };
  }>(papers, { id });
  const opinion = closed.documents.find(({ kind }) => kind === 'finalReviewOpinion');
  const page = await (await clerk.fetch(`${story.base}/documents/${opinion?.id}.html`)).text();
  expect(page.replaceAll(/<[^>]+>/g, '')).toContain('不服东城区教育局作出的复查意见，向我机关请求复核');
});
