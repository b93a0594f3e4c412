import { createSignal, For, type JSX, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { type Problem, tell } from '../graphql/client.ts';
import { graphql, type ResultOf } from '../graphql/graphql.ts';
import { programMessages as words } from '../messages/programs.zh-CN.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { ConfirmSheet } from '../ui/ConfirmSheet.tsx';
import { CheckField, TextField } from '../ui/Field.tsx';
import { ProblemNotice, toast } from '../ui/Notice.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import styles from './admin.module.css';
import { createAdminForm } from './admin-form.ts';
import { MadeList, type MadeSecret } from './MadeList.tsx';

const WebhooksQuery = graphql(`
  query Webhooks {
    webhooks {
      id name url events pausedAt
      deliveries { id event state attempts createdAt nextAt lastStatus lastError settledAt }
    }
  }
`);
const AddWebhook = graphql(`
  mutation AddWebhook($name: String!, $url: String!, $events: [WebhookEvent!]!) {
    addWebhook(name: $name, url: $url, events: $events) { secret webhook { id name } }
  }
`);
const PauseWebhook = graphql(`
  mutation PauseWebhook($id: ID!, $paused: Boolean!) { setWebhookPaused(id: $id, paused: $paused) { id pausedAt } }
`);
const RemoveWebhook = graphql(`mutation RemoveWebhook($id: ID!) { removeWebhook(id: $id) }`);
const TestWebhook = graphql(`mutation TestWebhook($id: ID!) { testWebhook(id: $id) }`);
const Resend = graphql(`mutation ResendWebhookDelivery($id: ID!) { resendWebhookDelivery(id: $id) }`);

type Webhook = ResultOf<typeof WebhooksQuery>['webhooks'][number];
type Delivery = Webhook['deliveries'][number];

/** Addresses of other programs that are told of changes, with what was sent to each. */
export function WebhooksPart(): JSX.Element {
  const answer = createAnswer(WebhooksQuery, () => ({}));
  const [made, setMade] = createSignal<MadeSecret>();
  const [removing, setRemoving] = createSignal<Webhook>();
  const [problem, setProblem] = createSignal<Problem>();
  /** Does something, says so, and reads again: now, and when what was sent has had its answer. */
  const act = async (done: Promise<{ ok: true } | { ok: false; problem: Problem }>, said: string) => {
    const told = await done;
    setRemoving(undefined);
    setProblem(told.ok ? undefined : told.problem);
    if (told.ok) toast(said);
    answer.refetch();
    setTimeout(answer.refetch, 1_500);
  };
  return (
    <section class={styles.part} aria-labelledby="webhooks-title">
      <div class={styles.head}>
        <h2 id="webhooks-title">{words.webhooks}</h2>
        <Button onClick={() => answer.refetch()}>{words.refresh}</Button>
      </div>
      <p class="muted">{words.webhooksIntro}</p>
      <WebhookForm
        onMade={({ name, secret }) => {
          setMade({ title: words.webhookSecretTitle(name), secret, hint: words.webhookSecretHint });
          answer.refetch();
        }}
      />
      <MadeList
        answer={answer}
        rows={(data) => data.webhooks}
        none={words.noWebhooks}
        testId="webhook-list"
        made={made()}
        onPutAway={() => setMade(undefined)}
        problem={problem()}
      >
        {(webhook) => (
          <WebhookLine
            webhook={webhook}
            onTest={() => void act(tell(TestWebhook, { id: webhook.id }), words.tested)}
            onPause={() => {
              const paused = webhook.pausedAt === null;
              void act(tell(PauseWebhook, { id: webhook.id, paused }), paused ? words.paused : words.resume);
            }}
            onRemove={() => setRemoving(webhook)}
            onResend={(id) => void act(tell(Resend, { id }), words.resent)}
          />
        )}
      </MadeList>
      <Show when={removing()}>
        {(webhook) => (
          <ConfirmSheet
            open
            title={words.removeTitle}
            body={words.removeBody(webhook().name)}
            confirm={words.remove}
            onConfirm={() => void act(tell(RemoveWebhook, { id: webhook().id }), words.removed(webhook().name))}
            onClose={() => setRemoving(undefined)}
          />
        )}
      </Show>
    </section>
  );
}

function WebhookForm(props: { onMade: (webhook: { name: string; secret: string }) => void }): JSX.Element {
  const { draft, busy, problem, submit } = createAdminForm({
    name: 'admin.webhook',
    stands: () => ({ name: '', url: '', cases: true as boolean, visits: false as boolean }), // as wide as their choices
    send: ({ name, url, cases, visits }) => {
      const events = [...(cases ? ['petitionCase' as const] : []), ...(visits ? ['outreachVisit' as const] : [])];
      return tell(AddWebhook, { name, url, events });
    },
    done: ({ addWebhook: { webhook, secret } }) => props.onMade({ name: webhook.name, secret }),
  });
  const { values, set } = draft;
  return (
    <form class={styles.form} onSubmit={submit}>
      <TextField
        label={words.webhookName}
        hint={words.tokenNameHint}
        value={values.name}
        onInput={(name) => set({ name })}
        required
      />
      <TextField
        label={words.webhookUrl}
        hint={words.webhookUrlHint}
        value={values.url}
        onInput={(url) => set({ url })}
        inputmode="url"
        required
      />
      <CheckField label={words.events.petitionCase ?? ''} checked={values.cases} onChange={(cases) => set({ cases })} />
      <CheckField
        label={words.events.outreachVisit ?? ''}
        checked={values.visits}
        onChange={(visits) => set({ visits })}
      />
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <div class={styles.buttons}>
        <Button type="submit" look="primary" busy={busy()}>
          {words.addWebhook}
        </Button>
      </div>
      <StartOver draft={draft} />
    </form>
  );
}

function WebhookLine(props: {
  webhook: Webhook;
  onTest: () => void;
  onPause: () => void;
  onRemove: () => void;
  onResend: (id: string) => void;
}): JSX.Element {
  const named = (action: string) => words.actionOf(action, props.webhook.name);
  const pause = () => (props.webhook.pausedAt === null ? words.pause : words.resume);
  return (
    <li class={styles.block} data-disabled={props.webhook.pausedAt === null ? undefined : ''} data-testid="webhook">
      <p>
        <b>{props.webhook.name}</b> <Show when={props.webhook.pausedAt !== null}>{<Chip>{words.paused}</Chip>}</Show>
        <br />
        <code class={styles.anywhere}>{props.webhook.url}</code>
        <br />
        <span class="muted small">{props.webhook.events.map((event) => words.events[event]).join('、')}</span>
      </p>
      <div class={styles.buttons}>
        <Button aria-label={named(words.test)} onClick={() => props.onTest()}>
          {words.test}
        </Button>
        <Button aria-label={named(pause())} onClick={() => props.onPause()}>
          {pause()}
        </Button>
        <Button aria-label={named(words.remove)} onClick={() => props.onRemove()}>
          {words.remove}
        </Button>
      </div>
      <details open={props.webhook.deliveries.some(({ state }) => state !== 'delivered')}>
        <summary>{words.deliveries(props.webhook.deliveries.length)}</summary>
        <ul class={styles.plain} data-testid="deliveries">
          <For each={props.webhook.deliveries} fallback={<li class="muted">{words.noDeliveries}</li>}>
            {(delivery) => <DeliveryLine delivery={delivery} onResend={() => props.onResend(delivery.id)} />}
          </For>
        </ul>
      </details>
    </li>
  );
}

function DeliveryLine(props: { delivery: Delivery; onResend: () => void }): JSX.Element {
  const at = (iso: string) => instantText(iso, todayHere());
  const said = () => {
    const { state, attempts, lastStatus, lastError, nextAt } = props.delivery;
    if (state === 'waiting' && attempts === 0) return words.first;
    const answered = lastStatus === null ? undefined : words.answer(lastStatus);
    const failed = lastError === null ? undefined : (words.errors[lastError] ?? words.error(lastError));
    const parts = [words.states[state], words.attempts(attempts), answered, failed, nextAt && words.next(at(nextAt))];
    return parts.filter(Boolean).join('，');
  };
  return (
    <li>
      {at(props.delivery.createdAt)} {words.events[props.delivery.event] ?? props.delivery.event}：{said()}{' '}
      <Show when={props.delivery.state !== 'waiting'}>
        <Button aria-label={words.actionOf(words.resend, props.delivery.id)} onClick={() => props.onResend()}>
          {words.resend}
        </Button>
      </Show>
    </li>
  );
}
