import { A } from '@solidjs/router';
import { type JSX, onCleanup, onMount, Show } from 'solid-js';
import { importMessages } from '../messages/import.zh-CN.ts';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Notice } from '../ui/Notice.tsx';
import { ChoiceCard } from './ChoiceCard.tsx';
import { IncomingCard } from './IncomingCard.tsx';
import { IntakeCard } from './IntakeCard.tsx';
import { RegisterBar, RegisterNews } from './RegisterBar.tsx';
import { MatterFields, PetitionerFields, RoutingFields } from './RegisterFields.tsx';
import { RegisterPreview } from './RegisterPreview.tsx';
import { RepeatsPanel } from './RepeatsPanel.tsx';
import styles from './register.module.css';
import { createRegisterForm, type RegisterForm } from './register-form.ts';
import { listIn, listText } from './register-lists.ts';
import { ScanDrop, ScanView } from './ScanPane.tsx';
import type { SentScan } from './scans.ts';

/** /desk/register: one matter by hand (登记, R64, R69). Route, article and due dates show while typing, by the same rules as the server. */
export function RegisterPage(): JSX.Element {
  let element: HTMLFormElement | undefined;
  const form = createRegisterForm(() => element);
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
    form.goTo('channel');
    document.addEventListener('keydown', press);
  });
  onCleanup(() => document.removeEventListener('keydown', press));
  const scans = () => listIn<SentScan>(form.draft.values.scans);
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    void form.submit(event.shiftKey ? 'next' : 'stay');
  };

  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
        <span class="muted small">{words.draftKept}</span>
        <A href="/desk/import">{importMessages.title}</A>
      </div>
      <RegisterNews form={form} />
      <div class={styles.withPaper} data-paper={scans().length > 0}>
        <Paper form={form} scans={scans()} />
        <form
          class={styles.layout}
          ref={element}
          novalidate
          onSubmit={(event) => {
            event.preventDefault();
            void form.submit('stay');
          }}
        >
          <div class={styles.fields}>
            <Cards form={form} />
          </div>
          <div class={styles.side}>
            <RegisterPreview
              values={form.draft.values}
              clocks={form.verdict().clocks}
              refusal={form.at('').error}
              unitName={form.desk.unit(form.draft.values.handlingUnitId)?.name}
            />
            <RegisterBar form={form} />
          </div>
        </form>
      </div>
    </>
  );
}

/** The paper beside the form. */
function Paper(props: { form: RegisterForm; scans: readonly SentScan[] }): JSX.Element {
  const keep = (scans: readonly SentScan[]) => props.form.draft.set('scans', listText(scans));
  return (
    <div class={styles.paperSide}>
      {/* read anew at each file: several may be on their way */}
      <ScanDrop onSent={(scan) => keep([...listIn<SentScan>(props.form.draft.values.scans), scan])} />
      <ScanView scans={props.scans} onRemove={(id) => keep(props.scans.filter((scan) => scan.id !== id))} />
      <Show when={props.form.at('scans').error}>{(error) => <Notice tone="problem">{error()}</Notice>}</Show>
    </div>
  );
}

function Cards(props: { form: RegisterForm }): JSX.Element {
  // never change: a card that followed the units with every one of its fields would lose the focus when they come
  const { draft, at, desk, mayHandle } = props.form;
  return (
    <>
      <IncomingCard draft={draft} at={at} units={desk.units()} />
      <PetitionerFields draft={draft} at={at} />
      <MatterFields draft={draft} at={at} units={desk.units()} />
      <RepeatsPanel draft={draft} />
      <RoutingFields draft={draft} at={at} units={mayHandle()} all={desk.units()} />
      <ChoiceCard draft={draft} at={at} />
      <IntakeCard draft={draft} />
    </>
  );
}
