import {
  type Citation,
  clocks,
  type Deadline,
  deadline,
  limitsInForce,
  plainDate,
  provincialLimits,
} from '@huiyin/domain';
import { describe, expect, test } from 'vitest';
import { calendar } from './calendar.ts';
import { everyLimit, ruleOf } from './editions.ts';

/** The time limits as the articles set them: amount, unit of day, who owes it, where it stands. */
const art = (article: string): Citation => ({ regulation: 'petitionRegulation2022', article });
const local = (article: string, rule: string): Citation => ({ regulation: 'petitionSystem', article, rule });
const plan = (article: string, rule: string): Citation => ({ regulation: 'receptionPlan', article, rule });
const former = (article: string): Citation => ({ regulation: 'petitionRegulation2005', article });
const simple: Citation = { regulation: 'simpleHandling2016', article: '（条次待核）' };

describe('the limits, word for word', () => {
  const rowsOn = (date: string) =>
    clocks.flatMap((clock) =>
      limitsInForce(clock, plainDate(date)).map((limit) => [
        clock.id,
        clock.owedBy,
        limit.level,
        limit.amount,
        limit.unit,
        limit.citation,
      ]),
    );

  test('today: seventeen duties, twenty limits, each with its article', () => {
    expect(rowsOn('2026-11-22')).toEqual([
      ['acceptance-notice', 'generalOffice', 'local', 15, 'workingDay', local('第六条', 'R71')],
      ['acceptance-notice', 'generalOffice', 'national', 15, 'calendarDay', art('第二十三条')],
      ['department-reply', 'department', 'local', 20, 'workingDay', local('第七条', 'R72')],
      ['district-notice', 'districtAuthority', 'local', 15, 'workingDay', local('第八条', 'R77')],
      ['district-notice', 'districtAuthority', 'national', 15, 'calendarDay', art('第二十三条')],
      ['district-reply', 'districtAuthority', 'local', 30, 'workingDay', local('第八条', 'R78')],
      ['hotline-reply', 'department', 'local', 5, 'workingDay', local('第十一条', 'R83')],
      ['handling', 'handlingUnit', 'national', 60, 'calendarDay', art('第三十四条')],
      ['reply-delivery', 'generalOffice', 'national', 60, 'calendarDay', art('第三十四条')],
      ['reexamination', 'bureau', 'national', 30, 'calendarDay', art('第三十五条')],
      ['transfer-objection', 'generalOffice', 'national', 5, 'workingDay', art('第二十三条')],
      ['leader-reception-result', 'department', 'local', 20, 'workingDay', plan('四（一）', 'R52')],
      ['reexamination-result', 'department', 'local', 20, 'workingDay', plan('四（一）', 'R52')],
      ['reexamination-result', 'department', 'local', 25, 'calendarDay', art('第三十五条')],
      ['reexamination-request', 'petitioner', 'national', 30, 'calendarDay', art('第三十五条')],
      ['final-review-request', 'petitioner', 'national', 30, 'calendarDay', art('第三十六条')],
      ['final-review', 'reviewAuthority', 'national', 30, 'calendarDay', art('第三十六条')],
      ['simple-acceptance', 'generalOffice', 'national', 3, 'workingDay', simple],
      ['simple-handling', 'handlingUnit', 'national', 10, 'workingDay', simple],
      ['filing-copy', 'districtAuthority', 'local', 0, 'calendarDay', local('第八条', 'R79')],
      ['supervision-report', 'handlingUnit', 'local', 30, 'calendarDay', art('第四十条')],
    ]);
  });

  test('until 2022-04-30: the same figures by 《信访条例》 of 2005 (R63), and no objection yet', () => {
    const national = rowsOn('2022-04-30').filter(([, , , , , citation]) =>
      JSON.stringify(citation).includes('petitionRegulation2005'),
    );
    expect(national).toEqual([
      ['acceptance-notice', 'generalOffice', 'national', 15, 'calendarDay', former('第二十二条')],
      ['district-notice', 'districtAuthority', 'national', 15, 'calendarDay', former('第二十一条')],
      ['handling', 'handlingUnit', 'national', 60, 'calendarDay', former('第三十三条')],
      ['reply-delivery', 'generalOffice', 'national', 60, 'calendarDay', former('第三十三条')],
      ['reexamination', 'bureau', 'national', 30, 'calendarDay', former('第三十四条')],
      ['reexamination-result', 'department', 'local', 25, 'calendarDay', former('第三十四条')],
      ['reexamination-request', 'petitioner', 'national', 30, 'calendarDay', former('第三十四条')],
      ['final-review-request', 'petitioner', 'national', 30, 'calendarDay', former('第三十五条')],
      ['final-review', 'reviewAuthority', 'national', 30, 'calendarDay', former('第三十五条')],
      ['supervision-report', 'handlingUnit', 'national', 30, 'calendarDay', former('第三十六条')],
    ]);
    expect(rowsOn('2022-04-30').some(([id]) => id === 'transfer-objection')).toBe(false);
    expect(rowsOn('2122-05-01').length).toBe(21);
  });

  test('no two rows share an id', () => {
    expect(new Set(everyLimit.map(({ id }) => id)).size).toBe(everyLimit.length);
  });

  test('an edition ends the day before the next one begins: no gap, no overlap', () => {
    const byRule = Map.groupBy(everyLimit, ruleOf);
    const followed = [...byRule.values()].filter((editions) => editions.length > 1);
    expect(followed.length).toBe(10);
    for (const editions of followed) {
      const [former, present] = editions.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
      expect([former?.validTo, present?.validFrom, present?.validTo]).toEqual(['2022-04-30', '2022-05-01', undefined]);
      expect(editions.length).toBe(2);
    }
    expect(everyLimit.filter(({ validTo }) => validTo !== undefined).length).toBe(10);
  });

  test('first days: the bureau’s text cannot be older than the statute it rests on; Zhejiang 2016; simple handling 2016', () => {
    const first = Map.groupBy(everyLimit, ({ validFrom }) => validFrom);
    expect([...first].map(([date, limits]) => [date, limits.length]).toSorted()).toEqual([
      ['2005-05-01', 18],
      ['2016-07-01', 2],
      ['2016-08-01', 4],
      ['2022-05-01', 11],
    ]);
  });

  test('Zhejiang’s rows, word for word (待核)', () => {
    const zhejiang = (article: string): Citation => ({ regulation: 'zhejiangRegulation2016', article });
    const row = { level: 'provincial', validFrom: '2016-08-01', source: 'unverified' };
    const notice = { ...row, amount: 5, unit: 'workingDay', citation: zhejiang('第二十条') };
    const answer = {
      ...row,
      amount: 30,
      unit: 'calendarDay',
      citation: zhejiang('第二十三条'),
      extension: { maxDays: 60, citation: zhejiang('第二十三条') },
    };
    expect(provincialLimits.zhejiang).toEqual({
      'acceptance-notice': [{ ...notice, id: 'acceptance-notice-zhejiang' }],
      'district-notice': [{ ...notice, id: 'district-notice-zhejiang' }],
      handling: [{ ...answer, id: 'handling-zhejiang' }],
      'reply-delivery': [{ ...answer, id: 'reply-delivery-zhejiang', source: 'derived' }],
    });
  });

  test('what is more than a number of days: triggers, sources, extension, hearing, the inner limit', () => {
    expect(clocks.map(({ id, trigger }) => [id, trigger])).toEqual([
      ['acceptance-notice', 'petitionReceived'],
      ['department-reply', 'assignmentReceived'],
      ['district-notice', 'assignmentReceived'],
      ['district-reply', 'assignmentReceived'],
      ['hotline-reply', 'hotlineOrderReceived'],
      ['handling', 'petitionAccepted'],
      ['reply-delivery', 'petitionAccepted'],
      ['reexamination', 'reexaminationRequested'],
      ['transfer-objection', 'transferReceived'],
      ['leader-reception-result', 'instructionReceived'],
      ['reexamination-result', 'reexaminationRequested'],
      ['reexamination-request', 'replyReceived'],
      ['final-review-request', 'reexaminationOpinionReceived'],
      ['final-review', 'finalReviewRequested'],
      ['simple-acceptance', 'petitionReceived'],
      ['simple-handling', 'petitionAccepted'],
      ['filing-copy', 'documentIssued'],
      ['supervision-report', 'supervisionReceived'],
    ]);
    const more = clocks.flatMap(({ limits }) =>
      limits.flatMap(({ id, source, roll, extension, pause }) =>
        source || roll || extension || pause ? [[id, { source, roll, extension, pause }]] : [],
      ),
    );
    expect(Object.fromEntries(more)).toEqual({
      'handling-national-2005': { extension: { maxDays: 30, citation: former('第三十三条') } },
      'handling-national': { extension: { maxDays: 30, citation: art('第三十四条') } },
      'reply-delivery-national-2005': { source: 'derived', extension: { maxDays: 30, citation: former('第三十三条') } },
      'reply-delivery-national': { source: 'derived', extension: { maxDays: 30, citation: art('第三十四条') } },
      'reexamination-result-inner-2005': { source: 'derived', roll: 'backward' },
      'reexamination-result-inner': { source: 'derived', roll: 'backward' },
      'final-review-national-2005': { pause: { cause: 'hearing', citation: former('第三十五条') } },
      'final-review-national': { pause: { cause: 'hearing', citation: art('第三十六条') } },
      'simple-acceptance-national': { source: 'unverified' },
      'simple-handling-national': { source: 'unverified' },
      'supervision-report-local': { source: 'customary' },
    });
  });
});

