import type { ClockId } from '../clocks/clocks.ts';
import type { PlainDate } from '../date.ts';
import { type CaseClock, type Channel, inPersonChannels } from '../petition-cases/types.ts';
import type { EvaluationGrade } from './grades.ts';
import {
  countItems,
  firstResolutionRate,
  onTimeRate,
  participationRate,
  type Rate,
  rateOf,
  repeatRate,
  satisfactionRate,
  type VisitCounts,
} from './rates.ts';

/** What figures need of one case. Accusations have no evaluation; a case without one asks for none. */
export interface FigureCase {
  readonly channel: Channel;
  readonly receivedOn: PlainDate;
  /** Persons who came or signed (人次). */
  readonly persons: number;
  /** The same petitioner raised the same matter before (重复信访). */
  readonly repeat: boolean;
  /** The matter came again after this case was completed. */
  readonly cameAgain: boolean;
  readonly completedOn?: PlainDate;
  /** The answer promised something that has to be carried out (落实). */
  readonly toImplement: boolean;
  /** Reported as carried out, and not found otherwise. */
  readonly implementedOn?: PlainDate;
  /** The office has looked at it (核实). */
  readonly confirmed: boolean;
  readonly clocks: readonly Pick<CaseClock, 'clock' | 'legalDue' | 'state' | 'metOn'>[];
  readonly evaluation?: {
    readonly closesOn: PlainDate;
    readonly rated?: { readonly on: PlainDate; readonly office: EvaluationGrade; readonly unit: EvaluationGrade };
  };
}

/** A rate that leaves out what is not yet due, and says how many (尚未到期的不计入). */
export interface DueRate extends Rate {
  readonly onTime: number;
  readonly late: number;
  readonly overdueUndone: number;
  readonly notYetDue: number;
}

const noticeClocks: readonly ClockId[] = ['acceptance-notice', 'district-notice'];
const replyClocks: readonly ClockId[] = ['department-reply', 'district-reply', 'hotline-reply', 'handling'];
/** 网上信访: what came through the network. */
export const onlineChannels: readonly Channel[] = ['online', 'email'];

/** Whether what happened on a day is known by another. */
const known = (on: PlainDate | undefined, asOf: PlainDate): on is PlainDate => on !== undefined && on <= asOf;

/** How a duty stands: done in time, done late, undone and late, or not yet due. */
export type Standing = 'overdueUndone' | 'late' | 'notYetDue' | 'onTime';
/** A case with several clocks counts once, as its worst: a breach stays a breach though another duty still runs. */
const worstFirst: readonly Standing[] = ['overdueUndone', 'late', 'notYetDue', 'onTime'];

/** The clocks of a duty: the written notice, and the reply. */
export const dutyClocks = { notice: noticeClocks, reply: replyClocks } as const;
export type Duty = keyof typeof dutyClocks;

/** The worst of several standings; undefined of none. */
export const worstOf = (found: readonly Standing[]): Standing | undefined =>
  worstFirst.find((one) => found.includes(one));

/** How one case stands with the clocks of a duty as of a day; undefined when it owes none, or all fell away. */
function standing({ clocks }: FigureCase, duty: Duty, asOf: PlainDate): Standing | undefined {
  return worstOf(
    clocks.flatMap(({ clock, legalDue, state, metOn }): readonly Standing[] => {
      if (!dutyClocks[duty].includes(clock)) return [];
      if (state === 'met' && known(metOn, asOf)) return [metOn <= legalDue ? 'onTime' : 'late'];
      if (state === 'stopped') return [];
      return [legalDue < asOf ? 'overdueUndone' : 'notYetDue'];
    }),
  );
}

function dueRate(cases: readonly FigureCase[], duty: Duty, asOf: PlainDate): DueRate {
  const all = cases.map((one) => standing(one, duty, asOf));
  const count = (wanted: Standing): number => all.filter((one) => one === wanted).length;
  const counts = { onTime: count('onTime'), late: count('late'), overdueUndone: count('overdueUndone') };
  return { ...onTimeRate(counts), ...counts, notYetDue: count('notYetDue') };
}

/** 及时受理率: notices issued in time ÷ all due, those overdue and not issued too. */
export function timelyAcceptanceRate(cases: readonly FigureCase[], asOf: PlainDate): DueRate {
  return dueRate(cases, 'notice', asOf);
}

/** 按期答复率: replied in time ÷ all due, those overdue and unreplied too; what is not yet due is left out and counted. */
export function onTimeReplyRate(cases: readonly FigureCase[], asOf: PlainDate): DueRate {
  return dueRate(cases, 'reply', asOf);
}

