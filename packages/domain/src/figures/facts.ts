import { addDays, type PlainDate } from '../date.ts';
import { closedOn } from '../petition-cases/closing.ts';
import { nextDue } from '../petition-cases/evolve.ts';
import { collectiveFrom } from '../petition-cases/registration.ts';
import { isOpen } from '../petition-cases/statuses.ts';
import { inPersonChannels, type PetitionCaseState } from '../petition-cases/types.ts';
import { figureCaseOf, type SameMatter } from './case-of.ts';
import {
  type CaseFigures,
  type DueRate,
  type Duty,
  dutyClocks,
  type FigureCase,
  onlineChannels,
  type Standing,
  worstOf,
} from './cases.ts';
import { evaluationGrades } from './grades.ts';
import {
  firstResolutionRate,
  onTimeRate,
  participationRate,
  type Rate,
  rateOf,
  repeatRate,
  satisfactionRate,
  type VisitCounts,
} from './rates.ts';

/**
 * What is kept of cases, so that figures of any number of cases are sums, never scans. Of the month of receipt: the first
 * group. Of the month in which it happened: closed, acted, suggested, improved. Of the single day: receivedDay, closedDay, open.
 */
export const figureMeasures = [
  'received',
  'persons',
  'group',
  'visitor',
  'collective',
  'collectiveVisitor',
  'online',
  'notice',
  'reply',
  'completed',
  'toImplement',
  'implemented',
  'confirmed',
  'outcome',
  'repeated',
  'firstCompleted',
  'firstResolved',
  'asked',
  'ratedOffice',
  'ratedUnit',
  'extended',
  'extensionAsked',
  'closed',
  'acted',
  'suggested',
  'improved',
  'receivedDay',
  'closedDay',
  'open',
] as const;
export type FigureMeasure = (typeof figureMeasures)[number];

/**
 * One contribution of one case to the kept figures. `day` is the first of the month where the measure is one of months.
 * `due`: what is told of it holds up to and with that day; after it `detail` has become a breach (notice, reply), a lapsed
 * window (asked), or an overdue case (open).
 */
export interface FigureFact {
  readonly measure: FigureMeasure;
  readonly day: PlainDate;
  readonly detail: string;
  readonly due?: PlainDate;
  readonly amount: number;
}

/** Facts of one measure and detail added up, as of a day: those whose `due` had passed by then stand apart. */
export interface FactSum {
  readonly measure: FigureMeasure;
  readonly detail: string;
  readonly past: boolean;
  readonly amount: number;
}

/** What was done to cases, besides answering them (Art 41: 转送、交办、督办). */
export const figureActs = [
  'assigned',
  'transferred',
  'instructed',
  'urged',
  'supervised',
  'circulated',
  'reexamined',
  'finallyReviewed',
] as const;
export type FigureAct = (typeof figureActs)[number];

/** The first day of the month that a day lies in. */
export function monthOf(day: PlainDate): PlainDate {
  // the first of any month exists
  return `${day.slice(0, 7)}-01` as PlainDate;
}

type Fact = Omit<FigureFact, 'day' | 'amount'> & { readonly amount?: number };

const one = (measure: FigureMeasure, holds: boolean): readonly Fact[] => (holds ? [{ measure, detail: '' }] : []);

/**
 * A duty's fact: what is done of it, in time or late, and until when it stands so: the first clock that still runs then turns it
 * into a breach. No day is asked for, so that what is kept stays right until something happens to the case.
 */
function dutyFact({ clocks }: FigureCase, duty: Duty): readonly Fact[] {
  let due: PlainDate | undefined;
  const found = clocks.flatMap(({ clock, legalDue, state, metOn }): readonly Standing[] => {
    if (!dutyClocks[duty].includes(clock) || state === 'stopped') return [];
    if (state === 'met' && metOn !== undefined) return [metOn <= legalDue ? 'onTime' : 'late'];
    if (due === undefined || legalDue < due) due = legalDue;
    return ['notYetDue'];
  });
  const detail = worstOf(found);
  return detail === undefined ? [] : [{ measure: duty, detail, ...(due !== undefined && { due }) }];
}

/** The facts of a case that count in the month of its receipt: {@link figuresOf} makes of them what caseFigures makes of cases. */
export function cohortFacts(of: FigureCase): readonly FigureFact[] {
  const completed = of.completedOn !== undefined;
  const { evaluation } = of;
  const facts: readonly Fact[] = [
    ...one('received', true),
    { measure: 'persons', detail: '', amount: of.persons },
    ...visitFacts(of),
    ...one('online', onlineChannels.includes(of.channel)),
    ...one('repeated', of.repeat),
    ...dutyFact(of, 'notice'),
    ...dutyFact(of, 'reply'),
    ...one('completed', completed),
    ...one('toImplement', completed && of.toImplement),
    ...one('implemented', completed && of.toImplement && of.implementedOn !== undefined),
    ...one('confirmed', completed && of.toImplement && of.implementedOn !== undefined && of.confirmed),
    ...one('firstCompleted', completed && !of.repeat),
    ...one('firstResolved', completed && !of.repeat && !of.cameAgain),
    ...(evaluation ? evaluationFacts(evaluation) : []),
  ];
  return facts.map(({ amount = 1, ...fact }) => ({ ...fact, day: monthOf(of.receivedOn), amount }));
}

