import { addDays, dateInShanghai, type PlainDate, workingDayOnOrBefore } from '@huiyin/domain';
import type { Clock } from '../infra/clock.ts';
import type { Database } from '../infra/database.ts';
import type { SecretKeys } from '../infra/secret-keys.ts';
import { builtInCalendar } from '../modules/calendar/calendar.ts';
import { executeRun } from '../modules/commands/execute-command.ts';
import { askCommand } from '../modules/commands/runs.ts';
import { setOrganMark } from '../modules/documents/organ-marks.usecases.ts';
import { sweepReminders } from '../modules/notices/notices.usecases.ts';
import { addBureau, addPerson, seedStaff } from '../modules/people/people.usecases.ts';
import type { Viewer } from '../modules/people/viewer.ts';
import { rebuildFigures, startMorning } from '../modules/reports/kept-figures.ts';
import { makeDueReports } from '../modules/reports/reports.usecases.ts';
import { changeSetting } from '../modules/settings/settings.usecases.ts';
import { addBulkUrging } from './bulk-urging.ts';
import { demoPassword, demoPeople, demoStaff } from './people.ts';
import { planDemo } from './plan.ts';
import type { PlannedCommand } from './planned-command.ts';
import { addPrograms } from './programs.ts';
import { demoBureau, demoUnits } from './units.ts';

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly keys: SecretKeys;
  /** Ends the work between two commands; what is missing is made at the next start. */
  readonly signal?: AbortSignal;
}

interface DemoMade {
  readonly commands: number;
  /** What rests on a year whose days off are not known. */
  readonly left: number;
}
const nothing: DemoMade = { commands: 0, left: 0 };

/**
 * Fills an empty database with the demo bureau (演示教育局): units, people, a year of cases in outline and ten weeks of them, each given as a real
 * command at its own moment, so that numbers, hash chains and counts are what a working bureau would have. Goes on where an
 * interrupted start stopped; leaves any other bureau alone.
 *
 * @returns what was carried out now: nothing when the demo bureau is complete or the database is somebody's own
 */
