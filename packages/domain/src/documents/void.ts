import { checkReason, firstRefusal } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import { isWithin, type World } from '../identity/units.ts';
import { acceptanceNotice } from '../petition-cases/acceptance.ts';
import { assignment } from '../petition-cases/assignment.ts';
import { extension } from '../petition-cases/clock-changes.ts';
import { entrusting } from '../petition-cases/entrustment.ts';
import type { PetitionCaseEvent } from '../petition-cases/events.ts';
import { issuing } from '../petition-cases/issue.ts';
import { byActor, carryOut, checkDay, lawfulProcedure, type Procedure, streamOf } from '../petition-cases/procedure.ts';
import { finalReviewDecision, reexaminationDecision } from '../petition-cases/reconsideration.ts';
import { senderReport } from '../petition-cases/sender-report.ts';
import type { VoidDocument } from '../petition-cases/side-commands.ts';
import { criticism, supervision, urging } from '../petition-cases/supervision.ts';
import { destination, transfer } from '../petition-cases/transfer.ts';
import type { PetitionCaseState } from '../petition-cases/types.ts';
import type { RefusalCode } from '../refusal-codes.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { issuerOf } from './born.ts';
import type { IssuedDocument } from './issued.ts';
import { actsOfPaper, type PaperAct, paperOfAct } from './paper-of-act.ts';

const basis = [lawfulProcedure, cite('petitionSystem', '第五条', 'R69')];

/** The row of each act that a paper is born of; of all procedures 作废 is itself one. */
const procedureOf: { readonly [A in PaperAct]: Procedure & { readonly command: A } } = {
  assignCase: assignment,
  transferCase: transfer,
  entrustReexamination: entrusting,
  issueAcceptanceNotice: acceptanceNotice,
  issueDestinationNotice: destination,
  extendHandling: extension,
  issueReply: issuing,
  urgeCase: urging,
  superviseCase: supervision,
  circulateCriticism: criticism,
  decideReexamination: reexaminationDecision,
  decideFinalReview: finalReviewDecision,
  reportToSender: senderReport,
};

/** Of what a department handles the office answers and notifies (R53, R71). */
const officeOnly: readonly RefusalCode[] = ['office-answers', 'office-notifies'];

/** A paper is cancelled by whoever may do the act that it is born of; by a district or school only what they have issued themselves. */
function checkIssuer(state: PetitionCaseState, paper: IssuedDocument, world: World): Refused | undefined {
  const { role, unitId } = world.actor;
  const acts: readonly Procedure[] = actsOfPaper(paper.kind).map((act) => procedureOf[act]);
  const act = acts.find(({ by }) => by.includes(role));
  const unit = (id: string) => world.unit(id);
  const own = role !== 'departmentClerk' || isWithin(unit, paper.issuerUnitId, issuerOf(unit, unitId)?.id ?? unitId);
  if (act === undefined || !own) {
    const by = acts.flatMap((one) => one.by).filter((one) => own || one !== 'departmentClerk');
    const params = { role, command: 'voidDocument', by: [...new Set(by)].join(',') };
    return refused('role-not-allowed', params, acts[0]?.citations ?? basis, 'documentId');
  }
  const need = act.needs.find(({ code, holds }) => officeOnly.includes(code) && !holds(state, world));
  return need && refused(need.code, {}, need.citations, 'documentId');
}

/** The papers that this actor may cancel (作废) now. */
export const voidableNow = (state: PetitionCaseState, world: World): readonly IssuedDocument[] =>
  (state.documents ?? []).filter((paper) => !paper.voided && checkIssuer(state, paper, world) === undefined);

/** 作废: of a paper that stands. What it told stays in the case; a wrong act is corrected by an act. */
export const voiding = {
  command: 'voidDocument',
  by: ['leader', 'clerk', 'departmentClerk'],
  needs: [
    {
      holds: ({ documents = [] }) => documents.some(({ voided }) => voided === undefined),
      code: 'document-missing',
      citations: basis,
    },
    {
      holds: (state, world) => voidableNow(state, world).length > 0,
      code: 'role-not-allowed',
      params: (_state, { actor: { role } }) => ({ role, command: 'voidDocument', by: 'clerk' }),
      citations: basis,
    },
  ],
  citations: basis,
} as const satisfies Procedure;

/** A paper is made anew of what stands in the case: of two 催办函 that is what the later one says, and of an act that fell nothing. */
function checkStanding(state: PetitionCaseState, { id, kind }: IssuedDocument): Refused | undefined {
  const newest = state.documents?.findLast((one) => one.kind === kind && !one.retracted);
  if (newest !== undefined && newest.id !== id)
    return refused('document-not-newest', { number: newest.number }, basis, 'reissue');
  const stands = actsOfPaper(kind).some((act) => paperOfAct(state, kind, act)?.id === id);
  return stands ? undefined : refused('document-not-newest', {}, basis, 'reissue');
}

/**
 * Cancels a paper (作废), with the reason: it keeps its number, which is never given again. With `reissue` the same paper is
 * made anew of what now stands in the case, under a number of its own. Refuses document-missing, role-not-allowed, office-answers,
 * office-notifies, document-voided-already and document-not-newest.
 */
export function voidDocument(
  aggregates: Aggregates,
  command: VoidDocument,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(voiding, aggregates, command, world, (state) => {
    const { documentId, reason, voidedOn, reissue } = command;
    const paper = state.documents?.find(({ id }) => id === documentId);
    if (!paper) return refused('document-missing', {}, basis, 'documentId');
    const { number, kind, issuedOn } = paper;
    const refusal = firstRefusal(
      () => checkIssuer(state, paper, world),
      () => (paper.voided ? refused('document-voided-already', { number }, basis, 'documentId') : undefined),
      () => (reissue ? checkStanding(state, paper) : undefined),
      () => checkReason(reason, basis),
      () => checkDay(voidedOn, { world, after: issuedOn, citations: basis, path: 'voidedOn' }),
    );
    if (refusal) return refusal;
    const stream = streamOf(state);
    const by = byActor(world);
    const events: PetitionCaseEvent[] = [{ type: 'documentVoided', stream, documentId, number, reason, voidedOn, by }];
    if (reissue) {
      const { copyTo, enclosures } = paper;
      const addressing = { ...(copyTo && { copyTo }), ...(enclosures && { enclosures }) };
      events.push({ type: 'documentReissued', stream, kind, replaces: documentId, issuedOn: voidedOn, addressing });
    }
    return ok(events);
  });
}
