import { describe, expect, test } from 'vitest';
import { bookingChannelName } from '../messages/zh-CN.ts';
import { bookingChannels, checkDoor } from './booking.ts';

test.each(bookingChannels)(
  'an appointment by %s has its name; a channel that the bureau added shows as it is (R42)',
  (channel) => {
    expect(bookingChannelName(channel)).toMatch(/^\p{Script=Han}+$/u);
    expect(bookingChannelName('校长信箱')).toBe('校长信箱');
  },
);

describe('at the door (R59, Art 20; 浙江省信访条例第十五条)', () => {
  test.each([
    [4, 0, undefined, 4, false],
    [5, 5, undefined, 5, false],
    [5, 2, undefined, 5, true],
    [30, 3, undefined, 5, false],
    [10, 3, 'zhejiang', 3, false],
    [11, 5, 'zhejiang', 5, false],
  ] as const)('%i persons, %i representatives, %s: at most %i', (persons, representatives, province, most, fewer) => {
    expect(checkDoor({ persons, representatives }, province)).toMatchObject({
      ok: true,
      value: { most, fewerThanUsual: fewer },
    });
  });
  test.each([
    [5, 6, undefined, 5],
    [30, 0, undefined, 5],
    [10, 4, 'zhejiang', 3],
    [11, 6, 'zhejiang', 5],
  ] as const)('%i persons, %i representatives, %s: refused', (persons, representatives, province, limit) => {
    expect(checkDoor({ persons, representatives }, province)).toMatchObject({
      ok: false,
      code: 'too-many-representatives',
      params: { limit },
    });
  });
});