export async function ensureDemo({ database, clock, keys, signal }: Deps): Promise<DemoMade> {
  const { prisma } = database;
  const bureau = await prisma.bureau.findFirst();
  if (bureau && bureau.id !== demoBureau.id) return nothing;
  // The bureau's own first moment is "today" of the whole history, also when the work is taken up again later.
  if (!bureau) await addBureau({ database, clock }, { ...demoBureau, units: demoUnits });
  const startedAt = bureau?.createdAt.getTime() ?? clock.now();
  // Its reports are made last. Whoever has them has it whole, by the plan of whatever version made it; another's is not laid over it.
  if ((await prisma.report.count({ where: { bureauId: demoBureau.id } })) > 0) return nothing;
  const plan = planDemo((await prisma.bureau.findFirst())?.createdAt.getTime() ?? startedAt);
  const last = plan.at(-1);
  if (last && (await prisma.receipt.count({ where: { bureauId: demoBureau.id, commandId: last.commandId } })) > 0)
    return nothing;
  await addPeople({ database, clock });
  await addMark({ database, clock });
  const made = await carryOut({ database, clock, ...(signal && { signal }) }, plan, dateInShanghai(startedAt));
  await addSettings({ database, clock });
  await addOtherPrograms({ database, clock, keys });
  await urgeSome({ database, clock: lastMorning(startedAt) });
  await sweepReminders({ database, clock: lastMorning(startedAt) });
  if (!signal?.aborted) await addReports({ database, clock });
  // Tables of a few dozen rows never become worth an automatic ANALYZE; without one every plan over them is a guess.
  await database.pool.query('analyze');
  return made;
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

async function addPeople(deps: Omit<Deps, 'keys'>): Promise<void> {
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

/** 机关代字 of the one district authority whose name gives no good one. */
async function addMark({ database, clock }: Omit<Deps, 'keys'>): Promise<void> {
  const admin = await demoViewer(database, 'demo-admin');
  const marked = await setOrganMark({ database, clock, sessions }, admin, { unitId: 'lingang', mark: '临社教信' });
  if (!marked.ok) throw new Error(`demo organ mark: ${marked.code}`);
}

/** Switches that the bureau has decided for itself, so that the page and the audit show how that looks. */
async function addSettings({ database, clock }: Omit<Deps, 'keys'>): Promise<void> {
  const admin = await demoViewer(database, 'demo-admin');
  const decided = [
    { key: 'supervisionAfter', value: '3', reason: '局务会议纪要：催办后三个工作日仍未办的，提出督办建议。' },
    { key: 'webPush', value: 'on', reason: '服务器已通外网，局领导和经办人可以自愿在手机上收提醒。' },
  ];
  for (const change of decided) {
    const set = await changeSetting({ database, clock, sessions }, admin, change);
    if (!set.ok && set.code !== 'setting-unchanged') throw new Error(`demo setting: ${set.code}`);
  }
}

/** Whoever is not signed in holds no live stream that would have to end. */
const sessions = { ended: () => undefined, changed: () => undefined };

async function addOtherPrograms({ database, clock, keys }: Deps): Promise<void> {
  const viewer = (id: string) => demoViewer(database, id);
  const [admin, clerk, first, second] = await Promise.all([
    viewer('demo-admin'),
    viewer('demo-office1'),
    viewer('demo-leader1'),
    viewer('demo-leader2'),
  ]);
  await addPrograms({ database, clock, keys, sessions }, { admin, clerk, leaders: [first, first, second] });
}

async function urgeSome(deps: Omit<Deps, 'keys'>): Promise<void> {
  await addBulkUrging(deps, await demoViewer(deps.database, 'demo-office1'));
}

async function demoViewer(database: Database, id: string): Promise<Viewer> {
  const viewer = (await demoViewers(database)).get(id);
  if (!viewer) throw new Error(`no demo person ${id}`);
  return viewer;
}

async function carryOut(
  { database, signal }: Omit<Deps, 'keys'>,
  plan: readonly PlannedCommand[],
  today: PlainDate,
): Promise<DemoMade> {
  const actors = await demoViewers(database);
  const receipts = await database.prisma.receipt.findMany({
    where: { bureauId: demoBureau.id },
    select: { commandId: true },
  });
  const refused = await database.prisma.receipt.findMany({
    where: { bureauId: demoBureau.id, outcome: { path: ['status'], equals: 'refused' } },
    select: { commandId: true },
  });
  const done = new Set(receipts.map(({ commandId }) => commandId));
  const waiting = plan.filter(({ commandId }) => !done.has(commandId));
  let commands = 0;
  const stuck = new Stuck(plan.filter(({ commandId }) => refused.some((one) => one.commandId === commandId)));
  for (const together of ofOneInstant(waiting)) {
    const [first] = together;
    if (signal?.aborted || !first) break;
    const actor = actors.get(first.actorId);
    if (!actor) throw new Error(`no demo person ${first.actorId}`);
    if (dateInShanghai(first.at) === today) await startMorning(atMidnight(database, today), demoBureau.id);
    const clock: Clock = { now: () => first.at, today: () => dateInShanghai(first.at) };
    const deps = { database, clock, feed: { hint: () => undefined } };
    for (const all of apart(together)) {
      const run = all.filter((command) => stuck.frees(command));
      const asked = await Promise.all(
        run.map(async (command) => {
          const { commandId, type, payload, occurredAt } = command;
          const versions = await versionOf(database, command);
          const envelope = { commandId, type, occurredAt: new Date(occurredAt), payload: { ...payload, ...versions } };
          return askCommand(deps, actor, envelope);
        }),
      );
      const outcomes = await executeRun(deps, asked);
      for (const [index, command] of run.entries()) {
        const outcome = outcomes[index];
        if (outcome?.status === 'accepted') commands += 1;
        else if (outcome?.code === 'calendar-missing') stuck.add(command);
        else throw new Error(`demo ${command.type}: ${JSON.stringify(outcome)}`);
      }
    }
  }
  if (!signal?.aborted) await startMorning(atMidnight(database, today), demoBureau.id);
  return { commands, left: stuck.size };
}

/** What cannot be done because nobody knows the days of a year yet (`calendar-missing`), with all that would have followed. */
class Stuck {
  readonly #ids = new Set<unknown>();
  size = 0;

  constructor(commands: readonly PlannedCommand[]) {
    for (const command of commands) this.add(command);
  }

  add(command: PlannedCommand): void {
    this.size += 1;
    for (const id of idsOf(command)) this.#ids.add(id);
  }

  /** Whether nothing that the command touches is stuck; else it is stuck too. */
  frees(command: PlannedCommand): boolean {
    const free = idsOf(command).every((id) => !this.#ids.has(id));
    if (!free) this.add(command);
    return free;
  }
}

/** The cases and reception sessions that a command touches. */
function idsOf(command: PlannedCommand): readonly unknown[] {
  const ids: unknown[] = [];
  JSON.stringify(command, (key, value) => {
    if (['caseId', 'otherId', 'intoId', 'sessionId'].includes(key)) ids.push(value);
    return value;
  });
  return ids;
}

/** The reports of the last month, quarter and year, as each morning makes them. */
async function addReports(deps: Omit<Deps, 'keys'>): Promise<void> {
  await rebuildFigures(deps.database, demoBureau.id);
  const figures = { catchUp: async () => true, close: async () => undefined };
  await makeDueReports({ ...deps, figures });
}

/** Commands that one person gives at the same instant travel together, as those of a phone's batch do. */
function ofOneInstant(plan: readonly PlannedCommand[]): readonly (readonly PlannedCommand[])[] {
  return [...Map.groupBy(plan, ({ at, actorId }) => `${at} ${actorId}`).values()];
}

/** Cut so that no two of a run touch the same case: what is next done to it needs its next version. */
function apart(commands: readonly PlannedCommand[]): readonly (readonly PlannedCommand[])[] {
  const runs: PlannedCommand[][] = [];
  let touched = new Set<unknown>();
  for (const command of commands) {
    const { caseId, type, payload } = command;
    // What is no case's (a visit, a reception session) goes by itself.
    const own = caseId ?? (type === 'registerCase' ? undefined : 'by itself');
    const cases = [own, payload.otherId, payload.intoId].filter((id) => id !== undefined);
    if (runs.length === 0 || cases.some((id) => touched.has(id))) {
      runs.push([]);
      touched = new Set();
    }
    runs.at(-1)?.push(command);
    for (const id of cases) touched.add(id);
  }
  return runs;
}

function atMidnight(database: Database, today: PlainDate): { database: Database; clock: Clock } {
  const midnight = Date.parse(`${today}T00:00:00+08:00`);
  return { database, clock: { now: () => midnight, today: () => today } };
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
