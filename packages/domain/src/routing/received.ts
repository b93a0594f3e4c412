import { type Citation, cite } from '../citation.ts';
import type { ClockId } from '../clocks/clocks.ts';
import type { ContentKind, Responsibility, RouteDocument, RouteDuty } from './routing.ts';

/** Who sent it: the petitioner (直接收到), or the petition department or superior organ (转送、交办). */
export type ReceiptSource = 'direct' | 'transferred';
export const receiptSources = ['direct', 'transferred'] as const satisfies readonly ReceiptSource[];

/** What Art 23 asks of the organ that received a matter. */
export type ReceivedOutcome =
  | 'acceptAndTell' // own: told that it is received, and of route and procedure
  | 'passOnAndTell' // a subordinate's: transferred or assigned, and told where it went
  | 'tellCompetentBody' // nobody's here: told which body is competent
  | 'objectToTransfer' // transferred to us wrongly: objection with detailed reasons; goes back only when the sender agrees
  | 'ownRules'; // accusations: their notice follows their own rules
export const receivedOutcomes = [
  'acceptAndTell',
  'passOnAndTell',
  'tellCompetentBody',
  'objectToTransfer',
  'ownRules',
] as const satisfies readonly ReceivedOutcome[];

export interface ReceivedFacts {
  readonly source: ReceiptSource;
  readonly responsibility: Responsibility;
  readonly contentKind: ContentKind;
  /** Name and address are clear enough to write to (姓名、住址清楚). */
  readonly reachable: boolean;
}

/**
 * The duty that follows from receipt. `clock` is missing where no notice is owed. `returnsOnlyWithConsent`: the matter
 * stays ours until the sender has verified the objection and agreed.
 */
export interface ReceivedDuty {
  readonly outcome: ReceivedOutcome;
  readonly document: RouteDocument;
  readonly clock?: ClockId;
  readonly duties: readonly RouteDuty[];
  readonly returnsOnlyWithConsent: boolean;
  readonly citations: readonly Citation[];
}

const statute = (article: string): Citation => cite('petitionRegulation2022', article);
const art23 = [statute('第二十三条')];

/**
 * What is owed on receipt (Art 23, R96). Total: every input has exactly one outcome. Accusations first, since Art 23 leaves
 * them to their own rules (Art 30); what was wrongly transferred to us is objected to within 5 working days; the rest is
 * told in writing within 15 days, except where name or address is unclear.
 */
export function receivedDuty({ source, responsibility, contentKind, reachable }: ReceivedFacts): ReceivedDuty {
  if (contentKind === 'accusation') {
    const citations = [...art23, statute('第三十条')];
    return {
      outcome: 'ownRules',
      document: 'confidentialTransfer',
      duties: [],
      returnsOnlyWithConsent: false,
      citations,
    };
  }
  if (responsibility === 'notEducation' && source === 'transferred') {
    return {
      outcome: 'objectToTransfer',
      document: 'transferObjection',
      clock: 'transfer-objection',
      duties: ['stateReasons'],
      returnsOnlyWithConsent: true,
      citations: art23,
    };
  }
  const notice: Pick<ReceivedDuty, 'clock'> = reachable ? { clock: 'acceptance-notice' } : {};
  const told = { ...notice, returnsOnlyWithConsent: false } as const;
  switch (responsibility) {
    case 'municipal':
      return { outcome: 'acceptAndTell', document: 'acceptanceNotice', duties: [], citations: art23, ...told };
    case 'district':
      return {
        outcome: 'passOnAndTell',
        document: 'destinationNotice',
        duties: ['copyFiling'],
        citations: art23,
        ...told,
      };
    case 'affiliated':
      return { outcome: 'passOnAndTell', document: 'destinationNotice', duties: [], citations: art23, ...told };
    case 'notEducation': {
      const citations = [
        ...art23,
        cite('receptionSystem', '五（一）5', 'R31'),
        cite('receptionSystem', '三（二）', 'R11'),
      ];
      const duties = ['explainLaw', 'nameCompetentBody'] as const;
      return { outcome: 'tellCompetentBody', document: 'nonAcceptanceNotice', duties, citations, ...told };
    }
  }
}

/** Who decides when two or more organs are concerned (涉及两个以上机关、单位). */
export type DisputeOutcome = 'agreedUnit' | 'commonSuperior' | 'jointConference';
export const disputeOutcomes = [
  'agreedUnit',
  'commonSuperior',
  'jointConference',
] as const satisfies readonly DisputeOutcome[];

/**
 * Art 24: the organs concerned agree on who accepts; where they dispute, their common superior decides; where there is
 * none, the joint conference (联席会议).
 */
export function settleDispute(facts: { readonly agreed: boolean; readonly commonSuperior: boolean }): {
  readonly outcome: DisputeOutcome;
  readonly citations: readonly Citation[];
} {
  const outcome = facts.agreed ? 'agreedUnit' : facts.commonSuperior ? 'commonSuperior' : 'jointConference';
  return { outcome, citations: [statute('第二十四条')] };
}

/** The six routes of an appeal (申诉求决的六种办理方式, Art 31), by their number there. */
export const appealRoutes = [1, 2, 3, 4, 5, 6] as const;
export type AppealRoute = (typeof appealRoutes)[number];

/** What a route of Art 31 means for the case. Routes 1–5 end the petition's clocks; another law's procedure decides. */
export interface AppealHandling {
  readonly route: AppealRoute;
  /** The 60 days of handling run (Art 34): only where the petition itself decides. */
  readonly handlingClock: boolean;
  /** 信访处理意见书 on the sixth route, with the right to 复查 (Arts 32, 35); else the notice of route and procedure (Art 23). */
  readonly document: RouteDocument;
  readonly duties: readonly RouteDuty[];
  readonly citations: readonly Citation[];
}

/**
 * Classified handling (依法分类处理, Art 31): (1) litigation, prosecution or police, (2) arbitration, (3) Party members'
 * appeals, (4) administrative procedures: the petitioner is told of the procedure and of the body that runs it; (5) a
 * protective duty under another law: the organ performs it or answers; (6) none of these: investigated and answered with
 * an opinion.
 */
export function appealHandling(route: AppealRoute): AppealHandling {
  if (route === 6) {
    const citations = [statute('第三十一条'), statute('第三十二条'), statute('第三十四条'), statute('第三十五条')];
    return { route, handlingClock: true, document: 'handlingOpinion', duties: ['stateReexaminationRight'], citations };
  }
  const citations = [statute('第二十三条'), statute('第三十一条')];
  const duties: readonly RouteDuty[] = route === 5 ? ['performOrAnswer'] : ['explainLaw', 'nameCompetentBody'];
  return { route, handlingClock: false, document: 'acceptanceNotice', duties, citations };
}
