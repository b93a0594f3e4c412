import type { CaseNumbered } from './events.ts';
import type { Channel, PetitionCaseState } from './types.ts';

/** The character that opens the numbers of each channel until the bureau chooses another (编号字头). */
export const numberSeries: Readonly<Record<Channel, string>> = {
  letter: '信',
  visit: '访',
  call: '电',
  online: '网',
  email: '邮',
  fax: '传',
  hotline: '热',
  leaderReception: '接',
  outreach: '下',
  transferred: '转',
};

/** 下〔2026〕12号: channel’s opening, year, sequence; hexagonal brackets and no leading zero (GB/T 9704-2012). */
export function caseNumber(
  channel: Channel,
  year: number,
  sequence: number,
  opening: string = numberSeries[channel],
): string {
  return `${opening}〔${year}〕${sequence}号`;
}

/** No I, L, O and U: nobody reads them wrong, over the telephone either. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The number that a matter has until the server has numbered it (暂编号, e.g. 下〔2026〕暂-7K3F2Q): made on the phone of
 * the case's own id, the same wherever and whenever it is asked for, so that a petitioner who was given it is found by it.
 */
export function provisionalNumber(channel: Channel, year: number, caseId: string): string {
  // The last 30 of the random bits of a UUID.
  const bits = Number.parseInt(caseId.replaceAll('-', '').slice(-8), 16) || 0;
  const code = Array.from({ length: 6 }, (_, place) => digits[Math.floor(bits / 32 ** place) % 32]).reverse();
  return `${numberSeries[channel]}〔${year}〕暂-${code.join('')}`;
}

/**
 * How the id of a case with this provisional number ends, last eight digits (two bits are not in the number, so four
 * ids are possible). Takes the whole number or its six characters alone, capitals or not; empty for anything else.
 */
export function idEndings(provisional: string): readonly string[] {
  const code = /(?:^|暂-?)([0-9A-HJKMNP-TV-Z]{6})$/.exec(provisional.toUpperCase())?.[1];
  if (code === undefined) return [];
  const bits = [...code].reduce((sum, digit) => sum * 32 + digits.indexOf(digit), 0);
  return [0, 1, 2, 3].map((top) => (top * 2 ** 30 + bits).toString(16).padStart(8, '0'));
}

/**
 * Numbers a registered case (编号, R69). The store allocates `sequence`, gap-free per bureau, channel and year, inside
 * the transaction that registers the case.
 */
export function numberCase(state: PetitionCaseState, year: number, sequence: number, opening?: string): CaseNumbered {
  return {
    type: 'caseNumbered',
    stream: { kind: 'petitionCase', id: state.id },
    number: caseNumber(state.channel, year, sequence, opening),
    year,
    sequence,
  };
}