function due(clock: string, from: string): Deadline {
  const result = deadline(calendar, clock, plainDate(from));
  if (!result.ok) throw new Error(`${clock} ${from}: ${result.code}`);
  return result.value;
}

describe('receipt and due, as worked out by hand from the notices', () => {
  test.each([
    // receipt, 5 wd, 15 wd, 15 days, 20 wd, 30 wd, 60 days
    ['2026-01-28', '2026-02-04', '2026-02-25', '2026-02-12', '2026-03-03', '2026-03-17', '2026-03-30'],
    ['2026-02-09', '2026-02-14', '2026-03-06', '2026-02-24', '2026-03-13', '2026-03-27', '2026-04-10'],
    ['2026-09-14', '2026-09-20', '2026-10-10', '2026-09-29', '2026-10-16', '2026-10-30', '2026-11-13'],
    ['2026-11-18', '2026-11-25', '2026-12-09', '2026-12-03', '2026-12-16', '2026-12-30', '2027-01-18'],
  ])('received %s', (from, hotline, noticeLocal, noticeNational, department, district, handling) => {
    const notice = due('acceptance-notice', from);
    expect(notice.candidates.map((candidate) => candidate.legalDue)).toEqual([noticeLocal, noticeNational]);
    expect(notice.legalDue).toBe(noticeNational);
    expect(due('hotline-reply', from).legalDue).toBe(hotline);
    expect(due('department-reply', from).legalDue).toBe(department);
    expect(due('district-reply', from).legalDue).toBe(district);
    expect(due('handling', from).legalDue).toBe(handling);
  });
});

