import { randomUUID } from 'node:crypto';
import { reserveAttachment, verifyDatabase, verifyRows } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Command,
  command,
  matter,
  openStory,
  outreachVisit,
  registerCase,
  type Story,
  submitOne,
} from './story.ts';

/*
 * Down-visits in depth through the real API: the four modes (R20), a visit about an existing case, follow-ups (R22), a
 * visit put right. What an older phone sends is taken in as before.
 */

let story: Story;
beforeAll(async () => {
  story = await openStory();
}, 60_000);
afterAll(() => story?.close());

interface Page {
  readonly outreachVisit: Record<string, unknown> & {
    readonly version: number;
    readonly followUps: readonly { id: string; dueState: string; settled: { result: string; by: string } | null }[];
    readonly details: { case: { id: string } | null; words: string | null; points: string[] | null } | null;
    readonly amendments: readonly { by: string; reason: string; changed: string[]; before: unknown }[];
  };
}
const pageText = `query ($id: ID!) { outreachVisit(id: $id) {
  version observations companions signer { name title }
  details { case { id } words participants points topic notes }
  followUps { id what owner ownerUnitId dueOn dueState settled { on result by } }
  attachments { id kind caption masked marks { kind from to text } position { latitude } seconds }
  amendments { by reason changed before }
} }`;
const pageOf = async (id: unknown, who = 'clerk') =>
  (await (await story.as(who)).query<Page>(pageText, { id })).outreachVisit;

/** A case of the east district that is there already. */
async function existingCase(change = {}): Promise<string> {
  const letter = registerCase(change);
  const outcome = await submitOne(await story.as('clerk'), letter);
  const [made] = outcome.cases;
  if (!made) throw new Error(`${outcome.code}`);
  return made.id;
}

interface Timeline {
  readonly petitionCase: {
    version: number;
    timeline: { type: string; detail: string; citations: { rule: string }[] }[];
  };
}
const caseOf = async (id: string) =>
  (
    await (
      await story.as('clerk')
    ).query<Timeline>(
      'query ($id: ID!) { petitionCase(id: $id) { version timeline { type detail citations { rule } } } }',
      { id },
    )
  ).petitionCase;

