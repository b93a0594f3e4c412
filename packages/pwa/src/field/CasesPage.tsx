import { A, useSearchParams } from '@solidjs/router';
import { createMemo, createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import type { PhoneCase } from '../offline/pull.ts';
import { createIndex } from '../offline/search.ts';
import { Rows } from '../ui/Rows.tsx';
import { parentsText, searchUnits } from '../ui/units.ts';
import { CaseRow } from './CaseRow.tsx';
import { ConnectionLine } from './Connection.tsx';
import { byDue } from './due.ts';
import styles from './field.module.css';
import { useField } from './session.ts';
import { instantText } from './times.ts';

/** Nobody reads further on a phone; a word more narrows it. */
const SHOWN = 100;

/** 案件: what waits for one's signature, contracted cases, those that one's visits raised; found with no signal, also by unit. Says how old it is. */
export default function CasesPage(): JSX.Element {
  const field = useField();
  const [search] = useSearchParams<{ open?: string }>();
  const [query, setQuery] = createSignal('');
  onMount(() => {
    document.title = words.tabs.cases;
    void field.pull();
  });
  const find = createMemo(() => {
    const units = new Map((field.units()?.value ?? []).map((unit) => [unit.id, unit]));
    return createIndex(
      (field.cases()?.rows ?? []).toSorted(byDue).map((row) => {
        const unit = units.get(row.handlingUnitId);
        const texts = [
          row.number,
          row.title,
          row.demand ?? '',
          row.petitioner.name,
          row.meantUnit?.name ?? unit?.name ?? '',
          row.statusName,
        ];
        return { row, texts, initials: unit?.initials ?? '' };
      }),
    );
  });
  const found = createMemo(() => find()(query()));
  /** The first group that a case belongs to: what waits for one's signature comes before whose it is. */
  const groupOf = (row: PhoneCase) => {
    if (row.awaitedInstruction) return words.awaiting;
    if (row.awaitedApproval) return words.awaitingApproval;
    return row.contract?.leaderId === field.viewer.id ? words.contracted : words.raisedByVisits;
  };
  const groups = createMemo(() =>
    [words.awaiting, words.awaitingApproval, words.contracted, words.raisedByVisits]
      .map((name) => ({ name, rows: found().filter((row) => groupOf(row) === name) }))
      .filter(({ rows }) => rows.length > 0),
  );
  return (
    <main class={styles.page}>
      <header class={styles.head}>
        <h1>{words.tabs.cases}</h1>
        <ConnectionLine />
      </header>
      <div class={styles.section}>
        <input
          type="search"
          autocomplete="off"
          class={styles.search}
          aria-label={words.searchCases}
          placeholder={words.searchCasesHint}
          value={query()}
          onInput={(event) => setQuery(event.currentTarget.value)}
          enterkeyhint="search"
        />
      </div>
      <Show when={field.entitiesRead()} fallback={<p class={styles.emptyLarge} role="status" aria-busy="true" />}>
        <Show when={field.cases()} fallback={<p class={styles.emptyLarge}>{words.neverPulled}</p>}>
          {(kept) => (
            <>
              <Places query={query()} />
              <Rows
                each={groups()}
                name={({ name }) => name}
                fallback={<p class={styles.emptyLarge}>{query() === '' ? words.noOwnCases : words.nothingFound}</p>}
              >
                {(group) => (
                  <section class={styles.section}>
                    <h2>
                      {group().name} {words.total(group().rows.length)}
                    </h2>
                    <div class={styles.card}>
                      <Rows each={group().rows.slice(0, SHOWN)} name={({ id }) => id}>
                        {(row) => <CaseRow row={row()} open={search.open === row().id} />}
                      </Rows>
                    </div>
                    <Show when={group().rows.length > SHOWN}>
                      <p class={styles.stamp}>{words.moreCases(group().rows.length - SHOWN)}</p>
                    </Show>
                  </section>
                )}
              </Rows>
              <p class={`${styles.stamp} ${styles.section}`}>{words.asOf(instantText(kept().asOf))}</p>
            </>
          )}
        </Show>
      </Show>
    </main>
  );
}

/** Units that the words find: the way to a place's history. */
function Places(props: { query: string }): JSX.Element {
  const field = useField();
  const units = () => field.units()?.value ?? [];
  const found = createMemo(() => searchUnits(units(), props.query).slice(0, 5));
  return (
    <Show when={found().length > 0}>
      <section class={styles.section}>
        <h2>{words.placesFound}</h2>
        <div class={styles.card}>
          <For each={found()}>
            {(unit) => (
              <A class={styles.row} href={`/field/places?unit=${unit.id}`}>
                <strong>{unit.name}</strong>
                <div class={styles.rowSub}>{parentsText(units(), unit)}</div>
              </A>
            )}
          </For>
        </div>
      </section>
    </Show>
  );
}
