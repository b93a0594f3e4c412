import { expect } from 'vitest';
import { parseHolidayNotice } from './notice.ts';

// What the tests of notices start from: the notice of 2026, and what a refusal of it looks like.

/** The clauses of 2026 as published. */
export const clauses = [
  '一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。',
  '二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。',
  '三、清明节：4月4日（周六）至6日（周一）放假，共3天。',
  '四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。',
  '五、端午节：6月19日（周五）至21日（周日）放假，共3天。',
  '六、中秋节：9月25日（周五）至27日（周日）放假，共3天。',
  '七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。',
];
const basis = [{ regulation: 'festivalMeasures', article: '第七条' }];
/** A refusal on the festival measures, Art 7, about the text. */
export const wrong = (code: string, params: object) => ({ ok: false, code, params, citations: basis, path: 'text' });
/** The notice with one piece of it written otherwise. */
export const slip = (from: string, to: string) => {
  const text = clauses.join('\n');
  expect(text).toContain(from);
  return parseHolidayNotice(text.replace(from, to), 2026);
};
/** A text that is no notice. */
export const long = '请各地各部门妥善安排好值班和安全、保卫、疫情防控等工作遇有重大突发事件要按规定及时报告并妥善处置';
