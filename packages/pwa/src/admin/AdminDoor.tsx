import { roleName } from '@huiyin/domain/messages';
import { A, Navigate, useLocation } from '@solidjs/router';
import { createEffect, For, type JSX, Match, on, Show, Switch } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { ownPasswordMessages, adminMessages as words } from '../messages/admin.zh-CN.ts';
import { auditMessages } from '../messages/audit.zh-CN.ts';
import { deviceMessages } from '../messages/devices.zh-CN.ts';
import { programMessages } from '../messages/programs.zh-CN.ts';
import { settingsMessages } from '../messages/settings.zh-CN.ts';
import { templateMessages } from '../messages/templates.zh-CN.ts';
import { screenMessages } from '../messages/wall.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { homeOf } from '../session/home.ts';
import { createLeaving } from '../session/leaving.tsx';
import { SessionBanner } from '../session/SessionBanner.tsx';
import { SignedIn } from '../session/SignedIn.tsx';
import { useViewer, type Viewer } from '../session/viewer.ts';
import { keepInSight } from '../ui/in-sight.ts';
import { Toasts } from '../ui/Notice.tsx';
import { AccessLogPage } from './AccessLogPage.tsx';
import { AuditPage } from './AuditPage.tsx';
import pageStyles from './admin.module.css';
import { CalendarPage } from './CalendarPage.tsx';
import { DevicesPage } from './DevicesPage.tsx';
import { AdminUnitsQuery, WaitingNoticesQuery } from './documents.ts';
import styles from './door.module.css';
import { PeoplePage } from './PeoplePage.tsx';
import { ProgramsPage } from './ProgramsPage.tsx';
import { ScreensPage } from './ScreensPage.tsx';
import { SettingsPage } from './SettingsPage.tsx';
import { TemplatesPage } from './TemplatesPage.tsx';
import { UnitsPage } from './UnitsPage.tsx';

/** /admin: the units, people and calendar of the bureau, for administrators; everyone else goes to the own door. */
export default function AdminDoor(): JSX.Element {
  const viewer = useViewer();
  return (
    <SignedIn>
      <Show when={viewer()}>
        {(person) => (
          <Show when={person().role === 'administrator'} fallback={<Navigate href={homeOf(person().role)} />}>
            <Administration viewer={person()} />
          </Show>
        )}
      </Show>
    </SignedIn>
  );
}

/** The pages in the order of their tabs; the units are at /admin itself. */
const pages = [
  ['units', words.units],
  ['people', words.people],
  ['calendar', words.calendar],
  ['devices', deviceMessages.title],
  ['templates', templateMessages.title],
  ['settings', settingsMessages.title],
  ['screens', screenMessages.title],
  ['programs', programMessages.title],
  ['audit', auditMessages.title],
] as const;
type AdminPage = (typeof pages)[number][0] | 'access';

function Administration(props: { viewer: Viewer }): JSX.Element {
  const location = useLocation();
  const units = createAnswer(AdminUnitsQuery, () => ({}));
  const page = (): AdminPage => {
    const names = [...pages.map(([name]) => name), 'access'] as const;
    return names.find((name) => location.pathname.startsWith(`/admin/${name}`)) ?? 'units';
  };
  const notices = createAnswer(WaitingNoticesQuery, () => ({}));
  createEffect(on(page, notices.refetch, { defer: true }));
  const toConfirm = () =>
    (notices.data()?.calendarImports ?? []).filter(({ state, own }) => state === 'waiting' && !own).length;
  return (
    <div class={styles.door}>
      <TopBar viewer={props.viewer} page={page()} toConfirm={toConfirm()} />
      <SessionBanner onBack={units.refetch} />
      <main class={pageStyles.main}>
        <Switch>
          <Match when={page() === 'people'}>
            <PeoplePage units={units.data()?.units ?? []} />
          </Match>
          <Match when={page() === 'calendar'}>
            <CalendarPage onSettled={notices.refetch} />
          </Match>
          <Match when={page() === 'devices'}>
            <DevicesPage />
          </Match>
          <Match when={page() === 'audit'}>
            <AuditPage />
          </Match>
          <Match when={page() === 'access'}>
            <AccessLogPage />
          </Match>
          <Match when={page() === 'templates'}>
            <TemplatesPage />
          </Match>
          <Match when={page() === 'settings'}>
            <SettingsPage />
          </Match>
          <Match when={page() === 'screens'}>
            <ScreensPage />
          </Match>
          <Match when={page() === 'programs'}>
            <ProgramsPage />
          </Match>
          <Match when={page() === 'units'}>
            <UnitsPage units={units} />
          </Match>
        </Switch>
      </main>
      <Toasts />
    </div>
  );
}

function TopBar(props: {
  viewer: Viewer;
  page: AdminPage;
  /** Notices of days off that wait for this person as the second one. */
  toConfirm: number;
}): JSX.Element {
  const { leave, Question } = createLeaving();
  /** The log of who took papers is a part of the audit. */
  const shown = () => (props.page === 'access' ? 'audit' : props.page);
  let tabs: HTMLElement | undefined;
  keepInSight(
    () => tabs,
    () => props.page,
  );
  return (
    <header class={styles.top}>
      <p class={styles.brand}>
        {sessionMessages.appName} <span class="muted small">{words.title}</span>
      </p>
      <nav class={styles.tabs} aria-label={words.nav} ref={tabs}>
        <For each={pages}>
          {([name, title]) => (
            <A
              href={name === 'units' ? '/admin' : `/admin/${name}`}
              end={name === 'units'}
              class={styles.tab}
              aria-current={name === shown() ? 'page' : undefined}
            >
              <span>
                {title}
                <Show when={name === 'calendar' && props.toConfirm > 0}>
                  {' '}
                  <b class={styles.badge}>{words.toConfirm(props.toConfirm)}</b>
                </Show>
              </span>
            </A>
          )}
        </For>
      </nav>
      <details class={styles.who}>
        <summary>{props.viewer.displayName}</summary>
        <div class={styles.menu}>
          <p class="muted small">{roleName(props.viewer.role)}</p>
          <A href="/password">{ownPasswordMessages.menu}</A>
          <button type="button" onClick={leave}>
            {sessionMessages.signOut}
          </button>
        </div>
      </details>
      <Question />
    </header>
  );
}
