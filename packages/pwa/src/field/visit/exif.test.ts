import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { positionIn } from './exif.ts';

/** A JPEG's head with an Exif segment that holds these degrees, minutes and seconds. */
function jpegWithPosition(
  little: boolean,
  north: readonly [number, number, number],
  east: readonly [number, number, number],
  refs = ['N', 'E'],
): ArrayBuffer {
  const bytes = new ArrayBuffer(220);
  const view = new DataView(bytes);
  view.setUint16(0, 0xffd8);
  // Another segment stands before it, as JFIF does.
  view.setUint16(2, 0xffe0);
  view.setUint16(4, 4);
  view.setUint16(8, 0xffe1);
  view.setUint16(10, 200);
  view.setUint32(12, 0x45786966);
  const tiff = new DataView(bytes, 18);
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  tiff.setUint32(4, 8, little);
  tiff.setUint16(8, 1, little);
  tiff.setUint16(10, 0x8825, little);
  tiff.setUint32(18, 26, little);
  tiff.setUint16(26, 4, little);
  const entry = (index: number, tag: number, value: number | string) => {
    const at = 28 + index * 12;
    tiff.setUint16(at, tag, little);
    if (typeof value === 'string') tiff.setUint8(at + 8, value.charCodeAt(0));
    else tiff.setUint32(at + 8, value, little);
  };
  entry(0, 1, refs[0] ?? '');
  entry(1, 2, 90);
  entry(2, 3, refs[1] ?? '');
  entry(3, 4, 120);
  for (const [place, value] of [...north, ...east].entries()) {
    const at = (place < 3 ? 90 : 120) + (place % 3) * 8;
    tiff.setUint32(at, Math.round(value * 100), little);
    tiff.setUint32(at + 4, 100, little);
  }
  return bytes;
}

describe('the position that a camera wrote into a photo', () => {
  test.each([true, false])('is read in degrees, whichever way the bytes run (little end first: %s)', (little) => {
    expect(positionIn(jpegWithPosition(little, [30, 15, 30.36], [120, 7, 12]))).toEqual({
      latitude: 30.258433,
      longitude: 120.12,
    });
  });
  test('south and west are negative', () => {
    expect(positionIn(jpegWithPosition(true, [33, 0, 0], [70, 30, 0], ['S', 'W']))).toEqual({
      latitude: -33,
      longitude: -70.5,
    });
  });
  test('zeros, the impossible, and a picture without any say nothing', () => {
    expect(positionIn(jpegWithPosition(true, [0, 0, 0], [0, 0, 0]))).toBeUndefined();
    expect(positionIn(jpegWithPosition(true, [95, 0, 0], [1, 0, 0]))).toBeUndefined();
    expect(positionIn(new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2]).buffer)).toBeUndefined();
    expect(positionIn(new ArrayBuffer(0))).toBeUndefined();
  });
  test('any bytes at all never throw, nor lead off the earth', () => {
    const whole = [...new Uint8Array(jpegWithPosition(true, [30, 15, 30], [120, 7, 12]))];
    const damage = fc.array(fc.tuple(fc.nat(219), fc.nat(255)), { maxLength: 12 });
    fc.assert(
      fc.property(damage, fc.nat(220), (changes, length) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const found = positionIn(bytes.slice(0, length).buffer);
        if (found) expect(Math.abs(found.latitude)).toBeLessThanOrEqual(90);
      }),
    );
  });
});
