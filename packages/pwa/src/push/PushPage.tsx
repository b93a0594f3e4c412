import { readsCases } from '@huiyin/domain';
import { A } from '@solidjs/router';
import { createResource, createSignal, For, type JSX, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { type Problem, tell } from '../graphql/client.ts';
import { graphql } from '../graphql/graphql.ts';
import { pushMessages as words } from '../messages/push.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { homeOf } from '../session/home.ts';
import { NotYours } from '../session/NotYours.tsx';
import { SignedIn } from '../session/SignedIn.tsx';
import { useViewer, type Viewer } from '../session/viewer.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { LoadingState, Notice, ProblemNotice, Toasts, toast } from '../ui/Notice.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import { allowHere, browserPush, forgetHere, type PushDevice, PushQuery } from './browser.ts';
import styles from './push.module.css';

const RemoveDevice = graphql(`mutation RemovePushDevice($id: ID!) { removePushDevice(id: $id) }`);
const TestDevice = graphql(`mutation TestPush($id: ID!) { testPush(id: $id) }`);

/** /reminders: whether this device, and which others, remind their person while the app is closed. */
export default function PushPage(): JSX.Element {
  const viewer = useViewer();
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  return (
    <SignedIn>
      <Show when={viewer()}>
        {(person) => (
          <Show when={readsCases(person().role)} fallback={<NotYours />}>
            <main class={styles.page}>
              <div class={styles.head}>
                <h1>{words.title}</h1>
                <A href={homeOf(person().role)}>{words.back}</A>
              </div>
              <p class="muted">{words.intro}</p>
              <Settings viewer={person()} />
            </main>
          </Show>
        )}
      </Show>
      <Toasts />
    </SignedIn>
  );
}

function Settings(props: { viewer: Viewer }): JSX.Element {
  const answer = createAnswer(PushQuery, () => ({}));
  const [browser, { refetch }] = createResource(browserPush);
  const [problem, setProblem] = createSignal<Problem>();
  const [unreachable, setUnreachable] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const look = () => {
    answer.refetch();
    void refetch();
  };
  lookWhenChanged(look);
  const here = () => answer.data()?.push.devices.find((device) => device.here);
  const act = async (done: Promise<{ ok: true } | { ok: false; problem: Problem }>, said: string) => {
    setBusy(true);
    const told = await done;
    setBusy(false);
    setProblem(told.ok ? undefined : told.problem);
    if (told.ok) toast(said);
    look();
  };
  const allow = async (serverKey: string) => {
    setBusy(true);
    const allowed = await allowHere(serverKey, props.viewer.id);
    setBusy(false);
    setUnreachable(allowed === 'unreachable');
    if (typeof allowed === 'object') {
      setProblem(allowed.ok ? undefined : allowed.problem);
      if (allowed.ok) toast(words.allowed);
    }
    look();
  };
  const remove = async (device: PushDevice, said: string) => {
    if (device.here) await forgetHere({ wanted: false });
    await act(tell(RemoveDevice, { id: device.id }), said);
  };

  return (
    <Show
      when={answer.data()?.push}
      fallback={
        <Show when={answer.problem()} fallback={<LoadingState />}>
          {(known) => <ProblemNotice problem={known()} onRetry={answer.refetch} />}
        </Show>
      }
    >
      {(push) => (
        <>
          <Sample />
          <section class={styles.part} aria-labelledby="push-here" data-testid="push-here">
            <h2 id="push-here">{words.here}</h2>
            <Show when={problem() ?? answer.problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
            <Show when={unreachable()}>
              <Notice tone="caution">{words.unreachable}</Notice>
            </Show>
            <Switch fallback={<LoadingState lines={1} />}>
              <Match when={!push().on}>
                <Notice>
                  <b>{words.off}</b>
                  <small>{words.offHint}</small>
                </Notice>
              </Match>
              <Match when={push().serverKey === null}>
                <Notice tone="caution">{words.noKey}</Notice>
              </Match>
              <Match when={browser.latest?.obstacle}>
                {(obstacle) => <Notice tone="caution">{words.obstacles[obstacle()]}</Notice>}
              </Match>
              <Match when={browser.latest?.permission === 'denied'}>
                <Notice tone="caution">
                  <b>{words.denied}</b>
                  <small>{words.deniedHint}</small>
                </Notice>
              </Match>
              <Match when={browser.latest?.subscribed && here()}>
                {(device) => (
                  <Notice
                    tone="done"
                    action={
                      <div class={styles.buttons}>
                        <Button
                          busy={busy()}
                          onClick={() => void act(tell(TestDevice, { id: device().id }), words.tested)}
                        >
                          {words.test}
                        </Button>
                        <Button onClick={() => void remove(device(), words.stopped)}>{words.stop}</Button>
                      </div>
                    }
                  >
                    {words.hereOn}
                  </Notice>
                )}
              </Match>
              <Match when={browser.latest}>
                <p>{words.hereOff}</p>
                <div class={styles.buttons}>
                  <Button look="primary" busy={busy()} onClick={() => void allow(push().serverKey ?? '')}>
                    {words.allow}
                  </Button>
                </div>
                <p class="muted small">{busy() ? words.asking : words.hereHint}</p>
              </Match>
            </Switch>
          </section>
          <Show when={push().on || push().devices.length > 0}>
            <section class={styles.part} aria-labelledby="push-devices">
              <h2 id="push-devices">{words.devices}</h2>
              <ul class={styles.devices} data-testid="push-devices">
                <For each={push().devices} fallback={<li class={styles.none}>{words.none}</li>}>
                  {(device) => (
                    <DeviceLine
                      device={device}
                      onTest={() => void act(tell(TestDevice, { id: device.id }), words.tested)}
                      onRemove={() => void remove(device, words.removed(device.name))}
                    />
                  )}
                </For>
              </ul>
              <p class="muted small">{words.devicesHint}</p>
            </section>
          </Show>
        </>
      )}
    </Show>
  );
}

/** Permissions are changed outside the page: it notices, and when it is seen again it looks once more. */
function lookWhenChanged(look: () => void): void {
  onMount(async () => {
    const seen = () => document.visibilityState === 'visible' && look();
    document.addEventListener('visibilitychange', seen);
    onCleanup(() => document.removeEventListener('visibilitychange', seen));
    const status = await navigator.permissions?.query({ name: 'notifications' }).catch(() => undefined);
    status?.addEventListener('change', look);
  });
}

function Sample(): JSX.Element {
  return (
    <figure class={styles.sample} aria-label={words.sampleLabel}>
      <img src="/icons/icon-192.png" alt="" />
      <b>{words.sampleTitle}</b>
      <span class="muted small">{words.sampleBody}</span>
    </figure>
  );
}

function DeviceLine(props: { device: PushDevice; onTest: () => void; onRemove: () => void }): JSX.Element {
  const at = (iso: string) => instantText(iso, todayHere());
  const sent = () => (props.device.sentAt === null ? words.neverSent : words.sentAt(at(props.device.sentAt)));
  const named = (action: string) => words.actionOf(action, props.device.name);
  return (
    <li class={styles.device} data-testid="push-device">
      <div>
        <p class={styles.name}>
          {props.device.name}
          <Show when={props.device.here}>
            <Chip>{words.here}</Chip>
          </Show>
        </p>
        <p class="muted small">
          {words.allowedAt(at(props.device.allowedAt))} · {sent()}
        </p>
        <Show when={props.device.lastError}>
          {(code) => <p class={`${styles.failing} small`}>▲ {words.failing(words.errors[code()] ?? code())}</p>}
        </Show>
      </div>
      <div class={styles.buttons}>
        <Button aria-label={named(words.test)} onClick={() => props.onTest()}>
          {words.test}
        </Button>
        <Button aria-label={named(words.remove)} onClick={() => props.onRemove()}>
          {words.remove}
        </Button>
      </div>
    </li>
  );
}
