import { createEffect, createSignal, onCleanup, onMount } from 'solid-js';
import { ask, type Problem, tell } from '../../graphql/client.ts';
import { importMessages as words } from '../../messages/import.zh-CN.ts';
import { uuidv7 } from '../../offline/uuid.ts';
import { saveTable } from '../../ui/paper.ts';
import { keptInWindow } from '../commands.ts';
import {
  type ImportPreview,
  type ImportRepeat,
  ImportRepeatsQuery,
  ImportTemplateQuery,
  ImportToMendQuery,
  PreviewImportQuery,
  RunImport,
  SettleImport,
} from '../documents.ts';
import type { SheetRead } from './read-sheet.ts';

type Rows = readonly (readonly string[])[];

/** The sheet that was chosen. Its id is made once: sent again after a lost answer it is the same import. */
interface Sheet {
  readonly fileName: string;
  readonly rows: Rows;
  readonly importId: string;
}

/** The import that was sent last: kept in this window, so that the page knows past a reload how it has ended. */
type Sent = Pick<Sheet, 'fileName' | 'importId'>;

/** Rows that are looked through for repeats in one request. */
const PART = 200;
const AGAIN_MS = 3_000;

/** What goes on: in words, and how much of it is done where that can be known. */
export interface Doing {
  readonly text: string;
  readonly part?: number;
}

/** The import without its look: reading, looking through, registering, and finding out after a lost answer. */
export function createImport() {
  const kept = keptInWindow<Sent>('import-sent');
  const [sheet, setSheet] = createSignal<Sheet>();
  const [preview, setPreview] = createSignal<ImportPreview>();
  const [repeats, setRepeats] = createSignal<readonly ImportRepeat[]>([]);
  const [doing, setDoing] = createSignal<Doing>();
  const [why, setWhy] = createSignal<string>();
  const [problem, setProblem] = createSignal<Problem>();
  const [made, setMade] = createSignal<readonly { id: string; number: string }[]>();
  const [running, setRunning] = createSignal(false);
  let gone = false;
  onCleanup(() => {
    gone = true;
  });
  const count = () => (sheet()?.rows.length ?? 1) - 1;

  const forget = () => {
    kept.write(undefined);
    setSheet(undefined);
    setPreview(undefined);
    setRepeats([]);
    setWhy(undefined);
    setProblem(undefined);
    setMade(undefined);
  };

  const look = async (fileName: string, reading: Promise<SheetRead>) => {
    forget();
    setDoing({ text: words.reading });
    const read = await reading;
    if (!read.ok) {
      setDoing(undefined);
      setWhy(read.why);
      return;
    }
    const chosen = { fileName, rows: read.rows, importId: uuidv7() };
    setSheet(chosen);
    setDoing({ text: words.checking(count()) });
    const answer = await ask(PreviewImportQuery, { fileName, rows: read.rows });
    setDoing(undefined);
    if (!answer.ok) setProblem(answer.problem);
    else {
      setPreview(answer.data.previewImport);
      if (answer.data.previewImport.header.length === 0) await compare(chosen);
    }
  };

  /** A part at a time, so that it is seen to go on, and others are let in between. */
  const compare = async (chosen: Sheet) => {
    const [header = [], ...rows] = chosen.rows;
    for (let from = 0; from < rows.length; from += PART) {
      setDoing({ text: words.comparing(from, rows.length), part: from / rows.length });
      const answer = await ask(ImportRepeatsQuery, { rows: [header, ...rows.slice(from, from + PART)] });
      if (gone || sheet() !== chosen || running()) return;
      // hints only: the import does not wait for them
      if (!answer.ok) break;
      setRepeats((all) => [...all, ...answer.data.importRepeats.map((one) => ({ ...one, line: one.line + from }))]);
    }
    setDoing(undefined);
  };

  const settled = (cases: readonly { id: string; number: string }[], { fileName }: Sent) => {
    setRunning(false);
    setDoing(undefined);
    if (cases.length > 0) {
      setPreview(undefined);
      setMade(cases);
      return;
    }
    setWhy(words.none(fileName));
    // what was given up is never taken up again
    setSheet((now) => now && { ...now, importId: uuidv7() });
  };
  /** Asks until it is known: all of it, or none of it for good. */
  const settle = async (sent: Sent) => {
    setRunning(true);
    while (!gone) {
      setDoing({ text: words.settling });
      const answer = await tell(SettleImport, { importId: sent.importId });
      if (answer.ok) return settled(answer.data.settleImport.cases, sent);
      if (answer.problem.code !== 'unreachable' && answer.problem.code !== 'unauthenticated') {
        setProblem(answer.problem);
        return settled([], sent);
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  };

  const run = async (again: boolean) => {
    const chosen = sheet();
    if (chosen === undefined || running()) return;
    setRunning(true);
    setProblem(undefined);
    setWhy(undefined);
    const since = Date.now();
    const say = () => setDoing({ text: words.importing(count(), Math.round((Date.now() - since) / 1000)) });
    say();
    const ticking = setInterval(say, 1000);
    kept.write({ importId: chosen.importId, fileName: chosen.fileName });
    const answer = await tell(RunImport, { ...chosen, again });
    clearInterval(ticking);
    if (!answer.ok && answer.problem.code === 'unreachable') return settle(chosen);
    setRunning(false);
    setDoing(undefined);
    if (!answer.ok) {
      kept.write(undefined);
      setProblem(answer.problem);
    } else if (answer.data.runImport.done) settled(answer.data.runImport.cases, chosen);
    else void look(chosen.fileName, Promise.resolve({ ok: true, rows: chosen.rows }));
  };

  const take = async (asked: Promise<Awaited<ReturnType<typeof askTemplate>>>) => {
    const answer = await asked;
    if (answer.ok) saveTable(answer.data.fileName, answer.data.content);
    else setProblem(answer.problem);
  };

  onMount(() => {
    const sent = kept.read();
    if (sent) void settle(sent);
  });
  const stay = (event: BeforeUnloadEvent) => running() && event.preventDefault();
  createEffect(() => {
    if (running()) window.addEventListener('beforeunload', stay);
    else window.removeEventListener('beforeunload', stay);
  });
  onCleanup(() => window.removeEventListener('beforeunload', stay));

  return {
    sheet,
    preview,
    repeats,
    doing,
    why,
    problem,
    made,
    running,
    look,
    run,
    forget,
    takeTemplate: () => take(askTemplate()),
    takeBack: () => {
      const chosen = sheet();
      return chosen && take(askToMend(chosen));
    },
  };
}
export type Import = ReturnType<typeof createImport>;

async function askTemplate() {
  const answer = await ask(ImportTemplateQuery, {});
  return answer.ok ? { ok: true as const, data: answer.data.importTemplate } : answer;
}

async function askToMend({ fileName, rows }: Sheet) {
  const answer = await ask(ImportToMendQuery, { fileName, rows });
  return answer.ok ? { ok: true as const, data: answer.data.importToMend } : answer;
}
