import { graphql, type ResultOf } from '../graphql/graphql.ts';

const CaseRowFields = graphql(`
  fragment CaseRowFields on PetitionCase {
    id number title status statusName channel channelName receivedOn registeredAt version
    petitioner { name anonymous }
    handlingUnit { id name } meantUnit { id name }
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

const ClockWhyFields = graphql(
  `
  fragment ClockWhyFields on CaseClock {
    clock name state legalDue originalLegalDue rolledFrom provisional changes
    citation { regulation article }
    deadline { ...DeadlineFields }
  }
`,
  [DeadlineFields],
);
export type ClockWhyFields = ResultOf<typeof ClockWhyFields>;

const AttachmentFields = graphql(`
  fragment AttachmentFields on Attachment {
    id kind mime url caption masked seconds
    marks { kind from to text }
    position { latitude longitude }
  }
`);

const FollowUpFields = graphql(`
  fragment FollowUpFields on FollowUp { id what owner dueOn dueState settled { on result by } }
`);
export type FollowUp = ResultOf<typeof FollowUpFields>;

const ListFields = graphql(`
  fragment ListFields on CaseListItem {
    id number title status statusName channel channelName receivedOn closedOn registeredAt updatedAt version
    contentKindName flags receipts
    petitioner { name anonymous }
    handlingUnit { id name } meantUnit { id name }
    dueState workingDaysLeft
    nextDue { clock name legalDue targetDue }
    turn { name mine action actionName }
  }
`);
export type WorkRow = ResultOf<typeof ListFields>;

/** One page of a list; `totalCount` and the rows come from the same conditions. */
export const CaseListQuery = graphql(
  `
  query CaseList($filter: CaseFilter, $sort: CaseSort, $descending: Boolean, $first: Int, $after: String) {
    caseList(filter: $filter, sort: $sort, descending: $descending, first: $first, after: $after) {
      totalCount more endCursor
      rows { ...ListFields }
    }
  }
`,
  [ListFields],
);

export const SavedViewsQuery = graphql(`
  query SavedViews { savedViews { id name shared query mine } }
`);
export const SaveView = graphql(`
  mutation SaveView($id: ID!, $name: String!, $query: String!, $shared: Boolean!) {
    saveView(id: $id, name: $name, query: $query, shared: $shared) { id }
  }
`);
export const DeleteView = graphql(`
  mutation DeleteView($id: ID!) { deleteView(id: $id) { id } }
`);

/** What came too late on a case. */
export const ConflictsQuery = graphql(`
  query Conflicts($id: ID!) { petitionCase(id: $id) { conflicts { id type mine settledAt } } }
`);

/** What would become of commands, before they are given. */
export const PreviewCommands = graphql(`
  query PreviewCommands($commands: [CommandInput!]!) {
    previewCommands(commands: $commands) { commandId accepted message }
  }
`);

/** My next actions, the first rows of each group. */
export const MyWorkQuery = graphql(
  `
  query MyWork($first: Int) {
    myWork(first: $first) {
      mine today
      groups { key count more endCursor rows { ...ListFields } }
    }
  }
`,
  [ListFields],
);
export type MyWork = ResultOf<typeof MyWorkQuery>['myWork'];
export type WorkGroupKey = MyWork['groups'][number]['key'];

export const WorkGroupQuery = graphql(
  `
  query WorkGroup($group: WorkGroupKey!, $after: String) {
    workGroup(group: $group, first: 50, after: $after) { key count more endCursor rows { ...ListFields } }
  }
`,
  [ListFields],
);

/** The workings of a case's next due date, asked for only when someone looks. */
export const NextDueWhyQuery = graphql(
  `
  query NextDueWhy($id: ID!) {
    petitionCase(id: $id) { id nextDue { ...ClockWhyFields } }
  }
`,
  [ClockWhyFields],
);

/** The whole case page. */
export const CaseQuery = graphql(
  `
  query Case($id: ID!) {
    today
    petitionCase(id: $id) {
      ...CaseRowFields
      demand contentKind state
      copiesOwed { document name documentOn legalDue overdue }
      actions { command name group allowed code message citations { regulation article } }
      petitioner { kind relation phone idCard address }
      mayRevealPersonalData personalDataViews { id actorName actorUnit viewedAt fields reason }
      route { outcome rule name explanation document supervise duties citations { regulation article rule } }
      clocks {
        ...ClockWhyFields
        from targetDue metOn datedBy
      }
      conflicts { id type actorName mine receivedAt settledAt lost { field name value choice } }
      related { relation name case { id number title statusName dueState nextDue { name legalDue } } }
      timeline {
        id type title detail actorName actorUnit occurredAt receivedAt skewSuspected
        redated { clock before after }
        citations { regulation article }
      }
      visit {
        id visitedOn modeName leaderName observations companions
        place { id name }
        attachments { ...AttachmentFields }
      }
    }
  }
`,
  [CaseRowFields, ClockWhyFields, AttachmentFields],
);
export type PetitionCase = NonNullable<ResultOf<typeof CaseQuery>['petitionCase']>;

/** Matters that wait for the viewer's unit to take them over (首问移交). */
export const OfferedCasesQuery = graphql(`query OfferedCases { offeredCases { id number title } }`);

/** The bureau's tree of units, for filters, registration and the rules. */
export const UnitsQuery = graphql(`
  query Units {
    units {
      id name kind parentId initials closed
      staff { headId deputyId clerkId reviewerIds portfolioLeaderId coordinatorIds }
    }
    colleagues { id name role unitId }
    province
  }
`);
export type UnitRow = ResultOf<typeof UnitsQuery>['units'][number];
export type ColleagueRow = ResultOf<typeof UnitsQuery>['colleagues'][number];

const RepeatFields = graphql(`
  fragment RepeatFields on LikelyRepeat {
    score priorHandling crossesHotline advice
    reasons { kind text }
    citations { regulation article }
    case {
      id version number title demand statusName channelName receivedOn
      petitioner { name phone idCard }
      handlingUnit { name } meantUnit { name }
    }
  }
`);
export type LikelyRepeat = ResultOf<typeof RepeatFields>;

/** Cases that may be the same person's or the same matter as what is being typed. */
export const LikelyRepeatsQuery = graphql(
  `query LikelyRepeats($probe: RepeatProbe!) { likelyRepeats(probe: $probe) { ...RepeatFields } }`,
  [RepeatFields],
);
/** The same for a case that stands. */
export const RepeatsOfCaseQuery = graphql(
  `query RepeatsOfCase($id: ID!) { repeatsOfCase(id: $id) { ...RepeatFields } }`,
  [RepeatFields],
);
/** Another case that this one would be merged into, parted from or linked with. */
export const OtherCaseQuery = graphql(`
  query OtherCase($id: ID!) { petitionCase(id: $id) { id number title version state } }
`);

/** The 12345 orders whose reply is owed, by due date. */
export const HotlineOrdersQuery = graphql(
  `
  query HotlineOrders($due: DueState, $first: Int, $after: String) {
    hotlineOrders(due: $due, first: $first, after: $after) {
      counts { all overdue dueSoon onTime }
      endCursor
      rows {
      id externalNumber urgent extended dateRequested dueOn
      turn { name mine action actionName }
      case { ...CaseRowFields }
      }
    }
  }
`,
  [CaseRowFields],
);
export type HotlineOrders = ResultOf<typeof HotlineOrdersQuery>['hotlineOrders'];
export type HotlineOrder = HotlineOrders['rows'][number];

/** Looks a sheet through; writes nothing. */
export const PreviewImportQuery = graphql(`
  query PreviewImport($fileName: String!, $rows: JSON!) {
    previewImport(fileName: $fileName, rows: $rows) {
      header { column message }
      rows { line title sameAs faults { column message } }
      earlier { personName importedAt cases voided }
    }
  }
`);
export type ImportPreview = ResultOf<typeof PreviewImportQuery>['previewImport'];
/** The bureau's last imports. */
export const ImportRecordsQuery = graphql(`
  query ImportRecords { importRecords { id fileName personName importedAt cases voided } }
`);
export type ImportRecord = ResultOf<typeof ImportRecordsQuery>['importRecords'][number];
/** Likely repeats of a part of a sheet. */
export const ImportRepeatsQuery = graphql(`
  query ImportRepeats($rows: JSON!) { importRepeats(rows: $rows) { line title repeats { id number title } } }
`);
export type ImportRepeat = ResultOf<typeof ImportRepeatsQuery>['importRepeats'][number];
export const ImportTemplateQuery = graphql(`query ImportTemplate { importTemplate { fileName content } }`);
/** The sheet back with its faults. */
export const ImportToMendQuery = graphql(`
  query ImportToMend($fileName: String!, $rows: JSON!) { importToMend(fileName: $fileName, rows: $rows) { fileName content } }
`);
/** How many rows of this person's table are written so far. */
export const ExportProgressQuery = graphql(`query ExportProgress { exportProgress }`);
/** How many rows of a running import are written so far. */
export const ImportProgressQuery = graphql(
  `query ImportProgress($importId: ID!) { importProgress(importId: $importId) }`,
);
/** How an import without an answer has ended. */
export const SettleImport = graphql(`
  mutation SettleImport($importId: ID!) { settleImport(importId: $importId) { cases { id number } } }
`);
/** Registers the whole sheet or nothing. */
export const RunImport = graphql(`
  mutation RunImport($importId: ID!, $fileName: String!, $rows: JSON!, $again: Boolean) {
    runImport(importId: $importId, fileName: $fileName, rows: $rows, again: $again) {
      done cases { id number } faults { line column message }
    }
  }
`);

/** A few cases by number, name or words, to name one of them in another. */
export const CaseChoicesQuery = graphql(`
  query CaseChoices($search: String!) {
    cases(filter: { search: $search }, first: 6) { edges { node { id version number title statusName } } }
  }
`);

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

/** Follow-ups: those to be done by due date, or those that are settled. */
export const FollowUpsQuery = graphql(
  `
  query FollowUps($settled: Boolean, $mine: Boolean, $first: Int, $after: String) {
    today
    followUps(settled: $settled, mine: $mine, first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { ...FollowUpFields visit { id visitedOn place { id name } } } }
    }
  }