/** 批次 and 人次 of who came in person, collective visits (集体访) apart. */
function visitFacts({ channel, persons }: FigureCase): readonly Fact[] {
  if (!inPersonChannels.includes(channel)) return [];
  const of = (group: FigureMeasure, visitor: FigureMeasure): readonly Fact[] => [
    { measure: group, detail: '' },
    { measure: visitor, detail: '', amount: persons },
  ];
  return [...of('group', 'visitor'), ...(persons >= collectiveFrom ? of('collective', 'collectiveVisitor') : [])];
}

function evaluationFacts({ closesOn, rated }: NonNullable<FigureCase['evaluation']>): readonly Fact[] {
  if (rated === undefined) return [{ measure: 'asked', detail: 'open', due: closesOn }];
  return [
    { measure: 'asked', detail: 'rated' },
    { measure: 'ratedOffice', detail: rated.office },
    { measure: 'ratedUnit', detail: rated.unit },
  ];
}

/** How often each act was done to a case, by the day. */
function actsOf(state: PetitionCaseState): readonly (readonly [FigureAct, PlainDate])[] {
  const {
    assignment,
    transfer,
    instructions = [],
    urgings = [],
    supervisions = [],
    reexamination,
    finalReview,
  } = state;
  return [
    ...(assignment ? [['assigned', assignment.assignedOn] as const] : []),
    ...(transfer ? [['transferred', transfer.transferredOn] as const] : []),
    ...instructions.map(({ instructedOn }) => ['instructed', instructedOn] as const),
    ...urgings.map(({ urgedOn }) => ['urged', urgedOn] as const),
    ...supervisions.map(({ supervisedOn }) => ['supervised', supervisedOn] as const),
    ...supervisions.flatMap(({ circulated }) => (circulated ? [['circulated', circulated.circulatedOn] as const] : [])),
    ...(reexamination ? [['reexamined', reexamination.requestedOn] as const] : []),
    ...(finalReview ? [['finallyReviewed', finalReview.requestedOn] as const] : []),
  ];
}

/** What happened to a case and when: acts, suggestions (三项建议, Art 40) and improvements (R14) by month, the flow by day. */
function flowFacts(state: PetitionCaseState): readonly FigureFact[] {
  const closed = closedOn(state);
  const due = nextDue(state)?.legalDue;
  const at = (measure: FigureMeasure, day: PlainDate, detail = ''): FigureFact => ({ measure, day, detail, amount: 1 });
  return [
    at('receivedDay', state.receivedOn),
    ...(closed ? [at('closedDay', closed), at('closed', monthOf(closed))] : []),
    ...(isOpen(state.status) ? [{ ...at('open', state.receivedOn), ...(due !== undefined && { due }) }] : []),
    ...(state.completion ? [at('outcome', monthOf(state.completion.repliedOn), state.completion.outcome)] : []),
    ...extensionFacts(state).map((measure) => at(measure, monthOf(state.receivedOn))),
    ...actsOf(state).map(([act, day]) => at('acted', monthOf(day), act)),
    ...(state.supervisions ?? []).flatMap(({ suggestions, supervisedOn, answer }) =>
      suggestions.map((kind) => at('suggested', monthOf(supervisedOn), `${kind}:${adoption(answer?.adopted)}`)),
    ),
    ...(state.improvements ?? []).map(({ kind, status, statusOn }) =>
      at('improved', monthOf(statusOn), `${kind}:${status}`),
    ),
  ];
}

/** 续报 of a 12345 order (R86), in the month of its receipt: granted at least once, or else asked for. */
function extensionFacts({ clocks, dateRequests = [] }: PetitionCaseState): readonly FigureMeasure[] {
  const granted = ({ clock, changes = [] }: (typeof clocks)[number]): boolean =>
    clock === 'hotline-reply' && changes.some(({ type }) => type === 'agreed');
  if (clocks.some(granted)) return ['extended'];
  return dateRequests.length > 0 ? ['extensionAsked'] : [];
}

const adoption = (adopted: boolean | undefined): string =>
  adopted === undefined ? 'waiting' : adopted ? 'adopted' : 'notAdopted';

/**
 * All that a case contributes to the kept figures, whatever the day; equal facts are added up. Of a registration that was voided
 * (作废登记) nothing. `neighbours`: see {@link figureCaseOf}.
 */
