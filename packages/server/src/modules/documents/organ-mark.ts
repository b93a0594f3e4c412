import type { Unit } from '@huiyin/domain';

/** 机关代字: of the bureau 教信, of 东城区教育局 东城区教信, of a school its name and 信: no two issuers share one. */
export const organMark = ({ kind, name }: Pick<Unit, 'kind' | 'name'>): string =>
  kind === 'bureau' ? '教信' : `${name.replace(/教育(?:体育)?局$/, '教')}信`;
