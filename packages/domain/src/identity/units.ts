import type { Calendar } from '../calendar/calendar.ts';
import type { Province } from '../clocks/clocks.ts';
import type { PlainDate } from '../date.ts';
import type { ReceptionSettings } from '../reception/settings-shape.ts';
import type { ContentKind, Responsibility } from '../routing/routing.ts';
import type { UnitStaff } from './staffing.ts';

/** Who may do what: 领导, 经办（局办公室）, 处室/单位经办, 大屏, 管理员. */
export type Role = 'leader' | 'clerk' | 'departmentClerk' | 'dashboard' | 'administrator';
export const roles = [
  'leader',
  'clerk',
  'departmentClerk',
  'dashboard',
  'administrator',
] as const satisfies readonly Role[];

/** Who reads cases and works on them: leaders, the General Office, clerks of departments, districts and schools. */
export const caseRoles = ['leader', 'clerk', 'departmentClerk'] as const satisfies readonly Role[];
export const readsCases = (role: Role): boolean => caseRoles.some((one) => one === role);
/** Who reads counts, numbers without names. */
export const readsCounts = (role: Role): boolean => readsCases(role) || role === 'dashboard';

/** 局, 处室, 区县教育局, 直属学校, 市属高校, 区县学校. */
export type UnitKind =
  | 'bureau'
  | 'department'
  | 'districtAuthority'
  | 'affiliatedSchool'
  | 'municipalUniversity'
  | 'districtSchool';
export const unitKinds = [
  'bureau',
  'department',
  'districtAuthority',
  'affiliatedSchool',
  'municipalUniversity',
  'districtSchool',
] as const satisfies readonly UnitKind[];

/** Bodies to whom 复查 and 复核 are requested (Arts 35, 36). */
export const reviewBodies = [
  'districtAuthority',
  'districtGovernment',
  'bureau',
  'municipalGovernment',
  'provincialDepartment',
  'provincialGovernment',
] as const;
export type ReviewBody = (typeof reviewBodies)[number];

/**
 * Who stands above whom: to which bodies a request may go (Arts 35, 36: the superior of the unit that answered). By the
 * kind of unit whose opinion it is, and by the body whose 复查 opinion it is. A bureau may keep its own.
 */
export interface ReviewHierarchy {
  readonly opinions: Readonly<Record<UnitKind, readonly ReviewBody[]>>;
  readonly reviews: Readonly<Record<ReviewBody, readonly ReviewBody[]>>;
}

/** A unit (单位) of the bureau's tree. */
export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parentId: string | null;
  /** 联系方式 (address, telephone, hours) that its papers bear. */
  readonly contact?: string | null;
  /** 撤销: it stays for its history and takes nothing new. */
  readonly closed?: boolean;
}

/** Who acts. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly unitId: string;
}

/** What a decision may know of the world beside the case: nothing is read from clocks or stores. */
export interface World {
  readonly calendar: Calendar;
  /** Today in Asia/Shanghai. */
  readonly today: PlainDate;
  readonly actor: Actor;
  unit(id: string): Unit | undefined;
  /** The leaders (领导干部), where a decision names one; the phone decides nothing of the kind. */
  leader?(id: string): Leader | undefined;
  /** Who answers for a unit; undefined where this is not known here (a phone): the server then says. */
  staff(unitId: string): UnitStaff | undefined;
  /** Anybody who works on cases, where a command names one (attendees of a reception). */
  person?(id: string): { readonly name: string; readonly unitId: string } | undefined;
  /** What the bureau has set of its reception day; else as it comes. */
  readonly reception?: ReceptionSettings;
  /** To whom 复查 and 复核 are requested, where the bureau keeps its own (Arts 35, 36); else as built in. */
  readonly hierarchy?: ReviewHierarchy;
  /** The province whose own limits are weighed too, where the bureau has switched it on (省级规定). */
  readonly province?: Province;
}

/** A leader who can be given a case. */
export interface Leader {
  readonly name: string;
  readonly unitId: string;
  readonly mayReadAccusations: boolean;
}

/** Deeper than any bureau's tree: a cycle in bad data ends here. */
const deepestTree = 32;

/** Whether `unitId` is `ancestorId` or lies below it. */
export function isWithin(unit: (id: string) => Unit | undefined, unitId: string, ancestorId: string): boolean {
  let current: string | null = unitId;
  for (let depth = 0; current !== null && depth < deepestTree; depth += 1) {
    if (current === ancestorId) return true;
    current = unit(current)?.parentId ?? null;
  }
  return false;
}

/**
 * Kinds of unit that may hold a matter of each responsibility (属地管理、分级负责, R1, R10, R25–R27). What is not the education
 * administration's is held by a department of the bureau until its refusal is issued (R31).
 */
export const kindsFor: Readonly<Record<Responsibility, readonly UnitKind[]>> = {
  municipal: ['department'],
  district: ['districtAuthority'],
  affiliated: ['affiliatedSchool', 'municipalUniversity'],
  notEducation: ['department'],
};

/**
 * Kinds of unit that may be given a matter. An accusation (检举控告) goes to a department of the bureau, or to the
 * district authority that manages the cadre; never to a school, which would be the accused or the accused's own unit
 * (Art 30). Everything else goes by responsibility.
 */
export function kindsAllowed(facts: {
  readonly contentKind: ContentKind;
  readonly responsibility: Responsibility;
}): readonly UnitKind[] {
  if (facts.contentKind !== 'accusation') return kindsFor[facts.responsibility];
  return facts.responsibility === 'district' ? ['department', 'districtAuthority'] : ['department'];
}

/** The bureau's General Office (局办公室) takes in what nobody else holds (R65); known by its name. */
const officeName = '办公室';

/**
 * The unit that will probably handle a matter raised at a place (R4: the lowest unit with authority): the place itself
 * or the nearest unit above it of the right kind; for the bureau's own duty the place when it is a department, else
 * the General Office. A proposal only; undefined when the tree has none. An accusation needs a person's choice.
 */
export function proposeHandlingUnit(
  units: readonly Unit[],
  placeUnitId: string,
  responsibility: Responsibility,
): Unit | undefined {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const fits = (unit: Unit): boolean => kindsFor[responsibility].includes(unit.kind);
  let current = byId.get(placeUnitId);
  for (let depth = 0; current && depth < deepestTree; depth += 1) {
    if (fits(current)) return current;
    current = current.parentId === null ? undefined : byId.get(current.parentId);
  }
  if (responsibility !== 'municipal' && responsibility !== 'notEducation') return undefined;
  const departments = units.filter(fits);
  return departments.find((unit) => unit.name.endsWith(officeName)) ?? departments[0];
}