export function factsOf(state: PetitionCaseState, neighbours: readonly SameMatter[]): readonly FigureFact[] {
  if (state.voided) return [];
  const all = [...cohortFacts(figureCaseOf(state, neighbours)), ...flowFacts(state)];
  const byKey = Map.groupBy(all, ({ measure, day, detail, due }) => [measure, day, detail, due].join(' '));
  return [...byKey.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, amount: others.reduce((sum, { amount }) => sum + amount, first.amount) }] : [],
  );
}

/** Adds facts up as of a day. The server does the same in SQL. */
export function sumFacts(facts: readonly FigureFact[], asOf: PlainDate): readonly FactSum[] {
  const past = ({ due }: FigureFact): boolean => due !== undefined && due < asOf;
  const byKey = Map.groupBy(facts, (fact) => [fact.measure, fact.detail, past(fact)].join(' '));
  return [...byKey.values()].flatMap((some) => {
    const [first] = some;
    if (!first) return [];
    const { measure, detail } = first;
    return [{ measure, detail, past: past(first), amount: some.reduce((sum, { amount }) => sum + amount, 0) }];
  });
}

/** Looks amounts up among sums. */
export function amountOf(
  sums: readonly FactSum[],
  measure: FigureMeasure,
  which: { readonly detail?: string; readonly past?: boolean } = {},
): number {
  return sums
    .filter(
      (sum) =>
        sum.measure === measure &&
        (which.detail === undefined || sum.detail === which.detail) &&
        (which.past === undefined || sum.past === which.past),
    )
    .reduce((total, { amount }) => total + amount, 0);
}

function dueRateOf(sums: readonly FactSum[], measure: 'notice' | 'reply'): DueRate {
  const standing = (detail: string): number => amountOf(sums, measure, { detail, past: false });
  const counts = {
    onTime: standing('onTime'),
    late: standing('late'),
    overdueUndone: amountOf(sums, measure, { past: true }),
  };
  return { ...onTimeRate(counts), ...counts, notYetDue: standing('notYetDue') };
}

function satisfactionOf(sums: readonly FactSum[], measure: 'ratedOffice' | 'ratedUnit'): Rate {
  const [satisfied = 0, basicallySatisfied = 0, unsatisfied = 0] = evaluationGrades.map((detail) =>
    amountOf(sums, measure, { detail }),
  );
  return satisfactionRate({ satisfied, basicallySatisfied, unsatisfied });
}

/** 件次, 批次, 人次 from kept sums. */
export function countsOf(sums: readonly FactSum[]): VisitCounts {
  return {
    items: amountOf(sums, 'received'),
    persons: amountOf(sums, 'persons'),
    groups: amountOf(sums, 'group'),
    visitors: amountOf(sums, 'visitor'),
    collective: amountOf(sums, 'collective'),
    collectiveVisitors: amountOf(sums, 'collectiveVisitor'),
  };
}

/** The figures of the law's practice (law §5) from kept sums: the same as caseFigures gives for the cases themselves. */
export function figuresOf(sums: readonly FactSum[]): CaseFigures {
  const items = amountOf(sums, 'received');
  const [rated, lapsed] = [amountOf(sums, 'asked', { detail: 'rated' }), amountOf(sums, 'asked', { past: true })];
  return {
    counts: countsOf(sums),
    timelyAcceptance: dueRateOf(sums, 'notice'),
    onTimeReply: dueRateOf(sums, 'reply'),
    implemented: {
      ...rateOf(amountOf(sums, 'implemented'), amountOf(sums, 'toImplement')),
      confirmed: amountOf(sums, 'confirmed'),
    },
    participation: {
      ...participationRate({ rated, lapsed }),
      stillOpen: amountOf(sums, 'asked', { detail: 'open', past: false }),
    },
    satisfactionOfOffice: satisfactionOf(sums, 'ratedOffice'),
    satisfactionOfUnit: satisfactionOf(sums, 'ratedUnit'),
    repeated: repeatRate({ repeated: amountOf(sums, 'repeated'), items }),
    resolvedAtFirst: firstResolutionRate({
      resolved: amountOf(sums, 'firstResolved'),
      completed: amountOf(sums, 'firstCompleted'),
    }),
    online: rateOf(amountOf(sums, 'online'), items),
  };
}

/** Oldest day of each age of open cases (件龄), in days since receipt; the last one has no end. */
export const ageDays = [15, 30, 60, 90] as const;

/** Between which days of receipt, both included, the cases of an age were received; an open end has none. */
export function ageSpan(place: number, today: PlainDate): { readonly from?: PlainDate; readonly to?: PlainDate } {
  const [oldest, younger] = [ageDays[place], ageDays[place - 1]];
  return {
    ...(oldest !== undefined && { from: addDays(today, -oldest) }),
    ...(younger !== undefined && { to: addDays(today, -younger - 1) }),
  };
}
