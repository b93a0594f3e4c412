import type { UnitKind } from '@huiyin/domain';

/** The words of the administrator's door and of changing one's own password. */

export const adminMessages = {
  title: '系统管理',
  nav: '系统管理导航',
  units: '单位',
  people: '人员',
  calendar: '放假安排',
  toConfirm: (count: number) => `${count} 份待您复核`,
} as const;

export const unitAdminMessages = {
  title: '单位',
  total: (count: number) => `共 ${count} 个`,
  search: '找单位',
  add: '添加单位',
  addUnder: (name: string) => `加下级：${name}`,
  addShort: '加下级',
  paste: '从表格粘贴',
  rename: '改名',
  renameOf: (name: string) => `改名：${name}`,
  open: (name: string) => `展开${name}`,
  children: (count: number) => `下级 ${count} 个`,
  none: '没有找到这个单位。',
  emptyTitle: '还没有下级单位',
  emptyHint: '先核对局的名称，再添加处室、区县和学校。单位多时，可从表格里整列复制，一次粘贴进来。',
  name: '单位全称',
  nameHint: '全局不重名，如：东湖区第一小学。',
  shortName: '简称',
  kind: '类别',
  parent: '上级单位',
  save: '保存',
  added: (name: string) => `已添加“${name}”。`,
  renamed: (name: string) => `已改名为“${name}”。`,
} as const;

export const unitPlaceMessages = {
  title: '划转或撤销',
  of: (name: string) => `划转或撤销：${name}`,
  parent: '上级单位',
  move: '划转到这个上级',
  moveAsk: (name: string, parent: string) =>
    `“${name}”连同下级单位、人员和事项一起划到“${parent}”之下。原上级不再看到它的事项，它的人员要重新登录。`,
  moved: (name: string, parent: string) => `“${name}”已划到“${parent}”之下。`,
  close: '撤销这个单位',
  closeHint: '没有下级单位、启用账号和未办结事项的单位才能撤销。撤销后历史仍可查，不再接收事项；以后可以恢复。',
  closeAsk: (name: string) => `撤销“${name}”？撤销后不再接收事项，历史仍可查。`,
  closedDone: '已撤销。',
  reopen: '恢复这个单位',
  reopenAsk: (name: string) => `恢复“${name}”？恢复后可以重新接收事项。`,
  reopened: '已恢复。',
  sure: '确定',
  cancel: '先不',
  closed: '已撤销',
} as const;

