import { askAsDevice } from '../../offline/contact.ts';
import type { Connection } from '../../offline/database.ts';
import { type Fault, postGraphql } from '../../offline/transport.ts';
import { keepForRecovery, recover } from '../../offline/vault.ts';
import { readVault } from '../../offline/vault-record.ts';

const REGISTER = 'mutation ($name: String!) { registerDevice(name: $name) { id token recoveryKey } }';
const RECOVER = `mutation ($username: String!, $password: String!) {
  deviceRecoveryKey(username: $username, password: $password)
}`;

/**
 * Makes this phone known to the server under the signed-in person, who then can find back in with the account's
 * password, and whose unsent work can be handed over should the phone be revoked (停用). Quiet when there is no line: it
 * is done the next time that the PIN is typed.
 */
export async function registerPhone(connection: Connection, pin: string): Promise<void> {
  if ((await readVault(connection))?.device !== undefined) return;
  const answer = await postGraphql(REGISTER, { name: phoneName() });
  if (answer.kind !== 'data') return;
  // The shape is schema.graphql's, which the API stories check.
  const device = answer.data.registerDevice as { id: string; token: string; recoveryKey: string };
  const recoveryKey = Uint8Array.from(atob(device.recoveryKey), (letter) => letter.charCodeAt(0));
  await keepForRecovery(connection, pin, { id: device.id, token: device.token, recoveryKey });
}

/** A new PIN by the account's password. `unregistered`: this phone has never been made known; `notOurs`: the key does not fit. */
export async function recoverByPassword(
  connection: Connection,
  account: { readonly username: string; readonly password: string },
  pin: string,
): Promise<{ readonly kind: 'key'; readonly key: CryptoKey } | { readonly kind: 'unregistered' | 'notOurs' } | Fault> {
  const device = (await readVault(connection))?.device;
  if (device === undefined) return { kind: 'unregistered' };
  const answer = await askAsDevice(RECOVER, account, device.token);
  if (answer.kind !== 'data') return answer;
  const text = String(answer.data.deviceRecoveryKey);
  const key = await recover(
    connection,
    Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)),
    pin,
  );
  return key === undefined ? { kind: 'notOurs' } : { kind: 'key', key };
}

/** What the desk reads in its list: the kind of phone and browser, nothing that tells one person's phone from another's. */
function phoneName(): string {
  const agent = navigator.userAgent;
  const system = /iPhone|iPad/.test(agent) ? 'iPhone' : /Android/.test(agent) ? 'Android' : 'PC';
  const browser = /MicroMessenger/.test(agent)
    ? '微信'
    : /Edg/.test(agent)
      ? 'Edge'
      : /Chrome/.test(agent)
        ? 'Chrome'
        : '';
  return [system, browser || 'Safari'].join(' · ');
}
