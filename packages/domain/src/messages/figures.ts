import type { RateKey } from '../figures/cases.ts';
import type { FigureAct } from '../figures/facts.ts';

const rates: Readonly<Record<RateKey, readonly [name: string, made: string]>> = {
  timelyAcceptance: ['及时受理率', '按期出具告知单 ÷ 应出具（未到期的不计入）'],
  onTimeReply: ['按期答复率', '按期答复 ÷ 应答复（未到期的不计入）'],
  implemented: ['落实率', '已报落实且未被核实否定 ÷ 答复承诺需落实（已解决、列入研究的）'],
  satisfactionOfOffice: ['对信访部门满意率', '满意和基本满意 ÷ 已评价'],
  satisfactionOfUnit: ['对责任单位满意率', '满意和基本满意 ÷ 已评价'],
  participation: ['参评率', '已评价 ÷（已评价＋期满未评价）'],
  resolvedAtFirst: ['一次性化解率', '初次信访办结后未再提出 ÷ 初次信访已办结'],
  repeated: ['重复信访率', '重复信访 ÷ 全部'],
  online: ['网信占比', '网上信访和电子邮件 ÷ 全部'],
};
/** A rate's name. */
export const rateName = (key: RateKey): string => rates[key][0];
/** Numerator ÷ denominator of a rate, in words. */
export const rateMade = (key: RateKey): string => rates[key][1];

const ages = ['15 天以内', '16—30 天', '31—60 天', '61—90 天', '90 天以上'];
/** How long cases have been open, by the place of the age in `ageDays`. */
export const ageName = (place: number): string => ages[place] ?? '';

const acts: Readonly<Record<FigureAct, string>> = {
  assigned: '交办',
  transferred: '转送',
  instructed: '领导批示',
  urged: '催办',
  supervised: '督办',
  circulated: '通报',
  reexamined: '申请复查',
  finallyReviewed: '申请复核',
};
/** What was done to cases (Art 41). */
export const figureActName = (act: FigureAct): string => acts[act];
