import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { caseWalker } from './case-walk.ts';
import { ask, command, matter, openStory, registerCase, type Story, submitOne } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());
const walker = caseWalker(() => story);

const secret = { name: '李小明', phone: '13912342041', idCard: '11010119900307109X', address: '东城区柳荫路18号3幢' };
const petitioner = { kind: 'person', anonymous: false, ...secret };
const revealText = `mutation ($caseId: ID!, $reason: String!) {
  revealPersonalData(caseId: $caseId, reason: $reason) { name phone idCard address } }`;
const reason = '联系信访人核实情况';

const reveal = (caller: Caller, caseId: string, why = reason) =>
  ask(story.base, caller, revealText, { caseId, reason: why });
const codeOf = async (username: string, caseId: string, why = reason) =>
  (await reveal(await story.as(username), caseId, why)).errors?.[0]?.extensions?.code;

async function register(change: Record<string, unknown>, by = 'clerk', more = {}): Promise<string> {
  const one = registerCase({ petitioner, ...change });
  const outcome = await submitOne(
    await story.as(by),
    command('registerCase', { ...one.payload, channel: 'visit', ...more }),
  );
  expect(outcome.message).toBeNull();
  return outcome.cases[0]?.id ?? '';
}

/** Given to the unit that it is meant for. */
async function handedOver(id: string, unitId: string): Promise<void> {
  const day = '2026-11-23';
  const [type, payload]: [string, Record<string, unknown>] =
    unitId === 'basic'
      ? ['assignCase', { unitId, assignedOn: day }]
      : ['transferCase', { unitId, reason: '属其职责', transferredOn: day }];
  const { status, message } = await walker.give('clerk', id, type, payload);
  expect([status, message]).toEqual(['accepted', null]);
}

async function kept(caseId: string) {
  const { rows } = await story.server.database.pool.query(
    'select person_id, fields, reason from personal_data_view where subject_id = $1 order by viewed_at',
    [caseId],
  );
  return rows;
}

test('who handles it sees the petitioner and who joined in, once, for a reason that is on record; everybody else is refused', async () => {
  const joint = { persons: 5, members: [{ name: '王海涛', phone: '13912342055', representative: true }] };
  const id = await register({}, 'clerk', { joint });
  const east = await story.as('east');
  const form = async () => (await east.fetch(`${story.base}/documents/cases/${id}/registrationForm.html`, {})).status;
  expect([await codeOf('east', id), await form()]).toEqual(['unknown-case', 404]);
  await handedOver(id, 'east');
  expect(await form()).toBe(200);
  const { data } = await reveal(east, id);
  expect(data?.revealPersonalData).toEqual([
    secret,
    { name: '王海涛', phone: '13912342055', idCard: null, address: null },
  ]);
  for (const username of ['clerk', 'leader']) expect(await codeOf(username, id)).toBeUndefined();
  for (const username of ['west', 'inspector']) expect(await codeOf(username, id)).toBe('unknown-case');
  for (const username of ['wall', 'admin']) expect(await codeOf(username, id)).toBe('forbidden');
  for (const why of ['', '  ', '看', '长'.repeat(201)])
    expect(await codeOf('east', id, why)).toBe('reveal-reason-missing');
  expect(await kept(id)).toEqual(
    ['east', 'clerk', 'leader'].map((username) => ({
      person_id: `person-${username}`,
      fields: ['name', 'phone', 'idCard', 'address'],
      reason,
    })),
  );
});

test('the history and the audit say who looked, at what and why, and hold none of it; the case stays masked', async () => {
  const id = await register({});
  await reveal(await story.as('leader'), id);
  const clerk = await story.as('clerk');
  const text = `query ($id: ID!) { petitionCase(id: $id) { number version state petitioner { name phone idCard address }
    mayRevealPersonalData personalDataViews { actorName actorUnit fields reason } } }`;
  type Found = { petitionCase: { number: string } };
  const found = await clerk.query<Found>(text, { id });
  expect(found.petitionCase).toMatchObject({
    mayRevealPersonalData: true,
    petitioner: { name: '李**' },
    personalDataViews: [{ actorName: 'leader', fields: ['name', 'phone', 'idCard', 'address'], reason }],
  });
  for (const value of Object.values(secret)) expect(JSON.stringify(found)).not.toContain(value);
  const audited = await ask(
    story.base,
    await story.as('admin'),
    '{ audit(type: "personalDataViewed") { entries { actorName subject reason changes { field to } } } }',
  );
  const { number } = found.petitionCase;
  expect(audited.data).toMatchObject({
    audit: {
      entries: expect.arrayContaining([expect.objectContaining({ actorName: 'leader', subject: number, reason })]),
    },
  });
  const { rows } = await story.server.database.pool.query(
    `select (select string_agg(e::text, ' ') from event e where stream_kind = 'administration')
      || (select string_agg(v::text, ' ') from personal_data_view v) as written`,
  );
  for (const value of Object.values(secret)) expect(rows[0]?.written).not.toContain(value);
});

