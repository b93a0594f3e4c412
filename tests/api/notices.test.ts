import { openDatabase, sweepReminders, testPassword } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { ask, command, matter, openStory, type Story, submitOne } from './story.ts';

// Reminders: in working time only, one a person, clock and stage, gone when the duty is done.

let story: Story;
let clerk: Caller;

beforeAll(async () => {
  story = await openStory();
  story.server.clock.set('2026-09-14T09:00:00+08:00');
  clerk = await signIn(story.base, 'clerk', testPassword);
});
afterAll(() => story?.close());

const sweep = () => sweepReminders(story.server);

interface NoticeAnswer {
  readonly id: string;
  readonly step: string;
  readonly clockName: string;
  readonly dueOn: string;
  readonly readAt: string | null;
  readonly caseId: string;
}
const noticesText = '{ unreadNotices notices { id step clockName dueOn readAt caseId } }';
async function noticesOf(username: string): Promise<{ unread: number; notices: readonly NoticeAnswer[] }> {
  const caller = await signIn(story.base, username, testPassword);
  const { unreadNotices, notices } = await caller.query<{ unreadNotices: number; notices: readonly NoticeAnswer[] }>(
    noticesText,
  );
  return { unread: unreadNotices, notices };
}

/** A matter of the department 基础教育处, received on that day. */
async function registered(
  receivedOn: string,
  change: Readonly<Record<string, unknown>> = {},
  channel = 'letter',
): Promise<string> {
  const facts = { responsibility: 'municipal', contentKind: 'appeal', priorHandling: 'none' };
  const taken = matter({
    handlingUnitId: 'basic',
    facts: { ...facts, opinionImplemented: false, newFacts: false },
    ...change,
  });
  const fresh = await signIn(story.base, 'clerk', testPassword);
  const payload = { channel, receivedOn, matter: taken };
  expect(await submitOne(fresh, command('registerCase', payload))).toMatchObject({ status: 'accepted' });
  return taken.caseId;
}

test('through five weeks, hour by hour: nothing at night, at weekends or on holidays; make-up days count; each stage once', async () => {
  // 20 working days of the department's reply run over Mid-Autumn and National Day, with two make-up days
  const id = await registered('2026-09-10', {}, 'visit');
  const { petitionCase } = await clerk.query<{ petitionCase: { version: number } }>(
    'query ($id: ID!) { petitionCase(id: $id) { version } }',
    { id },
  );
  const assign = { caseId: id, expectedVersion: petitionCase.version, unitId: 'basic', assignedOn: '2026-09-10' };
  expect(await submitOne(clerk, command('assignCase', assign))).toMatchObject({ status: 'accepted' });
  const made: { at: string; person: string; key: string }[] = [];
  const database = openDatabase(story.server.database.url);
  const known = new Set<string>();
  for (
    let hour = Date.parse('2026-09-14T00:10:00+08:00');
    hour < Date.parse('2026-10-20T00:00:00+08:00');
    hour += 3_600_000
  ) {
    story.server.clock.set(new Date(hour).toISOString());
    await Promise.all([sweep(), sweep()]); // two processes at the same moment
    const { rows } = await database.pool.query<{ person: string; key: string; at: Date }>(
      `select person_id as person, clock || ' ' || step || ' ' || due_on as key, made_at as at from notice where case_id = $1`,
      [id],
    );
    for (const { person, key, at } of rows) {
      if (known.has(`${person} ${key}`)) continue;
      known.add(`${person} ${key}`);
      made.push({ person, key, at: new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16) });
    }
  }
  await database.close();
  expect(made.map(({ at, person, key }) => `${at} ${person.replace('person-', '')}: ${key}`).sort()).toEqual([
    // fifteen days end on the Mid-Autumn holiday: to be done on 9-24, by law on 9-28
    '2026-09-21T09:10 clerk: acceptance-notice soon 2026-09-24',
    '2026-09-24T09:10 clerk: acceptance-notice due 2026-09-24',
    '2026-09-29T09:10 clerk: acceptance-notice overdue 2026-09-28',
    // on a make-up Saturday (调休上班)
    '2026-10-10T09:10 inspector: department-reply soon 2026-10-14',
    '2026-10-14T09:10 inspector: department-reply due 2026-10-14',
    '2026-10-15T09:10 clerk: department-reply urge 2026-10-14',
    '2026-10-15T09:10 head: department-reply overdue 2026-10-14',
    '2026-10-15T09:10 inspector: department-reply overdue 2026-10-14',
    '2026-10-15T09:10 leader2: department-reply overdue 2026-10-14',
  ]);
});

