import { type DueState, dueSoonHorizon, dueState, parsePlainDate, workingDaysBetween } from '@huiyin/domain';
import type { PhoneCase } from '../offline/pull.ts';
import type { FieldSession } from './session.ts';

/** How a kept case stands today, by the phone's own calendar: right also when it was pulled days ago. */
export interface CaseDue {
  readonly state: DueState;
  /** Working days to the legal due date; negative when it has passed, undefined when a year is not known. */
  readonly left: number | undefined;
  /** Whether its target day has come. */
  readonly onTarget: boolean;
}

/** Reckons how a case stands. Nothing runs, or nothing can be said: `none`. */
export function caseDue(row: PhoneCase, { calendar, today }: Pick<FieldSession, 'calendar' | 'today'>): CaseDue {
  const horizon = dueSoonHorizon(calendar(), today());
  const legalDue = parsePlainDate(row.nextDue?.legalDue);
  const targetDue = parsePlainDate(row.nextDue?.targetDue);
  if (!legalDue.ok || !targetDue.ok) return { state: 'none', left: undefined, onTarget: false };
  const state = dueState({ legalDue: legalDue.value, targetDue: targetDue.value }, today(), horizon);
  const left = workingDaysBetween(calendar(), today(), legalDue.value);
  return { state, left: left.ok ? left.value.days : undefined, onTarget: targetDue.value <= today() };
}

/** The next thing to do on top: what is due first; what has no clock last, the newest first. */
export function byDue(one: PhoneCase, other: PhoneCase): number {
  const [a, b] = [one.nextDue?.legalDue ?? '9999', other.nextDue?.legalDue ?? '9999'];
  return a.localeCompare(b) || other.receivedOn.localeCompare(one.receivedOn);
}
