import {
  type ChangedDeadline,
  type ClockChange,
  changedDeadline,
  type Deadline,
  type DeadlineOptions,
  deadline,
  plainDate,
} from '@huiyin/domain';
import { explainBinding, explainDeadline, refusalMessage, stepLabel } from '@huiyin/domain/messages';
import { describe, expect, test } from 'vitest';
import { calendar } from './calendar.ts';

/** The limits beside receipt and reply: objection, reception, 复查, 复核, simple handling, copies, supervision, province. */
function due(clock: string, from: string, options?: DeadlineOptions): Deadline {
  const result = deadline(calendar, clock, plainDate(from), options);
  if (!result.ok) throw new Error(`${clock} ${from}: ${result.code}`);
  return result.value;
}

type Line = readonly [from: string, legalDue: string, targetDue: string, why: string];

function table(clock: string, article: string, lines: readonly Line[]): void {
  test.each(lines)('from %s: due %s, aimed at %s (%s)', (from, legalDue, targetDue) => {
    const found = due(clock, from);
    expect([found.legalDue, found.targetDue]).toEqual([legalDue, targetDue]);
    expect(found.citation.article).toBe(article);
  });
}

describe('《信访工作条例》第二十三条：自收到转送、交办之日起5个工作日内提出异议 (transfer-objection)', () => {
  table('transfer-objection', '第二十三条', [
    ['2026-09-13', '2026-09-18', '2026-09-18', 'ends the Friday before the make-up Sunday'],
    ['2026-09-14', '2026-09-20', '2026-09-20', 'ends on the make-up Sunday'],
    ['2026-09-15', '2026-09-21', '2026-09-21', 'the Monday after'],
  ]);
});

describe('《定点接访实施方案》四（一）：20个工作日内报局办公室和接访领导 (leader-reception-result, R52)', () => {
  table('leader-reception-result', '四（一）', [
    ['2026-11-17', '2026-12-15', '2026-12-15', 'four plain weeks'],
    ['2026-11-18', '2026-12-16', '2026-12-16', 'a day later'],
    ['2026-09-16', '2026-10-20', '2026-10-20', 'over both festivals and both make-up days'],
  ]);
});

describe('复查承办结果：20个工作日与第25日取其先，为30日内出具复查意见留出时间 (reexamination-result, R52, Art 35)', () => {
  table('reexamination-result', '第三十五条', [
    ['2026-11-18', '2026-12-11', '2026-12-11', 'day 25 is a Sunday: back to Friday, not on to Monday'],
    ['2026-11-16', '2026-12-11', '2026-12-11', 'day 25 is that Friday'],
    ['2026-11-17', '2026-12-11', '2026-12-11', 'a Saturday'],
    ['2026-11-20', '2026-12-15', '2026-12-15', 'a Tuesday'],
    ['2026-09-06', '2026-09-30', '2026-09-30', 'day 25 is National Day: back to the eve'],
  ]);
});

describe('复查、复核：30日内申请，30日内作出 (Arts 35, 36)', () => {
  table('reexamination-request', '第三十五条', [
    ['2026-08-31', '2026-09-30', '2026-09-30', 'the day before National Day'],
    ['2026-09-01', '2026-10-08', '2026-09-30', '10-01 rolls'],
  ]);
  table('final-review-request', '第三十六条', [
    ['2026-11-18', '2026-12-18', '2026-12-18', 'a Friday'],
    ['2026-11-19', '2026-12-21', '2026-12-18', 'a Saturday rolls'],
  ]);
  table('final-review', '第三十六条', [
    ['2026-01-23', '2026-02-24', '2026-02-14', '02-22 lies in Spring Festival'],
    ['2026-01-15', '2026-02-14', '2026-02-14', 'a make-up Saturday'],
  ]);
});

