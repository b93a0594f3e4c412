import { cite } from '../citation.ts';
import type { Province } from '../clocks/clocks.ts';
import { checkRepresentatives } from '../routing/reception.ts';

/**
 * How an appointment is asked for (约访渠道, R42): telephone, an online channel of the bureau, written material handed
 * in. The text's names of the online ones are lost, so the list is the bureau's to keep; this is what it starts with.
 */
export const bookingChannels = ['telephone', 'email', 'website', 'officialAccount', 'writtenInPerson'] as const;

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
