import { DetailedError, Upload } from 'tus-js-client';
import { type Fault, faultOfStatus, type UploadTold } from './transport.ts';
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
        if (upload.url !== null) void told.onUrl(upload.url);
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
  if (response === null) return { kind: 'passing', why: 'network' };
  const status = response.getStatus();
  const known = faultOfStatus(status, response.getHeader('Retry-After') ?? null);
  if (known !== undefined) return known;
  // 423: an earlier, broken connection still holds the upload; 409/460: the offset moved. Both pass.
  if (status === 423 || status === 409 || status === 0) return { kind: 'passing', why: 'server' };
  if (status >= 400 && status < 500) {
    const refusal = refusalIn(response.getBody());
    // Spoilt on the way (the digest differs): the server has dropped it, and it is sent again from the start.
    return refusal.code === 'attachment-corrupted' ? { kind: 'broken' } : { kind: 'rejected', ...refusal };
  }
  if (status >= 500) return { kind: 'broken' };
  return { kind: 'passing', why: 'portal' };
}

/** Our server answers a refused upload with `{ code, message }`. */
function refusalIn(body: string): { code: string; message?: string } {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'code' in parsed && typeof parsed.code === 'string') {
      const told = 'message' in parsed && typeof parsed.message === 'string' ? { message: parsed.message } : {};
      return { code: parsed.code, ...told };
    }
  } catch {
    // Not JSON: only the status speaks.
  }
  return { code: 'attachment-refused' };
}