describe('the four modes (R20)', () => {
  test('带案督办 writes on the case’s own history, with what is asked, whatever others have done to it meanwhile', async () => {
    const caseId = await existingCase();
    const before = await caseOf(caseId);
    // The clerk accepts the case while the leader stands in the school without signal.
    const notice = { caseId, expectedVersion: before.version, decision: 'accept', issuedOn: '2026-11-23' };
    expect((await submitOne(await story.as('clerk'), command('issueAcceptanceNotice', notice))).status).toBe(
      'accepted',
    );
    const asked = {
      id: randomUUID(),
      what: '十二月前完成疏导方案',
      owner: '东城区教育局',
      ownerUnitId: 'east',
      caseId,
      dueOn: '2026-11-30',
    };
    const visit = outreachVisit({
      mode: 'accompaniedSupervision',
      details: { mode: 'accompaniedSupervision', caseId, findings: '方案尚未报送。' },
      matters: [],
      followUps: [asked],
    });
    expect(await submitOne(await story.as('leader'), visit)).toMatchObject({ status: 'accepted', cases: [] });
    const after = await caseOf(caseId);
    const entry = after.timeline.at(-1);
    expect(entry).toMatchObject({ type: 'caseVisited', citations: [{ rule: 'R20' }] });
    expect(entry?.detail).toContain('方案尚未报送。');
    expect(entry?.detail).toContain('要求：十二月前完成疏导方案');
    expect(after.timeline.some(({ type }) => type === 'acceptanceNoticeIssued')).toBe(true);
    expect((await pageOf(visit.payload.visitId)).details).toMatchObject({
      case: { id: caseId },
      words: '方案尚未报送。',
    });
    // The same visit again makes no second entry.
    expect((await submitOne(await story.as('leader'), visit)).status).toBe('duplicate');
    expect((await caseOf(caseId)).version).toBe(after.version);
  });

  test('包案 needs its case and what was done; 座谈 keeps minutes; 调研 keeps topic and notes', async () => {
    const leader = await story.as('leader');
    const contracted = (details: object) => outreachVisit({ mode: 'contractedCase', matters: [], details });
    const refused = await submitOne(leader, contracted({ mode: 'contractedCase', caseId: '', done: 'x' }));
    expect(refused).toMatchObject({ code: 'visit-case-missing', path: 'details.caseId' });
    expect(refused.message).toContain('《领导干部定期接待群众来访制度》四（二）');
    const minutes = { mode: 'discussionVisit', participants: ['王校长', '家长代表'], points: ['食堂验收', '校门疏导'] };
    const talk = outreachVisit({ details: minutes, signer: { name: '王校长', title: '校长' } });
    expect((await submitOne(leader, talk)).status).toBe('accepted');
    expect(await pageOf(talk.payload.visitId)).toMatchObject({
      details: { case: null, participants: minutes.participants, points: minutes.points },
      signer: { name: '王校长', title: '校长' },
    });
    const survey = outreachVisit({ mode: 'survey', details: { mode: 'survey', topic: '课后服务', notes: '三所学校' } });
    expect((await submitOne(leader, survey)).status).toBe('accepted');
    expect((await pageOf(survey.payload.visitId)).details).toMatchObject({ topic: '课后服务', notes: '三所学校' });
  });

  test.each(['contractedCase', 'accompaniedSupervision', 'discussionVisit', 'survey'])(
    '%s of an older phone, without details, is taken in',
    async (mode) => {
      const visit = outreachVisit({ mode, matters: [] });
      expect((await submitOne(await story.as('leader'), visit)).status).toBe('accepted');
      expect((await pageOf(visit.payload.visitId)).details).toBeNull();
    },
  );

  test('an accusation that a leader may not read is unknown; one that they may read stays out of visits (Art 30)', async () => {
    const letter = registerCase({
      facts: { ...matter().facts, contentKind: 'accusation' },
      handlingUnitId: 'basic',
      accusedUnitId: 'east-1',
    });
    const outcome = await submitOne(await story.as('leader'), letter);
    expect(outcome.status).toBe('accepted');
    const details = { mode: 'contractedCase', caseId: outcome.cases[0]?.id, done: '了解情况' };
    const visit = () => outreachVisit({ mode: 'contractedCase', matters: [], details });
    expect((await submitOne(await story.as('leader2'), visit())).code).toBe('unknown-case');
    expect((await submitOne(await story.as('leader'), visit())).code).toBe('accusation-on-visit');
  });
});

