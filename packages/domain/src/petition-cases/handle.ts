import { checkChoice, checkRole, checkScope, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { ClockId } from '../clocks/clocks.ts';
import type { Aggregates } from '../commands.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import type { StreamRef } from '../stream.ts';
import { endClocks, startClock } from './case-clocks.ts';
import type { AcceptanceNoticeIssued, CaseCompleted, PetitionCaseEvent } from './events.ts';
import { type CompleteCase, completionOutcomes, type IssueAcceptanceNotice, type PetitionCaseState } from './types.ts';

/** 法定程序: every step only from the state before it. */
const procedure = [cite('receptionSystem', '二（二）', 'R5')];
const noticeBasis = [cite('petitionSystem', '第六条', 'R71'), cite('petitionRegulation2022', '第二十三条')];
const refusalBasis = [cite('receptionSystem', '五（一）5', 'R31'), cite('petitionRegulation2022', '第二十三条')];
/** 查清原因、提出化解方法. */
const fileBasis = [cite('receptionSystem', '二（三）', 'R8')];
/** 事事有回音、件件有落实. */
const replyBasis = [cite('receptionSystem', '三（二）', 'R12')];

/** Without an expected version (the screen asks what can be done now) there is nothing to compare. */
function checkVersion(state: PetitionCaseState, expected: number | undefined): Refused | undefined {
  if (expected === undefined || state.version === expected) return undefined;
  return refused('version-conflict', { expected, actual: state.version }, [], 'expectedVersion');
}

/**
 * Whether the written notice may be issued now by this actor; the fields are looked at elsewhere. A stale version comes
 * before the state of the case: who has not seen the newest must look first, whatever it is.
 */
function guardNotice(state: PetitionCaseState, world: World, expected?: number): Refused | undefined {
  return firstRefusal(
    () => checkRole(world, 'issueAcceptanceNotice'),
    () => checkScope(world, state.handlingUnitId),
    () => checkVersion(state, expected),
    () =>
      state.status === 'registered' ? undefined : refused('notice-already-issued', { status: state.status }, procedure),
  );
}

/** Whether the case may be completed now by this actor (R5). */
function guardCompletion(state: PetitionCaseState, world: World, expected?: number): Refused | undefined {
  return firstRefusal(
    () => checkRole(world, 'completeCase'),
    () => checkScope(world, state.handlingUnitId),
    () => checkVersion(state, expected),
    () => {
      if (state.status === 'accepted') return undefined;
      if (state.status === 'registered') return refused('not-yet-accepted', {}, procedure);
      return refused('case-closed', { status: state.status }, procedure);
    },
  );
}

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
  return checkText(command.reason, { path: 'reason', limit: textLimits.demand, missing: 'reason-missing', citations });
}

