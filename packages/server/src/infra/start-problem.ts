/** Why the server cannot start, or a command-line tool cannot do its work. Worded in messages/start.ts. */
export type StartProblemCode =
  | 'port-taken'
  | 'port-forbidden'
  | 'host-unknown'
  | 'data-folder-not-writable'
  | 'data-folder-not-a-folder'
  | 'data-folder-full'
  | 'secret-keys-unreadable'
  | 'already-running'
  | 'postgres-unavailable'
  | 'postgres-no-account'
  | 'postgres-owned-by-other'
  | 'postgres-folder-unreachable'
  | 'postgres-folder-missing'
  | 'postgres-folder-incomplete'
  | 'postgres-init-failed'
  | 'postgres-start-failed'
  | 'no-database'
  | 'database-unreachable'
  | 'database-refused'
  | 'migration-failed'
  | 'migration-unknown'
  | 'app-not-built';

/**
 * A reason not to start that a person can mend. Thrown rather than returned: it ends the process from any depth, and
 * main.ts and cli.ts are the only places that catch it.
 */
export class StartProblem extends Error {
  readonly code: StartProblemCode;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: StartProblemCode, params: Readonly<Record<string, string | number>> = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'StartProblem';
    this.code = code;
    this.params = params;
  }
}

/** The system's own code of a failed call (ENOENT, EACCES, …), or undefined. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
