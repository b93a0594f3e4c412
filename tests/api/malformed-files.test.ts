import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { openStory, type Story } from './story.ts';

/*
 * The doors beside GraphQL, for files that come and files that go: whatever is sent to them, who is refused is told in Chinese, in
 * JSON and with a stable code, and nothing of it is a fault of ours.
 */

let folder: string;
let story: Story;
let clerk: Caller;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-malformed-'));
  story = await openStory({ filesFolder: folder });
  clerk = await story.as('clerk');
});
afterAll(async () => {
  await story?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Holds an answer to what every answer must be; its code, where it is a refusal that has a body. */
async function codeOf(response: Response, method = 'GET'): Promise<string | undefined> {
  const text = await response.text();
  expect(response.status).toBeLessThan(500);
  if (response.status < 400 || method === 'HEAD') return undefined;
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const { code, message }: { code: string; message: string } = JSON.parse(text);
  expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(message).toMatch(/[\u4e00-\u9fff].*。$/s);
  return code;
}

const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000, 7)]);
const offset = 'application/offset+octet-stream';
const tus = (path: string, method: string, headers: Record<string, string>, body?: Buffer) =>
  clerk.fetch(`${story.base}/files${path}`, {
    ...{ method, headers },
    ...(body && { body: new Uint8Array(body) }),
  });

