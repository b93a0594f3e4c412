/** The words of papers (文书): the card on a case's page, the sheet that shows one. */
export const paperMessages = {
  title: '文书',
  copyTo: (names: string) => ` · 抄送${names}`,
  none: '还没有出具过文书。',
  issued: '已出具',
  canMake: '可以生成',
  notYet: (count: number) => `还不能出具的文书（${count}）`,
  /** The act may be done at once: the paper comes of it. */
  byAct: (act: string) => `办理“${act}”时自动生成并编号。`,
  draft: '拟稿',
  voided: '作废',
  voidedOn: (day: string, reason: string) => `${day}作废：${reason}`,
  open: '预览',
  openOf: (name: string) => `预览${name}`,
  docx: '文档',
  docxOf: (name: string) => `下载${name}（WPS、Word 文档）`,
  pdf: 'PDF',
  pdfOf: (name: string) => `下载${name}（PDF）`,
  print: '打印',
  accesses: '取用记录',
  access: (person: string, how: string, name: string, when: string) => `${when} ${person} ${how} ${name}`,
  offline: '没有连上服务器，文件没有下载。请稍后再试。',
} as const;
