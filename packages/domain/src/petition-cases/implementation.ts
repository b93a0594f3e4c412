import { checkChoice, checkText, firstOf, firstRefusal, listLimits, textLimits, tooMany } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { ok, type Result, refused } from '../result.ts';
import type { PetitionCaseEvent } from './events.ts';
import { byActor, carryOut, checkDay, type Need, type Procedure, streamOf } from './procedure.ts';
import { checkScan } from './registration-checks.ts';
import type { CheckImplementation, RecordImplementation } from './side-commands.ts';
import { type Implementation, implementationResults } from './side-facets.ts';
import { openSupervision, supervised } from './supervision.ts';
import type { CompletionOutcome, PetitionCaseState } from './types.ts';

/** 件件有落实 (R12); 接访与落实不得两张皮 (R37); what is supported is to be carried out, and pressed until it is (Art 32). */
const basis = [
  cite('receptionSystem', '三（二）', 'R12'),
  cite('receptionSystem', '六（二）', 'R37'),
  cite('petitionRegulation2022', '第三十二条'),
];
/** 拒不执行信访处理意见: supervision (Art 40); the bureau's leader presses (R30). */
const notCarriedOut = [cite('petitionRegulation2022', '第四十条'), cite('receptionSystem', '五（一）4', 'R30')];

/** What promises something to be done; what was explained or refused with reasons leaves nothing to carry out. */
const promising: readonly CompletionOutcome[] = ['solved', 'underStudy'];

/**
 * How far an answered case is carried out (落实情况): `owed` nothing reported since the opinion stands; `reported` by the unit or
 * the office; `confirmed` by the office; `refuted` 未落实. `none`: nothing is to be carried out (any more).
 */
export const implementationStates = ['none', 'owed', 'reported', 'confirmed', 'refuted'] as const;
export type ImplementationState = (typeof implementationStates)[number];

/** The day from which an opinion stands that has to be carried out; undefined where none does. */
function standsSince({ completion, reexamination, finalReview, ...rest }: PetitionCaseState): PlainDate | undefined {
  // what was answered elsewhere is carried out there, unless 复查 here has changed it
  if (completion ? !promising.includes(completion.outcome) : !reexamination?.decidedOn) return undefined;
  if (rest.compartment === 'accusation' || rest.merger || rest.withdrawal || rest.returnedOn) return undefined;
  const last = finalReview?.result === undefined ? reexamination : finalReview;
  // a revoked opinion is not carried out: the matter is handled again (Arts 35, 36)
  if (last?.result === 'revoked') return undefined;
  return last?.result === 'changed' ? last.decidedOn : completion?.repliedOn;
}

/** The newest report (落实情况) on the opinion that stands now. */
function standing(state: PetitionCaseState): Implementation | undefined {
  const since = standsSince(state);
  const last = state.implementations?.at(-1);
  return since !== undefined && last !== undefined && last.implementedOn >= since ? last : undefined;
}

/** How far a case is carried out, by its events alone. A conclusion (终结) names the day itself (R29): confirmed. */
export function implementationOf(state: PetitionCaseState): ImplementationState {
  if (standsSince(state) === undefined) return 'none';
  if (state.conclusion) return 'confirmed';
  const report = standing(state);
  return report === undefined ? 'owed' : (report.check?.result ?? 'reported');
}

/** The day on which the opinion was carried out, as far as anybody says so and the office has not found otherwise. */
export function implementedOn(state: PetitionCaseState): PlainDate | undefined {
  const how = implementationOf(state);
  if (how !== 'reported' && how !== 'confirmed') return undefined;
  return state.conclusion?.implementedOn ?? standing(state)?.implementedOn;
}

const owes: Need = {
  holds: (state) => standsSince(state) !== undefined,
  code: 'implementation-not-owed',
  params: ({ status }) => ({ status }),
  citations: basis,
};
const unconfirmed: Need = {
  holds: (state) => implementationOf(state) !== 'confirmed',
  code: 'implementation-confirmed',
  params: (state) => ({ on: standing(state)?.check?.checkedOn ?? state.conclusion?.concludedOn ?? '' }),
  citations: basis,
};
const reported: Need = {
  holds: (state) => standing(state) !== undefined && !state.conclusion,
  code: 'implementation-not-reported',
  citations: basis,
};

/** 登记落实: by the unit that handles or the office; what was reported wrong is put right by a new report until it is confirmed. */
export const implementation = {
  command: 'recordImplementation',
  by: ['leader', 'clerk', 'departmentClerk'],
  needs: [owes, unconfirmed],
  citations: basis,
} as const satisfies Procedure;

/** 核实落实: by the office, of what is reported; what was confirmed and turns out otherwise is refuted the same way. */
export const implementationCheck = {
  command: 'checkImplementation',
  by: ['leader', 'clerk'],
  needs: [owes, reported],
  citations: [...basis, ...notCarriedOut],
} as const satisfies Procedure;

/** Records that what the reply promised was carried out (登记落实): what, on which day, with evidence where there is any. */
export function recordImplementation(
  aggregates: Aggregates,
  command: RecordImplementation,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(implementation, aggregates, command, world, (state) => {
    const { measures, implementedOn: on, evidence = [] } = command;
    const after = standsSince(state) ?? state.receivedOn;
    const text = { path: 'measures', limit: textLimits.demand, missing: 'text-missing', citations: basis } as const;
    const refusal = firstRefusal(
      () => checkText(measures, text),
      () => checkDay(on, { world, after, citations: basis, path: 'implementedOn' }),
      () => tooMany(evidence, listLimits.scans, 'evidence'),
      () => firstOf(evidence, 'evidence', checkScan),
    );
    return (
      refusal ??
      ok([
        {
          type: 'implementationRecorded',
          stream: streamOf(state),
          measures,
          implementedOn: on,
          recordedOn: world.today,
          ...(evidence.length > 0 && { evidence }),
          by: byActor(world),
        },
      ])
    );
  });
}

/**
 * The office's word on a report (核实落实). Not carried out: the case goes under supervision (督办, Art 40) with what was found as its
 * requirement, unless one is open already; the unit answers in 30 days and reports anew.
 */
export function checkImplementation(
  aggregates: Aggregates,
  command: CheckImplementation,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(implementationCheck, aggregates, command, world, (state) => {
    const { result, finding, checkedOn } = command;
    const report = standing(state);
    const after = report?.check?.checkedOn ?? report?.implementedOn ?? state.receivedOn;
    const refuted = result === 'refuted';
    const text = { path: 'finding', limit: textLimits.demand, citations: notCarriedOut } as const;
    const refusal = firstRefusal(
      () => checkChoice(result, implementationResults, 'result'),
      () =>
        report?.check?.result === result ? refused('implementation-checked', { result }, basis, 'result') : undefined,
      () => checkText(finding, refuted ? { ...text, missing: 'finding-missing' } : text),
      () => checkDay(checkedOn, { world, after, citations: basis, path: 'checkedOn' }),
    );
    if (refusal) return refusal;
    const stream = streamOf(state);
    const by = byActor(world);
    const checked: PetitionCaseEvent = { type: 'implementationChecked', stream, result, finding, checkedOn, by };
    if (!refuted || openSupervision(state)) return ok([checked]);
    const trigger = 'opinionNotCarriedOut';
    const pressed = supervised(
      state,
      { trigger, requirement: finding, suggestions: [], supervisedOn: checkedOn },
      world,
    );
    return pressed.ok ? ok([checked, ...pressed.value]) : pressed;
  });
}
