import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokenLink, reserveAttachment, startTestServer, sweepUnfinished } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { noteRefusal } from '../testkit/met-refusals.ts';
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

// What a hostile or clumsy client can send: every answer is a clear refusal, and nothing breaks.

let story: Story;
let leader: Caller;
let clerk: Caller;

beforeAll(async () => {
  story = await openStory({ streamsPerPerson: 3 });
  leader = await story.as('leader');
  clerk = await story.as('clerk');
});
afterAll(() => story?.close());

const codeOf = async (caller: Caller, text: string, variables = {}) => {
  const { status, errors } = await ask(story.base, caller, text, variables);
  return [status, errors?.[0]?.extensions?.code];
};

describe('text that cannot be stored', () => {
  // Each answers as to any other unknown text, or as malformed; never as a fault of ours.
  test.each([
    ['query ($x: ID!) { petitionCase(id: $x) { id } }'],
    ['query ($x: ID!) { outreachVisit(id: $x) { id } }'],
    ['query ($x: String) { cases(filter: { search: $x }) { totalCount } }'],
    ['query ($x: ID) { cases(filter: { unitId: $x }) { totalCount } }'],
    ['query ($x: ID) { cases(filter: { visitId: $x }) { totalCount } }'],
    ['query ($x: String) { cases(after: $x) { totalCount } }'],
    ['query ($x: ID!) { deadline(clock: $x, from: "2026-11-23") { legalDue } }'],
    ['mutation ($x: String!) { signIn(username: $x, password: $x) { id } }'],
  ])('%s', async (text) => {
    for (const x of ['\u0000', 'a\u0000b', '\ud800', 'a\udc00']) {
      const [status, code] = await codeOf(leader, text, { x });
      expect([200, 400]).toContain(status);
      expect([
        undefined,
        'malformed-request',
        'unknown-unit',
        'unknown-clock',
        'invalid-cursor',
        'sign-in-refused',
      ]).toContain(code);
    }
  });
});

describe('what nobody sees', () => {
  const hidden = matter({
    title: '\ufeff校\u200b门口拥堵',
    demand: '第一行\r\n第二行\u2028第三行\u202e',
    petitioner: { kind: 'person', anonymous: false, name: '欧\u200b阳\u2060明', phone: '\u200e13912342041\u200f' },
  });

  test('is not kept: names and numbers are found as they are read, sent again it is the same command', async () => {
    const one = command('registerCase', { channel: 'letter', receivedOn: '2026-11-23', matter: hidden });
    expect(await submitOne(clerk, one)).toMatchObject({ status: 'accepted' });
    expect(await submitOne(clerk, one)).toMatchObject({ status: 'duplicate' });
    const { petitionCase } = await clerk.query<{ petitionCase: Record<string, unknown> }>(
      'query ($id: ID!) { petitionCase(id: $id) { title demand petitioner { phone } } }',
      { id: hidden.caseId },
    );
    expect(petitionCase).toEqual({
      ...{ title: '校门口拥堵', demand: '第一行\n第二行\n第三行' },
      petitioner: { phone: '139****2041' },
    });
    for (const search of ['欧阳明', '欧\u200b阳明'])
      expect(
        await clerk.query('query ($s: String) { cases(filter: { search: $s }) { totalCount } }', { s: search }),
      ).toEqual({ cases: { totalCount: 1 } });
  });

  test('nor in the names that administrators and clerks give', async () => {
    const admin = await story.as('admin');
    const units = [{ name: '隐\u200b形小学', kind: 'districtSchool', parent: '\ufeffeast' }];
    const text = 'mutation ($units: [NewUnitInput!]!) { addUnits(units: $units) { name } }';
    expect(await admin.query(text, { units })).toEqual({ addUnits: [{ name: '隐形小学' }] });
    const again = [{ name: '隐形\u2060小学', kind: 'districtSchool', parent: 'east' }];
    expect(await codeOf(admin, text, { units: again })).toEqual([200, 'units-refused']);
    const person = await admin.query(
      `mutation ($name: String!) { addPerson(username: "hidden1", displayName: $name, role: clerk, unitId: "office",
        mayReadAccusations: false) { person { displayName } } }`,
      { name: '\u200b李\u200b小明' },
    );
    expect(person).toEqual({ addPerson: { person: { displayName: '李小明' } } });
  });
});

test.each(['0000-01-01T00:00:00Z', '2026-02-30T00:00:00Z', '9999-12-31T23:59:59-12:00', '2026-11-23', 'now', 5])(
  'an instant that does not exist is not taken for another one: %s',
  async (occurredAt) => {
    const text = 'mutation ($commands: [CommandInput!]!) { submitCommands(commands: $commands) { status } }';
    expect(await codeOf(clerk, text, { commands: [{ ...registerCase(), occurredAt }] })).toEqual([
      400,
      'malformed-request',
    ]);
  },
);