describe('简易办理：3个工作日决定受理，受理后10个工作日答复 (simple-acceptance, simple-handling; 待核)', () => {
  table('simple-acceptance', '（条次待核）', [
    ['2026-02-11', '2026-02-14', '2026-02-14', 'the make-up Saturday is the third'],
    ['2026-02-12', '2026-02-24', '2026-02-24', 'the third is after nine days off'],
  ]);
  table('simple-handling', '（条次待核）', [['2026-11-18', '2026-12-02', '2026-12-02', 'two plain weeks']]);

  test('says that the text must be verified', () => {
    expect(due('simple-acceptance', '2026-11-18').binding.limit.source).toBe('unverified');
    expect(explainDeadline(due('simple-acceptance', '2026-11-18'))).toBe(
      '自11月18日收到起，次日起算，第3个工作日为11月23日（周一）；依据《信访事项简易办理办法（试行）》（条次待核）。',
    );
  });
});

describe('《信访工作制度》第八条：同时抄送本局备案 (filing-copy, R79)', () => {
  table('filing-copy', '第八条', [
    ['2026-11-20', '2026-11-20', '2026-11-20', 'a Friday: the same day'],
    ['2026-11-21', '2026-11-23', '2026-11-23', 'a Saturday: the working day after'],
    ['2026-02-14', '2026-02-14', '2026-02-14', 'a make-up Saturday'],
  ]);

  test('in words', () => {
    expect(explainDeadline(due('filing-copy', '2026-11-20'))).toBe(
      '11月20日出具的同日，为11月20日（周五）；依据《信访工作制度》第八条。',
    );
    expect(due('filing-copy', '2026-11-20').binding.steps.map((step) => stepLabel(step))).toEqual(['当日办理']);
  });
});

describe('督办反馈：30日 (supervision-report; 2005 Art 36, kept as practice under Art 40)', () => {
  table('supervision-report', '第四十条', [
    ['2026-11-18', '2026-12-18', '2026-12-18', 'a Friday'],
    ['2026-11-19', '2026-12-21', '2026-12-18', 'a Saturday rolls'],
  ]);
  table('supervision-report', '第三十六条', [
    ['2022-04-30', '2022-05-30', '2022-05-30', 'the last day of the old text'],
  ]);

  test('says that the statute names no number', () => {
    expect(explainDeadline(due('supervision-report', '2026-11-18'))).toContain('第四十条（惯例，条文未定天数）');
    expect(due('supervision-report', '2022-04-30').binding.limit.source).toBeUndefined();
  });
});

describe('《浙江省信访条例》 as a switch (Arts 20, 23; 待核)', () => {
  const zhejiang = { province: 'zhejiang' } as const;

  test('5 working days for the notice bind before 15 days; without the switch they are not weighed', () => {
    expect(due('acceptance-notice', '2026-11-18').candidates.length).toBe(2);
    const found = due('acceptance-notice', '2026-11-18', zhejiang);
    expect(found.candidates.map(({ limit, legalDue }) => [limit.level, legalDue])).toEqual([
      ['local', '2026-12-09'],
      ['national', '2026-12-03'],
      ['provincial', '2026-11-25'],
    ]);
    expect(found.legalDue).toBe('2026-11-25');
    expect(explainBinding(found)).toBe(
      '本局规定15个工作日至12月9日，国家规定15日至12月3日，省级规定5个工作日至11月25日，以先到的11月25日为准。',
    );
    expect(due('district-notice', '2026-11-18', zhejiang).legalDue).toBe('2026-11-25');
  });

  test('30 days of handling, and 60 more at most: 90 in all, as the nation’s 60 + 30', () => {
    expect(due('handling', '2026-03-02', zhejiang).legalDue).toBe('2026-04-01');
    const national = changed(due('handling', '2026-03-02'), [extension(30)]);
    const provincial = changed(due('handling', '2026-03-02', zhejiang), [extension(60)]);
    expect([national.unrolled, provincial.unrolled]).toEqual(['2026-05-31', '2026-05-31']);
    expect(changedDeadline(calendar, due('handling', '2026-03-02', zhejiang), [extension(61)])).toMatchObject({
      code: 'extension-too-long',
      params: { limit: 60 },
    });
  });
});

