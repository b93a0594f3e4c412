import { DetailedError, Upload } from 'tus-js-client';
import { type Fault, faultOfStranger, PASSING_CODES, type UploadTold } from './transport.ts';
import type { StoredAttachment } from './types.ts';

const CHUNK = 512 * 1024;
/** No byte has moved for this long: give up for now and go on from there later. */
const STALL_MS = 30_000;

/**
 * Sends one attachment by tus 1.0, from where it broke off. Never throws.
 * @param endpoint the tus endpoint; metadata: attachmentId, sha256 (hex), filetype, kind
 */
export function uploadByTus(
  attachment: StoredAttachment,
  told: UploadTold,
  endpoint: string,
): Promise<{ kind: 'uploaded' } | Fault> {
  const { bytes } = attachment;
  if (bytes === undefined) return Promise.resolve({ kind: 'rejected', code: 'attachment-lost' });
  return new Promise((resolve) => {
    let stall: ReturnType<typeof setTimeout> | undefined;
    const end = (answer: { kind: 'uploaded' } | Fault) => {
      clearTimeout(stall);
      resolve(answer);
    };
    const upload = new Upload(new Blob([bytes], { type: attachment.mime }), {
      endpoint,
      ...(attachment.uploadUrl === undefined ? {} : { uploadUrl: attachment.uploadUrl }),
      metadata: {
        attachmentId: attachment.id,
        sha256: attachment.sha256,
        filetype: attachment.mime,
        kind: attachment.kind,
      },
      chunkSize: CHUNK,
      // A line that breaks every second still gets on: while bytes arrive it is taken up again at once, from where it
      // broke. When nothing moves any more, our own outbox knows when to try again, and keeps the URL over a kill.
      retryDelays: [200, 800, 2000],
      onShouldRetry: (error) => {
        const fault = faultOf(error);
        return fault.kind === 'passing' && (fault.why === 'network' || fault.why === 'server');
      },
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => {
        // Anybody else's place is not gone back to after a kill: a login page may call itself one.
        if (upload.url?.endsWith(`/files/${attachment.id}`)) void told.onUrl(upload.url);
      },
      onProgress: (sent, total) => {
        armStall();
        told.onProgress(sent, total);
      },
      onSuccess: () => end({ kind: 'uploaded' }),
      onError: (error) => end(faultOf(error)),
    });
    const armStall = () => {
      clearTimeout(stall);
      stall = setTimeout(() => {
        void upload.abort();
        end({ kind: 'passing', why: 'timeout' });
      }, STALL_MS);
    };
    armStall();
    upload.start();
  });
}

function faultOf(error: Error | DetailedError): Fault {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  const status = response?.getStatus() ?? 0;
  if (response == null || status === 0) return { kind: 'passing', why: 'network' };
  const refusal = refusalIn(response.getBody());
  if (refusal !== undefined) return faultOfRefusal(refusal);
  // The protocol's own words: an earlier, broken connection still holds the upload (423), or the offset has moved (409).
  if (status === 423 || status === 409) return { kind: 'passing', why: 'server' };
  // A page of somebody else's, or half an answer. The line itself has just been tried: this file waits, others go on.
  if (status >= 400 && status < 500 && status !== 429 && status !== 408) return { kind: 'broken' };
  return faultOfStranger(status, response.getHeader('Retry-After') ?? null);
}

/** What our server says of a file, and what that means for it. */
function faultOfRefusal(refusal: { readonly code: string; readonly message?: string }): Fault {
  switch (refusal.code) {
    case 'unauthenticated':
      return { kind: 'signedOut' };
    case 'rate-limited':
    case 'too-many-unfinished-uploads':
      return { kind: 'passing', why: 'busy' };
    case 'internal-error':
      return { kind: 'broken' };
    // An earlier, broken connection still holds the upload, or the offset has moved: asked anew it goes on from there.
    case 'upload-out-of-step':
      return { kind: 'passing', why: 'server' };
    // Spoilt on the way (the digest differs), or dropped by the server since: it is sent again from the start.
    case 'attachment-corrupted':
    case 'attachment-not-found':
    // Something between here and there has changed the request, or led it elsewhere: the line itself has just been tried, others go on.
    case 'upload-protocol':
    case 'unknown-address':
    // No room there now: words, and what belongs to them, still go.
    case 'storage-unavailable':
      return { kind: 'broken' };
    // A server that starts, stops or has lost its database refuses nothing: it will be asked again.
    default:
      return PASSING_CODES.has(refusal.code) ? { kind: 'passing', why: 'server' } : { kind: 'rejected', ...refusal };
  }
}

/** Our server answers a refused upload with `{ code, message }`; undefined for anybody else's page, and for half of ours. */
function refusalIn(body: string): { code: string; message?: string } | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || !('code' in parsed) || !('message' in parsed))
      return undefined;
    const { code, message } = parsed;
    return typeof code === 'string' && typeof message === 'string' && /^[a-z][a-z-]*$/.test(code)
      ? { code, message }
      : undefined;
  } catch {
    return undefined;
  }
}
