import { voidedStatus } from '@huiyin/domain/cases';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { type Scope, visibleCases } from '../people/visibility.ts';
import type { CaseRow } from '../petition-cases/petition-cases.repository.ts';
import type { CaseKeys } from './case-keys.ts';

/**
 * Newest cases (by their ids: our apps make UUIDv7) that are looked at for one key, however many have sent the same form letter;
 * and cases that are compared in all.
 */
const perKey = 40;
const compared = 60;
/** A person who is known again says more than words that are alike. */
const personWeight = 10;

/**
 * The cases that share keys with a matter, those that share most first. Each key costs one short walk along an index, so it
 * takes the same time among a thousand cases and among millions. What the scope does not see is left out before anything
 * is told of it.
 */
export async function findSharingKeys(
  db: PrismaClient,
  scope: Scope,
  { people, words }: CaseKeys,
  exceptId: string | undefined,
): Promise<CaseRow[]> {
  const keys = [...people.map((key) => ({ key, weight: personWeight })), ...words.map((key) => ({ key, weight: 1 }))];
  if (keys.length === 0) return [];
  return db.$queryRaw<CaseRow[]>`
    with wanted as (select * from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as w(key bigint, weight int)),
    found as (
      select k.case_id, sum(w.weight) as weight from wanted w cross join lateral (
        select case_id from case_key where bureau_id = ${scope.bureauId} and key = w.key
        order by case_id desc limit ${perKey}) k
      where k.case_id::text <> ${exceptId ?? ''}
      group by k.case_id order by 2 desc, 1 desc limit ${compared})
    select c.bureau_id as "bureauId", c.ordinal, c.registered_at as "registeredAt", c.state
    from found f join petition_case c on c.bureau_id = ${scope.bureauId} and c.id = f.case_id::text
    where ${visibleCases(scope)} and c.status <> ${voidedStatus} order by f.weight desc`;
}
