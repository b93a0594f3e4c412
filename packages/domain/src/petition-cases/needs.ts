import { type Citation, cite } from '../citation.ts';
import type { PlainDate } from '../date.ts';
import type { Unit, World } from '../identity/units.ts';
import { holdingUnitId, isHandedOver } from './holding.ts';
import { letterChannels } from './intake.ts';
import type { Need } from './procedure.ts';
import type { ReexaminationReport, Reopening } from './side-facets.ts';
import { isOpen } from './statuses.ts';
import type { PetitionCaseState } from './types.ts';

/** What is known of the tree of units and of who answers for them. */
type Units = Pick<World, 'unit' | 'staff'>;

const system = (article: string, rule: string): Citation => cite('petitionSystem', article, rule);

/** Whether a department of the bureau holds the case: then the bureau's own chain of review applies (R53, R72, R73). */
export const heldByDepartment = (state: PetitionCaseState, world: Units): boolean =>
  world.unit(state.handlingUnitId)?.kind === 'department';

/** The bureau above a unit. */
function bureauOf(world: Units, unitId: string): Unit | undefined {
  let unit = world.unit(unitId);
  for (let depth = 0; unit && unit.kind !== 'bureau' && depth < 32; depth += 1) {
    unit = unit.parentId === null ? undefined : world.unit(unit.parentId);
  }
  return unit;
}

/** The chief leader (一把手, R33): the head of the bureau; undefined where nobody is recorded. */
export function chiefLeaderId(world: Units, unitId: string): string | undefined {
  const bureau = bureauOf(world, unitId);
  return bureau && world.staff(bureau.id)?.headId;
}

/** Whether the actor answers for the unit as portfolio leader or chief leader; any leader does while none is recorded. */
export function isPortfolioLeader(world: World, unitId: string): boolean {
  const leader = world.staff(unitId)?.portfolioLeaderId;
  return leader === undefined || leader === world.actor.id || chiefLeaderId(world, unitId) === world.actor.id;
}

const signedFirst: readonly string[] = [...letterChannels, 'leaderReception'];
/** Whether nothing waits for a leader's word: it has been given, or none is asked for. */
export const isInstructed = ({ channel, instructions }: PetitionCaseState): boolean =>
  !signedFirst.includes(channel) || (instructions ?? []).length > 0;

/**
 * A letter is assigned by instruction only (R70); what a leader receives is accepted, transferred or pressed by instruction
 * (R51, R54, R55).
 */
export const instructed: Need = {
  holds: (state) => isInstructed(state),
  code: 'instruction-missing',
  citations: [
    system('第六条', 'R70'),
    cite('receptionPlan', '四（一）', 'R51'),
    cite('receptionPlan', '四（二）', 'R54'),
  ],
};

/** Whether an appeal came here with the answer of a district or school, whose 复查 is the bureau's (R51, Art 35). */
export function answeredBelow({ matter }: PetitionCaseState): boolean {
  const { contentKind, priorHandling, responsibility } = matter.facts;
  const below = responsibility === 'district' || responsibility === 'affiliated';
  return contentKind === 'appeal' && priorHandling === 'replied' && below;
}

/** Whether the instruction that stands has 复查 of such an answer accepted (批示予以受理, R51), and nobody has taken the request in yet. */
export function awaitsReexamination(state: PetitionCaseState): boolean {
  const { instructions, reopenings = [], reexamination } = state;
  const last = instructions?.at(-1);
  if (last?.asksReexamination !== true || last.decision !== 'handle' || reexamination || !answeredBelow(state))
    return false;
  // what was reexamined by that word, and taken up again since, is another matter
  const answered = ({ before }: Reopening) =>
    before.reexamination && before.reexamination.requestedOn >= last.instructedOn;
  return !reopenings.some(answered);
}

/** Whether what is reexamined was answered elsewhere: this case holds no answer. */
const elsewhere = ({
  reexamination,
  issued,
  completion,
}: Pick<PetitionCaseState, 'reexamination' | 'issued' | 'completion'>): boolean =>
  reexamination !== undefined && issued === undefined && completion === undefined;

/** Whether the case is here for the 复查 of an answer that was given elsewhere, by a leader's word or by the request itself. */
export const cameForReexamination = (state: PetitionCaseState): boolean =>
  awaitsReexamination(state) || elsewhere(state);

/** Until when the bureau's own notice, of 复查 accepted, stood for no answer: the day on which such a matter was taken up again. */
export const reopenedFromReexamination = ({ reopenings = [] }: PetitionCaseState): PlainDate | undefined =>
  reopenings.findLast(({ before }) => elsewhere(before))?.reopenedOn;

/**
 * 拟交: the unit that an open case is meant for while the office has it; undefined also for one that came back, which goes anew, and
 * where whoever is named has answered already.
 */
export const meantUnitId = (state: PetitionCaseState): string | undefined =>
  isOpen(state.status) &&
  holdingUnitId(state) === undefined &&
  state.handedBackOn === undefined &&
  !cameForReexamination(state)
    ? state.matter.handlingUnitId
    : undefined;

/**
 * 各自的承办单位: the unit that a case is meant for, or that has it; 交办 goes there unless another one is named. One that came back has
 * none until its registration names one anew: to whom it goes now is chosen.
 */
