import type { ReceptionSessionState, ReceptionSettings } from '@huiyin/domain/receptions';
import { type PhoneStore, readEntity, writeEntity } from '../../offline/store.ts';
import { type Fault, postGraphql } from '../../offline/transport.ts';

/** A session as the phone keeps it for a room without a signal. */
export interface KeptSession {
  readonly session: ReceptionSessionState;
  readonly settings: ReceptionSettings;
  /** Cases that its visitors raised before: what the leader may look up, and join. */
  readonly earlier: readonly KeptEarlier[];
}

/** One earlier case of a visitor. */
interface KeptEarlier {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly statusName: string;
  readonly resolution: string | null;
}

const keyOf = (id: string) => `reception/${id}`;

/** The session as last pulled, and when (epoch milliseconds). */
export const readSession = (store: PhoneStore, id: string) => readEntity<KeptSession>(store, keyOf(id));

const EARLIER = 'id number title statusName resolution';

/** Brings a session onto the phone with the earlier cases of its visitors: what went wrong, or whether there is such a session. */
export async function pullSession(store: PhoneStore, id: string, now: number): Promise<Fault | 'pulled' | 'none'> {
  const answer = await postGraphql(
    'query FieldReception($id: ID!) { viewer { id } receptionSettings receptionSession(id: $id) { state } }',
    { id },
  );
  if (answer.kind !== 'data') return answer;
  // Shapes are those of schema.graphql, which the API stories check.
  const viewer = answer.data.viewer as { readonly id: string } | null;
  if (viewer?.id !== store.personId) return { kind: 'signedOut' };
  const found = answer.data.receptionSession as { readonly state: ReceptionSessionState } | null;
  if (found === null) return 'none';
  const before = (await readSession(store, id))?.value;
  const known = new Map((before?.earlier ?? []).map((one) => [one.id, one]));
  const wanted = [...new Set(found.state.visitors.flatMap(({ earlierCaseIds }) => earlierCaseIds))];
  for (const caseId of wanted.filter((one) => !known.has(one))) {
    const asked = await postGraphql(`query FieldEarlier($id: ID!) { petitionCase(id: $id) { ${EARLIER} } }`, {
      id: caseId,
    });
    const row = asked.kind === 'data' ? (asked.data.petitionCase as KeptEarlier | null) : null;
    if (row !== null) known.set(caseId, row);
  }
  const kept: KeptSession = {
    session: found.state,
    settings: answer.data.receptionSettings as ReceptionSettings,
    earlier: wanted.flatMap((one) => known.get(one) ?? []),
  };
  // Nothing new: the screen stays as it is, and only the time is told.
  await writeEntity(store, keyOf(id), kept, now);
  return 'pulled';
}
