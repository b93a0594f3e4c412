import { randomUUID } from 'node:crypto';
import { brokenLink, completeAttachment, reserveAttachment } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import {
  ask,
  command,
  matter,
  openStory,
  outreachVisit,
  registerCase,
  type Story,
  submit,
  submitOne,
} from './story.ts';

let story: Story;
let leader: Caller;
let clerk: Caller;

beforeAll(async () => {
  story = await openStory();
  leader = await story.as('leader');
  clerk = await story.as('clerk');
});
afterAll(() => story?.close());

const countCases = async (): Promise<number> =>
  (await leader.query<{ cases: { totalCount: number } }>('{ cases { totalCount } }')).cases.totalCount;

test('a visit with two matters becomes two numbered cases with their due dates', async () => {
  const outcome = await submitOne(leader, outreachVisit());
  expect(outcome).toMatchObject({ status: 'accepted', code: null });
  expect(outcome.cases.map(({ number }) => number)).toEqual(['下〔2026〕1号', '下〔2026〕2号']);
  expect(outcome.cases[0]).toMatchObject({ legalDue: '2026-12-08', clock: 'acceptance-notice' });
  const data = await leader.query<{ outreachVisit: Record<string, unknown> }>(
    `query ($id: ID!) { outreachVisit(id: $id) { modeName place { name } leaderName followUps { what }
      cases { number visit { id } petitioner { name phone } } } }`,
    { id: outcome.visitId },
  );
  expect(data.outreachVisit).toEqual({
    modeName: '座谈走访',
    place: { name: '东城一小' },
    leaderName: 'leader',
    followUps: [{ what: '与交警对接' }],
    cases: outcome.cases.map(({ number }) => ({
      number,
      visit: { id: outcome.visitId },
      petitioner: { name: '李**', phone: '139****2041' },
    })),
  });
});

test('the same batch sent three times makes one visit; the later answers carry the stored outcome', async () => {
  const before = await countCases();
  const batch = [outreachVisit(), registerCase({ title: '' })];
  const first = await submit(leader, ...batch);
  expect(first.map(({ status }) => status)).toEqual(['accepted', 'refused']);
  for (let time = 0; time < 2; time += 1) {
    const again = await submit(leader, ...batch);
    expect(again.map(({ status, stored }) => [status, stored?.status])).toEqual([
      ['duplicate', 'accepted'],
      ['duplicate', 'refused'],
    ]);
    expect(again[0]?.cases).toEqual(first[0]?.cases);
    expect(again[1]?.stored?.code).toBe('title-missing');
  }
  expect(await countCases()).toBe(before + 2);
});

test('the same command sent eight times at once makes one case', async () => {
  const before = await countCases();
  const one = registerCase();
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => submitOne(clerk, one)));
  expect(outcomes.filter(({ status }) => status === 'accepted')).toHaveLength(1);
  expect(outcomes.filter(({ status }) => status === 'duplicate')).toHaveLength(7);
  expect(new Set(outcomes.map(({ cases }) => cases[0]?.number)).size).toBe(1);
  expect(await countCases()).toBe(before + 1);
});

test('the same caseId by two commands at once is registered once', async () => {
  const one = matter();
  const both = [0, 1].map(() => command('registerCase', { channel: 'letter', receivedOn: '2026-11-23', matter: one }));
  const outcomes = await Promise.all(both.map((each) => submitOne(clerk, each)));
  expect(outcomes.map(({ status, code }) => code ?? status).sort()).toEqual(['accepted', 'already-registered']);
});

test('a batch is one write to the disk, each command still decided on its own and in its order', async () => {
  const before = await countCases();
  const fresh = matter();
  const made = command('registerCase', { channel: 'letter', receivedOn: '2026-11-23', matter: fresh });
  const notice = command('issueAcceptanceNotice', {
    caseId: fresh.caseId,
    expectedVersion: 99,
    decision: 'accept',
    issuedOn: '2026-11-23',
  });
  const visits = Array.from({ length: 10 }, () => outreachVisit());
  const batch = [...visits, registerCase({ title: '' }), made, notice, made, registerCase()];
  const outcomes = await submit(leader, ...batch);
  expect(outcomes.map(({ commandId }) => commandId)).toEqual(batch.map(({ commandId }) => commandId));
  expect(outcomes.slice(0, 12).map(({ status }) => status)).toEqual([
    ...visits.map(() => 'accepted'),
    'refused',
    'accepted',
  ]);
  // One transaction: one revision for all that have nothing in common …
  expect(new Set([...outcomes.slice(0, 10), outcomes[11]].map((outcome) => outcome?.revision)).size).toBe(1);
  // … and the next one sees what the first one left.
  expect(outcomes.slice(12).map(({ status, code }) => code ?? status)).toEqual([
    'version-conflict',
    'duplicate',
    'accepted',
  ]);
  expect(await countCases()).toBe(before + visits.length * 2 + 2);
});

