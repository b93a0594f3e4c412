import { petitionerText } from '@huiyin/domain/messages';
import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';
import { tell } from '../graphql/client.ts';
import { caseMessages } from '../messages/desk.zh-CN.ts';
import { personalDataMessages as words } from '../messages/personal-data.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { toast } from '../ui/Notice.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './case.module.css';
import type { PetitionCase } from './documents.ts';
import { type ClearPerson, RevealPersonalData } from './personal-data.ts';
import { RevealForm } from './RevealForm.tsx';
import { caseState } from './world.ts';

/** 信访人: masked; unmasked for a reason that is put on record, and only until the page or the case is left. */
export function PetitionerCard(props: {
  it: PetitionCase;
  refetch: () => void;
  /** Told whether anybody is shown unmasked now. */
  onRevealed: (revealed: boolean) => void;
}): JSX.Element {
  const [clear, setClear] = createSignal<readonly ClearPerson[]>();
  const [asking, setAsking] = createSignal(false);
  // The same page shows the next case: what was told of this one goes with it.
  createEffect(
    on(
      () => props.it.id,
      () => {
        setClear(undefined);
        setAsking(false);
      },
    ),
  );
  createEffect(() => props.onRevealed(clear() !== undefined));
  const told = (people: readonly ClearPerson[]) => {
    setClear(people);
    setAsking(false);
    toast(words.done, 'done');
    props.refetch();
  };
  return (
    <Card title={caseMessages.petitioner} class={styles.card}>
      <PersonFacts it={props.it} clear={clear()?.[0]} />
      <Show when={clear()?.slice(1)}>{(members) => <Members it={props.it} members={members()} />}</Show>
      <Show when={props.it.mayRevealPersonalData}>
        <p class={`${styles.revealButton} no-print`}>
          <Show when={clear()} fallback={<Button onClick={() => setAsking(true)}>{words.show}</Button>}>
            <Button onClick={() => setClear(undefined)}>{words.hide}</Button>
          </Show>
        </p>
      </Show>
      <Sheet open={asking()} title={words.title} onClose={() => setAsking(false)}>
        <RevealForm
          of={props.it.id}
          intro={words.intro}
          ask={(reason) => tell(RevealPersonalData, { caseId: props.it.id, reason })}
          onTold={({ revealPersonalData }) => told(revealPersonalData)}
          onCancel={() => setAsking(false)}
        />
      </Sheet>
    </Card>
  );
}

function PersonFacts(props: { it: PetitionCase; clear: ClearPerson | undefined }): JSX.Element {
  const masked = () => props.it.petitioner;
  const name = () => petitionerText(props.clear?.name ?? masked().name, caseState(props.it).joint);
  const lines = () =>
    [
      [caseMessages.name, masked().anonymous ? caseMessages.anonymous : name()],
      [caseMessages.relation, masked().relation],
      [caseMessages.phone, props.clear?.phone ?? masked().phone],
      [caseMessages.idCard, props.clear?.idCard ?? masked().idCard],
      [caseMessages.address, props.clear?.address ?? masked().address],
    ] as const;
  return (
    <dl class={styles.facts} data-testid="petitioner" aria-live="polite">
      <For each={lines().filter(([, text]) => text)}>
        {([title, text]) => (
          <>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </>
        )}
      </For>
    </dl>
  );
}

/** Who joined in (联名人), unmasked. */
function Members(props: { it: PetitionCase; members: readonly ClearPerson[] }): JSX.Element {
  // the server tells them in the order of the case
  const represents = (at: number) => caseState(props.it).joint?.members[at]?.representative === true;
  return (
    <Show when={props.members.length > 0}>
      <p class={styles.meta}>{words.members}</p>
      <ol class={styles.members}>
        <For each={props.members}>
          {({ name, phone, idCard, address }, at) => (
            <li>
              {[name, phone, idCard, address].filter((text) => text !== null).join('，')}
              {represents(at()) ? words.representative : ''}
            </li>
          )}
        </For>
      </ol>
    </Show>
  );
}
