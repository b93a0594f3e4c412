import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { errorCode } from './start-problem.ts';

/**
 * Sent with every reply of the server. The app loads nothing from elsewhere, so nothing from elsewhere is allowed; it
 * cannot be framed; camera and position (visit photos, 下访 place) are for the app alone.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

type Encoding = 'br' | 'gzip' | 'identity';

interface Asset {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** Filled by the build (.br, .gz beside the file) or at the first request. */
  readonly encoded: Map<Encoding, Promise<Buffer>>;
}

const compress = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 9 }),
};

/** Answers GET and HEAD from the built app; false when the request is not for it. */
export type StaticFiles = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/**
 * Loads the built app (about a megabyte) into memory: only files that were there at the start can ever be sent, whatever
 * the path says, and a build going on meanwhile disturbs nobody. Hashed assets are kept for a year, everything else is
 * asked for again each time. A navigation to a page of the app answers with index.html.
 *
 * @returns undefined when the folder holds no index.html: the app has not been built
 */
export function serveStatic(folder: string): StaticFiles | undefined {
  const assets = loadAssets(folder);
  const index = assets.get('/index.html');
  if (!index) return undefined;
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = pathOf(request);
    const asset =
      path === '/' ? index : (path && assets.get(path)) || (isNavigation(request, path) ? index : undefined);
    if (!asset) return false;
    await send(request, response, asset);
    return true;
  };
}

function loadAssets(folder: string): ReadonlyMap<string, Asset> {
  const files = new Map<string, Buffer>();
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.startsWith('.')) continue;
      const path = join(entry.parentPath, entry.name);
      files.set(path.slice(folder.length).split(sep).join('/').replace(/^\/*/, '/'), readFileSync(path));
    }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const assets = new Map<string, Asset>();
  for (const [path, body] of files) {
    if (/\.(br|gz)$/.test(path)) continue;
    const encoded = new Map<Encoding, Promise<Buffer>>([['identity', Promise.resolve(body)]]);
    const [br, gz] = [files.get(`${path}.br`), files.get(`${path}.gz`)];
    if (br) encoded.set('br', Promise.resolve(br));
    if (gz) encoded.set('gzip', Promise.resolve(gz));
    assets.set(path, { body, headers: headersOf(path, body), encoded });
  }
  return assets;
}

function headersOf(path: string, body: Buffer): Record<string, string> {
  const hashed = path.startsWith('/assets/') && /[-.][\w-]{8,}\.\w+$/.test(path);
  return {
    'content-type': types[extname(path)] ?? 'application/octet-stream',
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    vary: 'accept-encoding',
  };
}

function pathOf(request: IncomingMessage): string | undefined {
  try {
    return decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/');
  } catch {
    return undefined; // malformed escapes
  }
}

/** A page of the app, not a missing file: the browser asks for HTML and the last part of the path has no extension. */
function isNavigation(request: IncomingMessage, path: string | undefined): boolean {
  const accepts = request.headers.accept ?? '';
  return path !== undefined && extname(path) === '' && /text\/html|\*\/\*/.test(accepts);
}

/** The best encoding the client takes for text; images and fonts are packed already. */
function encodingFor(request: IncomingMessage, asset: Asset): Encoding {
  const compressible = /^text|json|svg|wasm/.test(asset.headers['content-type'] ?? '') && asset.body.length > 1024;
  const accepted = String(request.headers['accept-encoding'] ?? '');
  if (!compressible) return 'identity';
  if (/\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted)) return 'br';
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted) ? 'gzip' : 'identity';
}

async function send(request: IncomingMessage, response: ServerResponse, asset: Asset): Promise<void> {
  if (request.headers['if-none-match'] === asset.headers.etag) {
    response.writeHead(304, asset.headers).end();
    return;
  }
  const encoding = encodingFor(request, asset);
  let body = asset.encoded.get(encoding);
  if (!body) {
    body = encoding === 'identity' ? Promise.resolve(asset.body) : compress[encoding](asset.body);
    asset.encoded.set(encoding, body);
  }
  const bytes = await body;
  const headers: OutgoingHttpHeaders = { ...asset.headers, 'content-length': bytes.length };
  if (encoding !== 'identity') headers['content-encoding'] = encoding;
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : bytes);
}
