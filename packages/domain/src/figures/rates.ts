import { type Citation, cite } from '../citation.ts';
import { collectiveFrom } from '../petition-cases/registration.ts';

/** A rate with what it is made of. `value` is missing when there is nothing to divide by: no case is not 0 %. */
export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
  readonly value?: number;
}

/** Makes a {@link Rate} of two counts. */
export function rateOf(numerator: number, denominator: number): Rate {
  return denominator === 0 ? { numerator, denominator } : { numerator, denominator, value: numerator / denominator };
}

/** The bureau's whole-year extension rate of 12345 orders (全年续报率), bureau-wide. */
export interface ExtensionRate extends Rate {
  /** How many more orders of those received so far may be extended; below zero when the limit is broken. */
  readonly allowanceLeft: number;
  readonly state: 'within' | 'near' | 'over';
  readonly citations: readonly Citation[];
}

/**
 * R86: orders extended at least once ÷ orders received in the calendar year, at most 2 %; near from `warning` ‰. Whole numbers
 * throughout, so that the fiftieth order gives exactly one extension.
 */
export function extensionRate(received: number, extended: number, warning = 15): ExtensionRate {
  const allowanceLeft = Math.floor(received / 50) - extended;
  const state =
    extended * 50 > received ? 'over' : extended > 0 && extended * 1000 >= received * warning ? 'near' : 'within';
  return {
    ...rateOf(extended, received),
    allowanceLeft,
    state,
    citations: [cite('petitionSystem', '第十一条', 'R86')],
  };
}

/**
 * 及时受理率, 按期答复率: done in time ÷ all that were due, late and undone ones too. What is not yet due is in neither:
 * it has broken nothing.
 */
export function onTimeRate(counts: {
  readonly onTime: number;
  readonly late: number;
  readonly overdueUndone: number;
}): Rate {
  return rateOf(counts.onTime, counts.onTime + counts.late + counts.overdueUndone);
}

/** 满意率: satisfied and basically satisfied ÷ all who rated. Kept apart for the petition office and the unit (R15). */
export function satisfactionRate(counts: {
  readonly satisfied: number;
  readonly basicallySatisfied: number;
  readonly unsatisfied: number;
}): Rate {
  const content = counts.satisfied + counts.basicallySatisfied;
  return rateOf(content, content + counts.unsatisfied);
}

/** 参评率: rated ÷ (rated + not rated until the window closed). Open windows are in neither. */
export function participationRate(counts: { readonly rated: number; readonly lapsed: number }): Rate {
  return rateOf(counts.rated, counts.rated + counts.lapsed);
}

/** 重复信访率: repeated items ÷ all items. */
export function repeatRate(counts: { readonly repeated: number; readonly items: number }): Rate {
  return rateOf(counts.repeated, counts.items);
}

/** 一次性化解率: first-time matters resolved without a repeat ÷ first-time matters that are completed. */
export function firstResolutionRate(counts: { readonly resolved: number; readonly completed: number }): Rate {
  return rateOf(counts.resolved, counts.completed);
}

/**
 * 件次 and 人次 of whatever came; of those who came in person also 批次 and 人次, the collective visits (集体访) among them apart. Six
 * counts that are never added to each other: five who come together with one matter are one item, one group, five persons.
 */
export interface VisitCounts {
  readonly items: number;
  readonly persons: number;
  readonly groups: number;
  readonly visitors: number;
  readonly collective: number;
  readonly collectiveVisitors: number;
}

/** Counts items (件次), each with the persons who signed it or came (人次). One that was brought in person is one group (批次). */
export function countItems(items: readonly { readonly visit: boolean; readonly persons: number }[]): VisitCounts {
  const persons = (some: typeof items): number => some.reduce((sum, one) => sum + one.persons, 0);
  const visits = items.filter(({ visit }) => visit);
  const collective = visits.filter((one) => one.persons >= collectiveFrom);
  return {
    items: items.length,
    persons: persons(items),
    groups: visits.length,
    visitors: persons(visits),
    collective: collective.length,
    collectiveVisitors: persons(collective),
  };
}
