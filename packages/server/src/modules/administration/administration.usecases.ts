import { randomInt, randomUUID } from 'node:crypto';
import { ok, type Role, trimmed, type UnitKind } from '@huiyin/domain';
import type { RequestContext } from '../../context.ts';
import { inTransaction, type Transaction } from '../../infra/transaction.ts';
import { type Refusal, rowsRefused, serverRefusal } from '../../messages/refusals.ts';
import { forgetPeople } from '../people/names.ts';
import type { UnitRow } from '../people/people.repository.ts';
import { hashPassword, namesProblem, type Outcome } from '../people/people.usecases.ts';
import type { Viewer } from '../people/viewer.ts';
import { fillTurns, forgetTurns } from '../work-lists/fill-turns.ts';
import {
  type AdministeredPerson,
  type AdministrationEntry,
  anotherAdministrator,
  appendEntry,
  insertAdministeredPerson,
  insertUnits,
  lockBureau,
  type PersonRights,
  readPerson,
  readUnits,
  revokeSessions,
  updateBureauName,
  updateDisabledAt,
  updatePassword,
  updateRights,
  updateUnitNames,
} from './administration.repository.ts';
import { pinyinInitials } from './pinyin.ts';
import { changedMeanwhile } from './seen.ts';
import { type NewUnitRow, nameProblem, planUnits, type RowProblem, unitNames } from './unit-rows.ts';

/** The end of one write: what to answer, what to keep in the audit (nothing when nothing changed), whose sessions ended. */
interface Done<T> {
  readonly value: T;
  readonly entry?: AdministrationEntry;
  readonly ended?: readonly string[];
}

/** One write of {@link administer}: its transaction, its bureau and its instant. */
interface Work {
  readonly tx: Transaction;
  readonly bureauId: string;
  /** ISO instant. */
  readonly at: string;
}

/** What such a write needs of the server. */
export interface AdministeringContext extends Pick<RequestContext, 'database' | 'clock'> {
  readonly sessions: Pick<RequestContext['sessions'], 'ended' | 'changed'>;
}

/**
 * The frame of every write about units and people: one transaction under the bureau's lock, with its audit entry chained in
 * the same transaction; a refusal writes nothing. After it the ended sessions' live streams are cut here at once (other
 * processes see it within seconds), the kept tree of units is forgotten, and whose turn it is is worked out where that changed.
 */
export async function administer<T>(
  context: AdministeringContext,
  by: Pick<Viewer, 'bureauId' | 'id' | 'displayName' | 'unitId'>,
  work: (work: Work) => Promise<{ readonly ok: true; readonly value: Done<T> } | Refusal>,
): Promise<Outcome<T>> {
  const { bureauId, id, displayName: name, unitId } = by;
  const at = new Date(context.clock.now()).toISOString();
  const done = await inTransaction(context.database.pool, async (tx) => {
    await lockBureau(tx, bureauId);
    const result = await work({ tx, bureauId, at });
    if (result.ok && result.value.entry) {
      const from = { bureauId, actor: { id, name, unitId }, commandId: randomUUID(), occurredAt: at, receivedAt: at };
      await appendEntry(tx, { ...from, skewed: false }, result.value.entry);
    }
    return result;
  });
  if (!done.ok) return done;
  forgetPeople(context.database);
  await fillTurns(context.database, context.clock.today());
  for (const session of done.value.ended ?? []) context.sessions.ended(session);
  context.sessions.changed();
  return ok(done.value.value);
}

const mostRows = 500;

/** What stands against adding these units, row by row; empty when all may be added. */
export async function checkUnits(
  context: RequestContext,
  { bureauId }: Viewer,
  rows: readonly NewUnitRow[],
): Promise<Outcome<readonly RowProblem[]>> {
  if (rows.length > mostRows) return serverRefusal('too-many-units', { maximum: mostRows });
  const existing = await inTransaction(context.database.pool, (tx) => readUnits(tx, bureauId));
  return ok(planUnits(existing, rows).problems);
}

/** Adds units, all or none. Refuses no-units, too-many-units and units-refused, which names each bad row and its remedy. */
export function addUnits(
  context: RequestContext,
  viewer: Viewer,
  rows: readonly NewUnitRow[],
): Promise<Outcome<readonly UnitRow[]>> {
  return administer(context, viewer, async ({ tx, bureauId }) => {
    if (rows.length === 0) return serverRefusal('no-units');
    if (rows.length > mostRows) return serverRefusal('too-many-units', { maximum: mostRows });
    const { units, problems } = planUnits(await readUnits(tx, bureauId), rows);
    if (problems.length > 0) return rowsRefused(problems);
    await insertUnits(tx, bureauId, units);
    const kept = units.map(({ initials: _initials, path: _path, ...unit }) => unit);
    return ok({ value: units, entry: { type: 'unitsAdded', units: kept } });
  });
}

