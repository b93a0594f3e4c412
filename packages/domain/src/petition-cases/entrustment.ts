import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result } from '../result.ts';
import { answerable, checkPeople } from './assignment.ts';
import { isOwed, meetClocks, startClock } from './case-clocks.ts';
import { checkLeader } from './contract.ts';
import type { PetitionCaseEvent } from './events.ts';
import { chiefLeaderId, standingReport } from './needs.ts';
import { byActor, carryOut, checkDay, type Need, type Procedure, streamOf } from './procedure.ts';
import { checkHandlingUnit } from './register.ts';
import type { ApproveReexamination, EntrustReexamination, ReportReexamination } from './side-commands.ts';
import { reviewResults } from './side-facets.ts';
import { openSupervision } from './supervision.ts';
import type { PetitionCaseState } from './types.ts';

/**
 * 复查 within the bureau: a leader instructs that the request is accepted (批示予以受理, R51), a department looks at the matter
 * again and reports to the General Office and to that leader (R52), and the office answers (R53). The unit whose answer is
 * reexamined keeps the case: nobody reexamines an answer of their own (Art 35).
 */
const acceptBasis = [cite('receptionPlan', '四（一）', 'R51'), cite('petitionRegulation2022', '第三十五条')];
const resultBasis = [cite('receptionPlan', '四（一）', 'R52'), cite('petitionRegulation2022', '第三十五条')];

const pending: Need = {
  holds: ({ status }) => status === 'inReexamination',
  code: 'nothing-requested',
  citations: acceptBasis,
};
const bureauDecides: Need = {
  holds: ({ reexamination }) => reexamination?.body === 'bureau',
  code: 'reexamined-elsewhere',
  params: ({ reexamination }) => ({ body: reexamination?.body ?? '' }),
  citations: acceptBasis,
};

/** Whether the department's report is there, where the bureau decides: without it there is no 复查 opinion (R52). */
export const reexaminationReported: Need = {
  holds: (state) => state.reexamination?.body !== 'bureau' || standingReport(state) !== undefined,
  code: 'reexamination-not-reported',
  citations: resultBasis,
};

/** 交由处室复查: by a leader, or by the office as the leader instructed; again, when another department is to do it. */
export const entrusting = {
  command: 'entrustReexamination',
  by: ['leader', 'clerk'],
  needs: [
    pending,
    bureauDecides,
    {
      holds: ({ reexamination }) => reexamination?.report === undefined,
      code: 'reexamination-reported',
      citations: resultBasis,
    },
    // who is supervised for it answers first: it would not see the case any more
    {
      holds: (state) => openSupervision(state)?.unitId === undefined,
      code: 'supervision-open',
      citations: resultBasis,
    },
  ],
  citations: acceptBasis,
} as const satisfies Procedure;

/** 报告复查结果: by the department that was entrusted with it, or written down for it by the office. */
export const reporting = {
  command: 'reportReexamination',
  by: ['clerk', 'departmentClerk'],
  holder: ({ reexamination }) => reexamination?.entrusted?.unitId,
  needs: [
    pending,
    {
      holds: ({ reexamination }) => reexamination?.entrusted !== undefined,
      code: 'reexamination-not-entrusted',
      citations: acceptBasis,
    },
  ],
  citations: resultBasis,
} as const satisfies Procedure;

/** 审定复查结果: by the leader who had it reexamined, or the chief leader. */
export const approving = {
  command: 'approveReexamination',
  by: ['leader'],
  needs: [
    pending,
    {
      holds: (state) => standingReport(state) !== undefined,
      code: 'reexamination-not-reported',
      citations: resultBasis,
    },
    {
      holds: ({ reexamination, handlingUnitId }, world) =>
        [reexamination?.entrusted?.leaderId, chiefLeaderId(world, handlingUnitId)].includes(world.actor.id),
      code: 'other-leader-instructed',
      params: ({ reexamination }) => ({ leader: reexamination?.entrusted?.leaderName ?? '' }),
      citations: resultBasis,
    },
  ],
  citations: resultBasis,
} as const satisfies Procedure;

/** A department of the bureau that is there (局有关职能部门): 复查 is the bureau's own matter, whoever has answered. */
function checkDepartment({ matter }: PetitionCaseState, unitId: string, world: World): Refused | undefined {
  return checkHandlingUnit({ facts: { ...matter.facts, responsibility: 'municipal' } }, unitId, world, 'unitId');
}

