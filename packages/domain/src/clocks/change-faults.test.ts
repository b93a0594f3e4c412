import { describe, expect, test } from 'vitest';
import { buildCalendar } from '../calendar/calendar.ts';
import { builtInYears } from '../calendar/years.ts';
import { plainDate as day, type PlainDate } from '../date.ts';
import { type ClockChange, centreDate, changedDeadline } from './changes.ts';
import { type Deadline, deadline } from './deadline.ts';

const calendar = buildCalendar(builtInYears);
/** As if no notice but those up to that year had come. */
const upTo = (year: number) => buildCalendar(builtInYears.filter((one) => one.year <= year));

function due(clock: string, from: string, inCalendar = calendar): Deadline {
  const result = deadline(inCalendar, clock, day(from));
  if (!result.ok) throw new Error(result.code);
  return result.value;
}
const art34 = { regulation: 'petitionRegulation2022', article: '第三十四条' };
const art35 = { regulation: 'petitionRegulation2022', article: '第三十五条' };
const art36 = { regulation: 'petitionRegulation2022', article: '第三十六条' };
const r85 = { regulation: 'petitionSystem', article: '第十一条', rule: 'R85' };

describe('延长办理期限（第三十四条）: what is refused says what, where and by which article', () => {
  // 60 days from 3 September 2026 end on Monday 2 November
  const handling = due('handling', '2026-09-03');
  const act = { type: 'extended', days: 30, reason: '涉及多校', approvedBy: '局长' } as const;
  const on = (decidedOn: string, toldOn = decidedOn) => ({ decidedOn: day(decidedOn), toldOn: day(toldOn) });
  const refusedAs = (change: Partial<Extract<ClockChange, { type: 'extended' }>>) =>
    changedDeadline(calendar, handling, [{ ...act, ...on('2026-10-30'), ...change }]);

  test.each([
    ['no reason', { reason: '　' }, 'reason-missing', {}, 'reason'],
    ['no approver', { approvedBy: ' ' }, 'approver-missing', {}, 'approvedBy'],
    ['decided before it ran', on('2026-09-02'), 'change-out-of-order', { on: '2026-09-02' }, 'decidedOn'],
    [
      'decided after the time',
      on('2026-11-03'),
      'extension-after-due',
      { on: '2026-11-03', legalDue: '2026-11-02' },
      'decidedOn',
    ],
    [
      'told before it was decided',
      on('2026-10-30', '2026-10-29'),
      'change-out-of-order',
      { on: '2026-10-29' },
      'toldOn',
    ],
    [
      'told after the time',
      on('2026-11-02', '2026-11-03'),
      'extension-after-due',
      { on: '2026-11-03', legalDue: '2026-11-02' },
      'toldOn',
    ],
    ['31 days', { days: 31 }, 'extension-too-long', { given: 31, limit: 30 }, 'days'],
    ['half a day', { days: 0.5 }, 'extension-too-long', { given: 0.5, limit: 30 }, 'days'],
  ])('%s', (_name, change, code, params, path) => {
    expect(refusedAs(change)).toEqual({ ok: false, code, params, citations: [art34], path });
  });

  test('what the law does not extend is not extended: 复查 and the notice', () => {
    const reexamination = due('reexamination', '2026-09-03');
    expect(changedDeadline(calendar, reexamination, [{ ...act, ...on('2026-09-10') }])).toEqual({
      ok: false,
      code: 'extension-not-allowed',
      params: {},
      citations: [art35],
    });
  });

  test('thirty days under the province and sixty more are no more than sixty and thirty', () => {
    const zhejiang = deadline(calendar, 'handling', day('2026-09-03'), { province: 'zhejiang' });
    if (!zhejiang.ok) throw new Error(zhejiang.code);
    const extended = (days: number) =>
      changedDeadline(calendar, zhejiang.value, [{ ...act, ...on('2026-09-30'), days }]);
    expect(extended(60)).toMatchObject({ ok: true, value: { unrolled: '2026-12-02' } });
    expect(extended(61)).toMatchObject({ code: 'extension-too-long', params: { given: 61, limit: 60 } });
  });

  test('each day on the way says what it was: counted, rolled over with its name, or made up', () => {
    // 60 + 24 days from 9 July 2026 end on National Day; rolled on over the whole week
    const found = changedDeadline(calendar, due('handling', '2026-07-09'), [{ ...act, ...on('2026-09-01'), days: 24 }]);
    if (!found.ok) throw new Error(found.code);
    const { steps, unrolled, legalDue, targetDue } = found.value;
    expect([unrolled, legalDue, targetDue]).toEqual(['2026-10-01', '2026-10-08', '2026-09-30']);
    const step = (date: string) => steps.find((one) => one.date === date);
    expect(steps[0]).toEqual({ date: '2026-07-09', reason: 'trigger' });
    expect(step('2026-07-10')).toEqual({ date: '2026-07-10', reason: 'counted', counted: 1 });
    expect(step('2026-07-11')).toEqual({ date: '2026-07-11', reason: 'counted', counted: 2 });
    expect(step('2026-09-20')).toEqual({ date: '2026-09-20', reason: 'makeUpWorkday', counted: 73 });
    expect(step('2026-09-25')).toEqual({ date: '2026-09-25', reason: 'counted', festival: '中秋节', counted: 78 });
    expect(step('2026-10-01')).toEqual({ date: '2026-10-01', reason: 'counted', festival: '国庆节', counted: 84 });
    expect(step('2026-10-02')).toEqual({ date: '2026-10-02', reason: 'holiday', festival: '国庆节' });
    expect(step('2026-10-08')).toEqual({ date: '2026-10-08', reason: 'counted' });
  });

  test('rolled over an ordinary weekend', () => {
    // 60 + 2 days from 3 September: Wednesday the 4th; + 5: Saturday the 7th
    const found = changedDeadline(calendar, handling, [{ ...act, ...on('2026-10-30'), days: 5 }]);
    if (!found.ok) throw new Error(found.code);
    expect([found.value.unrolled, found.value.legalDue]).toEqual(['2026-11-07', '2026-11-09']);
    expect(found.value.steps.slice(-2)).toEqual([
      { date: '2026-11-08', reason: 'weekend' },
      { date: '2026-11-09', reason: 'counted' },
    ]);
  });

  test('into a year without a notice it is provisional; into one that is not there it is refused', () => {
    const late = due('handling', '2026-11-20');
    const extended = (inCalendar: typeof calendar) =>
      changedDeadline(inCalendar, late, [{ ...act, ...on('2026-11-30') }]);
    expect(extended(calendar)).toMatchObject({ ok: true, value: { provisional: true, legalDue: '2027-02-18' } });
    expect(extended(upTo(2026))).toMatchObject({ ok: false, code: 'calendar-missing' });
    const sure = changedDeadline(calendar, handling, [{ ...act, ...on('2026-10-30'), days: 1 }]);
    expect(sure).toMatchObject({ ok: true, value: { provisional: false } });
  });
});

