import { randomUUID } from 'node:crypto';
import { asWritten, trimmed, type UnitKind } from '@huiyin/domain';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import type { UnitRow } from '../people/people.repository.ts';
import { pinyinInitials } from './pinyin.ts';

/** One unit to be added, as an administrator gives it. */
export interface NewUnitRow {
  readonly name: string;
  readonly kind: UnitKind;
  /** Id, full name or short name of the unit above, which stands already or in an earlier row; empty: the bureau. */
  readonly parent: string;
  readonly shortName: string;
}

/** What is wrong with one row; rows are counted from 1. */
export interface RowProblem {
  readonly row: number;
  readonly name: string;
  readonly refusal: Refusal;
}

/** Units ready to be written, parents first; or what is wrong, and then nothing may be written. */
export interface UnitPlan {
  readonly units: readonly UnitRow[];
  readonly problems: readonly RowProblem[];
}

/** Which kind may stand under which (属地管理、分级负责, R1): schools of a district under its authority or a central school. */
const kindsAbove: Readonly<Record<UnitKind, readonly UnitKind[]>> = {
  bureau: [],
  department: ['bureau', 'department'],
  districtAuthority: ['bureau'],
  affiliatedSchool: ['bureau'],
  municipalUniversity: ['bureau'],
  districtSchool: ['districtAuthority', 'districtSchool'],
};

/** Whether a unit of this kind may stand under one of that. */
export const mayStandUnder = (kind: UnitKind, parent: UnitKind): boolean => kindsAbove[kind].includes(parent);

const longestName = 60;
const longestShortName = 20;

/** Reads every row against the units that stand and the rows before it. Names are unique in the whole bureau. */
export function planUnits(existing: readonly UnitRow[], rows: readonly NewUnitRow[]): UnitPlan {
  const known = unitNames(existing);
  const units: UnitRow[] = [];
  const problems: RowProblem[] = [];
  rows.forEach((row, index) => {
    const read = readRow(known, row);
    if (read.unit) {
      // A row with a problem still stands as a parent, so that one mistake is not told once for every school below.
      known.add(read.unit);
      units.push(read.unit);
    }
    if (read.refusal) problems.push({ row: index + 1, name: trimmed(row.name), refusal: read.refusal });
  });
  return { units, problems };
}

function readRow(known: UnitNames, row: NewUnitRow): { unit?: UnitRow; refusal?: Refusal } {
  const refusal = nameProblem(known, row);
  if (refusal) return { refusal };
  const [parent, another] = known.named(row.parent);
  if (!parent) return { refusal: serverRefusal('unknown-parent-unit', { parent: trimmed(row.parent) }, 'parent') };
  if (another) return { refusal: serverRefusal('parent-unit-ambiguous', { parent: trimmed(row.parent) }, 'parent') };
  const id = randomUUID();
  const [name, shortName] = [trimmed(row.name), trimmed(row.shortName)];
  const unit: UnitRow = {
    id,
    name,
    kind: row.kind,
    parentId: parent.id,
    shortName: shortName === '' ? null : shortName,
    initials: pinyinInitials(name),
    path: `${parent.path}${id}/`,
  };
  if (mayStandUnder(row.kind, parent.kind)) return { unit };
  const fits = { kind: row.kind, parent: parent.name, parentKind: parent.kind };
  return { unit, refusal: serverRefusal('unit-kind-not-under', fits, 'kind') };
}

/** What is wrong with a unit's names; `self` is the unit that is being renamed. */
export function nameProblem(
  known: UnitNames,
  given: { readonly name: string; readonly shortName: string },
  self?: string,
): Refusal | undefined {
  const name = trimmed(given.name);
  if (name.length < 2 || name.length > longestName || !printable(name)) {
    return serverRefusal('invalid-unit-name', { maximum: longestName }, 'name');
  }
  const shortName = trimmed(given.shortName);
  if (shortName.length > longestShortName || !printable(shortName)) {
    return serverRefusal('invalid-short-name', { maximum: longestShortName }, 'shortName');
  }
  const taken = known.called(name).some(({ id }) => id !== self);
  return taken ? serverRefusal('unit-name-taken', { name }, 'name') : undefined;
}

/** Units by what people write for them. */
export interface UnitNames {
  /** By full name only. */
  called(name: string): readonly UnitRow[];
  /** By id or full name, else by short name; for nothing written the root of the tree. */
  named(text: string): readonly UnitRow[];
  add(unit: UnitRow): void;
}

/** Looks units up by name; full-width and half-width forms, capitals and spaces do not matter. */
export function unitNames(units: readonly UnitRow[]): UnitNames {
  const [byFull, byShort] = [new Map<string, UnitRow[]>(), new Map<string, UnitRow[]>()];
  const put = (map: Map<string, UnitRow[]>, key: string, unit: UnitRow) => {
    map.set(key, [...(map.get(key) ?? []), unit]);
  };
  const add = (unit: UnitRow) => {
    put(byFull, keyOf(unit.name), unit);
    put(byFull, unit.id, unit);
    if (unit.shortName !== null) put(byShort, keyOf(unit.shortName), unit);
    if (unit.parentId === null) put(byFull, '', unit);
  };
  for (const unit of units) add(unit);
  return {
    add,
    called: (name) => byFull.get(keyOf(name)) ?? [],
    named: (text) => byFull.get(trimmed(text)) ?? byFull.get(keyOf(text)) ?? byShort.get(keyOf(text)) ?? [],
  };
}

function keyOf(name: string): string {
  return asWritten(name).normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
}

/** No control characters, no half surrogates: nothing that a page or PostgreSQL could not keep. */
export function printable(text: string): boolean {
  return text.isWellFormed() && !/[\p{Cc}\p{Co}\p{Cn}]/u.test(text);
}
