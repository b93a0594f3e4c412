import type { PlainDate } from '@huiyin/domain';
import type { PetitionCaseState } from '@huiyin/domain/cases';
import { caseMarks, factsOf, sameMatterIds } from '@huiyin/domain/office';
import type { ChangeFeed } from '../../infra/change-feed.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { Logger } from '../../infra/logger.ts';
import { inSnapshot, inTransaction, type Transaction } from '../../infra/transaction.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { canonicalJson } from '../commands/canonical-json.ts';
import { readRootId } from '../people/people.repository.ts';
import { holderId } from '../people/units.ts';
import { dueDay } from '../petition-cases/due.ts';
import {
  addToTotals,
  type CaseFigureRow,
  type FigureDelta,
  lockFigures,
  neverDue,
  nextPage,
  openCursor,
  readCaseFigures,
  readReceipts,
  readStates,
  restartCursor,
  saveCaseFigures,
  saveCursor,
  takeMorning,
  wrongSums,
} from './kept-figures.repository.ts';

/** Keeps the figures of all bureaus beside the work of this process. */
export interface FigureKeeper {
  /**
   * Brings a bureau's figures up to now. False when that takes longer than a reader waits (they are being made anew, or another
   * process is at it): what is kept is then right for its own revision.
   */
  catchUp(bureauId: string): Promise<boolean>;
  close(): Promise<void>;
}

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly feed: Pick<ChangeFeed, 'onChange'>;
}

/** Changes that follow one another closely are one step. */
const restMs = 400;
/** Hints may be lost, and the morning comes with nobody writing. */
const tickMs = 5_000;
/** A reader waits no longer. */
const patienceMs = 3_000;

/** Follows the change feed; of several processes one does the work at a time. */
export function keepFigures(deps: Deps): FigureKeeper {
  let closed = false;
  let resting: NodeJS.Timeout | undefined;
  let work: Promise<unknown> = Promise.resolve();
  /** The day of the last morning taken here, by bureau. */
  const mornings = new Map<string, PlainDate>();

  async function morning(bureauId: string): Promise<void> {
    const today = deps.clock.today();
    if (mornings.get(bureauId) !== today && (await startMorning(deps, bureauId))) mornings.set(bureauId, today);
  }

  /** One after another in this process. */
  function queued<T>(job: () => Promise<T>): Promise<T> {
    const next = work.then(job);
    work = next.catch(() => undefined);
    return next;
  }
  async function all(): Promise<void> {
    for (const { id } of await deps.database.prisma.bureau.findMany({ select: { id: true } })) {
      await morning(id);
      while (!closed && (await keepSome(deps, id)) === 'more');
    }
  }
  function run(): void {
    if (closed) return;
    queued(all).catch((error: unknown) => deps.logger.warn({ err: error }, 'figures could not be kept'));
  }
  const stop = deps.feed.onChange(() => {
    resting ??= setTimeout(() => {
      resting = undefined;
      run();
    }, restMs);
  });
  const tick = setInterval(run, tickMs);
  tick.unref();
  run();

  return {
    catchUp(bureauId) {
      const until = performance.now() + patienceMs;
      return queued(async () => {
        await morning(bureauId);
        for (;;) {
          const left = await keepSome(deps, bureauId);
          if (left === 'nothing') return true;
          if (closed || performance.now() > until) return false;
          if (left === 'taken') await pause();
        }
      });
    },
    async close() {
      closed = true;
      stop();
      clearInterval(tick);
      clearTimeout(resting);
      await work;
    },
  };
}

/** One step: the next cases into the figures. `taken`: another process is at it. */
async function keepSome({ database }: Pick<Deps, 'database'>, bureauId: string): Promise<'more' | 'nothing' | 'taken'> {
  return inTransaction(database.pool, async (tx) => {
    if (!(await lockFigures(tx, bureauId))) return 'taken';
    const cursor = await openCursor(tx, bureauId);
    const page = await nextPage(tx, bureauId, cursor);
    await keepCases(tx, bureauId, page.ids);
    const moved = page.next.revision !== cursor.revision || page.next.rebuiltTo !== cursor.rebuiltTo;
    if (moved) await saveCursor(tx, bureauId, page.next);
    return page.more ? 'more' : 'nothing';
  });
}

