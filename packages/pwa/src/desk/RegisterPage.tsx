import { proposeHandlingUnit } from '@huiyin/domain';
import { channels } from '@huiyin/domain/cases';
import { channelName } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createEffect, createMemo, createSignal, type JSX, on, onMount, Show } from 'solid-js';
import type { Problem } from '../graphql/client.ts';
import { registerMessages as words } from '../messages/desk.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { SelectField, TextField } from '../ui/Field.tsx';
import { Notice, ProblemNotice } from '../ui/Notice.tsx';
import { todayHere } from '../ui/time.ts';
import { createSender } from './commands.ts';
import { createDraft } from './draft.ts';
import { MatterFields, PetitionerFields, RoutingFields } from './RegisterFields.tsx';
import { RegisterPreview } from './RegisterPreview.tsx';
import styles from './register.module.css';
import {
  channelOf,
  emptyRegistration,
  judge,
  type RegisterValues,
  registration,
  responsibilityOf,
  unitsThatMayHandle,
} from './register.ts';
import { useDesk } from './world.ts';

interface Saved {
  readonly id: string;
  readonly number: string;
}

/** /desk/register: one matter by hand (登记, R64, R69). Route, article and due dates show while typing, by the same rules as the server. */
export function RegisterPage(): JSX.Element {
  const desk = useDesk();
  const draft = createDraft<RegisterValues>('register', () => emptyRegistration('letter', todayHere()), [
    'caseId',
    'channel',
    'receivedOn',
    'handlingUnitId',
  ]);
  const sender = createSender();
  const [tried, setTried] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const [refusedAt, setRefusedAt] = createSignal<{ path: string; message: string }>();
  const [saved, setSaved] = createSignal<Saved>();
  let form: HTMLFormElement | undefined;

  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  const verdict = createMemo(() => judge(draft.values, desk.world(todayHere())));
  const mayHandle = createMemo(() => unitsThatMayHandle(desk.units(), draft.values));
  const errorOf = (path: string): string | undefined => {
    if (refusedAt()?.path === path) return refusedAt()?.message;
    return tried() ? verdict().errors[path] : undefined;
  };

  // Whose duty it is proposes the unit (R4); a unit that may not hold the matter is never left chosen.
  createEffect(
    on([mayHandle, () => draft.values.responsibility], ([units]) => {
      if (units.length === 0 || units.some((unit) => unit.id === draft.values.handlingUnitId)) return;
      const proposed = proposeHandlingUnit(desk.units(), desk.viewer().unit.id, responsibilityOf(draft.values));
      draft.set('handlingUnitId', units.find((unit) => unit.id === proposed?.id)?.id ?? '');
    }),
  );

  const startNext = (keepChannel: boolean) => {
    draft.clear(emptyRegistration(keepChannel ? draft.values.channel : 'letter', todayHere()));
    setTried(false);
    queueMicrotask(() => form?.querySelector<HTMLElement>('[name="title"]')?.focus());
  };

  const submit = async (then: 'stay' | 'next') => {
    setTried(true);
    setProblem(undefined);
    setRefusedAt(undefined);
    const command = registration(draft.values);
    if ('ok' in command || Object.keys(verdict().errors).length > 0) {
      queueMicrotask(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const sent = await sender.send(command);
    if (sent.kind === 'done') {
      const made = sent.cases[0];
      setSaved({ id: made?.id ?? command.matter.caseId, number: made?.number ?? '' });
      startNext(then === 'next');
      window.scrollTo({ top: 0 });
      return;
    }
    if (sent.kind === 'refused' && sent.path !== undefined)
      setRefusedAt({ path: sent.path, message: sent.problem.message });
    setProblem(sent.problem);
  };

  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
        <span class="muted small">{words.draftKept}</span>
      </div>
      <Show when={saved()}>
        {(made) => (
          <Notice
            tone="done"
            class={styles.saved ?? ''}
            action={<A href={`/desk/cases/${made().id}`}>{words.openIt}</A>}
          >
            <span data-testid="registered-number">{words.saved(made().number)}</span>
          </Notice>
        )}
      </Show>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <form
        class={styles.layout}
        ref={form}
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit('stay');
        }}
      >
        <div class={styles.fields}>
          <Card title={words.channelTitle}>
            <div class={styles.grid}>
              <SelectField
                label={words.channel}
                value={channelOf(draft.values)}
                choices={channels
                  .filter((channel) => channel !== 'outreach')
                  .map((value) => ({ value, label: channelName(value) }))}
                onChange={(value) => draft.set('channel', value)}
                error={errorOf('channel')}
              />
              <TextField
                label={words.receivedOn}
                type="date"
                max={todayHere()}
                value={draft.values.receivedOn}
                onInput={(value) => draft.set('receivedOn', value)}
                error={errorOf('receivedOn')}
                required
              />
              <Show when={channelOf(draft.values) === 'hotline'}>
                <TextField
                  label={words.hotlineNumber}
                  value={draft.values.hotlineNumber}
                  onInput={(value) => draft.set('hotlineNumber', value)}
                  error={errorOf('hotline.externalNumber')}
                  required
                />
                <TextField
                  label={words.hotlineDue}
                  type="date"
                  value={draft.values.hotlineDue}
                  onInput={(value) => draft.set('hotlineDue', value)}
                  error={errorOf('hotline.dueOn')}
                />
              </Show>
            </div>
          </Card>
          <PetitionerFields draft={draft} errorOf={errorOf} />
          <MatterFields draft={draft} errorOf={errorOf} units={desk.units()} />
          <RoutingFields draft={draft} errorOf={errorOf} units={mayHandle()} all={desk.units()} />
        </div>
        <div class={styles.side}>
          <RegisterPreview
            values={draft.values}
            clocks={verdict().clocks}
            refusal={errorOf('')}
            unitName={desk.units().find((unit) => unit.id === draft.values.handlingUnitId)?.name}
          />
          <div class={styles.buttons}>
            <Show when={tried() && Object.keys(verdict().errors).length > 0}>
              <p class={styles.toFix} role="alert">
                {words.fix(Object.keys(verdict().errors).length)}
              </p>
            </Show>
            <Button type="submit" look="primary" busy={sender.busy()}>
              {words.save}
            </Button>
            <Button disabled={sender.busy()} onClick={() => void submit('next')}>
              {words.saveNext}
            </Button>
            <Show when={draft.dirty()}>
              <Button look="quiet" onClick={() => window.confirm(words.discardAsk) && startNext(true)}>
                {words.discard}
              </Button>
            </Show>
          </div>
        </div>
      </form>
    </>
  );
}
