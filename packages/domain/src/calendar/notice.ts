import { addDays, dayOfWeek, daysBetween, type PlainDate, parsePlainDate, yearOf } from '../date.ts';
import { ok, type Refused, type Result } from '../result.ts';
import { festivals } from './festivals.ts';
import { type Clause, checkGrants, type Grant, stretch, wrong } from './notice-checks.ts';
import { type CalendarNotice, type CalendarYear, type Holiday, noticeTitle } from './years.ts';

const weekdayDigits = '一二三四五六日';

const chineseDigits = '〇一二三四五六七八九';
/** 四 is 4, 十一 is 11, 二十 is 20, 二〇二五 is 2025. */
const inFigures = (words: string): string =>
  words
    .replace(/[○零]/g, '〇')
    .replace(/^十/, '一十')
    .replace(/十$/, '十〇')
    .replace('十', '')
    .replace(/./g, (digit) => String(chineseDigits.indexOf(digit)));

/** One way of writing for what people and pages write in several: digits, dates, brackets, commas, dashes, blanks, signs that nobody sees. */
function tidy(text: string): string {
  return (
    text
      .replace(/\p{Cf}/gu, '')
      .replace(/[０-９．]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
      .replace(/[“”"]/g, '')
      .replace(/\(/g, '（')
      .replace(/\)/g, '）')
      .replace(/,/g, '，')
      .replace(/:/g, '：')
      .replace(/[^\S\n]+/g, '')
      .replace(
        /([一二][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日/g,
        (_date, ...[year, month, day]: string[]) =>
          `${inFigures(year ?? '')}年${inFigures(month ?? '')}月${inFigures(day ?? '')}日`,
      )
      .replace(/(?<![\d.])(\d{4})[.-](\d{1,2})[.-](\d{1,2})(?![\d.月日号])/g, '$1年$2月$3日')
      .replace(/(?<![\d.])(\d{1,2})\.(\d{1,2})(?![\d.年月日号])/g, '$1月$2日')
      .replace(/(?<=[月至到、，和—–~～-]\d{1,2})号/g, '日')
      // 10月1—7日: the first of the two is a day as well
      .replace(/(?<=月\d{1,2})(?=[—–~～到至-]+(?:\d{1,2}月)?\d{1,2}日)/g, '日')
      .replace(/(星期|周)天/g, '$1日')
      .replace(/(?<=日)(?:星期|周)[一二三四五六日]/g, '（$&）')
      .replace(/(?<=[日）])[—–~～到-]+(?=\d)/g, '至')
      .replace(/(?<=放假|公休|调休|共计?)[一二三四五六七八九十](?=天)/g, inFigures)
  );
}

/** The festivals as notices and newspapers call them. */
const festivalWord = '(?:(?:元旦|春节|清明|端午|中秋|国庆)节?|五一(?:国际)?(?:劳动节)?|(?:国际)?劳动节)';
const festivalWords = `${festivalWord}(?:[、和及]${festivalWord})*`;
/** The statute's own name; of what is none of its festivals the word itself. */
const festivalNamed = (word: string): string =>
  new RegExp(`^${festivalWord}$`).test(word)
    ? (festivals.find((festival) => festival.slice(0, 2) === word.slice(0, 2)) ?? '劳动节')
    : word;

/** Before a clause: 一、 · 1. · （一） · 1）. */
const numeral = '（?(?:[一二三四五六七八九十]{1,3}|\\d{1,2})';
/** A festival that is known needs no number before it and no colon behind it; anything else that stands as a heading does has both. */
const headingPattern = new RegExp(
  `^(?:(?:${numeral}[、.）]*)?(?<known>${festivalWords})(?:：|(?=\\d)|$)|${numeral}[、.）]+(?<other>[^：。\\d]{1,20})(?:：|$))(?<body>.*)$`,
);
/** What is said after the clauses begins so, in every notice. */
const closing = '节假日期间';
/** Where a line may end that says all it has to say. */
const ended = /(?:[。；]|上班|补班|补休|连休|天)$/;
/** A line that goes on with the one before it, though that one had ended. */
const goesOn = /^(?:[。；，、）]|\d{1,2}月\d{1,2}日.*(?:放假|上班|补班|补休))/;

/** The clauses of a tidy text, be each in one line, all in one, or broken over several as a copied page breaks them. */
function clausesOf(text: string): readonly Clause[] {
  const clauses: { heading: string; names: string; body: string }[] = [];
  let open: (typeof clauses)[number] | undefined;
  for (const line of text.replace(startsWithin, '$&\n').split('\n')) {
    const { known, other, body = '' } = headingPattern.exec(line)?.groups ?? {};
    const words = known ?? other;
    if (words !== undefined) {
      const names = words.split(/[、和及]/).map(festivalNamed);
      const heading = line.slice(0, line.length - body.length).replace(/：$/, '');
      open = { heading, names: names.join('、'), body };
      clauses.push(open);
    } else if (open && line !== '') {
      if (line.startsWith(closing) || (ended.test(open.body) && !goesOn.test(line))) open = undefined;
      else open.body += line;
    }
  }
  return clauses.map(({ heading, names, body }) => ({
    heading,
    names,
    sentences: body.split(sentenceEnd).filter(Boolean),
  }));
}
const startsWithin = new RegExp(
  `(?:。|如下：)(?=(?:${numeral}[、.）]*)?${festivalWords}[：\\d]|${numeral}[、.）]+[^：\\n。\\d]{1,20}：|${closing})`,
  'g',
);

const date = '(?:(\\d{4})年)?(?:(\\d{1,2})月)?(\\d{1,2})日(?:（([^）]*)）)?';
const grantPattern = new RegExp(`^${date}(?:至${date})?(?:放假(?:调休|公休)?|调休放假)(?:(\\d+)天)?((?:，[^，]+)*)$`);
const dates = `${date}(?:[、，和]${date})*`;
const workWords = '(?:正常|照常|调休)?上班|补班';
/** Days that are worked in exchange, or off in place of a festival's own that fell on a rest day (补休). */
const daysPattern = new RegExp(`^${dates}(?:${workWords}|补休)$`);
/** A sentence ends with its sign, or with a comma before such days. */
const sentenceEnd = new RegExp(
  `[。；]|，(?=${dates.replaceAll(/\((?!\?)/g, '(?:')}(?:${workWords}|补休)(?:[。；，]|$))`,
);
const anyDate = new RegExp(date, 'g');
/** 农历除夕, 农历正月初七: said for people, worked out by nobody. */
const lunarPattern = /^农历[正腊月初除夕一二三四五六七八九十廿]+$/;

interface Written {
  readonly year: string | undefined;
  readonly month: string | undefined;
  readonly day: string | undefined;
  readonly aside: string | undefined;
}

const written = (groups: readonly (string | undefined)[], at: number): Written => ({
  year: groups[at],
  month: groups[at + 1],
  day: groups[at + 2],
  aside: groups[at + 3],
});

/** A date as written. A part left out is that of `near`, the date before it in the sentence, or the notice's year. */
function readDate(given: Written, clause: string, year: number, near?: PlainDate): Result<PlainDate> {
  const month = given.month ?? near?.slice(5, 7);
  const inYear = given.year ?? near?.slice(0, 4) ?? String(year);
  const text = `${given.year === undefined ? '' : `${given.year}年`}${given.month ?? ''}月${given.day ?? ''}日`;
  if (month === undefined) return wrong(clause, 'notice-date-wrong', { given: text });
  const found = parsePlainDate(`${inYear}-${month.padStart(2, '0')}-${(given.day ?? '').padStart(2, '0')}`);
  if (!found.ok) return wrong(clause, 'notice-date-wrong', { given: text });
  const stray = yearOf(found.value) !== year && !(yearOf(found.value) === year - 1 && found.value.slice(5, 7) === '12');
  if (stray) return wrong(clause, 'notice-year-wrong', { given: yearOf(found.value), year });
  for (const part of given.aside?.split(/[、，]/) ?? []) {
    const weekday = /^(?:周|星期)([一二三四五六日])$/.exec(part)?.[1];
    if (weekday === undefined && !lunarPattern.test(part)) return wrong(clause, 'notice-unreadable', { given: part });
    if (weekday !== undefined && weekdayDigits[dayOfWeek(found.value) - 1] !== weekday) {
      return wrong(clause, 'notice-weekday-wrong', { date: found.value, given: part });
    }
  }
  return found;
}

/** The words after 放假: 共3天, 不调休, 与周末连休. They say nothing new, so they must agree with the dates. */
function checkRemarks(remarks: string, { from, to }: Holiday, clause: string): Refused | undefined {
  const counted = daysBetween(from, to) + 1;
  for (const remark of remarks.split('，').filter((part) => part !== '')) {
    const said = /^共计?(\d+)天$/.exec(remark)?.[1];
    if (said !== undefined && Number(said) !== counted) {
      return wrong(clause, 'notice-days-wrong', { said: Number(said), counted });
    }
    if (remark === '与周末连休' && dayOfWeek(from) !== 1 && dayOfWeek(to) !== 5) {
      return wrong(clause, 'notice-weekday-wrong', { date: from, given: remark });
    }
    if (said === undefined && remark !== '与周末连休' && remark !== '不调休') {
      return wrong(clause, 'notice-unreadable', { given: remark.slice(0, 40) });
    }
  }
  return undefined;
}

function readHoliday(match: RegExpExecArray, { heading, names }: Clause, year: number): Result<Holiday> {
  const from = readDate(written(match, 1), heading, year);
  if (!from.ok) return from;
  const to = match[7] === undefined ? from : readDate(written(match, 5), heading, year, from.value);
  if (!to.ok) return to;
  if (to.value < from.value) return wrong(heading, 'notice-date-wrong', { given: `${from.value}至${to.value}` });
  const holiday: Holiday = { name: names, from: from.value, to: to.value };
  const days = match[9] === undefined ? '' : `，共${match[9]}天`;
  return checkRemarks(`${days}${match[10] ?? ''}`, holiday, heading) ?? ok(holiday);
}

/** 补休 is the first working day after the festival: nothing but Saturday and Sunday lies between. */
function followsOn(last: PlainDate | undefined, day: PlainDate): boolean {
  if (last === undefined || day <= last || dayOfWeek(day) >= 6) return false;
  return stretch(addDays(last, 1), addDays(day, -1)).every((between) => dayOfWeek(between) >= 6);
}

/** The days of a list, in its order. */
function readDays(sentence: string, { heading }: Clause, year: number): Result<readonly PlainDate[]> {
  const days: PlainDate[] = [];
  for (const match of sentence.matchAll(anyDate)) {
    const day = readDate(written(match, 1), heading, year, days.at(-1));
    if (!day.ok) return day;
    days.push(day.value);
  }
  return ok(days);
}

function readClause(clause: Clause, year: number): Result<Grant> {
  const found: Holiday[] = [];
  const makeUpWorkdays: PlainDate[] = [];
  for (const sentence of clause.sentences) {
    const grant = grantPattern.exec(sentence);
    if (grant) {
      const holiday = readHoliday(grant, clause, year);
      if (!holiday.ok) return holiday;
      found.push(holiday.value);
    } else if (daysPattern.test(sentence)) {
      const days = readDays(sentence, clause, year);
      if (!days.ok) return days;
      if (!sentence.endsWith('补休')) makeUpWorkdays.push(...days.value);
      else
        for (const day of days.value) {
          if (!followsOn(found.at(-1)?.to, day)) return wrong(clause.heading, 'notice-date-wrong', { given: day });
          found.push({ name: clause.names, from: day, to: day });
        }
    } else if (!sentence.startsWith('鼓励')) {
      // what is only encouraged (鼓励…休息) grants nothing; anything else must be understood or refused
      return wrong(clause.heading, 'notice-unreadable', { given: sentence.slice(0, 40) });
    }
  }
  if (found.length === 0) return wrong(clause.heading, 'notice-unreadable', { given: clause.sentences.join('。') });
  return ok({ clause, holidays: found, makeUpWorkdays });
}

/** Number and day of issue, when the text has them: the last date that stands by itself, or behind who signs. */
function readHead(text: string, title: string): Result<CalendarNotice> {
  const [, year, sequence] = /国办发明电[〔[（【](\d{4})[〕\]）】](\d+)号/.exec(text) ?? [];
  const [given, ...parts] =
    [...text.matchAll(/(?<=^|\n|国务院办公厅)(\d{4})年(\d{1,2})月(\d{1,2})日(?=\n|（|$)/g)].at(-1) ?? [];
  const issued = given === undefined ? undefined : parsePlainDate(parts.map((part) => part.padStart(2, '0')).join('-'));
  if (issued?.ok === false) return wrong('落款', 'notice-date-wrong', { given: given ?? '' });
  return ok({
    title,
    ...(year === undefined ? {} : { number: `国办发明电〔${year}〕${sequence}号` }),
    ...(issued === undefined ? {} : { issuedOn: issued.value }),
  });
}

/**
 * Whether the notice that a year was last read from can have been issued: not later than today, in the year of its number, in the year
 * before or in the course of its own. Refuses `notice-not-issued`, `notice-head-wrong` and `notice-year-wrong`.
 */
export function checkIssue({ year, notice, amendments }: CalendarYear, today: PlainDate): Refused | undefined {
  const { number, issuedOn } = amendments?.at(-1) ?? notice;
  const numbered = number === undefined ? undefined : Number(/\d{4}/.exec(number)?.[0]);
  const issued = issuedOn === undefined ? numbered : yearOf(issuedOn);
  if (issued === undefined) return undefined;
  if (issuedOn && issuedOn > today) return wrong('', 'notice-not-issued', { given: issuedOn, today });
  if (issued > yearOf(today)) return wrong('', 'notice-not-issued', { given: number ?? '', today });
  if (number && issuedOn && numbered !== issued) return wrong('', 'notice-head-wrong', { number, date: issuedOn });
  if (issued === year || issued === year - 1) return undefined;
  return wrong(issuedOn ? '落款' : '发文字号', 'notice-year-wrong', { given: issued, year });
}

/** A notice that sets one festival anew in the course of a year (2019): which make-up days it takes back, it does not say. */
const adjusting = /关于调整\d{4}年[^\n。]*?(?:假期|放假|节假日)安排的通知/;

/**
 * Reads the State Council's yearly notice (关于YYYY年部分节假日安排的通知): the whole text as published, or its clauses
 * alone. The wording of every notice 2010–2026 is understood and what people make of it: weekdays in either form or none,
 * headings with any number or none, 号, 10.1, 10月1—7日. What the text says twice
 * must agree (weekday, 共N天), each of the seven festivals stands once and on its own days, make-up days are rest days near
 * their stretch, and what is taken from the week is given back (调休). Refuses with the `notice-…` codes, whose `clause` is the heading at fault (三、清明节); what is not understood is never skipped.
 */
export function parseHolidayNotice(text: string, year: number): Result<CalendarYear> {
  const tidied = tidy(text);
  const titled = /关于(\d{4})年部分节假日安排/.exec(tidied)?.[1];
  if (titled !== undefined && Number(titled) !== year) {
    return wrong('', 'notice-year-wrong', { given: Number(titled), year });
  }
  const grants: Grant[] = [];
  for (const clause of clausesOf(tidied)) {
    const grant = readClause(clause, year);
    if (!grant.ok) return grant;
    grants.push(grant.value);
  }
  if (grants.length === 0) {
    const given = adjusting.exec(tidied)?.[0];
    return given === undefined
      ? wrong('', 'notice-unreadable', { given: text.slice(0, 40) })
      : wrong('', 'notice-adjusts', { given });
  }
  const refusal = checkGrants(grants, year);
  if (refusal) return refusal;
  const notice = readHead(tidied, noticeTitle(year));
  if (!notice.ok) return notice;
  return ok({
    year,
    standing: 'official',
    notice: notice.value,
    holidays: grants.flatMap((grant) => grant.holidays),
    makeUpWorkdays: grants.flatMap((grant) => grant.makeUpWorkdays).sort(),
  });
}

/**
 * The make-up days (调休上班) of a year that are not the rest day nearest to a stretch: an ordinary Saturday or Sunday lies
 * between. Lawful, but in no notice of 2013–2026: to be shown to whoever confirms the year, as the likeliest wrong figure.
 */
export function unusualMakeUps({ holidays, makeUpWorkdays }: CalendarYear): readonly PlainDate[] {
  const off = new Set(holidays.flatMap(({ from, to }) => stretch(from, to)));
  const ordinaryRest = (day: PlainDate): boolean =>
    dayOfWeek(day) >= 6 && !off.has(day) && !makeUpWorkdays.includes(day);
  const meets = (day: PlainDate, step: 1 | -1): boolean => {
    for (let next = addDays(day, step); ; next = addDays(next, step)) {
      if (off.has(next)) return true;
      if (ordinaryRest(next)) return false;
    }
  };
  return makeUpWorkdays.filter((day) => !meets(day, 1) && !meets(day, -1));
}

const extensionPattern = new RegExp(`延长(?:(\\d{4})年)?([^\\d，。至]+?)假期至${date}，${date}起正常上班`);

/**
 * Applies a notice that lengthens a festival while the year runs (延长2020年春节假期的通知): the stretch ends later, and a
 * make-up day inside it is no longer worked. The earlier notice stays; the new one is added to `amendments`. Due dates
 * that ran must be worked out again by the caller. Refuses with the `notice-…` codes.
 */
export function amendCalendarYear(year: CalendarYear, text: string): Result<CalendarYear> {
  const tidied = tidy(text);
  const match = extensionPattern.exec(tidied);
  if (!match) return wrong('', 'notice-unreadable', { given: text.slice(0, 40) });
  const [clause, inYear, name = ''] = match;
  if (inYear !== undefined && Number(inYear) !== year.year) {
    return wrong(clause, 'notice-year-wrong', { given: Number(inYear), year: year.year });
  }
  const old = year.holidays.find((holiday) => holiday.name.split('、').includes(name));
  if (!old) return wrong(clause, 'notice-festival-unknown', { festival: name });
  const to = readDate(written(match, 3), clause, year.year);
  if (!to.ok) return to;
  const back = readDate(written(match, 7), clause, year.year);
  if (!back.ok) return back;
  if (to.value <= old.to || back.value !== addDays(to.value, 1)) {
    return wrong(clause, 'notice-date-wrong', { given: `${to.value}，${back.value}` });
  }
  const swallowed = year.holidays.find((other) => other !== old && other.from <= to.value && other.to >= old.from);
  if (swallowed) return wrong(clause, 'notice-overlap', { date: swallowed.from });
  const notice = readHead(tidied, /国务院办公厅关于延长[^\n。]*的通知/.exec(tidied)?.[0] ?? clause);
  if (!notice.ok) return notice;
  return ok({
    ...year,
    holidays: year.holidays.map((holiday) => (holiday === old ? { ...old, to: to.value } : holiday)),
    makeUpWorkdays: year.makeUpWorkdays.filter((day) => day < old.from || day > to.value),
    amendments: [...(year.amendments ?? []), notice.value],
  });
}
