import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { testPassword, verifyDatabase, verifyRows } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Caller, post, signIn } from '../testkit/graphql.ts';
import { ask, command, matter, openStory, type Story, submitOne } from './story.ts';

/*
 * One Wednesday through the API, from the rota to the last follow-up: who is booked, who comes, what the leader decides, what
 * the office presses. What a stranger, a department and an accused unit see of it, and what they do not.
 */

const day = '2026-12-02';
const upgrade = new URL('../../packages/server/prisma/migrations/0039_viewed_visitors/migration.sql', import.meta.url);
let story: Story;
beforeAll(async () => {
  story = await openStory();
}, 60_000);
afterAll(() => story?.close());

/** People sign in anew on another day: sessions do not last for weeks. */
let callers = new Map<string, Promise<Caller>>();
const as = (username: string): Promise<Caller> => {
  const caller = callers.get(username) ?? signIn(story.base, username, testPassword);
  callers.set(username, caller);
  return caller;
};
const setClock = (instant: string) => {
  story.server.clock.set(instant);
  callers = new Map();
};

const give = async (who: string, type: string, payload: Record<string, unknown>) =>
  submitOne(await as(who), command(type, { sessionId: day, ...payload }));
const must = async (who: string, type: string, payload: Record<string, unknown>) => {
  const outcome = await give(who, type, payload);
  expect(outcome, `${type}: ${outcome.message}`).toMatchObject({ status: 'accepted' });
  return outcome;
};
const read = async <T>(who: string, text: string, variables = {}) => (await as(who)).query<T>(text, variables);

interface State {
  readonly status: string;
  readonly visitors: readonly {
    id: string;
    number: string;
    stage: string;
    title: string;
    petitioner: { name: string; phone?: string };
    record?: { demands: string };
  }[];
}
const sessionText = `query ($id: ID!) { receptionSession(id: $id) { status booked received noShows
  warnings { code violation numbers citations { rule } } file { number present missing } state } }`;
interface Read {
  receptionSession: null | {
    status: string;
    booked: number;
    received: number;
    noShows: number;
    warnings: { code: string; violation: boolean; numbers: string[]; citations: { rule: string }[] }[];
    file: { present: string[]; missing: string[] }[];
    state: State;
  };
}
const session = async (who = 'clerk', id = day) => {
  const { receptionSession: found } = await read<Read>(who, sessionText, { id });
  if (!found) throw new Error(`no session ${id}`);
  return found;
};

const visitor = (name: string, change = {}) => ({
  visitorId: randomUUID(),
  petitioner: { kind: 'person', name, phone: '13912342041' },
  title: '校车 3 号线停运',
  demand: '要求恢复校车',
  contentKind: 'appeal',
  unitId: 'basic',
  persons: 1,
  collective: false,
  earlierCaseIds: [],
  ...change,
});
const booking = (name: string, change = {}) =>
  visitor(name, { channel: 'telephone', bookedOn: '2026-11-23', toldOfRepresentatives: false, ...change });
const own = (change = {}) =>
  matter({ handlingUnitId: 'basic', facts: { ...matter().facts, responsibility: 'municipal' }, ...change });
const record = (visitorId: string, change = {}) => ({
  visitorId,
  startedAt: '14:31',
  endedAt: '14:45',
  demands: '要求恢复校车',
  suggestions: '',
  guidance: '引导逐级反映',
  weakLinks: '',
  focus: ['widelyConcerning'],
  onTheSpot: [],
  matters: [{ instruction: '请基础教育处办理', asksReexamination: false, raisedBefore: true, matter: own() }],
  signature: { manner: 'onPaper' },
  ...change,
});

