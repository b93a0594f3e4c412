import type { PassingFault } from './channel.ts';
import type { ItemReceipt, ItemRefusal, Settlement, StoredAttachment } from './types.ts';

/** One command as `submitCommands` takes it. */
export interface CommandInput {
  readonly commandId: string;
  readonly type: string;
  readonly occurredAt: string;
  /** The phone's instant of sending: tells a wrong clock from a long way. */
  readonly sentAt: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The conflict that it settles. */
  readonly resolves?: Settlement;
}

/** The server's word on one command. `stored` is there when it had been done before under the same commandId. */
export interface Outcome {
  readonly commandId: string;
  readonly status: 'accepted' | 'duplicate' | 'refused' | 'conflict';
  readonly code?: string | null;
  readonly message?: string | null;
  readonly path?: string | null;
  readonly citations?: ItemRefusal['citations'];
  readonly revision?: string | null;
  readonly receivedAt: string;
  readonly visitId?: string | null;
  readonly cases?: readonly { readonly id: string; readonly number: string; readonly legalDue?: string | null }[];
  readonly versions?: ItemReceipt['versions'];
  readonly stored?: Outcome | null;
}

/**
 * Why a request gave no outcome.
 * passing: try the same again later · signedOut: needs a sign-in · rejected: the server will never take this request as
 * it is · broken: the server stumbled over this request (500): others may still go.
 */
export type Fault =
  | { readonly kind: 'passing'; readonly why: PassingFault; readonly retryAfterMs?: number }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'rejected'; readonly code: string; readonly message?: string }
  | { readonly kind: 'broken' };

/** How the drainer reaches the server. Injected, so that tests can cut the line wherever they like. */
export interface Transport {
  /** Whose session the browser holds: the author of an item must be the one who sends it. */
  whoAmI(): Promise<{ readonly kind: 'person'; readonly personId: string | null } | Fault>;
  submit(
    commands: readonly CommandInput[],
  ): Promise<{ readonly kind: 'outcomes'; readonly outcomes: readonly Outcome[] } | Fault>;
  /** Sends the bytes of one photo, going on where it broke off. `onUrl` is told where, before the first byte goes. */
  upload(attachment: StoredAttachment, told: UploadTold): Promise<{ readonly kind: 'uploaded' } | Fault>;
}

/** What an upload reports while it runs. */
export interface UploadTold {
  onUrl(url: string): Promise<void> | void;
  onProgress(sent: number, total: number): void;
}

const TIMEOUT_MS = 30_000;

/** A GraphQL answer whose `data` has not been looked into yet. */
export interface GraphqlAnswer {
  readonly kind: 'data';
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Posts one GraphQL operation with plain fetch and sorts every way it can go wrong. Never throws.
 * @param endpoint URL of the API, by default the page's own `/graphql`
 */
export async function postGraphql(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  endpoint = '/graphql',
  send: typeof fetch = fetch,
): Promise<GraphqlAnswer | Fault> {
  let response: Response;
  let text: string;
  try {
    response = await send(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
      body: JSON.stringify({ query, variables }),
      credentials: 'same-origin',
      // A redirect here is a login page of the wifi, never our server.
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await response.text();
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return { kind: 'passing', why: timedOut ? 'timeout' : 'network' };
  }
  const retryAfter = response.headers.get('retry-after');
  const body = parseBody(text);
  if (body === undefined) return faultOfStranger(response.status, retryAfter);
  return sortBody(body, response.status, retryAfter);
}

/**
 * What an answer means that is not in our server's own words: the login page of a wifi, the error page of a gateway, half
 * an answer. It is never a refusal: only the server's own word takes work out of the line. A gateway that will not take
 * one request (403, 413) may take the others: that one is tried later.
 */
export function faultOfStranger(status: number, retryAfter: string | null): Fault {
  const seconds = Number(retryAfter);
  const wait = retryAfter !== null && Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {};
  if (status === 429) return { kind: 'passing', why: 'busy', ...wait };
  if (status === 408 || (status >= 500 && status !== 511)) return { kind: 'passing', why: 'server', ...wait };
  if (status === 413) return { kind: 'broken' };
  return { kind: 'passing', why: 'portal' };
}

interface GraphqlBody {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message?: string; readonly extensions?: { readonly code?: string } }[];
}

/** JSON that looks like a GraphQL answer; undefined for anything else, such as the HTML of a captive portal. */
function parseBody(text: string): GraphqlBody | undefined {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null) return undefined;
    return 'data' in body || 'errors' in body ? (body as GraphqlBody) : undefined; // both keys are optional and checked at use
  } catch {
    return undefined;
  }
}

