import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCalendar } from '../calendar/calendar.ts';
import { builtInYears } from '../calendar/years.ts';
import { fromEpochDay, type PlainDate, plainDate, toEpochDay } from '../date.ts';
import { type Clock, clocks, limitsInForce } from './clocks.ts';
import { type Deadline, deadline, dueDate } from './deadline.ts';
import { dueSoonHorizon, dueState } from './due-state.ts';
import { explain } from './explain.ts';

const calendar = buildCalendar(builtInYears);
/** All clocks have a limit in force from 2022-05-01; before that day the objection (异议) did not exist. */
const anyClock = fc.constantFrom(...clocks);
const anyDay = fc
  .integer({ min: toEpochDay(plainDate('2022-05-01')), max: toEpochDay(plainDate('2027-09-01')) })
  .map(fromEpochDay);

function due(clock: Clock, from: PlainDate): Deadline {
  const result = deadline(calendar, clock.id, from);
  if (!result.ok) throw new Error(`${clock.id} ${from}: ${result.code}`);
  return result.value;
}

describe('every deadline, from any day', () => {
  test('its steps are all days from trigger to due, each once, in order', () => {
    fc.assert(
      fc.property(anyClock, anyDay, (clock, from) => {
        for (const { steps, legalDue, unrolled } of due(clock, from).candidates) {
          const last = Math.max(toEpochDay(legalDue), toEpochDay(unrolled));
          const days = steps.map((step) => toEpochDay(step.date));
          const first = toEpochDay(from);
          expect(days).toEqual(Array.from({ length: last - first + 1 }, (_, index) => first + index));
        }
      }),
    );
  });

  test('exactly the amount of the limit is counted, 1, 2, 3 …, and the trigger day is not', () => {
    fc.assert(
      fc.property(anyClock, anyDay, (clock, from) => {
        for (const { limit, steps, unrolled } of due(clock, from).candidates) {
          const counted = steps.slice(1).flatMap((step) => step.counted ?? []);
          expect(counted).toEqual(Array.from({ length: limit.amount }, (_, index) => index + 1));
          expect(steps[0]).toMatchObject({ date: from, reason: 'trigger' });
          expect(steps[0]?.counted).toBe(limit.amount === 0 ? 0 : undefined);
          expect(steps.find((step) => step.counted === limit.amount)?.date).toBe(unrolled);
        }
      }),
    );
  });

  test('a skipped day always says why, and a festival always has its name', () => {
    fc.assert(
      fc.property(anyClock, anyDay, (clock, from) => {
        for (const { limit, steps, unrolled } of due(clock, from).candidates) {
          for (const step of steps.slice(1)) {
            const skipped = step.counted === undefined && step.date <= unrolled;
            if (limit.unit === 'calendarDay') expect(skipped).toBe(false);
            if (skipped) expect(['weekend', 'holiday']).toContain(step.reason);
            if (step.reason === 'holiday') expect(step.festival).toBeTruthy();
          }
        }
      }),
    );
  });

  test('target ≤ counted end ≤ legal end; the earliest candidate binds; all limits are kept', () => {
    fc.assert(
      fc.property(anyClock, anyDay, (clock, from) => {
        const found = due(clock, from);
        expect(found.candidates.map((candidate) => candidate.limit)).toEqual(limitsInForce(clock, from));
        for (const candidate of found.candidates) {
          const { limit, targetDue, unrolled, legalDue } = candidate;
          // a duty of the same day (同时) has no working day before it; a limit inside another never rolls on
          if (limit.amount > 0) expect(targetDue <= unrolled).toBe(true);
          if (limit.roll === 'backward') expect(legalDue).toBe(targetDue);
          else expect(unrolled <= legalDue).toBe(true);
          expect(found.legalDue <= candidate.legalDue).toBe(true);
        }
        expect(found.candidates).toContain(found.binding);
        expect(found.citation).toEqual(found.binding.limit.citation);
      }),
    );
  });

  test('a later start is never due earlier', () => {
    fc.assert(
      fc.property(anyClock, anyDay, anyDay, (clock, a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        const first = due(clock, early);
        const second = due(clock, late);
        expect(first.legalDue <= second.legalDue && first.targetDue <= second.targetDue).toBe(true);
      }),
    );
  });
});

