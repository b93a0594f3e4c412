import { describe, expect, test } from 'vitest';
import { addDays, plainDate } from '../date.ts';
import { evaluationGradeName } from '../messages/zh-CN.ts';
import {
  caseFigures,
  type FigureCase,
  implementationRate,
  onlineShare,
  onTimeReplyRate,
  participation,
  satisfaction,
  timelyAcceptanceRate,
} from './cases.ts';
import { evaluationGrades } from './grades.ts';
import { comparedPeriods, periodKind, periodOf, periodSpan } from './periods.ts';

const due = plainDate('2026-11-20');
const dayBefore = addDays(due, -1);
const dayAfter = addDays(due, 1);
const base: FigureCase = {
  channel: 'letter',
  receivedOn: plainDate('2026-11-05'),
  persons: 1,
  repeat: false,
  cameAgain: false,
  toImplement: false,
  confirmed: false,
  clocks: [],
};
type Clock = FigureCase['clocks'][number];
const notice = (change: Partial<Clock> = {}): Clock => ({
  clock: 'acceptance-notice',
  legalDue: due,
  state: 'running',
  ...change,
});
const reply = (change: Partial<Clock> = {}): Clock => notice({ clock: 'department-reply', ...change });
const withClocks = (...clocks: readonly Clock[]): FigureCase => ({ ...base, clocks });

describe('及时受理率: the day of the limit, the day before, the day after', () => {
  test.each([
    [notice({ state: 'met', metOn: dayBefore }), dayAfter, { onTime: 1 }],
    [notice({ state: 'met', metOn: due }), dayAfter, { onTime: 1 }],
    [notice({ state: 'met', metOn: dayAfter }), dayAfter, { late: 1 }],
    [notice(), due, { notYetDue: 1 }],
    [notice(), dayAfter, { overdueUndone: 1 }],
    [notice({ state: 'stopped' }), dayAfter, {}],
    // what happened later is not yet known on the day of the report
    [notice({ state: 'met', metOn: dayAfter }), due, { notYetDue: 1 }],
    [notice({ clock: 'district-notice' }), dayAfter, { overdueUndone: 1 }],
    [reply(), dayAfter, {}],
  ])('%#: %o as of %s', (clock, asOf, expected) => {
    const none = { onTime: 0, late: 0, overdueUndone: 0, notYetDue: 0 };
    const rate = timelyAcceptanceRate([withClocks(clock)], asOf);
    expect(rate).toMatchObject({ ...none, ...expected });
    expect(rate.denominator).toBe(rate.onTime + rate.late + rate.overdueUndone);
    expect(rate.numerator).toBe(rate.onTime);
  });
});

describe('按期答复率', () => {
  test('a case with several limits counts once, as its worst; what is not yet due is left out and counted', () => {
    const met = reply({ state: 'met', metOn: due });
    const late = reply({ state: 'met', metOn: dayAfter });
    const running = reply({ clock: 'handling', legalDue: addDays(due, 40) });
    const asOf = dayAfter;
    expect(onTimeReplyRate([withClocks(met, running)], asOf)).toMatchObject({ notYetDue: 1, denominator: 0 });
    expect(onTimeReplyRate([withClocks(late, running)], asOf)).toMatchObject({ late: 1, denominator: 1 });
    expect(onTimeReplyRate([withClocks(late, reply({ clock: 'handling' }))], asOf)).toMatchObject({ overdueUndone: 1 });
    const all = [withClocks(met), withClocks(late), withClocks(reply()), withClocks(running), withClocks()];
    expect(onTimeReplyRate(all, asOf)).toEqual({
      numerator: 1,
      denominator: 3,
      value: 1 / 3,
      onTime: 1,
      late: 1,
      overdueUndone: 1,
      notYetDue: 1,
    });
  });
});

