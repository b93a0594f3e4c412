import { type PlainDate, plainDate } from '../date.ts';

/** Whether the State Council's yearly notice is in (official) or only the statutory days are known (provisional). */
export type CalendarStanding = 'official' | 'provisional';

/** A stretch of days off, both ends included, under its festival's name as the notice prints it. */
export interface Holiday {
  readonly name: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** The text that fixes a year's days off (放假安排的通知). */
export interface CalendarNotice {
  readonly title: string;
  readonly number?: string;
  readonly issuedOn?: PlainDate;
  readonly url?: string;
}

/**
 * One year of days off (节假日) and make-up working days (调休上班). A notice may also touch the last days of the year
 * before (2022-12-31 stands in the notice for 2023); that does not make the earlier year known.
 */
export interface CalendarYear {
  readonly year: number;
  readonly standing: CalendarStanding;
  readonly notice: CalendarNotice;
  readonly holidays: readonly Holiday[];
  readonly makeUpWorkdays: readonly PlainDate[];
  /** Later notices that changed the year while it ran, in order; the days above are the days after the last of them. */
  readonly amendments?: readonly CalendarNotice[];
}

/** The title of a year's notice as the State Council prints it; the year in it is what the text is about. */
export const noticeTitle = (year: number): string => `国务院办公厅关于${year}年部分节假日安排的通知`;

type Span = readonly [name: string, from: string, to?: string];

/** Days are written MM-DD; only a day of another year is written in full. */
const dayOf = (year: number, text: string): PlainDate => plainDate(text.length === 5 ? `${year}-${text}` : text);

function holidays(year: number, spans: readonly Span[]): readonly Holiday[] {
  return spans.map(([name, from, to = from]) => ({ name, from: dayOf(year, from), to: dayOf(year, to) }));
}

function official(
  year: number,
  [number, issuedOn, url]: readonly [number: string, issuedOn: string, url: string],
  spans: readonly Span[],
  makeUp: string,
): CalendarYear {
  return {
    year,
    standing: 'official',
    notice: { title: noticeTitle(year), number: `国办发明电〔${number}号`, issuedOn: plainDate(issuedOn), url },
    holidays: holidays(year, spans),
    makeUpWorkdays: makeUp.split(' ').map((day) => dayOf(year, day)),
  };
}

const gov = 'https://www.gov.cn/zhengce/zhengceku/';

/**
 * The notice let the Spring Festival end on 01-30 with Saturday 02-01 worked. The epidemic notice of 2020-01-26 (made
 * public on the 27th) stretched it to 02-02: 01-31 became a day off and 02-01 was no longer worked.
 */
const year2020: CalendarYear = {
  ...official(
    2020,
    ['2019〕16', '2019-11-21', `${gov}2019-11/21/content_5454164.htm`],
    [
      ['元旦', '01-01'],
      ['春节', '01-24', '02-02'],
      ['清明节', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午节', '06-25', '06-27'],
      ['国庆节、中秋节', '10-01', '10-08'],
    ],
    '01-19 04-26 05-09 06-28 09-27 10-10',
  ),
  amendments: [
    {
      title: '国务院办公厅关于延长2020年春节假期的通知',
      number: '国办发明电〔2020〕1号',
      issuedOn: plainDate('2020-01-26'),
      url: 'http://www.gov.cn/zhengce/content/2020-01/27/content_5472352.htm',
    },
  ],
};

const year2021 = official(
  2021,
  ['2020〕27', '2020-11-25', `${gov}2020-11/25/content_5564127.htm`],
  [
    ['元旦', '01-01', '01-03'],
    ['春节', '02-11', '02-17'],
    ['清明节', '04-03', '04-05'],
    ['劳动节', '05-01', '05-05'],
    ['端午节', '06-12', '06-14'],
    ['中秋节', '09-19', '09-21'],
    ['国庆节', '10-01', '10-07'],
  ],
  '02-07 02-20 04-25 05-08 09-18 09-26 10-09',
);

const year2022 = official(
  2022,
  ['2021〕11', '2021-10-25', `${gov}2021-10/25/content_5644835.htm`],
  [
    ['元旦', '01-01', '01-03'],
    ['春节', '01-31', '02-06'],
    ['清明节', '04-03', '04-05'],
    ['劳动节', '04-30', '05-04'],
    ['端午节', '06-03', '06-05'],
    ['中秋节', '09-10', '09-12'],
    ['国庆节', '10-01', '10-07'],
  ],
  '01-29 01-30 04-02 04-24 05-07 10-08 10-09',
);

const year2023 = official(
  2023,
  ['2022〕16', '2022-12-08', `${gov}2022-12/08/content_5730844.htm`],
  [
    ['元旦', '2022-12-31', '01-02'],
    ['春节', '01-21', '01-27'],
    ['清明节', '04-05'],
    ['劳动节', '04-29', '05-03'],
    ['端午节', '06-22', '06-24'],
    ['中秋节、国庆节', '09-29', '10-06'],
  ],
  '01-28 01-29 04-23 05-06 06-25 10-07 10-08',
);

/** New Year's Eve 2024-02-09 was only "encouraged" as a day off by the notice: a working day. */
const year2024 = official(
  2024,
  ['2023〕7', '2023-10-25', `${gov}202310/content_6911528.htm`],
  [
    ['元旦', '01-01'],
    ['春节', '02-10', '02-17'],
    ['清明节', '04-04', '04-06'],
    ['劳动节', '05-01', '05-05'],
    ['端午节', '06-10'],
    ['中秋节', '09-15', '09-17'],
    ['国庆节', '10-01', '10-07'],
  ],
  '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
);

const year2025 = official(
  2025,
  ['2024〕12', '2024-11-12', `${gov}202411/content_6986383.htm`],
  [
    ['元旦', '01-01'],
    ['春节', '01-28', '02-04'],
    ['清明节', '04-04', '04-06'],
    ['劳动节', '05-01', '05-05'],
    ['端午节', '05-31', '06-02'],
    ['国庆节、中秋节', '10-01', '10-08'],
  ],
  '01-26 02-08 04-27 09-28 10-11',
);

const year2026 = official(
  2026,
  ['2025〕7', '2025-11-04', `${gov}202511/content_7047091.htm`],
  [
    ['元旦', '01-01', '01-03'],
    ['春节', '02-15', '02-23'],
    ['清明节', '04-04', '04-06'],
    ['劳动节', '05-01', '05-05'],
    ['端午节', '06-19', '06-21'],
    ['中秋节', '09-25', '09-27'],
    ['国庆节', '10-01', '10-07'],
  ],
  '01-04 02-14 02-28 05-09 09-20 10-10',
);

/**
 * The notice for 2027 is not in yet: only the thirteen days fixed by the statute (全国年节及纪念日放假办法, 2024) and
 * the lunar calendar. Bridges and make-up days will differ, so every date that leans on this year is provisional.
 */
const year2027: CalendarYear = {
  year: 2027,
  standing: 'provisional',
  notice: { title: '全国年节及纪念日放假办法', issuedOn: plainDate('2024-11-10') },
  holidays: holidays(2027, [
    ['元旦', '01-01'],
    ['春节', '02-05', '02-08'],
    ['清明节', '04-05'],
    ['劳动节', '05-01', '05-02'],
    ['端午节', '06-09'],
    ['中秋节', '09-15'],
    ['国庆节', '10-01', '10-03'],
  ]),
  makeUpWorkdays: [],
};

/** The years that come with the system: 2020–2026 official, 2027 provisional. */
export const builtInYears: readonly CalendarYear[] = [
  year2020,
  year2021,
  year2022,
  year2023,
  year2024,
  year2025,
  year2026,
  year2027,
];
