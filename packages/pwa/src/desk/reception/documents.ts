import type { PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import type { ReceptionSessionState, ReceptionSettings } from '@huiyin/domain/receptions';
import { graphql, type ResultOf } from '../../graphql/graphql.ts';
import { receptionWords } from '../../messages/reception.zh-CN.ts';

/** The sessions of a period, as the list shows them. */
export const SessionsQuery = graphql(`
  query ReceptionSessions($from: Date!, $to: Date!) {
    today
    receptionSettings
    receptionSessions(from: $from, to: $to) {
      id version kind kindName status statusName date opensAt closesAt place
      holder { id name } receiver { id name } substituteName absenceReason acceptedOn mine
      booked waiting received noShows remindOn provisional dayOff
      warnings { code text violation numbers citations { regulation article } }
    }
  }
`);
export type SessionRow = ResultOf<typeof SessionsQuery>['receptionSessions'][number];

/** Its day; 暂定 while the notice that decides it is not in. */
export function sessionDayText({ date, provisional }: SessionRow, today?: PlainDate): string {
  const text = dateText(date as PlainDate, today);
  return provisional ? receptionWords.provisionalDay(text) : text;
}

/** One session with all that happens in it. */
export const SessionQuery = graphql(`
  query ReceptionSession($id: ID!) {
    today
    receptionSettings
    receptionSession(id: $id) {
      id version kindName statusName remindOn provisional dayOff
      warnings { code text violation numbers citations { regulation article } }
      file { caseId number title closed present missing }
      state
    }
  }
`);
export type SessionPageData = NonNullable<ResultOf<typeof SessionQuery>['receptionSession']>;

/** The session as the rules see it. */
// the server sends the domain's own state, see ReceptionSession.state
export const stateOf = (page: Pick<SessionPageData, 'state'>) => page.state as ReceptionSessionState;
// and the settings in the domain's own shape
export const settingsOf = (given: unknown) => given as ReceptionSettings;

export const RotaProposalQuery = graphql(`
  query RotaProposal($from: Date!, $to: Date!, $leaderIds: [ID!]!, $away: [LeaderAway!]) {
    rotaProposal(from: $from, to: $to, leaderIds: $leaderIds, away: $away) {
      spread provisional uncovered
      lost { date festival }
      sessions { date leaderId leaderName }
    }
  }
`);
export type RotaProposal = ResultOf<typeof RotaProposalQuery>['rotaProposal'];

export const ReceptionFollowUpsQuery = graphql(`
  query ReceptionFollowUps($settled: Boolean) {
    today
    receptionFollowUps(settled: $settled) {
      sessionId date receiverName caseId number title outcomeName caseStatusName resultDue resultMetOn expectedBy
      urgings { on how by } settledOn result
    }
  }
`);
export type ReceptionFollowUp = ResultOf<typeof ReceptionFollowUpsQuery>['receptionFollowUps'][number];

const SheetFields = graphql(`
  fragment SheetFields on ReceptionSheet {
    id name attended stoodIn substituted received decided
    implemented { numerator denominator } satisfied { numerator denominator }
  }
`);
export type Sheet = ResultOf<typeof SheetFields>;

export const FiguresQuery = graphql(
  `
  query ReceptionFigures($month: String!, $from: Date!, $to: Date!) {
    monthlyReceptionDuties(month: $month) { personId name holder unitName attended planned short reason }
    receptionPerformance(from: $from, to: $to) { people { ...SheetFields } units { ...SheetFields } }
  }
`,
  [SheetFields],
);
export type MonthlyDuty = ResultOf<typeof FiguresQuery>['monthlyReceptionDuties'][number];

export const ExplainShortfall = graphql(`
  mutation ExplainShortfall($personId: ID!, $month: String!, $reason: String!) {
    explainReceptionShortfall(personId: $personId, month: $month, reason: $reason)
  }
`);

export const RenewReceptionLink = graphql(`
  mutation RenewReceptionLink($kind: ReceptionLinkKind!) { renewReceptionLink(kind: $kind) }
`);

/** Cases that a visitor raised before, with where they stand, for the leader's brief. */
export const EarlierCasesQuery = graphql(`
  query EarlierCase($id: ID!) {
    petitionCase(id: $id) {
      id number title statusName receivedOn channelName
      handlingUnit { name } meantUnit { name }
      timeline { id title detail occurredAt }
    }
  }
`);
export type EarlierCaseRow = NonNullable<ResultOf<typeof EarlierCasesQuery>['petitionCase']>;