`,
  [FollowUpFields],
);
export type FollowUpRow = ResultOf<typeof FollowUpsQuery>['followUps']['edges'][number]['node'];

export const VisitQuery = graphql(
  `
  query Visit($id: ID!) {
    today
    outreachVisit(id: $id) {
      id version mode visitedOn modeName leaderName programme companions observations occurredAt receivedAt
      place { id name }
      conflicts { id type actorName mine receivedAt settledAt lost { field name value choice } }
      details { case { id number title } words participants points topic notes }
      signer { name title }
      followUps { ...FollowUpFields }
      cases { ...CaseRowFields provisionalNumber }
      attachments { ...AttachmentFields }
      position { latitude longitude accuracyMetres }
      amendments { by at reason changed before }
    }
  }
`,
  [CaseRowFields, AttachmentFields, FollowUpFields],
);
export type OutreachVisit = NonNullable<ResultOf<typeof VisitQuery>['outreachVisit']>;

export const SubmitCommands = graphql(`
  mutation SubmitCommands($commands: [CommandInput!]!) {
    submitCommands(commands: $commands) {
      commandId status code message path revision receivedAt
      citations { regulation article }
      cases { id number legalDue clock }
      versions { id version }
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
export const SettleHandedOver = graphql(`
  mutation SettleHandedOver($deviceId: ID!, $id: ID!, $result: String!) {
    settleHandedOver(deviceId: $deviceId, id: $id, result: $result)
  }
`);
export type Material = ResultOf<typeof HandedOverQuery>['handedOverMaterials'][number];
