import { type Citation, cite } from '../citation.ts';

/** Whose duty the matter is (职责范围): the bureau, a district, an affiliated school or university, or nobody here. */
export type Responsibility = 'municipal' | 'district' | 'affiliated' | 'notEducation';
/** The three classes of content (建议意见、检举控告、申诉求决; 信访工作条例 Arts 29–31). */
export type ContentKind = 'suggestion' | 'accusation' | 'appeal';
/** How far the matter has come before: nothing, in handling, replied (已答复), review concluded (复核终结). */
export type PriorHandling = 'none' | 'inProgress' | 'replied' | 'concluded';

export const responsibilities = [
  'municipal',
  'district',
  'affiliated',
  'notEducation',
] as const satisfies readonly Responsibility[];
export const contentKinds = ['suggestion', 'accusation', 'appeal'] as const satisfies readonly ContentKind[];
export const priorHandlings = [
  'none',
  'inProgress',
  'replied',
  'concluded',
] as const satisfies readonly PriorHandling[];

/** What must be known to route a matter. `opinionImplemented` and `newFacts` are false unless somebody asserts them. */
export interface RoutingFacts {
  readonly responsibility: Responsibility;
  readonly contentKind: ContentKind;
  readonly priorHandling: PriorHandling;
  readonly opinionImplemented: boolean;
  readonly newFacts: boolean;
}

export const routeOutcomes = [
  'acceptMunicipal',
  'acceptDistrict',
  'handToAffiliated',
  'pressHandling',
  'notAcceptConcluded',
  'pressImplementation',
  'notAcceptNotEducation',
  'disciplineChannel',
] as const;
export type RouteOutcome = (typeof routeOutcomes)[number];

export type RouteDocument =
  | 'acceptanceNotice' // 受理告知单
  | 'destinationNotice' // 告知去向
  | 'nonAcceptanceNotice' // 不予受理告知单
  | 'leaderInstruction' // 领导批示
  | 'confidentialTransfer' // 密件转送
  | 'transferObjection' // 对错转的异议
  | 'handlingOpinion'; // 信访处理意见书

/** What must be said or done beside the document. */
export type RouteDuty =
  | 'explainLaw' // 说明法律政策
  | 'nameCompetentBody' // 告知有权处理的机关、单位
  | 'stateReexaminationRight' // 告知申请复查的权利
  | 'copyFiling' // 抄送备案
  | 'tellHandlingUnit' // 书面告知承办单位：what is pressed is still answered (R12, Art 23)
  | 'stateReasons' // 详细说明异议理由 (Art 23)
  | 'performOrAnswer'; // 依法履行或者答复 (Art 31, the fifth route)

/** One outcome with the rule that named it. `supervise`: the bureau follows the handling up (督办). */
export interface RouteDecision {
  readonly outcome: RouteOutcome;
  readonly rule: string;
  readonly citations: readonly Citation[];
  readonly document: RouteDocument;
  readonly supervise: boolean;
  readonly duties: readonly RouteDuty[];
}

interface Row extends RouteDecision {
  readonly when: (facts: RoutingFacts) => boolean;
}

const statute = (article: string): Citation => cite('petitionRegulation2022', article);

/**
 * The routing table (诉求处理), read from the top; the first row that fits decides. The last row fits everything, so
 * there is always exactly one outcome.
 */
