import { randomUUID } from 'node:crypto';
import { ok, type Role, trimmed } from '@huiyin/domain';
import type { UnitStaff } from '@huiyin/domain/cases';
import { hash, verify } from '@node-rs/argon2';
import type { RequestContext } from '../../context.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { newBureau, type Refusal, serverRefusal } from '../../messages/refusals.ts';
import { sameSecret } from './access-tokens.ts';
import { forgetPeople } from './names.ts';
import {
  administratorExists,
  findBureauId,
  findPersonByUsername,
  insertBureau,
  insertPerson,
  insertUnit,
  type NewUnit,
  type PersonRow,
} from './people.repository.ts';
import { openSession, revokeSession } from './sessions.ts';
import { holdersOf, replacePosts } from './staff.repository.ts';

const minimumPassword = 12;
const longestPassword = 1024;
/** OWASP's figures for argon2id (the library's default kind): 19 MiB, two passes, one lane. */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Verified against when the name is unknown, so that an unknown name costs the same work as a wrong password. */
const nobody = hash(randomUUID(), argon);

/** A value, or why there is none. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Refusal;
interface Deps {
  readonly database: Database;
  readonly clock: Clock;
}

/** Opens a session; refuses initial-password and what {@link provePassword} refuses. */
export async function signIn(
  context: RequestContext,
  given: { username: string; password: string },
): Promise<Outcome<string>> {
  const proven = await provePassword(context, given);
  if (!proven.ok) return proven;
  const { bureauId, person } = proven.value;
  if (person.passwordInitial === true) return serverRefusal('initial-password');
  return ok(await openSession(context, bureauId, person.id));
}

/** Whose name and password these are; refuses sign-in-refused (same answer for an unknown name and a wrong password) and rate-limited. */
export async function provePassword(
  context: RequestContext,
  { username, password }: { username: string; password: string },
): Promise<Outcome<{ readonly bureauId: string; readonly person: PersonRow }>> {
  const seconds = await context.limits.signIn(username, context.address);
  if (seconds !== undefined) return serverRefusal('rate-limited', { seconds });
  const { prisma } = context.database;
  const bureauId = await findBureauId(prisma);
  const person = bureauId === undefined ? undefined : await findPersonByUsername(prisma, bureauId, username);
  const right = await verify(person?.passwordHash ?? (await nobody), password.slice(0, longestPassword));
  if (!right || !person || bureauId === undefined) return serverRefusal('sign-in-refused');
  await context.limits.signedIn(username, context.address);
  return ok({ bureauId, person });
}

/** Ends the caller's session, and with it every live stream that stands on it. */
export async function signOut(context: RequestContext): Promise<void> {
  if (!context.viewer) return;
  await revokeSession(context, context.viewer);
  context.sessions.ended(context.viewer.sessionHash);
}

/** True while no administrator exists. */
export async function setupNeeded({ database }: Deps): Promise<boolean> {
  const bureauId = await findBureauId(database.prisma);
  return bureauId === undefined || !(await administratorExists(database.prisma, bureauId));
}

/** What the first administrator gives. */
export interface FirstAdministrator {
  readonly code: string;
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
}

/**
 * Makes the first administrator by the one-time code shown at start, and signs them in; in an empty database the bureau and
 * its root unit too. Refuses setup-closed, setup-code-wrong, rate-limited and what {@link addPerson} refuses.
 */