test('the rota is proposed with absences, planned, accepted, swapped and substituted (R89, R93)', async () => {
  const text = `query ($away: [LeaderAway!]) { rotaProposal(from: "2026-11-23", to: "2027-01-31",
    leaderIds: ["person-leader", "person-leader2", "person-office"], away: $away) {
    spread uncovered lost { date } sessions { date leaderId } } }`;
  interface Proposal {
    rotaProposal: { spread: number; uncovered: string[]; sessions: { date: string; leaderId: string }[] };
  }
  const away = [{ leaderId: 'person-leader2', from: '2026-12-01', to: '2026-12-31' }];
  const { rotaProposal } = await read<Proposal>('clerk', text, { away });
  expect(rotaProposal.spread).toBeLessThanOrEqual(2);
  expect(rotaProposal.uncovered).toEqual([]);
  const december = rotaProposal.sessions.filter(({ date }) => date.startsWith('2026-12'));
  expect(december.map(({ leaderId }) => leaderId)).not.toContain('person-leader2');

  const planned = [
    { date: day, leaderId: 'person-leader2' },
    { date: '2026-12-09', leaderId: 'person-leader' },
  ];
  expect((await submitOne(await as('east'), command('planSessions', { sessions: planned }))).code).toBe(
    'role-not-allowed',
  );
  await must('clerk', 'planSessions', { sessions: planned });
  await must('clerk', 'swapDuty', { otherSessionId: '2026-12-09', reason: '出差' });
  await must('leader', 'acceptDuty', {});
  expect((await give('leader2', 'arrangeSubstitute', { reason: '开会' })).code).toBe('not-duty-holder');
  await must('leader', 'arrangeSubstitute', { reason: '参加重要会议' });
  expect((await session()).warnings).toContainEqual(
    expect.objectContaining({ code: 'substituteMissing', violation: true, citations: [{ rule: 'R93' }] }),
  );
  await must('leader', 'arrangeSubstitute', { reason: '参加重要会议', substituteId: 'person-leader2' });
  expect((await session()).warnings.map(({ code }) => code)).not.toContain('substituteMissing');
});

const people = {
  parent: booking('李小明'),
  absent: booking('赵未到'),
  accuser: booking('钱举报', { contentKind: 'accusation', unitId: 'middle-1', title: '举报校长收受回扣' }),
  group: booking('孙代表', { persons: 40, collective: true, toldOfRepresentatives: true }),
  walkIn: visitor('周临时', { documentsSeen: '身份证', entering: 1, at: '14:40' }),
};

test('booked, pre-screened, with an opinion, the head called (R42–R50); names stay with whom they concern', async () => {
  for (const one of [people.parent, people.absent, people.accuser, people.group])
    await must('clerk', 'bookReception', one);
  const late = await give('clerk', 'bookReception', booking('迟', { bookedOn: '2026-11-26' }));
  expect(late.code).toBe('booked-in-future');
  const { visitorId } = people.parent;
  const screened = { visitorId, matter: '校车停运', documents: '户口簿', manner: '面谈', legallyComplex: true };
  await must('clerk', 'preScreenBooking', screened);
  await must('clerk', 'giveBookingOpinion', { visitorId, opinion: 'accept', reason: '' });
  const wanting = (await session()).warnings.find(({ code }) => code === 'legalCounselNotCalled');
  expect(wanting).toMatchObject({ numbers: ['预01'], citations: [{ rule: 'R50' }] });
  await must('clerk', 'notifyAttendee', { visitorId, who: 'legalCounsel', name: '江律师' });
  expect((await read<Read>('head', sessionText, { id: day })).receptionSession, 'not called yet').toBeNull();
  await must('clerk', 'notifyAttendee', { visitorId, who: 'departmentHead', personId: 'person-head' });
  const head = await session('head');
  expect(head.state.visitors.map(({ number, petitioner }) => [number, petitioner.name])).toEqual([['预01', '李**']]);
  await must('head', 'acknowledgeNotice', { visitorId, who: 'departmentHead' });
  const refused = { visitorId: people.accuser.visitorId, who: 'departmentHead', personId: 'person-head' };
  expect((await give('head', 'acknowledgeNotice', refused)).code).toBe('notice-unknown');

  const titles = async (who: string) => (await session(who)).state.visitors.map(({ title }) => title);
  expect(await titles('leader'), 'may read accusations').toContain('举报校长收受回扣');
  expect(JSON.stringify((await session('leader2')).state), 'may not').not.toMatch(/举报校长|钱举报/);
  for (const who of ['leader2', 'clerk'])
    expect((await session(who)).state.visitors[0]?.petitioner).toMatchObject({ name: '李小明', phone: '139****2041' });
});

