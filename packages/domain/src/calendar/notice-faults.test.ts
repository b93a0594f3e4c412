import { describe, expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import { amendCalendarYear, checkIssue, parseHolidayNotice } from './notice.ts';
import { clauses, long, slip, wrong } from './notice-testkit.ts';
import { builtInYears, type CalendarYear } from './years.ts';

test('a notice that sets one festival anew says how it is put in: with the whole year’s clauses, its own among them', () => {
  const adjusts = '国务院办公厅关于调整2026年劳动节假期安排的通知';
  const anew = '5月1日（周五）至4日（周一）放假调休，共4天。5月9日（周六）上班。';
  expect(parseHolidayNotice(`${adjusts}\n经国务院批准，现调整如下：${anew}`, 2026)).toEqual(
    wrong('notice-adjusts', { clause: '', given: '关于调整2026年劳动节假期安排的通知' }),
  );
  expect(
    slip(
      '5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。',
      '5月1日（周五）至4日（周一）放假，共4天。',
    ),
  ).toMatchObject({ ok: true });
});

describe('a notice that cannot have been issued (落款)', () => {
  const on = (number: string, issued: string, today: string) => {
    const read = parseHolidayNotice(`${number}\n${clauses.join('\n')}\n国务院办公厅\n${issued}`, 2026);
    if (!read.ok) throw new Error(read.code);
    return checkIssue(read.value, plainDate(today));
  };
  const refusal = (code: string, params: object) => wrong(code, { clause: '', ...params });

  test('is dated later than today; on its own day it counts', () => {
    expect(on('', '2025年11月4日', '2025-11-03')).toEqual(
      refusal('notice-not-issued', { given: '2025-11-04', today: '2025-11-03' }),
    );
    expect(on('', '2025年11月4日', '2025-11-04')).toBeUndefined();
  });

  test('has a number of another year than its date', () => {
    expect(on('国办发明电〔2024〕7号', '2025年11月4日', '2025-12-01')).toEqual(
      refusal('notice-head-wrong', { number: '国办发明电〔2024〕7号', date: '2025-11-04' }),
    );
  });

  test('is of a year that is neither the one before nor its own', () => {
    expect(on('', '2024年11月4日', '2025-12-01')).toEqual(
      refusal('notice-year-wrong', { clause: '落款', given: 2024, year: 2026 }),
    );
    expect(on('国办发明电〔2023〕7号', '', '2025-12-01')).toEqual(
      refusal('notice-year-wrong', { clause: '发文字号', given: 2023, year: 2026 }),
    );
    expect(on('', '2026年1月26日', '2026-02-01')).toBeUndefined();
  });

  test('has a number of a year to come, and no date', () => {
    expect(on('国办发明电〔2026〕7号', '', '2025-12-01')).toEqual(
      refusal('notice-not-issued', { given: '国办发明电〔2026〕7号', today: '2025-12-01' }),
    );
    expect(on('国办发明电〔2025〕7号', '', '2025-12-01')).toBeUndefined();
    expect(on('', '', '2025-12-01')).toBeUndefined();
  });
});

describe('each slip is refused with the article, the clause and what it says (festival measures, Art 7)', () => {
  test.each([
    [
      'no such day',
      '4月4日（周六）',
      '4月31日（周六）',
      'notice-date-wrong',
      { clause: '三、清明节', given: '4月31日' },
    ],
    [
      'no such day, with its year',
      '4月4日（周六）',
      '2026年4月31日',
      'notice-date-wrong',
      { clause: '三、清明节', given: '2026年4月31日' },
    ],
    ['no month at all', '4月4日（周六）', '4日（周六）', 'notice-date-wrong', { clause: '三、清明节', given: '月4日' }],
    [
      'ends before it begins',
      '至6日（周一）放假，共3天',
      '至3日（周五）放假，共3天',
      'notice-date-wrong',
      { clause: '三、清明节', given: '2026-04-04至2026-04-03' },
    ],
    [
      'another year',
      '4月4日（周六）',
      '2027年4月4日',
      'notice-year-wrong',
      { clause: '三、清明节', given: 2027, year: 2026 },
    ],
    [
      'the year before, but not its December',
      '4月4日（周六）',
      '2025年11月4日',
      'notice-year-wrong',
      { clause: '三、清明节', given: 2025, year: 2026 },
    ],
    [
      'another weekday',
      '4月4日（周六）',
      '4月4日（周五）',
      'notice-weekday-wrong',
      { clause: '三、清明节', date: '2026-04-04', given: '周五' },
    ],
    [
      'words before the weekday',
      '4月4日（周六）',
      '4月4日（下周六）',
      'notice-unreadable',
      { clause: '三、清明节', given: '下周六' },
    ],
    [
      'words behind the weekday',
      '4月4日（周六）',
      '4月4日（周六夜）',
      'notice-unreadable',
      { clause: '三、清明节', given: '周六夜' },
    ],
    [
      'words before the lunar day',
      '农历腊月二十八',
      '大约农历腊月二十八',
      'notice-unreadable',
      { clause: '二、春节', given: '大约农历腊月二十八' },
    ],
    [
      'words behind the lunar day',
      '农历腊月二十八',
      '农历腊月二十八前后',
      'notice-unreadable',
      { clause: '二、春节', given: '农历腊月二十八前后' },
    ],
    [
      'the sum is wrong',
      '至6日（周一）放假，共3天',
      '至6日（周一）放假，共4天',
      'notice-days-wrong',
      { clause: '三、清明节', said: 4, counted: 3 },
    ],
    [
      'the sum is wrong by a figure',
      '至6日（周一）放假，共3天',
      '至6日（周一）放假，共13天',
      'notice-days-wrong',
      { clause: '三、清明节', said: 13, counted: 3 },
    ],
    [
      'words before the sum',
      '至6日（周一）放假，共3天',
      '至6日（周一）放假，总共3天',
      'notice-unreadable',
      { clause: '三、清明节', given: '总共3天' },
    ],
    [
      'words behind the sum',
      '至6日（周一）放假，共3天',
      '至6日（周一）放假，共3天半',
      'notice-unreadable',
      { clause: '三、清明节', given: '共3天半' },
    ],
    [
      'joined to no weekend',
      '9月25日（周五）至27日（周日）放假，共3天',
      '9月24日至26日放假，共3天，与周末连休',
      'notice-weekday-wrong',
      { clause: '六、中秋节', date: '2026-09-24', given: '与周末连休' },
    ],
    [
      'a remark that nobody knows, shortened to be shown',
      '至6日（周一）放假，共3天',
      `至6日（周一）放假，${long}`,
      'notice-unreadable',
      { clause: '三、清明节', given: long.slice(0, 40) },
    ],
    [
      'a sentence that nobody knows, shortened to be shown',
      '共3天。1月4日（周日）上班。',
      `共3天。${long}。`,
      'notice-unreadable',
      { clause: '一、元旦', given: long.slice(0, 40) },
    ],
    [
      'a clause that grants nothing',
      '4月4日（周六）至6日（周一）放假，共3天。',
      '4月12日上班。4月19日上班。',
      'notice-unreadable',
      { clause: '三、清明节', given: '4月12日上班。4月19日上班' },
    ],
    [
      'a festival that is none',
      '三、清明节',
      '三、重阳节',
      'notice-festival-unknown',
      { clause: '三、重阳节', festival: '重阳节' },
    ],
    ['a festival twice', '三、清明节', '三、元旦', 'notice-festival-twice', { clause: '三、元旦', festival: '元旦' }],
    [
      'a festival without its own day',
      '10月1日（周四）至7日（周三）放假调休，共7天',
      '10月3日至7日放假调休，共5天',
      'notice-festival-day-missing',
      { clause: '七、国庆节', festival: '国庆节', date: '2026-10-01' },
    ],
    [
      'a festival that ends before its own last day',
      '10月1日（周四）至7日（周三）放假调休，共7天',
      '10月1日至2日放假调休，共2天',
      'notice-festival-day-missing',
      { clause: '七、国庆节', festival: '国庆节', date: '2026-10-03' },
    ],
    [
      'a festival left out',
      '三、清明节：4月4日（周六）至6日（周一）放假，共3天。',
      '',
      'notice-festival-missing',
      { clause: '', festival: '清明节' },
    ],
    [
      'a day worked twice',
      '10月10日（周六）上班',
      '9月20日（周日）上班',
      'notice-overlap',
      { clause: '七、国庆节', date: '2026-09-20' },
    ],
    [
      'a make-up day in the week',
      '1月4日（周日）上班',
      '1月5日（周一）上班',
      'notice-make-up-wrong',
      { clause: '一、元旦', date: '2026-01-05' },
    ],
    [
      'a make-up day three weeks off',
      '1月4日（周日）上班',
      '1月18日（周日）上班',
      'notice-make-up-wrong',
      { clause: '一、元旦', date: '2026-01-18' },
    ],
    [
      'more taken than given back',
      '5月9日（周六）上班。',
      '',
      'notice-balance-wrong',
      { clause: '四、劳动节', off: 3, worked: 0, statutory: 2 },
    ],
  ])('%s', (_name, from, to, code, params) => {
    expect(slip(from, to)).toEqual(wrong(code, params));
  });

  test('a make-up day two weeks off is lawful', () => {
    // 3 January and 14 days: Saturday the 17th
    expect(slip('1月4日（周日）上班', '1月17日（周六）上班')).toMatchObject({ ok: true });
  });

  test('another year in the title, and no clause at all', () => {
    const title = '国务院办公厅关于2025年部分节假日安排的通知\n';
    expect(parseHolidayNotice(title + clauses.join('\n'), 2026)).toEqual(
      wrong('notice-year-wrong', { clause: '', given: 2025, year: 2026 }),
    );
    expect(parseHolidayNotice(long, 2026)).toEqual(
      wrong('notice-unreadable', { clause: '', given: long.slice(0, 40) }),
    );
  });
});

describe('a notice that lengthens a festival (延长假期的通知)', () => {
  const year = builtInYears.find((one) => one.year === 2026) as CalendarYear; // checked in
  const longer = (text: string) => amendCalendarYear(year, text);
  const springs = '延长2026年春节假期至2月28日（星期六），3月1日（星期日）起正常上班';

  test('its own make-up days stay, those inside are taken back, the title is the text’s', () => {
    const found = longer(`国务院办公厅关于延长2026年春节假期的通知\n${springs}。`);
    expect(found).toMatchObject({
      ok: true,
      value: {
        makeUpWorkdays: year.makeUpWorkdays.filter((day) => day !== '2026-02-28'),
        amendments: [{ title: '国务院办公厅关于延长2026年春节假期的通知' }],
      },
    });
    expect(longer(springs.replace('2026年', ''))).toMatchObject({
      ok: true,
      value: { amendments: [{ title: springs.replace('2026年', '') }] },
    });
  });

  test.each([
    ['no such text', long, 'notice-unreadable', { clause: '', given: long.slice(0, 40) }],
    ['another year', springs.replace('2026', '2025'), 'notice-year-wrong', { given: 2025, year: 2026 }],
    ['no such festival', springs.replace('春节', '重阳节'), 'notice-festival-unknown', { festival: '重阳节' }],
    [
      'no longer than it was',
      '延长春节假期至2月23日，2月24日起正常上班',
      'notice-date-wrong',
      { given: '2026-02-23，2026-02-24' },
    ],
    [
      'back at work another day',
      '延长春节假期至2月26日，2月28日起正常上班',
      'notice-date-wrong',
      { given: '2026-02-26，2026-02-28' },
    ],
    [
      'into the next festival, on its first day',
      '延长春节假期至4月4日，4月5日起正常上班',
      'notice-overlap',
      { date: '2026-04-04' },
    ],
  ])('%s', (_name, text, code, params) => {
    expect(longer(text)).toEqual(
      wrong(code, { clause: params && 'clause' in params ? params.clause : text, ...params }),
    );
  });

  test('up to the eve of the next festival', () => {
    expect(longer('延长春节假期至4月3日，4月4日起正常上班')).toMatchObject({ ok: true });
  });
});
