import {
  checkList,
  checkReason,
  checkRole,
  checkText,
  firstOf,
  firstRefusal,
  listLimits,
  textLimits,
} from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates, DomainEvent } from '../commands.ts';
import { isWithin, type World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { caseOf } from './case-of.ts';
import { checkDetails, checkFollowUp, followUpBasis, modeBasis } from './check-parts.ts';
import { caseVisited, checkCompanions } from './log-visit.ts';
import type {
  AmendOutreachVisit,
  FollowUp,
  FollowUpState,
  OutreachVisitState,
  SettleFollowUp,
  VisitChanges,
} from './types.ts';

const changeable = ['observations', 'companions', 'followUps', 'details'] as const;

/** What changes, and nothing else that a program may have sent along. */
function named(changes: VisitChanges): VisitChanges {
  return Object.fromEntries(changeable.filter((key) => changes[key] !== undefined).map((key) => [key, changes[key]]));
}

/** The same fields as they stand now. Settlements are facts of their own and are not repeated. */
function before(state: OutreachVisitState, changes: VisitChanges): VisitChanges {
  const followUps = state.followUps.map(plain);
  const { observations, companions, details } = state;
  const now = { observations, companions, followUps, details };
  return Object.fromEntries(
    changeable.filter((key) => changes[key] !== undefined && now[key] !== undefined).map((key) => [key, now[key]]),
  );
}

function plain({ settled: _settled, ...followUp }: FollowUpState): FollowUp {
  return followUp;
}

/** A follow-up that has been dealt with stays in the list as it was settled. */
function checkSettled(state: OutreachVisitState, wanted: readonly FollowUp[]): Refused | undefined {
  for (const one of state.followUps) {
    if (one.settled === undefined) continue;
    const at = wanted.findIndex(({ id }) => id === one.id);
    const { id, what, owner, dueOn } = wanted[at] ?? {};
    const same = id === one.id && what === one.what && owner === one.owner && dueOn === one.dueOn;
    if (!same) return refused('follow-up-settled', { what: one.what.slice(0, 60) }, followUpBasis, 'followUps');
  }
  return undefined;
}

function checkChanges(
  aggregates: Aggregates,
  state: OutreachVisitState,
  changes: VisitChanges,
  world: World,
): Refused | undefined {
  const { observations, companions, followUps, details } = changes;
  const visit = { visitedOn: state.visitedOn, caseId: caseOf(state.details), world };
  return firstRefusal(
    () => (Object.keys(changes).length === 0 ? refused('changes-missing', {}, modeBasis, 'changes') : undefined),
    () => checkText(observations, { path: 'observations', limit: textLimits.long }),
    () => (companions === undefined ? undefined : checkCompanions(companions)),
    () =>
      followUps === undefined
        ? undefined
        : firstRefusal(
            () =>
              checkList(
                followUps.map(({ id }) => id),
                listLimits.followUps,
                'followUps',
              ),
            () => firstOf(followUps, 'followUps', (one, path) => checkFollowUp(one, visit, path)),
            () => checkSettled(state, followUps),
          ),
    () =>
      details !== undefined && state.details !== undefined && caseOf(details) !== caseOf(state.details)
        ? refused('details-of-another-case', {}, modeBasis, 'details.caseId')
        : undefined,
    () => checkDetails(details, state, aggregates),
  );
}

/** `changes.followUps.0.what`: where a field stands in the command. */
function inChanges(refusal: Refused): Refused {
  return refusal.path === undefined || refusal.path === 'changes'
    ? refusal
    : { ...refusal, path: `changes.${refusal.path}` };
}

/**
 * Puts a visit right (更正下访记录): only what is named changes, what stood there before is kept in the event, and the
 * reason must be given. Whoever logged the visit may, and the General Office (R65). When what was said about a case
 * changes, the case's history gets it too. Refuses a stale `expectedVersion` with `version-conflict`.
 */
export function amendOutreachVisit(
  aggregates: Aggregates,
  command: AmendOutreachVisit,
  world: World,
): Result<readonly DomainEvent[]> {
  const { visitId, expectedVersion, reason } = command;
  const { actor } = world;
  const role = checkRole(world, command.type);
  if (role) return role;
  const state = aggregates.outreachVisit(visitId);
  if (!state) return refused('unknown-visit', { visitId: visitId.slice(0, 60) }, [], 'visitId');
  if (actor.role !== 'clerk' && actor.id !== state.leader.id)
    return refused('not-own-visit', { leader: state.leader.name }, [cite('petitionSystem', '第三条', 'R65')]);
  if (expectedVersion !== state.version)
    return refused('version-conflict', { expected: expectedVersion, actual: state.version }, [], 'expectedVersion');
  const changes = named(command.changes);
  const refusal = firstRefusal(
    () => checkReason(reason, modeBasis, textLimits.short),
    () => {
      const found = checkChanges(aggregates, state, changes, world);
      return found && inChanges(found);
    },
  );
  if (refusal) return refusal;
  const { id, name, unitId } = actor;
  const followUps = changes.followUps ?? state.followUps;
  return ok([
    {
      type: 'outreachVisitAmended',
      stream: { kind: 'outreachVisit', id: visitId },
      changes,
      before: before(state, changes),
      reason,
      by: { id, name, unitId },
    },
    ...caseVisited(state, changes.details, followUps, true),
  ]);
}

/** Leaders and the General Office settle any; a unit's clerk those of the own unit or of one below it, and their own. */
function checkSettler(followUp: FollowUp, world: World): Refused | undefined {
  const { actor } = world;
  if (actor.role !== 'departmentClerk' || followUp.ownerPersonId === actor.id) return undefined;
  const { ownerUnitId } = followUp;
  if (ownerUnitId !== undefined && isWithin((id) => world.unit(id), ownerUnitId, actor.unitId)) return undefined;
  return refused('follow-up-of-others', { owner: followUp.owner }, followUpBasis, 'followUpId');
}

/**
 * Settles one follow-up with its result (R22: 督促解决). Needs no expected version: the only thing that could have come
 * between is that somebody settled it already, and that is refused (`follow-up-settled`).
 */
export function settleFollowUp(
  aggregates: Aggregates,
  command: SettleFollowUp,
  world: World,
): Result<readonly DomainEvent[]> {
  const { visitId, followUpId, settledOn, result } = command;
  const role = checkRole(world, command.type);
  if (role) return role;
  const state = aggregates.outreachVisit(visitId);
  if (!state) return refused('unknown-visit', { visitId: visitId.slice(0, 60) }, [], 'visitId');
  const followUp = state.followUps.find(({ id }) => id === followUpId);
  if (!followUp) return refused('unknown-follow-up', {}, followUpBasis, 'followUpId');
  const { visitedOn } = state;
  const refusal = firstRefusal(
    () =>
      followUp.settled === undefined
        ? undefined
        : refused('follow-up-settled', { what: followUp.what.slice(0, 60) }, followUpBasis, 'followUpId'),
    () => checkSettler(followUp, world),
    () =>
      settledOn > world.today
        ? refused('settled-in-future', { settledOn, today: world.today }, followUpBasis, 'settledOn')
        : undefined,
    () =>
      settledOn < visitedOn
        ? refused('settled-before-visit', { settledOn, visitedOn }, followUpBasis, 'settledOn')
        : undefined,
    () =>
      checkText(result, {
        path: 'result',
        limit: textLimits.demand,
        missing: 'result-missing',
        citations: followUpBasis,
      }),
  );
  if (refusal) return refusal;
  const { id, name, unitId } = world.actor;
  const by = { id, name, unitId };
  return ok([
    { type: 'followUpSettled', stream: { kind: 'outreachVisit', id: visitId }, followUpId, settledOn, result, by },
  ]);
}
