import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import { deadline } from '../clocks/deadline.ts';
import type { Aggregates } from '../commands.ts';
import { addDays, type PlainDate } from '../date.ts';
import type { DocumentKind } from '../documents/kinds.ts';
import { evaluationGrades } from '../figures/grades.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import type { PetitionCaseEvent } from './events.ts';
import { cameForReexamination, reopenedFromReexamination } from './needs.ts';
import { carryOut, checkDay, lawfulProcedure, type Need, type Procedure, streamOf } from './procedure.ts';
import { replyDay } from './reconsideration.ts';
import type { FileCopy, RecordEvaluation, RecordImprovement, RecordRectification } from './side-commands.ts';
import { type FiledDocument, filedDocuments, improvementStatuses, suggestionKinds } from './side-facets.ts';
import type { PetitionCaseState } from './types.ts';

const evaluationBasis = [cite('receptionSystem', '三（三）', 'R15'), cite('petitionRegulation2022', '第二十一条')];
const improvementBasis = [cite('receptionSystem', '三（三）', 'R14'), cite('petitionRegulation2022', '第四十条')];
const rectificationBasis = [cite('receptionSystem', '三（三）', 'R16')];
const filingBasis = [cite('petitionSystem', '第八条', 'R79')];
const secrecy = [cite('petitionRegulation2022', '第三十条')];

/** Days after the answer in which the petitioner may rate it; practice, no article names them (待核). */
const evaluationDays = 30;

/** The last day on which the answer may be rated; undefined before it. */
export function evaluationClosesOn(state: PetitionCaseState): PlainDate | undefined {
  const repliedOn = replyDay(state);
  return repliedOn === undefined ? undefined : addDays(repliedOn, evaluationDays);
}

/** 满意度评价: of an answered case, by a petitioner who can be asked; never of an accusation (its own rules, Art 30). */
export const evaluation = {
  command: 'recordEvaluation',
  by: ['leader', 'clerk'],
  needs: [
    { holds: (state) => replyDay(state) !== undefined, code: 'reply-missing', citations: evaluationBasis },
    {
      holds: (state) => state.compartment !== 'accusation' && !state.matter.petitioner.anonymous,
      code: 'not-rated',
      citations: [...evaluationBasis, ...secrecy],
    },
    { holds: (state) => state.evaluation === undefined, code: 'already-rated', citations: evaluationBasis },
  ],
  citations: evaluationBasis,
} as const satisfies Procedure;

/** Of a file that stands by itself; accusations keep theirs apart (Art 30). */
const ownFile: Need = {
  holds: ({ status }) => status !== 'merged',
  code: 'case-closed',
  params: ({ status }) => ({ status }),
  citations: [lawfulProcedure],
};

/** 改进建议. */
export const improvement = {
  command: 'recordImprovement',
  by: ['leader', 'clerk', 'departmentClerk'],
  needs: [ownFile],
  citations: improvementBasis,
} as const satisfies Procedure;

/** 整改: of ordinary complaints about work style; what is said against a person goes its own way (Art 30). */
export const rectification = {
  command: 'recordRectification',
  by: ['leader', 'clerk', 'departmentClerk'],
  needs: [
    ownFile,
    { holds: (state) => state.compartment !== 'accusation', code: 'rectify-accusation', citations: secrecy },
  ],
  citations: rectificationBasis,
} as const satisfies Procedure;

/** 备案: a district's case has two slots (R79). */
export const filing = {
  command: 'fileCopy',
  by: ['leader', 'clerk', 'departmentClerk'],
  needs: [
    {
      holds: (state, world) => world.unit(state.handlingUnitId)?.kind === 'districtAuthority',
      code: 'copy-not-owed',
      citations: filingBasis,
    },
  ],
  citations: filingBasis,
} as const satisfies Procedure;

/** Records how the petitioner rated office and unit (满意度评价, R15), within {@link evaluationDays} of the answer. */
export function recordEvaluation(
  aggregates: Aggregates,
  command: RecordEvaluation,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(evaluation, aggregates, command, world, (state) => {
    const { office, unit, comment, ratedOn } = command;
    const after = replyDay(state) ?? state.receivedOn;
    const closesOn = evaluationClosesOn(state) ?? after;
    const refusal = firstRefusal(
      () => checkChoice(office, evaluationGrades, 'office'),
      () => checkChoice(unit, evaluationGrades, 'unit'),
      () => checkText(comment, { path: 'comment', limit: textLimits.demand }),
      () => checkDay(ratedOn, { world, after, citations: evaluationBasis, path: 'ratedOn' }),
      () =>
        ratedOn > closesOn ? refused('rating-closed', { ratedOn, closesOn }, evaluationBasis, 'ratedOn') : undefined,
    );
    return refusal ?? ok([{ type: 'evaluationRecorded', stream: streamOf(state), office, unit, comment, ratedOn }]);
  });
}