describe('due dates without their workings', () => {
  test('are those of deadline(), with the province or without', () => {
    const province = { province: 'zhejiang' } as const;
    fc.assert(
      fc.property(anyClock, anyDay, (clock, from) => {
        const { binding } = due(clock, from);
        const { steps: _, ...expected } = binding;
        expect(dueDate(calendar, clock.id, from)).toEqual({ ok: true, value: expected });
        const provincial = deadline(calendar, clock.id, from, province);
        expect(dueDate(calendar, clock.id, from, province)).toMatchObject({
          value: { legalDue: provincial.ok && provincial.value.legalDue },
        });
      }),
    );
  });

  test('are refused as it refuses', () => {
    expect(dueDate(calendar, 'tea', plainDate('2026-11-18'))).toMatchObject({ code: 'unknown-clock' });
    expect(dueDate(calendar, 'handling', plainDate('2027-12-01'))).toMatchObject({ code: 'calendar-missing' });
  });
});

describe('a deadline is refused', () => {
  test('for a clock that does not exist', () => {
    expect(deadline(calendar, 'tea', plainDate('2026-11-18'))).toMatchObject({ code: 'unknown-clock' });
    expect(deadline(calendar, '__proto__', plainDate('2026-11-18'))).toMatchObject({ code: 'unknown-clock' });
  });

  test('when it falls into a year without a calendar, with the year', () => {
    const refusal = { ok: false, code: 'calendar-missing', params: { year: 2028 } };
    expect(deadline(calendar, 'handling', plainDate('2027-12-01'))).toMatchObject(refusal);
    expect(deadline(calendar, 'district-reply', plainDate('2027-12-20'))).toMatchObject(refusal);
    expect(deadline(calendar, 'handling', plainDate('2199-12-31'))).toMatchObject({ params: { year: 2199 } });
  });

  test('before any text was in force, naming the articles', () => {
    expect(deadline(calendar, 'transfer-objection', plainDate('2022-04-30'))).toMatchObject({
      code: 'no-limit-in-force',
      citations: [{ regulation: 'petitionRegulation2022', article: '第二十三条' }],
    });
    expect(deadline(calendar, 'handling', plainDate('2005-04-30'))).toMatchObject({ code: 'no-limit-in-force' });
    expect(deadline(calendar, 'handling', plainDate('2005-05-01'))).toMatchObject({ code: 'calendar-missing' });
  });
});

