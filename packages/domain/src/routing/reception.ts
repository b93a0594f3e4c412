import { type Citation, cite } from '../citation.ts';
import type { ClockId, Province } from '../clocks/clocks.ts';
import { ok, type Result, refused } from '../result.ts';
import { type RouteDecision, type RouteDocument, type RouteDuty, type RoutingFacts, routePetition } from './routing.ts';

/** What must be known of a matter that a leader receives (接访), beside where it belongs. */
export interface ReceptionFacts extends RoutingFacts {
  /** The visitor asks for 复查 of the reply opinion (R51, Art 35). */
  readonly asksReexamination: boolean;
  /** The visitor has been at the unit with authority before (R54). */
  readonly raisedBefore: boolean;
}

/** What the leader signs (处理办法, D2 四). */
export type ReceptionOutcome =
  | 'instructAcceptance' // 批示予以受理: the bureau handles it itself
  | 'instructReexamination' // 批示予以受理（复查）: of a reply of a district or an affiliated school
  | 'referReexamination' // 告知向有权复查的机关申请: of the bureau's own reply
  | 'instructTransfer' // 批示转有权处理的单位受理
  | 'instructPressing' // 批示督促办理
  | 'instructImplementation' // 批示督促落实
  | 'notAcceptConcluded' // 原则上不再受理
  | 'notAcceptNotEducation' // 不予受理，告知去向
  | 'disciplineChannel'; // 检举控告
export const receptionOutcomes = [
  'instructAcceptance',
  'instructReexamination',
  'referReexamination',
  'instructTransfer',
  'instructPressing',
  'instructImplementation',
  'notAcceptConcluded',
  'notAcceptNotEducation',
  'disciplineChannel',
] as const satisfies readonly ReceptionOutcome[];

/**
 * The leader's decision on one matter. `document` and `duties` are owed to the petitioner; `clocks` are those that it starts, beside the written notice; `answeredBy` is who
 * alone may answer the petitioner (R53), missing where another unit does; `followUp`: the General Office presses until it
 * is carried out (R48).
 */
export interface ReceptionDecision {
  readonly outcome: ReceptionOutcome;
  readonly rule: string;
  readonly document: RouteDocument;
  readonly duties: readonly RouteDuty[];
  readonly clocks: readonly ClockId[];
  readonly answeredBy?: 'generalOffice';
  readonly followUp: boolean;
  readonly citations: readonly Citation[];
}

const plan = (article: string, rule: string): Citation => cite('receptionPlan', article, rule);
const statute = (article: string): Citation => cite('petitionRegulation2022', article);
const art35 = statute('第三十五条');
/** R52, R53: reported in 20 working days, answered by the General Office alone. */
const resultBasis = [plan('四（一）', 'R52'), plan('四（一）', 'R53')];

/** The bureau handles it itself; what the petitioner is told is that of the routing table. */
function accept({ document, duties }: RouteDecision, again: readonly Citation[]): ReceptionDecision {
  return {
    outcome: 'instructAcceptance',
    rule: 'R51',
    document,
    duties,
    clocks: ['leader-reception-result'],
    answeredBy: 'generalOffice',
    followUp: true,
    citations: [plan('四（一）', 'R51'), ...resultBasis, ...again],
  };
}

/**
 * 复查 goes to the superior of the unit that replied (Art 35). For a district authority that is the bureau (R51), and for
 * an affiliated school too, though R51 does not name it; for the bureau's own reply it is not the bureau.
 */
function reexamine({ responsibility }: ReceptionFacts): ReceptionDecision {
  if (responsibility === 'municipal') {
    return {
      outcome: 'referReexamination',
      rule: 'Art 35',
      document: 'nonAcceptanceNotice',
      duties: ['stateReexaminationRight', 'nameCompetentBody'],
      clocks: [],
      followUp: false,
      citations: [art35],
    };
  }
  const district = responsibility === 'district';
  return {
    outcome: 'instructReexamination',
    rule: district ? 'R51' : 'Art 35',
    document: 'acceptanceNotice',
    duties: [],
    clocks: ['reexamination-result', 'reexamination'],
    answeredBy: 'generalOffice',
    followUp: true,
    citations: district ? [plan('四（一）', 'R51'), ...resultBasis, art35] : [art35, ...resultBasis],
  };
}

