import { proposeHandlingUnit } from '@huiyin/domain';
import { A } from '@solidjs/router';
import { createEffect, createMemo, createSignal, type JSX, on, onMount, Show } from 'solid-js';
import type { Problem } from '../graphql/client.ts';
import { importMessages } from '../messages/import.zh-CN.ts';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { repeatsMessages } from '../messages/repeats.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Notice, ProblemNotice, toast } from '../ui/Notice.tsx';
import { todayHere } from '../ui/time.ts';
import { ChoiceCard } from './ChoiceCard.tsx';
import { createSender } from './commands.ts';
import { createDraft } from './draft.ts';
import { IncomingCard } from './IncomingCard.tsx';
import { IntakeCard } from './IntakeCard.tsx';
import { recordIntake } from './intake.ts';
import { MatterFields, PetitionerFields, RoutingFields } from './RegisterFields.tsx';
import { RegisterPreview } from './RegisterPreview.tsx';
import { RepeatsPanel } from './RepeatsPanel.tsx';
import styles from './register.module.css';
import {
  emptyRegistration,
  judge,
  type RegisterValues,
  registration,
  responsibilityOf,
  unitsThatMayHandle,
} from './register.ts';
import { listIn, listText } from './register-lists.ts';
import { mergeRegistered } from './repeats.ts';
import { ScanDrop, ScanView } from './ScanPane.tsx';
import type { SentScan } from './scans.ts';
import { useDesk } from './world.ts';

interface Saved {
  readonly id: string;
  readonly number: string;
}

/** /desk/register: one matter by hand (登记, R64, R69). Route, article and due dates show while typing, by the same rules as the server. */
export function RegisterPage(): JSX.Element {
  const desk = useDesk();
  const blank = (channel: string): RegisterValues => ({
    ...emptyRegistration(channel, todayHere()),
    askedUnitId: desk.viewer().unit.id,
    askedPerson: desk.viewer().displayName,
  });
  const draft = createDraft<RegisterValues>('register', () => blank('letter'), [
    'caseId',
    'channel',
    'receivedOn',
    'handlingUnitId',
    'askedUnitId',
    'askedPerson',
  ]);
  const scans = () => listIn<SentScan>(draft.values.scans);
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
    draft.clear(blank(keepChannel ? draft.values.channel : 'letter'));
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
      const number = made?.number ?? '';
      const whole = await recordIntake(draft.values, sent.versions);
      const merged = await mergeRegistered(draft.values, sent.versions);
      if (merged !== undefined && merged.kind !== 'done')
        toast(repeatsMessages.mergeFailed(number, merged.problem.message), 'caution');
      setSaved({ id: made?.id ?? command.matter.caseId, number });
      if (!whole) toast(words.stepsFailed(number), 'caution');
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
        <A href="/desk/import">{importMessages.title}</A>
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
      <div class={styles.withPaper} data-paper={scans().length > 0}>
        <div class={styles.paperSide}>
          <ScanDrop onSent={(scan) => draft.set('scans', listText([...scans(), scan]))} />
          <ScanView
            scans={scans()}
            onRemove={(id) => draft.set('scans', listText(scans().filter((scan) => scan.id !== id)))}
          />
          <Show when={errorOf('scans')}>{(error) => <p class={styles.toFix}>{error()}</p>}</Show>
        </div>
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
            <IncomingCard draft={draft} errorOf={errorOf} units={desk.units()} />
            <PetitionerFields draft={draft} errorOf={errorOf} />
            <MatterFields draft={draft} errorOf={errorOf} units={desk.units()} />
            <RoutingFields draft={draft} errorOf={errorOf} units={mayHandle()} all={desk.units()} />
            <ChoiceCard draft={draft} errorOf={errorOf} />
            <IntakeCard draft={draft} />
            <RepeatsPanel draft={draft} />
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
      </div>
    </>
  );
}
