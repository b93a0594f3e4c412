import type { Role } from '@huiyin/domain';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import { sendAll, type Transaction } from '../../infra/transaction.ts';
import {
  chainEvents,
  eventStatements,
  type Head,
  type Provenance,
  streamKey,
} from '../commands/event-store.repository.ts';
import { type PersonRow, type UnitRow, unitsSql } from '../people/people.repository.ts';
import type { PostHolder } from '../people/staff.repository.ts';

/** A person as an administrator sees them: never a hash. */
export interface AdministeredPerson {
  readonly bureauId: string;
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly unitId: string;
  readonly mayReadAccusations: boolean;
  /** Holds an initial password that opens nothing until it is replaced. */
  readonly passwordInitial: boolean;
  readonly disabledAt: Date | null;
  /** Of the newest session, to the minute. */
  readonly lastSeenAt: Date | null;
}

/** What an administrator did: the audit (审计) of the bureau's units and people. Never a password or a hash in it. */
export type AdministrationEntry =
  | { readonly type: 'bureauRenamed'; readonly from: UnitNamesGiven; readonly to: UnitNamesGiven }
  | { readonly type: 'unitsAdded'; readonly units: readonly Omit<UnitRow, 'initials' | 'path'>[] }
  | {
      readonly type: 'unitRenamed';
      readonly unitId: string;
      readonly from: UnitNamesGiven;
      readonly to: UnitNamesGiven;
    }
  | {
      readonly type: 'unitStaffSet';
      readonly unitId: string;
      readonly from: readonly Pick<PostHolder, 'post' | 'personId'>[];
      readonly to: readonly Pick<PostHolder, 'post' | 'personId'>[];
    }
  | ({ readonly type: 'personAdded'; readonly personId: string; readonly username: string } & PersonRights)
  | {
      readonly type: 'personChanged';
      readonly personId: string;
      readonly from: PersonRights;
      readonly to: PersonRights;
    }
  | { readonly type: 'receptionLinkRenewed'; readonly kind: 'board' | 'calendar'; readonly personId: string }
  | {
      readonly type: 'shortfallExplained';
      readonly personId: string;
      readonly month: string;
      readonly reason: string;
    }
  | {
      readonly type: 'personalDataViewed';
      /** Of the case; of a visitor the day of the session and the number there. */
      readonly number: string;
      readonly fields: readonly string[];
      readonly reason: string;
    }
  | { readonly type: 'casesExported'; readonly rows: number; readonly asked: string }
  | { readonly type: 'wallScreenAdded' | 'wallScreenRevoked'; readonly screenId: string; readonly name: string }
  | {
      readonly type: 'unitMoved';
      readonly unitId: string;
      readonly from: { readonly parentId: string };
      readonly to: { readonly parentId: string };
    }
  | { readonly type: 'unitClosed' | 'unitReopened'; readonly unitId: string }
  | {
      readonly type: 'organMarkSet';
      readonly unitId: string;
      readonly from: { readonly mark: string };
      readonly to: { readonly mark: string };
    }
  | {
      readonly type: 'unitContactSet';
      readonly unitId: string;
      readonly from: { readonly contact: string };
      readonly to: { readonly contact: string };
    }
  | {
      readonly type: 'settingChanged';
      readonly key: string;
      readonly from: string;
      readonly to: string;
      readonly validFrom: string;
      readonly reason: string;
    }
  | {
      readonly type: 'accessTokenMade';
      readonly tokenId: string;
      readonly personId: string;
      readonly name: string;
      readonly scopes: readonly string[];
      readonly expiresAt: string;
    }
  | {
      readonly type: 'webhookAdded';
      readonly webhookId: string;
      readonly name: string;
      readonly url: string;
      readonly events: readonly string[];
    }
  | { readonly type: 'webhookPaused' | 'webhookResumed'; readonly webhookId: string; readonly name: string }
  | { readonly type: 'webhookRemoved'; readonly webhookId: string; readonly name: string; readonly url: string }
  | {
      readonly type: 'accessTokenRevoked';
      readonly tokenId: string;
      readonly personId: string;
      readonly name: string;
    }
  | { readonly type: 'deviceRevoked'; readonly deviceId: string; readonly personId: string; readonly name: string }
  | {
      readonly type: 'materialSettled';
      readonly deviceId: string;
      readonly personId: string;
      readonly name: string;
      readonly reason: string;
    }
  | { readonly type: 'deviceRecovered'; readonly deviceId: string; readonly personId: string }
  | {
      readonly type: 'deviceHandedOver';
      readonly deviceId: string;
      readonly personId: string;
      readonly received: number;
      readonly kept: number;
    }
  | {
      readonly type: 'personDisabled' | 'personEnabled' | 'passwordReset' | 'ownPasswordSet';
      readonly personId: string;
    }
  | {
      readonly type: 'documentTemplateAdded';
      readonly kind: string;
      readonly version: number;
      readonly sha256: string;
      readonly fileName: string;
    }
  | { readonly type: 'documentTemplateUsed'; readonly kind: string; readonly from: number; readonly to: number }
  | {
      readonly type: 'calendarNoticeProposed' | 'calendarNoticeWithdrawn';
      readonly importId: string;
      readonly year: number;
    }
  | {
      readonly type: 'calendarNoticeConfirmed';
      readonly importId: string;
      readonly year: number;
      /** Cases that were given other dates. */
      readonly redated: number;
    };

