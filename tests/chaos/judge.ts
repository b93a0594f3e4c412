import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { OutboxItem } from '@huiyin/pwa/offline/types';
import { type Caller, signIn } from '../testkit/graphql.ts';
import type { MortalServer } from './blows.ts';
import type { BrowserPhone } from './browsers.ts';
import type { Phone, Saved } from './phones.ts';

const cli = fileURLToPath(new URL('../../packages/server/src/cli.ts', import.meta.url));

/** What became of everything that was ever said to be safe. */
export interface Verdict {
  readonly saved: number;
  readonly received: number;
  /** Refused or in conflict, and shown so on the phone. */
  readonly refused: number;
  /** Still on the phone: its author may no longer sign in, or it waits behind a refused one of the same case. */
  readonly waiting: number;
  readonly lost: number;
  readonly doubled: number;
  readonly photos: number;
  /** Cases that the notice of a year dated anew meanwhile. */
  readonly redated: number;
  /** Whatever else is not as it must be, one sentence each. */
  readonly wrong: readonly string[];
}

interface EventRow {
  readonly stream: string;
  readonly seq: number;
  readonly type: string;
  readonly commandId: string;
  readonly skewed: boolean;
}

/** What the server's books say, read past everything that the system itself believes. */
interface Books {
  readonly byStream: ReadonlyMap<string, readonly EventRow[]>;
  readonly byCommand: ReadonlyMap<string, readonly EventRow[]>;
  /** How many visits bear these observations, by text. */
  readonly observations: ReadonlyMap<string, readonly string[]>;
  /** How many cases bear this title. */
  readonly titles: ReadonlyMap<string, number>;
  /** Cases of a visit. */
  readonly casesOf: ReadonlyMap<string, number>;
  readonly attachmentsOf: ReadonlyMap<string, readonly { readonly id: string; readonly sha256: string }[]>;
}

async function openBooks({ sql }: MortalServer): Promise<Books> {
  // Shapes are those of the statements above each cast.
  const events = (await sql(
    `select stream_kind || ':' || stream_id as stream, seq, type, command_id as "commandId", skewed from event order by stream, seq`,
  )) as unknown as EventRow[];
  const visits = (await sql(`select id, state ->> 'observations' as text from outreach_visit`)) as unknown as {
    id: string;
    text: string;
  }[];
  const cases = (await sql(`select title, visit_id as "visitId" from petition_case`)) as unknown as {
    title: string;
    visitId: string | null;
  }[];
  const attachments = (await sql(
    `select id, sha256, visit_id as "visitId" from attachment where visit_id is not null and state = 'complete'`,
  )) as unknown as { id: string; sha256: string; visitId: string }[];
  const counted = <K>(keys: readonly K[]) =>
    new Map([...Map.groupBy(keys, (key) => key)].map(([k, all]) => [k, all.length]));
  return {
    byStream: Map.groupBy(events, ({ stream }) => stream),
    byCommand: Map.groupBy(events, ({ commandId }) => commandId),
    observations: new Map(
      [...Map.groupBy(visits, ({ text }) => text)].map(([text, all]) => [text, all.map(({ id }) => id)]),
    ),
    titles: counted(cases.map(({ title }) => title)),
    casesOf: counted(cases.flatMap(({ visitId }) => (visitId === null ? [] : [visitId]))),
    attachmentsOf: Map.groupBy(attachments, ({ visitId }) => visitId),
  };
}

