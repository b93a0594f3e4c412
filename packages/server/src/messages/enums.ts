/**
 * What the values of the API's enums mean, where the domain's catalogue has no name for them. A value without words does not
 * compile: each enum is made of its entry here, or of the domain's names, and of nothing else.
 */
export const enumWords = {
  actionGroup: {
    next: '推进办理：让这件事往前走一步',
    beside: '随时可办：不改变办理进程',
    aside: '改变去向：退回、并案、不再办理等',
    mend: '撤回与更正：改正已经做了的',
  },
  alikeKind: {
    sameCard: '证件号码相同',
    sameNumber: '来件编号相同',
    samePhone: '电话相同',
    sameNameAndPlace: '姓名和地址相同',
    sameName: '姓名相同',
    similarWords: '内容相近',
  },
  attachmentKind: { photo: '照片', signature: '签名', voice: '录音' },
  bulkItemState: { waiting: '还没有办', done: '已办', refused: '没有办，保持原样' },
  bulkState: { running: '正在办', stopped: '已停下', done: '已办完' },
  bulkType: { urgeCase: '催办', assignCase: '交办', voidCase: '作废登记' },
  calendarNoticeState: { waiting: '待复核', confirmed: '已生效', withdrawn: '已撤回' },
  calendarStanding: {
    official: '正式：已有国务院办公厅的放假安排',
    provisional: '暂定：只知道法定节日，通知公布后重新推算',
  },
  caseSort: {
    registered: '登记先后',
    due: '期限，已办结的在最后',
    received: '收到日期',
    closed: '办结日期，未办结的在最后',
    updated: '最近更新',
    number: '渠道和编号',
  },
  commandStatus: {
    accepted: '已办成',
    duplicate: '以前已经办成，这次没有再办',
    refused: '依规定不能办，附理由和依据',
    conflict: '别人先改了，双方的内容都留着',
  },
  conflictChoice: { mine: '用我的', theirs: '用对方的', combined: '合并' },
  dayKind: { workday: '工作日', weekend: '周末', holiday: '放假', makeUpWorkday: '调休上班' },
  dayUnit: { workingDay: '工作日', calendarDay: '自然日，条文写“日”的' },
  deviceStanding: { active: '在用', revoked: '已停用：移交未报送的材料后清除数据' },
  handedOverKind: { command: '未报送的办理操作', draft: '草稿', damaged: '打不开的内容，原样保存' },
  longWorkKind: { export: '导出表格', import: '批量导入', bulk: '批量办理' },
  longWorkState: {
    running: '正在进行',
    done: '已完成',
    refused: '有误，什么也没有做',
    stopped: '停下了，还有没办的',
    interrupted: '中断了，什么也没有做',
  },
  markKind: { arrow: '箭头', circle: '圈', text: '文字' },
  paperStanding: { ready: '可以出具', draft: '可以看拟稿，办理后才编号', notYet: '还不能出具，附理由' },
  personalField: { name: '姓名', phone: '电话', idCard: '证件号码', address: '住址' },
  ratePart: {
    numerator: '分子',
    denominator: '分母：全部',
    rest: '分母中不在分子里的：逾期、未落实、不满意',
    leftOut: '不计入的：未到期',
  },
  receptionLink: { board: '候访屏，由办公室开', calendar: '本人的接访日历，由领导开' },
  reportRequestState: { asked: '已提交', making: '正在生成', ready: '已生成', failed: '没有生成' },
  stepReason: {
    trigger: '起算当日，不计',
    counted: '计入',
    weekend: '周末，不计工作日',
    holiday: '放假，不计工作日',
    makeUpWorkday: '调休上班，计入',
  },
  stream: { petitionCase: '信访事项', outreachVisit: '下访', receptionSession: '接访场次' },
  tokenScope: {
    countsRead: 'counts:read，实时计数：只有数字，没有姓名',
    casesRead: 'cases:read，令牌所属的人看得到的事项和下访',
  },
  webhookEvent: { petitionCase: '信访事项有变化', outreachVisit: '下访记录有变化' },
  webhookDelivery: {
    waiting: '待推送，或者等着重推',
    delivered: '已送达：对方以 2xx 答复',
    failed: '一天多没有推成，不再推送',
  },
  workGroup: {
    overdue: '已超期',
    today: '今天',
    soon: '三个工作日内',
    signing: '等我审签，离期限还有几天',
    later: '其余轮到我的',
    others: '等别人',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

/** 并案, as seen from the one and from the other case. */
export const mergedName = { mergedInto: '并入', mergedFrom: '并入本件的' } as const;

/** 全年续报 (R86), beside the rates that the domain names. */
export const extensionRateNames = { extended: '12345 续报率', extensionRequested: '12345 续报申请率' } as const;
