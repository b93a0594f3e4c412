import type { Unit } from '../identity/units.ts';
import { documentRules } from './rules.ts';

const series = Object.values(documentRules).flatMap((rule) => rule.series ?? []);

/** The words that open the numbers of each series, in the order of the kinds: 受, 不受, 告 … */
export const numberSeries: readonly string[] = series;

/**
 * 机关代字 as it is proposed: the bureau's as it is set (教信), of 东城区教育局 东城区教信, of a school its name and 信: no two
 * issuers share one.
 */
export const proposedMark = ({ kind, name }: Pick<Unit, 'kind' | 'name'>, own: string): string =>
  kind === 'bureau' ? own : `${name.replace(/教育(?:体育)?局$/, '教')}信`;

/** What may be a mark: two to twelve Chinese characters. */
export const isMark = (mark: string): boolean => /^\p{Script=Han}{2,12}$/u.test(mark);

/** Whether two issuers with these marks could give the same number: 教信 with 不受 and 教信不 with 受 say the same. */
export const marksClash = (one: string, other: string): boolean =>
  series.some((first) => series.some((second) => one + first === other + second));
