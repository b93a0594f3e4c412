import { type Citation, cite } from '@huiyin/domain';
import type { SettingKey } from '@huiyin/domain/settings';

/** The words of the bureau's switches (开关): what each means, and how its values read. */

export const settingsMessages = {
  title: '开关',
  intro:
    '制度写得不清楚、可以两读的地方，由局里定一次，全系统照此办。改动从所选日期起生效，以前的结论不变；谁、何时、为什么改，都留记录。',
  change: '修改',
  changeOf: (name: string) => `修改：${name}`,
  present: '现行',
  initial: '系统默认',
  setBy: (name: string, when: string) => `${name} ${when}改`,
  from: (day: string) => `${day}起`,
  upcoming: (day: string, value: string) => `${day}起改为“${value}”`,
  history: '历次改动',
  value: '改为',
  validFrom: '生效日期',
  validFromHint: '默认今天。可以选以后的日子，届时自动生效。',
  reason: '修改理由',
  reasonHint: '例如会议纪要或文件名称，供以后查对。',
  save: '保存修改',
  saved: (name: string) => `“${name}”已修改。`,
  range: (least: number, most: number) => `可填${least}至${most}`,
  hoursHint: '按“08:30-12:00”填写',
  openingHint: '1 至 4 个汉字，各渠道不能相同；从下一个编号起用，当年序号接着往下数，不断号。',
  on: '开',
  off: '关',
  fixed: '已定的读法',
  fixedIntro: '这些地方的读法由国家规定或者制度本身决定，不设开关：放宽了会超过国家期限，或者落不到人。',
} as const;

/** One switch: its name, and what follows from it. */
interface SettingWords {
  readonly name: string;
  readonly meaning: string;
  readonly choices?: Readonly<Record<string, string>>;
}

export const settingUnits: Readonly<Record<string, string>> = {
  day: '天',
  workingDay: '个工作日',
  minute: '分钟',
  batch: '批',
  person: '人',
  perMille: '‰',
};

export const settingGroups: readonly { readonly title: string; readonly keys: readonly SettingKey[] }[] = [
  { title: '期限与依据', keys: ['province', 'legalBasis', 'organMark'] },
  { title: '提醒与督办', keys: ['morning', 'afternoon', 'amberDays', 'supervisionAfter', 'webPush'] },
  {
    title: '领导接访',
    keys: [
      'bookingDays',
      'batchesPerSession',
      'minutesPerBatch',
      'personsPerBatch',
      'fewRepresentatives',
      'governmentSessionsCount',
      'strictReceptionFile',
    ],
  },
  { title: '12345 续报率', keys: ['extensionReading', 'extensionWarning'] },
  {
    title: '编号字头',
    keys: [
      'opening-letter',
      'opening-visit',
      'opening-call',
      'opening-online',
      'opening-email',
      'opening-fax',
      'opening-hotline',
      'opening-leaderReception',
      'opening-outreach',
      'opening-transferred',
    ],
  },
];

const opening = (channel: string): SettingWords => ({
  name: `${channel}编号字头`,
  meaning: `${channel}的编号以它开头，后面是年份和顺序号，如“〔2026〕12号”。`,
});

