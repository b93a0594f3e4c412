import { checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import { type ClockId, datedOutside } from '../clocks/clocks.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { atField, ok, type Refused, type Result, refused } from '../result.ts';
import { routePetition } from '../routing/routing.ts';
import { type AmendableFields, amendedMatter, amendedPapers, type CaseChanges } from './case-changes.ts';
import { clocksAtRegistration, isOwed, outerDate, startClock, unitClocks } from './case-clocks.ts';
import type { ClockStarted, ClockStopped, PetitionCaseEvent } from './events.ts';
import { isHandedOver } from './holding.ts';
import { decisionsFor } from './instruction.ts';
import { withoutHandling } from './main-evolve.ts';
import { answeredBelow } from './needs.ts';
import { byActor, carryOut, isAccused, lawfulProcedure, type Procedure, streamOf } from './procedure.ts';
import { checkHotline, checkPlace, checkWords } from './register.ts';
import { checkContacts, checkIncoming } from './registration-checks.ts';
import { reportOwed } from './sender-report.ts';
import type { AmendCase } from './side-commands.ts';
import { fallBack } from './simple-handling.ts';
import { isOpen } from './statuses.ts';
import type { CaseClock, PetitionCaseState } from './types.ts';

const registration = [cite('petitionSystem', '第二条', 'R64'), cite('petitionSystem', '第五条', 'R69')];
/** What the register says of a person is put right when it is wrong (更正、补充): the petitioner may ask for it. */
const basis = [...registration, cite('personalInformationLaw', '第四十六条')];

/** 更正登记. A closed case is the General Office's alone to put right, and only in its words: see {@link checkWeight}. */
export const amendment = {
  command: 'amendCase',
  by: ['leader', 'clerk', 'departmentClerk'],
  needs: [
    {
      holds: (state, world) => isOpen(state.status) || world.actor.role === 'clerk',
      code: 'case-closed',
      params: ({ status }) => ({ status }),
      citations: [lawfulProcedure],
    },
  ],
  citations: basis,
} as const satisfies Procedure;

const words = ['title', 'demand', 'earlierHandling', 'referral', 'petitioner'] as const;
/** Fields that say whose matter it is, whom it may reach, and from when its time counts. */
const placing = ['facts', 'handlingUnitId', 'accusedUnitId', 'accusedPersonId'] as const;
const weighty = [...placing, 'receivedOn'] as const;
/** What others have said of the matter: who passed it on, the 12345 centre. */
const papers = ['incoming', 'hotline'] as const;
const grouped: readonly string[] = ['petitioner', ...papers];

/** The fields as they stand; what is not there is empty. */
function fieldsOf({ matter, receivedOn, handlingUnitId, incoming, hotline }: PetitionCaseState): AmendableFields {
  const { title, demand, earlierHandling, petitioner, facts } = matter;
  const { referral = '', accusedUnitId = '', accusedPersonId = '' } = matter;
  const parts = { title, demand, earlierHandling, referral, petitioner, facts };
  return {
    ...parts,
    handlingUnitId,
    accusedUnitId,
    accusedPersonId,
    receivedOn,
    incoming: incoming ?? {},
    hotline: hotline ?? {},
  };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Only what differs from what stands, of a petitioner, a paper and the facts part by part; and what stood there. */
function compared(state: PetitionCaseState, wanted: CaseChanges): { changes: CaseChanges; before: CaseChanges } {
  const now = fieldsOf(state);
  const changes: Record<string, unknown> = {};
  const before: Record<string, unknown> = {};
  for (const name of [...words, ...weighty, ...papers]) {
    const value = wanted[name];
    if (value === undefined) continue;
    if (!grouped.includes(name)) {
      if (same(value, now[name])) continue;
      changes[name] = value;
      before[name] = now[name];
      continue;
    }
    const was: Readonly<Record<string, unknown>> = { ...(now[name] as object) };
    const parts = Object.entries(value).filter(([part, given]) => given !== undefined && !same(given, was[part] ?? ''));
    if (parts.length === 0) continue;
    changes[name] = Object.fromEntries(parts);
    before[name] = Object.fromEntries(parts.map(([part]) => [part, was[part] ?? '']));
  }
  return { changes, before };
}

/**
 * The first step that stands on where the matter was sent; it would hang in the air if that changed beneath it. An instruction
 * does until the case has come back from where it led (退回、异议, Art 23), and never against a leader: see {@link outdated}.
 */
function standing(state: PetitionCaseState, { actor }: World): string | undefined {
  const { instructions, handedBackOn, notice, assignment, transfer, issued, simple, reexamination } = state;
  const last = instructions?.at(-1);
  const carriedOut = last !== undefined && handedBackOn !== undefined && handedBackOn >= last.instructedOn;
  if (last !== undefined && !carriedOut && actor.role !== 'leader') return 'giveInstruction';
  if (notice) return 'issueAcceptanceNotice';
  if (assignment) return 'assignCase';
  if (transfer) return 'transferCase';
  if (issued) return 'issueReply';
  if (reexamination) return 'requestReexamination';
  return simple !== undefined && simple.ended === undefined ? 'applySimpleHandling' : undefined;
}

/** Where a correction changes the day that somebody outside has set, if it does (R65, R84). */
function outerPath({ incoming, hotline }: CaseChanges): string | undefined {
  if (incoming?.dueOn !== undefined) return 'changes.incoming.dueOn';
  return hotline?.dueOn === undefined && hotline?.urgent === undefined ? undefined : 'changes.hotline.dueOn';
}

/**
 * What others have said is the office's to put right; the day that they set as long as something is owed by it: the case is open,
 * or its sender still waits for the report.
 */
function checkPapers(state: PetitionCaseState, after: PetitionCaseState, changes: CaseChanges, world: World) {
  const paper = papers.find((name) => changes[name] !== undefined);
  if (paper === undefined && changes.receivedOn === undefined) return undefined;
  if (paper !== undefined && world.actor.role === 'departmentClerk') {
    return refused('amend-office-only', {}, registration, `changes.${paper}`);
  }
  const outer = outerPath(changes);
  if (outer !== undefined && !isOpen(state.status) && !reportOwed(state)) {
    return refused('case-closed', { status: state.status }, [lawfulProcedure], outer);
  }
  // a corrected day of receipt is then the field that was touched
  const under = (refusal: Refused | undefined) =>
    refusal && { ...refusal, path: paper === undefined ? 'changes.receivedOn' : `changes.${refusal.path}` };
  return firstRefusal(
    () => under(checkIncoming(after.incoming, after)),
    () => under(checkHotline(after)),
  );
}

const isAnswered = ({ issued, reexamination }: PetitionCaseState): boolean =>
  issued !== undefined || reexamination !== undefined;

/**
 * What may change whatever step stands on the route: what turns out to be an accusation is kept apart from now on, and it, or one
 * whose accused is known only now, goes to a unit that may have it, but for what has been answered (Art 30).
 */
function mayStillChange(
  state: PetitionCaseState,
  changes: CaseChanges,
): { readonly facts: boolean; readonly handlingUnitId: boolean } {
  const becomes = changes.facts?.contentKind === 'accusation' && state.compartment === 'ordinary';
  const accused = changes.accusedUnitId !== undefined || changes.accusedPersonId !== undefined;
  const against = becomes || (accused && state.compartment === 'accusation');
  return { facts: becomes, handlingUnitId: against && !isAnswered(state) };
}

/**
 * Who may change what weighs (去向、性质、收到日期), and until when. A unit's clerk puts words right. Once a step stands on the
 * route, it changes by that step's own way back (退回、异议), but for accusations: see {@link mayStillChange}.
 */
function checkWeight(state: PetitionCaseState, changes: CaseChanges, world: World): Refused | undefined {
  const field = weighty.find((name) => changes[name] !== undefined);
  if (field === undefined) return undefined;
  const path = `changes.${field}`;
  if (!isOpen(state.status)) return refused('case-closed', { status: state.status }, [lawfulProcedure], path);
  if (world.actor.role === 'departmentClerk') return refused('amend-office-only', {}, registration, path);
  const may = mayStillChange(state, changes);
  const routed = (['facts', 'handlingUnitId'] as const).find((name) => changes[name] !== undefined && !may[name]);
  const step = standing(state, world);
  if (routed === undefined || step === undefined) return undefined;
  return refused('amend-too-late', { step }, [lawfulProcedure], `changes.${routed}`);
}

/** Accusations are linked and merged with their like only (Art 30): what joins the case with others is taken back first. */
function checkFellows(state: PetitionCaseState, after: PetitionCaseState): Refused | undefined {
  if (after.compartment === state.compartment) return undefined;
  const secrecy = [cite('petitionRegulation2022', '第三十条')];
  const { links = [], mergedFrom = [] } = state;
  if (mergedFrom.length > 0) return refused('merge-other-compartment', {}, secrecy, 'changes.facts');
  return links.length > 0 ? refused('link-other-compartment', {}, secrecy, 'changes.facts') : undefined;
}

/** Whoever is accused does not handle it (Art 30): the case is taken from them first. */
function checkHandler(after: PetitionCaseState): Refused | undefined {
  const { handlerId } = after.assignment ?? {};
  if (handlerId === undefined || !isAccused(after, handlerId)) return undefined;
  return refused('accused-handler', {}, [cite('petitionRegulation2022', '第三十条')], 'changes.accusedPersonId');
}

/** Every business date that the case has, but those of its clocks. */
function stepDates(state: PetitionCaseState): readonly PlainDate[] {
  const { intake = [], instructions = [], preScreening, notice, assignment, transfer, contract, draft } = state;
  const days = [
    ...intake.map(({ doneOn }) => doneOn),
    ...instructions.map(({ instructedOn }) => instructedOn),
    ...[preScreening?.screenedOn, notice?.issuedOn, assignment?.assignedOn, transfer?.transferredOn],
    ...[contract?.contractedOn, draft?.draftedOn, state.simple?.appliedOn, state.reexamination?.requestedOn],
  ];
  return days.filter((day) => day !== undefined);
}

/** A day of receipt lies neither in the future nor after what was done with the matter. */
function checkReceipt(state: PetitionCaseState, receivedOn: PlainDate | undefined, world: World): Refused | undefined {
  if (receivedOn === undefined) return undefined;
  const path = 'changes.receivedOn';
  const { today } = world;
  if (receivedOn > today) return refused('received-in-future', { receivedOn, today }, registration, path);
  const first = stepDates(state).toSorted().at(0);
  if (first !== undefined && receivedOn > first) {
    return refused('received-after-step', { receivedOn, first }, registration, path);
  }
  return undefined;
}

/** What registration starts for a case as it is; of a closed one only the report to its sender goes on. */
function clocksOf(state: PetitionCaseState, world: World): readonly ClockId[] {
  const { channel, matter, route, handlingUnitId, status } = state;
  const started = clocksAtRegistration(channel, matter, route, world.unit(handlingUnitId)?.kind, state);
  return started.filter((clock) => isOpen(status) || clock === datedOutside.id);
}

/**
 * The clocks of registration as they must be now. One that has other dates, or falls away by the correction, stops and stays in
 * the record, so that its former date is never lost; what the correction makes owed starts from the day of receipt, also where a
 * mistaken one had taken it away. Not touched: what has been met (it is judged by the date that stood then), what another act
 * began (受理, 督办, 复查), what a unit owes from its own receipt unless the sender's day has changed (R65, R84), and what was
 * granted (延长、商定). Refuses `calendar-missing`.
 */
function recount(
  before: PetitionCaseState,
  after: PetitionCaseState,
  world: World,
): Result<readonly (ClockStarted | ClockStopped)[]> {
  const stream = streamOf(before);
  const handedOver = isHandedOver(before);
  const ofUnit = (clock: ClockId) => handedOver && unitClocks.includes(clock);
  // once the written notice is given, a name changes nothing of what is owed
  const { petitioner } = before.notice ? before.matter : after.matter;
  const was = clocksOf(before, world);
  const wanted = clocksOf({ ...after, matter: { ...after.matter, petitioner } }, world);
  const falls = ({ clock }: CaseClock) => was.includes(clock) && !wanted.includes(clock) && !ofUnit(clock);
  const ofReceipt = ({ from, clock }: CaseClock) =>
    from === before.receivedOn && (was.includes(clock) || clock === 'simple-acceptance') && !ofUnit(clock);
  // a day that was set outside binds a unit's own time as well, and the report's
  const [set, outer] = [outerDate(before), outerDate(after)];
  const bound = same(set, outer) ? [] : [...(set?.clocks ?? []), ...(outer?.clocks ?? [])];
  const events: (ClockStarted | ClockStopped)[] = [];
  const start = (clock: ClockId, from = after.receivedOn) => startClock(world, stream, clock, from, outer);
  const touched = (row: CaseClock) => falls(row) || ofReceipt(row) || bound.includes(row.clock);
  for (const row of before.clocks.filter((one) => isOwed(one) && one.changes === undefined && touched(one))) {
    const started = falls(row) ? undefined : start(row.clock, ofReceipt(row) ? after.receivedOn : row.from);
    if (started !== undefined && !started.ok) return started;
    if (started?.value.from === row.from && started.value.legalDue === row.legalDue) continue;
    events.push({ type: 'clockStopped', stream, clock: row.clock, stoppedOn: world.today });
    if (started !== undefined) events.push(started.value);
  }
  for (const clock of wanted) {
    const begun = before.clocks.some((row) => row.clock === clock && row.state !== 'stopped');
    // what was owed before the correction and is at rest was put to rest by another act
    const rests = was.includes(clock) && clock !== datedOutside.id;
    if (begun || rests || ofUnit(clock)) continue;
    const started = start(clock);
    if (!started.ok) return started;
    events.push(started.value);
  }
  return ok(events);
}

/** Whether the unit that was handed the case loses it: its clocks run on, as after 退回. */
const isTaken = (state: PetitionCaseState, { handlingUnitId }: CaseChanges): boolean =>
  isHandedOver(state) && handlingUnitId !== undefined;

/**
 * Whether the instruction that stands is not what a leader may sign of the matter as it is now (R25, R51, R70): it falls, and
 * another is asked for, unless a unit has the case by it already.
 */
function outdated(before: PetitionCaseState, after: PetitionCaseState): boolean {
  const last = before.instructions?.at(-1);
  if (last === undefined || isHandedOver(after) || isAnswered(after)) return false;
  const asks = last.asksReexamination === true;
  return !decisionsFor(after, asks).includes(last.decision) || (asks && answeredBelow(before) && !answeredBelow(after));
}

/** What the case is after the changes, as far as route and clocks look at it. */
function amended(state: PetitionCaseState, changes: CaseChanges): PetitionCaseState {
  const matter = amendedMatter(state.matter, changes);
  const { receivedOn = state.receivedOn, handlingUnitId = state.handlingUnitId, facts } = changes;
  const held = isTaken(state, changes) ? withoutHandling(state) : state;
  const after = { ...held, ...amendedPapers(state, changes), matter, receivedOn, handlingUnitId };
  if (facts === undefined) return after;
  const compartment = facts.contentKind === 'accusation' ? 'accusation' : 'ordinary';
  return { ...after, route: routePetition(facts), compartment };
}

/** `changes.title`: where a field stands in the command. */
const inChanges = (refusal: Refused | undefined): Refused | undefined =>
  refusal?.path === undefined ? refusal : { ...refusal, path: refusal.path.replace(/^matter\./, 'changes.') };

/**
 * 更正登记: puts right what was taken down wrong. Only what is named changes; what stood there before is kept in the event,
 * with who and why. The matter is judged as at registration (R25–R31, Art 30): its route, its compartment, the unit that may
 * have it, and its clocks, which count anew from a corrected day of receipt.
 */
export function amendCase(
  aggregates: Aggregates,
  command: AmendCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(amendment, aggregates, command, world, (state) => {
    const { changes, before } = compared(state, command.changes);
    const after = amended(state, changes);
    const reason = { path: 'reason', limit: textLimits.short, missing: 'reason-missing', citations: basis } as const;
    const judged = { ...after.matter, handlingUnitId: after.handlingUnitId };
    const moved = placing.some((name) => changes[name] !== undefined);
    const refusal = firstRefusal(
      () => (Object.keys(changes).length === 0 ? refused('changes-missing', {}, basis, 'changes') : undefined),
      () => checkWeight(state, changes, world),
      () => checkFellows(state, after),
      () => inChanges(checkWords(judged, 'matter')),
      () => checkContacts(changes.petitioner ?? {}, world, 'changes.petitioner'),
      // a unit that has the case by a leader's word (R51) need not be one that the facts would have chosen
      () => (moved ? inChanges(checkPlace(judged, world, 'matter')) : undefined),
      () => checkHandler(after),
      () => checkReceipt(state, changes.receivedOn, world),
      () => checkPapers(state, after, changes, world),
      () => checkText(command.reason, reason),
    );
    if (refusal) return refusal;
    const outer = outerPath(changes);
    const clocks = isOpen(state.status) || outer !== undefined ? recount(state, after, world) : ok([]);
    if (!clocks.ok)
      return atField(clocks, changes.receivedOn === undefined ? (outer ?? 'changes') : 'changes.receivedOn');
    const rerouted = changes.facts === undefined ? {} : { route: after.route, compartment: after.compartment };
    const byWhom = { reason: command.reason, by: byActor(world) };
    const taken = isTaken(state, changes) && { takenOn: world.today };
    const unsigned = changes.facts !== undefined && outdated(state, after) && ({ instructionFalls: true } as const);
    const becameAccusation = after.compartment === 'accusation' && state.compartment === 'ordinary';
    return ok([
      { type: 'caseAmended', stream: streamOf(state), changes, before, ...rerouted, ...taken, ...unsigned, ...byWhom },
      ...(becameAccusation ? fallBack(state, command.reason, world) : []),
      ...clocks.value,
    ]);
  });
}
