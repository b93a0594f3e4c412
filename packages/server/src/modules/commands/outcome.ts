import type { ClockId } from '@huiyin/domain';
import type { StreamRef } from '@huiyin/domain/cases';
import { type ApiCitation, citationForApi } from '../../graphql/refusal.ts';
import { type Refusal, sentenceOf } from '../../messages/refusals.ts';

/** A case that a command made, with the due date (法定期限) that binds first. */
export interface RegisteredCase {
  readonly id: string;
  readonly number: string;
  readonly legalDue: string | null;
  readonly clock: ClockId | null;
}

/** A case or visit and the number of its events. */
export interface StreamVersion extends StreamRef {
  readonly version: number;
}

/** How a command ended. Stored as its receipt (but for conflict and the passing refusals), so plain JSON. */
export interface CommandOutcome {
  readonly commandId: string;
  readonly status: 'accepted' | 'duplicate' | 'refused' | 'conflict';
  readonly code: string | null;
  readonly message: string | null;
  readonly path: string | null;
  readonly citations: readonly ApiCitation[];
  /** The change feed's revision of the command; decimal, since it may outgrow a float. */
  readonly revision: string | null;
  /** ISO instant. */
  readonly receivedAt: string;
  readonly visitId: string | null;
  readonly cases: readonly RegisteredCase[];
  /** What the written cases and visits are now: what the next command expects. Missing in receipts of older servers. */
  readonly versions?: readonly StreamVersion[];
  /** For a duplicate: the outcome of the first time. */
  readonly stored: CommandOutcome | null;
}

/** What an accepted command made; it gets its revision when its receipt is stored. */
export function accepted(
  commandId: string,
  receivedAt: string,
  made: Pick<CommandOutcome, 'visitId' | 'cases' | 'versions'>,
): CommandOutcome {
  return { ...blank(commandId, receivedAt), status: 'accepted', ...made };
}

/** A command refused by the rules or at the door; a stale expectedVersion becomes a conflict. */
export function refusedOutcome(commandId: string, receivedAt: string, refusal: Refusal): CommandOutcome {
  return {
    ...blank(commandId, receivedAt),
    status: refusal.code === 'version-conflict' ? 'conflict' : 'refused',
    code: refusal.code,
    message: sentenceOf(refusal),
    path: refusal.path ?? null,
    citations: refusal.citations.map(citationForApi),
  };
}

/** The same command again: what was stored the first time, with what it made repeated for the client's convenience. */
export function duplicate(receivedAt: string, stored: CommandOutcome): CommandOutcome {
  const { commandId, revision, visitId, cases, versions = [] } = stored;
  return { ...blank(commandId, receivedAt), status: 'duplicate', revision, visitId, cases, versions, stored };
}

function blank(commandId: string, receivedAt: string) {
  return {
    commandId,
    code: null,
    message: null,
    path: null,
    citations: [],
    revision: null,
    receivedAt,
    visitId: null,
    cases: [],
    versions: [],
    stored: null,
  };
}
