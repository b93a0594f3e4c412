import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '@huiyin/domain';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { readPrepared } from '../../infra/read.ts';
import { stillGood } from './access-tokens.ts';
import type { TokenScope, Viewer } from './viewer.ts';

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
  const rows = await readPrepared<SessionRow>(
    deps.database,
    Prisma.sql`
    select s.bureau_id as "bureauId", s.last_seen_at as "lastSeenAt", p.id, p.username, p.display_name as "displayName",
      p.role, p.unit_id as "unitId", u.path as "unitPath", p.may_read_accusations as "mayReadAccusations"
    -- The session first, whatever PostgreSQL guesses of tables it has no statistics of: every request begins here.
    from bureau b
    cross join lateral (
      select * from session s where s.bureau_id = b.id and s.id_hash = ${idHash} and ${stillOpen(now)} limit 1) s
    join person p on p.bureau_id = s.bureau_id and p.id = s.person_id
    join unit u on u.bureau_id = p.bureau_id and u.id = p.unit_id
    where p.disabled_at is null`,
  );
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

/** What a viewer may see, as text: while it stays the same, so does everything shown to them. */
export function rightsOf({ role, unitPath, mayReadAccusations, token }: Rights): string {
  return JSON.stringify([role, unitPath, mayReadAccusations, token?.scopes ?? null]);
}
type Rights = Pick<Viewer, 'role' | 'unitPath' | 'mayReadAccusations' | 'token'>;

/**
 * What these sessions, access tokens and screens that opened by their link may see now, by {@link rightsOf}; none for those
 * that have ended.
 */
export async function standingRights(
  { database, clock }: Deps,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const now = clock.now();
  const asked = [...hashes];
  const rows = await database.prisma.$queryRaw<
    (Omit<Rights, 'token'> & { hash: string; scopes: TokenScope[] | null })[]
  >`
    select f.hash, f.scopes, p.role, p.may_read_accusations as "mayReadAccusations", u.path as "unitPath"
    from (
      select s.bureau_id, s.person_id, s.id_hash as hash, null as scopes from session s
      where s.bureau_id in (select id from bureau) and s.id_hash = any(${asked}) and ${stillOpen(now)}
      union all
      select t.bureau_id, t.person_id, t.token_hash, t.scopes from access_token t
      where t.bureau_id in (select id from bureau) and t.token_hash = any(${asked}) and ${stillGood(now)}
    ) f
    join person p on p.bureau_id = f.bureau_id and p.id = f.person_id
    join unit u on u.bureau_id = p.bureau_id and u.id = p.unit_id
    where p.disabled_at is null
    union all
    select w.token_hash, null, 'dashboard', false, '' from wall_screen w
    where w.bureau_id in (select id from bureau) and w.token_hash = any(${asked}) and w.revoked_at is null`;
  return new Map(
    rows.map(({ hash, scopes, ...row }) => [hash, rightsOf({ ...row, token: scopes ? { scopes } : undefined })]),
  );
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
