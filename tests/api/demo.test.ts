import { caseStatuses } from '@huiyin/domain/cases';
import { ensureDemo, startTestServer, testKeys, verifyDatabase } from '@huiyin/server/testkit';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../testkit/database.ts';
import { DEMO_PASSWORD, signIn } from '../testkit/graphql.ts';

test('the demo bureau shows a case in every status, on whole books', { timeout: 120_000 }, async () => {
  const database = await createTestDatabase();
  const server = await startTestServer(database.url);
  try {
    await ensureDemo({ ...server, keys: testKeys });
    // as the demo of a former version is to this one: whole, and none of its commands is one of this plan's
    await server.database.prisma.receipt.deleteMany();
    expect(await ensureDemo({ ...server, keys: testKeys })).toEqual({ commands: 0, left: 0 });
    const office = await signIn(server.base, 'office1', DEMO_PASSWORD);
    const counted: Record<string, number> = {};
    for (const status of caseStatuses) {
      const { cases } = await office.query<{ cases: { totalCount: number } }>(
        'query ($status: [CaseStatus!]) { cases(filter: { status: $status }) { totalCount } }',
        { status: [status] },
      );
      counted[status] = cases.totalCount;
    }
    expect(Object.entries(counted).filter(([, count]) => count === 0)).toEqual([]);
    expect((await verifyDatabase(server.database)).findings).toEqual([]);
  } finally {
    await server.close();
    await database.drop();
  }
});

test.each(['2027-12-30T09:00', '2028-06-01T09:00'])(
  'at the edge of the known years and beyond (%s) the demo bureau is made as far as dates can be told',
  { timeout: 120_000 },
  async (moment) => {
    const database = await createTestDatabase();
    const server = await startTestServer(database.url, {}, `${moment}:00+08:00`);
    try {
      const { commands, left } = await ensureDemo({ ...server, keys: testKeys });
      expect(commands).toBeGreaterThan(0);
      expect(left).toBeGreaterThan(0);
      const office = await signIn(server.base, 'office1', DEMO_PASSWORD);
      const { myWork, caseList } = await office.query<{
        myWork: { mine: number };
        caseList: { totalCount: number };
      }>('{ myWork { mine } caseList(filter: { due: overdue }) { totalCount rows { workingDaysLeft } } }');
      expect(myWork.mine).toBeGreaterThan(0);
      expect(caseList.totalCount).toBeGreaterThan(0);
      expect((await verifyDatabase(server.database)).findings).toEqual([]);
    } finally {
      await server.close();
      await database.drop();
    }
  },
);
