import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@huiyin/domain';
import type { UnitStaff } from '@huiyin/domain/cases';
import { pino } from 'pino';
import { createApp } from './app.ts';
import type { Settings } from './context.ts';
import { type SettableClock, settableClock } from './infra/clock.ts';
import { type Database, migrate, openDatabase } from './infra/database.ts';
import { startEmbeddedPostgres } from './infra/embedded-postgres.ts';
import { type JobList, type Jobs, openJobs } from './infra/jobs.ts';
import { openSecretKeys } from './infra/secret-keys.ts';
import { attachmentUploads } from './modules/attachments/uploads.ts';
import { addBureau, addPerson, seedStaff } from './modules/people/people.usecases.ts';
import { openSession, sessionCookie, sessionFromCookie } from './modules/people/sessions.ts';
import type { Viewer } from './modules/people/viewer.ts';

// What tests of the API import; nothing else does.

export { ensureDemo } from './demo/demo.ts';
export { schema } from './graphql/schema.ts';
export { readChanges } from './infra/change-feed.ts';
export { settableClock } from './infra/clock.ts';
export { type Database, migrate, openDatabase } from './infra/database.ts';
export { startEmbeddedPostgres } from './infra/embedded-postgres.ts';
export { enqueue, isScheduledAt, type JobList } from './infra/jobs.ts';
export { schemaScript } from './infra/migrations.ts';
export { newSecretKey, openSecretKeys } from './infra/secret-keys.ts';
export { inTransaction } from './infra/transaction.ts';
export { type ApiRefusalCode, apiRefusalCodes } from './messages/codes.ts';
export { commandFieldAt } from './messages/command-fields.ts';
export { completeAttachment, reserveAttachment } from './modules/attachments/attachments.repository.ts';
export { sweepUnfinished } from './modules/attachments/sweep.ts';
export { forgetCalendar } from './modules/calendar/calendar.ts';
export { brokenLink } from './modules/commands/event-store.repository.ts';
export { executeCommand } from './modules/commands/execute-command.ts';
export { commandShapes } from './modules/commands/payloads.ts';
export { rollUpCounts } from './modules/live/live-counts.repository.ts';
export { rebuildCounts, recountCounts } from './modules/live/recount.ts';
export { sweepReminders } from './modules/notices/notices.usecases.ts';
export { commonPairs, commonPieces } from './modules/petition-cases/search.ts';
export { fillCaseKeys } from './modules/repeats/case-keys.ts';
export { likelyRepeats } from './modules/repeats/repeats.usecases.ts';
export { rebuildFigures } from './modules/reports/kept-figures.ts';
export { makeAskedReport } from './modules/reports/report-requests.usecases.ts';
export { makeDueReports } from './modules/reports/reports.usecases.ts';
export { sealWebhookSecrets } from './modules/webhooks/webhook-secrets.ts';
export { fillHolders } from './modules/work-lists/fill-holders.ts';
export { verifyDatabase, verifyRows } from './verify.ts';

/** The API of one test file on its own database, at a time that the test sets. */
export interface TestServer {
  /** http://127.0.0.1:port */
  readonly base: string;
  readonly clock: SettableClock;
  readonly database: Database;
  close(): Promise<void>;
}

/** The same in every process of a test. */
const testSecretKeys = [Buffer.alloc(32, 'test').toString('base64')];
export const testKeys = openSecretKeys(testSecretKeys);

/** A Monday morning well inside the official calendar. */
const defaultNow = '2026-11-23T09:00:00+08:00';

/** Starts the API on a migrated database and a free port. */
export async function startTestServer(
  url: string,
  settings: Partial<Settings> = {},
  now = defaultNow,
): Promise<TestServer> {
  const database = openDatabase(url);
  const clock = settableClock(now);
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const { filesFolder: folder, trustProxy = false } = settings;
  const uploads = folder ? await attachmentUploads({ database, clock, logger }, { folder, trustProxy }) : undefined;
  const app = createApp({
    database,
    clock,
    logger,
    settings: {
      secureCookies: false,
      trustProxy: false,
      production: true,
      publicRequestsPerMinute: 10_000,
      secretKeys: testSecretKeys,
      ...settings,
    },
  });
  const server = createServer((request, response) => {
    const handled = app.handle(request, response).then((answered) => answered || uploads?.(request, response));
    handled.then(
      (answered) => answered || response.writeHead(404).end(),
      () => response.destroy(),
    );
  });
  server.on('upgrade', (request, socket, head) => app.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    base: `http://127.0.0.1:${port}`,
    clock,
    database,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await app.close();
      await database.close();
    },
  };
}

