import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { command, matter, openStory, registerCase, type Story, submitOne } from './story.ts';

let story: Story;
let leader: Caller;
let clerk: Caller;

beforeAll(async () => {
  story = await openStory();
  [leader, clerk] = await Promise.all([story.as('leader'), story.as('clerk')]);
});
afterAll(() => story?.close());

const notice = (caseId: string, expectedVersion: number) => ({
  caseId,
  expectedVersion,
  decision: 'accept',
  issuedOn: '2026-11-23',
});

async function newCase() {
  const made = matter();
  const outcome = await submitOne(clerk, registerCase({ caseId: made.caseId }));
  const version = await versionOf(made.caseId);
  expect(outcome.status).toBe('accepted');
  return { caseId: made.caseId, version };
}

async function versionOf(id: string): Promise<number> {
  const data = await clerk.query<{ petitionCase: { version: number } }>(
    'query ($id: ID!) { petitionCase(id: $id) { version } }',
    { id },
  );
  return data.petitionCase.version;
}

interface Conflict {
  id: string;
  actorName: string;
  mine: boolean;
  expectedVersion: number;
  foundVersion: number;
  settledBy: string | null;
  lost: { field: string; name: string; value: unknown; choice: string | null }[];
}

async function conflictsOf(caller: Caller, id: string): Promise<Conflict[] | undefined> {
  const data = await caller.query<{ petitionCase: { conflicts: Conflict[] } | null }>(
    `query ($id: ID!) { petitionCase(id: $id) { conflicts { id actorName mine expectedVersion foundVersion settledBy
      lost { field name value choice } } } }`,
    { id },
  );
  return data.petitionCase?.conflicts;
}

/** Two people decide on the same version: the second one's command loses, and is kept. */
async function conflictOn(caseId: string, version: number) {
  const first = command('issueAcceptanceNotice', notice(caseId, version));
  const second = command('issueAcceptanceNotice', { ...notice(caseId, version), reason: '现场已答应受理' });
  expect((await submitOne(clerk, first)).status).toBe('accepted');
  const lost = await submitOne(leader, second);
  expect(lost).toMatchObject({ status: 'conflict', code: 'version-conflict' });
  return second;
}

