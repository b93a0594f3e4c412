import { graphql, type ResultOf } from '../graphql/graphql.ts';

export const UnreadNoticesQuery = graphql(`query UnreadNotices { unreadNotices }`);

export const NoticesQuery = graphql(`
  query Notices {
    today
    notices { id step stepName clockName dueOn readAt caseId caseNumber caseTitle unit { id name } }
    sessionNotices { id reminder reminderName violation readAt session { id date opensAt place } }
  }
`);
export type NoticeRow = ResultOf<typeof NoticesQuery>['notices'][number];

export type SessionNoticeRow = ResultOf<typeof NoticesQuery>['sessionNotices'][number];

export const MarkNoticesRead = graphql(`mutation MarkNoticesRead($ids: [ID!]) { markNoticesRead(ids: $ids) }`);

/** Steps in the order in which a day's work begins: what is proposed, what is late, what is near. */
export const noticeSteps = ['criticise', 'supervise', 'urge', 'overdue', 'due', 'soon'] as const;
export type NoticeStep = (typeof noticeSteps)[number];

/** The command that a proposal leads to. */
export const proposedCommands: Readonly<Partial<Record<NoticeStep, string>>> = {
  urge: 'urgeCase',
  supervise: 'superviseCase',
  criticise: 'circulateCriticism',
};