/** A process of its own that takes jobs, silently. */
export function takeJobs(database: Database, tasks: JobList['tasks']): Jobs {
  return openJobs({ database, logger: pino({ level: process.env.LOG_LEVEL ?? 'silent' }) }, { tasks, schedules: [] });
}

/** A real, migrated PostgreSQL of one's own in a temporary folder that goes with it: for benches, at the test server's time. */
export async function startTestDatabase() {
  const folder = await mkdtemp(join(tmpdir(), 'huiyin-bench-'));
  const postgres = await startEmbeddedPostgres(folder, 'bench');
  await migrate(postgres.url);
  const database = openDatabase(postgres.url);
  return {
    database,
    clock: settableClock(defaultNow),
    async close(): Promise<void> {
      await database.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One person of {@link seedTestBureau} as if signed in at the test server's time. */
export async function testViewer(database: Database, username: string): Promise<Viewer> {
  const deps = { database, clock: settableClock(defaultNow) };
  const session = await openSession(deps, 'test', `person-${username}`);
  const viewer = await sessionFromCookie(deps, `${sessionCookie}=${session}`);
  if (!viewer) throw new Error(`no session for ${username}`);
  return viewer;
}

/** Password of every person that {@link seedTestBureau} makes. */
export const testPassword = 'correct horse battery';

/** Small bureau: two departments, one of them with its posts filled, two districts with a school each, an affiliated school, and one person per role. */
export async function seedTestBureau(server: Pick<TestServer, 'database' | 'clock'>): Promise<void> {
  const unit = (id: string, name: string, kind: (typeof kinds)[number], parentId: string | null) => ({
    id,
    name,
    kind,
    parentId,
    initials: id,
  });
  await addBureau(server, {
    id: 'test',
    name: '测试市教育局',
    units: [
      unit('bureau', '测试市教育局', 'bureau', null),
      unit('office', '局办公室', 'department', 'bureau'),
      unit('basic', '基础教育处', 'department', 'bureau'),
      unit('east', '东城区教育局', 'districtAuthority', 'bureau'),
      unit('west', '西河区教育局', 'districtAuthority', 'bureau'),
      unit('east-1', '东城一小', 'districtSchool', 'east'),
      unit('west-1', '西河一小', 'districtSchool', 'west'),
      unit('middle-1', '市第一中学', 'affiliatedSchool', 'bureau'),
    ],
  });
  const people: readonly [string, Role, string, boolean?][] = [
    ['leader', 'leader', 'bureau', true],
    ['leader2', 'leader', 'bureau'],
    ['clerk', 'clerk', 'office'],
    ['east', 'departmentClerk', 'east'],
    ['west', 'departmentClerk', 'west'],
    ['inspector', 'departmentClerk', 'basic', true],
    ['head', 'departmentClerk', 'basic'],
    ['office', 'leader', 'office', true],
    ['wall', 'dashboard', 'bureau'],
    ['admin', 'administrator', 'bureau'],
  ];
  for (const [username, role, unitId, mayReadAccusations = false] of people) {
    const person = { id: `person-${username}`, username, displayName: username, role, unitId, mayReadAccusations };
    const added = await addPerson(server, 'test', { ...person, password: testPassword });
    if (!added.ok) throw new Error(added.code);
  }
  const staff: readonly [string, UnitStaff][] = [
    ['bureau', { headId: 'person-leader' }],
    [
      'basic',
      {
        headId: 'person-head',
        deputyId: 'person-head',
        clerkId: 'person-inspector',
        portfolioLeaderId: 'person-leader2',
        coordinatorIds: ['person-office'],
      },
    ],
    [
      'east',
      { headId: 'person-east', deputyId: 'person-east', clerkId: 'person-east', portfolioLeaderId: 'person-leader2' },
    ],
  ];
  await seedStaff(server, 'test', new Map(staff));
}

const kinds = ['bureau', 'department', 'districtAuthority', 'affiliatedSchool', 'districtSchool'] as const;
