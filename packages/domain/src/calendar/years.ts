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
}

const off = (name: string, from: string, to: string = from): Holiday => ({
  name,
  from: plainDate(from),
  to: plainDate(to),
});
const noticeTitle = (year: number): string => `国务院办公厅关于${year}年部分节假日安排的通知`;

const year2023: CalendarYear = {
  year: 2023,
  standing: 'official',
  notice: {
    title: noticeTitle(2023),
    number: '国办发明电〔2022〕16号',
    issuedOn: plainDate('2022-12-08'),
    url: 'https://www.mee.gov.cn/zcwj/gwywj/202212/t20221209_1007555.shtml',
  },
  holidays: [
    off('元旦', '2022-12-31', '2023-01-02'),
    off('春节', '2023-01-21', '2023-01-27'),
    off('清明节', '2023-04-05'),
    off('劳动节', '2023-04-29', '2023-05-03'),
    off('端午节', '2023-06-22', '2023-06-24'),
    off('中秋节、国庆节', '2023-09-29', '2023-10-06'),
  ],
  makeUpWorkdays: [
    plainDate('2023-01-28'),
    plainDate('2023-01-29'),
    plainDate('2023-04-23'),
    plainDate('2023-05-06'),
    plainDate('2023-06-25'),
    plainDate('2023-10-07'),
    plainDate('2023-10-08'),
  ],
};

/** New Year's Eve 2024-02-09 was only "encouraged" as a day off by the notice: a working day. */
const year2024: CalendarYear = {
  year: 2024,
  standing: 'official',
  notice: {
    title: noticeTitle(2024),
    number: '国办发明电〔2023〕7号',
    issuedOn: plainDate('2023-10-25'),
    url: 'http://paper.people.com.cn/rmrb/html/2023-10/26/nw.D110000renmrb_20231026_3-06.htm',
  },
  holidays: [
    off('元旦', '2024-01-01'),
    off('春节', '2024-02-10', '2024-02-17'),
    off('清明节', '2024-04-04', '2024-04-06'),
    off('劳动节', '2024-05-01', '2024-05-05'),
    off('端午节', '2024-06-10'),
    off('中秋节', '2024-09-15', '2024-09-17'),
    off('国庆节', '2024-10-01', '2024-10-07'),
  ],
  makeUpWorkdays: [
    plainDate('2024-02-04'),
    plainDate('2024-02-18'),
    plainDate('2024-04-07'),
    plainDate('2024-04-28'),
    plainDate('2024-05-11'),
    plainDate('2024-09-14'),
    plainDate('2024-09-29'),
    plainDate('2024-10-12'),
  ],
};

const year2025: CalendarYear = {
  year: 2025,
  standing: 'official',
  notice: { title: noticeTitle(2025), number: '国办发明电〔2024〕12号', issuedOn: plainDate('2024-11-12') },
  holidays: [
    off('元旦', '2025-01-01'),
    off('春节', '2025-01-28', '2025-02-04'),
    off('清明节', '2025-04-04', '2025-04-06'),
    off('劳动节', '2025-05-01', '2025-05-05'),
    off('端午节', '2025-05-31', '2025-06-02'),
    off('国庆节、中秋节', '2025-10-01', '2025-10-08'),
  ],
  makeUpWorkdays: [
    plainDate('2025-01-26'),
    plainDate('2025-02-08'),
    plainDate('2025-04-27'),
    plainDate('2025-09-28'),
    plainDate('2025-10-11'),
  ],
};

const year2026: CalendarYear = {
  year: 2026,
  standing: 'official',
  notice: {
    title: noticeTitle(2026),
    number: '国办发明电〔2025〕7号',
    issuedOn: plainDate('2025-11-04'),
    url: 'https://politics.gmw.cn/2025-11/04/content_38391083.htm',
  },
  holidays: [
    off('元旦', '2026-01-01', '2026-01-03'),
    off('春节', '2026-02-15', '2026-02-23'),
    off('清明节', '2026-04-04', '2026-04-06'),
    off('劳动节', '2026-05-01', '2026-05-05'),
    off('端午节', '2026-06-19', '2026-06-21'),
    off('中秋节', '2026-09-25', '2026-09-27'),
    off('国庆节', '2026-10-01', '2026-10-07'),
  ],
  makeUpWorkdays: [
    plainDate('2026-01-04'),
    plainDate('2026-02-14'),
    plainDate('2026-02-28'),
    plainDate('2026-05-09'),
    plainDate('2026-09-20'),
    plainDate('2026-10-10'),
  ],
};

/**
 * The notice for 2027 is not in yet: only the thirteen days fixed by the statute (全国年节及纪念日放假办法, 2024) and
 * the lunar calendar. Bridges and make-up days will differ, so every date that leans on this year is provisional.
 */
const year2027: CalendarYear = {
  year: 2027,
  standing: 'provisional',
  notice: { title: '全国年节及纪念日放假办法', issuedOn: plainDate('2024-11-10') },
  holidays: [
    off('元旦', '2027-01-01'),
    off('春节', '2027-02-05', '2027-02-08'),
    off('清明节', '2027-04-05'),
    off('劳动节', '2027-05-01', '2027-05-02'),
    off('端午节', '2027-06-09'),
    off('中秋节', '2027-09-15'),
    off('国庆节', '2027-10-01', '2027-10-03'),
  ],
  makeUpWorkdays: [],
};

/** The years that come with the system: 2023–2026 official, 2027 provisional. */
export const builtInYears: readonly CalendarYear[] = [year2023, year2024, year2025, year2026, year2027];