test('a visitor’s telephone number is masked; the office has it for a reason that is on record, and the record keeps it whole', async () => {
  const id = (await session()).state.visitors.find(({ petitioner }) => petitioner.name === '李小明')?.id ?? '';
  const text = `mutation ($sessionId: ID!, $visitorId: ID!, $reason: String!) {
    revealVisitor(sessionId: $sessionId, visitorId: $visitorId, reason: $reason) { name phone idCard } }`;
  const reveal = async (who: string, change = {}) => {
    const variables = { sessionId: day, visitorId: id, reason: '约定来访时间', ...change };
    const { data, errors } = await ask(story.base, await as(who), text, variables);
    return errors?.[0]?.extensions?.code ?? data?.revealVisitor;
  };
  expect(await reveal('clerk')).toEqual({ name: '李小明', phone: '13912342041', idCard: null });
  for (const who of ['leader', 'head']) expect(await reveal(who)).toBe('reveal-not-allowed');
  expect(await reveal('clerk', { visitorId: people.accuser.visitorId })).toBe('reveal-not-allowed');
  expect(await reveal('clerk', { reason: ' ' })).toBe('reveal-reason-missing');
  expect(await reveal('clerk', { visitorId: randomUUID() })).toBe('unknown-visitor');
  const audited = await ask(
    story.base,
    await as('admin'),
    '{ audit(type: "personalDataViewed") { entries { actorName subject reason } } }',
  );
  const entry = { actorName: 'clerk', subject: expect.stringMatching(`^${day} `), reason: '约定来访时间' };
  expect(audited.data).toEqual({ audit: { entries: [entry] } });
});

interface Board {
  receptionBoard: { calling: string | null; next: string | null; waiting: string[]; received: number };
}

test('the day: door, board, table, recorder and leader, no-show, close (R9, R46, R47, R58, R59)', async () => {
  const { parent, absent, accuser, group, walkIn } = people;
  expect(
    (await give('clerk', 'checkIn', { visitorId: parent.visitorId, at: '14:20', documentsSeen: '身份证', persons: 1 }))
      .code,
  ).toBe('session-not-today');
  setClock('2026-12-02T14:20:00+08:00');
  const { renewReceptionLink: path } = await read<{ renewReceptionLink: string }>(
    'clerk',
    'mutation { renewReceptionLink(kind: board) }',
  );
  const token = path.replace('/board/', '');
  const boardText = 'query ($token: String!) { receptionBoard(token: $token) { calling next waiting received } }';
  const board = async () => {
    const answer = await post(story.base, boardText, { token });
    return (answer.data as unknown as Board).receptionBoard;
  };
  const seen = watchBoard(token);
  await must('clerk', 'nameAttendees', { recorderId: 'person-clerk', attendees: [] });
  const arrive = (visitorId: string, persons = 1, at = '14:20') =>
    must('clerk', 'checkIn', { visitorId, at, documentsSeen: '身份证', persons });
  expect(
    (await give('clerk', 'checkIn', { visitorId: group.visitorId, at: '14:20', documentsSeen: '身份证', persons: 6 }))
      .code,
  ).toBe('too-many-representatives');
  await arrive(group.visitorId, 5);
  await must('clerk', 'registerWalkIn', walkIn);
  await arrive(accuser.visitorId, 1, '15:20'); // late: goes in last
  await arrive(parent.visitorId);
  expect(await board()).toEqual({
    calling: null,
    next: '预01',
    waiting: ['预01', '预04', '临01', '预03'],
    received: 0,
  });
  await must('clerk', 'callVisitor', { visitorId: parent.visitorId, at: '14:31' });
  expect((await give('clerk', 'callVisitor', { visitorId: walkIn.visitorId, at: '14:31' })).code).toBe(
    'not-next-in-line',
  );
  await vi.waitFor(() => expect(seen.last()).toMatchObject({ calling: '预01', next: '预04' }), { timeout: 5_000 });
  expect(seen.text(), 'no name hangs on the wall').not.toMatch(/李|孙|周|钱/);
  seen.stop();

  // the substitute receives; the leader who is away may not
  expect((await give('leader', 'recordReception', record(parent.visitorId))).code).toBe('not-receiving-leader');
  const made = await must('leader2', 'recordReception', record(parent.visitorId, { weakLinks: '没有备用运力' }));
  expect(made.cases[0]?.number).toMatch(/^接〔2026〕/);
  // 接谈记录 on paper: who received, where, and what was said
  const page = await (await as('clerk')).fetch(
    `${story.base}/documents/cases/${made.cases[0]?.id}/receptionRecord.html`,
    {},
  );
  const sheet = (await page.text()).replace(/<[^>]+>/g, '');
  for (const said of ['接谈记录', '一楼信访接待室', 'leader2', record('').demands]) expect(sheet).toContain(said);
  // the recorder keeps the next one; the leader signs
  const groupMatter = own({ title: '小区配套学校缓建' });
  const kept = record(group.visitorId, { matters: [{ ...record('').matters[0], matter: groupMatter }] });
  await must('clerk', 'recordReception', kept);
  expect((await give('clerk', 'closeSession', {})).code).toBe('visitors-unfinished');
  await must('leader2', 'signRecord', { visitorId: group.visitorId, caseIds: [groupMatter.caseId] });
  for (const { visitorId } of [walkIn, accuser]) await must('clerk', 'recordNoShow', { visitorId, how: 'leftBefore' });
  await must('clerk', 'recordNoShow', { visitorId: absent.visitorId, how: 'absent' });
  await must('clerk', 'closeSession', {});
  expect(await session()).toMatchObject({ status: 'closed', booked: 4, received: 2, noShows: 3 });
});