export const calendarAdminMessages = {
  title: '放假安排',
  intro: '期限按国务院办公厅每年的放假通知推算。一人导入，另一人复核后生效；在办事项随即重算期限，每件都留记录。',
  awaited: (year: number, known: boolean) =>
    `${year}年的放假通知还没有导入，落在${year}年的期限${known ? '都是暂定' : '都不能推算，要用到它们的办理会被拒绝'}。`,
  add: '导入通知',
  year: '年份',
  text: '通知原文',
  textHint: '从政府网站整段复制，不要增删字句；年中延长假期的通知也可以导入。',
  url: '通知网址（可空）',
  check: '核对',
  checking: '正在核对…',
  propose: '提交复核',
  proposed: (year: number) => `${year}年的放假安排已提交，请另一位管理员复核。`,
  waiting: '待复核',
  waitingTitle: (year: number) => `${year}年放假安排待复核`,
  confirmed: '已生效',
  withdrawn: '已撤回',
  by: (name: string, when: string) => `${name} ${when}提交`,
  settledBy: {
    confirmed: (name: string, when: string) => `${name} ${when}复核生效`,
    withdrawn: (name: string, when: string) => `${name} ${when}撤回`,
  },
  known: '现行日历',
  own: '这是您提交的，须由另一位系统管理员登录复核。',
  confirm: '复核无误，生效',
  confirmAsk: (count: number, sessions: number) =>
    (count === 0
      ? '生效后，新登记的事项按新的安排推算期限。在办事项的日期都不变。'
      : `生效后，${count} 件在办事项立即重算期限，原来的日期留在各件的记录里。`) +
    (sessions === 0 ? '' : `${sessions} 次接访因放假不举行，由局办公室取消。`),
  done: (year: number) => `${year}年放假安排已生效。`,
  withdraw: '撤回',
  against: '这份安排与后来生效的相邻年份冲突（同一天又放假又上班），不能再确认。请核对两份通知的原文，撤回后重新导入。',
  withdrawAsk: '撤回后，这份安排不会生效；要用时须重新导入。',
  withdrawnDone: '已撤回。',
  cancel: '先不',
  original: '通知原文',
  days: '放假和调休',
  off: '放假',
  work: '上班',
  changes: (count: number) => `与现行日历不同的有 ${count} 天`,
  unusual: (days: string) => `${days}调休上班，往年通知里没有这样的安排，请对照原文核对。`,
  noChanges: '与现行日历没有不同的日子。',
  already: (year: number) => `${year}年的安排已经导入，与这份完全相同，不必再提交。`,
  print: '打印',
  signature: '复核人（签字）：　　　　　　　　　　　年　　月　　日',
  sessions: {
    title: (count: number) => `${count} 次已排定的接访落在放假的日子`,
    off: (festival: string) => `${festival}放假`,
    whose: (kind: string, name: string) => `${kind} · ${name}`,
    booked: (count: number) => `已约 ${count} 批，要告知`,
    next: '生效后这些接访不举行，在接访日里标明“放假”，不自动取消：由局办公室逐次取消、告知约访的人；需要的，另行补接。',
  },
  moved: (count: number) => `${count} 件在办事项的期限要改`,
  noneMoved: '在办事项的期限都不变',
  settled: (count: number) => `${count} 件日期不变，不再是暂定`,
  group: { clock: '期限', before: '原定', after: '改为', cases: '件数' },
  cases: {
    open: '逐件看哪些事项要改、改到哪天、依据哪一条',
    number: '编号',
    unit: '承办单位',
    basis: '依据',
    accusation: '检举控告（不列编号）',
    target: (day: string) => `目标日 ${day}`,
    all: (count: number) => `以上共 ${count} 个期限，就是全部。`,
    more: '再看一些',
    looking: '正在推算',
  },
  dayKinds: { workday: '上班', weekend: '周末休息', holiday: '放假', makeUpWorkday: '调休上班' },
  workingDays: (count: number) => `${count} 个工作日`,
  noNotice: '只有法定假日，等国务院办公厅通知',
  history: '导入记录',
  redated: (count: number) => `重算 ${count} 件`,
} as const;

export const staffMessages = {
  title: '负责人',
  of: (name: string) => `负责人：${name}`,
  hint: '处室要有主要负责人、分管负责人和专人，才能接受交办；一人可以兼任。分管局领导审核答复，并收到提交签批的来信。',
  bureauHint: '一把手对信访工作负总责。',
  nobody: '这个单位还没有启用中的账号。请先在“人员”里添加。',
  chiefLeader: '一把手（负总责）',
  posts: {
    headId: '主要负责人（第一责任人）',
    deputyId: '分管负责人（负责答复）',
    clerkId: '专人（受理和分办）',
    portfolioLeaderId: '分管局领导',
    reviewerIds: '受托审核答复的人',
    coordinatorIds: '协调的局领导',
  },
  none: '（未登记）',
  unfilled: '负责人未齐',
  save: '保存',
  saved: (name: string) => `“${name}”的负责人已保存。`,
} as const;

export const pasteMessages = {
  title: '从表格粘贴单位',
  hint: '每行一个单位，各列依次为：名称、类别、上级、简称（可空）。上级写全称，空着表示直属于局；上级要排在下级前面。',
  kinds: '类别可写：处室、区县教育局、直属学校、市属高校、区县学校。',
  label: '粘贴在这里',
  example: '人事处\t处室\n东湖区教育局\t区县教育局\n东湖区第一小学\t区县学校\t东湖区教育局',
  preview: '预览',
  head: { row: '行', name: '名称', kind: '类别', parent: '上级', state: '结果' },
  fine: '可以添加',
  toBureau: '（直属于局）',
  noKind: '没有写类别。请写：处室、区县教育局、直属学校、市属高校或区县学校。',
  wrongKind: (word: string) => `不认识类别“${word}”。请写：处室、区县教育局、直属学校、市属高校或区县学校。`,
  bad: (count: number) => `有 ${count} 行要改好。改好之前，一个单位也不会添加。`,
  checking: '正在核对…',
  submit: (count: number) => `添加这 ${count} 个单位`,
  done: (count: number) => `已添加 ${count} 个单位。`,
} as const;

