import type { DueState } from '@huiyin/domain';
import { type CaseStatus, type Channel, caseStatuses, channels } from '@huiyin/domain/cases';
import { channelName, statusName } from '@huiyin/domain/messages';
import { A, useSearchParams } from '@solidjs/router';
import { createMemo, For, type JSX, onMount, Show } from 'solid-js';
import { type Live, onRevision } from '../graphql/live.ts';
import { deskMessages, listMessages as words } from '../messages/desk.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { dueShape } from '../ui/Chip.tsx';
import { SelectField } from '../ui/Field.tsx';
import { EmptyState, LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { UnitPicker } from '../ui/UnitPicker.tsx';
import { CaseRows } from './CaseRows.tsx';
import styles from './case-list.module.css';
import { type CaseFilter, createCaseList } from './case-list.ts';
import { moveAmongRows, useKeys } from './keys.ts';
import { useDesk } from './world.ts';

const dueTabs = ['', 'overdue', 'dueSoon', 'onTime', 'none'] as const;

/** One of `choices`, or undefined when the address holds something else. */
function oneOf<T extends string>(choices: readonly T[], given: string | string[] | undefined): T | undefined {
  return choices.find((choice) => choice === given);
}

/** /desk/cases: every case this person may see, newest first. All filters live in the address, so that a link is a view. */
export function CaseListPage(props: { live: Live }): JSX.Element {
  const desk = useDesk();
  const [search, setSearch] = useSearchParams<{
    q?: string;
    due?: string;
    status?: string;
    channel?: string;
    unit?: string;
  }>();
  const due = () => oneOf<DueState>(['overdue', 'dueSoon', 'onTime', 'none'], search.due);
  const status = () => oneOf<CaseStatus>(caseStatuses, search.status);
  const channel = () => oneOf<Channel>(channels, search.channel);
  const unit = () => (typeof search.unit === 'string' ? search.unit : undefined);
  const text = () => (typeof search.q === 'string' ? search.q : undefined);

  const filter = createMemo<CaseFilter>(
    () => {
      const [d, s, c, u, q] = [due(), status(), channel(), unit(), text()];
      return {
        ...(q === undefined ? {} : { search: q }),
        ...(d === undefined ? {} : { due: d }),
        ...(s === undefined ? {} : { status: [s] }),
        ...(c === undefined ? {} : { channel: [c] }),
        ...(u === undefined ? {} : { unitId: u }),
      };
    },
    {},
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const list = createCaseList(filter);
  const wide = matchMedia('(min-width: 900px)').matches;
  const filtered = () => Object.keys(filter()).length > 0;
  // The tabs and the search box show themselves; only what the folded box holds opens it.
  const narrowed = () => [status(), channel(), unit()].some((value) => value !== undefined);
  const clear = () =>
    setSearch({ q: undefined, due: undefined, status: undefined, channel: undefined, unit: undefined });

  onRevision(props.live, list.refresh);
  useKeys({ j: () => moveAmongRows(1), k: () => moveAmongRows(-1), w: toggleWhyInFocus });
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });

  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
        <span class="muted" data-testid="case-total" data-count={list.total()}>
          {words.total(list.total())}
        </span>
        <Show when={list.fresh().size > 0}>
          <span class={styles.arrived} role="status">
            {words.freshArrived(list.fresh().size)}
          </span>
        </Show>
      </div>
      <DueTabs due={due()} live={props.live} onPick={(value) => setSearch({ due: value === '' ? undefined : value })} />
      <details class={styles.filterBox} open={wide || narrowed()}>
        <summary>{words.filters}</summary>
        <div class={styles.filters}>
          <SelectField
            label={words.status}
            value={status() ?? ''}
            emptyWord={words.any}
            choices={caseStatuses.map((value) => ({ value, label: statusName(value) }))}
            onChange={(value) => setSearch({ status: value || undefined })}
          />
          <SelectField
            label={words.channel}
            value={channel() ?? ''}
            emptyWord={words.any}
            choices={channels.map((value) => ({ value, label: channelName(value) }))}
            onChange={(value) => setSearch({ channel: value || undefined })}
          />
          <UnitPicker
            label={words.unit}
            value={unit() ?? ''}
            emptyWord={words.any}
            units={desk.units()}
            onChange={(value) => setSearch({ unit: value || undefined })}
          />
          <Show when={filtered()}>
            <Button look="quiet" onClick={clear}>
              {words.clear}
            </Button>
          </Show>
        </div>
      </details>
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
            <CaseRows rows={rows()} fresh={list.fresh()} today={props.live.counts()?.today} />
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
    </>
  );
}

function toggleWhyInFocus(): void {
  document.activeElement?.closest('li')?.querySelector<HTMLButtonElement>('button[data-why]')?.click();
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
