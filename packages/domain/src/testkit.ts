import { buildCalendar } from './calendar/calendar.ts';
import { builtInYears } from './calendar/years.ts';
import type { Aggregates, Command, DomainEvent } from './commands.ts';
import { plainDate } from './date.ts';
import { decide } from './decide.ts';
import type { UnitStaff } from './identity/staffing.ts';
import type { Actor, Leader, Role, Unit, World } from './identity/units.ts';
import { evolveOutreachVisit } from './outreach/evolve.ts';
import type { LogOutreachVisit, OutreachVisitState } from './outreach/types.ts';
import type { CompleteCase, IssueAcceptanceNotice } from './petition-cases/case-commands.ts';
import { evolvePetitionCase } from './petition-cases/evolve.ts';
import { numberCase } from './petition-cases/numbers.ts';
import type { Matter, PetitionCaseState, RegisterCase } from './petition-cases/types.ts';
import { decideReception } from './reception/decide-reception.ts';
import { evolveReceptionSession } from './reception/evolve-session.ts';
import { isReceptionEvent } from './reception/is-reception-event.ts';
import { isReceptionCommand } from './reception/session-commands.ts';
import type { ReceptionSessionState } from './reception/session-state.ts';
import type { Refused, Result } from './result.ts';

export const units: readonly Unit[] = [
  { id: 'bureau', name: '市教育局', kind: 'bureau', parentId: null },
  { id: 'basic', name: '基础教育处', kind: 'department', parentId: 'bureau' },
  { id: 'office', name: '局办公室', kind: 'department', parentId: 'bureau' },
  { id: 'supervision', name: '监察室', kind: 'department', parentId: 'bureau' },
  { id: 'west', name: '西河区教育局', kind: 'districtAuthority', parentId: 'bureau' },
  { id: 'west-school', name: '临江镇中心小学', kind: 'districtSchool', parentId: 'west' },
  { id: 'east', name: '东湖区教育局', kind: 'districtAuthority', parentId: 'bureau' },
  { id: 'first-school', name: '市第一中学', kind: 'affiliatedSchool', parentId: 'bureau' },
  { id: 'branch', name: '市第一中学分校', kind: 'affiliatedSchool', parentId: 'first-school' },
  { id: 'college', name: '市职业学院', kind: 'municipalUniversity', parentId: 'bureau' },
];

/** Who answers for the departments; the schools and districts have recorded nobody. */
export const staff: Readonly<Record<string, UnitStaff>> = {
  bureau: { headId: 'chief' },
  basic: {
    headId: 'basic-head',
    deputyId: 'basic-deputy',
    clerkId: 'basic-clerk',
    reviewerIds: ['basic-deputy'],
    portfolioLeaderId: 'person-leader',
    coordinatorIds: ['other-leader'],
  },
};

/** Leaders whom a decision may name. */
const leaders: Readonly<Record<string, Leader>> = {
  'person-leader': { name: '沈若兰', unitId: 'bureau', mayReadAccusations: true },
  chief: { name: '陈立', unitId: 'bureau', mayReadAccusations: true },
};

const calendar = buildCalendar(builtInYears);

export function actor(role: Role, unitId = 'office'): Actor {
  return { id: `person-${role}`, name: '王敏', role, unitId };
}

export function world(change: Partial<World> = {}): World {
  return {
    calendar,
    today: plainDate('2026-11-22'),
    actor: actor('clerk'),
    unit: (id) => units.find((unit) => unit.id === id),
    staff: (id) => staff[id],
    leader: (id) => leaders[id],
    ...change,
  };
}

export function matter(change: Partial<Matter> = {}): Matter {
  return {
    caseId: 'case-1',
    title: '校车 3 号线停运',
    demand: '要求恢复校车 3 号线。',
    petitioner: { kind: 'person', anonymous: false, name: '李小明', relation: '家长', phone: '13912342041' },
    facts: {
      responsibility: 'municipal',
      contentKind: 'appeal',
      priorHandling: 'none',
      opinionImplemented: false,
      newFacts: false,
    },
    handlingUnitId: 'basic',
    earlierHandling: '曾向学校反映，未答复',
    ...change,
  };
}

/** A matter with some of its routing facts changed. */
export function matterOf(facts: Partial<Matter['facts']>, change: Partial<Matter> = {}): Matter {
  const base = matter(change);
  return { ...base, facts: { ...base.facts, ...facts } };
}

