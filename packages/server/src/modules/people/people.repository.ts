import { caseRoles, type Role, roles, type Unit } from '@huiyin/domain';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import { type Reader, readPrepared } from '../../infra/read.ts';
import type { Transaction } from '../../infra/transaction.ts';
import type { Viewer } from './viewer.ts';

/** A unit as the server keeps it: the domain's, with what typing and the tree need. */
export interface UnitRow extends Unit {
  readonly shortName: string | null;
  readonly initials: string;
  readonly path: string;
}

/** One person's sign-in data. */
export interface PersonRow {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly unitId: string;
  readonly passwordHash: string;
  /** The password was given by an administrator and opens nothing until it is replaced; false when absent. */
  readonly passwordInitial?: boolean;
  readonly mayReadAccusations: boolean;
}

type Db = PrismaClient | Prisma.TransactionClient;

/** The bureau this database serves, or undefined before the first one is made. */
export async function findBureauId(db: Db): Promise<string | undefined> {
  const bureau = await db.bureau.findFirst({ orderBy: { createdAt: 'asc' }, select: { id: true } });
  return bureau?.id;
}

/** SQL: all units of a bureau as {@link UnitRow}s, parents before children. */
export const unitsSql = (bureauId: string): Prisma.Sql => Prisma.sql`
  select id, parent_id as "parentId", name, short_name as "shortName", kind, initials, path, contact,
    closed_at is not null as closed
  from unit where bureau_id = ${bureauId}
  order by array_length(string_to_array(path, '/'), 1), name, id`;

/** All units of a bureau, parents before children. */
export async function listUnits(db: Db, bureauId: string): Promise<UnitRow[]> {
  return db.$queryRaw<UnitRow[]>(unitsSql(bureauId));
}

/** A person who may sign in, by name in lower case; undefined when there is none or the account is disabled. */
export async function findPersonByUsername(db: Db, bureauId: string, username: string): Promise<PersonRow | undefined> {
  const row = await db.person.findFirst({ where: { bureauId, username: username.toLowerCase(), disabledAt: null } });
  // role is text in the table and one of Role by the functions that write it
  return row ? { ...row, role: row.role as Role } : undefined;
}

/** True when an administrator exists. */
export async function administratorExists(db: Db, bureauId: string): Promise<boolean> {
  return (await db.person.findFirst({ where: { bureauId, role: 'administrator' }, select: { id: true } })) !== null;
}

/** Adds a bureau; its tree of units starts empty. */
export async function insertBureau(db: Db, bureau: { id: string; name: string; createdAt: Date }): Promise<void> {
  await db.bureau.create({ data: bureau });
}

/** Id of the bureau itself in its tree of units. */
export async function readRootId(tx: Transaction, bureauId: string): Promise<string> {
  const [root] = await tx.query<{ id: string }>(
    Prisma.sql`select id from unit where bureau_id = ${bureauId} and parent_id is null`,
  );
  return root?.id ?? '';
}

/** A unit to be added. */
export interface NewUnit extends Unit {
  readonly shortName?: string;
  readonly initials: string;
}

/** Adds a unit below its parent, which must exist. */
export async function insertUnit(db: Db, bureauId: string, unit: NewUnit): Promise<void> {
  const parent =
    unit.parentId === null
      ? undefined
      : await db.unit.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: unit.parentId } } });
  const { id, name, kind, initials, parentId, contact = null } = unit;
  const path = `${parent?.path ?? ''}${id}/`;
  await db.unit.create({
    data: { bureauId, id, parentId, name, shortName: unit.shortName ?? null, kind, initials, path, contact },
  });
}

/** Adds a person; username in any case, kept in lower case. */
export async function insertPerson(db: Db, bureauId: string, person: PersonRow & { createdAt: Date }): Promise<void> {
  await db.person.create({ data: { ...person, bureauId, username: person.username.toLowerCase() } });
}

/** A leader (领导干部) as rules ask for them. */
interface Leader {
  readonly name: string;
  readonly unitId: string;
  readonly mayReadAccusations: boolean;
}

/** The leaders (领导干部) who may sign in, by id, in the order of their names. */
export async function listLeaders(database: Reader, bureauId: string): Promise<ReadonlyMap<string, Leader>> {
  const leaders = await readPrepared<Leader & { readonly id: string }>(
    database,
    Prisma.sql`select id, display_name as name, unit_id as "unitId", may_read_accusations as "mayReadAccusations"
      from person where bureau_id = ${bureauId} and role = 'leader' and disabled_at is null order by display_name`,
  );
  return new Map(leaders.map(({ id, ...leader }) => [id, leader]));
}

/** A person to whom something can be given. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly unitId: string;
}

/** Everybody who works on cases (leaders and clerks), in the order of their names. */
export async function listColleagues(db: Db, bureauId: string): Promise<Colleague[]> {
  const people = await db.person.findMany({
    where: { bureauId, role: { in: [...caseRoles] }, disabledAt: null },
    select: { id: true, displayName: true, role: true, unitId: true },
    orderBy: { displayName: 'asc' },
  });
  // role is text in the table and one of Role by the functions that write it
  return people.map(({ displayName: name, role, ...rest }) => ({ name, role: role as Role, ...rest }));
}

/**
 * Who has asked for something that is carried out without them, as the write door wants them: with the rights that they have
 * now. Undefined when the account has been closed meanwhile.
 */
export async function authorOf(
  db: Db,
  { bureauId, personId }: { readonly bureauId: string; readonly personId: string },
): Promise<Viewer | undefined> {
  const [row] = await db.$queryRaw<(Omit<Viewer, 'role' | 'sessionHash'> & { role: string })[]>`
    select p.bureau_id as "bureauId", p.id, p.username, p.display_name as "displayName", p.role, p.unit_id as "unitId",
      u.path as "unitPath", p.may_read_accusations as "mayReadAccusations"
    from person p join unit u on u.bureau_id = p.bureau_id and u.id = p.unit_id
    where p.bureau_id = ${bureauId} and p.id = ${personId} and p.disabled_at is null`;
  const role: Role | undefined = roles.find((one) => one === row?.role);
  return row && role && { ...row, role, sessionHash: '' };
}
