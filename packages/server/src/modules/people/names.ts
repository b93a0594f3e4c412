import type { PrismaClient } from '../../generated/prisma/client.ts';
import type { Database } from '../../infra/database.ts';
import { keptBriefly } from '../../infra/kept-briefly.ts';
import { listColleagues, listLeaders } from './people.repository.ts';
import { unitTree } from './units.ts';

/** The names of everybody who works on cases, by id, at most five seconds old. */
export const peopleNames = keptBriefly(
  async (prisma: PrismaClient, bureauId): Promise<ReadonlyMap<string, string>> =>
    new Map((await listColleagues(prisma, bureauId)).map(({ id, name }) => [id, name])),
);

/** The leaders (领导干部) of a bureau, at most five seconds old: to say what may be done. What decides reads them anew. */
export const knownLeaders = keptBriefly((database: Database, bureauId) => listLeaders(database, bureauId));

/** Forgets who is who: after this process has changed a unit, a post or a person. */
export function forgetPeople(database: Database): void {
  unitTree.forget(database.prisma);
  peopleNames.forget(database.prisma);
  knownLeaders.forget(database);
}