/**
 * Gives a request for 复查 to a department of the bureau, on a leader's instruction (R51, R52), in place of the department that
 * had it. The department has a 交办单 (R32), may then open the case and reports; whose answer it is keeps the case. Refuses unknown-unit,
 * unit-closed, unit-kind-mismatch, unit-not-staffed, leaders-not-named, handler-recused (Art 28), unknown-leader, instruction-text-missing and a wrong day.
 */
export function entrustReexamination(
  aggregates: Aggregates,
  command: EntrustReexamination,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(entrusting, aggregates, command, world, (state) => {
    const { unitId, leaderId, instruction, entrustedOn } = command;
    const after = state.reexamination?.requestedOn ?? state.receivedOn;
    const staff = world.staff(unitId);
    const text = { limit: textLimits.demand, citations: acceptBasis };
    const refusal = firstRefusal(
      () => checkDepartment(state, unitId, world),
      () => checkPeople(state, [staff?.headId, staff?.clerkId], 'unitId'),
      () => checkLeader(state, leaderId, world, acceptBasis),
      () => checkPeople(state, [leaderId], 'leaderId'),
      () => checkText(instruction, { ...text, path: 'instruction', missing: 'instruction-text-missing' }),
      () => checkDay(entrustedOn, { world, after, citations: acceptBasis, path: 'entrustedOn' }),
    );
    if (refusal) return refusal;
    const answers = answerable(unitId, world);
    if (!answers.ok) return answers;
    const leaderName = world.leader?.(leaderId)?.name ?? '';
    const given = {
      unitId,
      leaderId,
      leaderName,
      instruction,
      entrustedOn,
      responsible: answers.value,
      by: byActor(world),
    };
    return ok([{ type: 'reexaminationEntrusted', stream: streamOf(state), ...given }]);
  });
}

/**
 * The department's result (R52): what it found, and what it proposes. Its days end with it. Again, until the opinion is there,
 * in place of the report before. Refuses text-missing and a wrong day.
 */
export function reportReexamination(
  aggregates: Aggregates,
  command: ReportReexamination,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(reporting, aggregates, command, world, (state) => {
    const { result, opinion, reportedOn } = command;
    const { entrusted, requestedOn } = state.reexamination ?? {};
    const after = entrusted?.entrustedOn ?? requestedOn ?? state.receivedOn;
    const text = { path: 'opinion', limit: textLimits.long, missing: 'text-missing', citations: resultBasis } as const;
    const refusal = firstRefusal(
      () => checkChoice(result, reviewResults, 'result'),
      () => checkText(opinion, text),
      () => checkDay(reportedOn, { world, after, citations: resultBasis, path: 'reportedOn' }),
    );
    const reported = { result, opinion, reportedOn, by: byActor(world) };
    return (
      refusal ??
      ok([
        { type: 'reexaminationReported', stream: streamOf(state), ...reported },
        ...meetClocks(state, ['reexamination-result'], reportedOn),
      ])
    );
  });
}

/**
 * The leader has the result (R52) and agrees, or sends it back with the reason; then the department reports once more, in the days
 * that were its own from the beginning. Refuses reason-missing, a wrong day and calendar-missing.
 */
export function approveReexamination(
  aggregates: Aggregates,
  command: ApproveReexamination,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(approving, aggregates, command, world, (state) => {
    const { agreed, reason, approvedOn } = command;
    const after = state.reexamination?.report?.reportedOn ?? state.receivedOn;
    const why = { path: 'reason', limit: textLimits.demand, citations: resultBasis };
    const refusal = firstRefusal(
      () => checkText(reason, agreed ? why : { ...why, missing: 'reason-missing' }),
      () => checkDay(approvedOn, { world, after, citations: resultBasis, path: 'approvedOn' }),
    );
    if (refusal) return refusal;
    const stream = streamOf(state);
    const approval = { agreed, ...(reason !== undefined && { reason }), approvedOn, by: byActor(world) };
    const events: PetitionCaseEvent[] = [{ type: 'reexaminationApproved', stream, ...approval }];
    const owed = state.clocks.some((row) => row.clock === 'reexamination-result' && isOwed(row));
    if (agreed || owed) return ok(events);
    // not done yet: its days go on, from the day from which they were counted
    const from = state.reexamination?.requestedOn ?? state.receivedOn;
    const again = startClock(world, stream, 'reexamination-result', from);
    return again.ok ? ok([...events, again.value]) : again;
  });
}
