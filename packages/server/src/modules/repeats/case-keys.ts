import { createHmac, randomBytes } from 'node:crypto';
import type { PetitionCaseState } from '@huiyin/domain/cases';
import { identityTexts, likenessKeys, numberTexts, type Probe, probeOf } from '@huiyin/domain/office';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../../infra/database.ts';
import { forRows, inTransaction, type Statement, sendAll, type Transaction } from '../../infra/transaction.ts';
import type { CaseChange } from '../commands/count-deltas.ts';

const secretName = 'case-keys';
const known = new WeakMap<Database, Map<string, Promise<Buffer>>>();

/** The bureau's secret for the hashes of who somebody is; made at its first use, the same in every process. */
export function caseKeySecret(database: Database, bureauId: string): Promise<Buffer> {
  const secrets = known.get(database) ?? new Map<string, Promise<Buffer>>();
  known.set(database, secrets);
  const secret = secrets.get(bureauId) ?? readSecret(database, bureauId);
  secrets.set(bureauId, secret);
  // a database that was away is asked again
  secret.catch(() => secrets.delete(bureauId));
  return secret;
}

async function readSecret({ prisma }: Database, bureauId: string): Promise<Buffer> {
  await prisma.$executeRaw`
    insert into bureau_secret (bureau_id, name, value) values (${bureauId}, ${secretName}, ${randomBytes(32)})
    on conflict (bureau_id, name) do nothing`;
  const where = { bureauId_name: { bureauId, name: secretName } };
  return Buffer.from((await prisma.bureauSecret.findUniqueOrThrow({ where })).value);
}

/** Keys of who and of what: 64 bits each, as decimals, which JSON and PostgreSQL both take whole. */
export interface CaseKeys {
  readonly people: readonly string[];
  readonly words: readonly string[];
}

/** What a matter is found by. Who somebody is goes in as an HMAC: without the secret nobody can try numbers against it. */
export function keysOf(
  secret: Buffer,
  { people, title, demand, handlingUnitId, number }: Omit<Probe, 'channel'>,
): CaseKeys {
  const texts = [...people.flatMap((person) => identityTexts(person, handlingUnitId)), ...numberTexts({ number })];
  const hashed = texts.map((text) => createHmac('sha256', secret).update(text).digest().readBigInt64BE().toString());
  return { people: [...new Set(hashed)], words: [...new Set(likenessKeys({ title, demand }).map(String))] };
}

const keysOfCase = (secret: Buffer, state: PetitionCaseState): CaseKeys => keysOf(secret, probeOf(state));

interface KeyRow {
  readonly case_id: string;
  readonly key: string;
}

const rowsOf = (secret: Buffer, states: readonly PetitionCaseState[]): KeyRow[] =>
  states.flatMap((state) => {
    const { people, words } = keysOfCase(secret, state);
    return [...new Set([...people, ...words])].map((key) => ({ case_id: state.id, key }));
  });

function keyStatements(bureauId: string, rows: readonly KeyRow[]): Statement[] {
  return forRows(
    rows,
    (json) => Prisma.sql`
    insert into case_key (bureau_id, key, case_id)
    select ${bureauId}, r.* from jsonb_to_recordset(${json}::jsonb) as r(key bigint, case_id uuid)
    on conflict do nothing`,
  );
}

/** What writes the keys of new cases, and of those whose matter or number was put right (更正登记). */
export function caseKeyStatements(secret: Buffer, bureauId: string, changes: readonly CaseChange[]): Statement[] {
  const moved = changes.filter(
    ({ before, after }) =>
      before?.matter !== after.matter || before.incoming !== after.incoming || before.hotline !== after.hotline,
  );
  const again = moved.flatMap(({ before, after }) => (before === undefined ? [] : [after.id]));
  const states = moved.map(({ after }) => after);
  return [
    ...(again.length === 0
      ? []
      : [Prisma.sql`delete from case_key where bureau_id = ${bureauId} and case_id = any(${again}::uuid[])`]),
    ...keyStatements(bureauId, rowsOf(secret, states)),
  ];
}

const pageSize = 500;

/** Gives their keys to cases from before there were any; taken up again where it was cut off. Answers how many. */
export async function fillCaseKeys(database: Database, signal?: AbortSignal): Promise<number> {
  const bureaus = await database.prisma.bureau.findMany({ select: { id: true } });
  let filled = 0;
  for (const { id: bureauId } of bureaus) {
    const secret = await caseKeySecret(database, bureauId);
    for (let size = pageSize; size === pageSize && signal?.aborted !== true; filled += size) {
      size = await inTransaction(database.pool, (tx) => fillPage(tx, bureauId, secret));
    }
  }
  return filled;
}

async function fillPage(tx: Transaction, bureauId: string, secret: Buffer): Promise<number> {
  const rows = await tx.query<{ state: PetitionCaseState }>(Prisma.sql`
    with taken as (delete from case_key_backlog b where b.bureau_id = ${bureauId} and b.case_id in (
      select case_id from case_key_backlog where bureau_id = ${bureauId} limit ${pageSize} for update skip locked)
      returning b.case_id)
    select c.state from petition_case c join taken t on t.case_id = c.id where c.bureau_id = ${bureauId}`);
  const keys = rowsOf(
    secret,
    rows.map(({ state }) => state),
  );
  await sendAll(tx, keyStatements(bureauId, keys));
  return rows.length;
}