test('the accused unit, and a unit that is only offered the case, see nothing', async () => {
  const facts = { ...matter().facts, responsibility: 'municipal', contentKind: 'accusation' };
  const accusation = await register({ facts, handlingUnitId: 'basic', accusedUnitId: 'office' }, 'leader');
  expect(await codeOf('office', accusation)).toBe('unknown-case');
  expect(await codeOf('clerk', accusation)).toBe('unknown-case');
  expect(await codeOf('inspector', accusation)).toBe('unknown-case');
  const offered = await register({
    handlingUnitId: 'basic',
    facts: { ...matter().facts, responsibility: 'municipal' },
  });
  await story.server.database.pool.query('update petition_case set offered_unit_id = $1 where id = $2', [
    'west',
    offered,
  ]);
  expect(await codeOf('west', offered)).toBe('reveal-not-allowed');
});

test('who is recused (回避, Art 28) has the case in no work list, and learns nothing more of who is in it; colleagues go on', async () => {
  const day = '2026-11-23';
  const facts = { ...matter().facts, responsibility: 'municipal' };
  const id = await register({ handlingUnitId: 'basic', facts }, 'clerk', { channel: 'visit' });
  const give = async (type: string, payload: Record<string, unknown>) => {
    const outcome = await walker.give('clerk', id, type, payload);
    expect([type, outcome.status, outcome.message]).toEqual([type, 'accepted', null]);
  };
  await give('issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
  await give('assignCase', { unitId: 'basic', assignedOn: day });
  const text = `query ($id: ID!) {
    myWork(first: 100) { groups { rows { id } } }
    mine: caseList(filter: { mine: true }) { rows { id } }
    all: caseList { rows { id turn { mine } } }
    petitionCase(id: $id) { mayRevealPersonalData documents { id } actions { allowed } }
  }`;
  type Rows = { rows: readonly { id: string; turn?: { mine: boolean } }[] };
  const standing = async (username: string) => {
    const found = await (await story.as(username)).query<{
      myWork: { groups: readonly Rows[] };
      mine: Rows;
      all: Rows;
      petitionCase: { mayRevealPersonalData: boolean; documents: { id: string }[]; actions: { allowed: boolean }[] };
    }>(text, { id });
    const has = ({ rows }: Rows) => rows.some((row) => row.id === id);
    return {
      work: found.myWork.groups.some(has),
      mine: [has(found.mine), found.all.rows.find((row) => row.id === id)?.turn?.mine],
      may: [found.petitionCase.mayRevealPersonalData, found.petitionCase.actions.some(({ allowed }) => allowed)],
    };
  };
  const theirs = { work: true, mine: [true, true], may: [true, true] };
  expect(await standing('inspector')).toEqual(theirs);
  await give('recordRecusal', {
    personId: 'person-inspector',
    reason: '亲属',
    approverId: 'person-head',
    decidedOn: day,
  });
  expect(await standing('inspector')).toEqual({ work: false, mine: [false, false], may: [false, false] });
  const refusal = (await reveal(await story.as('inspector'), id)).errors?.[0];
  expect([refusal?.extensions?.code, refusal?.message]).toEqual([
    'actor-recused',
    expect.stringContaining('《信访工作条例》第二十八条'),
  ]);
  const paper = async (username: string) =>
    (await (await story.as(username)).fetch(`${story.base}/documents/cases/${id}/registrationForm.html`, {})).status;
  expect([await paper('inspector'), await paper('head')]).toEqual([409, 200]);
  expect(await standing('head')).toEqual(theirs);
  expect(await codeOf('head', id)).toBeUndefined();
  expect((await kept(id)).map((row) => row.person_id)).toEqual(['person-head']);
  // taken back, it is theirs again
  await give('retractAct', { act: 'recordRecusal', reason: '登记错了' });
  expect(await standing('inspector')).toEqual(theirs);
});

test('nothing to show is said and not put on record; a register cannot be copied out', async () => {
  const nobody = { kind: 'person', anonymous: true, name: '' };
  const empty = await register({ petitioner: nobody });
  await handedOver(empty, 'east');
  expect(await codeOf('east', empty)).toBe('nothing-to-reveal');
  // and nobody is offered it
  const offer = 'query ($id: ID!) { petitionCase(id: $id) { mayRevealPersonalData } }';
  expect(await (await story.as('clerk')).query(offer, { id: empty })).toEqual({
    petitionCase: { mayRevealPersonalData: false },
  });
  expect(await kept(empty)).toEqual([]);
  const id = await register({});
  await handedOver(id, 'east');
  await story.server.database.pool.query(
    `insert into personal_data_view (bureau_id, id, subject_kind, subject_id, person_id, person_name, unit_id, fields, reason, viewed_at)
     select bureau.id, 'earlier-' || n, 'case', $1, 'person-head', 'head', 'basic', '{name}', 'x', $2
     from bureau cross join generate_series(1, 60) n`,
    [id, new Date(story.server.clock.now() - 1_800_000)],
  );
  const facts = { ...matter().facts, responsibility: 'municipal' };
  const own = await register({ handlingUnitId: 'basic', facts }, 'clerk', { channel: 'visit' });
  await handedOver(own, 'basic');
  expect(await codeOf('head', own)).toBe('rate-limited');
  expect(await kept(own)).toEqual([]);
});
