import { createSignal, onCleanup, onMount } from 'solid-js';
import { type Answer, ask, type Problem, tell } from '../../graphql/client.ts';
import type { ResultOf } from '../../graphql/graphql.ts';
import { importMessages as words } from '../../messages/import.zh-CN.ts';
import { uuidv7 } from '../../offline/uuid.ts';
import { keptInWindow } from '../../session/draft.ts';
import { saveTable } from '../../ui/paper.ts';
import {
  type ImportPreview,
  ImportProgressQuery,
  type ImportRepeat,
  ImportRepeatsQuery,
  ImportTemplateQuery,
  ImportToMendQuery,
  PreviewImportQuery,
  RunImport,
  SettleImport,
} from '../documents.ts';
import { sawEnd } from '../notices.ts';
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
const TICK_MS = 700;

/** What was registered, and by which import. */
interface Made {
  readonly importId: string;
  readonly cases: readonly { readonly id: string; readonly number: string }[];
}

/** What goes on: in words, and how much of it is done where that can be known. */
interface Doing {
  readonly text: string;
  readonly part?: number;
}

/** Everything that the page shows. */
function createState() {
  const kept = keptInWindow<Sent>('import-sent');
  const [sheet, setSheet] = createSignal<Sheet>();
  const [preview, setPreview] = createSignal<ImportPreview>();
  const [repeats, setRepeats] = createSignal<readonly ImportRepeat[]>([]);
  const [doing, setDoing] = createSignal<Doing>();
  const [why, setWhy] = createSignal<string>();
  const [problem, setProblem] = createSignal<Problem>();
  const [made, setMade] = createSignal<Made>();
  const [running, setRunning] = createSignal(false);
  const forget = () => {
    // what is being registered is seen to its end
    if (running()) return;
    kept.write(undefined);
    setSheet(undefined);
    setPreview(undefined);
    setRepeats([]);
    setDoing(undefined);
    setWhy(undefined);
    setProblem(undefined);
    setMade(undefined);
  };
  const shown = { sheet, preview, repeats, doing, why, problem, made, running };
  const set = { setSheet, setPreview, setRepeats, setDoing, setWhy, setProblem, setMade, setRunning };
  return { ...shown, ...set, kept, forget, count: () => (sheet()?.rows.length ?? 1) - 1 };
}
type State = ReturnType<typeof createState>;

/** Reads a sheet and looks it through, cell by cell and then for likely repeats. */
function createLook(state: State) {
  let gone = false;
  let turn = 0;
  onCleanup(() => {
    gone = true;
  });
  /** A part at a time, so that it is seen to go on, and others are let in between. */
  const compare = async (chosen: Sheet) => {
    const [header = [], ...rows] = chosen.rows;
    for (let from = 0; from < rows.length; from += PART) {
      state.setDoing({ text: words.comparing(from, rows.length), part: from / rows.length });
      const answer = await ask(ImportRepeatsQuery, { rows: [header, ...rows.slice(from, from + PART)] });
      if (gone || state.sheet() !== chosen || state.running()) return;
      // hints only: the import does not wait for them
      if (!answer.ok) break;
      const found = answer.data.importRepeats.map((one) => ({ ...one, line: one.line + from }));
      state.setRepeats((all) => [...all, ...found]);
    }
    state.setDoing(undefined);
  };
  return async (fileName: string, reading: Promise<SheetRead>) => {
    if (state.running()) return;
    turn += 1;
    const mine = turn;
    state.forget();
    state.setDoing({ text: words.reading });
    const read = await reading;
    // the sheet that was chosen last counts, however long another one is read
    if (mine !== turn) return;
    if (!read.ok) {
      state.setDoing(undefined);
      state.setWhy(read.why);
      return;
    }
    const chosen = { fileName, rows: read.rows, importId: uuidv7() };
    state.setSheet(chosen);
    state.setDoing({ text: words.checking(state.count()) });
    const answer = await ask(PreviewImportQuery, { fileName, rows: read.rows });
    if (state.sheet() !== chosen) return;
    state.setDoing(undefined);
    if (!answer.ok) {
      state.setProblem(answer.problem);
      return;
    }
    state.setPreview(answer.data.previewImport);
    if (answer.data.previewImport.header.length === 0) await compare(chosen);
  };
}

