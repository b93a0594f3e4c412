import type { ChangeFeed } from './infra/change-feed.ts';
import type { Clock } from './infra/clock.ts';
import type { Database } from './infra/database.ts';
import type { Logger } from './infra/logger.ts';
import type { Metrics } from './infra/metrics.ts';
import type { SecretKeys } from './infra/secret-keys.ts';
import type { DeviceRow } from './modules/devices/devices.repository.ts';
import type { LiveCountsHub } from './modules/live/live-counts.usecases.ts';
import type { RateLimits } from './modules/people/rate-limits.ts';
import type { SessionWatch } from './modules/people/session-watch.ts';
import type { SessionProof } from './modules/people/sessions.ts';
import type { Viewer } from './modules/people/viewer.ts';
import type { FigureKeeper } from './modules/reports/kept-figures.ts';
import type { Dispatcher } from './modules/webhooks/dispatch.ts';

/** What one server process is told by its operator. */
export interface Settings {
  /** Send the session cookie over HTTPS only. */
  readonly secureCookies: boolean;
  /** Believe X-Forwarded-For and X-Forwarded-Host; only behind a proxy of one's own. */
  readonly trustProxy: boolean;
  /** Hide what helps developers (introspection stays: the schema is public). */
  readonly production: boolean;
  /** One-time code (一次性初始化码) that makes the first administrator; none: it cannot be made over the network. */
  readonly setupCode?: string;
  /** Requests a minute that one address may make without a session; 120 when not set. */
  readonly publicRequestsPerMinute?: number;
  /** Live streams that one person may hold open in one process; 200 when not set. */
  readonly streamsPerPerson?: number;
  /** With it in the header Authorization: Bearer … the metrics may be read from elsewhere; none: only from this machine. */
  readonly metricsToken?: string | undefined;
  /** Keys that seal secrets in the database, the newest first; none: one for as long as this process runs (tests). */
  readonly secretKeys?: readonly string[] | undefined;
  /** Origins of push services beside the known ones (HUIYIN_PUSH_SERVICES). */
  readonly pushServices?: readonly string[] | undefined;
  /** Where who runs a push service may write: mailto: or https:. */
  readonly pushContact?: string | undefined;
  /** Redis for the hints between server processes; none: they go by PostgreSQL. */
  readonly redisUrl?: string | undefined;
  /** Least milliseconds between two snapshots of live counts; 250 when not set. A lone change is told at once. */
  readonly coalesceMs?: number;
  /** Milliseconds between heartbeats of a live stream; 5,000 when not set. */
  readonly heartbeatMs?: number;
  /** Takes jobs in the background (jobs.ts); a process that does not leaves them to others. */
  readonly jobs?: boolean;
  /** Where the bytes of attachments lie; none: handed-over photos cannot be kept (a server without uploads). */
  readonly filesFolder?: string;
}

/** The long-lived parts of one server process. */
export interface Services {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: Settings;
  readonly feed: ChangeFeed;
  readonly liveCounts: LiveCountsHub;
  readonly figures: FigureKeeper;
  readonly limits: RateLimits;
  readonly sessions: SessionWatch;
  readonly webhooks: Dispatcher;
  readonly metrics: Metrics;
  readonly keys: SecretKeys;
}

/** What a resolver is given. */
export interface RequestContext extends Services {
  readonly viewer: Viewer | undefined;
  /** Set while `viewer` is only remembered: a read that carries it along saves a way to the database. */
  readonly proof?: SessionProof | undefined;
  /** The phone that shows its token (header x-huiyin-device), whoever is signed in. */
  readonly device: DeviceRow | undefined;
  /** Reads counts and nothing else: the screen (大屏) that opened by its link. */
  readonly screen: Viewer | undefined;
  /** The caller's network address, for rate limits. */
  readonly address: string;
  /** Sets or clears (undefined) the session cookie on the reply. */
  setSessionCookie(sessionId: string | undefined): void;
  /** Lets this browser be the screen of this link. */
  setScreenCookie(token: string): void;
}