/** Gives a unit other names; of the root, the bureau too. Refuses unknown-unit, unit-name-taken, invalid-unit-name, invalid-short-name. */
export function renameUnit(
  context: RequestContext,
  viewer: Viewer,
  given: { readonly id?: string; readonly name: string; readonly shortName?: string; readonly seen?: unknown },
): Promise<Outcome<UnitRow>> {
  return administer(context, viewer, async ({ tx, bureauId }) => {
    const all = await readUnits(tx, bureauId);
    const unit = all.find(({ id, parentId }) => (given.id === undefined ? parentId === null : id === given.id));
    if (!unit) return serverRefusal('unknown-unit', { unitId: given.id ?? '' }, 'id');
    const { name: oldName, shortName: oldShort } = unit;
    const [name, written] = [trimmed(given.name), trimmed(given.shortName ?? oldShort ?? '')];
    const to = { name, shortName: written === '' ? null : written };
    const from = { name: oldName, shortName: oldShort };
    const problem =
      changedMeanwhile(given.seen, from) ?? nameProblem(unitNames(all), { name, shortName: written }, unit.id);
    if (problem) return problem;
    if (to.name === from.name && to.shortName === from.shortName) return ok({ value: unit });
    const renamed = { ...unit, ...to, initials: name === oldName ? unit.initials : pinyinInitials(name) };
    await updateUnitNames(tx, bureauId, renamed);
    if (unit.parentId !== null) {
      return ok({ value: renamed, entry: { type: 'unitRenamed', unitId: unit.id, from, to } });
    }
    await updateBureauName(tx, bureauId, name);
    return ok({ value: renamed, entry: { type: 'bureauRenamed', from, to } });
  });
}

/** A person, and the initial password that is shown this once. */
export interface PersonWithPassword {
  readonly person: AdministeredPerson;
  readonly initialPassword: string;
}

/** Adds a person. Refuses invalid-username, invalid-display-name, username-taken, unknown-unit, role-not-at-unit. */
export async function addPerson(
  context: RequestContext,
  viewer: Viewer,
  given: PersonRights & { readonly username: string },
): Promise<Outcome<PersonWithPassword>> {
  const initialPassword = newPassword();
  const passwordHash = await hashPassword(initialPassword);
  return administer(context, viewer, async ({ tx, bureauId, at }) => {
    const username = trimmed(given.username);
    const rights = nameTrimmed(given);
    const problem = namesProblem({ ...rights, username }) ?? (await rightsProblem(tx, bureauId, rights));
    if (problem) return problem;
    if (await readPerson(tx, bureauId, { username })) return serverRefusal('username-taken', { username }, 'username');
    const id = randomUUID();
    await insertAdministeredPerson(tx, bureauId, { id, username, ...rights, passwordHash }, at);
    const person = await personOrBug(tx, bureauId, id);
    const entry = { type: 'personAdded', personId: id, username: person.username, ...rights } as const;
    return ok({ value: { person, initialPassword }, entry });
  });
}

/**
 * Changes name, role, unit and the reading of accusations. Other rights end the person's sessions: nothing goes on under the
 * old ones. Refuses no-such-person, last-administrator and what {@link addPerson} refuses.
 */
export function changePerson(
  context: RequestContext,
  viewer: Viewer,
  given: PersonRights & { readonly id: string; readonly seen?: unknown },
): Promise<Outcome<AdministeredPerson>> {
  return administer(context, viewer, async ({ tx, bureauId, at }) => {
    const person = await readPerson(tx, bureauId, given);
    if (!person) return serverRefusal('no-such-person', {}, 'id');
    const [from, to] = [nameTrimmed(person), nameTrimmed(given)];
    const problem =
      changedMeanwhile(given.seen, from) ??
      namesProblem({ ...person, ...to }) ??
      (await rightsProblem(tx, bureauId, to));
    if (problem) return problem;
    if (to.role !== 'administrator' && (await isLastAdministrator(tx, person))) {
      return serverRefusal('last-administrator', {}, 'role');
    }
    if (JSON.stringify(from) === JSON.stringify(to)) return ok({ value: person });
    await updateRights(tx, bureauId, person.id, to);
    await forgetTurns(tx, bureauId, { personId: person.id });
    const rightsStay = JSON.stringify({ ...from, displayName: '' }) === JSON.stringify({ ...to, displayName: '' });
    const ended = rightsStay ? [] : await revokeSessions(tx, bureauId, person.id, { at });
    const entry = { type: 'personChanged', personId: person.id, from, to } as const;
    return ok({ value: await personOrBug(tx, bureauId, person.id), entry, ended });
  });
}

