import { testPassword } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, post, signIn } from '../testkit/graphql.ts';
import {
  type Added,
  addPerson,
  auditedIn,
  changePerson,
  newClerk,
  person,
  refusalOf,
  replaceInitial,
  resetPassword,
  setDisabled,
} from './administering.ts';
import { ask, openStory, type Story } from './story.ts';

/* Accounts: who is given one, how it is closed, and whose password opens it. */

let story: Story;
let admin: Caller;
beforeAll(async () => {
  story = await openStory();
  admin = await story.as('admin');
});
afterAll(() => story?.close());

const refusal = (caller: Caller, text: string, variables = {}) => refusalOf(story, caller, text, variables);
const changeOwn = 'mutation ($current: String!, $next: String!) { changeOwnPassword(current: $current, next: $next) }';

const viewerOf = (caller: Caller) => caller.query<{ viewer: { username: string } | null }>('{ viewer { username } }');

test('an initial password opens nothing until it is replaced, and then never again', async () => {
  const given = { displayName: '周敏', role: 'leader', unitId: 'bureau', mayReadAccusations: true };
  const { addPerson: added } = await admin.query<Added>(addPerson, { username: 'Zhou.Min', ...given });
  expect(added.person).toMatchObject({ username: 'zhou.min', passwordInitial: true, lastSeenAt: null });
  expect(added.initialPassword).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
  await expect(signIn(story.base, 'zhou.min', added.initialPassword)).rejects.toThrow('initial-password');
  const own = { username: 'zhou.min', password: added.initialPassword };
  const wall = await story.as('wall');
  const codeOf = async (change: object) => (await refusal(wall, replaceInitial, { ...own, ...change })).code;
  expect(await codeOf({ newPassword: 'short' })).toBe('password-too-weak');
  expect(await codeOf({ newPassword: added.initialPassword })).toBe('password-unchanged');
  expect(await codeOf({ password: 'a wrong guess', newPassword: 'a good long one' })).toBe('sign-in-refused');
  expect(await post(story.base, replaceInitial, { ...own, newPassword: 'a good long one' })).toMatchObject({
    data: { replaceInitialPassword: { role: 'leader' } },
  });
  await expect(signIn(story.base, 'zhou.min', added.initialPassword)).rejects.toThrow('sign-in-refused');
  expect(await viewerOf(await signIn(story.base, 'zhou.min', 'a good long one'))).toMatchObject({
    viewer: { username: 'zhou.min' },
  });
});

test('names that are taken, unknown units and roles at the wrong unit are refused with what to do', async () => {
  const good = {
    username: 'new.one',
    displayName: '新人',
    role: 'clerk',
    unitId: 'office',
    mayReadAccusations: false,
  };
  const codeOf = async (change: object) => (await refusal(admin, addPerson, { ...good, ...change })).code;
  expect(await codeOf({ username: 'CLERK' })).toBe('username-taken');
  expect(await codeOf({ username: '新人' })).toBe('invalid-username');
  expect(await codeOf({ displayName: ' ' })).toBe('invalid-display-name');
  expect(await codeOf({ unitId: 'nowhere' })).toBe('unknown-unit');
  expect(await codeOf({ unitId: 'east-1' })).toBe('role-not-at-unit');
  expect((await refusal(admin, addPerson, { ...good, role: 'departmentClerk', unitId: 'bureau' })).message).toContain(
    '请选择具体的处室、区县教育局或学校',
  );
  expect((await refusal(admin, changePerson, { id: 'nobody', ...good })).code).toBe('no-such-person');
});

test('a closed account: its sessions and live streams end at once, its history stays, it opens again', async () => {
  const id = await newClerk(story, 'closing');
  const caller = await signIn(story.base, 'closing', testPassword);
  const stream = await openStream(caller);
  expect(await stream.read()).toContain('liveCounts');
  const from = performance.now();
  await admin.query(setDisabled, { id, disabled: true });
  await stream.end();
  expect(performance.now() - from).toBeLessThan(1_000);
  expect(await viewerOf(caller)).toEqual({ viewer: null });
  await expect(signIn(story.base, 'closing', testPassword)).rejects.toThrow('sign-in-refused');
  const { administration } = await admin.query<{
    administration: { people: { id: string; disabledAt: string | null; lastSeenAt: string | null }[] };
  }>(`{ administration { people { ${person} } } }`);
  expect(administration.people.at(-1)).toMatchObject({ id, disabledAt: expect.any(String) });
  expect(administration.people.at(-1)?.lastSeenAt).not.toBeNull();
  await admin.query(setDisabled, { id, disabled: false });
  expect(await viewerOf(caller), 'old sessions stay closed').toEqual({ viewer: null });
  expect(await viewerOf(await signIn(story.base, 'closing', testPassword))).toMatchObject({ viewer: {} });
});

