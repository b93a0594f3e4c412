import type { MarkPoint, PhotoPosition } from '@huiyin/domain/cases';
import { positionIn } from './exif.ts';

/** Why a photo could not be taken in. The others of the same choice are kept. */
export type PhotoFault = 'not-an-image' | 'empty' | 'too-large' | 'heic' | 'undecodable' | 'too-many';

/** The bytes of a picture or recording, ready to be kept: its size in bytes, its SHA-256 in lower-case hex. */
export interface PreparedFile {
  readonly bytes: ArrayBuffer;
  readonly mime: string;
  readonly size: number;
  readonly sha256: string;
}

/** EXIF stands at the head of a JPEG, in a segment of at most 64 KB; others may come before it. */
const EXIF_WITHIN = 256 * 1024;
const LARGEST_BYTES = 40 * 1024 * 1024;
const LONGEST_EDGE = 1600;
const QUALITY = 0.8;

/** A photo that was taken in, with the position that the camera wrote into it, if any: kept apart, so that it can be removed. */
export interface TakenPhoto {
  readonly file: PreparedFile;
  readonly position: PhotoPosition | undefined;
}

/**
 * Shrinks a picture to at most 1600 px and about a tenth of its bytes. The position is read from its EXIF first; all EXIF
 * is then gone, since the picture is drawn anew. A HEIC picture that this browser cannot draw is not taken in as it is:
 * nobody could look at it, and no face in it could be masked.
 */
export async function preparePhoto(file: File): Promise<TakenPhoto | PhotoFault> {
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
  const position = heic ? undefined : positionIn(await file.slice(0, EXIF_WITHIN).arrayBuffer());
  return { file: await prepareFile(await blob.arrayBuffer(), 'image/jpeg'), position };
}

/** A rectangle to be made unrecognisable, in thousandths of the picture. */
export interface Mosaic {
  readonly from: MarkPoint;
  readonly to: MarkPoint;
}

/** At least this many blocks lie across a mosaic's longer side ... few enough that no face comes back. */
const BLOCKS = 6;

/**
 * Burns mosaics into a picture: what they cover is averaged into a few blocks and cannot be brought back. Done on the phone,
 * before anything is sent: faces of pupils are sensitive personal information (PIPL Art 28).
 */
export async function burnMosaics(
  picture: Pick<PreparedFile, 'bytes' | 'mime'>,
  mosaics: readonly Mosaic[],
): Promise<PreparedFile> {
  const bitmap = await createImageBitmap(new Blob([picture.bytes], { type: picture.mime }));
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  const small = new OffscreenCanvas(BLOCKS, BLOCKS);
  const blocks = small.getContext('2d', { willReadFrequently: true });
  if (context === null || blocks === null) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  for (const { from, to } of mosaics) {
    const left = Math.round((Math.min(from[0], to[0]) / 1000) * width);
    const top = Math.round((Math.min(from[1], to[1]) / 1000) * height);
    const wide = Math.max(1, Math.round((Math.abs(to[0] - from[0]) / 1000) * width));
    const high = Math.max(1, Math.round((Math.abs(to[1] - from[1]) / 1000) * height));
    blocks.imageSmoothingEnabled = true;
    blocks.imageSmoothingQuality = 'high';
    blocks.clearRect(0, 0, BLOCKS, BLOCKS);
    blocks.drawImage(canvas, left, top, wide, high, 0, 0, BLOCKS, BLOCKS);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, BLOCKS, BLOCKS, left, top, wide, high);
  }
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return prepareFile(await blob.arrayBuffer(), 'image/jpeg');
}

/** An iPhone picture, whatever its name says: its first bytes are a box of type `ftyp` and a brand of HEIF. */
async function startsAsHeic(file: File): Promise<boolean> {
  const start = String.fromCharCode(...new Uint8Array(await file.slice(4, 12).arrayBuffer()));
  return /^ftyp(hei[cxms]|hev[cx]|mif1|msf1)$/.test(start);
}

/** A signature as it was drawn. */
export async function prepareSignature(canvas: HTMLCanvasElement): Promise<PreparedFile | undefined> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return blob === null ? undefined : prepareFile(await blob.arrayBuffer(), 'image/png');
}

/** Measures bytes that are to be kept. */
export async function prepareFile(bytes: ArrayBuffer, mime: string): Promise<PreparedFile> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { bytes, mime, size: bytes.byteLength, sha256 };
}
