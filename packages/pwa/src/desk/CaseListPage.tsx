import type { DueState } from '@huiyin/domain';
import { A, useSearchParams } from '@solidjs/router';
import { createMemo, type JSX, onMount, Show } from 'solid-js';
import { type Live, onRevision } from '../graphql/live.ts';
import { deskMessages, listMessages as words } from '../messages/desk.zh-CN.ts';
import { listToolMessages as tools } from '../messages/work-lists.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { addressKeys, type ListAddress, readAddress, viewOf } from '../ui/case-address.ts';
import { EmptyState, LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { BulkWork } from './bulk-actions/BulkWork.tsx';
import { CaseRows } from './CaseRows.tsx';
import { ChangedBar } from './ChangedBar.tsx';
import styles from './case-list.module.css';
import { createCaseList, readRows } from './case-list.ts';
import { createChoice, MOST_AT_ONCE } from './choice.ts';
import { DueTabs } from './DueTabs.tsx';
import { notRegistering } from './ForRegistrars.tsx';
import { useRowKeys } from './keys.ts';
import { LedBy, ListFilters } from './ListFilters.tsx';
import { ListTools } from './ListTools.tsx';
import { askedBy, columnsOf, oneOf } from './list-address.ts';
import { OlderRows } from './OlderRows.tsx';
import { createSavedViews, SaveViewButton, ViewTabs } from './ViewTabs.tsx';
import { atTheRows } from './work-list.ts';
import { useDesk } from './world.ts';

const dueTabs = ['', 'overdue', 'dueSoon', 'onTime', 'none'] as const;

/** What of an address says how a list is shown, not what is in it. */
const inOrder: readonly (keyof ListAddress)[] = ['sort', 'back', 'cols'];

/** What of an address is seen without opening the box of conditions. */
const seen: readonly (keyof ListAddress)[] = [
  ...inOrder,
  'q',
  'due',
  'alone',
  'closedFrom',
  'closedTo',
  'rate',
  'topic',
  'import',
];

/** /desk/cases: every case this person may see. Search, conditions, order and columns live in the address: a link is a view. */
export function CaseListPage(props: { live: Live }): JSX.Element {
  const [search, setSearch] = useSearchParams<Record<keyof ListAddress, string>>();
  const address = createMemo(() => readAddress(search));
  const set = (change: ListAddress) =>
    setSearch(
      Object.fromEntries(Object.entries(change).map(([key, value]) => [key, value === '' ? undefined : value])),
    );
  const none = (): ListAddress => Object.fromEntries(addressKeys.map((key) => [key, '']));
  const asked = createMemo(() => askedBy(address()), undefined, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const list = createCaseList(asked, () => choice.rows().length > 0 || atTheRows('#case-rows'));
  const choice = createChoice({
    list: asked,
    rows: () => list.rows() ?? [],
    total: () => (list.uncounted() ? undefined : list.total()),
    read: () => readRows(asked(), MOST_AT_ONCE),
  });
  // rows that stand instead of those asked for: their count is not that of what is chosen now
  const older = () => list.olderAt() !== undefined;
  const views = createSavedViews();
  const wide = matchMedia('(min-width: 900px)').matches;
  const filtered = () => Object.keys(asked().filter ?? {}).length > 0;
  // The tabs, the search box and the order show themselves; a folded box says how many conditions it holds.
  const narrowed = () => addressKeys.filter((key) => !seen.includes(key) && address()[key]).length;
  const clear = () =>
    set({ ...none(), sort: address().sort ?? '', back: address().back ?? '', cols: address().cols ?? '' });
  /** The bureau's counts are those of the whole list: of a narrowed one they would be another number than its rows. */
  const whole = () => Object.keys(asked().filter ?? {}).every((key) => key === 'due');
  const countOf = (tab: DueState | '') => {
    const counts = whole() ? props.live.counts() : undefined;
    if (tab === 'overdue') return counts?.overdue;
    return tab === 'dueSoon' ? counts?.dueSoon : undefined;
  };
  const due = () => oneOf<DueState>(['overdue', 'dueSoon', 'onTime', 'none'], address().due);

  onRevision(props.live, list.refresh);
  useRowKeys(['e', 'x', 'w'], list.apply);
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });

  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
        <Show when={list.rows() && !older()}>
          <span class="muted" data-testid="case-total" data-count={list.total()}>
            {list.uncounted() ? tools.more(list.total()) : words.total(list.total())}
          </span>
        </Show>
        <Show when={list.fresh().size > 0}>
          <span class={styles.arrived} role="status">
            {words.freshArrived(list.fresh().size)}
          </span>
        </Show>
      </div>
      <ViewTabs
        views={views}
        view={viewOf(address())}
        onOpen={(view) => set({ ...none(), ...Object.fromEntries(new URLSearchParams(view)) })}
      />
      <DueTabs tabs={dueTabs} due={due() ?? ''} count={countOf} onPick={(value) => set({ due: value })} />
      <LedBy address={address()} onSet={set} />
      <details class={styles.filterBox} open={wide}>
        <summary>{tools.filters(narrowed())}</summary>
        <ListFilters address={address()} onSet={set} filtered={filtered()} onClear={clear} />
      </details>
      <BulkWork choice={choice} today={props.live.counts()?.today} onChanged={list.refresh}>
        <ListTools address={address()} asked={asked()} count={list.uncounted() ? undefined : list.total()} onSet={set}>
          <SaveViewButton views={views} view={viewOf(address())} />
        </ListTools>
      </BulkWork>
      <Show when={[...(address().q?.trim() ?? '')].length === 1}>
        <p class={`muted small ${styles.hint}`}>{words.oneCharacter}</p>
      </Show>
      <ChangedBar count={list.changed()} onShow={list.apply} />
      <Show when={list.problem()}>{(problem) => <ProblemNotice problem={problem()} onRetry={list.refresh} />}</Show>
      <OlderRows at={list.olderAt()} />
      <Show
        when={list.rows()}
        fallback={
          <Show when={!list.problem()}>
            <LoadingState lines={8} />
          </Show>
        }
      >
        {(rows) => (
          <Show
            when={rows().length > 0}
            fallback={<Nothing address={address()} filtered={filtered()} onSet={set} onClear={clear} />}
          >
            <div id="case-rows">
              <CaseRows
                rows={rows()}
                fresh={list.fresh()}
                today={props.live.counts()?.today}
                columns={columnsOf(address())}
                selection={choice}
              />
            </div>
            <Show when={!older()}>
              <div class={styles.foot}>
                <span class="muted">{words.shown(rows().length, list.total())}</span>
                <Show when={list.hasMore()}>
                  <Button onClick={list.more} busy={list.loading()}>
                    {words.more}
                  </Button>
                </Show>
              </div>
            </Show>
          </Show>
        )}
      </Show>
    </>
  );
}