/** Words that people write for a kind of unit in their spreadsheets. */
export const kindWords: Readonly<Record<Exclude<UnitKind, 'bureau'>, readonly string[]>> = {
  department: ['局内处室', '处室', '科室', '内设机构', '机关处室', '处', '科'],
  districtAuthority: ['区县教育行政部门', '区县教育局', '区县局', '区县', '县市区教育局', '区县（市）教育局', '社发局'],
  affiliatedSchool: ['直属学校（单位）', '直属学校', '直属单位', '市直学校', '直属'],
  municipalUniversity: ['市属高校', '高校', '大学'],
  districtSchool: ['区县学校', '学校', '中小学', '小学', '中学', '幼儿园', '教学点'],
};

/** First cells of a heading row, which is no unit. */
export const headingWords: readonly string[] = ['名称', '单位名称', '单位', '单位全称', '学校名称'];

export const peopleMessages = {
  title: '人员',
  total: (count: number) => `共 ${count} 人`,
  search: '姓名、用户名或单位',
  add: '添加人员',
  manage: '管理',
  edit: (name: string) => `管理：${name}`,
  none: '没有找到这个人。',
  /** The heads of the columns on paper. */
  columns: ['姓名、用户名', '角色、单位', '说明', '最近登录'],
  username: '用户名',
  usernameHint: '登录用，2 至 32 个字母、数字、点、横线或下划线，添加后不能改。',
  displayName: '姓名',
  role: '角色',
  unit: '单位',
  accusations: '可阅检举控告',
  accusationsNow: (may: boolean) => `${may ? '可以' : '不可以'}查看检举控告`,
  accusationsHint: '检举控告材料单独存放，只给确需办理的人。',
  disabled: '已停用',
  initial: '初始密码未换',
  seen: (when: string) => `${when}用过`,
  neverSeen: '还没登录过',
  save: '保存',
  rightsEnd: '角色、单位或“可阅检举控告”改变后，本人要重新登录。没有上报的内容都留在本人手机上。',
  saved: (name: string) => `“${name}”已保存。`,
  disable: '停用',
  enable: '启用',
  disableAsk: (name: string) => `停用后，${name}会立即退出，不能再登录；办过的事项和记录都保留，以后可以重新启用。`,
  enableAsk: (name: string) => `启用后，${name}可以用原来的密码登录。`,
  disabledDone: (name: string) => `“${name}”已停用。`,
  enabledDone: (name: string) => `“${name}”已启用。`,
  reset: '重置密码',
  resetAsk: (name: string) => `${name}会立即退出，原来的密码作废，需要用新的初始密码登录。`,
  passwordTitle: '初始密码',
  passwordFor: (name: string, username: string) => `${name}（用户名 ${username}）的初始密码：`,
  passwordOnce: '只显示这一次，系统里不留。请当面或用可靠的方式交给本人；本人第一次登录时要换成自己的密码。',
  copy: '复制',
  copied: '已复制。',
  copyFailed: '浏览器不让复制，请照抄。',
  close: '我已交给本人',
} as const;

export const ownPasswordMessages = {
  title: '改密码',
  menu: '改密码',
  current: '现在的密码',
  submit: '改密码',
  done: '密码已改。其他设备上的登录已退出。',
  back: '返回',
  initialIntro: '初始密码只用一次。请设一个自己的密码，设好就登录。',
  initialSubmit: '设好密码并登录',
} as const;

/** 机关代字 of a unit. */
/** 联系方式 of a unit, as its papers bear it. */
export const unitContactMessages = {
  title: '文书上的联系方式',
  contact: '地址、电话、办公时间',
  hint: '写成一行，如“青年路1号一楼信访接待室，0571-88886666，工作日8:30—17:30”。印在本单位出具的告知书、意见书和函的文末；留空不印。',
  save: '保存联系方式',
  saved: (unit: string) => `${unit}的联系方式已保存，从下一份文书起使用`,
} as const;

export const organMarkMessages = {
  title: '发文字号',
  mark: '机关代字',
  hint: (proposed: string) => `留空时按名称用“${proposed}”。`,
  next: (number: string) => `下一份文书编为“${number}”，看各种文书的字号`,
  kept: '改后序号接着编，已经出具的文书不变。',
  save: '保存代字',
  saved: (unit: string, mark: string) => `${unit}的文书从现在起以“${mark}”编号`,
} as const;
