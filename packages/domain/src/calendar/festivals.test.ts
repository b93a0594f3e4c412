import { getLunarDate, getSolarTermDate } from 'chinese-days';
import { LunarDay } from 'tyme4ts';
import { describe, expect, test } from 'vitest';
import { festivals, statutoryCount, statutoryDays } from './festivals.ts';
import { builtInYears } from './years.ts';

const years = Array.from({ length: 31 }, (_, index) => 2020 + index);
const pad = (value: number): string => String(value).padStart(2, '0');

/** A lunar day as tyme4ts has it. */
function lunar(year: number, month: number, day: number): string {
  const solar = LunarDay.fromYmd(year, month, day).getSolarDay();
  return `${solar.getYear()}-${pad(solar.getMonth())}-${pad(solar.getDay())}`;
}

describe('《全国年节及纪念日放假办法》第二条', () => {
  test.each([
    ['春节', 1, 1],
    ['端午节', 5, 5],
    ['中秋节', 8, 15],
  ] as const)('%s 2020–2050 is where two libraries put it', (festival, month, day) => {
    for (const year of years) {
      const own = statutoryDays(festival, year)?.[festival === '春节' && year >= 2025 ? 1 : 0];
      expect(own).toBe(lunar(year, month, day));
      expect(getLunarDate(own ?? '')).toMatchObject({ lunarMon: month, lunarDay: day });
    }
  });

  test('清明节 2020–2050 is the solar term', () => {
    for (const year of years)
      expect(statutoryDays('清明节', year)).toEqual([getSolarTermDate(year, 4, 'pure_brightness')]);
  });

  test('eleven days until 2024, thirteen from 2025: 除夕 and 5月2日', () => {
    const total = (year: number): number => festivals.reduce((sum, name) => sum + statutoryCount(name, year), 0);
    expect([2020, 2024, 2025, 2026].map(total)).toEqual([11, 11, 13, 13]);
    expect(statutoryDays('春节', 2024)).toEqual(['2024-02-10', '2024-02-11', '2024-02-12']);
    expect(statutoryDays('春节', 2025)).toEqual(['2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31']);
    expect(statutoryDays('劳动节', 2024)).toEqual(['2024-05-01']);
    expect(statutoryDays('劳动节', 2025)).toEqual(['2025-05-01', '2025-05-02']);
    expect(statutoryDays('国庆节', 2026)).toEqual(['2026-10-01', '2026-10-02', '2026-10-03']);
    expect(statutoryDays('元旦', 2051)).toEqual(['2051-01-01']);
  });

  test('a lunar festival that nobody has worked out is not guessed', () => {
    for (const festival of ['春节', '清明节', '端午节', '中秋节']) {
      expect([2019, 2051].map((year) => statutoryDays(festival, year))).toEqual([undefined, undefined]);
    }
  });

  test('2027 without its notice has these days and no others; every official year has them among its own', () => {
    for (const { year, standing, holidays } of builtInYears) {
      const off = holidays.flatMap(({ name, from, to }) =>
        name
          .split('、')
          .flatMap((festival) => statutoryDays(festival, year) ?? [])
          .map((day) => from <= day && day <= to),
      );
      expect([year, off.every(Boolean)]).toEqual([year, true]);
      if (standing === 'provisional') {
        expect(holidays.map(({ name, from, to }) => [name, from, to])).toEqual(
          festivals.map((name) => [name, statutoryDays(name, year)?.[0], statutoryDays(name, year)?.at(-1)]),
        );
      }
    }
  });
});
