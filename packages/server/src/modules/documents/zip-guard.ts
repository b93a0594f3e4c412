import { inflateRawSync } from 'node:zlib';

/** One part of an archive, unpacked. */
export interface ZipPart {
  readonly name: string;
  readonly bytes: Buffer;
}

/** All parts of a .docx together: a hundred times what a template needs. */
const largestWhole = 16 * 1024 * 1024;
const mostParts = 400;
const signatures = { end: 0x06054b50, entry: 0x02014b50, local: 0x04034b50 };

/**
 * Unpacks an archive that somebody sent: by its own central directory, and never more than a bound, whatever it claims
 * (a small archive can hold a disk full). Undefined for what is no sound archive.
 */
export function unpack(zip: Buffer): readonly ZipPart[] | undefined {
  try {
    return parts(zip);
  } catch (error) {
    // RangeError: an offset that leads nowhere, or more than the bound; zlib: broken bytes.
    if (error instanceof RangeError || (error instanceof Error && 'errno' in error)) return undefined;
    throw error;
  }
}

function parts(zip: Buffer): readonly ZipPart[] | undefined {
  // The end record stands last, before a comment of at most 65535 bytes.
  let end = zip.length - 22;
  while (end >= 0 && zip.length - end < 65_557 && zip.readUInt32LE(end) !== signatures.end) end -= 1;
  if (end < 0 || zip.readUInt32LE(end) !== signatures.end) return undefined;
  const count = zip.readUInt16LE(end + 10);
  if (count > mostParts) return undefined;
  const found: ZipPart[] = [];
  let whole = 0;
  for (let n = 0, at = zip.readUInt32LE(end + 16); n < count; n += 1) {
    if (zip.readUInt32LE(at) !== signatures.entry) return undefined;
    const [name, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)];
    const bytes = contentOf(zip, at, largestWhole - whole);
    if (!bytes) return undefined;
    whole += bytes.length;
    found.push({ name: zip.toString('utf8', at + 46, at + 46 + name), bytes });
    at += 46 + name + comment;
  }
  return found;
}

function contentOf(zip: Buffer, at: number, most: number): Buffer | undefined {
  const [method, size, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
  if (zip.readUInt32LE(local) !== signatures.local) return undefined;
  const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(from, from + size);
  if (method === 0) return packed.length <= most ? packed : undefined;
  return method === 8 ? inflateRawSync(packed, { maxOutputLength: Math.max(1, most) }) : undefined;
}
