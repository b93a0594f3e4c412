/** Why a photo could not be taken in. The others of the same choice are kept. */
export type PhotoFault = 'not-an-image' | 'empty' | 'too-large' | 'heic' | 'undecodable' | 'too-many';

/** The bytes of a picture, ready to be kept: JPEG or PNG, its size in bytes, its SHA-256 in lower-case hex. */
export interface PreparedPicture {
  readonly bytes: ArrayBuffer;
  readonly mime: 'image/jpeg' | 'image/png';
  readonly size: number;
  readonly sha256: string;
}

const LARGEST_BYTES = 40 * 1024 * 1024;
const LONGEST_EDGE = 1600;
const QUALITY = 0.8;

/** Shrinks a picture to at most 1600 px and about a tenth of its bytes; its position data (EXIF) is dropped by drawing it anew. */
export async function preparePhoto(file: File): Promise<PreparedPicture | PhotoFault> {
  if (file.size === 0) return 'empty';
  if (file.size > LARGEST_BYTES) return 'too-large';
  const heic = /\.(heic|heif)$/i.test(file.name) || /hei[cf]/.test(file.type) || (await startsAsHeic(file));
  if (!heic && !file.type.startsWith('image/')) return 'not-an-image';
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return heic ? 'heic' : 'undecodable';
  }
  const scale = Math.min(1, LONGEST_EDGE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) return 'undecodable';
  context.imageSmoothingQuality = 'high';
  // Transparent pictures would turn black as JPEG.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return prepare(await blob.arrayBuffer(), 'image/jpeg');
}

/** An iPhone picture, whatever its name says: its first bytes are a box of type `ftyp` and a brand of HEIF. */
async function startsAsHeic(file: File): Promise<boolean> {
  const start = String.fromCharCode(...new Uint8Array(await file.slice(4, 12).arrayBuffer()));
  return /^ftyp(hei[cxms]|hev[cx]|mif1|msf1)$/.test(start);
}

/** A signature as it was drawn. */
export async function prepareSignature(canvas: HTMLCanvasElement): Promise<PreparedPicture | undefined> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return blob === null ? undefined : prepare(await blob.arrayBuffer(), 'image/png');
}

async function prepare(bytes: ArrayBuffer, mime: PreparedPicture['mime']): Promise<PreparedPicture> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { bytes, mime, size: bytes.byteLength, sha256 };
}
