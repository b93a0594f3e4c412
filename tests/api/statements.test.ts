import { randomUUID } from 'node:crypto';
import { forgetCalendar, schema, sweepReminders } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { selectionOf } from '../testkit/selection.ts';
import { statementsOf } from '../testkit/statements.ts';
import { command, matter, openStory, outreachVisit, registerCase, type Story, submit } from './story.ts';

/*
 * No list asks the database once per row: every list of the API, with all that it can show, costs as many statements with many
 * rows as with few. The lists are those of the schema; one that is added is held to the same.
 */

const day = '2026-11-23';
let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());

/** Lists that are asked with something; pages small enough that nothing of a row need be left out. */
const given: Readonly<Record<string, string>> = {
  receptionSessions: '(from: "2026-11-23", to: "2027-12-31")',
  receptionPerformance: '(from: "2026-11-23", to: "2027-11-30")',
  monthlyReceptionDuties: '(month: "2026-12")',
  workGroup: '(group: later, first: 20)',
  cases: '(first: 20)',
  outreachVisits: '(first: 20)',
  followUps: '(first: 20)',
  hotlineOrders: '(first: 20)',
};

/** What only an administrator or a leader reads; all else is the office's. */
const readers: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['administration', 'audit', 'awaitedCalendarYear', 'calendarImports', 'devices', 'documentAccessLog'].map(
      (name) => [name, 'admin'],
    ),
  ),
  ...Object.fromEntries(['documentTemplates', 'settings', 'wallScreens', 'webhooks'].map((name) => [name, 'admin'])),
};

/** Counts are folded when they are read, from what has been written since: their statements follow the writing. */
const folded = ['hotlineAllowance', 'liveCounts', 'wallFigures'];

const lists = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap(({ name, type, args }) => {
  const needs = args.some((arg) => String(arg.type).endsWith('!'));
  const selection = selectionOf(String(type).replace(/[[\]!]/g, ''));
  if (selection === '' || (needs && given[name] === undefined) || folded.includes(name)) return [];
  return [{ name, text: `{ ${name}${given[name] ?? ''} ${selection} }`, reader: readers[name] ?? 'clerk' }];
});

/** How many statements each list costs now, with whatever is kept between questions already there. */
async function costs(): Promise<ReadonlyMap<string, number>> {
  const counted = new Map<string, number>();
  for (const { name, text, reader } of lists) {
    const caller = await story.as(reader);
    await caller.query(text);
    counted.set(name, await statementsOf(() => caller.query(text)));
  }
  return counted;
}

