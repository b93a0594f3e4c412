import { type Rate, rateOf } from '../figures/rates.ts';
import type { ReceptionSessionState } from './session-state.ts';
import { receiverOf } from './session-state.ts';

/**
 * One person's or unit's sheet of a period (接访情况表). Implementation always stands beside reception (R37): a count of
 * receptions alone is never a score.
 */
export interface ReceptionSheet {
  readonly id: string;
  readonly name: string;
  /** Sessions received at, as the duty leader or standing in. */
  readonly attended: number;
  /** Of them those at which one stood in for somebody (替班). */
  readonly stoodIn: number;
  /** Duties that somebody else stood in for. */
  readonly substituted: number;
  /** Visitors or parties received. */
  readonly received: number;
  /** Matters decided, and of those that somebody must carry out how many are. */
  readonly decided: number;
  readonly implemented: Rate;
  readonly satisfied: Rate;
}

/** What is known of a decided matter beyond its session: who handles it, how the petitioner rated it. */
export interface DecidedMatter {
  readonly caseId: string;
  readonly unitId: string;
  readonly unitName: string;
  /** Undefined where nobody has rated. */
  readonly satisfied?: boolean;
}

interface Counts {
  name: string;
  attended: number;
  stoodIn: number;
  substituted: number;
  received: number;
  decided: number;
  owed: number;
  implemented: number;
  rated: number;
  satisfied: number;
}

const fresh = (name: string): Counts => ({
  name,
  attended: 0,
  stoodIn: 0,
  substituted: 0,
  received: 0,
  decided: 0,
  owed: 0,
  implemented: 0,
  rated: 0,
  satisfied: 0,
});

const sheetOf = ([id, counts]: [string, Counts]): ReceptionSheet => {
  const { name, attended, stoodIn, substituted, received, decided } = counts;
  return {
    id,
    name,
    attended,
    stoodIn,
    substituted,
    received,
    decided,
    implemented: rateOf(counts.implemented, counts.owed),
    satisfied: rateOf(counts.satisfied, counts.rated),
  };
};

/** The sheets of leaders and of handling units over the held sessions of a period (R35, R37, R38). */
export function receptionSheets(
  sessions: readonly ReceptionSessionState[],
  matters: ReadonlyMap<string, DecidedMatter>,
): { readonly people: readonly ReceptionSheet[]; readonly units: readonly ReceptionSheet[] } {
  const people = new Map<string, Counts>();
  const units = new Map<string, Counts>();
  const of = (map: Map<string, Counts>, id: string, name: string): Counts => {
    const counts = map.get(id) ?? fresh(name);
    map.set(id, counts);
    return counts;
  };
  for (const session of sessions.filter(({ status }) => status === 'open' || status === 'closed')) {
    const receiver = receiverOf(session);
    const own = of(people, receiver.id, receiver.name);
    own.attended += 1;
    if (receiver.id !== session.holder.id) {
      own.stoodIn += 1;
      of(people, session.holder.id, session.holder.name).substituted += 1;
    }
    const owed = new Map(session.followUps.map((one) => [one.caseId, one.settled !== undefined]));
    for (const { record } of session.visitors) {
      if (record === undefined) continue;
      own.received += 1;
      for (const { caseId } of record.decisions) {
        const matter = matters.get(caseId);
        const sheets = matter ? [own, of(units, matter.unitId, matter.unitName)] : [own];
        for (const sheet of sheets) {
          sheet.decided += 1;
          sheet.owed += owed.has(caseId) ? 1 : 0;
          sheet.implemented += owed.get(caseId) === true ? 1 : 0;
          sheet.rated += matter?.satisfied === undefined ? 0 : 1;
          sheet.satisfied += matter?.satisfied === true ? 1 : 0;
        }
        if (matter) of(units, matter.unitId, matter.unitName).received += 1;
      }
    }
  }
  return { people: [...people].map(sheetOf), units: [...units].map(sheetOf) };
}
