import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FileStore } from '@tus/file-store';
import { Metadata, Server } from '@tus/server';
import { type UploadRefusalCode, uploadRefusalBody, uploadRefusals } from '../messages/uploads.ts';
import { fromOwnOrigin } from './own-origin.ts';
import { errorCode } from './start-problem.ts';

const PATH = '/files';
type AttachmentKind = 'photo' | 'signature' | 'voice' | 'scan';

const MAX_SIZE = 20 * 1024 * 1024;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A photo, signature or voice note of an outreach visit (下访), or a scan of a case, as the database knows it. */
interface AttachmentRow {
  readonly id: string;
  readonly ownerId: string;
  readonly kind: AttachmentKind;
  readonly mime: string;
  readonly size: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** 'complete' once all bytes have been seen and checked. */
  readonly state: 'reserved' | 'complete';
}

/** What uploads ask of the rest of the server. V is the signed-in person. */
export interface UploadSeams<V> {
  /** Folder of the files; made when missing. */
  readonly folder: string;
  /** Believe what a proxy says of the host that was asked for. */
  readonly trustProxy: boolean;
  viewerOf(request: IncomingMessage): Promise<V | undefined>;
  viewerId(viewer: V): string;
  find(viewer: V, id: string): Promise<AttachmentRow | undefined>;
  /** Answers the row that now holds the id, or why there is none. */
  reserve(viewer: V, row: AttachmentRow): Promise<AttachmentRow | UploadRefusalCode>;
  complete(viewer: V, id: string): Promise<void>;
  mayRead(viewer: V, id: string): Promise<boolean>;
  onError(error: unknown): void;
}

/** Answers requests under /files; false for every other path. */
export type Uploads = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/**
 * Resumable uploads (tus 1.0) and downloads of attachments. POST /files reserves the id that the phone made; PATCH brings
 * the bytes, in as many pieces as the road allows; the last one is answered only after SHA-256 and the image's own first
 * bytes agree and the file is on disk. Everything may be sent again at any time, to the same result.
 */
export async function createUploads<V>(seams: UploadSeams<V>): Promise<Uploads> {
  await mkdir(seams.folder, { recursive: true, mode: 0o700 });
  const files = new UploadFiles<V>(seams);
  return async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path !== PATH && !path.startsWith(`${PATH}/`)) return false;
    const refusal = await files.route(request, response, path.slice(PATH.length + 1));
    if (refusal) refuse(request, response, refusal);
    return true;
  };
}

/** The tus library, with its own refusals in the form of ours: a stable code and a sentence, under the status of the protocol. */
class RefusingServer extends Server {
  override write(...[context, headers, status, body = '']: Parameters<Server['write']>): ReturnType<Server['write']> {
    if (status < 400) return super.write(context, headers, status, body);
    headers.set('content-type', 'application/json; charset=utf-8');
    headers.set('cache-control', 'no-store');
    const ours = body.startsWith('{');
    return super.write(context, headers, status, ours ? body : uploadRefusalBody(codeOfStatus(status)));
  }
}

function codeOfStatus(status: number): UploadRefusalCode {
  if (status === 404 || status === 410) return 'attachment-not-found';
  if (status === 409 || status === 423) return 'upload-out-of-step';
  return status === 413 ? 'attachment-too-large' : 'upload-protocol';
}

class UploadFiles<V> {
  readonly #seams: UploadSeams<V>;
  readonly #store: FileStore;
  readonly #tus: Server;
  /** Who sent the request that the tus library is working on. */
  readonly #viewer = new AsyncLocalStorage<V>();