/** Follows the board's stream as a screen does. */
function watchBoard(token: string) {
  const gone = new AbortController();
  let text = '';
  const reading = fetch(`${story.base}/graphql`, {
    method: 'POST',
    signal: gone.signal,
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', origin: story.base },
    body: JSON.stringify({
      query: 'subscription ($token: String!) { receptionBoard(token: $token) { calling next waiting } }',
      variables: { token },
    }),
  }).then(async ({ body }) => {
    const decoder = new TextDecoder();
    for await (const chunk of body ?? []) text += decoder.decode(chunk, { stream: true });
  });
  reading.catch(() => undefined); // cut off by stop()
  return {
    text: () => text,
    last: () => {
      const line = text.split('\n').findLast((one) => one.startsWith('data: {'));
      return line === undefined ? undefined : (JSON.parse(line.slice(6)) as { data: Board }).data.receptionBoard;
    },
    stop: () => gone.abort(),
  };
}

test('afterwards: pressed by the office until carried out (R48); files, sheets, duties (R32, R37, R19)', async () => {
  setClock('2026-12-28T09:00:00+08:00');
  const listText = `query ($settled: Boolean) { receptionFollowUps(settled: $settled) {
    caseId expectedBy urgings { how } settledOn result } }`;
  interface List {
    receptionFollowUps: { caseId: string; expectedBy: string; urgings: { how: string }[]; result: string | null }[];
  }
  const open = (await read<List>('clerk', listText)).receptionFollowUps;
  expect(open).toHaveLength(2);
  expect(open[0]?.expectedBy).toBe('2026-12-30'); // twenty working days from 2 December
  const caseId = open[0]?.caseId ?? '';
  expect((await give('leader', 'urgeReception', { caseId, how: '电话' })).code).toBe('role-not-allowed');
  await must('clerk', 'urgeReception', { caseId, how: '电话催办基础教育处' });
  await must('clerk', 'settleReception', { caseId, settledOn: '2026-12-28', result: '校车已恢复' });
  expect((await read<List>('clerk', listText)).receptionFollowUps.map((one) => one.caseId)).not.toContain(caseId);
  expect((await read<List>('clerk', listText, { settled: true })).receptionFollowUps).toMatchObject([
    { caseId, result: '校车已恢复', urgings: [{ how: '电话催办基础教育处' }] },
  ]);
  const { file } = await session();
  expect(file).toHaveLength(2);
  expect(file[0]).toMatchObject({ present: ['登记单', '接谈记录'], missing: ['办结单'] });

  const sheetText = `{ receptionPerformance(from: "2026-12-01", to: "2026-12-31") {
    people { id attended stoodIn substituted received decided implemented { numerator denominator } }
    units { id received implemented { numerator denominator } } } }`;
  const { receptionPerformance: sheets } = await read<{ receptionPerformance: { people: object[]; units: object[] } }>(
    'clerk',
    sheetText,
  );
  expect(sheets.people).toContainEqual(
    expect.objectContaining({
      id: 'person-leader2',
      attended: 1,
      stoodIn: 1,
      received: 2,
      decided: 2,
      implemented: { numerator: 1, denominator: 2 },
    }),
  );
  expect(sheets.people).toContainEqual(expect.objectContaining({ id: 'person-leader', attended: 0, substituted: 1 }));

  const dutyText = '{ monthlyReceptionDuties(month: "2026-12") { personId holder attended short reason } }';
  const explain =
    'mutation ($r: String!) { explainReceptionShortfall(personId: "person-leader", month: "2026-12", reason: $r) }';
  await read('clerk', explain, { r: '赴省参加会议' });
  const { monthlyReceptionDuties: duties } = await read<{ monthlyReceptionDuties: object[] }>('clerk', dutyText);
  expect(duties).toContainEqual(
    expect.objectContaining({ personId: 'person-leader', short: true, reason: '赴省参加会议' }),
  );
  expect(duties).toContainEqual(expect.objectContaining({ personId: 'person-leader2', attended: 1, short: false }));
  expect(duties).toContainEqual(
    expect.objectContaining({ personId: 'person-head', holder: 'departmentHead', short: true }),
  );
});

