import { checkChoice, checkList, checkText, firstOf, firstRefusal, textLimits, tooMany } from '../checks.ts';
import type { Aggregates, DomainEvent } from '../commands.ts';
import { isMaskedPhone } from '../identity/masking.ts';
import type { World } from '../identity/units.ts';
import { checkAttachment } from '../outreach/check-parts.ts';
import type { InstructionGiven } from '../petition-cases/main-events.ts';
import { byActor, checkVoided } from '../petition-cases/procedure.ts';
import { registerMatter } from '../petition-cases/register.ts';
import type { ImprovementRecorded } from '../petition-cases/side-events.ts';
import type { Matter, PetitionCaseState } from '../petition-cases/types.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { type ReceptionDecision, type ReceptionOutcome, routeReception } from '../routing/reception.ts';
import { sessionStream } from './evolve-session.ts';
import { focusTags } from './session.ts';
import type { ReceivedMatter, RecordReception, SignRecord } from './session-commands.ts';
import type { CaseReceived } from './session-events.ts';
import { basis, isReceiver, me, notYet, type OnSession, onSession, onVisitor } from './session-guard.ts';
import { isClockTime } from './session-settings.ts';
import type { FollowUpOfReception, MatterDecision, VisitorState } from './session-state.ts';
import { receiverOf } from './session-state.ts';

type Signed = InstructionGiven['decision'];

/** What the leader signs on the case, in the words of the procedure table. */
const signs: Readonly<Record<ReceptionOutcome, Signed>> = {
  instructAcceptance: 'handle',
  instructReexamination: 'handle',
  referReexamination: 'handle',
  instructTransfer: 'handOver',
  instructPressing: 'press',
  instructImplementation: 'implement',
  notAcceptConcluded: 'refuse',
  notAcceptNotEducation: 'refuse',
  disciplineChannel: 'discipline',
};

/** The words of a record: what was demanded is never left out (R9); what is not ours was explained (R57, R96). */
function checkRecord(command: RecordReception): Refused | undefined {
  const { startedAt, endedAt, focus, onTheSpot, told, signature, matters } = command;
  const long = (path: 'suggestions' | 'guidance' | 'weakLinks') => () =>
    checkText(command[path], { path, limit: textLimits.demand });
  return firstRefusal(
    () =>
      isClockTime(startedAt) && isClockTime(endedAt) && startedAt <= endedAt
        ? undefined
        : refused('record-times-wrong', {}, [basis.recorder], isClockTime(startedAt) ? 'endedAt' : 'startedAt'),
    () =>
      checkText(command.demands, {
        path: 'demands',
        limit: textLimits.long,
        missing: 'demand-missing',
        citations: [basis.everybody],
      }),
    long('suggestions'),
    long('guidance'),
    long('weakLinks'),
    () => tooMany(focus, focusTags.length, 'focus'),
    () => firstOf(focus, 'focus', (tag, path) => checkChoice(tag, focusTags, path)),
    () => tooMany(onTheSpot, 20, 'onTheSpot'),
    () =>
      firstOf(onTheSpot, 'onTheSpot', ({ what, by }, path) =>
        firstRefusal(
          () => checkText(what, { path: `${path}.what`, limit: textLimits.demand, missing: 'follow-up-what-missing' }),
          () => checkText(by, { path: `${path}.by`, limit: textLimits.name, missing: 'follow-up-owner-missing' }),
        ),
      ),
    () => checkText(told?.explanation, { path: 'told.explanation', limit: textLimits.demand }),
    () => checkText(told?.competentBody, { path: 'told.competentBody', limit: textLimits.short }),
    () => (matters.length === 0 ? refused('decision-missing', {}, [basis.decision], 'matters') : undefined),
    () => tooMany(matters, 10, 'matters'),
    () =>
      checkList(
        matters.map((one) => one.matter?.caseId ?? one.caseId ?? ''),
        10,
        'matters',
      ),
    () => checkSignature(signature),
  );
}

