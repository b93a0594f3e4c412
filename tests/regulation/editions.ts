import { type ClockLimit, clocks, provincialLimits } from '@huiyin/domain';

/** Every limit there is, the province's too. */
export const everyLimit = [
  ...clocks.flatMap((clock) => clock.limits),
  ...Object.values(provincialLimits.zhejiang).flatMap((limits) => limits ?? []),
];
/** A rule through its editions: the row of 2005 and the one that followed it. */
export const ruleOf = ({ id }: ClockLimit): string =>
  id.replace(/-2005$/, '').replace('supervision-report-local', 'supervision-report-national');
