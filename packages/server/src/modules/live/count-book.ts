import { dueState, type PlainDate } from '@huiyin/domain';
import { type CaseStatus, isOpen, voidedStatus } from '@huiyin/domain/cases';
import type { Database } from '../../infra/database.ts';
import { turnWords } from '../../messages/work-lists.ts';
import { type CountCell, cellValues } from '../commands/count-deltas.ts';
import { type Scope, scopeKey, seesCount } from '../people/visibility.ts';
import type { DueDay } from '../petition-cases/due.ts';
import { type Kept, readAllCounts, readDeltas, readUnitPlaces, type UnitPlace } from './live-counts.repository.ts';

// The kept counts of one bureau in the memory of one process. It is read from the tables once; from then on each read asks
// only for what was counted since the last one (one short index range) and adds it. So a read is exact, whoever wrote, and
// costs the same at a thousand cases and at ten million: nothing is ever summed over again.

/** The numbers of one group of cases. */
export interface Sums {
  count: number;
  open: number;
  overdue: number;
  dueSoon: number;
}

/** What a scope sees of the kept counts on one day. Read it at once: the next read of the book changes it. */
export interface Tally {
  readonly all: Sums;
  readonly registeredToday: number;
  readonly byStatus: ReadonlyMap<string, Sums>;
  readonly byChannel: ReadonlyMap<string, Sums>;
  readonly byContentKind: ReadonlyMap<string, Sums>;
  readonly byUnit: ReadonlyMap<string, Sums>;
  /** Last revision of the change feed whose change, and every one before it, is surely contained. */
  readonly revision: string;
  readonly unitName: (id: string) => string;
  /** Another one whenever a number or a name has changed. */
  readonly version: number;
}

/** @see openCountBook */
export interface CountBook {
  /** The numbers that a scope sees, exact at the time of the call or later. */
  read(scope: Scope, day: DueDay): Promise<Tally>;
}

/** A scope's numbers, brought forward delta by delta. */
interface View {
  readonly scope: Scope;
  readonly day: DueDay;
  all: Sums;
  registeredToday: number;
  byStatus: Map<string, Sums>;
  byChannel: Map<string, Sums>;
  byContentKind: Map<string, Sums>;
  byUnit: Map<string, Sums>;
  readAt: number;
  version: number;
}

let versions = 0;

/** Scopes that nobody has read for this long are forgotten. */
const idleMs = 600_000;

interface Book {
  readonly cells: Map<string, { readonly cell: CountCell; amount: number }>;
  readonly views: Map<string, View>;
  /** Deltas from here on that are contained already, with their revisions. */
  readonly seen: Map<string, bigint>;
  units: ReadonlyMap<string, UnitPlace>;
  tree: string;
  /** Everything below is contained; undefined until the book has been read from the tables. */
  upTo: bigint | undefined;
  revision: string;
}

/** Opens the book of one bureau; it is read from the tables at the first use. */
export function openCountBook({ pool }: Database, bureauId: string): CountBook {
  const book: Book = {
    ...{ cells: new Map(), views: new Map(), seen: new Map(), units: new Map() },
    ...{ tree: '', upTo: undefined, revision: '0' },
  };

  async function reload(): Promise<void> {
    const all = await readAllCounts(pool, bureauId);
    for (const part of [book.cells, book.views, book.seen]) part.clear();
    for (const kept of all.totals) count(book, kept);
    take(book, all);
  }

  async function catchUp(): Promise<void> {
    if (book.upTo === undefined) await reload();
    else {
      const news = await readDeltas(pool, bureauId, book.upTo);
      // Folded away before this process had seen them (it was frozen, or cut off): it begins anew.
      if (news.folded > book.upTo) await reload();
      else take(book, news);
    }
    // take() has noted which tree the counts belong to; its names and places are read when it is another one.
    if (book.tree !== knownTree) {
      const tree = book.tree;
      book.units = await readUnitPlaces(pool, bureauId);
      book.views.clear();
      knownTree = tree;
    }
  }
  let knownTree = '';

  const current = newest(catchUp);
  return {
    async read(scope, day) {
      await current();
      return tallyOf(book, scope, day);
    },
  };
}