type Extended = Extract<ClockChange, { readonly type: 'extended' }>;
const extension = (days: number, change: Partial<Extended> = {}): ClockChange => ({
  type: 'extended',
  days,
  reason: '情况复杂',
  approvedBy: '张局长',
  decidedOn: plainDate('2026-03-20'),
  toldOn: plainDate('2026-03-23'),
  ...change,
});

function changed(original: Deadline, changes: readonly ClockChange[]): ChangedDeadline {
  const result = changedDeadline(calendar, original, changes);
  if (!result.ok) throw new Error(refusalMessage(result));
  return result.value;
}

describe('《信访工作条例》第三十四条：延长期限不得超过30日，并告知延期理由', () => {
  const handling = due('handling', '2026-01-28');

  test('20 days more: counted from the end of the 60, rolled as the law rolls, the first date kept', () => {
    const found = changed(handling, [extension(20)]);
    expect(found.original.legalDue).toBe('2026-03-30');
    expect([found.unrolled, found.legalDue, found.targetDue]).toEqual(['2026-04-18', '2026-04-20', '2026-04-17']);
    expect(found.citations).toEqual([
      handling.citation,
      { regulation: 'petitionRegulation2022', article: '第三十四条' },
    ]);
    expect(found.steps.flatMap((step) => ('counted' in step ? [step.counted] : []))).toHaveLength(80);
    expect(found.steps.at(-1)).toEqual({ date: '2026-04-20', reason: 'counted' });
  });

  test.each([
    [29, '2026-04-27'],
    [30, '2026-04-28'],
  ])('%i days: due %s', (days, legalDue) => {
    expect(changed(handling, [extension(days)]).legalDue).toBe(legalDue);
  });

  test.each<[string, readonly ClockChange[], string]>([
    ['31 days', [extension(31)], 'extension-too-long'],
    ['0 days', [extension(0)], 'extension-too-long'],
    ['half a day', [extension(1.5)], 'extension-too-long'],
    ['without a reason', [extension(20, { reason: ' ' })], 'reason-missing'],
    ['without an approver', [extension(20, { approvedBy: '' })], 'approver-missing'],
    ['a second time', [extension(10), extension(10)], 'extension-twice'],
    [
      'decided the day after the end',
      [extension(20, { decidedOn: plainDate('2026-03-31'), toldOn: plainDate('2026-03-31') })],
      'extension-after-due',
    ],
    ['told the day after the end', [extension(20, { toldOn: plainDate('2026-03-31') })], 'extension-after-due'],
    ['told before it was decided', [extension(20, { toldOn: plainDate('2026-03-19') })], 'change-out-of-order'],
    ['decided before acceptance', [extension(20, { decidedOn: plainDate('2026-01-27') })], 'change-out-of-order'],
    [
      'with a hearing, which handling does not leave out',
      [{ type: 'paused', cause: 'hearing', on: plainDate('2026-02-02') }],
      'pause-not-allowed',
    ],
  ])('%s is refused', (_name, changes, code) => {
    const result = changedDeadline(calendar, handling, changes);
    expect(result).toMatchObject({ ok: false, code, citations: [{ article: '第三十四条' }] });
  });

  test('on the last day itself it may still be decided and told', () => {
    const last = plainDate('2026-03-30');
    expect(changed(handling, [extension(20, { decidedOn: last, toldOn: last })]).legalDue).toBe('2026-04-20');
  });

  test.each(['reexamination', 'final-review', 'acceptance-notice', 'department-reply', 'hotline-reply'])(
    '%s knows no extension (Arts 23, 35, 36)',
    (clock) => {
      expect(changedDeadline(calendar, due(clock, '2026-03-18'), [extension(5)])).toMatchObject({
        code: 'extension-not-allowed',
      });
    },
  );

  test('into a year without a calendar is refused, never guessed', () => {
    const late = due('handling', '2027-10-20');
    const asked = extension(30, { decidedOn: plainDate('2027-12-01'), toldOn: plainDate('2027-12-02') });
    expect(changedDeadline(calendar, late, [asked])).toMatchObject({
      code: 'calendar-missing',
      params: { year: 2028 },
    });
  });
});