/** Closes or opens an account; closing ends its sessions and live streams, and nothing of its history is lost. Refuses no-such-person, last-administrator. */
export function setPersonDisabled(
  context: RequestContext,
  viewer: Viewer,
  { id, disabled }: { readonly id: string; readonly disabled: boolean },
): Promise<Outcome<AdministeredPerson>> {
  return administer(context, viewer, async ({ tx, bureauId, at }) => {
    const person = await readPerson(tx, bureauId, { id });
    if (!person) return serverRefusal('no-such-person', {}, 'id');
    if (disabled && (await isLastAdministrator(tx, person))) return serverRefusal('last-administrator', {}, 'disabled');
    if ((person.disabledAt !== null) === disabled) return ok({ value: person });
    await updateDisabledAt(tx, bureauId, id, disabled ? at : null);
    await forgetTurns(tx, bureauId, { personId: id });
    // Also when opening: a session that was being opened at the moment of closing must not come to life.
    const ended = await revokeSessions(tx, bureauId, id, { at });
    const entry = { type: disabled ? 'personDisabled' : 'personEnabled', personId: id } as const;
    return ok({ value: await personOrBug(tx, bureauId, id), entry, ended });
  });
}

/** Gives a person a new initial password and ends their sessions. Refuses no-such-person. */
export async function resetPassword(
  context: RequestContext,
  viewer: Viewer,
  id: string,
): Promise<Outcome<PersonWithPassword>> {
  const initialPassword = newPassword();
  const hash = await hashPassword(initialPassword);
  return administer(context, viewer, async ({ tx, bureauId, at }) => {
    if (!(await readPerson(tx, bureauId, { id }))) return serverRefusal('no-such-person', {}, 'id');
    await updatePassword(tx, bureauId, id, { hash, initial: true });
    const ended = await revokeSessions(tx, bureauId, id, { at });
    const person = await personOrBug(tx, bureauId, id);
    return ok({ value: { person, initialPassword }, entry: { type: 'passwordReset', personId: id }, ended });
  });
}

/** Letters and digits that nobody confuses when a password is read out or copied by hand. */
const passwordSigns = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Four groups of four: 79 bits, and twelve characters are asked for. */
function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => passwordSigns.charAt(randomInt(passwordSigns.length))).join('');
  return Array.from({ length: 4 }, group).join('-');
}

function nameTrimmed({ displayName, role, unitId, mayReadAccusations }: PersonRights): PersonRights {
  return { displayName: trimmed(displayName), role, unitId, mayReadAccusations };
}

/**
 * Where each role belongs: bureau leaders and the General Office's clerks see the whole bureau, so they are no school's;
 * a department's or school's clerk sees what is below the own unit, so that must not be the bureau itself (R1).
 */
const kindsRefused: Readonly<Record<Role, readonly UnitKind[]>> = {
  leader: ['districtAuthority', 'affiliatedSchool', 'municipalUniversity', 'districtSchool'],
  clerk: ['districtAuthority', 'affiliatedSchool', 'municipalUniversity', 'districtSchool'],
  departmentClerk: ['bureau'],
  dashboard: [],
  administrator: [],
};

async function rightsProblem(
  tx: Transaction,
  bureauId: string,
  { unitId, role }: PersonRights,
): Promise<Refusal | undefined> {
  const unit = (await readUnits(tx, bureauId)).find(({ id }) => id === unitId);
  if (!unit) return serverRefusal('unknown-unit', { unitId }, 'unitId');
  if (!kindsRefused[role].includes(unit.kind)) return undefined;
  return serverRefusal('role-not-at-unit', { role, unit: unit.name, kind: unit.kind }, 'unitId');
}

async function isLastAdministrator(tx: Transaction, person: AdministeredPerson): Promise<boolean> {
  if (person.role !== 'administrator' || person.disabledAt !== null) return false;
  return !(await anotherAdministrator(tx, person.bureauId, person.id));
}

async function personOrBug(tx: Transaction, bureauId: string, id: string): Promise<AdministeredPerson> {
  const person = await readPerson(tx, bureauId, { id });
  if (!person) throw new Error(`person ${id} is gone`);
  return person;
}
