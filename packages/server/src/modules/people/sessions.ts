import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '@huiyin/domain';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { Viewer } from './viewer.ts';

/** Name of the session cookie. */
export const sessionCookie = 'huiyin_session';

const day = 86_400_000;
/** A leader may be out of coverage for days: the session then still stands when the phone comes back. */
const idleMs = 7 * day;
const absoluteMs = 30 * day;
/** last_seen_at is written at most this often. */
const touchMs = 60_000;

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
}

/** Opens a session for a person and returns its secret id, which is kept nowhere but in the cookie. */
export async function openSession({ database, clock }: Deps, bureauId: string, personId: string): Promise<string> {
  const id = randomBytes(32).toString('base64url');
  const now = new Date(clock.now());
  await database.prisma.session.create({
    data: {
      bureauId,
      idHash: hashOf(id),
      personId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(clock.now() + absoluteMs),
    },
  });
  return id;
}

/**
 * The person behind a Cookie header; undefined without a session, or when it has expired (7 days idle, 30 days in all),
 * was revoked, or the account was disabled.
 */
export async function sessionFromCookie(deps: Deps, cookieHeader: string | undefined): Promise<Viewer | undefined> {
  const id = readCookie(cookieHeader);
  if (id === undefined) return undefined;
  const now = deps.clock.now();
  const idHash = hashOf(id);
  const rows = await deps.database.prisma.$queryRaw<SessionRow[]>`
    select s.bureau_id as "bureauId", s.last_seen_at as "lastSeenAt", p.id, p.username, p.display_name as "displayName",
      p.role, p.unit_id as "unitId", u.path as "unitPath", p.may_read_accusations as "mayReadAccusations"
    from session s
    join person p on p.bureau_id = s.bureau_id and p.id = s.person_id
    join unit u on u.bureau_id = p.bureau_id and u.id = p.unit_id
    where s.bureau_id in (select id from bureau) and s.id_hash = ${idHash} and ${stillOpen(now)} and p.disabled_at is null`;
  const row = rows[0];
  if (!row) return undefined;
  const { lastSeenAt, ...person } = row;
  if (now - lastSeenAt.getTime() > touchMs) await touch(deps, row.bureauId, idHash);
  return { ...person, sessionHash: idHash };
}

/** Ends one session. */
export async function revokeSession({ database, clock }: Deps, viewer: Viewer): Promise<void> {
  await database.prisma.session.updateMany({
    where: { bureauId: viewer.bureauId, idHash: viewer.sessionHash, revokedAt: null },
    data: { revokedAt: new Date(clock.now()) },
  });
}

/** Which of these sessions still stand: of persons, and of screens that opened by their link. */
export async function openSessions({ database, clock }: Deps, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await database.prisma.$queryRaw<{ idHash: string }[]>`
    select s.id_hash as "idHash" from session s
    join person p on p.bureau_id = s.bureau_id and p.id = s.person_id
    where s.bureau_id in (select id from bureau) and s.id_hash = any(${[...hashes]}) and ${stillOpen(clock.now())}
      and p.disabled_at is null
    union all
    select w.token_hash from wall_screen w where w.bureau_id in (select id from bureau)
      and w.token_hash = any(${[...hashes]}) and w.revoked_at is null`;
  return new Set(rows.map((row) => row.idHash));
}

/** The Set-Cookie value that gives (or with undefined takes away) a session. */
export function setCookieHeader(sessionId: string | undefined, secure: boolean): string {
  const life = sessionId === undefined ? 0 : absoluteMs / 1000;
  return `${sessionCookie}=${sessionId ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${life}${secure ? '; Secure' : ''}`;
}

interface SessionRow {
  readonly bureauId: string;
  readonly lastSeenAt: Date;
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly unitId: string;
  readonly unitPath: string;
  readonly mayReadAccusations: boolean;
}

function stillOpen(now: number): Prisma.Sql {
  return Prisma.sql`s.revoked_at is null and s.expires_at > ${new Date(now)} and s.last_seen_at > ${new Date(now - idleMs)}`;
}

async function touch({ database, clock }: Deps, bureauId: string, idHash: string): Promise<void> {
  await database.prisma.session.updateMany({
    where: { bureauId, idHash },
    data: { lastSeenAt: new Date(clock.now()) },
  });
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

/** The value of a cookie in a Cookie header. */
export function readCookie(header: string | undefined, wanted = sessionCookie): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === wanted && value) return value;
  }
  return undefined;
}