/** Judges every phone against the server's own books, downloads every photo, and lets `huiyin verify` recount the rest. */
export async function judge(
  server: MortalServer,
  phones: readonly Phone[],
  revoked: ReadonlySet<Phone>,
  browsers: readonly BrowserPhone[],
  env: Readonly<Record<string, string>>,
): Promise<Verdict> {
  const books = await openBooks(server);
  const count = { saved: 0, received: 0, refused: 0, waiting: 0, lost: 0, doubled: 0, photos: 0 };
  const wrong: string[] = [];
  for (const phone of phones) {
    const items = await phone.items();
    const held = new Set<string>();
    for (const work of phone.saved) {
      count.saved += 1;
      const item = items.find((one) => isOf(one, work));
      const there = eventsOf(books, work);
      const say = (what: string) => wrong.push(`${phone.username} ${work.type} ${work.commandId}: ${what}`);
      const end = endOf(item, there.length > 0, revoked.has(phone) || work.streams.some((stream) => held.has(stream)));
      if (end.state === 'wrong') say(end.what);
      else count[end.state] += 1;
      if (end.state === 'lost') say('lost');
      if (end.state === 'refused' || end.state === 'waiting') for (const stream of work.streams) held.add(stream);
      const settled = end.state === 'received' || end.state === 'refused';
      const unlike = settled && end.state !== work.expect && work.expect !== 'either';
      if (unlike && !overtaken(books, work, item))
        say(`${end.state}, ${item?.refusal?.code ?? ''} and not ${work.expect}`);
      if (end.state === 'received' && timesDone(books, work) !== 1) {
        count.doubled += 1;
        say(`done ${timesDone(books, work)} times`);
      }
      if (there.some(({ skewed }) => skewed !== Math.abs(phone.skew) > 300_000)) say('its clock is misjudged');
    }
    wrong.push(...disorder(books, phone));
  }
  for (const browser of browsers) judgeBrowser(books, browser, count, wrong);
  count.photos = await comparePhotos(server, books, phones, wrong);
  wrong.push(...(await verify(env)));
  const redated = [...books.byStream.values()].filter((rows) =>
    rows.some(({ type }) => type === 'clockRedated'),
  ).length;
  if (redated === 0) wrong.push('no case was dated anew');
  return { ...count, redated, wrong };
}

/** The command goes by the name of what it makes when its photos had to be sent anew under another commandId. */
function isOf(item: OutboxItem, work: Saved): boolean {
  if (item.commandId === work.commandId) return true;
  return work.makes?.kind === 'outreachVisit' && item.payload.visitId === work.makes.id;
}

function eventsOf(books: Books, work: Saved): readonly EventRow[] {
  if (work.makes === undefined) return books.byCommand.get(work.commandId) ?? [];
  return books.byStream.get(`${work.makes.kind}:${work.makes.id}`)?.slice(0, 1) ?? [];
}

type End =
  | { readonly state: 'received' | 'refused' | 'waiting' | 'lost' }
  | { readonly state: 'wrong'; readonly what: string };

/** In exactly one of three places, or it is lost. */
function endOf(item: OutboxItem | undefined, there: boolean, mayWait: boolean): End {
  // The phone lets old receipts go: then only the server's copy speaks.
  if (item === undefined || item.state === 'received') return { state: there ? 'received' : 'lost' };
  if (item.state === 'refused' || item.state === 'conflict') {
    if (there) return { state: 'wrong', what: `${item.state} on the phone, done on the server` };
    if (!item.refusal?.message) return { state: 'wrong', what: `${item.state} without a reason` };
    return { state: 'refused' };
  }
  if (mayWait) return { state: there ? 'received' : 'waiting' };
  return { state: 'wrong', what: `still ${item.state}, though nothing stands in its way` };
}

/** A case that was dated anew is not the one that its phone had seen: a conflict is right then. */
function overtaken(books: Books, { streams }: Saved, item: OutboxItem | undefined): boolean {
  if (item?.refusal?.code !== 'version-conflict') return false;
  return streams.some((stream) => books.byStream.get(stream)?.some(({ type }) => type === 'clockRedated'));
}

/** How often the work stands in the books: by its words, by its cases, by its events. */
function timesDone(books: Books, work: Saved): number {
  const { makes, payload, cases } = work;
  if (makes === undefined) {
    const kind = books.byCommand.get(work.commandId)?.[0];
    const stream = books.byStream.get(kind?.stream ?? '') ?? [];
    return stream.filter(
      ({ type }) => type === kind?.type && ['acceptanceNoticeIssued', 'caseCompleted'].includes(type),
    ).length;
  }
  const copies = cases.map((id) => books.titles.get(`反映的事 ${id}`) ?? 0);
  if (makes.kind === 'petitionCase') return Math.max(...copies);
  const visits = books.observations.get(String(payload.observations))?.length ?? 0;
  const whole = (books.casesOf.get(makes.id) ?? 0) === cases.length && copies.every((copy) => copy === 1);
  return whole ? visits : Math.max(2, visits);
}