test('batches that make the same cases at once give way to each other: each case is registered once', async () => {
  const matters = Array.from({ length: 8 }, () => matter());
  const batch = () =>
    matters.map((one) => command('registerCase', { channel: 'email', receivedOn: '2026-11-23', matter: one }));
  const answers = await Promise.all([
    submit(clerk, ...batch()),
    submit(clerk, ...batch().reverse()),
    submit(leader, ...batch()),
  ]);
  const outcomes = answers.flat().map(({ status, code }) => code ?? status);
  expect(outcomes.filter((each) => each === 'accepted')).toHaveLength(8);
  expect(outcomes.filter((each) => each === 'already-registered')).toHaveLength(16);
  const numbers = answers
    .flat()
    .flatMap(({ cases }) => cases.map(({ number }) => number))
    .sort();
  expect(numbers).toEqual(matters.map((_, at) => `邮〔2026〕${at + 1}号`));
});

test('numbers are gap-free per channel though some commands are refused and many come at once', async () => {
  const channel = 'fax';
  const commands = Array.from({ length: 12 }, (_, at) =>
    command('registerCase', { channel, receivedOn: '2026-11-23', matter: matter(at % 3 === 0 ? { demand: '' } : {}) }),
  );
  const outcomes = await Promise.all(commands.map((each) => submitOne(clerk, each)));
  const numbers = outcomes.flatMap(({ cases }) => cases.map(({ number }) => number)).sort();
  expect(numbers).toEqual(Array.from({ length: 8 }, (_, at) => `传〔2026〕${at + 1}号`).sort());
});

test('a refusal names its article, and never blocks the command behind it', async () => {
  const outcomes = await submit(
    clerk,
    command('completeCase', {
      caseId: randomUUID(),
      expectedVersion: 1,
      cause: 'x',
      resolution: 'y',
      outcome: 'solved',
    }),
    registerCase({ handlingUnitId: 'nowhere' }),
    registerCase(),
  );
  expect(outcomes.map(({ status, code }) => [status, code])).toEqual([
    ['refused', 'unknown-case'],
    ['refused', 'unknown-unit'],
    ['accepted', null],
  ]);
  const made = outcomes[2]?.cases[0];
  const version = await versionOf(made?.id);
  const early = command('completeCase', {
    caseId: made?.id,
    expectedVersion: version,
    cause: '路口狭窄',
    resolution: '已增设护学岗',
    repliedOn: '2026-11-23',
    outcome: 'solved',
  });
  const refused = await submitOne(clerk, early);
  expect(refused).toMatchObject({ status: 'refused', code: 'not-yet-accepted' });
  expect(refused.citations).toContainEqual({
    regulation: '领导干部定期接待群众来访制度',
    article: '二（二）',
    rule: 'R5',
  });
  expect(refused.message).toMatch(/。$/);
});

async function versionOf(id: string | undefined): Promise<number> {
  const data = await clerk.query<{ petitionCase: { version: number } }>(
    'query ($id: ID!) { petitionCase(id: $id) { version } }',
    { id },
  );
  return data.petitionCase.version;
}

test('a case runs from registration to completion; a stale version is a conflict that can be sent again', async () => {
  const made = await submitOne(
    clerk,
    registerCase({ handlingUnitId: 'basic', facts: { ...matter().facts, responsibility: 'municipal' } }, 'visit'),
  );
  const caseId = made.cases[0]?.id;
  const notice = (expectedVersion: number) =>
    command('issueAcceptanceNotice', { caseId, expectedVersion, decision: 'accept', issuedOn: '2026-11-23' });
  const stale = notice(1);
  expect(await submitOne(clerk, stale)).toMatchObject({ status: 'conflict', code: 'version-conflict' });
  expect(await submitOne(clerk, stale), 'a conflict is not a final receipt').toMatchObject({ status: 'conflict' });
  expect(await submitOne(clerk, notice(await versionOf(caseId)))).toMatchObject({ status: 'accepted' });
  const completion = command('completeCase', {
    caseId,
    expectedVersion: await versionOf(caseId),
    cause: '师资不足',
    resolution: '已调配教师',
    repliedOn: '2026-11-23',
    outcome: 'solved',
  });
  expect(await submitOne(clerk, completion)).toMatchObject({ status: 'accepted' });
  const { petitionCase } = await clerk.query<{ petitionCase: { timeline: { title: string; actorUnit: string }[] } }>(
    `query ($id: ID!) { petitionCase(id: $id) { statusName dueState nextDue { clock } timeline { title detail actorUnit } } }`,
    { id: caseId },
  );
  expect(petitionCase).toMatchObject({ statusName: '已办结', dueState: 'none', nextDue: null });
  expect(petitionCase.timeline.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['登记', '编号', '出具告知单', '办结']),
  );
  expect(petitionCase.timeline[0]?.actorUnit).toBe('局办公室');
});

test('a commandId used again for other content, or by another person, is refused and changes nothing', async () => {
  const first = registerCase();
  await submitOne(clerk, first);
  expect(await submitOne(clerk, { ...registerCase(), commandId: first.commandId })).toMatchObject({
    status: 'refused',
    code: 'command-id-reused',
  });
  expect(await submitOne(leader, first)).toMatchObject({ status: 'refused', code: 'command-id-reused' });
  expect(await submitOne(clerk, first)).toMatchObject({ status: 'duplicate' });
});