/** One line: from, the day before, the day itself, the day after: due then. */
type Line = readonly [from: string, legalDue: string, targetDue: string, why: string];

function table(clock: string, citation: Citation, lines: readonly Line[]): void {
  test.each(lines)('from %s: due %s, aimed at %s (%s)', (from, legalDue, targetDue) => {
    const found = due(clock, from);
    expect([found.legalDue, found.targetDue]).toEqual([legalDue, targetDue]);
    expect(found.citation).toEqual(citation);
  });
}

describe('《信访工作条例》第二十三条：自收到之日起15日内书面告知 (acceptance-notice)', () => {
  table('acceptance-notice', art('第二十三条'), [
    ['2026-10-08', '2026-10-23', '2026-10-23', 'the 15th day is a Friday'],
    ['2026-10-09', '2026-10-26', '2026-10-23', 'Saturday rolls to Monday'],
    ['2026-10-10', '2026-10-26', '2026-10-23', 'Sunday rolls to Monday'],
    ['2026-10-11', '2026-10-26', '2026-10-26', 'Monday itself'],
    ['2026-09-15', '2026-09-30', '2026-09-30', 'the last day before National Day'],
    ['2026-09-16', '2026-10-08', '2026-09-30', '10-01 rolls over all seven days'],
    ['2026-09-22', '2026-10-08', '2026-09-30', '10-07, the last day off, rolls'],
    ['2026-09-23', '2026-10-08', '2026-10-08', 'the first day back'],
    ['2026-09-25', '2026-10-10', '2026-10-10', 'a make-up Saturday is a working day: no roll'],
    ['2026-01-29', '2026-02-13', '2026-02-13', 'the Friday before the make-up Saturday'],
    ['2026-01-30', '2026-02-14', '2026-02-14', 'the make-up Saturday before Spring Festival'],
    ['2026-01-31', '2026-02-24', '2026-02-14', 'the first of nine days off'],
    ['2025-12-16', '2025-12-31', '2025-12-31', 'over the year: the last working day of 2025'],
    ['2025-12-17', '2026-01-04', '2025-12-31', 'New Year rolls to the make-up Sunday 01-04'],
  ]);

  test('a letter that comes on a rest day counts as received that day', () => {
    expect(due('acceptance-notice', '2026-11-21')).toMatchObject({ legalDue: '2026-12-07', targetDue: '2026-12-04' });
  });
});

