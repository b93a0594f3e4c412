/** Who has the turn (轮到谁), where no name says it. */
export const turnWords = {
  office: '局办公室',
  notHandedOn: '局办公室（未交办）',
  leader: '局领导',
  unknown: '待定',
  head: (unit: string) => `${unit}负责人`,
};

/** The table that a list is exported as. */
export const exportWords = {
  sheet: '信访事项',
  more: (most: number) => `列表超过${most}件，表中只有前${most}件。请缩小范围，分次导出。`,
  fileName: (today: string) => `信访事项-${today}.xlsx`,
  head: [
    '编号',
    '事项',
    '信访人',
    '渠道',
    '性质',
    '承办单位',
    '状态',
    '收到日期',
    '法定期限',
    '期限是什么',
    '办结日期',
    '轮到',
    '下一步',
  ],
};
