import { A } from '@solidjs/router';
import { type JSX, onCleanup, Show } from 'solid-js';
import BellIcon from '~icons/lucide/bell';
import { createAnswer } from '../graphql/answer.ts';
import { type Live, onRevision } from '../graphql/live.ts';
import { noticeMessages as words } from '../messages/notices.zh-CN.ts';
import styles from './notices.module.css';
import { UnreadNoticesQuery } from './notices.ts';

/** Reminders are made every five minutes; those of a change come with the change. */
const LOOK_AGAIN_MS = 60_000;

/** The bell of the top bar: how many reminders are unread, and the way to them. */
export function NoticeBell(props: { live: Live }): JSX.Element {
  const answer = createAnswer(UnreadNoticesQuery, () => ({}));
  onRevision(props.live, answer.refetch);
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') answer.refetch();
  }, LOOK_AGAIN_MS);
  const read = () => answer.refetch();
  window.addEventListener('huiyin-notices-read', read);
  onCleanup(() => {
    clearInterval(timer);
    window.removeEventListener('huiyin-notices-read', read);
  });
  const unread = () => answer.data()?.unreadNotices ?? 0;
  return (
    <A href="/desk/notices" class={styles.bell} aria-label={words.bell(unread())} data-unread={unread()}>
      <BellIcon aria-hidden="true" />
      <Show when={unread() > 0}>
        <span class={styles.badge} aria-hidden="true">
          {unread() > 99 ? '99+' : unread()}
        </span>
      </Show>
    </A>
  );
}