test('the author is fixed at capture: another account on the same phone cannot send it, the author still can', async () => {
  const visit = outreachVisit();
  const written = { ...visit, payload: { ...visit.payload, capturedBy: leader.personId } };
  expect(await submitOne(await story.as('leader2'), written)).toMatchObject({
    status: 'refused',
    code: 'not-the-author',
  });
  expect(await submitOne(leader, written)).toMatchObject({ status: 'accepted' });
});

test('a visit that names an attachment not yet received is refused, and accepted once it has arrived', async () => {
  const photo = { id: randomUUID(), kind: 'photo' as const, sha256: 'a'.repeat(64), size: 3, mime: 'image/jpeg' };
  const visit = outreachVisit({ attachments: [photo] });
  expect(await submitOne(leader, visit)).toMatchObject({ status: 'refused', code: 'attachment-missing' });
  const { prisma } = story.server.database;
  const at = new Date();
  expect(await reserveAttachment(prisma, 'test', { ...photo, ownerId: leader.personId }, at)).toBeDefined();
  expect(await submitOne(leader, visit)).toMatchObject({ status: 'refused', code: 'attachment-missing' });
  await completeAttachment(prisma, 'test', photo.id, at);
  expect(await submitOne(leader, visit)).toMatchObject({ status: 'accepted' });
});

test('a device clock ahead of ours is flagged, a command that merely comes late is not', async () => {
  const skewOf = async (occurredAt: string): Promise<boolean | undefined> => {
    const made = await submitOne(clerk, { ...registerCase(), occurredAt });
    const data = await clerk.query<{ petitionCase: { timeline: { skewSuspected: boolean }[] } }>(
      'query ($id: ID!) { petitionCase(id: $id) { timeline { skewSuspected } } }',
      { id: made.cases[0]?.id },
    );
    return data.petitionCase.timeline[0]?.skewSuspected;
  };
  expect(await skewOf('2026-11-20T01:00:00Z')).toBe(false);
  expect(await skewOf('2026-11-23T01:04:00Z')).toBe(false);
  expect(await skewOf('2026-11-23T01:06:00Z')).toBe(true);
});

test('malformed commands are refused one by one, with the field and a sentence', async () => {
  const [shape, date, type, nul, good] = await submit(
    clerk,
    command('registerCase', { channel: 'pigeon', receivedOn: '2026-11-23', matter: matter() }),
    command('registerCase', { channel: 'letter', receivedOn: '2026-02-30', matter: matter() }),
    command('dropEverything', {}),
    registerCase({ title: 'a\u0000b' }),
    registerCase(),
  );
  expect(shape).toMatchObject({ status: 'refused', code: 'invalid-command', path: 'channel' });
  expect(date).toMatchObject({ status: 'refused', code: 'invalid-date', path: 'receivedOn' });
  expect(type).toMatchObject({ status: 'refused', code: 'unknown-command' });
  expect(nul).toMatchObject({ status: 'refused', code: 'invalid-command', path: 'matter.title' });
  expect(good).toMatchObject({ status: 'accepted' });
  const badId = await submitOne(clerk, registerCase({ caseId: 'not-a-uuid' }));
  expect(badId).toMatchObject({ status: 'refused', code: 'invalid-command', path: 'matter.caseId' });
  const large = await submitOne(clerk, registerCase({ demand: '长'.repeat(100_000) }));
  expect(large).toMatchObject({ status: 'refused', code: 'command-too-large' });
});

test('more than fifty commands are refused as a whole', async () => {
  const commands = Array.from({ length: 51 }, () => registerCase());
  const answer = await ask(
    story.base,
    clerk,
    'mutation ($commands: [CommandInput!]!) { submitCommands(commands: $commands) { status } }',
    { commands },
  );
  expect(answer.status).toBe(200);
  expect(answer.errors?.[0]?.extensions?.code).toBe('batch-too-large');
});

test('every stream is a whole chain of hashes, and a changed event is found', async () => {
  const made = await submitOne(clerk, registerCase());
  const stream = { kind: 'petitionCase' as const, id: made.cases[0]?.id ?? '' };
  const { prisma, pool } = story.server.database;
  const streams = await prisma.$queryRaw<
    (typeof stream)[]
  >`select distinct stream_kind as kind, stream_id as id from event`;
  expect(streams.length).toBeGreaterThan(10);
  for (const each of streams) expect(await brokenLink(prisma, 'test', each)).toBeUndefined();
  await expect(pool.query("update event set actor_name = 'somebody else'")).rejects.toThrow('append-only');
  await pool.query('alter table event disable trigger event_append_only');
  await pool.query(
    `update event set data = jsonb_set(data, '{matter,demand}', '"别的"') where stream_id = $1 and seq = 1`,
    [stream.id],
  );
  await pool.query('alter table event enable trigger event_append_only');
  expect(await brokenLink(prisma, 'test', stream)).toBe(1);
});
