import { randomUUID } from 'node:crypto';
import { commandTypes } from '@huiyin/domain/cases';
import { isReceptionCommand } from '@huiyin/domain/receptions';
import { verifyDatabase } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseWalker, replyContents } from './case-walk.ts';
import { described, fieldSweep, shown } from './field-sweep.ts';
import { command, matter, openStory, outreachVisit, type Story, screening, sentFile, submitOne } from './story.ts';

/*
 * Every command on a case or a visit, with every field that it knows: before it is given, each field is tried wrong in turn.
 * A new command or field fails here until it has been tried.
 */

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());
const { seen } = caseWalker(() => story);
const { sweep, untried } = fieldSweep();

const day = '2026-11-23';
type Payload = Readonly<Record<string, unknown>>;

/** Tries every field of a command wrong, and then gives it. */
async function take(who: string, type: string, payload: Payload): Promise<void> {
  const caller = await story.as(who);
  await sweep(caller, type, payload);
  const { status, message } = await submitOne(caller, command(type, payload));
  expect([type, status, message]).toEqual([type, 'accepted', null]);
}

/** The commands of one case, in the order of its life. */
function onCase(id: string) {
  const whole = async (who: string, payload: Payload) => ({
    caseId: id,
    expectedVersion: (await seen(who, id)).version,
    ...payload,
  });
  return {
    take: async (who: string, type: string, payload: Payload) => take(who, type, await whole(who, payload)),
    /** Gives a command whose fields have been tried elsewhere. */
    give: async (who: string, type: string, payload: Payload) => {
      const { status, message } = await submitOne(await story.as(who), command(type, await whole(who, payload)));
      expect([type, status, message]).toEqual([type, 'accepted', null]);
    },
  };
}

const own = { facts: { ...matter().facts, responsibility: 'municipal' }, handlingUnitId: 'basic' };

async function registered(channel: string, receivedOn: string, change: Payload = own, more: Payload = {}) {
  const one = matter(change);
  const given = command('registerCase', { channel, receivedOn, matter: one, ...more });
  expect(await submitOne(await story.as('clerk'), given)).toMatchObject({ status: 'accepted', message: null });
  return one.caseId;
}

const letter = { copyTo: ['市信访局'], enclosures: ['处理意见书'] };
test('registration, from every side', async () => {
  const other = await registered('letter', day);
  const first = { channel: 'visit', receivedOn: day, firstAsked: { unitId: 'office', person: '张伟' } };
  await take('clerk', 'registerCase', { ...first, matter: matter({ ...own, ...described }) });
  const hotline = { externalNumber: 'RX-9', dueOn: '2026-11-27', urgent: true };
  await take('clerk', 'registerCase', { channel: 'hotline', receivedOn: day, matter: matter(own), hotline });
  await take('clerk', 'registerCase', {
    channel: 'transferred',
    receivedOn: day,
    matter: matter(own),
    source: 'petitionBureauImportant',
    incoming: { from: '市信访局', number: '信转〔2026〕88号', sentOn: '2026-11-20', dueOn: '2026-12-20' },
    joint: {
      persons: 30,
      members: [
        {
          name: '赵二',
          phone: '13912342042',
          idCard: '11010519491231002X',
          address: '和平路2号',
          representative: true,
        },
      ],
    },
    scans: [await sentFile(story, 'clerk', 'scan', 'application/pdf')],
    links: [{ caseId: other, relation: 'related' }],
    choice: {
      outcome: 'acceptMunicipal',
      reason: '职责在市局',
      dispute: { bodies: '市教育局、市人社局', agreed: false, commonSuperior: true, decidedBy: '市人民政府' },
    },
  });
});

