import { type Answer, tell } from '../graphql/client.ts';
import { graphql, type ResultOf } from '../graphql/graphql.ts';
import { pushMessages as words } from '../messages/push.zh-CN.ts';

// What this browser can do for reminders while the app is closed, and how it is asked to.

export const PushQuery = graphql(`
  query Push { push { on serverKey devices { id name here allowedAt sentAt lastError } } }
`);
const AllowPush = graphql(`
  mutation AllowPush($endpoint: String!, $p256dh: String!, $auth: String!, $name: String!) {
    allowPush(endpoint: $endpoint, p256dh: $p256dh, auth: $auth, name: $name) { id }
  }
`);

export type PushDevice = ResultOf<typeof PushQuery>['push']['devices'][number];

/** Why this browser cannot be asked: `insecure` (no https), `homeScreen` (an iPhone shows them for installed apps only), `unsupported`; `notReady` before the app's worker is there. */
type PushObstacle = 'insecure' | 'homeScreen' | 'unsupported' | 'notReady';

/** How this browser stands: an obstacle, what the person has answered it, and whether it holds a subscription. */
export interface BrowserPush {
  readonly obstacle: PushObstacle | undefined;
  readonly permission: NotificationPermission;
  readonly subscribed: boolean;
}

/** Looks, without asking anybody anything. */
export async function browserPush(): Promise<BrowserPush> {
  const none = { permission: 'default', subscribed: false } as const;
  if (!window.isSecureContext) return { ...none, obstacle: 'insecure' };
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) {
    const apple = /iPhone|iPad/.test(navigator.userAgent);
    return { ...none, obstacle: apple ? 'homeScreen' : 'unsupported' };
  }
  const registration = await navigator.serviceWorker.getRegistration();
  const { permission } = Notification;
  if (!registration?.active) return { permission, subscribed: false, obstacle: 'notReady' };
  const subscribed = (await registration.pushManager.getSubscription()) !== null;
  return { permission, subscribed, obstacle: undefined };
}

/** How long a browser may take to reach its push service. */
const PATIENCE_MS = 15_000;

/** `denied`: the person, or the browser in their stead, said no. `unreachable`: the browser's push service did not answer. */
export type AllowFault = 'denied' | 'unreachable';

/** Asks the person, then the browser's push service, then tells the server. Call it from a press: browsers demand one. */
export async function allowHere(serverKey: string, personId: string): Promise<Answer<unknown> | AllowFault> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  const registration = await navigator.serviceWorker.ready;
  const subscription = await Promise.race([
    subscribe(registration.pushManager, serverKey).catch(() => undefined),
    // In a closed network Chromium goes on trying for ever and never says so.
    new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS)),
  ]);
  const { endpoint, keys } = subscription?.toJSON() ?? {};
  if (endpoint === undefined || keys === undefined) return 'unreachable';
  const given = { endpoint, p256dh: keys.p256dh ?? '', auth: keys.auth ?? '', name: deviceName(navigator.userAgent) };
  const answer = await tell(AllowPush, given);
  if (answer.ok) localStorage.setItem(WANTED, personId);
  return answer;
}

/** A subscription that is bound to another key (the bureau's were made anew) is of no use and goes first. */
async function subscribe(manager: PushManager, serverKey: string): Promise<PushSubscription> {
  const known = await manager.getSubscription();
  const bound = known?.options.applicationServerKey;
  if (known && bound && base64Url(bound) === serverKey) return known;
  await known?.unsubscribe();
  return manager.subscribe({ userVisibleOnly: true, applicationServerKey: serverKey });
}

const base64Url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/** Who wants reminders in this browser (an id, no name): a sign-in ends them, and the next of the same person brings them back. */
const WANTED = 'huiyin-push';

/** This browser shows nothing more. `wanted`: only until the same person signs in again. */
export async function forgetHere({ wanted }: { wanted: boolean }): Promise<void> {
  if (!wanted) localStorage.removeItem(WANTED);
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

/** Whether this person has allowed reminders in this browser before. */
export function isWantedBy(personId: string): boolean {
  return localStorage.getItem(WANTED) === personId;
}

/** 电脑（Windows）上的 Edge: enough to tell one's devices apart. */
export function deviceName(userAgent: string): string {
  const first = (table: readonly (readonly [RegExp, string])[]) =>
    table.find(([pattern]) => pattern.test(userAgent))?.[1];
  return words.deviceName(first(systems) ?? words.unknownSystem, first(browsers) ?? words.unknownBrowser);
}

const systems = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/HarmonyOS|OpenHarmony/, '鸿蒙'],
  [/Android/, 'Android 手机'],
  [/Windows/, 'Windows 电脑'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux 电脑'],
] as const;
/** The more particular first: Edge calls itself Chrome too, and all but Firefox call themselves Safari. */
const browsers = [
  [/Edg[A-Z]?\//, 'Edge'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;
