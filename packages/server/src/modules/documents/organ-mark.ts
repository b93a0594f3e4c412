import type { Unit } from '@huiyin/domain';

/** 机关代字: the bureau's as it is set (教信), of 东城区教育局 东城区教信, of a school its name and 信: no two issuers share one. */
export const organMark = ({ kind, name }: Pick<Unit, 'kind' | 'name'>, own: string): string =>
  kind === 'bureau' ? own : `${name.replace(/教育(?:体育)?局$/, '教')}信`;