/** Records an improvement (R14) that this case brought up, or how far it is; what is not adopted needs its reason. */
export function recordImprovement(
  aggregates: Aggregates,
  command: RecordImprovement,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(improvement, aggregates, command, world, (state) => {
    const { id, kind, suggestion, owner, status, statusOn, reason } = command;
    const before = state.improvements?.find((one) => one.id === id);
    const text = { limit: textLimits.demand, citations: improvementBasis };
    const why = { ...text, path: 'reason' };
    const refusal = firstRefusal(
      () => checkText(id, { ...text, path: 'id', limit: textLimits.name, missing: 'text-missing' }),
      () => checkChoice(kind, suggestionKinds, 'kind'),
      () => checkText(suggestion, { ...text, path: 'suggestion', missing: 'text-missing' }),
      () => checkText(owner, { ...text, path: 'owner', limit: textLimits.name, missing: 'owner-missing' }),
      () => checkChoice(status, improvementStatuses, 'status'),
      () => checkText(reason, status === 'notAdopted' ? { ...why, missing: 'reason-missing' } : why),
      () =>
        checkDay(statusOn, {
          world,
          after: before?.statusOn ?? state.receivedOn,
          citations: improvementBasis,
          path: 'statusOn',
        }),
    );
    const entry = { id, kind, suggestion, owner, status, statusOn, ...(reason !== undefined && { reason }) };
    return refusal ?? ok([{ type: 'improvementRecorded', stream: streamOf(state), ...entry }]);
  });
}

/** What is mended says what came of it, on a day that has come (R16). */
function checkDone({ doneOn, result }: RecordRectification, world: World, after: PlainDate): Refused | undefined {
  const path = 'result';
  const limit = textLimits.demand;
  if (doneOn === undefined) return checkText(result, { path, limit });
  return firstRefusal(
    () => checkDay(doneOn, { world, after, citations: rectificationBasis, path: 'doneOn' }),
    () => checkText(result, { path, limit, missing: 'rectification-result-missing', citations: rectificationBasis }),
  );
}

/** Records a fault of work style and its mending (整改, R16): who, by when, and what came of it. */
export function recordRectification(
  aggregates: Aggregates,
  command: RecordRectification,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(rectification, aggregates, command, world, (state) => {
    const { id, problem, owner, dueOn, doneOn, result } = command;
    const text = { limit: textLimits.demand, citations: rectificationBasis };
    const refusal = firstRefusal(
      () => checkText(id, { ...text, path: 'id', limit: textLimits.name, missing: 'text-missing' }),
      () => checkText(problem, { ...text, path: 'problem', missing: 'text-missing' }),
      () => checkText(owner, { ...text, path: 'owner', limit: textLimits.name, missing: 'owner-missing' }),
      () =>
        dueOn < state.receivedOn
          ? refused('done-too-early', { on: dueOn, after: state.receivedOn }, rectificationBasis, 'dueOn')
          : undefined,
      () => checkDone(command, world, state.receivedOn),
    );
    const outcome = { ...(doneOn !== undefined && { doneOn }), ...(result !== undefined && { result }) };
    return (
      refusal ?? ok([{ type: 'rectificationRecorded', stream: streamOf(state), id, problem, owner, dueOn, ...outcome }])
    );
  });
}

/** A district's document whose copy the bureau should have (R79). */
export interface CopyOwed {
  readonly document: FiledDocument;
  readonly documentOn: PlainDate;
  readonly legalDue: PlainDate;
  readonly overdue: boolean;
}

/** Which papers the two documents are. */
const filedAs: Readonly<Record<FiledDocument, readonly DocumentKind[]>> = {
  notice: ['acceptanceNotice', 'nonAcceptanceNotice'],
  reply: ['handlingOpinion'],
};

/** The days of the two documents of a case, where they are known. */
const documentDay = (state: PetitionCaseState, document: FiledDocument): PlainDate | undefined =>
  document === 'notice' ? state.notice?.issuedOn : (state.issued?.issuedOn ?? state.completion?.repliedOn);

/**
 * The copies that a district still owes (R79: at the same time, 同时): its documents are known and their copies are not
 * filed. Refuses with `calendar-missing`.
 */
export function copiesOwed(state: PetitionCaseState, world: World): Result<readonly CopyOwed[]> {
  if (world.unit(state.handlingUnitId)?.kind !== 'districtAuthority') return ok([]);
  const owed: CopyOwed[] = [];
  const reopenedOn = reopenedFromReexamination(state);
  for (const document of filedDocuments) {
    const documentOn = documentDay(state, document);
    // of 复查 the bureau gives the notice itself
    // of what the bureau gave itself no copy comes
    const given = state.documents?.findLast((one) => filedAs[document].includes(one.kind) && !one.voided);
    if (given && given.issuerUnitId !== state.handlingUnitId) continue;
    const own = document === 'notice' && (cameForReexamination(state) || (documentOn ?? '') <= (reopenedOn ?? ''));
    if (own || documentOn === undefined || state.copies?.[document]?.documentOn === documentOn) continue;
    const due = deadline(world.calendar, 'filing-copy', documentOn);
    if (!due.ok) return due;
    const { legalDue } = due.value;
    owed.push({ document, documentOn, legalDue, overdue: legalDue < world.today });
  }
  return ok(owed);
}

/** Files the copy of a district's notice or reply (备案, R79). A newer copy of the same document replaces the older. */
export function fileCopy(
  aggregates: Aggregates,
  command: FileCopy,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(filing, aggregates, command, world, (state) => {
    const { document, documentOn, filedOn } = command;
    const known = documentDay(state, document);
    const day = { world, citations: filingBasis };
    const refusal = firstRefusal(
      () => checkChoice(document, filedDocuments, 'document'),
      () => checkDay(documentOn, { ...day, after: state.receivedOn, path: 'documentOn' }),
      () =>
        known !== undefined && known !== documentOn
          ? refused('copy-other-day', { given: documentOn, known }, filingBasis, 'documentOn')
          : undefined,
      () => checkDay(filedOn, { ...day, after: documentOn, path: 'filedOn' }),
    );
    return refusal ?? ok([{ type: 'copyFiled', stream: streamOf(state), document, documentOn, filedOn }]);
  });
}
