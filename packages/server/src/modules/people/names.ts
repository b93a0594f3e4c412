import type { PrismaClient } from '../../generated/prisma/client.ts';
import { listColleagues } from './people.repository.ts';

type Names = ReadonlyMap<string, string>;
const freshMs = 5_000;
const kept = new WeakMap<PrismaClient, Map<string, { readonly at: number; readonly names: Promise<Names> }>>();

/** The names of everybody who works on cases, by id, at most five seconds old. */
export function peopleNames(prisma: PrismaClient, bureauId: string): Promise<Names> {
  const ofDatabase = kept.get(prisma) ?? new Map();
  kept.set(prisma, ofDatabase);
  const found = ofDatabase.get(bureauId);
  if (found && performance.now() - found.at < freshMs) return found.names;
  const names = listColleagues(prisma, bureauId).then(
    (people): Names => new Map(people.map(({ id, name }) => [id, name])),
  );
  ofDatabase.set(bureauId, { at: performance.now(), names });
  names.catch(() => ofDatabase.delete(bureauId));
  return names;
}
