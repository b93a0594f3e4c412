import { dateInShanghai, parsePlainDate } from '@huiyin/domain';
import { provisionalNumber } from '@huiyin/domain/cases';
import { dateText } from '@huiyin/domain/messages';
import { useNavigate } from '@solidjs/router';
import { createSignal, For, type JSX, lazy, Match, Show, Suspense, Switch } from 'solid-js';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import { itemRefusalFallback, itemRefusalWords } from '../messages/offline.zh-CN.ts';
import { discardItem, mayChange, openAtServer, resubmitItem } from '../offline/outbox.ts';
import { sendable } from '../offline/sync.ts';
import type { ItemRefusal, OutboxItem } from '../offline/types.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmSheet } from '../ui/ConfirmSheet.tsx';
import { citationWords } from './citations.ts';
import styles from './field.module.css';
import { useField } from './session.ts';
import { instantText, timeText } from './times.ts';

const MendSheet = lazy(() => import('./MendSheet.tsx'));
const ItemWords = lazy(() => import('./ItemWords.tsx'));
const ConflictSheet = lazy(async () => ({ default: (await import('./ConflictSheet.tsx')).ConflictSheet }));

/** One piece of work: what it is, how it stands in plain words, and what to do about it. */
export function ItemRow(props: { item: OutboxItem; items: readonly OutboxItem[]; brief?: boolean }): JSX.Element {
  const item = () => props.item;
  return (
    <article class={styles.row} data-testid="outbox-item" data-state={item().state} data-command={item().commandId}>
      <div class={styles.rowTop}>
        <strong>{item().summary.title}</strong>
        <StateChip item={item()} items={props.items} />
      </div>
      <div class={styles.rowSub}>{summaryText(item())}</div>
      <Show when={!props.brief}>
        <Progress item={item()} />
        <Show when={item().refusal}>{(refusal) => <RefusalText refusal={refusal()} />}</Show>
        {/* A visit is read in its form (修改). */}
        <Show when={item().state === 'refused' && item().type !== 'logOutreachVisit'}>
          <Suspense>
            <ItemWords item={item()} />
          </Suspense>
        </Show>
        <Show when={item().receipt}>{(receipt) => <ReceiptText item={item()} receipt={receipt()} />}</Show>
        <Actions item={item()} />
      </Show>
    </article>
  );
}

function summaryText(item: OutboxItem): string {
  const { modeName, matters, photos, visitedOn } = item.summary;
  const date = parsePlainDate(visitedOn);
  return [
    date.ok ? dateText(date.value, dateInShanghai(Date.now())) : '',
    modeName ?? '',
    item.type === 'concedeConflict' ? words.conceding : item.resolves === undefined ? '' : words.resolving,
    matters > 0 ? words.matters(matters) : '',
    photos > 0 ? words.photos(photos) : '',
    words.savedAt(instantText(item.occurredAt)),
  ]
    .filter(Boolean)
    .join(' · ');
}

function StateChip(props: { item: OutboxItem; items: readonly OutboxItem[] }): JSX.Element {
  const held = () =>
    props.item.state === 'waiting' &&
    !sendable(props.items, Number.POSITIVE_INFINITY).some((one) => one.commandId === props.item.commandId);
  const looks = {
    waiting: [styles.chipWaiting, words.stateWaiting],
    sending: [styles.chipWaiting, words.stateSending],
    received: [styles.chipDone, words.stateReceived],
    refused: [styles.chipRefused, words.stateRefused],
    conflict: [styles.chipRefused, words.stateConflict],
  } as const;
  return (
    <span class={`${styles.chip} ${looks[props.item.state][0]}`} data-testid="item-state">
      {held() ? words.stateHeld : looks[props.item.state][1]}
    </span>
  );
}

