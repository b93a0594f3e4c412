import { type Alike, alike, type Probe, probeOf, type RepeatAdvice, repeatAdvice } from '@huiyin/domain/office';
import type { Database } from '../../infra/database.ts';
import type { Viewer } from '../people/viewer.ts';
import { scopeOf } from '../people/visibility.ts';
import { type CaseRow, findCase } from '../petition-cases/petition-cases.repository.ts';
import { caseKeySecret, keysOf } from './case-keys.ts';
import { findSharingKeys } from './repeats.repository.ts';

/** A case that may be the same petitioner's or the same matter. */
export interface LikelyRepeat extends Alike {
  readonly row: CaseRow;
  readonly advice: RepeatAdvice;
}

const shown = 8;

/** Likely repeats of what is being taken down, as far as the viewer sees them, the likeliest first; at most eight. */
export async function likelyRepeats(
  { database }: { readonly database: Database },
  viewer: Viewer,
  probe: Probe,
  exceptId?: string,
): Promise<readonly LikelyRepeat[]> {
  const secret = await caseKeySecret(database, viewer.bureauId);
  const rows = await findSharingKeys(database.prisma, scopeOf(viewer), keysOf(secret, probe), exceptId);
  return rows
    .flatMap((row): LikelyRepeat[] => {
      const found = alike(probe, row.state);
      return found ? [{ ...found, row, advice: repeatAdvice(probe.channel, row.state) }] : [];
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, shown);
}

/** Likely repeats of a case that stands; none when the viewer does not see it. */
export async function repeatsOfCase(
  deps: { readonly database: Database },
  viewer: Viewer,
  id: string,
): Promise<readonly LikelyRepeat[]> {
  const row = await findCase(deps.database, scopeOf(viewer), id);
  return row ? likelyRepeats(deps, viewer, probeOf(row.state), id) : [];
}