function checkSignature({ manner, note, attachment }: RecordReception['signature']): Refused | undefined {
  return firstRefusal(
    () => checkChoice(manner, ['onScreen', 'onPaper', 'refused'], 'signature.manner'),
    () => checkText(note, { path: 'signature.note', limit: textLimits.short }),
    () =>
      manner === 'onScreen' && attachment === undefined
        ? refused('signature-missing', {}, [basis.recorder], 'signature')
        : undefined,
    () => (attachment === undefined ? undefined : checkAttachment(attachment, 'signature.attachment')),
    () =>
      manner === 'refused' && (note ?? '').trim() === ''
        ? refused('reason-missing', {}, [basis.recorder], 'signature.note')
        : undefined,
  );
}

/** What is known when one matter is decided. */
interface AtTable {
  readonly visitor: VisitorState;
  readonly command: RecordReception;
  readonly found: OnSession;
  readonly world: World;
  /** The receiving leader writes: what is decided is instructed at once. */
  readonly leaderWrites: boolean;
}

/** The routing table's decision (R51–R57); a concluded matter is taken up again only by the leader, with reasons (R29). */
function decisionOf(given: ReceivedMatter, facts: Parameters<typeof routeReception>[0]): ReceptionDecision {
  const routed = routeReception(facts);
  if (given.handleAgain !== true || routed.outcome !== 'notAcceptConcluded') return routed;
  const again = routeReception({ ...facts, newFacts: true, asksReexamination: false });
  return { ...again, citations: [...routed.citations, ...again.citations] };
}

function checkDecision(
  decision: ReceptionDecision,
  given: ReceivedMatter,
  at: AtTable,
  path: string,
): Refused | undefined {
  const { told } = at.command;
  const outside = [basis.outside, ...decision.citations];
  const outcome = decision.outcome;
  return firstRefusal(
    () =>
      checkText(given.instruction, {
        path: `${path}.instruction`,
        limit: textLimits.demand,
        missing: 'instruction-text-missing',
        citations: decision.citations,
      }),
    () =>
      outcome === 'notAcceptNotEducation' && (told?.explanation ?? '').trim() === ''
        ? refused('law-explanation-missing', {}, outside, 'told.explanation')
        : undefined,
    () =>
      outcome === 'notAcceptNotEducation' && (told?.competentBody ?? '').trim() === ''
        ? refused('competent-body-missing', {}, outside, 'told.competentBody')
        : undefined,
  );
}

/** What one matter makes: a new case or an entry in the old one, the decision, and the leader's instruction. */
interface Made {
  readonly events: readonly DomainEvent[];
  readonly decision: MatterDecision;
  readonly followUp?: FollowUpOfReception;
}

/** Numbers are masked where the record is written: the visitor's own goes into the case as it was given, where it is known whole. */
function withNumber(matter: Matter, { petitioner: { name, phone } }: VisitorState): Matter {
  const { petitioner } = matter;
  const unknown = phone === undefined || isMaskedPhone(phone);
  return unknown || petitioner.phone !== undefined || petitioner.name !== name
    ? matter
    : { ...matter, petitioner: { ...petitioner, phone } };
}