describe('which limit binds, and what leans on a notice to come', () => {
  const found = (clock: string, from: string, province?: 'zhejiang') => {
    const result = deadline(calendar, clock, plainDate(from), province === undefined ? {} : { province });
    if (!result.ok) throw new Error(result.code);
    return result.value;
  };

  test('two that end on one day: the one listed later (2026-09-23: 15 days and 5 working days both end on 10-08)', () => {
    const { binding, candidates } = found('acceptance-notice', '2026-09-23', 'zhejiang');
    expect(candidates.map(({ limit, legalDue }) => [limit.level, legalDue])).toEqual([
      ['local', '2026-10-21'],
      ['national', '2026-10-08'],
      ['provincial', '2026-10-08'],
    ]);
    expect(binding.limit.level).toBe('provincial');
    expect(dueDate(calendar, 'acceptance-notice', plainDate('2026-09-23'), { province: 'zhejiang' })).toMatchObject({
      value: { limit: { level: 'provincial' } },
    });
  });

  test('a roll into 2027 is provisional though the target is not; explain() names the year awaited', () => {
    expect(found('handling', '2026-10-28')).toMatchObject({ legalDue: '2026-12-28', provisional: false });
    expect(explain(found('handling', '2026-10-28')).awaits).toBeUndefined();
    expect(found('handling', '2026-10-30')).toMatchObject({ legalDue: '2026-12-29', provisional: true });
    expect(explain(found('handling', '2026-10-30')).awaits).toBe(2027);
    expect(explain(found('reexamination-result', '2026-12-07'))).toMatchObject({
      unrolled: '2027-01-01',
      legalDue: '2026-12-31',
      awaits: 2027,
    });
  });

  test('explain(): trigger, article, every day skipped with its reason, every make-up day', () => {
    const { trigger, from, article, unrolled, legalDue, targetDue, skipped, madeUp } = explain(
      found('hotline-reply', '2026-09-14'),
    );
    expect({ trigger, from, article, unrolled, legalDue, targetDue }).toEqual({
      trigger: 'hotlineOrderReceived',
      from: '2026-09-14',
      article: { regulation: 'petitionSystem', article: '第十一条', rule: 'R83' },
      unrolled: '2026-09-20',
      legalDue: '2026-09-20',
      targetDue: '2026-09-20',
    });
    expect([skipped, madeUp]).toEqual([[{ date: '2026-09-19', reason: 'weekend' }], ['2026-09-20']]);
    expect(explain(found('acceptance-notice', '2026-09-22')).skipped).toEqual([]);
    expect(explain(found('hotline-reply', '2026-09-24')).skipped[0]).toEqual({
      date: '2026-09-25',
      reason: 'holiday',
      festival: '中秋节',
    });
  });

  test('a refusal carries the clock and the day, cut to a length that can be shown', () => {
    expect(deadline(calendar, 'x'.repeat(99), plainDate('2026-01-01'))).toMatchObject({
      params: { clock: 'x'.repeat(60) },
    });
    expect(deadline(calendar, 'transfer-objection', plainDate('2022-04-30'))).toMatchObject({
      params: { clock: 'transfer-objection', from: '2022-04-30' },
    });
  });
});

describe('limits in force', () => {
  test('each has a name of its own that begins with its duty, of which due dates and events speak', () => {
    const ids = clocks.flatMap(({ limits }) => limits.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, limits } of clocks) for (const limit of limits) expect(limit.id).toMatch(`${id}-`);
  });

  test('from their first day to their last, both included', () => {
    const [handling] = clocks.filter((clock) => clock.id === 'handling');
    if (!handling) throw new Error('no handling clock');
    const ended = {
      ...handling,
      limits: handling.limits.map((limit) => ({ ...limit, validTo: limit.validTo ?? plainDate('2030-06-30') })),
    };
    const inForce = (date: string) => limitsInForce(ended, plainDate(date)).length;
    expect(['2005-04-30', '2005-05-01', '2022-04-30', '2022-05-01', '2030-06-30'].map(inForce)).toEqual([
      0, 1, 1, 1, 1,
    ]);
    expect(inForce('2030-07-01')).toBe(0);
  });
});

describe('overdue, soon, on time', () => {
  const today = plainDate('2026-11-20');

  test('the horizon is three working days ahead: from Friday 11-20 to Wednesday 11-25', () => {
    expect(dueSoonHorizon(calendar, today)).toBe('2026-11-25');
  });

  test.each([
    ['2027-12-28', '2027-12-31'],
    ['2027-12-29', '2028-01-01'],
    ['2028-01-03', '2028-01-06'],
  ])('from %s, where the days of 2028 are not known, it is %s: no later than three working days', (from, to) => {
    expect(dueSoonHorizon(calendar, plainDate(from))).toBe(to);
  });

  test.each([
    ['2026-11-19', '2026-11-19', 'overdue'],
    ['2026-11-20', '2026-11-20', 'dueSoon'],
    ['2026-11-25', '2026-11-25', 'dueSoon'],
    ['2026-11-26', '2026-11-26', 'onTime'],
    ['2026-11-30', '2026-11-25', 'dueSoon'],
    ['2026-11-23', '2026-11-19', 'dueSoon'],
  ])('legally due %s, target %s: %s', (legalDue, targetDue, state) => {
    const clock = { legalDue: plainDate(legalDue), targetDue: plainDate(targetDue) };
    expect(dueState(clock, today, plainDate('2026-11-25'))).toBe(state);
  });

  test('nothing running is neither', () => {
    expect(dueState(undefined, today, plainDate('2026-11-25'))).toBe('none');
  });
});
