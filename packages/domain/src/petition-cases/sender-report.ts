import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { ok, type Result } from '../result.ts';
import { sourceStanding } from '../routing/sources.ts';
import { meetClocks, senderClocks } from './case-clocks.ts';
import type { PetitionCaseEvent } from './events.ts';
import { cameForReexamination } from './needs.ts';
import { byActor, carryOut, checkDay, type Procedure, streamOf } from './procedure.ts';
import type { ReportToSender } from './side-commands.ts';
import { reportManners } from './side-facets.ts';
import type { PetitionCaseState } from './types.ts';

/** 在指定办理期限内反馈结果，提交办结报告; the bureau's own text says what is handed to it, and by whom. */
const basis = [cite('petitionRegulation2022', '第二十二条'), cite('petitionSystem', '第三条', 'R65')];

/**
 * The day on which the result is known: answered, refused, withdrawn, reexamined here without an answer of our own; of what was merged
 * (并案), when the file that carries it on was. The 12345 centre waits five working days and no file: it is told from the merger on in
 * which one its order is handled (R83).
 */
export function resultDay(state: PetitionCaseState): PlainDate | undefined {
  const { channel, completion, withdrawal, merger, notice, reexamination } = state;
  if (merger) return channel === 'hotline' ? merger.mergedOn : merger.resultOn;
  const told = completion?.repliedOn ?? withdrawal?.withdrawnOn;
  if (told !== undefined) return told;
  if (notice?.decision === 'refuse') return notice.issuedOn;
  return cameForReexamination(state) ? reexamination?.decidedOn : undefined;
}

/** An order of the 12345 centre that was merged: no reply of its own will be drafted, and the centre is answered all the same (R83). */
const isMergedOrder = ({ channel, merger }: PetitionCaseState): boolean =>
  channel === 'hotline' && merger !== undefined;

/**
 * Whether the sender still waits for the result: it handed the matter over (交办, R65) or named a day, and has not been told; so does
 * the 12345 centre of an order that was merged before its reply went out (R83). What an archive holds is finished.
 */
export function reportOwed(state: PetitionCaseState): boolean {
  const { channel, incoming, source, senderReport: told, archive, returnedOn, issued } = state;
  if (told || archive || returnedOn) return false;
  if (isMergedOrder(state)) return issued === undefined;
  if (channel !== 'transferred') return false;
  return incoming?.dueOn !== undefined || (source !== undefined && sourceStanding(source).asksReport);
}

/** 反馈来文机关: by the office, of what was passed on or was merged out of 12345, once, as soon as the result is known; nobody need have asked. */
export const senderReport = {
  command: 'reportToSender',
  by: ['leader', 'clerk'],
  needs: [
    {
      holds: (state) => state.channel === 'transferred' || isMergedOrder(state),
      code: 'not-passed-on',
      citations: basis,
    },
    {
      holds: (state) => resultDay(state) !== undefined,
      code: 'result-unknown',
      params: ({ status }) => ({ status }),
      citations: basis,
    },
    { holds: (state) => state.senderReport === undefined, code: 'sender-told', citations: basis },
  ],
  citations: [...basis, cite('petitionSystem', '第十一条', 'R83')],
} as const satisfies Procedure;

/** Reports the result to whoever passed the matter on (反馈来文机关, R65, Art 22): how, what and when. */
export function reportToSender(
  aggregates: Aggregates,
  command: ReportToSender,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(senderReport, aggregates, command, world, (state) => {
    const { manner, result, reportedOn } = command;
    const after = resultDay(state) ?? state.receivedOn;
    const text = { path: 'result', limit: textLimits.long, missing: 'text-missing', citations: basis } as const;
    const refusal = firstRefusal(
      () => checkChoice(manner, reportManners, 'manner'),
      () => checkText(result, text),
      () => checkDay(reportedOn, { world, after, citations: basis, path: 'reportedOn' }),
    );
    const told = { manner, result, reportedOn, by: byActor(world) };
    return (
      refusal ??
      ok([{ type: 'senderReported', stream: streamOf(state), ...told }, ...meetClocks(state, senderClocks, reportedOn)])
    );
  });
}
