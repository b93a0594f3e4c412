import { addWorkingDays, type Calendar, isWorkingDay } from '../calendar/calendar.ts';
import { type ClockId, type ClockOwner, clockOwner } from '../clocks/clocks.ts';
import { daysAhead } from '../clocks/due-state.ts';
import type { PlainDate } from '../date.ts';
import { isOwed } from '../petition-cases/case-clocks.ts';
import { holdingUnitId } from '../petition-cases/holding.ts';
import type { SupervisionTrigger } from '../petition-cases/side-facets.ts';
import { isOpen } from '../petition-cases/statuses.ts';
import { supervisedUnitId } from '../petition-cases/supervision.ts';
import type { CaseClock, PetitionCaseState } from '../petition-cases/types.ts';
import { ok, type Result } from '../result.ts';
import { type BureauSettings, hoursOf, settingNumber } from '../settings/settings.ts';

/** How far a running clock has come (提醒): 临近, the day itself, the day after. */
export const reminderStages = ['soon', 'due', 'overdue'] as const;
export type ReminderStage = (typeof reminderStages)[number];

/** What is proposed to the General Office when a duty stays undone (催办 → 督办 → 通报); a person confirms it. */
export const pressingSteps = ['urge', 'supervise', 'criticise'] as const;
export type PressingStep = (typeof pressingSteps)[number];

/**
 * Whether reminders may go out at this minute of this day: a working day (调休上班 included) within the bureau's hours.
 * Refuses `calendar-missing`.
 */
export function isWorkingTime(
  calendar: Calendar,
  { day, minute }: { readonly day: PlainDate; readonly minute: number },
  settings: Pick<BureauSettings, 'morning' | 'afternoon'>,
): Result<boolean> {
  const works = isWorkingDay(calendar, day);
  if (!works.ok) return works;
  const within = [settings.morning, settings.afternoon].some((hours) => {
    const [from, to] = hoursOf(hours) ?? [0, 0];
    return from <= minute && minute < to;
  });
  return ok(works.value && within);
}

/** The day up to which a target counts as near: so many working days ahead of today. */
export function reminderHorizon(
  calendar: Calendar,
  today: PlainDate,
  settings: Pick<BureauSettings, 'amberDays'>,
): PlainDate {
  return daysAhead(calendar, today, Number(settings.amberDays));
}

/**
 * The stage of one running clock: soon within the horizon, due from its target day on, overdue from the day after the
 * legal date (a target before rest days is not yet a breach). Undefined while it is far off, or does not run.
 */
export function reminderStage(clock: CaseClock, today: PlainDate, horizon: PlainDate): ReminderStage | undefined {
  if (clock.state !== 'running') return undefined;
  if (clock.legalDue < today) return 'overdue';
  if (clock.targetDue <= today) return 'due';
  return clock.targetDue <= horizon ? 'soon' : undefined;
}

/**
 * Who owes a clock of this case: a unit owes what it has been given; as long as nobody has handed an open case on, its days run
 * against the General Office (R70), and so do those of a 复查 that no department has (R52), and of a merged order that waits only for
 * the answer to the 12345 centre (R83). A supervision is answered by whoever it was sent to.
 */
export function owerOf(state: PetitionCaseState, clock: string): ClockOwner | undefined {
  const owner = clockOwner(clock);
  if (clock === 'reexamination-result') return state.reexamination?.entrusted ? owner : 'generalOffice';
  const ofUnit = owner === 'department' || owner === 'districtAuthority' || owner === 'handlingUnit';
  const officeHasIt = state.merger !== undefined || (isOpen(state.status) && holdingUnitId(state) === undefined);
  return ofUnit && clock !== 'supervision-report' && officeHasIt ? 'generalOffice' : owner;
}

/** The same; those of petitioners and of other authorities are nobody's here to be reminded of. */
export function remindedOwner(
  state: PetitionCaseState,
  clock: ClockId,
): Exclude<ClockOwner, 'petitioner' | 'reviewAuthority'> | undefined {
  const owner = owerOf(state, clock);
  return owner === 'petitioner' || owner === 'reviewAuthority' ? undefined : owner;
}

/** The unit that owes what units owe of a case: the one that has it, but of 复查 and of 督办 the one that was told to. */
export function owingUnitId(state: PetitionCaseState, clock: string): string {
  if (clock === 'reexamination-result') return state.reexamination?.entrusted?.unitId ?? state.handlingUnitId;
  return clock === 'supervision-report' ? supervisedUnitId(state) : state.handlingUnitId;
}

/** A step that the file bears out, and why. */
export interface PressingProposal {
  readonly step: PressingStep;
  readonly clock: CaseClock;
  /** Of a supervision: which of the circumstances of Art 40. */
  readonly trigger?: SupervisionTrigger;
}

/** Those of a unit that is pressed: the office does not urge itself. */
const pressed = (state: PetitionCaseState, clock: CaseClock): boolean => {
  const owner = remindedOwner(state, clock.clock);
  return owner !== undefined && owner !== 'generalOffice' && owner !== 'bureau';
};

/**
 * The next step of the ladder 催办 → 督办 → 通报 (R48, R65, Arts 39, 40) that the file bears out; only proposed. Urging when
 * the unit's clock is overdue and nobody has urged since; supervision when an urging brought nothing in the bureau's
 * working days; criticism when a supervision went unanswered past its date. The other circumstances of Art 40 (shirking,
 * procedure, fraud) no file can bear out: a person opens those. Refuses `calendar-missing`.
 */
export function pressingProposal(
  state: PetitionCaseState,
  { calendar, today }: { readonly calendar: Calendar; readonly today: PlainDate },
  settings: BureauSettings,
): Result<PressingProposal | undefined> {
  const report = state.clocks.findLast((row) => row.clock === 'supervision-report' && isOwed(row));
  if (report !== undefined) {
    const circulated = state.supervisions?.at(-1)?.circulated !== undefined;
    return ok(report.legalDue < today && !circulated ? { step: 'criticise', clock: report } : undefined);
  }
  if (!isOpen(state.status)) return ok(undefined);
  const late = state.clocks.find((row) => row.state === 'running' && row.legalDue < today && pressed(state, row));
  if (late === undefined) return ok(undefined);
  const urged = state.urgings?.findLast(({ urgedOn }) => urgedOn > late.legalDue);
  if (urged === undefined) return ok({ step: 'urge', clock: late });
  const patience = addWorkingDays(calendar, urged.urgedOn, settingNumber(settings, 'supervisionAfter'));
  if (!patience.ok) return patience;
  if (today <= patience.value.date) return ok(undefined);
  const handled = state.reexamination === undefined ? state.draft : state.reexamination.report;
  const trigger = handled === undefined ? 'notCompletedInTime' : 'resultNotReported';
  return ok({ step: 'supervise', clock: late, trigger });
}
