import type { PlainDate } from '../date.ts';
import { type ExtensionRate, extensionRate } from '../figures/rates.ts';

/** What the extension rate needs of one 12345 order: its days, and those on which extensions were asked and approved. */
export interface OrderExtensions {
  readonly receivedOn: PlainDate;
  /** The first due date, before any extension. */
  readonly dueOn: PlainDate;
  readonly requestedOn: readonly PlainDate[];
  readonly approvedOn: readonly PlainDate[];
}

/** How 续报率 is read (R86, A10): the text gives neither numerator nor denominator. */
export interface ExtensionReading {
  readonly numerator: 'approved' | 'requested';
  readonly denominator: 'received' | 'due';
}
/** Orders with an approved extension ÷ orders received. */
export const extensionReading: ExtensionReading = { numerator: 'approved', denominator: 'received' };

/**
 * The whole-year extension rate (全年续报率, R86) as of a day: orders of the calendar year, bureau-wide, each counted once
 * however often it was extended; what happened after `asOf` is not yet known. The numerator is taken from the orders of the
 * denominator, so the rate never passes 1. Gives both counts, the allowance left, and `near` from 1.5 %.
 */
export function yearlyExtensionRate(
  orders: readonly OrderExtensions[],
  year: number,
  asOf: PlainDate,
  reading: ExtensionReading = extensionReading,
): ExtensionRate {
  const day = (order: OrderExtensions): PlainDate =>
    reading.denominator === 'received' ? order.receivedOn : order.dueOn;
  const counted = orders.filter((order) => day(order).startsWith(`${year}-`) && day(order) <= asOf);
  const dates = (order: OrderExtensions): readonly PlainDate[] =>
    reading.numerator === 'approved' ? order.approvedOn : order.requestedOn;
  return extensionRate(counted.length, counted.filter((order) => dates(order).some((on) => on <= asOf)).length);
}
