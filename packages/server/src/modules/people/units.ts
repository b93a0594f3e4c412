import { holdingUnitId, type PetitionCaseState, type UnitStaff } from '@huiyin/domain/cases';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { turnWords } from '../../messages/work-lists.ts';
import { listUnits, type UnitRow } from './people.repository.ts';
import { listStaff } from './staff.repository.ts';

/** The tree of units of one bureau, ready for look-ups. */
export interface UnitTree {
  readonly all: readonly UnitRow[];
  get(id: string): UnitRow | undefined;
  /** Id of the bureau itself. */
  readonly rootId: string;
  /** The name of whoever has cases ({@link holderId}): what is the bureau's own, its General Office has not handed on yet. */
  holderName(id: string): string;
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
      const rootId = all.find(({ parentId }) => parentId === null)?.id ?? '';
      return {
        all,
        rootId,
        get: (id) => byId.get(id),
        staff: (id) => staff.get(id) ?? {},
        holderName: (id) => (id === rootId ? turnWords.notHandedOn : (byId.get(id)?.name ?? id)),
      };
    },
  );
  ofDatabase.set(bureauId, { at: performance.now(), tree });
  tree.catch(() => ofDatabase.delete(bureauId));
  return tree;
}

/**
 * 现由谁办: under which unit a case is listed, counted and seen: the one that has it; while it lies with the General Office, the bureau
 * itself, which never changes.
 */
export const holderId = (state: PetitionCaseState, rootId: string): string => holdingUnitId(state) ?? rootId;

/** Forgets the kept tree: after a unit was added in this process. */
export function forgetUnits(prisma: PrismaClient): void {
  kept.delete(prisma);
}
