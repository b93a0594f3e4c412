// huiyin due · huiyin verify [cases | counts | figures]. Exit code 0: done; 1: something differs; 2: the question could not be answered.
import { parseArgs } from 'node:util';
import {
  buildCalendar,
  builtInYears,
  clocks,
  type Deadline,
  deadline,
  parsePlainDate,
  provinces,
} from '@huiyin/domain';
import {
  clockName,
  dateText,
  explainBinding,
  explainDeadline,
  fullDateText,
  refusalMessage,
  stepLabel,
  weekdayText,
} from '@huiyin/domain/messages';
import { readEnv } from './env.ts';
import { systemClock } from './infra/clock.ts';
import { type Database, openDatabase } from './infra/database.ts';
import { hasEmbeddedPostgres, runningEmbeddedPostgres, startEmbeddedPostgres } from './infra/embedded-postgres.ts';
import { StartProblem } from './infra/start-problem.ts';
import { cliLines } from './messages/cli.ts';
import { startProblemMessage } from './messages/start.ts';
import { rebuildCounts, recountCounts } from './modules/live/recount.ts';
import { rebuildFigures } from './modules/reports/kept-figures.ts';
import { wrongFigures } from './modules/reports/verify-figures.ts';
import { type Progress, verifyDatabase, verifyRows, wrongCountLines } from './verify.ts';

const words = cliLines.due;
const sayMs = 5_000;

/** Prints a due date (期限) with its article and its days. */
function due(args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    options: {
      clock: { type: 'string' },
      from: { type: 'string' },
      province: { type: 'string' },
      steps: { type: 'boolean' },
    },
  });
  for (const name of ['clock', 'from'] as const) {
    if (values[name] === undefined) return refuse(cliLines.missingOption(name), cliLines.usage);
  }
  const from = parsePlainDate(values.from);
  if (!from.ok) return refuse(refusalMessage(from));
  const province = provinces.find((id) => id === values.province);
  if (province === undefined && values.province !== undefined) return refuse(cliLines.provinces(provinces.join('、')));
  const options = province === undefined ? {} : { province };
  const answer = deadline(buildCalendar(builtInYears), values.clock ?? '', from.value, options);
  if (!answer.ok) {
    const known = answer.code === 'unknown-clock' ? [cliLines.clocks(clocks.map(({ id }) => id).join('、'))] : [];
    return refuse(refusalMessage(answer), ...known);
  }
  printDeadline(answer.value, values.steps === true);
  return 0;
}

function printDeadline(answer: Deadline, everyDay: boolean): void {
  const near = answer.from;
  console.log(words.title(clockName(answer.clock), answer.clock, fullDateText(answer.from)));
  console.log(words.legal(`${fullDateText(answer.legalDue)} ${weekdayText(answer.legalDue)}`));
  console.log(words.target(`${fullDateText(answer.targetDue)} ${weekdayText(answer.targetDue)}`));
  console.log(words.reason(explainDeadline(answer)));
  const compared = explainBinding(answer);
  if (compared) console.log(words.binding(compared));
  if (answer.provisional) console.log(words.provisional);
  const { steps, limit } = answer.binding;
  const shown = everyDay ? steps : steps.filter(({ reason }) => reason !== 'counted');
  console.log(everyDay ? words.all : words.skipped);
  for (const step of shown) console.log(words.day(dateText(step.date, near).padEnd(12), stepLabel(step, limit.unit)));
}