/** A unit's names. */
interface UnitNamesGiven {
  readonly name: string;
  readonly shortName: string | null;
}

/** What an administrator decides about a person. */
export interface PersonRights {
  readonly displayName: string;
  readonly role: Role;
  readonly unitId: string;
  readonly mayReadAccusations: boolean;
}

/** One administrator at a time: the rules below (unique names, the last administrator) are read before they are written. */
export async function lockBureau(tx: Transaction, bureauId: string): Promise<void> {
  await tx.query(Prisma.sql`select id from bureau where id = ${bureauId} for no key update`);
}

/** Appends to the bureau's one chain of administration, which {@link lockBureau} guards. */
export async function appendEntry(tx: Transaction, from: Provenance, entry: AdministrationEntry): Promise<void> {
  const stream = { kind: 'administration', id: from.bureauId } as const;
  const [head] = await tx.query<Head>(Prisma.sql`
    select seq, hash from event
    where bureau_id = ${from.bureauId} and stream_kind = ${stream.kind} and stream_id = ${stream.id}
    order by seq desc limit 1`);
  const heads = new Map(head ? [[streamKey(stream), head]] : []);
  await sendAll(tx, eventStatements(chainEvents(heads, from, [{ ...entry, stream }])));
}

/** All units as they are in this transaction, parents before children. */
export function readUnits(tx: Transaction, bureauId: string): Promise<UnitRow[]> {
  return tx.query<UnitRow>(unitsSql(bureauId));
}

/** Adds units, parents first. */
export async function insertUnits(tx: Transaction, bureauId: string, units: readonly UnitRow[]): Promise<void> {
  await tx.query(Prisma.sql`
    insert into unit (bureau_id, id, parent_id, name, short_name, kind, initials, path)
    select ${bureauId}, u.* from jsonb_to_recordset(${JSON.stringify(units)}::jsonb) as u(id text, "parentId" text,
      name text, "shortName" text, kind text, initials text, path text)`);
}

/** Gives a unit other names. */
export async function updateUnitNames(
  tx: Transaction,
  bureauId: string,
  { id, name, shortName, initials }: Pick<UnitRow, 'id' | 'name' | 'shortName' | 'initials'>,
): Promise<void> {
  await tx.query(Prisma.sql`update unit set name = ${name}, short_name = ${shortName}, initials = ${initials}
    where bureau_id = ${bureauId} and id = ${id}`);
}

/** Gives the bureau the name of its root unit. */
export async function updateBureauName(tx: Transaction, bureauId: string, name: string): Promise<void> {
  await tx.query(Prisma.sql`update bureau set name = ${name} where id = ${bureauId}`);
}