function receiveMatter(aggregates: Aggregates, given: ReceivedMatter, at: AtTable, path: string): Result<Made> {
  const { session } = at.found;
  const known = given.caseId === undefined ? undefined : aggregates.petitionCase(given.caseId);
  const matter = given.matter ?? known?.matter;
  if (matter === undefined)
    return refused('unknown-case', { caseId: (given.caseId ?? '').slice(0, 60) }, [], `${path}.caseId`);
  const voided = known && checkVoided(known, `${path}.caseId`);
  if (voided) return voided;
  const facts = {
    ...factsOf(matter, known),
    asksReexamination: given.asksReexamination,
    raisedBefore: given.raisedBefore,
  };
  const decision = decisionOf(given, facts);
  const refusal = checkDecision(decision, given, at, path);
  if (refusal) return refusal;
  const caseId = given.matter?.caseId ?? known?.id ?? '';
  const events: DomainEvent[] = [];
  if (given.matter !== undefined) {
    const channel = session.kind === 'leaders' ? 'leaderReception' : 'visit';
    const { firstAsked } = at.visitor;
    const intake = { channel, receivedOn: session.date, path: `${path}.matter`, dayPath: 'sessionId' } as const;
    const registered = registerMatter(
      withNumber(given.matter, at.visitor),
      firstAsked === undefined ? intake : { ...intake, firstAsked },
      aggregates,
      at.world,
    );
    if (!registered.ok) return registered;
    events.push(...registered.value);
  }
  events.push(received(at, caseId, decision.outcome, given.instruction));
  const instructs = at.leaderWrites && session.kind === 'leaders';
  if (instructs && known === undefined) events.push(instructionOf(at, caseId, given, decision.outcome));
  const kept: MatterDecision = {
    caseId,
    title: matter.title,
    repeat: known !== undefined,
    outcome: decision.outcome,
    rule: decision.rule,
    citations: decision.citations,
    instruction: given.instruction,
    ...(instructs && { instructedOn: session.date }),
  };
  const { outcome } = decision;
  const pressed = {
    caseId,
    visitorId: at.visitor.id,
    title: matter.title,
    outcome,
    decidedOn: session.date,
    urgings: [],
  };
  return ok({ events, decision: kept, ...(decision.followUp && { followUp: pressed }) });
}

/** A case that is being handled is not taken up a second time (R28, R55), whatever was known at its registration. */
function factsOf(matter: NonNullable<ReceivedMatter['matter']>, known: PetitionCaseState | undefined) {
  const open = known !== undefined && known.issued === undefined && known.completion === undefined;
  return open && matter.facts.priorHandling === 'none' && known.version > 3
    ? { ...matter.facts, priorHandling: 'inProgress' as const }
    : matter.facts;
}

function received(
  { visitor, found, world: _world }: AtTable,
  caseId: string,
  outcome: ReceptionOutcome,
  instruction: string,
): CaseReceived {
  const { session } = found;
  return {
    type: 'caseReceived',
    stream: { kind: 'petitionCase', id: caseId },
    sessionId: session.id,
    visitorId: visitor.id,
    receivedOn: session.date,
    receiver: receiverOf(session),
    outcome,
    instruction,
  };
}

function instructionOf(
  { found, world }: AtTable,
  caseId: string,
  given: ReceivedMatter,
  outcome: ReceptionOutcome,
): InstructionGiven {
  return {
    type: 'instructionGiven',
    stream: { kind: 'petitionCase', id: caseId },
    decision: given.handleAgain === true ? 'handle' : signs[outcome],
    text: given.instruction,
    instructedOn: found.session.date,
    by: byActor(world),
    asksReexamination: given.asksReexamination,
    raisedBefore: given.raisedBefore,
  };
}

/** R14: the weak link goes to the first case of the visitor as an improvement to be studied, owned by the office. */
function improvementOf({ command, visitor, found }: AtTable, caseId: string): readonly ImprovementRecorded[] {
  if (command.weakLinks.trim() === '') return [];
  return [
    {
      type: 'improvementRecorded',
      stream: { kind: 'petitionCase', id: caseId },
      id: visitor.id,
      kind: 'improveWork',
      suggestion: command.weakLinks,
      owner: '局办公室',
      status: 'proposed',
      statusOn: found.session.date,
    },
  ];
}

const tableRule = { by: ['leader', 'clerk', 'departmentClerk'], citations: [basis.decision, basis.recorder] } as const;

/**
 * 接谈记录 (R9, R14, R47, R92, R95): one record a visitor, each matter with one decision of the routing table and what it
 * makes. By who receives, or by the office's recorder; then it waits for the leader's signature. What comes late from a phone
 * without a signal is dated by the session, not by its arrival.
 */