describe('后续 (R22)', () => {
  interface List {
    readonly followUps: {
      totalCount: number;
      edges: { node: { id: string; dueState: string; visit: { id: string } } }[];
    };
  }
  const listText = `query ($settled: Boolean, $mine: Boolean) { followUps(settled: $settled, mine: $mine, first: 100) {
    totalCount edges { node { id dueState visit { id } } } } }`;
  const list = async (who: string, variables = {}) =>
    (await (await story.as(who)).query<List>(listText, variables)).followUps;

  test('are listed by due date with their state, and settled with a result by whom they concern', async () => {
    const followUp = (dueOn: string, change = {}) => ({
      id: randomUUID(),
      what: '办',
      owner: '某人',
      dueOn,
      ...change,
    });
    const [late, soon, later] = [
      followUp('2026-11-19', { ownerUnitId: 'west', owner: '西河区教育局' }),
      followUp('2026-11-24'),
      followUp('2027-01-15'),
    ];
    const visit = outreachVisit({ visitedOn: '2026-11-18', matters: [], followUps: [later, late, soon] });
    expect((await submitOne(await story.as('leader'), visit)).status).toBe('accepted');
    const own = (await list('clerk')).edges.filter(({ node }) => node.visit.id === visit.payload.visitId);
    expect(own.map(({ node }) => [node.id, node.dueState])).toEqual([
      [late.id, 'overdue'],
      [soon.id, 'dueSoon'],
      [later.id, 'onTime'],
    ]);
    // A unit that was given something sees it, though the visit was to another district's school.
    expect((await list('west')).edges.map(({ node }) => node.id)).toContain(late.id);
    expect((await list('west', { mine: true })).edges.map(({ node }) => node.id)).toEqual([late.id]);

    const settle = (who: string, followUpId: string, change = {}) => {
      const payload = {
        visitId: visit.payload.visitId,
        followUpId,
        settledOn: '2026-11-23',
        result: '已办',
        ...change,
      };
      return story.as(who).then((caller) => submitOne(caller, command('settleFollowUp', payload)));
    };
    expect((await settle('west', soon.id)).code).toBe('follow-up-of-others');
    expect((await settle('west', late.id, { result: ' ' })).code).toBe('result-missing');
    expect((await settle('west', late.id)).status).toBe('accepted');
    expect((await settle('clerk', late.id)).code).toBe('follow-up-settled');
    expect((await settle('inspector', later.id)).code).toBe('unknown-visit');
    expect((await list('clerk', { settled: true })).edges.map(({ node }) => node.id)).toContain(late.id);
    expect((await list('clerk')).edges.map(({ node }) => node.id)).not.toContain(late.id);
    const page = await pageOf(visit.payload.visitId);
    expect(page.followUps.find(({ id }) => id === late.id)).toMatchObject({
      dueState: 'none',
      settled: { result: '已办', by: 'west' },
    });
  });
});

describe('更正', () => {
  test('changes what is named, keeps what stood there, and a stale version is a conflict', async () => {
    const visit = outreachVisit({ matters: [] });
    await submitOne(await story.as('leader'), visit);
    const amend = (who: string, change: object) =>
      story.as(who).then((caller) =>
        submitOne(
          caller,
          command('amendOutreachVisit', {
            visitId: visit.payload.visitId,
            expectedVersion: 1,
            changes: { observations: '更正后的文字' },
            reason: '笔误',
            ...change,
          }),
        ),
      );
    expect((await amend('leader2', {})).code).toBe('not-own-visit');
    expect((await amend('leader', {})).status).toBe('accepted');
    expect((await amend('clerk', {})).status).toBe('conflict');
    expect((await amend('clerk', { expectedVersion: 2, changes: { companions: [], followUps: [] } })).status).toBe(
      'accepted',
    );
    const page = await pageOf(visit.payload.visitId);
    expect(page).toMatchObject({ version: 3, observations: '更正后的文字', companions: [], followUps: [] });
    expect(page.amendments).toMatchObject([
      {
        by: 'leader',
        reason: '笔误',
        changed: ['observations'],
        before: { observations: '走访校门口，听取家长意见。' },
      },
      { by: 'clerk', changed: ['companions', 'followUps'], before: { companions: ['王老师'] } },
    ]);
  });
});

test.each<[string, (visit: Command) => Record<string, unknown>, string]>([
  ['visit-already-logged', () => ({}), 'visitId'],
  [
    'duplicate-id',
    ({ payload: { followUps } }) => ({
      visitId: randomUUID(),
      followUps: [...Object(followUps), ...Object(followUps)],
    }),
    'followUps.1.id',
  ],
  [
    'details-of-another-mode',
    () => ({
      visitId: randomUUID(),
      mode: 'survey',
      details: { mode: 'discussionVisit', participants: [], points: [] },
    }),
    'details',
  ],
])('%s: refused where it stands, with how to go on', async (code, change, path) => {
  const leader = await story.as('leader');
  const visit = outreachVisit();
  expect((await submitOne(leader, visit)).status).toBe('accepted');
  const outcome = await submitOne(
    leader,
    command('logOutreachVisit', { ...visit.payload, matters: [], ...change(visit) }),
  );
  expect(outcome).toMatchObject({
    status: 'refused',
    code,
    path,
    message: expect.stringMatching(/(请|不必)[^A-Za-z]*。$/),
  });
});

