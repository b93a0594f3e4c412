import type { receptionRefusalCodes } from '../reception/refusal-codes.ts';
import type { SessionStatus, VisitorStage } from '../reception/session-state.ts';
import { sessionStatusName, visitorStageName } from './reception-day.ts';
import { named, text, type Wording } from './wording.ts';

/** The words of the reception day's refusals. */
export const receptionWordings: Readonly<Record<(typeof receptionRefusalCodes)[number], Wording>> = {
  'unknown-session': { what: '没有这次接访。', mend: '请从接访日列表中选择。' },
  'session-wrong-status': {
    what: (p) => `这次接访${named<SessionStatus>(sessionStatusName, text(p, 'status'))}，不能再这样办。`,
    mend: '请核对是哪一次接访。',
  },
  'session-exists': { what: (p) => `${text(p, 'date')}已经有一次接访。`, mend: '请另选日期，或者在那一次上调整。' },
  'session-id-wrong': { what: '接访的编号与日期不符。', mend: '请重新登记。' },
  'session-hours-wrong': { what: '接访的起止时间不对。', mend: '请按“14:30”的格式填写，开始须早于结束。' },
  'session-in-past': { what: (p) => `${text(p, 'date')}已经过去。`, mend: '请选今天或者以后的日期。' },
  'session-not-today': {
    what: (p) => `接访日是${text(p, 'date')}，今天是${text(p, 'today')}。`,
    mend: '请到接访当天再办。',
  },
  'session-not-ours': { what: '这是政府安排的接访，不在本局登记来访人。', mend: '请选本局的接访。' },
  'session-has-visitors': {
    what: (p) => `已有${text(p, 'count')}批来访人约在这一天。`,
    mend: '请先与来访人改约并取消约访，再取消接访；领导不能到场的，请安排替班。',
  },
  'session-full': { what: (p) => `这次接访的${text(p, 'limit')}个批次已经约满。`, mend: '请约下一次接访。' },
  'not-reception-day': {
    what: (p) => `${text(p, 'date')}不是接访日（逢周三，节假日除外）。`,
    mend: '请选接访日；确需增加的，请用“增加接访”。',
  },
  'rota-unchanged': { what: '值班安排没有变化。', mend: '不必重复提交。' },
  'venue-missing': { what: '没有写明接访地点。', mend: '请填写地点。' },
  'venue-not-petition-room': {
    what: (p) => `领导接访须在${text(p, 'room')}进行。`,
    mend: '请改为该接待室；领导到别处见群众的，请记为下访。',
  },
  'unknown-person': { what: '没有这个人，或者已经停用。', mend: '请从名单中选择。' },
  'not-duty-holder': { what: '不是您的值班。', mend: '请由值班领导本人或者局办公室办理。' },
  'duty-accepted': { what: '已经确认过。', mend: '不必重复确认。' },
  'absence-too-late': {
    what: (p) => `${text(p, 'date')}的接访已经过去，替班须事先安排。`,
    mend: '请核对是哪一次接访。',
  },
  'substitute-is-holder': { what: '替班领导就是值班领导本人。', mend: '请另选一位领导。' },
  'substitute-missing': { what: '值班领导不能到场，还没有安排替班领导。', mend: '请先安排替班领导。' },
  'swap-same-leader': { what: '两次接访是同一位领导，或者不是领导接访日。', mend: '请选另一位领导的接访日。' },
  'measures-missing': { what: '等级高于“一般”，没有写明应急措施。', mend: '请写明措施。' },
  'recorder-missing': { what: '没有指定记录人。', mend: '请先确定记录人和参加人员。' },
  'booking-channel-unknown': {
    what: (p) => `“${text(p, 'channel')}”不是本局公布的预约渠道。`,
    mend: '请从渠道中选择。',
  },
  'booked-in-future': { what: '约访日期在今天之后。', mend: '请核对日期。' },
  'booking-too-late': {
    what: (p) => `约访须在接访前${text(p, 'days')}天，即${text(p, 'cutOff')}以前提出。`,
    mend: '请约下一次接访，或者告知来访人当天按临时来访接待，排在预约之后。',
  },
  'party-too-large': {
    what: (p) => `每批最多${text(p, 'limit')}人，现为${text(p, 'given')}人。`,
    mend: '请减少人数；五人以上反映共同诉求的，按集体来访登记，选派代表。',
  },
  'persons-wrong': { what: '人数不对。', mend: '请填写实到的人数。' },
  'representatives-not-told': {
    what: '还没有告知集体来访只接待选出的三至五名代表。',
    mend: '请先告知，再勾选“已告知”。',
  },
  'too-few-representatives': {
    what: (p) => `集体来访的代表为三至五名，现为${text(p, 'given')}名。`,
    mend: '请补足代表；确有困难的，请管理员调整“代表不足三名”的开关。',
  },
  'visitor-known': { what: '这位来访人已经登记。', mend: '请在名单中查找。' },
  'unknown-visitor': { what: '名单上没有这位来访人。', mend: '请刷新名单后再试。' },
  'visitor-wrong-stage': {
    what: (p) => `${text(p, 'number')}${named<VisitorStage>(visitorStageName, text(p, 'stage'))}，不能再这样办。`,
    mend: '请刷新名单，看现在轮到谁。',
  },
  'screening-missing': { what: '还没有初审。', mend: '请先初审事项、证件材料和方式。' },
  'notice-unknown': { what: '没有发过这项通知。', mend: '请先通知。' },
  'notice-of-another': { what: '不是发给您的通知。', mend: '请由被通知人本人或者局办公室登记回执。' },
  'notice-acknowledged': { what: '已经有回执。', mend: '不必重复登记。' },
  'time-wrong': { what: (p) => `时间“${text(p, 'given')}”不对。`, mend: '请按“14:30”的格式填写。' },
  'documents-not-seen': { what: '没有写明看过的证件材料。', mend: '请查看证件，并写明看了什么。' },
  'queue-incomplete': { what: '次序里多了或者少了来访人，名单刚刚有变化。', mend: '请刷新后重新排定。' },
  'not-next-in-line': {
    what: (p) => (text(p, 'next') === '' ? '现在没有候谈的来访人。' : `现在轮到${text(p, 'next')}。`),
    mend: '请按次序叫号；确需提前的，请先调整次序并写明理由。',
  },
  'record-times-wrong': { what: '接谈的起止时间不对。', mend: '请核对时间，结束不能早于开始。' },
  'decision-missing': { what: '没有作出处理决定。', mend: '请至少登记一件事项及其处理决定。' },
  'not-receiving-leader': { what: (p) => `本次由${text(p, 'name')}接访。`, mend: '请由接访领导或者记录人办理。' },
  'record-signed': { what: '没有等待签署的接谈记录。', mend: '请刷新后再看。' },
  'record-cases-wrong': { what: '事项与接谈记录不符。', mend: '请刷新后再签署。' },
  'records-unsigned': {
    what: (p) => `${text(p, 'numbers')}的接谈记录还没有接访领导签署。`,
    mend: '请接访领导先签署。',
  },
  'visitors-unfinished': {
    what: (p) => `还有${text(p, 'count')}批没有办完：${text(p, 'numbers')}。`,
    mend: '请补记接谈，或者记录未到、先行离开。',
  },
};