export const ownUnitId = (state: PetitionCaseState): string | undefined => {
  const { matter, handlingUnitId } = state;
  const named = matter.handlingUnitId === handlingUnitId ? handlingUnitId : undefined;
  return meantUnitId(state) ?? holdingUnitId(state) ?? named;
};

/** Whose answer is, or would be, reexamined: the unit named at registration where it was answered elsewhere, else the one that has the case. */
export const answeringUnitId = (state: PetitionCaseState): string =>
  answeredBelow(state) && state.issued === undefined && state.completion === undefined && !isHandedOver(state)
    ? state.matter.handlingUnitId
    : state.handlingUnitId;

/** Who answered is not asked for another answer, and whoever looks at it again gives an opinion of 复查 (Art 35). */
export const notToReexamine: Need = {
  holds: (state) => !awaitsReexamination(state),
  code: 'reexamination-first',
  citations: [cite('receptionPlan', '四（一）', 'R51'), cite('petitionRegulation2022', '第三十五条')],
};

export const notHandedOver: Need = {
  holds: (state) => !isHandedOver(state),
  code: 'already-handed-over',
  citations: [system('第六条', 'R70')],
};

/** The report that stands: not one that the leader has sent back. */
export function standingReport({ reexamination }: PetitionCaseState): ReexaminationReport | undefined {
  const report = reexamination?.report;
  return report?.approval?.agreed === false ? undefined : report;
}

/**
 * Who is pressed in an open case (催办): the unit that has it; of 复查 the department that has still to report, since whoever
 * answered owes nothing more there; undefined where nobody but the office owes anything, or another body decides.
 */
export function pressedUnitId(state: PetitionCaseState): string | undefined {
  const { reexamination, finalReview } = state;
  if (finalReview !== undefined) return undefined;
  if (reexamination === undefined) return holdingUnitId(state);
  return standingReport(state) === undefined ? reexamination.entrusted?.unitId : undefined;
}

/** Handed to a unit, by 交办 or 转送. */
export const handedOver: Need = {
  holds: isHandedOver,
  code: 'not-handed-over',
  citations: [system('第六条', 'R70'), system('第七条', 'R72')],
};

/** While an objection waits, the case moves nowhere: it goes back only when the sender agrees (Art 23). */
export const noObjection: Need = {
  holds: (state) => state.objection === undefined || state.objection.settled !== undefined,
  code: 'objection-pending',
  citations: [cite('petitionRegulation2022', '第二十三条')],
};

const notIssued: Need = {
  holds: (state) => state.issued === undefined,
  code: 'reply-already-issued',
  citations: [system('第七条', 'R73')],
};

/** While an answer is 复查 or 复核, nothing goes on but that. */
export const notUnderReview: Need = {
  holds: ({ reexamination }) => reexamination === undefined,
  code: 'under-review',
  params: ({ status, reexamination }) => ({ status, body: reexamination?.body ?? '' }),
  citations: [cite('petitionRegulation2022', '第三十五条'), cite('petitionRegulation2022', '第三十六条')],
};

/** The way to an answer ends with it: who gave the one that is asked to be 复查 or 复核 stays on record, and neither gives another nor judges its own. */
export const unanswered: readonly Need[] = [notUnderReview, notIssued];

export const drafted: Need = {
  holds: ({ draft }) => draft !== undefined && draft.sentBack === undefined,
  code: 'draft-missing',
  citations: [system('第七条', 'R72'), system('第十条', 'R81')],
};

export const accepted: Need = {
  holds: (state) => state.notice !== undefined,
  code: 'not-yet-accepted',
  citations: [cite('receptionSystem', '二（二）', 'R5')],
};

/** The head answers for the department's replies (R66); the hotline's text says how (R81). */
export const reviewed: Need = {
  holds: (state, world) => state.review !== undefined || !heldByDepartment(state, world),
  code: 'review-missing',
  citations: [system('第四条', 'R66'), system('第十条', 'R81')],
};

/** 涉及复杂法律问题的，应听取法律顾问意见. */
export const counselHeard: Need = {
  holds: (state) => !state.flags?.complexLegal || state.counsel !== undefined,
  code: 'counsel-missing',
  citations: [system('第七条', 'R76')],
};

/** A department's reply to a letter, and a major matter of the hotline, go out only after the portfolio leader's review. */
function approvalNeeded(state: PetitionCaseState, world: World): boolean {
  if (!heldByDepartment(state, world)) return false;
  return letterChannels.includes(state.channel) || (state.channel === 'hotline' && state.flags?.major === true);
}
export const approved: Need = {
  holds: (state, world) => state.approval !== undefined || !approvalNeeded(state, world),
  code: 'approval-missing',
  citations: [system('第七条', 'R73'), system('第十条', 'R82')],
};

/** 由局办公室统一答复: not the department. Districts and schools answer what is theirs (R78). */
export const officeAnswers: Need = {
  holds: (state, world) => world.actor.role === 'clerk' || !heldByDepartment(state, world),
  code: 'office-answers',
  citations: [cite('receptionPlan', '四（一）', 'R53')],
};
