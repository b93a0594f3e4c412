import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import { deadline } from '../clocks/deadline.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { isOwed, startClock } from './case-clocks.ts';
import type { PetitionCaseEvent } from './events.ts';
import { byActor, carryOut, caseOpen, checkDay, type Need, type Procedure, streamOf } from './procedure.ts';
import type { ApplySimpleHandling, EndSimpleHandling } from './side-commands.ts';
import { simpleGrounds } from './side-facets.ts';
import { channels, type PetitionCaseState } from './types.ts';

/** 信访事项简易办理办法（试行）: its text was not at hand, so the articles are still to be verified (待核). */
const basis = [cite('simpleHandling2016', '（条次待核）')];

/** Simple handling applies and has not been given up. */
export const isSimple = ({ simple }: PetitionCaseState): boolean => simple !== undefined && simple.ended === undefined;

/**
 * What the short way is closed to: accusations and other legal routes, what is likely to be refused or lies with somebody
 * already, what was raised before, what is important, legally complex or major.
 */
function exclusion({ route, matter, flags }: PetitionCaseState): string | undefined {
  const accepted: readonly string[] = ['acceptMunicipal', 'acceptDistrict', 'handToAffiliated'];
  if (matter.facts.contentKind === 'accusation') return 'accusation';
  if (matter.facts.priorHandling !== 'none') return 'raisedBefore';
  if (!accepted.includes(route.outcome)) return 'notAccepted';
  return flags?.important || flags?.complexLegal || flags?.major ? 'weighty' : undefined;
}

const eligible: Need = {
  holds: (state) => exclusion(state) === undefined,
  code: 'simple-handling-excluded',
  params: (state) => ({ why: exclusion(state) ?? '' }),
  citations: basis,
};
const notYet: Need = { holds: (state) => !isSimple(state), code: 'simple-handling-on', citations: basis };
const noDraft: Need = {
  holds: ({ draft, issued, completion, notice }) => !draft && !issued && !completion && notice?.decision !== 'refuse',
  code: 'simple-handling-too-far',
  citations: basis,
};

/** 适用简易办理. Orders of the 12345 centre have their own, shorter way (R83). */
export const simpleHandling = {
  command: 'applySimpleHandling',
  by: ['leader', 'clerk', 'departmentClerk'],
  channels: channels.filter((channel) => channel !== 'hotline'),
  needs: [caseOpen, notYet, eligible, noDraft],
  citations: basis,
} as const satisfies Procedure;

/** 转普通程序: back to the ordinary procedure. */
export const ordinaryHandling = {
  command: 'endSimpleHandling',
  by: ['leader', 'clerk', 'departmentClerk'],
  needs: [caseOpen, { holds: isSimple, code: 'simple-handling-off', citations: basis }],
  citations: basis,
} as const satisfies Procedure;

/**
 * The decision is due three working days after receipt, of what was accepted the opinion ten after that; who missed it handles the
 * matter in the ordinary way.
 */
function checkInTime(
  { notice, receivedOn }: PetitionCaseState,
  appliedOn: PlainDate,
  { calendar, today, province }: World,
): Refused | undefined {
  const [clock, from] = notice
    ? (['simple-handling', notice.issuedOn] as const)
    : (['simple-acceptance', receivedOn] as const);
  const due = deadline(calendar, clock, from, province ? { province } : {});
  if (!due.ok) return due;
  const { legalDue } = due.value;
  // what is not accepted yet is accepted today at the earliest, whatever day is said
  const on = notice ? appliedOn : today;
  return on > legalDue ? refused('simple-handling-late', { legalDue, clock }, basis) : undefined;
}

/**
 * 适用简易办理: the decision on acceptance is due 3 working days after receipt, the opinion 10 working days after acceptance.
 * The ordinary clocks go on beside them, so that nothing is gained or lost by falling back.
 */
export function applySimpleHandling(
  aggregates: Aggregates,
  command: ApplySimpleHandling,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(simpleHandling, aggregates, command, world, (state) => {
    const { ground, appliedOn } = command;
    const after = state.notice?.issuedOn ?? state.receivedOn;
    const refusal = firstRefusal(
      () => checkChoice(ground, simpleGrounds, 'ground'),
      () => checkDay(appliedOn, { world, after, citations: basis, path: 'appliedOn' }),
      () => checkInTime(state, appliedOn, world),
    );
    if (refusal) return refusal;
    const stream = streamOf(state);
    const started = startClock(world, stream, state.notice ? 'simple-handling' : 'simple-acceptance', after);
    if (!started.ok) return started;
    return ok([{ type: 'simpleHandlingApplied', stream, ground, appliedOn, by: byActor(world) }, started.value]);
  });
}

/** What falling back means: the two short clocks stop, the ordinary ones run from where they always ran. */
export function fallBack(state: PetitionCaseState, reason: string, world: World): readonly PetitionCaseEvent[] {
  if (!isSimple(state)) return [];
  const stream = streamOf(state);
  const endedOn = world.today;
  return [
    { type: 'simpleHandlingEnded', stream, reason, endedOn, by: byActor(world) },
    ...state.clocks
      .filter((row) => isOwed(row) && (row.clock === 'simple-acceptance' || row.clock === 'simple-handling'))
      .map(({ clock }) => ({ type: 'clockStopped', stream, clock, stoppedOn: endedOn }) as const),
  ];
}

/** 转普通程序: when the matter turns out not to be simple after all; with the reason. */
export function endSimpleHandling(
  aggregates: Aggregates,
  command: EndSimpleHandling,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(ordinaryHandling, aggregates, command, world, (state) => {
    const text = { path: 'reason', limit: textLimits.demand, missing: 'reason-missing', citations: basis } as const;
    return checkText(command.reason, text) ?? ok(fallBack(state, command.reason, world));
  });
}
