/** The words of 分管领导审核 on the phone. */
export const approveMessages = {
  title: '审核答复',
  drafted: (who: string, day: string) => `${who} ${day}拟稿`,
  reviewed: (who: string, day: string) => `${who} ${day}审核`,
  counsel: '法律顾问意见：',
  agreedMissing: '请选择同意，还是退回重拟。',
  yes: '同意',
  no: '退回重拟',
  reasonMissing: '请写明退回重拟的理由。',
  basis: '依据：',
  save: '保存审核意见',
  kept: '保存在本机，有信号时自动上报；审核人和日期以保存时为准。上报前答复稿又改了的，不会按旧稿通过，会请您再看。',
  summary: (title: string) => `审核答复：${title}`,
  notSaved: '没有存上，内容还在这里。请腾出手机空间后再试。',
} as const;
