import { ok, trimmed, yearOf } from '@huiyin/domain';
import {
  documentNumber,
  documentRules,
  isMark,
  issuingKinds,
  marksClash,
  numberSeries,
  proposedMark,
} from '@huiyin/domain/documents';
import { inTransaction, type Transaction } from '../../infra/transaction.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import { type AdministeringContext, administer } from '../administration/administration.usecases.ts';
import { changedMeanwhile } from '../administration/seen.ts';
import type { Outcome } from '../people/people.usecases.ts';
import { type UnitTree, unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { settingsFor } from '../settings/settings.ts';
import { issuerWithNumbers, lastNumbers, ownMarks, updateMark } from './organ-marks.repository.ts';

/** 机关代字 of a unit, as it is or as somebody would have it, and the number that its next paper of each kind would bear. */
export interface OrganMark {
  readonly mark: string;
  /** From its name, where it has none of its own. */
  readonly proposed: string;
  readonly own: boolean;
  readonly next: readonly string[];
  /** What stands against it. */
  readonly problem: Refusal | undefined;
}

interface Asked {
  readonly unitId: string;
  /** Empty: as proposed from the name. */
  readonly mark?: string | undefined;
}

/** What a unit's numbers look like now, or would with another mark; nothing is written. Refuses unknown-unit, organ-mark-not-here. */
export async function organMark(
  context: AdministeringContext,
  viewer: Viewer,
  asked: Asked,
): Promise<Outcome<OrganMark>> {
  const { database, clock } = context;
  const { bureauId } = viewer;
  const found = await issuing(context, viewer, asked.unitId);
  if (!found.ok) return found;
  const { proposed, units, bureau } = found.value;
  const year = yearOf(clock.today());
  const last = await lastNumbers(database.prisma, bureauId, { unitId: asked.unitId, year });
  return inTransaction(database.pool, async (tx) => {
    const marks = await ownMarks(tx, bureauId);
    const now = marks.get(asked.unitId);
    const wish = asked.mark === undefined ? now : trimmed(asked.mark) || undefined;
    const mark = wish ?? proposed;
    const next = Object.values(documentRules).flatMap(({ series }) =>
      series === undefined ? [] : documentNumber(mark, { series, year, sequence: (last.get(series) ?? 0) + 1 }),
    );
    const problem =
      mark === (now ?? proposed)
        ? undefined
        : await problemOf(tx, { bureauId, units, marks, bureau, unitId: asked.unitId, mark });
    return ok({ mark, proposed, own: wish !== undefined, next, problem });
  });
}

/**
 * Gives a unit a mark for the numbers of its papers, or with an empty one that of its name. Its sequences go on; what was issued
 * keeps its number. Audited. Refuses unknown-unit, organ-mark-not-here, organ-mark-shape, organ-mark-taken, and
 * changed-meanwhile where its own mark is not the one seen (`mark`, empty where it has none).
 */
export async function setOrganMark(
  context: AdministeringContext,
  viewer: Viewer,
  asked: Required<Asked> & { readonly seen?: unknown },
): Promise<Outcome<OrganMark>> {
  const found = await issuing(context, viewer, asked.unitId);
  if (!found.ok) return found;
  const { proposed, units, bureau } = found.value;
  const { unitId } = asked;
  const to = trimmed(asked.mark ?? '');
  const done = await administer(context, viewer, async ({ tx, bureauId }) => {
    const marks = await ownMarks(tx, bureauId);
    const from = marks.get(unitId) ?? '';
    if (from === to) return ok({ value: undefined });
    const meanwhile = changedMeanwhile(asked.seen, { mark: from });
    if (meanwhile) return meanwhile;
    const problem = await problemOf(tx, { bureauId, units, marks, bureau, unitId, mark: to || proposed });
    if (problem) return problem;
    await updateMark(tx, bureauId, unitId, to || null);
    return ok({
      value: undefined,
      entry: { type: 'organMarkSet', unitId, from: { mark: from || proposed }, to: { mark: to || proposed } },
    });
  });
  return done.ok ? organMark(context, viewer, { unitId }) : done;
}

/** A unit that issues papers in its own name; the bureau's own mark is one of its settings. */
async function issuing(context: AdministeringContext, viewer: Viewer, unitId: string) {
  const units = await unitTree(context.database.prisma, viewer.bureauId);
  const unit = units.get(unitId);
  if (!unit) return serverRefusal('unknown-unit', { unitId }, 'unitId');
  if (!issuingKinds.includes(unit.kind) || unit.parentId === null)
    return serverRefusal('organ-mark-not-here', { unit: unit.name }, 'unitId');
  const { organMark: bureau } = await settingsFor(context, viewer);
  return ok({ unit, units, bureau, proposed: proposedMark(unit, bureau) });
}

interface Wish {
  readonly bureauId: string;
  readonly units: UnitTree;
  readonly marks: ReadonlyMap<string, string>;
  /** The bureau's own. */
  readonly bureau: string;
  readonly unitId: string;
  readonly mark: string;
}

/** Numbers must tell who gave them: no other issuer's, of now or of what was issued, may begin like these. */
async function problemOf(
  tx: Transaction,
  { bureauId, units, marks, bureau, unitId, mark }: Wish,
): Promise<Refusal | undefined> {
  if (!isMark(mark)) return serverRefusal('organ-mark-shape', {}, 'mark');
  const other = units.all.find(
    (unit) =>
      unit.id !== unitId &&
      issuingKinds.includes(unit.kind) &&
      marksClash(mark, marks.get(unit.id) ?? proposedMark(unit, bureau)),
  );
  const openings = numberSeries.map((series) => mark + series);
  const before = other ? undefined : await issuerWithNumbers(tx, bureauId, { unitId, openings });
  const taken = other ?? (before === undefined ? undefined : units.get(before));
  return taken ? serverRefusal('organ-mark-taken', { mark, unit: taken.name }, 'mark') : undefined;
}
