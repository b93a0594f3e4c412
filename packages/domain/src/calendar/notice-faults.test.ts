import { describe, expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import { amendCalendarYear, checkIssue, parseHolidayNotice } from './notice.ts';
import { builtInYears, type CalendarYear } from './years.ts';

/** The clauses of 2026 as published. */
const clauses = [
  '一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。',
  '二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。',
  '三、清明节：4月4日（周六）至6日（周一）放假，共3天。',
  '四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。',
  '五、端午节：6月19日（周五）至21日（周日）放假，共3天。',
  '六、中秋节：9月25日（周五）至27日（周日）放假，共3天。',
  '七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。',
];
const basis = [{ regulation: 'festivalMeasures', article: '第七条' }];
const wrong = (code: string, params: object) => ({ ok: false, code, params, citations: basis, path: 'text' });
/** The notice with one piece of it written otherwise. */
const slip = (from: string, to: string) => {
  const text = clauses.join('\n');
  expect(text).toContain(from);
  return parseHolidayNotice(text.replace(from, to), 2026);
};
const long = '请各地各部门妥善安排好值班和安全、保卫、疫情防控等工作遇有重大突发事件要按规定及时报告并妥善处置';

test('as published it is read: the days in order, the year official, the notice by its title', () => {
  const read = parseHolidayNotice(clauses.join('\n'), 2026);
  const own = builtInYears.find(({ year }) => year === 2026);
  expect(read).toMatchObject({
    ok: true,
    value: {
      year: 2026,
      standing: 'official',
      holidays: own?.holidays,
      makeUpWorkdays: own?.makeUpWorkdays,
      notice: { title: '国务院办公厅关于2026年部分节假日安排的通知' },
    },
  });
  expect(read.ok && Object.keys(read.value.notice)).toEqual(['title']);
});

describe('typed or copied otherwise it is read the same', () => {
  const whole = [
    '国务院办公厅关于2026年部分节假日安排的通知',
    '国办发明电〔2025〕7号',
    '经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。',
    ...clauses,
    '节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，确保人民群众祥和平安度过节日假期。',
    '国务院办公厅',
    '2025年11月4日',
  ].join('\n');
  test.each<[string, (text: string) => string]>([
    ['as published', (text) => text],
    ['broken every thirty characters, as a copied page is', (text) => text.replace(/[^\n]{30}/g, '$&\n')],
    ['broken after each sentence', (text) => text.replaceAll('天。', '天。\n')],
    ['headings on lines of their own', (text) => text.replace(/([一二三四五六七]、..节?)：/g, '$1\n')],
    ['all in one line', (text) => text.replaceAll('\n', '')],
    ['with an empty line between any two', (text) => text.replaceAll('\n', '\n\n')],
    ['signs that nobody sees between the words', (text) => `\ufeff${text.replaceAll('月', '月\u200b')}`],
    ['a dash for 至, 到, a tilde', (text) => text.replace('至3', '—3').replace('至23', '到23').replace('至6', '~6')],
    ['周天 for 周日, 星期 for 周', (text) => text.replaceAll('周日', '周天').replaceAll('周六', '星期六')],
    ['a semicolon between sentences', (text) => text.replaceAll('天。', '天；')],
    ['without the last full stop', (text) => text.replace('10月10日（周六）上班。', '10月10日（周六）上班')],
    ['the number in other brackets', (text) => text.replace('〔2025〕', '[2025]')],
    ['1.元旦', (text) => clauseNumbers(text, (at) => `${at}.`)],
    ['1. 元旦', (text) => clauseNumbers(text, (at) => `${at}. `)],
    ['1、元旦, all in one line', (text) => clauseNumbers(text, (at) => `${at}、`).replaceAll('\n', '')],
    ['1．元旦', (text) => clauseNumbers(text, (at) => `${at}．`)],
    ['（1）元旦', (text) => clauseNumbers(text, (at) => `（${at}）`)],
    ['1)元旦', (text) => clauseNumbers(text, (at) => `${at})`)],
    ['（一）元旦', (text) => text.replace(/^([一二三四五六七])、(?=..节?：)/gm, '（$1）')],
    ['一.元旦', (text) => text.replace(/^([一二三四五六七])、(?=..节?：)/gm, '$1.')],
    ['一 元旦', (text) => text.replace(/^([一二三四五六七])、(?=..节?：)/gm, '$1 ')],
    ['no number before the festival', (text) => clauseNumbers(text, () => '')],
    ['no colon after it', (text) => text.replace(/(?<=[一二三四五六七]、..节?)：/g, ' ')],
    [
      '清明, “五一”国际劳动节, 国庆',
      (text) =>
        text.replace('清明节：', '清明：').replace('劳动节：', '“五一”国际劳动节：').replace('国庆节：', '国庆：'),
    ],
    ['号 for 日', (text) => text.replace(/(?<=\d)日/g, '号')],
    [
      '1.1至1.3, 2026.1.1',
      (text) =>
        text
          .replace(/(\d+)月(\d+)日/g, '$1.$2')
          .replace('：1.1', '：2026.1.1')
          .replace('至3日', '至1.3')
          .replace('至23日', '至2.23')
          .replace('至6日', '至4.6')
          .replaceAll('至5日', '至5.5')
          .replace('至21日', '至6.21')
          .replace('至27日', '至9.27')
          .replace('至7日', '至10.7'),
    ],
    ['2026-01-01', (text) => text.replace('1月1日', '2026-01-01')],
    ['10月1—7日', (text) => text.replaceAll(/日（[^）]*）至(?=\d+日)/g, '—')],
    ['the weekday without brackets', (text) => text.replace(/（(周.)）/g, ' $1')],
    ['公休 for rest that no day is worked for', (text) => text.replaceAll('放假，', '放假公休，')],
    ['a comma before 上班', (text) => text.replace(/天。(?=\d)/g, '天，')],
    [
      '调休上班, 正常上班, 补班',
      (text) => text.replace('（周日）上班', '（周日）补班').replace('（周六）上班', '（周六）调休上班'),
    ],
    ['共三天, 共计3天', (text) => text.replace('共3天', '共三天').replace('共9天', '共计9天')],
    ['二〇二五年十一月四日', (text) => text.replace('2025年11月4日', '二〇二五年十一月四日')],
    ['二○二五年十一月四日', (text) => text.replace('2025年11月4日', '二○二五年十一月四日')],
  ])('%s', (how, write) => {
    expect(write(whole) === whole).toBe(how === 'as published');
    const read = parseHolidayNotice(write(whole), 2026);
    const own = builtInYears.find(({ year }) => year === 2026);
    expect(read).toMatchObject({
      ok: true,
      value: {
        holidays: own?.holidays,
        makeUpWorkdays: own?.makeUpWorkdays,
        notice: { number: '国办发明电〔2025〕7号', issuedOn: '2025-11-04' },
      },
    });
  });
});

/** The clauses numbered another way: their own 一、 … 七、 replaced. */
function clauseNumbers(text: string, numbered: (at: number) => string): string {
  return text.replace(/^([一二三四五六七])、(?=..节?：)/gm, (_all, digit: string) =>
    numbered('一二三四五六七'.indexOf(digit) + 1),
  );
}

describe('what could be read two ways is refused, not guessed', () => {
  test.each([
    ['10.1 to 7: of October, or the seventh part of something', '10月1日（周四）至7日（周三）', '10.1-7'],
    ['4/4', '4月4日（周六）', '4/4'],
    ['a month without its day', '4月4日（周六）至6日（周一）', '4月'],
    ['the first week', '10月1日（周四）至7日（周三）', '10月第一周'],
  ])('%s', (_what, from, to) => {
    expect(slip(from, to)).toMatchObject({ ok: false, code: 'notice-unreadable' });
  });

  test('补休 is the first working day after the festival: another one is a wrong figure', () => {
    // 4 April 2026 is a Saturday
    expect(slip('4月4日（周六）至6日（周一）放假，共3天', '4月5日放假，4月6日（周一）补休')).toMatchObject({
      ok: true,
    });
    for (const day of ['4月7日（周二）', '4月13日（周一）', '4月11日（周六）']) {
      expect(slip('4月4日（周六）至6日（周一）放假，共3天', `4月5日放假，${day}补休`)).toMatchObject({
        ok: false,
        code: 'notice-date-wrong',
      });
    }
  });
});

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

describe('written otherwise, it says the same', () => {
  const plain = parseHolidayNotice(clauses.join('\n'), 2026);
  test.each([
    ['blanks and tabs', (text: string) => text.replaceAll('月', ' \t 月')],
    ['星期天 for 星期日', (text: string) => text.replaceAll('周日', '星期天')],
    ['all in one line', (text: string) => text.replaceAll('\n', '')],
    ['half-width commas and colons', (text: string) => text.replaceAll('，', ',').replaceAll('：', ':')],
    [
      'the make-up days the other way round',
      (text: string) => text.replace('2月14日（周六）、2月28日（周六）', '2月28日、2月14日'),
    ],
    [
      'what is only encouraged',
      (text: string) => text.replace('1月4日（周日）上班。', '1月4日（周日）上班。鼓励错峰休假。'),
    ],
    ['clauses up to the tenth', (text: string) => text.replace('七、国庆节', '十七、国庆节')],
  ])('%s', (_name, write) => {
    expect(parseHolidayNotice(write(clauses.join('\n')), 2026)).toEqual(plain);
  });

  test('one day joined to the weekend', () => {
    expect(slip('9月25日（周五）至27日（周日）放假，共3天', '9月25日（周五）放假，与周末连休')).toMatchObject({
      ok: true,
    });
  });

  test('number and day of issue: the last date on a line of its own', () => {
    const signed = `国办发明电〔2025〕12号\n${clauses.join('\n')}\n国务院办公厅\n2025年11月4日`;
    expect(parseHolidayNotice(signed, 2026)).toMatchObject({
      value: { notice: { number: '国办发明电〔2025〕12号', issuedOn: '2025-11-04' } },
    });
    expect(parseHolidayNotice(`${clauses.join('\n')}\n2025年13月4日`, 2026)).toEqual(
      wrong('notice-date-wrong', { clause: '落款', given: '2025年13月4日' }),
    );
    expect(parseHolidayNotice(`国务院办公厅2025年1月9日\n${clauses.join('\n')}`, 2026)).toMatchObject({
      value: { notice: { issuedOn: '2025-01-09' } },
    });
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