test('what is nested beyond all reason is refused, in the text and in the variables', async () => {
  const literal = `${'['.repeat(1_900)}${']'.repeat(1_900)}`;
  const inText = `mutation { registerCase(commandId: "${randomUUID()}", input: ${literal}) { code } }`;
  expect(await codeOf(clerk, inText)).toEqual([400, 'malformed-request']);
  const query = `mutation ($input: JSON!) { registerCase(commandId: "${randomUUID()}", input: $input) { code } }`;
  const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
  const answer = await clerk.fetch(`${story.base}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"query":${JSON.stringify(query)},"variables":{"input":${deep}}}`,
  });
  expect(await answer.json()).toEqual({ data: { registerCase: { code: 'invalid-command' } } });
});

test('a large body without a session is answered as signed out, so that a phone keeps what it sent', async () => {
  const body = JSON.stringify({ query: '{ today }', variables: { filler: 'x'.repeat(100_000) } });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const out = await fetch(`${story.base}/graphql`, init);
  const { errors } = (await out.json()) as { errors: { extensions: { code: string } }[] };
  expect([out.status, errors[0]?.extensions.code]).toEqual([401, 'unauthenticated']);
  expect((await clerk.fetch(`${story.base}/graphql`, init)).status).toBe(200);
});

test('the host that a proxy names is believed from a proxy of our own only, for what is asked and for files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'huiyin-proxied-'));
  const { url } = story.server.database;
  const [own, none] = [true, false].map((trustProxy) => startTestServer(url, { trustProxy, filesFolder: folder }));
  try {
    for (const [proxied, status] of [[await own, 200] as const, [await none, 403] as const]) {
      const send = (path: string, method: string, body?: string) => {
        // as an older phone sends it, which knows no Sec-Fetch-Site
        const origin = { origin: 'https://xinfang.example', 'x-forwarded-host': 'xinfang.example' };
        const headers = { ...origin, 'content-type': 'application/json' };
        return clerk.fetch(`${proxied?.base}${path}`, { method, headers, ...(body && { body }) });
      };
      expect((await send('/graphql', 'POST', '{"query":"{ today }"}')).status).toBe(status);
      expect(await (await send('/files', 'POST')).json()).toMatchObject({
        code: status === 200 ? 'attachment-metadata-invalid' : 'cross-site',
      });
    }
  } finally {
    for (const proxied of [await own, await none]) await proxied?.close();
    await rm(folder, { recursive: true, force: true });
  }
});

