import { ok, refused, trimmed } from '@huiyin/domain';
import { checkRecused, type PetitionCaseState, workingUnitIds } from '@huiyin/domain/cases';
import type { RequestContext } from '../../context.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import { administer } from '../administration/administration.usecases.ts';
import type { Outcome } from '../people/people.usecases.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { hiddenAccusation, mayRevealPersonalData, scopeOf } from '../people/visibility.ts';
import { findCase } from '../petition-cases/petition-cases.repository.ts';
import { findSession } from '../reception/reception.repository.ts';
import { insertView, recentViews, type ViewSubject } from './personal-data.repository.ts';

/** What tells who somebody is. */
export const personalFields = ['name', 'phone', 'idCard', 'address'] as const;
type PersonalField = (typeof personalFields)[number];

/** One person of a case, unmasked; what was not given is not there. */
export type ClearPerson = Readonly<Partial<Record<PersonalField, string>>>;

/** Looks an hour and person: more than a day's telephoning, less than a register copied out. */
const mostAnHour = 60;
const hourMs = 3_600_000;
/** Characters of a reason; fewer say nothing. */
const reasonLength = { least: 2, most: 200 } as const;

/**
 * Tells once, unmasked, who asks in a case and who joined in, and puts on record in the same transaction who looked, when, at
 * which fields and why: in the case's history and in the bureau's audit. Refuses unknown-case, reveal-not-allowed,
 * actor-recused, reveal-reason-missing, nothing-to-reveal and rate-limited; a refusal tells nothing.
 */
export async function revealPersonalData(
  context: RequestContext,
  viewer: Viewer,
  { caseId, reason: given }: { readonly caseId: string; readonly reason: string },
): Promise<Outcome<readonly ClearPerson[]>> {
  const reason = trimmed(given);
  const row = await findCase(context.database, scopeOf(viewer), caseId);
  if (!row) return serverRefusal('unknown-case', { caseId: caseId.slice(0, 60) });
  const refusal = await revealRefusal(context, viewer, row.state);
  if (refusal) return refusal;
  return tellOnce(context, viewer, {
    subject: { kind: 'case', id: caseId },
    number: row.state.number ?? caseId,
    people: clearPeople(row.state),
    reason,
  });
}

/**
 * The same of a visitor of a reception session (预约、来访登记), for the General Office, which calls them (R42, R44). Refuses unknown-visitor,
 * reveal-not-allowed, reveal-reason-missing, nothing-to-reveal and rate-limited.
 */
export async function revealVisitor(
  context: RequestContext,
  viewer: Viewer,
  { sessionId, visitorId, reason }: { readonly sessionId: string; readonly visitorId: string; readonly reason: string },
): Promise<Outcome<ClearPerson>> {
  const session = await findSession(context.database.prisma, viewer, sessionId);
  const visitor = session?.visitors.find(({ id }) => id === visitorId);
  if (!session || !visitor) return refused('unknown-visitor', {}, [], 'visitorId');
  const may = viewer.role === 'clerk' && viewer.token === undefined && !hiddenAccusation(viewer, visitor);
  if (!may) return serverRefusal('reveal-not-allowed');
  const number = [session.date, visitor.number].join(' ');
  const told = await tellOnce(context, viewer, {
    subject: { kind: 'visitor', id: visitorId },
    number,
    people: [given(visitor.petitioner)],
    reason: trimmed(reason),
  });
  return told.ok ? ok(told.value[0] ?? {}) : told;
}

/** Who is told of, by what number the audit names it, and why. */
interface Told {
  readonly subject: ViewSubject;
  readonly number: string;
  readonly people: readonly ClearPerson[];
  readonly reason: string;
}

/** Tells people unmasked, once, and puts on record who looked, at which case or visitor, at which fields and why. */
async function tellOnce(
  context: RequestContext,
  viewer: Viewer,
  { subject, number, people, reason }: Told,
): Promise<Outcome<readonly ClearPerson[]>> {
  if (reason.length < reasonLength.least || reason.length > reasonLength.most)
    return serverRefusal('reveal-reason-missing', { maximum: reasonLength.most }, 'reason');
  const fields = fieldsOf(people);
  if (fields.length === 0) return serverRefusal('nothing-to-reveal');
  return administer(context, viewer, async ({ tx, at }) => {
    const recent = await recentViews(tx, viewer, at);
    const oldest = recent[0];
    if (oldest && recent.length >= mostAnHour) {
      const seconds = Math.max(1, Math.ceil((oldest.viewedAt.getTime() + hourMs - Date.parse(at)) / 1000));
      return serverRefusal('rate-limited', { seconds });
    }
    await insertView(tx, viewer, { subject, fields, reason, at });
    const entry = { type: 'personalDataViewed', number, fields, reason } as const;
    return ok({ value: people, entry });
  });
}

/** Which parts of who somebody is a case holds of anybody. */
const fieldsOf = (people: readonly ClearPerson[]) =>
  personalFields.filter((field) => people.some((person) => person[field] !== undefined));

/** Whether there is anything that the viewer may have unmasked: what shows the button. */
export async function offersReveal(
  context: Pick<RequestContext, 'database'>,
  viewer: Viewer,
  state: PetitionCaseState,
): Promise<boolean> {
  return fieldsOf(clearPeople(state)).length > 0 && (await revealRefusal(context, viewer, state)) === undefined;
}

/** Why the viewer may not look at all, if so: what the server holds to. Who is recused learns nothing more (回避, Art 28). */
async function revealRefusal(
  { database }: Pick<RequestContext, 'database'>,
  viewer: Viewer,
  state: PetitionCaseState,
): Promise<Refusal | undefined> {
  const units = await unitTree(database.prisma, viewer.bureauId);
  const may = mayRevealPersonalData(viewer, {
    handlingPaths: workingUnitIds(state).flatMap((id) => units.get(id)?.path ?? []),
    accusedUnitId: state.matter.accusedUnitId,
  });
  return may ? checkRecused(state, viewer.id) : serverRefusal('reveal-not-allowed');
}

/** The petitioner first, then who joined in (联名人); an anonymous petitioner's name is none. */
function clearPeople({ matter, joint }: PetitionCaseState): readonly ClearPerson[] {
  const { petitioner } = matter;
  const first = { ...petitioner, name: petitioner.anonymous ? '' : petitioner.name };
  return [first, ...(joint?.members ?? [])].map(given);
}

function given(person: ClearPerson): ClearPerson {
  const entries = personalFields.map((field) => [field, person[field]?.trim() ?? ''] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}
