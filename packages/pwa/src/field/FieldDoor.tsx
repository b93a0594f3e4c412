import { A, useLocation, useNavigate } from '@solidjs/router';
import { createEffect, createMemo, type JSX, lazy, Match, onMount, Show, Suspense, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import CasesIcon from '~icons/lucide/file-text';
import TodayIcon from '~icons/lucide/house';
import OutboxIcon from '~icons/lucide/inbox';
import VisitsIcon from '~icons/lucide/map-pin';
import MeIcon from '~icons/lucide/user-round';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import { offlineMessages, storeTroubleWords } from '../messages/offline.zh-CN.ts';
import type { StoreTrouble } from '../offline/database.ts';
import { countUnsent } from '../offline/outbox.ts';
import { signInPath } from '../session/home.ts';
import { Button } from '../ui/Button.tsx';
import styles from './field.module.css';
import barStyles from './field-bar.module.css';
import { openSession, SessionProvider, useField } from './session.ts';
import { TodayPage } from './TodayPage.tsx';
import { createDoor, type Door, type Opening } from './vault/opening.ts';
import { watchTrust } from './vault/trust.ts';

const LogVisitPage = lazy(() => import('./visit/LogVisitPage.tsx'));
const OutboxPage = lazy(() => import('./OutboxPage.tsx'));
const VisitsPage = lazy(() => import('./VisitsPage.tsx'));
const CasesPage = lazy(() => import('./CasesPage.tsx'));
const PlaceHistoryPage = lazy(() => import('./PlaceHistoryPage.tsx'));
const ReceptionTable = lazy(() => import('./reception/ReceptionTable.tsx'));
const MePage = lazy(() => import('./MePage.tsx'));

const LockScreen = lazy(() => import('./vault/LockScreen.tsx'));
const RevokedScreen = lazy(() => import('./vault/RevokedScreen.tsx'));
const SetUpScreen = lazy(() => import('./vault/SetUpScreen.tsx'));

/**
 * The field door (下访): opens for whoever used it here last, with or without a signal, once their vault is open; asks the
 * server who is signed in beside that. The very first time needs the network.
 */
export default function FieldDoor(): JSX.Element {
  const navigate = useNavigate();
  const location = useLocation();
  const door = createDoor();
  onMount(() => void door.start());
  watchTrust(door);
  createEffect(() => {
    if (door.opening().at === 'signIn') navigate(signInPath(location.pathname + location.search), { replace: true });
  });
  const open = createMemo(() => when(door.opening(), 'open'));
  return (
    <Show when={open()} keyed fallback={<NotOpen door={door} />}>
      {(way) => (
        <SessionProvider value={openSession(way.viewer, way.store, { key: way.key, door })}>
          <FieldPages />
        </SessionProvider>
      )}
    </Show>
  );
}

/** The opening, if it stands there. */
function when<At extends Opening['at']>(now: Opening, at: At): Extract<Opening, { at: At }> | undefined {
  return now.at === at ? (now as Extract<Opening, { at: At }>) : undefined; // told apart by `at`
}

function NotOpen(props: { door: Door }): JSX.Element {
  const now = () => props.door.opening();
  const retry = () => void props.door.start();
  return (
    <Suspense fallback={<main class={styles.notOpen} aria-busy="true" />}>
      <Switch
        fallback={
          <main class={styles.notOpen}>
            <p role="status">{words.opening}</p>
          </main>
        }
      >
        <Match when={when(now(), 'locked')} keyed>
          {(locked) => <LockScreen door={props.door} one={locked.one} others={locked.others} />}
        </Match>
        <Match when={when(now(), 'setUp')} keyed>
          {(first) => <SetUpScreen door={props.door} viewer={first.viewer} />}
        </Match>
        <Match when={now().at === 'revoked' || now().at === 'wiped'}>
          <RevokedScreen door={props.door} />
        </Match>
        <Match when={now().at === 'noSignal'}>
          <main class={styles.notOpen}>
            <p>{words.firstUse}</p>
            <p class="muted">{words.noSignal}</p>
            <Button look="primary" onClick={retry}>
              {words.tryAgain}
            </Button>
          </main>
        </Match>
        <Match when={when(now(), 'trouble')}>
          {(trouble) => (
            <main class={styles.notOpen}>
              <p role="alert">{troubleWords(trouble().why)}</p>
              <Button look="primary" onClick={retry}>
                {words.tryAgain}
              </Button>
            </main>
          )}
        </Match>
      </Switch>
    </Suspense>
  );
}

const troubleWords = (why: StoreTrouble | undefined) => (why === undefined ? words.openFailed : storeTroubleWords[why]);

function FieldPages(): JSX.Element {
  const location = useLocation();
  const page = createMemo(() => location.pathname.replace(/^\/field\/?/, '').replace(/\/$/, ''));
  return (
    <Suspense fallback={<div class={styles.page} aria-busy="true" />}>
      <Show when={window.isSecureContext} fallback={<p class={styles.banner}>{offlineMessages.insecure}</p>}>
        <Show when={page() !== 'visits/new'} fallback={<LogVisitPage />}>
          <Switch fallback={<TodayPage />}>
            <Match when={page() === 'visits'}>
              <VisitsPage />
            </Match>
            <Match when={page() === 'cases'}>
              <CasesPage />
            </Match>
            <Match when={page() === 'places'}>
              <PlaceHistoryPage />
            </Match>
            <Match when={page() === 'outbox'}>
              <OutboxPage />
            </Match>
            <Match when={page() === 'reception'}>
              <ReceptionTable />
            </Match>
            <Match when={page() === 'me'}>
              <MePage />
            </Match>
          </Switch>
          <BottomBar page={page()} />
        </Show>
      </Show>
    </Suspense>
  );
}

const TABS = [
  { page: '', word: words.tabs.today, icon: TodayIcon },
  { page: 'visits', word: words.tabs.visits, icon: VisitsIcon },
  { page: 'cases', word: words.tabs.cases, icon: CasesIcon },
  { page: 'outbox', word: words.tabs.outbox, icon: OutboxIcon },
  { page: 'me', word: words.tabs.me, icon: MeIcon },
] as const;

function BottomBar(props: { page: string }): JSX.Element {
  const field = useField();
  const unsent = () => countUnsent(field.items());
  return (
    <nav class={barStyles.bar} aria-label={words.nav}>
      {TABS.map((tab) => (
        <A
          href={`/field/${tab.page}`}
          class={barStyles.tab}
          activeClass=""
          aria-current={props.page === tab.page ? 'page' : undefined}
        >
          <span class={barStyles.tabIcon}>
            <Dynamic component={tab.icon} aria-hidden="true" />
            <Show when={tab.page === 'outbox' && unsent() > 0}>
              <em class={barStyles.badge} data-testid="outbox-badge">
                {unsent()}
              </em>
            </Show>
          </span>
          {tab.word}
        </A>
      ))}
    </nav>
  );
}
