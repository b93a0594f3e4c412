import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { caseWalker, replyContents } from './case-walk.ts';
import { ask, command, matter, openStory, outreachVisit, registerCase, type Story, submitOne } from './story.ts';

let story: Story;
let leader: Caller;
let leader2: Caller;
let clerk: Caller;

beforeAll(async () => {
  story = await openStory();
  [leader, leader2, clerk] = await Promise.all([story.as('leader'), story.as('leader2'), story.as('clerk')]);
});
afterAll(() => story?.close());

interface Page {
  reset: boolean;
  whole: boolean;
  more: boolean;
  cursor: string;
  cases: { id: string; title: string; contract: { leaderName: string } | null; petitioner: { name: string } }[];
  visits: { id: string }[];
  goneCases: string[];
  goneVisits: string[];
  units: { id: string }[] | null;
  calendarYears: { year: number }[] | null;
  sessions: { date: string; mine: boolean; leaderName: string }[] | null;
}

const pullText = `query ($cursor: String, $place: ID, $limit: Int) { pull(cursor: $cursor, place: $place, limit: $limit) {
  reset whole more cursor cases { id title contract { leaderName } petitioner { name } } visits { id } goneCases goneVisits
  units { id } calendarYears { year } sessions { date mine leaderName } } }`;

async function pullPage(caller: Caller, args: Record<string, unknown>): Promise<Page> {
  return (await caller.query<{ pull: Page }>(pullText, args)).pull;
}

