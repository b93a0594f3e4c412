import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, seedTestBureau, settableClock, testPassword } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testkit/database.ts';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { type HuiyinProcess, startHuiyin } from '../testkit/process.ts';

// The real server on a database given by DATABASE_URL: photos by tus, files, the built app and its headers.

let folder: string;
let database: TestDatabase;
let huiyin: HuiyinProcess;
let leader: Caller;
let other: Caller;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-infra-'));
  database = await createTestDatabase();
  const seeded = openDatabase(database.url);
  await seedTestBureau({ database: seeded, clock: settableClock(new Date().toISOString()) });
  await seeded.close();
  huiyin = await startHuiyin({ DATABASE_URL: database.url, HUIYIN_DATA: join(folder, 'data') });
  leader = await signIn(huiyin.url, 'leader', testPassword);
  other = await signIn(huiyin.url, 'leader2', testPassword);
});

afterAll(async () => {
  await huiyin?.stop();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const jpegOf = (size: number) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(size - 4)]);
const uuidV7 = () => `${randomUUID().slice(0, 14)}7${randomUUID().slice(15)}`;

interface Photo {
  readonly id: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

function photo(bytes = jpegOf(100_000)): Photo {
  return { id: uuidV7(), bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function tus(caller: Pick<Caller, 'fetch'>, path: string, init: RequestInit): Promise<Response> {
  const headers = { 'tus-resumable': '1.0.0', ...(init.headers as Record<string, string>) }; // plain objects below
  return caller.fetch(`${huiyin.url}${path}`, { ...init, headers });
}

function create(
  caller: Pick<Caller, 'fetch'>,
  { id, sha256, bytes }: Photo,
  more: Record<string, string> = {},
): Promise<Response> {
  const metadata = { attachmentId: id, sha256, filetype: 'image/jpeg', kind: 'photo', ...more };
  const encoded = Object.entries(metadata).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`);
  const headers = { 'upload-length': more.length ?? String(bytes.length), 'upload-metadata': encoded.join(',') };
  return tus(caller, '/files', { method: 'POST', headers });
}

function send(caller: Pick<Caller, 'fetch'>, { id, bytes }: Photo, from: number, to = bytes.length): Promise<Response> {
  const headers = { 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' };
  return tus(caller, `/files/${id}`, { method: 'PATCH', headers, body: new Uint8Array(bytes.subarray(from, to)) });
}

const offsetOf = async (caller: Pick<Caller, 'fetch'>, { id }: Photo) =>
  (await tus(caller, `/files/${id}`, { method: 'HEAD' })).headers.get('upload-offset');

async function refusal(response: Response): Promise<{ status: number; code: string; message: string }> {
  const body = (await response.json()) as { code: string; message: string }; // every refusal of uploads
  return { status: response.status, ...body };
}

describe('photos of a down-visit', () => {
  test('arrive in pieces, in order, and come back byte for byte', async () => {
    const one = photo();
    const made = await create(leader, one);
    expect([made.status, made.headers.get('location')]).toEqual([201, `/files/${one.id}`]);
    expect((await send(leader, one, 0, 30_000)).status).toBe(204);
    expect(await offsetOf(leader, one)).toBe('30000');
    expect((await leader.fetch(`${huiyin.url}/files/${one.id}`)).status).toBe(404);
    expect((await send(leader, one, 10_000)).status).toBe(409);
    expect((await send(leader, one, 30_000)).status).toBe(204);
    const got = await leader.fetch(`${huiyin.url}/files/${one.id}`);
    expect(Buffer.from(await got.arrayBuffer()).equals(one.bytes)).toBe(true);
    expect(got.headers.get('content-type')).toBe('image/jpeg');
    expect(got.headers.get('content-disposition')).toBe('inline');
    expect(got.headers.get('cache-control')).toBe('private, no-store');
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('announced again: what has arrived stays, what is complete answers as complete', async () => {
    const one = photo();
    await create(leader, one);
    await send(leader, one, 0, 40_000);
    const again = await create(leader, one);
    expect([again.status, again.headers.get('upload-offset')]).toEqual([201, '40000']);
    await send(leader, one, 40_000);
    const complete = await create(leader, one);
    expect([complete.status, complete.headers.get('upload-offset')]).toEqual([201, '100000']);
    expect(await offsetOf(leader, one)).toBe('100000');
  });

  test('a server that dies half way goes on where the bytes stopped', async () => {
    const one = photo(jpegOf(2_000_000));
    await create(leader, one);
    await send(leader, one, 0, 700_000);
    await huiyin.stop('SIGKILL');
    huiyin = await startHuiyin({
      DATABASE_URL: database.url,
      HUIYIN_DATA: join(folder, 'data'),
      PORT: String(huiyin.port),
    });
    expect(await offsetOf(leader, one)).toBe('700000');
    expect((await send(leader, one, 700_000)).status).toBe(204);
    const got = await leader.fetch(`${huiyin.url}/files/${one.id}`);
    expect(Buffer.from(await got.arrayBuffer()).equals(one.bytes)).toBe(true);
  });

  test('corrupted on the way: 460, dropped, and the same photo can be sent again', async () => {
    const one = photo();
    await create(leader, one);
    const damaged = { ...one, bytes: Buffer.from(one.bytes) };
    damaged.bytes.writeUInt8(damaged.bytes.readUInt8(50_000) ^ 1, 50_000);
    expect(await refusal(await send(leader, damaged, 0))).toMatchObject({ status: 460, code: 'attachment-corrupted' });
    expect((await leader.fetch(`${huiyin.url}/files/${one.id}`)).status).toBe(404);
    expect((await create(leader, one)).status).toBe(201);
    expect((await send(leader, one, 0)).status).toBe(204);
    expect((await leader.fetch(`${huiyin.url}/files/${one.id}`)).status).toBe(200);
  });

  test('a voice note is read from any place in it (byte ranges); a sound is no photo, nor the other way round', async () => {
    const sound = photo(Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), randomBytes(5000)]));
    for (const more of [
      { filetype: 'audio/webm', kind: 'photo' },
      { filetype: 'image/jpeg', kind: 'voice' },
    ])
      expect((await refusal(await create(leader, sound, more))).code).toBe('attachment-type-unsupported');
    expect((await create(leader, sound, { filetype: 'audio/webm', kind: 'voice' })).status).toBe(201);
    expect((await send(leader, sound, 0)).status).toBe(204);
    const read = (range: string) => leader.fetch(`${huiyin.url}/files/${sound.id}`, { headers: { range } });
    const part = await read('bytes=1000-1999');
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1000-1999/5004']);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(sound.bytes.subarray(1000, 2000));
    expect(Buffer.from(await (await read('bytes=-4')).arrayBuffer())).toEqual(sound.bytes.subarray(-4));
    expect((await read('bytes=5004-')).status).toBe(416);
    expect((await read('lines=1-2')).status).toBe(200);
  });

  test('what is not an image is refused, whatever it calls itself', async () => {
    const page = photo(Buffer.from(`<script>alert(1)</script>${' '.repeat(200)}`));
    await create(leader, page);
    expect(await refusal(await send(leader, page, 0))).toMatchObject({
      status: 415,
      code: 'attachment-type-unsupported',
    });
    expect(await readdir(join(folder, 'data/files'))).not.toContain(page.id);
    const svg = await create(leader, photo(), { filetype: 'image/svg+xml' });
    expect(await refusal(svg)).toMatchObject({ status: 415 });
  });

  test('more than 20 MB is refused before a byte is sent, in words', async () => {
    const answer = await refusal(await create(leader, photo(), { length: String(20 * 1024 * 1024 + 1) }));
    expect(answer).toMatchObject({ status: 413, code: 'attachment-too-large' });
    expect(answer.message).toContain('20 MB');
    const one = photo();
    await create(leader, one);
    const tooMuch = { ...one, bytes: Buffer.concat([one.bytes, Buffer.alloc(10)]) };
    expect((await send(leader, tooMuch, 0)).status).toBe(413);
  });

  test.each([
    [{ attachmentId: 'not-a-uuid' }, 'attachment-id-invalid'],
    [{ attachmentId: randomUUID() }, 'attachment-id-invalid'],
    [{ attachmentId: '../../etc/passwd' }, 'attachment-id-invalid'],
    [{ sha256: 'abc' }, 'attachment-metadata-invalid'],
    [{ kind: 'video' }, 'attachment-metadata-invalid'],
    [{ length: '0' }, 'attachment-metadata-invalid'],
    [{ length: 'NaN' }, 'attachment-metadata-invalid'],
  ])('a malformed announcement: %o', async (more, code) => {
    const answer = await create(leader, photo(), more);
    expect(answer.status).toBe(400);
    expect(await refusal(answer)).toMatchObject({ code });
  });

  test('only its author may go on, look at it or use its id', async () => {
    const one = photo();
    await create(leader, one);
    expect((await send(other, one, 0)).status).toBe(403);
    expect((await tus(other, `/files/${one.id}`, { method: 'DELETE' })).status).toBe(403);
    expect(await refusal(await create(other, one))).toMatchObject({ status: 409, code: 'attachment-id-reused' });
    expect(await refusal(await create(leader, { ...photo(), id: one.id }))).toMatchObject({ status: 409 });
    await send(leader, one, 0);
    expect((await other.fetch(`${huiyin.url}/files/${one.id}`)).status).toBe(404);
  });

  test('no session, a foreign page, an unknown file', async () => {
    const one = photo();
    expect(await refusal(await create({ fetch }, one))).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect((await fetch(`${huiyin.url}/files/${one.id}`)).status).toBe(401);
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect((await tus(leader, '/files', { method: 'POST', headers: foreign })).status).toBe(403);
    for (const path of ['/files', '/files/', `/files/${uuidV7()}`, '/files/..%2f..%2fhuiyin']) {
      expect([path, (await leader.fetch(huiyin.url + path)).status]).toEqual([path, 404]);
    }
    expect(await refusal(await fetch(`${huiyin.url}/nowhere.txt`))).toEqual({
      status: 404,
      code: 'unknown-address',
      message: '没有这个地址，请核对后重试。',
    });
    const page = await fetch(`${huiyin.url}/nowhere.txt`, { headers: { accept: 'text/html' } });
    expect([page.headers.get('content-type'), await page.text()]).toEqual([
      'text/plain; charset=utf-8',
      '没有这个地址，请核对后重试。\n',
    ]);
  });
});

describe('the server as a whole', () => {
  test('the built app, its pages and the health of the server come from one address', async () => {
    const page = await fetch(`${huiyin.url}/desk/cases`, { headers: { accept: 'text/html' } });
    const html = await page.text();
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
    const asset = await fetch(huiyin.url + script);
    expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await (await fetch(`${huiyin.url}/healthz`)).json()).toEqual({ status: 'ok' });
  });

  test('the page needs nothing that the policy forbids', async () => {
    const html = await (await fetch(huiyin.url)).text();
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
    expect(html).not.toMatch(/(src|href)="https?:/);
  });
});