describe('参评率, 满意率 (R15)', () => {
  const asked = (closesOn = due, rated?: { office: 'satisfied' | 'unsatisfied'; unit: 'basicallySatisfied' }) => ({
    ...base,
    evaluation: { closesOn, ...(rated === undefined ? {} : { rated: { on: dayBefore, ...rated } }) },
  });
  test.each([
    [asked(), due, [0, 0, 1]],
    [asked(), dayAfter, [0, 1, 0]],
    [asked(due, { office: 'satisfied', unit: 'basicallySatisfied' }), dayBefore, [1, 1, 0]],
    [asked(due, { office: 'satisfied', unit: 'basicallySatisfied' }), addDays(dayBefore, -1), [0, 0, 1]],
    [base, dayAfter, [0, 0, 0]],
  ] as const)('%#: rated, asked, still open', (one, asOf, expected) => {
    const { numerator, denominator, stillOpen } = participation([one], asOf);
    expect([numerator, denominator, stillOpen]).toEqual(expected);
  });
  test('office and unit are never mixed', () => {
    const cases = [
      asked(due, { office: 'unsatisfied', unit: 'basicallySatisfied' }),
      asked(due, { office: 'satisfied', unit: 'basicallySatisfied' }),
      asked(),
    ];
    expect(satisfaction(cases, 'office', due)).toEqual({ numerator: 1, denominator: 2, value: 0.5 });
    expect(satisfaction(cases, 'unit', due)).toEqual({ numerator: 2, denominator: 2, value: 1 });
    expect(satisfaction(cases, 'unit', plainDate('2026-11-01'))).toEqual({ numerator: 0, denominator: 0 });
    expect(evaluationGrades.map(evaluationGradeName)).toEqual(['满意', '基本满意', '不满意']);
  });
});

test('网信占比, 落实率, 重复信访率, 一次性化解率, 件次批次人次: each with both numbers', () => {
  const cases: readonly FigureCase[] = [
    { ...base, channel: 'online', completedOn: due, toImplement: true, implementedOn: due, confirmed: true },
    { ...base, channel: 'email', completedOn: due, toImplement: true, cameAgain: true },
    {
      ...base,
      channel: 'visit',
      persons: 5,
      repeat: true,
      completedOn: due,
      toImplement: true,
      implementedOn: dayAfter,
    },
    { ...base, channel: 'letter', persons: 7, completedOn: due },
    { ...base, channel: 'call' },
  ];
  expect(onlineShare(cases)).toEqual({ numerator: 2, denominator: 5, value: 0.4 });
  // what was explained leaves nothing to carry out: it is in neither number
  expect(implementationRate(cases, due)).toEqual({ numerator: 1, denominator: 3, value: 1 / 3, confirmed: 1 });
  expect(implementationRate(cases, dayAfter).numerator).toBe(2);
  const figures = caseFigures(cases, due);
  expect(figures.counts).toEqual({
    items: 5,
    persons: 15,
    groups: 1,
    visitors: 5,
    collective: 1,
    collectiveVisitors: 5,
  });
  expect(figures.repeated).toEqual({ numerator: 1, denominator: 5, value: 0.2 });
  expect(figures.resolvedAtFirst).toEqual({ numerator: 2, denominator: 3, value: 2 / 3 });
  expect(caseFigures(cases, dayBefore).resolvedAtFirst).toEqual({ numerator: 0, denominator: 0 });
});

describe('periods', () => {
  test.each([
    ['2026-01-01', '2026-01', '2026-Q1', '2026'],
    ['2026-03-31', '2026-03', '2026-Q1', '2026'],
    ['2026-04-01', '2026-04', '2026-Q2', '2026'],
    ['2026-12-31', '2026-12', '2026-Q4', '2026'],
  ])('%s lies in %s, %s, %s', (date, month, quarter, year) => {
    const day = plainDate(date);
    expect([periodOf(day, 'month'), periodOf(day, 'quarter'), periodOf(day, 'year')]).toEqual([month, quarter, year]);
    expect([month, quarter, year].map(periodKind)).toEqual(['month', 'quarter', 'year']);
  });
  test.each(['2026-13', '2026-Q5', '26', '', '2026-00'])('“%s” is no period', (text) => {
    expect(periodKind(text)).toBeUndefined();
  });

  test.each([
    ['2026-11', '2026-11-01', '2026-11-30', '2026-10', '2025-11'],
    ['2026-01', '2026-01-01', '2026-01-31', '2025-12', '2025-01'],
    ['2024-02', '2024-02-01', '2024-02-29', '2024-01', '2023-02'],
    ['2026-Q1', '2026-01-01', '2026-03-31', '2025-Q4', '2025-Q1'],
    ['2026-Q4', '2026-10-01', '2026-12-31', '2026-Q3', '2025-Q4'],
    ['2026', '2026-01-01', '2026-12-31', '2025', '2025'],
  ])('%s runs from %s to %s, and is compared with %s and %s', (period, from, to, before, lastYear) => {
    expect(periodSpan(period)).toEqual({ from, to });
    expect(comparedPeriods(period)).toEqual({ before, lastYear });
  });
  test('no period has no days', () => {
    expect([periodSpan('2026-13'), comparedPeriods('26')]).toEqual([undefined, undefined]);
  });
});
