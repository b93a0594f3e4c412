import PizZip from 'pizzip';
import type { Caller } from '../testkit/graphql.ts';
import { command, matter, type Outcome, registerCase, type Story, submitOne } from './story.ts';

/** A matter of the bureau's own. */
const own = { handlingUnitId: 'basic', facts: { ...matter().facts, responsibility: 'municipal' } };

/** A matter that a district has in hand and has not answered (R28): the office presses it. */
export const inHand = { handlingUnitId: 'east', facts: { ...matter().facts, priorHandling: 'inProgress' } };

/** A case and its papers, as the API shows them. */
interface Papers {
  readonly version: number;
  readonly documents: readonly {
    id: string;
    kind: string;
    number: string;
    copyTo: readonly string[];
    voidedOn: string | null;
  }[];
  readonly papers: readonly { kind: string; standing: string; act: string | null; message: string | null }[];
  readonly documentAccesses: readonly { name: string; format: string; personName: string }[];
}

/** The desk where papers are made, looked at and taken. */
export interface PaperDesk {
  caller(username: string): Promise<Caller>;
  papersOf(caseId: string, username?: string): Promise<Papers>;
  /** Gives a command on the newest version of a case. */
  give(caseId: string, username: string, type: string, payload: Record<string, unknown>): Promise<Outcome>;
  /** Registers a case and answers its id. */
  register(change?: Record<string, unknown>, channel?: string): Promise<string>;
  /** Asks for a file below /documents. */
  take(username: string, path: string): Promise<Response>;
}

/** @see PaperDesk */
export function paperDesk(story: () => Story): PaperDesk {
  const caller = (username: string) => story().as(username);
  const papersOf = async (caseId: string, username = 'clerk') => {
    const { petitionCase } = await (await caller(username)).query<{ petitionCase: Papers }>(
      `query ($id: ID!) { petitionCase(id: $id) { version
      documents { id kind number copyTo voidedOn } papers { kind standing act message }
      documentAccesses { name format personName } } }`,
      { id: caseId },
    );
    return petitionCase;
  };
  return {
    caller,
    papersOf,
    give: async (caseId, username, type, payload) => {
      const { version: expectedVersion } = await papersOf(caseId);
      return submitOne(await caller(username), command(type, { caseId, expectedVersion, ...payload }));
    },
    register: async (change = {}, channel = 'letter') => {
      const made = await submitOne(await caller('clerk'), registerCase({ ...own, ...change }, channel));
      return made.cases[0]?.id ?? '';
    },
    take: async (username, path) => (await caller(username)).fetch(`${story().base}/documents/${path}`, {}),
  };
}

const body = 'word/document.xml';

/** What a .docx says, a line a paragraph. */
export const words = (docx: Buffer): string =>
  (new PizZip(docx).file(body)?.asText() ?? '').replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '');

/** The .docx with other words, as somebody saves it. */
export function retyped(docx: Buffer, from: string, to: string): Buffer {
  const zip = new PizZip(docx);
  zip.file(body, (zip.file(body)?.asText() ?? '').replace(from, to));
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' });
}
