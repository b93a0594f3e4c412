import { randomUUID } from 'node:crypto';
import { rebuildCounts, recountCounts, rollUpCounts } from '@huiyin/server/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countsOf, recount } from './counts.ts';
import { chance, give, knownCases } from './random-work.ts';
import { matter, openStory, registerCase, type Story, submit, submitOne } from './story.ts';

// The kept counts against two recounts: what a caller's list says, and what the events say. They are equal at any time.

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());

const readers = ['leader', 'leader2', 'clerk', 'east', 'west', 'inspector', 'office'];

async function expectExact(): Promise<void> {
  const { database, clock } = story.server;
  expect((await recountCounts(database, clock.today())).wrong).toEqual([]);
  for (const username of readers) {
    const caller = await story.as(username);
    expect(await countsOf(caller), username).toMatchObject(await recount(story, caller));
  }
}

describe('kept counts are exact', () => {
  test('after any commands of anybody, many at once, folded in between', async () => {
    const accepted = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(chance, { minLength: 10, maxLength: 16 }), { minLength: 5, maxLength: 5 }),
        async (waves) => {
          for (const [number, wave] of waves.entries()) {
            const cases = await knownCases(story);
            const fold = rollUpCounts(story.server.database, story.server.clock.today());
            const outcomes = await Promise.all([
              ...wave.map((one) => give(story, one, cases)),
              number % 2 === 0 && fold,
            ]);
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
    expect(accepted.size).toBeGreaterThanOrEqual(6);
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
    const facts = { ...matter().facts, priorHandling: 'inProgress' };
    await submitOne(await story.as('clerk'), registerCase({ handlingUnitId: 'west', facts }));
    const before = await countsOf(await story.as('east'));
    await move(west, `${east}west/`, 'east');
    const caller = await story.as('east');
    const moved = await countsOf(caller);
    expect(moved).toMatchObject(await recount(story, caller));
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
      "update count_total set amount = amount + 7 where measure = 'cases' and unit_id = 'bureau'",
    );
    await database.pool.query("delete from count_total where measure = 'registered' and unit_id = 'bureau'");
    const { wrong } = await recountCounts(database, today);
    expect(wrong.length).toBeGreaterThan(2);
    for (const { cell, kept, actual } of wrong) {
      expect(cell.unitId).toBe('bureau');
      if (cell.measure === 'cases') expect(kept - actual).toBe(7);
      else expect(kept).toBe(0);
    }
    const clerk = await story.as('clerk');
    const writers = Array.from({ length: 20 }, () => submitOne(clerk, registerCase({ caseId: randomUUID() })));
    await Promise.all([rebuildCounts(database, today), ...writers]);
    await expectExact();
    expect((await rebuildCounts(database, today)).wrong).toEqual([]);
  });
});
