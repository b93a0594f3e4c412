import {
  checkChoice,
  checkText,
  firstOf,
  firstRefusal,
  listLimits,
  maxAttachmentBytes,
  maxVoiceSeconds,
  textLimits,
  tooMany,
} from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { checkVoided } from '../petition-cases/procedure.ts';
import { type Refused, refused } from '../result.ts';
import {
  type Attachment,
  attachmentKinds,
  type FollowUp,
  type MarkPoint,
  type OutreachMode,
  type PhotoMark,
  type PhotoPosition,
  type Position,
  type VisitDetails,
} from './types.ts';

export const modeBasis = [cite('receptionSystem', '四（二）', 'R20')];
export const followUpBasis = [cite('receptionSystem', '四（二）', 'R22')];
/** 不得将检举控告材料及有关情况透露: a visit's record is read by more people than an accusation may be. */
const secrecyBasis = [cite('petitionRegulation2022', '第三十条')];

/** One follow-up (R22): what, by whom, by when; never due before the visit, never for a unit that is not there. */
export function checkFollowUp(
  followUp: FollowUp,
  visit: { readonly visitedOn: PlainDate; readonly caseId: string | undefined; readonly world: World },
  path: string,
): Refused | undefined {
  const { what, owner, ownerUnitId, caseId, dueOn } = followUp;
  const { visitedOn, world } = visit;
  const text = { limit: textLimits.demand, citations: followUpBasis };
  return firstRefusal(
    () => checkText(what, { ...text, path: `${path}.what`, missing: 'follow-up-what-missing' }),
    () =>
      checkText(owner, { ...text, limit: textLimits.name, path: `${path}.owner`, missing: 'follow-up-owner-missing' }),
    () =>
      ownerUnitId === undefined || world.unit(ownerUnitId)
        ? undefined
        : refused('unknown-unit', { unit: ownerUnitId.slice(0, 60) }, followUpBasis, `${path}.owner`),
    () =>
      caseId === undefined || caseId === visit.caseId
        ? undefined
        : refused('follow-up-of-another-case', {}, followUpBasis, `${path}.what`),
    () =>
      dueOn < visitedOn
        ? refused('follow-up-due-before-visit', { dueOn, visitedOn }, followUpBasis, `${path}.dueOn`)
        : undefined,
  );
}

/** What the visit says about its case. */
export function wordsOf(details: VisitDetails | undefined): string {
  if (details?.mode === 'contractedCase') return details.done;
  return details?.mode === 'accompaniedSupervision' ? details.findings : '';
}

/**
 * What a mode records must be of that mode (R20). 包案 and 带案 are about a case: it must be there, not be an accusation
 * (Art 30), not be younger than the visit, and something must be said about it.
 */
export function checkDetails(
  details: VisitDetails | undefined,
  visit: { readonly mode: OutreachMode; readonly visitedOn: PlainDate },
  aggregates: Aggregates,
): Refused | undefined {
  if (details === undefined) return undefined;
  if (details.mode !== visit.mode) return refused('details-of-another-mode', {}, modeBasis, 'details');
  switch (details.mode) {
    case 'discussionVisit':
      return checkMinutes(details.participants, details.points);
    case 'survey':
      return firstRefusal(
        () => checkText(details.topic, { path: 'details.topic', limit: textLimits.short }),
        () => checkText(details.notes, { path: 'details.notes', limit: textLimits.long }),
      );
    case 'contractedCase':
    case 'accompaniedSupervision': {
      const contracted = details.mode === 'contractedCase';
      return firstRefusal(
        () => checkCase(details.caseId, visit.visitedOn, aggregates),
        () =>
          checkText(wordsOf(details), {
            path: contracted ? 'details.done' : 'details.findings',
            limit: textLimits.long,
            missing: contracted ? 'done-missing' : 'findings-missing',
            citations: contracted ? modeBasis : followUpBasis,
          }),
      );
    }
  }
}

function checkMinutes(participants: readonly string[], points: readonly string[]): Refused | undefined {
  return firstRefusal(
    () => tooMany(participants, listLimits.participants, 'details.participants'),
    () => tooMany(points, listLimits.points, 'details.points'),
    () =>
      firstOf(participants, 'details.participants', (name, path) => checkText(name, { path, limit: textLimits.name })),
    () => firstOf(points, 'details.points', (point, path) => checkText(point, { path, limit: textLimits.demand })),
  );
}

