import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { statementsOf } from '../testkit/statements.ts';
import { command, matter, openStory, registerCase, type Story, screening, submitOne } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());

const day = '2026-11-23';
const own = { handlingUnitId: 'basic', facts: { ...matter().facts, responsibility: 'municipal' } };

interface Row {
  readonly id: string;
  readonly turn: { name: string; mine: boolean; action: string | null; actionName: string | null } | null;
  readonly petitioner: { name: string };
  readonly dueState: string;
}
interface Group {
  readonly key: string;
  readonly count: number;
  readonly endCursor: string | null;
  readonly rows: readonly Row[];
}
const groupFields = `{ key count more endCursor rows { id dueState petitioner { name } turn { name mine action actionName } } }`;

async function work(username: string, first = 50): Promise<{ mine: number; groups: readonly Group[] }> {
  const caller = await story.as(username);
  type Answer = { myWork: { mine: number; groups: readonly Group[] } };
  return (
    await caller.query<Answer>(`query ($first: Int) { myWork(first: $first) { mine groups ${groupFields} } }`, {
      first,
    })
  ).myWork;
}

/** In which group of this person's list a case stands, and what is to be done with it. */
async function place(username: string, caseId: string): Promise<string> {
  const { groups } = await work(username, 100);
  const found = groups.flatMap(({ key, rows }) => rows.filter(({ id }) => id === caseId).map((row) => ({ key, row })));
  return found.map(({ key, row }) => `${key}: ${row.turn?.name} ${row.turn?.action}`).join(', ');
}

async function register(change: Record<string, unknown> = own, channel = 'visit', receivedOn = day): Promise<string> {
  const asked = registerCase(change, channel);
  const outcome = await submitOne(await story.as('clerk'), { ...asked, payload: { ...asked.payload, receivedOn } });
  const id = outcome.cases[0]?.id;
  if (!id) throw new Error(outcome.message ?? 'not registered');
  return id;
}

async function give(caseId: string, username: string, type: string, payload: Record<string, unknown>): Promise<void> {
  const clerk = await story.as('clerk');
  type Version = { petitionCase: { version: number } };
  const { petitionCase } = await clerk.query<Version>('query ($id: ID!) { petitionCase(id: $id) { version } }', {
    id: caseId,
  });
  const { version: expectedVersion } = petitionCase;
  const outcome = await submitOne(await story.as(username), command(type, { caseId, expectedVersion, ...payload }));
  expect(outcome).toMatchObject({ status: 'accepted', code: null });
}