describe('听证（第三十六条）', () => {
  // 30 days from 1 September 2026 end on National Day and roll to 8 October
  const review = due('final-review', '2026-09-01');
  const paused = (on: string): ClockChange => ({ type: 'paused', cause: 'hearing', on: day(on) });
  const resumed = (on: string): ClockChange => ({ type: 'resumed', on: day(on) });
  const afterwards = (...changes: readonly ClockChange[]) => changedDeadline(calendar, review, changes);

  test.each([
    ['on the trigger day', [paused('2026-09-01')], '2026-09-01'],
    ['after the time', [paused('2026-10-09')], '2026-10-09'],
    ['twice at once', [paused('2026-09-10'), paused('2026-09-11')], '2026-09-11'],
    [
      'on the last day of another hearing',
      [paused('2026-09-10'), resumed('2026-09-12'), paused('2026-09-11')],
      '2026-09-11',
    ],
    ['over before it began', [paused('2026-09-10'), resumed('2026-09-09')], '2026-09-09'],
    ['over and never begun', [resumed('2026-09-09')], '2026-09-09'],
    ['over twice', [paused('2026-09-10'), resumed('2026-09-12'), resumed('2026-09-13')], '2026-09-13'],
  ])('%s: out of order', (_name, changes, on) => {
    expect(afterwards(...changes)).toEqual({
      ok: false,
      code: 'change-out-of-order',
      params: { on },
      citations: [art36],
      path: 'on',
    });
  });

  test('the last day of the time is not too late to begin', () => {
    expect(afterwards(paused('2026-10-08'))).toMatchObject({
      ok: true,
      value: { state: 'paused', legalDue: '2026-10-08' },
    });
  });

  test('begun and over on one day takes no time, and the clock runs again', () => {
    const found = afterwards(paused('2026-09-10'), resumed('2026-09-10'));
    expect(found).toMatchObject({ ok: true, value: { state: 'running', legalDue: '2026-10-08', excluded: [] } });
    expect(found.ok && found.value.steps).toBe(review.binding.steps);
  });

  test('where the article leaves no time out there is no pause', () => {
    expect(changedDeadline(calendar, due('handling', '2026-09-03'), [paused('2026-09-10')])).toEqual({
      ok: false,
      code: 'pause-not-allowed',
      params: {},
      citations: [art34],
    });
  });
});

