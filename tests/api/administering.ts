import { brokenLink, testPassword } from '@huiyin/server/testkit';
import { expect } from 'vitest';
import { type Caller, post } from '../testkit/graphql.ts';
import { ask, type Story } from './story.ts';

// What administrators ask for, as texts, and what they do in more than one test.

export const person = 'id username role unit { id } mayReadAccusations passwordInitial disabledAt lastSeenAt';
export const rightsArgs = '$displayName: String!, $role: Role!, $unitId: ID!, $mayReadAccusations: Boolean!';
export const rights =
  'displayName: $displayName, role: $role, unitId: $unitId, mayReadAccusations: $mayReadAccusations';
export const addPerson = `mutation ($username: String!, ${rightsArgs}) {
  addPerson(username: $username, ${rights}) { person { ${person} } initialPassword } }`;
export const changePerson = `mutation ($id: ID!, ${rightsArgs}) { changePerson(id: $id, ${rights}) { ${person} } }`;
export const setDisabled =
  'mutation ($id: ID!, $disabled: Boolean!) { setPersonDisabled(id: $id, disabled: $disabled) { disabledAt } }';
export const resetPassword =
  'mutation ($id: ID!) { resetPassword(id: $id) { initialPassword person { passwordInitial } } }';
export const replaceInitial = `mutation ($username: String!, $password: String!, $newPassword: String!) {
  replaceInitialPassword(username: $username, password: $password, newPassword: $newPassword) { id role } }`;

export interface Added {
  readonly addPerson: { readonly person: { readonly id: string }; readonly initialPassword: string };
}

/** How a caller's operation was refused. */
export async function refusalOf({ base }: Story, caller: Caller, text: string, variables = {}) {
  const error = (await ask(base, caller, text, variables)).errors?.[0];
  return { code: error?.extensions?.code, message: error?.message };
}

/** Adds a clerk of the basic education department, who then chooses a password; gives the person's id. */
export async function newClerk(story: Story, username: string): Promise<string> {
  const rest = { displayName: '新来的', role: 'departmentClerk', unitId: 'basic', mayReadAccusations: false };
  const { addPerson: added } = await (await story.as('admin')).query<Added>(addPerson, { username, ...rest });
  const own = { username, password: added.initialPassword, newPassword: testPassword };
  expect((await post(story.base, replaceInitial, own)).errors).toBeUndefined();
  return added.person.id;
}

/** The kinds of what stands in the audit, which is one whole chain without a password or a hash. */
export async function auditedIn({ server }: Story): Promise<ReadonlySet<string>> {
  const { prisma } = server.database;
  const entries = await prisma.event.findMany({ where: { streamKind: 'administration' }, orderBy: { seq: 'asc' } });
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_entry, index) => index + 1));
  expect(JSON.stringify(entries.map(({ data }) => data))).not.toMatch(/argon2|initialPassword|passwordHash/);
  expect(await brokenLink(prisma, 'test', { kind: 'administration', id: 'test' })).toBeUndefined();
  return new Set(entries.map(({ type }) => type));
}