export function register(change: Partial<RegisterCase> = {}): RegisterCase {
  return {
    type: 'registerCase',
    channel: 'letter',
    receivedOn: plainDate('2026-11-18'),
    matter: matter(),
    ...change,
  };
}

export function visit(change: Partial<LogOutreachVisit> = {}): LogOutreachVisit {
  return {
    type: 'logOutreachVisit',
    visitId: 'visit-1',
    visitedOn: plainDate('2026-11-20'),
    mode: 'discussionVisit',
    placeUnitId: 'west-school',
    programme: true,
    companions: ['张伟'],
    observations: '食堂改造已完工，尚未验收。',
    matters: [],
    followUps: [],
    attachments: [],
    ...change,
  };
}

export function notice(change: Partial<IssueAcceptanceNotice> = {}): IssueAcceptanceNotice {
  return {
    type: 'issueAcceptanceNotice',
    caseId: 'case-1',
    expectedVersion: 4,
    decision: 'accept',
    issuedOn: plainDate('2026-11-20'),
    ...change,
  };
}

export function completion(change: Partial<CompleteCase> = {}): CompleteCase {
  return {
    type: 'completeCase',
    caseId: 'case-1',
    expectedVersion: 7,
    cause: '运力不足',
    resolution: '增开一班，11月30日起恢复',
    repliedOn: plainDate('2026-11-21'),
    outcome: 'solved',
    ...change,
  };
}

/** A store in memory: decides, folds, numbers the new cases as the server does, and keeps every event. */
export class Story {
  readonly events: DomainEvent[] = [];
  readonly #cases = new Map<string, PetitionCaseState>();
  readonly #visits = new Map<string, OutreachVisitState>();
  readonly #sessions = new Map<string, ReceptionSessionState>();
  readonly aggregates: Aggregates = {
    petitionCase: (id) => this.#cases.get(id),
    joinedCase: (id) => this.#cases.get(id),
    outreachVisit: (id) => this.#visits.get(id),
    receptionSession: (id) => this.#sessions.get(id),
  };

  give(command: Command, inWorld: World = world()): Result<readonly DomainEvent[]> {
    const result = isReceptionCommand(command)
      ? decideReception(this.aggregates, command, inWorld)
      : decide(this.aggregates, command, inWorld);
    if (!result.ok) return result;
    for (const event of result.value) this.#apply(this.kept(event));
    for (const event of result.value) {
      if (event.type === 'caseRegistered') this.#apply(numberCase(this.case(event.stream.id), 2026, 12));
    }
    return result;
  }

  /** The event as the store keeps it. */
  protected kept(event: DomainEvent): DomainEvent {
    return event;
  }

  case(id = 'case-1'): PetitionCaseState {
    const state = this.#cases.get(id);
    if (!state) throw new Error(`no case ${id}`);
    return state;
  }

  session(id: string): ReceptionSessionState {
    const state = this.#sessions.get(id);
    if (!state) throw new Error(`no session ${id}`);
    return state;
  }

  visit(id = 'visit-1'): OutreachVisitState | undefined {
    return this.#visits.get(id);
  }

  #apply(event: DomainEvent): void {
    this.events.push(event);
    const { kind, id } = event.stream;
    if (isReceptionEvent(event)) this.#sessions.set(id, evolveReceptionSession(this.#sessions.get(id), event));
    else if (kind === 'petitionCase') this.#cases.set(id, evolvePetitionCase(this.#cases.get(id), event));
    else this.#visits.set(id, evolveOutreachVisit(this.#visits.get(id), event));
  }
}

/** The refusal of a command in a fresh or given story. Fails when the command is not refused. */
export function refusalOf(command: Command, inWorld?: World, story = new Story()): Refused {
  const result = story.give(command, inWorld);
  if (result.ok) throw new Error(`${command.type} was not refused`);
  return result;
}

/** The stories below must go through: says the code when one does not. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.code} ${result.path ?? ''}`);
  return result.value;
}

/** Most sessions of one leader less fewest of another: a rota is fair (R89) while it is at most 1. */
export function rotaSpread(rota: readonly { readonly leaderId: string }[], leaders: readonly string[]): number {
  const counts = leaders.map((leader) => rota.filter(({ leaderId }) => leaderId === leader).length);
  return Math.max(...counts) - Math.min(...counts);
}
