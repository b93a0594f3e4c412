import { A, useSearchParams } from '@solidjs/router';
import { createMemo, createResource, createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import { followPlace, pullChanges, readCases, readVisits } from '../offline/pull.ts';
import { Rows } from '../ui/Rows.tsx';
import { parentsText } from '../ui/units.ts';
import { CaseRow } from './CaseRow.tsx';
import { ConnectionLine } from './Connection.tsx';
import { byDue } from './due.ts';
import styles from './field.module.css';
import { useField } from './session.ts';
import { instantText } from './times.ts';
import { VisitRow } from './VisitRows.tsx';

/** The history of a place before one enters it (进门前): visits and cases of the last years, masked; kept from the first look on. */
export default function PlaceHistoryPage(): JSX.Element {
  const field = useField();
  const [search] = useSearchParams<{ unit?: string; draft?: string }>();
  const place = () => search.unit ?? '';
  const unit = createMemo(() => field.units()?.value.find((one) => one.id === place()));
  const [history, { refetch }] = createResource(place, async (id) => ({
    visits: await readVisits(field.store, { place: id }),
    cases: await readCases(field.store, { place: id }),
  }));
  const [failed, setFailed] = createSignal(false);
  const [asking, setAsking] = createSignal(true);
  const bring = async () => {
    setAsking(true);
    try {
      await followPlace(field.store, place());
      setFailed((await pullChanges(field.store, { place: place() })) !== undefined);
    } catch {
      setFailed(true);
    }
    setAsking(false);
  };
  onMount(() => {
    document.title = words.historyTitle;
    if (place() !== '') void bring();
  });
  const deaf = field.store.channel.listen((notice) => {
    if (notice.about === 'entities') void refetch();
  });
  onCleanup(deaf);
  const visits = () => (history.latest?.visits?.rows ?? []).toSorted((a, b) => b.visitedOn.localeCompare(a.visitedOn));
  const cases = () => (history.latest?.cases?.rows ?? []).toSorted(byDue);
  const asOf = () => history.latest?.visits?.asOf;
  return (
    <main class={styles.page}>
      <header class={styles.head}>
        <h1>{unit()?.name ?? words.unitUnknown}</h1>
        <ConnectionLine />
      </header>
      <p class={`${styles.rowSub} ${styles.section}`}>
        <Show when={unit()}>{(known) => parentsText(field.units()?.value ?? [], known())}</Show>
      </p>
      <Show
        when={asOf()}
        fallback={
          <p class={styles.emptyLarge} role="status">
            {asking() ? words.historyComing : words.historyNotYet}
          </p>
        }
      >
        {(at) => (
          <>
            <section class={styles.section}>
              <h2>
                {words.historyVisits} {words.totalVisits(visits().length)}
              </h2>
              <div class={styles.card} data-testid="place-visits">
                <Rows
                  each={visits()}
                  name={({ id }) => id}
                  fallback={<p class={styles.empty}>{words.historyNoVisits}</p>}
                >
                  {(visit) => <VisitRow visit={visit()} cases={cases()} open />}
                </Rows>
              </div>
            </section>
            <section class={styles.section}>
              <h2>
                {words.historyCases} {words.total(cases().length)}
              </h2>
              <div class={styles.card} data-testid="place-cases">
                <Rows
                  each={cases().slice(0, 200)}
                  name={({ id }) => id}
                  fallback={<p class={styles.empty}>{words.historyNoCases}</p>}
                >
                  {(row) => <CaseRow row={row()} />}
                </Rows>
              </div>
            </section>
            <p class={`${styles.stamp} ${styles.section}`}>
              {words.asOf(instantText(at()))}
              <Show when={failed()}> · {words.historyStale}</Show>
            </p>
          </>
        )}
      </Show>
      <div class={styles.section}>
        <A
          class={styles.linkRow}
          href={search.draft === undefined ? '/field/cases' : `/field/visits/new?draft=${search.draft}`}
        >
          {search.draft === undefined ? words.backToCases : words.backToDraft}
        </A>
      </div>
    </main>
  );
}