/** A photo of which the first 1,000 bytes have come. */
async function begun(): Promise<string> {
  const id = `${randomUUID().slice(0, 14)}7${randomUUID().slice(15)}`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const metadata = Object.entries({ attachmentId: id, sha256, filetype: 'image/jpeg', kind: 'photo' });
  const made = await tus('', 'POST', {
    'tus-resumable': '1.0.0',
    'upload-length': String(bytes.length),
    'upload-metadata': metadata.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`).join(','),
  });
  expect(made.status).toBe(201);
  const headers = { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': offset };
  expect((await tus(`/${id}`, 'PATCH', headers, bytes.subarray(0, 1_000))).status).toBe(204);
  return id;
}

describe('files that come (tus)', () => {
  const right = { 'tus-resumable': '1.0.0', 'upload-offset': '1000', 'content-type': offset };
  test.each<[string, string, Record<string, string>, number, string]>([
    ['no protocol', 'PATCH', { 'upload-offset': '1000', 'content-type': offset }, 412, 'upload-protocol'],
    ['another protocol', 'PATCH', { ...right, 'tus-resumable': '0.2.2' }, 400, 'upload-protocol'],
    ['no offset', 'PATCH', { 'tus-resumable': '1.0.0', 'content-type': offset }, 403, 'upload-protocol'],
    ['an offset that is none', 'PATCH', { ...right, 'upload-offset': 'x' }, 400, 'upload-protocol'],
    ['an offset of before', 'PATCH', { ...right, 'upload-offset': '0' }, 409, 'upload-out-of-step'],
    ['another type', 'PATCH', { ...right, 'content-type': 'image/jpeg' }, 400, 'upload-protocol'],
    ['another length', 'PATCH', { ...right, 'upload-length': '5' }, 501, 'upload-protocol'],
    ['another method', 'PUT', right, 404, 'attachment-not-found'],
  ])('%s', async (_what, method, headers, status, code) => {
    const answer = await tus(`/${await begun()}`, method, headers, bytes.subarray(1_000));
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
  });

  test('more than was announced, a whole one taken away, a part beyond its end', async () => {
    const id = await begun();
    const more = Buffer.concat([bytes.subarray(1_000), Buffer.alloc(10)]);
    expect(await codeOf(await tus(`/${id}`, 'PATCH', right, more))).toBe('attachment-too-large');
    const whole = await begun();
    expect((await tus(`/${whole}`, 'PATCH', right, bytes.subarray(1_000))).status).toBe(204);
    expect(await codeOf(await tus(`/${whole}`, 'DELETE', { 'tus-resumable': '1.0.0' }))).toBe('upload-protocol');
    const beyond = await tus(`/${whole}`, 'GET', { range: 'bytes=9000-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    expect(await codeOf(beyond)).toBe('attachment-part-outside');
  });

  test('whatever is sent', async () => {
    const id = await begun();
    const value = fc.oneof(
      fc.constantFrom('1.0.0', '0', '1000', '-1', '1e3', '99999999999999999999', '', 'partial', 'final;/a /b', offset),
      fc.constantFrom('attachmentId', 'kind cGhvdG8=', 'a b,a b', 'bytes=5-1', 'bytes=-0', 'application/json', '1'),
      fc.string({ unit: fc.constantFrom(...'ab,;=/ 0123456789'), maxLength: 12 }),
    );
    const names = ['tus-resumable', 'upload-offset', 'upload-length', 'upload-metadata', 'upload-concat', 'range'];
    const name = fc.constantFrom(...names, 'upload-defer-length', 'content-type', 'x-forwarded-proto');
    const request = fc.record({
      method: fc.constantFrom('GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'PUT'),
      path: fc.constantFrom('', '/', `/${id}`, `/${id}x`, '/..%2f..%2fx', '/%', '/%00', `/${randomUUID()}`, '?a=1'),
      headers: fc.dictionary(name, value, { maxKeys: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path, headers }) => {
        const body = ['POST', 'PATCH', 'PUT'].includes(method) ? Buffer.from('abc') : undefined;
        const answer = await tus(path, method, headers, body);
        // what the protocol calls unsupported is no fault of ours
        if (answer.status !== 501) await codeOf(answer, method);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

describe('files that go', () => {
  const json = { headers: { accept: 'application/json, */*' } };
  const get = (path: string, caller: typeof fetch = clerk.fetch) => caller(`${story.base}${path}`, json);

  test.each([
    ['/documents/x.docx', 404, 'unknown-document'],
    [`/documents/${randomUUID()}.pdf`, 404, 'unknown-document'],
    ['/documents/templates/urgingLetter/9.docx', 404, 'unknown-template'],
    [`/reports/${randomUUID()}.pdf`, 404, 'unknown-report'],
    ['/reports/wall-nothing.xlsx', 404, 'unknown-report'],
    ['/exports/cases.xlsx?asked={', 400, 'malformed-request'],
    ['/exports/cases.xlsx?asked={"filter":{"due":"never"}}', 400, 'malformed-request'],
    [`/reception/${'x'.repeat(30)}.ics`, 404, 'calendar-link-unknown'],
  ])('%s', async (path, status, code) => {
    const caller = path.includes('templates') ? (await story.as('admin')).fetch : clerk.fetch;
    const answer = await get(path, caller);
    expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
  });

  test('without a session', async () => {
    for (const path of ['/documents/x.docx', '/reports/x.pdf', '/exports/cases.xlsx', `/files/${randomUUID()}`]) {
      const answer = await get(path, fetch);
      expect([path, answer.status, await codeOf(answer)]).toEqual([path, 401, 'unauthenticated']);
    }
  });

  test('whatever is asked for', async () => {
    const doors = fc.constantFrom(
      '/documents/',
      '/documents/cases/',
      '/documents/templates/',
      '/exports/',
      '/reports/',
    );
    const rest = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'abz09-_./%?=&{}"'), maxLength: 40 }),
      fc.constantFrom(
        'cases.xlsx?asked=[]',
        'cases.xlsx?asked=%00',
        'cases.xlsx?asked={"sort":5}',
        'wall-__proto__.xlsx',
      ),
      fc.constantFrom(`${randomUUID()}/constructor.pdf`, 'urgingLetter/999999.docx', '__proto__/0.docx'),
    );
    await fc.assert(
      fc.asyncProperty(doors, rest, async (door, path) => {
        const answer = await get(door + path);
        // what no part knows goes on to the pages of the app, which are not served here
        if (answer.headers.get('content-type') !== null) await codeOf(answer);
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
