import type { StreamRef } from '../stream.ts';

/** A command on one case, as of the version that its author saw. */
export interface OnCase {
  readonly caseId: string;
  readonly expectedVersion: number;
}

/** An event of one case. */
export interface OfCase {
  readonly stream: StreamRef;
}