test('a notice is read by its person only, and is gone at once when its duty is done', async () => {
  story.server.clock.set('2026-10-20T09:00:00+08:00');
  const id = await registered('2026-10-09');
  story.server.clock.set('2026-10-22T09:00:00+08:00');
  await sweep();
  const before = (await noticesOf('clerk')).notices.find(({ caseId }) => caseId === id);
  expect(before).toMatchObject({ step: 'soon', dueOn: '2026-10-23', readAt: null });
  expect((await noticesOf('leader')).notices.some(({ caseId }) => caseId === id)).toBe(false);
  const fresh = await signIn(story.base, 'clerk', testPassword);
  const unread = (await noticesOf('clerk')).unread;
  const read = 'mutation ($ids: [ID!]) { markNoticesRead(ids: $ids) }';
  const other = await signIn(story.base, 'inspector', testPassword);
  await other.query(read, { ids: [before?.id] });
  expect((await noticesOf('clerk')).unread).toBe(unread);
  expect(await fresh.query(read, { ids: [before?.id] })).toEqual({ markNoticesRead: unread - 1 });
  const { petitionCase } = await fresh.query<{ petitionCase: { version: number } }>(
    'query ($id: ID!) { petitionCase(id: $id) { version } }',
    { id },
  );
  const issue = { caseId: id, expectedVersion: petitionCase.version, decision: 'accept', issuedOn: '2026-10-22' };
  expect(await submitOne(fresh, command('issueAcceptanceNotice', issue))).toMatchObject({ status: 'accepted' });
  expect((await noticesOf('clerk')).notices.some(({ caseId }) => caseId === id)).toBe(false);
});

test('a case that is dated anew is reminded anew: what was said of the former date is taken back', async () => {
  const id = await registered('2026-10-12');
  story.server.clock.set('2026-10-27T09:00:00+08:00');
  await sweep();
  expect((await noticesOf('clerk')).notices.filter(({ caseId }) => caseId === id)).toMatchObject([
    { step: 'due', dueOn: '2026-10-27' },
  ]);
  const database = openDatabase(story.server.database.url);
  await database.pool.query(
    `update petition_case set next_legal_due = '2026-10-30', next_target_due = '2026-10-30', state = jsonb_set(jsonb_set(state,
      '{clocks,0,legalDue}', '"2026-10-30"'), '{clocks,0,targetDue}', '"2026-10-30"') where id = $1`,
    [id],
  );
  await database.close();
  // at once, before any sweep: the old date is not told any more
  expect((await noticesOf('clerk')).notices.some(({ caseId }) => caseId === id)).toBe(false);
  await sweep();
  expect((await noticesOf('clerk')).notices.filter(({ caseId }) => caseId === id)).toMatchObject([
    { step: 'soon', dueOn: '2026-10-30', readAt: null },
  ]);
});

test('an accusation is told only to those who may read it, and never to the accused unit', async () => {
  const facts = { responsibility: 'municipal', contentKind: 'accusation', priorHandling: 'none' };
  const id = await registered('2026-10-12', {
    facts: { ...facts, opinionImplemented: false, newFacts: false },
    handlingUnitId: 'basic',
    accusedUnitId: 'middle-1',
  });
  story.server.clock.set('2026-11-10T09:00:00+08:00');
  await sweep();
  const database = openDatabase(story.server.database.url);
  const { rows } = await database.pool.query<{ person: string }>(
    'select distinct person_id as person from notice where case_id = $1 order by 1',
    [id],
  );
  await database.close();
  // nobody in the office may, and it is not its department's before the hand-over
  expect(rows.map(({ person }) => person)).toEqual(['person-leader', 'person-office']);
});

