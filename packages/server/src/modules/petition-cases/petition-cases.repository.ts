import type { PetitionCaseState } from '@huiyin/domain/cases';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import { type Reader, readPrepared } from '../../infra/read.ts';
import type { SessionProof } from '../people/sessions.ts';
import { offeredCases, openCases, type Scope, visibleCases } from '../people/visibility.ts';
import type { CaseQuery } from './case-filter.ts';
import { casesInOrder } from './case-places.ts';

/** A case as lists and pages read it: the domain's state and what only the server knows. */
export interface CaseRow {
  readonly bureauId: string;
  readonly ordinal: bigint;
  readonly registeredAt: Date;
  readonly state: PetitionCaseState;
}

const columns = Prisma.sql`c.bureau_id as "bureauId", c.ordinal, c.registered_at as "registeredAt", c.state`;

/** One page, newest first; asks for one row more than the page to know whether others follow. */
export async function findCases(
  db: PrismaClient,
  query: CaseQuery,
  { first, after }: { first: number; after: bigint | undefined },
): Promise<CaseRow[]> {
  const place = after === undefined ? undefined : { value: '', ordinal: Number(after) };
  return db.$queryRaw<CaseRow[]>(
    casesInOrder(query, { by: 'registered', descending: true }, { columns, limit: first + 1, after: place }),
  );
}

/** Cases offered to the viewer's units under first-asked responsibility (首问移交, R23), newest first; at most 50. */
export async function findOfferedCases(db: PrismaClient, scope: Scope): Promise<CaseRow[]> {
  return db.$queryRaw<CaseRow[]>`
    select ${columns} from petition_case c where ${offeredCases(scope)} order by c.ordinal desc limit 50`;
}

/** One case, if the scope may open it; the proof of the session, if one is given, is read along. */
export async function findCase(
  database: Reader,
  scope: Scope,
  id: string,
  proof?: SessionProof,
): Promise<CaseRow | undefined> {
  const [row] = await readPrepared<Omit<CaseRow, 'ordinal'> & { readonly ordinal: string; session: string | null }>(
    database,
    Prisma.sql`select ${columns}, ${proof?.sql ?? Prisma.sql`null`} as session
      from petition_case c where ${openCases(scope)} and c.id = ${id}`,
  );
  if (!row) return undefined;
  const { session, ordinal, ...rest } = row;
  proof?.take(session);
  return { ...rest, ordinal: BigInt(ordinal) };
}

/** The cases that visits raised, as far as the scope sees them, in the order of their numbers. */
export async function findCasesOfVisits(
  db: PrismaClient,
  scope: Scope,
  visitIds: readonly string[],
): Promise<CaseRow[]> {
  return db.$queryRaw<CaseRow[]>`
    select ${columns} from petition_case c where ${visibleCases(scope)} and c.visit_id = any(${[...visitIds]})
    order by c.ordinal`;
}

/** Of these cases the ones that are seen in a scope, in no order. */
export async function findCasesById(db: PrismaClient, scope: Scope, ids: readonly string[]): Promise<CaseRow[]> {
  return db.$queryRaw<CaseRow[]>`
    select ${columns} from petition_case c where ${visibleCases(scope)} and c.id = any(${[...ids]})`;
}
