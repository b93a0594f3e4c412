import type { PetitionCaseState } from '@huiyin/domain/cases';
import { dateText } from '@huiyin/domain/messages';
import { For, type JSX, Show } from 'solid-js';
import { timeMessages as words } from '../messages/time.zh-CN.ts';
import { Chip } from '../ui/Chip.tsx';
import styles from './case.module.css';
import type { PetitionCase } from './documents.ts';

/** 续报 of a 12345 order (R85): each request with its answer, or who still has to settle it and which date holds until then. */
export function DateRequests(props: { it: PetitionCase; today: PetitionCase['receivedOn'] }): JSX.Element {
  const requests = () => (props.it.state as PetitionCaseState).dateRequests ?? []; // the state is the domain's own
  const on = (date: PetitionCase['receivedOn']) => dateText(date, props.today);
  const due = () =>
    props.it.clocks.find(({ clock, state }) => clock === 'hotline-reply' && state === 'running')?.legalDue;
  return (
    <Show when={requests().length > 0}>
      <section class={styles.copies} data-testid="date-requests">
        <h3>{words.dateRequests}</h3>
        <ul>
          <For each={requests()}>
            {(one) => (
              // the answer comes later, into the same entry: so nothing of it is taken out beforehand
              <li>
                {one.by && words.dateAsked(one.by.name, on(one.requestedOn), on(one.dueOn), one.reason)}
                <Show when={one.answer} fallback={<Chip>{words.dateWaiting}</Chip>}>
                  {(said) => (
                    <>
                      <Chip>{said().agreed ? words.dateAgreed : words.dateRefused}</Chip>{' '}
                      {said().agreed
                        ? words.dateUntil(said().answeredBy, on(said().on), on(said().dueOn ?? one.dueOn))
                        : words.dateWhyNot(said().answeredBy, on(said().on), said().reason ?? '')}
                    </>
                  )}
                </Show>
                <Show when={one.answer === undefined && due()}>
                  {(date) => <p class={styles.basis}>{words.dateOwes(on(date()))}</p>}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
