import { refusalMessage } from '@huiyin/domain/messages';
import { amendCalendarYear, parseHolidayNotice, unusualMakeUps } from '@huiyin/domain/office';
import { describe, expect, test } from 'vitest';
import { epidemicNotice, notices } from './notices.ts';

/**
 * One slip of the pen in a published notice: a figure, a weekday, a festival or a word changed, or any one token left out.
 * It must be refused, naming the clause, or change nothing that is said; never other days, silently.
 */
const token =
  /\d+|[周星期]+[一二三四五六日]|元旦|春节|清明节|劳动节|端午节|中秋节|国庆节|放假调休|放假|调休|上班|年|月|日|至|共|天|与周末连休|不调休|[、，。：（）]|[一二三四五六七]、/g;
const weekdays = ['一', '二', '三', '四', '五', '六', '日'];
const festivals = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'];

function others(found: string): readonly string[] {
  if (/^\d{4}$/.test(found)) return [-1, 1].map((step) => String(Number(found) + step));
  if (/^\d+$/.test(found)) return Array.from({ length: 32 }, (_, figure) => String(figure));
  if (/^[周星期]+./.test(found)) return weekdays.map((day) => `${found.slice(0, -1)}${day}`);
  if (festivals.includes(found)) return festivals;
  return { 放假: ['上班'], 上班: ['放假'], 月: ['日'], 日: ['月'], 至: ['、'], '、': ['至'] }[found] ?? [];
}

interface Slip {
  readonly text: string;
  readonly what: string;
}

function slipsOf(text: string): readonly Slip[] {
  return [...text.matchAll(token)].flatMap((match) => {
    const [found] = match;
    const [before, after] = [text.slice(0, match.index), text.slice(match.index + found.length)];
    return ['', ...others(found)]
      .filter((other) => other !== found)
      .map((other) => ({
        text: `${before}${other}${after}`,
        what: `${before.slice(-12)}【${found}→${other}】${(after.split('\n')[0] ?? '').slice(0, 12)}`,
      }));
  });
}

const daysOf = (text: string, year: number): string | undefined => {
  const parsed = parseHolidayNotice(text, year);
  return parsed.ok ? JSON.stringify([parsed.value.holidays, parsed.value.makeUpWorkdays]) : undefined;
};

describe('one slip of the pen in a published notice', () => {
  const silent: string[] = [];

  test.each(Object.entries(notices))('%s: is refused or changes nothing', (key, text) => {
    const year = Number(key);
    const own = daysOf(text, year);
    let refusals = 0;
    for (const slip of slipsOf(text)) {
      const parsed = parseHolidayNotice(slip.text, year);
      if (parsed.ok) {
        if (daysOf(slip.text, year) !== own && unusualMakeUps(parsed.value).length === 0)
          silent.push(`${key} ${slip.what}`);
        continue;
      }
      refusals += 1;
      const { clause, festival } = parsed.params;
      // a clause whose heading is broken is no clause any more: then the festival that is missing is named
      const wholeText = parsed.code === 'notice-year-wrong' || parsed.code === 'notice-unreadable';
      expect(clause !== '' || festival !== undefined || wholeText, `${slip.what}: ${parsed.code}`).toBe(true);
      expect(refusalMessage(parsed).length).toBeGreaterThan(10);
    }
    expect(refusals).toBeGreaterThan(500);
  });

  // A make-up day moved to the other side of its own festival leaves a text that agrees with itself in every word: these
  // nine (the last lies by the next festival) are why a second person confirms an import. All others are refused, or pointed out to whoever confirms.
  test('no slip gives other days silently, but for a make-up day on the other side of its festival', () => {
    expect(silent).toEqual([
      '2020 日放假调休，共3天。6月【28→21】日（星期日）上班。',
      '2021 日放假调休，共7天。2月【7→21】日（星期日）、2月20日',
      '2021 2月7日（星期日）、2月【20→6】日（星期六）上班。',
      '2021 日放假调休，共3天。9月【18→25】日（星期六）上班。',
      '2022 日放假调休，共3天。4月【2→9】日（星期六）上班。',
      '2023 月28日（星期六）、1月【29→15】日（星期日）上班。',
      '2023 日放假调休，共3天。6月【25→18】日（星期日）上班。',
      '2024 日放假调休，共3天。9月【14→21】日（星期六）上班。',
      '2024 日放假调休，共3天。9月【14→28】日（星期六）上班。',
    ]);
  });
});

test('one slip in the notice that lengthened Spring Festival 2020 is refused or changes nothing', () => {
  const before = parseHolidayNotice(notices[2020] ?? '', 2020);
  if (!before.ok) throw new Error(before.code);
  const own = amendCalendarYear(before.value, epidemicNotice);
  if (!own.ok) throw new Error(own.code);
  const [operative = ''] = /一、延长.*/.exec(epidemicNotice) ?? [];
  const silent = slipsOf(operative).flatMap((slip) => {
    const parsed = amendCalendarYear(before.value, epidemicNotice.replace(operative, slip.text));
    return parsed.ok && JSON.stringify(parsed.value.holidays) !== JSON.stringify(own.value.holidays) ? [slip.what] : [];
  });
  expect(silent).toEqual([]);
});
