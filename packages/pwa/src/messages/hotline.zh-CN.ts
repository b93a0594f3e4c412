/** The words of the 12345 desk, in Simplified Chinese. */
export const hotlineMessages = {
  title: '12345',
  heading: '12345 交办单',
  total: (count: number) => `${count} 张等待答复，先到期的在前`,
  empty: '没有等待答复的交办单',
  emptyHint: '收到交办单后，在“登记”里选“12345 热线”录入。',
  head: { due: '期限', number: '交办单号', matter: '事项', unit: '承办单位', status: '办到哪一步', turn: '轮到谁' },
  urgent: '紧急',
  extended: '已续报',
} as const;
