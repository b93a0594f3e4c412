/** A command on one case, as of the version that its author saw. */
export interface OnCase {
  readonly caseId: string;
  readonly expectedVersion: number;
}
