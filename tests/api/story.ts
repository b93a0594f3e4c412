import { randomUUID } from 'node:crypto';
import {
  completeAttachment,
  reserveAttachment,
  seedTestBureau,
  startTestServer,
  type TestServer,
  testPassword,
} from '@huiyin/server/testkit';
import { createTestDatabase } from '../testkit/database.ts';
import { type Answer, type Caller, post, signIn } from '../testkit/graphql.ts';

type Settings = Parameters<typeof startTestServer>[1];
type Kind = Parameters<typeof reserveAttachment>[2]['kind'];

/** One test file's bureau: a server on its own database at a Monday morning, 2026-11-23. */
export interface Story {
  readonly server: TestServer;
  readonly base: string;
  /** A caller of this role or unit; the same one each time. */
  as(username: string): Promise<Caller>;
  /** Goes to another moment, where everybody signs in anew: sessions end after a week. */
  at(instant: string): void;
  close(): Promise<void>;
}

/** Opens a story with the seeded bureau of the testkit. */
export async function openStory(settings?: Settings): Promise<Story> {
  const database = await createTestDatabase();
  const server = await startTestServer(database.url, settings);
  await seedTestBureau(server);
  const callers = new Map<string, Promise<Caller>>();
  return {
    server,
    base: server.base,
    as(username) {
      const caller = callers.get(username) ?? signIn(server.base, username, testPassword);
      callers.set(username, caller);
      return caller;
    },
    at(instant) {
      server.clock.set(instant);
      callers.clear();
    },
    async close() {
      await server.close();
      await database.drop();
    },
  };
}

/** How a command ended, as the API tells it. */
export interface Outcome {
  readonly commandId: string;
  readonly status: 'accepted' | 'duplicate' | 'refused' | 'conflict';
  readonly code: string | null;
  readonly message: string | null;
  readonly path: string | null;
  readonly citations: readonly { regulation: string; article: string; rule: string | null }[];
  readonly revision: string | null;
  readonly visitId: string | null;
  readonly cases: readonly { id: string; number: string; legalDue: string | null; clock: string | null }[];
  readonly stored: { status: string; code: string | null; cases: readonly { number: string }[] } | null;
}

const submitText = `mutation ($commands: [CommandInput!]!) { submitCommands(commands: $commands) {
  commandId status code message path citations { regulation article rule } revision visitId
  cases { id number legalDue clock } stored { status code cases { number } } } }`;

/** One command as the phone sends it. */
export interface Command {
  readonly commandId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly resolves?: unknown;
}

/** Wraps a payload; commandId is new unless given. */
export function command(type: string, payload: Command['payload'], commandId: string = randomUUID()): Command {
  return { commandId, type, occurredAt: '2026-11-23T01:00:00.000Z', payload };
}

/** Sends commands in one batch. */
export async function submit(caller: Caller, ...commands: readonly Command[]): Promise<readonly Outcome[]> {
  const data = await caller.query<{ submitCommands: readonly Outcome[] }>(submitText, { commands });
  return data.submitCommands;
}

/** Sends one command. */
export async function submitOne(caller: Caller, one: Command): Promise<Outcome> {
  const [outcome] = await submit(caller, one);
  if (!outcome) throw new Error('no outcome');
  return outcome;
}

/** The whole answer to one operation of this caller. */
export function ask(base: string, caller: Caller, text: string, variables = {}): Promise<Answer> {
  return post(base, text, variables, caller.fetch);
}

/** A matter of the east district's duty, new each time. */
export function matter(change: Readonly<Record<string, unknown>> = {}) {
  return {
    caseId: randomUUID(),
    title: '校门口交通拥堵',
    demand: '希望在放学时段安排人员疏导交通',
    petitioner: { kind: 'person', anonymous: false, name: '李小明', phone: '13912342041' },
    facts: {
      responsibility: 'district',
      contentKind: 'appeal',
      priorHandling: 'none',
      opinionImplemented: false,
      newFacts: false,
    },
    handlingUnitId: 'east',
    earlierHandling: '',
    ...change,
  };
}

/** A matter received on the story's day, by letter unless said otherwise. */
export function registerCase(change: Readonly<Record<string, unknown>> = {}, channel = 'letter'): Command {
  return command('registerCase', { channel, receivedOn: '2026-11-23', matter: matter(change) });
}

/** Somebody who comes to a reception about the school bus. */
export const receptionVisitor = (change: Readonly<Record<string, unknown>> = {}) => ({
  visitorId: randomUUID(),
  petitioner: { kind: 'person', name: '李小明' },
  title: '校车停运',
  demand: '恢复校车',
  contentKind: 'appeal',
  unitId: 'basic',
  persons: 1,
  collective: false,
  earlierCaseIds: [],
  ...change,
});

/** A visit to the east district's school with two matters. */
export function outreachVisit(change: Readonly<Record<string, unknown>> = {}): Command {
  return command('logOutreachVisit', {
    visitId: randomUUID(),
    visitedOn: '2026-11-23',
    mode: 'discussionVisit',
    placeUnitId: 'east-1',
    programme: true,
    companions: ['王老师'],
    observations: '走访校门口，听取家长意见。',
    matters: [matter(), matter({ title: '课后服务收费' })],
    followUps: [{ id: randomUUID(), what: '与交警对接', owner: '东城区教育局', dueOn: '2026-12-01' }],
    attachments: [],
    ...change,
  });
}

/** A file that one of the bureau has sent whole, as a command names it. */
export async function sentFile({ server }: Story, owner: string, kind: Kind, mime: string) {
  const { prisma } = server.database;
  const at = new Date(server.clock.now());
  const file = { id: randomUUID(), size: 1000, sha256: 'ab'.repeat(32), mime };
  await reserveAttachment(prisma, 'test', { ...file, kind, ownerId: `person-${owner}` }, at);
  await completeAttachment(prisma, 'test', file.id, at);
  return file;
}

/** 初审 (R44) of a matter, with everything that it looks at. */
export const screening = (screenedOn: string) => ({
  matter: '门口拥堵',
  documents: '身份证',
  manner: '面谈',
  opinion: 'accept',
  reportedTo: '值班局长',
  screenedOn,
});