/** 网信占比: online ÷ all. */
export function onlineShare(cases: readonly FigureCase[]): Rate {
  return rateOf(cases.filter(({ channel }) => onlineChannels.includes(channel)).length, cases.length);
}

/** 参评率: rated ÷ (rated + windows that closed unrated); windows still open are left out and counted. */
export function participation(cases: readonly FigureCase[], asOf: PlainDate): Rate & { readonly stillOpen: number } {
  const asked = cases.flatMap(({ evaluation }) => (evaluation === undefined ? [] : [evaluation]));
  const rated = asked.filter((one) => known(one.rated?.on, asOf)).length;
  const lapsed = asked.filter((one) => !known(one.rated?.on, asOf) && one.closesOn < asOf).length;
  return { ...participationRate({ rated, lapsed }), stillOpen: asked.length - rated - lapsed };
}

/** 满意率 (R15): of the petition office, or of the responsible unit; the two are never mixed. */
export function satisfaction(cases: readonly FigureCase[], of: 'office' | 'unit', asOf: PlainDate): Rate {
  const grades = cases.flatMap(({ evaluation }) => {
    const rated = evaluation?.rated;
    return rated !== undefined && rated.on <= asOf ? [rated[of]] : [];
  });
  const count = (wanted: EvaluationGrade): number => grades.filter((grade) => grade === wanted).length;
  return satisfactionRate({
    satisfied: count('satisfied'),
    basicallySatisfied: count('basicallySatisfied'),
    unsatisfied: count('unsatisfied'),
  });
}

/** 落实率 with how many of what was carried out the office has looked at (其中已核实). */
export interface ImplementationRate extends Rate {
  readonly confirmed: number;
}

/**
 * 落实率 (R37): reported as carried out ÷ completed cases that promised something. What was explained or refused with reasons is in
 * neither: there is nothing to carry out.
 */
export function implementationRate(cases: readonly FigureCase[], asOf: PlainDate): ImplementationRate {
  const owed = cases.filter(({ completedOn, toImplement }) => toImplement && known(completedOn, asOf));
  const done = owed.filter(({ implementedOn }) => known(implementedOn, asOf));
  return { ...rateOf(done.length, owed.length), confirmed: done.filter(({ confirmed }) => confirmed).length };
}

/** All figures of a set of cases, each with what it is made of. No one number is made of them, and none is a rank. */
export interface CaseFigures {
  readonly counts: VisitCounts;
  readonly timelyAcceptance: DueRate;
  readonly onTimeReply: DueRate;
  readonly implemented: ImplementationRate;
  readonly participation: ReturnType<typeof participation>;
  readonly satisfactionOfOffice: Rate;
  readonly satisfactionOfUnit: Rate;
  readonly repeated: Rate;
  readonly resolvedAtFirst: Rate;
  readonly online: Rate;
}

/** The figures of the law's practice (law §5) over some cases, as of a day. Each case is one item (件次). */
export function caseFigures(cases: readonly FigureCase[], asOf: PlainDate): CaseFigures {
  const first = cases.filter(({ repeat, completedOn }) => !repeat && known(completedOn, asOf));
  return {
    counts: countItems(cases.map(({ channel, persons }) => ({ visit: inPersonChannels.includes(channel), persons }))),
    timelyAcceptance: timelyAcceptanceRate(cases, asOf),
    onTimeReply: onTimeReplyRate(cases, asOf),
    implemented: implementationRate(cases, asOf),
    participation: participation(cases, asOf),
    satisfactionOfOffice: satisfaction(cases, 'office', asOf),
    satisfactionOfUnit: satisfaction(cases, 'unit', asOf),
    repeated: repeatRate({ repeated: cases.filter(({ repeat }) => repeat).length, items: cases.length }),
    resolvedAtFirst: firstResolutionRate({
      resolved: first.filter(({ cameAgain }) => !cameAgain).length,
      completed: first.length,
    }),
    online: onlineShare(cases),
  };
}

/** The rates among them, in the order in which they are told. */
export const rateKeys = [
  'timelyAcceptance',
  'onTimeReply',
  'implemented',
  'satisfactionOfOffice',
  'satisfactionOfUnit',
  'participation',
  'resolvedAtFirst',
  'repeated',
  'online',
] as const satisfies readonly (keyof CaseFigures)[];
export type RateKey = (typeof rateKeys)[number];