function checkCase(caseId: string, visitedOn: PlainDate, aggregates: Aggregates): Refused | undefined {
  const path = 'details.caseId';
  if (caseId === '') return refused('visit-case-missing', {}, modeBasis, path);
  const visited = aggregates.petitionCase(caseId);
  if (!visited) return refused('unknown-case', { caseId: caseId.slice(0, 60) }, [], path);
  const voided = checkVoided(visited, path);
  if (voided) return voided;
  if (visited.compartment === 'accusation') return refused('accusation-on-visit', {}, secrecyBasis, path);
  const { receivedOn } = visited;
  return visitedOn < receivedOn
    ? refused('visited-before-receipt', { visitedOn, receivedOn }, modeBasis, path)
    : undefined;
}

/** The photos, signature and voice note of a visit: how many, how large, of what kind. */
export function checkAttachments(attachments: readonly Attachment[]): Refused | undefined {
  const of = (kind: Attachment['kind']) => attachments.filter((one) => one.kind === kind);
  return firstRefusal(
    () => tooMany(of('photo'), listLimits.photos, 'attachments'),
    () => tooMany(of('signature'), 1, 'attachments'),
    () => tooMany(of('voice'), 1, 'attachments'),
    () => firstOf(attachments, 'attachments', checkAttachment),
  );
}

const mimes: Readonly<Record<Attachment['kind'], RegExp>> = {
  photo: /^image\/[a-z0-9.+-]{1,40}$/,
  signature: /^image\/[a-z0-9.+-]{1,40}$/,
  voice: /^audio\/[a-z0-9.+-]{1,40}$/,
};

/** One file: its digest whole, of its kind's sort, within its limits. */
export function checkAttachment(attachment: Attachment, path: string): Refused | undefined {
  const { kind, sha256, size, mime, seconds, caption, marks = [], position } = attachment;
  if (size > maxAttachmentBytes) {
    return refused('attachment-too-large', { limitMiB: maxAttachmentBytes / 1024 / 1024 }, [], `${path}.size`);
  }
  const malformed = () => refused('malformed-attachment', {}, [], path);
  const wellFormed = /^[0-9a-f]{64}$/.test(sha256) && Number.isInteger(size) && size > 0;
  return firstRefusal(
    () => checkChoice(kind, attachmentKinds, `${path}.kind`),
    () => (wellFormed && mimes[kind].test(mime) ? undefined : malformed()),
    () => (seconds === undefined || (Number.isFinite(seconds) && seconds >= 0) ? undefined : malformed()),
    () =>
      seconds !== undefined && seconds > maxVoiceSeconds
        ? refused('voice-too-long', { limitMinutes: maxVoiceSeconds / 60 }, [], `${path}.seconds`)
        : undefined,
    () => checkText(caption, { path: `${path}.caption`, limit: textLimits.short }),
    () => tooMany(marks, listLimits.marks, `${path}.marks`),
    () => firstOf(marks, `${path}.marks`, checkMark),
    () => checkPosition(position, `${path}.position`),
  );
}

function checkMark(mark: PhotoMark, path: string): Refused | undefined {
  const inside = (point: MarkPoint) => point.every((value) => Number.isInteger(value) && value >= 0 && value <= 1000);
  const points = mark.kind === 'text' ? [mark.at] : [mark.from, mark.to];
  if (!points.every(inside)) return refused('malformed-attachment', {}, [], path);
  return mark.kind === 'text' ? checkText(mark.text, { path: `${path}.text`, limit: textLimits.name }) : undefined;
}

/** A position on the earth (WGS 84), of a visit or a photo. */
export function checkPosition(position: PhotoPosition | Position | undefined, path: string): Refused | undefined {
  if (position === undefined) return undefined;
  const { latitude, longitude } = position;
  const accuracy = 'accuracyMetres' in position ? position.accuracyMetres : 0;
  const known = [latitude, longitude, accuracy].every((value) => Number.isFinite(value));
  const onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && accuracy >= 0;
  return known && onEarth ? undefined : refused('malformed-position', {}, [], path);
}
