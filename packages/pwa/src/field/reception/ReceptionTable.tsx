import { parsePlainDate } from '@huiyin/domain';
import { dateText, receptionOutcomeName, visitorStageName } from '@huiyin/domain/messages';
import {
  batchStart,
  type ReceptionSessionState,
  receiverOf,
  sessionQueue,
  type VisitorState,
} from '@huiyin/domain/receptions';
import { useSearchParams } from '@solidjs/router';
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, onMount, Show } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { receptionWords } from '../../messages/reception.zh-CN.ts';
import { saveItem } from '../../offline/outbox.ts';
import type { Pulled } from '../../offline/store.ts';
import { postGraphql } from '../../offline/transport.ts';
import type { OutboxItem } from '../../offline/types.ts';
import { uuidv7 } from '../../offline/uuid.ts';
import { clockNow } from '../../reception/times.ts';
import { Button } from '../../ui/Button.tsx';
import { ConnectionLine } from '../Connection.tsx';
import fieldStyles from '../field.module.css';
import { useField } from '../session.ts';
import { instantText } from '../times.ts';
import { type KeptSession, pullSession, readSession } from './kept-session.ts';
import { TableRecord } from './TableRecord.tsx';
import styles from './table.module.css';

const words = receptionWords.table;
const CALL = 'mutation FieldCall($commands: [CommandInput!]!) { submitCommands(commands: $commands) { status } }';
/** How often the list is asked for while it is looked at and the server can be reached. */
const LOOK_MS = 4_000;

/** The leader's table (接访): who is next, the record of each, with or without a signal. */
export default function ReceptionTable(): JSX.Element {
  const field = useField();
  const [search, setSearch] = useSearchParams<{ session?: string; visitor?: string }>();
  const id = () => search.session ?? field.today();
  // A store: reading again changes only what changed, and neither a row under a finger nor a form is made anew.
  const [kept, setKept] = createStore<{ session?: Pulled<KeptSession> | undefined }>({});
  const read = async () => setKept('session', reconcile(await readSession(field.store, id())));
  const [reached, setReached] = createSignal(true);
  const [none, setNone] = createSignal(false);
  let pulling = false;
  const pull = async () => {
    if (pulling || document.visibilityState !== 'visible') return;
    pulling = true;
    const outcome = await pullSession(field.store, id(), Date.now()).catch(() => undefined);
    pulling = false;
    const passing = typeof outcome === 'object' && outcome.kind === 'passing';
    setReached(!passing);
    setNone(outcome === 'none');
    // The list is asked for more often than all else: what it finds out about the line, everybody may know.
    if (passing && field.online()) void field.pull();
    await read().catch(() => undefined);
  };
  onMount(() => {
    document.title = words.title;
    void read().then(pull);
    const timer = setInterval(() => void pull(), LOOK_MS);
    onCleanup(() => clearInterval(timer));
  });
  // What was saved here has arrived there, or the signal is back: look at once.
  createEffect(
    on(
      () => [field.online(), field.items().filter(({ state }) => state === 'received').length],
      () => void pull(),
      { defer: true },
    ),
  );
  const found = () => kept.session?.value;
  const chosen = createMemo(() => found()?.session.visitors.find((one) => one.id === search.visitor)?.id);
  const day = parsePlainDate(id());
  return (
    <main class={fieldStyles.page}>
      <header class={fieldStyles.today}>
        <h1>
          {words.title} {day.ok ? dateText(day.value, field.today()) : ''}
        </h1>
        <div class={fieldStyles.todayLine}>
          <span class="muted">{kept.session === undefined ? '' : words.asOf(instantText(kept.session.pulledAt))}</span>
          <ConnectionLine />
        </div>
      </header>
      <Show when={!(field.online() && reached())}>
        <p class={fieldStyles.banner}>{words.offline}</p>
      </Show>
      <Show when={found()} fallback={<p class={fieldStyles.empty}>{none() ? words.none : words.notPulled}</p>}>
        {(one) => (
          <Show
            when={chosen()}
            keyed
            fallback={<Line kept={one()} onChoose={(visitor) => setSearch({ visitor: visitor.id })} />}
          >
            {(visitorId) => (
              <TableRecord kept={one()} visitorId={visitorId} onClose={() => setSearch({ visitor: undefined })} />
            )}
          </Show>
        )}
      </Show>
    </main>
  );
}