export const settingWords: Readonly<Record<SettingKey, SettingWords>> = {
  province: {
    name: '省级期限',
    meaning: '打开后，新起算的期限同时按省里的规定推算，取最早的一个；已经起算的不变。',
    choices: { none: '不启用', zhejiang: '浙江省' },
  },
  legalBasis: { name: '文书依据', meaning: '印在告知书、答复意见书上的法规名称。法规更新时改在这里，以前的文书不变。' },
  organMark: {
    name: '机关代字',
    meaning: '本局文书的发文字号用它开头，如“教信受〔2026〕1号”。区县和学校的文书用各自的名称开头。',
  },
  morning: { name: '上午工作时间', meaning: '提醒只在工作日的工作时间里发出，夜里、周末和节假日不打扰。' },
  afternoon: { name: '下午工作时间', meaning: '与上午合为一天的工作时间，提醒只在其中发出。' },
  amberDays: { name: '提前提醒', meaning: '离应办日还有几个工作日时，提醒承办单位。' },
  supervisionAfter: { name: '催办后转督办', meaning: '催办后过了几个工作日仍没有办，系统提出督办建议，由人确认。' },
  webPush: {
    name: '设备通知',
    meaning:
      '打开后，各人可以在自己的手机、电脑上允许通知，应用关着也能收到提醒。通知经浏览器厂商的推送服务，内容加密，只有编号和事由类别。服务器不通外网的，请保持关闭。',
  },
  bookingDays: { name: '预约截止', meaning: '至少提前几天预约才算约访；晚于此的按临时来访排在后面。' },
  batchesPerSession: { name: '每场批数', meaning: '一场接访安排几批。' },
  minutesPerBatch: { name: '每批时间', meaning: '每批接谈几分钟。' },
  personsPerBatch: { name: '每批人数', meaning: '每批至多几人。' },
  fewRepresentatives: {
    name: '代表不足 3 人',
    meaning: '制度要求 3 至 5 名代表，国家规定只有上限。不足 3 人能不能接待，由局里定。',
    choices: { warn: '提示，可以接待', refuse: '不予接待' },
  },
  governmentSessionsCount: { name: '政府安排的接访计入次数', meaning: '参加政府安排的接访，算进每月一次。' },
  strictReceptionFile: { name: '四单一记录必须齐全', meaning: '打开：五份都要有；关闭：没有督办的，不要求督办单。' },
  extensionReading: {
    name: '续报按什么计',
    meaning: '制度只写“全年续报率不得超过2%”，没有写明按申请还是按获准计。两个数都会显示，预警和余额按选定的算。',
    choices: { approved: '按获准续报的交办单计', requested: '按申请续报的交办单计' },
  },
  extensionWarning: { name: '续报率预警', meaning: '全年续报率到此即预警；上限是20‰（2%）。' },
  'opening-letter': opening('来信'),
  'opening-visit': opening('来访'),
  'opening-call': opening('来电'),
  'opening-online': opening('网上'),
  'opening-email': opening('邮件'),
  'opening-fax': opening('传真'),
  'opening-hotline': opening('12345'),
  'opening-leaderReception': opening('领导接访'),
  'opening-outreach': opening('下访'),
  'opening-transferred': opening('上级转交'),
};

/** A reading that stands in the rules themselves (spec: the ambiguities that are no switches), and what it rests on. */
interface FixedReading {
  readonly name: string;
  readonly meaning: string;
  readonly citations: readonly Citation[];
}

const statute = (article: string): Citation => cite('petitionRegulation2022', article);

export const fixedReadings: readonly FixedReading[] = [
  {
    name: '告知期限从哪天起算',
    meaning: '从收到来信之日起算，不从签批之日起算；与国家规定的15日同时推算，取早的一个。',
    citations: [cite('petitionSystem', '第六条'), statute('第二十三条')],
  },
  {
    name: '交办和告知“同时”',
    meaning: '两件事并行，谁也不等谁：没有交办，告知期限照样走。',
    citations: [cite('petitionSystem', '第六条')],
  },
  {
    name: '接访事项的 20 个工作日从哪天起算',
    meaning: '从处室收到领导批示之日起算；属于复查的，连同答复不超过国家规定的30日。',
    citations: [cite('receptionPlan', '四（一）'), statute('第三十五条')],
  },
  {
    name: '区县答复的 30 个工作日从哪天起算',
    meaning: '从收到转交的来信之日起算，不从受理之日起算。',
    citations: [cite('petitionSystem', '第八条')],
  },
  {
    name: '答复在“规定的时间内”送达',
    meaning: '自受理之日起60日以内；依法延长的，按延长后的期限。',
    citations: [cite('petitionSystem', '第七条'), statute('第三十四条')],
  },
  {
    name: '“复核意见”和“复查意见”',
    meaning: '制度前后两种写法都算：哪一种意见没有落实，都督促落实，不另行受理。',
    citations: [cite('receptionSystem', '五（一）4')],
  },
  {
    name: '“原则上不再受理”的例外',
    meaning: '由局领导写明理由，可以再次办理。',
    citations: [cite('receptionSystem', '五（一）4')],
  },
  {
    name: '周三逢放假',
    meaning: '当天不安排接访，也不顺延；需要的，由局办公室另排一场。',
    citations: [cite('receptionPlan', '一')],
  },
  {
    name: '初审意见报给谁',
    meaning: '报那一场的值班领导；领导另有决定的，两种意见都留记录。',
    citations: [cite('receptionPlan', '三（一）')],
  },
  {
    name: '“重要”“复杂法律问题”“重大”“紧急”由谁认定',
    meaning:
      '重要由局领导认定，复杂法律问题由局办公室或者承办处室认定，重大由承办处室或者局领导认定，紧急由局办公室认定；每次认定都写理由。',
    citations: [cite('petitionSystem', '第七条'), cite('petitionSystem', '第十条'), cite('receptionPlan', '三（三）')],
  },
  {
    name: '12345 延期和续报率',
    meaning:
      '由局办公室与受理中心商定，必须写明新的期限；续报率按全年商定过延期的工单 ÷ 全年收到的工单，每件只计一次。',
    citations: [cite('petitionSystem', '第十一条')],
  },
];
