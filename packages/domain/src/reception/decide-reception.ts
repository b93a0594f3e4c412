import type { Aggregates, DomainEvent } from '../commands.ts';
import type { World } from '../identity/units.ts';
import type { Result } from '../result.ts';
import { allAsWritten } from '../written.ts';
import {
  acceptDuty,
  addSession,
  arrangeSubstitute,
  cancelSession,
  nameAttendees,
  planSessions,
  setEmergency,
  swapDuty,
} from './arrange-sessions.ts';
import {
  acknowledgeNotice,
  bookReception,
  giveBookingOpinion,
  notifyAttendee,
  preScreenBooking,
  withdrawBooking,
} from './book-visitors.ts';
import { callVisitor, checkIn, closeSession, recordNoShow, registerWalkIn, setQueueOrder } from './receive-day.ts';
import { recordReception, signRecord } from './record-reception.ts';
import type { ReceptionCommand } from './session-commands.ts';
import { settleReception, urgeReception } from './settle-reception.ts';

type Decider<C> = (aggregates: Aggregates, command: C, world: World) => Result<readonly DomainEvent[]>;
type Deciders = { readonly [T in ReceptionCommand['type']]: Decider<Extract<ReceptionCommand, { readonly type: T }>> };

const deciders: Deciders = {
  planSessions,
  addSession,
  acceptDuty,
  arrangeSubstitute,
  swapDuty,
  cancelSession,
  nameAttendees,
  setEmergency,
  bookReception,
  withdrawBooking,
  preScreenBooking,
  giveBookingOpinion,
  notifyAttendee,
  acknowledgeNotice,
  setQueueOrder,
  checkIn,
  registerWalkIn,
  callVisitor,
  recordNoShow,
  recordReception,
  signRecord,
  closeSession,
  urgeReception,
  settleReception,
};

/**
 * The one door of the reception day's rules: what happens when this command is given. Pure; the server calls it inside its
 * transaction, the phone on its cached copy. No command expects a version: each asks whether the visitor stands where it
 * needs, so that the clerk at the door and the leader without a signal never stand in each other's way.
 */
export function decideReception<C extends ReceptionCommand>(
  aggregates: Aggregates,
  command: C,
  world: World,
): Result<readonly DomainEvent[]> {
  // the table has each command's own decision under its type
  return (deciders[command.type] as Decider<C>)(aggregates, allAsWritten(command), world);
}
