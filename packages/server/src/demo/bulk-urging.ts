import type { Clock } from '../infra/clock.ts';
import type { Database } from '../infra/database.ts';
import { createLogger } from '../infra/logger.ts';
import { carryOutBulk, startBulk } from '../modules/bulk-actions/bulk-actions.usecases.ts';
import type { Viewer } from '../modules/people/viewer.ts';

const id = '0190f3c2-7c00-7000-8000-0000000b01c5';
/** So many of the latest that units have are urged, and so many that are completed already: these are refused. */
const [some, late] = [5, 1];

/** One action on many cases of the demo bureau (批量催办), so that its record shows how it looks. Again is no harm. */
export async function addBulkUrging(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  clerk: Viewer,
): Promise<void> {
  const find = (status: string, take: number) =>
    database.prisma.petitionCase.findMany({
      where: { bureauId: clerk.bureauId, status, compartment: 'ordinary' },
      select: { id: true, version: true },
      orderBy: { ordinal: 'desc' },
      take,
    });
  const chosen = [...(await find('assigned', some)), ...(await find('completed', late))];
  const cases = chosen.map(({ id: caseId, version: expectedVersion }) => ({ caseId, expectedVersion }));
  const payload = { text: '请在法定期限内办理并报送结果。', urgedOn: clock.today() };
  const started = await startBulk({ database, clock }, clerk, { id, type: 'urgeCase', payload, cases });
  if (!started.ok) throw new Error(`demo bulk: ${started.code}`);
  const deps = { database, clock, feed: { hint: () => undefined }, logger: createLogger('silent') };
  await carryOutBulk(deps, { bureauId: clerk.bureauId, id }, new AbortController().signal);
}