  constructor(seams: UploadSeams<V>) {
    this.#seams = seams;
    this.#store = new FileStore({ directory: seams.folder });
    this.#store.extensions = ['creation', 'creation-with-upload', 'termination'];
    this.#tus = new RefusingServer({
      path: PATH,
      datastore: this.#store,
      relativeLocation: true,
      allowedOrigins: () => false,
      disableTerminationForFinishedUploads: true,
      namingFunction: (_request, metadata) => metadata?.attachmentId ?? '',
      onUploadFinish: async (_request, { id }) => {
        const refusal = await this.#finish(this.#currentViewer(), id);
        if (refusal) throw { status_code: uploadRefusals[refusal].status, body: uploadRefusalBody(refusal) };
        return {};
      },
      onResponseError: (_request, error) => {
        // The library's own refusals stand; what failed on our side is told as such, so that the phone tries again.
        if ('status_code' in error && (error.status_code < 500 || error.status_code === 501)) return undefined;
        seams.onError(error);
        const code = 'storage-unavailable';
        return { status_code: uploadRefusals[code].status, body: uploadRefusalBody(code) };
      },
    });
  }

  async route(request: IncomingMessage, response: ServerResponse, id: string): Promise<UploadRefusalCode | undefined> {
    if (request.method === 'OPTIONS') return void (await this.#tus.handle(request, response));
    if (!fromOwnOrigin(request, this.#seams.trustProxy)) return 'cross-site';
    const viewer = await this.#seams.viewerOf(request);
    if (!viewer) return 'unauthenticated';
    if (request.method === 'POST' && id === '') return this.#create(request, response, viewer);
    const row = UUID_V7.test(id) ? await this.#seams.find(viewer, id) : undefined;
    if (!row) return 'attachment-not-found';
    if (request.method === 'GET') return this.#download(request, response, viewer, row);
    if (row.ownerId !== this.#seams.viewerId(viewer)) return 'forbidden';
    if (request.method === 'HEAD' && (await this.#catchUp(viewer, row))) return 'attachment-not-found';
    return void (await this.#viewer.run(viewer, () => this.#tus.handle(request, response)));
  }

  async #create(request: IncomingMessage, response: ServerResponse, viewer: V): Promise<UploadRefusalCode | undefined> {
    const wanted = readCreation(request, this.#seams.viewerId(viewer));
    if (typeof wanted === 'string') return wanted;
    const row = await this.#seams.reserve(viewer, wanted);
    if (typeof row === 'string') return row;
    const offset = await this.#received(row.id);
    if (offset === undefined) {
      return void (await this.#viewer.run(viewer, () => this.#tus.handle(request, response)));
    }
    const refusal = await this.#catchUp(viewer, row);
    if (refusal) return refusal;
    // Begun before (the answer was lost on the way): nothing is thrown away, the phone goes on from where it was.
    request.resume();
    const headers = { 'Tus-Resumable': '1.0.0', Location: `${PATH}/${row.id}`, 'Upload-Offset': String(offset) };
    response.writeHead(201, headers).end();
    return undefined;
  }

  /** The server may have died between the last byte and its check: it is made up for before anybody is told "complete". */
  async #catchUp(viewer: V, row: AttachmentRow): Promise<UploadRefusalCode | undefined> {
    if (row.state === 'complete' || (await this.#received(row.id)) !== row.size) return undefined;
    return this.#finish(viewer, row.id);
  }

  /** Bytes that have arrived; undefined when nothing was begun, or the file is gone. */
  async #received(id: string): Promise<number | undefined> {
    const upload = await this.#store.getUpload(id).catch(() => undefined);
    return upload?.offset;
  }

  /** Checks a whole file, and keeps it or drops it; the reservation stays, so that the phone can send it again. */
  async #finish(viewer: V, id: string): Promise<UploadRefusalCode | undefined> {
    const row = await this.#seams.find(viewer, id);
    if (!row) return 'attachment-not-found';
    const refusal = await inspect(this.#pathOf(id), row);
    if (refusal) {
      await this.#drop(id);
      return refusal;
    }
    const file = await open(this.#pathOf(id), 'r');
    await file.sync().finally(() => file.close());
    await this.#seams.complete(viewer, id);
    return undefined;
  }

  async #drop(id: string): Promise<void> {
    await rm(this.#pathOf(id), { force: true });
    await rm(`${this.#pathOf(id)}.json`, { force: true });
  }

  async #download(
    request: IncomingMessage,
    response: ServerResponse,
    viewer: V,
    row: AttachmentRow,
  ): Promise<UploadRefusalCode | undefined> {
    const own = row.ownerId === this.#seams.viewerId(viewer);
    if (!own && !(await this.#seams.mayRead(viewer, row.id))) return 'attachment-not-found';
    const size = row.state === 'complete' && (await stat(this.#pathOf(row.id)).catch(() => undefined))?.size;
    if (size !== row.size) return 'attachment-not-found';
    const headers = {
      'content-type': row.mime,
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      // Never into the browser's own files: nothing of a petitioner lies in the clear on a phone (docs/decisions/009).
      'cache-control': 'private, no-store',
      // A scanned letter is read beside its form, in a frame of our own pages and of nobody else's.
      ...(row.mime === 'application/pdf' && {
        'x-frame-options': 'SAMEORIGIN',
        'content-security-policy': "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
      }),
    };
    const part = partOf(request.headers.range, size);
    if (part === 'outside') {
      response.setHeader('content-range', `bytes */${size}`);
      return 'attachment-part-outside';
    }
    const { start, end } = part ?? { start: 0, end: size - 1 };
    response.writeHead(part ? 206 : 200, {
      ...headers,
      'accept-ranges': 'bytes',
      'content-length': end - start + 1,
      ...(part ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
    });
    await pipeline(createReadStream(this.#pathOf(row.id), { start, end }), response).catch((error: unknown) => {
      if (errorCode(error) !== 'ERR_STREAM_PREMATURE_CLOSE') this.#seams.onError(error);
    });
    return undefined;
  }

  /** Ids are checked UUIDs before they come here. */
  #pathOf(id: string): string {
    return join(this.#seams.folder, id);
  }

  #currentViewer(): V {
    const viewer = this.#viewer.getStore();
    if (viewer === undefined) throw new Error('upload finished outside a request');
    return viewer;
  }
}

/**
 * The one part that a player asks for (`bytes=0-1`; Safari plays nothing from a server that does not know it). Undefined:
 * the whole, also for what we do not understand, as RFC 9110 allows.
 */
function partOf(range: string | undefined, size: number): { start: number; end: number } | 'outside' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start <= end && start < size ? { start, end } : 'outside';
}

/** Reads what POST /files says of the file to come. */
function readCreation(request: IncomingMessage, ownerId: string): AttachmentRow | UploadRefusalCode {
  let metadata: Record<string, string | null>;
  try {
    metadata = Metadata.parse(String(request.headers['upload-metadata'] ?? ''));
  } catch {
    return 'attachment-metadata-invalid';
  }
  const { attachmentId: id, sha256, filetype: mime, kind } = metadata;
  const length = String(request.headers['upload-length'] ?? '');
  if (!id || !UUID_V7.test(id)) return 'attachment-id-invalid';
  if (!/^\d{1,15}$/.test(length) || Number(length) === 0) return 'attachment-metadata-invalid';
  if (Number(length) > MAX_SIZE) return 'attachment-too-large';
  if (!mime || !Object.hasOwn(signatures, mime)) return 'attachment-type-unsupported';
  if (!sha256 || !/^[0-9a-f]{64}$/i.test(sha256)) return 'attachment-metadata-invalid';
  if (!isKind(kind)) return 'attachment-metadata-invalid';
  if (!kinds[kind].test(mime)) return 'attachment-type-unsupported';
  return { id, ownerId, kind, mime, size: Number(length), sha256: sha256.toLowerCase(), state: 'reserved' };
}

/** Which media each kind of attachment may be. */
const kinds: Readonly<Record<AttachmentKind, RegExp>> = {
  photo: /^image\//,
  signature: /^image\//,
  voice: /^audio\//,
  scan: /^(?:image\/|application\/pdf$)/,
};
const isKind = (kind: string | null | undefined): kind is AttachmentKind =>
  typeof kind === 'string' && Object.hasOwn(kinds, kind);

/** How each permitted kind of image, sound and document begins: the header a client sends is not believed. */
const signatures: Readonly<Record<string, (start: Buffer) => boolean>> = {
  'image/jpeg': (start) => start.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  'image/png': (start) => start.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  'image/webp': (start) =>
    start.subarray(0, 4).toString('latin1') === 'RIFF' && start.subarray(8, 12).toString('latin1') === 'WEBP',
  'application/pdf': (start) => start.subarray(0, 5).toString('latin1') === '%PDF-',
  // What MediaRecorder makes: Matroska (Chromium, Firefox), MP4 (Safari), Ogg (older Firefox).
  'audio/webm': (start) => start.subarray(0, 4).equals(Buffer.from([0x1a, 0x45, 0xdf, 0xa3])),
  'audio/mp4': (start) => start.subarray(4, 8).toString('latin1') === 'ftyp',
  'audio/ogg': (start) => start.subarray(0, 4).toString('latin1') === 'OggS',
};

async function inspect(path: string, row: AttachmentRow): Promise<UploadRefusalCode | undefined> {
  const hash = createHash('sha256');
  let start = Buffer.alloc(0);
  for await (const chunk of createReadStream(path)) {
    if (start.length < 16) start = Buffer.concat([start, chunk]).subarray(0, 16);
    hash.update(chunk);
  }
  if (hash.digest('hex') !== row.sha256) return 'attachment-corrupted';
  return signatures[row.mime]?.(start) ? undefined : 'attachment-type-unsupported';
}

function refuse(request: IncomingMessage, response: ServerResponse, code: UploadRefusalCode): void {
  request.resume();
  response.writeHead(uploadRefusals[code].status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'Tus-Resumable': '1.0.0',
  });
  response.end(request.method === 'HEAD' ? undefined : uploadRefusalBody(code));
}
