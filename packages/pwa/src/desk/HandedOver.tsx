import { createSignal, For, type JSX, Show, untrack } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { type Problem, tell } from '../graphql/client.ts';
import { deviceMessages as words } from '../messages/devices.zh-CN.ts';
import { createDraft } from '../session/draft.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { TextAreaField } from '../ui/Field.tsx';
import { ProblemNotice, toast } from '../ui/Notice.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import caseStyles from './case.module.css';
import { HandedOverQuery, type Material, SettleHandedOver } from './documents.ts';
import styles from './visits.module.css';

/** 移交的未报送材料: what revoked phones had not sent and the server could not simply receive. Nothing to show, nothing shown. */
export function HandedOver(): JSX.Element {
  const answer = createAnswer(HandedOverQuery, () => ({}));
  const [shown, setShown] = createSignal<Material>();
  const [settling, setSettling] = createSignal<Material>();
  const all = () => answer.data()?.handedOverMaterials ?? [];
  const title = (one: Material) => one.title || words.untitled;
  return (
    <Show when={all().length > 0}>
      <section class={styles.handedOver} aria-labelledby="handed-over">
        <h2 id="handed-over">{words.materialsTitle}</h2>
        <p class="muted small">{words.materialsIntro}</p>
        <ul class={styles.list} data-testid="handed-over">
          <For each={all()}>
            {(one) => (
              <li class={styles.material}>
                <strong>{title(one)}</strong>
                <span class="muted">
                  {words.materialsLine(one.personName, instantText(one.handedOverAt, todayHere()))}
                </span>
                <span>
                  <Chip>{words.kinds[one.kind]}</Chip> {one.message}
                </span>
                <span class={styles.acts}>
                  <Button aria-label={words.openOf(title(one))} onClick={() => setShown(one)}>
                    {words.open}
                  </Button>
                  <Button aria-label={words.settleOf(title(one))} onClick={() => setSettling(one)}>
                    {words.settle}
                  </Button>
                </span>
              </li>
            )}
          </For>
        </ul>
      </section>
      <Show when={settling()}>
        {(one) => (
          <Sheet open title={words.settleOf(title(one()))} onClose={() => setSettling(undefined)}>
            <SettleForm
              material={one()}
              onDone={() => {
                setSettling(undefined);
                toast(words.settled);
                answer.refetch();
              }}
            />
          </Sheet>
        )}
      </Show>
      <Show when={shown()}>
        {(one) => (
          <Sheet open title={title(one())} onClose={() => setShown(undefined)}>
            <Show when={one().message}>
              <p>{one().message}</p>
            </Show>
            <MaterialWords content={one().content} />
            <details>
              <summary>{words.raw}</summary>
              <pre class={styles.content}>{JSON.stringify(one().content, null, 2)}</pre>
            </details>
          </Sheet>
        )}
      </Show>
    </Show>
  );
}

/** 处理完毕: with a word on what became of it, which stays in the audit. */
function SettleForm(props: { material: Material; onDone: () => void }): JSX.Element {
  const draft = createDraft(
    untrack(() => `settleHandedOver.${props.material.deviceId}.${props.material.id}`),
    () => ({ result: '' }),
  );
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    const { deviceId, id } = props.material;
    const answer = await tell(SettleHandedOver, { deviceId, id, result: draft.values.result });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    draft.clear();
    props.onDone();
  };
  return (
    <form class={caseStyles.form} onSubmit={(event) => void submit(event)} novalidate>
      <TextAreaField
        label={words.settleResult}
        hint={words.settleHint}
        value={draft.values.result}
        onInput={(result) => draft.set({ result })}
        error={problem()?.code === 'handling-missing' ? problem()?.message : undefined}
        required
      />
      <Show when={problem()?.code !== 'handling-missing' && problem()}>
        {(found) => <ProblemNotice problem={found()} />}
      </Show>
      <StartOver draft={draft} />
      <Button type="submit" look="primary" busy={busy()}>
        {words.settle}
      </Button>
    </form>
  );
}

/** What a clerk needs of it to enter it again: the date, what was seen, the matters and the follow-ups. */
function MaterialWords(props: { content: unknown }): JSX.Element {
  const visit = () => readVisit(props.content);
  return (
    <dl class={styles.facts}>
      <Show when={visit().visitedOn}>
        {(date) => (
          <>
            <dt>{words.visitedOn}</dt>
            <dd>{date()}</dd>
          </>
        )}
      </Show>
      <Show when={visit().observations}>
        {(text) => (
          <>
            <dt>{words.observations}</dt>
            <dd>{text()}</dd>
          </>
        )}
      </Show>
      <For each={visit().matters}>
        {(matter) => (
          <>
            <dt>{words.matter}</dt>
            <dd>{[matter.name, matter.title, matter.demand].filter(Boolean).join(' · ')}</dd>
          </>
        )}
      </For>
      <For each={visit().followUps}>
        {(what) => (
          <>
            <dt>{words.followUp}</dt>
            <dd>{what}</dd>
          </>
        )}
      </For>
    </dl>
  );
}

type Loose = Readonly<Record<string, unknown>>;
const record = (value: unknown): Loose => (typeof value === 'object' && value !== null ? { ...value } : {});
const list = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.map(record) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A visit that was saved (`payload`) or half written (`form`); it may be of any version of the app, so nothing is taken for sure. */
function readVisit(content: unknown) {
  const { payload, form } = record(content);
  const visit = record(payload ?? form);
  return {
    visitedOn: text(visit.visitedOn),
    observations: text(visit.observations),
    matters: list(visit.matters).map((matter) => ({
      name: text(record(matter.petitioner).name) || text(matter.name),
      title: text(matter.title),
      demand: text(matter.demand),
    })),
    followUps: list(visit.followUps).map((item) => [text(item.what), text(item.dueOn)].filter(Boolean).join(' · ')),
  };
}