/** Each case's events stand in the order in which this phone saved what brought them. */
function disorder(books: Books, phone: Phone): string[] {
  const last = new Map<string, number>();
  const found: string[] = [];
  for (const work of phone.saved) {
    const done = eventsOf(books, work);
    if (done.length === 0) continue;
    for (const stream of work.streams) {
      const rows = books.byStream.get(stream) ?? [];
      const commandId = done[0]?.commandId;
      const seq = rows.find((row) => row.commandId === commandId)?.seq;
      if (seq === undefined) found.push(`${stream}: nothing of ${work.commandId}`);
      else if (seq < (last.get(stream) ?? 0)) found.push(`${stream}: ${work.type} before what was saved earlier`);
      if (seq !== undefined) last.set(stream, seq);
    }
  }
  return found;
}

function judgeBrowser(
  books: Books,
  { saved, unsure, username, left, sent, emptied }: BrowserPhone,
  count: { saved: number; received: number; lost: number; doubled: number },
  wrong: string[],
): void {
  const before = count.lost;
  const shown = left();
  if (shown !== undefined)
    wrong.push(`${username}: its outbox was not empty in the end: ${shown.replaceAll('\n', ' ').slice(0, 400)}`);
  for (const said of emptied())
    wrong.push(`${username}: its browser had lost its store: ${said.replaceAll('\n', ' ')}`);
  for (const [words, photos] of saved) {
    count.saved += 1;
    const visits = books.observations.get(words) ?? [];
    if (visits.length === 0) count.lost += 1;
    else count.received += 1;
    if (visits.length > 1) count.doubled += 1;
    const came = books.attachmentsOf.get(visits[0] ?? '')?.length ?? 0;
    if (visits.length !== 1 || came !== photos)
      wrong.push(`${username}: ${words}: ${visits.length} visits, ${came} photos`);
  }
  if (count.lost > before) wrong.push(`${username}: in the end it showed ${sent().replaceAll('\n', ' ')}`);
  for (const words of unsure) {
    if ((books.observations.get(words)?.length ?? 0) < 2) continue;
    count.doubled += 1;
    wrong.push(`${username}: ${words}: doubled`);
  }
}

/** Downloads every photo that a visit on the server has; those of simulated phones must be the bytes they took. */
async function comparePhotos(
  server: MortalServer,
  books: Books,
  phones: readonly Phone[],
  wrong: string[],
): Promise<number> {
  const caller = await signIn(server.url, 'leader1');
  const taken = new Map(
    phones.flatMap(({ saved }) => saved.flatMap(({ photos }) => photos.map(({ id, sha256 }) => [id, sha256]))),
  );
  for (const { saved } of phones) {
    for (const { makes, photos } of saved) {
      const came =
        makes && books.observations.has(`走访记录 ${makes.id}`) ? (books.attachmentsOf.get(makes.id) ?? []) : undefined;
      if (came && came.length !== photos.length)
        wrong.push(`visit ${makes?.id}: ${came.length} of ${photos.length} photos`);
    }
  }
  const all = [...books.attachmentsOf.values()].flat();
  const queue = [...all];
  const lane = async () => {
    for (let one = queue.pop(); one; one = queue.pop()) {
      const told = taken.get(one.id) ?? one.sha256;
      if ((await digestOf(server, caller, one.id)) !== told) wrong.push(`photo ${one.id}: other bytes than were taken`);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return all.length;
}

async function digestOf({ url }: MortalServer, caller: Caller, id: string): Promise<string> {
  const response = await caller.fetch(`${url}/files/${id}`);
  if (!response.ok) return `${response.status}`;
  return createHash('sha256')
    .update(Buffer.from(await response.arrayBuffer()))
    .digest('hex');
}

/** Every hash chain, every state that its events lead to, every kept count against a recount. */
async function verify(env: Readonly<Record<string, string>>): Promise<string[]> {
  try {
    await promisify(execFile)(process.execPath, [cli, 'verify'], {
      env: { ...process.env, ...env },
      maxBuffer: 1 << 26,
    });
    return [];
  } catch (error) {
    const told = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    return [`verify: ${told.slice(0, 2_000)}`];
  }
}
