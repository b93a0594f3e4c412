/** The words of a lost race at the desk: both versions, field by field. */
export const raceMessages = {
  mine: (value: string) => `我的：${value}`,
  theirs: (value: string) => `对方的：${value}`,
  both: '两边都要（对方的在前）',
  base: (value: string) => `原来：${value}`,
  taken: (label: string, value: string) => `${label}只有对方改了，保留对方的：${value}`,
  nothing: '（空）',
  choose: '按所选继续',
} as const;
