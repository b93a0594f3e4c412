import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countItems,
  extensionRate,
  firstResolutionRate,
  onTimeRate,
  participationRate,
  rateOf,
  repeatRate,
  satisfactionRate,
} from './rates.ts';

const count = fc.integer({ min: 0, max: 1_000_000 });

describe('全年续报率 ≤ 2 % (R86)', () => {
  test.each([
    // received, extended, allowance left, state
    [0, 0, 0, 'within'],
    [0, 1, -1, 'over'],
    [49, 0, 0, 'within'],
    [49, 1, -1, 'over'],
    [50, 1, 0, 'near'],
    [51, 1, 0, 'near'],
    [66, 1, 0, 'near'],
    [67, 1, 0, 'within'],
    [1000, 14, 6, 'within'],
    [1000, 15, 5, 'near'],
    [1000, 20, 0, 'near'],
    [1000, 21, -1, 'over'],
    [1450, 29, 0, 'near'],
  ] as const)('%i received, %i extended: %i left, %s', (received, extended, allowanceLeft, state) => {
    expect(extensionRate(received, extended)).toMatchObject({
      numerator: extended,
      denominator: received,
      allowanceLeft,
      state,
      citations: [{ regulation: 'petitionSystem', article: '第十一条', rule: 'R86' }],
    });
  });

  test('using up the allowance keeps the limit, one more breaks it', () => {
    fc.assert(
      fc.property(count, (received) => {
        const most = extensionRate(received, 0).allowanceLeft;
        expect(extensionRate(received, most).state).not.toBe('over');
        expect(extensionRate(received, most + 1).state).toBe('over');
        expect(extensionRate(received, most).allowanceLeft).toBe(0);
      }),
    );
  });
});

describe('rates with what they are made of', () => {
  test('nothing to divide by is no rate, not 0 %', () => {
    expect(rateOf(0, 0)).toEqual({ numerator: 0, denominator: 0 });
    expect(onTimeRate({ onTime: 0, late: 0, overdueUndone: 0 }).value).toBeUndefined();
  });

  test.each([
    ['on time, late and undone', onTimeRate({ onTime: 6, late: 1, overdueUndone: 1 }), [6, 8, 0.75]],
    ['satisfied (R15)', satisfactionRate({ satisfied: 3, basicallySatisfied: 3, unsatisfied: 2 }), [6, 8, 0.75]],
    ['rated', participationRate({ rated: 1, lapsed: 3 }), [1, 4, 0.25]],
    ['repeated', repeatRate({ repeated: 1, items: 2 }), [1, 2, 0.5]],
    ['resolved at once', firstResolutionRate({ resolved: 3, completed: 4 }), [3, 4, 0.75]],
  ])('%s', (_name, { numerator, denominator, value }, expected) => {
    expect([numerator, denominator, value]).toEqual(expected);
  });

  test('a rate of parts lies between 0 and 1', () => {
    fc.assert(
      fc.property(count, count, count, (onTime, late, overdueUndone) => {
        const { value } = onTimeRate({ onTime, late, overdueUndone });
        if (value !== undefined) expect(value >= 0 && value <= 1).toBe(true);
      }),
    );
  });

  test('件次, 批次, 人次: five make a collective visit, four do not', () => {
    const items = [
      { visit: true, persons: 4 },
      { visit: true, persons: 5 },
      { visit: true, persons: 30 },
      { visit: false, persons: 12 },
    ];
    const counts = { items: 4, persons: 51, groups: 3, visitors: 39, collective: 2, collectiveVisitors: 35 };
    expect(countItems(items)).toEqual(counts);
    expect(Object.values(countItems([]))).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