describe('待办: whose turn it is follows the case from hand to hand', () => {
  test('a visit’s matter: office, department, its head, office; each sees it as their own, the others as waited for', async () => {
    const id = await register();
    expect(await place('clerk', id)).toBe('later: 局办公室 issueAcceptanceNotice');
    // until it is handed on it is no matter of the department's, but of its portfolio leader's
    expect(await place('inspector', id)).toBe('');
    expect(await place('leader2', id)).toBe('others: 局办公室 issueAcceptanceNotice');
    expect(await place('east', id)).toBe('');
    await give(id, 'clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
    await give(id, 'clerk', 'assignCase', { unitId: 'basic', assignedOn: day });
    expect(await place('inspector', id)).toBe('later: 基础教育处 draftReply');
    expect(await place('clerk', id)).toBe('others: 基础教育处 draftReply');
    const draft = { opinion: '增开一班', request: '恢复校车', facts: '运力不足', basis: '条例第三条' };
    const rest = { conclusion: 'supported', reexaminationBody: '市人民政府', draftedOn: day };
    await give(id, 'inspector', 'draftReply', { ...draft, ...rest });
    expect(await place('head', id)).toBe('signing: head reviewReply');
    expect(await place('inspector', id)).toBe('others: head reviewReply');
    await give(id, 'head', 'reviewReply', { agreed: true, reviewedOn: day });
    expect(await place('clerk', id)).toBe('later: 局办公室 issueReply');
  });

  test('a letter waits for the leader to whom it was submitted, and for nobody else’s signature', async () => {
    const id = await register(own, 'letter');
    for (const step of ['opened', 'stamped', 'abstracted', 'submitted']) {
      const more = step === 'abstracted' ? { abstract: '校车停运' } : {};
      await give(id, 'clerk', 'recordIntakeStep', { step, doneOn: day, ...more });
    }
    expect(await place('leader2', id)).toBe('signing: leader2 giveInstruction');
    expect((await place('leader', id)).startsWith('others')).toBe(false);
    expect(await place('office', id)).toBe('');
  });

  test('the nearer its day, the higher its group; a day later than the law it is overdue', async () => {
    // 15 calendar days for the notice: received on 9 November, due on the 24th
    const soon = await register({ ...own }, 'visit', '2026-11-09');
    const today = await register({ ...own }, 'visit', '2026-11-08');
    const over = await register({ ...own }, 'visit', '2026-11-05');
    expect([await place('clerk', soon), await place('clerk', today), await place('clerk', over)]).toEqual([
      'soon: 局办公室 issueAcceptanceNotice',
      'today: 局办公室 issueAcceptanceNotice',
      'overdue: 局办公室 issueAcceptanceNotice',
    ]);
  });

  test('who answers for a unit changes: the turn goes with the post, without the case being touched', async () => {
    const id = await register({ ...own, handlingUnitId: 'office' }, 'leaderReception');
    await give(id, 'clerk', 'preScreenCase', screening(day));
    expect(await place('leader2', id)).toContain('giveInstruction');
    const admin = await story.as('admin');
    await admin.query(
      `mutation ($unitId: ID!, $staff: UnitStaffInput!) { setUnitStaff(unitId: $unitId, staff: $staff) { id } }`,
      { unitId: 'office', staff: { portfolioLeaderId: 'person-office', reviewerIds: [], coordinatorIds: [] } },
    );
    expect(await place('office', id)).toBe('signing: office giveInstruction');
    expect(await place('leader2', id)).toBe('');
  });

  test('what is written to somebody’s list is masked, and an accusation stays with those who may read it', async () => {
    const accusation = { ...own, facts: { ...own.facts, contentKind: 'accusation' }, accusedUnitId: 'middle-1' };
    const asked = registerCase(accusation, 'visit');
    const outcome = await submitOne(await story.as('office'), asked);
    const id = outcome.cases[0]?.id ?? '';
    expect(await place('clerk', id)).toBe('');
    expect(await place('inspector', id)).toBe('');
    const { groups } = await work('clerk', 100);
    const names = new Set(groups.flatMap(({ rows }) => rows.map(({ petitioner }) => petitioner.name)));
    expect([...names]).toEqual(['李**']);
  });
});

test('counts are the rows’ own: every page of every group together holds as many cases as its badge says', async () => {
  // some have no date (无期限): pages end and begin among them, too
  await story.server.database.pool.query(
    `update petition_case set turn_due = '9999-12-31' where turn_due < 'infinity' and ordinal > 3`,
  );
  const caller: Caller = await story.as('clerk');
  const { groups, mine } = await work('clerk', 2);
  for (const { key, count, rows, endCursor } of groups) {
    const ids = rows.map(({ id }) => id);
    for (let after = endCursor; after !== null; ) {
      const page: { workGroup: Group } = await caller.query(
        `query ($group: WorkGroupKey!, $after: String) { workGroup(group: $group, first: 2, after: $after) ${groupFields} }`,
        { group: key, after },
      );
      ids.push(...page.workGroup.rows.map(({ id }) => id));
      after = page.workGroup.endCursor;
    }
    expect([key, new Set(ids).size, ids.length]).toEqual([key, count, count]);
  }
  expect(groups.filter(({ key }) => key !== 'others').reduce((sum, { count }) => sum + count, 0)).toBe(mine);
});

test.each(['x', btoa('["due","2026-02-30",1]'), btoa('["due","infinity",1]'), btoa('["received","2026-02-03",1]')])(
  'a cursor that no page gave is refused: %s',
  async (after) => {
    const caller = await story.as('clerk');
    const text = `query ($after: String) { workGroup(group: later, after: $after) { key } }`;
    await expect(caller.query(text, { after })).rejects.toThrow('invalid-cursor');
  },
);

test('the list costs the same number of statements whatever it holds', async () => {
  await work('clerk');
  const few = await statementsOf(() => work('clerk', 1));
  expect(await statementsOf(() => work('clerk', 100))).toBe(few);
  // session; rows and counts in one, between the setting of its plan and the end of it
  expect(few).toBeLessThanOrEqual(4);
});
