import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import { isWithin, type World } from '../identity/units.ts';
import type { Holder } from '../reception/first-asked.ts';
import { type Refused, refused } from '../result.ts';
import { type PetitionSource, petitionSources } from '../routing/sources.ts';
import { type Channel, inPersonChannels, type Matter, type RegisterCase } from './types.ts';

const sourceBasis = [cite('petitionSystem', '第三条', 'R65')];
const askedBasis = [cite('receptionSystem', '四（三）', 'R23')];

/** Channels of which it is written down who was asked first (R23). */
export const firstAskedChannels: readonly Channel[] = ['visit', 'call'];

/** What a superior passed on did not come from the petitioner; who is met or calls was not passed on by a superior (R65). */
function fits(channel: Channel, source: PetitionSource): boolean {
  if (channel === 'transferred') return source !== 'petitioner';
  return source === 'petitioner' || !(channel === 'call' || inPersonChannels.includes(channel));
}

/** Who was asked first is named with the unit, which is never that of the accused (Art 30). */
function checkFirstAsked({ unitId, person }: Holder, matter: Matter, world: World): Refused | undefined {
  const find = (id: string) => world.unit(id);
  const unit = find(unitId);
  const path = 'firstAsked.unitId';
  if (!unit) return refused('unknown-unit', { unit: unitId.slice(0, 60) }, askedBasis, path);
  const accused = matter.facts.contentKind === 'accusation' ? matter.accusedUnitId : undefined;
  if (accused !== undefined && isWithin(find, unitId, accused)) {
    return refused('accused-unit', { unit: unit.name }, [cite('petitionRegulation2022', '第三十条')], path);
  }
  const text = { limit: textLimits.name, citations: askedBasis };
  return checkText(person, { ...text, path: 'firstAsked.person', missing: 'owner-missing' });
}

/** From whom a matter came (R65) and who was asked first (R23), where they are said. */
export function checkOrigin({ channel, source, firstAsked, matter }: RegisterCase, world: World): Refused | undefined {
  return firstRefusal(
    () => (source === undefined ? undefined : checkChoice(source, petitionSources, 'source')),
    () =>
      source === undefined || fits(channel, source)
        ? undefined
        : refused('source-mismatch', { source, channel }, sourceBasis, 'source'),
    () => (firstAsked === undefined ? undefined : checkFirstAsked(firstAsked, matter, world)),
  );
}