describe('《信访工作条例》第三十六条：听证所需时间不计算在内', () => {
  const review = due('final-review', '2026-11-02');
  const paused = (on: string): ClockChange => ({ type: 'paused', cause: 'hearing', on: plainDate(on) });
  const resumed = (on: string): ClockChange => ({ type: 'resumed', on: plainDate(on) });

  test('five days of hearing move the end by five days; the days left out say so', () => {
    const found = changed(review, [paused('2026-11-10'), resumed('2026-11-15')]);
    expect([review.legalDue, found.unrolled, found.legalDue]).toEqual(['2026-12-02', '2026-12-07', '2026-12-07']);
    expect(found.excluded).toEqual([{ from: '2026-11-10', to: '2026-11-14' }]);
    const left = found.steps.filter((step) => step.reason === 'hearing').map((step) => step.date);
    expect(left).toEqual(['2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13', '2026-11-14']);
    expect(found.steps.flatMap((step) => ('counted' in step ? [step.counted] : []))).toHaveLength(30);
  });

  test('two hearings add up; one ended on its own day leaves nothing out', () => {
    const twice = changed(review, [
      paused('2026-11-10'),
      resumed('2026-11-12'),
      paused('2026-11-20'),
      resumed('2026-11-23'),
    ]);
    expect(twice.unrolled).toBe('2026-12-07');
    expect(changed(review, [paused('2026-11-10'), resumed('2026-11-10')]).legalDue).toBe(review.legalDue);
  });

  test('while it lasts the clock is paused and the old date stays in sight', () => {
    const found = changed(review, [paused('2026-11-10')]);
    expect([found.state, found.legalDue]).toEqual(['paused', '2026-12-02']);
  });

  test.each<[string, readonly ClockChange[]]>([
    ['resumed without a pause', [resumed('2026-11-15')]],
    ['paused twice', [paused('2026-11-10'), paused('2026-11-11')]],
    ['resumed before the pause', [paused('2026-11-10'), resumed('2026-11-09')]],
    ['paused on the day of the request', [paused('2026-11-02')]],
    ['paused after the end', [paused('2026-12-03')]],
    ['paused inside an earlier hearing', [paused('2026-11-10'), resumed('2026-11-15'), paused('2026-11-14')]],
  ])('%s is refused', (_name, changes) => {
    expect(changedDeadline(calendar, review, changes)).toMatchObject({ code: 'change-out-of-order' });
  });
});

describe('《信访工作制度》第十一条：情况复杂需延期的，与12345中心商定 (R85)', () => {
  const order = due('hotline-reply', '2026-11-18');
  const agreed = (change: Partial<Extract<ClockChange, { readonly type: 'agreed' }>> = {}): ClockChange => ({
    type: 'agreed',
    dueOn: plainDate('2026-12-04'),
    reason: '需现场核实',
    approvedBy: '办公室主任',
    decidedOn: plainDate('2026-11-24'),
    ...change,
  });

  test('the date agreed with the centre holds, whatever day it is', () => {
    const found = changed(order, [agreed()]);
    expect([found.original.legalDue, found.legalDue]).toEqual(['2026-11-25', '2026-12-04']);
    expect(found.citations.at(-1)).toEqual({ regulation: 'petitionSystem', article: '第十一条', rule: 'R85' });
  });

  test.each([
    [agreed({ reason: '' }), 'reason-missing'],
    [agreed({ approvedBy: '' }), 'approver-missing'],
    [agreed({ decidedOn: plainDate('2026-11-26') }), 'extension-after-due'],
    [agreed({ decidedOn: plainDate('2026-11-17') }), 'change-out-of-order'],
    [agreed({ dueOn: plainDate('2026-11-23') }), 'change-out-of-order'],
  ])('%o is refused with %s', (change, code) => {
    expect(changedDeadline(calendar, order, [change])).toMatchObject({ code });
  });

  test('of no other clock', () => {
    expect(changedDeadline(calendar, due('handling', '2026-11-18'), [agreed()])).toMatchObject({
      code: 'extension-not-allowed',
    });
  });
});