/** R31: a refusal states the reason, explains the law and names the body that is competent. */
function checkRefusal(state: PetitionCaseState, command: IssueAcceptanceNotice): Refused | undefined {
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

function checkNotice(state: PetitionCaseState, command: IssueAcceptanceNotice, world: World): Refused | undefined {
  const { issuedOn, decision } = command;
  return firstRefusal(
    () => guardNotice(state, world, command.expectedVersion),
    () => checkChoice(decision, ['accept', 'refuse'], 'decision'),
    () =>
      issuedOn > world.today
        ? refused('issued-in-future', { issuedOn, today: world.today }, noticeBasis, 'issuedOn')
        : undefined,
    () =>
      issuedOn < state.receivedOn
        ? refused('issued-before-receipt', { issuedOn, receivedOn: state.receivedOn }, noticeBasis, 'issuedOn')
        : undefined,
    () => (decision === 'accept' ? checkAcceptance(state, command, world) : checkRefusal(state, command)),
    () => checkText(command.reason, { path: 'reason', limit: textLimits.demand }),
    () => checkText(command.lawExplanation, { path: 'lawExplanation', limit: textLimits.demand }),
    () => checkText(command.competentBody, { path: 'competentBody', limit: textLimits.short }),
  );
}

const noticeClocks: readonly ClockId[] = ['acceptance-notice', 'district-notice'];

const unknownCase = (caseId: string): Refused => refused('unknown-case', { caseId: caseId.slice(0, 60) }, [], 'caseId');

/**
 * Issues the written notice (受理 / 不予受理告知单; R71, R77, Art 23). It meets the notice clocks, the district's too:
 * the petitioner has then been told in writing. Accepting an appeal starts the 60 days of handling (Art 34) from that
 * day; suggestions and accusations have none, but no accepted case is left without a clock. Refusing stops every
 * other clock.
 */
export function issueAcceptanceNotice(
  aggregates: Aggregates,
  command: IssueAcceptanceNotice,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  const state = aggregates.petitionCase(command.caseId);
  if (!state) return unknownCase(command.caseId);
  const refusal = checkNotice(state, command, world);
  if (refusal) return refusal;
  const { decision, issuedOn, reason, lawExplanation } = command;
  const stream: StreamRef = { kind: 'petitionCase', id: state.id };
  const body = competentBody(state, command);
  const issued: AcceptanceNoticeIssued = {
    type: 'acceptanceNoticeIssued',
    stream,
    decision,
    issuedOn,
    ...(reason === undefined ? {} : { reason }),
    ...(lawExplanation === undefined ? {} : { lawExplanation }),
    ...(body === undefined ? {} : { competentBody: body }),
    citations: decision === 'accept' ? noticeBasis : refusalBasis,
  };
  const ended = endClocks(state, noticeClocks, issuedOn);
  if (decision === 'refuse') return ok([issued, ...ended]);
  const events: PetitionCaseEvent[] = [issued, ...ended.filter((event) => event.type === 'clockMet')];
  if (state.matter.facts.contentKind === 'appeal') {
    const handling = startClock(world.calendar, stream, 'handling', issuedOn);
    if (!handling.ok) return handling;
    events.push(handling.value);
  } else if (ended.every((event) => event.type === 'clockMet')) {
    // nothing else runs (a suggestion handed to a school): the bureau's reply limit keeps it in sight (R12)
    const reply = startClock(world.calendar, stream, 'department-reply', issuedOn);
    if (!reply.ok) return reply;
    events.push(reply.value);
  }
  return ok(events);
}

function checkCompletion(state: PetitionCaseState, command: CompleteCase, world: World): Refused | undefined {
  const { repliedOn } = command;
  const acceptedOn = state.notice?.issuedOn ?? state.receivedOn;
  const limit = textLimits.long;
  return firstRefusal(
    () => guardCompletion(state, world, command.expectedVersion),
    () => checkText(command.cause, { path: 'cause', limit, missing: 'cause-missing', citations: fileBasis }),
    () =>
      checkText(command.resolution, { path: 'resolution', limit, missing: 'resolution-missing', citations: fileBasis }),
    () => checkChoice(command.outcome, completionOutcomes, 'outcome'),
    () => (repliedOn === undefined ? refused('reply-missing', {}, replyBasis, 'repliedOn') : undefined),
    () =>
      repliedOn !== undefined && repliedOn > world.today
        ? refused('replied-in-future', { repliedOn, today: world.today }, replyBasis, 'repliedOn')
        : undefined,
    () =>
      repliedOn !== undefined && repliedOn < acceptedOn
        ? refused('replied-before-acceptance', { repliedOn, acceptedOn }, procedure, 'repliedOn')
        : undefined,
  );
}

const replyClockIds: readonly ClockId[] = ['department-reply', 'district-reply', 'hotline-reply', 'handling'];

/** Completes a case (办结): cause and resolution on file (R8), the petitioner answered (R12). It meets the reply clocks. */
export function completeCase(
  aggregates: Aggregates,
  command: CompleteCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  const state = aggregates.petitionCase(command.caseId);
  if (!state) return unknownCase(command.caseId);
  const refusal = checkCompletion(state, command, world);
  if (refusal) return refusal;
  const { cause, resolution, repliedOn, outcome } = command;
  if (repliedOn === undefined) return refused('reply-missing', {}, replyBasis, 'repliedOn');
  const completed: CaseCompleted = {
    type: 'caseCompleted',
    stream: { kind: 'petitionCase', id: state.id },
    cause,
    resolution,
    repliedOn,
    outcome,
  };
  return ok([completed, ...endClocks(state, replyClockIds, repliedOn)]);
}

/** What can be done with a case, each with the refusal when not now or not by this actor (shown with its article). */
export function allowedActions(
  state: PetitionCaseState,
  world: World,
): readonly { readonly action: 'issueAcceptanceNotice' | 'completeCase'; readonly refusal?: Refused }[] {
  const row = <Action extends string>(action: Action, refusal: Refused | undefined) =>
    refusal === undefined ? { action } : { action, refusal };
  return [
    row('issueAcceptanceNotice' as const, guardNotice(state, world)),
    row('completeCase' as const, guardCompletion(state, world)),
  ];
}
