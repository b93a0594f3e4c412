import { checkChoice, checkReason, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { ClockId } from '../clocks/clocks.ts';
import type { Aggregates } from '../commands.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { appealHandling } from '../routing/received.ts';
import { afterAnswer, endClocks, outerDateFrom, startClock } from './case-clocks.ts';
import type { IssueAcceptanceNotice } from './case-commands.ts';
import type { AcceptanceNoticeIssued, PetitionCaseEvent } from './events.ts';
import { isHandedOver } from './holding.ts';
import { handedOver, heldByDepartment, noObjection } from './needs.ts';
import { byActor, carryOut, handedOn, lawfulProcedure, type Procedure, streamOf, takenUpOn } from './procedure.ts';
import { isSimple } from './simple-handling.ts';
import { isOpen } from './statuses.ts';
import type { PetitionCaseState } from './types.ts';

const noticeBasis = [cite('petitionSystem', '第六条', 'R71'), cite('petitionRegulation2022', '第二十三条')];
const refusalBasis = [cite('receptionSystem', '五（一）5', 'R31'), cite('petitionRegulation2022', '第二十三条')];

/** The written notice (受理 / 不予受理告知单): once, whether or not the case is assigned already (A17). */
export const acceptanceNotice = {
  command: 'issueAcceptanceNotice',
  by: ['leader', 'clerk', 'departmentClerk'],
  needs: [
    // of what a department handles, the office tells the petitioner (R71); a district or school tells of its own (R77)
    {
      holds: (state, world) =>
        world.actor.role !== 'departmentClerk' || !(heldByDepartment(state, world) || state.reexamination),
      code: 'office-notifies',
      citations: noticeBasis.slice(0, 1),
    },
    // … once it is handed on to it: until then it is the office's to take in, and a leader's to sign
    {
      ...handedOver,
      holds: (state, world) => world.actor.role !== 'departmentClerk' || isHandedOver(state),
      citations: noticeBasis,
    },
    {
      holds: (state) => state.notice === undefined && isOpen(state.status),
      code: 'notice-already-issued',
      params: (state) => ({ status: state.status }),
      citations: [lawfulProcedure],
    },
    // whoever says that it is not theirs does not accept it in the same breath (Art 23)
    noObjection,
  ],
  citations: noticeBasis,
} as const satisfies Procedure;

/**
 * Acceptance against the route: what is not ours is never accepted (R31); what another unit is handling is not accepted
 * a second time (R28, Art 19); a concluded matter only "in principle" not (R29), so a leader may, with reasons.
 */
function checkAcceptance(state: PetitionCaseState, command: IssueAcceptanceNotice, world: World): Refused | undefined {
  const { outcome, citations } = state.route;
  if (outcome === 'notAcceptNotEducation') return refused('not-education', {}, citations, 'decision');
  if (outcome === 'pressHandling') return refused('accept-in-handling', {}, citations, 'decision');
  if (outcome !== 'notAcceptConcluded') return undefined;
  if (world.actor.role !== 'leader') return refused('concluded-needs-leader', {}, citations, 'decision');
  return checkReason(command.reason, citations);
}

/** R31: a refusal states the reason, explains the law and names the body that is competent. */
function checkRefusal(state: PetitionCaseState, command: IssueAcceptanceNotice): Refused | undefined {
  const { status, reexamination } = state;
  if (reexamination)
    return refused(
      'under-review',
      { status, body: reexamination.body },
      [cite('petitionRegulation2022', '第三十五条')],
      'decision',
    );
  const limit = textLimits.demand;
  // a concluded matter has no other body to go to (R29, Art 36)
  const noOtherBody = state.route.outcome === 'notAcceptConcluded';
  const body = { path: 'competentBody', limit: textLimits.short };
  const required = { missing: 'competent-body-missing', citations: refusalBasis } as const;
  return firstRefusal(
    () => checkText(command.reason, { path: 'reason', limit, missing: 'reason-missing', citations: refusalBasis }),
    () =>
      checkText(command.lawExplanation, {
        path: 'lawExplanation',
        limit,
        missing: 'law-explanation-missing',
        citations: refusalBasis,
      }),
    () => checkText(competentBody(state, command), noOtherBody ? body : { ...body, ...required }),
  );
}

/** The body named in the command, else the one named at registration (告知去向). */
function competentBody(state: PetitionCaseState, command: IssueAcceptanceNotice): string | undefined {
  const given = command.competentBody;
  return given === undefined || given.trim() === '' ? state.matter.referral : given;
}

/** What the notice itself says. */
function checkNotice(state: PetitionCaseState, command: IssueAcceptanceNotice, world: World): Refused | undefined {
  const { issuedOn, decision } = command;
  // a district or school gives its own, of what it has received
  const receivedOn = heldByDepartment(state, world) ? takenUpOn(state) : handedOn(state);
  return firstRefusal(
    () => checkChoice(decision, ['accept', 'refuse'], 'decision'),
    () =>
      issuedOn > world.today
        ? refused('issued-in-future', { issuedOn, today: world.today }, noticeBasis, 'issuedOn')
        : undefined,
    () =>
      issuedOn < receivedOn
        ? refused('issued-before-receipt', { issuedOn, receivedOn }, noticeBasis, 'issuedOn')
        : undefined,
    () => (decision === 'accept' ? checkAcceptance(state, command, world) : checkRefusal(state, command)),
    () => checkText(command.reason, { path: 'reason', limit: textLimits.demand }),
    () => checkText(command.lawExplanation, { path: 'lawExplanation', limit: textLimits.demand }),
    () => checkText(command.competentBody, { path: 'competentBody', limit: textLimits.short }),
  );
}

const noticeClocks: readonly ClockId[] = ['acceptance-notice', 'district-notice', 'simple-acceptance'];

/**
 * Issues the written notice (受理 / 不予受理告知单; R71, R77, Art 23). It meets the notice clocks, the district's too:
 * the petitioner has then been told in writing. Accepting an appeal on the sixth route of Art 31 starts the 60 days of
 * handling (Art 34) from that day; suggestions, accusations and the other routes have none, but no accepted case is left without a clock. Refusing stops every
 * other clock.
 */
export function issueAcceptanceNotice(
  aggregates: Aggregates,
  command: IssueAcceptanceNotice,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(
    acceptanceNotice,
    aggregates,
    command,
    world,
    (state) => checkNotice(state, command, world) ?? noticeEvents(state, command, world),
  );
}

function noticeEvents(
  state: PetitionCaseState,
  command: IssueAcceptanceNotice,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  const { decision, issuedOn, reason, lawExplanation } = command;
  const stream = streamOf(state);
  const body = competentBody(state, command);
  const issued: AcceptanceNoticeIssued = {
    type: 'acceptanceNoticeIssued',
    stream,
    decision,
    issuedOn,
    ...(reason === undefined ? {} : { reason }),
    ...(lawExplanation === undefined ? {} : { lawExplanation }),
    ...(body === undefined ? {} : { competentBody: body }),
    by: byActor(world),
    citations: decision === 'accept' ? noticeBasis : refusalBasis,
  };
  const ended = endClocks(state, issuedOn, { met: noticeClocks, outlasting: afterAnswer });
  if (decision === 'refuse') return ok([issued, ...ended]);
  const events: PetitionCaseEvent[] = [issued, ...ended.filter((event) => event.type === 'clockMet')];
  const { facts, appealRoute } = state.matter;
  const handled = state.reexamination === undefined; // 复查 has days of its own (Art 35)
  if (handled && facts.contentKind === 'appeal' && appealHandling(appealRoute ?? 6).handlingClock) {
    const handling = startClock(world, stream, 'handling', issuedOn);
    if (!handling.ok) return handling;
    events.push(handling.value);
  } else if (handled && ended.every((event) => event.type === 'clockMet')) {
    // nothing else runs (a suggestion handed to a school): the bureau's reply limit keeps it in sight (R12)
    const reply = startClock(world, stream, 'department-reply', issuedOn, outerDateFrom(state, issuedOn));
    if (!reply.ok) return reply;
    events[0] = { ...issued, began: [reply.value.clock] };
    events.push(reply.value);
  }
  if (isSimple(state)) {
    const simple = startClock(world, stream, 'simple-handling', issuedOn);
    if (!simple.ok) return simple;
    events.push(simple.value);
  }
  return ok(events);
}
