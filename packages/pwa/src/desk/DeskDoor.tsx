import { readsCases } from '@huiyin/domain';
import { roleName } from '@huiyin/domain/messages';
import { A, useLocation, useNavigate, useSearchParams } from '@solidjs/router';
import { createEffect, createSignal, For, type JSX, lazy, Match, onCleanup, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import CalculatorIcon from '~icons/lucide/calendar-clock';
import WallIcon from '~icons/lucide/chart-column';
import ReportIcon from '~icons/lucide/file-chart-column';
import RegisterIcon from '~icons/lucide/file-pen-line';
import AllIcon from '~icons/lucide/inbox';
import WorkIcon from '~icons/lucide/list-todo';
import VisitIcon from '~icons/lucide/map-pin';
import HotlineIcon from '~icons/lucide/phone-call';
import SearchIcon from '~icons/lucide/search';
import ReceptionIcon from '~icons/lucide/users';
import { useLive } from '../graphql/live.ts';
import { ownPasswordMessages } from '../messages/admin.zh-CN.ts';
import { deskMessages as words } from '../messages/desk.zh-CN.ts';
import { hotlineMessages } from '../messages/hotline.zh-CN.ts';
import { programMessages } from '../messages/programs.zh-CN.ts';
import { pushMessages } from '../messages/push.zh-CN.ts';
import { receptionWords } from '../messages/reception.zh-CN.ts';
import { reportMessages } from '../messages/reports.zh-CN.ts';
import { workMessages } from '../messages/work-lists.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { createLeaving } from '../session/leaving.tsx';
import { NotYours } from '../session/NotYours.tsx';
import { SessionBanner } from '../session/SessionBanner.tsx';
import { SignedIn } from '../session/SignedIn.tsx';
import { useViewer, type Viewer } from '../session/viewer.ts';
import { foldsAway } from '../ui/folds-away.ts';
import { keepInSight } from '../ui/in-sight.ts';
import { LiveLine } from '../ui/LiveLine.tsx';
import { Toasts } from '../ui/Notice.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { todayHere } from '../ui/time.ts';
import { YearGap } from '../ui/YearGap.tsx';
import { CaseListPage } from './CaseListPage.tsx';
import { CasePage } from './CasePage.tsx';
import styles from './desk.module.css';
import type { MyWork } from './documents.ts';
import { FailedExport } from './ExportButton.tsx';
import { stopExport } from './exporting.ts';
import { ForRegistrars, notRegistering } from './ForRegistrars.tsx';
import { HandOverOffers } from './HandOverOffers.tsx';
import { HotlinePage } from './HotlinePage.tsx';
import { ImportPage } from './imports/ImportPage.tsx';
import { useKeys } from './keys.ts';
import { NoticeBell } from './NoticeBell.tsx';
import { NoticesPage } from './NoticesPage.tsx';
import { RegisterPage } from './RegisterPage.tsx';
import { ReportPage } from './ReportPage.tsx';
import { ReportsPage } from './ReportsPage.tsx';
import { UnsentDrafts } from './UnsentDrafts.tsx';
import { VisitPage } from './VisitPage.tsx';
import { VisitsPage } from './VisitsPage.tsx';
import { WorkListPage } from './WorkListPage.tsx';
import { atTheRows, createWorkList, turnsText } from './work-list.ts';
import { createDesk, DeskContext } from './world.ts';

const BulkPage = lazy(() => import('./bulk-actions/BulkPage.tsx'));
const ReceptionPage = lazy(() => import('./reception/ReceptionPage.tsx'));

/** /desk/*: my next actions, all cases, case page, registration, visits. */
export default function DeskDoor(): JSX.Element {
  const viewer = useViewer();
  return (
    <SignedIn>
      <Show when={viewer()}>
        {(person) => (
          <Show when={readsCases(person().role)} fallback={<NotYours />}>
            <Desk viewer={person()} />
          </Show>
        )}
      </Show>
    </SignedIn>
  );
}

/** The part of the path after `prefix`, when it is one segment. */
function idAfter(path: string, prefix: string): string | undefined {
  if (!path.startsWith(prefix)) return undefined;
  const rest = path.slice(prefix.length).replace(/\/$/, '');
  return rest === '' || rest.includes('/') ? undefined : decodeURIComponent(rest);
}

function Desk(props: { viewer: Viewer }): JSX.Element {
  const desk = createDesk(() => props.viewer);
  const live = useLive();
  onCleanup(stopExport);
  const location = useLocation();
  const navigate = useNavigate();
  const work = createWorkList(live, () => atTheRows('#work-groups'));
  const [keysShown, setKeysShown] = createSignal(false);
  const registers = () => notRegistering(desk) === undefined;
  const caseId = () => idAfter(location.pathname, '/desk/cases/');
  const visitId = () => idAfter(location.pathname, '/desk/visits/');
  const reportId = () => idAfter(location.pathname, '/desk/reports/');
  useKeys({
    '/': () => document.querySelector<HTMLInputElement>('#desk-search')?.focus(),
    '?': () => setKeysShown(true),
    n: () => registers() && navigate('/desk/register'),
  });

  return (
    <DeskContext.Provider value={desk}>
      <a class={`${styles.skip} no-print`} href="#desk-main">
        {words.skip}
      </a>
      <div class={styles.desk}>
        <Rail work={work.data()} registers={registers()} />
        <div class={styles.page}>
          <TopBar viewer={props.viewer} live={<LiveLine live={live} />} onKeys={() => setKeysShown(true)} />
          <SessionBanner />
          <main id="desk-main" class={styles.main} tabIndex={-1} data-revision={live.counts()?.revision}>
            <FailedExport />
            <YearGap today={live.counts()?.today ?? todayHere()} class={styles.gap} />
            <Switch
              fallback={
                <>
                  <UnsentDrafts />
                  <HandOverOffers live={live} />
                  <WorkListPage work={work} />
                </>
              }
            >
              <Match when={/^\/desk\/cases\/?$/.test(location.pathname)}>
                <CaseListPage live={live} />
              </Match>
              <Match when={caseId()} keyed>
                {(id) => <CasePage id={id} live={live} />}
              </Match>
              <Match when={visitId()} keyed>
                {(id) => <VisitPage id={id} />}
              </Match>
              <Match when={location.pathname.startsWith('/desk/reception')}>
                <ReceptionPage live={live} />
              </Match>
              <Match when={reportId()} keyed>
                {(id) => <ReportPage id={id} />}
              </Match>
              <Match when={location.pathname.startsWith('/desk/reports')}>
                <ReportsPage />
              </Match>
              <Match when={location.pathname.startsWith('/desk/visits')}>
                <VisitsPage live={live} />
              </Match>
              <Match when={location.pathname.startsWith('/desk/notices')}>
                <NoticesPage live={live} />
              </Match>
              <Match when={location.pathname.startsWith('/desk/hotline')}>
                <HotlinePage live={live} />
              </Match>
              <Match when={location.pathname.startsWith('/desk/bulk')}>
                <BulkPage />
              </Match>
              <Match when={location.pathname.startsWith('/desk/import')}>
                <ForRegistrars>
                  <ImportPage />
                </ForRegistrars>
              </Match>
              <Match when={location.pathname.startsWith('/desk/register')}>
                <ForRegistrars>
                  <RegisterPage />
                </ForRegistrars>
              </Match>
            </Switch>
          </main>
        </div>
      </div>
      <Toasts />
      <Sheet open={keysShown()} title={words.keysTitle} onClose={() => setKeysShown(false)}>
        <dl class={styles.keys}>
          <For each={words.keyList}>
            {([key, what]) => (
              <>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </>
            )}
          </For>
        </dl>
      </Sheet>
    </DeskContext.Provider>
  );
}

/** `desktop`: rarely wanted under the thumb; a phone has it in the person's menu, so that its bar keeps words on one line. */
const entries: readonly {
  href: string;
  name: string;
  icon: typeof WorkIcon;
  also: string;
  desktop?: true;
}[] = [
  { href: '/desk', name: workMessages.title, icon: WorkIcon, also: '/desk/work' },
  { href: '/desk/cases', name: words.all, icon: AllIcon, also: '/desk/cases' },
  { href: '/desk/register', name: words.register, icon: RegisterIcon, also: '/desk/register' },
  { href: '/desk/reception', name: receptionWords.nav, icon: ReceptionIcon, also: '/desk/reception' },
  { href: '/desk/hotline', name: hotlineMessages.title, icon: HotlineIcon, also: '/desk/hotline' },
  { href: '/desk/visits', name: words.visits, icon: VisitIcon, also: '/desk/visits' },
  { href: '/desk/reports', name: reportMessages.title, icon: ReportIcon, also: '/desk/reports', desktop: true },
  { href: '/due', name: words.calculator, icon: CalculatorIcon, also: '/due', desktop: true },
  { href: '/wall', name: words.wall, icon: WallIcon, also: '/wall' },
];

function Rail(props: { work: MyWork | undefined; registers: boolean }): JSX.Element {
  const location = useLocation();
  const here = (entry: (typeof entries)[number]) =>
    location.pathname.replace(/\/$/, '') === entry.href || location.pathname.startsWith(`${entry.also}/`);
  let row: HTMLUListElement | undefined;
  keepInSight(
    () => row,
    () => location.pathname,
  );
  return (
    <nav class={`${styles.rail} no-print`} aria-label={words.nav}>
      <p class={styles.brand}>{sessionMessages.appName}</p>
      <ul class={styles.entries} ref={row}>
        <For each={entries.filter(({ href }) => props.registers || href !== '/desk/register')}>
          {(entry) => (
            <li class={entry.desktop && styles.desktopOnly}>
              <A href={entry.href} end class={styles.entry} aria-current={here(entry) ? 'page' : undefined}>
                <Dynamic component={entry.icon} aria-hidden="true" />
                <span>{entry.name}</span>
                <Show when={entry.href === '/desk' && props.work && props.work.mine > 0 && turnsText(props.work)}>
                  {(turns) => (
                    <b class={styles.badge} data-testid="work-badge" title={workMessages.badge(turns())}>
                      {turns()}
                    </b>
                  )}
                </Show>
              </A>
            </li>
          )}
        </For>
      </ul>
    </nav>
  );
}

/** How long typing must rest before the list follows it. */
const SEARCH_RESTS_MS = 250;

function TopBar(props: { viewer: Viewer; live: JSX.Element; onKeys: () => void }): JSX.Element {
  const navigate = useNavigate();
  const location = useLocation();
  const [search, setSearch] = useSearchParams<{ q?: string }>();
  const [text, setText] = createSignal('');
  let resting: ReturnType<typeof setTimeout> | undefined;
  const onList = () => /^\/desk\/cases\/?$/.test(location.pathname);
  createEffect(() => setText(typeof search.q === 'string' && onList() ? search.q : ''));
  onCleanup(() => clearTimeout(resting));

  const go = () => {
    clearTimeout(resting);
    const q = text().trim();
    if (onList()) setSearch({ q: q === '' ? undefined : q }, { replace: true });
    else if (q !== '') navigate(`/desk/cases?q=${encodeURIComponent(q)}`);
  };
  const type = (value: string) => {
    setText(value);
    clearTimeout(resting);
    if (onList()) resting = setTimeout(go, SEARCH_RESTS_MS);
  };
  const { leave, Question } = createLeaving();

  return (
    <header class={`${styles.top} no-print`}>
      <search class={styles.search}>
        <form
          class={styles.find}
          onSubmit={(event) => {
            event.preventDefault();
            go();
            // the list's own keys (j, k) are heard from now on
            event.currentTarget.querySelector('input')?.blur();
          }}
        >
          <SearchIcon aria-hidden="true" />
          <input
            id="desk-search"
            type="search"
            placeholder={words.search}
            aria-label={words.search}
            autocomplete="off"
            value={text()}
            onInput={(event) => {
              if (!event.isComposing) type(event.currentTarget.value);
            }}
            onCompositionEnd={(event) => type(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.blur();
            }}
          />
        </form>
      </search>
      <div class={styles.liveLine}>{props.live}</div>
      <NoticeBell live={useLive()} />
      <details class={styles.who} ref={foldsAway}>
        <summary>
          <span title={props.viewer.displayName}>{props.viewer.displayName}</span>
        </summary>
        <div class={styles.menu}>
          <p>
            {props.viewer.unit.name}
            <br />
            <span class="muted small">{roleName(props.viewer.role)}</span>
          </p>
          <For each={entries.filter(({ desktop }) => desktop)}>
            {({ href, name }) => (
              <button type="button" class={styles.phoneOnly} onClick={() => navigate(href)}>
                {name}
              </button>
            )}
          </For>
          <Show when={props.viewer.role === 'leader'}>
            <button type="button" onClick={() => navigate('/field')}>
              {words.field}
            </button>
          </Show>
          <button type="button" onClick={props.onKeys}>
            {words.keys}
          </button>
          <button type="button" onClick={() => navigate('/password')}>
            {ownPasswordMessages.menu}
          </button>
          <button type="button" onClick={() => navigate('/reminders')}>
            {pushMessages.title}
          </button>
          <button type="button" onClick={() => navigate('/tokens')}>
            {programMessages.ownTitle}
          </button>
          <button type="button" onClick={leave}>
            {sessionMessages.signOut}
          </button>
        </div>
      </details>
      <Question />
    </header>
  );
}