let filled = 0;
/** Rows of everything that is listed, as many as are asked for. */
async function fill(times: number): Promise<void> {
  const [clerk, leader, admin] = await Promise.all([story.as('clerk'), story.as('leader'), story.as('admin')]);
  const own = { handlingUnitId: 'basic', facts: { ...matter().facts, responsibility: 'municipal' } };
  const all = Array.from({ length: times }, () => randomUUID());
  await must(
    clerk,
    all.map((caseId) => registerCase({ ...own, caseId }, 'visit')),
  );
  await must(clerk, all.map(hotlineOrder));
  await must(
    leader,
    all.map(() => outreachVisit()),
  );
  await onEach(clerk, all, 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
  await onEach(clerk, all, 'assignCase', { unitId: 'basic', assignedOn: day });
  await onEach(clerk, all, 'urgeCase', { text: '请办', urgedOn: day });
  for (const caseId of all) {
    filled += 1;
    const name = `第${filled}项`;
    const date = wednesday(filled);
    await must(clerk, [command('planSessions', { sessions: [{ date, leaderId: 'person-leader2' }] }), booking(date)]);
    await clerk.query(saveView, { id: caseId, name });
    await clerk.query(startBulk, { id: randomUUID(), cases: [{ caseId, expectedVersion: await versionOf(caseId) }] });
    await clerk.query(makeToken, { name });
    await admin.query(addPerson, { name, username: `person${filled}` });
    await admin.query(addUnit, { name: `${name}处` });
    await admin.query(addScreen, { name });
    await admin.query(addWebhook, { name: `${name}程序` });
    await sweepReminders(story.server);
  }
}

const saveView =
  'mutation ($id: ID!, $name: String!) { saveView(id: $id, name: $name, query: "?status=open", shared: true) { id } }';
const startBulk = `mutation ($id: ID!, $cases: [BulkCaseInput!]!) { startBulkAction(id: $id, type: urgeCase,
  payload: { text: "请办", urgedOn: "${day}" }, cases: $cases) { id } }`;
const makeToken = 'mutation ($name: String!) { makeAccessToken(name: $name, scopes: [casesRead], days: 9) { secret } }';
const addPerson = `mutation ($name: String!, $username: String!) { addPerson(username: $username, displayName: $name,
  role: departmentClerk, unitId: "basic", mayReadAccusations: false) { __typename } }`;
const addUnit = 'mutation ($name: String!) { addUnits(units: [{ name: $name, kind: department }]) { id } }';
const addScreen = 'mutation ($name: String!) { addWallScreen(name: $name) { token } }';
const addWebhook = `mutation ($name: String!) { addWebhook(name: $name, url: "http://10.9.9.9/hook", events: [petitionCase]) {
  secret } }`;

/** A Wednesday of the year after next week. */
const wednesday = (at: number): string => new Date(Date.UTC(2026, 11, 2 + 7 * at)).toISOString().slice(0, 10);
const booking = (sessionId: string) =>
  command('bookReception', {
    sessionId,
    visitorId: randomUUID(),
    petitioner: { kind: 'person', name: '李小明' },
    title: '校车停运',
    demand: '要求恢复校车',
    contentKind: 'appeal',
    unitId: 'basic',
    persons: 1,
    collective: false,
    earlierCaseIds: [],
    channel: 'telephone',
    bookedOn: day,
    toldOfRepresentatives: false,
  });
async function versionOf(id: string): Promise<number> {
  const { rows } = await story.server.database.pool.query<{ version: number }>(
    'select version from petition_case where id = $1',
    [id],
  );
  return rows[0]?.version ?? 0;
}
async function onEach(caller: Caller, ids: readonly string[], type: string, payload: object): Promise<void> {
  const commands = ids.map(async (caseId) =>
    command(type, { caseId, expectedVersion: await versionOf(caseId), ...payload }),
  );
  await must(caller, await Promise.all(commands));
}
const hotlineOrder = (id: string) =>
  command('registerCase', {
    channel: 'hotline',
    receivedOn: day,
    matter: matter(),
    hotline: { externalNumber: `RX-${id}` },
  });
async function must(caller: Caller, commands: Parameters<typeof submit>[1][]): Promise<void> {
  for (const { message } of await submit(caller, ...commands)) expect(message).toBeNull();
}

let few: ReadonlyMap<string, number>;
let many: ReadonlyMap<string, number>;
beforeAll(async () => {
  await fill(1);
  few = await costs();
  await fill(8);
  many = await costs();
});

test.each(lists)('$name', ({ name }) => {
  expect(few.get(name)).toBeGreaterThan(0);
  expect(many.get(name)).toBe(few.get(name));
});

test('what many cases at once would come to is foreseen by as many statements as what one would', async () => {
  const caller = await story.as('clerk');
  const { rows } = await story.server.database.pool.query<{ id: string; version: number }>(
    "select id, version from petition_case where 'basic' in (handling_unit_id, meant_unit_id) limit 9",
  );
  const commands = rows.map(({ id: caseId, version: expectedVersion }) =>
    command('urgeCase', { caseId, expectedVersion, text: '请办', urgedOn: day }),
  );
  expect(commands).toHaveLength(9);
  const text = 'query ($commands: [CommandInput!]!) { previewCommands(commands: $commands) { accepted message } }';
  const foresee = (first: number) => caller.query(text, { commands: commands.slice(0, first) });
  await foresee(1);
  expect(await statementsOf(() => foresee(9))).toBe(await statementsOf(() => foresee(1)));
});

test('the calendar is looked for once, however many fields of however many rows go by it', async () => {
  const caller = await story.as('clerk');
  const text = `{ receptionSessions${given.receptionSessions} { remindOn provisional dayOff } }`;
  await caller.query(text);
  const known = await statementsOf(() => caller.query(text));
  forgetCalendar(story.server.database);
  expect(await statementsOf(() => caller.query(text))).toBe(known + 1);
});
