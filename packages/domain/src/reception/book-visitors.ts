import { bookingCutOff } from '../calendar/reception-days.ts';
import { checkChoice, checkText, firstOf, firstRefusal, textLimits, tooMany } from '../checks.ts';
import type { Aggregates, DomainEvent } from '../commands.ts';
import { isWithin, type World } from '../identity/units.ts';
import { checkContacts } from '../petition-cases/registration-checks.ts';
import { petitionerKinds } from '../petition-cases/types.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { contentKinds } from '../routing/routing.ts';
import { sessionStream } from './evolve-session.ts';
import type {
  AcknowledgeNotice,
  BookReception,
  GiveBookingOpinion,
  NotifyAttendee,
  PreScreenBooking,
  WithdrawBooking,
} from './session-commands.ts';
import { basis, calledPerson, type OnSession, onSession, onVisitor } from './session-guard.ts';
import { type ReceptionSessionState, receiverOf, type VisitMatter, type VisitorKind } from './session-state.ts';

/** 预01, 临02: all that a visitor is called by in the waiting room. */
export function visitorNumber(session: ReceptionSessionState, kind: VisitorKind): string {
  const before = session.visitors.filter((one) => one.kind === kind).length;
  return `${kind === 'appointment' ? '预' : '临'}${String(before + 1).padStart(2, '0')}`;
}

/** Members of {@link VisitMatter}, apart from the rest of a command. */
export function visitMatterOf(given: VisitMatter): VisitMatter {
  const { petitioner, title, demand, contentKind, unitId, persons, collective, earlierCaseIds } = given;
  const matter = { petitioner, title, demand, contentKind, persons, collective, earlierCaseIds };
  return unitId === undefined ? matter : { ...matter, unitId };
}

/** Who comes and what about: named, in a few words, of a known unit, and no more persons than there are people. */
export function checkVisitMatter(given: VisitMatter, world: World): Refused | undefined {
  const { petitioner, title, demand, contentKind, unitId, persons, earlierCaseIds } = given;
  const citations = [basis.screening];
  return firstRefusal(
    () => checkChoice(petitioner.kind, petitionerKinds, 'petitioner.kind'),
    () =>
      checkText(petitioner.name, {
        path: 'petitioner.name',
        limit: textLimits.name,
        missing: 'petitioner-name-missing',
        citations,
      }),
    () => checkContacts(petitioner, world, 'petitioner'),
    () => checkText(title, { path: 'title', limit: textLimits.title, missing: 'title-missing', citations }),
    () => checkText(demand, { path: 'demand', limit: textLimits.demand, missing: 'demand-missing', citations }),
    () => checkChoice(contentKind, contentKinds, 'contentKind'),
    () =>
      unitId === undefined || world.unit(unitId)
        ? undefined
        : refused('unknown-unit', { unit: unitId.slice(0, 60) }, [], 'unitId'),
    () =>
      Number.isInteger(persons) && persons >= 1 && persons <= 10_000
        ? undefined
        : refused('persons-wrong', {}, [], 'persons'),
    () => tooMany(earlierCaseIds, 20, 'earlierCaseIds'),
    () => firstOf(earlierCaseIds, 'earlierCaseIds', (id, path) => checkText(id, { path, limit: textLimits.name })),
  );
}

/** The first batch that nobody has; undefined when the session is full. */
export function freeBatch(session: ReceptionSessionState, batches: number): number | undefined {
  const taken = new Set(session.visitors.filter(({ stage }) => stage !== 'withdrawn').map(({ batch }) => batch));
  return Array.from({ length: batches }, (_, index) => index + 1).find((batch) => !taken.has(batch));
}

