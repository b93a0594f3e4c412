import { commandFieldName } from '@huiyin/domain/messages';
import { createMemo, createResource, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import { conflictMessages as words } from '../messages/conflict.zh-CN.ts';
import { type ConflictField, combineAll, doneSince, openConflict, type Settled, settle } from '../offline/merge.ts';
import { settleConflictItem } from '../offline/outbox.ts';
import { type Newest, pullNewest } from '../offline/pull.ts';
import type { Choice, OutboxItem } from '../offline/types.ts';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { valueText } from '../ui/value-text.ts';
import styles from './conflict.module.css';
import { useField } from './session.ts';

/** Which case or visit an item changes: what it was written against, else its first stream. */
function streamOf(item: OutboxItem): { kind: 'petitionCase' | 'outreachVisit'; id: string } | undefined {
  if (item.against !== undefined) return item.against;
  const [kind, id] = item.streams[0]?.split(':') ?? [];
  return (kind === 'petitionCase' || kind === 'outreachVisit') && id !== undefined ? { kind, id } : undefined;
}

/** 冲突处理: mine, theirs and what stood before, field by field; both at once where that is safe. The author chooses, nobody else. */
export function ConflictSheet(props: { item: OutboxItem; open: boolean; onClose: () => void }): JSX.Element {
  return (
    <Sheet open={props.open} title={words.title} onClose={() => props.onClose()}>
      <Newer item={props.item} onClose={() => props.onClose()} />
    </Sheet>
  );
}

function Newer(props: { item: OutboxItem; onClose: () => void }): JSX.Element {
  const field = useField();
  const [answer, { refetch }] = createResource(async () => {
    const stream = streamOf(props.item);
    return stream === undefined ? undefined : pullNewest(field.store, stream.kind, stream.id);
  });
  const newest = () => {
    const now = answer.latest;
    return now?.kind === 'newest' ? now : undefined;
  };
  return (
    <Switch fallback={<p role="status">{words.asking}</p>}>
      <Match when={answer.state === 'ready' && newest() === undefined}>
        <p>{words.offline}</p>
        <div class={styles.actions}>
          <Button wide onClick={() => void refetch()}>
            {words.again}
          </Button>
        </div>
      </Match>
      <Match when={newest()?.newest === null}>
        <p>{words.outOfSight}</p>
      </Match>
      <Match when={newest()?.newest}>
        {(now) => <Choices item={props.item} newest={now()} onClose={() => props.onClose()} />}
      </Match>
    </Switch>
  );
}

function Choices(props: { item: OutboxItem; newest: Newest; onClose: () => void }): JSX.Element {
  const field = useField();
  const conflict = createMemo(() => openConflict(props.item, props.newest));
  const contested = () => conflict().fields.filter((one) => one.contested);
  const alone = () => conflict().fields.filter((one) => !one.contested);
  const [choices, setChoices] = createSignal<Readonly<Record<string, Choice>>>({});
  const chosen = (one: ConflictField) => choices()[one.field];
  const ready = () => contested().every((one) => chosen(one) !== undefined);
  const send = async (settled: Settled) => {
    const done = await settleConflictItem(field.store, props.item.commandId, settled);
    props.onClose();
    if (done) void field.sync.kick();
  };
  const settleBy = (by: Readonly<Record<string, Choice>>) => send(settle(props.item, props.newest, conflict(), by));
  const everything = (choice: Choice) => Object.fromEntries(conflict().fields.map(({ field: name }) => [name, choice]));
  const combined = () => combineAll(conflict());
  return (
    <Show
      when={conflict().kind === 'fields'}
      fallback={
        <Whole
          item={props.item}
          newest={props.newest}
          onChoose={(choice) => void settleBy(everything(choice))}
          fields={conflict().fields}
        />
      }
    >
      <p>{combined() === undefined ? words.both : words.combinable}</p>
      <For each={conflict().onlyTheirs}>
        {(one) => (
          <Side name={commandFieldName(one.field)} label={words.onlyTheirs} value={valueText(one.field, one.theirs)} />
        )}
      </For>
      <For each={alone()}>
        {(one) => (
          <Side name={commandFieldName(one.field)} label={words.onlyMine} value={valueText(one.field, one.mine)} />
        )}
      </For>
      <For each={contested()}>
        {(one) => (
          <ContestedField
            one={one}
            value={chosen(one)}
            onChoose={(choice) => setChoices({ ...choices(), [one.field]: choice })}
          />
        )}
      </For>
      <div class={styles.actions}>
        <Show
          when={combined()}
          fallback={
            <Button
              look="primary"
              wide
              disabled={!ready()}
              onClick={() => void settleBy({ ...everything('mine'), ...choices() })}
            >
              {words.sendChoice}
            </Button>
          }
        >
          {(both) => (
            <Button look="primary" wide onClick={() => void settleBy(both())}>
              {words.combine}
            </Button>
          )}
        </Show>
        <Button wide onClick={() => void settleBy(everything('theirs'))}>
          {words.concede}
        </Button>
      </div>
      <p class={styles.kept}>{words.kept}</p>
    </Show>
  );
}

function Side(props: { name: string; label?: string; value: string }): JSX.Element {
  return (
    <div class={styles.side}>
      <b>{props.name}</b> <span class={styles.label}>{props.label}</span>
      <p class={styles.value}>{props.value}</p>
    </div>
  );
}

/** One field that both sides changed otherwise: what stood there, and a choice. */
function ContestedField(props: {
  one: ConflictField;
  value: Choice | undefined;
  onChoose: (choice: Choice) => void;
}): JSX.Element {
  const name = () => commandFieldName(props.one.field);
  const options = (): readonly { choice: Choice; label: string; value: unknown }[] => [
    { choice: 'mine', label: words.mine, value: props.one.mine },
    { choice: 'theirs', label: words.theirs, value: props.one.theirs },
    ...('merged' in props.one ? [{ choice: 'combined', label: words.merged, value: props.one.merged } as const] : []),
  ];
  return (
    <fieldset class={styles.contested} data-testid="contested" data-field={props.one.field}>
      <legend>{name()}</legend>
      <p class={styles.base}>
        {words.base} {valueText(props.one.field, props.one.base)}
      </p>
      <For each={options()}>
        {(option) => (
          <label class={styles.option}>
            <input
              type="radio"
              name={props.one.field}
              checked={props.value === option.choice}
              onChange={() => props.onChoose(option.choice)}
            />
            <span>
              <b>{option.label}</b>
              <span class={styles.value}>{valueText(props.one.field, option.value)}</span>
            </span>
          </label>
        )}
      </For>
    </fieldset>
  );
}

/** A decision cannot be taken in parts: once more on what stands now, or not at all. */
function Whole(props: {
  item: OutboxItem;
  newest: Newest;
  fields: readonly ConflictField[];
  onChoose: (choice: Choice) => void;
}): JSX.Element {
  const since = () => doneSince(props.item, props.newest);
  // Who approved one draft has not read the next.
  const unread = () => props.item.type === 'approveReply' && since().some(({ type }) => type === 'replyDrafted');
  const caseId = () => {
    const stream = streamOf(props.item);
    return stream?.kind === 'petitionCase' ? stream.id : undefined;
  };
  return (
    <>
      <p>{unread() ? words.redrafted : words.whole(props.newest.statusName)}</p>
      <Show when={since().length > 0}>
        <h3 class={styles.whose}>{words.others}</h3>
      </Show>
      <For each={since()}>{(one) => <Side name={one.title} label={one.actorName} value={one.detail ?? ''} />}</For>
      <h3 class={styles.whose}>{words.yours}</h3>
      <For each={props.fields}>
        {(one) => <Side name={commandFieldName(one.field)} value={valueText(one.field, one.mine)} />}
      </For>
      <div class={styles.actions}>
        <Show when={!unread()}>
          <Button look="primary" wide onClick={() => props.onChoose('mine')}>
            {words.sendAnyway}
          </Button>
        </Show>
        <Button look={unread() ? 'primary' : 'plain'} wide onClick={() => props.onChoose('theirs')}>
          {words.letBe}
        </Button>
      </div>
      <Show when={caseId()}>
        {(id) => (
          <p>
            <a href={`/desk/cases/${id()}`}>{words.mendThere}</a>
          </p>
        )}
      </Show>
      <p class={styles.kept}>{words.kept}</p>
    </>
  );
}
