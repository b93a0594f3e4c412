import type { PlainDate } from '../date.ts';
import { rateKeys } from './cases.ts';
import type { FactSum, FigureFact, FigureMeasure } from './facts.ts';
import { evaluationGrades } from './grades.ts';

/**
 * Facts that one number of a rate adds up: those of a measure and detail as long as their `due` has not passed, or all of a
 * measure whose `due` has.
 */
export type FactPick =
  | { readonly measure: FigureMeasure; readonly detail: string }
  | { readonly measure: FigureMeasure; readonly past: true };

/** The rates of which cases can be asked for: those of the figures, and of 12345 orders the extended ones and those for which it was asked (全年续报率, R86). */
export const countedRates = [...rateKeys, 'extended', 'extensionRequested'] as const;
export type CountedRate = (typeof countedRates)[number];

/**
 * Which cases of a rate: those above the line, all below it, those below that are not above (what a leader asks for: 逾期, 未落实,
 * 不满意), and those that stand in neither since they have broken nothing (未到期).
 */
export const ratePartNames = ['numerator', 'denominator', 'rest', 'leftOut'] as const;
export type RatePart = (typeof ratePartNames)[number];

interface RateFacts {
  readonly numerator: readonly FactPick[];
  readonly denominator: readonly FactPick[];
  readonly leftOut: readonly FactPick[];
}

const plain = (numerator: FigureMeasure, denominator: FigureMeasure): RateFacts => ({
  numerator: [{ measure: numerator, detail: '' }],
  denominator: [{ measure: denominator, detail: '' }],
  leftOut: [],
});

const duty = (measure: 'notice' | 'reply'): RateFacts => ({
  numerator: [{ measure, detail: 'onTime' }],
  denominator: [
    { measure, detail: 'onTime' },
    { measure, detail: 'late' },
    { measure, past: true },
  ],
  leftOut: [{ measure, detail: 'notYetDue' }],
});

const satisfaction = (measure: 'ratedOffice' | 'ratedUnit'): RateFacts => ({
  numerator: [
    { measure, detail: 'satisfied' },
    { measure, detail: 'basicallySatisfied' },
  ],
  denominator: evaluationGrades.map((detail) => ({ measure, detail })),
  leftOut: [],
});

/**
 * What each rate is made of. A case has one fact of a measure at most, and each above the line stands below it too: so the
 * facts picked are the cases counted, and a number and the list of its cases come from this one table.
 */
export const rateFacts: Readonly<Record<CountedRate, RateFacts>> = {
  timelyAcceptance: duty('notice'),
  onTimeReply: duty('reply'),
  implemented: plain('implemented', 'toImplement'),
  participation: {
    numerator: [{ measure: 'asked', detail: 'rated' }],
    denominator: [
      { measure: 'asked', detail: 'rated' },
      { measure: 'asked', past: true },
    ],
    leftOut: [{ measure: 'asked', detail: 'open' }],
  },
  satisfactionOfOffice: satisfaction('ratedOffice'),
  satisfactionOfUnit: satisfaction('ratedUnit'),
  repeated: plain('repeated', 'received'),
  resolvedAtFirst: plain('firstResolved', 'firstCompleted'),
  online: plain('online', 'received'),
  extended: plain('extended', 'received'),
  extensionRequested: {
    // an order has one of the two: see facts.ts
    numerator: [
      { measure: 'extended', detail: '' },
      { measure: 'extensionAsked', detail: '' },
    ],
    denominator: [{ measure: 'received', detail: '' }],
    leftOut: [],
  },
};

/** How many cases a part of a rate has, of sums as of a day. */
export function partOf(sums: readonly FactSum[], rate: CountedRate, part: RatePart): number {
  if (part === 'rest') return partOf(sums, rate, 'denominator') - partOf(sums, rate, 'numerator');
  const picked = (sum: FactSum): boolean =>
    rateFacts[rate][part].some((pick) =>
      'past' in pick
        ? sum.measure === pick.measure && sum.past
        : sum.measure === pick.measure && sum.detail === pick.detail && !sum.past,
    );
  return sums.filter(picked).reduce((total, { amount }) => total + amount, 0);
}

/** Measures of which lists find the cases by a day, not by a mark: what is told of them changes when `due` has passed. */
export const dueMeasures = ['notice', 'reply', 'asked'] as const satisfies readonly FigureMeasure[];
export type DueMeasure = (typeof dueMeasures)[number];

/** Every case has it, so nobody is found by it. */
export const everyCase: FigureMeasure = 'received';

const marked: ReadonlySet<FigureMeasure> = new Set(
  Object.values(rateFacts)
    .flatMap(({ numerator, denominator, leftOut }) => [...numerator, ...denominator, ...leftOut])
    .map(({ measure }) => measure)
    .filter((measure) => measure !== everyCase),
);

/** The mark by which a list finds the cases that have such a fact. */
export function markOf({ measure, detail }: { readonly measure: FigureMeasure; readonly detail: string }): string {
  return detail === '' ? measure : `${measure}:${detail}`;
}

/** What lists find a case by: its marks, and until when those of each of the {@link dueMeasures} hold. */
export function caseMarks(facts: readonly FigureFact[]): {
  readonly marks: readonly string[];
  readonly due: Readonly<Partial<Record<DueMeasure, PlainDate>>>;
} {
  const marks = facts.filter(({ measure }) => marked.has(measure)).map(markOf);
  const due = dueMeasures.flatMap((measure): (readonly [DueMeasure, PlainDate])[] => {
    const day = facts.find((fact) => fact.measure === measure)?.due;
    return day === undefined ? [] : [[measure, day]];
  });
  return { marks: [...new Set(marks)].sort(), due: Object.fromEntries(due) };
}
