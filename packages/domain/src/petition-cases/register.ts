import { checkChoice, checkRole, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import { isWithin, kindsAllowed, type World } from '../identity/units.ts';
import type { Holder } from '../reception/first-asked.ts';
import { atField, ok, type Refused, type Result, refused } from '../result.ts';
import { chosenRoute, handlingFacts } from '../routing/classify.ts';
import {
  contentKinds,
  priorHandlings,
  type RouteDecision,
  responsibilities,
  routePetition,
} from '../routing/routing.ts';
import type { PetitionSource } from '../routing/sources.ts';
import type { StreamRef } from '../stream.ts';
import { clocksAtRegistration, outerDate, startClock } from './case-clocks.ts';
import type { CaseRegistered, PetitionCaseEvent } from './events.ts';
import { checkOrigin } from './origin.ts';
import { byActor } from './procedure.ts';
import type { RegistrationFacets } from './registration.ts';
import { checkContacts, checkRegistration, classificationOf } from './registration-checks.ts';
import { type Channel, channels, type HotlineOrder, type Matter, petitionerKinds, type RegisterCase } from './types.ts';

const statute = (article: string) => cite('petitionRegulation2022', article);
/** Art 19: a petition states the petitioner's name, the request, facts and reasons. R64 defines who and what. */
const formBasis = [statute('第十九条'), cite('petitionSystem', '第二条', 'R64')];

function checkPetitioner(matter: Matter, path: string): Refused | undefined {
  const { petitioner } = matter;
  const named = petitioner.anonymous ? {} : ({ missing: 'petitioner-name-missing', citations: formBasis } as const);
  return firstRefusal(
    () => checkChoice(petitioner.kind, petitionerKinds, `${path}.petitioner.kind`),
    () => checkText(petitioner.name, { path: `${path}.petitioner.name`, limit: textLimits.name, ...named }),
    () => checkText(petitioner.relation, { path: `${path}.petitioner.relation`, limit: textLimits.name }),
  );
}

function checkFacts(matter: Matter, path: string): Refused | undefined {
  const { facts } = matter;
  return firstRefusal(
    () => checkChoice(facts.responsibility, responsibilities, `${path}.facts.responsibility`),
    () => checkChoice(facts.contentKind, contentKinds, `${path}.facts.contentKind`),
    () => checkChoice(facts.priorHandling, priorHandlings, `${path}.facts.priorHandling`),
  );
}

/**
 * Whether a unit may be given a matter: known, of a kind that its responsibility allows (R1, R10, R25–R27), and never the
 * accused unit or one below it (Art 30). `path` is where the command names it.
 */
export function checkHandlingUnit(
  { facts, accusedUnitId }: Pick<Matter, 'facts' | 'accusedUnitId'>,
  unitId: string,
  world: World,
  path: string,
): Refused | undefined {
  const find = (id: string) => world.unit(id);
  const handling = find(unitId);
  if (!handling) return refused('unknown-unit', { unit: unitId.slice(0, 60) }, unitBasis, path);
  if (handling.closed === true) return refused('unit-closed', { unit: handling.name }, unitBasis, path);
  const { contentKind, responsibility } = facts;
  const accusation = contentKind === 'accusation';
  if (accusation && accusedUnitId !== undefined && isWithin(find, handling.id, accusedUnitId)) {
    return refused('accused-unit', { unit: handling.name }, [statute('第三十条')], path);
  }
  if (kindsAllowed(facts).includes(handling.kind)) return undefined;
  const basis = accusation ? [statute('第三十条')] : [...unitBasis, ...routePetition(facts).citations];
  return refused(
    'unit-kind-mismatch',
    { unit: handling.name, kind: handling.kind, responsibility, contentKind },
    basis,
    path,
  );
}

/** 属地管理、分级负责. */
const unitBasis = [cite('receptionSystem', '二（一）', 'R1')];

function checkUnits(matter: Matter, { outcome }: RouteDecision, world: World, path: string): Refused | undefined {
  const { accusedUnitId } = matter;
  const facts = handlingFacts(matter.facts, outcome);
  if (accusedUnitId !== undefined && !world.unit(accusedUnitId)) {
    return refused('unknown-unit', { unit: accusedUnitId.slice(0, 60) }, unitBasis, `${path}.accusedUnitId`);
  }
  return checkHandlingUnit({ ...matter, facts }, matter.handlingUnitId, world, `${path}.handlingUnitId`);
}

/** Everything that one matter (信访事项) must hold before it can be registered; `intake.path` is its place in the command. */
function checkMatter(matter: Matter, intake: Intake, aggregates: Aggregates, world: World): Refused | undefined {
  const { path, route } = intake;
  if (aggregates.petitionCase(matter.caseId)) {
    return refused('already-registered', { caseId: matter.caseId.slice(0, 60) }, [], `${path}.caseId`);
  }
  return firstRefusal(
    () => checkWords(matter, path),
    () => checkContacts(matter.petitioner, world, `${path}.petitioner`),
    () => checkPlace(matter, world, path, route),
  );
}

/** What a matter says, at registration and when it is put right (更正登记): its words and who its petitioner is. */
export function checkWords(matter: Matter, path: string): Refused | undefined {
  return firstRefusal(
    () =>
      checkText(matter.title, {
        path: `${path}.title`,
        limit: textLimits.title,
        missing: 'title-missing',
        citations: formBasis,
      }),
    () =>
      checkText(matter.demand, {
        path: `${path}.demand`,
        limit: textLimits.demand,
        missing: 'demand-missing',
        citations: formBasis,
      }),
    () => checkPetitioner(matter, path),
    () => checkText(matter.earlierHandling, { path: `${path}.earlierHandling`, limit: textLimits.demand }),
    () => checkText(matter.referral, { path: `${path}.referral`, limit: textLimits.short }),
  );
}

/** Where a matter belongs: its facts, whom it is against, and the unit that is to have it (R1, Art 30). */
export function checkPlace(
  matter: Matter,
  world: World,
  path: string,
  route: RouteDecision = routePetition(matter.facts),
): Refused | undefined {
  return firstRefusal(
    () => checkText(matter.accusedPersonId, { path: `${path}.accusedPersonId`, limit: textLimits.name }),
    () => checkFacts(matter, path),
    () => checkUnits(matter, route, world, path),
  );
}

/** Where and when a matter came in, what was written down beside it, and its route where another than the proposed was chosen. */
export interface Intake extends RegistrationFacets {
  readonly channel: Channel;
  readonly receivedOn: PlainDate;
  readonly path: string;
  /** Where the command names the day of receipt. */
  readonly dayPath: string;
  readonly visitId?: string;
  readonly hotline?: HotlineOrder;
  readonly source?: PetitionSource;
  readonly firstAsked?: Holder;
  readonly route?: RouteDecision;
}

/**
 * Registers one matter, from whichever channel: routes it (R25–R31), puts accusations into their own compartment
 * (Art 30) and starts its clocks from the day of receipt. Refuses what {@link checkMatter} finds, and
 * `calendar-missing` when a due date would fall into a year without data.
 */
export function registerMatter(
  matter: Matter,
  intake: Intake,
  aggregates: Aggregates,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  const refusal = checkMatter(matter, intake, aggregates, world);
  if (refusal) return refusal;
  const { path: _path, dayPath, route = routePetition(matter.facts), ...given } = intake;
  const outer = outerDate(intake);
  const stream: StreamRef = { kind: 'petitionCase', id: matter.caseId };
  const registered: CaseRegistered = {
    type: 'caseRegistered',
    stream,
    ...given,
    matter,
    route,
    compartment: matter.facts.contentKind === 'accusation' ? 'accusation' : 'ordinary',
    by: byActor(world),
  };
  const events: PetitionCaseEvent[] = [registered];
  const handlingKind = world.unit(matter.handlingUnitId)?.kind;
  for (const clock of clocksAtRegistration(intake.channel, matter, route, handlingKind, intake)) {
    const started = startClock(world, stream, clock, intake.receivedOn, outer);
    if (!started.ok) {
      // a year without a calendar is that of the day of receipt, or of the date that somebody outside has set
      const ofOuter = outer?.dueOn.startsWith(`${started.params.year}-`) === true;
      return atField(started, ofOuter ? outer.path : dayPath);
    }
    events.push(started.value);
  }
  return ok(events);
}

/** The order of the 12345 centre: its number, and the centre's own date (R80, R84). */
export function checkHotline({
  channel,
  hotline,
  receivedOn,
}: Pick<RegisterCase, 'channel' | 'hotline' | 'receivedOn'>): Refused | undefined {
  if (channel !== 'hotline' && hotline === undefined) return undefined;
  const basis = [cite('petitionSystem', '第九条', 'R80')];
  const path = 'hotline.externalNumber';
  return firstRefusal(
    () =>
      checkText(hotline?.externalNumber, {
        path,
        limit: textLimits.name,
        missing: 'hotline-number-missing',
        citations: basis,
      }),
    () =>
      hotline?.dueOn !== undefined && hotline.dueOn < receivedOn
        ? refused(
            'hotline-due-before-receipt',
            { dueOn: hotline.dueOn, receivedOn },
            [cite('petitionSystem', '第十一条', 'R84')],
            'hotline.dueOn',
          )
        : undefined,
    () =>
      hotline?.urgent === true && hotline.dueOn === undefined
        ? refused('hotline-urgent-without-date', {}, [cite('petitionSystem', '第十一条', 'R84')], 'hotline.dueOn')
        : undefined,
  );
}

/** 关联 and 重复信访: each of the two cases names the other. */
function linkEvents({ matter, links = [] }: RegisterCase): readonly PetitionCaseEvent[] {
  const stream = (id: string): StreamRef => ({ kind: 'petitionCase', id });
  return links.flatMap(({ caseId, relation }): readonly PetitionCaseEvent[] => [
    { type: 'caseLinked', stream: stream(matter.caseId), caseId, relation },
    { type: 'caseLinked', stream: stream(caseId), caseId: matter.caseId, relation },
  ]);
}

/** 登记. See {@link registerMatter}; the day of receipt must not lie in the future (`received-in-future`). */
export function registerCase(
  aggregates: Aggregates,
  command: RegisterCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  const { channel, receivedOn, matter, hotline, source, firstAsked, incoming, joint, scans } = command;
  const refusal = firstRefusal(
    () => checkRole(world, command.type),
    () => checkChoice(channel, channels, 'channel'),
    () =>
      receivedOn > world.today
        ? refused(
            'received-in-future',
            { receivedOn, today: world.today },
            [cite('petitionSystem', '第五条', 'R69')],
            'receivedOn',
          )
        : undefined,
    () => checkHotline(command),
    () => checkOrigin(command, world),
    () => checkRegistration(command, aggregates, world),
  );
  if (refusal) return refusal;
  const route = chosenRoute(matter.facts, command.choice?.outcome);
  if (!route.ok) return route;
  const classification = classificationOf(command);
  const intake: Intake = {
    channel,
    receivedOn,
    path: 'matter',
    dayPath: 'receivedOn',
    route: route.value,
    ...(incoming === undefined ? {} : { incoming }),
    ...(joint === undefined ? {} : { joint }),
    ...(scans === undefined || scans.length === 0 ? {} : { scans }),
    ...(classification === undefined ? {} : { classification }),
    ...(hotline === undefined ? {} : { hotline }),
    ...(source === undefined ? {} : { source }),
    ...(firstAsked === undefined ? {} : { firstAsked }),
  };
  const registered = registerMatter(matter, intake, aggregates, world);
  return registered.ok ? ok([...registered.value, ...linkEvents(command)]) : registered;
}
