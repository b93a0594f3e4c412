import type { PlainDate } from '@huiyin/domain';
import {
  clockName,
  pushedManyText,
  pushedManyTitle,
  pushedNoticeText,
  pushedSessionText,
  pushedTest,
  sessionReminderName,
} from '@huiyin/domain/messages';
import type { NoticeRow } from '../notices/notices.repository.ts';
import type { SessionNoticeRow } from '../notices/session-notices.repository.ts';

/** What the service worker shows: no name, no matter; it may lie on a table for all to read. */
export interface PushMessage {
  readonly title: string;
  readonly body: string;
  /** Path of the page that a tap opens. */
  readonly path: string;
  /** A later message with the same tag takes the place of the earlier one. */
  readonly tag: string;
}

/** All that is new, in one message: by itself when it is one, else how many of each kind. Undefined when there is nothing. */
export function pushMessageOf(
  notices: readonly NoticeRow[],
  sessions: readonly SessionNoticeRow[],
  today: PlainDate,
): PushMessage | undefined {
  const count = notices.length + sessions.length;
  if (count === 0) return undefined;
  if (count > 1) {
    const body = pushedManyText(
      notices.map(({ step }) => step),
      sessions.length,
    );
    return { title: pushedManyTitle(count), body, path: '/desk/notices', tag: 'notices' };
  }
  const [notice] = notices;
  if (notice) {
    const title = pushedNoticeText(notice, today);
    const path = `/desk/cases/${notice.caseId}`;
    return { title, body: clockName(notice.clock), path, tag: `case-${notice.caseId}` };
  }
  const [held] = sessions;
  if (!held) return undefined;
  const { session, reminder } = held;
  const title = pushedSessionText(session.date, today);
  const path = `/desk/reception/${session.id}`;
  return { title, body: sessionReminderName(reminder), path, tag: `session-${session.id}` };
}

/** What a test shows. */
export const testMessage: PushMessage = { ...pushedTest, path: '/reminders', tag: 'test' };
