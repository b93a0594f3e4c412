import { describe, expect, test } from 'vitest';
import { parseHolidayNotice } from './notice.ts';
import { clauses, slip, wrong } from './notice-testkit.ts';
import { builtInYears } from './years.ts';

// How a notice may be written: as published, typed or copied otherwise, in other words; what could be read two ways is refused.

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
