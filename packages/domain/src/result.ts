import type { Citation } from './citation.ts';
import type { RefusalCode } from './refusal-codes.ts';

/** A value, or a refusal with its reason. Errors are values; a throw anywhere in the domain is a bug. */
export type Result<T> = Ok<T> | Refused;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

/** Figures and names that the message of a refusal needs. */
export type RefusalParams = Readonly<Record<string, string | number>>;

/**
 * A refusal (不予办理的理由): `code` is stable, `citations` are the articles it stands on, `path` names the field at
 * fault in the command (`matters.0.title`), `params` are the figures for the message.
 */
export interface Refused {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly params: RefusalParams;
  readonly citations: readonly Citation[];
  readonly path?: string;
}

/** Wraps a value. */
export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

/** Makes a refusal. */
export function refused(
  code: RefusalCode,
  params: RefusalParams = {},
  citations: readonly Citation[] = [],
  path?: string,
): Refused {
  return path === undefined ? { ok: false, code, params, citations } : { ok: false, code, params, citations, path };
}

/** The same, and a refusal that names no field stands at this one: a due date has no field, the day that it counts from has. */
export function atField<T>(result: Result<T>, path: string): Result<T> {
  return result.ok || result.path !== undefined ? result : { ...result, path };
}
