import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveStatic } from './static.ts';
import { listen, type WebServer } from './web-server.ts';

const script = `console.log("${'回音'.repeat(1000)}");`;
let folder: string;
let web: WebServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-static-'));
  await mkdir(join(folder, 'dist/assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'not for you');
  await writeFile(join(folder, 'dist/index.html'), '<!doctype html><title>回音</title>');
  await writeFile(join(folder, 'dist/service-worker.js'), 'self.skipWaiting');
  await writeFile(join(folder, 'dist/manifest.webmanifest'), '{}');
  await writeFile(join(folder, 'dist/.hidden'), 'hidden');
  await writeFile(join(folder, 'dist/assets/main-B1c2D3e4.js'), script);
  await writeFile(join(folder, 'dist/assets/packed-B1c2D3e4.js'), script);
  await writeFile(join(folder, 'dist/assets/packed-B1c2D3e4.js.gz'), 'made by the build');
  web = await listen({ host: '127.0.0.1', port: 0, https: false }, () => undefined);
  web.serve([serveStatic(join(folder, 'dist')) ?? expect.unreachable()]);
});

afterAll(async () => {
  await web.close();
  await rm(folder, { recursive: true });
});

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A plain request: fetch would normalise paths and unpack bodies. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: web.port, path, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject).end();
  });
}

describe('the built app', () => {
  test('hashed assets are kept for a year, everything else is asked for again', async () => {
    expect((await get('/assets/main-B1c2D3e4.js')).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
    for (const path of ['/', '/index.html', '/service-worker.js', '/manifest.webmanifest']) {
      const reply = await get(path);
      expect([path, reply.status, reply.headers['cache-control']]).toEqual([path, 200, 'no-cache']);
    }
    expect((await get('/manifest.webmanifest')).headers['content-type']).toMatch(/^application\/manifest\+json/);
  });

  test('a page of the app is index.html; a missing file is 404', async () => {
    const page = await get('/desk/cases/1', { accept: 'text/html' });
    expect(page.status).toBe(200);
    expect(page.body.toString()).toContain('回音');
    expect((await get('/assets/gone-B1c2D3e4.js', { accept: '*/*' })).status).toBe(404);
    expect((await get('/desk', { accept: 'application/json' })).status).toBe(404);
    expect((await get('/', {}, 'POST')).status).toBe(404);
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%',
    '/.hidden',
    '//secret.txt',
  ])('nothing outside the folder: %s', async (path) => {
    const reply = await get(path, { accept: 'text/plain' });
    expect(reply.status).toBe(404);
    expect(reply.body.toString()).not.toContain('not for you');
  });

  test('packed as the client can unpack it; what the build has packed is sent as it is', async () => {
    const path = '/assets/main-B1c2D3e4.js';
    const br = await get(path, { 'accept-encoding': 'gzip, br' });
    expect([br.headers['content-encoding'], br.headers.vary]).toEqual(['br', 'accept-encoding']);
    expect(brotliDecompressSync(br.body).toString()).toBe(script);
    const gz = await get(path, { 'accept-encoding': 'gzip, br;q=0' });
    expect(gunzipSync(gz.body).toString()).toBe(script);
    expect((await get(path)).body.toString()).toBe(script);
    const packed = await get('/assets/packed-B1c2D3e4.js', { 'accept-encoding': 'gzip' });
    expect(packed.body.toString()).toBe('made by the build');
  });

  test('HEAD and an unchanged ETag send no body', async () => {
    const whole = await get('/');
    const head = await get('/', {}, 'HEAD');
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([
      200,
      0,
      String(whole.body.length),
    ]);
    const same = await get('/', { 'if-none-match': String(whole.headers.etag) });
    expect([same.status, same.body.length]).toEqual([304, 0]);
  });

  test('every reply forbids foreign code, framing and guessing', async () => {
    for (const path of ['/', '/nowhere.js']) {
      const { headers } = await get(path);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/https?:|unsafe/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['permissions-policy']).toContain('camera=(self), geolocation=(self)');
    }
  });

  test('a folder without an app is told apart', () => {
    expect(serveStatic(join(folder, 'dist/assets'))).toBeUndefined();
    expect(serveStatic(join(folder, 'nothing'))).toBeUndefined();
  });
});
