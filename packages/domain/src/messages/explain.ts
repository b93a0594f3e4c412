import type { ChangedDeadline } from '../clocks/changes.ts';
import type { ClockId } from '../clocks/clocks.ts';
import type { Deadline } from '../clocks/deadline.ts';
import { yearOf } from '../date.ts';
import type { RouteDecision, RouteOutcome } from '../routing/routing.ts';
import { citationsText, citationText, shortDateText, weekdayText } from './dates.ts';
import { dayUnitName, dutyText, limitLevelName, limitSourceName } from './names.ts';

const begun: Readonly<Record<ClockId, string>> = {
  'acceptance-notice': '收到',
  'department-reply': '收到',
  'district-notice': '收到',
  'district-reply': '收到',
  'hotline-reply': '收到',
  handling: '受理',
  reexamination: '收到复查申请',
  'transfer-objection': '收到转送',
  'leader-reception-result': '收到领导批示',
  'reexamination-result': '收到复查申请',
  'reexamination-request': '收到书面答复',
  'final-review-request': '收到复查意见',
  'final-review': '收到复核申请',
  'simple-acceptance': '收到',
  'simple-handling': '受理',
  'filing-copy': '出具',
  'supervision-report': '收到督办单',
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
  const moved = legalDue < unrolled ? '提前至' : '顺延至';
  const roll = legalDue === unrolled ? '' : `，${moved}${shortDateText(legalDue, unrolled)}`;
  const source = limit.source === undefined ? '' : `（${limitSourceName(limit.source)}）`;
  const provisional = d.provisional ? `${yearOf(legalDue)}年放假安排尚未公布，此为暂定日期。` : '';
  const basis = `；依据${citationText(d.citation)}${source}。${provisional}`;
  const begin = `${shortDateText(d.from, d.from)}${begun[d.clock]}`;
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

/**
 * What became of a due date, with the first one named: 原定3月30日；经张局长批准延长20日，至4月20日。听证3月2日至3月6日不计。
 */
export function explainChanges({ original, changes, excluded, legalDue, citations, state }: ChangedDeadline): string {
  const said = changes.flatMap((change) => {
    switch (change.type) {
      case 'extended':
        return [`经${change.approvedBy}批准延长${change.days}日（${change.reason}）`];
      case 'agreed':
        return [`经${change.approvedBy}同意与12345中心商定新的期限（${change.reason}）`];
      default:
        return [];
    }
  });
  const left = excluded.map(
    ({ from, to }) => `听证${shortDateText(from, original.from)}至${shortDateText(to, original.from)}不计`,
  );
  const acts = [...said, ...left].join('；');
  const now = state === 'paused' ? '听证期间暂停计算' : `现为${shortDateText(legalDue, original.from)}`;
  const first = `原定${shortDateText(original.legalDue, original.from)}`;
  return `${[first, acts, now].filter((part) => part !== '').join('；')}。依据${citationsText(citations)}。`;
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
