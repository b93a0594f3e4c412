/** The words of the work lists: 待办 and the lists of cases. */

export const workMessages = {
  title: '待办',
  unsigned: (ours: boolean) => (count: string) => `${ours ? '等本单位签收' : '下发后还没有签收'} ${count} 件`,
  groups: {
    overdue: '已超期',
    today: '今天',
    soon: '三个工作日内',
    signing: '等我审签',
    later: '以后',
    others: '等别人',
  },
  hints: {
    overdue: '已过法定期限，先办这些',
    today: '办理目标日已到，或者今天是最后一天',
    soon: '目标日在三个工作日之内',
    signing: '批示、审核、审批，离期限还有几天',
    later: '轮到您，离期限还有几天',
    others: '下一步不在您手里，知道在谁那里、还有几天',
  },
  count: (count: number, more: boolean) => (more ? `${count}+` : String(count)),
  total: (count: string) => (count === '0' ? '现在没有轮到您的事' : `轮到您 ${count} 件`),
  badge: (count: string) => `${count} 件轮到您`,
  turn: '轮到',
  nobody: '程序上无人可办，请局办公室处理',
  act: (action: string, number: string) => `${action}：${number}`,
  more: '再看一些',
  empty: '没有轮到您的事',
  emptyHint: '有事项轮到您时，会按最先到期的排在这里。',
  emptyAll: '看全部事项',
  me: '您',
  changed: (count: number) => `有 ${count} 件更新`,
  showChanged: '显示',
  showKey: 'r',
} as const;

/** What can be done with a list: order, columns, views, export, many at once. */
export const listToolMessages = {
  filters: (set: number) => (set === 0 ? '筛选' : `筛选 · 已设 ${set} 项`),
  kind: '性质',
  flag: '标记',
  receipt: '签收情况',
  archive: '归档',
  archived: '已归档',
  notArchived: '未归档',
  moreFilters: '更多条件',
  from: '收到日期从',
  to: '到',
  open: '全部在办',
  alone: '不含下级单位',
  registered: '登记日期',
  /** One day, or from one to another. */
  closedIn: (days: readonly string[]) => `办结 ${days.join(' 至 ')}`,
  imported: '只看一次批量导入登记的',
  inRate: (rate: string, part: 'numerator' | 'denominator' | 'rest' | 'leftOut') =>
    `${rate}：${{ numerator: '分子', denominator: '分母', rest: '未达到的', leftOut: '未到期的' }[part]}`,
  extensionRates: { extended: '12345 续报', extensionRequested: '12345 申请续报' },
  onTopic: (topic: string) => `热点：${topic}`,
  drop: (text: string) => `去掉条件“${text}”`,
  mine: '只看轮到我的',
  sort: '排序',
  sorts: {
    registered: '登记先后',
    due: '期限',
    received: '收到日期',
    closed: '办结日期',
    updated: '最近更新',
    number: '编号',
  },
  backwards: '倒序',
  columns: '列',
  columnNames: {
    petitioner: '信访人',
    unit: '承办单位',
    status: '状态',
    turn: '轮到',
    kind: '性质',
    updated: '最近更新',
  },
  export: '导出表格',
  exportWill: (count: number | undefined) =>
    count === undefined
      ? '按现在的条件和顺序，把列表中的事项导出为 .xlsx 表格。'
      : `按现在的条件和顺序，把列表中的 ${count.toLocaleString('zh-CN')} 件导出为 .xlsx 表格。`,
  exportMost: (most: number) =>
    `一次最多导出 ${most.toLocaleString('zh-CN')} 件，超过的不在表里，表的最后一行会写明。请按日期或者单位分次导出。`,
  exportHint: '姓名、电话与列表上一样隐去。谁在什么时候导出了哪些，留在审计记录里。',
  exporting: '正在生成',
  exportedSoFar: (rows: number, of: number | undefined) =>
    of === undefined
      ? `已写 ${rows.toLocaleString('zh-CN')} 行`
      : `已写 ${rows.toLocaleString('zh-CN')} / ${of.toLocaleString('zh-CN')} 行`,
  exportStop: '停下',
  exportStopped: '已停下，没有下载表格。',
  exportMeanwhile: '关上这里、打开别的页面都不要紧，做好了自动下载。关掉浏览器就停下。',
  exportFailed: (why: string) => `表格没有导出。${why}`,
  exportGoesOn: '在后台接着做，做好了自动下载。',
  exported: '表格已下载',
  cancel: '取消',
  views: '保存的视图',
  saveView: '保存为视图',
  renameView: '改名',
  viewReplaces: '您已有同名的视图，保存后换成现在的条件。',
  viewNamesake: '您已有同名的视图。',
  removeView: '删去这个视图',
  removeIt: '删去',
  viewRemove: (name: string) => `删去视图“${name}”？事项不受影响。`,
  viewName: '视图名称',
  shareView: '大家共用',
  sharedMark: '共用',
  viewSaved: '视图已保存',
  keep: '保存',
  choose: (number: string) => `选中 ${number}`,
  chooseEvery: (count: number) => `选中符合条件的全部 ${count.toLocaleString('zh-CN')} 件`,
  chooseFirst: (most: number) => `选中符合条件的前 ${most.toLocaleString('zh-CN')} 件`,
  choseFirst: (most: number) =>
    `一次最多办 ${most.toLocaleString('zh-CN')} 件，已按现在的顺序选中最前面的；办完再选其余的。`,
  chosen: (count: number) => `已选 ${count} 件`,
  unchoose: '取消选择',
  urge: '催办',
  assign: '交办',
  more: (count: number) => `超过 ${count.toLocaleString('zh-CN')} 件`,
} as const;

/** Whose turn it is, on the page of a case. */
export const turnMessages = {
  office: '局办公室',
  reviewer: (unit: string) => `${unit}负责人`,
  leader: (name: string) => (name === '' ? '分管领导' : `分管领导${name}`),
  nobody: '程序上无人可办，请局办公室处理',
  now: (who: string, what: string) => `现在轮到${who}：${what}。`,
} as const;
