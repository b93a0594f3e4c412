import { bookingKind } from '../calendar/reception-days.ts';
import { type Citation, cite } from '../citation.ts';
import type { Province } from '../clocks/clocks.ts';
import type { PlainDate } from '../date.ts';
import { type Fault, faultsOf } from '../fault.ts';
import { checkRepresentatives } from '../routing/reception.ts';
import {
  missingPreScreening,
  type Notified,
  notificationsFor,
  type PreScreening,
  type PreScreeningPart,
} from './file.ts';

/**
 * How an appointment is asked for (约访渠道, R42): telephone, an online channel of the bureau, written material handed
 * in. The text's names of the online ones are lost, so the list is the bureau's to keep; this is what it starts with.
 */
export const bookingChannels = ['telephone', 'email', 'website', 'officialAccount', 'writtenInPerson'] as const;

/** That somebody was called to a matter (R49, R50): who, and when. */
export interface NotificationRecord {
  readonly who: Notified;
  readonly personId: string;
  readonly on: PlainDate;
}

/**
 * One appointment (约访). `leaderToldOn` is the day on which the opinion went to the leader of the session (R45);
 * `toldOfRepresentativesOn` that on which a collective party heard that three to five are received (R59).
 */
export interface Booking {
  readonly channel: string;
  readonly bookedOn: PlainDate;
  readonly session: PlainDate;
  readonly collective: boolean;
  readonly legallyComplex: boolean;
  readonly screening: PreScreening;
  readonly leaderToldOn?: PlainDate;
  readonly toldOfRepresentativesOn?: PlainDate;
  readonly notifications: readonly NotificationRecord[];
}

export type BookingFault =
  | 'channelUnknown'
  | 'tooLate'
  | 'matterMissing'
  | 'documentsMissing'
  | 'mannerMissing'
  | 'opinionMissing'
  | 'leaderToldMissing'
  | 'leaderToldTooLate'
  | 'representativesNotTold'
  | 'departmentHeadNotCalled'
  | 'legalCounselNotCalled';

const partBasis = (part: PreScreeningPart): Citation =>
  part === 'opinion' || part === 'leaderTold'
    ? cite('receptionPlan', '三（一）', 'R45')
    : cite('receptionPlan', '三（一）', 'R44');

/** Who should have been called and was not, by the session's day (R49, R50). */
function uncalled(booking: Booking): readonly Fault<BookingFault>[] {
  const { notified, citations } = notificationsFor(booking);
  const called = booking.notifications.filter(({ on }) => on <= booking.session).map(({ who }) => who);
  return notified
    .filter((who) => !called.includes(who))
    .map((who) => ({
      fault: `${who}NotCalled` as const,
      citations: citations.filter(({ rule }) => rule === calledBy[who]),
    }));
}
const calledBy: Readonly<Record<Notified, string>> = { departmentHead: 'R49', legalCounsel: 'R50' };

/**
 * What an appointment lacks before its session: a channel of the bureau's list (R42), seven days ahead (R43; later it is
 * a walk-in), the three things pre-screened (R44), an opinion with the leader no later than the day (R45), a collective
 * party told of its representatives (R59), the department's head called (R49), counsel when the law is complex (R50).
 */
export function bookingFaults(
  booking: Booking,
  channels: readonly string[] = bookingChannels,
): readonly Fault<BookingFault>[] {
  const { session, leaderToldOn, toldOfRepresentativesOn } = booking;
  const { missing } = missingPreScreening({ ...booking.screening, leaderTold: leaderToldOn !== undefined });
  const told = toldOfRepresentativesOn !== undefined && toldOfRepresentativesOn <= session;
  return [
    ...faultsOf<BookingFault>(
      [channels.includes(booking.channel), 'channelUnknown', cite('receptionPlan', '三（一）', 'R42')],
      [bookingKind(session, booking.bookedOn) === 'appointment', 'tooLate', cite('receptionPlan', '三（一）', 'R43')],
    ),
    ...missing.map((part) => ({ fault: `${part}Missing` as const, citations: [partBasis(part)] })),
    ...faultsOf<BookingFault>(
      [leaderToldOn === undefined || leaderToldOn <= session, 'leaderToldTooLate', partBasis('leaderTold')],
      [!booking.collective || told, 'representativesNotTold', cite('receptionPlan', '五（二）', 'R59')],
    ),
    ...uncalled(booking),
  ];
}

/**
 * Who goes in (R59, Art 20): of five persons or more a party sends elected representatives, three to five of them (never
 * more; in Zhejiang three where the group has no more than ten); fewer than five persons are no collective visit and
 * all go in. Refuses `too-many-representatives`.
 */
export function checkDoor(
  party: { readonly persons: number; readonly representatives: number },
  province?: Province,
): ReturnType<typeof checkRepresentatives> {
  const basis = [cite('receptionPlan', '五（二）', 'R59')];
  if (party.persons < 5) return { ok: true, value: { fewerThanUsual: false, most: party.persons, citations: basis } };
  return checkRepresentatives(party.representatives, party.persons, province);
}
