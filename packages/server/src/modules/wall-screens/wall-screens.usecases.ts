import { randomBytes, randomUUID } from 'node:crypto';
import { ok, trimmed } from '@huiyin/domain';
import type { RequestContext } from '../../context.ts';
import { refusalError } from '../../graphql/refusal.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { sha256 } from '../../infra/sha256.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import { type AdministeringContext, administer } from '../administration/administration.usecases.ts';
import type { Outcome } from '../people/people.usecases.ts';
import { readCookie } from '../people/sessions.ts';
import type { Viewer } from '../people/viewer.ts';
import { mayReadCounts } from '../people/visibility.ts';
import {
  findScreen,
  insertScreen,
  revokeScreenRow,
  touchScreen,
  type WallScreenRow,
} from './wall-screens.repository.ts';

const cookie = 'huiyin_screen';
const lifeSeconds = 400 * 86_400;
const longestName = 40;
/** last_seen_at is written at most this often. */
const touchMs = 60_000;

/** A new screen and its token, which is shown this once and kept nowhere. */
export interface NewScreen {
  readonly screen: WallScreenRow;
  readonly token: string;
}

/** Makes a link for one screen. Refuses invalid-screen-name. */
export async function addScreen(
  context: AdministeringContext,
  viewer: Viewer,
  given: string,
): Promise<Outcome<NewScreen>> {
  const name = trimmed(given);
  if (name.length === 0 || name.length > longestName) return serverRefusal('invalid-screen-name');
  const token = randomBytes(32).toString('base64url');
  return administer<NewScreen>(context, viewer, async ({ tx, bureauId, at }) => {
    const screen = {
      bureauId,
      id: randomUUID(),
      name,
      createdAt: new Date(at),
      createdByName: viewer.displayName,
      lastSeenAt: null,
      revokedAt: null,
    };
    await insertScreen(tx, screen, sha256(token));
    return ok({ value: { screen, token }, entry: { type: 'wallScreenAdded', screenId: screen.id, name } });
  });
}

/** Ends a link: its screen goes dark at once. Refuses unknown-screen. */
export function revokeScreen(context: RequestContext, viewer: Viewer, id: string): Promise<Outcome<WallScreenRow>> {
  return administer<WallScreenRow>(context, viewer, async ({ tx, bureauId, at }) => {
    const screen = await revokeScreenRow(tx, bureauId, { id, at });
    if (!screen) return serverRefusal('unknown-screen', {}, 'id');
    const { name, tokenHash } = screen;
    return ok({ value: screen, entry: { type: 'wallScreenRevoked', screenId: id, name }, ended: [tokenHash] });
  });
}

/** Lets this browser be a screen. Refuses screen-link-gone. */
export async function openScreen(context: RequestContext, token: string): Promise<Outcome<WallScreenRow>> {
  const screen = await findScreen(context.database.prisma, sha256(token));
  if (!screen) return serverRefusal('screen-link-gone');
  context.setScreenCookie(token);
  return ok(screen);
}

/** The Set-Cookie value that makes a browser a screen. */
export function screenCookieHeader(token: string, secure: boolean): string {
  return `${cookie}=${token}; Path=/graphql; HttpOnly; SameSite=Strict; Max-Age=${lifeSeconds}${secure ? '; Secure' : ''}`;
}

/** Whether this browser once opened a screen's link. */
export function hasScreenCookie(header: string | undefined): boolean {
  return readCookie(header, cookie) !== undefined;
}

/**
 * The screen behind a Cookie header, as one who reads counts: those of the whole bureau, without accusations. It is no viewer:
 * whatever asks for one stays closed to it.
 */
export async function screenFromCookie(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  header: string | undefined,
): Promise<Viewer | undefined> {
  const token = readCookie(header, cookie);
  if (token === undefined) return undefined;
  const sessionHash = sha256(token);
  const screen = await findScreen(database.prisma, sessionHash);
  if (!screen) return undefined;
  const now = clock.now();
  if (now - (screen.lastSeenAt?.getTime() ?? 0) > touchMs) await touchScreen(database.prisma, screen, new Date(now));
  const { bureauId, id, name } = screen;
  return {
    bureauId,
    sessionHash,
    id: `screen/${id}`,
    username: '',
    displayName: name,
    role: 'dashboard',
    unitId: '',
    unitPath: '',
    mayReadAccusations: false,
  };
}

/** Whoever reads counts in this request: the person, else the screen. Resolvers behind readsCounts only. */
export function countsReader({ viewer, screen }: RequestContext): Viewer {
  const reader = viewer && mayReadCounts(viewer) ? viewer : screen;
  if (!reader) throw refusalError('unauthenticated');
  return reader;
}
