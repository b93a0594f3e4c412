import { type Answer, tell } from '../graphql/client.ts';
import { graphql, type ResultOf } from '../graphql/graphql.ts';

export const UnreadNoticesQuery = graphql(`query UnreadNotices { unreadNotices }`);

export const NoticesQuery = graphql(`
  query Notices {
    today
    notices { id step stepName clockName dueOn readAt caseId caseNumber caseTitle unit { id name } }
    workNotices { id work kind subject state done refused endedAt readAt }
    sessionNotices { id reminder reminderName violation readAt session { id date opensAt place } }
  }
`);
export type NoticeRow = ResultOf<typeof NoticesQuery>['notices'][number];

export type SessionNoticeRow = ResultOf<typeof NoticesQuery>['sessionNotices'][number];

export type WorkNoticeRow = ResultOf<typeof NoticesQuery>['workNotices'][number];

const MarkNoticesRead = graphql(`mutation MarkNoticesRead($ids: [ID!]) { markNoticesRead(ids: $ids) }`);

/** Marks notices as read, all when none is named; the bell hears of it. */
export async function markRead(ids: string[] | null): Promise<Answer<unknown>> {
  const told = await tell(MarkNoticesRead, { ids });
  if (told.ok) window.dispatchEvent(new Event('huiyin-notices-read'));
  return told;
}

/** Whoever saw how a piece of long work ended needs no notice of it. */
export const sawEnd = (work: string): void => void markRead([`work-${work}`]);

/** Steps in the order in which a day's work begins: what is proposed, what is late, what is near. */
export const noticeSteps = ['criticise', 'supervise', 'urge', 'overdue', 'due', 'soon'] as const;
export type NoticeStep = (typeof noticeSteps)[number];

/** The command that a proposal leads to. */
export const proposedCommands: Readonly<Partial<Record<NoticeStep, string>>> = {
  urge: 'urgeCase',
  supervise: 'superviseCase',
  criticise: 'circulateCriticism',
};
