import { graphql, type ResultOf } from '../graphql/graphql.ts';
import { personalDataMessages as words } from '../messages/personal-data.zh-CN.ts';
import type { PetitionCase } from './documents.ts';

export const RevealPersonalData = graphql(`
  mutation RevealPersonalData($caseId: ID!, $reason: String!) {
    revealPersonalData(caseId: $caseId, reason: $reason) { name phone idCard address }
  }
`);
export type ClearPerson = ResultOf<typeof RevealPersonalData>['revealPersonalData'][number];

/** A visitor of a reception session, unmasked. */
export const RevealVisitor = graphql(`
  mutation RevealVisitor($sessionId: ID!, $visitorId: ID!, $reason: String!) {
    revealVisitor(sessionId: $sessionId, visitorId: $visitorId, reason: $reason) { phone }
  }
`);

/** What happened to a case together with who looked at its personal data, oldest first. */
export function wholeHistory({ timeline, personalDataViews }: PetitionCase): PetitionCase['timeline'] {
  const views = personalDataViews.map(({ id, actorName, actorUnit, viewedAt, fields, reason }) => ({
    id,
    type: 'personalDataViewed',
    title: words.viewed,
    detail: words.detail(
      fields.map((field) => words.fields[field]),
      reason,
    ),
    actorName,
    actorUnit,
    occurredAt: viewedAt,
    receivedAt: viewedAt,
    skewSuspected: false,
    citations: [],
    redated: null,
  }));
  return [...timeline, ...views].sort((a, b) => Date.parse(a.receivedAt) - Date.parse(b.receivedAt));
}