describe('12345 的日期（R84、R85）', () => {
  test.each([
    ['a working day: aimed at itself', '2026-09-18', '2026-09-14', '2026-09-18'],
    ['a Saturday: aimed at the Friday', '2026-09-12', '2026-09-08', '2026-09-11'],
    ['the Friday is the day of receipt', '2026-09-12', '2026-09-11', '2026-09-11'],
    ['the Friday lies before the receipt', '2026-09-12', '2026-09-12', '2026-09-12'],
  ])('%s', (_name, dueOn, notBefore, targetDue) => {
    expect(centreDate(calendar, day(dueOn), day(notBefore))).toEqual({
      ok: true,
      value: { legalDue: dueOn, targetDue, provisional: false },
    });
  });

  test('a date in a year that is not there is refused', () => {
    expect(centreDate(upTo(2026), day('2027-03-01'), day('2026-12-01'))).toMatchObject({ code: 'calendar-missing' });
  });

  const order = due('hotline-reply', '2026-09-01');
  const agreed = (dueOn: string, change: Partial<Extract<ClockChange, { type: 'agreed' }>> = {}) =>
    changedDeadline(calendar, order, [
      {
        type: 'agreed',
        dueOn: day(dueOn),
        reason: '需会商',
        approvedBy: '办公室',
        decidedOn: day('2026-09-07'),
        ...change,
      },
    ]);

  test('the agreed day is the date, without any counting', () => {
    expect(agreed('2026-09-18')).toMatchObject({
      ok: true,
      value: {
        legalDue: '2026-09-18',
        targetDue: '2026-09-18',
        unrolled: '2026-09-18',
        steps: [],
        citations: [{ rule: 'R83' }, r85],
      },
    });
    expect(agreed('2026-09-07')).toMatchObject({ ok: true });
  });

  test.each([
    ['before the agreement', '2026-09-06' as string, {}, 'change-out-of-order', { on: '2026-09-06' }, 'dueOn'],
    ['no reason', '2026-09-18', { reason: '' }, 'reason-missing', {}, 'reason'],
    ['no approver', '2026-09-18', { approvedBy: '' }, 'approver-missing', {}, 'approvedBy'],
  ])('%s', (_name, dueOn, change, code, params, path) => {
    expect(agreed(dueOn, change)).toEqual({ ok: false, code, params, citations: [r85], path });
  });

  test('only of an order, and not into an unknown year', () => {
    const act = { type: 'agreed', reason: '需会商', approvedBy: '办公室', decidedOn: day('2026-09-07') } as const;
    const other = changedDeadline(calendar, due('handling', '2026-09-03'), [{ ...act, dueOn: day('2026-09-18') }]);
    expect(other).toEqual({ ok: false, code: 'extension-not-allowed', params: {}, citations: [art34] });
    const far = changedDeadline(upTo(2026), order, [{ ...act, dueOn: day('2027-03-01') as PlainDate }]);
    expect(far).toMatchObject({ ok: false, code: 'calendar-missing' });
  });
});