describe('numbers and files', () => {
  test('a petitioner who calls with the provisional number is found, and both numbers stand side by side', async () => {
    const visit = outreachVisit();
    const outcome = await submitOne(await story.as('leader'), visit);
    const [made] = outcome.cases;
    const clerk = await story.as('clerk');
    const { petitionCase } = await clerk.query<{ petitionCase: { number: string; provisionalNumber: string } }>(
      'query ($id: ID!) { petitionCase(id: $id) { number provisionalNumber } }',
      { id: made?.id },
    );
    expect(petitionCase.number).toBe(made?.number);
    expect(petitionCase.provisionalNumber).toMatch(/^下〔2026〕暂-[0-9A-Z]{6}$/);
    const { cases } = await clerk.query<{ cases: { edges: { node: { id: string } }[] } }>(
      'query ($search: String) { cases(filter: { search: $search }) { edges { node { id } } } }',
      { search: petitionCase.provisionalNumber.slice(-8) },
    );
    expect(cases.edges.map(({ node }) => node.id)).toEqual([made?.id]);
  });

  test('one person’s files have a limit, said plainly; what was begun before may be finished', async () => {
    const row = (id: string, size: number) =>
      ({ id, ownerId: 'person-leader', kind: 'photo', mime: 'image/jpeg', size, sha256: 'a'.repeat(64) }) as const;
    const { prisma } = story.server.database;
    const reserve = (id: string, size: number) => reserveAttachment(prisma, 'test', row(id, size), new Date(), 1000);
    const first = randomUUID();
    expect(await reserve(first, 900)).toMatchObject({ id: first });
    expect(await reserve(randomUUID(), 101)).toBe('attachment-quota-full');
    expect(await reserve(first, 900)).toMatchObject({ id: first });
    expect(await reserve(randomUUID(), 100)).toMatchObject({ state: 'reserved' });
  });

  test('colleagues can be given something; screens and administrators are none', async () => {
    const { colleagues } = await (await story.as('leader')).query<{ colleagues: { id: string }[] }>(
      '{ colleagues { id name unitId initials } }',
    );
    const ids = colleagues.map(({ id }) => id);
    expect(ids).toContain('person-east');
    expect(ids).not.toContain('person-wall');
    expect(ids).not.toContain('person-admin');
  });

  test('every stream’s state is what its events lead to', async () => {
    const found = await verifyDatabase(story.server.database);
    expect(found.findings).toEqual([]);
    expect(found.streams).toBeGreaterThan(5);
  });

  test('a visit that an older version had folded otherwise is made anew from its events, with what is to be done after it', async () => {
    const { database } = story.server;
    const kept = async () =>
      (
        await database.pool.query(
          `select to_jsonb(v) as visit, to_jsonb(f) - 'ordinal' as follow_up
           from outreach_visit v join visit_follow_up f on f.visit_id = v.id order by v.id, f.id`,
        )
      ).rows;
    const before = await kept();
    const { id } = before.find(({ visit }) => visit.mode !== 'survey' && visit.place_unit_id !== 'east').visit;
    await database.pool.query(`update outreach_visit set mode = 'survey', place_unit_id = 'east' where id = $1`, [id]);
    await database.pool.query('delete from visit_follow_up where visit_id = $1', [id]);
    await database.pool.query(
      `insert into visit_follow_up (bureau_id, visit_id, id, due_on) values ('test', $1, 'nobody-knows', '2026-12-01')`,
      [id],
    );
    const findings = [`列不符：下访 ${id} 的 mode, place_unit_id, follow_ups 与事件推算的不同。`];
    expect(await verifyRows(database, { rebuild: true })).toMatchObject({ findings, rebuilt: 1 });
    expect(await kept()).toEqual(before);
    expect(await verifyRows(database, { rebuild: false })).toMatchObject({ findings: [], rebuilt: 0 });
  });
});
