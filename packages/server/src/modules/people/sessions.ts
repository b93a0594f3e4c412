import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Role } from '@huiyin/domain';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { readPrepared } from '../../infra/read.ts';
import { sha256 } from '../../infra/sha256.ts';
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
      idHash: sha256(id),
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
  const idHash = sha256(id);
  const [row] = await readPrepared<SessionRow>(deps.database, sessionSql(idHash, deps.clock.now()));
  if (!row) return undefined;
  const { lastSeenAt, ...person } = row;
  await touchSeldom(deps, { bureauId: row.bureauId, idHash, lastSeenAt });
  const viewer = { ...person, sessionHash: idHash };
  remember(deps.database, viewer);
  return viewer;
}

/** SQL: one {@link SessionRow}, or none. */
function sessionSql(idHash: string, now: number): Prisma.Sql {
  return Prisma.sql`
    select s.bureau_id as "bureauId", s.last_seen_at as "lastSeenAt", p.id, p.username, p.display_name as "displayName",
      p.role, p.unit_id as "unitId", u.path as "unitPath", p.may_read_accusations as "mayReadAccusations"
    -- Session, person, unit, in this order whatever PostgreSQL guesses of tables it has no statistics of: every request begins here.
    from (
      select s.* from bureau b join session s on s.bureau_id = b.id and s.id_hash = ${idHash} and ${sessionStillOpen(now)}
      limit 1) s
    cross join lateral (
      select * from person p where p.bureau_id = s.bureau_id and p.id = s.person_id and p.disabled_at is null limit 1) p
    cross join lateral (select * from unit u where u.bureau_id = p.bureau_id and u.id = p.unit_id limit 1) u`;
}

/** Who the sessions belonged to that came lately, by the hash of their ids. */
const remembered = new WeakMap<Database, Map<string, Viewer>>();
const mostRemembered = 10_000;

function remember(database: Database, viewer: Viewer): void {
  const known = remembered.get(database) ?? new Map<string, Viewer>();
  if (known.size >= mostRemembered) known.clear();
  known.set(viewer.sessionHash, viewer);
  remembered.set(database, known);
}

/**
 * The question whether a session still is what it was when it last came. A read may carry it, so that rows and answer are of one
 * moment and cost one way to the database; nothing read by the remembered rights is shown before {@link stands} says yes.
 */
export class SessionProof {
  readonly viewer: Viewer;
  /** One value: the session as JSON text, null when it has ended. Give it to {@link take}. */
  readonly sql: Prisma.Sql;
  readonly #deps: Deps;
  #found: { readonly row: string | null } | undefined;

  constructor(deps: Deps, viewer: Viewer) {
    this.#deps = deps;
    this.viewer = viewer;
    this.sql = Prisma.sql`(select row_to_json(w)::text from (${sessionSql(viewer.sessionHash, deps.clock.now())}) w)`;
  }

  /** What a read that carried {@link sql} found there. */
  take(row: string | null): void {
    this.#found = { row };
  }

  /** Whether session, person and rights are as remembered; asks by itself when no read has. */
  async stands(): Promise<boolean> {
    if (!this.#found) {
      const [asked] = await readPrepared<{ row: string | null }>(
        this.#deps.database,
        Prisma.sql`select ${this.sql} as row`,
      );
      this.take(asked?.row ?? null);
    }
    const row = this.#found?.row ?? null;
    if (row === null) return false;
    // row_to_json of sessionSql makes exactly this shape
    const { lastSeenAt, ...person } = JSON.parse(row) as Omit<SessionRow, 'lastSeenAt'> & { lastSeenAt: string };
    const { bureauId, sessionHash: idHash } = this.viewer;
    if (!isDeepStrictEqual({ ...person, sessionHash: idHash }, this.viewer)) return false;
    await touchSeldom(this.#deps, { bureauId, idHash, lastSeenAt: new Date(lastSeenAt) });
    return true;
  }
}

/** The proof to be brought for the session of a Cookie header, by what is remembered of it; undefined for one that never came. */
export function rememberedSession(deps: Deps, cookieHeader: string | undefined): SessionProof | undefined {
  const id = readCookie(cookieHeader);
  const viewer = id === undefined ? undefined : remembered.get(deps.database)?.get(sha256(id));
  return viewer && new SessionProof(deps, viewer);
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
      where s.bureau_id in (select id from bureau) and s.id_hash = any(${asked}) and ${sessionStillOpen(now)}
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

/** SQL condition on table alias `s` (session): neither revoked nor expired. */
export function sessionStillOpen(now: number): Prisma.Sql {
  return Prisma.sql`s.revoked_at is null and s.expires_at > ${new Date(now)} and s.last_seen_at > ${new Date(now - idleMs)}`;
}

async function touchSeldom(
  { database, clock }: Deps,
  { bureauId, idHash, lastSeenAt }: { readonly bureauId: string; readonly idHash: string; readonly lastSeenAt: Date },
): Promise<void> {
  if (clock.now() - lastSeenAt.getTime() <= touchMs) return;
  await database.prisma.session.updateMany({
    where: { bureauId, idHash },
    data: { lastSeenAt: new Date(clock.now()) },
  });
}

/** The value of a cookie in a Cookie header. */
export function readCookie(header: string | undefined, wanted = sessionCookie): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === wanted && value) return value;
  }
  return undefined;
}
