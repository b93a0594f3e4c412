/**
 * The life of a case (信访事项的办理): commands, decisions, events, state, and what may be done now. Each command's decision
 * is exported alone too, so that a phone carries only those it gives.
 */
export { checkRole, listLimits, maxAttachmentBytes, maxVoiceSeconds, textLimits } from './checks.ts';
export * from './commands.ts';
export { decide } from './decide.ts';
export type { IssuedDocument } from './documents/issued.ts';
export { type EvaluationGrade, evaluationGrades } from './figures/grades.ts';
export type { UnitStaff } from './identity/staffing.ts';
export {
  type Actor,
  type Leader,
  type ReviewBody,
  type ReviewHierarchy,
  reviewBodies,
  type World,
} from './identity/units.ts';
export { caseOf } from './outreach/case-of.ts';
export { amendOutreachVisit, settleFollowUp } from './outreach/change-visit.ts';
export { wordsOf } from './outreach/check-parts.ts';
export * from './outreach/evolve.ts';
export { logOutreachVisit } from './outreach/log-visit.ts';
export * from './outreach/types.ts';
export {
  acknowledgeable,
  awaitingAcknowledgement,
  isOwedReceipt,
  type ReceiptState,
  receiptStates,
  receiptsOf,
} from './petition-cases/acknowledgement.ts';
export { answersForOrgan, decidesRecusal, type PostsWorld } from './petition-cases/approver.ts';
export { proposeRetention } from './petition-cases/archiving.ts';
export type { CaseChanges } from './petition-cases/case-changes.ts';
export { senderClocks } from './petition-cases/case-clocks.ts';
export * from './petition-cases/case-commands.ts';
export { type CaseSort, caseSorts, usualCaseSort } from './petition-cases/case-sorts.ts';
export { changedClock } from './petition-cases/clock-changes.ts';
export * from './petition-cases/clock-commands.ts';
export * from './petition-cases/events.ts';
export * from './petition-cases/evolve.ts';
export * from './petition-cases/facets.ts';
export { firstAskedOf } from './petition-cases/first-asked.ts';
export { flagCitations, maySetFlag } from './petition-cases/flags.ts';
export * from './petition-cases/hierarchy.ts';
export { holdingUnitId } from './petition-cases/holding.ts';
export { openDateRequest } from './petition-cases/hotline-date.ts';
export {
  type ImplementationState,
  implementationOf,
  implementationStates,
} from './petition-cases/implementation.ts';
export { awaitsInstructionOf, decisionsFor, giveInstruction } from './petition-cases/instruction.ts';
export { letterChannels, nextIntakeStep } from './petition-cases/intake.ts';
export { deliveryMannersFor } from './petition-cases/issue.ts';
export * from './petition-cases/main-events.ts';
export {
  answeringUnitId,
  cameForReexamination,
  isInstructed,
  meantUnitId,
  ownUnitId,
  standingReport,
} from './petition-cases/needs.ts';
export * from './petition-cases/numbers.ts';
export { firstAskedChannels } from './petition-cases/origin.ts';
export * from './petition-cases/pressing-commands.ts';
export { checkRecused, isRecused, type Need, type Procedure } from './petition-cases/procedure.ts';
export { allowedActions, type CaseAction, procedures } from './petition-cases/procedures.ts';
export { finalReviewBodies, reexaminationBodies, requestedBodies } from './petition-cases/reconsideration.ts';
export { type CopyOwed, copiesOwed, evaluationClosesOn } from './petition-cases/records.ts';
export * from './petition-cases/redate.ts';
export * from './petition-cases/registration.ts';
export { checkContacts, differences, priorHandlingOf, repeatArticles } from './petition-cases/registration-checks.ts';
export { registrationFaults } from './petition-cases/registration-faults.ts';
export { awaitsApproval, isOpinion } from './petition-cases/reply.ts';
export * from './petition-cases/retract-limits.ts';
export { retractableNow } from './petition-cases/retraction.ts';
export { reportOwed } from './petition-cases/sender-report.ts';
export * from './petition-cases/side-commands.ts';
export type * from './petition-cases/side-events.ts';
export { isSideEvent } from './petition-cases/side-evolve.ts';
export * from './petition-cases/side-facets.ts';
export * from './petition-cases/statuses.ts';
export { supervisedUnitId, unitBesideId, workingUnitIds } from './petition-cases/supervision.ts';
export {
  signingSteps,
  type Turn,
  type TurnHolder,
  type TurnWorld,
  turnHolders,
  turnOf,
} from './petition-cases/turn.ts';
export * from './petition-cases/types.ts';
export { type ClassProposal, outcomesFor, proposeClass } from './routing/classify.ts';
export { type PetitionSource, petitionSources } from './routing/sources.ts';
export * from './stream.ts';
