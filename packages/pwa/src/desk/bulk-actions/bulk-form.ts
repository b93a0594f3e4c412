import { createSignal } from 'solid-js';
import { ask, type Problem, tell } from '../../graphql/client.ts';
import { uuidv7 } from '../../offline/uuid.ts';
import { PreviewCommands, type WorkRow } from '../documents.ts';
import { type Bulk, StartBulk } from './bulk-actions.ts';

/** A case as it is chosen for an action on many. */
export type Chosen = Pick<WorkRow, 'id' | 'version' | 'number' | 'title' | 'handlingUnit' | 'meantUnit' | 'turn'>;

/** One case of a bulk action that is not begun yet: what will become of it. */
export interface ForeseenItem {
  readonly row: Chosen;
  /** Why not, with the article; undefined for one that will be done. */
  readonly refusal: string | undefined;
  /** Which unit it is taken from, where it goes to another than the one that was to handle it. */
  readonly from: string | undefined;
  /** What the procedure would have done with it instead: 交办 and 转送 exclude each other. */
  readonly instead: string | undefined;
}

/** What is given to every chosen case. */
export interface BulkCommand {
  readonly type: Bulk['type'];
  readonly fields: Readonly<Record<string, string>>;
}

/** Cases that one request foresees; the server's own limit is 50. */
const BATCH = 50;

/**
 * One action on many cases (批量办理): foreseen first, each by the rules, then given to the server as a whole, which carries it out
 * by itself. Given again after a lost answer it has the same id, so that nothing begins twice.
 */
export function createBulkForm() {
  const [items, setItems] = createSignal<readonly ForeseenItem[]>();
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  const [foreseen, setForeseen] = createSignal(0);
  const [begun, setBegun] = createSignal<string>();
  let id = '';

  const foresee = async (rows: readonly Chosen[], { type, fields }: BulkCommand) => {
    setBusy(true);
    setProblem(undefined);
    setForeseen(0);
    id = uuidv7();
    const occurredAt = new Date().toISOString();
    const judged: ForeseenItem[] = [];
    for (let at = 0; at < rows.length; at += BATCH) {
      const some = rows.slice(at, at + BATCH);
      const commands = some.map(({ id: caseId, version: expectedVersion }) => {
        return { commandId: uuidv7(), type, occurredAt, payload: { caseId, expectedVersion, ...fields } };
      });
      const answer = await ask(PreviewCommands, { commands });
      if (!answer.ok) {
        setProblem(answer.problem);
        setBusy(false);
        return;
      }
      some.forEach((row, place) => {
        const found = answer.data.previewCommands[place];
        const refusal = found?.accepted === false ? (found.message ?? '') : undefined;
        const { id: unitId, name } = row.meantUnit ?? row.handlingUnit;
        const moves = refusal === undefined && fields.unitId !== undefined && fields.unitId !== unitId;
        const passedOn = refusal === undefined && type === 'assignCase' && row.turn?.action === 'transferCase';
        const instead = passedOn ? (row.turn?.actionName ?? undefined) : undefined;
        judged.push({ row, refusal, from: moves ? name : undefined, instead });
      });
      setForeseen(judged.length);
    }
    // what will not be done, and why, is read first, then what goes to another unit or another way than it was meant for
    const rank = ({ refusal, from, instead }: ForeseenItem) =>
      refusal !== undefined ? 0 : from !== undefined || instead !== undefined ? 1 : 2;
    setItems(judged.toSorted((a, b) => rank(a) - rank(b)));
    setBusy(false);
  };

  /**
   * Gives all that was chosen: each case is judged again when its turn comes, and a refusal is kept with the others.
   * @returns whether it has begun
   */
  const start = async ({ type, fields }: BulkCommand): Promise<boolean> => {
    setBusy(true);
    setProblem(undefined);
    const cases = (items() ?? []).map(({ row }) => ({ caseId: row.id, expectedVersion: row.version }));
    const told = await tell(StartBulk, { id, type, payload: fields, cases });
    setBusy(false);
    if (told.ok) setBegun(told.data.startBulkAction.id);
    else setProblem(told.problem);
    return told.ok;
  };

  return { items, problem, busy, foreseen, begun, foresee, start, again: () => setItems(undefined) };
}