describe('《信访工作条例》第二十三条 binds districts too (district-notice)', () => {
  table('district-notice', art('第二十三条'), [
    ['2026-11-19', '2026-12-04', '2026-12-04', 'a Friday'],
    ['2026-11-20', '2026-12-07', '2026-12-04', 'a Saturday'],
  ]);
});

describe('《信访工作制度》第七条：20个工作日内拟就书面答复意见 (department-reply)', () => {
  table('department-reply', local('第七条', 'R72'), [
    ['2026-11-17', '2026-12-15', '2026-12-15', 'four plain weeks'],
    ['2026-11-18', '2026-12-16', '2026-12-16', 'the day after is due the day after'],
    ['2026-11-20', '2026-12-18', '2026-12-18', 'from a Friday'],
    ['2026-11-21', '2026-12-18', '2026-12-18', 'from the Saturday: the same'],
    ['2026-11-23', '2026-12-21', '2026-12-21', 'from the Monday after'],
  ]);
});

describe('《信访工作制度》第八条：30个工作日内出具答复意见书 (district-reply)', () => {
  table('district-reply', local('第八条', 'R78'), [
    ['2026-11-18', '2026-12-30', '2026-12-30', 'six plain weeks'],
    ['2026-11-19', '2026-12-31', '2026-12-31', 'the last day of an official year'],
    ['2026-11-20', '2027-01-04', '2027-01-04', 'over New Year into 2027'],
  ]);

  test('and is provisional as soon as the notice for 2027, which may reach back to 12-29, can move it', () => {
    expect(due('district-reply', '2026-11-16')).toMatchObject({ legalDue: '2026-12-28', provisional: false });
    expect(due('district-reply', '2026-11-17')).toMatchObject({ legalDue: '2026-12-29', provisional: true });
    expect(due('district-reply', '2026-11-20')).toMatchObject({ legalDue: '2027-01-04', provisional: true });
  });
});

