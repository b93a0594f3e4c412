/** The words of the ui, session, desk, wall and calculator parts, in Simplified Chinese. Domain words: @huiyin/domain/messages. */

export const problemMessages = {
  unreachable: '连不上服务器。已填的内容都还在，请检查网络后再试。',
  unexpected: '服务器没有说明原因。已填的内容都还在，请稍后再试；仍不行请告知管理员。',
  rateLimited: '请求太频繁了，请稍等一分钟再试。',
} as const;

export const uiMessages = {
  optional: '（选填）',
  choose: '请选择',
  close: '关闭',
  cancel: '取消',
  retry: '再试一次',
  loading: '正在读取…',
  basis: (citation: string) => `依据${citation}`,
} as const;

/** Words of the unit picker. */
export const unitMessages = {
  search: '单位名称或拼音首字母',
  found: '找到的单位',
  recent: '最近去过',
  none: '没有找到。可换名称中的另外两个字，或用拼音首字母。',
} as const;

export const sessionMessages = {
  appName: '回音',
  motto: '事事有回音，件件有落实',
  signInTitle: '登录',
  username: '用户名',
  password: '密码',
  showPassword: '显示密码',
  signIn: '登录',
  signingIn: '正在登录…',
  usernameMissing: '请填写用户名。',
  passwordMissing: '请填写密码。',
  toCalculator: '不登录也能用：期限计算器',
  setupLink: '首次使用：设置管理员',
  sessionLost: '登录已过期。页面上填的内容都还在，重新登录后继续。',
  signInAgain: '重新登录',
  signOut: '退出登录',
  setupTitle: '设置第一位管理员',
  setupIntro: '系统还没有管理员。一次性设置码在服务器启动时打印在它的窗口里，用过即失效。',
  setupCode: '设置码',
  setupCodeHint: '照抄服务器启动时打印的那一行。',
  displayName: '姓名',
  newPassword: '新密码',
  newPasswordHint: '至少 12 个字符，一句好记的话最好。',
  passwordAgain: '再输一次新密码',
  passwordsDiffer: '两次输入的密码不一样，请重新输入。',
  passwordTooShort: '密码至少 12 个字符。',
  fieldMissing: '此项没有填写，请补上。',
  setupDone: '创建管理员并登录',
  noCases: '您的账号不办理信访事项',
  noCasesHint: '这个角色看不到事项内容。需要办理时，请用办公室或处室的账号登录。',
  setupOver: '管理员已经设好，请直接登录。',
} as const;

/** Words of the "why this date" strip. */
export const whyMessages = {
  title: '为什么是这一天',
  start: '收',
  due: '止',
  rest: '休',
  festival: '节',
  makeUp: '班',
  daysList: '逐日说明',
  binding: '从严适用',
  target: (date: string) => `宜在${date}前办`,
  provisional: '暂定',
  provisionalNote: '这一年的放假通知还没有录入，日期暂按法定节日推算，通知录入后会重算。',
  amount: (amount: number, unit: 'workingDay' | 'calendarDay') =>
    unit === 'workingDay' ? `${amount} 个工作日` : `${amount} 日`,
  counted: (n: number) => `第${n}日`,
  unrolled: '期限届满，逢休息日顺延',
  limits: '各级期限',
} as const;

/** How the line to the server stands: the same sentence at the desk and on the wall. */
export const liveMessages = {
  connecting: '正在连接…',
  live: (time: string) => `实时 · 截至 ${time}`,
  late: (seconds: number, time: string) => `${duration(seconds)}没有回应，显示的是 ${time} 的数`,
  lost: (seconds: number, time: string) => `已断开 ${duration(seconds)}，显示的是 ${time} 的数`,
  lostEarly: (seconds: number) => `已断开 ${duration(seconds)}，正在重连…`,
} as const;

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} 秒`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`;
  return `${Math.floor(seconds / 3600)} 小时 ${Math.floor((seconds % 3600) / 60)} 分`;
}

export const calculatorMessages = {
  title: '期限计算器',
  intro: '按国家、省和本局的规定推算每一个期限，说明为什么是这一天。不用登录，断网也能用。',
  clock: '要办什么',
  from: '从哪一天起（收到、受理或批示之日）',
  fromMissing: '请填写日期。',
  legalDue: '法定期限',
  targetDue: '宜在此日前办',
  targetHint: '期限届满前的最后一个工作日',
  workings: '推算过程',
  copy: '复制这句话',
  copied: '已复制。',
  copyFailed: '浏览器不让复制，请选中文字手工复制。',
  print: '打印',
  trigger: '起算',
  owedBy: '由谁办',
  toSignIn: '登录系统',
  disclaimer: '推算结果仅供办理时参照；受理、告知和答复以正式文书为准。',
} as const;

/** The word of a due chip. `left` is working days to the legal due date; negative when it has passed. */
export function dueWords(state: 'overdue' | 'dueSoon' | 'onTime' | 'none', left: number | null): string {
  if (state === 'none') return '不在计时';
  if (state === 'overdue') return left === null || left >= 0 ? '已超期' : `超期 ${-left} 个工作日`;
  if (left === null) return state === 'dueSoon' ? '临近' : '按期';
  return left <= 0 ? '今天到期' : `还有 ${left} 个工作日`;
}
