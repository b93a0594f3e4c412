import { roleName } from '@huiyin/domain/messages';
import { createMemo, createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { peopleMessages as words } from '../messages/admin.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { TextField } from '../ui/Field.tsx';
import { LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import { searchUnits } from '../ui/units.ts';
import styles from './admin.module.css';
import { type AdminUnit, type GivenPassword, PeopleQuery, type Person } from './documents.ts';
import { InitialPassword } from './InitialPassword.tsx';
import { PersonSheet } from './PersonSheet.tsx';
import { AddPersonForm } from './RightsFields.tsx';

/** /admin/people: who may sign in, as what, and where. */
export function PeoplePage(props: { units: readonly AdminUnit[] }): JSX.Element {
  const answer = createAnswer(PeopleQuery, () => ({}));
  const [query, setQuery] = createSignal('');
  const [adding, setAdding] = createSignal(false);
  const [chosen, setChosen] = createSignal<string>();
  const [given, setGiven] = createSignal<GivenPassword>();
  const people = () => answer.data()?.administration.people ?? [];
  const person = () => people().find(({ id }) => id === chosen());
  const found = createMemo(() => matching(people(), props.units, query()));
  const close = () => {
    setAdding(false);
    setChosen(undefined);
  };
  const done = (password?: GivenPassword) => {
    close();
    setGiven(password);
    answer.refetch();
  };
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });

  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
        <Show when={answer.data()}>
          <span class="muted">{words.total(people().length)}</span>
        </Show>
        <div class={styles.headButtons}>
          <Button look="primary" onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        </div>
      </div>
      <Show when={answer.problem()}>{(known) => <ProblemNotice problem={known()} onRetry={answer.refetch} />}</Show>
      <Show when={answer.data()} fallback={<LoadingState failed={answer.problem() !== undefined} />}>
        <TextField label={words.search} type="search" value={query()} onInput={setQuery} autocomplete="off" />
        <ul class={styles.people} data-testid="people-list">
          <li class={`${styles.person} ${styles.columns}`} aria-hidden="true">
            <For each={words.columns}>{(column) => <span>{column}</span>}</For>
          </li>
          <For each={found()} fallback={<li class={styles.none}>{words.none}</li>}>
            {(one) => <PersonLine person={one} onOpen={() => setChosen(one.id)} />}
          </For>
        </ul>
      </Show>
      <Sheet open={adding()} title={words.add} onClose={close}>
        <AddPersonForm units={props.units} onDone={done} />
      </Sheet>
      <PersonSheet person={person()} units={props.units} onDone={done} onRefused={answer.refetch} onClose={close} />
      <InitialPassword given={given()} onClose={() => setGiven(undefined)} />
    </>
  );
}

/** People whose name or username has the words, or whose unit is found by them (initials too). */
function matching(people: readonly Person[], units: readonly AdminUnit[], query: string): readonly Person[] {
  const words = query.trim().toLowerCase();
  if (words === '') return people;
  const there = new Set(searchUnits(units, words).map(({ id }) => id));
  return people.filter(
    ({ displayName, username, unit }) =>
      displayName.toLowerCase().includes(words) || username.includes(words) || there.has(unit.id),
  );
}

function PersonLine(props: { person: Person; onOpen: () => void }): JSX.Element {
  const seen = () =>
    props.person.lastSeenAt === null ? words.neverSeen : words.seen(instantText(props.person.lastSeenAt, todayHere()));
  return (
    <li class={styles.person} data-disabled={props.person.disabledAt === null ? undefined : ''}>
      <span class={styles.personName}>
        {props.person.displayName}
        <span class={styles.sub}>{props.person.username}</span>
      </span>
      <span class={styles.personWhere}>
        {roleName(props.person.role)}
        <span class={styles.sub}>{props.person.unit.name}</span>
      </span>
      <span class={styles.chips}>
        <Show when={props.person.disabledAt !== null}>
          <Chip>{words.disabled}</Chip>
        </Show>
        <Show when={props.person.mayReadAccusations}>
          <Chip>{words.accusations}</Chip>
        </Show>
        <Show when={props.person.passwordInitial}>
          <Chip>{words.initial}</Chip>
        </Show>
      </span>
      <span class={`${styles.seen} muted small`}>{seen()}</span>
      <Button aria-label={words.edit(props.person.displayName)} onClick={() => props.onOpen()}>
        {words.manage}
      </Button>
    </li>
  );
}
