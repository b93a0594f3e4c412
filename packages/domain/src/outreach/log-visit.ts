import { checkList, checkRole, checkText, firstOf, firstRefusal, listLimits, textLimits, tooMany } from '../checks.ts';
import type { Aggregates, DomainEvent } from '../commands.ts';
import type { World } from '../identity/units.ts';
import { registerMatter } from '../petition-cases/register.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { caseOf } from './case-of.ts';
import { checkAttachments, checkDetails, checkFollowUp, checkPosition, modeBasis, wordsOf } from './check-parts.ts';
import {
  type CaseVisited,
  type FollowUp,
  type LogOutreachVisit,
  type OutreachVisitLogged,
  outreachModes,
  type Signer,
  type VisitDetails,
} from './types.ts';

const idOf = (item: { readonly id: string }): string => item.id;

function checkLists(command: LogOutreachVisit, world: World): Refused | undefined {
  const { matters, followUps, attachments, visitedOn, details } = command;
  const visit = { visitedOn, caseId: caseOf(details), world };
  return firstRefusal(
    () =>
      checkList(
        matters.map((matter) => matter.caseId),
        listLimits.matters,
        'matters',
      ),
    () => checkList(followUps.map(idOf), listLimits.followUps, 'followUps'),
    // A signature and a voice note beside the photos.
    () => checkList(attachments.map(idOf), listLimits.photos + 2, 'attachments'),
    () => checkCompanions(command.companions),
    () => firstOf(followUps, 'followUps', (followUp, path) => checkFollowUp(followUp, visit, path)),
    () => checkAttachments(attachments),
  );
}

/** Who came along: at most 50 names. */
export function checkCompanions(companions: readonly string[]): Refused | undefined {
  return firstRefusal(
    () => tooMany(companions, listLimits.companions, 'companions'),
    () => firstOf(companions, 'companions', (name, path) => checkText(name, { path, limit: textLimits.name })),
  );
}

/** A signature is worth what is known of the hand: who signed for the unit. */
function checkSigner(signer: Signer | undefined): Refused | undefined {
  if (signer === undefined) return undefined;
  return firstRefusal(
    () => checkText(signer.name, { path: 'signer.name', limit: textLimits.name, missing: 'signer-missing' }),
    () => checkText(signer.title, { path: 'signer.title', limit: textLimits.name }),
  );
}

function checkVisit(aggregates: Aggregates, command: LogOutreachVisit, world: World): Refused | undefined {
  const { visitId, visitedOn, mode, placeUnitId, observations, position } = command;
  return firstRefusal(
    () => checkRole(world, command.type),
    () =>
      aggregates.outreachVisit(visitId)
        ? refused('visit-already-logged', { visitId: visitId.slice(0, 60) }, [], 'visitId')
        : undefined,
    () =>
      visitedOn > world.today
        ? refused('visited-in-future', { visitedOn, today: world.today }, modeBasis, 'visitedOn')
        : undefined,
    () => (outreachModes.includes(mode) ? undefined : refused('mode-missing', {}, modeBasis, 'mode')),
    () =>
      world.unit(placeUnitId)
        ? undefined
        : refused('unknown-unit', { unit: placeUnitId.slice(0, 60) }, [], 'placeUnitId'),
    () => checkDetails(command.details, command, aggregates),
    () => checkText(observations, { path: 'observations', limit: textLimits.long }),
    () => checkPosition(position, 'position'),
    () => checkSigner(command.signer),
    () => checkLists(command, world),
  );
}

/** The entry that a visit makes in the history of the case it was about; nothing when it was about none. */
export function caseVisited(
  visit: { readonly id: string; readonly visitedOn: CaseVisited['visitedOn'] },
  details: VisitDetails | undefined,
  followUps: readonly FollowUp[],
  amended: boolean,
): readonly CaseVisited[] {
  if (details?.mode !== 'contractedCase' && details?.mode !== 'accompaniedSupervision') return [];
  const { caseId, mode } = details;
  const asked = followUps.filter((one) => one.caseId === caseId);
  return [
    {
      type: 'caseVisited',
      stream: { kind: 'petitionCase', id: caseId },
      visitId: visit.id,
      visitedOn: visit.visitedOn,
      mode,
      words: wordsOf(details),
      requirements: asked.map(({ what, dueOn }) => ({ what, dueOn })),
      amended,
    },
  ];
}

/**
 * Logs a down-visit (下访, R20–R22): the visit, one case for each matter raised, with channel `outreach` and the day
 * of the visit as its day of receipt, and an entry in the history of the case it was about (包案, 带案). All or nothing:
 * one matter refused refuses the visit, and its path says which.
 */
export function logOutreachVisit(
  aggregates: Aggregates,
  command: LogOutreachVisit,
  world: World,
): Result<readonly DomainEvent[]> {
  const refusal = checkVisit(aggregates, command, world);
  if (refusal) return refusal;
  const { type: _type, visitId, matters, ...visit } = command;
  const { id, name, unitId } = world.actor;
  const logged: OutreachVisitLogged = {
    type: 'outreachVisitLogged',
    stream: { kind: 'outreachVisit', id: visitId },
    ...visit,
    caseIds: matters.map((matter) => matter.caseId),
    leader: { id, name, unitId },
  };
  const about = caseVisited({ id: visitId, visitedOn: visit.visitedOn }, visit.details, visit.followUps, false);
  const events: DomainEvent[] = [logged, ...about];
  for (const [index, matter] of matters.entries()) {
    const intake = {
      channel: 'outreach',
      receivedOn: command.visitedOn,
      visitId,
      path: `matters.${index}`,
      dayPath: 'visitedOn',
    } as const;
    const registered = registerMatter(matter, intake, aggregates, world);
    if (!registered.ok) return registered;
    events.push(...registered.value);
  }
  return ok(events);
}