function checkBooking({ session, settings }: OnSession, command: BookReception, world: World): Refused | undefined {
  const { bookedOn, channel, collective, persons, visitorId, toldOfRepresentatives } = command;
  const cutOff = bookingCutOff(session.date, settings.cutOffDays);
  return firstRefusal(
    () =>
      session.kind === 'government' ? refused('session-not-ours', {}, [basis.government], 'sessionId') : undefined,
    () =>
      session.visitors.some(({ id }) => id === visitorId)
        ? refused('visitor-known', {}, [basis.channels], 'visitorId')
        : undefined,
    () =>
      settings.channels.includes(channel)
        ? undefined
        : refused('booking-channel-unknown', { channel: channel.slice(0, 40) }, [basis.channels], 'channel'),
    () =>
      bookedOn > world.today
        ? refused('booked-in-future', { bookedOn, today: world.today }, [basis.week], 'bookedOn')
        : undefined,
    () =>
      bookedOn > cutOff
        ? refused(
            'booking-too-late',
            { bookedOn, cutOff, days: settings.cutOffDays },
            [basis.week, basis.walkIns],
            'bookedOn',
          )
        : undefined,
    () => checkVisitMatter(command, world),
    () =>
      !collective && persons > settings.personsPerBatch
        ? refused(
            'party-too-large',
            { limit: settings.personsPerBatch, given: persons },
            [basis.representatives],
            'persons',
          )
        : undefined,
    () =>
      collective && !toldOfRepresentatives
        ? refused('representatives-not-told', {}, [basis.representatives], 'toldOfRepresentatives')
        : undefined,
  );
}

/** 约访登记 (R42, R43, R59): the next free batch, with its booking number. */
export function bookReception(
  aggregates: Aggregates,
  command: BookReception,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: ['clerk', 'departmentClerk'], on: ['planned'], citations: [basis.channels, basis.week] } as const;
  return onSession(aggregates, command, world, rule, (found) => {
    const { session, settings } = found;
    const refusal = checkBooking(found, command, world);
    if (refusal) return refusal;
    const batch = freeBatch(session, settings.batches);
    if (batch === undefined) return refused('session-full', { limit: settings.batches }, [basis.order], 'sessionId');
    return ok([
      {
        type: 'receptionBooked',
        stream: sessionStream(session.id),
        visitorId: command.visitorId,
        number: visitorNumber(session, 'appointment'),
        batch,
        channel: command.channel,
        bookedOn: command.bookedOn,
        ...visitMatterOf(command),
        ...(command.collective && { toldOfRepresentativesOn: world.today }),
      },
    ]);
  });
}

/** 取消约访: the batch is free again. */
export function withdrawBooking(
  aggregates: Aggregates,
  command: WithdrawBooking,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: ['clerk', 'departmentClerk'], citations: [basis.order] } as const;
  return onSession(aggregates, command, world, rule, (found) => {
    const { reason, visitorId } = command;
    const visitor = onVisitor(found, visitorId, ['booked'], rule.citations);
    if (!visitor.ok) return visitor;
    const text = {
      path: 'reason',
      limit: textLimits.demand,
      missing: 'reason-missing',
      citations: rule.citations,
    } as const;
    const stream = sessionStream(found.session.id);
    return checkText(reason, text) ?? ok([{ type: 'bookingWithdrawn', stream, visitorId, reason }]);
  });
}

const beforeTable = ['booked', 'waiting', 'called'] as const;

/** 初审 (R44): the matter, the papers, the manner; and whether counsel is needed (R50). */
export function preScreenBooking(
  aggregates: Aggregates,
  command: PreScreenBooking,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: ['clerk', 'departmentClerk'], citations: [basis.screening] } as const;
  return onSession(aggregates, command, world, rule, (found) => {
    const { matter, documents, manner, legallyComplex, visitorId } = command;
    const visitor = onVisitor(found, visitorId, beforeTable, rule.citations);
    if (!visitor.ok) return visitor;
    const part = (path: 'matter' | 'documents' | 'manner') => () =>
      checkText(command[path], {
        path,
        limit: textLimits.demand,
        missing: 'pre-screening-part-missing',
        citations: rule.citations,
      });
    const screening = { matter, documents, manner, legallyComplex, on: world.today };
    return (
      firstRefusal(part('matter'), part('documents'), part('manner')) ??
      ok([{ type: 'bookingScreened', stream: sessionStream(found.session.id), visitorId, screening }])
    );
  });
}