export function recordReception(
  aggregates: Aggregates,
  command: RecordReception,
  world: World,
): Result<readonly DomainEvent[]> {
  return onSession(aggregates, command, world, tableRule, (found) => {
    const { session } = found;
    const visitor = onVisitor(found, command.visitorId, ['waiting', 'called'], tableRule.citations);
    const leaderWrites = isReceiver(session, world);
    const refusal = firstRefusal(
      () => notYet(session, world),
      () =>
        world.actor.role === 'leader' && !leaderWrites
          ? refused('not-receiving-leader', { name: receiverOf(session).name }, [basis.substitute])
          : undefined,
      () => (visitor.ok ? undefined : visitor),
      () => checkRecord(command),
    );
    if (refusal) return refusal;
    if (!visitor.ok) return visitor;
    const at: AtTable = { visitor: visitor.value, command, found, world, leaderWrites };
    const events: DomainEvent[] = [];
    const made: Made[] = [];
    for (const [index, given] of command.matters.entries()) {
      const one = receiveMatter(aggregates, given, at, `matters.${index}`);
      if (!one.ok) return one;
      made.push(one.value);
      events.push(...one.value.events);
    }
    const [first] = made;
    if (first) events.push(...improvementOf(at, first.decision.caseId));
    return ok([recordEvent(at, made), ...events]);
  });
}

function recordEvent({ command, found, world, visitor, leaderWrites }: AtTable, made: readonly Made[]): DomainEvent {
  const { type: _type, sessionId: _session, visitorId: _visitor, matters: _matters, ...words } = command;
  const { session } = found;
  return {
    type: 'visitorReceived',
    stream: sessionStream(session.id),
    visitorId: visitor.id,
    record: {
      ...words,
      receiver: receiverOf(session),
      recorder: me(world),
      decisions: made.map(({ decision }) => decision),
      ...(leaderWrites && { signedOn: session.date }),
    },
    followUps: made.flatMap(({ followUp }) => (followUp === undefined ? [] : [followUp])),
  };
}

/** The receiving leader stands by the recorder's record: its decisions are instructed now (批示, R51, R54–R56). */
export function signRecord(aggregates: Aggregates, command: SignRecord, world: World): Result<readonly DomainEvent[]> {
  const rule = { by: ['leader'], citations: [basis.decision] } as const;
  return onSession(aggregates, command, world, rule, (found) => {
    const { session } = found;
    const visitor = onVisitor(found, command.visitorId, ['received'], rule.citations);
    if (!visitor.ok) return visitor;
    const { record } = visitor.value;
    if (!isReceiver(session, world))
      return refused('not-receiving-leader', { name: receiverOf(session).name }, rule.citations);
    if (record === undefined || record.signedOn !== undefined) return refused('record-signed', {}, rule.citations);
    const wanted = record.decisions.map(({ caseId }) => caseId);
    if (wanted.length !== command.caseIds.length || wanted.some((id) => !command.caseIds.includes(id))) {
      return refused('record-cases-wrong', {}, rule.citations, 'caseIds');
    }
    const events = record.decisions.flatMap(({ caseId, outcome, instruction, repeat }): InstructionGiven[] => {
      const state = aggregates.petitionCase(caseId);
      if (!state || repeat) return [];
      const by = byActor(world);
      const on = { instructedOn: session.date, by, raisedBefore: state.matter.earlierHandling.trim() !== '' };
      return [
        {
          type: 'instructionGiven',
          stream: { kind: 'petitionCase', id: caseId },
          decision: signs[outcome],
          text: instruction,
          ...on,
        },
      ];
    });
    const signed = { type: 'recordSigned', stream: sessionStream(session.id), visitorId: visitor.value.id } as const;
    return ok([{ ...signed, on: session.date, by: me(world) }, ...events]);
  });
}
