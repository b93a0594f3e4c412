import { testPassword } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, post, signIn } from '../testkit/graphql.ts';
import { ask, command, matter, openStory, type Story, submitOne } from './story.ts';

// Units moved and closed (划转, 撤销): sight and counts follow in the same moment, history stays, nothing new comes in.

let story: Story;
let admin: Caller;
let clerk: Caller;
const facts = {
  responsibility: 'municipal',
  contentKind: 'appeal',
  priorHandling: 'inProgress', // before it came here (R55): its unit has it at once
  opinionImplemented: false,
  newFacts: false,
};

beforeAll(async () => {
  story = await openStory();
  [admin, clerk] = await Promise.all([story.as('admin'), story.as('clerk')]);
  const { addPerson } = await admin.query<{ addPerson: { initialPassword: string } }>(
    `mutation { addPerson(username: "officeclerk", displayName: "办公室经办", role: departmentClerk, unitId: "office",
      mayReadAccusations: false) { initialPassword } }`,
  );
  await post(
    story.base,
    'mutation ($u: String!, $p: String!, $n: String!) { replaceInitialPassword(username: $u, password: $p, newPassword: $n) { id } }',
    { u: 'officeclerk', p: addPerson.initialPassword, n: testPassword },
  );
});
afterAll(() => story?.close());

const move = 'mutation ($id: ID!, $parentId: ID!) { moveUnit(id: $id, parentId: $parentId) { id parentId } }';
const close = 'mutation ($id: ID!, $closed: Boolean!) { setUnitClosed(id: $id, closed: $closed) { id closed } }';
const codeOf = async (text: string, variables: Readonly<Record<string, unknown>>) =>
  (await ask(story.base, admin, text, variables)).errors?.[0]?.extensions?.code;

const register = (handlingUnitId: string) =>
  submitOne(
    clerk,
    command('registerCase', { channel: 'letter', receivedOn: '2026-11-23', matter: matter({ facts, handlingUnitId }) }),
  );

async function seenBy(username: string): Promise<{ list: number; counted: number }> {
  const caller = await signIn(story.base, username, testPassword);
  const { cases, liveCounts } = await caller.query<{ cases: { totalCount: number }; liveCounts: { open: number } }>(
    '{ cases { totalCount } liveCounts { open } }',
  );
  return { list: cases.totalCount, counted: liveCounts.open };
}

test('a department moved under another: its cases are seen and counted there at once, and no more by nobody', async () => {
  expect(await register('basic')).toMatchObject({ status: 'accepted' });
  expect(await seenBy('officeclerk')).toEqual({ list: 0, counted: 0 });
  const moved = await signIn(story.base, 'head', testPassword);
  expect(await admin.query(move, { id: 'basic', parentId: 'office' })).toMatchObject({
    moveUnit: { parentId: 'office' },
  });
  expect(await seenBy('officeclerk')).toEqual({ list: 1, counted: 1 });
  // its people sign in again: nothing goes on by the old place
  expect((await ask(story.base, moved, '{ cases { totalCount } }')).errors?.[0]?.extensions?.code).toBe(
    'unauthenticated',
  );
  expect(await seenBy('head')).toEqual({ list: 1, counted: 1 });
  await admin.query(move, { id: 'basic', parentId: 'bureau' });
  expect(await seenBy('officeclerk')).toEqual({ list: 0, counted: 0 });
  expect(await seenBy('leader')).toMatchObject({ list: 1, counted: 1 });
});

test.each([
  ['the bureau itself', 'bureau', 'office', 'unit-is-root'],
  ['under its own school', 'east', 'east-1', 'unit-below-itself'],
  ['a school under a department', 'east-1', 'basic', 'unit-kind-not-under'],
  ['under what is not there', 'east-1', 'nowhere', 'unknown-unit'],
])('%s is not moved', async (_title, id, parentId, code) => {
  expect(await codeOf(move, { id, parentId })).toBe(code);
});

test('a school goes to another district with its place in the tree', async () => {
  await admin.query(move, { id: 'west-1', parentId: 'east' });
  const { units } = await clerk.query<{ units: readonly { id: string; parentId: string | null }[] }>(
    '{ units { id parentId } }',
  );
  expect(units.find(({ id }) => id === 'west-1')).toMatchObject({ parentId: 'east' });
});

test('a unit that still holds something is not closed; closed, it takes nothing, and can be opened again', async () => {
  const refused = await ask(story.base, admin, close, { id: 'basic', closed: true });
  expect(refused.errors?.[0]?.extensions?.code).toBe('unit-still-holds');
  expect(refused.errors?.[0]?.message).toContain('1件没有办结的事项');
  await admin.query('mutation { addUnits(units: [{ name: "信息化处", kind: department }]) { id } }');
  const { units } = await clerk.query<{ units: readonly { id: string; name: string }[] }>('{ units { id name } }');
  const id = units.find(({ name }) => name === '信息化处')?.id ?? '';
  expect(await admin.query(close, { id, closed: true })).toMatchObject({ setUnitClosed: { closed: true } });
  expect(await register(id)).toMatchObject({ status: 'refused', code: 'unit-closed' });
  expect(await codeOf(move, { id: 'basic', parentId: id })).toBe('unit-is-closed');
  expect(await admin.query(close, { id, closed: false })).toMatchObject({ setUnitClosed: { closed: false } });
  expect(await register(id)).toMatchObject({ status: 'accepted' });
  expect((await ask(story.base, clerk, close, { id, closed: true })).errors?.[0]?.extensions?.code).toBe('forbidden');
});
