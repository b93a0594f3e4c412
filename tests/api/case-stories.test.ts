import { randomUUID } from 'node:crypto';
import { verifyDatabase, verifyRows } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseText, caseWalker, replyContents, type Step } from './case-walk.ts';
import { ask, command, matter, openStory, type Story, screening, submitOne } from './story.ts';

/* What happens beside a channel's straight way (channels.test.ts), and what the API tells of cases: actions, state, counts. */

const day = '2026-11-23';
let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());

const { seen, registered, give, walk } = caseWalker(() => story);

/** The action is listed as refused, the command is refused the same way, and both name the article. */
async function refusedBoth(username: string, id: string, type: string, payload: Record<string, unknown>, code: string) {
  const action = (await seen(username, id)).actions.find((one) => one.command === type);
  const outcome = await give(username, id, type, payload);
  expect([action?.allowed, action?.code]).toEqual([false, code]);
  expect(outcome).toMatchObject({ status: 'refused', code, message: action?.message });
  expect(action?.message).toMatch(/依据《.+》.*。$/);
  expect(outcome.citations.map(({ article }) => article)).toEqual(action?.citations.map(({ article }) => article));
}

const contents = replyContents(day);
const reviewed: readonly Step[] = [
  ['inspector', 'draftReply', contents, 'drafted'],
  ['head', 'reviewReply', { agreed: true, reviewedOn: day }, 'reviewed'],
];
const ended: Step = [
  'clerk',
  'completeCase',
  { cause: '道路狭窄', resolution: '疏导', repliedOn: day, outcome: 'solved' },
  'completed',
];

