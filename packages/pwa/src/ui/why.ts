import type { Citation, Deadline, DeadlineStep, PlainDate } from '@huiyin/domain';
import { citationText, explainDeadline } from '@huiyin/domain/messages';
import { citationWords } from './citation.ts';

/** One limit that was weighed: who set it, how long it is, when it ends. */
export interface WhyLimit {
  readonly level: 'local' | 'provincial' | 'national';
  readonly amount: number;
  readonly unit: 'workingDay' | 'calendarDay';
  readonly basis: string;
  readonly legalDue: PlainDate;
  readonly targetDue: PlainDate;
  readonly binds: boolean;
  readonly provisional: boolean;
}

/** What the strip shows, whether the phone's own domain or the server worked it out. */
export interface Why {
  readonly from: PlainDate;
  readonly legalDue: PlainDate;
  readonly targetDue: PlainDate;
  readonly unrolled: PlainDate;
  readonly provisional: boolean;
  /** The sentence an official can read aloud. */
  readonly explanation: string;
  readonly steps: readonly {
    readonly date: PlainDate;
    readonly reason: DeadlineStep['reason'];
    readonly festival?: string | null | undefined;
    readonly counted?: number | null | undefined;
  }[];
  readonly limits: readonly WhyLimit[];
}

/** The workings of a due date reckoned here, offline, by the shared domain. */
export function whyFromDomain(deadline: Deadline): Why {
  return {
    from: deadline.from,
    legalDue: deadline.legalDue,
    targetDue: deadline.targetDue,
    unrolled: deadline.binding.unrolled,
    provisional: deadline.provisional,
    explanation: explainDeadline(deadline),
    steps: deadline.binding.steps,
    limits: deadline.candidates.map((candidate) => ({
      level: candidate.limit.level,
      amount: candidate.limit.amount,
      unit: candidate.limit.unit,
      basis: citationText(candidate.limit.citation satisfies Citation),
      legalDue: candidate.legalDue,
      targetDue: candidate.targetDue,
      binds: candidate.limit.id === deadline.binding.limit.id,
      provisional: candidate.provisional,
    })),
  };
}

/** The shape of `Deadline` as the API gives it (the fields of `deadlineFields` in desk/documents.ts). */
export interface ServerDeadline {
  readonly from: PlainDate;
  readonly legalDue: PlainDate;
  readonly targetDue: PlainDate;
  readonly unrolled: PlainDate;
  readonly provisional: boolean;
  readonly explanation: string;
  readonly steps: Why['steps'];
  readonly candidates: readonly {
    readonly legalDue: PlainDate;
    readonly targetDue: PlainDate;
    readonly binds: boolean;
    readonly provisional: boolean;
    readonly citation: { readonly regulation: string; readonly article: string };
    readonly limit: { readonly level: WhyLimit['level']; readonly amount: number; readonly unit: WhyLimit['unit'] };
  }[];
}

/** The workings of a due date as the server reckoned it, with the calendar the bureau has imported. */
export function whyFromServer(deadline: ServerDeadline): Why {
  return {
    ...deadline,
    limits: deadline.candidates.map((candidate) => ({
      ...candidate.limit,
      basis: citationWords(candidate.citation),
      legalDue: candidate.legalDue,
      targetDue: candidate.targetDue,
      binds: candidate.binds,
      provisional: candidate.provisional,
    })),
  };
}

/** What one cell of the strip says: its big mark, the kind that gives it its look, and why. */
export interface WhyCell {
  readonly date: PlainDate;
  readonly kind: 'start' | 'counted' | 'skipped' | 'unrolled' | 'due';
  readonly mark: string;
  /** A weekend day that is worked by the yearly notice (调休). */
  readonly makeUp: boolean;
  readonly festival: string | undefined;
}

/** Marks used in the cells, from the message catalogue. */
export interface WhyMarks {
  readonly start: string;
  readonly due: string;
  readonly rest: string;
  readonly festival: string;
}

/** Turns the workings into cells: one a day from the trigger to the due date, none left out. */
export function whyCells(why: Why, marks: WhyMarks): readonly WhyCell[] {
  return why.steps
    .filter((step) => step.date <= why.legalDue)
    .map((step) => {
      const base = { date: step.date, makeUp: step.reason === 'makeUpWorkday', festival: step.festival ?? undefined };
      if (step.reason === 'trigger') return { ...base, kind: 'start' as const, mark: marks.start };
      if (step.date === why.legalDue) return { ...base, kind: 'due' as const, mark: marks.due };
      if (step.date === why.unrolled) return { ...base, kind: 'unrolled' as const, mark: String(step.counted ?? '') };
      if (step.counted != null) return { ...base, kind: 'counted' as const, mark: String(step.counted) };
      return { ...base, kind: 'skipped' as const, mark: step.reason === 'holiday' ? marks.festival : marks.rest };
    });
}
