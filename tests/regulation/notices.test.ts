import { buildCalendar, builtInYears, type CalendarYear, plainDate, type Result } from '@huiyin/domain';
import { refusalMessage } from '@huiyin/domain/messages';
import {
  amendCalendarYear,
  bookingCutOff,
  parseHolidayNotice,
  receptionDays,
  receptionHours,
  unusualMakeUps,
} from '@huiyin/domain/office';
import { describe, expect, test } from 'vitest';
import { calendar } from './calendar.ts';
import { daysFrom, works } from './calendar-oracle.ts';
import { earlierNotices, epidemicNotice, notices } from './notices.ts';

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(refusalMessage(result));
  return result.value;
}

const checkedIn = (year: number): CalendarYear => {
  const found = builtInYears.find((candidate) => candidate.year === year);
  if (!found) throw new Error(`no ${year}`);
  return found;
};
const years = [2020, 2021, 2022, 2023, 2024, 2025, 2026];
/** The year as its own notice set it; for 2020 with the later change applied. */
function parsed(year: number): CalendarYear {
  const own = must(parseHolidayNotice(notices[year] ?? '', year));
  return year === 2020 ? must(amendCalendarYear(own, epidemicNotice)) : own;
}

describe('国务院办公厅关于部分节假日安排的通知 2020–2026', () => {
  test.each(years)('the text of %i parses to the checked-in days', (year) => {
    const { holidays, makeUpWorkdays, notice, amendments } = parsed(year);
    const expected = checkedIn(year);
    expect(holidays).toEqual(expected.holidays);
    expect(makeUpWorkdays).toEqual(expected.makeUpWorkdays);
    expect(notice.title).toBe(expected.notice.title);
    expect(amendments?.length).toBe(expected.amendments?.length);
  });

  test('a calendar made of nothing but the parsed texts agrees with chinese-days on all 2557 days', () => {
    const own = buildCalendar(years.map(parsed));
    const days = daysFrom('2020-01-01', '2026-12-31');
    expect(days.length).toBe(2557);
    const disagree = days.filter((date) => {
      const run = own.runs[0];
      const day = Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
      return run?.working.includes(day) !== works(date);
    });
    expect(disagree).toEqual([]);
  });

  test('the wordings before them, 2010–2019, are read too: 公休, 补休 of what fell on a weekend', () => {
    const earlier = Object.keys(earlierNotices).map(Number);
    const own = buildCalendar(earlier.map((year) => must(parseHolidayNotice(earlierNotices[year] ?? '', year))));
    const disagree = daysFrom('2010-01-01', '2019-12-31').filter((date) => {
      const day = Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
      return own.runs[0]?.working.includes(day) !== works(date);
    });
    // what notices of their own changed afterwards
    const later = ['2015-09-03', '2015-09-04', '2015-09-06', '2019-04-28', '2019-05-02', '2019-05-03', '2019-05-05'];
    expect(disagree).toEqual(later);
  });

  test('number and day of issue are read where the text has them', () => {
    const { number, issuedOn } = checkedIn(2021).notice;
    expect(parsed(2021).notice).toMatchObject({ number, issuedOn });
    const { title, number: changed, issuedOn: changedOn } = checkedIn(2020).amendments?.[0] ?? {};
    expect(parsed(2020).amendments).toEqual([{ title, number: changed, issuedOn: changedOn }]);
  });

  test('2020 before the epidemic notice had 01-31 worked and Saturday 02-01 made up', () => {
    const before = must(parseHolidayNotice(notices[2020] ?? '', 2020));
    expect(before.holidays[1]).toEqual({ name: '春节', from: '2020-01-24', to: '2020-01-30' });
    expect(before.makeUpWorkdays).toContain('2020-02-01');
    expect(parsed(2020).makeUpWorkdays).not.toContain('2020-02-01');
  });

  test('blanks, half-width signs, missing weekdays and one long line change nothing', () => {
    for (const year of years) {
      const text = notices[year] ?? '';
      const variants = [
        text.replaceAll('（', '(').replaceAll('）', ')').replaceAll('，', ',').replaceAll('：', ':'),
        text.replaceAll(/（[^）]*）/g, ''),
        text.replaceAll('月', ' 月 ').replaceAll(/周(?=[一二三四五六日])/g, '星期'),
        text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).replaceAll('〔', '['),
      ];
      if (year !== 2021) variants.push(text.replaceAll('\n', ''));
      for (const variant of variants) {
        const { holidays, makeUpWorkdays } = must(parseHolidayNotice(variant, year));
        const plain = must(parseHolidayNotice(text, year));
        expect([holidays, makeUpWorkdays]).toEqual([plain.holidays, plain.makeUpWorkdays]);
      }
    }
  });
});

