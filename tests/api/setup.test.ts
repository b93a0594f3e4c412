import { startTestServer, type TestServer } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testkit/database.ts';
import { post, signIn } from '../testkit/graphql.ts';

let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database.url, { setupCode: 'one-time-code' });
});
afterAll(async () => {
  await server?.close();
  await database?.drop();
});

const create = `mutation ($code: String!, $username: String!, $displayName: String!, $password: String!) {
  createFirstAdministrator(code: $code, username: $username, displayName: $displayName, password: $password) { username role unit { kind } } }`;
const right = {
  code: 'one-time-code',
  username: 'Admin.Wang',
  displayName: ' 王\u200b管理员 ',
  password: 'a long password',
};
const codeOf = async (change: Partial<typeof right>) =>
  (await post(server.base, create, { ...right, ...change })).errors?.[0]?.extensions?.code;

test('an empty database has nobody to sign in, and says that setup is needed', async () => {
  expect((await post(server.base, '{ setupNeeded viewer { id } }')).data).toEqual({ setupNeeded: true, viewer: null });
  await expect(signIn(server.base, 'admin', 'whatever')).rejects.toThrow('sign-in-refused');
});

test('the first administrator needs the code, a name and a password worth the name', async () => {
  expect(await codeOf({ code: 'guess' })).toBe('setup-code-wrong');
  expect(await codeOf({ username: '管理员' })).toBe('invalid-username');
  expect(await codeOf({ displayName: ' ' })).toBe('invalid-display-name');
  expect(await codeOf({ password: 'short' })).toBe('password-too-weak');
});

test('of two who come at once with the right code one becomes administrator, and the code is spent', async () => {
  const answers = await Promise.all([
    post(server.base, create, right),
    post(server.base, create, { ...right, username: 'second' }),
  ]);
  const made = answers.filter(({ data }) => data);
  expect(made).toHaveLength(1);
  expect(made[0]?.data).toMatchObject({
    createFirstAdministrator: { role: 'administrator', unit: { kind: 'bureau' } },
  });
  expect(await codeOf({ username: 'third' })).toBe('setup-closed');
  expect((await post(server.base, '{ setupNeeded }')).data).toEqual({ setupNeeded: false });
  const names = await server.database.prisma.person.findMany({ select: { username: true, displayName: true } });
  expect(
    names.map(({ displayName }) => displayName),
    'as it can be read',
  ).toEqual(['王管理员']);
  const username = names[0]?.username ?? '';
  expect((await signIn(server.base, username.toUpperCase(), right.password)).personId).toBeDefined();
});
