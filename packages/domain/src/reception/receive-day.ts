import { checkText, firstRefusal, textLimits } from '../checks.ts';
import type { Aggregates, DomainEvent } from '../commands.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { checkVisitMatter, visitMatterOf, visitorNumber } from './book-visitors.ts';
import { checkDoor } from './booking.ts';
import { sessionStream } from './evolve-session.ts';
import type {
  CallVisitor,
  CheckIn,
  CloseSession,
  RecordNoShow,
  RegisterWalkIn,
  SetQueueOrder,
} from './session-commands.ts';
import { basis, notYet, type OnSession, onSession, onVisitor } from './session-guard.ts';
import { nextVisitor, sessionQueue } from './session-queue.ts';
import { batchStart, isClockTime } from './session-settings.ts';
import type { Arrival, VisitMatter } from './session-state.ts';

const atTheDoor = ['clerk', 'leader', 'departmentClerk'] as const;

/** What is said at the door: the time, the papers, how many go in. */
interface AtDoor {
  readonly at: string;
  readonly documentsSeen: string;
  readonly entering: number;
  readonly path: string;
}

/**
 * At the door (签到): a time that exists, papers that were looked at (R44), and how many go in: a party's representatives at
 * most five and better three (R59), others as many as one batch takes. Answers what the record keeps.
 */
function arrivalOf(
  { settings }: OnSession,
  { persons, collective }: Pick<VisitMatter, 'persons' | 'collective'>,
  { at, documentsSeen, entering, path }: AtDoor,
  late: boolean,
): Result<Arrival> {
  const citations = [basis.screening];
  const refusal = firstRefusal(
    () => (isClockTime(at) ? undefined : refused('time-wrong', { given: at.slice(0, 20) }, [], 'at')),
    () =>
      checkText(documentsSeen, {
        path: 'documentsSeen',
        limit: textLimits.demand,
        missing: 'documents-not-seen',
        citations,
      }),
    () =>
      Number.isInteger(entering) && entering >= 1
        ? undefined
        : refused('persons-wrong', {}, [basis.representatives], path),
    () =>
      !collective && entering > settings.personsPerBatch
        ? refused(
            'party-too-large',
            { limit: settings.personsPerBatch, given: entering },
            [basis.representatives],
            path,
          )
        : undefined,
  );
  if (refusal) return refusal;
  const door = collective ? checkDoor({ persons, representatives: entering }, settings.province) : undefined;
  if (door && !door.ok) return { ...door, path };
  const fewRepresentatives = door?.ok === true && door.value.fewerThanUsual;
  if (fewRepresentatives && settings.refuseFew) {
    return refused('too-few-representatives', { given: entering }, [basis.representatives], path);
  }
  return ok({ at, documentsSeen, persons: entering, late, fewRepresentatives });
}

/** 签到 of an appointment. Who comes after the batch has begun goes in last (R46). */
export function checkIn(aggregates: Aggregates, command: CheckIn, world: World): Result<readonly DomainEvent[]> {
  const rule = { by: atTheDoor, citations: [basis.order] } as const;
  return onSession(aggregates, command, world, rule, (found) => {
    const { session, settings } = found;
    const early = notYet(session, world);
    if (early) return early;
    const visitor = onVisitor(found, command.visitorId, ['booked', 'absent'], rule.citations);
    if (!visitor.ok) return visitor;
    const { at, documentsSeen, persons: entering, visitorId } = command;
    const late = at > batchStart(session.opensAt, visitor.value.batch ?? 1, settings);
    const arrival = arrivalOf(found, visitor.value, { at, documentsSeen, entering, path: 'persons' }, late);
    if (!arrival.ok) return arrival;
    return ok([{ type: 'visitorArrived', stream: sessionStream(session.id), visitorId, arrival: arrival.value }]);
  });
}

/** 临时来访登记 (R23, R46, R87): registered first, then received. A party of five or more sends representatives too. */
export function registerWalkIn(
  aggregates: Aggregates,
  command: RegisterWalkIn,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: atTheDoor, citations: [basis.walkIns] } as const;
  return onSession(aggregates, command, world, rule, (found) => {
    const { session } = found;
    const { visitorId, firstAsked, at, documentsSeen, entering } = command;
    const refusal = firstRefusal(
      () => notYet(session, world),
      () => (session.kind === 'government' ? refused('session-not-ours', {}, [basis.government]) : undefined),
      () =>
        session.visitors.some(({ id }) => id === visitorId)
          ? refused('visitor-known', {}, rule.citations, 'visitorId')
          : undefined,
      () => checkVisitMatter(command, world),
      () => checkFirstAsked(command, world),
    );
    if (refusal) return refusal;
    const arrival = arrivalOf(found, command, { at, documentsSeen, entering, path: 'entering' }, false);
    if (!arrival.ok) return arrival;
    return ok([
      {
        type: 'walkInRegistered',
        stream: sessionStream(session.id),
        visitorId,
        number: visitorNumber(session, 'walkIn'),
        ...visitMatterOf(command),
        arrival: arrival.value,
        ...(firstAsked !== undefined && { firstAsked }),
      },
    ]);
  });
}

