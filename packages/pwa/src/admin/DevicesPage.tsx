import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { type Problem, tell } from '../graphql/client.ts';
import { deviceMessages as words } from '../messages/devices.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { ConfirmSheet } from '../ui/ConfirmSheet.tsx';
import { LoadingState, ProblemNotice, toast } from '../ui/Notice.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import styles from './admin.module.css';
import { type Device, DevicesQuery, RevokeDevice } from './documents.ts';

/** /admin/devices: the phones of all people, what each still has unsent, and 停用此设备. */
export function DevicesPage(): JSX.Element {
  const answer = createAnswer(DevicesQuery, () => ({}));
  const [asking, setAsking] = createSignal<Device>();
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  const devices = () => answer.data()?.devices ?? [];
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  const revoke = async (device: Device) => {
    setBusy(true);
    const told = await tell(RevokeDevice, { id: device.id });
    setBusy(false);
    setAsking(undefined);
    if (!told.ok) return void setProblem(told.problem);
    setProblem(undefined);
    toast(words.done(device.personName));
    answer.refetch();
  };

  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
        <Show when={answer.data()}>
          <span class="muted">{words.total(devices().filter(({ revokedAt }) => revokedAt === null).length)}</span>
        </Show>
      </div>
      <p class="muted">{words.intro}</p>
      <Show when={problem() ?? answer.problem()}>
        {(known) => <ProblemNotice problem={known()} onRetry={answer.refetch} />}
      </Show>
      <Show when={answer.data()} fallback={<LoadingState failed={answer.problem() !== undefined} />}>
        <ul class={styles.people} data-testid="device-list">
          <For each={devices()} fallback={<li class={styles.none}>{words.none}</li>}>
            {(device) => <DeviceLine device={device} onRevoke={() => setAsking(device)} />}
          </For>
        </ul>
      </Show>
      <Show when={asking()}>
        {(device) => (
          <ConfirmSheet
            open
            title={words.revokeTitle}
            body={words.revokeBody(device().personName, device().name)}
            confirm={words.revoke}
            busy={busy()}
            onConfirm={() => void revoke(device())}
            onClose={() => setAsking(undefined)}
          />
        )}
      </Show>
    </>
  );
}

function DeviceLine(props: { device: Device; onRevoke: () => void }): JSX.Element {
  const standing = () => {
    const { revokedAt, handedOverAt, wipedAt } = props.device;
    if (revokedAt === null) return undefined;
    if (wipedAt !== null) return words.wiped;
    return handedOverAt === null ? words.revoked : words.handedOver;
  };
  return (
    <li class={styles.person} data-disabled={standing() && ''} data-testid="device">
      <span class={styles.personName}>{props.device.personName}</span>
      <span class={styles.personWhere}>
        {props.device.name}
        <span class={styles.sub}>{words.lastContact(instantText(props.device.lastContactAt, todayHere()))}</span>
      </span>
      <span class={styles.chips}>
        <Show
          when={standing()}
          fallback={props.device.unsent === 0 ? words.allSent : words.unsent(props.device.unsent)}
        >
          {(word) => <Chip>{word()}</Chip>}
        </Show>
      </span>
      <span class={styles.seen} />
      <Show when={standing() === undefined} fallback={<span />}>
        <Button
          aria-label={words.revokeOf(props.device.personName, props.device.name)}
          onClick={() => props.onRevoke()}
        >
          {words.revoke}
        </Button>
      </Show>
    </li>
  );
}
