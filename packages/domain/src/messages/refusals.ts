import type { RefusalCode } from '../refusal-codes.ts';
import type { RefusalParams, Refused } from '../result.ts';
import type { PriorHandling, RouteOutcome } from '../routing/routing.ts';
import { statusName } from './case-names.ts';
import { mainWordings } from './case-refusals.ts';
import { citationsText } from './citations.ts';
import { commandFields } from './fields.ts';
import {
  contentKindName,
  priorHandlingName,
  responsibilityName,
  roleName,
  routeOutcomeName,
  unitKindName,
} from './names.ts';
import { receptionWordings } from './reception-refusals.ts';
import { sideWordings } from './side-refusals.ts';
import { named, text, type Wording, whoMay } from './wording.ts';

/** The clause of a notice that is at fault: “三、清明节”中，. Nothing when the whole text is. */
const clause = (params: RefusalParams): string => (params.clause ? `“${params.clause}”中，` : '');

/** Closed cases that are not handled again (重新办理). */
const notReopened: Readonly<Record<string, string>> = {
  merged: '请在并入的一件上办理；并错了的，先“撤销并案”。',
  returned: '已经退还；又转来的，另行登记。',
};

const wordings: Readonly<Record<RefusalCode, Wording>> = {
  'invalid-date': {
    what: (p) => (p.given === '' ? '没有填写。' : `“${text(p, 'given')}”不存在或格式不对。`),
    mend: '请按“2026-11-22”的格式填写实有的日期。',
  },
  'calendar-missing': {
    what: (p) => `系统尚无${text(p, 'year')}年的放假安排，不能推算期限。`,
    mend: '请管理员导入国务院办公厅当年的放假通知后再办。',
  },
  'unknown-clock': { what: (p) => `没有“${text(p, 'clock')}”这一期限。`, mend: '请从期限清单中选择。' },
  'no-limit-in-force': {
    what: (p) => `${text(p, 'from')}时尚无此项期限规定生效。`,
    mend: '请核对起算日期。',
  },
  'extension-not-allowed': { what: '此项期限不能延长。', mend: '请在原定期限内办结。' },
  'extension-too-long': {
    what: (p) => `不能延长${text(p, 'given')}日。`,
    mend: (p) => `请填写1到${text(p, 'limit')}之间的整数。`,
  },
  'extension-twice': { what: '此件已经延长过一次，不能再延长。', mend: '请在延长后的期限内办结。' },
  'extension-after-due': {
    what: (p) => `${text(p, 'on')}已过原定期限${text(p, 'legalDue')}，不能再延长。`,
    mend: '延长须在期限届满前批准并告知信访人。',
  },
  'approver-missing': { what: '没有写明批准人。', mend: '请填写批准的负责人姓名。' },
  'pause-not-allowed': { what: '此项期限不能中止计算。', mend: '请在原定期限内办结。' },
  'change-out-of-order': {
    what: (p) => `${text(p, 'on')}的变更与计时的先后不符。`,
    mend: '请核对中止、恢复或者延长的日期。',
  },
  'notice-unreadable': {
    what: (p) => `${clause(p)}“${text(p, 'given')}”无法识别。`,
    mend: '请粘贴通知原文，不要增删字句。',
  },
  'notice-date-wrong': { what: (p) => `${clause(p)}日期“${text(p, 'given')}”不对。`, mend: '请与通知原文核对。' },
  'notice-year-wrong': {
    what: (p) => `${clause(p)}写的是${text(p, 'given')}年，不是${text(p, 'year')}年的放假安排。`,
    mend: '请核对所选年份和通知原文。',
  },
  'notice-weekday-wrong': {
    what: (p) => `${clause(p)}${text(p, 'date')}不是“${text(p, 'given')}”。`,
    mend: '请与通知原文核对日期和星期。',
  },
  'notice-days-wrong': {
    what: (p) => `${clause(p)}写明共${text(p, 'said')}天，按起止日期是${text(p, 'counted')}天。`,
    mend: '请与通知原文核对。',
  },
  'notice-festival-unknown': {
    what: (p) => `${clause(p)}“${text(p, 'festival')}”不是放假的节日。`,
    mend: '请与通知原文核对节日名称。',
  },
  'notice-festival-twice': { what: (p) => `${clause(p)}${text(p, 'festival')}重复出现。`, mend: '请删去重复的一条。' },
  'notice-festival-missing': {
    what: (p) => `通知中缺少${text(p, 'festival')}。`,
    mend: '请粘贴通知的全部条款。',
  },
  'notice-festival-day-missing': {
    what: (p) => `${clause(p)}放假日期不包含${text(p, 'festival')}当日（${text(p, 'date')}）。`,
    mend: '请与通知原文核对。',
  },
  'notice-overlap': { what: (p) => `${clause(p)}${text(p, 'date')}重复安排。`, mend: '请与通知原文核对日期。' },
  'notice-make-up-wrong': {
    what: (p) => `${clause(p)}${text(p, 'date')}不是假期前后两周内的周六或者周日，不能作为调休上班日。`,
    mend: '请与通知原文核对日期。',
  },
  'notice-balance-wrong': {
    what: (p) =>
      `${clause(p)}占用${text(p, 'off')}个周一至周五，调休上班${text(p, 'worked')}天，与法定放假${text(p, 'statutory')}天对不上。`,
    mend: '请与通知原文核对放假和上班日期，有无遗漏。',
  },
  'notice-adjusts': {
    what: (p) => `“${text(p, 'given')}”只改一个节日，不能单独导入。`,
    mend: '请粘贴全年的通知，其中这个节日的一条改成调整后的日期；复核的人请对照两份通知的原文。',
  },
  'notice-not-issued': {
    what: (p) => `这份通知写的是${text(p, 'given')}，今天是${text(p, 'today')}，还没有印发。`,
    mend: '请与通知原文核对发文字号和落款日期；没有印发的安排不能导入。',
  },
  'notice-head-wrong': {
    what: (p) => `发文字号是${text(p, 'number')}，落款是${text(p, 'date')}，不是同一年。`,
    mend: '请与通知原文核对发文字号和落款日期。',
  },
  'substitute-not-needed': {
    what: (p) => `${text(p, 'insteadOf')}不是因放假取消的接待日。`,
    mend: '请选择逢节假日取消的周三。',
  },
  'substitute-on-day-off': {
    what: (p) => `${text(p, 'date')}是休息日，不能安排补接。`,
    mend: '请另选一个工作日。',
  },
  'unknown-leader': { what: '没有这位领导，或者账号已停用。', mend: '请从领导名单中重新选择。' },
  'leader-not-cleared': {
    what: (p) => `${text(p, 'leader')}没有查阅检举控告的权限，不能包办检举控告事项。`,
    mend: '请改由有权限的领导包案，或先由管理员授权。',
  },
  'contract-unchanged': { what: '包案领导没有变化。', mend: '请另选领导，或不作修改。' },
  'text-too-long': { what: (p) => `超过${text(p, 'limit')}字。`, mend: '请精简后再提交。' },
  'text-unreadable': {
    what: (p) => `第${text(p, 'at')}个字处有无法保存的字符（${text(p, 'character')}）。`,
    mend: '请删去这个乱码字符，补上原来的字后重试。',
  },
  'too-many-items': {
    what: (p) => `最多${text(p, 'limit')}项，现有${text(p, 'given')}项。`,
    mend: '请删去多余的，或分次记录。',
  },
  'duplicate-id': { what: '同一项重复出现。', mend: '请删去重复的一项。' },
  'unknown-choice': { what: (p) => `“${text(p, 'given')}”不在可选范围内。`, mend: '请从列出的选项中选择。' },
  'role-not-allowed': {
    what: (p) => `${named(roleName, text(p, 'role'))}不能办理此项。`,
    mend: (p) => `请由${whoMay(p)}办理。`,
  },
  'unit-out-of-scope': {
    what: (p) => `此件由“${text(p, 'unit')}”承办，不在您的单位范围内。`,
    mend: (p) => (p.holderOnly === undefined ? '请由承办单位或局办公室办理。' : '请由承办单位办理。'),
  },
  'unknown-unit': {
    what: (p) => (p.unit === '' ? '没有选择单位。' : '单位不存在，或已从单位名册中撤销。'),
    mend: '请在单位名册中选择。',
  },
  'unit-closed': { what: (p) => `“${text(p, 'unit')}”已经撤销，不再承办事项。`, mend: '请选择现有的单位。' },
  'unit-kind-mismatch': {
    what: (p) =>
      `“${text(p, 'unit')}”是${named(unitKindName, text(p, 'kind'))}，不能承办${
        p.contentKind === 'accusation'
          ? contentKindName('accusation')
          : `“${named(responsibilityName, text(p, 'responsibility'))}”的`
      }事项。`,
    mend: '请改选与职责相符的承办单位，或更正职责归属。',
  },
  'accused-unit': {
    what: (p) => `不能指派给被检举、控告的单位或其下属单位“${text(p, 'unit')}”。`,
    mend: '请改派给有权处理的机关、单位。',
  },
  'already-registered': { what: '此事项已经登记过。', mend: '请打开已登记的事项，不必重复登记。' },
  'title-missing': { what: '没有填写反映的事项。', mend: '请用一句话写明事项。' },
  'demand-missing': { what: '没有填写诉求。', mend: '请写明信访人的请求、事实和理由。' },
  'petitioner-name-missing': { what: '没有填写信访人姓名。', mend: '请填写姓名；信访人不愿具名的，请选“匿名”。' },
  'received-in-future': {
    what: (p) => `收到日期${text(p, 'receivedOn')}晚于今天。`,
    mend: '请填写实际收到的日期。',
  },
  'hotline-number-missing': { what: '没有填写 12345 交办单编号。', mend: '请照交办单填写编号。' },
  'hotline-due-before-receipt': {
    what: (p) => `交办单要求的期限${text(p, 'dueOn')}早于收到日期${text(p, 'receivedOn')}。`,
    mend: '请核对交办单上的期限和收到日期。',
  },
  'hotline-urgent-without-date': {
    what: '紧急件没有填写 12345 中心规定的期限。',
    mend: '请照交办单填写期限；不是紧急件的，请去掉“紧急”。',
  },
  'hotline-number-taken': {
    what: (p) => `这张 12345 交办单已经登记过${p.number ? `，编号${text(p, 'number')}` : ''}。`,
    mend: '请打开已登记的一件；确是另一张交办单的，请核对编号。',
  },
  'sender-missing': { what: '没有填写由哪个机关转来。', mend: '请填写来文机关的全称，例如“市信访局”。' },
  'email-malformed': { what: '发件邮箱不对。', mend: '请照来信核对，应有“@”和后面的域名；不知道的可以不填。' },
  'sent-after-receipt': {
    what: (p) => `来件日期${text(p, 'sentOn')}晚于收到日期${text(p, 'receivedOn')}。`,
    mend: '请核对落款或者邮戳日期和收到日期。',
  },
  'superior-due-before-receipt': {
    what: (p) => `来文要求的期限${text(p, 'dueOn')}早于收到日期${text(p, 'receivedOn')}。`,
    mend: '请核对来文上的期限和收到日期。',
  },
  'superior-due-elsewhere': {
    what: '只有上级转交的事项有来文要求的期限。',
    mend: '请把渠道改为“上级转交”，或者去掉这个期限。',
  },
  'member-name-missing': { what: '联名人没有填写姓名。', mend: '请填写姓名，或者去掉这一行。' },
  'joint-persons-wrong': {
    what: (p) =>
      p.persons === 0
        ? `没有填写联名人数，名单连同第一人已有 ${text(p, 'listed')} 人。`
        : `联名人数 ${text(p, 'persons')} 不对，名单连同第一人已有 ${text(p, 'listed')} 人。`,
    mend: '请填写连同第一人在内的总人数，至少 2 人，不少于名单人数。',
  },
  'repeat-says-otherwise': {
    what: (p) =>
      `登记为${text(p, 'other')}的重复信访，“此前办理”应为“${named<PriorHandling>(priorHandlingName, text(p, 'prior'))}”。`,
    mend: '请照原件的办理情况改正，或者改选“相关事项”。',
  },
  'choice-reason-missing': { what: '所选的分类或者去向与建议不同，没有写明理由。', mend: '请写明理由，或者照建议办。' },
  'route-not-choosable': {
    what: (p) =>
      `此件按规定是“${named<RouteOutcome>(routeOutcomeName, text(p, 'proposed'))}”，不能改为“${named<RouteOutcome>(routeOutcomeName, text(p, 'chosen'))}”。`,
    mend: '请照建议的去向登记；性质或者职责有误的，请先改正。',
  },
  'dispute-part-missing': {
    what: '涉及两个以上机关、单位的，没有写明涉及哪些机关、由谁决定。',
    mend: '请写明；协商一致的，选“协商一致”。',
  },
  'resident-card-malformed': { what: '公民身份号码不是18位，或者地区码不存在。', mend: '请照证件核对。' },
  'resident-card-birth-date': { what: '公民身份号码中的出生日期不对。', mend: '请照证件核对第7至14位。' },
  'resident-card-check': { what: '公民身份号码的校验码不符。', mend: '可能输错了一位，或者两位颠倒，请照证件核对。' },
  'phone-malformed': { what: '电话号码不对。', mend: '请填写手机号，或者带区号的固定电话。' },
  'too-many-representatives': {
    what: (p) => `集体来访最多接待${text(p, 'limit')}名代表，现为${text(p, 'given')}名。`,
    mend: '请告知来访人推选代表。',
  },
  'visit-already-logged': { what: '这次下访已经记录过。', mend: '请打开已有记录，不必重复上报。' },
  'visited-in-future': {
    what: (p) => `下访日期${text(p, 'visitedOn')}晚于今天。`,
    mend: '请填写实际下访的日期。',
  },
  'mode-missing': { what: '没有选择下访方式。', mend: '请从包案下访、带案督办、座谈走访、调查研究中选一种。' },
  'details-of-another-mode': { what: '填写的内容与所选的下访方式不符。', mend: '请按所选的方式重新填写。' },
  'details-of-another-case': { what: '更正不能改为另一件事项。', mend: '请另记一次下访。' },
  'visit-case-missing': { what: '没有选明是哪一件信访事项。', mend: '请选择包案或带案督办的事项。' },
  'accusation-on-visit': {
    what: '此件是检举控告，不能写进下访记录。',
    mend: '请按检举控告的保密程序办理。',
  },
  'visited-before-receipt': {
    what: (p) => `下访日期${text(p, 'visitedOn')}早于此件的收到日期${text(p, 'receivedOn')}。`,
    mend: '请核对下访日期和所选的事项。',
  },
  'done-missing': { what: '没有写明做了什么。', mend: '请写明为化解这一包案事项做的工作。' },
  'findings-missing': { what: '没有写明督办的情况。', mend: '请写明查看到的办理情况。' },
  'signer-missing': { what: '没有写明签名人。', mend: '请填写签名人的姓名，或清除签名。' },
  'voice-too-long': {
    what: (p) => `录音超过${text(p, 'limitMinutes')}分钟。`,
    mend: '请重录一段短的，或写成文字。',
  },
  'unknown-visit': { what: '没有找到这次下访记录。', mend: '请刷新列表后重新打开。' },
  'not-own-visit': {
    what: (p) => `这次下访由“${text(p, 'leader')}”记录。`,
    mend: '请由本人或局办公室更正。',
  },
  'changes-missing': { what: '没有改动任何内容。', mend: '请改动后再提交。' },
  'unknown-follow-up': { what: '这次下访没有这一条后续。', mend: '请刷新后重新打开。' },
  'follow-up-settled': {
    what: (p) => `后续“${text(p, 'what')}”已经落实。`,
    mend: '落实的记录不能改动，如情况有变请另加一条。',
  },
  'follow-up-of-others': {
    what: (p) => `这条后续由“${text(p, 'owner')}”负责。`,
    mend: '请由责任单位、责任人或局办公室填写结果。',
  },
  'follow-up-of-another-case': { what: '督办要求不属于这次带案的事项。', mend: '请删去此项后重新填写。' },
  'settled-in-future': { what: (p) => `落实日期${text(p, 'settledOn')}晚于今天。`, mend: '请填写实际落实的日期。' },
  'settled-before-visit': {
    what: (p) => `落实日期${text(p, 'settledOn')}早于下访日期${text(p, 'visitedOn')}。`,
    mend: '请核对落实日期。',
  },
  'result-missing': { what: '没有写明落实的结果。', mend: '请写明办到了什么，或为什么没有办到。' },
  'follow-up-what-missing': { what: '后续事项没有写明要做什么。', mend: '请写明内容，或删去此项。' },
  'follow-up-owner-missing': { what: '后续事项没有责任人。', mend: '请填写由谁负责。' },
  'follow-up-due-before-visit': {
    what: (p) => `后续事项的期限${text(p, 'dueOn')}早于下访日期${text(p, 'visitedOn')}。`,
    mend: '请填写下访当日或之后的日期。',
  },
  'malformed-attachment': { what: '附件信息不完整，或不是图片、录音。', mend: '请重新拍照、选择图片或录音。' },
  'malformed-position': { what: '位置数据无效。', mend: '请重新定位，或不填位置。' },
  'unknown-case': { what: '没有找到此信访事项。', mend: '请刷新列表后重新打开。' },
  'version-conflict': {
    what: (p) =>
      p.other === undefined ? '您打开之后，此件已被他人更新。' : `您选择之后，“${text(p, 'other')}”已被他人更新。`,
    mend: (p) =>
      p.other === undefined
        ? '您填写的内容仍在，请对照最新情况后重新提交。'
        : '您填写的内容仍在；请看它现在的情况，仍要办理的再提交一次。',
  },
  'notice-already-issued': {
    what: (p) => `此件已是“${named(statusName, text(p, 'status'))}”，不能再出具受理告知。`,
    mend: '请查看办理过程中已出具的告知单。',
  },
  'issued-in-future': { what: (p) => `告知日期${text(p, 'issuedOn')}晚于今天。`, mend: '请填写实际出具的日期。' },
  'issued-before-receipt': {
    what: (p) => `告知日期${text(p, 'issuedOn')}早于收到日期${text(p, 'receivedOn')}。`,
    mend: '请核对告知日期。',
  },
  'not-education': {
    what: '此事项不属于教育行政部门处理，不能受理。',
    mend: '请出具不予受理告知单，说明法律政策并告知有权处理的机关。',
  },
  'accept-in-handling': {
    what: '有关单位正在处理，不能重复受理。',
    mend: '请由局领导批示督促办理，并书面告知信访人。',
  },
  'concluded-needs-leader': {
    what: '此事项已经复核终结，原则上不再受理。',
    mend: '确需受理的，请由局领导写明理由后决定。',
  },
  'reason-missing': { what: '没有写明理由。', mend: '请写明作出此决定的理由。' },
  'law-explanation-missing': { what: '没有说明有关法律政策。', mend: '请向信访人说明所依据的法律政策。' },
  'competent-body-missing': { what: '没有告知有权处理的机关。', mend: '请写明信访人应当向哪个机关、单位反映。' },
  'not-yet-accepted': { what: '此件尚未受理。', mend: '请先出具受理告知单。' },
  'case-closed': {
    what: (p) => `此件已是“${named(statusName, text(p, 'status'))}”，不能再办理此项。`,
    mend: (p) =>
      notReopened[text(p, 'status')] ?? '确需再办的，请局办公室或者局领导“重新办理”；有新的事实和理由的，另行登记。',
  },
  'cause-missing': { what: '没有写明查清的原因。', mend: '请写明问题发生的原因。' },
  'resolution-missing': { what: '没有写明化解的方法。', mend: '请写明处理结果或化解矛盾的方法。' },
  'reply-missing': { what: '尚未答复信访人。', mend: '请先答复信访人，并填写答复日期。' },
  'replied-in-future': { what: (p) => `答复日期${text(p, 'repliedOn')}晚于今天。`, mend: '请填写实际答复的日期。' },
  'replied-before-acceptance': {
    what: (p) => `答复日期${text(p, 'repliedOn')}早于受理日期${text(p, 'acceptedOn')}。`,
    mend: '请核对答复日期。',
  },
  ...mainWordings,
  ...sideWordings,
  ...receptionWordings,
  unauthenticated: { what: '尚未登录，或登录已失效。', mend: '请重新登录，已填写的内容不会丢失。' },
  forbidden: { what: '您没有此项权限。', mend: '如确需办理，请联系管理员。' },
  'sign-in-refused': { what: '用户名或密码不正确。', mend: '请核对后重试；忘记密码请联系管理员。' },
  'rate-limited': { what: '操作过于频繁。', mend: '请稍候再试。' },
  'invalid-command': { what: '提交的内容不完整或格式不对。', mend: '请检查标出的项目后重新提交。' },
  'command-id-reused': {
    what: '同一提交编号已用于另一项内容。',
    mend: '请在待发中打开此项，核对后重新提交。',
  },
  'batch-too-large': { what: (p) => `一次最多提交${text(p, 'limit')}项。`, mend: '请分批提交。' },
  'setup-closed': { what: '管理员已经建立，不能再次初始化。', mend: '请用已有账号登录。' },
  'setup-code-wrong': { what: '初始化口令不正确。', mend: '请照服务器启动时显示的口令填写。' },
  'password-too-weak': { what: '密码太短或太常见。', mend: '请用至少12位、不易猜到的密码。' },
  'attachment-missing': { what: '附件尚未传完。', mend: '有网后会自动续传，请稍候。' },
  'attachment-too-large': { what: (p) => `附件超过${text(p, 'limitMiB')} MB。`, mend: '请压缩后重新选择。' },
  'database-unavailable': { what: '数据库暂时不可用。', mend: '内容已保留，请稍后重试。' },
  'internal-error': { what: '系统出错，此项未办成。', mend: '内容已保留，请稍后重试；仍不行请联系管理员。' },
};