/** No rows: nothing was ever registered, or nothing is as it was asked for, and how to find it all the same. */
function Nothing(props: {
  address: ListAddress;
  filtered: boolean;
  onSet: (change: ListAddress) => void;
  onClear: () => void;
}): JSX.Element {
  const desk = useDesk();
  const others = () => addressKeys.filter((key) => key !== 'q' && !inOrder.includes(key) && props.address[key]);
  const clearOthers = () => props.onSet(Object.fromEntries(others().map((key) => [key, ''])));
  return (
    <Show
      when={props.filtered}
      fallback={
        <EmptyState title={words.empty}>
          <p>{words.emptyHint}</p>
          <Show when={notRegistering(desk) === undefined}>
            <A href="/desk/register">{deskMessages.register}</A>
          </Show>
        </EmptyState>
      }
    >
      <EmptyState title={props.address.q ? words.notFound(props.address.q) : words.nothingFound}>
        <p>{props.address.q ? words.howToFind : words.howToWiden}</p>
        <div class={styles.ways}>
          <Show when={props.address.q && others().length > 0}>
            <Button look="primary" onClick={clearOthers}>
              {words.findEverywhere}
            </Button>
          </Show>
          <Button onClick={props.onClear}>{words.clear}</Button>
        </div>
      </EmptyState>
    </Show>
  );
}