describe('before a reception session (R93)', () => {
  interface SessionNotice {
    readonly id: string;
    readonly reminder: string;
    readonly violation: boolean;
    readonly readAt: string | null;
    readonly session: { readonly id: string };
  }
  const give = async (username: string, type: string, payload: Readonly<Record<string, unknown>>) =>
    expect(await submitOne(await signIn(story.base, username, testPassword), command(type, payload))).toMatchObject({
      status: 'accepted',
    });
  const about = async (username: string): Promise<readonly SessionNotice[]> =>
    (
      await (
        await signIn(story.base, username, testPassword)
      ).query<{ sessionNotices: readonly SessionNotice[] }>(
        '{ sessionNotices { id reminder violation readAt session { id } } }',
      )
    ).sessionNotices;
  const told = async (username: string) => (await about(username)).map(({ reminder }) => reminder).sort();
  const at = async (instant: string): Promise<readonly string[]> => {
    story.server.clock.set(instant);
    // two processes at the same moment
    const made = await Promise.all([sweep(), sweep()]);
    return made.flat().sort();
  };

  test('told on Tuesday in working time, once; gone when a substitute is found', async () => {
    story.server.clock.set('2026-11-23T09:00:00+08:00');
    await give('clerk', 'planSessions', { sessions: [{ date: '2026-12-02', leaderId: 'person-leader' }] });
    await give('leader', 'arrangeSubstitute', { sessionId: '2026-12-02', reason: '开会' });
    await at('2026-11-30T16:00:00+08:00'); // the Monday before: too early
    expect(await told('leader')).toEqual([]);
    await at('2026-12-01T07:00:00+08:00'); // before working time
    await at('2026-12-01T12:30:00+08:00'); // at noon
    expect(await told('leader')).toEqual([]);
    const made = await at('2026-12-01T14:00:00+08:00');
    expect(new Set(made).size).toBe(made.length);
    expect(made).toEqual(expect.arrayContaining(['person-clerk', 'person-leader']));
    expect(await told('leader')).toEqual(['dutyNotAccepted', 'substituteMissing']);
    expect(await told('clerk')).toEqual(['dutyNotAccepted', 'recorderMissing', 'substituteMissing']);
    expect(await told('leader2')).toEqual([]);
    expect(await told('inspector')).toEqual([]);
    expect((await about('clerk')).find(({ reminder }) => reminder === 'substituteMissing')?.violation).toBe(true);
    expect(await at('2026-12-01T14:05:00+08:00')).not.toContain('person-leader'); // nothing twice

    const { unread } = await noticesOf('leader');
    const [first] = await about('leader');
    const reader = await signIn(story.base, 'leader', testPassword);
    const read = 'mutation ($ids: [ID!]) { markNoticesRead(ids: $ids) }';
    expect(await reader.query(read, { ids: [first?.id] })).toEqual({ markNoticesRead: unread - 1 });

    const found = { sessionId: '2026-12-02', reason: '开会', substituteId: 'person-leader2' };
    await give('leader', 'arrangeSubstitute', found);
    // at once, before any sweep
    expect(await told('leader')).toEqual([]);
    expect(await told('clerk')).not.toContain('substituteMissing');
    await at('2026-12-01T14:10:00+08:00');
    expect(await told('leader2')).toEqual(['dutyComing', 'dutyNotAccepted']);
    await give('leader2', 'acceptDuty', { sessionId: '2026-12-02' });
    expect(await told('leader2')).toEqual(['dutyComing']);
  });

  test('when the Tuesday is a day off: on the last working day before, and not through the rest days', async () => {
    // Labour Day takes 5-01 to 5-05: Wednesday 5-06 is worked, the working day before it is Thursday 4-30
    story.server.clock.set('2026-04-20T09:00:00+08:00');
    await give('clerk', 'planSessions', { sessions: [{ date: '2026-05-06', leaderId: 'person-leader2' }] });
    await at('2026-04-29T10:00:00+08:00');
    expect(await told('leader2')).toEqual([]);
    await at('2026-04-30T20:00:00+08:00');
    expect(await told('leader2')).toEqual([]);
    expect(await at('2026-05-05T10:00:00+08:00')).toEqual([]);
    await at('2026-04-30T10:00:00+08:00');
    expect(await told('leader2')).toContain('dutyComing');
    expect(await at('2026-05-05T10:00:00+08:00')).toEqual([]);
    expect(await told('leader2')).toContain('dutyComing');
  });
});

test('who reads no cases has no notices', async () => {
  const wall = await signIn(story.base, 'wall', testPassword);
  expect((await ask(story.base, wall, noticesText)).errors?.[0]?.extensions?.code).toBe('forbidden');
  expect(clerk.username).toBe('clerk');
});