describe('make-up days that no notice has had', () => {
  test('in 2020–2026 every one is the rest day nearest to a stretch', () => {
    expect(years.flatMap((year) => unusualMakeUps(checkedIn(year)))).toEqual([]);
  });

  test.each([
    ['5月9日（周六）', '5月16日（周六）', '2026-05-16'],
    ['2月28日（周六）', '3月1日（周日）', '2026-03-01'],
    ['10月10日（周六）', '10月17日（周六）', '2026-10-17'],
  ])('%s written as %s is read, and pointed out', (from, to, unusual) => {
    const text = (notices[2026] ?? '').replace(from, to);
    expect(unusualMakeUps(must(parseHolidayNotice(text, 2026)))).toEqual([unusual]);
  });
});

describe('a notice that is wrong names the clause', () => {
  const text = notices[2026] ?? '';
  test.each([
    ['a weekday', '1月1日（周四）', '1月1日（周五）', 'notice-weekday-wrong', '一、元旦'],
    ['至3日 without its weekday agreeing', '至3日（周六）', '至3日（周日）', 'notice-weekday-wrong', '一、元旦'],
    ['the number of days', '至6日（周一）放假，共3天', '至6日（周一）放假，共4天', 'notice-days-wrong', '三、清明节'],
    ['a day that does not exist', '4月4日（周六）', '4月31日', 'notice-date-wrong', '三、清明节'],
    ['an end before the start', '5月1日（周五）至5日（周二）', '5月5日至1日', 'notice-date-wrong', '四、劳动节'],
    ['another year', '1月1日（周四）', '2025年1月1日', 'notice-year-wrong', '一、元旦'],
    ['a festival that is none', '端午节', '七夕节', 'notice-festival-unknown', '五、七夕节'],
    ['a festival named twice', '中秋节', '端午节', 'notice-festival-twice', '六、端午节'],
    [
      'National Day without 10-01',
      '10月1日（周四）至7日（周三）放假调休，共7天',
      '10月2日至7日放假，共6天',
      'notice-festival-day-missing',
      '七、国庆节',
    ],
    ['a make-up day on a Monday', '5月9日（周六）上班', '5月11日上班', 'notice-make-up-wrong', '四、劳动节'],
    [
      'a make-up day three weeks off',
      '5月9日（周六）上班',
      '5月23日（周六）上班',
      'notice-make-up-wrong',
      '四、劳动节',
    ],
    ['a make-up day left out', '5月9日（周六）上班。', '', 'notice-balance-wrong', '四、劳动节'],
    [
      'a stretch a month off',
      '6月19日（周五）至21日（周日）',
      '7月17日至19日',
      'notice-festival-day-missing',
      '五、端午节',
    ],
    ['a make-up day inside a festival', '5月9日（周六）上班', '5月3日上班', 'notice-overlap', '四、劳动节'],
    ['a make-up day given twice', '9月20日（周日）、', '5月9日（周六）、', 'notice-overlap', '七、国庆节'],
    [
      'two festivals on one day',
      '9月25日（周五）至27日（周日）放假，共3天',
      '9月25日至10月1日放假，共7天',
      'notice-overlap',
      '七、国庆节',
    ],
    ['a sentence nobody knows', '1月4日（周日）上班', '1月4日（周日）补课', 'notice-unreadable', '一、元旦'],
    ['a remark nobody knows', '放假，共3天。\n六', '放假，视情况。\n六', 'notice-unreadable', '五、端午节'],
    ['an aside nobody knows', '（农历腊月二十八、周日）', '（大约、周日）', 'notice-unreadable', '二、春节'],
    [
      'a clause without a day off',
      '2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。',
      '',
      'notice-unreadable',
      '二、春节',
    ],
  ])('%s', (_name, from, to, code, clause) => {
    expect(text).toContain(from);
    const result = parseHolidayNotice(text.replace(from, to), 2026);
    expect(result).toMatchObject({ ok: false, code, params: { clause } });
    if (!result.ok) expect(refusalMessage(result)).toContain(clause);
  });

  test('a missing festival, another year’s title and a text without clauses speak of the whole', () => {
    const cut = text.replace(/六、中秋节.*\n/, '');
    expect(parseHolidayNotice(cut, 2026)).toMatchObject({
      code: 'notice-festival-missing',
      params: { festival: '中秋节' },
    });
    expect(parseHolidayNotice(notices[2021] ?? '', 2026)).toMatchObject({
      code: 'notice-year-wrong',
      params: { given: 2021 },
    });
    expect(parseHolidayNotice('今天天气很好', 2026)).toMatchObject({ code: 'notice-unreadable' });
    expect(parseHolidayNotice('', 2026)).toMatchObject({ code: 'notice-unreadable' });
  });

  test('与周末连休 on a Wednesday contradicts itself', () => {
    const [, ...rest] = (notices[2025] ?? '').split('\n');
    const joined = ['一、元旦：1月1日放假，与周末连休。', ...rest].join('\n');
    expect(parseHolidayNotice(joined, 2025)).toMatchObject({
      code: 'notice-weekday-wrong',
      params: { clause: '一、元旦' },
    });
  });

  test.each([
    ['of another year', epidemicNotice.replaceAll('2020年春节', '2021年春节'), 'notice-year-wrong'],
    [
      'that ends no later',
      epidemicNotice.replace('2月2日（农历正月初九，星期日），2月3日（星期一）', '1月29日，1月30日'),
      'notice-date-wrong',
    ],
    [
      'that goes back to work on another day',
      epidemicNotice.replace('2月3日（星期一）', '2月4日'),
      'notice-date-wrong',
    ],
    [
      'of a festival that the year does not have',
      epidemicNotice.replace('春节假期至', '寒衣节假期至'),
      'notice-festival-unknown',
    ],
    ['that is no change at all', '照常上班', 'notice-unreadable'],
    ['with a day that does not exist', epidemicNotice.replace('2月2日（', '2月30日（'), 'notice-date-wrong'],
    ['with a wrong weekday', epidemicNotice.replace('星期一', '星期二'), 'notice-weekday-wrong'],
  ])('a change %s is refused', (_name, change, code) => {
    expect(amendCalendarYear(must(parseHolidayNotice(notices[2020] ?? '', 2020)), change)).toMatchObject({ code });
  });
});

