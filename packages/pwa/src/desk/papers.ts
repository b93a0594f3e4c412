import { graphql, type ResultOf } from '../graphql/graphql.ts';

/** The papers of a case: those that went out, those that can be had, and who took any. */
export const PapersQuery = graphql(`
  query Papers($id: ID!) {
    petitionCase(id: $id) {
      id
      documents { id kind name number issuedOn copyTo voidedOn voidReason }
      papers { kind name standing act message }
      documentAccesses { name format personName takenAt }
    }
  }
`);
type Case = NonNullable<ResultOf<typeof PapersQuery>['petitionCase']>;
export type CaseDocument = Case['documents'][number];
export type PaperStanding = Case['papers'][number];
