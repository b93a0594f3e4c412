import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { command, matter, openStory, registerCase, type Story, submitOne } from './story.ts';

let story: Story;
let caller: (username: string) => Promise<Caller>;
beforeAll(async () => {
  story = await openStory();
  caller = (username) => story.as(username);
});
afterAll(() => story.close());

const day = '2026-11-23';
const own = { handlingUnitId: 'basic', facts: { ...matter().facts, responsibility: 'municipal' } };

interface Papers {
  readonly version: number;
  readonly documents: readonly { id: string; kind: string; number: string; voidedOn: string | null }[];
  readonly papers: readonly { kind: string; standing: string; act: string | null; message: string | null }[];
  readonly documentAccesses: readonly { name: string; format: string; personName: string }[];
}

async function papersOf(caseId: string, username = 'clerk'): Promise<Papers> {
  const { petitionCase } = await (await caller(username)).query<{ petitionCase: Papers }>(
    `query ($id: ID!) { petitionCase(id: $id) { version
      documents { id kind number voidedOn } papers { kind standing act message }
      documentAccesses { name format personName } } }`,
    { id: caseId },
  );
  return petitionCase;
}

async function give(caseId: string, username: string, type: string, payload: Record<string, unknown>) {
  const { version: expectedVersion } = await papersOf(caseId);
  return submitOne(await caller(username), command(type, { caseId, expectedVersion, ...payload }));
}

async function register(change: Record<string, unknown> = {}, channel = 'letter'): Promise<string> {
  const made = await submitOne(await caller('clerk'), registerCase({ ...own, ...change }, channel));
  return made.cases[0]?.id ?? '';
}

const take = async (username: string, path: string) =>
  (await caller(username)).fetch(`${story.base}/documents/${path}`, {});

/** The text of one entry of a zip archive, found by its central directory. */
function entry(zip: Buffer, name: string): string {
  let at = zip.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  for (; at >= 0; at = zip.indexOf(Buffer.from('PK\x01\x02', 'latin1'), at + 4)) {
    const length = zip.readUInt16LE(at + 28);
    if (zip.toString('utf8', at + 46, at + 46 + length) !== name) continue;
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    return inflateRawSync(zip.subarray(from, from + zip.readUInt32LE(at + 20))).toString('utf8');
  }
  throw new Error(`no ${name}`);
}
const words = (docx: Buffer) =>
  entry(docx, 'word/document.xml')
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '');

test('an acceptance brings forth its notice, numbered in the same breath, filled with the full name (R71)', async () => {
  const caseId = await register();
  const accepted = await give(caseId, 'clerk', 'issueAcceptanceNotice', { decision: 'accept', issuedOn: day });
  expect(accepted).toMatchObject({ status: 'accepted' });
  const { documents, papers } = await papersOf(caseId);
  expect(documents).toMatchObject([
    { kind: 'acceptanceNotice', number: expect.stringMatching(/^教信受〔2026〕\d+号$/) },
  ]);
  expect(papers.find(({ kind }) => kind === 'acceptanceNotice')).toBeUndefined();
  expect(papers.find(({ kind }) => kind === 'destinationNotice')).toMatchObject({
    standing: 'notYet',
    act: '告知去向',
  });
  const [notice] = documents;
  const answer = await take('clerk', `${notice?.id}.docx`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain(
    `受理告知书 ${notice?.number}.docx`,
  );
  const bytes = Buffer.from(await answer.arrayBuffer());
  const text = words(bytes);
  for (const said of [
    '测试市教育局',
    notice?.number ?? '',
    '李小明：',
    '校门口交通拥堵',
    '2026年11月23日',
    '60日内办结',
  ]) {
    expect(text).toContain(said);
  }
  expect(text).not.toMatch(/[{}]/);
  // the same bytes again, whatever has happened since
  await give(caseId, 'clerk', 'urgeCase', { text: '请抓紧', urgedOn: day });
  expect(Buffer.from(await (await take('clerk', `${notice?.id}.docx`)).arrayBuffer()).equals(bytes)).toBe(true);
});

test('numbers are without gap when many issue at once, and a refused act takes none', async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => register()));
  const before = await Promise.all(ids.map((id) => papersOf(id)));
  const clerk = await caller('clerk');
  const answers = await Promise.all(
    ids.map((caseId, place) =>
      submitOne(
        clerk,
        command('urgeCase', {
          caseId,
          expectedVersion: place === 5 ? 99 : before[place]?.version,
          urgedOn: day,
          text: '请于本周内办结',
        }),
      ),
    ),
  );
  const versions = await Promise.all(ids.map((id) => papersOf(id)));
  const issued = versions.flatMap(({ documents }) => documents.filter(({ kind }) => kind === 'urgingLetter'));
  expect(answers.filter(({ status }) => status === 'accepted').length).toBe(11);
  expect(issued.length).toBe(11);
  const sequences = issued.map(({ number }) => Number(/〕(\d+)号/.exec(number)?.[1])).sort((a, b) => a - b);
  sequences.forEach((sequence, place) => {
    if (place > 0) expect(sequence).toBe((sequences[place - 1] ?? 0) + 1);
  });
});
