/** The fields of commands as people call them: what a conflict (冲突) is shown by, field by field. */
const fields: Readonly<Record<string, string>> = {
  // visits
  visitedOn: '日期',
  mode: '方式',
  placeUnitId: '去哪里',
  programme: '基层走亲',
  companions: '同行',
  observations: '看到听到',
  followUps: '现场答复与后续',
  attachments: '照片和签名',
  position: '位置',
  // cases
  title: '事项',
  demand: '诉求',
  petitioner: '反映人',
  receivedOn: '收到日期',
  handlingUnitId: '办理单位',
  accusedUnitId: '被反映的单位',
  earlierHandling: '以前的办理',
  referral: '应向哪个机关提出',
  facts: '性质和职责',
  leaderId: '包案领导',
  // decisions
  decision: '决定',
  issuedOn: '出具日期',
  reason: '理由',
  lawExplanation: '法律解释',
  competentBody: '有权处理的机关',
  cause: '原因',
  resolution: '化解办法',
  repliedOn: '答复日期',
  outcome: '结果',
  instruction: '批示',
  text: '内容',
};

/** The Chinese name of a command's field; a field of another version shows as it is. */
export const commandFieldName = (field: string): string => fields[field] ?? field;