/** What a phone has: it keeps pages as the real one does. */
class Phone {
  cases = new Map<string, Page['cases'][number]>();
  visits = new Set<string>();
  cursor: string | undefined;
  pages = 0;
  #seen: Set<string> | undefined;
  readonly caller: Caller;
  readonly args: { place?: string; limit?: number };
  constructor(caller: Caller, args: { place?: string; limit?: number } = {}) {
    this.caller = caller;
    this.args = args;
  }
  async step(): Promise<Page> {
    const page = await pullPage(this.caller, { ...this.args, cursor: this.cursor });
    this.pages += 1;
    if (page.reset) this.#seen = new Set();
    for (const one of page.cases) this.cases.set(one.id, one);
    for (const { id } of page.visits) this.visits.add(id);
    for (const { id } of [...page.cases, ...page.visits]) this.#seen?.add(id);
    for (const id of page.goneCases) this.cases.delete(id);
    for (const id of page.goneVisits) this.visits.delete(id);
    if (page.whole) {
      for (const id of this.cases.keys()) if (!this.#seen?.has(id)) this.cases.delete(id);
      for (const id of this.visits) if (!this.#seen?.has(id)) this.visits.delete(id);
      this.#seen = undefined;
    }
    this.cursor = page.cursor;
    return page;
  }
  async pull(): Promise<Page> {
    for (;;) {
      const page = await this.step();
      if (!page.more) return page;
    }
  }
}

async function newCase(change: Record<string, unknown> = {}): Promise<string> {
  const caseId = randomUUID();
  expect((await submitOne(clerk, registerCase({ ...change, caseId }))).status).toBe('accepted');
  return caseId;
}

async function contract(caseId: string, leaderId?: string): Promise<void> {
  const data = await leader.query<{ petitionCase: { version: number } }>(
    'query ($id: ID!) { petitionCase(id: $id) { version } }',
    { id: caseId },
  );
  const payload = { caseId, expectedVersion: data.petitionCase.version, ...(leaderId && { leaderId }) };
  expect(await submitOne(leader, command('contractCase', payload))).toMatchObject({ status: 'accepted' });
}

describe('what a leader’s phone keeps', () => {
  test('contracted cases and own visits with what they raised, masked; nobody else’s', async () => {
    const mine = await newCase({ title: '包案一件' });
    const others = await newCase({ title: '别人的一件' });
    await contract(mine, 'person-leader2');
    await contract(others, 'person-leader');
    const visit = await submitOne(leader2, outreachVisit());
    const phone = new Phone(leader2);
    const page = await phone.pull();
    expect(page).toMatchObject({ reset: true, whole: true, more: false });
    expect([...phone.cases.keys()].toSorted()).toEqual([mine, ...visit.cases.map(({ id }) => id)].toSorted());
    expect(phone.cases.get(mine)).toMatchObject({
      contract: { leaderName: 'leader2' },
      petitioner: { name: '李**' },
    });
    expect([...phone.visits]).toEqual([visit.visitId]);
    expect(page.calendarYears?.map(({ year }) => year)).toEqual([2025, 2026, 2027]);
    expect(page.units?.length).toBe(8);
    // what an older transaction held back at the first reading may come once more
    await vi.waitFor(async () => {
      expect(await phone.pull(), 'nothing new: nothing is sent').toMatchObject({
        reset: false,
        cases: [],
        visits: [],
        units: null,
        calendarYears: null,
        sessions: null,
      });
    });
  });

  test('a case that passes to another leader leaves the one phone and comes to the other', async () => {
    const caseId = await newCase();
    await contract(caseId, 'person-leader2');
    const [one, other] = [new Phone(leader2), new Phone(leader)];
    await Promise.all([one.pull(), other.pull()]);
    expect([one.cases.has(caseId), other.cases.has(caseId)]).toEqual([true, false]);
    await contract(caseId, 'person-leader');
    await Promise.all([one.pull(), other.pull()]);
    expect([one.cases.has(caseId), other.cases.has(caseId)]).toEqual([false, true]);
    await contract(caseId);
    const last = await other.pull();
    expect(last.goneCases).toEqual([caseId]);
  });

  test('who never saw a case hears nothing of it, not even that it is gone', async () => {
    const hidden = await newCase({
      facts: { ...matter().facts, contentKind: 'accusation' },
      accusedUnitId: 'east',
      handlingUnitId: 'basic',
    });
    const east = new Phone(await story.as('east'), { place: 'east' });
    await east.pull();
    expect(east.cases.has(hidden)).toBe(false);
    await contract(hidden, 'person-leader');
    const page = await east.pull();
    expect([page.cases, page.goneCases, page.goneVisits]).toEqual([[], [], []]);
  });

  test('other rights: the reading begins anew, and what is no longer seen goes', async () => {
    const accusation = await newCase({
      title: '检举一件',
      facts: { ...matter().facts, contentKind: 'accusation' },
      accusedUnitId: 'west',
      handlingUnitId: 'basic',
    });
    await contract(accusation, 'person-leader');
    const phone = new Phone(leader);
    await phone.pull();
    expect(phone.cases.has(accusation)).toBe(true);
    const rights = (mayReadAccusations: boolean) =>
      story.server.database.prisma.person.update({
        where: { bureauId_id: { bureauId: 'test', id: 'person-leader' } },
        data: { mayReadAccusations },
      });
    await rights(false);
    const page = await phone.pull();
    expect(page.reset).toBe(true);
    expect(phone.cases.has(accusation)).toBe(false);
    await rights(true);
    await phone.pull();
    expect(phone.cases.has(accusation)).toBe(true);
  });
});

describe('a reply that waits for the leader’s approval (R73, R82)', () => {
  const { registered, walk } = caseWalker(() => story);
  const day = '2026-11-23';

  test('is on the phones of the portfolio leader and the chief leader, as it is to be read and with the article; then it goes', async () => {
    const phones = [new Phone(leader2), new Phone(leader)] as const;
    const pull = () => Promise.all(phones.map((phone) => phone.pull()));
    const awaited = async (id: string) => {
      const { petitionCase } = await leader2.query<{ petitionCase: { awaitedApproval: unknown } }>(
        `query ($id: ID!) { petitionCase(id: $id) { awaitedApproval { request facts opinion basis conclusion
          reexaminationBody draftedBy draftedOn reviewedBy reviewedOn counsel citations { regulation article rule } } } }`,
        { id },
      );
      return petitionCase.awaitedApproval;
    };
    const id = await registered('hotline', {}, { hotline: { externalNumber: 'LJ12345-77' } });
    await walk(id, [
      ['clerk', 'assignCase', { unitId: 'basic', assignedOn: day }, 'assigned'],
      ['head', 'setCaseFlags', { flags: { major: true }, reason: '涉及面广' }, 'assigned'],
      ['inspector', 'draftReply', replyContents(day), 'drafted'],
    ]);
    await pull();
    expect([await awaited(id), phones[0].cases.has(id)]).toEqual([null, false]);
    await walk(id, [['head', 'reviewReply', { agreed: true, reviewedOn: day }, 'reviewed']]);
    await pull();
    expect(phones.map((phone) => phone.cases.has(id))).toEqual([true, true]);
    expect(await awaited(id)).toEqual({
      ...replyContents(day),
      draftedBy: 'inspector',
      reviewedBy: 'head',
      reviewedOn: day,
      counsel: null,
      citations: [
        { regulation: '信访工作制度', article: '第七条', rule: 'R73' },
        { regulation: '信访工作制度', article: '第十条', rule: 'R82' },
      ],
    });
    // who is recused (回避, Art 28) signs nothing of it; taken back, it is there again
    const recused = { personId: 'person-leader2', reason: '亲属', approverId: 'person-leader', decidedOn: day };
    await walk(id, [['clerk', 'recordRecusal', recused, 'reviewed']]);
    await pull();
    expect(phones.map((phone) => phone.cases.has(id))).toEqual([false, true]);
    await walk(id, [['clerk', 'retractAct', { act: 'recordRecusal', reason: '登记错了' }, 'reviewed']]);
    await pull();
    expect(phones.map((phone) => phone.cases.has(id))).toEqual([true, true]);
    await walk(id, [['leader2', 'approveReply', { agreed: true, approvedOn: day }, 'reviewed']]);
    const pages = await pull();
    expect([...pages.map(({ goneCases }) => goneCases), await awaited(id)]).toEqual([[id], [id], null]);
  });
});

describe('the history of a place', () => {
  test('its visits, what they raised, what it handles; of the units below it too', async () => {
    const visit = await submitOne(leader, outreachVisit({ placeUnitId: 'west-1', matters: [matter()] }));
    const handled = await newCase({ handlingUnitId: 'west' });
    const school = new Phone(leader2, { place: 'west-1' });
    await school.pull();
    expect([...school.visits]).toEqual([visit.visitId]);
    expect([...school.cases.keys()]).toEqual(visit.cases.map(({ id }) => id));
    const district = new Phone(leader2, { place: 'west' });
    await district.pull();
    expect(district.cases.has(handled)).toBe(true);
    expect(district.visits.has(visit.visitId ?? '')).toBe(true);
  });

  test('a reading in pages of three, with work going on between them, ends with exactly what is there', async () => {
    const phone = new Phone(leader, { place: 'east', limit: 3 });
    const made: string[] = [];
    for (let page = 0; page < 40; page += 1) {
      const { more } = await phone.step();
      if (page < 6) made.push(await newCase({ title: `其间 ${page}` }));
      if (page === 3) await submitOne(leader, outreachVisit());
      if (!more && page > 8) break;
    }
    await phone.pull();
    const fresh = new Phone(leader, { place: 'east' });
    await fresh.pull();
    expect(made.every((id) => phone.cases.has(id))).toBe(true);
    expect([...phone.cases.keys()].toSorted()).toEqual([...fresh.cases.keys()].toSorted());
    expect([...phone.visits].toSorted()).toEqual([...fresh.visits].toSorted());
    expect(phone.pages).toBeGreaterThan(5);
  });

  test('a transaction that is still open is not skipped when it ends', async () => {
    const phone = new Phone(leader, { place: 'east' });
    await phone.pull();
    const slow = await story.server.database.pool.connect();
    try {
      await slow.query('begin');
      // it has its revision before the other one, and ends after it
      await slow.query('select pg_current_xact_id()');
      const early = await newCase();
      await phone.pull();
      expect(phone.cases.has(early), 'held back while an older one may still come').toBe(false);
      await slow.query('commit');
      await phone.pull();
      expect(phone.cases.has(early)).toBe(true);
    } finally {
      slow.release();
    }
  });
});

describe('the duty rota', () => {
  const plan = (caller: Caller, args: Record<string, unknown>) =>
    ask(
      story.base,
      caller,
      `query ($from: Date!, $to: Date!, $ids: [ID!]!) { rotaProposal(from: $from, to: $to, leaderIds: $ids) {
        sessions { date leaderId } } }`,
      args,
    );
  const year = { from: '2026-11-23', to: '2027-01-31', ids: ['person-leader', 'person-leader2'] };

  test('planned by the office for every reception day, fairly, it reaches the phones of those who hold it (R39, R89)', async () => {
    const phone = new Phone(leader2);
    await phone.pull();
    const answer = await plan(clerk, year);
    const proposal = answer.data?.rotaProposal as { sessions: readonly Record<string, string>[] } | undefined;
    const sessions = proposal?.sessions ?? [];
    expect(sessions).toHaveLength(10);
    expect((await submitOne(clerk, command('planSessions', { sessions }))).status).toBe('accepted');
    const page = await phone.pull();
    expect(page.sessions).toEqual(
      ['2026-12-02', '2026-12-16', '2026-12-30', '2027-01-13', '2027-01-27'].map((date) => ({
        date,
        mine: true,
        leaderName: 'leader2',
      })),
    );
    expect((await phone.pull()).sessions, 'unchanged: not sent again').toBeNull();
  });

  test('is refused to leaders and others, for days gone by, and for who is no leader', async () => {
    const code = async (caller: Caller, change = {}) =>
      (await plan(caller, { ...year, ...change })).errors?.[0]?.extensions?.code;
    expect(await code(leader)).toBe('forbidden');
    expect(await code(await story.as('east'))).toBe('forbidden');
    expect(await code(clerk, { from: '2026-11-22' })).toBe('period-wrong');
    expect(await code(clerk, { to: '2026-11-20' })).toBe('period-wrong');
    expect(await code(clerk, { ids: ['person-clerk'] })).toBe('unknown-leader');
    expect(await code(clerk, { ids: [] })).toBe('unknown-leader');
    expect(await code(clerk, { from: '2028-11-22', to: '2028-12-22' })).toBe('calendar-missing');
  });
});

test('a pull asks for a session, a sound cursor, a known place and a page that can be borne', async () => {
  const code = async (caller: Caller, args: Record<string, unknown>) =>
    (await ask(story.base, caller, pullText, args)).errors?.[0]?.extensions?.code;
  expect(await code(await story.as('wall'), {})).toBe('forbidden');
  expect(await code(leader, { cursor: 'nonsense' })).toBe('invalid-cursor');
  expect(await code(leader, { cursor: Buffer.from('{"key":"x"}').toString('base64url') })).toBe('invalid-cursor');
  expect(await code(leader, { place: 'nowhere' })).toBe('unknown-unit');
  expect(await code(leader, { limit: 201 })).toBe('invalid-page-size');
});