function Progress(props: { item: OutboxItem }): JSX.Element {
  const field = useField();
  const percent = () => {
    const status = field.status();
    if (status.phase !== 'sending' || status.progress?.commandId !== props.item.commandId) return undefined;
    return Math.floor((100 * status.progress.sent) / Math.max(1, status.progress.total));
  };
  const line = () => {
    const { state, attempts, notBefore } = props.item;
    if (state !== 'waiting' || attempts === 0) return '';
    const again = notBefore > Date.now() ? `，${words.waitUntil(timeText(notBefore))}` : '';
    return `${words.attempts(attempts)}${again}`;
  };
  return (
    <Switch>
      <Match when={percent() !== undefined}>
        <div class={styles.rowSub}>
          {words.uploading(percent() ?? 0)}
          <progress class={styles.progress} max="100" value={percent()} aria-hidden="true" />
        </div>
      </Match>
      <Match when={line()}>
        <div class={styles.rowSub}>{line()}</div>
      </Match>
    </Switch>
  );
}

function RefusalText(props: { refusal: ItemRefusal }): JSX.Element {
  const message = () => props.refusal.message || (itemRefusalWords[props.refusal.code] ?? itemRefusalFallback);
  const basis = () => props.refusal.citations.map(citationWords).join('、');
  return (
    <div class={styles.refusal} data-testid="item-refusal" data-code={props.refusal.code}>
      <p>{message()}</p>
      <Show when={basis() !== '' && !message().includes(basis())}>
        <p class={styles.rowSub}>
          {words.basis}
          {basis()}
        </p>
      </Show>
    </div>
  );
}

function ReceiptText(props: { item: OutboxItem; receipt: NonNullable<OutboxItem['receipt']> }): JSX.Element {
  /** 暂编号 beside the final one: whoever was told the first at the spot is found by either. */
  const both = (id: string, number: string) => {
    const year = Number(props.item.summary.visitedOn?.slice(0, 4));
    return year > 0 ? words.numbered(provisionalNumber('outreach', year, id), number) : number;
  };
  const due = (text: string | null | undefined) => {
    const date = parsePlainDate(text);
    return date.ok ? `，${words.caseDue(dateText(date.value, dateInShanghai(Date.now())))}` : '';
  };
  return (
    <div class={styles.rowSub}>
      {words.receivedAt(instantText(props.receipt.receivedAt))}
      <For each={props.receipt.cases}>
        {(one) => (
          <div>
            {words.caseNumbers} {both(one.id, one.number)}
            {due(one.legalDue)}
          </div>
        )}
      </For>
    </div>
  );
}

function Actions(props: { item: OutboxItem }): JSX.Element {
  const field = useField();
  const navigate = useNavigate();
  const [asking, setAsking] = createSignal(false);
  const [comparing, setComparing] = createSignal(false);
  const [mending, setMending] = createSignal(false);
  const whole = () => props.item.type === 'logOutreachVisit';
  const mend = () =>
    whole() ? navigate(`/field/visits/new?draft=${uuidv7()}&mend=${props.item.commandId}`) : setMending(true);
  const resubmit = async () => {
    if (await resubmitItem(field.store, props.item.commandId)) void field.sync.kick();
  };
  const discard = async () => {
    setAsking(false);
    if (await discardItem(field.store, props.item.commandId)) void field.sync.kick();
  };
  return (
    <Show when={mayChange(props.item)}>
      <div class={styles.actions}>
        <Show
          when={whole() || (props.item.state === 'refused' && /^(give|amend|approve|settle)/.test(props.item.type))}
        >
          <Button onClick={mend}>{words.mend}</Button>
        </Show>
        <Show when={props.item.state === 'refused'}>
          <Button onClick={() => void resubmit()}>{words.resubmit}</Button>
        </Show>
        <Show when={props.item.state === 'conflict'}>
          <Button look="primary" onClick={() => setComparing(true)}>
            {words.compare}
          </Button>
        </Show>
        <Button look="quiet" onClick={() => setAsking(true)}>
          {words.discard}
        </Button>
      </div>
      <ConfirmSheet
        open={asking()}
        title={words.discardItemTitle}
        body={openAtServer(props.item) === undefined ? words.discardItemBody : words.discardConflictBody}
        confirm={words.discard}
        onConfirm={() => void discard()}
        onClose={() => setAsking(false)}
      />
      <Show when={mending()}>
        <Suspense>
          <MendSheet item={props.item} onClose={() => setMending(false)} />
        </Suspense>
      </Show>
      <Show when={comparing()}>
        <Suspense>
          <ConflictSheet item={props.item} open onClose={() => setComparing(false)} />
        </Suspense>
      </Show>
    </Show>
  );
}
