import { randomUUID } from 'node:crypto';
import { ok } from '@huiyin/domain';
import { importLimit } from '@huiyin/domain/messages';
import * as v from 'valibot';
import type { Services } from '../../context.ts';
import { enqueue } from '../../infra/jobs.ts';
import { inTransaction, type Transaction } from '../../infra/transaction.ts';
import { notUuid, serverRefusal, shapeProblem } from '../../messages/refusals.ts';
import { prepareCommand } from '../commands/command-envelope.ts';
import { submitCommands } from '../commands/commands.usecases.ts';
import type { CommandDeps } from '../commands/execute-command.ts';
import type { CommandOutcome } from '../commands/outcome.ts';
import { isUuid } from '../commands/shapes.ts';
import { endWork } from '../long-work/long-work.ts';
import { authorOf } from '../people/people.repository.ts';
import type { Outcome } from '../people/people.usecases.ts';
import type { Viewer } from '../people/viewer.ts';
import { mayReadCases } from '../people/visibility.ts';
import {
  type BulkActionRow,
  type BulkEnd,
  type BulkItemRow,
  type BulkStep,
  type BulkType,
  countItems,
  endBulk,
  forgetBulks,
  goOn,
  insertBulk,
  listBulks,
  listItems,
  nextSteps,
  runningBulk,
  settleSteps,
} from './bulk-actions.repository.ts';

// One action on many cases is kept first and carried out by a job afterwards (docs/decisions/020): a window that closes or a
// process that dies leaves the rest to be done, and never the same case twice.

/** As many as somebody still reads the outcome of; of what an import registered by mistake all of it (作废登记). */
const mostCases: Readonly<Record<BulkType, number>> = { urgeCase: 1_000, assignCase: 1_000, voidCase: importLimit };
/** Of one transaction: few enough that a colleague at one of these cases waits for moments only. */
const together = 20;
const keptForMs = 365 * 86_400_000;

/** A case that was chosen, at the version that was looked at. */
interface ChosenCase {
  readonly caseId: string;
  readonly expectedVersion: number;
}

/** What is given to each of many cases. */
export interface BulkAsked {
  /** UUID made by the client: the same one again is answered with what is under way. */
  readonly id: string;
  readonly type: BulkType;
  readonly payload?: unknown;
  readonly cases: readonly ChosenCase[];
}

/**
 * Keeps an action on many cases, each with a command of its own, and gives it to a job. Refuses bulk-size, invalid-command, and
 * what the command's fields are refused with whatever the case.
 */
export async function startBulk(
  { database, clock }: Pick<Services, 'database' | 'clock'>,
  viewer: Viewer,
  { id, type, payload, cases }: BulkAsked,
): Promise<Outcome<BulkActionRow>> {
  const chosen = [...new Map(cases.map((one) => [one.caseId, one])).values()];
  const [first] = chosen;
  const limit = mostCases[type];
  if (!first || chosen.length > limit) return serverRefusal('bulk-size', { limit });
  if (!isUuid(id)) return notUuid('bulkId', 'id');
  const odd = chosen.find(({ caseId }) => !isUuid(caseId));
  if (odd) return notUuid('caseId', `cases.${cases.indexOf(odd)}.caseId`);
  const fields = v.safeParse(v.record(v.string(), v.unknown()), payload);
  if (!fields.success) {
    const path = 'payload';
    return serverRefusal('invalid-command', { path, detail: shapeProblem('shape', path) }, path);
  }
  const askedAt = new Date(clock.now());
  // One of them is tried: but for the case, all have the same fields.
  const sample = envelopeOf({ type, payload: fields.output, askedAt }, { ...first, place: 0, commandId: id });
  const prepared = prepareCommand(sample, viewer, clock.now());
  if (!prepared.ok) return prepared;
  if (!prepared.value.command.ok) return prepared.value.command;
  const action = { bureauId: viewer.bureauId, id, personId: viewer.id, type, payload: fields.output, askedAt };
  const steps = chosen.map((one, place): BulkStep => ({ ...one, place, commandId: randomUUID() }));
  await inTransaction(database.pool, async (tx) => {
    if (!(await insertBulk(tx, action, steps))) return;
    await forgetBulks(tx, action, new Date(clock.now() - keptForMs));
    await giveToJob(tx, action);
  });
  return own(database, viewer, id);
}

