import { describe, expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import { bookingChannelName, receptionFaultName } from '../messages/zh-CN.ts';
import { type Booking, bookingChannels, bookingFaults, checkDoor } from './booking.ts';

const session = plainDate('2026-12-02');
const booking: Booking = {
  channel: 'telephone',
  bookedOn: plainDate('2026-11-25'),
  session,
  collective: false,
  legallyComplex: false,
  screening: { matter: '入学', documents: '户口簿', manner: '电话', opinion: 'accept', leaderTold: false },
  leaderToldOn: plainDate('2026-12-01'),
  notifications: [{ who: 'departmentHead', personId: 'head', on: plainDate('2026-11-30') }],
};
const faults = (change: Partial<Booking>, channels?: readonly string[]) =>
  bookingFaults({ ...booking, ...change }, channels).map(({ fault, citations }) => [
    fault,
    ...citations.map(({ rule }) => rule),
  ]);

describe('an appointment before its session', () => {
  test.each(bookingChannels)('by %s (R42)', (channel) => {
    expect(faults({ channel })).toEqual([]);
    expect(bookingChannelName(channel)).toMatch(/^\p{Script=Han}+$/u);
  });

  test.each<[string, Partial<Booking>, readonly (readonly string[])[]]>([
    ['by a channel nobody published (R42)', { channel: 'pigeon' }, [['channelUnknown', 'R42']]],
    ['seven days ahead (R43)', { bookedOn: plainDate('2026-11-25') }, []],
    ['six days ahead (R43)', { bookedOn: plainDate('2026-11-26') }, [['tooLate', 'R43']]],
    [
      'nothing pre-screened (R44, R45)',
      { screening: { matter: '', documents: '', manner: ' ', leaderTold: true } },
      [
        ['matterMissing', 'R44'],
        ['documentsMissing', 'R44'],
        ['mannerMissing', 'R44'],
        ['opinionMissing', 'R45'],
      ],
    ],
    ['the leader told on the day itself (R45)', { leaderToldOn: session }, []],
    ['the leader told the day after (R45)', { leaderToldOn: plainDate('2026-12-03') }, [['leaderToldTooLate', 'R45']]],
    ['a collective party not told (R59)', { collective: true }, [['representativesNotTold', 'R59']]],
    ['a collective party told (R59)', { collective: true, toldOfRepresentativesOn: session }, []],
    [
      'a collective party told when it was over (R59)',
      { collective: true, toldOfRepresentativesOn: plainDate('2026-12-03') },
      [['representativesNotTold', 'R59']],
    ],
    [
      'nobody called, and the law is complex (R49, R50)',
      { notifications: [], legallyComplex: true },
      [
        ['departmentHeadNotCalled', 'R49'],
        ['legalCounselNotCalled', 'R50'],
      ],
    ],
    [
      'the head called the day after (R49)',
      { notifications: [{ who: 'departmentHead', personId: 'head', on: plainDate('2026-12-03') }] },
      [['departmentHeadNotCalled', 'R49']],
    ],
  ])('%s', (_name, change, expected) => {
    expect(faults(change)).toEqual(expected);
  });

  test('the leader was not told at all (R45)', () => {
    const { leaderToldOn: _told, ...untold } = booking;
    expect(bookingFaults(untold).map(({ fault }) => fault)).toEqual(['leaderToldMissing']);
  });

  test('the list of channels is the bureau’s own (R42)', () => {
    expect(faults({ channel: '校长信箱' }, ['校长信箱'])).toEqual([]);
    expect(bookingChannelName('校长信箱')).toBe('校长信箱');
    expect(receptionFaultName('channelUnknown')).toContain('预约渠道');
  });
});

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
