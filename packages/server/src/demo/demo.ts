import { addDays, dateInShanghai, workingDayOnOrBefore } from '@huiyin/domain';
import type { Clock } from '../infra/clock.ts';
import type { Database } from '../infra/database.ts';
import { builtInCalendar } from '../modules/calendar/calendar.ts';
import { executeCommand } from '../modules/commands/execute-command.ts';
import { sweepReminders } from '../modules/notices/notices.usecases.ts';
import { addBureau, addPerson, seedStaff } from '../modules/people/people.usecases.ts';
import type { Viewer } from '../modules/people/viewer.ts';
import { demoPassword, demoPeople, demoStaff } from './people.ts';
import { type PlannedCommand, planDemo } from './plan.ts';
import { demoBureau, demoUnits } from './units.ts';

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  /** Ends the work between two commands; what is missing is made at the next start. */
  readonly signal?: AbortSignal;
}

/**
 * Fills an empty database with the demo bureau (演示教育局): units, people, and ten weeks of cases, each given as a real
 * command at its own moment, so that numbers, hash chains and counts are what a working bureau would have. Goes on where an
 * interrupted start stopped; leaves any other bureau alone.
 *
 * @returns how many commands were carried out now; 0 when the demo bureau is complete or the database is somebody's own
 */
export async function ensureDemo({ database, clock, signal }: Deps): Promise<number> {
  const { prisma } = database;
  const bureau = await prisma.bureau.findFirst();
  if (bureau && bureau.id !== demoBureau.id) return 0;
  // The bureau's own first moment is "today" of the whole history, also when the work is taken up again later.
  if (!bureau) await addBureau({ database, clock }, { ...demoBureau, units: demoUnits });
  const startedAt = bureau?.createdAt.getTime() ?? clock.now();
  const plan = planDemo((await prisma.bureau.findFirst())?.createdAt.getTime() ?? startedAt);
  const last = plan.at(-1);
  if (last && (await prisma.receipt.count({ where: { bureauId: demoBureau.id, commandId: last.commandId } })) > 0)
    return 0;
  await addPeople({ database, clock });
  const count = await carryOut({ database, clock, ...(signal && { signal }) }, plan);
  await sweepReminders({ database, clock: lastMorning(startedAt) });
  return count;
}

/** Nine in the morning of the last working day before today: who opens the demo at night or on a Sunday finds the reminders of that morning. */
function lastMorning(instant: number): Clock {
  const today = dateInShanghai(instant);
  const day = workingDayOnOrBefore(builtInCalendar, addDays(today, -1));
  const on = day.ok ? day.value.date : today;
  return { now: () => Date.parse(`${on}T09:00:00+08:00`), today: () => on };
}

/** Whether this database holds the demo bureau. */
export async function isDemo({ prisma }: Database): Promise<boolean> {
  return (await prisma.bureau.findFirst({ select: { id: true } }))?.id === demoBureau.id;
}

async function addPeople(deps: Deps): Promise<void> {
  const present = await deps.database.prisma.person.findMany({
    where: { bureauId: demoBureau.id },
    select: { id: true },
  });
  const known = new Set(present.map(({ id }) => id));
  for (const { post: _post, ...person } of demoPeople) {
    if (known.has(person.id)) continue;
    const added = await addPerson(deps, demoBureau.id, { ...person, password: demoPassword });
    if (!added.ok) throw new Error(`demo person ${person.username}: ${added.code}`);
  }
  if (demoPeople.some(({ id }) => !known.has(id))) await seedStaff(deps, demoBureau.id, demoStaff);
}

async function carryOut({ database, signal }: Deps, plan: readonly PlannedCommand[]): Promise<number> {
  const actors = await demoViewers(database);
  const receipts = await database.prisma.receipt.findMany({
    where: { bureauId: demoBureau.id },
    select: { commandId: true },
  });
  const done = new Set(receipts.map(({ commandId }) => commandId));
  let count = 0;
  for (const command of plan) {
    if (signal?.aborted) break;
    if (done.has(command.commandId)) continue;
    const actor = actors.get(command.actorId);
    if (!actor) throw new Error(`no demo person ${command.actorId}`);
    const clock: Clock = { now: () => command.at, today: () => dateInShanghai(command.at) };
    const envelope = {
      commandId: command.commandId,
      type: command.type,
      occurredAt: new Date(command.occurredAt),
      payload: { ...command.payload, ...(await versionOf(database, command)) },
    };
    const outcome = await executeCommand({ database, clock, feed: { hint: () => undefined } }, actor, envelope);
    if (outcome.status !== 'accepted') throw new Error(`demo ${command.type}: ${JSON.stringify(outcome)}`);
    count += 1;
  }
  return count;
}

async function versionOf(
  database: Database,
  { caseId, payload }: PlannedCommand,
): Promise<{ expectedVersion?: number; intoVersion?: number }> {
  const at = async (id: string) => {
    const where = { bureauId_id: { bureauId: demoBureau.id, id } };
    return (await database.prisma.petitionCase.findUniqueOrThrow({ where, select: { version: true } })).version;
  };
  if (caseId === undefined) return {};
  const { intoId } = payload;
  return {
    expectedVersion: await at(caseId),
    ...(typeof intoId === 'string' && { intoVersion: await at(intoId) }),
  };
}

async function demoViewers({ prisma }: Database): Promise<ReadonlyMap<string, Viewer>> {
  const units = await prisma.unit.findMany({ where: { bureauId: demoBureau.id }, select: { id: true, path: true } });
  const paths = new Map(units.map(({ id, path }) => [id, path]));
  return new Map(
    demoPeople.map(({ id, username, displayName, role, unitId, mayReadAccusations = false }) => [
      id,
      {
        bureauId: demoBureau.id,
        sessionHash: '',
        id,
        username,
        displayName,
        role,
        unitId,
        unitPath: paths.get(unitId) ?? '',
        mayReadAccusations,
      },
    ]),
  );
}