test('the main line of a letter', async () => {
  const { take: step, give } = onCase(await registered('letter', day));
  await step('clerk', 'recordIntakeStep', { step: 'opened', doneOn: day });
  await give('clerk', 'recordIntakeStep', { step: 'stamped', doneOn: day });
  await step('clerk', 'recordIntakeStep', { step: 'abstracted', doneOn: day, abstract: '门口拥堵' });
  await step('clerk', 'recordIntakeStep', { step: 'submitted', doneOn: day, leaderId: 'person-leader2' });
  await step('clerk', 'preScreenCase', screening(day));
  await step('clerk', 'setCaseFlags', { flags: { complexLegal: true, urgent: true }, reason: '涉及合同' });
  await step('leader', 'setCaseFlags', { flags: { important: true, major: true }, reason: '影响大' });
  await step('leader', 'contractCase', { leaderId: 'person-leader2' });
  await step('clerk', 'recordRecusal', {
    personId: 'person-west',
    reason: '亲属',
    approverId: 'person-leader',
    decidedOn: day,
  });
  const instruction = { decision: 'handle', text: '请基教处办理', instructedOn: day };
  await step('leader2', 'giveInstruction', { ...instruction, asksReexamination: false, raisedBefore: false });
  const assigned = { unitId: 'basic', assignedOn: day, receivedOn: day, handlerId: 'person-inspector' };
  await step('clerk', 'assignCase', assigned);
  await step('inspector', 'returnAssignment', { reason: '不属本处', returnedOn: day });
  await give('clerk', 'assignCase', assigned);
  const told = { reason: '属本局职责', lawExplanation: '《信访工作条例》', competentBody: '市教育局' };
  await step('clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day, ...told, ...letter });
  await step('inspector', 'draftReply', replyContents(day));
  await step('clerk', 'hearCounsel', { counsel: '江律师', opinion: '合法', heardOn: day });
  await step('head', 'reviewReply', { agreed: true, reason: '同意', reviewedOn: day });
  await step('leader2', 'approveReply', { agreed: true, reason: '同意', approvedOn: day });
  await step('clerk', 'issueReply', { issuedOn: day, documentNumber: '旧文号1', ...letter });
  const signed = { mailNumber: 'XA1', signedBy: '李小明', witnesses: ['社区干部'] };
  await step('clerk', 'deliverReply', { manner: 'inPerson', deliveredOn: day, ...signed });
  await step('clerk', 'completeCase', { cause: '道路狭窄', resolution: '疏导', repliedOn: day, outcome: 'solved' });
});

test('handed down to a district: told, objected to, settled', async () => {
  const { take: step } = onCase(await registered('visit', day, {}));
  const transferred = { unitId: 'east', reason: '属地管理', transferredOn: day, receivedOn: day };
  await step('clerk', 'transferCase', transferred);
  await step('clerk', 'issueDestinationNotice', { toldOn: day, ...letter });
  await step('east', 'objectToTransfer', { reason: '不属本区', objectedOn: day });
  await step('clerk', 'settleObjection', { agreed: true, reason: '核实属实', settledOn: day });
});

test('beside the main line: the short way, time, pressing, leaders, first asked, improvement', async () => {
  const on = '2026-09-10';
  const { take: step, give } = onCase(await registered('visit', '2026-09-01'));
  await give('clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: '2026-09-03' });
  await give('clerk', 'assignCase', { unitId: 'basic', assignedOn: '2026-09-03' });
  await step('clerk', 'applySimpleHandling', { ground: 'clear', appliedOn: '2026-09-03' });
  await step('clerk', 'endSimpleHandling', { reason: '涉及两个单位' });
  const extended = {
    days: 30,
    reason: '需会商',
    approverId: 'person-leader',
    decidedOn: '2026-10-30',
    toldOn: '2026-10-30',
  };
  await step('clerk', 'extendHandling', { ...extended, ...letter });
  await step('clerk', 'urgeCase', { text: '请尽快答复', urgedOn: on, ...letter });
  await give('head', 'acknowledgePressing', { of: 'urging', acknowledgedOn: '2026-09-11' });
  await step('head', 'acknowledgePressing', { of: 'urging', acknowledgedOn: on, reason: '误记' });
  const supervised = { trigger: 'shirking', requirement: '限期办结', suggestions: ['improveWork'], supervisedOn: on };
  await step('leader', 'superviseCase', { ...supervised, ...letter });
  const circulated = { text: '逾期未反馈', approvedBy: '陈局长', circulatedOn: '2026-11-20' };
  await step('clerk', 'circulateCriticism', { ...circulated, ...letter });
  const answer = { answer: '已办理', adopted: false, reason: '另有安排', answeredOn: '2026-11-20' };
  await step('head', 'answerSupervision', answer);
  await step('clerk', 'requestLeader', { reason: '涉及多校', requestedOn: on });
  await step('clerk', 'arrangeLeader', { leaderId: 'person-leader2', arrangedOn: on });
  await step('leader2', 'recordLeaderAttendance', { coordination: '当场协调', attendedOn: on });
  const offer = { toUnitId: 'office', toPerson: '张伟', reason: '更合适', offeredOn: on };
  await step('clerk', 'handOverFirstAsked', offer);
  await step('clerk', 'declineHandOver', { reason: '不合适', declinedOn: on });
  await give('clerk', 'handOverFirstAsked', offer);
  await step('clerk', 'acceptHandOver', { acceptedOn: on });
  const improvement = { id: randomUUID(), kind: 'improveWork', suggestion: '增开班次', owner: '基教处' };
  await step('clerk', 'recordImprovement', { ...improvement, status: 'notAdopted', statusOn: on, reason: '经费不足' });
  const mended = { id: randomUUID(), problem: '态度生硬', owner: '基教处', dueOn: '2026-10-10', doneOn: on };
  await step('clerk', 'recordRectification', { ...mended, result: '已致歉' });
  await step('clerk', 'completeCase', {
    cause: '人手',
    resolution: '增派',
    repliedOn: '2026-11-10',
    outcome: 'solved',
  });
  const evidence = [await sentFile(story, 'clerk', 'scan', 'image/jpeg')];
  await step('clerk', 'recordImplementation', { measures: '两人已到岗', implementedOn: '2026-11-11', evidence });
  await step('clerk', 'checkImplementation', { result: 'confirmed', finding: '已到岗', checkedOn: '2026-11-12' });
  const rated = { office: 'satisfied', unit: 'unsatisfied', comment: '慢', ratedOn: '2026-11-12' };
  await step('clerk', 'recordEvaluation', rated);
});

test('put right, taken back, cancelled, linked, merged, withdrawn and taken up again', async () => {
  const on = '2026-09-05';
  const [id, other] = [await registered('visit', '2026-09-01'), await registered('visit', '2026-09-01')];
  const { take: step, give } = onCase(id);
  const facts = { ...own.facts, contentKind: 'suggestion' };
  const { idCard: _card, address: _address, ...petitioner } = described.petitioner;
  const words = { title: '门口拥堵', demand: '疏导', earlierHandling: '无', referral: '市教育局', petitioner };
  await step('clerk', 'amendCase', {
    changes: { ...words, petitioner: { ...petitioner, relation: '祖父' } },
    reason: '笔误',
  });
  const placed = { facts, handlingUnitId: 'basic', accusedUnitId: 'middle-1', accusedPersonId: 'person-west' };
  await step('clerk', 'amendCase', { changes: { ...placed, receivedOn: '2026-09-02' }, reason: '核对后更正' });
  const supervised = { trigger: 'other', requirement: '请办', suggestions: [], supervisedOn: on };
  await give('clerk', 'assignCase', { unitId: 'basic', assignedOn: on });
  await give('clerk', 'superviseCase', supervised);
  const text = 'query ($id: ID!) { petitionCase(id: $id) { documents { id } } }';
  const { petitionCase } = await (await story.as('clerk')).query<{ petitionCase: { documents: { id: string }[] } }>(
    text,
    { id },
  );
  const cancelled = { documentId: petitionCase.documents.at(-1)?.id, reason: '误发', voidedOn: day, reissue: true };
  await step('clerk', 'voidDocument', cancelled);
  await step('clerk', 'retractAct', { act: 'superviseCase', reason: '点错了' });
  await step('clerk', 'linkCases', { otherId: other, relation: 'related' });
  await step('clerk', 'unlinkCases', { otherId: other, reason: '不是同一件事' });
  const intoVersion = (await seen('clerk', other)).version;
  await step('clerk', 'mergeCases', { intoId: other, intoVersion, reason: '同一事项', mergedOn: on });
  await step('clerk', 'unmergeCase', { intoId: other, reason: '实为两事', unmergedOn: on });
  await step('clerk', 'withdrawCase', { reason: '已解决', withdrawnOn: on });
  await step('leader', 'reopenCase', { reason: 'raisedAgain', explanation: '再次提出', reopenedOn: on });
});

test('a registration is voided and restored', async () => {
  const { take: step } = onCase(await registered('visit', day));
  await step('leader', 'voidCase', { reason: '同一件登记了两次' });
  await step('leader', 'restoreCase', { reason: '是另一件' });
});

test('what was passed on is reported back to its sender (R65, Art 22)', async () => {
  const { take: step, give } = onCase(
    await registered('transferred', day, {}, { source: 'provincialDepartment', incoming: { from: '省教育厅' } }),
  );
  const incoming = { from: '省教育厅信访处', number: '教信转〔2026〕8号', sentOn: day, dueOn: '2026-12-11' };
  await step('clerk', 'amendCase', { changes: { incoming }, reason: '核对来文' });
  await give('clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
  await give('clerk', 'completeCase', { cause: '人手', resolution: '增派', repliedOn: day, outcome: 'solved' });
  const report = { manner: 'system', result: '已增派', reportedOn: day };
  await step('clerk', 'reportToSender', { ...report, ...letter });
});

test('a 12345 order asks for another date (R85)', async () => {
  const hotline = { externalNumber: 'RX-10' };
  const { take: step, give } = onCase(await registered('hotline', day, own, { hotline }));
  const corrected = { externalNumber: 'RX-11', dueOn: '2026-12-02', urgent: true };
  await step('clerk', 'amendCase', { changes: { hotline: corrected }, reason: '核对交办单' });
  const asked = { dueOn: '2026-12-10', reason: '需会商' };
  await step('clerk', 'requestHotlineDate', { ...asked, requestedOn: day });
  await step('clerk', 'refuseHotlineDate', { reason: '不同意', approvedBy: '中心', decidedOn: day });
  await give('clerk', 'requestHotlineDate', { ...asked, requestedOn: day });
  await step('clerk', 'agreeHotlineDate', { ...asked, approvedBy: '中心', decidedOn: day });
});

test('reexamined, reviewed with a hearing, concluded and archived (Arts 35, 36)', async () => {
  const { take: step, give } = onCase(await registered('visit', '2026-09-01', {}));
  await give('clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: '2026-09-03' });
  await give('clerk', 'completeCase', {
    cause: '人手',
    resolution: '增派',
    repliedOn: '2026-09-10',
    outcome: 'solved',
  });
  await step('clerk', 'fileCopy', { document: 'notice', documentOn: '2026-09-03', filedOn: '2026-09-04' });
  await give('clerk', 'fileCopy', { document: 'reply', documentOn: '2026-09-10', filedOn: '2026-09-11' });
  const asked = { body: 'districtAuthority', request: '没有答复第二项', requestedOn: '2026-09-20' };
  await step('leader', 'requestReexamination', { ...asked, lateReason: '住院', replyReceivedOn: '2026-09-11' });
  const decided = { result: 'upheld', opinion: '维持', approvedBy: '王局长', ...letter };
  await step('clerk', 'decideReexamination', { ...decided, decidedOn: '2026-10-12', deliveredOn: '2026-10-13' });
  const reviewed = { body: 'bureau', request: '不服复查意见', requestedOn: '2026-11-02', lateReason: '住院' };
  await step('leader', 'requestFinalReview', reviewed);
  await step('clerk', 'pauseClock', { pausedOn: '2026-11-09' });
  await step('clerk', 'resumeClock', { resumedOn: '2026-11-13' });
  await step('clerk', 'decideFinalReview', { ...decided, decidedOn: '2026-11-16', deliveredOn: '2026-11-17' });
  const ended = { ground: 'finallyReviewed', concludedOn: '2026-11-18', implementedOn: '2026-10-01' };
  await step('clerk', 'concludeCase', ended);
  const kept = { retention: 'thirtyYears', archivedOn: '2026-11-20', fileNumber: 'XF-12', reason: '影响不大' };
  await step('clerk', 'archiveCase', kept);
});

test('the answer of a district, reexamined by a department of the bureau (R51, R52)', async () => {
  const { take: step, give } = onCase(await registered('visit', '2026-09-01', {}));
  await give('clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: '2026-09-03' });
  const answered = { cause: '人手', resolution: '增派', repliedOn: '2026-09-10', outcome: 'solved' };
  await give('clerk', 'completeCase', answered);
  await give('clerk', 'requestReexamination', { body: 'bureau', request: '不服', requestedOn: '2026-09-20' });
  const entrusted = { unitId: 'basic', leaderId: 'person-leader2', instruction: '同意受理', entrustedOn: '2026-09-21' };
  await step('clerk', 'entrustReexamination', entrusted);
  await step('inspector', 'reportReexamination', { result: 'changed', opinion: '不全', reportedOn: '2026-10-09' });
  await step('leader2', 'approveReexamination', { agreed: false, reason: '请补充', approvedOn: '2026-10-10' });
});

test('visits of the four kinds, put right, their follow-ups settled (R20, R22)', async () => {
  const caseId = await registered('visit', day, {});
  const photo = { ...(await sentFile(story, 'leader', 'photo', 'image/jpeg')), kind: 'photo', ...shown };
  const voice = { ...(await sentFile(story, 'leader', 'voice', 'audio/webm')), kind: 'voice', seconds: 30 };
  const followUp = {
    id: randomUUID(),
    what: '报方案',
    owner: '东城区教育局',
    ownerUnitId: 'east',
    dueOn: '2026-12-01',
  };
  const asked = { ...followUp, ownerPersonId: 'person-east', caseId };
  const visit = (mode: string, details: Payload, more: Payload = {}) =>
    outreachVisit({ mode, details: { mode, ...details }, ...more }).payload;
  const first = visit(
    'accompaniedSupervision',
    { caseId, findings: '方案尚未报送' },
    {
      matters: [matter(described)],
      followUps: [asked],
      attachments: [photo],
      signer: { name: '王校长', title: '校长' },
      position: { latitude: 30.2, longitude: 120.1, accuracyMetres: 20 },
    },
  );
  await take('leader', 'logOutreachVisit', first);
  const contracted = visit('contractedCase', { caseId, done: '走访两次' }, { attachments: [voice] });
  const talk = visit('discussionVisit', { participants: ['王校长'], points: ['食堂验收'] });
  const survey = visit('survey', { topic: '课后服务', notes: '三所学校' });
  for (const one of [contracted, talk, survey]) await take('leader', 'logOutreachVisit', one);
  const settled = { visitId: first.visitId, followUpId: followUp.id, settledOn: day, result: '已报' };
  const changes = {
    observations: '更正',
    companions: ['李老师'],
    followUps: [asked],
    details: { ...Object(first.details), findings: '已报' },
  };
  await take('leader', 'amendOutreachVisit', { visitId: first.visitId, expectedVersion: 1, changes, reason: '笔误' });
  const others = [
    [talk, { mode: 'discussionVisit', participants: ['李校长'], points: ['验收'] }],
    [contracted, { mode: 'contractedCase', caseId, done: '走访三次' }],
    [survey, { mode: 'survey', topic: '课后服务', notes: '四所学校' }],
  ] as const;
  for (const [{ visitId }, details] of others)
    await take('leader', 'amendOutreachVisit', { visitId, expectedVersion: 1, changes: { details }, reason: '笔误' });
  await take('clerk', 'settleFollowUp', settled);
});

test('every field of every command on a case or a visit has been tried, and every chain is whole', async () => {
  const types = commandTypes.filter((type) => !isReceptionCommand({ type }));
  expect(untried(types)).toEqual([]);
  expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
});
