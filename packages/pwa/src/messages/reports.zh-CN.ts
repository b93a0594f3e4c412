/** Words of the reports at the desk, in Simplified Chinese. */
export const reportMessages = {
  title: '报表',
  intro:
    '月、季、年分析报告，按《信访工作条例》第四十一条的内容编列。每月初自动生成，也可以现在生成；报告生成后保持原样。',
  period: '报告期',
  months: '月份',
  quarters: '季度',
  years: '年份',
  make: '现在生成',
  making: '正在汇总数据并生成报告…',
  made: (title: string) => `${title}已生成。`,
  kept: '还没有报告。选好报告期，点“现在生成”。',
  when: (text: string, by: string | null) => (by === null ? `${text} 自动生成` : `${text} ${by} 生成`),
  asOf: (text: string) => `数据截至${text}`,
  back: '全部报表',
  print: '打印',
  word: 'Word 文件',
  pdf: 'PDF 文件',
  data: '数据 .xlsx',
  none: '无',
} as const;
