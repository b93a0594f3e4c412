import { checkChoice, checkText, firstRefusal, textLimits, tooMany } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import { addDays, type PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { isOwed, meetClocks, startClock } from './case-clocks.ts';
import type { PetitionCaseEvent } from './events.ts';
import { holdingUnitId } from './holding.ts';
import { notUnderReview, pressedUnitId } from './needs.ts';
import type { AnswerSupervision, CirculateCriticism, SuperviseCase, UrgeCase } from './pressing-commands.ts';
import {
  byActor,
  carryOut,
  caseOpen,
  checkDay,
  handedOn,
  lawfulProcedure,
  type Need,
  type Procedure,
  streamOf,
  takenUpOn,
} from './procedure.ts';
import { type Supervision, suggestionKinds, supervisionTriggers } from './side-facets.ts';
import type { PetitionCaseState } from './types.ts';

const urgingBasis = [cite('petitionSystem', '第三条（六）', 'R65'), cite('receptionPlan', '三（二）', 'R48')];
const supervisionBasis = [
  cite('petitionRegulation2022', '第四十条'),
  cite('petitionSystem', '第三条（六）', 'R65'),
  cite('petitionSystem', '第十三条', 'R92'),
];
const criticismBasis = [cite('petitionRegulation2022', '第三十九条'), cite('petitionRegulation2022', '第四十条')];

/** The newest supervision, when it still waits for an answer. */
export function openSupervision({ supervisions }: PetitionCaseState): Supervision | undefined {
  const last = supervisions?.at(-1);
  return last !== undefined && last.answer === undefined ? last : undefined;
}

/** 催办: while something is owed, of the unit that has the case: the office presses what it has handed on (对交办、转送的督促检查, R65). */
export const urging = {
  command: 'urgeCase',
  by: ['leader', 'clerk'],
  needs: [
    caseOpen,
    { ...notUnderReview, holds: (state) => pressedUnitId(state) !== undefined || state.reexamination === undefined },
    { holds: (state) => pressedUnitId(state) !== undefined, code: 'not-handed-over', citations: urgingBasis },
  ],
  citations: urgingBasis,
} as const satisfies Procedure;

/** Not merged, withdrawn, voided, returned or concluded: completed and refused cases may be supervised too (意见未落实). */
export const standsAlone = ({ status }: PetitionCaseState): boolean =>
  !['merged', 'withdrawn', 'voided', 'returned', 'concluded'].includes(status);
const stands: Need = {
  holds: standsAlone,
  code: 'case-closed',
  params: ({ status }) => ({ status }),
  citations: [lawfulProcedure],
};
/**
 * Somebody has handled it: the unit that has the case, or whoever answered it (意见未落实 is the answer's). Before that no duty of
 * the seven circumstances has been anybody's but the office's own.
 */
const handled: Need = {
  holds: (state) =>
    holdingUnitId(state) !== undefined ||
    pressedUnitId(state) !== undefined ||
    state.issued !== undefined ||
    state.completion !== undefined,
  code: 'not-handed-over',
  citations: supervisionBasis,
};
const answered: Need = {
  holds: (state) => openSupervision(state) === undefined,
  code: 'supervision-open',
  citations: supervisionBasis,
};
const unanswered: Need = {
  holds: (state) => openSupervision(state) !== undefined,
  code: 'supervision-not-open',
  citations: supervisionBasis,
};

/** 督办 (Art 40): of what somebody handles (R65); one at a time, so that each has its answer. */
export const supervision = {
  command: 'superviseCase',
  by: ['leader', 'clerk'],
  needs: [stands, handled, answered],
  citations: supervisionBasis,
} as const satisfies Procedure;

/** 督办反馈: by the unit that handles, or the office for it. */
export const supervisionAnswer = {
  command: 'answerSupervision',
  by: ['leader', 'clerk', 'departmentClerk'],
  holder: (state) => supervisedUnitId(state),
  needs: [stands, unanswered],
  citations: supervisionBasis,
} as const satisfies Procedure;

/** By when the newest supervision is answered. */
const answerDue = ({ clocks }: PetitionCaseState): PlainDate | undefined =>
  clocks.findLast(({ clock }) => clock === 'supervision-report')?.legalDue;

/** 通报 (Art 39): only when the answer is late. */
export const criticism = {
  command: 'circulateCriticism',
  by: ['leader', 'clerk'],
  needs: [
    stands,
    unanswered,
    {
      holds: (state, world) => (answerDue(state) ?? world.today) < world.today,
      code: 'supervision-in-time',
      params: (state) => ({ legalDue: answerDue(state) ?? '' }),
      citations: criticismBasis,
    },
  ],
  citations: criticismBasis,
} as const satisfies Procedure;

/** The pressed unit, said only where it is another than the one that the case is with. */
const otherThanHandling = ({ handlingUnitId }: PetitionCaseState, unitId: string | undefined) =>
  unitId === undefined || unitId === handlingUnitId ? {} : { unitId };

/**
 * Who works on the case without having it, and opens it for that: the department that reexamines (复查, R52), or who was supervised for
 * it and still answers.
 */
export function unitBesideId(state: PetitionCaseState): string | undefined {
  const asked = openSupervision(state);
  const alone = asked && holdingUnitId(state) === undefined ? state.handlingUnitId : undefined;
  return state.reexamination?.entrusted?.unitId ?? asked?.unitId ?? alone;
}

/** Which unit has the case, and which works on it beside them: both open it, are told of it and see its petitioner. */
export const workingUnitIds = (state: PetitionCaseState): readonly string[] =>
  [holdingUnitId(state), unitBesideId(state)].filter((id) => id !== undefined);

/** Whom the newest supervision was sent to. */
export const supervisedUnitId = ({ supervisions, handlingUnitId }: PetitionCaseState): string =>
  supervisions?.at(-1)?.unitId ?? handlingUnitId;

/** Reminds the unit that handles the case (催办, R48, R65). */
export function urgeCase(
  aggregates: Aggregates,
  command: UrgeCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(urging, aggregates, command, world, (state) => {
    const { text, urgedOn } = command;
    const refusal = firstRefusal(
      () =>
        checkText(text, { path: 'text', limit: textLimits.demand, missing: 'text-missing', citations: urgingBasis }),
      () => checkDay(urgedOn, { world, after: handedOn(state), citations: urgingBasis, path: 'urgedOn' }),
    );
    const urged = { text, urgedOn, by: byActor(world), ...otherThanHandling(state, pressedUnitId(state)) };
    return refusal ?? ok([{ type: 'caseUrged', stream: streamOf(state), ...urged }]);
  });
}

/** The two triggers that the file itself can bear out, as of the day of the supervision; whether work was shirked or false, people say. */
function isFounded({ trigger, supervisedOn }: SuperviseCase, state: PetitionCaseState): boolean {
  if (trigger === 'notCompletedInTime') {
    return state.clocks.some((row) => row.legalDue < supervisedOn && (isOwed(row) || (row.metOn ?? '') > row.legalDue));
  }
  if (trigger === 'opinionNotCarriedOut') return state.completion !== undefined || state.issued !== undefined;
  return true;
}

function checkSupervision(state: PetitionCaseState, command: SuperviseCase, world: World): Refused | undefined {
  const { trigger, requirement, suggestions, supervisedOn } = command;
  const citations = supervisionBasis;
  return firstRefusal(
    () => checkChoice(trigger, supervisionTriggers, 'trigger'),
    () => (isFounded(command, state) ? undefined : refused('trigger-unfounded', { trigger }, citations, 'trigger')),
    () => checkText(requirement, { path: 'requirement', limit: textLimits.demand, missing: 'text-missing', citations }),
    () => tooMany(suggestions, suggestionKinds.length, 'suggestions'),
    ...suggestions.map((kind, at) => () => checkChoice(kind, suggestionKinds, `suggestions.${at}`)),
    () => checkDay(supervisedOn, { world, after: handedOn(state), citations, path: 'supervisedOn' }),
  );
}

/** Opens a supervision (督办, Art 40) with its requirement and suggestions; the unit answers in 30 days. */
export function superviseCase(
  aggregates: Aggregates,
  command: SuperviseCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(supervision, aggregates, command, world, (state) => {
    const { trigger, requirement, suggestions, supervisedOn } = command;
    const asked = { trigger, requirement, suggestions, supervisedOn };
    return checkSupervision(state, command, world) ?? supervised(state, asked, world);
  });
}

/** A supervision and the time for its answer, which runs from the same day. Refuses with `calendar-missing`. */
export function supervised(
  state: PetitionCaseState,
  asked: Pick<SuperviseCase, 'trigger' | 'requirement' | 'suggestions' | 'supervisedOn'>,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  const stream = streamOf(state);
  const report = startClock(world, stream, 'supervision-report', asked.supervisedOn);
  if (!report.ok) return report;
  // what is not carried out is whoever's who answered, also while that answer is reexamined
  const pressed = asked.trigger === 'opinionNotCarriedOut' ? undefined : pressedUnitId(state);
  const supervision = { ...asked, by: byActor(world), ...otherThanHandling(state, pressed) };
  return ok([{ type: 'caseSupervised', stream, ...supervision }, report.value]);
}

/** Answers the open supervision (督办反馈): what was done; whether its suggestions are adopted, with the reason where not (Art 40). */
export function answerSupervision(
  aggregates: Aggregates,
  command: AnswerSupervision,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(supervisionAnswer, aggregates, command, world, (state) => {
    const { answer, adopted, reason, answeredOn } = command;
    const citations = supervisionBasis;
    const { supervisedOn: after = state.receivedOn, suggestions = [] } = openSupervision(state) ?? {};
    const why = { path: 'reason', limit: textLimits.demand, citations };
    const unsaid = suggestions.length > 0 && adopted === undefined;
    const refusal = firstRefusal(
      () => checkText(answer, { path: 'answer', limit: textLimits.long, missing: 'text-missing', citations }),
      () => (unsaid ? refused('adoption-unsaid', {}, citations, 'adopted') : undefined),
      () => checkText(reason, adopted === false ? { ...why, missing: 'reason-missing' } : why),
      () => checkDay(answeredOn, { world, after, citations, path: 'answeredOn' }),
    );
    if (refusal) return refusal;
    const stream = streamOf(state);
    const by = byActor(world);
    const told = { ...(adopted !== undefined && { adopted }), ...(reason !== undefined && { reason }) };
    const said = { answer, answeredOn, by, ...told };
    return ok([
      { type: 'supervisionAnswered', stream, ...said },
      ...meetClocks(state, ['supervision-report'], answeredOn),
    ]);
  });
}

/** Makes known that a supervision went unanswered (通报, Art 39), as a leader approved. */
export function circulateCriticism(
  aggregates: Aggregates,
  command: CirculateCriticism,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(criticism, aggregates, command, world, (state) => {
    const { text, approvedBy, circulatedOn } = command;
    const citations = criticismBasis;
    const due = answerDue(state);
    const after = due === undefined ? takenUpOn(state) : addDays(due, 1);
    const refusal = firstRefusal(
      () => checkText(text, { path: 'text', limit: textLimits.demand, missing: 'text-missing', citations }),
      () =>
        checkText(approvedBy, { path: 'approvedBy', limit: textLimits.name, missing: 'approver-missing', citations }),
      () => checkDay(circulatedOn, { world, after, citations, path: 'circulatedOn' }),
    );
    const by = byActor(world);
    return (
      refusal ?? ok([{ type: 'criticismCirculated', stream: streamOf(state), text, approvedBy, circulatedOn, by }])
    );
  });
}
