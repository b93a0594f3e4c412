import { checkText, firstRefusal, textLimits } from '../checks.ts';
import type { Aggregates, DomainEvent } from '../commands.ts';
import type { World } from '../identity/units.ts';
import { ok, type Result, refused } from '../result.ts';
import { sessionStream } from './evolve-session.ts';
import type { SettleReception, UrgeReception } from './session-commands.ts';
import { basis, onSession } from './session-guard.ts';
import type { FollowUpOfReception } from './session-state.ts';

const afterwards = ['open', 'closed'] as const;

/** 催办 (R48): by the office, on what has not been carried out. */
export function urgeReception(
  aggregates: Aggregates,
  command: UrgeReception,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: ['clerk'], on: afterwards, citations: [basis.pressing] } as const;
  return onSession(aggregates, command, world, rule, ({ session }) => {
    const { caseId, how } = command;
    const open = openFollowUp(session.followUps, caseId);
    if (!open.ok) return open;
    const text = { path: 'how', limit: textLimits.demand, missing: 'text-missing', citations: rule.citations } as const;
    const urged = { type: 'receptionUrged', stream: sessionStream(session.id), caseId, how } as const;
    return checkText(how, text) ?? ok([{ ...urged, on: world.today, by: world.actor.name }]);
  });
}

/** 落实 (R48): by the office, on a day that has been, with what came of it. */
export function settleReception(
  aggregates: Aggregates,
  command: SettleReception,
  world: World,
): Result<readonly DomainEvent[]> {
  const rule = { by: ['clerk'], on: afterwards, citations: [basis.pressing] } as const;
  return onSession(aggregates, command, world, rule, ({ session }) => {
    const { caseId, result, settledOn: on } = command;
    const open = openFollowUp(session.followUps, caseId);
    if (!open.ok) return open;
    const { decidedOn } = open.value;
    const { citations } = rule;
    const refusal = firstRefusal(
      () =>
        on > world.today
          ? refused('settled-in-future', { settledOn: on, today: world.today }, citations, 'settledOn')
          : undefined,
      () => (on < decidedOn ? refused('done-too-early', { on, after: decidedOn }, citations, 'settledOn') : undefined),
      () => checkText(result, { path: 'result', limit: textLimits.demand, missing: 'result-missing', citations }),
    );
    const settled = { type: 'receptionSettled', stream: sessionStream(session.id), caseId, on, result } as const;
    return refusal ?? ok([{ ...settled, by: world.actor.name }]);
  });
}

function openFollowUp(followUps: readonly FollowUpOfReception[], caseId: string): Result<FollowUpOfReception> {
  const found = followUps.find((one) => one.caseId === caseId);
  if (!found) return refused('unknown-follow-up', {}, [basis.pressing], 'caseId');
  return found.settled ? refused('follow-up-settled', {}, [basis.pressing], 'caseId') : ok(found);
}