test('other rights end the sessions that stood on the old ones; a mended name does not', async () => {
  const id = await newClerk(story, 'moving');
  const as = { id, displayName: '新来的', role: 'departmentClerk', unitId: 'basic', mayReadAccusations: false };
  const caller = await signIn(story.base, 'moving', testPassword);
  await admin.query(changePerson, { ...as, displayName: '老来的' });
  expect(await viewerOf(caller)).toMatchObject({ viewer: { username: 'moving' } });
  expect(await admin.query(changePerson, { ...as, unitId: 'east' })).toMatchObject({
    changePerson: { unit: { id: 'east' } },
  });
  expect(await viewerOf(caller)).toEqual({ viewer: null });
});

test('a reset password ends the sessions and the old password', async () => {
  const id = await newClerk(story, 'forgetful');
  const caller = await signIn(story.base, 'forgetful', testPassword);
  const { resetPassword: given } = await admin.query<{ resetPassword: { initialPassword: string } }>(resetPassword, {
    id,
  });
  expect(await viewerOf(caller)).toEqual({ viewer: null });
  await expect(signIn(story.base, 'forgetful', testPassword)).rejects.toThrow('sign-in-refused');
  await expect(signIn(story.base, 'forgetful', given.initialPassword)).rejects.toThrow('initial-password');
});

test('everyone changes the own password; the other sessions end, this one goes on', async () => {
  await newClerk(story, 'careful');
  const [here, elsewhere] = [
    await signIn(story.base, 'careful', testPassword),
    await signIn(story.base, 'careful', testPassword),
  ];
  const next = 'another good one';
  expect((await refusal(here, changeOwn, { current: 'wrong wrong wrong', next })).code).toBe('current-password-wrong');
  expect((await refusal(here, changeOwn, { current: testPassword, next: 'short' })).code).toBe('password-too-weak');
  expect(await here.query(changeOwn, { current: testPassword, next })).toEqual({ changeOwnPassword: true });
  expect(await viewerOf(here)).toMatchObject({ viewer: { username: 'careful' } });
  expect(await viewerOf(elsewhere)).toEqual({ viewer: null });
  await expect(signIn(story.base, 'careful', testPassword)).rejects.toThrow('sign-in-refused');
});

test('the last administrator stays, also when two close each other at the same moment', async () => {
  const first = { id: 'person-admin', displayName: 'admin', unitId: 'bureau', mayReadAccusations: false };
  expect((await refusal(admin, setDisabled, { id: first.id, disabled: true })).code).toBe('last-administrator');
  expect((await refusal(admin, changePerson, { ...first, role: 'clerk' })).code).toBe('last-administrator');
  const id = await newClerk(story, 'second');
  await admin.query(changePerson, { ...first, id, displayName: '第二位', role: 'administrator' });
  const second = await signIn(story.base, 'second', testPassword);
  await Promise.all([
    ask(story.base, admin, setDisabled, { id, disabled: true }),
    ask(story.base, second, setDisabled, { id: first.id, disabled: true }),
  ]);
  const left = await story.server.database.prisma.person.findMany({
    where: { role: 'administrator', disabledAt: null },
  });
  expect(left).toHaveLength(1);
});

test('every write stands in one whole chain, without a password or a hash', async () => {
  expect(await auditedIn(story)).toEqual(
    new Set(['personAdded', 'personChanged', 'personDisabled', 'personEnabled', 'passwordReset', 'ownPasswordSet']),
  );
});

/** A live stream as a page holds it: its first words, and its end. */
async function openStream(caller: Caller) {
  const response = await caller.fetch(`${story.base}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { liveCounts { open } }' }),
  });
  const reader = response.body?.getReader();
  if (!reader) throw new Error('no stream');
  const decoder = new TextDecoder();
  return {
    read: async () => {
      let text = '';
      while (!text.includes('liveCounts')) text += decoder.decode((await reader.read()).value);
      return text;
    },
    end: async () => {
      while (!(await reader.read()).done);
    },
  };
}
