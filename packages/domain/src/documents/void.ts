import { checkReason, firstRefusal } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { World } from '../identity/units.ts';
import type { PetitionCaseEvent } from '../petition-cases/events.ts';
import { byActor, carryOut, checkDay, lawfulProcedure, type Procedure, streamOf } from '../petition-cases/procedure.ts';
import type { VoidDocument } from '../petition-cases/side-commands.ts';
import type { PetitionCaseState } from '../petition-cases/types.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import type { IssuedDocument } from './issued.ts';

const basis = [lawfulProcedure, cite('petitionSystem', '第五条', 'R69')];

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
  ],
  citations: basis,
} as const satisfies Procedure;

/** A paper is made anew of what stands in the case: of two 催办函 that is what the later one says. */
function checkNewest({ documents = [] }: PetitionCaseState, { id, kind }: IssuedDocument): Refused | undefined {
  const newest = documents.findLast((one) => one.kind === kind);
  if (newest === undefined || newest.id === id) return undefined;
  return refused('document-not-newest', { number: newest.number }, basis, 'reissue');
}

/**
 * Cancels a paper (作废), with the reason: it keeps its number, which is never given again. With `reissue` the same paper is
 * made anew of what now stands in the case, under a number of its own. Refuses document-missing, document-voided-already, document-not-newest.
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
      () => (paper.voided ? refused('document-voided-already', { number }, basis, 'documentId') : undefined),
      () => (reissue ? checkNewest(state, paper) : undefined),
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
