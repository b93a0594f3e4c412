import {
  checkChoice,
  checkList,
  checkRole,
  checkText,
  firstRefusal,
  listLimits,
  maxAttachmentBytes,
  textLimits,
} from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates, DomainEvent } from '../commands.ts';
import type { World } from '../identity/units.ts';
import { registerMatter } from '../petition-cases/register.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import {
  type Attachment,
  attachmentKinds,
  type FollowUp,
  type LogOutreachVisit,
  type OutreachVisitLogged,
  outreachModes,
  type Position,
} from './types.ts';

const modeBasis = [cite('receptionSystem', '四（二）', 'R20')];
const followUpBasis = [cite('receptionSystem', '四（二）', 'R22')];

function checkFollowUp(followUp: FollowUp, visitedOn: string, path: string): Refused | undefined {
  const { what, owner, dueOn } = followUp;
  const text = { limit: textLimits.demand, citations: followUpBasis };
  return firstRefusal(
    () => checkText(what, { ...text, path: `${path}.what`, missing: 'follow-up-what-missing' }),
    () =>
      checkText(owner, { ...text, limit: textLimits.name, path: `${path}.owner`, missing: 'follow-up-owner-missing' }),
    () =>
      dueOn < visitedOn
        ? refused('follow-up-due-before-visit', { dueOn, visitedOn }, followUpBasis, `${path}.dueOn`)
        : undefined,
  );
}

function checkAttachment(attachment: Attachment, path: string): Refused | undefined {
  const { kind, sha256, size, mime } = attachment;
  if (size > maxAttachmentBytes) {
    return refused('attachment-too-large', { limitMiB: maxAttachmentBytes / 1024 / 1024 }, [], `${path}.size`);
  }
  const wellFormed =
    /^[0-9a-f]{64}$/.test(sha256) && Number.isInteger(size) && size > 0 && /^image\/[a-z0-9.+-]{1,40}$/.test(mime);
  return firstRefusal(
    () => checkChoice(kind, attachmentKinds, `${path}.kind`),
    () => (wellFormed ? undefined : refused('malformed-attachment', {}, [], path)),
  );
}

function checkPosition(position: Position | undefined): Refused | undefined {
  if (position === undefined) return undefined;
  const { latitude, longitude, accuracyMetres } = position;
  const known = [latitude, longitude, accuracyMetres].every((value) => Number.isFinite(value));
  const onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && accuracyMetres >= 0;
  return known && onEarth ? undefined : refused('malformed-position', {}, [], 'position');
}

/** The first refusal among the entries of a list, each with its own path. */
function firstOf<T>(
  list: readonly T[],
  path: string,
  check: (item: T, path: string) => Refused | undefined,
): Refused | undefined {
  for (const [index, item] of list.entries()) {
    const refusal = check(item, `${path}.${index}`);
    if (refusal) return refusal;
  }
  return undefined;
}

const idOf = (item: { readonly id: string }): string => item.id;

function checkLists(command: LogOutreachVisit): Refused | undefined {
  const { matters, followUps, attachments, companions, visitedOn } = command;
  return firstRefusal(
    () =>
      checkList(
        matters.map((matter) => matter.caseId),
        listLimits.matters,
        'matters',
      ),
    () => checkList(followUps.map(idOf), listLimits.followUps, 'followUps'),
    () => checkList(attachments.map(idOf), listLimits.attachments, 'attachments'),
    () =>
      companions.length > listLimits.companions
        ? refused('too-many-items', { limit: listLimits.companions, given: companions.length }, [], 'companions')
        : undefined,
    () => firstOf(companions, 'companions', (name, path) => checkText(name, { path, limit: textLimits.name })),
    () => firstOf(followUps, 'followUps', (followUp, path) => checkFollowUp(followUp, visitedOn, path)),
    () => firstOf(attachments, 'attachments', checkAttachment),
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
    () => checkText(observations, { path: 'observations', limit: textLimits.long }),
    () => checkPosition(position),
    () => checkLists(command),
  );
}

/**
 * Logs a down-visit (下访, R20–R22): the visit, and one case for each matter raised, with channel `outreach` and the day
 * of the visit as its day of receipt. All or nothing: one matter refused refuses the visit, and its path says which.
 */
export function logOutreachVisit(
  aggregates: Aggregates,
  command: LogOutreachVisit,
  world: World,
): Result<readonly DomainEvent[]> {
  const refusal = checkVisit(aggregates, command, world);
  if (refusal) return refusal;
  const { type: _type, visitId, matters, position, ...visit } = command;
  const { id, name, unitId } = world.actor;
  const logged: OutreachVisitLogged = {
    type: 'outreachVisitLogged',
    stream: { kind: 'outreachVisit', id: visitId },
    ...visit,
    caseIds: matters.map((matter) => matter.caseId),
    ...(position === undefined ? {} : { position }),
    leader: { id, name, unitId },
  };
  const events: DomainEvent[] = [logged];
  for (const [index, matter] of matters.entries()) {
    const intake = { channel: 'outreach', receivedOn: command.visitedOn, visitId, path: `matters.${index}` } as const;
    const registered = registerMatter(matter, intake, aggregates, world);
    if (!registered.ok) return registered;
    events.push(...registered.value);
  }
  return ok(events);
}
