import { checkChoice, checkReason, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import { nameKey } from '../identity/contact.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { owedClock } from './clock-changes.ts';
import type { PetitionCaseEvent } from './events.ts';
import { notUnderReview } from './needs.ts';
import {
  byActor,
  carryOut,
  caseOpen,
  checkDay,
  checkVoided,
  isOfAccused,
  lawfulProcedure,
  type Procedure,
  streamOf,
} from './procedure.ts';
import { redateCase } from './redate.ts';
import type { LinkCases, MergeCases, UnlinkCases, UnmergeCase } from './side-commands.ts';
import { unmerged } from './side-evolve.ts';
import { linkRelations } from './side-facets.ts';
import { isOpen } from './statuses.ts';
import type { PetitionCaseState, Petitioner } from './types.ts';

/** The same matter within its time is not accepted a second time (Art 19); one file carries it. */
const mergerBasis = [cite('petitionRegulation2022', '第十九条'), lawfulProcedure];
const noticeBasis = [cite('petitionRegulation2022', '第二十三条')];
const secrecy = [cite('petitionRegulation2022', '第三十条')];

/** 并案. A case into which others were merged stays: files are not chained. What is 复查 or 复核 goes on by itself (Arts 35, 36). */
export const merger = {
  command: 'mergeCases',
  by: ['leader', 'clerk'],
  needs: [
    caseOpen,
    notUnderReview,
    { holds: (state) => (state.mergedFrom ?? []).length === 0, code: 'merge-has-merged', citations: mergerBasis },
  ],
  citations: mergerBasis,
} as const satisfies Procedure;

/** 撤销并案. */
export const parting = {
  command: 'unmergeCase',
  by: ['leader', 'clerk'],
  needs: [{ holds: (state) => state.merger !== undefined, code: 'not-merged', citations: mergerBasis }],
  citations: mergerBasis,
} as const satisfies Procedure;

/** 关联: of any two cases; nothing of either changes. */
export const linking = {
  command: 'linkCases',
  by: ['leader', 'clerk'],
  needs: [],
  citations: [lawfulProcedure],
} as const satisfies Procedure;

/** 解除关联: of what was linked by mistake. */
export const unlinking = {
  command: 'unlinkCases',
  by: ['leader', 'clerk'],
  needs: [{ holds: ({ links }) => (links ?? []).length > 0, code: 'not-linked', citations: [lawfulProcedure] }],
  citations: [lawfulProcedure],
} as const satisfies Procedure;

const unknown = (id: string, path: string): Refused => refused('unknown-case', { caseId: id.slice(0, 60) }, [], path);
const number = (state: PetitionCaseState): string => state.number ?? state.id;

function samePerson(a: Petitioner, b: Petitioner): boolean {
  return !a.anonymous && !b.anonymous && a.kind === b.kind && nameKey(a.name) === nameKey(b.name);
}

/**
 * What keeps two files apart: accusations are never mixed with others, nor brought before the accused (Art 30); the
 * earlier file goes on, so that no duty gets more time; a file that is answered already has no answer to give to another; and a petitioner who has not yet been told in writing is told first (Art 23).
 */
function checkMerger(
  state: PetitionCaseState,
  into: PetitionCaseState,
  command: MergeCases,
  world: World,
): Refused | undefined {
  const path = 'intoId';
  const told = samePerson(state.matter.petitioner, into.matter.petitioner);
  const noticeOwed = owedClock(state, 'acceptance-notice') ?? owedClock(state, 'district-notice');
  return firstRefusal(
    () => (into.id === state.id ? refused('merge-same-case', {}, mergerBasis, path) : undefined),
    () =>
      into.version === command.intoVersion
        ? undefined
        : refused(
            'version-conflict',
            { expected: command.intoVersion, actual: into.version, other: number(into) },
            [],
            'intoVersion',
          ),
    () =>
      isOpen(into.status) && into.reexamination === undefined
        ? undefined
        : refused('merge-target-closed', { status: into.status }, mergerBasis, path),
    () =>
      into.compartment === state.compartment && !isOfAccused(state, world, into.handlingUnitId)
        ? undefined
        : refused('merge-other-compartment', {}, secrecy, path),
    () =>
      into.receivedOn > state.receivedOn
        ? refused('merge-into-later', { into: number(into), receivedOn: into.receivedOn }, mergerBasis, path)
        : undefined,
    () => (noticeOwed === undefined || told ? undefined : refused('merge-notice-owed', {}, noticeBasis, path)),
    () => checkReason(command.reason, mergerBasis),
    () => checkDay(command.mergedOn, { world, after: state.receivedOn, citations: mergerBasis, path: 'mergedOn' }),
  );
}

/**
 * Merges a case into another (并案). It owes nothing from then on but the report to its sender, or the answer to the 12345 centre
 * (R83), and can still be seen; its other clocks rest with it, and {@link unmergeCase} gives all back exactly as they were.
 */
export function mergeCases(
  aggregates: Aggregates,
  command: MergeCases,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(merger, aggregates, command, world, (state) => {
    const { intoId, reason, mergedOn } = command;
    const into = aggregates.petitionCase(intoId);
    if (!into) return unknown(intoId, 'intoId');
    const refusal = checkMerger(state, into, command, world);
    if (refusal) return refusal;
    return ok([
      { type: 'caseMerged', stream: streamOf(state), intoId, reason, mergedOn, by: byActor(world) },
      { type: 'caseJoined', stream: streamOf(into), caseId: state.id, mergedOn },
    ]);
  });
}

/** Takes a merger back: both cases are what they were before it, the clocks included. */
export function unmergeCase(
  aggregates: Aggregates,
  command: UnmergeCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(parting, aggregates, command, world, (state) => {
    const { reason, unmergedOn, intoId } = command;
    const into = aggregates.petitionCase(intoId);
    const after = state.merger?.mergedOn ?? state.receivedOn;
    const refusal = firstRefusal(
      () => (into !== undefined && state.merger?.intoId === intoId ? undefined : unknown(intoId, 'intoId')),
      () => checkReason(reason, mergerBasis),
      () => checkDay(unmergedOn, { world, after, citations: mergerBasis, path: 'unmergedOn' }),
    );
    if (refusal) return refusal;
    if (!into) return unknown(intoId, 'intoId');
    // a notice that came in the meantime found these clocks at rest
    const redated = redateCase(unmerged(state), world.calendar);
    if (!redated.ok) return redated;
    return ok([
      { type: 'caseUnmerged', stream: streamOf(state), fromId: intoId, reason, unmergedOn, by: byActor(world) },
      ...redated.value,
      { type: 'caseParted', stream: streamOf(into), caseId: state.id, unmergedOn },
    ]);
  });
}

/** Links two cases (关联): each names the other. An accusation is linked with its like only (Art 30). */
export function linkCases(
  aggregates: Aggregates,
  command: LinkCases,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(linking, aggregates, command, world, (state) => {
    const { otherId, relation } = command;
    const other = aggregates.petitionCase(otherId);
    if (!other) return unknown(otherId, 'otherId');
    const refusal = firstRefusal(
      () => (otherId === state.id ? refused('link-same-case', {}, linking.citations, 'otherId') : undefined),
      () => checkChoice(relation, linkRelations, 'relation'),
      () => checkVoided(other, 'otherId'),
      () =>
        other.compartment === state.compartment ? undefined : refused('link-other-compartment', {}, secrecy, 'otherId'),
      () =>
        (state.links ?? []).some(({ caseId }) => caseId === otherId)
          ? refused('already-linked', { other: number(other) }, linking.citations, 'otherId')
          : undefined,
    );
    return (
      refusal ??
      ok([
        { type: 'caseLinked', stream: streamOf(state), caseId: otherId, relation },
        { type: 'caseLinked', stream: streamOf(other), caseId: state.id, relation },
      ])
    );
  });
}

/** Takes a link back in both cases (解除关联), with the reason. */
export function unlinkCases(
  aggregates: Aggregates,
  command: UnlinkCases,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(unlinking, aggregates, command, world, (state) => {
    const { otherId, reason } = command;
    const other = aggregates.petitionCase(otherId);
    const linked = (state.links ?? []).some(({ caseId }) => caseId === otherId);
    if (!other || !linked) return refused('not-linked', {}, [lawfulProcedure], 'otherId');
    const text = { path: 'reason', limit: textLimits.demand, citations: [lawfulProcedure] };
    const why = { reason, by: byActor(world) };
    return (
      checkText(reason, { ...text, missing: 'reason-missing' }) ??
      ok([
        { type: 'caseUnlinked', stream: streamOf(state), caseId: otherId, ...why },
        { type: 'caseUnlinked', stream: streamOf(other), caseId: state.id, ...why },
      ])
    );
  });
}
