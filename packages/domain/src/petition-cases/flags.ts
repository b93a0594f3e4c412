import { checkReason, firstRefusal } from '../checks.ts';
import { type Citation, cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { Role, World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import type { SetCaseFlags } from './case-commands.ts';
import type { PetitionCaseEvent } from './events.ts';
import { type CaseFlag, caseFlags } from './facets.ts';
import { byActor, carryOut, caseOpen, type Procedure, streamOf } from './procedure.ts';
import { fallBack } from './simple-handling.ts';
import type { PetitionCaseState } from './types.ts';

interface FlagRule {
  readonly by: readonly Role[];
  readonly citations: readonly Citation[];
}

/** Who sets which flag (A13): the texts name the flags, and who needs them decides. */
const rules: Readonly<Record<CaseFlag, FlagRule>> = {
  important: { by: ['leader'], citations: [cite('petitionSystem', '第七条', 'R75')] },
  complexLegal: {
    by: ['clerk', 'departmentClerk'],
    citations: [cite('receptionPlan', '三（三）', 'R50'), cite('petitionSystem', '第七条', 'R76')],
  },
  major: { by: ['departmentClerk', 'leader'], citations: [cite('petitionSystem', '第十条', 'R82')] },
  urgent: { by: ['clerk'], citations: [cite('petitionSystem', '第十一条', 'R84')] },
};
/** Whether a person of that role sets it. */
export const maySetFlag = (flag: CaseFlag, role: Role): boolean => rules[flag].by.includes(role);
/** The articles of flags that were set or taken away. */
export const flagCitations = (flags: SetCaseFlags['flags']): readonly Citation[] =>
  caseFlags.flatMap((flag) => (flags[flag] === undefined ? [] : rules[flag].citations));
const allCitations = caseFlags.flatMap((flag) => rules[flag].citations);

/** 重要、复杂法律问题、重大、紧急. */
export const flagging = {
  command: 'setCaseFlags',
  by: ['leader', 'clerk', 'departmentClerk'],
  needs: [caseOpen],
  citations: allCitations,
} as const satisfies Procedure;

/** The flags that would change. */
function changed(state: PetitionCaseState, { flags }: SetCaseFlags): readonly CaseFlag[] {
  return caseFlags.filter((flag) => flags[flag] !== undefined && flags[flag] !== (state.flags?.[flag] ?? false));
}

function checkFlags(state: PetitionCaseState, command: SetCaseFlags, world: World): Refused | undefined {
  const { role } = world.actor;
  const flags = changed(state, command);
  const foreign = flags.find((flag) => !maySetFlag(flag, role));
  return firstRefusal(
    () => (flags.length === 0 ? refused('flags-unchanged', {}, allCitations, 'flags') : undefined),
    () =>
      foreign === undefined
        ? undefined
        : refused(
            'flag-not-yours',
            { flag: foreign, role, by: rules[foreign].by.join(',') },
            rules[foreign].citations,
            `flags.${foreign}`,
          ),
    () => checkReason(command.reason, allCitations),
  );
}

/** Sets or takes back flags; each change is on record with who and why (A13). */
export function setCaseFlags(
  aggregates: Aggregates,
  command: SetCaseFlags,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(flagging, aggregates, command, world, (state) => {
    const flags = Object.fromEntries(changed(state, command).map((flag) => [flag, command.flags[flag] === true]));
    return (
      checkFlags(state, command, world) ??
      ok([
        { type: 'caseFlagsSet', stream: streamOf(state), flags, reason: command.reason, by: byActor(world) },
        // what is important, complex or major is never handled the short way
        ...(flags.important || flags.complexLegal || flags.major ? fallBack(state, command.reason, world) : []),
      ])
    );
  });
}
