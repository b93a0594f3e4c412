import type { DueState } from '@huiyin/domain';
import { A, useSearchParams } from '@solidjs/router';
import { createEffect, createMemo, createSignal, For, type JSX, on, onMount, Show } from 'solid-js';
import { type Live, onRevision } from '../graphql/live.ts';
import { deskMessages, listMessages as words } from '../messages/desk.zh-CN.ts';
import { listToolMessages as tools } from '../messages/work-lists.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { dueShape } from '../ui/Chip.tsx';
import { addressKeys, type ListAddress, readAddress, viewOf } from '../ui/case-address.ts';
import { EmptyState, LoadingState, ProblemNotice, toast } from '../ui/Notice.tsx';
import { BulkSheet } from './bulk-actions/BulkSheet.tsx';
import { BulkUnderWay } from './bulk-actions/BulkUnderWay.tsx';
import type { Bulk } from './bulk-actions/bulk-actions.ts';
import { CaseRows } from './CaseRows.tsx';
import { ChangedBar } from './ChangedBar.tsx';
import styles from './case-list.module.css';
import { createCaseList, readRows } from './case-list.ts';
import type { WorkRow } from './documents.ts';
import { moveAmongRows, pressInRow, useKeys } from './keys.ts';
import { LedBy, ListFilters } from './ListFilters.tsx';
import { BulkBar, ListTools } from './ListTools.tsx';
import { askedBy, columnsOf, oneOf } from './list-address.ts';
import { ViewTabs } from './ViewTabs.tsx';
import { atTheRows } from './work-list.ts';
import { useDesk } from './world.ts';

const dueTabs = ['', 'overdue', 'dueSoon', 'onTime', 'none'] as const;

/** What of an address is seen without opening the box of conditions. */
const seen: readonly (keyof ListAddress)[] = [
  'q',
  'due',
  'alone',
  'sort',
  'back',
  'cols',
  'closedFrom',
  'closedTo',
  'rate',
  'topic',
];

/** As many as a person ticks one by one. */
const MOST_CHOSEN = 200;
/** As many as one action takes: what comes of each is still read by somebody. */
const MOST_AT_ONCE = 1_000;