const personColumns = Prisma.sql`p.bureau_id as "bureauId", p.id, p.username, p.display_name as "displayName", p.role,
  p.unit_id as "unitId", p.may_read_accusations as "mayReadAccusations", p.password_initial as "passwordInitial",
  p.disabled_at as "disabledAt", (select max(s.last_seen_at) from session s
    where s.bureau_id = p.bureau_id and s.person_id = p.id) as "lastSeenAt"`;

/** Everyone, those who may sign in first, by name. */
export function listPeople(db: PrismaClient, bureauId: string): Promise<AdministeredPerson[]> {
  return db.$queryRaw<AdministeredPerson[]>`select ${personColumns} from person p where p.bureau_id = ${bureauId}
    order by p.disabled_at is not null, p.display_name, p.username`;
}

/** One person, by id or by username. */
export async function readPerson(
  tx: Transaction,
  bureauId: string,
  by: { readonly id: string } | { readonly username: string },
): Promise<AdministeredPerson | undefined> {
  const [column, value] = 'id' in by ? [Prisma.sql`p.id`, by.id] : [Prisma.sql`p.username`, by.username.toLowerCase()];
  const [row] = await tx.query<AdministeredPerson>(
    Prisma.sql`select ${personColumns} from person p where p.bureau_id = ${bureauId} and ${column} = ${value}`,
  );
  return row;
}

/** Whether somebody else who may sign in is an administrator. */
export async function anotherAdministrator(tx: Transaction, bureauId: string, id: string): Promise<boolean> {
  const rows = await tx.query(Prisma.sql`select 1 from person where bureau_id = ${bureauId} and id <> ${id}
    and role = 'administrator' and disabled_at is null limit 1`);
  return rows.length > 0;
}

/** Adds a person with an initial password. */
export async function insertAdministeredPerson(
  tx: Transaction,
  bureauId: string,
  { id, username, displayName, role, unitId, passwordHash, mayReadAccusations }: PersonRow,
  createdAt: string,
): Promise<void> {
  await tx.query(Prisma.sql`
    insert into person (bureau_id, id, username, display_name, role, unit_id, password_hash, password_initial,
      may_read_accusations, created_at)
    values (${bureauId}, ${id}, ${username.toLowerCase()}, ${displayName}, ${role}, ${unitId}, ${passwordHash}, true,
      ${mayReadAccusations}, ${createdAt}::timestamptz)`);
}

/** Changes what an administrator decides about a person. */
export async function updateRights(tx: Transaction, bureauId: string, id: string, to: PersonRights): Promise<void> {
  await tx.query(Prisma.sql`update person set display_name = ${to.displayName}, role = ${to.role},
    unit_id = ${to.unitId}, may_read_accusations = ${to.mayReadAccusations}
    where bureau_id = ${bureauId} and id = ${id}`);
}

/** Closes (with an instant) or opens (with null) an account. */
export async function updateDisabledAt(
  tx: Transaction,
  bureauId: string,
  id: string,
  disabledAt: string | null,
): Promise<void> {
  await tx.query(Prisma.sql`update person set disabled_at = ${disabledAt}::timestamptz
    where bureau_id = ${bureauId} and id = ${id}`);
}

/** Replaces a password; `initial` when somebody else than the person knows it. */
export async function updatePassword(
  tx: Transaction,
  bureauId: string,
  id: string,
  password: { readonly hash: string; readonly initial: boolean },
): Promise<void> {
  await tx.query(Prisma.sql`update person set password_hash = ${password.hash}, password_initial = ${password.initial}
    where bureau_id = ${bureauId} and id = ${id}`);
}

/** Ends a person's sessions but one, and returns the hashes of those that stood. */
export async function revokeSessions(
  tx: Transaction,
  bureauId: string,
  personId: string,
  { at, but = '' }: { readonly at: string; readonly but?: string },
): Promise<readonly string[]> {
  const rows = await tx.query<{ idHash: string }>(Prisma.sql`
    update session set revoked_at = ${at}::timestamptz
    where bureau_id = ${bureauId} and person_id = ${personId} and revoked_at is null and id_hash <> ${but}
    returning id_hash as "idHash"`);
  return rows.map(({ idHash }) => idHash);
}