/** Runs `work` one at a time; a call during a run is answered by one further run, which all such callers share. */
function newest(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const run = (): Promise<void> => {
    if (!running) {
      running = work().finally(() => {
        running = undefined;
      });
      return running;
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return run();
      });
    return next;
  };
  return run;
}

/** Adds what is new, each delta once: those of transactions that may still have neighbours under way are read again. */
function take(book: Book, news: Awaited<ReturnType<typeof readDeltas>>): void {
  for (const delta of news.deltas) {
    if (book.seen.has(delta.id)) continue;
    book.seen.set(delta.id, delta.revision);
    count(book, delta);
  }
  for (const [id, revision] of book.seen) if (revision < news.settled) book.seen.delete(id);
  book.upTo = news.settled;
  book.revision = news.revision;
  book.tree = news.tree;
}

function count(book: Book, { cell, amount }: Kept): void {
  const name = cellValues(cell).join('|');
  const known = book.cells.get(name);
  if (!known) book.cells.set(name, { cell, amount });
  else if (known.amount + amount === 0) book.cells.delete(name);
  else known.amount += amount;
  for (const view of book.views.values()) addTo(view, book, cell, amount);
}

function tallyOf(book: Book, scope: Scope, day: DueDay): Tally {
  const view = viewOf(book, scope, day);
  const { all, registeredToday, byStatus, byChannel, byContentKind, byUnit } = view;
  const unitName = (id: string): string => {
    const unit = book.units.get(id);
    return unit?.root ? turnWords.notHandedOn : (unit?.name ?? id);
  };
  const { revision } = book;
  return {
    all,
    registeredToday,
    byStatus,
    byChannel,
    byContentKind,
    byUnit,
    revision,
    unitName,
    version: view.version,
  };
}

function viewOf(book: Book, scope: Scope, day: DueDay): View {
  const now = performance.now();
  for (const [key, { readAt }] of book.views) if (now - readAt > idleMs) book.views.delete(key);
  const key = scopeKey(scope);
  const known = book.views.get(key);
  if (known && known.day.today === day.today && known.day.horizon === day.horizon) {
    known.readAt = now;
    return known;
  }
  const view: View = {
    ...{ scope, day, all: noSums(), registeredToday: 0, readAt: now, version: 0 },
    ...{ byStatus: new Map(), byChannel: new Map(), byContentKind: new Map(), byUnit: new Map() },
  };
  for (const { cell, amount } of book.cells.values()) addTo(view, book, cell, amount);
  view.version = ++versions;
  book.views.set(key, view);
  return view;
}

const noSums = (): Sums => ({ count: 0, open: 0, overdue: 0, dueSoon: 0 });

function addTo(view: View, { units }: Book, cell: CountCell, amount: number): void {
  // what was voided is counted for its own list alone
  if (cell.status === voidedStatus) return;
  if (!seesCount(view.scope, cell, units.get(cell.unitId)?.path)) return;
  view.version = ++versions;
  const { today, horizon } = view.day;
  if (cell.measure === 'registered') {
    if (cell.day === today) view.registeredToday += amount;
    return;
  }
  // written by cellOf from the domain's own dates and statuses; "no date" is later than any horizon
  const due = { legalDue: cell.legalDue as PlainDate, targetDue: cell.targetDue as PlainDate };
  const state = dueState(due, today, horizon);
  const open = isOpen(cell.status as CaseStatus);
  const parts = [
    view.all,
    sumsOf(view.byStatus, cell.status),
    sumsOf(view.byChannel, cell.channel),
    sumsOf(view.byContentKind, cell.contentKind),
    sumsOf(view.byUnit, cell.unitId),
  ];
  for (const sums of parts) {
    sums.count += amount;
    if (open) sums.open += amount;
    if (state === 'overdue') sums.overdue += amount;
    if (state === 'dueSoon') sums.dueSoon += amount;
  }
  if (sumsOf(view.byUnit, cell.unitId).count === 0) view.byUnit.delete(cell.unitId);
}

function sumsOf(map: Map<string, Sums>, key: string): Sums {
  const known = map.get(key);
  if (known) return known;
  const sums = noSums();
  map.set(key, sums);
  return sums;
}
