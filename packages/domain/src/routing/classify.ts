import { type Citation, cite } from '../citation.ts';
import { ok, type Result, refused } from '../result.ts';
import type { AppealRoute } from './received.ts';
import {
  type ContentKind,
  type RouteDecision,
  type RouteOutcome,
  type RoutingFacts,
  routePetition,
} from './routing.ts';

/** A proposal read from the words of a matter, and the word that it was read from. */
interface Proposed<T> {
  readonly value: T;
  readonly because: string;
}

/** What the words of a matter propose; a member is missing where no word speaks for anything but the ordinary. */
export interface ClassProposal {
  readonly contentKind?: Proposed<ContentKind>;
  readonly appealRoute?: Proposed<AppealRoute>;
}

/** Words that name an accusation (Art 30): against a person or unit, of breaking discipline or law. */
const accusing =
  /举报|检举|控告|贪污|受贿|索贿|行贿|收受[^，。；\n]{0,6}(?:礼|红包|钱|财)|回扣|挪用|侵吞|以权谋私|滥用职权|违纪违法|腐败/u;
/** A suggestion asks for nothing of one's own (Art 29). */
const suggesting = /建议|倡议|献策/u;
const asking = /要求|请求|申请|诉求|反映|投诉|希望解决|讨要|返还|退还|赔偿/u;

/** Words of the procedures of other laws (Art 31), in the order of its five routes. */
const routeWords: readonly (readonly [AppealRoute, RegExp])[] = [
  [1, /起诉|诉讼|法院|判决|执行局|检察院|刑事|立案侦查/u],
  [2, /仲裁|劳动争议|人事争议|劳动合同|经济补偿金/u],
  [3, /党纪处分|党内处分|开除党籍|党员[^，。；\n]{0,6}处分/u],
  [4, /行政复议|行政处罚|行政许可|行政裁决|行政确认|教师资格认定|办学许可|学籍处分|开除学籍/u],
  [5, /无证办学|非法办学|违规办学|违规补课|有偿补课|校园欺凌|学生欺凌|履行[^，。；\n]{0,4}职责/u],
];

const found = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[0];

/**
 * Class and route of Art 31 as the words of a matter propose them: a help for whoever classifies, and where it warns of an
 * accusation (Art 30) or of another law's procedure, a choice against it needs its reason. Never decides.
 */
export function proposeClass({ title, demand }: { readonly title: string; readonly demand: string }): ClassProposal {
  const text = `${title}\n${demand}`;
  const accused = found(text, accusing);
  if (accused !== undefined) return { contentKind: { value: 'accusation', because: accused } };
  const suggested = found(text, suggesting);
  if (suggested !== undefined && !asking.test(text)) {
    return { contentKind: { value: 'suggestion', because: suggested } };
  }
  for (const [value, pattern] of routeWords) {
    const because = found(text, pattern);
    if (because !== undefined) return { appealRoute: { value, because } };
  }
  return {};
}

/** Outcomes that may be chosen instead of the one the table names: the bureau may take up what was brought one level up (Art 20). */
const instead: Readonly<Partial<Record<RouteOutcome, readonly RouteOutcome[]>>> = {
  acceptDistrict: ['acceptMunicipal'],
  handToAffiliated: ['acceptMunicipal'],
};

/** What may be chosen for these facts, the proposal first. */
export function outcomesFor(facts: RoutingFacts): readonly RouteOutcome[] {
  const { outcome } = routePetition(facts);
  return [outcome, ...(instead[outcome] ?? [])];
}

const takenUp: Citation = cite('petitionRegulation2022', '第二十条');

/**
 * The route of a matter when `chosen` was taken instead of the proposal. Refuses `route-not-choosable` for every outcome
 * that the texts do not leave open: what is not ours, in handling, concluded or an accusation has one way only.
 */
export function chosenRoute(facts: RoutingFacts, chosen: RouteOutcome | undefined): Result<RouteDecision> {
  const proposed = routePetition(facts);
  if (chosen === undefined || chosen === proposed.outcome) return ok(proposed);
  if (!outcomesFor(facts).includes(chosen)) {
    return refused('route-not-choosable', { chosen, proposed: proposed.outcome }, proposed.citations, 'choice.outcome');
  }
  const own = routePetition({ ...facts, responsibility: 'municipal' });
  return ok({ ...own, citations: [takenUp, ...own.citations] });
}

/** The facts by which a unit is judged fit: what the bureau took up itself is its own (市本级). */
export function handlingFacts(facts: RoutingFacts, outcome: RouteOutcome): RoutingFacts {
  return outcome === 'acceptMunicipal' ? { ...facts, responsibility: 'municipal' } : facts;
}
