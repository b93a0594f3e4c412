import { type ImportFault, importColumnOf, refusalMessage } from '@huiyin/domain/messages';
import { Prisma } from '../../generated/prisma/client.ts';
import { refusalError } from '../../graphql/refusal.ts';
import { mapInGoes } from '../../infra/breathe.ts';
import { inTransaction, type Transaction } from '../../infra/transaction.ts';
import { type CommandDeps, executeRun, NotWhole } from '../commands/execute-command.ts';
import { freeNumbers, takeAhead, useNumbers } from '../commands/numbers.repository.ts';
import { type AskedCommand, askCommand } from '../commands/runs.ts';
import { advanceWork, beginWork, endWork, type LongWork } from '../long-work/long-work.ts';
import type { Viewer } from '../people/viewer.ts';
import { caseIdsOf, idOf } from './import-ids.ts';
import { digestOf, doubled, earlierImports, judgeRows, readSheet, type Sheet } from './imports.usecases.ts';

/** A case that an import made. */
export interface ImportedCase {
  readonly id: string;
  readonly number: string;
}

/** How an import ended: every case of it, or what is wrong and nothing at all. */
export interface ImportOutcome {
  readonly done: boolean;
  readonly cases: readonly ImportedCase[];
  readonly faults: readonly (ImportFault & { readonly line: number })[];
}

/** What stands of an import: its cases in the order of the sheet; none when it will never be carried out. */
export interface ImportSettled {
  readonly cases: readonly ImportedCase[];
}

type NamedSheet = Sheet & { readonly importId: string };

/** How long a sheet waits for the one before it. */
const patienceMs = 120_000;
const pauseMs = 250;

const turnOf = (bureauId: string) =>
  Prisma.sql`pg_try_advisory_xact_lock(hashtextextended(${`case_import ${bureauId}`}, 0))`;

/**
 * One import of a bureau at a time, in whatever process: who asks how one has ended waits until it has. Its own connection
 * holds the turn and nothing else; whoever waits holds none.
 */
