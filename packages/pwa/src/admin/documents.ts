import { graphql, type ResultOf, type VariablesOf } from '../graphql/graphql.ts';

export const AdminUnitsQuery = graphql(`
  query AdminUnits {
    units {
      id name shortName kind parentId contact initials closed
      staff { headId deputyId clerkId reviewerIds portfolioLeaderId coordinatorIds }
    }
  }
`);
export type AdminUnit = ResultOf<typeof AdminUnitsQuery>['units'][number];

export const CheckUnits = graphql(`
  query CheckUnits($units: [NewUnitInput!]!) { checkUnits(units: $units) { row code message } }
`);
export type NewUnit = VariablesOf<typeof CheckUnits>['units'][number];

export const AddUnits = graphql(`
  mutation AddUnits($units: [NewUnitInput!]!) { addUnits(units: $units) { id name } }
`);

export const RenameUnit = graphql(`
  mutation RenameUnit($id: ID!, $name: String!, $shortName: String, $seen: JSON) {
    renameUnit(id: $id, name: $name, shortName: $shortName, seen: $seen) { id name shortName }
  }
`);

export const SetUnitContact = graphql(`
  mutation SetUnitContact($id: ID!, $contact: String!, $seen: JSON) {
    setUnitContact(id: $id, contact: $contact, seen: $seen) { id contact }
  }
`);

export const OrganMarkQuery = graphql(`
  query OrganMark($unitId: ID!, $mark: String) {
    organMark(unitId: $unitId, mark: $mark) { mark proposed own next problem }
  }
`);
export type OrganMark = ResultOf<typeof OrganMarkQuery>['organMark'];
export const SetOrganMark = graphql(`
  mutation SetOrganMark($unitId: ID!, $mark: String!, $seen: JSON) {
    setOrganMark(unitId: $unitId, mark: $mark, seen: $seen) { mark }
  }
`);

export const MoveUnit = graphql(`
  mutation MoveUnit($id: ID!, $parentId: ID!, $seen: JSON) {
    moveUnit(id: $id, parentId: $parentId, seen: $seen) { id parentId }
  }
`);

export const SetUnitClosed = graphql(`
  mutation SetUnitClosed($id: ID!, $closed: Boolean!) { setUnitClosed(id: $id, closed: $closed) { id closed } }
`);

export const SetUnitStaff = graphql(`
  mutation SetUnitStaff($unitId: ID!, $staff: UnitStaffInput!, $seen: JSON) {
    setUnitStaff(unitId: $unitId, staff: $staff, seen: $seen) { id }
  }
`);

export const PeopleQuery = graphql(`
  query People {
    administration {
      people {
        id username displayName role unit { id name } mayReadAccusations passwordInitial disabledAt lastSeenAt
      }
    }
  }
`);
export type Person = ResultOf<typeof PeopleQuery>['administration']['people'][number];

export const AddPerson = graphql(`
  mutation AddPerson(
    $username: String!, $displayName: String!, $role: Role!, $unitId: ID!, $mayReadAccusations: Boolean!
  ) {
    addPerson(
      username: $username, displayName: $displayName, role: $role, unitId: $unitId
      mayReadAccusations: $mayReadAccusations
    ) { person { id username displayName } initialPassword }
  }
`);

export const ChangePerson = graphql(`
  mutation ChangePerson(
    $id: ID!, $displayName: String!, $role: Role!, $unitId: ID!, $mayReadAccusations: Boolean!, $seen: JSON
  ) {
    changePerson(
      id: $id, displayName: $displayName, role: $role, unitId: $unitId, mayReadAccusations: $mayReadAccusations, seen: $seen
    ) { id displayName }
  }
`);

export const SetPersonDisabled = graphql(`
  mutation SetPersonDisabled($id: ID!, $disabled: Boolean!) {
    setPersonDisabled(id: $id, disabled: $disabled) { id disabledAt }
  }
`);

export const ResetPassword = graphql(`
  mutation ResetPassword($id: ID!) {
    resetPassword(id: $id) { person { id username displayName } initialPassword }
  }
`);
export type GivenPassword = ResultOf<typeof ResetPassword>['resetPassword'];

const preview = graphql(`
  fragment NoticePreview on CalendarNoticePreview {
    year { year holidays { name from to } makeUpWorkdays notice { title number issuedOn } }
    days { date before after festival }
    unusual
    sessions { date festival kindName receiver booked }
    redated settled
    groups { clock clockName before { legalDue provisional } after { legalDue provisional } cases }
  }
`);

const RedatedFields = graphql(`
  fragment RedatedFields on RedatedCases {
    rows {
      number unit clockName before { legalDue targetDue } after { legalDue targetDue provisional }
      citation { regulation article rule }
    }
    endCursor
  }
`);

export const CalendarNoticeCasesQuery = graphql(
  `
  query CalendarNoticeCases($id: ID!, $first: Int, $after: String) {
    cases: calendarNoticeCases(id: $id, first: $first, after: $after) { ...RedatedFields }
  }
`,
  [RedatedFields],
);
export const PastedNoticeCasesQuery = graphql(
  `
  query PastedNoticeCases($year: Int!, $text: String!, $first: Int, $after: String) {
    cases: previewCalendarNoticeCases(year: $year, text: $text, first: $first, after: $after) { ...RedatedFields }
  }
`,
  [RedatedFields],
);
export type RedatedCase = ResultOf<typeof RedatedFields>['rows'][number];

export const WaitingNoticesQuery = graphql(`
  query WaitingNotices { calendarImports { id state own } }
`);

export const CalendarAdministrationQuery = graphql(
  `
    query CalendarAdministration {
      today
      awaitedCalendarYear
      calendarYears { year standing workingDays notice { title number issuedOn url } }
      calendarImports {
        id year { year } text state own proposedBy proposedAt settledBy settledAt redated
        preview { ...NoticePreview }
      }
    }
  `,
  [preview],
);
export type CalendarAdministration = ResultOf<typeof CalendarAdministrationQuery>;
export type CalendarImport = CalendarAdministration['calendarImports'][number];
export type NoticePreview = ResultOf<typeof preview>;

export const PreviewCalendarNotice = graphql(
  `
    query PreviewCalendarNotice($year: Int!, $text: String!, $url: String) {
      previewCalendarNotice(year: $year, text: $text, url: $url) { ...NoticePreview }
    }
  `,
  [preview],
);

export const ProposeCalendarNotice = graphql(`
  mutation ProposeCalendarNotice($year: Int!, $text: String!, $url: String) {
    proposeCalendarNotice(year: $year, text: $text, url: $url)
  }
`);

export const ConfirmCalendarNotice = graphql(`
  mutation ConfirmCalendarNotice($id: ID!) { confirmCalendarNotice(id: $id) }
`);

export const WithdrawCalendarNotice = graphql(`
  mutation WithdrawCalendarNotice($id: ID!) { withdrawCalendarNotice(id: $id) }
`);

export const DevicesQuery = graphql(`
  query Devices {
    devices { id name personName lastContactAt unsent revokedAt handedOverAt wipedAt }
  }
`);
export type Device = ResultOf<typeof DevicesQuery>['devices'][number];

export const RevokeDevice = graphql(`
  mutation RevokeDevice($id: ID!) { revokeDevice(id: $id) { id revokedAt } }
`);