/**
 * Puts a bureau's figures right from its cases, while they are read and kept: first what each case contributes, then the sums. May be cut
 * off at any moment; whoever keeps the figures goes on with the cases.
 */
export async function rebuildFigures(database: Database, bureauId: string): Promise<void> {
  await inTransaction(database.pool, (tx) => restartCursor(tx, bureauId));
  for (;;) {
    const left = await keepSome({ database }, bureauId);
    if (left === 'nothing') break;
    if (left === 'taken') await pause();
  }
  const wrong = await inSnapshot(database.pool, (tx) => wrongSums(tx, bureauId));
  while (wrong.length > 0 && !(await correctSums(database, bureauId, wrong))) await pause();
}

/** False: another process is at the figures. */
function correctSums({ pool }: Database, bureauId: string, wrong: readonly FigureDelta[]): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    if (!(await lockFigures(tx, bureauId))) return false;
    await addToTotals(tx, bureauId, wrong);
    return true;
  });
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 30));

/** Replaces what these cases contribute; one that contributes what it did is not written again. */
async function keepCases(tx: Transaction, bureauId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const [states, kept] = await Promise.all([readStates(tx, bureauId, ids), readCaseFigures(tx, bureauId, ids)]);
  const receipts = await readReceipts(tx, bureauId, states.flatMap(sameMatterIds));
  const rootId = await readRootId(tx, bureauId);
  const before = new Map(kept.map((row) => [row.case_id, row]));
  const after = states
    .map((state) => caseFigure(state, receipts, rootId))
    .filter((row) => canonicalJson(row) !== canonicalJson(before.get(row.case_id) ?? null));
  const replaced = after.flatMap(({ case_id: id }) => before.get(id) ?? []);
  await addToTotals(tx, bureauId, deltas(replaced, after));
  await saveCaseFigures(tx, bureauId, after);
}

/** What a case contributes, counted where it is seen: as the kept counts do. */
export function caseFigure(
  state: PetitionCaseState,
  receipts: Awaited<ReturnType<typeof readReceipts>>,
  rootId: string,
): CaseFigureRow {
  const neighbours = sameMatterIds(state).flatMap((id) => receipts.get(id) ?? []);
  const facts = factsOf(state, neighbours);
  const { marks, due } = caseMarks(facts);
  return {
    case_id: state.id,
    unit_id: holderId(state, rootId),
    compartment: state.compartment,
    accused_unit_id: state.compartment === 'accusation' ? (state.matter.accusedUnitId ?? '') : '',
    channel: state.channel,
    content_kind: state.matter.facts.contentKind,
    ...{ facts, marks },
    ...{ notice_due: due.notice ?? null, reply_due: due.reply ?? null, asked_due: due.asked ?? null },
  };
}

/** The lines of figure_total that these cases make up. */
function linesOf(rows: readonly CaseFigureRow[], sign: 1 | -1 = 1): readonly FigureDelta[] {
  return rows.flatMap(({ unit_id, compartment, accused_unit_id, channel, content_kind, facts }) =>
    facts.map(({ due = neverDue, amount, ...fact }) => ({
      ...{ unit_id, compartment, accused_unit_id, channel, content_kind },
      ...{ ...fact, due, amount: sign * amount },
    })),
  );
}

/** A line's key as one text. */
function lineKey({ amount: _amount, ...key }: FigureDelta): string {
  return JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function deltas(before: readonly CaseFigureRow[], after: readonly CaseFigureRow[]): readonly FigureDelta[] {
  const sums = new Map<string, FigureDelta>();
  for (const line of [...linesOf(before, -1), ...linesOf(after)]) {
    const key = lineKey(line);
    sums.set(key, { ...line, amount: line.amount + (sums.get(key)?.amount ?? 0) });
  }
  return [...sums.values()].filter(({ amount }) => amount !== 0);
}

/** Keeps how the counts stand when the day begins, or as soon after it as a server runs. False: another process is at it. */
export async function startMorning(
  { database, clock }: Pick<Deps, 'database' | 'clock'>,
  bureauId: string,
): Promise<boolean> {
  const day = dueDay(await calendarFor(database, { bureauId }), clock.today());
  return inTransaction(database.pool, async (tx) => {
    if (!(await lockFigures(tx, bureauId))) return false;
    await takeMorning(tx, bureauId, day, new Date(clock.now()));
    return true;
  });
}