async function inTurn<T>({ database }: CommandDeps, bureauId: string, work: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += pauseMs) {
    const turn = await inTransaction(database.pool, async (tx) => {
      const [lock] = await tx.query<{ mine: boolean }>(Prisma.sql`select ${turnOf(bureauId)} as mine`);
      // it holds still while the rows are written on another connection
      await tx.query(Prisma.sql`set local idle_in_transaction_session_timeout = 0`);
      if (!lock?.mine) return undefined;
      try {
        return { made: await work() };
      } finally {
        await inTransaction(database.pool, (other) => freeNumbers(other, bureauId));
      }
    });
    if (turn) return turn.made;
    if (waited >= patienceMs) throw refusalError('import-busy');
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** Every few minutes: numbers that an import took whose process has died are free again, unless one is under way. */
export async function freeLeftNumbers({ database }: Pick<CommandDeps, 'database'>): Promise<void> {
  for (const { id: bureauId } of await database.prisma.bureau.findMany({ select: { id: true } })) {
    await inTransaction(database.pool, async (tx) => {
      const [lock] = await tx.query<{ mine: boolean }>(Prisma.sql`select ${turnOf(bureauId)} as mine`);
      if (lock?.mine) await freeNumbers(tx, bureauId);
    });
  }
}

/**
 * Registers every row of a sheet in ONE transaction, or none: a kill, a lost line or a wrong row leaves nothing behind. The
 * same `importId` again is answered with the cases it has made; the same sheet under another one is refused unless `again`.
 */
export async function runImport(
  deps: CommandDeps,
  viewer: Viewer,
  { again, ...sheet }: NamedSheet & { readonly again: boolean },
): Promise<ImportOutcome> {
  const { header, ...read } = await readSheet(deps, viewer, sheet, sheet.importId);
  const { rows } = read;
  const faults = async (): Promise<ImportOutcome['faults']> => {
    const judged = await judgeRows(deps, viewer, read);
    const wrong = judged.flatMap(({ line, faults: some }) => some.map((fault) => ({ ...fault, line })));
    return [...header.map((fault) => ({ ...fault, line: 1 })), ...wrong];
  };
  if (rows.length === 0 || rows.some(({ command }) => command === undefined) || doubled(rows).size > 0)
    return { done: false, cases: [], faults: await faults() };
  const lines = rows.map(({ line }) => line);
  const made = await mapInGoes(rows, ({ command, line }) => {
    if (command === undefined) return [];
    const { type, ...payload } = command;
    const commandId = idOf(sheet.importId, line, 'command');
    return [askCommand(deps, viewer, { commandId, type, occurredAt: new Date(deps.clock.now()), payload })];
  });
  const asked = made.flat();
  return inTurn(deps, viewer.bureauId, async () => {
    await checkNew(deps, viewer, sheet, again);
    return told(deps, viewer, sheet, async () => {
      const outcome = await registerAll(deps, viewer, sheet, { asked, lines });
      if (outcome.done) return outcome;
      // the door tells of each row what it met first: all of it is told, as before the sheet was sent
      const all = await faults();
      const rest = outcome.faults.filter(({ line }) => !all.some((fault) => fault.line === line));
      return { ...outcome, faults: [...all, ...rest] };
    });
  });
}

/** An import as a piece of long work: its person hears how it ended. */
function workOf({ bureauId, id: personId }: Viewer, { importId, fileName }: NamedSheet): LongWork {
  return { bureauId, id: importId, personId, kind: 'import', subject: fileName };
}

/** Registers the sheet, telling how far it is and how it ended; a process that dies is told by its silence. */
async function told(
  deps: CommandDeps,
  viewer: Viewer,
  sheet: NamedSheet,
  register: () => Promise<ImportOutcome>,
): Promise<ImportOutcome> {
  const work = workOf(viewer, sheet);
  const end = (state: 'refused' | 'interrupted', refused: number) =>
    inTransaction(deps.database.pool, (tx) =>
      endWork(tx, work, { state, done: 0, refused }, new Date(deps.clock.now())),
    );
  // one of the same id has the turn alone: whatever stood there has ended
  await beginWork(deps, work);
  try {
    const outcome = await register();
    if (!outcome.done) await end('refused', outcome.faults.length);
    return outcome;
  } catch (error) {
    await end('interrupted', 0);
    throw error;
  }
}

/** Refuses an import that was given up, and a sheet that another import has registered. */
async function checkNew(deps: CommandDeps, viewer: Viewer, sheet: NamedSheet, again: boolean): Promise<void> {
  const { bureauId } = viewer;
  const known = await deps.database.prisma.caseImport.findFirst({ where: { bureauId, id: sheet.importId } });
  if (known?.cases === 0) throw refusalError('import-withdrawn');
  const [before] = known ? [] : await earlierImports(deps, viewer, sheet);
  if (before && !again) throw refusalError('import-again', { name: before.personName });
}

async function registerAll(
  deps: CommandDeps,
  viewer: Viewer,
  sheet: NamedSheet,
  { asked, lines }: { readonly asked: readonly AskedCommand[]; readonly lines: readonly number[] },
): Promise<ImportOutcome> {
  const lineOf = new Map(lines.map((line) => [idOf(sheet.importId, line, 'command'), line]));
  const none = (faults: ImportOutcome['faults']) => ({ done: false, cases: [], faults });
  const malformed = asked.flatMap(({ envelope, prepared }) =>
    prepared.ok ? [] : [{ line: lineOf.get(envelope.commandId) ?? 0, message: refusalMessage(prepared as never) }],
  );
  if (malformed.length > 0) return none(malformed);
  try {
    const { pool } = deps.database;
    const { bureauId } = viewer;
    const channels = new Set<string>();
    const outcomes = await executeRun(deps, asked, {
      take(of) {
        channels.add(of.channel);
        return takeAhead(pool, bureauId, sheet.importId, of);
      },
      onWritten: (rows) => advanceWork(deps, workOf(viewer, sheet), rows),
      async write(tx) {
        await useNumbers(tx, bureauId, sheet.importId, channels.size);
        await keep(tx, deps, viewer, sheet, asked.length);
        const end = { state: 'done', done: asked.length, refused: 0 } as const;
        await endWork(tx, workOf(viewer, sheet), end, new Date(deps.clock.now()));
      },
    });
    return { done: true, cases: outcomes.flatMap(({ cases }) => cases), faults: [] };
  } catch (error) {
    if (!(error instanceof NotWhole)) throw error;
    return none(
      error.refused.map(({ commandId, path, message, stored }) => {
        const column = importColumnOf(path ?? stored?.path ?? undefined);
        const said = message ?? stored?.message ?? '';
        return { line: lineOf.get(commandId) ?? 0, message: said, ...(column && { column }) };
      }),
    );
  }
}

/** Remembers the import, in the transaction of its cases. Without cases it is given up: nothing comes of it any more. */
async function keep(
  tx: Transaction,
  { clock }: Pick<CommandDeps, 'clock'>,
  viewer: Viewer,
  sheet: NamedSheet,
  cases: number,
): Promise<void> {
  const digest = cases === 0 ? '' : digestOf(sheet);
  await tx.query(Prisma.sql`
    insert into case_import (bureau_id, id, digest, file_name, cases, person_id, person_name, imported_at)
    values (${viewer.bureauId}, ${sheet.importId}, ${digest}, ${sheet.fileName}, ${cases}, ${viewer.id},
      ${viewer.displayName}, ${new Date(clock.now())})
    on conflict (bureau_id, id) do nothing`);
}

/**
 * How an import whose answer was lost has ended: waits while it runs; what has not begun by then never will. So the answer
 * is all of it or none of it, for good.
 */
export async function settleImport(deps: CommandDeps, viewer: Viewer, importId: string): Promise<ImportSettled> {
  const { bureauId, id: personId } = viewer;
  return inTurn(deps, bureauId, async () => {
    const known = await deps.database.prisma.caseImport.findFirst({ where: { bureauId, id: importId } });
    if (known && known.personId !== personId) throw refusalError('import-unreadable');
    if (known && known.cases > 0) return { cases: await casesOf(deps, bureauId, importId) };
    const sheet = { importId, fileName: '', rows: [] };
    if (!known) await inTransaction(deps.database.pool, (tx) => keep(tx, deps, viewer, sheet, 0));
    return { cases: [] };
  });
}

/** Each case bears an id that follows from its row. */
async function casesOf({ database }: Pick<CommandDeps, 'database'>, bureauId: string, importId: string) {
  const ids = caseIdsOf(importId);
  const found = await database.prisma.petitionCase.findMany({
    where: { bureauId, id: { in: [...ids] } },
    select: { id: true, number: true },
  });
  const numbers = new Map(found.map(({ id, number }) => [id, number ?? '']));
  return ids.flatMap((id) => (numbers.has(id) ? [{ id, number: numbers.get(id) ?? '' }] : []));
}
