/** The words of the 12345 desk, in Simplified Chinese. */
export const hotlineMessages = {
  title: '12345',
  heading: '12345 交办单',
  total: (count: number) => (count === 0 ? '' : `${count} 张等待答复，先到期的在前`),
  all: '全部 12345 事项（含已答复）',
  empty: '没有等待答复的交办单',
  emptyHint: '收到交办单后，在“登记”里选“12345 热线”录入。',
  register: '去登记',
  noneSo: '没有这样的交办单',
  showAll: '看全部待答复的',
  order: '交办单号',
  urgent: '紧急',
  extended: '已续报',
  dateRequested: '申请续报中',
  replyBy: (date: string) => `${date}前答复`,
} as const;
