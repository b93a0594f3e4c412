import { holdingUnitId, type PetitionCaseState, type UnitStaff } from '@huiyin/domain/cases';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { keptBriefly } from '../../infra/kept-briefly.ts';
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

/** The units of a bureau, hundreds to a few thousand that change a few times a year; at most five seconds old. */
export const unitTree = keptBriefly(async (prisma: PrismaClient, bureauId): Promise<UnitTree> => {
  const [all, staff] = await Promise.all([listUnits(prisma, bureauId), listStaff(prisma, bureauId)]);
  const byId = new Map(all.map((unit) => [unit.id, unit]));
  const rootId = all.find(({ parentId }) => parentId === null)?.id ?? '';
  return {
    all,
    rootId,
    get: (id) => byId.get(id),
    staff: (id) => staff.get(id) ?? {},
    holderName: (id) => (id === rootId ? turnWords.notHandedOn : (byId.get(id)?.name ?? id)),
  };
});

/**
 * 现由谁办: under which unit a case is listed, counted and seen: the one that has it; while it lies with the General Office, the bureau
 * itself, which never changes.
 */
export const holderId = (state: PetitionCaseState, rootId: string): string => holdingUnitId(state) ?? rootId;
