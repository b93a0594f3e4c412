import { createSignal } from 'solid-js';
import { ask, type Problem, tell } from '../graphql/client.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { PreviewCommands, SubmitCommands, type WorkRow } from './documents.ts';

/** One case of a bulk action: what will happen to it, or what happened. */
export interface BulkItem {
  readonly row: WorkRow;
  readonly commandId: string;
  readonly state: 'willDo' | 'refused' | 'done' | 'failed';
  /** Why not, with the article. */
  readonly message: string;
}

/** What is given to every chosen case. */
export interface BulkCommand {
  readonly type: 'urgeCase' | 'assignCase';
  readonly fields: Readonly<Record<string, string>>;
}

/** Cases that one request takes; the server's own limit is 50. */
const BATCH = 20;

/**
 * One action on many cases: foreseen first, each by the rules, then carried out case by case. Whatever is refused stays as it
 * was; nothing is done by half. The same command ids are used when a try was lost, so nothing happens twice.
 */
export function createBulk() {
  const [items, setItems] = createSignal<readonly BulkItem[]>();
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  const [finished, setFinished] = createSignal(0);
  let occurredAt = '';

  const envelopes = (some: readonly BulkItem[], { type, fields }: BulkCommand) =>
    some.map(({ row, commandId }) => ({
      commandId,
      type,
      occurredAt,
      payload: { caseId: row.id, expectedVersion: row.version, ...fields },
    }));

  const foresee = async (rows: readonly WorkRow[], command: BulkCommand) => {
    setBusy(true);
    setProblem(undefined);
    occurredAt = new Date().toISOString();
    const asked = rows.map((row): BulkItem => ({ row, commandId: uuidv7(), state: 'willDo', message: '' }));
    const judged: BulkItem[] = [];
    for (let at = 0; at < asked.length; at += BATCH) {
      const some = asked.slice(at, at + BATCH);
      const answer = await ask(PreviewCommands, { commands: envelopes(some, command) });
      if (!answer.ok) {
        setProblem(answer.problem);
        setBusy(false);
        return;
      }
      const byId = new Map(answer.data.previewCommands.map((one) => [one.commandId, one]));
      for (const item of some) {
        const found = byId.get(item.commandId);
        judged.push(found?.accepted === false ? { ...item, state: 'refused', message: found.message ?? '' } : item);
      }
    }
    setItems(judged);
    setBusy(false);
  };

  const carryOut = async (command: BulkCommand) => {
    setBusy(true);
    setProblem(undefined);
    const waiting = (items() ?? []).filter(({ state }) => state === 'willDo');
    for (let at = 0; at < waiting.length; at += BATCH) {
      const some = waiting.slice(at, at + BATCH);
      const answer = await tell(SubmitCommands, { commands: envelopes(some, command) });
      if (!answer.ok) {
        setProblem(answer.problem);
        break;
      }
      const outcomes = new Map(answer.data.submitCommands.map((one) => [one.commandId, one]));
      setItems((all) =>
        all?.map((item): BulkItem => {
          const outcome = outcomes.get(item.commandId);
          if (!outcome) return item;
          const decided = outcome.status === 'duplicate' && outcome.stored ? outcome.stored : outcome;
          const done = decided.status === 'accepted' || decided.status === 'duplicate';
          return { ...item, state: done ? 'done' : 'failed', message: decided.message ?? '' };
        }),
      );
      setFinished((n) => n + some.length);
    }
    setBusy(false);
  };

  return { items, problem, busy, finished, foresee, carryOut, again: () => setItems(undefined) };
}