/** To the unit with authority. R54 speaks of first visits; who has been there without result is sent there as R26, R27 say. */
function transfer(
  facts: ReceptionFacts,
  { document, duties }: RouteDecision,
  again: readonly Citation[],
): ReceptionDecision {
  const first = { rule: 'R54', citations: [plan('四（二）', 'R54'), statute('第二十条'), statute('第二十三条')] };
  const district = { rule: 'R26', citations: [cite('receptionSystem', '五（一）1', 'R26'), statute('第二十三条')] };
  const affiliated = { rule: 'R27', citations: [cite('receptionSystem', '五（一）2', 'R27'), statute('第二十三条')] };
  const { rule, citations } = facts.raisedBefore
    ? facts.responsibility === 'district'
      ? district
      : affiliated
    : first;
  const told = { document, duties, citations: [...citations, ...again] };
  return { outcome: 'instructTransfer', rule, ...told, clocks: [], followUp: true };
}

/**
 * What a receiving leader decides (定点接访处理办法, R51–R57): every matter ends with one decision (R47). The table of
 * {@link routePetition} decides first; the plan adds what it alone knows: the instruction to accept (R51), 复查 of a
 * reply (R51, Art 35), the transfer of what was not raised with the unit before (R54), the department's 20 working days
 * (R52) and that the General Office alone answers (R53).
 */
export function routeReception(facts: ReceptionFacts): ReceptionDecision {
  const route = routePetition(facts);
  const { rule, document, duties, citations } = route;
  const replied = facts.priorHandling === 'replied';
  const again = replied ? [art35] : [];
  switch (route.outcome) {
    case 'disciplineChannel':
    case 'notAcceptNotEducation':
    case 'notAcceptConcluded': {
      const own = receptionRule(rule);
      return { outcome: route.outcome, rule: own, document, duties, clocks: [], followUp: false, citations };
    }
    case 'pressHandling':
      return { outcome: 'instructPressing', rule: 'R55', document, duties, clocks: [], followUp: true, citations };
    case 'pressImplementation':
      return {
        outcome: 'instructImplementation',
        rule: 'R56',
        document,
        duties,
        clocks: [],
        followUp: true,
        citations,
      };
    case 'acceptMunicipal':
    case 'acceptDistrict':
    case 'handToAffiliated':
      if (facts.asksReexamination && replied) return reexamine(facts);
      return route.outcome === 'acceptMunicipal' ? accept(route, again) : transfer(facts, route, again);
  }
}

/** The plan's own number of a rule that both texts have. */
function receptionRule(rule: string): string {
  return { R29: 'R56', R31: 'R57' }[rule] ?? rule;
}

/**
 * How many representatives may be received (推选代表). Art 20: never more than five. R59 asks for three to five, and fewer
 * than three is only worth a word. Zhejiang (Art 15): at most three where the group has no more than ten.
 */
export function checkRepresentatives(
  representatives: number,
  groupSize: number,
  province?: Province,
): Result<{ readonly fewerThanUsual: boolean; readonly most: number; readonly citations: readonly Citation[] }> {
  const own = province === 'zhejiang' ? [cite('zhejiangRegulation2016', '第十五条')] : [];
  const citations = [plan('五（二）', 'R59'), statute('第二十条'), ...own];
  const most = province === 'zhejiang' && groupSize <= 10 ? 3 : 5;
  if (!Number.isInteger(representatives) || representatives < 1 || representatives > most) {
    return refused('too-many-representatives', { given: representatives, limit: most }, citations, 'representatives');
  }
  return ok({ fewerThanUsual: representatives < 3, most, citations });
}