test('every command of the table is listed for everybody, in groups, with its name and articles', async () => {
  const id = await registered('letter');
  const { actions } = await seen('clerk', id);
  expect(actions.length).toBeGreaterThan(40);
  const groups = actions.map(({ group }) => group);
  const order = ['next', 'beside', 'aside', 'mend'];
  expect(groups).toEqual([...groups].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
  expect(actions.find(({ allowed }) => allowed)?.command).toBe('recordIntakeStep');
  for (const one of actions) expect([one.command, one.citations.length > 0]).toEqual([one.command, true]);
  for (const one of actions.filter(({ allowed }) => !allowed)) expect(one.message).toMatch(/。$/);
  expect((await seen('leader2', id)).actions.find(({ command: c }) => c === 'giveInstruction')?.code).toBe(
    'intake-incomplete',
  );
});

test('the state tells everything but who the petitioner is', async () => {
  const id = await registered('letter');
  const text = JSON.stringify((await seen('clerk', id)).state);
  expect(text).not.toContain('李小明');
  expect(text).not.toContain('13912342041');
  expect(text).toContain('李**');
  const wall = await ask(story.base, await story.as('wall'), caseText, { id });
  expect(wall.errors?.[0]?.extensions?.code).toBe('forbidden');
});

test('a 12345 order: assigned, drafted, reviewed by the head (R81), a major one by the leader too (R82), answered', async () => {
  const id = await registered('hotline', {}, { hotline: { externalNumber: 'LJ12345-1' } });
  await walk(id, [
    ['clerk', 'assignCase', { unitId: 'basic', assignedOn: day }, 'assigned'],
    ['head', 'setCaseFlags', { flags: { major: true }, reason: '涉及面广' }, 'assigned'],
    ['clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day }, 'assigned'],
  ]);
  await refusedBoth('clerk', id, 'issueReply', { issuedOn: day }, 'draft-missing');
  await walk(id, reviewed);
  await refusedBoth('clerk', id, 'issueReply', { issuedOn: day }, 'approval-missing');
  await walk(id, [
    ['leader2', 'approveReply', { agreed: true, approvedOn: day }, 'reviewed'],
    ['clerk', 'issueReply', { issuedOn: day }, 'issued'],
    ['clerk', 'deliverReply', { manner: 'sameChannel', deliveredOn: day }, 'delivered'],
    ended,
  ]);
});

test('a complex 12345 order is given another date agreed with the centre; the first one is never lost (R85)', async () => {
  const id = await registered('hotline', {}, { hotline: { externalNumber: 'LJ12345-2' } });
  const before = (await seen('clerk', id)).clocks.find(({ clock }) => clock === 'hotline-reply');
  const agreed = { dueOn: '2026-12-10', reason: '需现场勘查', approvedBy: '许主任', decidedOn: day };
  await walk(id, [['clerk', 'agreeHotlineDate', agreed, 'registered']]);
  const after = (await seen('clerk', id)).clocks.find(({ clock }) => clock === 'hotline-reply');
  expect(after).toMatchObject({ legalDue: '2026-12-10', originalLegalDue: before?.legalDue });
  expect(after?.changes.join()).toContain('需现场勘查');
});

test('what a leader receives waits for the leader, who says whether it was raised before (R44, R51, R54)', async () => {
  const id = await registered('leaderReception');
  await refusedBoth('clerk', id, 'assignCase', { unitId: 'basic', assignedOn: day }, 'instruction-missing');
  const signed = { decision: 'handle', text: '请基教处办理', instructedOn: day };
  await walk(id, [['clerk', 'preScreenCase', screening(day), 'preScreened']]);
  expect(await give('leader2', id, 'giveInstruction', signed)).toMatchObject({
    code: 'raised-before-missing',
    path: 'raisedBefore',
  });
});

describe('transferred wrongly (Art 23)', () => {
  const district = { facts: matter().facts, handlingUnitId: 'east' };

  test('what the bureau sent down is objected to, waits, and comes back when the office agrees', async () => {
    const id = await registered('visit', district);
    await walk(id, [
      ['clerk', 'transferCase', { unitId: 'east', reason: '属地管理', transferredOn: day }, 'transferred'],
      ['clerk', 'issueDestinationNotice', { toldOn: day }, 'transferred'],
      ['east', 'objectToTransfer', { reason: '学校不在本区', objectedOn: day }, 'objected'],
    ]);
    await refusedBoth('east', id, 'draftReply', contents, 'objection-pending');
    await walk(id, [['clerk', 'settleObjection', { agreed: true, reason: '核实属实', settledOn: day }, 'registered']]);
    expect((await seen('clerk', id)).state.handlingUnitId).toBe('office');
  });

  test('what a superior sent here leaves the bureau when it agrees; the counts follow', async () => {
    const id = await registered('transferred', district);
    await walk(id, [
      ['clerk', 'objectToTransfer', { reason: '不属本局', objectedOn: day }, 'objected'],
      ['clerk', 'settleObjection', { agreed: true, reason: '上级同意', settledOn: day }, 'returned'],
    ]);
    await refusedBoth('clerk', id, 'urgeCase', { text: '请办', urgedOn: day }, 'case-closed');
  });
});

test('urged, supervised, answered, extended: each with its trace, and the 60 days keep their first date (Art 34)', async () => {
  const id = await registered('visit');
  const supervising = {
    trigger: 'other',
    requirement: '三十日内书面反馈',
    suggestions: ['improveWork'],
    supervisedOn: day,
  };
  const extending = { days: 30, reason: '情况复杂', approverId: 'person-leader', decidedOn: day, toldOn: day };
  await refusedBoth('clerk', id, 'extendHandling', extending, 'clock-not-running');
  await walk(id, [
    ['clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day }, 'accepted'],
    ['clerk', 'assignCase', { unitId: 'basic', assignedOn: day }, 'assigned'],
    ['clerk', 'urgeCase', { text: '请抓紧办理', urgedOn: day }, 'assigned'],
    ['leader', 'superviseCase', supervising, 'assigned'],
  ]);
  await refusedBoth('leader', id, 'superviseCase', supervising, 'supervision-open');
  await walk(id, [
    ['inspector', 'answerSupervision', { answer: '已着手', adopted: true, answeredOn: day }, 'assigned'],
    ['clerk', 'extendHandling', extending, 'assigned'],
  ]);
  const { clocks, timeline } = await seen('clerk', id);
  const handling = clocks.find(({ clock }) => clock === 'handling');
  expect(handling?.originalLegalDue).toBe('2027-01-22');
  expect(String(handling?.legalDue) > '2027-01-22').toBe(true);
  expect(handling?.changes).toEqual([expect.stringContaining('延长30日')]);
  for (const type of ['caseUrged', 'caseSupervised', 'supervisionAnswered', 'clockChanged']) {
    const entry = timeline.find((one) => one.type === type);
    expect([type, entry?.detail, entry?.citations.length]).toEqual([type, expect.any(String), expect.any(Number)]);
    expect([type, (entry?.citations.length ?? 0) > 0]).toEqual([type, true]);
  }
});

test('answered, then 复查, 复核 and 终结 (Arts 35, 36), each to the right body', async () => {
  const id = await registered('visit');
  await walk(id, [
    ['clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day }, 'accepted'],
    ['clerk', 'assignCase', { unitId: 'basic', assignedOn: day }, 'assigned'],
    ...reviewed,
    ['clerk', 'issueReply', { issuedOn: day }, 'issued'],
    ['clerk', 'deliverReply', { manner: 'registeredMail', mailNumber: 'XA1', deliveredOn: day }, 'delivered'],
    ended,
  ]);
  const asking = { body: 'municipalGovernment', request: '不服答复', requestedOn: day };
  const decision = { result: 'upheld', opinion: '维持', approvedBy: '市长', decidedOn: day, deliveredOn: day };
  await refusedBoth('clerk', id, 'decideReexamination', decision, 'nothing-requested');
  expect(await give('clerk', id, 'requestReexamination', { ...asking, body: 'bureau' })).toMatchObject({
    code: 'wrong-body',
    path: 'body',
  });
  await walk(id, [
    ['clerk', 'requestReexamination', asking, 'inReexamination'],
    ['clerk', 'decideReexamination', decision, 'reexamined'],
    ['clerk', 'requestFinalReview', { ...asking, body: 'provincialGovernment' }, 'inFinalReview'],
    ['clerk', 'decideFinalReview', decision, 'finallyReviewed'],
    ['leader', 'concludeCase', { ground: 'finallyReviewed', implementedOn: day, concludedOn: day }, 'concluded'],
  ]);
});

test('two cases merge and part again, and a withdrawn one is closed', async () => {
  const [first, second] = [await registered('visit'), await registered('visit')];
  const { version: intoVersion } = await seen('clerk', first);
  await walk(second, [
    ['clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day }, 'accepted'],
    ['clerk', 'mergeCases', { intoId: first, intoVersion, reason: '同一事项', mergedOn: day }, 'merged'],
    ['clerk', 'unmergeCase', { intoId: first, reason: '并错了', unmergedOn: day }, 'accepted'],
    ['clerk', 'withdrawCase', { reason: '书面撤回', withdrawnOn: day }, 'withdrawn'],
  ]);
});

test('who comes with an old version is told, and nothing happens', async () => {
  const id = await registered('visit');
  await give('clerk', id, 'assignCase', { unitId: 'basic', assignedOn: day });
  const stale = command('urgeCase', { caseId: id, expectedVersion: 1, text: '请办', urgedOn: day }, randomUUID());
  expect(await submitOne(await story.as('clerk'), stale)).toMatchObject({
    status: 'conflict',
    code: 'version-conflict',
  });
});

test('after all of it the books are whole: chains, rows and kept counts', async () => {
  expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
});

test('a row that was changed past its events is found, with the columns that are wrong', async () => {
  const id = await registered('letter');
  const { pool } = story.server.database;
  await pool.query(
    `update petition_case set turn = 'person/nobody', turn_due = turn_due + 1, next_action = 'deliverReply', flags = '{urgent}'
     where id = $1`,
    [id],
  );
  const { findings } = await verifyDatabase(story.server.database);
  expect(findings).toEqual([`列不符：事项 ${id} 的 turn, turn_due, next_action, flags 与事件推算的不同。`]);
  // What is marked to be worked out anew is not held to anything yet.
  await pool.query("update petition_case set turn = '?' where id = $1", [id]);
  expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
});

test('a row that an older version had folded otherwise is made anew from its events, on request, with what hangs on it', async () => {
  const [id, other] = [
    await registered('hotline', {}, { hotline: { externalNumber: 'RX-REFOLD' } }),
    await registered('letter'),
  ];
  const { database } = story.server;
  const row = async () =>
    (
      await database.pool.query(
        'select to_jsonb(c) as it, due_on::text from petition_case c join hotline_order o on o.case_id = c.id where c.id = $1',
        [id],
      )
    ).rows;
  const before = await row();
  await database.pool.query(
    `update petition_case set turn = 'person/nobody', status = 'completed', title = '旧', state = jsonb_set(jsonb_set(state, '{status}', '"completed"'), '{clocks}', '[]')
     where id = $1`,
    [id],
  );
  await database.pool.query('update hotline_order set due_on = null where case_id = $1', [id]);
  // what was written past the rules is told as well, and left: its events are not to be trusted
  await database.prisma.$transaction([
    database.prisma.$executeRaw`set local session_replication_role = replica`, // The table refuses changes; a thief would not ask.
    database.prisma
      .$executeRaw`update event set data = jsonb_set(data, '{matter,title}', '"改"') where stream_id = ${other} and seq = 1`,
  ]);
  const told = [
    `哈希链断裂：petitionCase ${other} 第 1 条记录与其哈希不符。`,
    `状态不符：petitionCase ${other} 的当前状态与事件推算的不同。`,
  ];
  const found = [...told, `状态不符：petitionCase ${id} 的当前状态与事件推算的不同。`].sort();
  const { findings, rebuilt } = await verifyRows(database, { rebuild: false });
  expect([findings.toSorted(), rebuilt]).toEqual([found, 0]);
  const made = await verifyRows(database, { rebuild: true });
  expect([made.findings.toSorted(), made.rebuilt]).toEqual([found, 1]);
  expect(await row()).toEqual(before);
  expect((await verifyDatabase(database)).findings.toSorted()).toEqual(told.toSorted());
});
