/** The words of a lost race at the desk: both versions, field by field. */
export const raceMessages = {
  mine: (value: string) => `我的：${value}`,
  theirs: (value: string) => `对方的：${value}`,
  both: '两边都要（对方的在前）',
  base: (value: string) => `原来：${value}`,
  taken: (label: string, value: string) => `${label}只有对方改了，保留对方的：${value}`,
  nothing: '（空）',
  choose: '按所选继续',
  ruledOut: '您填的内容没有丢，可以照抄到别处；不再需要的，取消后选“不要了”。',
} as const;

/** The words of what was typed and not sent. */
export const unsentMessages = {
  title: '还没有提交的内容',
  goOn: '接着填',
  throwAway: '不要了',
  dropTitle: '不要这份内容了吗',
  dropBody: (what: string) => `“${what}”里填了没有提交的内容会被清除，找不回来。`,
  drop: '清除',
  registration: '登记',
  found: '上次填了还没有提交，内容都在。',
  moved: (text: string) => `您填了以后，别人已改为“${text}”。提交后以您填的为准；要保留别人的，请重新填写。`,
  startOver: '重新填写',
  startOverBody: '这里填了没有提交的内容会被清除，找不回来。',
  leaveTitle: '还有没提交的内容',
  leaveBody: (count: number) => `这个窗口里还有 ${count} 份填了没有提交的内容，退出后就清除了。`,
  leaveAnyway: '清除并退出',
  signOutFailed: '没有连上服务器，还没有退出。请稍后再试，或关闭浏览器。',
} as const;
