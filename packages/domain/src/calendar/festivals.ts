import { addDays, type PlainDate, plainDate } from '../date.ts';

/** The seven festivals of the statute (全国年节及纪念日放假办法); a notice for a whole year names each once. */
export const festivals = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'] as const;

/** The first day of 春节, 清明, 端午 and 中秋, MMDD, by the lunar calendar: 2020 to 2050, a line a year. */
const movable = [
  '0125 0404 0625 1001',
  '0212 0404 0614 0921',
  '0201 0405 0603 0910',
  '0122 0405 0622 0929',
  '0210 0404 0610 0917',
  '0129 0404 0531 1006',
  '0217 0405 0619 0925',
  '0206 0405 0609 0915',
  '0126 0404 0528 1003',
  '0213 0404 0616 0922',
  '0203 0405 0605 0912',
  '0123 0405 0624 1001',
  '0211 0404 0612 0919',
  '0131 0404 0601 0908',
  '0219 0405 0620 0927',
  '0208 0405 0610 0916',
  '0128 0404 0530 1004',
  '0215 0404 0618 0924',
  '0204 0405 0607 0913',
  '0124 0405 0527 1002',
  '0212 0404 0614 0920',
  '0201 0404 0603 0910',
  '0122 0404 0622 0928',
  '0210 0405 0611 0917',
  '0130 0404 0531 1005',
  '0217 0404 0619 0925',
  '0206 0404 0608 0915',
  '0126 0405 0529 1004',
  '0214 0404 0615 0922',
  '0202 0404 0604 0911',
  '0123 0404 0623 0930',
] as const;
const firstMovableYear = 2020;
const movableColumn: Readonly<Record<string, number>> = { 春节: 0, 清明节: 1, 端午节: 2, 中秋节: 3 };
const fixed: Readonly<Record<string, string>> = { 元旦: '0101', 劳动节: '0501', 国庆节: '1001' };

/** The revision of 2024-11-10 added 除夕 and 5月2日, first applied to 2025: 13 days off instead of 11. */
const revisedFrom = 2025;

/** The statutory days of a festival, counted from its first day (春节: from 初一, so 除夕 is −1). */
function offsets(festival: string, year: number): readonly number[] {
  switch (festival) {
    case '春节':
      return year >= revisedFrom ? [-1, 0, 1, 2] : [0, 1, 2];
    case '劳动节':
      return year >= revisedFrom ? [0, 1] : [0];
    case '国庆节':
      return [0, 1, 2];
    default:
      return [0];
  }
}

/**
 * The days that the statute itself gives to a festival in a year, in order (法定节假日, festival measures, Art 2); undefined for
 * a lunar festival outside 2020–2050, which nobody has worked out yet.
 */
export function statutoryDays(festival: string, year: number): readonly PlainDate[] | undefined {
  const column = movableColumn[festival];
  const monthDay = column === undefined ? fixed[festival] : movable[year - firstMovableYear]?.split(' ')[column];
  if (monthDay === undefined) return undefined;
  const first = plainDate(`${year}-${monthDay.slice(0, 2)}-${monthDay.slice(2)}`);
  return offsets(festival, year).map((offset) => addDays(first, offset));
}

/** How many days the statute gives to a festival in a year. */
export function statutoryCount(festival: string, year: number): number {
  return offsets(festival, year).length;
}
