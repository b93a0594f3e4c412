import { graphql, type ResultOf } from '../graphql/graphql.ts';

const CaseRowFields = graphql(`
  fragment CaseRowFields on PetitionCase {
    id number title status statusName channel channelName receivedOn registeredAt version
    petitioner { name anonymous }
    handlingUnit { id name }
    dueState workingDaysLeft
    nextDue { clock name legalDue targetDue }
  }
`);

const DeadlineFields = graphql(`
  fragment DeadlineFields on Deadline {
    from legalDue targetDue unrolled provisional explanation
    steps { date reason festival counted }
    candidates {
      legalDue targetDue binds provisional
      citation { regulation article }
      limit { level amount unit }
    }
  }
`);

/** One page of cases, newest first; `totalCount` and the rows come from the same filter. */
export const CasesQuery = graphql(
  `
  query Cases($filter: CaseFilter, $first: Int, $after: String) {
    cases(filter: $filter, first: $first, after: $after) {
      totalCount
      asOf
      pageInfo { hasNextPage endCursor }
      edges { node { ...CaseRowFields } }
    }
  }
`,
  [CaseRowFields],
);
export type CaseRow = ResultOf<typeof CaseRowFields>;

/** The workings of a case's next due date, asked for only when someone looks. */
export const NextDueWhyQuery = graphql(
  `
  query NextDueWhy($id: ID!) {
    petitionCase(id: $id) { id nextDue { clock name deadline { ...DeadlineFields } } }
  }
`,
  [DeadlineFields],
);

/** The whole case page. */
export const CaseQuery = graphql(
  `
  query Case($id: ID!) {
    today
    petitionCase(id: $id) {
      ...CaseRowFields
      demand contentKind
      petitioner { kind relation phone }
      handlingUnit { kind parentId }
      route { outcome rule name explanation document supervise duties citations { regulation article rule } }
      clocks {
        clock name from legalDue targetDue state metOn binding
        citation { regulation article }
        deadline { ...DeadlineFields }
      }
      conflicts { id actorName receivedAt settledAt lost { field name value choice } }
      timeline {
        id type title detail actorName actorUnit occurredAt receivedAt skewSuspected
        citations { regulation article }
      }
      visit {
        id visitedOn modeName leaderName observations companions
        place { id name }
        attachments { id kind mime url }
      }
    }
  }
`,
  [CaseRowFields, DeadlineFields],
);
export type PetitionCase = NonNullable<ResultOf<typeof CaseQuery>['petitionCase']>;

/** The bureau's tree of units, for filters, registration and the rules. */
export const UnitsQuery = graphql(`
  query Units { units { id name kind parentId initials } }
`);
export type UnitRow = ResultOf<typeof UnitsQuery>['units'][number];

export const VisitsQuery = graphql(`
  query Visits($first: Int, $after: String) {
    outreachVisits(first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { id visitedOn modeName leaderName programme place { id name } cases { id } followUps { id } } }
    }
  }
`);
export type VisitRow = ResultOf<typeof VisitsQuery>['outreachVisits']['edges'][number]['node'];

export const VisitQuery = graphql(
  `
  query Visit($id: ID!) {
    today
    outreachVisit(id: $id) {
      id visitedOn modeName leaderName programme companions observations occurredAt receivedAt
      place { id name }
      conflicts { id actorName receivedAt settledAt lost { field name value choice } }
      followUps { id what owner dueOn }
      cases { ...CaseRowFields }
      attachments { id kind mime url }
      position { latitude longitude accuracyMetres }
    }
  }
`,
  [CaseRowFields],
);
export type OutreachVisit = NonNullable<ResultOf<typeof VisitQuery>['outreachVisit']>;

export const SubmitCommands = graphql(`
  mutation SubmitCommands($commands: [CommandInput!]!) {
    submitCommands(commands: $commands) {
      commandId status code message path revision receivedAt
      citations { regulation article }
      cases { id number legalDue clock }
      stored { status code message path cases { id number legalDue clock } citations { regulation article } }
    }
  }
`);
export type CommandOutcome = ResultOf<typeof SubmitCommands>['submitCommands'][number];

export const HandedOverQuery = graphql(`
  query HandedOver {
    handedOverMaterials { id deviceId personName kind title content code message handedOverAt }
  }
`);
export type Material = ResultOf<typeof HandedOverQuery>['handedOverMaterials'][number];
