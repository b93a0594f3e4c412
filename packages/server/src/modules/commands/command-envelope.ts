import { allAsWritten } from '@huiyin/domain';
import type { Command } from '@huiyin/domain/cases';
import * as v from 'valibot';
import { sha256 } from '../../infra/sha256.ts';
import { notUuid, type Refusal, serverRefusal, shapeProblem } from '../../messages/refusals.ts';
import type { Viewer } from '../people/viewer.ts';
import { canonicalJson, unstorablePath } from './canonical-json.ts';
import { conflictChoices, type Settlement } from './conflicts.repository.ts';
import type { Provenance } from './event-store.repository.ts';
import { readCommand } from './payloads.ts';
import { isUuid } from './shapes.ts';

/** A command as it comes over the wire. */
export interface CommandEnvelope {
  /** UUID made by the client when the user saved. */
  readonly commandId: string;
  readonly type: string;
  /** The device's time when the user saved. */
  readonly occurredAt: Date;
  /** The device's time when it sent the command; tells a wrong clock from a long way. */
  readonly sentAt?: Date | null | undefined;
  readonly payload: unknown;
  /** Which conflict of the same author it settles, and which side each field was taken from. */
  readonly resolves?: unknown;
}

/**
 * The one command that is about a command: its author takes the losing side of a conflict back (以对方的为准). Nothing of a
 * case or visit changes, so the domain does not know it.
 */
export interface ConcedeConflict {
  readonly type: 'concedeConflict';
}

/** A command that may have a receipt: its identity is settled, its content perhaps refused. */
export interface PreparedCommand {
  readonly actor: Viewer;
  readonly type: string;
  readonly payloadHash: string;
  readonly provenance: Provenance;
  /** As it is kept of a command that loses against a newer version. */
  readonly payload: unknown;
  readonly resolves: Settlement | undefined;
  readonly command: { readonly ok: true; readonly value: Command | ConcedeConflict } | Refusal;
}

const largestPayload = 256 * 1024;
const skewMs = 5 * 60_000;

/**
 * Checks what must hold before a receipt can be kept: a UUID as commandId, a size and a content that can be stored, and the
 * author (fixed at capture: payload.capturedBy) being the one who is signed in. None of these refusals is stored: the
 * right author may still send the command.
 */
export function prepareCommand(
  envelope: CommandEnvelope,
  actor: Viewer,
  receivedAt: number,
): { readonly ok: true; readonly value: PreparedCommand } | Refusal {
  const { payload, type } = envelope;
  if (!isUuid(envelope.commandId)) return notUuid('commandId', 'commandId');
  const unstorable = unstorablePath(payload) ?? unstorablePath(type, 'type');
  if (unstorable !== undefined) return malformed(unstorable, 'unstorable');
  const content = canonicalJson(payload);
  if (Buffer.byteLength(content) > largestPayload) {
    return serverRefusal('command-too-large', { kilobytes: largestPayload / 1024 });
  }
  const resolves = readSettlement(envelope.resolves);
  if (resolves === 'malformed' || (type === 'concedeConflict' && resolves === undefined)) return malformed('resolves');
  const author = capturedBy(payload);
  if (author !== undefined && author !== actor.id) return serverRefusal('not-the-author', {}, 'capturedBy');
  const occurredAt = envelope.occurredAt.toISOString();
  const provenance: Provenance = {
    bureauId: actor.bureauId,
    actor: { id: actor.id, name: actor.displayName, unitId: actor.unitId },
    commandId: envelope.commandId.toLowerCase(),
    occurredAt,
    receivedAt: new Date(receivedAt).toISOString(),
    skewed: clockDisagrees(envelope, receivedAt),
  };
  // the times stay out of the hash: a cover may stamp its own, and sentAt is another one each time
  const payloadHash = sha256(canonicalJson(resolves === undefined ? [type, content] : [type, content, resolves]));
  const written = allAsWritten(payload);
  const command = type === 'concedeConflict' ? ({ ok: true, value: { type } } as const) : readCommand(type, written);
  const kept = { payloadHash, provenance, payload: written, resolves };
  return { ok: true, value: { actor, type: type.slice(0, 60), ...kept, command } };
}

/**
 * A command written offline arrives late by nature, so lateness says nothing about the device's clock. Told are a device
 * that was ahead of us when it sent (or wrote), and, when it says when it sent, one that was behind.
 */
function clockDisagrees({ occurredAt, sentAt }: CommandEnvelope, receivedAt: number): boolean {
  if (sentAt)
    return Math.abs(sentAt.getTime() - receivedAt) > skewMs || occurredAt.getTime() - sentAt.getTime() > skewMs;
  return occurredAt.getTime() - receivedAt > skewMs;
}

function capturedBy(payload: unknown): string | undefined {
  if (payload === null || typeof payload !== 'object' || !('capturedBy' in payload)) return undefined;
  return typeof payload.capturedBy === 'string' ? payload.capturedBy : undefined;
}

const settlement = v.object({
  commandId: v.pipe(v.string(), v.uuid()),
  fields: v.pipe(
    v.record(v.pipe(v.string(), v.maxLength(60)), v.picklist(conflictChoices)),
    v.check((fields) => Object.keys(fields).length <= 60),
  ),
});

function readSettlement(given: unknown): Settlement | 'malformed' | undefined {
  if (given === undefined || given === null) return undefined;
  const parsed = v.safeParse(settlement, given);
  return parsed.success && unstorablePath(given) === undefined ? parsed.output : 'malformed';
}

function malformed(path: string, problem: 'shape' | 'unstorable' = 'shape'): Refusal {
  return serverRefusal('invalid-command', { path, detail: shapeProblem(problem, path) }, path);
}
