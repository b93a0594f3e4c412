import { describe, expect, test } from 'vitest';
import { addDays, type PlainDate, plainDate } from '../date.ts';
import { type ExtensionReading, type OrderExtensions, yearlyExtensionRate } from './extension-rate.ts';

const asOf = plainDate('2026-11-22');
const order = (receivedOn: string, change: Partial<OrderExtensions> = {}): OrderExtensions => ({
  receivedOn: plainDate(receivedOn),
  dueOn: addDays(plainDate(receivedOn), 7),
  requestedOn: [],
  approvedOn: [],
  ...change,
});
const on = (...dates: readonly string[]): readonly PlainDate[] => dates.map(plainDate);
const counts = (orders: readonly OrderExtensions[], reading?: ExtensionReading) => {
  const { numerator, denominator } = yearlyExtensionRate(orders, 2026, asOf, reading);
  return [numerator, denominator];
};

describe('全年续报率 (R86): which orders of the year, which extensions', () => {
  test('orders of the calendar year, bureau-wide, up to the day', () => {
    const days = ['2025-12-31', '2026-01-01', '2026-11-22', '2026-11-23'];
    expect(counts(days.map((day) => order(day)))).toEqual([0, 2]);
  });

  test('an order counts once, however often extended; approvals only, unless the bureau reads it otherwise', () => {
    const twice = order('2026-03-02', { requestedOn: on('2026-03-04'), approvedOn: on('2026-03-05', '2026-03-12') });
    const asked = order('2026-03-02', { requestedOn: on('2026-03-04') });
    expect(counts([twice, asked])).toEqual([1, 2]);
    expect(counts([twice, asked], { numerator: 'requested', denominator: 'received' })).toEqual([2, 2]);
  });

  test('read by the due date, an order of the turn of the year falls into the new one', () => {
    const turn = order('2025-12-30');
    const late = order('2026-11-18');
    expect(counts([turn, late], { numerator: 'approved', denominator: 'due' })).toEqual([0, 1]);
    expect(counts([turn, late])).toEqual([0, 1]);
  });

  test('what was approved after the day is not yet known', () => {
    const one = order('2026-11-20', { approvedOn: on('2026-11-23') });
    expect(counts([one])).toEqual([0, 1]);
    expect(yearlyExtensionRate([one], 2026, plainDate('2026-11-23')).numerator).toBe(1);
  });

  test('with the allowance left and the word at 1.5 %', () => {
    const orders = Array.from({ length: 200 }, (_, at) =>
      order('2026-05-06', at < 3 ? { approvedOn: on('2026-05-08') } : {}),
    );
    expect(yearlyExtensionRate(orders, 2026, asOf)).toMatchObject({
      numerator: 3,
      denominator: 200,
      allowanceLeft: 1,
      state: 'near',
      citations: [{ rule: 'R86' }],
    });
    expect(yearlyExtensionRate(orders.slice(1), 2026, asOf)).toMatchObject({ numerator: 2, state: 'within' });
  });
});
