import { checkText, firstRefusal, textLimits, tooMany } from '../checks.ts';
import { cite } from '../citation.ts';
import type { DomainEvent } from '../commands.ts';
import type { World } from '../identity/units.ts';
import type { PetitionCaseState } from '../petition-cases/types.ts';
import { type Refused, type Result, refused } from '../result.ts';
import type { Addressing } from './issued.ts';

/** Most names of a list, and no more than the foot of a page holds. */
const mostNames = 12;

/** What brings forth a letter: only these say to whom else it goes. */
const letters = new Set<DomainEvent['type']>([
  'acceptanceNoticeIssued',
  'destinationNoticeIssued',
  'clockChanged',
  'replyIssued',
  'caseUrged',
  'caseSupervised',
  'criticismCirculated',
  'reexaminationDecided',
  'finalReviewDecided',
  'senderReported',
]);

/**
 * Gives the act's letter its 抄送 and 附件 as they were chosen. Refuses text-missing for a name without
 * words, too-many-items, and copy-to-accused for a copy to the unit that the case accuses (Art 30).
 */
export function addressed<E extends DomainEvent>(
  { copyTo, enclosures }: Addressing,
  state: PetitionCaseState,
  world: World,
  decided: Result<readonly E[]>,
): Result<readonly E[]> {
  if (!decided.ok || (copyTo === undefined && enclosures === undefined)) return decided;
  const refusal = firstRefusal(
    () => checkNames(copyTo, 'copyTo'),
    () => checkNames(enclosures, 'enclosures'),
    () => checkAccused(copyTo, state, world),
  );
  if (refusal) return refusal;
  const addressing: Addressing = { ...(copyTo && { copyTo }), ...(enclosures && { enclosures }) };
  const value = decided.value.map((event) => (letters.has(event.type) ? { ...event, addressing } : event));
  return { ok: true, value };
}

function checkNames(names: readonly string[] = [], path: 'copyTo' | 'enclosures'): Refused | undefined {
  return firstRefusal(
    () => tooMany(names, mostNames, path),
    ...names.map((name) => () => checkText(name, { path, limit: textLimits.name, missing: 'text-missing' })),
  );
}

/** 不得将检举、控告材料及有关情况透露给被检举、控告的单位 (Art 30). */
function checkAccused(names: readonly string[] = [], state: PetitionCaseState, world: World): Refused | undefined {
  const { accusedUnitId } = state.matter;
  if (state.compartment !== 'accusation' || accusedUnitId === undefined) return undefined;
  const unit = world.unit(accusedUnitId)?.name;
  return unit !== undefined && names.some((name) => name.includes(unit))
    ? refused('copy-to-accused', { unit }, [cite('petitionRegulation2022', '第三十条')], 'copyTo')
    : undefined;
}
