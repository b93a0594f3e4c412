import { A, useLocation, useNavigate } from '@solidjs/router';
import { createMemo, createSignal, type JSX, lazy, Match, onMount, Show, Suspense, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import CasesIcon from '~icons/lucide/file-text';
import TodayIcon from '~icons/lucide/house';
import OutboxIcon from '~icons/lucide/inbox';
import VisitsIcon from '~icons/lucide/map-pin';
import MeIcon from '~icons/lucide/user-round';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import { offlineMessages } from '../messages/offline.zh-CN.ts';
import { countUnsent } from '../offline/outbox.ts';
import { pullViewer } from '../offline/pull.ts';
import { lastViewer, rememberViewer } from '../offline/store.ts';
import type { KnownViewer } from '../offline/types.ts';
import { signInPath } from '../session/home.ts';
import { Button } from '../ui/Button.tsx';
import styles from './field.module.css';
import { openSession, SessionProvider, useField } from './session.ts';
import { TodayPage } from './TodayPage.tsx';

const LogVisitPage = lazy(() => import('./visit/LogVisitPage.tsx'));
const OutboxPage = lazy(() => import('./OutboxPage.tsx'));
const VisitsPage = lazy(() => import('./VisitsPage.tsx'));
const CasesPage = lazy(() => import('./CasesPage.tsx'));
const MePage = lazy(() => import('./MePage.tsx'));

type Opening = { readonly viewer: KnownViewer } | 'opening' | 'noSignal' | 'failed';

/**
 * The field door (下访): opens at once for whoever signed in here last, with or without a signal; asks the server who is
 * signed in beside that. The very first time needs the network.
 */
export default function FieldDoor(): JSX.Element {
  const navigate = useNavigate();
  const location = useLocation();
  const [opening, setOpening] = createSignal<Opening>('opening');

  const start = async () => {
    setOpening('opening');
    try {
      const known = await lastViewer();
      if (known !== undefined) setOpening({ viewer: known });
      const answer = await pullViewer();
      if (answer.kind !== 'viewer') {
        if (known === undefined) setOpening('noSignal');
        return;
      }
      // Signed out on the server: what is on the phone stays open, and says that it needs a sign-in to go out.
      if (answer.viewer === null) {
        if (known === undefined) navigate(signInPath(location.pathname), { replace: true });
        return;
      }
      await rememberViewer(answer.viewer);
      if (answer.viewer.id !== known?.id) setOpening({ viewer: answer.viewer });
    } catch {
      setOpening('failed');
    }
  };
  onMount(start);

  const viewer = createMemo(() => {
    const now = opening();
    return typeof now === 'object' ? now.viewer : undefined;
  });
  return (
    <Show when={viewer()} keyed fallback={<NotOpen opening={opening()} onRetry={start} />}>
      {(person) => (
        <SessionProvider value={openSession(person)}>
          <FieldPages />
        </SessionProvider>
      )}
    </Show>
  );
}

function NotOpen(props: { opening: Opening; onRetry: () => void }): JSX.Element {
  return (
    <main class={styles.notOpen}>
      <Switch>
        <Match when={props.opening === 'opening'}>
          <p role="status">{words.opening}</p>
        </Match>
        <Match when={props.opening === 'noSignal'}>
          <p>{words.firstUse}</p>
          <p class="muted">{words.noSignal}</p>
          <Button look="primary" onClick={() => props.onRetry()}>
            {words.tryAgain}
          </Button>
        </Match>
        <Match when={props.opening === 'failed'}>
          <p role="alert">{words.openFailed}</p>
          <Button look="primary" onClick={() => props.onRetry()}>
            {words.tryAgain}
          </Button>
        </Match>
      </Switch>
    </main>
  );
}

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
            <Match when={page() === 'outbox'}>
              <OutboxPage />
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
    <nav class={styles.bar} aria-label={words.nav}>
      {TABS.map((tab) => (
        <A
          href={`/field/${tab.page}`}
          class={styles.tab}
          activeClass=""
          aria-current={props.page === tab.page ? 'page' : undefined}
        >
          <span class={styles.tabIcon}>
            <Dynamic component={tab.icon} aria-hidden="true" />
            <Show when={tab.page === 'outbox' && unsent() > 0}>
              <em class={styles.badge} data-testid="outbox-badge">
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