describe('《信访工作制度》第十一条：5个工作日内完成答复 (hotline-reply)', () => {
  table('hotline-reply', local('第十一条', 'R83'), [
    ['2026-09-13', '2026-09-18', '2026-09-18', 'ends the Friday before the make-up Sunday'],
    ['2026-09-14', '2026-09-20', '2026-09-20', 'ends on the make-up Sunday itself'],
    ['2026-09-15', '2026-09-21', '2026-09-21', 'counts the make-up Sunday on its way'],
    ['2026-09-24', '2026-10-09', '2026-10-09', 'Mid-Autumn, three days, National Day, two days'],
    ['2024-02-08', '2024-02-21', '2024-02-21', 'the eve 2024-02-09 was a working day, and so was Sunday 02-18'],
  ]);
});

describe('《信访工作条例》第三十四条：自受理之日起60日内办结 (handling)', () => {
  table('handling', art('第三十四条'), [
    ['2026-01-27', '2026-03-30', '2026-03-27', 'Saturday 03-28'],
    ['2026-01-28', '2026-03-30', '2026-03-27', 'Sunday 03-29'],
    ['2026-01-29', '2026-03-30', '2026-03-30', 'Monday 03-30'],
    ['2026-11-18', '2027-01-18', '2027-01-15', 'Sunday 2027-01-17'],
  ]);
});

describe('《信访工作条例》第三十五条：自收到复查请求之日起30日内 (reexamination)', () => {
  table('reexamination', art('第三十五条'), [
    ['2026-08-31', '2026-09-30', '2026-09-30', 'the day before National Day'],
    ['2026-09-01', '2026-10-08', '2026-09-30', '10-01 rolls'],
    ['2024-01-30', '2024-02-29', '2024-02-29', 'a leap day'],
  ]);
});

describe('《民法典》第二百零一条、第二百零三条 (the workings)', () => {
  test('the day of receipt is not counted; every day is shown with its reason', () => {
    const { steps } = due('hotline-reply', '2026-09-24').binding;
    expect(steps.map((step) => [step.date.slice(5), step.reason, step.festival ?? step.counted])).toEqual([
      ['09-24', 'trigger', undefined],
      ['09-25', 'holiday', '中秋节'],
      ['09-26', 'holiday', '中秋节'],
      ['09-27', 'holiday', '中秋节'],
      ['09-28', 'counted', 1],
      ['09-29', 'counted', 2],
      ['09-30', 'counted', 3],
      ['10-01', 'holiday', '国庆节'],
      ['10-02', 'holiday', '国庆节'],
      ['10-03', 'holiday', '国庆节'],
      ['10-04', 'holiday', '国庆节'],
      ['10-05', 'holiday', '国庆节'],
      ['10-06', 'holiday', '国庆节'],
      ['10-07', 'holiday', '国庆节'],
      ['10-08', 'counted', 4],
      ['10-09', 'counted', 5],
    ]);
  });

  test('a make-up working day is counted and says so', () => {
    const { steps } = due('hotline-reply', '2026-09-14').binding;
    expect(steps.slice(-2)).toEqual([
      { date: '2026-09-19', reason: 'weekend' },
      { date: '2026-09-20', reason: 'makeUpWorkday', counted: 5 },
    ]);
  });

  test('calendar days count rest days too; what follows the last one is the roll', () => {
    const { steps } = due('acceptance-notice', '2026-10-09').binding;
    expect(steps.slice(-5)).toEqual([
      { date: '2026-10-22', reason: 'counted', counted: 13 },
      { date: '2026-10-23', reason: 'counted', counted: 14 },
      { date: '2026-10-24', reason: 'counted', counted: 15 },
      { date: '2026-10-25', reason: 'weekend' },
      { date: '2026-10-26', reason: 'counted' },
    ]);
  });
});