describe('the losing side of a conflict', () => {
  test('is kept as it was given, with both versions, for whoever sees the case', async () => {
    const { caseId, version } = await newCase();
    const lost = await conflictOn(caseId, version);
    // sent again it is answered the same, and kept once
    expect((await submitOne(leader, lost)).status).toBe('conflict');
    expect(await conflictsOf(clerk, caseId)).toEqual([
      {
        id: lost.commandId,
        actorName: 'leader',
        mine: false,
        expectedVersion: version,
        foundVersion: await versionOf(caseId),
        settledBy: null,
        lost: [
          { field: 'reason', name: '理由', value: '现场已答应受理', choice: null },
          { field: 'decision', name: '决定', value: 'accept', choice: null },
          { field: 'issuedOn', name: '出具日期', value: '2026-11-23', choice: null },
        ],
      },
    ]);
    expect((await conflictsOf(leader, caseId))?.map(({ mine }) => mine)).toEqual([true]);
    expect(await conflictsOf(await story.as('west'), caseId)).toBeUndefined();
  });

  test('tells nobody who asks in the case or who signed for the answer: both are masked, as everywhere', async () => {
    const { caseId, version } = await newCase();
    expect((await submitOne(leader, command('issueAcceptanceNotice', notice(caseId, version)))).status).toBe(
      'accepted',
    );
    const stale = { caseId, expectedVersion: version };
    const petitioner = { name: '欧阳春', phone: '13987654321' };
    for (const [type, payload] of [
      ['amendCase', { ...stale, changes: { petitioner }, reason: '核对来信' }],
      ['deliverReply', { ...stale, manner: 'inPerson', deliveredOn: '2026-11-23', signedBy: '欧阳春' }],
    ] as const) {
      expect((await submitOne(clerk, command(type, payload))).status).toBe('conflict');
    }
    const lost = ((await conflictsOf(clerk, caseId)) ?? []).flatMap((one) => one.lost);
    expect(lost).toContainEqual(expect.objectContaining({ field: 'signedBy', value: '欧**' }));
    expect(lost).toContainEqual(
      expect.objectContaining({ field: 'petitioner', value: { name: '欧**', phone: '139****4321' } }),
    );
  });

  test('is named in words, whatever it asked for', async () => {
    const caseId = randomUUID();
    const own = { facts: { ...matter().facts, responsibility: 'municipal' }, handlingUnitId: 'basic' };
    await submitOne(clerk, registerCase({ caseId, ...own }, 'visit'));
    const version = await versionOf(caseId);
    const assign = { caseId, expectedVersion: version, unitId: 'basic', assignedOn: '2026-11-23' };
    expect((await submitOne(clerk, command('assignCase', assign))).status).toBe('accepted');
    const improve = { id: randomUUID(), kind: 'improveWork', suggestion: '公示', owner: '王敏', status: 'proposed' };
    for (const [type, given] of [
      ['assignCase', assign],
      ['recordImprovement', { caseId, expectedVersion: version, ...improve, statusOn: '2026-11-23' }],
    ] as const)
      expect((await submitOne(clerk, command(type, given))).status).toBe('conflict');
    const names = (await conflictsOf(clerk, caseId))?.flatMap(({ lost }) => lost.map(({ name }) => name));
    expect(names).toEqual(expect.arrayContaining(['单位', '交办日期', '责任人']));
    expect(names?.filter((name) => /^\w*$/.test(name))).toEqual([]);
  });

  test('is settled by its author with a new command that says which side each field came from', async () => {
    const { caseId, version } = await newCase();
    const lost = await conflictOn(caseId, version);
    const completion = {
      caseId,
      expectedVersion: await versionOf(caseId),
      cause: '放学时段车流集中',
      resolution: '错峰放学',
      repliedOn: '2026-11-23',
      outcome: 'solved',
    };
    const settling = {
      ...command('completeCase', completion),
      resolves: { commandId: lost.commandId, fields: { decision: 'theirs', reason: 'combined' } },
    };
    expect(await submitOne(clerk, settling), 'somebody else cannot settle it').toMatchObject({
      status: 'refused',
      code: 'unknown-conflict',
    });
    const mine = { ...settling, commandId: randomUUID() };
    expect((await submitOne(leader, mine)).status).toBe('accepted');
    const [kept] = (await conflictsOf(clerk, caseId)) ?? [];
    expect(kept).toMatchObject({ id: lost.commandId, settledBy: mine.commandId });
    expect(kept?.lost.map(({ field, choice }) => [field, choice])).toEqual([
      ['reason', 'combined'],
      ['decision', 'theirs'],
      ['issuedOn', null],
    ]);
  });

  test('is taken back by concedeConflict, once and by its author alone', async () => {
    const { caseId, version } = await newCase();
    const lost = await conflictOn(caseId, version);
    const before = await versionOf(caseId);
    const concede = () => ({
      ...command('concedeConflict', {}),
      resolves: { commandId: lost.commandId, fields: { reason: 'theirs' } },
    });
    expect((await submitOne(clerk, concede())).code).toBe('unknown-conflict');
    const mine = concede();
    expect((await submitOne(leader, mine)).status).toBe('accepted');
    expect((await submitOne(leader, mine)).status).toBe('duplicate');
    // taken back at the desk and on the phone: the first word stands, and neither has anything left to do
    expect((await submitOne(leader, concede())).status).toBe('accepted');
    expect((await conflictsOf(clerk, caseId))?.map(({ settledBy }) => settledBy)).toEqual([mine.commandId]);
    expect(await versionOf(caseId), 'the case itself has not changed').toBe(before);
  });

  test('a settlement that loses again leaves one open conflict: the newest', async () => {
    const { caseId, version } = await newCase();
    const lost = await conflictOn(caseId, version);
    const again = {
      ...command('issueAcceptanceNotice', notice(caseId, version)),
      resolves: { commandId: lost.commandId, fields: { decision: 'mine' } },
    };
    expect((await submitOne(leader, again)).status).toBe('conflict');
    const kept = (await conflictsOf(clerk, caseId)) ?? [];
    expect(kept.map(({ id, settledBy }) => [id, settledBy])).toEqual([
      [lost.commandId, again.commandId],
      [again.commandId, null],
    ]);
  });

  test('a settlement of another case, of nothing or without sense is refused', async () => {
    const one = await newCase();
    const other = await newCase();
    const lost = await conflictOn(one.caseId, one.version);
    const resolving = (resolves: unknown) => ({
      ...command('issueAcceptanceNotice', notice(other.caseId, other.version)),
      resolves,
    });
    const fields = { decision: 'mine' };
    expect((await submitOne(leader, resolving({ commandId: lost.commandId, fields }))).code).toBe('unknown-conflict');
    for (const nonsense of [{}, { commandId: 'x', fields }, { commandId: lost.commandId, fields: { a: 'b' } }, 7]) {
      expect((await submitOne(leader, resolving(nonsense))).code).toBe('invalid-command');
    }
    expect((await submitOne(leader, command('concedeConflict', {}))).code).toBe('invalid-command');
    expect(await versionOf(other.caseId)).toBe(other.version);
  });

  test('an accepted command tells the versions it left, so that the next one need not ask', async () => {
    const { caseId, version } = await newCase();
    const data = await leader.query<{ submitCommands: { versions: unknown }[] }>(
      'mutation ($commands: [CommandInput!]!) { submitCommands(commands: $commands) { versions { kind id version } } }',
      { commands: [command('issueAcceptanceNotice', notice(caseId, version))] },
    );
    expect(data.submitCommands[0]?.versions).toEqual([
      { kind: 'petitionCase', id: caseId, version: await versionOf(caseId) },
    ]);
  });
});
