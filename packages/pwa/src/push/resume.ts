import { graphqlClient } from '../graphql/client.ts';
import { allowHere, browserPush, isWantedBy, PushQuery } from './browser.ts';

/** After a sign-in: whoever had allowed reminders in this browser has them again, unasked. Fails silently: the page 提醒设置 tells. */
export async function resumePush(personId: string): Promise<void> {
  if (!isWantedBy(personId)) return;
  const { obstacle, permission } = await browserPush();
  if (obstacle !== undefined || permission !== 'granted') return;
  const { data } = await graphqlClient().query(PushQuery, {}).toPromise();
  const key = data?.push.serverKey;
  if (data?.push.on && key) await allowHere(key, personId);
}
