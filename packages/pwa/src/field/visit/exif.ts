import type { PhotoPosition } from '@huiyin/domain/cases';

/** Tags of the TIFF structure inside a JPEG (Exif 2.32). */
const GPS_POINTER = 0x8825;
const LATITUDE_REF = 1;
const LATITUDE = 2;
const LONGITUDE_REF = 3;
const LONGITUDE = 4;
const RATIONAL_BYTES = 8;

/**
 * The position that a camera wrote into a JPEG (WGS 84, degrees), read from its head; undefined when there is none or it is
 * damaged. Never throws: a picture comes from outside.
 */
export function positionIn(head: ArrayBuffer): PhotoPosition | undefined {
  try {
    const tiff = findTiff(new DataView(head));
    return tiff && readPosition(tiff);
  } catch {
    // An offset that leads outside: the picture is still a picture.
    return undefined;
  }
}

/** The TIFF part of the first Exif segment (APP1). */
function findTiff(view: DataView): DataView | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 4 <= view.byteLength; ) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    // The picture itself begins: no more segments.
    if (marker === 0xffda || (marker & 0xff00) !== 0xff00 || length < 2) return undefined;
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) {
      const from = at + 10;
      return new DataView(view.buffer, from, Math.min(length - 8, view.byteLength - from));
    }
    at += 2 + length;
  }
  return undefined;
}

function readPosition(tiff: DataView): PhotoPosition | undefined {
  const little = tiff.getUint16(0) === 0x4949;
  const first = entriesAt(tiff, tiff.getUint32(4, little), little);
  const pointer = first.get(GPS_POINTER);
  if (pointer === undefined) return undefined;
  const gps = entriesAt(tiff, tiff.getUint32(pointer, little), little);
  const latitude = degrees(tiff, gps.get(LATITUDE), little);
  const longitude = degrees(tiff, gps.get(LONGITUDE), little);
  if (latitude === undefined || longitude === undefined) return undefined;
  const letter = (tag: number) => {
    const at = gps.get(tag);
    return at === undefined ? '' : String.fromCharCode(tiff.getUint8(at));
  };
  const north = letter(LATITUDE_REF) === 'S' ? -latitude : latitude;
  const east = letter(LONGITUDE_REF) === 'W' ? -longitude : longitude;
  // Cameras without a fix write zeros.
  const somewhere = north !== 0 || east !== 0;
  const onEarth = Math.abs(north) <= 90 && Math.abs(east) <= 180;
  return somewhere && onEarth ? { latitude: north, longitude: east } : undefined;
}

/** Where the value (or the pointer to it) of each tag of a directory stands. */
function entriesAt(tiff: DataView, at: number, little: boolean): ReadonlyMap<number, number> {
  const count = tiff.getUint16(at, little);
  const entries = new Map<number, number>();
  for (let index = 0; index < count; index += 1) {
    const entry = at + 2 + index * 12;
    entries.set(tiff.getUint16(entry, little), entry + 8);
  }
  return entries;
}

/** Degrees, minutes and seconds as three fractions, in degrees to about a metre's tenth. */
function degrees(tiff: DataView, pointer: number | undefined, little: boolean): number | undefined {
  if (pointer === undefined) return undefined;
  const at = tiff.getUint32(pointer, little);
  let sum = 0;
  for (const [place, share] of [1, 60, 3600].entries()) {
    const from = at + place * RATIONAL_BYTES;
    const below = tiff.getUint32(from + 4, little);
    const value = tiff.getUint32(from, little);
    if (below === 0 && value !== 0) return undefined;
    sum += below === 0 ? 0 : value / below / share;
  }
  return Number.isFinite(sum) ? Math.round(sum * 1e6) / 1e6 : undefined;
}