describe('《领导干部定点接访实施方案》一：每周三下午14:30—17:00 (R39, R89)', () => {
  const from = plainDate('2024-01-01');
  const to = plainDate('2026-12-31');
  const lost = [
    '2024-02-14',
    '2024-05-01',
    '2024-10-02',
    '2025-01-01',
    '2025-01-29',
    '2025-10-01',
    '2025-10-08',
    '2026-02-18',
    '2026-10-07',
  ];

  test('every Wednesday, and none on a day off: nine of 157 fall out in 2024–2026', () => {
    const days = must(receptionDays(calendar, from, to));
    expect(days.length).toBe(157);
    expect(days.filter((day) => !day.held).map((day) => day.date)).toEqual(lost);
    expect(days.filter((day) => !day.held).every((day) => day.festival !== undefined)).toBe(true);
    expect(days.every((day) => day.held === works(day.date))).toBe(true);
    expect(receptionHours).toEqual({ opensAt: '14:30', closesAt: '17:00' });
  });

  test('a substitute session stands in its place', () => {
    const substitute = { date: plainDate('2026-02-26'), insteadOf: plainDate('2026-02-18') };
    const days = must(receptionDays(calendar, plainDate('2026-02-15'), plainDate('2026-03-04'), [substitute]));
    expect(days.map(({ date, held }) => [date, held])).toEqual([
      ['2026-02-18', false],
      ['2026-02-25', true],
      ['2026-02-26', true],
      ['2026-03-04', true],
    ]);
    expect(days[2]?.insteadOf).toBe('2026-02-18');
  });

  test.each([
    ['2026-02-26', '2026-02-25', 'substitute-not-needed', 'that Wednesday is held'],
    ['2026-02-26', '2026-02-19', 'substitute-not-needed', 'a day off, but no Wednesday'],
    ['2026-02-21', '2026-02-18', 'substitute-on-day-off', 'a day of the festival'],
    ['2026-03-01', '2026-02-18', 'substitute-on-day-off', 'a Sunday'],
    ['2027-02-21', '2028-02-16', 'calendar-missing', 'a year nobody knows'],
  ])('a substitute on %s for %s is refused: %s (%s)', (date, insteadOf, code) => {
    const substitute = { date: plainDate(date), insteadOf: plainDate(insteadOf) };
    expect(receptionDays(calendar, plainDate('2026-01-01'), plainDate('2027-12-31'), [substitute])).toMatchObject({
      code,
    });
  });

  test('a make-up Saturday serves; a year that nobody knows is refused', () => {
    const substitute = { date: plainDate('2026-02-28'), insteadOf: plainDate('2026-02-18') };
    const day = must(receptionDays(calendar, substitute.date, substitute.date, [substitute]));
    expect(day).toMatchObject([{ date: '2026-02-28', held: true }]);
    const january = must(receptionDays(calendar, plainDate('2027-01-06'), plainDate('2027-01-06')));
    expect(january).toMatchObject([{ held: true, provisional: true }]);
    expect(receptionDays(calendar, plainDate('2027-12-30'), plainDate('2028-01-05'))).toMatchObject({
      code: 'calendar-missing',
    });
  });

  test('《实施方案》三（一）：一周前预约 — seven days, Wednesday to Wednesday (R43)', () => {
    const session = plainDate('2026-11-25');
    expect(bookingCutOff(session)).toBe('2026-11-18');
    expect(bookingCutOff(session, 5)).toBe('2026-11-20');
  });
});
