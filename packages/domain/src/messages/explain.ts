import type { ClockId } from '../clocks/clocks.ts';
import type { Deadline } from '../clocks/deadline.ts';
import { yearOf } from '../date.ts';
import type { RouteDecision, RouteOutcome } from '../routing/routing.ts';
import { citationsText, citationText, shortDateText, weekdayText } from './dates.ts';
import { dayUnitName, dutyText, limitLevelName } from './names.ts';

const begun: Readonly<Record<ClockId, string>> = {
  'acceptance-notice': '收到',
  'department-reply': '收到',
  'district-notice': '收到',
  'district-reply': '收到',
  'hotline-reply': '收到',
  handling: '受理',
  reexamination: '收到复查申请',
};

/**
 * Why a due date is that day, as an official reads it aloud:
 * 自10月9日收到起，次日起算，第15日为10月24日（周六），顺延至10月26日；依据《信访工作条例》第二十三条。
 */
export function explainDeadline(d: Deadline): string {
  const { limit, unrolled, legalDue, steps } = d.binding;
  const last = steps.find((step) => step.date === unrolled);
  const nth = limit.unit === 'workingDay' ? `第${limit.amount}个工作日` : `第${limit.amount}日`;
  const day = `${shortDateText(unrolled, d.from)}（${last?.festival ?? weekdayText(unrolled)}）`;
  const roll = legalDue === unrolled ? '' : `，顺延至${shortDateText(legalDue, unrolled)}`;
  const provisional = d.provisional ? `${yearOf(legalDue)}年放假安排尚未公布，此为暂定日期。` : '';
  return `自${shortDateText(d.from, d.from)}${begun[d.clock]}起，次日起算，${nth}为${day}${roll}；依据${citationText(d.citation)}。${provisional}`;
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