/** Finds out how an import without an answer has ended: asks until it is known, all of it or none of it for good. */
function createSettle(state: State) {
  let gone = false;
  onCleanup(() => {
    gone = true;
  });
  const settled = (cases: Made['cases'], { importId, fileName }: Sent) => {
    // Whoever has left the page meanwhile hears of it by a notice.
    if (!gone) sawEnd(importId);
    state.setRunning(false);
    state.setDoing(undefined);
    if (cases.length > 0) {
      state.setPreview(undefined);
      state.setMade({ importId, cases });
      return;
    }
    state.setWhy(words.none(fileName));
    // what was given up is never taken up again
    state.setSheet((now) => now && { ...now, importId: uuidv7() });
  };
  const settle = async (sent: Sent) => {
    state.setRunning(true);
    while (!gone) {
      state.setDoing({ text: words.settling });
      const answer = await tell(SettleImport, { importId: sent.importId });
      if (answer.ok) return settled(answer.data.settleImport.cases, sent);
      if (answer.problem.code !== 'unreachable' && answer.problem.code !== 'unauthenticated') {
        state.setProblem(answer.problem);
        return settled([], sent);
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  };
  return { settle, settled, isGone: () => gone };
}

/** What the import itself was refused for, in place of what the look had found: a colleague may have been first meanwhile. */
function withFaults(seen: ImportPreview, faults: ResultOf<typeof RunImport>['runImport']['faults']): ImportPreview {
  const rows = seen.rows.map((row) => ({ ...row, faults: faults.filter(({ line }) => line === row.line) }));
  return { ...seen, header: faults.filter(({ line }) => line === 1), rows };
}

/** Registers the sheet; a lost answer is found out about. */
function createRun(state: State) {
  const { settle, settled, isGone } = createSettle(state);
  onMount(() => {
    const sent = state.kept.read();
    if (sent) void settle(sent);
  });
  return async (again: boolean) => {
    const chosen = state.sheet();
    if (chosen === undefined || state.running()) return;
    state.setRunning(true);
    state.setProblem(undefined);
    state.setWhy(undefined);
    const since = Date.now();
    const seconds = () => Math.round((Date.now() - since) / 1000);
    let [part, over] = [0, false];
    const say = () =>
      state.setDoing(
        part === 0
          ? { text: words.judging(state.count(), seconds()) }
          : { text: words.importing(Math.round(part * state.count()), state.count(), seconds()), part },
      );
    say();
    const ticking = setInterval(async () => {
      const written = await ask(ImportProgressQuery, { importId: chosen.importId });
      if (written.ok) part = Math.max(part, (written.data.importProgress ?? 0) / state.count());
      if (!over) say();
    }, TICK_MS);
    state.kept.write({ importId: chosen.importId, fileName: chosen.fileName });
    const answer = await tell(RunImport, { ...chosen, again });
    over = true;
    clearInterval(ticking);
    if (!answer.ok && answer.problem.code === 'unreachable') return settle(chosen);
    if (answer.ok && answer.data.runImport.done) return settled(answer.data.runImport.cases, chosen);
    state.setRunning(false);
    state.setDoing(undefined);
    state.kept.write(undefined);
    if (!answer.ok) return state.setProblem(answer.problem);
    if (!isGone()) sawEnd(chosen.importId);
    const { faults } = answer.data.runImport;
    state.setPreview((seen) => seen && withFaults(seen, faults));
  };
}

/** The import without its look: reading, looking through, registering, and finding out after a lost answer. */
export function createImport() {
  const state = createState();
  const { sheet, preview, repeats, doing, why, problem, made, running, forget } = state;
  const look = createLook(state);
  const run = createRun(state);
  const stay = (event: BeforeUnloadEvent) => running() && event.preventDefault();
  window.addEventListener('beforeunload', stay);
  onCleanup(() => window.removeEventListener('beforeunload', stay));

  const take = async (answer: Answer<SheetFile>) => {
    if (answer.ok) saveTable(answer.data.fileName, answer.data.content);
    else state.setProblem(answer.problem);
  };
  /** Does something with the sheet that was chosen, if one was. */
  const withSheet = async (work: (chosen: Sheet) => Promise<void>) => {
    const chosen = sheet();
    if (chosen) await work(chosen);
  };
  return {
    ...{ sheet, preview, repeats, doing, why, problem, made, running, look, run, forget },
    /** The same sheet again, after an answer that did not come. */
    lookAgain: () => withSheet(({ fileName, rows }) => look(fileName, Promise.resolve({ ok: true, rows }))),
    takeTemplate: async () => take(await askTemplate()),
    takeBack: () => withSheet(async (chosen) => take(await askToMend(chosen))),
  };
}
export type Import = ReturnType<typeof createImport>;

type SheetFile = ResultOf<typeof ImportTemplateQuery>['importTemplate'];

async function askTemplate(): Promise<Answer<SheetFile>> {
  const answer = await ask(ImportTemplateQuery, {});
  return answer.ok ? { ok: true, data: answer.data.importTemplate } : answer;
}

async function askToMend({ fileName, rows }: Sheet): Promise<Answer<SheetFile>> {
  const answer = await ask(ImportToMendQuery, { fileName, rows });
  return answer.ok ? { ok: true, data: answer.data.importToMend } : answer;
}
