import type { UnitStaff } from '@huiyin/domain/cases';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { listUnits, type UnitRow } from './people.repository.ts';
import { listStaff } from './staff.repository.ts';

/** The tree of units of one bureau, ready for look-ups. */
export interface UnitTree {
  readonly all: readonly UnitRow[];
  get(id: string): UnitRow | undefined;
  /** Who answers for a unit (R66, R67); nobody where nothing is recorded. */
  staff(id: string): UnitStaff;
}

interface Kept {
  readonly at: number;
  readonly tree: Promise<UnitTree>;
}

// A bureau has hundreds to a few thousand units and they change a few times a year; every command needs them.
const freshMs = 5_000;
const kept = new WeakMap<PrismaClient, Map<string, Kept>>();

/** The units of a bureau, at most five seconds old. */
export function unitTree(prisma: PrismaClient, bureauId: string): Promise<UnitTree> {
  const ofDatabase = kept.get(prisma) ?? new Map<string, Kept>();
  kept.set(prisma, ofDatabase);
  const found = ofDatabase.get(bureauId);
  if (found && performance.now() - found.at < freshMs) return found.tree;
  const tree = Promise.all([listUnits(prisma, bureauId), listStaff(prisma, bureauId)]).then(
    ([all, staff]): UnitTree => {
      const byId = new Map(all.map((unit) => [unit.id, unit]));
      return { all, get: (id) => byId.get(id), staff: (id) => staff.get(id) ?? {} };
    },
  );
  ofDatabase.set(bureauId, { at: performance.now(), tree });
  tree.catch(() => ofDatabase.delete(bureauId));
  return tree;
}

/** Forgets the kept tree: after a unit was added in this process. */
export function forgetUnits(prisma: PrismaClient): void {
  kept.delete(prisma);
}
