import { connect } from './database.ts';
import { unsentOf } from './phone.ts';
import { storeName } from './store.ts';
import { type Fault, type GraphqlAnswer, postGraphql } from './transport.ts';
import { readVault } from './vault-record.ts';

/** Sends one operation as this phone: its token goes in a header, whoever is signed in. */
export type AskAsDevice = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
  token: string,
) => Promise<GraphqlAnswer | Fault>;

/** Over the page's own line. */
export const askAsDevice: AskAsDevice = (query, variables, token) =>
  postGraphql(query, variables, '/graphql', (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('x-huiyin-device', token);
    return fetch(input, { ...init, headers });
  });

/**
 * Tells the server that the phone of this person is there and how much it has unsent; needs no open vault. `revoked`: it
 * must hand over and wipe. `unknown`: no answer, or a server that does not know this phone: nothing is ever wiped for that.
 */
export async function contact(personId: string, ask = askAsDevice): Promise<'active' | 'revoked' | 'unknown'> {
  const connection = connect(storeName(personId));
  try {
    const device = (await readVault(connection))?.device;
    if (device === undefined) return 'unknown';
    const unsent = await unsentOf(personId);
    const answer = await ask('mutation ($unsent: Int!) { contactDevice(unsent: $unsent) }', { unsent }, device.token);
    if (answer.kind !== 'data') return 'unknown';
    return answer.data.contactDevice === 'revoked' ? 'revoked' : 'active';
  } finally {
    await connection.close();
  }
}