const rows: readonly Row[] = [
  {
    // Art 30: accusations go by discipline inspection, in secrecy, whatever else is true of them
    when: (facts) => facts.contentKind === 'accusation',
    outcome: 'disciplineChannel',
    rule: 'Art 30',
    citations: [statute('第三十条')],
    document: 'confidentialTransfer',
    supervise: false,
    duties: [],
  },
  {
    when: (facts) => facts.responsibility === 'notEducation',
    outcome: 'notAcceptNotEducation',
    rule: 'R31',
    citations: [
      cite('receptionSystem', '五（一）5', 'R31'),
      cite('receptionPlan', '四（五）', 'R57'),
      statute('第二十三条'),
    ],
    document: 'nonAcceptanceNotice',
    supervise: false,
    duties: ['explainLaw', 'nameCompetentBody'],
  },
  {
    // the first text names districts, universities and affiliated units; the second says "the unit concerned"
    when: (facts) => facts.priorHandling === 'inProgress' && facts.responsibility !== 'municipal',
    outcome: 'pressHandling',
    rule: 'R28',
    citations: [
      cite('receptionSystem', '五（一）3', 'R28'),
      cite('receptionPlan', '四（三）', 'R55'),
      statute('第十九条'),
      statute('第二十三条'),
    ],
    document: 'leaderInstruction',
    supervise: true,
    duties: ['tellHandlingUnit'],
  },
  {
    when: (facts) => facts.priorHandling === 'inProgress',
    outcome: 'pressHandling',
    rule: 'R55',
    citations: [cite('receptionPlan', '四（三）', 'R55'), statute('第十九条'), statute('第二十三条')],
    document: 'leaderInstruction',
    supervise: true,
    duties: ['tellHandlingUnit'],
  },
  {
    // without any condition on new facts: an opinion that is not carried out is carried out first
    when: (facts) => facts.priorHandling === 'concluded' && !facts.opinionImplemented,
    outcome: 'pressImplementation',
    rule: 'R30',
    citations: [
      cite('receptionSystem', '五（一）4', 'R30'),
      cite('receptionPlan', '四（四）', 'R56'),
      statute('第二十三条'),
    ],
    document: 'leaderInstruction',
    supervise: true,
    duties: ['tellHandlingUnit'],
  },
  {
    // all three must be asserted; with new facts the matter is a new one and falls through to whose duty it is
    when: (facts) => facts.priorHandling === 'concluded' && !facts.newFacts,
    outcome: 'notAcceptConcluded',
    rule: 'R29',
    citations: [
      cite('receptionSystem', '五（一）4', 'R29'),
      cite('receptionPlan', '四（四）', 'R56'),
      statute('第三十六条'),
    ],
    document: 'nonAcceptanceNotice',
    supervise: false,
    duties: ['explainLaw'],
  },
  {
    when: (facts) => facts.responsibility === 'affiliated',
    outcome: 'handToAffiliated',
    rule: 'R27',
    citations: [
      cite('receptionSystem', '五（一）2', 'R27'),
      cite('receptionPlan', '四（二）', 'R54'),
      statute('第二十三条'),
    ],
    document: 'destinationNotice',
    supervise: true,
    duties: [],
  },
  {
    // copies of the district's notice and reply are filed with the bureau (R79)
    when: (facts) => facts.responsibility === 'district',
    outcome: 'acceptDistrict',
    rule: 'R26',
    citations: [
      cite('receptionSystem', '五（一）1', 'R26'),
      cite('receptionPlan', '四（二）', 'R54'),
      cite('petitionSystem', '第八条', 'R79'),
      statute('第二十三条'),
    ],
    document: 'destinationNotice',
    supervise: true,
    duties: ['copyFiling'],
  },
];

const ownDuty: RouteDecision = {
  outcome: 'acceptMunicipal',
  rule: 'R25',
  citations: [
    cite('receptionSystem', '五（一）1', 'R25'),
    cite('petitionSystem', '第六条', 'R71'),
    statute('第二十三条'),
  ],
  document: 'acceptanceNotice',
  supervise: false,
  duties: [],
};

const jurisdictionOutcomes: readonly RouteOutcome[] = ['acceptMunicipal', 'acceptDistrict', 'handToAffiliated'];

/**
 * Where a matter goes (诉求处理, R25–R31; accusations by Art 30). Total: every input has exactly one outcome. A matter
 * that was replied to is routed by whose duty it is, and the petitioner is told of the right to 复查 (Art 35).
 */
export function routePetition(facts: RoutingFacts): RouteDecision {
  const { outcome, rule, citations, document, supervise, duties } = rows.find((row) => row.when(facts)) ?? ownDuty;
  if (facts.priorHandling === 'replied' && jurisdictionOutcomes.includes(outcome)) {
    return {
      outcome,
      rule,
      citations: [...citations, statute('第三十五条')],
      document,
      supervise,
      duties: [...duties, 'stateReexaminationRight'],
    };
  }
  return { outcome, rule, citations, document, supervise, duties };
}
