import type { ClockTrigger } from '../clocks/clocks.ts';
import type { Deadline } from '../clocks/deadline.ts';
import { explain } from '../clocks/explain.ts';
import type { RouteDecision, RouteOutcome } from '../routing/routing.ts';
import { citationsText, citationText } from './citations.ts';
import { shortDateText, weekdayText } from './dates.ts';
import { dayUnitName, dutyText, limitLevelName, limitSourceName } from './names.ts';

const begun: Readonly<Record<ClockTrigger, string>> = {
  petitionReceived: '收到',
  assignmentReceived: '收到',
  hotlineOrderReceived: '收到',
  petitionAccepted: '受理',
  reexaminationRequested: '收到复查申请',
  transferReceived: '收到转送',
  instructionReceived: '收到领导批示',
  replyReceived: '收到书面答复',
  reexaminationOpinionReceived: '收到复查意见',
  finalReviewRequested: '收到复核申请',
  documentIssued: '出具',
  supervisionReceived: '收到督办单',
};

/**
 * Why a due date is that day, as an official reads it aloud:
 * 自10月9日收到起，次日起算，第15日为10月24日（周六），顺延至10月26日；依据《信访工作条例》第二十三条。
 */
export function explainDeadline(d: Deadline): string {
  const { trigger, from, article, limit, unrolled, legalDue, awaits } = explain(d);
  const festival = d.binding.steps.find((step) => step.date === unrolled)?.festival;
  const nth = limit.unit === 'workingDay' ? `第${limit.amount}个工作日` : `第${limit.amount}日`;
  const day = `${shortDateText(unrolled, from)}（${festival ?? weekdayText(unrolled)}）`;
  const moved = legalDue < unrolled ? '提前至' : '顺延至';
  const roll = legalDue === unrolled ? '' : `，${moved}${shortDateText(legalDue, unrolled)}`;
  // an article that is still to be found says so itself
  const said = limit.source === undefined || limit.citation.article.includes('待核');
  const source = said ? '' : `（${limitSourceName(limit.source)}）`;
  const basis = `；依据${citationText(article)}${source}。${provisionalText(awaits)}`;
  const begin = `${shortDateText(from, from)}${begun[trigger]}`;
  if (limit.amount === 0) return `${begin}的同日，为${day}${roll}${basis}`;
  return `自${begin}起，次日起算，${nth}为${day}${roll}${basis}`;
}

/** Which limit binds when several are in force: 本局规定15个工作日至12月9日，国家规定15日至12月3日，以先到的12月3日为准。 */
export function explainBinding(d: Deadline): string {
  if (d.candidates.length < 2) return '';
  const each = d.candidates.map(
    ({ limit, legalDue }) =>
      `${limitLevelName(limit.level)}${limit.amount}${dayUnitName(limit.unit)}至${shortDateText(legalDue, d.from)}`,
  );
  return `${each.join('，')}，以先到的${shortDateText(d.legalDue, d.from)}为准。`;
}

const provisionalText = (year: number | undefined): string =>
  year === undefined ? '' : `${year}年放假安排尚未公布，此为暂定日期。`;

const routeSentences: Readonly<Record<RouteOutcome, (unit: string) => string>> = {
  acceptMunicipal: (unit) => `由本局受理，${unit}承办`,
  acceptDistrict: (unit) => `将交${unit}受理，本局督办`,
  handToAffiliated: (unit) => `将交${unit}处理，本局协调并督办`,
  pressHandling: (unit) => `${unit}正在处理、尚未出具答复意见书，由局领导批示督促办理，不重复受理`,
  notAcceptConcluded: () => '已经复核终结、意见已落实且无新的事实和理由，原则上不再受理',
  pressImplementation: (unit) => `复查复核意见尚未落实到位，由局领导批示督促${unit}落实`,
  notAcceptNotEducation: () => '不属于教育行政部门处理，不予受理',
  disciplineChannel: (unit) => `属于检举控告，保密转交${unit}按权限处理，不得转给被检举、控告的人员或者单位`,
};

/** Where a matter goes and why: 将交西河区教育局受理，本局督办。依据…… */
export function explainRoute(decision: RouteDecision, handlingUnitName: string): string {
  const told = decision.duties.map((duty) => `；${dutyText(duty)}`).join('');
  return `${routeSentences[decision.outcome](handlingUnitName)}${told}。依据${citationsText(decision.citations)}。`;
}