describe('links that can be renewed', () => {
  test('a leader’s calendar holds their duties and no names; the old link opens nothing', async () => {
    const renew = async () =>
      (await read<{ renewReceptionLink: string }>('leader2', 'mutation { renewReceptionLink(kind: calendar) }'))
        .renewReceptionLink;
    const first = await renew();
    const text = await (await fetch(story.base + first)).text();
    expect(text).toContain('DTSTART:20261202T063000Z');
    expect(text).toContain('SUMMARY:领导接访日');
    expect(text).not.toMatch(/李小明|校车/);
    const second = await renew();
    expect((await fetch(story.base + first)).status).toBe(404);
    const close = (disabled: boolean) =>
      read('admin', `mutation { setPersonDisabled(id: "person-leader2", disabled: ${disabled}) { id } }`);
    await close(true);
    expect((await fetch(story.base + second)).status, 'nothing of a closed account answers').toBe(404);
    await close(false);
    expect((await fetch(story.base + second)).status).toBe(200);
    const refused = await ask(story.base, await as('east'), 'mutation { renewReceptionLink(kind: calendar) }');
    expect(refused.errors?.[0]?.extensions?.code).toBe('forbidden');
  });
});

test('every chain is whole', async () => {
  expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
});

test('a session that an older version had folded otherwise is made anew from its events, with what is pressed after it', async () => {
  const { database } = story.server;
  const kept = async () =>
    (
      await database.pool.query(
        `select to_jsonb(s) as session, to_jsonb(f) as follow_up from reception_session s
         join reception_follow_up f on f.session_id = s.id order by s.id, f.case_id`,
      )
    ).rows;
  const before = await kept();
  const { id } = before[0].session;
  await database.pool.query(
    `update reception_session set called_ids = '{}', state = jsonb_set(state, '{visitors}', '[]') where id = $1`,
    [id],
  );
  await database.pool.query('delete from reception_follow_up where session_id = $1', [id]);
  const findings = [`状态不符：receptionSession ${id} 的当前状态与事件推算的不同。`];
  expect(await verifyRows(database, { rebuild: false })).toMatchObject({ findings, rebuilt: 0 });
  expect(await verifyRows(database, { rebuild: true })).toMatchObject({ findings, rebuilt: 1 });
  expect(await kept()).toEqual(before);
  await database.pool.query(`update reception_follow_up set receiver_id = 'nobody' where session_id = $1`, [id]);
  const follow = [`列不符：接访 ${id} 的 follow_ups 与事件推算的不同。`];
  expect(await verifyRows(database, { rebuild: true })).toMatchObject({ findings: follow, rebuilt: 1 });
  expect(await kept()).toEqual(before);
});

test('looks at personal data from before cases and visitors were told apart are told apart by the upgrade', async () => {
  const { pool } = story.server.database;
  const kept = async () =>
    (await pool.query('select subject_kind, subject_id from personal_data_view order by viewed_at')).rows;
  const { rows: cases } = await pool.query('select id from petition_case order by ordinal limit 1');
  const { rows: sessions } = await pool.query(
    `select v ->> 'id' as id from reception_session, jsonb_array_elements(state -> 'visitors') v
     where v -> 'petitioner' ->> 'name' = '李小明'`,
  );
  const visitor = { subject_kind: 'visitor', subject_id: sessions[0]?.id };
  expect(await kept()).toEqual([visitor]);
  await pool.query(`drop index personal_data_view_subject_idx;
    alter table personal_data_view drop column subject_kind;
    alter table personal_data_view rename column subject_id to case_id;
    create index personal_data_view_bureau_id_case_id_viewed_at_idx on personal_data_view (bureau_id, case_id, viewed_at)`);
  await pool.query(
    `insert into personal_data_view (bureau_id, id, case_id, person_id, person_name, unit_id, fields, reason, viewed_at)
     values ('test', 'of-a-case', $1, 'person-clerk', 'clerk', 'office', '{name}', '核对', '2027-01-01')`,
    [cases[0]?.id],
  );
  await pool.query(readFileSync(upgrade, 'utf8'));
  expect(await kept()).toEqual([visitor, { subject_kind: 'case', subject_id: cases[0]?.id }]);
});