/** Stops it after the cases that are being done at this moment; what is done stays done. Refuses unknown-bulk. */
export async function stopBulk(
  { database, clock }: Pick<Services, 'database' | 'clock'>,
  viewer: Viewer,
  id: string,
): Promise<Outcome<BulkActionRow>> {
  const found = await own(database, viewer, id);
  if (!found.ok) return found;
  await inTransaction(database.pool, (tx) => endBulk(tx, found.value, { state: 'stopped' }, new Date(clock.now())));
  return own(database, viewer, id);
}

/** Lets a stopped one do the rest, under the same commands. Refuses unknown-bulk. */
export async function resumeBulk(
  { database }: Pick<Services, 'database'>,
  viewer: Viewer,
  id: string,
): Promise<Outcome<BulkActionRow>> {
  const found = await own(database, viewer, id);
  if (!found.ok) return found;
  await inTransaction(database.pool, async (tx) => {
    if (await goOn(tx, found.value)) await giveToJob(tx, found.value);
  });
  return own(database, viewer, id);
}

/** The cases of one of the viewer's own, what was not done first. Refuses unknown-bulk. */
export async function itemsOf(
  { database }: Pick<Services, 'database'>,
  viewer: Viewer,
  id: string,
): Promise<Outcome<BulkItemRow[]>> {
  const items = await listItems(database.prisma, viewer, id);
  return items.length === 0 ? serverRefusal('unknown-bulk') : ok(items);
}

/** One of the viewer's own. Refuses unknown-bulk. */
export async function own(database: Services['database'], viewer: Viewer, id: string): Promise<Outcome<BulkActionRow>> {
  const [found] = await listBulks(database.prisma, viewer, id);
  return found ? ok(found) : serverRefusal('unknown-bulk');
}

/** One at a time of a bureau: reminders and reports never wait behind them. */
const giveToJob = (tx: Transaction, { bureauId, id }: Pick<BulkActionRow, 'bureauId' | 'id'>) =>
  enqueue(tx, [{ task: 'carry-out-bulk', payload: { bureauId, id }, queue: `bulk ${bureauId}` }]);

const jobPayload = v.object({ bureauId: v.string(), id: v.string() });

/**
 * Carries out one action on many cases, some at a time, through the one door. It may come twice, and from two processes: a command
 * that was carried out before is answered by its receipt. Goes by its author's rights of the moment; ends when it has been stopped.
 * @param signal leaves the rest to the next attempt
 */
export async function carryOutBulk(
  services: CommandDeps & Pick<Services, 'logger'>,
  payload: unknown,
  signal: AbortSignal,
): Promise<void> {
  const { database, clock } = services;
  const named = v.parse(jobPayload, payload);
  const end = (
    { personId, type: subject }: Pick<BulkActionRow, 'personId' | 'type'>,
    how: Parameters<typeof endBulk>[2],
  ) =>
    inTransaction(database.pool, async (tx) => {
      const now = new Date(clock.now());
      if (!(await endBulk(tx, named, how, now))) return;
      const counts = await countItems(tx, named);
      await endWork(tx, { ...named, personId, kind: 'bulk', subject }, { state: how.state, ...counts }, now);
    });
  for (;;) {
    const action = await runningBulk(database.prisma, named);
    if (!action) return;
    const author = await authorOf(database.prisma, action);
    if (!author || !mayReadCases(author)) {
      return end(action, { state: 'stopped', problem: serverRefusal('bulk-account-closed') });
    }
    const steps = await nextSteps(database.prisma, named, together);
    if (steps.length === 0) return end(action, { state: 'done' });
    signal.throwIfAborted();
    const envelopes = steps.map((step) => envelopeOf(action, step));
    const outcomes = await submitCommands(services, author, envelopes);
    const ends = steps.flatMap((step, at) => endOf(step, outcomes[at]));
    await inTransaction(database.pool, (tx) => settleSteps(tx, named, ends));
  }
}

function envelopeOf(
  { type, payload, askedAt }: Pick<BulkActionRow, 'type' | 'payload' | 'askedAt'>,
  { commandId, caseId, expectedVersion }: BulkStep,
) {
  return { commandId, type, occurredAt: askedAt, payload: { ...payload, caseId, expectedVersion } };
}

/** An answer that was lost with its process is the stored one. */
function endOf({ place }: BulkStep, outcome: CommandOutcome | undefined): BulkEnd[] {
  if (!outcome) return [];
  const { status, code, message, citations } = outcome.status === 'duplicate' ? (outcome.stored ?? outcome) : outcome;
  const done = status === 'accepted' || status === 'duplicate';
  return [{ place, state: done ? 'done' : 'refused', code, message, citations }];
}