/** 是否受理意见 (R45): after the pre-screening; told to who receives. The leader may decide otherwise. */
export function giveBookingOpinion(
  aggregates: Aggregates,
  command: GiveBookingOpinion,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: ['clerk', 'departmentClerk'], citations: [basis.opinion] } as const;
  return onSession(aggregates, command, world, rule, (found) => {
    const { opinion, reason, visitorId } = command;
    const visitor = onVisitor(found, visitorId, beforeTable, rule.citations);
    if (!visitor.ok) return visitor;
    const text = { path: 'reason', limit: textLimits.demand, citations: rule.citations } as const;
    const refusal = firstRefusal(
      () => (visitor.value.screening ? undefined : refused('screening-missing', {}, [basis.screening])),
      () => checkChoice(opinion, ['accept', 'notAccept'], 'opinion'),
      () => checkText(reason, opinion === 'notAccept' ? { ...text, missing: 'reason-missing' } : text),
    );
    const told = { opinion, reason, toldLeader: receiverOf(found.session), on: world.today };
    const stream = sessionStream(found.session.id);
    return refusal ?? ok([{ type: 'bookingOpinionGiven', stream, visitorId, opinion: told }]);
  });
}

/** 通知到场 (R49, R50). Never somebody of the unit that an accusation is about (Art 30). */
export function notifyAttendee(
  aggregates: Aggregates,
  command: NotifyAttendee,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: ['clerk'], citations: [basis.heads, basis.counsel] } as const;
  return onSession(aggregates, command, world, rule, (found) => {
    const { who, personId, name, visitorId } = command;
    const visitor = onVisitor(found, visitorId, beforeTable, rule.citations);
    if (!visitor.ok) return visitor;
    const wrong = checkChoice(who, ['departmentHead', 'legalCounsel'], 'who');
    if (wrong) return wrong;
    const person = calledPerson(world, { role: who, personId, name }, '', rule.citations);
    if (!person.ok) return person;
    const { contentKind, unitId } = visitor.value;
    const own = world.person?.(person.value.id)?.unitId ?? '';
    if (contentKind === 'accusation' && unitId !== undefined && isWithin((id) => world.unit(id), own, unitId)) {
      return refused('accused-unit', { unit: world.unit(own)?.name ?? '' }, [], 'personId');
    }
    const notice = { who, person: person.value, on: world.today };
    return ok([{ type: 'attendeeNotified', stream: sessionStream(found.session.id), visitorId, notice }]);
  });
}

/** 回执: by who was called, or the office that heard it by telephone. */
export function acknowledgeNotice(
  aggregates: Aggregates,
  command: AcknowledgeNotice,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: ['clerk', 'departmentClerk', 'leader'], citations: [basis.heads] } as const;
  return onSession(aggregates, command, world, rule, (found) => {
    const { who, visitorId } = command;
    const visitor = onVisitor(found, visitorId, [...beforeTable, 'received'], rule.citations);
    if (!visitor.ok) return visitor;
    const notice = visitor.value.notices.find((one) => one.who === who);
    if (!notice) return refused('notice-unknown', {}, rule.citations, 'who');
    const own = notice.person.id === world.actor.id || world.actor.role === 'clerk';
    if (!own) return refused('notice-of-another', {}, rule.citations);
    if (notice.acknowledgedOn !== undefined) return refused('notice-acknowledged', {}, rule.citations);
    return ok([
      { type: 'noticeAcknowledged', stream: sessionStream(found.session.id), visitorId, who, on: world.today },
    ]);
  });
}
