/** The words of 落实后续 (R22), at the desk and on the phone. */
export const settleMessages = {
  settle: '落实',
  title: '填写落实结果',
  result: '结果',
  hint: '办到了什么；没有办到的写明原因。',
  settledOn: '落实日期',
  dateUnreadable: '请选择日期。',
  submit: '提交',
  // on the phone
  settleOf: (what: string) => `落实：${what}`,
  save: '保存落实结果',
  pending: '已填结果，待上报',
  kept: '保存在本机，有信号时自动上报。',
  notSaved: '没有存上，内容还在这里。请腾出手机空间后再试。',
} as const;
