import { randomUUID } from 'node:crypto';
import { rebuildCounts, recountCounts, rollUpCounts } from '@huiyin/server/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countsOf, recount } from './counts.ts';
import { command, matter, openStory, registerCase, type Story, submit, submitOne } from './story.ts';

// The kept counts against two recounts: what a caller's list says, and what the events say. They are equal at any time.

const day = '2026-11-23';
let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());

const units = ['east', 'west', 'basic', 'office', 'middle-1', 'east-1'];
const channels = ['letter', 'visit', 'call', 'online'];
const readers = ['leader', 'leader2', 'clerk', 'east', 'west', 'inspector', 'office'];

interface Known {
  readonly id: string;
  readonly version: number;
}
const known = async (): Promise<readonly Known[]> =>
  (await story.server.database.pool.query<Known>('select id, version from petition_case order by ordinal')).rows;

/** One command that a draw of chance stands for: on a new case, or on some that are there. */
interface Chance {
  readonly act: keyof typeof acts | 'register';
  readonly by: string;
  readonly at: number;
  readonly to: number;
}

const facts = matter().facts;
const registerBy = ({ at, to }: Chance) => {
  const unit = units[to % units.length] ?? 'east';
  const accused = at % 3 === 0 ? { accusedUnitId: units[at % units.length] } : {};
  const contentKind = (['appeal', 'suggestion', 'accusation'] as const)[at % 3] ?? 'appeal';
  const responsibility = unit === 'east' || unit === 'west' ? 'district' : 'municipal';
  const change = { handlingUnitId: unit, facts: { ...facts, contentKind, responsibility }, ...accused };
  return registerCase(change, channels[at % channels.length]);
};
const acts = {
  issueAcceptanceNotice: ({ to }: Chance) =>
    to % 4 === 0
      ? { decision: 'refuse', issuedOn: day, reason: '不属于', lawExplanation: '条例', competentBody: '法院' }
      : { decision: 'accept', issuedOn: day },
  completeCase: () => ({ cause: '原因', resolution: '办法', repliedOn: day, outcome: 'explained' }),
  transferCase: ({ to }: Chance) => ({ unitId: units[to % units.length], reason: '属地管理', transferredOn: day }),
  assignCase: ({ to }: Chance) => ({ unitId: units[to % units.length], assignedOn: day }),
  withdrawCase: () => ({ reason: '本人书面撤回', withdrawnOn: day }),
  reopenCase: () => ({ reason: 'newFacts', explanation: '新的事实', reopenedOn: day }),
  mergeCases: ({ to }: Chance, cases: readonly Known[]) => {
    const into = cases[to % cases.length];
    return { intoId: into?.id, intoVersion: into?.version, reason: '同一事项', mergedOn: day };
  },
};
const chance = fc.record({
  act: fc.constantFrom('register', 'register', ...(Object.keys(acts) as (keyof typeof acts)[])),
  by: fc.constantFrom('clerk', 'clerk', 'leader', 'inspector', 'east'),
  at: fc.nat(997),
  to: fc.nat(997),
});

async function give(one: Chance, cases: readonly Known[]) {
  const on = cases[one.at % Math.max(1, cases.length)];
  const caller = await story.as(one.by);
  if (one.act === 'register' || !on) return submitOne(caller, registerBy(one));
  const payload = { caseId: on.id, expectedVersion: on.version, ...acts[one.act](one, cases) };
  return submitOne(caller, command(one.act, payload));
}

async function expectExact(): Promise<void> {
  const { database, clock } = story.server;
  expect((await recountCounts(database, clock.today())).wrong).toEqual([]);
  for (const username of readers) {
    const caller = await story.as(username);
    expect(await countsOf(caller), username).toEqual(await recount(story, caller));
  }
}

describe('kept counts are exact', () => {
  test('after any commands of anybody, many at once, folded in between', async () => {
    const accepted = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(chance, { minLength: 4, maxLength: 10 }), { minLength: 5, maxLength: 5 }),
        async (waves) => {
          for (const [number, wave] of waves.entries()) {
            const cases = await known();
            const fold = rollUpCounts(story.server.database, story.server.clock.today());
            const outcomes = await Promise.all([...wave.map((one) => give(one, cases)), number % 2 === 0 && fold]);
            for (const [place, outcome] of outcomes.entries()) {
              const act = wave[place]?.act ?? '';
              if (typeof outcome === 'object' && outcome.status === 'accepted')
                accepted.set(act, (accepted.get(act) ?? 0) + 1);
            }
            await fold;
          }
          await expectExact();
        },
      ),
      { numRuns: 4, seed: 20261123, endOnFailure: true },
    );
    // The walk is no walk of refusals.
    expect([...accepted.keys()]).toEqual(
      expect.arrayContaining(['register', 'issueAcceptanceNotice', 'assignCase', 'withdrawCase', 'mergeCases']),
    );
  });

  test('at once for those above when a unit is moved, and when it is moved back', async () => {
    const { pool } = story.server.database;
    const move = (from: string, to: string, parent: string) =>
      pool.query(
        `update unit set path = $2 || substr(path, length($1) + 1),
           parent_id = case when id = 'west' then $3 else parent_id end where path like $1 || '%'`,
        [from, to, parent],
      );
    const paths = new Map(
      (await pool.query<{ id: string; path: string }>('select id, path from unit')).rows.map((row) => [
        row.id,
        row.path,
      ]),
    );
    const [west, east] = [paths.get('west') ?? '', paths.get('east') ?? ''];
    await submitOne(await story.as('clerk'), registerCase({ handlingUnitId: 'west' }));
    const before = await countsOf(await story.as('east'));
    await move(west, `${east}west/`, 'east');
    const caller = await story.as('east');
    const moved = await countsOf(caller);
    expect(moved).toEqual(await recount(story, caller));
    expect(moved.byUnit.map(({ key }) => key)).toContain('west');
    await move(`${east}west/`, west, 'bureau');
    expect(await countsOf(caller)).toEqual(before);
  });

  test('a process that has slept through a fold begins anew', async () => {
    const { database, clock } = story.server;
    const clerk = await story.as('clerk');
    const { open } = await countsOf(clerk);
    await submit(clerk, ...Array.from({ length: 3 }, () => registerCase()));
    // Everything settled is folded away before the server has looked.
    while ((await rollUpCounts(database, clock.today())) > 0);
    expect((await countsOf(clerk)).open).toBe(open + 3);
  });
});

describe('huiyin verify counts', () => {
  test('says cell by cell what differs from the events, and rebuilds while writers go on', async () => {
    const { database, clock } = story.server;
    const today = clock.today();
    while ((await rollUpCounts(database, today)) > 0);
    await database.pool.query(
      "update count_total set amount = amount + 7 where measure = 'cases' and unit_id = 'east'",
    );
    await database.pool.query("delete from count_total where measure = 'registered' and unit_id = 'basic'");
    const { wrong } = await recountCounts(database, today);
    expect(wrong.length).toBeGreaterThan(2);
    for (const { cell, kept, actual } of wrong) {
      if (cell.unitId === 'east') expect(kept - actual).toBe(7);
      else expect([cell.measure, cell.unitId, kept]).toEqual(['registered', 'basic', 0]);
    }
    const clerk = await story.as('clerk');
    const writers = Array.from({ length: 20 }, () => submitOne(clerk, registerCase({ caseId: randomUUID() })));
    await Promise.all([rebuildCounts(database, today), ...writers]);
    await expectExact();
    expect((await rebuildCounts(database, today)).wrong).toEqual([]);
  });
});