/** Codes that mean "not now", not "never", of a whole answer or of one outcome. */
export const PASSING_CODES: ReadonlySet<string> = new Set([
  'internal-error',
  'server-not-ready',
  'database-unavailable',
  'rate-limited',
]);

function sortBody(body: GraphqlBody, status: number, retryAfter: string | null): GraphqlAnswer | Fault {
  const error = body.errors?.[0];
  // A part that was refused (a year without a calendar) does not spoil the parts that came.
  const came = body.data != null && Object.values(body.data).some((part) => part !== null);
  if (body.data != null && (error === undefined || came)) return { kind: 'data', data: body.data };
  const code = error?.extensions?.code;
  // Every refusal of ours has a code in kebab-case; whatever else looks like one comes from somebody else.
  if (code === undefined || !/^[a-z][a-z-]*$/.test(code)) {
    return status === 500 ? { kind: 'broken' } : faultOfStranger(status, retryAfter);
  }
  if (code === 'unauthenticated') return { kind: 'signedOut' };
  if (code === 'rate-limited') return { kind: 'passing', why: 'busy' };
  if (code === 'internal-error') return { kind: 'broken' };
  // a server that starts, stops or has lost its database refuses nothing: it will be asked again
  if (status >= 500 || PASSING_CODES.has(code)) return { kind: 'passing', why: 'server' };
  return { kind: 'rejected', code, ...(error?.message === undefined ? {} : { message: error.message }) };
}

const OUTCOME = `commandId status code message path citations { regulation article rule } revision receivedAt visitId cases { id number legalDue } versions { kind id version }`;
const SUBMIT = `mutation Submit($commands: [CommandInput!]!) { submitCommands(commands: $commands) { ${OUTCOME} stored { ${OUTCOME} } } }`;

/** Sends one attachment; loaded only when the first one goes out. */
export type Uploader = (
  attachment: StoredAttachment,
  told: UploadTold,
  endpoint: string,
) => Promise<{ readonly kind: 'uploaded' } | Fault>;

/** How to reach the server. */
export interface Line {
  /** Where it is, by default where the page came from. */
  readonly base?: string;
  /** By default the browser's fetch with its cookies. */
  readonly send?: typeof fetch;
  /** How to get the uploader; left out in the service worker, which has no XMLHttpRequest: photos then wait for the page. */
  readonly loadUploader?: () => Promise<Uploader>;
}

/** The transport of the real app: fetch for commands, tus for files. */
export function httpTransport({ base = '', send = fetch, loadUploader }: Line = {}): Transport {
  return {
    async whoAmI() {
      const answer = await postGraphql('query WhoAmI { viewer { id } }', {}, `${base}/graphql`, send);
      if (answer.kind !== 'data') return answer;
      // The schema says Viewer | null with an id.
      const viewer = answer.data.viewer as { id: string } | null | undefined;
      if (viewer === undefined) return { kind: 'passing', why: 'portal' };
      return { kind: 'person', personId: viewer?.id ?? null };
    },
    async submit(commands) {
      const answer = await postGraphql(SUBMIT, { commands }, `${base}/graphql`, send);
      if (answer.kind !== 'data') return answer;
      const outcomes = answer.data.submitCommands;
      // One outcome a command by the schema; anything else is not our server.
      return Array.isArray(outcomes) ? { kind: 'outcomes', outcomes } : { kind: 'passing', why: 'portal' };
    },
    async upload(attachment, told) {
      if (loadUploader === undefined) return { kind: 'passing', why: 'network' };
      try {
        const upload = await loadUploader();
        return await upload(attachment, told, `${base}/files`);
      } catch {
        // The uploader itself could not be loaded: no network, and this part was not cached yet.
        return { kind: 'passing', why: 'network' };
      }
    },
  };
}
