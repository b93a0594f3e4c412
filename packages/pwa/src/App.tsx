import { Route, Router, useNavigate } from '@solidjs/router';
import { type JSX, lazy, onMount, Show, Suspense } from 'solid-js';
import styles from './App.module.css';
import { offlineMessages } from './messages/offline.zh-CN.ts';
import { lastUser, rememberUser } from './offline/phone.ts';
import { pullViewer } from './offline/pull.ts';
import { homeOf } from './session/home.ts';
import { applyUpdate, formIsOpen, heldElsewhere, updateReady, watchForUpdates } from './update.ts';

const FieldDoor = lazy(() => import('./field/FieldDoor.tsx'));
const DeskDoor = lazy(() => import('./desk/DeskDoor.tsx'));
const WallDoor = lazy(() => import('./wall/WallDoor.tsx'));
const BoardPage = lazy(() => import('./board/BoardPage.tsx'));
const AdminDoor = lazy(() => import('./admin/AdminDoor.tsx'));
const DeadlineCalculatorPage = lazy(() => import('./calculator/DeadlineCalculatorPage.tsx'));
const SignInPage = lazy(() => import('./session/SignInPage.tsx'));
const ChangePasswordPage = lazy(() => import('./session/ChangePasswordPage.tsx'));
const OwnTokensPage = lazy(() => import('./admin/OwnTokensPage.tsx'));
const PushPage = lazy(() => import('./push/PushPage.tsx'));
const SetupPage = lazy(() => import('./session/SetupPage.tsx'));

/** `/`: goes to the door of whoever is signed in, or was last when there is no signal; else to sign-in. */
function FrontDoor(): JSX.Element {
  const navigate = useNavigate();
  onMount(async () => {
    const go = (to: string) => navigate(to, { replace: true });
    const known = await lastUser();
    if (known?.role === 'leader') return go('/field');
    const answer = await pullViewer();
    if (answer.kind !== 'viewer') return go(known === undefined ? '/sign-in' : homeOf(known.role));
    if (answer.viewer === null) return go('/sign-in');
    await rememberUser({ personId: answer.viewer.id, role: answer.viewer.role }, Date.now());
    return go(homeOf(answer.viewer.role));
  });
  return <Waiting />;
}

function Waiting(): JSX.Element {
  return <div class={styles.waiting} aria-busy="true" />;
}

/** The quiet line that offers a new version. It waits while a form is open. */
function UpdateOffer(): JSX.Element {
  return (
    <Show when={updateReady()}>
      <div class={styles.update} role="status">
        <Show when={!formIsOpen()} fallback={offlineMessages.updateAfterForm}>
          {offlineMessages.updateReady}，
          <button type="button" class={styles.updateButton} onClick={() => void applyUpdate()}>
            {offlineMessages.updateNow}
          </button>
          <Show when={heldElsewhere()}>（{offlineMessages.updateElsewhere}）</Show>
        </Show>
      </div>
    </Show>
  );
}

/** The whole app: each door is loaded only when it is opened. */
export function App(): JSX.Element {
  onMount(watchForUpdates);
  return (
    <Router
      root={(props) => (
        <>
          <Suspense fallback={<Waiting />}>{props.children}</Suspense>
          <UpdateOffer />
        </>
      )}
    >
      <Route path="/" component={FrontDoor} />
      <Route path={['/field', '/field/*page']} component={FieldDoor} />
      <Route path={['/desk', '/desk/*page']} component={DeskDoor} />
      <Route path={['/wall', '/wall/*page']} component={WallDoor} />
      <Route path={['/admin', '/admin/*page']} component={AdminDoor} />
      <Route path="/board/:token" component={BoardPage} />
      <Route path="/due" component={DeadlineCalculatorPage} />
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/password" component={ChangePasswordPage} />
      <Route path="/tokens" component={OwnTokensPage} />
      <Route path="/reminders" component={PushPage} />
      <Route path="/setup" component={SetupPage} />
      <Route path="*" component={FrontDoor} />
    </Router>
  );
}