/** What waits in the outbox about one visitor. */
function queuedFor(items: readonly OutboxItem[], visitorId: string): OutboxItem | undefined {
  return items.findLast((item) => item.payload.visitorId === visitorId && item.state !== 'received');
}

/** What was recorded here and has arrived, though the list does not say so yet. */
const settledHere = (items: readonly OutboxItem[], visitorId: string): boolean =>
  items.some(
    (item) => item.payload.visitorId === visitorId && item.type === 'recordReception' && item.state === 'received',
  );

function Line(props: { kept: KeptSession; onChoose: (visitor: VisitorState) => void }): JSX.Element {
  const field = useField();
  const session = () => props.kept.session;
  const waiting = createMemo(() => {
    const called = session().visitors.filter(({ stage }) => stage === 'called');
    return [...called, ...sessionQueue(session())].filter((one) => !settledHere(field.items(), one.id));
  });
  // What the recorder kept waits for the signature of who receives.
  const mayAct = ({ id, record }: VisitorState) =>
    record !== undefined &&
    record.signedOn === undefined &&
    receiverOf(session()).id === field.viewer.id &&
    !field.items().some((item) => item.type === 'signRecord' && item.payload.visitorId === id);
  const sign = async ({ id, number, title, record }: VisitorState) => {
    const caseIds = record?.decisions.map(({ caseId }) => caseId) ?? [];
    await saveItem(field.store, {
      commandId: uuidv7(),
      type: 'signRecord',
      payload: { sessionId: session().id, visitorId: id, caseIds },
      occurredAt: new Date().toISOString(),
      streams: [`receptionSession:${session().id}:${id}`],
      attachmentIds: [],
      summary: { title: words.signSummary(number, title), matters: 0, photos: 0 },
    });
    void field.sync.kick();
  };
  const done = () => session().visitors.filter((one) => !waiting().includes(one) && one.stage !== 'withdrawn');
  // Seen and accepted (确认值班) by who receives; on its way as soon as it is pressed.
  const accepting = () =>
    field.items().some((item) => item.type === 'acceptDuty' && item.payload.sessionId === session().id);
  const toAccept = () =>
    session().status === 'planned' &&
    session().acceptedOn === undefined &&
    receiverOf(session()).id === field.viewer.id &&
    !accepting();
  const accept = async () => {
    await saveItem(field.store, {
      commandId: uuidv7(),
      type: 'acceptDuty',
      payload: { sessionId: session().id },
      occurredAt: new Date().toISOString(),
      streams: [`receptionSession:${session().id}`],
      attachmentIds: [],
      summary: { title: `${receptionWords.accept} ${dateText(session().date, field.today())}`, matters: 0, photos: 0 },
    });
    void field.sync.kick();
  };
  return (
    <>
      <Show when={toAccept()}>
        <div class={styles.accept}>
          <Button look="primary" wide onClick={() => void accept()}>
            {receptionWords.accept}
          </Button>
        </div>
      </Show>
      <ul class={styles.list} data-testid="table-line">
        <For each={waiting()} fallback={<li class={fieldStyles.empty}>{words.nobody}</li>}>
          {(visitor) => <Row kept={props.kept} session={session()} visitor={visitor} onChoose={props.onChoose} />}
        </For>
      </ul>
      <Show when={done().length > 0}>
        <h2 class={styles.sub}>{words.done}</h2>
        <ul class={styles.list}>
          <For each={done()}>
            {(visitor) => (
              <li class={styles.row}>
                <strong class={styles.number}>{visitor.number}</strong>
                <span class={styles.what}>
                  <About visitor={visitor} open={mayAct(visitor)}>
                    <Show when={mayAct(visitor)}>
                      <Button look="primary" onClick={() => void sign(visitor)}>
                        {receptionWords.sign}
                      </Button>
                    </Show>
                  </About>
                  <Facts kept={props.kept} visitor={visitor} />
                </span>
                <span class="muted small">
                  {visitorStageName(settledHere(field.items(), visitor.id) ? 'received' : visitor.stage)}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}

/** Who comes, about which unit, when (by batch, or as they came) and how many. */
function Facts(props: { kept: KeptSession; visitor: VisitorState; stage?: VisitorState['stage'] }): JSX.Element {
  const field = useField();
  const when = () => {
    const { batch, arrival } = props.visitor;
    if (batch === undefined) return arrival && words.arrivedAt(arrival.at);
    return receptionWords.batchAt(batch, batchStart(props.kept.session.opensAt, batch, props.kept.settings));
  };
  const unit = () => field.units()?.value.find(({ id }) => id === props.visitor.unitId)?.name;
  const many = () => (props.visitor.collective ? receptionWords.collective : words.persons)(props.visitor.persons);
  const line = (...parts: readonly (string | undefined)[]) => (
    <span class="muted small">{parts.filter(Boolean).join(' · ')}</span>
  );
  return (
    <>
      {line(props.visitor.petitioner.name, unit())}
      {line(when(), many(), props.stage && visitorStageName(props.stage))}
    </>
  );
}

/** What a visitor asks for and, once there is a record, what was decided: read before it is signed. */
function About(props: { visitor: VisitorState; open?: boolean; children?: JSX.Element }): JSX.Element {
  return (
    <details class={styles.about} open={props.open === true}>
      <summary>{props.visitor.title}</summary>
      <p>{props.visitor.record?.demands ?? props.visitor.demand}</p>
      <Show when={props.visitor.opinion}>
        {(one) => (
          <p class="muted small">
            {words.opinion}：{receptionWords.opinion[one().opinion]}，{one().reason}
          </p>
        )}
      </Show>
      <For each={props.visitor.record?.decisions ?? []}>
        {(one) => (
          <p>
            {one.title}：{receptionOutcomeName(one.outcome)}。{one.instruction}
          </p>
        )}
      </For>
      {props.children}
    </details>
  );
}

function Row(props: {
  kept: KeptSession;
  session: ReceptionSessionState;
  visitor: VisitorState;
  onChoose: (visitor: VisitorState) => void;
}): JSX.Element {
  const field = useField();
  const queued = () => queuedFor(field.items(), props.visitor.id);
  const start = () => {
    const { visitor } = props;
    // Told to the door only while the server can be reached: a call that comes an hour late calls nobody. Should the door
    // have called already, nothing is lost.
    if (visitor.stage === 'waiting' && field.online()) {
      const payload = { sessionId: props.session.id, visitorId: visitor.id, at: clockNow() };
      const command = { commandId: uuidv7(), type: 'callVisitor', occurredAt: new Date().toISOString(), payload };
      void postGraphql(CALL, { commands: [command] });
    }
    props.onChoose(visitor);
  };
  return (
    <li class={styles.row} data-number={props.visitor.number}>
      <strong class={styles.number}>{props.visitor.number}</strong>
      <span class={styles.what}>
        <About visitor={props.visitor} />
        <Facts kept={props.kept} visitor={props.visitor} stage={props.visitor.stage} />
        <Show when={queued()}>
          {(item) => (
            <span class="small" data-testid="queued">
              {item().state === 'refused' ? words.refused : words.queued}
            </span>
          )}
        </Show>
      </span>
      <Show when={props.visitor.stage !== 'booked' && queued()?.type !== 'recordReception'}>
        <Button look={props.visitor.stage === 'called' ? 'primary' : 'plain'} onClick={start}>
          {words.start}
        </Button>
      </Show>
      <Show when={queued()?.type === 'recordReception' && queued()?.state === 'refused'}>
        <Button onClick={() => props.onChoose(props.visitor)}>{words.start}</Button>
      </Show>
    </li>
  );
}