/** Checks the whole database, or only the rows of cases, visits and sessions, the kept counts or figures; see verifyDatabase, verifyRows, recountCounts and wrongFigures. */
async function verify(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { rebuild: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [what, ...others] = positionals;
  const known = what === undefined || what === 'cases' || what === 'counts' || what === 'figures';
  if (others.length > 0 || !known || (values.rebuild && what === undefined)) return refuse(cliLines.usage);
  return withDatabase(async (database) => {
    if (what === 'cases') return verifyKeptRows(database, values.rebuild);
    if (what === 'counts') return verifyCounts(database, values.rebuild);
    if (what === 'figures') return verifyFigures(database, values.rebuild);
    const { streams, events, findings } = await verifyDatabase(database, systemClock.today(), tellSeldom());
    return told(findings, cliLines.verify.whole(streams, events));
  });
}

/** Says on standard error how far it is, now and then: a million cases take long. */
function tellSeldom(): (progress: Progress) => void {
  let said = performance.now();
  return (progress) => {
    const now = performance.now();
    if (progress.part === 'streams' && now - said < sayMs) return;
    said = now;
    console.error(cliLines.verify.progress(progress));
  };
}

async function verifyKeptRows(database: Database, rebuild: boolean): Promise<number> {
  const { rows, findings, rebuilt } = await verifyRows(database, { rebuild, onProgress: tellSeldom() });
  if (rebuilt === 0 || rebuilt < findings.length) {
    if (rebuilt > 0) console.log(cliLines.verify.rowsRebuilt(rebuilt, rows));
    return told(findings, cliLines.verify.rows(rows));
  }
  for (const finding of findings) console.error(finding);
  console.log(cliLines.verify.rowsRebuilt(rebuilt, rows));
  return 0;
}

async function verifyCounts(database: Database, rebuild: boolean): Promise<number> {
  const today = systemClock.today();
  const { cases, wrong } = await (rebuild ? rebuildCounts : recountCounts)(database, today);
  const findings = wrongCountLines(wrong);
  if (!rebuild || wrong.length === 0) return told(findings, cliLines.verify.counts(cases));
  for (const finding of findings) console.error(finding);
  console.log(cliLines.verify.rebuilt(wrong.length, cases));
  return 0;
}

async function verifyFigures(database: Database, rebuild: boolean): Promise<number> {
  const lines = (await wrongFigures(database)).map(({ kind, key }) => cliLines.verify.figure(kind, key));
  if (!rebuild) return told(lines, cliLines.verify.figures);
  for (const { id } of await database.prisma.bureau.findMany({ select: { id: true } }))
    await rebuildFigures(database, id);
  for (const found of lines) console.error(found);
  console.log(cliLines.verify.figuresRebuilt);
  return 0;
}

function told(findings: readonly string[], whole: string): number {
  for (const finding of findings) console.error(finding);
  if (findings.length > 0) console.error(cliLines.verify.broken(findings.length));
  else console.log(whole);
  return findings.length > 0 ? 1 : 0;
}

/** Opens the database that the environment names, starting the embedded one when no server runs. */
async function withDatabase(work: (database: Database) => Promise<number>): Promise<number> {
  const settings = readEnv();
  if (!settings.ok) return refuse(...settings.problems.map(({ message }) => message));
  const { databaseUrl, dataFolder } = settings.env;
  const running = databaseUrl ?? (await runningEmbeddedPostgres(dataFolder));
  if (running === undefined && !(await hasEmbeddedPostgres(dataFolder))) {
    throw new StartProblem('no-database', { folder: dataFolder });
  }
  const own =
    running === undefined ? await startEmbeddedPostgres(dataFolder, `huiyin verify, pid ${process.pid}`) : undefined;
  const database = openDatabase(running ?? own?.url ?? '');
  try {
    return await work(database);
  } finally {
    await database.close();
    await own?.stop();
  }
}

function refuse(...lines: readonly string[]): number {
  for (const line of lines) console.error(line);
  return 2;
}

async function main([command, ...rest]: readonly string[]): Promise<number> {
  try {
    if (command === 'due') return due(rest);
    if (command === 'verify') return await verify(rest);
    return refuse(cliLines.usage);
  } catch (error) {
    if (error instanceof StartProblem) return refuse(startProblemMessage(error));
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
      // Node says it in English; the argument that it quotes is what a person needs
      return refuse(cliLines.unknownArgument(/'([^']+)'/.exec(error.message)?.[1] ?? rest.join(' ')), cliLines.usage);
    }
    throw error;
  }
}

process.exitCode = await main(process.argv.slice(2));
