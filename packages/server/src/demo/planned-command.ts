/** One command of the demo bureau's history, given at its own moment. */
export interface PlannedCommand {
  /** Epoch milliseconds at which the server receives it. */
  readonly at: number;
  /** Epoch milliseconds at which its author saved it. */
  readonly occurredAt: number;
  readonly actorId: string;
  readonly commandId: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Set for what is done to a case that exists: the payload then needs the case's version. */
  readonly caseId?: string;
}