export async function createFirstAdministrator(
  context: RequestContext,
  given: FirstAdministrator,
): Promise<Outcome<string>> {
  const seconds = await context.limits.signIn('first administrator', context.address);
  if (seconds !== undefined) return serverRefusal('rate-limited', { seconds });
  const code = context.settings.setupCode;
  if (code === undefined || !sameSecret(code, given.code)) return serverRefusal('setup-code-wrong');
  const problem = personProblem(given);
  if (problem) return problem;
  const passwordHash = await hashPassword(given.password);
  const made = await context.database.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('huiyin first administrator', 0))`;
    const createdAt = new Date(context.clock.now());
    const bureauId = (await findBureauId(tx)) ?? (await insertNewBureau(tx, createdAt));
    if (await administratorExists(tx, bureauId)) return undefined;
    const root = await tx.unit.findFirstOrThrow({ where: { bureauId, parentId: null } });
    const id = randomUUID();
    const role = 'administrator' satisfies Role;
    await insertPerson(tx, bureauId, {
      id,
      username: given.username,
      displayName: trimmed(given.displayName),
      role,
      unitId: root.id,
      passwordHash,
      mayReadAccusations: false,
      createdAt,
    });
    return { bureauId, id };
  });
  if (!made) return serverRefusal('setup-closed');
  forgetPeople(context.database);
  return ok(await openSession(context, made.bureauId, made.id));
}

async function insertNewBureau(tx: Prisma.TransactionClient, createdAt: Date): Promise<string> {
  const id = 'bureau';
  await insertBureau(tx, { id, name: newBureau.name, createdAt });
  await insertUnit(tx, id, { id, kind: 'bureau', parentId: null, ...newBureau });
  return id;
}

/** Adds a bureau and its units, parents first: for demo data and tests. */
export async function addBureau(
  { database, clock }: Deps,
  bureau: { readonly id: string; readonly name: string; readonly units: readonly NewUnit[] },
): Promise<void> {
  // A busy machine may take longer to begin, and over a whole tree of units, than the client's own two and five seconds.
  await database.prisma.$transaction(
    async (tx) => {
      await insertBureau(tx, { id: bureau.id, name: bureau.name, createdAt: new Date(clock.now()) });
      for (const unit of bureau.units) await insertUnit(tx, bureau.id, unit);
    },
    { maxWait: 20_000, timeout: 60_000 },
  );
  forgetPeople(database);
}

/** Fills the posts of units that have just been made: for a bureau that comes with its people. */
export async function seedStaff(
  { database }: Pick<Deps, 'database'>,
  bureauId: string,
  staff: ReadonlyMap<string, UnitStaff>,
): Promise<void> {
  await inTransaction(database.pool, async (tx) => {
    for (const [unitId, posts] of staff) await replacePosts(tx, bureauId, unitId, holdersOf(unitId, posts));
  });
  forgetPeople(database);
}

/** A person to be added, with the password in clear. */
export interface NewPerson {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  readonly role: Role;
  readonly unitId: string;
  readonly mayReadAccusations?: boolean;
}

/** Adds a person. Refuses invalid-username, invalid-display-name and password-too-weak. */
export async function addPerson(
  { database, clock }: Deps,
  bureauId: string,
  person: NewPerson,
): Promise<Outcome<string>> {
  const problem = personProblem(person);
  if (problem) return problem;
  const { password, mayReadAccusations = false, ...rest } = person;
  const passwordHash = await hashPassword(password);
  await insertPerson(database.prisma, bureauId, {
    ...rest,
    mayReadAccusations,
    passwordHash,
    createdAt: new Date(clock.now()),
  });
  return ok(person.id);
}

/** argon2id in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, argon);
}

function personProblem(person: { username: string; displayName: string; password: string }): Refusal | undefined {
  return namesProblem(person) ?? passwordProblem(person.password, 'password');
}

/** What is wrong with a person's names. */
export function namesProblem(person: { username: string; displayName: string }): Refusal | undefined {
  if (!/^[A-Za-z0-9._-]{2,32}$/.test(person.username)) return serverRefusal('invalid-username', {}, 'username');
  const name = trimmed(person.displayName);
  if (name.length < 1 || name.length > 40 || !name.isWellFormed() || /\p{Cc}/u.test(name)) {
    return serverRefusal('invalid-display-name', {}, 'displayName');
  }
  return undefined;
}

/** What is wrong with a new password; `path` names its field. Longer ones than argon should be fed are refused too. */
export function passwordProblem(password: string, path: string): Refusal | undefined {
  if (password.length >= minimumPassword && password.length <= longestPassword) return undefined;
  return serverRefusal('password-too-weak', { minimum: minimumPassword }, path);
}
