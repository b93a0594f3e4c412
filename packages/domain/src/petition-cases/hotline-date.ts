import { checkReason, firstRefusal } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { atField, ok, type Refused, type Result, refused } from '../result.ts';
import { change, checkApprover, owedClock, running } from './clock-changes.ts';
import type { AgreeHotlineDate, RefuseHotlineDate, RequestHotlineDate } from './clock-commands.ts';
import type { PetitionCaseEvent } from './events.ts';
import { byActor, carryOut, caseOpen, checkDay, type Need, type Procedure, streamOf } from './procedure.ts';
import type { HotlineDateRequest } from './side-facets.ts';
import type { PetitionCaseState } from './types.ts';

/** 续报: what cannot be answered in time is reported to the office in time, which settles a new date with the centre. */
const basis = [cite('petitionSystem', '第十一条', 'R85')];

/** The request for a new date (续报申请) that nobody has answered yet. */
export function openDateRequest({ dateRequests }: PetitionCaseState): HotlineDateRequest | undefined {
  const last = dateRequests?.at(-1);
  return last?.answer ? undefined : last;
}

const asked: Need = {
  holds: (state) => openDateRequest(state) !== undefined,
  code: 'date-not-requested',
  citations: basis,
};
const answerOwed = [caseOpen, running('hotline-reply', 'running', basis)];

/** 申请续报 (R85): by whoever has the order, or the office; once at a time, while the reply is owed. */
export const dateRequest = {
  command: 'requestHotlineDate',
  by: ['clerk', 'departmentClerk'],
  channels: ['hotline'],
  needs: [
    ...answerOwed,
    { holds: (state) => openDateRequest(state) === undefined, code: 'date-requested', citations: basis },
  ],
  citations: basis,
} as const satisfies Procedure;

/** 续报获准 (R85): also at once, without a request on record (by telephone); it then counts as asked for too. */
export const agreedDate = {
  command: 'agreeHotlineDate',
  by: ['leader', 'clerk'],
  channels: ['hotline'],
  needs: answerOwed,
  citations: basis,
} as const satisfies Procedure;

/** 续报未获准: the first date stays. */
export const refusedDate = {
  command: 'refuseHotlineDate',
  by: ['leader', 'clerk'],
  channels: ['hotline'],
  needs: [...answerOwed, asked],
  citations: basis,
} as const satisfies Procedure;

/** A new date is later than the one that stands. */
function checkLater(state: PetitionCaseState, dueOn: PlainDate): Refused | undefined {
  const legalDue = owedClock(state, 'hotline-reply')?.legalDue;
  return legalDue !== undefined && dueOn <= legalDue
    ? refused('date-not-later', { dueOn, legalDue }, basis, 'dueOn')
    : undefined;
}

/** In time (及时): before the date that is to be moved has gone by. */
function checkInTime(state: PetitionCaseState, on: PlainDate): Refused | undefined {
  const legalDue = owedClock(state, 'hotline-reply')?.legalDue;
  return legalDue !== undefined && on > legalDue
    ? refused('extension-after-due', { on, legalDue }, basis, 'requestedOn')
    : undefined;
}

/** The day of the act that came before it: the last answer, or the receipt. */
const after = ({ dateRequests, receivedOn }: PetitionCaseState): PlainDate =>
  dateRequests?.findLast(({ answer }) => answer)?.answer?.on ?? receivedOn;

/**
 * Asks the 12345 centre for a later date (申请续报, R85). Refuses reason-missing, date-not-later, extension-after-due, and a day
 * that cannot be.
 */
export function requestHotlineDate(
  aggregates: Aggregates,
  command: RequestHotlineDate,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(dateRequest, aggregates, command, world, (state) => {
    const { dueOn, reason, requestedOn } = command;
    return (
      firstRefusal(
        () => checkLater(state, dueOn),
        () => checkReason(reason, basis),
        () => checkDay(requestedOn, { world, after: after(state), citations: basis, path: 'requestedOn' }),
        () => checkInTime(state, requestedOn),
      ) ??
      ok([{ type: 'hotlineDateRequested', stream: streamOf(state), dueOn, reason, requestedOn, by: byActor(world) }])
    );
  });
}

/**
 * A complex 12345 order gets a new date, agreed with the centre (R85); it counts in the extension rate (R86). What was asked
 * for in time may be agreed to later. Refuses date-not-later and what {@link change} refuses.
 */
export function agreeHotlineDate(
  aggregates: Aggregates,
  command: AgreeHotlineDate,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(agreedDate, aggregates, command, world, (state) => {
    const { dueOn, reason, approvedBy, decidedOn } = command;
    const requestedOn = openDateRequest(state)?.requestedOn;
    const from = requestedOn ?? after(state);
    const refusal = firstRefusal(
      () => checkLater(state, dueOn),
      () => checkReason(reason, basis),
      () => checkApprover(approvedBy, basis),
      () => checkDay(decidedOn, { world, after: from, citations: basis, path: 'decidedOn' }),
    );
    const agreed = { type: 'agreed', dueOn, reason, approvedBy, decidedOn } as const;
    return (
      refusal ??
      atField(change(state, 'hotline-reply', { ...agreed, ...(requestedOn && { requestedOn }) }, world), 'dueOn')
    );
  });
}

/** Notes that the centre, or the office, did not agree (续报未获准). Refuses reason-missing, approver-missing and a wrong day. */
export function refuseHotlineDate(
  aggregates: Aggregates,
  command: RefuseHotlineDate,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(refusedDate, aggregates, command, world, (state) => {
    const { reason, approvedBy: refusedBy, decidedOn } = command;
    const from = openDateRequest(state)?.requestedOn ?? state.receivedOn;
    return (
      firstRefusal(
        () => checkReason(reason, basis),
        () => checkApprover(refusedBy, basis),
        () => checkDay(decidedOn, { world, after: from, citations: basis, path: 'decidedOn' }),
      ) ??
      ok([{ type: 'hotlineDateRefused', stream: streamOf(state), reason, refusedBy, decidedOn, by: byActor(world) }])
    );
  });
}
