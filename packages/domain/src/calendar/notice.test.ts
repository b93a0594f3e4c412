import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayOfWeek, daysBetween, type PlainDate, plainDate } from '../date.ts';
import { refusalMessage } from '../messages/zh-CN.ts';
import { amendCalendarYear, parseHolidayNotice } from './notice.ts';
import { builtInYears, type CalendarYear, type Holiday } from './years.ts';

const weekday = (date: PlainDate): string => '一二三四五六日'[dayOfWeek(date) - 1] ?? '';
const day = (date: PlainDate): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;

/** How a notice may be worded; the wording never changes what it says. */
interface Style {
  readonly word: '星期' | '周' | '';
  readonly shortEnd: boolean;
  readonly total: 'comma' | 'inside' | 'none';
  readonly join: '\n' | '';
}
const anyStyle: fc.Arbitrary<Style> = fc.record({
  word: fc.constantFrom('星期', '周', ''),
  shortEnd: fc.boolean(),
  total: fc.constantFrom('comma', 'inside', 'none'),
  join: fc.constantFrom('\n', ''),
});

function clause({ name, from, to }: Holiday, worked: readonly PlainDate[], at: number, style: Style): string {
  const aside = (date: PlainDate) => (style.word === '' ? '' : `（${style.word}${weekday(date)}）`);
  const end = style.shortEnd && from.slice(5, 7) === to.slice(5, 7) ? `${Number(to.slice(8))}日` : day(to);
  const span = from === to ? `${day(from)}${aside(from)}` : `${day(from)}${aside(from)}至${end}${aside(to)}`;
  let length = 1;
  for (let date = from; date < to; date = addDays(date, 1)) length += 1;
  const total = { comma: `，共${length}天`, inside: `${length}天`, none: '' }[style.total];
  const work = worked.map((date) => `${day(date)}${aside(date)}`).join('、');
  return `${'一二三四五六七'[at]}、${name}：${span}放假${total}。${work === '' ? '' : `${work}上班。`}`;
}

const distance = ({ from, to }: Holiday, day: PlainDate): number =>
  Math.min(Math.abs(daysBetween(day, from)), Math.abs(daysBetween(to, day)));

/** The year's days as a notice, each make-up day with the stretch that it is nearest to. */
function noticeOf(year: CalendarYear, style: Style): string {
  const nearest = (day: PlainDate) => year.holidays.toSorted((a, b) => distance(a, day) - distance(b, day))[0];
  // worked for National Day, though Mid-Autumn is nearer
  const own = (holiday: Holiday, day: PlainDate) =>
    ['2021-09-26', '2026-09-20'].includes(day) ? holiday.name === '国庆节' : holiday === nearest(day);
  return year.holidays
    .map((holiday, at) =>
      clause(
        holiday,
        year.makeUpWorkdays.filter((day) => own(holiday, day)),
        at,
        style,
      ),
    )
    .join(style.join);
}

/** As their own notices set them: not 2020, which a later notice changed, nor 2023, which begins in December. */
const ownYears = builtInYears.filter(
  ({ year, standing, amendments, holidays }) =>
    standing === 'official' && !amendments && holidays.every(({ from }) => from.startsWith(`${year}`)),
);

describe('a notice written from a year', () => {
  test('parses back to the same days in every wording', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ownYears), anyStyle, (year, style) => {
        const parsed = parseHolidayNotice(noticeOf(year, style), year.year);
        if (!parsed.ok) throw new Error(refusalMessage(parsed));
        expect(parsed.value.holidays).toEqual(year.holidays);
        expect(parsed.value.makeUpWorkdays).toEqual(year.makeUpWorkdays);
      }),
    );
  });

  test('with any one figure changed is refused, or says other days: never silently the same', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ownYears),
        anyStyle,
        fc.nat(),
        fc.integer({ min: 0, max: 9 }),
        (year, style, seed, digit) => {
          const text = noticeOf(year, style);
          const figures = [...text.matchAll(/\d/g)];
          const at = figures[seed % figures.length]?.index ?? 0;
          fc.pre(text[at] !== String(digit));
          const parsed = parseHolidayNotice(`${text.slice(0, at)}${digit}${text.slice(at + 1)}`, year.year);
          if (!parsed.ok) expect(parsed.code).toMatch(/^notice-/);
          else
            expect([parsed.value.holidays, parsed.value.makeUpWorkdays]).not.toEqual([
              year.holidays,
              year.makeUpWorkdays,
            ]);
        },
      ),
    );
  });

  test('any text at all is read or refused, never thrown at', () => {
    const pieces = fc.constantFrom(
      '一、',
      '元旦',
      '：',
      '1月',
      '1日',
      '至',
      '放假',
      '，共3天',
      '。',
      '上班',
      '（周六）',
      '\n',
      '99日',
      '2月30日',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        expect(parseHolidayNotice(text, 2026)).toMatchObject({ ok: false });
        const [year] = ownYears;
        if (year) expect(amendCalendarYear(year, text).ok).toBe(false);
      }),
    );
  });
});

test('a change lengthens a festival and takes back the make-up days inside it', () => {
  const year = builtInYears.find((candidate) => candidate.year === 2026);
  if (!year) throw new Error('no 2026');
  const changed = amendCalendarYear(year, '延长2026年春节假期至2月28日（星期六），3月1日（星期日）起正常上班。');
  if (!changed.ok) throw new Error(refusalMessage(changed));
  expect(changed.value.holidays[1]).toEqual({ name: '春节', from: '2026-02-15', to: '2026-02-28' });
  expect(changed.value.makeUpWorkdays).not.toContain('2026-02-28');
  expect(changed.value.makeUpWorkdays).toContain('2026-02-14');
  expect(changed.value.amendments).toHaveLength(1);
  expect(year.makeUpWorkdays).toContain(plainDate('2026-02-28'));
});