const lists: Readonly<Record<string, string>> = {
  matters: '项事项',
  followUps: '项后续',
  attachments: '个附件',
  companions: '位同行人',
  points: '条纪要',
  participants: '位参加人',
};

/** Which entry of a list is at fault: 第2项事项：. Nothing when the path names no list. */
function place(path: string | undefined): string {
  const match = /(?:^|\.)([a-zA-Z]+)\.(\d+)/.exec(path ?? '');
  const word = lists[match?.[1] ?? ''];
  return word === undefined ? '' : `第${Number(match?.[2]) + 1}${word}：`;
}

/** Codes that speak of any field: the field's name opens the sentence. */
const aboutFields: readonly RefusalCode[] = [
  'invalid-date',
  'text-missing',
  'text-too-long',
  'text-unreadable',
  'too-many-items',
  'unknown-choice',
];

/** The name of a field of a command by its path; nothing when it has none. */
export const fieldName = (path: string | undefined): string => commandFields[lastName(path)] ?? '';

/** The last member of a path that is no place in a list: companions of companions.1. */
export const lastName = (path: string | undefined): string =>
  path?.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';

/** What a sentence speaks of when its field has no name. */
const subjectless = (code: RefusalCode): string =>
  code === 'invalid-date' ? '日期' : code.startsWith('text-') ? '内容' : '';

/** A field by its path and its place in a list, as the subject of a sentence: 第2项事项：标题. */
export const fieldSubject = (path: string | undefined, nameOf = fieldName): string => place(path) + nameOf(path);

/**
 * A refusal in full: what, on which articles, how to mend it. 不能指派给……。依据《信访工作条例》第三十条。请改派……
 * @param nameOf names a field by its path
 */
export function refusalMessage(refusal: Refused, nameOf = fieldName): string {
  // a stored refusal may come from a newer version with codes that this one does not know
  const wording: Wording | undefined = wordings[refusal.code];
  const { what, mend } = wording ?? wordings['internal-error'];
  const field = aboutFields.includes(refusal.code) ? nameOf(refusal.path) : '';
  const subject = field === '' ? subjectless(refusal.code) : field;
  const said = typeof what === 'string' ? what : what(refusal.params);
  const mended = typeof mend === 'string' ? mend : mend(refusal.params);
  const basis = refusal.citations.length === 0 ? '' : `依据${citationsText(refusal.citations)}。`;
  return `${place(refusal.path)}${subject}${said}${basis}${mended}`;
}
