import { createEffect, createSignal, onCleanup } from 'solid-js';
import { ask, type Problem, tell } from '../graphql/client.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { keptInWindow } from './commands.ts';
import { PreviewCommands, SubmitCommands, type WorkRow } from './documents.ts';

/** One case of a bulk action: what will happen to it, or what happened. */
export interface BulkItem {
  readonly row: Pick<WorkRow, 'id' | 'version' | 'number' | 'title'>;
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

/** A bulk action that was begun: what this window keeps of it until its last case is settled. */
export interface KeptBulk {
  readonly command: BulkCommand;
  readonly occurredAt: string;
  readonly items: readonly BulkItem[];
}

/** Cases that one request takes; the server's own limit is 50. */
const BATCH = 50;
const kept = () => keptInWindow<KeptBulk>('bulk');

/** What was begun in this window and not finished: a reload or a lost connection came between. */
export function unfinishedBulk(): KeptBulk | undefined {
  const before = kept().read();
  return before?.items.some(({ state }) => state === 'willDo') ? before : undefined;
}
export const forgetBulk = (): void => kept().write(undefined);

/**
 * One action on many cases: foreseen first, each by the rules, then carried out case by case. Whatever is refused stays as it
 * was; nothing is done by half. The same command ids are used when a try was lost, after a reload too, so nothing happens twice.
 */
export function createBulk(before: KeptBulk | undefined) {
  const [items, setItems] = createSignal<readonly BulkItem[] | undefined>(before?.items);
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  const [foreseen, setForeseen] = createSignal(0);
  const [started, setStarted] = createSignal(before !== undefined);
  let occurredAt = before?.occurredAt ?? '';
  const stay = (event: BeforeUnloadEvent) => {
    if (busy() && started()) event.preventDefault();
  };
  window.addEventListener('beforeunload', stay);
  onCleanup(() => window.removeEventListener('beforeunload', stay));

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
    setForeseen(0);
    occurredAt = new Date().toISOString();
    const asked = rows.map(({ id, version, number, title }): BulkItem => {
      return { row: { id, version, number, title }, commandId: uuidv7(), state: 'willDo', message: '' };
    });
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
      setForeseen(judged.length);
    }
    // what will not be done, and why, is read first
    setItems(judged.toSorted((a, b) => Number(b.state === 'refused') - Number(a.state === 'refused')));
    setBusy(false);
  };

  const carryOut = async (command: BulkCommand) => {
    setBusy(true);
    setStarted(true);
    setProblem(undefined);
    const waiting = (items() ?? []).filter(({ state }) => state === 'willDo');
    const keep = () => kept().write({ command, occurredAt, items: items() ?? [] });
    keep();
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
      keep();
    }
    setBusy(false);
  };
  createEffect(() => {
    if (started() && !items()?.some(({ state }) => state === 'willDo')) forgetBulk();
  });

  return { items, problem, busy, foreseen, started, foresee, carryOut, again: () => setItems(undefined) };
}
