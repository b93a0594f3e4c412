import { completionOutcomes, intakeSteps } from '@huiyin/domain/cases';
import * as v from 'valibot';
import { date, maybe, onCase, unitId } from './shapes.ts';

/** The shapes of the main line's commands. */
export const mainPayloads = {
  recordIntakeStep: v.object({
    ...onCase,
    step: v.picklist(intakeSteps),
    doneOn: date,
    abstract: maybe(v.string()),
    leaderId: maybe(v.string()),
  }),
  issueAcceptanceNotice: v.object({
    ...onCase,
    decision: v.picklist(['accept', 'refuse']),
    issuedOn: date,
    reason: maybe(v.string()),
    lawExplanation: maybe(v.string()),
    competentBody: maybe(v.string()),
  }),
  completeCase: v.object({
    ...onCase,
    cause: v.string(),
    resolution: v.string(),
    repliedOn: maybe(date),
    outcome: v.picklist(completionOutcomes),
  }),
  contractCase: v.object({ ...onCase, leaderId: maybe(unitId) }),
};