function checkFirstAsked({ firstAsked }: RegisterWalkIn, world: World): Refused | undefined {
  if (firstAsked === undefined) return undefined;
  const citations = [basis.firstAsked];
  if (!world.unit(firstAsked.unitId)) {
    return refused('unknown-unit', { unit: firstAsked.unitId.slice(0, 60) }, citations, 'firstAsked.unitId');
  }
  const text = { path: 'firstAsked.person', limit: textLimits.name, missing: 'owner-missing', citations } as const;
  return checkText(firstAsked.person, text);
}

/** The office's order by hand (R58): everybody who has not been called, each once, and why. */
export function setQueueOrder(
  aggregates: Aggregates,
  command: SetQueueOrder,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: ['clerk', 'departmentClerk'], citations: [basis.order] } as const;
  return onSession(aggregates, command, world, rule, ({ session }) => {
    const { visitorIds, reason } = command;
    const waiting = sessionQueue(session).map(({ id }) => id);
    const same = waiting.length === visitorIds.length && new Set([...waiting, ...visitorIds]).size === waiting.length;
    const text = {
      path: 'reason',
      limit: textLimits.demand,
      missing: 'reason-missing',
      citations: rule.citations,
    } as const;
    return (
      (same ? checkText(reason, text) : refused('queue-incomplete', {}, rule.citations, 'visitorIds')) ??
      ok([{ type: 'queueOrdered', stream: sessionStream(session.id), visitorIds, reason }])
    );
  });
}

/** 叫号: only the next in the line. To take another first, the office changes the order and says why (R58). */
export function callVisitor(
  aggregates: Aggregates,
  command: CallVisitor,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: atTheDoor, citations: [basis.order] } as const;
  return onSession(aggregates, command, world, rule, (found) => {
    const { visitorId, at } = command;
    const early = notYet(found.session, world);
    if (early) return early;
    const visitor = onVisitor(found, visitorId, ['waiting'], rule.citations);
    if (!visitor.ok) return visitor;
    const next = nextVisitor(found.session);
    if (next?.id !== visitorId)
      return refused('not-next-in-line', { next: next?.number ?? '' }, rule.citations, 'visitorId');
    if (!isClockTime(at)) return refused('time-wrong', { given: at.slice(0, 20) }, [], 'at');
    return ok([{ type: 'visitorCalled', stream: sessionStream(found.session.id), visitorId, at }]);
  });
}

/** 未到 of an appointment, 先行离开 of whoever was there (R9): the list's entry is at its end without a record. */
export function recordNoShow(
  aggregates: Aggregates,
  command: RecordNoShow,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: atTheDoor, citations: [basis.everybody] } as const;
  return onSession(aggregates, command, world, rule, (found) => {
    const { visitorId, how } = command;
    const early = notYet(found.session, world);
    if (early) return early;
    const stages = how === 'absent' ? (['booked'] as const) : (['waiting', 'called'] as const);
    const visitor = onVisitor(found, visitorId, stages, rule.citations);
    if (!visitor.ok) return visitor;
    return ok([{ type: 'noShowRecorded', stream: sessionStream(found.session.id), visitorId, how }]);
  });
}

/** 接访结束: everybody on the list has a record or a no-show (R9), a recorder is named (R92), every record is signed. */
export function closeSession(
  aggregates: Aggregates,
  command: CloseSession,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: ['clerk', 'departmentClerk'], citations: [basis.everybody] } as const;
  return onSession(aggregates, command, world, rule, ({ session }) => {
    const unfinished = session.visitors.filter(({ stage }) => ['booked', 'waiting', 'called'].includes(stage));
    const unsigned = session.visitors.filter(({ record }) => record !== undefined && record.signedOn === undefined);
    const numbers = (some: typeof unfinished) => some.map(({ number }) => number).join('、');
    const refusal = firstRefusal(
      () => notYet(session, world),
      () => {
        const count = unfinished.length;
        return count > 0
          ? refused('visitors-unfinished', { count, numbers: numbers(unfinished) }, rule.citations)
          : undefined;
      },
      () =>
        session.kind === 'leaders' && unsigned.length > 0
          ? refused('records-unsigned', { numbers: numbers(unsigned) }, [basis.decision])
          : undefined,
      () =>
        session.kind === 'leaders' && !session.recorder ? refused('recorder-missing', {}, [basis.recorder]) : undefined,
      () =>
        session.absence && !session.absence.substitute
          ? refused('substitute-missing', {}, [basis.substitute])
          : undefined,
    );
    return refusal ?? ok([{ type: 'sessionClosed', stream: sessionStream(session.id), on: world.today }]);
  });
}