/** The stream of that query, and how to open one more. */
type Watched = readonly [query: string, ask: typeof fetch];
const boardStream = async (): Promise<Watched> => {
  const made = await clerk.query<{ renewReceptionLink: string }>('mutation { renewReceptionLink(kind: board) }');
  const token = JSON.stringify(made.renewReceptionLink.replace('/board/', ''));
  return [`subscription { receptionBoard(token: ${token}) { received } }`, fetch];
};
test.each<[string, () => Watched | Promise<Watched>]>([
  ['one person', () => ['subscription { liveCounts { open } }', leader.fetch]],
  ['one link of a waiting room’s board', boardStream],
])('%s holds a bounded number of live streams; closing one gives its place back', async (_whose, watched) => {
  const [query, ask] = await watched();
  const open = async () => {
    const stop = new AbortController();
    const response = await ask(`${story.base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query }),
      signal: stop.signal,
    });
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('data: {')) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) break;
      text += Buffer.from(value ?? []).toString();
    }
    const code = /"code":"([^"]+)"/.exec(text)?.[1];
    if (code !== undefined) noteRefusal(code);
    return { code, stop: () => stop.abort() };
  };
  const streams = [await open(), await open(), await open()];
  expect(streams.map(({ code }) => code)).toEqual([undefined, undefined, undefined]);
  expect((await open()).code).toBe('too-many-streams');
  streams[0]?.stop();
  // the server hears of it in its own time
  await expect
    .poll(async () => {
      const again = await open();
      if (again.code === undefined) streams.push(again);
      return again.code;
    })
    .toBeUndefined();
  for (const stream of streams) stream.stop();
});

describe('commands', () => {
  test('one commandId with eight contents at once: one is carried out, the others are refused', async () => {
    const commandId = randomUUID();
    const all = Array.from({ length: 8 }, (_, at) => ({ ...registerCase({ title: `第${at}件` }), commandId }));
    const outcomes = await Promise.all(all.map((each) => submitOne(clerk, each)));
    const codes = outcomes.map(({ status, code }) => code ?? status).sort();
    expect(codes).toEqual(['accepted', ...Array(7).fill('command-id-reused')]);
  });

  test('a visit and its case under one id keep two whole chains', async () => {
    const id = randomUUID();
    const both = outreachVisit({ visitId: id, matters: [matter({ caseId: id })] });
    expect(await submitOne(leader, both)).toMatchObject({ status: 'accepted', visitId: id, cases: [{ id }] });
    const { prisma } = story.server.database;
    for (const kind of ['outreachVisit', 'petitionCase'] as const) {
      expect(await brokenLink(prisma, 'test', { kind, id })).toBeUndefined();
    }
  });

  test('a case of another district, and one that does not exist, are refused in the same words', async () => {
    const made = await submitOne(clerk, registerCase());
    const west = await story.as('west');
    const notice = (caseId: unknown) =>
      command('issueAcceptanceNotice', { caseId, expectedVersion: 1, decision: 'accept', issuedOn: '2026-11-23' });
    const [foreign, none] = await submit(west, notice(made.cases[0]?.id), notice(randomUUID()));
    expect(foreign).toMatchObject({ status: 'refused', code: 'unknown-case' });
    expect(none).toMatchObject({ code: foreign?.code, message: foreign?.message, path: foreign?.path });
  });

  test.each([
    ['null members', { channel: null, matter: null }],
    ['a list', [[]]],
    ['a prototype', JSON.parse('{"__proto__":{"channel":"letter"}}')],
    [
      'a unit named constructor',
      { channel: 'letter', receivedOn: '2026-11-23', matter: matter({ handlingUnitId: 'constructor' }) },
    ],
    [
      'an unknown accused unit',
      { channel: 'letter', receivedOn: '2026-11-23', matter: matter({ accusedUnitId: 'nope' }) },
    ],
    ['a date of year 0', { channel: 'letter', receivedOn: '0000-01-01', matter: matter() }],
    ['a date of year 9999', { channel: 'letter', receivedOn: '9999-12-31', matter: matter() }],
    ['a date in other digits', { channel: 'letter', receivedOn: '٢٠٢٦-١١-٢٣', matter: matter() }],
    ['a date as a number', { channel: 'letter', receivedOn: 20261123, matter: matter() }],
  ])('%s as payload is refused with a sentence', async (_what, payload) => {
    const outcome = await submitOne(clerk, command('registerCase', payload));
    expect(outcome).toMatchObject({ status: 'refused', message: expect.stringMatching(/。$/) });
    expect(outcome.code).not.toBe('internal-error');
  });
});

describe('uploads that are never finished', () => {
  const megabytes = 1024 * 1024;
  const announced = (size: number, id: string = randomUUID()) => ({
    ...{ id, ownerId: leader.personId, kind: 'photo' as const, mime: 'image/jpeg' },
    ...{ size, sha256: 'a'.repeat(64) },
  });
  const reserve = (row: ReturnType<typeof announced>, at = new Date('2026-11-23T01:00:00Z')) =>
    reserveAttachment(story.server.database.prisma, 'test', row, at);

  test('are bounded per person; what was announced before can still be gone on with', async () => {
    const rows = Array.from({ length: 30 }, () => announced(20 * megabytes));
    for (const row of rows) expect(await reserve(row)).toMatchObject({ id: row.id });
    expect(await reserve(announced(1))).toBe('too-many-unfinished-uploads');
    const [first] = rows;
    expect(first && (await reserve(first))).toMatchObject({ state: 'reserved' });
    await story.server.database.pool.query('delete from attachment');
  });

  test('are swept a week after they were announced, unless bytes have come within a day', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'huiyin-sweep-'));
    const at = (daysAgo: number) => new Date(story.server.clock.now() - daysAgo * 86_400_000);
    const put = async (announcedDaysAgo: number, silentDays: number | undefined) => {
      const row = announced(100);
      await reserve(row, at(announcedDaysAgo));
      if (silentDays === undefined) return row.id;
      for (const name of [row.id, `${row.id}.json`]) {
        await writeFile(join(folder, name), 'x');
        await utimes(join(folder, name), at(silentDays), at(silentDays));
      }
      return row.id;
    };
    const old = await put(8, 8);
    const never = await put(8, undefined);
    const [going, young] = [await put(8, 0.1), await put(6, 6)];
    const { database, clock } = story.server;
    expect(await sweepUnfinished({ database, clock, folder })).toBe(2);
    expect((await readdir(folder)).sort()).toEqual([going, `${going}.json`, young, `${young}.json`].sort());
    const left = await database.prisma.attachment.findMany({ select: { id: true } });
    expect(left.map(({ id }) => id)).not.toContain(old);
    expect(left.map(({ id }) => id)).not.toContain(never);
    await rm(folder, { recursive: true });
  });
});
