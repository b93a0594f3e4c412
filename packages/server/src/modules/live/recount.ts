import { dateInShanghai } from '@huiyin/domain';
import { type DomainEvent, evolvePetitionCase, type PetitionCaseState } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../../infra/database.ts';
import { inSnapshot, inTransaction, sendAll, type Transaction } from '../../infra/transaction.ts';
import { type CountCell, cellOf, cellValues, deltaStatements, registeredCellOf } from '../commands/count-deltas.ts';
import { readRootId } from '../people/people.repository.ts';
import { type Kept, readKept, registeredDaysKept } from './live-counts.repository.ts';

/** One number that is kept wrong. */
export interface WrongCount {
  readonly bureauId: string;
  readonly cell: CountCell;
  readonly kept: number;
  /** What the events say. */
  readonly actual: number;
}

/** What a recount found. */
export interface Recount {
  readonly cases: number;
  readonly wrong: readonly WrongCount[];
}

/**
 * Counts all cases anew from their events and compares with what is kept, both at one moment, while writers go on.
 * @param today the day in Shanghai: of registrations only the days that are still kept are compared, none without it
 */
export async function recountCounts(database: Database, today?: string): Promise<Recount> {
  const bureaus = await database.prisma.bureau.findMany({ select: { id: true } });
  const recounts: Recount[] = [];
  for (const { id } of bureaus) {
    recounts.push(await inSnapshot(database.pool, (tx) => recountBureau(tx, id, today)));
  }
  return {
    cases: recounts.reduce((sum, { cases }) => sum + cases, 0),
    wrong: recounts.flatMap(({ wrong }) => wrong),
  };
}

/**
 * Makes the kept counts right again without stopping anybody: what is wrong at one moment stays wrong by as much, whatever
 * is written meanwhile, so the difference is appended like any other delta. Answers what was wrong.
 */
export async function rebuildCounts(database: Database, today: string): Promise<Recount> {
  const client = await database.pool.connect();
  try {
    // Two rebuilds at once would correct twice.
    await client.query("select pg_advisory_lock(hashtextextended('huiyin rebuild counts', 0))");
    const recount = await recountCounts(database, today);
    for (const [bureauId, wrong] of Map.groupBy(recount.wrong, (one) => one.bureauId)) {
      const deltas = wrong.map(({ cell, kept, actual }) => ({ cell, amount: actual - kept }));
      await inTransaction(database.pool, async (tx) => {
        await sendAll(tx, deltaStatements(bureauId, deltas));
        await forgetSeen(tx, bureauId);
      });
    }
    await client.query('notify huiyin_changes');
    return recount;
  } finally {
    await client
      .query("select pg_advisory_unlock(hashtextextended('huiyin rebuild counts', 0))")
      .catch(() => undefined);
    client.release();
  }
}

/** Makes every process read its counts anew: what it had read before may have been right. */
async function forgetSeen(tx: Transaction, bureauId: string): Promise<void> {
  await tx.query(Prisma.sql`
    insert into count_fold as f (bureau_id, revision) values (${bureauId}, pg_current_xact_id()::text::bigint + 1)
    on conflict (bureau_id) do update set revision = greatest(f.revision, excluded.revision)`);
}

async function recountBureau(tx: Transaction, bureauId: string, today: string | undefined): Promise<Recount> {
  const actual = new Map<string, { readonly cell: CountCell; amount: number }>();
  const add = (cell: CountCell): void => {
    const name = cellValues(cell).join('|');
    const known = actual.get(name);
    if (known) known.amount += 1;
    else actual.set(name, { cell, amount: 1 });
  };
  const rootId = await readRootId(tx, bureauId);
  let cases = 0;
  for await (const { state, registered, registeredOn } of replayCases(tx, bureauId)) {
    cases += 1;
    add(cellOf(state, rootId));
    const newly = registeredCellOf(registered, registeredOn, rootId);
    if (newly && isKept(registeredOn, today)) add(newly);
  }
  const kept = (await readKept(tx, bureauId)).filter(({ cell }) => cell.measure === 'cases' || isKept(cell.day, today));
  return { cases, wrong: compare(bureauId, kept, actual) };
}

/** The fold may take away a day that is old enough, or not have done so yet: neither is wrong. */
export function isKept(day: string, today: string | undefined): boolean {
  return today !== undefined && Date.parse(today) - Date.parse(day) < registeredDaysKept * 86_400_000;
}

function compare(
  bureauId: string,
  kept: readonly Kept[],
  actual: ReadonlyMap<string, { readonly cell: CountCell; readonly amount: number }>,
): WrongCount[] {
  const byName = new Map(kept.map((one) => [cellValues(one.cell).join('|'), one]));
  const names = new Set([...byName.keys(), ...actual.keys()]);
  return [...names].flatMap((name) => {
    const [is, should] = [byName.get(name), actual.get(name)];
    const cell = is?.cell ?? should?.cell;
    const [has, wants] = [is?.amount ?? 0, should?.amount ?? 0];
    return cell && has !== wants ? [{ bureauId, cell, kept: has, actual: wants }] : [];
  });
}

interface Replayed {
  /** As it is now. */
  readonly state: PetitionCaseState;
  /** As it stood when the day of its registration ended. */
  readonly registered: PetitionCaseState;
  readonly registeredOn: string;
}

export interface EventRow {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly receivedAt: Date;
}

const page = 5_000;

/** Every case of a bureau, led by its events from nothing to what it is; a page of events in memory at a time. */
async function* replayCases(tx: Transaction, bureauId: string): AsyncGenerator<Replayed> {
  let events: EventRow[] = [];
  for (let after = ['', 0] as readonly [string, number]; ; ) {
    const rows = await tx.query<EventRow>(Prisma.sql`
      select stream_id as id, seq, type, data, received_at as "receivedAt" from event
      where bureau_id = ${bureauId} and stream_kind = 'petitionCase' and (stream_id, seq) > (${after[0]}, ${after[1]}::int)
      order by stream_id, seq limit ${page}::int`);
    for (const row of rows) {
      if (events.length > 0 && events[0]?.id !== row.id) {
        yield replay(events);
        events = [];
      }
      events.push(row);
    }
    const last = rows.at(-1);
    if (!last || rows.length < page) break;
    after = [last.id, last.seq];
  }
  if (events.length > 0) yield replay(events);
}

/** A case led by its events, oldest first: as it is now, and as it stood when the day of its registration ended. */
export function replay(events: readonly EventRow[]): Replayed {
  const [first] = events;
  const dayOf = ({ receivedAt }: EventRow): string => dateInShanghai(receivedAt.getTime());
  const registeredOn = first ? dayOf(first) : '';
  let state: PetitionCaseState | undefined;
  let registered: PetitionCaseState | undefined;
  for (const event of events) {
    const { id, type, data } = event;
    // what was stored is what the domain's own events were
    state = evolvePetitionCase(state, {
      ...data,
      type,
      stream: { kind: 'petitionCase', id },
    } as unknown as DomainEvent);
    if (dayOf(event) <= registeredOn) registered = state;
  }
  if (!state || !registered) throw new Error('a case without events');
  return { state, registered, registeredOn };
}
