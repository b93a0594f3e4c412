import type { Database } from '../../infra/database.ts';
import { isDatabaseAway } from '../../infra/database-errors.ts';
import type { PreparedCommand } from './command-envelope.ts';
import type { CommandOutcome } from './outcome.ts';
import { namesIn } from './runs.ts';

// Whoever registers a case holds the counter of its numbers (编号, R69: no gaps, so no letting go) until the COMMIT is on disk.
// Each alone, registrations would come one after another and wait for the disk one after another, however many people
// register. So those that come while others are under way wait here, and share the next transaction (docs/decisions/010).

type Run = readonly PreparedCommand[];
type CarryOut = (run: Run) => Promise<readonly CommandOutcome[]>;

interface Waiting {
  readonly run: Run;
  readonly carryOut: CarryOut;
  readonly answer: (outcomes: Promise<readonly CommandOutcome[]>) => void;
}

interface Line {
  readonly waiting: Waiting[];
  underWay: number;
}

/** One transaction on its way to the disk, and one being made ready. */
const mostUnderWay = 2;
/** Commands in one transaction, unless one client sends more: nobody waits long for the others to be decided. */
const mostTogether = 32;

const lines = new WeakMap<Database, Map<string, Line>>();

function lineOf(database: Database, name: string): Line {
  const ofDatabase = lines.get(database) ?? new Map<string, Line>();
  lines.set(database, ofDatabase);
  const line = ofDatabase.get(name) ?? { waiting: [], underWay: 0 };
  ofDatabase.set(name, line);
  return line;
}

/**
 * Carries out a run at once, or together with others that wait for the same counters. Should the shared transaction fail, nothing of
 * it has happened, and each run gets its own.
 * @param counters bureau and counters, as a name (see {@link countersOf}): whoever holds others is not waited for
 * @param carryOut one transaction for all it is given, by whomever; answers the outcomes in their order
 */
export function shareCommit(
  { database, counters }: { readonly database: Database; readonly counters: string },
  run: Run,
  carryOut: CarryOut,
): Promise<readonly CommandOutcome[]> {
  const line = lineOf(database, counters);
  return new Promise((answer) => {
    line.waiting.push({ run, carryOut, answer });
    goOn(line);
  });
}

function goOn(line: Line): void {
  while (line.underWay < mostUnderWay && line.waiting.length > 0) {
    line.underWay += 1;
    carryOutTogether(nextOf(line.waiting)).finally(() => {
      line.underWay -= 1;
      goOn(line);
    });
  }
}

/** Takes from the head of the line what can share a transaction: of one name (the same command sent twice) only the first. */
function nextOf(waiting: Waiting[]): readonly Waiting[] {
  const names = new Set<string>();
  let [count, size] = [0, 0];
  for (const { run } of waiting) {
    const own = run.flatMap(namesIn);
    if (count > 0 && (size + run.length > mostTogether || own.some((name) => names.has(name)))) break;
    for (const name of own) names.add(name);
    count += 1;
    size += run.length;
  }
  return waiting.splice(0, count);
}

async function carryOutTogether(together: readonly Waiting[]): Promise<void> {
  const [first, ...others] = together;
  if (first === undefined) return;
  const alone = () => Promise.all(together.map(settleAlone));
  if (others.length === 0) return void (await alone());
  try {
    const outcomes = await first.carryOut(together.flatMap(({ run }) => run));
    let from = 0;
    for (const { run, answer } of together) {
      answer(Promise.resolve(outcomes.slice(from, from + run.length)));
      from += run.length;
    }
  } catch (error) {
    if (isDatabaseAway(error)) for (const { answer } of together) answer(Promise.reject(error));
    else await alone();
  }
}

async function settleAlone({ run, carryOut, answer }: Waiting): Promise<void> {
  const work = carryOut(run);
  answer(work);
  await work.catch(() => undefined);
}