/** /desk/cases: every case this person may see. Search, conditions, order and columns live in the address: a link is a view. */
export function CaseListPage(props: { live: Live }): JSX.Element {
  const desk = useDesk();
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
  const list = createCaseList(
    asked,
    () => chosen().size > 0 || every() !== undefined || atTheRows(document.querySelector('#case-rows') ?? undefined),
  );
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  const [bulk, setBulk] = createSignal<Bulk['type']>();
  const choose = (id: string) => {
    const all = every();
    if (all !== undefined) {
      setEvery(all.filter((row) => row.id !== id));
      return;
    }
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id) && next.size < MOST_CHOSEN) next.add(id);
      return next;
    });
  };
  /** All that the list's conditions find, read at one go; undefined while rows are ticked one by one. */
  const [every, setEvery] = createSignal<readonly WorkRow[]>();
  const [choosing, setChoosing] = createSignal(false);
  const chosenRows = () => every() ?? (list.rows() ?? []).filter(({ id }) => chosen().has(id));
  const unchoose = () => {
    setEvery(undefined);
    setChosen(new Set<string>());
  };
  const chooseEvery = async () => {
    setChoosing(true);
    const asking = asked();
    const found = await readRows(asking, MOST_AT_ONCE);
    setChoosing(false);
    if (asking !== asked()) return;
    if ('code' in found) {
      toast(found.message, 'caution');
      return;
    }
    setEvery(found.rows.slice(0, MOST_AT_ONCE));
    if (found.end !== undefined || found.rows.length > MOST_AT_ONCE) toast(tools.choseFirst(MOST_AT_ONCE), 'caution');
  };
  const moreToChoose = () => {
    if (every() !== undefined || (!list.uncounted() && list.total() <= chosenRows().length)) return undefined;
    return list.uncounted() || list.total() > MOST_AT_ONCE
      ? tools.chooseFirst(MOST_AT_ONCE)
      : tools.chooseEvery(list.total());
  };
  const wide = matchMedia('(min-width: 900px)').matches;
  const filtered = () => Object.keys(asked().filter ?? {}).length > 0;
  // The tabs, the search box and the order show themselves; a folded box says how many conditions it holds.
  const narrowed = () => addressKeys.filter((key) => !seen.includes(key) && address()[key]).length;
  const clear = () =>
    set({ ...none(), sort: address().sort ?? '', back: address().back ?? '', cols: address().cols ?? '' });
  const due = () => oneOf<DueState>(['overdue', 'dueSoon', 'onTime', 'none'], address().due);

  createEffect(on(asked, unchoose, { defer: true }));
  onRevision(props.live, list.refresh);
  useKeys({
    j: () => moveAmongRows(1),
    k: () => moveAmongRows(-1),
    e: () => pressInRow('[data-row]'),
    x: () => pressInRow('[data-choose]'),
    w: () => pressInRow('button[data-why]'),
    r: list.apply,
  });
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  const done = (changed: boolean) => {
    setBulk(undefined);
    if (!changed) return;
    unchoose();
    list.refresh();
  };

  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
        <Show when={list.rows()}>
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
        view={viewOf(address())}
        onOpen={(view) => set({ ...none(), ...Object.fromEntries(new URLSearchParams(view)) })}
      />
      <DueTabs due={due()} live={props.live} onPick={(value) => set({ due: value })} />
      <LedBy address={address()} onSet={set} />
      <details class={styles.filterBox} open={wide}>
        <summary>{tools.filters(narrowed())}</summary>
        <ListFilters address={address()} onSet={set} filtered={filtered()} onClear={clear} />
      </details>
      <Show
        when={chosenRows().length > 0}
        fallback={
          <ListTools
            address={address()}
            asked={asked()}
            count={list.uncounted() ? undefined : list.total()}
            onSet={set}
          />
        }
      >
        <BulkBar
          count={chosenRows().length}
          more={moreToChoose()}
          choosing={choosing()}
          onAll={() => void chooseEvery()}
          onUrge={() => setBulk('urgeCase')}
          onAssign={desk.viewer().role === 'clerk' ? () => setBulk('assignCase') : undefined}
          onClear={unchoose}
        />
      </Show>
      <Show when={bulk() === undefined}>
        <BulkUnderWay />
      </Show>
      <ChangedBar count={list.changed()} onShow={list.apply} />
      <Show when={list.problem()}>{(problem) => <ProblemNotice problem={problem()} onRetry={list.refresh} />}</Show>
      <Show
        when={list.rows()}
        fallback={
          <Show when={!list.problem()}>
            <LoadingState lines={8} />
          </Show>
        }
      >
        {(rows) => (
          <Show when={rows().length > 0} fallback={<Nothing filtered={filtered()} onClear={clear} />}>
            <div id="case-rows">
              <CaseRows
                rows={rows()}
                fresh={list.fresh()}
                today={props.live.counts()?.today}
                columns={columnsOf(address())}
                selection={{ has: (id) => every()?.some((row) => row.id === id) ?? chosen().has(id), toggle: choose }}
              />
            </div>
            <div class={styles.foot}>
              <span class="muted">{words.shown(rows().length, list.total())}</span>
              <Show when={list.hasMore()}>
                <Button onClick={list.more} busy={list.loading()}>
                  {words.more}
                </Button>
              </Show>
            </div>
          </Show>
        )}
      </Show>
      <Show when={bulk()}>
        {(type) => (
          <Show when={props.live.counts()?.today}>
            {(today) => <BulkSheet type={type()} rows={chosenRows()} today={today()} onClose={done} />}
          </Show>
        )}
      </Show>
    </>
  );
}

function DueTabs(props: { due: DueState | undefined; live: Live; onPick: (due: DueState | '') => void }): JSX.Element {
  const count = (tab: DueState | '') => {
    const counts = props.live.counts();
    if (tab === 'overdue') return counts?.overdue;
    return tab === 'dueSoon' ? counts?.dueSoon : undefined;
  };
  return (
    <fieldset class={styles.tabs} aria-label={words.due}>
      <For each={dueTabs}>
        {(tab) => (
          <button
            type="button"
            class={styles.tab}
            aria-pressed={(props.due ?? '') === tab}
            data-due={tab}
            onClick={() => props.onPick(tab)}
          >
            <Show when={tab !== '' && tab !== 'none'}>
              <span class={styles.shape} aria-hidden="true">
                {tab === '' ? '' : dueShape[tab]}
              </span>
            </Show>
            {words.tabs[tab]}
            <Show when={count(tab)}>{(n) => <b>{n()}</b>}</Show>
          </button>
        )}
      </For>
    </fieldset>
  );
}

function Nothing(props: { filtered: boolean; onClear: () => void }): JSX.Element {
  return (
    <Show
      when={props.filtered}
      fallback={
        <EmptyState title={words.empty}>
          <p>{words.emptyHint}</p>
          <A href="/desk/register">{deskMessages.register}</A>
        </EmptyState>
      }
    >
      <EmptyState title={words.nothingFound}>
        <Button onClick={props.onClear}>{words.clear}</Button>
      </EmptyState>
    </Show>
  );
}
